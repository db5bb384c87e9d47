//! The words of each segment of the search, and the versions of its files.
//!
//! Takes a site; gives an index of words for each segment of [`SearchIndex`]. The index takes
//! long, so it is built when a page first asks for it.

use super::Site;
use super::page::SegmentName;
use super::search_index::{RESULTS_PER_FILE, SearchIndex, Segment, SegmentWords};
use super::taxonomy::Taxonomy;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::fingerprint::hex;
use crate::search::{ArticleText, WordIndex};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

impl Site {
    /// Builds the words of all languages in parallel. Without this call a page builds them on one
    /// thread: a thread that waits for others could be given the same work again.
    pub fn index_words(&self) {
        let langs: Vec<Lang> = self.config.langs().collect();
        langs.par_iter().for_each(|lang| {
            let Some(search) = self.search_index(*lang) else {
                return;
            };
            search.segments.par_iter().for_each(|segment| {
                // words that another thread has set are the same
                let words = self.words_of(*lang, search, segment, true);
                let _ = segment.words.set(words);
            });
        });
    }

    /// The words of a segment of a language; `None` where it has no articles.
    pub fn words(&self, lang: Lang, name: SegmentName) -> Option<&SegmentWords> {
        let search = self.search_index(lang)?;
        let segment = search.segment(name)?;
        let words = || self.words_of(lang, search, segment, false);
        Some(segment.words.get_or_init(words))
    }

    /// The version of each file of results: changes with its articles and their addresses.
    pub fn results_versions(&self, search: &SearchIndex) -> Vec<String> {
        let last = search.files(RESULTS_PER_FILE).last();
        let files = 0..last.map_or(0, |last| last + 1);
        files
            .map(|at| match search.articles_of_file(at, RESULTS_PER_FILE) {
                [] => String::new(),
                _ => self.results_version(search, at),
            })
            .collect()
    }

    /// The version of one file of results.
    pub fn results_version(&self, search: &SearchIndex, file: usize) -> String {
        version(self.addresses(search.articles_of_file(file, RESULTS_PER_FILE)))
    }

    fn words_of(
        &self,
        lang: Lang,
        search: &SearchIndex,
        segment: &Segment,
        in_parallel: bool,
    ) -> SegmentWords {
        let articles = search.articles_of(segment);
        let texts: Vec<ArticleText> = articles.iter().map(|id| self.searched_text(*id)).collect();
        let code = &self.config.language(lang).code;
        let index = WordIndex::new(&texts, code, segment.shards, in_parallel);
        let version = version(self.addresses(&articles).chain(index.shard_keys()));
        SegmentWords { index, version }
    }

    fn addresses(&self, articles: &[ArticleId]) -> impl Iterator<Item = &str> {
        articles.iter().map(|id| self.location(*id).path.as_str())
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

/// Six hexadecimal digits: enough to tell a file from the one that it replaced.
fn version<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update([0]);
    }
    hex(&hash.finalize()[..3])
}
