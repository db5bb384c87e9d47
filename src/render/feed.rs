//! Feeds: the latest articles of a language or of one of its terms, for feed readers.
//!
//! [`feed`] gathers a [`Feed`] from the site; `atom`, `json` and `rss` write it down. The
//! bytes depend on the articles alone, never on the day of the build. A home feed carries
//! whole articles; a term's feed carries their summaries, as each article is in many terms.

mod atom;
mod json;
mod rss;

use super::Renderer;
use super::view::AuthorView;
use crate::config::{Lang, Language};
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId};
use crate::site::{FeedFormat, ListOf, Location, Site, Taxonomy};
use std::cmp::Reverse;

/// Articles in one feed.
const LATEST: usize = 20;

/// What every format says about a feed. Addresses are full ones.
struct Feed<'s> {
    title: String,
    /// Of the site; empty for a term's feed.
    description: &'s str,
    language: &'s Language,
    /// The home page: with the site's title, it stands in where an article names no author.
    home: String,
    /// The list that the feed follows, which is also what the feed is known by.
    page: String,
    url: String,
    /// The same feed by the codes of other languages.
    others: Vec<(&'s str, String)>,
    /// Square pictures of the theme: a large one and a small one.
    icon: Option<String>,
    favicon: Option<String>,
    /// Newest first.
    entries: Vec<Entry<'s>>,
}

/// One article in a feed.
struct Entry<'s> {
    title: &'s str,
    /// The permalink: it is also the entry's id, so it stays while the article's address does.
    url: String,
    published: &'s Date,
    /// Never earlier than `published`.
    updated: &'s Date,
    authors: Vec<AuthorView<'s>>,
    terms: Vec<Term<'s>>,
    /// Plain text; may be empty.
    summary: &'s str,
    /// HTML with full addresses; `None` in a term's feed.
    content: Option<String>,
    picture: Option<String>,
}

struct Term<'s> {
    slug: &'s str,
    name: &'s str,
}

/// One feed file, in one language.
pub fn feed(renderer: &Renderer, list: ListOf, lang: Lang, format: FeedFormat) -> Vec<u8> {
    let feed = Feed::new(renderer, list, lang, format);
    match format {
        FeedFormat::Atom => atom::write(&feed),
        FeedFormat::Json => json::write(&feed),
        FeedFormat::Rss => rss::write(&feed),
    }
}

impl<'s> Feed<'s> {
    fn new(renderer: &'s Renderer, list: ListOf, lang: Lang, format: FeedFormat) -> Self {
        let site = renderer.site;
        let language = site.config.language(lang);
        let icon = |name: &str| {
            let path = renderer.theme.asset(name)?.to_string();
            let host = site.hosts.host_of(lang);
            Some(site.hosts.permalink(&Location { host, path }))
        };
        Feed {
            title: title(site, list, lang),
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
            others: others(site, list, lang, format),
            icon: icon("icon-512.png"),
            favicon: icon("icon-192.png"),
            entries: latest(site, list, lang)
                .iter()
                .filter_map(|id| Entry::new(renderer, list, *id))
                .collect(),
        }
    }

    /// Who publishes it.
    fn publisher(&self) -> AuthorView<'_> {
        AuthorView {
            name: &self.language.title,
            url: Some(&self.home),
            stories: None,
        }
    }

    /// The newest date of its articles; `None` when it has none.
    fn updated(&self) -> Option<&'s Date> {
        self.entries
            .iter()
            .map(|entry| entry.updated)
            .max_by_key(|date| date.at.timestamp())
    }
}

pub(super) fn title(site: &Site, list: ListOf, lang: Lang) -> String {
    let title = &site.config.language(lang).title;
    match list {
        ListOf::Home => title.clone(),
        ListOf::Term(taxonomy, term) => {
            format!("{} · {title}", site.terms(taxonomy).term(term).name(lang))
        }
    }
}

fn others(site: &Site, list: ListOf, lang: Lang, format: FeedFormat) -> Vec<(&str, String)> {
    let there = |other: &Lang| {
        *other != lang && (list == ListOf::Home || !site.list(list, *other).is_empty())
    };
    let others = site.config.langs().filter(there);
    let address = |other| {
        let location = site.feed_location(list, other, format);
        (
            site.config.language(other).code.as_str(),
            site.hosts.permalink(&location),
        )
    };
    others.map(address).collect()
}

/// The latest articles of a list, whatever their weight.
fn latest(site: &Site, list: ListOf, lang: Lang) -> Vec<ArticleId> {
    let mut ids = match list {
        ListOf::Home => return site.dated(lang).iter().take(LATEST).copied().collect(),
        ListOf::Term(..) => site.list(list, lang).to_vec(),
    };
    ids.sort_by_cached_key(|id| {
        let article = site.article(*id);
        let date = article.date.as_ref().map(|date| date.at.timestamp());
        (Reverse(date), &site.story_of(*id).key)
    });
    ids.truncate(LATEST);
    ids
}

impl<'s> Entry<'s> {
    fn new(renderer: &'s Renderer, list: ListOf, id: ArticleId) -> Option<Self> {
        let site = renderer.site;
        let article = site.article(id);
        Some(Entry {
            title: &article.title,
            url: site.hosts.permalink(site.location(id)),
            published: article.date.as_ref()?,
            updated: changed(article)?,
            authors: renderer.authors(id),
            terms: Taxonomy::SUBJECTS
                .into_iter()
                .flat_map(|taxonomy| terms(site, taxonomy, id))
                .collect(),
            summary: article.teaser(),
            content: (list == ListOf::Home).then(|| renderer.absolute_body(id)),
            picture: renderer.picture(id),
        })
    }
}

fn terms(site: &Site, taxonomy: Taxonomy, id: ArticleId) -> impl Iterator<Item = Term<'_>> {
    let terms = site.terms(taxonomy);
    let lang = site.article(id).lang;
    terms.of_article[id.0 as usize]
        .iter()
        .map(move |term| Term {
            slug: terms.term(*term).slug(lang),
            name: terms.term(*term).name(lang),
        })
}

/// When an article last changed: `updated` where it is later than `date`. `None` for a
/// standing page that names neither.
pub(super) fn changed(article: &Article) -> Option<&Date> {
    let dates = [article.date.as_ref(), article.updated.as_ref()];
    dates
        .into_iter()
        .flatten()
        .max_by_key(|date| date.at.timestamp())
}
