//! The search of each language: its articles, the files of its index, and the index itself.
//!
//! Takes an index of the site; gives file names and words. The index of words takes long, so it
//! is built when a page first asks for it.

use super::Site;
use super::index::SiteIndex;
use super::page::SearchPart;
use super::taxonomy::Taxonomy;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::fingerprint::hex;
use crate::search::{ArticleText, WordIndex, shard_count};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// Number of articles in one file of results. Ten results need ten such files at most, and a
/// thousand articles do not make too many files for a host.
pub const ARTICLES_PER_FILE: usize = 10;

/// The search of one language.
#[derive(Debug)]
pub struct SearchIndex {
    /// The order of equally good results: newest first, then pages without a date.
    pub articles: Vec<ArticleId>,
    /// Number of files that hold words.
    pub shards: usize,
    /// A cache: filled when a page first asks for it, or by [`Site::index_words`].
    words: OnceLock<SearchWords>,
}

/// The words of all articles of a language.
#[derive(Debug)]
pub struct SearchWords {
    /// Words and the articles that have them.
    pub index: WordIndex,
    /// Eight hexadecimal digits that change with the meaning of the numbers in the files: with the
    /// articles, their addresses, and the way words are split among files.
    pub version: String,
}

/// The search of each language. Empty when the settings switch search off, and for a theme
/// without a search page.
pub(super) fn by_language(index: &SiteIndex, has_search_page: bool) -> Vec<SearchIndex> {
    let is_on = index.config.search && has_search_page;
    let langs = index.config.langs().filter(|_| is_on);
    langs.map(|lang| SearchIndex::new(index, lang)).collect()
}

impl SearchIndex {
    fn new(index: &SiteIndex, lang: Lang) -> Self {
        let mut articles = index.dated(lang).to_vec();
        articles.extend(index.article_ids().filter(|id| {
            let article = index.article(*id);
            article.lang == lang && !article.is_dated()
        }));
        let words = articles
            .iter()
            .map(|id| index.article(*id).body.length().total());
        SearchIndex {
            shards: shard_count(words.sum()),
            articles,
            words: OnceLock::new(),
        }
    }

    /// Every file of this search.
    pub fn parts(&self) -> impl Iterator<Item = SearchPart> {
        let words = (0..self.shards).map(SearchPart::Words);
        let files = self.articles.len().div_ceil(ARTICLES_PER_FILE);
        let articles = (0..files).map(SearchPart::Articles);
        [SearchPart::Page, SearchPart::Head]
            .into_iter()
            .chain(words)
            .chain(articles)
    }
}

impl Site {
    /// Builds the words of all languages in parallel. Without this call a page builds them on one
    /// thread: a thread that waits for others could be given the same work again.
    pub fn index_words(&self) {
        let langs: Vec<Lang> = self.config.langs().collect();
        langs.par_iter().for_each(|lang| {
            if let Some(search) = self.search_index(*lang) {
                // words that another thread has set are the same
                let _ = search.words.set(self.words_of(search, *lang, true));
            }
        });
    }

    /// The words of a language; `None` for a site without search.
    pub fn words(&self, lang: Lang) -> Option<&SearchWords> {
        let search = self.search_index(lang)?;
        let words = || self.words_of(search, lang, false);
        Some(search.words.get_or_init(words))
    }

    fn words_of(&self, search: &SearchIndex, lang: Lang, parallel: bool) -> SearchWords {
        let articles = &search.articles;
        let texts: Vec<ArticleText> = articles.iter().map(|id| self.searched_text(*id)).collect();
        let code = &self.config.language(lang).code;
        let index = WordIndex::new(&texts, code, search.shards, parallel);
        let addresses = articles.iter().map(|id| self.location(*id).path.as_str());
        let version = version(addresses.chain(index.shard_keys()));
        SearchWords { index, version }
    }

    fn searched_text(&self, id: ArticleId) -> ArticleText<'_> {
        let article = self.article(id);
        let headings = article.body.headings.iter();
        let terms = Taxonomy::ALL.iter().flat_map(|taxonomy| {
            let terms = self.terms(*taxonomy);
            let ids = terms.of_article[id.0 as usize].iter();
            ids.map(|term| terms.term(*term).name(article.lang))
        });
        ArticleText {
            title: &article.title,
            headings: headings
                .map(|heading| heading.text.as_str())
                .chain(terms)
                .collect(),
            summary: vec![&article.description, &article.summary],
            html: &article.body.html,
        }
    }
}

fn version<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hex(&hash.finalize()[..4])
}
