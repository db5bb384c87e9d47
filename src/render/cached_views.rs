//! Views that many pages show: terms, languages, addresses of lists. Each is made when a page first
//! asks for it, and comes from the cache after that.

use super::page_renderer::PageRenderer;
use super::site_view::language_view;
use crate::config::Lang;
use crate::site::{ListOf, Taxonomy, TermId};
use tera::Value;

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
