//! Front matter as written: each key with its place, nothing inherited, nothing derived.

mod date;
mod encoding;
mod fence;
mod fields;
mod names;
mod read;
#[cfg(test)]
mod tests;

pub use encoding::text_of;
pub use fence::{Split, split};
pub use read::{Read, read};

use crate::config::{Extra, Lang};
use crate::diagnostic::Spanned;
use jiff::ZonedDateTime;
use serde::{Deserialize, Serialize};

/// What one file's front matter says, keys and types checked.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct FrontMatter {
    pub title: Option<Spanned<String>>,
    pub date: Option<Spanned<Date>>,
    pub updated: Option<Spanned<Date>>,
    pub publish_date: Option<Spanned<Date>>,
    pub expiry_date: Option<Spanned<Date>>,
    pub draft: Option<bool>,
    pub slug: Option<Spanned<String>>,
    pub url: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    pub lang: Option<Spanned<Lang>>,
    pub translation_key: Option<Spanned<String>>,
    pub original: Option<bool>,
    pub tags: Option<Vec<Spanned<String>>>,
    pub categories: Option<Vec<Spanned<String>>>,
    pub authors: Option<Vec<Spanned<String>>>,
    pub description: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub image: Option<Spanned<String>>,
    pub image_alt: Option<Spanned<String>>,
    pub toc: Option<bool>,
    pub weight: Option<i64>,
    /// `template` is ours, `layout` comes from elsewhere: only the first must exist.
    pub template: Option<Spanned<String>>,
    pub layout: Option<Spanned<String>>,
    pub comments: Option<bool>,
    pub typography: Option<bool>,
    /// `extra`, and keys that are not ours.
    #[serde(with = "as_yaml")]
    pub extra: Extra,
}

/// A moment as an author gives it, in the site's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    pub at: ZonedDateTime,
    /// False for a plain date: midnight stands in.
    pub has_time: bool,
}

/// Values of any shape as one text: what keeps them need not know their shapes.
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
