//! [`Site`]: the immutable, ordered, indexed whole, and every page it has.
//!
//! Takes stories and articles; gives lists by language and term, URLs, resolved links and
//! the plan of pages. Never touches a file: it knows only which ones there are.

mod acceptance;
pub mod alignment;
mod check_links;
mod content_lints;
mod counterpart;
mod dependency_tracking;
mod find_story;
mod frame_sources;
mod link_suggestions;
mod links;
mod page_index;
mod path_collisions;
mod permalink;
mod pictures;
mod plan;
mod related_stories;
mod search_index;
mod section_changes;
mod section_digests;
mod social_cards;
mod structure_fingerprint;
mod taxonomy;
mod translation_status;
mod url;
mod visible_text;

pub use crate::config::address::decode;
pub use counterpart::Counterpart;
pub use dependency_tracking::{Dependencies, Tracked, TrackedCell, TrackedSite};
pub use frame_sources::FrameSources;
pub use links::Resolved;
pub use pictures::{Measured, PictureSize, Pictures};
pub use plan::{FeedFormat, Kind, ListOf, Page, SITEMAP_URLS};
pub use search_index::{ARTICLES_PER_FILE, SearchPart};
pub use section_changes::{Change, ChangeKind};
pub use taxonomy::{Taxonomy, Term, TermId, Terms};
pub use translation_status::{Stale, TranslationCounts, TranslationStatus};
pub use url::{Host, Hosts, Location, push_percent};

use link_suggestions::FileNames;
use page_index::PageIndex;
use related_stories::Related;
use search_index::SearchIndex;

use crate::config::{Author, Config, Lang, Language};
use crate::content::{Article, ArticleId, Hidden, Paired, Story, StoryId};
use crate::diagnostic::Diagnostic;
use crate::translations::lock_file::Lock;
use jiff::Timestamp;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

/// The whole site. Every page is a function of it.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    pub now: Timestamp,
    pub hosts: Hosts,
    /// By key.
    pub stories: Vec<Story>,
    articles: Vec<Arc<Article>>,
    pub tags: Terms,
    pub categories: Terms,
    pub authors: Terms,
    related: Related,
    /// By language; empty where nothing is searched.
    searched: Vec<SearchIndex>,
    /// Every page and file to be written, in a fixed order.
    pub pages: Vec<Page>,
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    pub lock: Arc<Lock>,
    /// By article.
    translation_statuses: Vec<OnceLock<TranslationStatus>>,
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
    keys: HashMap<Arc<str>, StoryId>,
    hidden_keys: HashSet<Arc<str>>,
    paths: HashMap<Arc<str>, ArticleId>,
    /// Files below `content/` that are not Markdown.
    others: BTreeSet<Arc<str>>,
    names: OnceLock<FileNames>,
    /// By host.
    frames: Vec<FrameSources>,
    /// Those that articles refer to, by the paths of their files.
    pub pictures: Pictures,
    /// `pages` by the files they are written to.
    planned: PageIndex,
}

/// The files a site is made of besides its articles.
pub struct SiteInputs<'m> {
    /// Below `content/`, not Markdown.
    pub content: Vec<Arc<str>>,
    /// Below `static/`.
    pub statics: Vec<Arc<str>>,
    /// Files of the theme, as paths on a host: `/assets/style.1a2b.css`.
    pub theme: Vec<String>,
    /// Whether the theme has a page for searching.
    pub search: bool,
    pub lock: Arc<Lock>,
    /// Measures the pictures at some paths.
    pub measure: &'m dyn Fn(&[Arc<str>]) -> Pictures,
}

impl Site {
    /// Builds the whole. What is wrong with it, [`Site::check`] says.
    pub fn new(config: Config, now: Timestamp, paired: Paired, site_inputs: SiteInputs) -> Site {
        let hosts = Hosts::new(&config);
        let mut order = newest_first(&paired.articles);
        let dated = by_language(&config, &paired.articles, &order);
        let mut positions = vec![0; paired.articles.len()];
        for (at, id) in dated.iter().flat_map(|ids| ids.iter().enumerate()) {
            positions[id.0 as usize] = at as u32;
        }
        order.sort_by_key(|id| {
            let weight = paired.articles[id.0 as usize].weight;
            (weight.is_none(), weight)
        });
        let terms = |taxonomy| Terms::new(taxonomy, &config, &paired.articles, &order);
        let ((tags, categories), (authors, paths)) = rayon::join(
            || rayon::join(|| terms(Taxonomy::Tags), || terms(Taxonomy::Categories)),
            || rayon::join(|| terms(Taxonomy::Authors), || paths(&paired.articles)),
        );
        let articles = paired.articles.len();
        let mut site = Site {
            listed: by_language(&config, &paired.articles, &order),
            related: Related::new(&tags, &positions),
            locations: Vec::new(),
            searched: Vec::new(),
            pages: Vec::new(),
            planned: PageIndex::default(),
            pictures: Pictures::new(),
            paths,
            others: site_inputs.content.into_iter().collect(),
            names: OnceLock::new(),
            story_ids: paired.story_of,
            stories: paired.stories,
            articles: paired.articles,
            keys: paired.keys,
            hidden: paired.hidden,
            hidden_keys: paired.hidden_keys,
            lock: site_inputs.lock,
            translation_statuses: vec![OnceLock::new(); articles],
            moved: HashMap::new(),
            frames: Vec::new(),
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
        site.frames = site.find_frame_sources();
        site.searched = site.searches(site_inputs.search);
        let files = site.files();
        let wanted = site.referred_pictures(&files, &site_inputs.statics);
        site.pictures = (site_inputs.measure)(&wanted);
        site.plan(files, &site_inputs.statics, &site_inputs.theme);
        site.moved = site.moved();
        site
    }

    /// What is wrong with the whole: pages that would be written to one path, dead links.
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut diagnostics = self.collisions();
        let ids = (0..self.articles.len() as u32).into_par_iter();
        let problems: Vec<Vec<Diagnostic>> =
            ids.map(|id| self.check_links(ArticleId(id))).collect();
        diagnostics.extend(problems.into_iter().flatten());
        diagnostics.extend(self.content_lints());
        diagnostics
    }

    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    pub fn has_story(&self, key: &str) -> bool {
        self.story_by_key(key).is_some()
    }

    pub fn story_by_key(&self, key: &str) -> Option<&Story> {
        let found = self.stories.binary_search_by(|story| (*story.key).cmp(key));
        found.ok().map(|at| &self.stories[at])
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

    /// Stories that share tags with an article, the most related first.
    pub fn related(&self, id: ArticleId) -> Vec<ArticleId> {
        self.related.to(id, &self.tags, &self.positions)
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

/// Dated articles, newest first; those of one moment by story, then by language, which is the
/// order they are numbered in.
fn newest_first(articles: &[Arc<Article>]) -> Vec<ArticleId> {
    let dated = (0..).zip(articles).filter_map(|(id, article)| {
        let date = article.date.as_ref()?.at.timestamp();
        Some((Reverse(date), ArticleId(id)))
    });
    let mut order: Vec<_> = dated.collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, id)| id).collect()
}

fn by_language(
    config: &Config,
    articles: &[Arc<Article>],
    order: &[ArticleId],
) -> Vec<Vec<ArticleId>> {
    let mut lists = vec![Vec::new(); config.languages.len()];
    for id in order {
        lists[usize::from(articles[id.0 as usize].lang.0)].push(*id);
    }
    lists
}

fn paths(articles: &[Arc<Article>]) -> HashMap<Arc<str>, ArticleId> {
    (0..)
        .zip(articles)
        .map(|(at, article)| (article.path.clone(), ArticleId(at)))
        .collect()
}
