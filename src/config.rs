//! The site's settings: `griot.yaml` read, checked, and with every default filled in.
//!
//! Takes the text of the file, gives a [`Config`] and diagnostics. The names of the keys, their
//! defaults and meanings are in [`crate::keys`]. Nothing here opens a file.

mod branding;
mod check_rules;
mod comments;
mod deploy_targets;
mod features_with_options;
mod flags_and_unknown_values;
mod home_newsletter_and_license;
mod language_defaults;
mod language_names;
mod languages;
mod permalink_setting;
mod read_settings;
pub mod readable_colour;
mod target_address;
mod terms_and_authors;
#[cfg(test)]
mod tests;
mod text_by_language;

pub use branding::{Branding, Look};
pub use language_defaults::own_name;
pub use language_names::names_in_messages;
pub use permalink_setting::Permalinks;
pub use readable_colour::Colour;
pub use target_address::{GitAddress, SshAddress, StoreAddress, StoreKind, TargetAddress};

use crate::diagnostic::{CheckRule, Spanned};
use crate::text::typography::{TypographyRules, TypographyStyle, typeset_str};
use crate::yaml_and_toml::Mapping;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// The name of the file of the settings, in the site's folder.
pub const SETTINGS: &str = "griot.yaml";

/// Values for templates; Griot itself reads only `accent`, `logo` and `look` ([`Branding`]).
pub type Extra = Mapping;

/// The settings as the other stages use them, with every default filled in.
#[derive(Debug, Clone, Serialize)]
pub struct Config {
    /// Scheme, host and perhaps a path, without a final slash.
    pub base_url: String,
    /// The language of the pages at `/`.
    pub default_language: Lang,
    /// The time zone of dates without an offset.
    #[serde(serialize_with = "jiff::fmt::serde::tz::required::serialize")]
    pub timezone: TimeZone,
    /// The name of a folder in `themes/`.
    pub theme: String,
    /// Articles on one list page, at least 1.
    pub paginate: usize,
    /// The patterns of URLs.
    pub permalink: Permalinks,
    /// Whether the default language is under its code too: `/fr/`.
    pub default_language_in_subdir: bool,
    /// In the order of `griot.yaml`; never empty.
    pub languages: Vec<Language>,
    /// Tags that the settings name.
    pub tags: Vec<TermNames>,
    /// Categories that the settings name.
    pub categories: Vec<TermNames>,
    /// Authors by their ids.
    pub authors: BTreeMap<String, Author>,
    /// The formats of feeds.
    pub feeds: Feeds,
    /// Names that own their mark (`Yahoo!`), added to the built-in ones.
    pub typography_keep: Vec<String>,
    /// Whether HTML in articles is HTML, and not text.
    pub raw_html: bool,
    /// The service that stores comments; `None` for no comments.
    pub comments: Option<Comments>,
    /// Ids of the categories or tags that have a band on the home page, in their order.
    pub home_sections: Vec<Spanned<String>>,
    /// Where readers subscribe to a newsletter.
    pub newsletter: Option<Newsletter>,
    /// The licence of the texts.
    pub license: Option<License>,
    /// The share links, in their order.
    pub share: Vec<ShareTarget>,
    /// Whether the site has a search page.
    pub search: bool,
    /// The smaller pictures.
    pub images: Images,
    /// Whether articles get social cards.
    pub cards: bool,
    /// Whether readers see a notice on stale translations.
    pub stale_notice: bool,
    /// Every rule of `griot check`.
    pub check: BTreeMap<CheckRule, RuleSetting>,
    /// The files for the static host.
    pub deploy: Deploy,
    /// Where `griot deploy` sends the site, the usual place first. No page depends on it.
    #[serde(skip)]
    pub deploy_targets: Vec<DeployTarget>,
    /// The site's key for IndexNow.
    pub index_now_key: Option<String>,
    /// The program that drafts translations.
    pub translate: Option<TranslationProgram>,
    /// The file of the glossary, where the settings name one.
    pub glossary: Option<Spanned<String>>,
    /// Values for templates.
    pub extra: Extra,
    /// The colour, the logo and the look of `extra`.
    pub branding: Branding,
}

/// A language of the site: an index into [`Config::languages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lang(pub u8);

/// The settings of a language.
#[derive(Debug, Clone, Serialize)]
pub struct Language {
    /// A BCP 47 code, as written in file names and URLs: `fr`, `pt-BR`.
    pub code: String,
    /// The language's own name: `Français`.
    pub name: String,
    /// The site's title in this language, typeset.
    pub title: String,
    /// One sentence about the site, typeset; may be empty.
    pub description: String,
    /// The `og:locale`, with an underscore: `fr_FR`.
    pub locale: String,
    /// The direction of writing.
    pub direction: Direction,
    /// A domain of the language's own, without a final slash.
    pub base_url: Option<String>,
    /// The entries of the menu, in their order.
    pub menu: Vec<MenuItem>,
    /// Whether Griot sets the typography of texts.
    pub typography: bool,
    /// The address of the WhatsApp channel that readers are invited to follow.
    pub channel: Option<String>,
}

/// A direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Direction {
    /// The value of HTML's `dir`.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
        }
    }
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MenuItem {
    /// The words of the entry, typeset.
    pub label: String,
    /// A path of the site or an address, as written.
    pub url: String,
}

/// The names of a tag or category: `security: {fr: Sécurité, en: Security}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermNames {
    /// The key of the entry.
    pub id: String,
    /// The place of the id, in bytes of `griot.yaml`.
    pub span: Range<usize>,
    /// The name in each language that has one.
    pub names: BTreeMap<Lang, String>,
    /// A sentence about it in each language that has one, typeset.
    pub descriptions: BTreeMap<Lang, String>,
}

/// An author of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name that readers see.
    pub name: String,
    /// The address of the author's own page.
    pub url: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// What the author does, in each language that has it, typeset.
    pub role: BTreeMap<Lang, String>,
    /// A sentence or two about the author, in each language that has them, typeset.
    pub bio: BTreeMap<Lang, String>,
    /// A picture of `static/`, as written: `awa.jpg` or `/images/awa.jpg`.
    pub photo: Option<Spanned<String>>,
}

/// Where readers subscribe to a newsletter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Newsletter {
    /// A form with one field, at the provider of the newsletter.
    Form {
        /// The address that the form is sent to.
        action: String,
        /// The name of the field.
        field: String,
    },
    /// A page of the provider.
    Page {
        /// Its address.
        url: String,
    },
}

/// The licence of the texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct License {
    /// Its name.
    pub name: String,
    /// The address of its text.
    pub url: Option<String>,
    /// The address of a licence for crawlers, in RSL.
    pub rsl: Option<String>,
}

/// The formats of the site's feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Feeds {
    /// Atom (RFC 4287).
    pub atom: bool,
    /// JSON Feed 1.1.
    pub json: bool,
    /// RSS 2.0.
    pub rss: bool,
}

/// A service that stores comments, with its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comments {
    /// The service.
    pub provider: CommentsProvider,
    /// The provider's own settings, by their names with `_`. Addresses end without a slash, and
    /// their hosts are in ASCII.
    pub options: BTreeMap<String, String>,
    /// Whether languages share a discussion.
    pub thread_scope: ThreadScope,
}

/// The pages that share a discussion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ThreadScope {
    /// One article in one language.
    Article,
    /// A story in all its languages.
    Story,
}

/// A service that stores comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CommentsProvider {
    /// GitHub Discussions, <https://giscus.app>.
    Giscus,
    /// GitHub issues, <https://utteranc.es>.
    Utterances,
    /// A server of one's own, <https://isso-comments.de>.
    Isso,
    /// A server of one's own, <https://remark42.com>.
    Remark42,
}

/// A place to which readers share an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ShareTarget {
    /// WhatsApp.
    Whatsapp,
    /// Facebook.
    Facebook,
    /// X, once Twitter.
    X,
    /// LinkedIn.
    Linkedin,
    /// Telegram.
    Telegram,
    /// An e-mail.
    Mail,
    /// A button that copies the address.
    Copy,
}

/// The smaller variants of pictures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Images {
    /// Whether smaller pictures are made.
    pub enabled: bool,
    /// Widths of the variants, in pixels, ascending.
    pub widths: Vec<u32>,
    /// WebP quality, 1 to 100.
    pub quality: u8,
}

/// The setting of a rule of `griot check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct RuleSetting {
    /// How serious a broken rule is.
    pub level: Level,
    /// In the rule's own unit: kilobytes of `weight`, days of `stale_days`, characters of
    /// `descriptions`; `None` for a rule without one.
    pub limit: Option<u64>,
}

/// How serious a broken rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Level {
    /// The rule is not checked.
    Off,
    /// A broken rule is a warning.
    Warning,
    /// A broken rule is an error.
    Error,
}

/// The files for the static host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Deploy {
    /// Whether `_headers` is written.
    pub headers: bool,
    /// Whether `_redirects` is written.
    pub redirects: bool,
}

/// A place that a site is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeployTarget {
    /// Its name on the command line; the address where the settings give none.
    pub name: String,
    /// The address as it is written. It holds no secret.
    pub to: String,
    /// The address in its parts.
    pub address: TargetAddress,
    /// The server of an object store; `None` for the one of its inventor.
    pub endpoint: Option<String>,
    /// The region of an object store.
    pub region: Option<String>,
    /// Whether a branch gets a commit for each deploy; else it has one in all.
    pub keeps_history: bool,
}

/// A program that drafts translations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TranslationProgram {
    /// Its name, or its path from the site's root.
    pub program: String,
    /// Its arguments.
    pub arguments: Vec<String>,
}

impl Config {
    /// The setting of a rule of `griot check`.
    pub fn rule(&self, rule: CheckRule) -> RuleSetting {
        let off = RuleSetting {
            level: Level::Off,
            limit: None,
        };
        self.check.get(&rule).copied().unwrap_or(off)
    }

    /// Whether a rule of `griot check` is switched off.
    pub fn is_off(&self, rule: CheckRule) -> bool {
        self.rule(rule).level == Level::Off
    }

    /// The settings of a language.
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[usize::from(lang.0)]
    }

    /// Finds the language with this code, whatever its case.
    pub fn lang(&self, code: &str) -> Option<Lang> {
        let at = self
            .languages
            .iter()
            .position(|l| l.code.eq_ignore_ascii_case(code))?;
        u8::try_from(at).ok().map(Lang)
    }

    /// Finds the language with this code; `fr` for `fr-FR` or `fr_FR` where the site has only `fr`.
    pub fn lang_of_region(&self, code: &str) -> Option<Lang> {
        self.lang(code).or_else(|| {
            let (base, region) = code.split_once(['-', '_'])?;
            let is_region = region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic());
            self.lang(&code.replace('_', "-"))
                .or_else(|| self.lang(base).filter(|_| is_region))
        })
    }

    /// The rules of a language's typography, also where the settings switch it off.
    pub fn typography_style(&self, lang: Lang) -> TypographyStyle<'_> {
        TypographyStyle {
            rules: TypographyRules::for_language(&self.language(lang).code),
            keep: &self.typography_keep,
        }
    }

    /// One line of text in the typography of a language; as it is where that is switched off.
    pub fn typeset(&self, lang: Lang, text: &str) -> String {
        if self.language(lang).typography {
            typeset_str(&self.typography_style(lang), text).into_owned()
        } else {
            text.to_owned()
        }
    }

    /// All languages, in the order of `griot.yaml`.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len() as u8).map(Lang)
    }
}
