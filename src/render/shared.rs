//! Small views that many pages show: each is made once, when it is first asked for.

use super::Renderer;
use crate::config::Lang;
use crate::site::{Site, Taxonomy, TermId};
use std::sync::OnceLock;
use tera::Value;

/// Values that do not depend on the page.
pub struct Shared {
    /// By taxonomy, then by term and language.
    terms: [Vec<OnceLock<Value>>; Taxonomy::ALL.len()],
    /// By host and language.
    languages: Vec<OnceLock<Value>>,
}

impl Shared {
    pub fn new(site: &Site) -> Self {
        let count = site.config.languages.len();
        let empty = |length: usize| vec![OnceLock::new(); length * count];
        Shared {
            terms: Taxonomy::ALL.map(|taxonomy| empty(site.terms(taxonomy).terms.len())),
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
