//! Renders feeds: the latest articles of a language or of one of its terms, for feed readers.
//!
//! [`feed`] collects a [`Feed`] from the site; `atom`, `json` and `rss` write it in their formats.
//! The bytes never depend on the time of the build. A home feed has whole articles; the feed of a
//! term has summaries, since an article has many terms.

mod atom;
mod json;
mod rss;

use super::page_renderer::PageRenderer;
use super::site_view::feed_title;
use super::view::AuthorView;
use crate::config::{Lang, Language};
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId};
use crate::site::{FeedFormat, ListOf, Location, Taxonomy, TrackedSite};
use std::cmp::Reverse;

/// The most articles in one feed.
const MAX_ENTRIES: usize = 20;

/// The content of a feed, for every format. All addresses are full.
struct Feed<'s> {
    title: String,
    /// The description of the site; empty for the feed of a term.
    description: &'s str,
    language: &'s Language,
    /// The home page, which belongs to the publisher.
    home: String,
    /// The list that the feed follows, which is also the id of the feed.
    page: String,
    url: String,
    /// Feeds of the same list in other languages.
    translations: Vec<FeedTranslation<'s>>,
    /// A large square picture of the theme.
    icon: Option<String>,
    /// A small square picture of the theme.
    favicon: Option<String>,
    /// Newest first.
    entries: Vec<FeedEntry<'s>>,
}

/// A feed in another language.
struct FeedTranslation<'s> {
    code: &'s str,
    url: String,
}

/// One article in a feed.
struct FeedEntry<'s> {
    title: &'s str,
    /// The permalink, which is also the id of the entry.
    url: String,
    published: &'s Date,
    /// Never earlier than `published`.
    updated: &'s Date,
    authors: Vec<AuthorView<'s>>,
    terms: Vec<FeedTerm<'s>>,
    /// Plain text; may be empty.
    summary: &'s str,
    /// HTML with full addresses; `None` in the feed of a term.
    content: Option<String>,
    picture: Option<String>,
}

/// A tag or category of an article.
struct FeedTerm<'s> {
    slug: &'s str,
    name: &'s str,
}

/// Renders one feed, in one language.
pub fn feed(renderer: &PageRenderer, list: ListOf, lang: Lang, format: FeedFormat) -> Vec<u8> {
    let feed = Feed::new(renderer, list, lang, format);
    match format {
        FeedFormat::Atom => atom::write(&feed),
        FeedFormat::Json => json::write(&feed),
        FeedFormat::Rss => rss::write(&feed),
    }
}

impl<'s> Feed<'s> {
    fn new(renderer: &'s PageRenderer, list: ListOf, lang: Lang, format: FeedFormat) -> Self {
        let site = renderer.site;
        let language = site.config.language(lang);
        let icon = |name: &str| {
            let path = renderer.theme.asset(name)?.to_string();
            let host = site.hosts.host_of(lang);
            Some(site.hosts.permalink(&Location { host, path }))
        };
        Feed {
            title: feed_title(site, list, lang),
            description: if list == ListOf::Home {
                &language.description
            } else {
                ""
            },
            language,
            home: site.hosts.permalink(&site.hosts.location(lang, "")),
            page: site.hosts.permalink(&site.list_location(list, lang, 1)),
            url: site
                .hosts
                .permalink(&site.feed_location(list, lang, format)),
            translations: translations(site, list, lang, format),
            icon: icon("icon-512.png"),
            favicon: icon("icon-192.png"),
            entries: latest(site, list, lang)
                .iter()
                .filter_map(|id| FeedEntry::new(renderer, list, *id))
                .collect(),
        }
    }

    /// The publisher, who stands for authors that an article does not name.
    fn publisher(&self) -> AuthorView<'_> {
        AuthorView {
            name: &self.language.title,
            url: Some(&self.home),
            stories: None,
            role: "",
            bio: "",
            photo: None,
        }
    }

    /// The newest date of the entries; `None` without entries.
    fn updated(&self) -> Option<&'s Date> {
        self.entries
            .iter()
            .map(|entry| entry.updated)
            .max_by_key(|date| date.at.timestamp())
    }
}

/// Finds the feed of the same list in every other language that has one.
fn translations(
    site: TrackedSite<'_>,
    list: ListOf,
    lang: Lang,
    format: FeedFormat,
) -> Vec<FeedTranslation<'_>> {
    let others = site.config.langs().filter(|other| {
        *other != lang && (list == ListOf::Home || !site.list(list, *other).is_empty())
    });
    let translations = others.map(|other| FeedTranslation {
        code: &site.config.language(other).code,
        url: site
            .hosts
            .permalink(&site.feed_location(list, other, format)),
    });
    translations.collect()
}

/// The latest articles of a list. Their weight, which sorts lists, does not count.
fn latest(site: TrackedSite, list: ListOf, lang: Lang) -> Vec<ArticleId> {
    let mut ids = match list {
        ListOf::Home => return site.dated(lang).iter().take(MAX_ENTRIES).copied().collect(),
        ListOf::Term(..) => site.list(list, lang).to_vec(),
    };
    ids.sort_by_cached_key(|id| {
        let article = site.article(*id);
        let date = article.date.as_ref().map(|date| date.at.timestamp());
        (Reverse(date), &site.story_of(*id).key)
    });
    ids.truncate(MAX_ENTRIES);
    ids
}

impl<'s> FeedEntry<'s> {
    fn new(renderer: &'s PageRenderer, list: ListOf, id: ArticleId) -> Option<Self> {
        let site = renderer.site;
        let article = site.article(id);
        Some(FeedEntry {
            title: &article.title,
            url: site.hosts.permalink(site.location(id)),
            published: article.date.as_ref()?,
            updated: last_change(article)?,
            authors: renderer.authors(id),
            terms: Taxonomy::SUBJECTS
                .into_iter()
                .flat_map(|taxonomy| feed_terms(site, taxonomy, id))
                .collect(),
            summary: article.teaser(),
            content: (list == ListOf::Home).then(|| renderer.feed_body(id)),
            picture: renderer.own_preview(id).map(|picture| picture.url),
        })
    }
}

fn feed_terms(
    site: TrackedSite<'_>,
    taxonomy: Taxonomy,
    id: ArticleId,
) -> impl Iterator<Item = FeedTerm<'_>> {
    let terms = site.terms(taxonomy);
    let lang = site.article(id).lang;
    terms.of_article[id.0 as usize]
        .iter()
        .map(move |term| FeedTerm {
            slug: terms.term(*term).slug(lang),
            name: terms.term(*term).name(lang),
        })
}

/// The date of the last change of an article: `updated` if it is later than `date`. `None` for a
/// page that has neither.
pub(super) fn last_change(article: &Article) -> Option<&Date> {
    let dates = [article.date.as_ref(), article.updated.as_ref()];
    dates
        .into_iter()
        .flatten()
        .max_by_key(|date| date.at.timestamp())
}
