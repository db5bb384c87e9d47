//! [`Page`]: one file of `public/` that the site plans, its kind and where it lies.
//!
//! Values alone: the plan makes them, `render/` turns each into bytes.

use super::hosts::Location;
use super::taxonomy::{Taxonomy, TermId};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::picture::Recipe;
use std::sync::Arc;

/// One file of `public/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// What the file holds.
    pub kind: PageKind,
    /// The language whose strings and typography it uses.
    pub lang: Lang,
    /// Host and path.
    pub location: Location,
}

/// What a planned file holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// The page of an article.
    Article(ArticleId),
    /// The picture that social networks show with an article.
    Card(ArticleId),
    /// The picture that social networks show with the lists of a language.
    SiteCard,
    /// A page of a list, counted from 1.
    List(ListOf, usize),
    /// The index of all tags or all categories.
    Terms(Taxonomy),
    /// All dated articles of a language, by year.
    Archive,
    /// A file of the search of a language.
    Search(SearchPart),
    /// The page that a host shows for an unknown address.
    NotFound,
    /// A redirect from an old path to a new one.
    Alias {
        /// Where the redirect leads.
        to: Location,
        /// The article that names the old path; `None` for the redirect to a home page.
        named_in: Option<ArticleId>,
    },
    /// A feed of a list.
    Feed(ListOf, FeedFormat),
    /// The sitemap of one host.
    Sitemap {
        /// Counted from 0 when the sitemap is split; `None` for a whole one.
        part: Option<usize>,
    },
    /// The list of the parts of a split sitemap.
    SitemapIndex {
        /// Number of parts.
        parts: usize,
    },
    /// Google's sitemap of the last days' news.
    NewsSitemap,
    /// `robots.txt`.
    Robots,
    /// The web app manifest.
    Manifest,
    /// `_redirects` of Netlify and Cloudflare.
    Redirects {
        /// The author's own lines, which come first.
        own: Arc<str>,
    },
    /// `_headers` of Netlify and Cloudflare.
    Headers,
    /// A copy of a file of `content/` or `static/`.
    File(Arc<str>),
    /// A picture made from one of `content/`: without metadata, perhaps smaller.
    Picture {
        /// Path of the original file.
        source: Arc<str>,
        /// How the picture is made from it.
        recipe: Recipe,
    },
    /// A file of the theme, by its path on the host.
    Theme(String),
}

/// Which articles a list or a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListOf {
    /// All dated articles of a language.
    Home,
    /// The dated articles with a tag, a category or an author.
    Term(Taxonomy, TermId),
}

/// A file of a language's search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchPart {
    /// The page with the search form.
    Page,
    /// `index.json`: what the script needs before it can ask for the other files.
    Head,
    /// Words and the articles that have them.
    Words {
        /// The segment of the articles.
        segment: SegmentName,
        /// The file of the segment, counted from 0.
        shard: usize,
    },
    /// Titles and summaries of some articles.
    Results(usize),
    /// Texts of some articles.
    Texts(usize),
}

/// A part of the articles whose words are indexed together. The older a segment is, the more
/// articles it has, and the more rarely it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentName {
    /// Pages without a date.
    Pages,
    /// The oldest articles.
    Old,
    /// Whole blocks after these.
    Middle,
    /// The articles of the last block, unless it is full.
    New,
}

/// The format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
    /// RSS 2.0.
    Rss,
}

impl Page {
    /// The taxonomy of the term whose list or feed this is.
    pub fn taxonomy(&self) -> Option<Taxonomy> {
        match self.kind {
            PageKind::List(ListOf::Term(taxonomy, _), _)
            | PageKind::Feed(ListOf::Term(taxonomy, _), _) => Some(taxonomy),
            _ => None,
        }
    }

    /// Whether readers look at this page.
    pub fn is_for_people(&self) -> bool {
        matches!(
            self.kind,
            PageKind::Article(_)
                | PageKind::List(..)
                | PageKind::Terms(_)
                | PageKind::Archive
                | PageKind::Search(SearchPart::Page)
                | PageKind::NotFound
        )
    }

    /// Whether search engines may list this page. Says nothing about files that are no pages.
    pub fn is_for_engines(&self) -> bool {
        !matches!(self.kind, PageKind::NotFound | PageKind::Search(_))
    }

    /// Whether the file gets longer with every article of the site.
    pub fn grows_with_site(&self) -> bool {
        matches!(self.kind, PageKind::Archive | PageKind::Sitemap { .. })
    }

    /// Whether this page belongs in the sitemap of a host.
    pub fn is_listed(&self, host: u8) -> bool {
        let kind = &self.kind;
        let is_indexed = matches!(
            kind,
            PageKind::Article(_) | PageKind::List(..) | PageKind::Terms(_) | PageKind::Archive
        );
        self.location.host == host && is_indexed
    }
}

impl SearchPart {
    /// Path below the language's home.
    pub fn below(self) -> String {
        match self {
            SearchPart::Page => "search/".to_string(),
            SearchPart::Head => "search/index.json".to_string(),
            SearchPart::Words { segment, shard } => {
                format!("search/words-{}-{shard}.json", segment.as_str())
            }
            SearchPart::Results(at) => format!("search/articles-{at}.json"),
            SearchPart::Texts(at) => format!("search/texts-{at}.json"),
        }
    }
}

impl SegmentName {
    /// The word in the names of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            SegmentName::Pages => "pages",
            SegmentName::Old => "old",
            SegmentName::Middle => "middle",
            SegmentName::New => "new",
        }
    }
}

impl FeedFormat {
    /// Every format, in the order in which pages offer them.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Atom, FeedFormat::Json, FeedFormat::Rss];

    /// Name of the feed's file.
    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
            FeedFormat::Rss => "rss.xml",
        }
    }

    /// Media type of the feed.
    pub fn mime(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
            FeedFormat::Rss => "application/rss+xml",
        }
    }
}
