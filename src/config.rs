//! The site's settings: `griot.yaml` read, checked, and with every default filled in.

pub mod address;
mod check;
pub mod colour;
mod comments;
mod languages;
mod locale;
mod look;
mod options;
mod read;
mod terms;
#[cfg(test)]
mod tests;

pub use colour::Colour;
pub use locale::own_name;
pub use look::Look;

use crate::diagnostic::CheckRule;
use crate::document::Mapping;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The name of the file of the settings, in the site's folder.
pub const SETTINGS: &str = "griot.yaml";

/// Extra values for templates; Griot itself reads `accent` and `logo` alone.
pub type Extra = Mapping;

/// Settings as used. What the author wrote never outlives `parse`.
#[derive(Debug, Clone)]
pub struct Config {
    /// Scheme, host and perhaps a path, without a final slash.
    pub base_url: String,
    pub default_language: Lang,
    pub timezone: TimeZone,
    pub theme: String,
    /// Articles on one list page, at least 1.
    pub paginate: usize,
    /// `/:slug/`: pattern of an article's URL, begins and ends with a slash.
    pub permalink: String,
    pub default_language_in_subdir: bool,
    /// In the order of `griot.yaml`; never empty.
    pub languages: Vec<Language>,
    pub tags: Vec<TermNames>,
    pub categories: Vec<TermNames>,
    pub authors: BTreeMap<String, Author>,
    pub feeds: Feeds,
    /// Names that own their mark (`Yahoo!`), added to the built-in ones.
    pub typography_keep: Vec<String>,
    pub raw_html: bool,
    pub comments: Option<Comments>,
    pub share: Vec<ShareTarget>,
    pub search: bool,
    pub images: Images,
    pub cards: bool,
    pub stale_notice: bool,
    /// Every rule.
    pub check: BTreeMap<CheckRule, RuleSetting>,
    pub deploy: Deploy,
    pub extra: Extra,
    /// What `extra` says of the theme's look.
    pub look: Look,
}

/// A language of the site: an index into [`Config::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lang(pub u8);

#[derive(Debug, Clone)]
pub struct Language {
    /// BCP 47, as written in file names and URLs: `fr`, `pt-BR`.
    pub code: String,
    /// In its own words: `Français`.
    pub name: String,
    /// The site's title in this language.
    pub title: String,
    pub description: String,
    /// `og:locale` with an underscore: `fr_FR`.
    pub locale: String,
    pub direction: Direction,
    /// Its own domain, without a final slash.
    pub base_url: Option<String>,
    pub menu: Vec<MenuItem>,
    pub typography: bool,
    /// The WhatsApp channel that readers in this language are called to follow.
    pub channel: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    /// As HTML's `dir` has it.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    pub label: String,
    pub url: String,
}

/// A tag or category named once: `security: {fr: Sécurité, en: Security}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermNames {
    pub id: String,
    /// Bytes of `griot.yaml`.
    pub span: Range<usize>,
    pub names: BTreeMap<Lang, String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub url: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feeds {
    pub atom: bool,
    pub json: bool,
    pub rss: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comments {
    pub provider: CommentsProvider,
    /// The provider's own settings, by their names with `_`. Addresses end in no slash, and
    /// their servers are in letters of ASCII.
    pub options: BTreeMap<String, String>,
    pub threads: Threads,
}

/// What readers talk about in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// An article in one language.
    OfPages,
    /// A story in all its languages.
    OfStories,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentsProvider {
    Giscus,
    Utterances,
    Isso,
    Remark42,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareTarget {
    Whatsapp,
    Facebook,
    X,
    Linkedin,
    Telegram,
    Mail,
    Copy,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Images {
    pub enabled: bool,
    /// Widths of the variants, in pixels, ascending.
    pub widths: Vec<u32>,
    /// WebP quality, 1 to 100.
    pub quality: u8,
}

/// How one rule of `griot check` is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleSetting {
    pub level: Level,
    /// In the rule's own unit: kilobytes of `weight`, days of `stale_days`, characters of
    /// `descriptions`; `None` for a rule without one.
    pub limit: Option<u64>,
}

/// How bad it is when a rule is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Off,
    Warning,
    Error,
}

/// What is written for the static host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deploy {
    /// Write `_headers`.
    pub headers: bool,
    /// Write `_redirects`.
    pub redirects: bool,
}

impl Config {
    /// How a rule of `griot check` is taken.
    pub fn rule(&self, rule: CheckRule) -> RuleSetting {
        let off = RuleSetting {
            level: Level::Off,
            limit: None,
        };
        self.check.get(&rule).copied().unwrap_or(off)
    }

    pub fn is_off(&self, rule: CheckRule) -> bool {
        self.rule(rule).level == Level::Off
    }

    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[usize::from(lang.0)]
    }

    /// The language with this code, whatever its case.
    pub fn lang(&self, code: &str) -> Option<Lang> {
        let at = self
            .languages
            .iter()
            .position(|l| l.code.eq_ignore_ascii_case(code))?;
        u8::try_from(at).ok().map(Lang)
    }

    /// The same, and `fr` for `fr-FR` or `fr_FR` where that is the site's.
    pub fn lang_of_region(&self, code: &str) -> Option<Lang> {
        self.lang(code).or_else(|| {
            let (base, region) = code.split_once(['-', '_'])?;
            let is_region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic());
            self.lang(&code.replace('_', "-"))
                .or_else(|| self.lang(base).filter(|_| is_region))
        })
    }

    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len() as u8).map(Lang)
    }
}
