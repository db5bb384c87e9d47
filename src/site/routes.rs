//! [`Routes`]: the second layer of a site, where every article, list and feed lies.
//!
//! Takes a [`SiteIndex`]; gives hosts, the locations of pages, the files beside an article's
//! page, the index of the search of each language and the sites that a host shows in frames.
//! Does not know which pages are planned.

use super::frame_sources::{self, FrameSources};
use super::hosts::{Hosts, Location};
use super::index::SiteIndex;
use super::page::{FeedFormat, ListOf};
use super::permalink;
use super::search_index::{self, SearchIndex};
use super::taxonomy::Taxonomy;
use crate::config::Lang;
use crate::content::{ArticleId, StoryId};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::OnceLock;

/// Stories by the last part of their keys and of their addresses; `None` where two stories have
/// the same.
pub type StoriesByName = HashMap<String, Option<StoryId>>;

/// An index and the locations of its pages. Dereferences to [`SiteIndex`].
#[derive(Debug)]
pub struct Routes {
    pub(super) index: SiteIndex,
    /// The domains that the site is served from.
    pub hosts: Hosts,
    /// The location of each article's page.
    pub(super) locations: Vec<Location>,
    /// The frame sources of each host.
    pub(super) frame_sources: Vec<FrameSources>,
    /// Whether readers may comment on an article.
    pub(super) has_threads: bool,
    /// Stories by name: a cache, filled at the first link to an address.
    pub(super) names: OnceLock<StoriesByName>,
    /// The search of each language; empty for a site without search.
    pub(super) search_indexes: Vec<SearchIndex>,
}

impl Deref for Routes {
    type Target = SiteIndex;

    fn deref(&self) -> &SiteIndex {
        &self.index
    }
}

impl Routes {
    /// Places every article. `has_search_page` tells whether the theme can show a search.
    pub(super) fn new(index: SiteIndex, has_search_page: bool) -> Routes {
        let hosts = Hosts::new(&index.config);
        let ids = (0..index.articles.len() as u32).into_par_iter();
        let locations = ids.map(|id| permalink::location(&index, &hosts, ArticleId(id)));
        let locations: Vec<Location> = locations.collect();
        Routes {
            frame_sources: frame_sources::by_host(&index.articles, &locations, &hosts),
            has_threads: index.articles.iter().any(|article| article.has_thread()),
            search_indexes: search_index::by_language(&index, has_search_page),
            names: OnceLock::new(),
            index,
            hosts,
            locations,
        }
    }

    /// The location of an article's page.
    pub fn location(&self, id: ArticleId) -> &Location {
        &self.locations[id.0 as usize]
    }

    /// The location of a page of a list; pages count from 1.
    pub fn list_location(&self, list: ListOf, lang: Lang, number: usize) -> Location {
        let folder = self.list_folder(list, lang);
        let below = match number {
            1 => folder,
            _ => format!("{folder}page/{number}/"),
        };
        self.hosts.location(lang, &below)
    }

    /// The location of a feed.
    pub fn feed_location(&self, list: ListOf, lang: Lang, format: FeedFormat) -> Location {
        let folder = self.list_folder(list, lang);
        self.hosts
            .location(lang, &format!("{folder}{}", format.file()))
    }

    /// The folder of a list below the language's home: empty, or with a final slash.
    fn list_folder(&self, list: ListOf, lang: Lang) -> String {
        match list {
            ListOf::Home => String::new(),
            ListOf::Term(taxonomy, term) => {
                let slug = self.terms(taxonomy).term(term).slug(lang);
                format!("{}/{slug}/", taxonomy.name())
            }
        }
    }

    /// The formats of a list's feeds that the settings ask for; an author has no feeds.
    pub fn feed_formats(&self, list: ListOf) -> impl Iterator<Item = FeedFormat> + use<> {
        let feeds = self.config.feeds;
        let has_feeds = !matches!(list, ListOf::Term(Taxonomy::Authors, _));
        FeedFormat::ALL.into_iter().filter(move |format| {
            has_feeds
                && match format {
                    FeedFormat::Atom => feeds.atom,
                    FeedFormat::Json => feeds.json,
                    FeedFormat::Rss => feeds.rss,
                }
        })
    }

    /// The other sites that pages of a host show in frames.
    pub fn frame_sources(&self, host: u8) -> &FrameSources {
        &self.frame_sources[usize::from(host)]
    }

    /// The search of a language; `None` for a site without search.
    pub fn search_index(&self, lang: Lang) -> Option<&SearchIndex> {
        self.search_indexes.get(usize::from(lang.0))
    }
}
