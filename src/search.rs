//! The words of one language's articles → an index in small files, which a reader's browser
//! asks for one by one.
//!
//! Words are folded (no case, no accents), elided articles fall off, and forms with one stem
//! share a row: the browser looks forms up and needs no stemmer. A row stands in the file of
//! the first three letters of its forms, so that a word costs one file. `search.js` of the
//! theme reads what is written here and folds a query by the same rules; a test of the browser
//! compares the two. Knows texts alone: no site, no addresses, no disk.

mod build;
mod files;
mod forms;
mod language;
mod words;

pub use files::{Head, shards};

use crate::text::fold::fold;

/// What is found of one article. The order of articles in an index is that in which equally
/// good ones are shown.
#[derive(Debug, Default, Clone)]
pub struct Text<'a> {
    pub title: &'a str,
    /// Headings, tags, categories, authors.
    pub headings: Vec<&'a str>,
    /// Description and summary.
    pub summary: Vec<&'a str>,
    /// The whole text; what stands in tags and in blocks of code is not found.
    pub html: &'a str,
}

/// Where in an article a word stands: how much it says of what the article is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Text,
    Summary,
    Heading,
    Title,
}

/// Every word of a language's articles.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// In the order of their keys.
    rows: Vec<Row>,
    /// Where each shard begins among them, and where the last one ends.
    starts: Vec<usize>,
}

/// The forms of a word that begin alike, and the articles that have one of them.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    /// The first letters of each of its forms.
    key: String,
    /// Folded, sorted, each once.
    forms: Vec<String>,
    /// By article, ascending: its number times four, and its best place.
    postings: Vec<u32>,
}

/// Letters of a form that name its row's file.
const KEY_LETTERS: usize = 3;

/// A longer word is no word that anybody looks for.
const LONGEST_WORD: usize = 40;

impl Index {
    /// Indexes the articles of the language `code` (BCP 47), for so many `shards`. In `parallel`
    /// from a thread that may wait for others, else on this one alone; the index is the same.
    pub fn new(texts: &[Text], code: &str, shards: usize, parallel: bool) -> Index {
        let rows = build::rows_of(texts, &language::Rules::of(code), parallel);
        let starts = files::starts(&rows, shards);
        Index { rows, starts }
    }
}

/// The first letters of a form, by which it is found.
fn key(form: &str) -> &str {
    let end = form.char_indices().nth(KEY_LETTERS);
    end.map_or(form, |(at, _)| &form[..at])
}

#[cfg(test)]
mod tests;
