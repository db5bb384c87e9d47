//! The plan: every page and file that the site publishes, with its location, in one place.
//!
//! Takes routes, measured pictures and the names of other files; gives pages in a fixed order.

use super::hosts::Location;
use super::page::{ListOf, Page, PageKind};
use super::permalink::whole_path;
use super::pictures::{Pictures, smaller_copy, smaller_copy_path};
use super::resolve_links::PageFile;
use super::routes::Routes;
use super::taxonomy::{Taxonomy, TermId};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::picture::Recipe;
use rayon::prelude::*;
use std::sync::Arc;

/// The most addresses in one file, by the sitemap protocol.
pub const SITEMAP_URLS: usize = 50_000;

/// What the plan is made from.
pub(super) struct Plan<'r> {
    pub routes: &'r Routes,
    pub pictures: &'r Pictures,
    /// Paths of the files below `static/`.
    pub static_files: &'r [Arc<str>],
    /// The text of `static/_redirects`.
    pub own_redirects: &'r Arc<str>,
    /// Paths of the theme's files on a host.
    pub theme_files: &'r [String],
}

/// A small copy of an author's photo.
struct PhotoCopy {
    path: String,
    recipe: Recipe,
}

/// Adds pages of one host and language to a plan.
struct HostPages<'p> {
    host: u8,
    lang: Lang,
    pages: &'p mut Vec<Page>,
}

impl Plan<'_> {
    /// Every page: by language, then by article with the files beside it, then by host.
    pub(super) fn pages(&self, files: Vec<Vec<PageFile>>) -> Vec<Page> {
        let langs: Vec<Lang> = self.routes.config.langs().collect();
        let by_language = langs.par_iter().map(|lang| {
            let mut pages = Vec::new();
            self.plan_language(*lang, &mut pages);
            pages
        });
        let mut pages: Vec<Page> = by_language.flatten_iter().collect();
        self.plan_articles(files, &mut pages);
        for host in 0..self.routes.hosts.hosts.len() as u8 {
            self.plan_host(host, &mut pages);
        }
        pages
    }

    /// A page below a language's home.
    fn page(&self, kind: PageKind, lang: Lang, below: &str) -> Page {
        Page {
            kind,
            lang,
            location: self.routes.hosts.location(lang, below),
        }
    }

    fn plan_language(&self, lang: Lang, pages: &mut Vec<Page>) {
        let routes = self.routes;
        self.plan_list(ListOf::Home, lang, pages);
        for taxonomy in Taxonomy::ALL {
            let terms: Vec<TermId> = routes.terms(taxonomy).in_language(lang).collect();
            if !terms.is_empty() && Taxonomy::SUBJECTS.contains(&taxonomy) {
                let below = format!("{}/", taxonomy.name());
                pages.push(self.page(PageKind::Terms(taxonomy), lang, &below));
            }
            for term in terms {
                self.plan_list(ListOf::Term(taxonomy, term), lang, pages);
            }
        }
        pages.push(self.page(PageKind::Archive, lang, "archive/"));
        let card = routes.site_card_text(lang);
        if card.is_some_and(|card| card.can_be_drawn()) {
            pages.push(Page {
                kind: PageKind::SiteCard,
                lang,
                location: routes.site_card_location(lang),
            });
        }
        if let Some(search) = routes.search_index(lang) {
            let parts = search.parts();
            pages.extend(parts.map(|part| self.page(PageKind::Search(part), lang, &part.below())));
        }
        pages.push(self.page(PageKind::NotFound, lang, "404.html"));
        pages.push(self.page(PageKind::Manifest, lang, "manifest.webmanifest"));
    }

    fn plan_list(&self, list: ListOf, lang: Lang, pages: &mut Vec<Page>) {
        let routes = self.routes;
        pages.extend((1..=routes.list_pages(list, lang)).map(|number| Page {
            kind: PageKind::List(list, number),
            lang,
            location: routes.list_location(list, lang, number),
        }));
        pages.extend(routes.feed_formats(list).map(|format| Page {
            kind: PageKind::Feed(list, format),
            lang,
            location: routes.feed_location(list, lang, format),
        }));
    }

    fn plan_articles(&self, files: Vec<Vec<PageFile>>, pages: &mut Vec<Page>) {
        pages.reserve(files.len());
        for (id, files) in (0..).map(ArticleId).zip(files) {
            self.plan_article(id, files, pages);
        }
    }

    /// The page of an article, its preview or social card, its aliases and the files beside it.
    fn plan_article(&self, id: ArticleId, files: Vec<PageFile>, pages: &mut Vec<Page>) {
        let routes = self.routes;
        let lang = routes.article(id).lang;
        let mut add = |kind, location| {
            pages.push(Page {
                kind,
                lang,
                location,
            });
        };
        add(PageKind::Article(id), routes.location(id).clone());
        match routes.preview_source(id, self.pictures) {
            Some(source) => {
                let recipe = Recipe::Preview;
                add(
                    PageKind::Picture { source, recipe },
                    routes.preview_location(id),
                );
            }
            None => {
                let card = routes.card_text(id);
                if card.is_some_and(|card| card.can_be_drawn()) {
                    add(PageKind::Card(id), routes.card_location(id));
                }
            }
        }
        let to = routes.location(id);
        for location in self.aliases(id) {
            let alias = PageKind::Alias {
                to: to.clone(),
                named_in: Some(id),
            };
            add(alias, location);
        }
        for file in files {
            self.plan_file(file, &mut add);
        }
    }

    /// Old locations that lead to an article, each once.
    fn aliases(&self, id: ArticleId) -> Vec<Location> {
        let to = self.routes.location(id);
        let mut aliases: Vec<Location> = Vec::new();
        for alias in &self.routes.article(id).aliases {
            let path = whole_path(&alias.value);
            // imported posts name an alias twice, or their own address
            let folder = path.strip_suffix("index.html").unwrap_or(&path);
            let is_same = |other: &Location| other.path == path || other.path == folder;
            if !is_same(to) && !aliases.iter().any(is_same) {
                let host = to.host;
                aliases.push(Location { host, path });
            }
        }
        aliases
    }

    /// A copied file; for a picture, its smaller copies too.
    fn plan_file(&self, file: PageFile, add: &mut dyn FnMut(PageKind, Location)) {
        let PageFile { source, location } = file;
        let Some(Ok(measure)) = self.pictures.get(&source) else {
            return add(PageKind::File(source), location);
        };
        let picture = |recipe| PageKind::Picture {
            source: source.clone(),
            recipe,
        };
        for width in self.routes.smaller_widths(measure) {
            let quality = self.routes.config.images.quality;
            let recipe = Recipe::Webp { width, quality };
            add(picture(recipe), smaller_copy(&location, width));
        }
        add(picture(Recipe::Original), location);
    }

    fn plan_host(&self, host: u8, pages: &mut Vec<Page>) {
        let Some(lang) = self.language_of_host(host) else {
            return;
        };
        let urls = pages.iter().filter(|page| page.is_listed(host)).count();
        let mut pages = HostPages { host, lang, pages };
        let home = self.routes.hosts.location(lang, "");
        if home.host == host && home.path != "/" {
            let named_in = None;
            pages.add(PageKind::Alias { to: home, named_in }, "/");
            pages.add(PageKind::NotFound, "/404.html");
        }
        pages.add_sitemaps(urls);
        pages.add(PageKind::NewsSitemap, "/news-sitemap.xml");
        // a file of `static/` takes the place of a generated one
        let is_free = |path| {
            let mut files = self.static_files.iter();
            files.all(|file| file.strip_prefix("static") != Some(path))
        };
        let deploy = self.routes.config.deploy;
        if is_free("/robots.txt") {
            pages.add(PageKind::Robots, "/robots.txt");
        }
        if deploy.redirects {
            let own = self.own_redirects.clone();
            pages.add(PageKind::Redirects { own }, "/_redirects");
        }
        if deploy.headers && is_free("/_headers") {
            pages.add(PageKind::Headers, "/_headers");
        }
        for path in self.theme_files {
            pages.add(PageKind::Theme(path.clone()), path);
        }
        for source in self.static_files {
            let path = source.strip_prefix("static").unwrap_or(source);
            if path == "/_redirects" && deploy.redirects {
                // its lines are in the generated file
                continue;
            }
            for copy in self.photo_copies(source, path) {
                let (source, recipe) = (source.clone(), copy.recipe);
                pages.add(PageKind::Picture { source, recipe }, &copy.path);
            }
            pages.add(PageKind::File(source.clone()), path);
        }
    }

    /// The small copies of a file of `static/`, if it is the photo of an author.
    fn photo_copies(&self, source: &Arc<str>, path: &str) -> Vec<PhotoCopy> {
        let measure = self.pictures.get(source);
        let (Some(Ok(header)), true) = (measure, self.routes.is_photo(source)) else {
            return Vec::new();
        };
        let quality = self.routes.config.images.quality;
        let widths = self.routes.photo_widths(header).into_iter();
        let copies = widths.map(|width| PhotoCopy {
            path: smaller_copy_path(path, width),
            recipe: Recipe::Webp { width, quality },
        });
        copies.collect()
    }

    /// The language of a host's own files: the default language if it lives there, else the first.
    fn language_of_host(&self, host: u8) -> Option<Lang> {
        let config = &self.routes.config;
        let langs = config.langs();
        let langs: Vec<Lang> = langs
            .filter(|lang| self.routes.hosts.host_of(*lang) == host)
            .collect();
        if langs.contains(&config.default_language) {
            return Some(config.default_language);
        }
        langs.first().copied().or(config.langs().next())
    }
}

impl HostPages<'_> {
    fn add(&mut self, kind: PageKind, path: &str) {
        self.pages.push(Page {
            kind,
            lang: self.lang,
            location: Location {
                host: self.host,
                path: path.to_string(),
            },
        });
    }

    /// One sitemap, or an index and its parts.
    fn add_sitemaps(&mut self, urls: usize) {
        let parts = urls.div_ceil(SITEMAP_URLS);
        if parts <= 1 {
            return self.add(PageKind::Sitemap { part: None }, "/sitemap.xml");
        }
        self.add(PageKind::SitemapIndex { parts }, "/sitemap.xml");
        for part in 0..parts {
            let path = format!("/sitemap-{}.xml", part + 1);
            self.add(PageKind::Sitemap { part: Some(part) }, &path);
        }
    }
}
