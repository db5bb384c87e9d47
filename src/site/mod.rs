//! [`Site`]: the immutable, ordered, indexed whole, and every page it has.
//!
//! Takes stories and articles; gives lists by language and term, URLs, resolved links and
//! the plan of pages. Never touches a file: it knows only which ones there are.

mod acceptance;
mod align;
mod changes;
mod collision;
mod counterpart;
mod find;
mod gist;
mod link_check;
mod links;
mod parts;
mod permalink;
mod plan;
mod related;
mod standing;
mod taxonomy;
mod url;

pub use changes::{Change, ChangeKind};
pub use counterpart::Counterpart;
pub use links::Resolved;
pub use plan::{FeedFormat, Kind, ListOf, Page, SITEMAP_URLS};
pub use related::Related;
pub use standing::{Stale, Standing, Tally};
pub use taxonomy::{Taxonomy, Term, TermId, Terms};
pub use url::{Host, Hosts, Location, push_percent};

use crate::config::{Author, Config, Lang, Language};
use crate::content::{Article, ArticleId, Hidden, Paired, Story, StoryId};
use crate::diagnostic::Diagnostic;
use crate::lock::Lock;
use jiff::Timestamp;
use rayon::prelude::*;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The whole site. Every page is a function of it.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    pub now: Timestamp,
    pub hosts: Hosts,
    /// By key.
    pub stories: Vec<Story>,
    pub articles: Vec<Article>,
    pub tags: Terms,
    pub categories: Terms,
    pub authors: Terms,
    pub related: Related,
    /// Every page and file to be written, in a fixed order.
    pub pages: Vec<Page>,
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    pub lock: Lock,
    /// Stories that were moved since, by the key that the lock has.
    moved: HashMap<StoryId, String>,
    /// By article.
    story_ids: Vec<StoryId>,
    /// By article.
    locations: Vec<Location>,
    /// Dated articles by language, newest first.
    dated: Vec<Vec<ArticleId>>,
    /// The same in the order of lists: weighted ones first.
    listed: Vec<Vec<ArticleId>>,
    /// Place of each article in `dated`.
    positions: Vec<u32>,
    keys: HashMap<String, StoryId>,
    hidden_keys: HashSet<String>,
    paths: HashMap<Arc<str>, ArticleId>,
    /// Files below `content/` that are not Markdown.
    others: BTreeSet<Arc<str>>,
    /// Files to be written, by path in `public/`: index in `pages`.
    files: HashMap<String, u32>,
}

/// The files a site is made of besides its articles.
#[derive(Debug, Default)]
pub struct Inventory {
    /// Below `content/`, not Markdown.
    pub content: Vec<Arc<str>>,
    /// Below `static/`.
    pub statics: Vec<Arc<str>>,
    /// Files of the theme, as paths on a host: `/assets/style.1a2b.css`.
    pub theme: Vec<String>,
    pub lock: Lock,
}

impl Site {
    /// Builds the whole, and says what is wrong with it: dead links, pages that would be
    /// written to one path.
    pub fn new(
        config: Config,
        now: Timestamp,
        paired: Paired,
        inventory: Inventory,
    ) -> (Site, Vec<Diagnostic>) {
        let hosts = Hosts::new(&config);
        let mut order: Vec<ArticleId> = (0..paired.articles.len() as u32).map(ArticleId).collect();
        order.retain(|id| paired.articles[id.0 as usize].is_dated());
        order.sort_by(|a, b| newest_first(&paired, *a, *b));
        let dated = by_language(&config, &paired.articles, &order);
        let mut positions = vec![0; paired.articles.len()];
        for (at, id) in dated.iter().flat_map(|ids| ids.iter().enumerate()) {
            positions[id.0 as usize] = at as u32;
        }
        order.sort_by_key(|id| {
            let weight = paired.articles[id.0 as usize].weight;
            (weight.is_none(), weight)
        });
        let tags = Terms::new(Taxonomy::Tags, &config, &paired.articles, &order);
        let categories = Terms::new(Taxonomy::Categories, &config, &paired.articles, &order);
        let authors = Terms::new(Taxonomy::Authors, &config, &paired.articles, &order);
        let mut site = Site {
            listed: by_language(&config, &paired.articles, &order),
            related: Related::new(&tags, &dated, &positions),
            locations: Vec::new(),
            pages: Vec::new(),
            files: HashMap::new(),
            paths: paths(&paired.articles),
            others: inventory.content.into_iter().collect(),
            story_ids: paired.story_of,
            stories: paired.stories,
            articles: paired.articles,
            keys: paired.keys,
            hidden: paired.hidden,
            hidden_keys: paired.hidden_keys,
            lock: inventory.lock,
            moved: HashMap::new(),
            config,
            now,
            hosts,
            tags,
            categories,
            authors,
            dated,
            positions,
        };
        let ids = (0..site.articles.len() as u32)
            .into_par_iter()
            .map(ArticleId);
        site.locations = ids.map(|id| site.place(id)).collect();
        let mut diagnostics = Vec::new();
        site.plan(&inventory.statics, &inventory.theme, &mut diagnostics);
        site.moved = site.moved();
        (site, diagnostics)
    }

    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    pub fn has_story(&self, key: &str) -> bool {
        let found = self.stories.binary_search_by(|story| (*story.key).cmp(key));
        found.is_ok()
    }

    /// The story that an article tells.
    pub fn story_of(&self, id: ArticleId) -> &Story {
        self.story(self.story_ids[id.0 as usize])
    }

    pub fn language_of(&self, id: ArticleId) -> &Language {
        self.config.language(self.article(id).lang)
    }

    pub fn location(&self, id: ArticleId) -> &Location {
        &self.locations[id.0 as usize]
    }

    pub fn terms(&self, taxonomy: Taxonomy) -> &Terms {
        match taxonomy {
            Taxonomy::Tags => &self.tags,
            Taxonomy::Categories => &self.categories,
            Taxonomy::Authors => &self.authors,
        }
    }

    /// What the settings say of an author, if they name them.
    pub fn author(&self, author: TermId) -> Option<&Author> {
        // the table of the settings comes first among the terms, in its order
        self.config.authors.values().nth(author.0 as usize)
    }

    /// Dated articles of a language, newest first.
    pub fn dated(&self, lang: Lang) -> &[ArticleId] {
        &self.dated[usize::from(lang.0)]
    }

    /// Dated articles of a language in the order of lists: by weight, then newest first.
    pub fn listed(&self, lang: Lang) -> &[ArticleId] {
        &self.listed[usize::from(lang.0)]
    }

    /// The next newer and the next older article of its language.
    pub fn neighbours(&self, id: ArticleId) -> (Option<ArticleId>, Option<ArticleId>) {
        if !self.article(id).is_dated() {
            return (None, None);
        }
        let at = self.positions[id.0 as usize] as usize;
        let dated = self.dated(self.article(id).lang);
        let newer = at.checked_sub(1).and_then(|at| dated.get(at));
        (newer.copied(), dated.get(at + 1).copied())
    }

    /// The article that tells `story` to readers of `lang`: in their language, else the
    /// original.
    pub fn told_in(&self, story: StoryId, lang: Lang) -> ArticleId {
        let story = self.story(story);
        let own = story.articles.iter().find(|(other, _)| *other == lang);
        own.map_or(story.original, |(_, id)| *id)
    }
}

fn newest_first(paired: &Paired, a: ArticleId, b: ArticleId) -> Ordering {
    let key = |id: ArticleId| {
        let article = &paired.articles[id.0 as usize];
        let date = article.date.as_ref().map(|date| date.at.timestamp());
        (
            Reverse(date),
            &paired.stories[paired.story_of[id.0 as usize].0 as usize].key,
            article.lang,
        )
    };
    key(a).cmp(&key(b))
}

fn by_language(config: &Config, articles: &[Article], order: &[ArticleId]) -> Vec<Vec<ArticleId>> {
    let mut lists = vec![Vec::new(); config.languages.len()];
    for id in order {
        lists[usize::from(articles[id.0 as usize].lang.0)].push(*id);
    }
    lists
}

fn paths(articles: &[Article]) -> HashMap<Arc<str>, ArticleId> {
    (0..)
        .zip(articles)
        .map(|(at, article)| (article.path.clone(), ArticleId(at)))
        .collect()
}
