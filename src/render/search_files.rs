//! Renders the search of a language: its page, and the JSON files that the page's script loads.

use super::output::Rendered;
use super::page_renderer::{PageRenderer, TemplateValue};
use super::view::SearchView;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::search::{ArticleFiles, IndexManifest, SegmentManifest, plain_text};
use crate::site::{Page, RESULTS_PER_FILE, SearchPart, Segment, TEXTS_PER_FILE};
use serde::Serialize;

/// The characters of a summary that a phone shows.
const SUMMARY_CHARS: usize = 160;

/// The characters of a text in which an excerpt is sought: some 2,000 words.
const TEXT_CHARS: usize = 12_000;

/// A file of `search/articles-*.json`: the search results for some articles.
#[derive(Serialize)]
struct ResultsFile {
    /// Tells the file from one of other articles.
    v: String,
    /// Address, title, summary; for a dated article also the date for machines and for readers.
    articles: Vec<Vec<String>>,
}

/// A file of `search/texts-*.json`: the texts of some articles.
#[derive(Serialize)]
struct TextsFile {
    texts: Vec<ResultText>,
}

/// The text of a search result, in which the script seeks excerpts.
#[derive(Serialize)]
struct ResultText {
    /// Address of the article, which tells the script that the text is the right one.
    of: String,
    text: String,
}

impl PageRenderer<'_, '_> {
    /// Renders one file of the search.
    pub(super) fn search(&self, page: &Page, part: SearchPart) -> Result<Rendered, Diagnostic> {
        let lang = page.lang;
        let bytes = match part {
            SearchPart::Page => return self.search_page(page),
            SearchPart::Head => self.search_head(lang),
            SearchPart::Words { segment, shard } => {
                let words = self.site.words(lang, segment);
                words.map(|words| words.index.shard(shard, &words.version))
            }
            SearchPart::Results(at) => self.search_results(lang, at),
            SearchPart::Texts(at) => self.search_texts(lang, at),
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
        let search = site.search_index(lang)?;
        let segments = search.segments.iter();
        let segments = segments.filter_map(|segment| self.segment_manifest(lang, segment));
        let files = ArticleFiles {
            results_versions: site.results_versions(search),
            per_results: RESULTS_PER_FILE,
            per_texts: TEXTS_PER_FILE,
        };
        let code = &site.config.language(lang).code;
        serde_json::to_vec(&IndexManifest::new(code, segments.collect(), files)).ok()
    }

    fn segment_manifest(&self, lang: Lang, segment: &Segment) -> Option<SegmentManifest<'_>> {
        let words = self.site.words(lang, segment.name)?;
        Some(SegmentManifest {
            name: segment.name.as_str(),
            version: &words.version,
            first_number: segment.first_number(),
            shard_keys: words.index.shard_keys().collect(),
        })
    }

    fn search_results(&self, lang: Lang, at: usize) -> Option<Vec<u8>> {
        let search = self.site.search_index(lang)?;
        let articles = search.articles_of_file(at, RESULTS_PER_FILE).iter();
        let results = ResultsFile {
            v: self.site.results_version(search, at),
            articles: articles.map(|id| self.search_result(*id)).collect(),
        };
        serde_json::to_vec(&results).ok()
    }

    fn search_texts(&self, lang: Lang, at: usize) -> Option<Vec<u8>> {
        let search = self.site.search_index(lang)?;
        let articles = search.articles_of_file(at, TEXTS_PER_FILE).iter();
        let texts = articles.map(|id| ResultText {
            of: self.search_address(*id),
            text: plain_text(&self.site.article(*id).body.html, TEXT_CHARS),
        });
        let texts = TextsFile {
            texts: texts.collect(),
        };
        serde_json::to_vec(&texts).ok()
    }

    fn search_address(&self, id: ArticleId) -> String {
        let location = self.site.location(id);
        self.site.hosts.href(location.host, location)
    }

    fn search_result(&self, id: ArticleId) -> Vec<String> {
        let article = self.site.article(id);
        let mut result = vec![
            self.search_address(id),
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
