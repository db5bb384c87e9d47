//! Every key of `griot.yaml` and of front matter: its names, its meaning, its default.
//!
//! The readers, the suggestions for unknown keys, the JSON Schemas and the tables of
//! `docs/content/settings/en.md` and `docs/content/write/en.md` are made from these tables; nothing else
//! lists key names. Meanings and defaults
//! are Markdown, with links as those pages need them. A test writes the pages.

mod front_matter_table;
mod json_schema;
mod other_languages;
mod setting_table;

pub use front_matter_table::FRONT_MATTER;
pub use json_schema::{front_matter_schema, settings_schema};
pub use other_languages::{translated_boolean, translated_front_matter_key};
pub use setting_table::SETTINGS;

use crate::diagnostic;

macro_rules! keys {
    ($(#[$about:meta])* $name:ident { $($key:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`")] $key,)*
        }

        impl $name {
            /// The key as the author writes it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($name::$key => $text,)*
                }
            }
        }
    };
}

keys! {
    /// A key of `griot.yaml`. The same key may stand in several sections.
    SettingKey {
        Action = "action",
        Articles = "articles",
        Authors = "authors",
        BaseUrl = "base_url",
        Bio = "bio",
        Cards = "cards",
        Categories = "categories",
        Channel = "channel",
        Check = "check",
        Command = "command",
        Comments = "comments",
        DefaultLanguage = "default_language",
        DefaultLanguageInSubdir = "default_language_in_subdir",
        Deploy = "deploy",
        Description = "description",
        Direction = "direction",
        Email = "email",
        Enabled = "enabled",
        Endpoint = "endpoint",
        Extra = "extra",
        Feeds = "feeds",
        Glossary = "glossary",
        Headers = "headers",
        History = "history",
        Home = "home",
        Images = "images",
        Indexnow = "indexnow",
        Keep = "keep",
        Label = "label",
        Languages = "languages",
        Level = "level",
        License = "license",
        Limit = "limit",
        Locale = "locale",
        Menu = "menu",
        Name = "name",
        Newsletter = "newsletter",
        Pages = "pages",
        Paginate = "paginate",
        Permalink = "permalink",
        Photo = "photo",
        Quality = "quality",
        RawHtml = "raw_html",
        Redirects = "redirects",
        Region = "region",
        Role = "role",
        Rsl = "rsl",
        Search = "search",
        Sections = "sections",
        Share = "share",
        StaleNotice = "stale_notice",
        Tags = "tags",
        Targets = "targets",
        Theme = "theme",
        Timezone = "timezone",
        Title = "title",
        To = "to",
        Translate = "translate",
        Typography = "typography",
        Url = "url",
        Widths = "widths",
    }
}

keys! {
    /// A key of front matter.
    FrontMatterKey {
        Title = "title",
        Date = "date",
        Updated = "updated",
        PublishDate = "publish_date",
        ExpiryDate = "expiry_date",
        Draft = "draft",
        Published = "published",
        Slug = "slug",
        Url = "url",
        Aliases = "aliases",
        Lang = "lang",
        TranslationKey = "translationKey",
        Original = "original",
        Tags = "tags",
        Categories = "categories",
        Authors = "authors",
        Description = "description",
        Summary = "summary",
        Image = "image",
        ImageAlt = "image_alt",
        ImageCredit = "image_credit",
        Featured = "featured",
        Toc = "toc",
        Weight = "weight",
        Template = "template",
        Layout = "layout",
        Comments = "comments",
        Typography = "typography",
        Extra = "extra",
    }
}

impl From<SettingKey> for &'static str {
    fn from(key: SettingKey) -> Self {
        key.name()
    }
}

/// The mapping of `griot.yaml` in which a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingSection {
    /// The settings themselves.
    Site,
    /// A language below `languages`.
    Language,
    /// An entry of a language's `menu`.
    MenuItem,
    /// An author below `authors`.
    Author,
    /// `home`.
    Home,
    /// `newsletter`.
    Newsletter,
    /// `license`.
    License,
    /// `images`.
    Images,
    /// `permalink`.
    Permalink,
    /// `typography`.
    Typography,
    /// A rule below `check`.
    Rule,
    /// `deploy`.
    Deploy,
    /// An entry of `deploy.targets`.
    DeployTarget,
    /// `translate`.
    Translate,
}

/// A form that a value may have. A key has one, or several that exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueShape {
    /// A text, or a number that is read as one.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of these words, or one text with commas; any words where none are named.
    Words(&'static [&'static str]),
    /// A list of values.
    List(&'static [ValueShape]),
    /// Names of the author's own, each with a value.
    Named(&'static [ValueShape]),
    /// The keys of a section.
    Section(SettingSection),
    /// Any value.
    Anything,
}

/// A key of `griot.yaml` with its documentation.
#[derive(Debug)]
pub struct SettingSpec {
    /// The mapping in which the key stands.
    pub section: SettingSection,
    /// The key.
    pub key: SettingKey,
    /// The forms that its value may have.
    pub shape: &'static [ValueShape],
    /// The value without the key, in Markdown.
    pub default: &'static str,
    /// One line, in Markdown.
    pub meaning: &'static str,
}

/// From which articles of its story a translation takes a value that it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inheritance {
    /// From no other article.
    None,
    /// From the original, then from the other languages.
    Story,
    /// From the original only.
    Original,
}

/// A key of front matter with its documentation.
#[derive(Debug)]
pub struct FrontMatterSpec {
    /// The key, by the name that the documentation uses.
    pub key: FrontMatterKey,
    /// The forms that its value may have.
    pub shape: &'static [ValueShape],
    /// The names that other generators give it.
    pub other_names: &'static [&'static str],
    /// The value that an error asks for: a noun with its article.
    pub expected: &'static str,
    /// A whole line of front matter with the key.
    pub example: &'static str,
    /// Whether a translation without the key takes the value from its story.
    pub inheritance: Inheritance,
    /// Whether readers see the value as text.
    pub is_prose: bool,
    /// One line, in Markdown.
    pub meaning: &'static str,
}

/// Finds the front matter key with this name, whatever its case, with `_`, `-` or neither.
pub fn front_matter_key(name: &str) -> Option<&'static FrontMatterSpec> {
    let is_same = |known: &&str| letters(name).eq(letters(known));
    FRONT_MATTER
        .iter()
        .find(|spec| spec.names().any(|known| is_same(&known)))
}

/// Finds the front matter key that an unknown one was most likely meant to be.
pub fn nearest_front_matter_key(name: &str) -> Option<&'static str> {
    diagnostic::nearest(name, FRONT_MATTER.iter().flat_map(FrontMatterSpec::names))
}

impl FrontMatterSpec {
    /// The key's own name, then the others.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key.name()).chain(self.other_names.iter().copied())
    }
}

fn letters(name: &str) -> impl Iterator<Item = u8> {
    let letters = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-'));
    letters.map(|byte| byte.to_ascii_lowercase())
}
