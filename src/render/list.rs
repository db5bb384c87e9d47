//! Lists: home, the pages of a tag or category, their indexes, the archive.

use super::view::{ArchiveView, ListView, MonthView, TermView, TermsView, YearView};
use super::{Rendered, Renderer};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::site::{ListOf, Page, Taxonomy, TermId};
use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale::Locale;
use tera::Value;

impl Renderer<'_> {
    pub(super) fn list(
        &self,
        page: &Page,
        list: ListOf,
        number: usize,
    ) -> Result<Rendered, Diagnostic> {
        let site = self.site;
        let articles = site.list(list, page.lang);
        let from = (number - 1) * site.config.paginate;
        let to = (from + site.config.paginate).min(articles.len());
        let view = self.plain_page(page);
        let (newer, older) = self.list_neighbours(page);
        let (term, taxonomy, template) = match list {
            ListOf::Home => (None, None, "home.html"),
            ListOf::Term(taxonomy, term) => (
                Some(self.term_view(taxonomy, term, page.lang)),
                Some(taxonomy.name()),
                "term.html",
            ),
        };
        let author = match list {
            ListOf::Term(Taxonomy::Authors, author) => Some(self.author(author, page.lang)),
            _ => None,
        };
        let value = ListView {
            cards: self.cards(articles[from..to].iter().copied())?,
            number,
            pages: site.list_pages(list, page.lang),
            newer,
            older,
            urls: self.list_urls(list, page.lang),
            term,
            taxonomy,
            author,
        };
        self.template(
            page,
            template,
            &view,
            Some(("list", Value::from_serializable(&value))),
        )
    }

    pub(super) fn terms(&self, page: &Page, taxonomy: Taxonomy) -> Result<Rendered, Diagnostic> {
        let terms = self.site.terms(taxonomy);
        let mut views: Vec<TermView> = terms
            .in_language(page.lang)
            .map(|term| self.term_view(taxonomy, term, page.lang))
            .collect();
        let code = &self.site.config.language(page.lang).code;
        let locale = code.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        match Collator::try_new((&locale).into(), CollatorOptions::default()) {
            Ok(collator) => views.sort_by(|a, b| collator.compare(a.name, b.name)),
            Err(_) => views.sort_by(|a, b| a.name.cmp(b.name)),
        }
        let value = TermsView {
            taxonomy: taxonomy.name(),
            terms: views,
        };
        let view = self.plain_page(page);
        self.template(
            page,
            "terms.html",
            &view,
            Some(("terms", Value::from_serializable(&value))),
        )
    }

    pub(super) fn archive(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let articles = self.site.dated(page.lang);
        let value = ArchiveView {
            years: self.years(articles, page.lang),
            count: articles.len(),
        };
        let view = self.plain_page(page);
        self.template(
            page,
            "archive.html",
            &view,
            Some(("archive", Value::from_serializable(&value))),
        )
    }

    fn years(&self, articles: &[ArticleId], lang: Lang) -> Vec<YearView<'_>> {
        let month = |id: &ArticleId| {
            self.site
                .article(*id)
                .date
                .as_ref()
                .map(|date| (date.at.year(), date.at.month()))
        };
        let mut years: Vec<YearView> = Vec::new();
        for ids in articles.chunk_by(|a, b| month(a) == month(b)) {
            let Some((year, number)) = ids.first().and_then(month) else {
                continue;
            };
            if years.last().is_none_or(|last| last.year != year) {
                let months = Vec::new();
                years.push(YearView { year, months });
            }
            if let Some(last) = years.last_mut() {
                last.months.push(MonthView {
                    name: self.dates[usize::from(lang.0)].month(number),
                    number,
                    articles: ids.iter().map(|id| self.card(*id)).collect(),
                });
            }
        }
        years
    }

    pub(super) fn term_view(&self, taxonomy: Taxonomy, term: TermId, lang: Lang) -> TermView<'_> {
        let list = ListOf::Term(taxonomy, term);
        let location = self.site.list_location(list, lang, 1);
        TermView {
            name: self.site.terms(taxonomy).term(term).name(lang),
            url: self.site.hosts.href(location.host, &location),
            count: self.site.list(list, lang).len(),
        }
    }
}
