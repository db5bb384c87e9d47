//! The rules of `griot check`: what a diagnostic may break, and the settings may forgive.

use serde::{Deserialize, Serialize};

/// In the order in which they are documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rule {
    Links,
    Anchors,
    ExternalLinks,
    Alt,
    Sections,
    Translations,
    Stale,
    StaleDays,
    Tags,
    EmojiTitles,
    Descriptions,
    Urls,
    Weight,
}

impl Rule {
    /// As it is written in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Links => "links",
            Rule::Anchors => "anchors",
            Rule::ExternalLinks => "external_links",
            Rule::Alt => "alt",
            Rule::Sections => "sections",
            Rule::Translations => "translations",
            Rule::Stale => "stale",
            Rule::StaleDays => "stale_days",
            Rule::Tags => "tags",
            Rule::EmojiTitles => "emoji_titles",
            Rule::Descriptions => "descriptions",
            Rule::Urls => "urls",
            Rule::Weight => "weight",
        }
    }
}
