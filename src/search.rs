//! Builds full-text search indexes of articles in one language, as small files for the browser.
//!
//! Takes the text of articles, gives a [`WordIndex`] and the bytes of its files. Words lose case,
//! accents and elided articles; forms with the same stem share a row, so that the browser needs
//! no stemmer. Rows are grouped in files by the first three letters, so that a query fetches one
//! file for each word. The theme's `search.js` normalises a query by the same rules; a test in a
//! browser compares both. Knows no site and no addresses, and never touches the disk.

mod html_text;
mod index_builder;
mod index_files;
mod language_rules;
mod tokenizer;
mod word_forms;

pub use html_text::plain_text;
pub use index_files::{ArticleFiles, IndexManifest, SegmentManifest, shard_count};

use crate::text::fold::fold;

/// The searchable text of an article. An index lists equally good matches in the order in which
/// it got the articles.
#[derive(Debug, Default, Clone)]
pub struct ArticleText<'a> {
    /// Title of the article.
    pub title: &'a str,
    /// Headings, tags, categories and authors.
    pub headings: Vec<&'a str>,
    /// Description and summary.
    pub summary: Vec<&'a str>,
    /// The whole text as HTML. Attributes, scripts and styles are not searched.
    pub html: &'a str,
}

/// The field of an article in which a word stands, from the least to the most important.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum ArticleField {
    Text,
    Summary,
    Heading,
    Title,
}

/// All words of the articles in one language.
#[derive(Debug, PartialEq, Eq)]
pub struct WordIndex {
    /// Rows, sorted by key.
    rows: Vec<IndexRow>,
    /// Number of the first row of each shard, and the number of rows at the end.
    shard_starts: Vec<usize>,
}

/// Word forms with the same key and the same stem, and the articles that contain one of them.
#[derive(Debug, PartialEq, Eq)]
struct IndexRow {
    /// First letters of each form.
    key: String,
    /// Normalised forms, sorted and unique.
    forms: Vec<String>,
    /// One posting for each article, by ascending number.
    postings: Vec<Posting>,
}

/// A number of 30 bits, of an article or a word, and the best field in which the word stands.
/// Packed, because an index has millions of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Posting(u32);

/// Letters in the key of a row.
const KEY_LETTERS: usize = 3;

/// Longer words are not indexed: nobody types them.
const MAX_WORD_LETTERS: usize = 40;

impl WordIndex {
    /// Indexes articles in the language `code` (BCP 47) for so many shards.
    ///
    /// `in_parallel` uses all threads of the pool; the caller must not hold a lock that another
    /// task of the pool waits for. The index is the same either way.
    pub fn new(
        articles: &[ArticleText],
        code: &str,
        shards: usize,
        in_parallel: bool,
    ) -> WordIndex {
        let rules = language_rules::LanguageRules::for_language(code);
        let rows = index_builder::build_rows(articles, &rules, in_parallel);
        let shard_starts = index_files::shard_starts(&rows, shards);
        WordIndex { rows, shard_starts }
    }
}

impl Posting {
    fn new(number: u32, field: ArticleField) -> Self {
        Posting(number << 2 | field as u32)
    }

    fn number(self) -> u32 {
        self.0 >> 2
    }

    /// The field as a number; a higher one is more important.
    fn field(self) -> u32 {
        self.0 & 3
    }

    fn with_number(self, number: u32) -> Self {
        Posting(number << 2 | self.field())
    }
}

/// The first letters of a form, which choose its shard.
fn row_key(form: &str) -> &str {
    let end = form.char_indices().nth(KEY_LETTERS);
    end.map_or(form, |(at, _)| &form[..at])
}

#[cfg(test)]
mod tests;
