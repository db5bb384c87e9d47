//! The types [`Story`] and [`Article`], complete: inherited values, defaults and typeset texts are in.

use super::front_matter::{AliasList, Date};
use crate::config::{Extra, Lang};
use crate::diagnostic::Spanned;
use crate::fingerprint::Fingerprint;
use crate::markdown::Body;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// The index of an article in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleId(pub u32);

/// The index of a story in the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// A piece of news, in no language: the articles that are translations of each other.
#[derive(Debug, Clone, Hash)]
pub struct Story {
    /// The path of the story below `content/`, without language: `articles/puces-2nm`.
    pub key: Arc<str>,
    /// The articles, sorted by language.
    pub articles: Vec<(Lang, ArticleId)>,
    /// The article of which the others are translations.
    pub original: ArticleId,
    /// Files of the story that are not published now: drafts, scheduled and expired ones.
    pub hidden: Vec<(Lang, Arc<str>)>,
}

/// A story in one language. An article without a date is a standing page.
#[derive(Debug)]
pub struct Article {
    /// The path of the file, below the site's root.
    pub path: Arc<str>,
    /// The language.
    pub lang: Lang,
    /// The title in plain text, typeset, emoji included.
    pub title: String,
    /// The title as HTML.
    pub title_html: String,
    /// The date; `None` for a standing page.
    pub date: Option<Date>,
    /// The date of the last change.
    pub updated: Option<Date>,
    /// The first moment at which the article is shown.
    pub publish_date: Option<Date>,
    /// The first moment at which the article is no longer shown.
    pub expiry_date: Option<Date>,
    /// The last part of the URL.
    pub slug: String,
    /// Whether the author set the slug.
    pub slug_by_hand: bool,
    /// The whole path of the URL, where the author set it.
    pub url: Option<Spanned<String>>,
    /// Old paths that lead to this page.
    pub aliases: Vec<Spanned<String>>,
    /// Tags as the author wrote them.
    pub tags: Vec<Spanned<String>>,
    /// Categories as the author wrote them.
    pub categories: Vec<Spanned<String>>,
    /// Names or ids of authors.
    pub authors: Vec<String>,
    /// One sentence; may be empty.
    pub description: String,
    /// A sentence or two of plain text; may be empty.
    pub summary: String,
    /// The picture of the article.
    pub image: Option<ArticlePicture>,
    /// Whether the page shows a table of contents.
    pub toc: bool,
    /// The place in lists: the smallest number comes first.
    pub weight: Option<i64>,
    /// A template of the theme, which must exist.
    pub template: Option<Spanned<String>>,
    /// A template that another generator's `layout` names; used if the theme has it.
    pub layout: Option<Spanned<String>>,
    /// Whether readers can comment.
    pub comments: bool,
    /// Whether the article is a draft.
    pub draft: bool,
    /// Whether the article is to lead.
    pub featured: bool,
    /// Values for templates.
    pub extra: Extra,
    /// The parsed text.
    pub body: Arc<Body>,
    /// The places of some values.
    pub places: ValuePlaces,
    /// The fingerprint of all files of the story. With the settings, they decide every value here.
    pub fingerprint: Fingerprint,
}

/// The places of an article's values, for diagnostics.
#[derive(Debug)]
pub struct ValuePlaces {
    /// The title, in bytes of the article's own file.
    pub title: Option<Range<usize>>,
    /// The description, in bytes of the article's own file.
    pub description: Option<Range<usize>>,
    /// How the article's own file writes its list of old addresses.
    pub aliases: AliasList,
    /// The file with the tags: a translation may inherit them.
    pub tags: Arc<str>,
    /// The file with the categories: a translation may inherit them.
    pub categories: Arc<str>,
}

/// The picture of an article, as front matter names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticlePicture {
    /// A path or an address, as written.
    pub target: String,
    /// The file that names the picture: a translation may inherit it.
    pub path: Arc<str>,
    /// The place of the target, in bytes of that file.
    pub span: Range<usize>,
    /// The description in the article's language; may be empty.
    pub alt: String,
    /// Who made the picture; may be empty.
    pub credit: String,
}

/// Elements that readers see although they hold no words.
const VISIBLE_ELEMENTS: [&str; 8] = [
    "<img", "<video", "<audio", "<iframe", "<form", "<svg", "<object", "<canvas",
];

impl Article {
    /// Whether the article has a date, and so is no standing page.
    pub fn is_dated(&self) -> bool {
        self.date.is_some()
    }

    /// Whether readers may comment on it, if the site has comments. Pages without a date never
    /// have comments.
    pub fn has_thread(&self) -> bool {
        self.comments && self.is_dated()
    }

    /// Whether the article has no words besides those of its headings, and nothing else to see.
    pub fn has_no_text(&self) -> bool {
        let body = &self.body;
        let heading_bytes: usize = body.headings.iter().map(|one| one.html.len()).sum();
        // the words of an ordinary article are more than all bytes of its headings
        body.word_count <= heading_bytes
            && body.code_blocks.is_empty()
            && body.embeds.is_empty()
            && body.links.is_empty()
            && !VISIBLE_ELEMENTS
                .iter()
                .any(|element| body.html.contains(element))
            && !has_text_outside_headings(&body.html)
    }

    /// The text in lists, feeds and search: the summary, else the description.
    pub fn teaser(&self) -> &str {
        if self.summary.is_empty() {
            &self.description
        } else {
            &self.summary
        }
    }
}

/// Whether HTML has text that is in no heading.
fn has_text_outside_headings(html: &str) -> bool {
    let mut is_heading = false;
    html.split('<').any(|part| {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let name = tag.strip_prefix('/').unwrap_or(tag).as_bytes();
        if matches!(name, [b'h', b'1'..=b'6', ..]) {
            is_heading = !tag.starts_with('/');
        }
        !is_heading && !text.trim().is_empty()
    })
}
