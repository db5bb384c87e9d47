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

/// What one file's front matter says, keys and types checked.
#[derive(Debug, Clone, Default)]
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
    pub extra: Extra,
}

/// A moment as an author gives it, in the site's time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    pub at: ZonedDateTime,
    /// False for a plain date: midnight stands in.
    pub has_time: bool,
}
