//! Renders the search of a language: its page, and the JSON files that the page's script loads.

use super::output::Rendered;
use super::page_renderer::{PageRenderer, TemplateValue};
use super::view::SearchView;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::search::ArticleFiles;
use crate::site::{ARTICLES_PER_FILE, Page, SearchPart};
use serde::Serialize;

/// The characters of a summary that a phone shows.
const SUMMARY_CHARS: usize = 160;

/// A file of `search/articles-*.json`: the search results for some articles.
#[derive(Serialize)]
struct ResultsFile<'a> {
    /// The version of the index that the numbers of articles belong to.
    v: &'a str,
    /// Address, title, summary; for a dated article also the date for machines and for readers.
    articles: Vec<Vec<String>>,
}

impl PageRenderer<'_, '_> {
    /// Renders one file of the search.
    pub(super) fn search(&self, page: &Page, part: SearchPart) -> Result<Rendered, Diagnostic> {
        let lang = page.lang;
        let bytes = match part {
            SearchPart::Page => return self.search_page(page),
            SearchPart::Head => self.search_head(lang),
            SearchPart::Words(at) => {
                let words = self.site.words(lang);
                words.map(|words| words.index.shard(at, &words.version))
            }
            SearchPart::Articles(at) => self.search_articles(lang, at),
        };
        // a file of the search is planned only where there is a search
        Ok(Rendered::Bytes(bytes.unwrap_or_default()))
    }

    fn search_page(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let site = self.site;
        let index = site.hosts.location(page.lang, &SearchPart::Head.below());
        let value = SearchView {
            index: site.hosts.href(page.location.host, &index),
            results: self.theme.strings.forms(page.lang, "results"),
            results_language: self.theme.strings.written_in(page.lang, "results"),
        };
        let view = self.plain_page(page);
        let value = TemplateValue::new("search", &value);
        self.template(page, "search.html", &view, Some(value))
    }

    fn search_head(&self, lang: Lang) -> Option<Vec<u8>> {
        let site = self.site;
        let articles = site.search_index(lang)?.articles.len();
        let words = site.words(lang)?;
        let code = &site.config.language(lang).code;
        let files = ArticleFiles {
            articles,
            per_file: ARTICLES_PER_FILE,
        };
        serde_json::to_vec(&words.index.manifest(code, &words.version, files)).ok()
    }

    fn search_articles(&self, lang: Lang, at: usize) -> Option<Vec<u8>> {
        let mut files = self
            .site
            .search_index(lang)?
            .articles
            .chunks(ARTICLES_PER_FILE);
        let results = ResultsFile {
            v: &self.site.words(lang)?.version,
            articles: files
                .nth(at)?
                .iter()
                .map(|id| self.search_result(*id))
                .collect(),
        };
        serde_json::to_vec(&results).ok()
    }

    fn search_result(&self, id: ArticleId) -> Vec<String> {
        let article = self.site.article(id);
        let location = self.site.location(id);
        let mut result = vec![
            self.site.hosts.href(location.host, location),
            article.title.clone(),
            super::html_head::truncate(article.teaser(), SUMMARY_CHARS),
        ];
        if let Some(date) = &article.date {
            let date = self.shared.dates[usize::from(article.lang.0)].view(date);
            result.extend([date.iso, date.text]);
        }
        result
    }
}
