//! Small views that many pages show: each is made once, when it is first asked for.

use super::Renderer;
use crate::config::Lang;
use crate::site::{ListOf, Site, Taxonomy, TermId};
use std::sync::OnceLock;
use tera::Value;

/// Values that do not depend on the page.
pub struct ViewCache {
    /// By taxonomy, then by term and language.
    terms: [Vec<OnceLock<Value>>; Taxonomy::ALL.len()],
    /// Addresses of all pages of their lists, in the same way.
    term_urls: [Vec<OnceLock<Value>>; Taxonomy::ALL.len()],
    /// Those of home, by language.
    home_urls: Vec<OnceLock<Value>>,
    /// By host and language.
    languages: Vec<OnceLock<Value>>,
}

impl ViewCache {
    pub fn new(site: &Site) -> Self {
        let count = site.config.languages.len();
        let empty = |length: usize| vec![OnceLock::new(); length * count];
        let terms = Taxonomy::ALL.map(|taxonomy| empty(site.terms(taxonomy).terms.len()));
        ViewCache {
            term_urls: terms.clone(),
            terms,
            home_urls: empty(1),
            languages: empty(site.hosts.hosts.len()),
        }
    }
}

impl Renderer<'_> {
    /// A [`TermView`](super::view::TermView).
    pub(super) fn term(&self, taxonomy: Taxonomy, term: TermId, lang: Lang) -> Value {
        let at = self.at(term.0 as usize, lang);
        let made = || Value::from_serializable(&self.term_view(taxonomy, term, lang));
        self.shared.terms[taxonomy as usize][at]
            .get_or_init(made)
            .clone()
    }

    /// Addresses of all pages of a list, in order, as links on its own host.
    pub(super) fn list_urls(&self, list: ListOf, lang: Lang) -> Value {
        let shared = match list {
            ListOf::Home => &self.shared.home_urls[self.at(0, lang)],
            ListOf::Term(taxonomy, term) => {
                &self.shared.term_urls[taxonomy as usize][self.at(term.0 as usize, lang)]
            }
        };
        let url = |number| {
            let location = self.site.list_location(list, lang, number);
            self.site.hosts.href(location.host, &location)
        };
        let urls = || (1..=self.site.list_pages(list, lang)).map(url);
        let made = || Value::from_serializable(&urls().collect::<Vec<String>>());
        shared.get_or_init(made).clone()
    }

    /// A [`LanguageView`](super::view::LanguageView), its links as on `host`.
    pub(super) fn language(&self, host: u8, lang: Lang) -> Value {
        let at = self.at(usize::from(host), lang);
        let made = || Value::from_serializable(&self.language_view(host, lang));
        self.shared.languages[at].get_or_init(made).clone()
    }

    fn at(&self, row: usize, lang: Lang) -> usize {
        row * self.site.config.languages.len() + usize::from(lang.0)
    }
}
