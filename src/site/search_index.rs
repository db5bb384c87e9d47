//! What readers search: the articles of a language, the files of its index, and the index
//! itself, made when one of its files is first asked for.

use super::{Kind, Page, Site, Taxonomy};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::fingerprint::hex;
use crate::search::{ArticleText, WordIndex, shard_count};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// A file of a language's search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchPart {
    /// The page that readers see.
    Page,
    /// `index.json`: what its script must know to ask for the rest.
    Head,
    /// Words and the articles that have them, from 0.
    Words(usize),
    /// What is shown of some articles, from 0.
    Articles(usize),
}

/// Articles whose titles stand in one file: ten results cost ten such files at the most, and
/// a thousand articles are not too many files for a host.
pub const ARTICLES_PER_FILE: usize = 10;

/// The index of one language.
#[derive(Debug)]
pub struct SearchIndex {
    /// In the order in which equally good ones are shown: the newest first, then standing pages.
    pub articles: Vec<ArticleId>,
    /// How many files hold the words.
    pub shards: usize,
    words: OnceLock<Words>,
}

/// Every word of a language.
#[derive(Debug)]
pub struct Words {
    pub index: WordIndex,
    /// What numbers stand for: the same articles at the same addresses, in the same files. Eight
    /// hexadecimal digits.
    pub version: String,
}

impl SearchPart {
    /// Its place below the language's home.
    pub fn below(self) -> String {
        match self {
            SearchPart::Page => "search/".to_string(),
            SearchPart::Head => "search/index.json".to_string(),
            SearchPart::Words(at) => format!("search/words-{at}.json"),
            SearchPart::Articles(at) => format!("search/articles-{at}.json"),
        }
    }
}

impl SearchIndex {
    fn new(site: &Site, lang: Lang) -> Self {
        let mut articles = site.dated(lang).to_vec();
        let ids = (0..site.articles.len() as u32).map(ArticleId);
        articles.extend(ids.filter(|id| {
            let article = site.article(*id);
            article.lang == lang && !article.is_dated()
        }));
        let words = articles.iter().map(|id| site.article(*id).body.words);
        SearchIndex {
            shards: shard_count(words.sum()),
            articles,
            words: OnceLock::new(),
        }
    }

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
    /// By language; none where the settings want no search or the theme has no page for it.
    pub(super) fn searches(&self, has_page: bool) -> Vec<SearchIndex> {
        let wanted = self.config.search && has_page;
        let langs: Vec<Lang> = self.config.langs().filter(|_| wanted).collect();
        langs
            .iter()
            .map(|lang| SearchIndex::new(self, *lang))
            .collect()
    }

    pub fn searched(&self, lang: Lang) -> Option<&SearchIndex> {
        self.searched.get(usize::from(lang.0))
    }

    pub(super) fn plan_search(&self, lang: Lang, pages: &mut Vec<Page>) {
        let parts = self.searched(lang).into_iter().flat_map(SearchIndex::parts);
        pages.extend(parts.map(|part| self.page(Kind::Search(part), lang, &part.below())));
    }

    /// Makes the indexes of all languages, in parallel. Each is otherwise made on one thread when
    /// it is first asked for: a thread that waited for others could be handed the same work again.
    pub fn index_words(&self) {
        let langs: Vec<Lang> = self.config.langs().collect();
        langs.par_iter().for_each(|lang| {
            if let Some(searched) = self.searched(*lang) {
                // those that are there already are the same
                let _ = searched.words.set(self.words_of(searched, *lang, true));
            }
        });
    }

    /// The words of a language, where it is searched.
    pub fn words(&self, lang: Lang) -> Option<&Words> {
        let searched = self.searched(lang)?;
        self.note_all();
        let words = || self.words_of(searched, lang, false);
        Some(searched.words.get_or_init(words))
    }

    fn words_of(&self, searched: &SearchIndex, lang: Lang, parallel: bool) -> Words {
        let articles = &searched.articles;
        let texts: Vec<ArticleText> = articles.iter().map(|id| self.text(*id)).collect();
        let code = &self.config.language(lang).code;
        let index = WordIndex::new(&texts, code, searched.shards, parallel);
        let addresses = articles.iter().map(|id| self.location(*id).path.as_str());
        let version = version(addresses.chain(index.shard_keys()));
        Words { index, version }
    }

    fn text(&self, id: ArticleId) -> ArticleText<'_> {
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
