//! [`SiteIndex`]: the first layer of a site, its stories and articles and the lists they stand in.
//!
//! Takes settings and paired stories; gives articles by path, stories by key, lists by language
//! and by term. Knows no addresses.

use super::page::ListOf;
use super::related_stories::RelatedStories;
use super::{Taxonomy, TermId, Terms};
use crate::config::{Author, Config, Lang, Language};
use crate::content::{Article, ArticleId, Hidden, Paired, Story, StoryId};
use crate::diagnostic::Spanned;
use jiff::civil::Date;
use jiff::{Timestamp, ZonedDateTime};
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Stories and articles, sorted and indexed.
#[derive(Debug)]
pub struct SiteIndex {
    /// The settings.
    pub config: Config,
    /// The moment that the site shows.
    pub now: Timestamp,
    /// Every story with a published article, sorted by key.
    pub stories: Vec<Story>,
    /// Every published article: story by story, then in the order of the languages.
    pub(super) articles: Vec<Arc<Article>>,
    /// All tags.
    pub tags: Terms,
    /// All categories.
    pub categories: Terms,
    /// All authors.
    pub authors: Terms,
    pub(super) related: RelatedStories,
    /// Articles that are not published, by the paths of their files.
    pub hidden: BTreeMap<Arc<str>, Hidden>,
    /// When the next scheduled article is due: then the site has to be built again.
    pub next_due: Option<ZonedDateTime>,
    /// The story of each article.
    pub(super) story_ids: Vec<StoryId>,
    /// Dated articles by language, newest first.
    pub(super) dated: Vec<Vec<ArticleId>>,
    /// Dated articles by language, those with a weight first.
    pub(super) listed: Vec<Vec<ArticleId>>,
    /// The newest featured article of each language.
    pub(super) leads: Vec<Option<ArticleId>>,
    /// Pages without a date by language, those with a weight first, then by title.
    pub(super) undated: Vec<Vec<ArticleId>>,
    /// The position of each article in `dated`; 0 for one without a date.
    pub(super) positions: Vec<u32>,
    /// Stories by every key that a path may give.
    pub(super) keys: HashMap<Arc<str>, StoryId>,
    /// Keys of stories that have no published article.
    pub(super) hidden_keys: HashSet<Arc<str>>,
    /// Articles by the paths of their files.
    pub(super) paths: HashMap<Arc<str>, ArticleId>,
    /// Files below `content/` that are not Markdown.
    pub(super) other_files: BTreeSet<Arc<str>>,
}

/// The next newer and the next older article of a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// `None` for the newest article.
    pub newer: Option<ArticleId>,
    /// `None` for the oldest article.
    pub older: Option<ArticleId>,
}

impl SiteIndex {
    /// Sorts and indexes paired stories. `other_files` lie below `content/` and are not Markdown.
    pub(super) fn new(
        config: Config,
        now: Timestamp,
        paired: Paired,
        other_files: Vec<Arc<str>>,
    ) -> SiteIndex {
        let by_date = newest_first(&paired.articles);
        let by_weight = by_weight(&paired.articles, &by_date);
        let dated = by_language(&config, &paired.articles, &by_date);
        let positions = positions(&dated, paired.articles.len());
        let leads = leads(&dated, &paired.articles);
        let undated = undated(&config, &paired.articles);
        let terms = |taxonomy| Terms::new(taxonomy, &config, &paired.articles, &by_weight);
        let ((tags, categories), (authors, paths)) = rayon::join(
            || rayon::join(|| terms(Taxonomy::Tags), || terms(Taxonomy::Categories)),
            || rayon::join(|| terms(Taxonomy::Authors), || paths(&paired.articles)),
        );
        SiteIndex {
            listed: by_language(&config, &paired.articles, &by_weight),
            related: RelatedStories::new(&tags, &positions),
            paths,
            other_files: other_files.into_iter().collect(),
            story_ids: paired.story_of,
            stories: paired.stories,
            articles: paired.articles,
            keys: paired.keys,
            hidden: paired.hidden,
            next_due: paired.next_due,
            hidden_keys: paired.hidden_keys,
            leads,
            undated,
            config,
            now,
            tags,
            categories,
            authors,
            dated,
            positions,
        }
    }

    /// The number of every article.
    pub fn article_ids(&self) -> impl Iterator<Item = ArticleId> + use<> {
        (0..self.articles.len() as u32).map(ArticleId)
    }

    /// The number of every story.
    pub fn story_ids(&self) -> impl Iterator<Item = StoryId> + use<> {
        (0..self.stories.len() as u32).map(StoryId)
    }

    /// An article by its number.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// Every article, by number.
    pub fn articles(&self) -> &[Arc<Article>] {
        &self.articles
    }

    /// A story by its number.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.0 as usize]
    }

    /// A story by its own key.
    pub fn story_by_key(&self, key: &str) -> Option<&Story> {
        let found = self.stories.binary_search_by(|story| (*story.key).cmp(key));
        found.ok().map(|at| &self.stories[at])
    }

    /// Whether a story has this key and no published article.
    pub fn is_hidden_story(&self, key: &str) -> bool {
        self.hidden_keys.contains(key)
    }

    /// The story of an article.
    pub fn story_of(&self, id: ArticleId) -> &Story {
        self.story(self.story_id_of(id))
    }

    /// The number of an article's story.
    pub fn story_id_of(&self, id: ArticleId) -> StoryId {
        self.story_ids[id.0 as usize]
    }

    /// The article that readers of `lang` get of a story: in their language, else the original.
    pub fn article_for(&self, story: StoryId, lang: Lang) -> ArticleId {
        let story = self.story(story);
        let own = story.articles.iter().find(|(other, _)| *other == lang);
        own.map_or(story.original, |(_, id)| *id)
    }

    /// The article that a file of `content/` holds.
    pub fn article_in(&self, path: &str) -> Option<ArticleId> {
        self.paths.get(path).copied()
    }

    /// Paths of all articles, in no order.
    pub fn article_paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.paths.keys()
    }

    /// Files below `content/` that are not Markdown, sorted.
    pub fn other_files(&self) -> impl Iterator<Item = &Arc<str>> {
        self.other_files.iter()
    }

    /// The settings of an article's language.
    pub fn language_of(&self, id: ArticleId) -> &Language {
        self.config.language(self.article(id).lang)
    }

    /// The day that the site shows, in its time zone.
    pub fn today(&self) -> Date {
        self.day(self.now)
    }

    /// The day of a moment, in the site's time zone.
    pub fn day(&self, at: Timestamp) -> Date {
        let zone = self.config.timezone.clone();
        at.to_zoned_datetime(zone).date()
    }

    /// All terms of a taxonomy.
    pub fn terms(&self, taxonomy: Taxonomy) -> &Terms {
        match taxonomy {
            Taxonomy::Tags => &self.tags,
            Taxonomy::Categories => &self.categories,
            Taxonomy::Authors => &self.authors,
        }
    }

    /// Whether a taxonomy has terms with articles in a language.
    pub fn has_terms(&self, taxonomy: Taxonomy, lang: Lang) -> bool {
        self.terms(taxonomy).in_language(lang).next().is_some()
    }

    /// The entry of the settings for an author, if there is one.
    pub fn author(&self, author: TermId) -> Option<&Author> {
        // the authors of the settings are the first terms, in the same order
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

    /// The articles of a list, in order.
    pub fn list(&self, list: ListOf, lang: Lang) -> &[ArticleId] {
        match list {
            ListOf::Home => self.listed(lang),
            ListOf::Term(taxonomy, term) => self.terms(taxonomy).term(term).in_language(lang),
        }
    }

    /// The number of pages of a list: 1 even for an empty one.
    pub fn list_pages(&self, list: ListOf, lang: Lang) -> usize {
        let articles = self.list(list, lang).len();
        articles.div_ceil(self.config.paginate).max(1)
    }

    /// Articles to read after one: those that share its tags, the most related first, then older
    /// ones; none for an article without a date.
    pub fn related(&self, id: ArticleId) -> Vec<ArticleId> {
        let article = self.article(id);
        if !article.is_dated() {
            return Vec::new();
        }
        let Neighbours { newer, older } = self.neighbours(id);
        let besides: Vec<ArticleId> = newer.into_iter().chain(older).collect();
        let mut related = self.related.to(id, &self.tags, &self.positions, &besides);
        let own = self.positions[id.0 as usize] as usize;
        RelatedStories::fill(&mut related, self.dated(article.lang), own);
        related
    }

    /// The newest article of a language that is `featured`.
    pub fn lead(&self, lang: Lang) -> Option<ArticleId> {
        self.leads[usize::from(lang.0)]
    }

    /// The lists that have a band on the home page, with the ids of the settings that name none.
    pub fn home_sections(&self) -> impl Iterator<Item = Result<ListOf, &Spanned<String>>> {
        let sections = self.config.home_sections.iter();
        sections.map(|id| self.section(&id.value).ok_or(id))
    }

    /// The category or tag with this id, or with this name in any language.
    fn section(&self, id: &str) -> Option<ListOf> {
        let named = [
            (Taxonomy::Categories, &self.config.categories),
            (Taxonomy::Tags, &self.config.tags),
        ];
        let by_id = named.into_iter().find_map(|(taxonomy, named)| {
            // the terms of the settings are the first terms, in the same order
            let at = named.iter().position(|term| term.id == id)?;
            Some(ListOf::Term(taxonomy, TermId(u32::try_from(at).ok()?)))
        });
        by_id.or_else(|| {
            let mut taxonomies = [Taxonomy::Categories, Taxonomy::Tags].into_iter();
            taxonomies.find_map(|taxonomy| {
                let term = self.terms(taxonomy).find(id)?;
                Some(ListOf::Term(taxonomy, term))
            })
        })
    }

    /// Pages without a date of a language, for the foot of its pages: those with a weight first,
    /// then by title.
    pub fn undated(&self, lang: Lang) -> &[ArticleId] {
        &self.undated[usize::from(lang.0)]
    }

    /// The articles before and after one in its language; none for an article without a date.
    pub fn neighbours(&self, id: ArticleId) -> Neighbours {
        let article = self.article(id);
        if !article.is_dated() {
            return Neighbours::default();
        }
        let at = self.positions[id.0 as usize] as usize;
        let dated = self.dated(article.lang);
        let newer = at.checked_sub(1).and_then(|at| dated.get(at));
        Neighbours {
            newer: newer.copied(),
            older: dated.get(at + 1).copied(),
        }
    }
}

/// Dated articles, newest first. Articles of one moment keep the order of their numbers: by
/// story, then by language.
fn newest_first(articles: &[Arc<Article>]) -> Vec<ArticleId> {
    let dated = (0..).zip(articles).filter_map(|(id, article)| {
        let date = article.date.as_ref()?.at.timestamp();
        Some((Reverse(date), ArticleId(id)))
    });
    let mut order: Vec<_> = dated.collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, id)| id).collect()
}

/// Articles with a weight first, the lightest at the top; the others in their order.
fn by_weight(articles: &[Arc<Article>], order: &[ArticleId]) -> Vec<ArticleId> {
    let mut order = order.to_vec();
    order.sort_by_key(|id| {
        let weight = articles[id.0 as usize].weight;
        (weight.is_none(), weight)
    });
    order
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

/// The position of each of `count` articles in its list.
fn positions(lists: &[Vec<ArticleId>], count: usize) -> Vec<u32> {
    let mut positions = vec![0; count];
    for (at, id) in lists.iter().flat_map(|ids| ids.iter().enumerate()) {
        positions[id.0 as usize] = at as u32;
    }
    positions
}

fn paths(articles: &[Arc<Article>]) -> HashMap<Arc<str>, ArticleId> {
    let articles = (0..).zip(articles);
    articles
        .map(|(at, article)| (article.path.clone(), ArticleId(at)))
        .collect()
}

/// The newest featured article of each language.
fn leads(dated: &[Vec<ArticleId>], articles: &[Arc<Article>]) -> Vec<Option<ArticleId>> {
    let is_featured = |id: &&ArticleId| articles[id.0 as usize].featured;
    let leads = dated
        .iter()
        .map(|ids| ids.iter().find(is_featured).copied());
    leads.collect()
}

/// Pages without a date by language, those with a weight first, then by title.
fn undated(config: &Config, articles: &[Arc<Article>]) -> Vec<Vec<ArticleId>> {
    let mut undated = vec![Vec::new(); config.languages.len()];
    for (id, article) in (0..).map(ArticleId).zip(articles) {
        if !article.is_dated() {
            undated[usize::from(article.lang.0)].push(id);
        }
    }
    for ids in &mut undated {
        ids.sort_by_key(|id| {
            let article = &articles[id.0 as usize];
            (article.weight.unwrap_or(i64::MAX), &article.title)
        });
    }
    undated
}
