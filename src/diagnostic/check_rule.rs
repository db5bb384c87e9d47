//! The rules of `griot check`, by the names that the settings give them.
//!
//! A diagnostic may name the rule that it breaks; the settings may switch a rule off.

use serde::{Deserialize, Serialize};

/// A rule of `griot check`, in the order of its documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CheckRule {
    /// Links inside the site lead to pages.
    Links,
    /// The `#part` of a link exists.
    Anchors,
    /// Links to other sites lead somewhere.
    ExternalLinks,
    /// Pictures have a description.
    Alt,
    /// Translations have the same sections.
    Sections,
    /// Stories have all translations.
    Translations,
    /// Translations are as new as their originals.
    Stale,
    /// Translations do not stay stale for too many days.
    StaleDays,
    /// Terms are translated as the glossary says.
    Terms,
    /// Tags have one spelling, and a name in every language.
    Tags,
    /// Titles have emoji where most titles of the language have them.
    EmojiTitles,
    /// Descriptions are there and short enough.
    Descriptions,
    /// Recorded addresses still lead to a page.
    Urls,
    /// Pages are small enough.
    Weight,
}

impl CheckRule {
    /// The rule's name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            CheckRule::Links => "links",
            CheckRule::Anchors => "anchors",
            CheckRule::ExternalLinks => "external_links",
            CheckRule::Alt => "alt",
            CheckRule::Sections => "sections",
            CheckRule::Translations => "translations",
            CheckRule::Stale => "stale",
            CheckRule::StaleDays => "stale_days",
            CheckRule::Terms => "terms",
            CheckRule::Tags => "tags",
            CheckRule::EmojiTitles => "emoji_titles",
            CheckRule::Descriptions => "descriptions",
            CheckRule::Urls => "urls",
            CheckRule::Weight => "weight",
        }
    }
}
