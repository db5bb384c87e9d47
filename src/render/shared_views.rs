//! What all pages share: templates, date formats, feeds, and a cache of views.
//!
//! Made once for a site and a theme. Each cached view lies in a [`TrackedCell`]: a page that uses it
//! depends on the articles that it was made from.

use super::date_formatter::DateFormatter;
use super::site_view::{feed_views, site_view};
use super::view::FeedView;
use crate::diagnostic::Diagnostic;
use crate::site::{ListOf, Taxonomy, TrackedCell, TrackedSite};
use crate::theme::Theme;
use tera::{Tera, Value};

/// What all pages share.
pub struct SharedViews {
    /// The templates of each language, with `site`.
    pub teras: Vec<Tera>,
    /// The date formatter of each language.
    pub dates: Vec<DateFormatter>,
    /// The feeds of the home page of each language.
    pub feeds: Vec<Vec<FeedView>>,
    /// The card of each article, or the error of its template.
    pub cards: Vec<TrackedCell<Result<Value, Diagnostic>>>,
    /// Small views that do not depend on the page.
    pub cache: ViewCache,
}

/// Small views that do not depend on the page.
pub struct ViewCache {
    /// The views of terms, by taxonomy, then by term and language.
    pub terms: [Vec<TrackedCell<Value>>; Taxonomy::ALL.len()],
    /// The addresses of all pages of each term's list, in the same order.
    pub term_urls: [Vec<TrackedCell<Value>>; Taxonomy::ALL.len()],
    /// The addresses of all pages of home, by language.
    pub home_urls: Vec<TrackedCell<Value>>,
    /// The views of languages, by host and language.
    pub languages: Vec<TrackedCell<Value>>,
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
            let view = site_view(site, theme, lang, feeds);
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
