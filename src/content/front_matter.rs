//! Front matter as written: each key with its place, nothing inherited, nothing derived.
//!
//! Takes one file's text and the settings; gives a [`FrontMatter`] and diagnostics. The names of
//! the keys are in [`crate::keys`].

mod date;
mod fence_mistakes;
mod fences;
mod field_reader;
mod list_limit;
mod missing_fences;
mod other_dates;
mod read_front_matter;
#[cfg(test)]
mod tests;
mod typing_mistakes;
mod unknown_key;
mod utf8;
mod value_warnings;

pub use fences::{Fences, find_fences};
pub use read_front_matter::{ParsedFrontMatter, read};
pub use utf8::decode_utf8;

use crate::config::{Extra, Lang};
use crate::diagnostic::Spanned;
use jiff::ZonedDateTime;
use serde::{Deserialize, Serialize};

/// The front matter of one file, with the types of its values checked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    /// The title.
    pub title: Option<Spanned<String>>,
    /// The date of the article; without one it is a standing page.
    pub date: Option<Spanned<Date>>,
    /// The date of the last change.
    pub updated: Option<Spanned<Date>>,
    /// The first moment at which the article is shown.
    pub publish_date: Option<Spanned<Date>>,
    /// The first moment at which the article is no longer shown.
    pub expiry_date: Option<Spanned<Date>>,
    /// Whether the article is hidden.
    pub draft: Option<bool>,
    /// The last part of the address.
    pub slug: Option<Spanned<String>>,
    /// The whole address.
    pub url: Option<Spanned<String>>,
    /// Old addresses that lead to the page.
    pub aliases: Vec<Spanned<String>>,
    /// How the file writes its list of old addresses.
    pub alias_list: AliasList,
    /// The language, instead of the one in the path.
    pub lang: Option<Spanned<Lang>>,
    /// The key of the story, instead of the one in the path.
    pub translation_key: Option<Spanned<String>>,
    /// Whether this article is the original of its story.
    pub original: Option<bool>,
    /// Tags as written.
    pub tags: Option<Vec<Spanned<String>>>,
    /// Categories as written.
    pub categories: Option<Vec<Spanned<String>>>,
    /// Names or ids of authors.
    pub authors: Option<Vec<Spanned<String>>>,
    /// One sentence.
    pub description: Option<Spanned<String>>,
    /// The text in lists.
    pub summary: Option<Spanned<String>>,
    /// The picture of the article: a path or an address. Empty where the article takes none, also
    /// where its story has one.
    pub image: Option<Spanned<String>>,
    /// The description of the picture.
    pub image_alt: Option<Spanned<String>>,
    /// Who made the picture.
    pub image_credit: Option<Spanned<String>>,
    /// Whether the article is to lead.
    pub featured: Option<bool>,
    /// Whether the page shows a table of contents.
    pub toc: Option<bool>,
    /// The place in lists: the smallest number comes first.
    pub weight: Option<i64>,
    /// A template of the theme, which must exist.
    pub template: Option<Spanned<String>>,
    /// A template that another generator's key names; it need not exist.
    pub layout: Option<Spanned<String>>,
    /// Whether readers can comment.
    pub comments: Option<bool>,
    /// Whether Griot sets the typography of the text.
    pub typography: Option<bool>,
    /// The values of `extra`, and of unknown keys.
    #[serde(with = "as_yaml")]
    pub extra: Extra,
}

/// How a file writes its list of old addresses, for messages with a line to paste.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AliasList {
    /// The key: `aliases`, or what another generator calls it.
    pub key: String,
    /// Whether the front matter is TOML.
    pub is_toml: bool,
}

impl Default for AliasList {
    fn default() -> Self {
        AliasList {
            key: "aliases".to_string(),
            is_toml: false,
        }
    }
}

impl FrontMatter {
    /// Sets `draft`. Where `draft` and `published` disagree, the article is a draft.
    fn set_draft(&mut self, draft: Option<bool>) {
        if let Some(draft) = draft {
            self.draft = Some(draft || self.draft == Some(true));
        }
    }
}

/// A date of front matter, in the site's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// The moment; midnight for a date without a time.
    pub at: ZonedDateTime,
    /// Whether the author wrote a time.
    pub has_time: bool,
}

/// Stores values of any shape as one text, since the cache's format needs to know shapes.
mod as_yaml {
    use super::Extra;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    pub fn serialize<S: Serializer>(extra: &Extra, to: S) -> Result<S::Ok, S::Error> {
        if extra.is_empty() {
            return "".serialize(to);
        }
        let text = serde_yaml::to_string(extra).map_err(ser::Error::custom)?;
        text.serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Extra, D::Error> {
        let text = String::deserialize(from)?;
        if text.is_empty() {
            return Ok(Extra::new());
        }
        serde_yaml::from_str(&text).map_err(de::Error::custom)
    }
}
