//! An article and its story, as used: inherited, typeset, with every default filled in.

use super::front_matter::Date;
use crate::config::{Extra, Lang};
use crate::diagnostic::Spanned;
use crate::fingerprint::Fingerprint;
use crate::markdown::Body;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// Index of an article in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

/// Index of a story in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// One piece of news, in no language.
#[derive(Debug, Clone, Hash)]
pub struct Story {
    pub key: Arc<str>,
    /// By language.
    pub articles: Vec<(Lang, ArticleId)>,
    pub original: ArticleId,
    /// Files that tell it too and are not published now: drafts, scheduled and expired ones.
    pub hidden: Vec<(Lang, Arc<str>)>,
}

/// A story told in one language; a standing page is one without a date.
#[derive(Debug)]
pub struct Article {
    /// Path below the site's root.
    pub path: Arc<str>,
    pub lang: Lang,
    /// Plain, typeset, emoji included.
    pub title: String,
    pub title_html: String,
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub publish_date: Option<Date>,
    pub expiry_date: Option<Date>,
    /// Last part of its URL.
    pub slug: String,
    /// Whether the author set it.
    pub slug_by_hand: bool,
    /// The whole path, set by hand.
    pub url: Option<Spanned<String>>,
    pub aliases: Vec<Spanned<String>>,
    /// As the author named them.
    pub tags: Vec<Spanned<String>>,
    pub categories: Vec<Spanned<String>>,
    pub authors: Vec<String>,
    /// One sentence; may be empty.
    pub description: String,
    /// A sentence or two of plain text; may be empty.
    pub summary: String,
    pub image: Option<Picture>,
    pub toc: bool,
    pub weight: Option<i64>,
    pub template: Option<Spanned<String>>,
    /// A template asked for by another generator's `layout`: taken if the theme has it.
    pub layout: Option<Spanned<String>>,
    pub comments: bool,
    pub draft: bool,
    pub extra: Extra,
    pub body: Arc<Body>,
    pub places: Places,
    /// Of the files of its story, which together with the settings say all that is here.
    pub fingerprint: Fingerprint,
}

/// Where values were written, for messages about them.
#[derive(Debug)]
pub struct Places {
    /// Bytes of the article's own file.
    pub title: Option<Range<usize>>,
    pub description: Option<Range<usize>>,
    /// The files that name its tags and its categories: a translation may inherit them.
    pub tags: Arc<str>,
    pub categories: Arc<str>,
}

/// The picture of an article, as front matter names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub target: String,
    /// The file that names it: a translation may inherit it.
    pub path: Arc<str>,
    pub span: Range<usize>,
    pub alt: String,
}

impl Article {
    pub fn is_dated(&self) -> bool {
        self.date.is_some()
    }

    /// What lists, feeds and search show of it: its summary, else its description.
    pub fn teaser(&self) -> &str {
        if self.summary.is_empty() {
            &self.description
        } else {
            &self.summary
        }
    }
}
