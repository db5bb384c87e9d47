//! The rules of `griot check`: what a diagnostic may break, and the settings may forgive.

use serde::{Deserialize, Serialize};

/// In the order in which they are documented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CheckRule {
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

impl CheckRule {
    /// As it is written in the settings.
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
            CheckRule::Tags => "tags",
            CheckRule::EmojiTitles => "emoji_titles",
            CheckRule::Descriptions => "descriptions",
            CheckRule::Urls => "urls",
            CheckRule::Weight => "weight",
        }
    }
}
