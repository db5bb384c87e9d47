//! [`term_view`]: a tag or a category as templates see it.

use super::view::TermView;
use crate::config::Lang;
use crate::site::{ListOf, Taxonomy, TermId, TrackedSite};

/// The view of a term.
pub fn term_view(
    site: TrackedSite<'_>,
    taxonomy: Taxonomy,
    term: TermId,
    lang: Lang,
) -> TermView<'_> {
    let list = ListOf::Term(taxonomy, term);
    let location = site.list_location(list, lang, 1);
    let term = site.terms(taxonomy).term(term);
    TermView {
        name: term.name(lang),
        url: site.hosts.href(location.host, &location),
        count: site.list(list, lang).len(),
        description: term.description(lang),
    }
}
