//! Records which articles a page reads, so that a later build knows when the page is out of date.
//!
//! A page is a pure function of the site's structure and of the articles that it reads. Rendering
//! gets a [`TrackedSite`] as an argument and has no other way to an article: every read goes into
//! a log, on any thread. A value that several pages share lies in a [`TrackedCell`], which adds
//! the reads of the value to the log of each page. Code outside of rendering reads [`Site`].

use super::hosts::{Hosts, Location};
use super::language_counterparts::{Alternate, Counterpart};
use super::page::{FeedFormat, ListOf, Page, SegmentName};
use super::preview_pictures::Preview;
use super::search_index::{SearchIndex, SegmentWords};
use super::{
    FrameSources, Neighbours, PictureSize, Resolved, Site, Taxonomy, TermId, Terms, smaller_copy,
};
use crate::config::{Author, Config, Lang, Language};
use crate::content::{Article, ArticleId, Story};
use crate::fingerprint::Fingerprint;
use crate::social_card::CardText;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A page that reads more articles than this depends on all of them: a longer list would cost
/// more than it saves.
const MAX_LISTED: usize = 256;

/// Stands for all articles, and is the number of none.
const ALL: u32 = u32::MAX;
const NONE: u32 = u32::MAX - 1;

/// The articles that a value was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dependencies {
    /// These, each once, in the order of the first reads.
    Articles(Vec<ArticleId>),
    /// Every article of the site.
    AllArticles,
}

/// A value and the articles that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked<T> {
    /// The value.
    pub value: T,
    /// The articles that the code read to make it.
    pub dependencies: Dependencies,
}

/// A value that is made when a page first asks for it, and shared by all pages after that. Each
/// page that gets it depends on what it was made from.
#[derive(Debug, Clone)]
pub struct TrackedCell<T>(OnceLock<Tracked<T>>);

/// A page without a date, as other pages name it.
pub struct UndatedPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it lies.
    pub location: &'a Location,
}

/// A site that logs every article that is read from it. The structure of the site (lists,
/// addresses, terms, settings) is not logged: all pages depend on it.
#[derive(Clone, Copy)]
pub struct TrackedSite<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The hosts, which write addresses.
    pub hosts: &'a Hosts,
    site: &'a Site,
    log: &'a ReadLog,
}

/// The reads so far. Threads may share it.
struct ReadLog {
    dependencies: Mutex<Dependencies>,
    /// The article that was logged last, or `ALL`. Most reads repeat the one before, and need no
    /// lock then.
    last: AtomicU32,
}

impl Site {
    /// Calls `make` with this site and logs what it reads. The reads of threads that `make` waits
    /// for belong to it.
    pub fn track<T>(&self, make: impl FnOnce(TrackedSite) -> T) -> Tracked<T> {
        let log = ReadLog::new();
        let value = make(TrackedSite {
            config: &self.config,
            hosts: &self.hosts,
            site: self,
            log: &log,
        });
        let dependencies = log.dependencies.into_inner();
        Tracked {
            value,
            dependencies: dependencies.unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The fingerprint of everything that some articles say.
    pub fn fingerprint_of(&self, dependencies: &Dependencies) -> Fingerprint {
        match dependencies {
            Dependencies::AllArticles => {
                Fingerprint::of_all(self.articles.iter().map(|article| article.fingerprint))
            }
            Dependencies::Articles(ids) => {
                let articles = ids.iter().filter_map(|id| self.articles.get(id.0 as usize));
                Fingerprint::of_all(articles.map(|article| article.fingerprint))
            }
        }
    }
}

impl Default for Dependencies {
    fn default() -> Self {
        Dependencies::Articles(Vec::new())
    }
}

impl Dependencies {
    fn add(&mut self, id: ArticleId) {
        match self {
            Dependencies::Articles(ids) if ids.contains(&id) => {}
            Dependencies::Articles(ids) if ids.len() < MAX_LISTED => ids.push(id),
            _ => *self = Dependencies::AllArticles,
        }
    }
}

impl ReadLog {
    fn new() -> Self {
        ReadLog {
            dependencies: Mutex::default(),
            last: AtomicU32::new(NONE),
        }
    }

    fn add(&self, id: ArticleId) {
        let last = self.last.load(Ordering::Relaxed);
        if last != id.0 && last != ALL {
            self.change(|dependencies| dependencies.add(id), id.0);
        }
    }

    fn add_all(&self) {
        if self.last.load(Ordering::Relaxed) != ALL {
            self.change(
                |dependencies| *dependencies = Dependencies::AllArticles,
                ALL,
            );
        }
    }

    /// Changes the log, and says so in `last` only after that.
    fn change(&self, change: impl FnOnce(&mut Dependencies), last: u32) {
        let dependencies = self.dependencies.lock();
        // a log is whole at any moment, also when another thread panicked with the lock
        let mut dependencies = dependencies.unwrap_or_else(PoisonError::into_inner);
        change(&mut dependencies);
        let is_all = *dependencies == Dependencies::AllArticles;
        self.last
            .store(if is_all { ALL } else { last }, Ordering::Relaxed);
    }
}

impl<T> Default for TrackedCell<T> {
    fn default() -> Self {
        TrackedCell(OnceLock::new())
    }
}

impl<T> TrackedCell<T> {
    /// The value, made by `make` if there is none yet.
    pub fn get_or_init(&self, site: TrackedSite, make: impl FnOnce(TrackedSite) -> T) -> &T {
        let tracked = self.0.get_or_init(|| site.site.track(make));
        site.record(&tracked.dependencies);
        &tracked.value
    }
}

/// What reads articles, and logs them.
impl<'a> TrackedSite<'a> {
    /// Logs the articles that an existing value was made from.
    pub fn record(self, dependencies: &Dependencies) {
        match dependencies {
            Dependencies::Articles(ids) => ids.iter().for_each(|id| self.log.add(*id)),
            Dependencies::AllArticles => self.log.add_all(),
        }
    }

    /// An article by its number.
    pub fn article(self, id: ArticleId) -> &'a Article {
        self.log.add(id);
        self.site.article(id)
    }

    /// Every article, by number.
    pub fn articles(self) -> &'a [Arc<Article>] {
        self.log.add_all();
        self.site.articles()
    }

    /// The language of an article.
    pub fn language_of(self, id: ArticleId) -> &'a Language {
        self.config.language(self.article(id).lang)
    }

    /// The next newer and the next older article of its language; see
    /// [`SiteIndex::neighbours`](super::SiteIndex::neighbours).
    pub fn neighbours(self, id: ArticleId) -> Neighbours {
        self.log.add(id);
        self.site.neighbours(id)
    }

    /// Resolves a link written in the file `from`, for the page of `article`; see
    /// [`Site::resolve`]. Where it leads is structure: only `article` is read.
    pub fn resolve<'l>(self, article: ArticleId, from: &str, target: &'l str) -> Resolved<'l> {
        self.log.add(article);
        self.site.resolve(article, from, target)
    }

    /// The picture that a link of the file `from` leads to; see [`Site::picture_at`].
    pub fn picture_at(
        self,
        article: ArticleId,
        from: &str,
        target: &str,
    ) -> Option<PictureSize<'a>> {
        self.log.add(article);
        self.site.picture_at(article, from, target)
    }

    /// The search words of a segment, which the site keeps from the first call on.
    pub fn words(self, lang: Lang, name: SegmentName) -> Option<&'a SegmentWords> {
        let search = self.site.search_index(lang)?;
        let articles = search.articles_of(search.segment(name)?);
        articles.into_iter().for_each(|id| self.log.add(id));
        self.site.words(lang, name)
    }

    /// What the social card of an article says.
    pub fn card_text(self, id: ArticleId) -> Option<CardText> {
        self.log.add(id);
        self.site.card_text(id).map(|text| self.with_logo(text))
    }
}

/// The structure of the site, and what was found from it: nothing of it is logged.
impl<'a> TrackedSite<'a> {
    /// The moment of the build.
    pub fn now(self) -> Timestamp {
        self.site.now
    }

    /// Every page of the plan.
    pub fn pages(self) -> &'a [Page] {
        &self.site.pages
    }

    /// The planned page at a location.
    pub fn page_at(self, location: &Location) -> Option<&'a Page> {
        self.site.page_at(location)
    }

    /// The pages of a host that belong in its sitemap.
    pub fn sitemap_pages(self, host: u8) -> impl Iterator<Item = &'a Page> {
        self.site.sitemap_pages(host)
    }

    /// The number of articles.
    pub fn article_count(self) -> usize {
        self.site.articles.len()
    }

    /// Where an article is published.
    pub fn location(self, id: ArticleId) -> &'a Location {
        self.site.location(id)
    }

    /// The story of an article.
    pub fn story_of(self, id: ArticleId) -> &'a Story {
        self.site.story_of(id)
    }

    /// The tint of an article's story, 0 to 11.
    pub fn tint(self, id: ArticleId) -> u32 {
        self.site.tint(id)
    }

    /// The newest featured article of a language.
    pub fn lead(self, lang: Lang) -> Option<ArticleId> {
        self.site.lead(lang)
    }

    /// The lists that have a band on the home page.
    pub fn home_sections(self) -> impl Iterator<Item = ListOf> + 'a {
        self.site.home_sections().filter_map(Result::ok)
    }

    /// Titles and locations of the pages without a date of a language. They are structure: a new
    /// title changes every page.
    pub fn undated(self, lang: Lang) -> impl Iterator<Item = UndatedPage<'a>> {
        let ids = self.site.undated(lang).iter();
        ids.map(|id| UndatedPage {
            title: &self.site.article(*id).title,
            location: self.site.location(*id),
        })
    }

    /// The photo of an author on a host, with its small copies.
    pub fn photo(self, author: &Author, host: u8) -> Option<PictureSize<'a>> {
        self.site.photo(author, host)
    }

    /// Articles to read after one; see [`SiteIndex::related`](super::SiteIndex::related).
    pub fn related(self, id: ArticleId) -> Vec<ArticleId> {
        self.site.related(id)
    }

    /// The terms of a taxonomy.
    pub fn terms(self, taxonomy: Taxonomy) -> &'a Terms {
        self.site.terms(taxonomy)
    }

    /// Whether a taxonomy has terms in a language.
    pub fn has_terms(self, taxonomy: Taxonomy, lang: Lang) -> bool {
        self.site.has_terms(taxonomy, lang)
    }

    /// What the settings say of an author.
    pub fn author(self, author: TermId) -> Option<&'a Author> {
        self.site.author(author)
    }

    /// The dated articles of a language, newest first.
    pub fn dated(self, lang: Lang) -> &'a [ArticleId] {
        self.site.dated(lang)
    }

    /// The articles of a list, in order.
    pub fn list(self, list: ListOf, lang: Lang) -> &'a [ArticleId] {
        self.site.list(list, lang)
    }

    /// The number of pages of a list.
    pub fn list_pages(self, list: ListOf, lang: Lang) -> usize {
        self.site.list_pages(list, lang)
    }

    /// Where a page of a list is published.
    pub fn list_location(self, list: ListOf, lang: Lang, number: usize) -> Location {
        self.site.list_location(list, lang, number)
    }

    /// Where a feed is published.
    pub fn feed_location(self, list: ListOf, lang: Lang, format: FeedFormat) -> Location {
        self.site.feed_location(list, lang, format)
    }

    /// The formats that a list has feeds in.
    pub fn feed_formats(self, list: ListOf) -> impl Iterator<Item = FeedFormat> + use<> {
        self.site.feed_formats(list)
    }

    /// The counterparts of a page in every other language.
    pub fn counterparts(self, page: &Page) -> Vec<Counterpart> {
        self.site.counterparts(page)
    }

    /// The pages that are one another's counterparts; see [`Site::alternates`].
    pub fn alternates(self, page: &Page) -> Vec<Alternate> {
        self.site.alternates(page)
    }

    /// The location that `x-default` names in such a set.
    pub fn x_default(self, set: &[Alternate]) -> Option<&Location> {
        self.site.x_default(set)
    }

    /// The search index of a language; `None` without a search.
    pub fn search_index(self, lang: Lang) -> Option<&'a SearchIndex> {
        self.site.search_index(lang)
    }

    /// The text of a card with the logo of the site, which the page of a card depends on.
    fn with_logo(self, text: CardText) -> CardText {
        CardText {
            logo: self.site.logo_file().cloned(),
            ..text
        }
    }

    /// The version of each file of results of the search.
    pub fn results_versions(self, search: &SearchIndex) -> Vec<String> {
        self.site.results_versions(search)
    }

    /// The version of one file of results.
    pub fn results_version(self, search: &SearchIndex, file: usize) -> String {
        self.site.results_version(search, file)
    }

    /// The preview that is made from an article's own picture, where it has one.
    pub fn preview(self, id: ArticleId) -> Option<Preview> {
        self.site.preview(id)
    }

    /// The social card of an article, where it has one.
    pub fn card(self, id: ArticleId) -> Option<&'a Page> {
        self.site.card(id)
    }

    /// The site's own social card in a language, where it has one.
    pub fn site_card(self, lang: Lang) -> Option<&'a Page> {
        self.site.site_card(lang)
    }

    /// What the site's own social card says.
    pub fn site_card_text(self, lang: Lang) -> Option<CardText> {
        let text = self.site.site_card_text(lang);
        text.map(|text| self.with_logo(text))
    }

    /// The sites that pages of a host may show in frames.
    pub fn frame_sources(self, host: u8) -> &'a FrameSources {
        self.site.frame_sources(host)
    }

    /// Whether readers may comment on an article, if the site has comments.
    pub fn has_threads(self) -> bool {
        self.site.has_threads
    }

    /// Where a smaller picture lies.
    pub fn smaller_picture(self, location: &Location, width: u32) -> Location {
        smaller_copy(location, width)
    }
}
