//! Renders pages that list articles or terms: home, the pages of a term, the indexes of terms, the
//! archive.

use super::output::Rendered;
use super::page_renderer::{PageRenderer, TemplateValue};
use super::term_view::term_view;
use super::view::{ArchiveView, ListView, MonthView, SectionView, TermView, TermsView, YearView};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::site::{ListOf, Page, Taxonomy, TermId};
use icu_collator::Collator;
use icu_collator::options::CollatorOptions;
use icu_locale::Locale;
use std::collections::HashSet;

/// The most articles between the lead and the sections of the first home page: four beside the
/// lead, and two rows of three.
const BEFORE_SECTIONS: usize = 10;
/// The most articles of a section of the home page: one row.
const PER_SECTION: usize = 4;

/// The articles of the first home page, each once.
#[derive(Default)]
struct FrontPage {
    lead: Option<ArticleId>,
    latest: Vec<ArticleId>,
    sections: Vec<FrontSection>,
    more: Vec<ArticleId>,
}

/// The articles of a section of the home page.
struct FrontSection {
    list: ListOf,
    articles: Vec<ArticleId>,
}

impl PageRenderer<'_, '_> {
    /// Renders one page of a list; `number` counts from 1.
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
        let neighbours = self.list_neighbours(page);
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
        let front = match (list, number) {
            (ListOf::Home, 1) => self.front_page(&articles[from..to], page.lang),
            _ => FrontPage {
                latest: articles[from..to].to_vec(),
                ..FrontPage::default()
            },
        };
        let value = ListView {
            lead: self.cards(front.lead)?.pop(),
            latest: self.cards(front.latest)?,
            sections: self.sections(&front.sections, page.lang)?,
            more: self.cards(front.more)?,
            cards: self.cards(articles[from..to].iter().copied())?,
            number,
            pages: site.list_pages(list, page.lang),
            newer: neighbours.newer,
            older: neighbours.older,
            urls: self.list_urls(list, page.lang),
            term,
            taxonomy,
            author,
        };
        let value = TemplateValue::new("list", &value);
        self.template(page, template, &view, Some(value))
    }

    /// Shares the articles of the first home page out: the lead, the latest, one band for each
    /// section, the rest. No article is twice on the page.
    fn front_page(&self, articles: &[ArticleId], lang: Lang) -> FrontPage {
        let lead = self.site.lead(lang).or(articles.first().copied());
        let mut rest: Vec<ArticleId> = articles.to_vec();
        rest.retain(|id| Some(*id) != lead);
        let sections: Vec<ListOf> = self.site.home_sections().collect();
        let before = if sections.is_empty() {
            rest.len()
        } else {
            rest.len().min(BEFORE_SECTIONS)
        };
        let mut front = FrontPage {
            lead,
            more: rest.split_off(before),
            latest: rest,
            sections: Vec::new(),
        };
        let mut shown: HashSet<ArticleId> = lead.into_iter().collect();
        shown.extend(&front.latest);
        for list in sections {
            let own = self.site.list(list, lang).iter();
            let own = own.filter(|id| !shown.contains(*id)).copied();
            let articles: Vec<ArticleId> = own.take(PER_SECTION).collect();
            shown.extend(&articles);
            if !articles.is_empty() {
                front.sections.push(FrontSection { list, articles });
            }
        }
        front.more.retain(|id| !shown.contains(id));
        front
    }

    fn sections(
        &self,
        sections: &[FrontSection],
        lang: Lang,
    ) -> Result<Vec<SectionView<'_>>, Diagnostic> {
        let named = sections.iter().filter_map(|section| match section.list {
            ListOf::Term(taxonomy, term) => Some((self.term_view(taxonomy, term, lang), section)),
            ListOf::Home => None,
        });
        let views = named.map(|(term, section)| {
            let cards = self.cards(section.articles.iter().copied())?;
            Ok(SectionView { term, cards })
        });
        views.collect()
    }

    /// Renders the index of a taxonomy, in the alphabetical order of the language.
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
        let value = TemplateValue::new("terms", &value);
        self.template(page, "terms.html", &view, Some(value))
    }

    /// Renders the archive.
    pub(super) fn archive(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let articles = self.site.dated(page.lang);
        let value = ArchiveView {
            years: self.years(articles, page.lang),
            count: articles.len(),
        };
        let view = self.plain_page(page);
        let value = TemplateValue::new("archive", &value);
        self.template(page, "archive.html", &view, Some(value))
    }

    /// Groups articles, newest first, by year and month.
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
                    name: self.shared.dates[usize::from(lang.0)].month(number),
                    number,
                    articles: ids.iter().map(|id| self.card(*id)).collect(),
                });
            }
        }
        years
    }

    /// The view of a term, made for a cache: see [`PageRenderer::term`].
    pub(super) fn term_view(&self, taxonomy: Taxonomy, term: TermId, lang: Lang) -> TermView<'_> {
        term_view(self.site, taxonomy, term, lang)
    }
}
