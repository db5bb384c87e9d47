//! Views that many pages share: made once for all, or when a page first asks for them.
//!
//! Each cached view lies in a [`TrackedCell`]: a page that uses it depends on the articles that
//! it was made from.

use super::PageRenderer;
use super::date_formatter::DateFormatter;
use super::site_view::{feed_views, language_view, site_view};
use super::view::FeedView;
use crate::config::Lang;
use crate::diagnostic::Diagnostic;
use crate::site::{ListOf, Taxonomy, TermId, TrackedCell, TrackedSite};
use crate::theme::Theme;
use tera::{Tera, Value};

/// What all pages share.
pub struct SharedViews {
    /// By language: the templates, with `site`.
    pub teras: Vec<Tera>,
    /// By language.
    pub dates: Vec<DateFormatter>,
    /// By language: the feeds of its home page.
    pub feeds: Vec<Vec<FeedView>>,
    /// By article: the card that other pages show, or the error of its template.
    pub cards: Vec<TrackedCell<Result<Value, Diagnostic>>>,
    cache: ViewCache,
}

/// Views that do not depend on the page.
struct ViewCache {
    /// By taxonomy, then by term and language.
    terms: [Vec<TrackedCell<Value>>; Taxonomy::ALL.len()],
    /// By taxonomy, then by term and language: the addresses of all pages of the list.
    term_urls: [Vec<TrackedCell<Value>>; Taxonomy::ALL.len()],
    /// By language: the addresses of all pages of home.
    home_urls: Vec<TrackedCell<Value>>,
    /// By host and language.
    languages: Vec<TrackedCell<Value>>,
}

impl SharedViews {
    /// Makes what every page needs, and empty cells for the rest.
    pub fn new(site: TrackedSite, theme: &Theme) -> Self {
        let langs = || site.config.langs();
        let languages = site.config.languages.iter();
        let feeds: Vec<Vec<FeedView>> = langs()
            .map(|lang| feed_views(site, ListOf::Home, lang))
            .collect();
        let teras = langs().zip(&feeds).map(|(lang, feeds)| {
            let mut tera = theme.templates[usize::from(lang.0)].tera.clone();
            let view = site_view(site, lang, feeds);
            tera.global_context().insert("site", &view);
            tera
        });
        SharedViews {
            teras: teras.collect(),
            dates: languages
                .map(|language| DateFormatter::new(&language.locale))
                .collect(),
            cards: vec![TrackedCell::default(); site.article_count()],
            cache: ViewCache::new(site),
            feeds,
        }
    }
}

impl ViewCache {
    fn new(site: TrackedSite) -> Self {
        let languages = site.config.languages.len();
        let cells = |rows: usize| vec![TrackedCell::default(); rows * languages];
        let terms = Taxonomy::ALL.map(|taxonomy| cells(site.terms(taxonomy).terms.len()));
        ViewCache {
            term_urls: terms.clone(),
            terms,
            home_urls: cells(1),
            languages: cells(site.hosts.hosts.len()),
        }
    }
}

impl PageRenderer<'_, '_> {
    /// A [`TermView`](super::view::TermView).
    pub(super) fn term(&self, taxonomy: Taxonomy, term: TermId, lang: Lang) -> Value {
        let cell = &self.shared.cache.terms[taxonomy as usize];
        let cell = &cell[self.cell_index(term.0 as usize, lang)];
        let view = cell.get_or_init(self.site, |site| {
            Value::from_serializable(&self.with_site(site).term_view(taxonomy, term, lang))
        });
        view.clone()
    }

    /// The addresses of all pages of a list, in order, as links on its own host.
    pub(super) fn list_urls(&self, list: ListOf, lang: Lang) -> Value {
        let cache = &self.shared.cache;
        let cell = match list {
            ListOf::Home => &cache.home_urls[self.cell_index(0, lang)],
            ListOf::Term(taxonomy, term) => {
                &cache.term_urls[taxonomy as usize][self.cell_index(term.0 as usize, lang)]
            }
        };
        let urls = cell.get_or_init(self.site, |site| {
            let urls = (1..=site.list_pages(list, lang)).map(|number| {
                let location = site.list_location(list, lang, number);
                site.hosts.href(location.host, &location)
            });
            Value::from_serializable(&urls.collect::<Vec<String>>())
        });
        urls.clone()
    }

    /// A [`LanguageView`](super::view::LanguageView), with links for pages of `host`.
    pub(super) fn language(&self, host: u8, lang: Lang) -> Value {
        let cell = &self.shared.cache.languages[self.cell_index(usize::from(host), lang)];
        let view = cell.get_or_init(self.site, |site| {
            Value::from_serializable(&language_view(site, host, lang))
        });
        view.clone()
    }

    /// The index of a cell in a table with a row of all languages for each term or host.
    fn cell_index(&self, row: usize, lang: Lang) -> usize {
        row * self.site.config.languages.len() + usize::from(lang.0)
    }
}
