//! A language's search: its page, and the files that the page's script asks for.

use super::view::SearchView;
use super::{Rendered, Renderer};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::search::ArticleFiles;
use crate::site::{ARTICLES_PER_FILE, Page, SearchPart};
use serde::Serialize;
use tera::Value;

/// A phone shows about so much of a summary.
const SUMMARY_CHARS: usize = 160;

/// What is shown of some articles.
#[derive(Serialize)]
struct Articles<'a> {
    v: &'a str,
    /// Address, title, summary, and for a dated one the date twice: for machines, for readers.
    articles: Vec<Vec<String>>,
}

impl Renderer<'_> {
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
        // it is planned only where there is a search
        Ok(Rendered::Bytes(bytes.unwrap_or_default()))
    }

    fn search_page(&self, page: &Page) -> Result<Rendered, Diagnostic> {
        let site = self.site;
        let index = site.hosts.location(page.lang, &SearchPart::Head.below());
        let value = SearchView {
            index: site.hosts.href(page.location.host, &index),
            results: self.theme.strings.forms(page.lang, "results"),
        };
        let view = self.plain_page(page);
        let value = Value::from_serializable(&value);
        self.template(page, "search.html", &view, Some(("search", value)))
    }

    fn search_head(&self, lang: Lang) -> Option<Vec<u8>> {
        let site = self.site;
        let articles = site.searched(lang)?.articles.len();
        let words = site.words(lang)?;
        let code = &site.config.language(lang).code;
        let files = ArticleFiles {
            articles,
            per_file: ARTICLES_PER_FILE,
        };
        serde_json::to_vec(&words.index.manifest(code, &words.version, files)).ok()
    }

    fn search_articles(&self, lang: Lang, at: usize) -> Option<Vec<u8>> {
        let mut files = self.site.searched(lang)?.articles.chunks(ARTICLES_PER_FILE);
        let articles = Articles {
            v: &self.site.words(lang)?.version,
            articles: files.nth(at)?.iter().map(|id| self.found(*id)).collect(),
        };
        serde_json::to_vec(&articles).ok()
    }

    fn found(&self, id: ArticleId) -> Vec<String> {
        let article = self.site.article(id);
        let location = self.site.location(id);
        let mut found = vec![
            self.site.hosts.href(location.host, location),
            article.title.clone(),
            super::head::cut(article.teaser(), SUMMARY_CHARS),
        ];
        if let Some(date) = &article.date {
            let date = self.dates[usize::from(article.lang.0)].view(date);
            found.extend([date.iso, date.text]);
        }
        found
    }
}
