//! The plan: every page and file the site has, with its location, in one place.

use super::page_index::PageIndex;
use super::permalink::whole_path;
use super::url::Location;
use super::{SearchPart, Site, Taxonomy, TermId};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::picture::Recipe;
use rayon::prelude::*;
use std::sync::Arc;

/// The sitemap protocol's limit on one file.
pub const SITEMAP_URLS: usize = 50_000;

/// By article: paths of files, and where they are published.
pub(super) type Files = Vec<Vec<(Arc<str>, Location)>>;

/// One file of `public/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    pub kind: Kind,
    pub lang: Lang,
    pub location: Location,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Kind {
    Article(ArticleId),
    /// The picture that social networks show with an article.
    Card(ArticleId),
    /// The same for the site in one language: what its lists show.
    SiteCard,
    /// A page of a list, from 1.
    List(ListOf, usize),
    /// The tag or category index.
    Terms(Taxonomy),
    Archive,
    Search(SearchPart),
    NotFound,
    /// Leads from an old path to a new one.
    Alias {
        to: Location,
        named_in: Option<ArticleId>,
    },
    Feed(ListOf, FeedFormat),
    /// Sitemap of one host; from 0 when it is split.
    Sitemap {
        part: Option<usize>,
    },
    SitemapIndex {
        parts: usize,
    },
    NewsSitemap,
    Robots,
    Manifest,
    Redirects,
    Headers,
    /// A file of `content/` or `static/`, copied.
    File(Arc<str>),
    /// Made of a picture of `content/`: itself without metadata, or a smaller one.
    Picture {
        source: Arc<str>,
        recipe: Recipe,
    },
    /// The theme's style sheet or one of its files, by its path on the host.
    Theme(String),
}

/// What a list or a feed holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListOf {
    Home,
    Term(Taxonomy, TermId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FeedFormat {
    Atom,
    Json,
    Rss,
}

impl Page {
    /// Whether it is a page or a feed of a tag or category.
    pub fn is_of_term(&self) -> bool {
        matches!(
            self.kind,
            Kind::List(ListOf::Term(..), _) | Kind::Feed(ListOf::Term(..), _)
        )
    }

    /// Whether it is a page that readers look at.
    pub fn is_for_people(&self) -> bool {
        matches!(
            self.kind,
            Kind::Article(_)
                | Kind::List(..)
                | Kind::Terms(_)
                | Kind::Archive
                | Kind::Search(SearchPart::Page)
                | Kind::NotFound
        )
    }

    /// Whether search engines may list it, when it is a page.
    pub fn is_for_engines(&self) -> bool {
        !matches!(self.kind, Kind::NotFound | Kind::Search(_))
    }

    /// Whether it is the longer the more articles there are.
    pub fn grows_with_site(&self) -> bool {
        let kind = &self.kind;
        matches!(kind, Kind::Archive | Kind::Sitemap { .. })
    }

    /// Whether it belongs in the sitemap of a host.
    pub fn is_listed(&self, host: u8) -> bool {
        self.location.host == host
            && matches!(
                self.kind,
                Kind::Article(_) | Kind::List(..) | Kind::Terms(_) | Kind::Archive
            )
    }
}

impl FeedFormat {
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Atom, FeedFormat::Json, FeedFormat::Rss];

    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
            FeedFormat::Rss => "rss.xml",
        }
    }

    pub fn mime(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
            FeedFormat::Rss => "application/rss+xml",
        }
    }
}

impl Site {
    /// Fills `pages` and their index.
    pub(super) fn plan(&mut self, files: Files, statics: &[Arc<str>], theme: &[String]) {
        let langs: Vec<Lang> = self.config.langs().collect();
        let of_languages = langs.par_iter().map(|lang| {
            let mut pages = Vec::new();
            self.plan_language(*lang, &mut pages);
            pages
        });
        let mut pages: Vec<Page> = of_languages.flatten_iter().collect();
        self.plan_articles(files, &mut pages);
        self.plan_hosts(statics, theme, &mut pages);
        self.planned = PageIndex::new(&pages, &self.hosts);
        self.pages = pages;
    }

    pub(super) fn page(&self, kind: Kind, lang: Lang, below: &str) -> Page {
        let location = self.hosts.location(lang, below);
        Page {
            kind,
            lang,
            location,
        }
    }

    fn plan_language(&self, lang: Lang, pages: &mut Vec<Page>) {
        self.plan_list(ListOf::Home, lang, pages);
        for taxonomy in Taxonomy::ALL {
            let terms: Vec<TermId> = self.terms(taxonomy).in_language(lang).collect();
            if !terms.is_empty() && Taxonomy::SUBJECTS.contains(&taxonomy) {
                pages.push(self.page(
                    Kind::Terms(taxonomy),
                    lang,
                    &format!("{}/", taxonomy.name()),
                ));
            }
            for term in terms {
                self.plan_list(ListOf::Term(taxonomy, term), lang, pages);
            }
        }
        pages.push(self.page(Kind::Archive, lang, "archive/"));
        if self
            .site_card_text(lang)
            .is_some_and(|card| card.can_be_drawn())
        {
            pages.push(Page {
                kind: Kind::SiteCard,
                lang,
                location: self.site_card_location(lang),
            });
        }
        self.plan_search(lang, pages);
        pages.push(self.page(Kind::NotFound, lang, "404.html"));
        pages.push(self.page(Kind::Manifest, lang, "manifest.webmanifest"));
    }

    fn plan_list(&self, list: ListOf, lang: Lang, pages: &mut Vec<Page>) {
        for number in 1..=self.list_pages(list, lang) {
            let location = self.list_location(list, lang, number);
            pages.push(Page {
                kind: Kind::List(list, number),
                lang,
                location,
            });
        }
        for format in self.feed_formats(list) {
            let location = self.feed_location(list, lang, format);
            pages.push(Page {
                kind: Kind::Feed(list, format),
                lang,
                location,
            });
        }
    }

    /// Formats that the settings ask for; none for the stories of an author.
    pub fn feed_formats(&self, list: ListOf) -> impl Iterator<Item = FeedFormat> + use<> {
        let feeds = self.config.feeds;
        let has_feeds = !matches!(list, ListOf::Term(Taxonomy::Authors, _));
        let wanted = move |format: &FeedFormat| match format {
            FeedFormat::Atom => feeds.atom,
            FeedFormat::Json => feeds.json,
            FeedFormat::Rss => feeds.rss,
        };
        FeedFormat::ALL
            .into_iter()
            .filter(move |format| has_feeds && wanted(format))
    }

    /// Articles of a list, in order.
    pub fn list(&self, list: ListOf, lang: Lang) -> &[ArticleId] {
        match list {
            ListOf::Home => self.listed(lang),
            ListOf::Term(taxonomy, term) => self.terms(taxonomy).term(term).in_language(lang),
        }
    }

    /// Number of pages of a list: 1 even when it is empty.
    pub fn list_pages(&self, list: ListOf, lang: Lang) -> usize {
        self.list(list, lang)
            .len()
            .div_ceil(self.config.paginate)
            .max(1)
    }

    pub fn list_location(&self, list: ListOf, lang: Lang, number: usize) -> Location {
        let page = if number == 1 {
            String::new()
        } else {
            format!("page/{number}/")
        };
        self.hosts
            .location(lang, &format!("{}{page}", self.list_folder(list, lang)))
    }

    pub fn feed_location(&self, list: ListOf, lang: Lang, format: FeedFormat) -> Location {
        self.hosts.location(
            lang,
            &format!("{}{}", self.list_folder(list, lang), format.file()),
        )
    }

    fn list_folder(&self, list: ListOf, lang: Lang) -> String {
        match list {
            ListOf::Home => String::new(),
            ListOf::Term(taxonomy, term) => {
                format!(
                    "{}/{}/",
                    taxonomy.name(),
                    self.terms(taxonomy).term(term).slug(lang)
                )
            }
        }
    }

    /// The files that each article's page needs beside it.
    pub(super) fn files(&self) -> Files {
        let ids = (0..self.articles.len() as u32).into_par_iter();
        ids.map(|id| self.files_of(ArticleId(id))).collect()
    }

    fn plan_articles(&self, files: Files, pages: &mut Vec<Page>) {
        pages.reserve(files.len());
        for (id, files) in (0..).map(ArticleId).zip(files) {
            let lang = self.article(id).lang;
            let mut add = |kind, location| {
                pages.push(Page {
                    kind,
                    lang,
                    location,
                })
            };
            add(Kind::Article(id), self.location(id).clone());
            if self.card_text(id).is_some_and(|card| card.can_be_drawn()) {
                add(Kind::Card(id), self.card_location(id));
            }
            for (kind, location) in self.aliases(id) {
                add(kind, location);
            }
            for (source, location) in files {
                self.plan_file(source, location, &mut add);
            }
        }
    }

    /// Old paths that lead to an article.
    fn aliases(&self, id: ArticleId) -> Vec<(Kind, Location)> {
        let to = self.location(id);
        let mut aliases: Vec<(Kind, Location)> = Vec::new();
        for alias in &self.article(id).aliases {
            let path = whole_path(&alias.value);
            // posts from elsewhere name an alias twice, or their own address
            if path == to.path || aliases.iter().any(|(_, known)| known.path == path) {
                continue;
            }
            let alias = Kind::Alias {
                to: to.clone(),
                named_in: Some(id),
            };
            let host = to.host;
            aliases.push((alias, Location { host, path }));
        }
        aliases
    }

    fn plan_hosts(&self, statics: &[Arc<str>], theme: &[String], pages: &mut Vec<Page>) {
        for host in 0..self.hosts.hosts.len() as u8 {
            let langs = || {
                self.config
                    .langs()
                    .filter(|lang| self.hosts.host_of(*lang) == host)
            };
            let default = langs().find(|lang| *lang == self.config.default_language);
            let Some(lang) = default.or(langs().next()).or(self.config.langs().next()) else {
                continue;
            };
            let listed = pages.iter().filter(|page| page.is_listed(host)).count();
            let mut add = |kind, path: &str| {
                let path = path.to_string();
                let location = Location { host, path };
                pages.push(Page {
                    kind,
                    lang,
                    location,
                });
            };
            let home = self.hosts.location(lang, "");
            if home.host == host && home.path != "/" {
                let named_in = None;
                add(Kind::Alias { to: home, named_in }, "/");
                add(Kind::NotFound, "/404.html");
            }
            plan_sitemaps(listed, &mut add);
            add(Kind::NewsSitemap, "/news-sitemap.xml");
            let deploy = self.config.deploy;
            let own = [
                (true, Kind::Robots, "/robots.txt"),
                (deploy.redirects, Kind::Redirects, "/_redirects"),
                (deploy.headers, Kind::Headers, "/_headers"),
            ];
            // what the site's owner puts in `static/` takes the place of ours
            let theirs = |path| {
                statics
                    .iter()
                    .any(|own| own.strip_prefix("static") == Some(path))
            };
            for (_, kind, path) in own
                .into_iter()
                .filter(|(wanted, _, path)| *wanted && !theirs(path))
            {
                add(kind, path);
            }
            for path in theme {
                add(Kind::Theme(path.clone()), path);
            }
            for source in statics {
                let path = source.strip_prefix("static").unwrap_or(source);
                add(Kind::File(source.clone()), path);
            }
        }
    }
}

/// One sitemap, or an index and its parts.
fn plan_sitemaps(urls: usize, add: &mut dyn FnMut(Kind, &str)) {
    let parts = urls.div_ceil(SITEMAP_URLS);
    if parts <= 1 {
        return add(Kind::Sitemap { part: None }, "/sitemap.xml");
    }
    add(Kind::SitemapIndex { parts }, "/sitemap.xml");
    for part in 0..parts {
        add(
            Kind::Sitemap { part: Some(part) },
            &format!("/sitemap-{}.xml", part + 1),
        );
    }
}
