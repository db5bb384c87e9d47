//! Writes the files of indexes: one manifest that says how to query, and shards of rows.
//!
//! Each segment of the articles has an index of its own, so that an index of old articles stays as
//! it is. A shard is JSON: `{"v": …, "words": […], "in": […]}`. An entry of `words` is the common start
//! of the forms of a row, then the rest of each form after a comma: `ecole,,s`. The entry of `in`
//! at the same position lists articles by field, text first, with a comma between fields. Each
//! number counts from the segment's first article and is the distance to the one before, in base-64 digits: five bits, the sixth says that
//! more follow, the lowest digit first, as in source maps.

use super::language_rules::LanguageRules;
use super::{ArticleField, IndexRow, Posting, WordIndex, fold};
use serde::Serialize;

/// Words of text for each shard of many articles. A shard is then about 4 KB compressed.
const WORDS_PER_SHARD: usize = 8 * 1024;

/// Words of text for each of the first shards: few articles share few words.
const WORDS_PER_FIRST_SHARD: usize = 2 * 1024;

/// Shards that have so few words.
const FIRST_SHARDS: usize = 8;

/// More files would be slow to publish.
const MAX_SHARDS: usize = 256;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Small Latin letters that Unicode does not decompose into a letter and an accent, as far as
/// languages use them.
const SPECIAL_LETTERS: &str = "æœøđðþħıłŋßŧɓɗɖƙɠƴɣɛɔəǝɲʋɩʊ";

/// Number of shards for articles of so many words in all.
pub fn shard_count(words: usize) -> usize {
    let first = (words / WORDS_PER_FIRST_SHARD).min(FIRST_SHARDS);
    (words / WORDS_PER_SHARD).max(first).clamp(1, MAX_SHARDS)
}

/// How articles are divided among files.
#[derive(Debug, Serialize)]
pub struct ArticleFiles {
    /// The version of each file of titles and summaries by its number: a file of another version
    /// does not match. Empty for a number without a file.
    #[serde(rename = "results")]
    pub results_versions: Vec<String>,
    /// Number of articles in one file of titles and summaries.
    pub per_results: usize,
    /// Number of articles in one file of texts.
    pub per_texts: usize,
}

/// What the browser must know of the articles whose words are indexed together.
#[derive(Debug, Serialize)]
pub struct SegmentManifest<'i> {
    /// The word in the names of its shards.
    pub name: &'static str,
    /// Version of the numbers of articles: shards of another version do not match.
    #[serde(rename = "v")]
    pub version: &'i str,
    /// The number of the first article.
    #[serde(rename = "first")]
    pub first_number: usize,
    /// First key of each shard, without the first shard.
    #[serde(rename = "cuts")]
    pub shard_keys: Vec<&'i str>,
}

/// What the browser must know before it queries. Serialised as `index.json`.
#[derive(Debug, Serialize)]
pub struct IndexManifest<'i> {
    segments: Vec<SegmentManifest<'i>>,
    #[serde(flatten)]
    files: ArticleFiles,
    #[serde(rename = "before")]
    prefixes: &'static [&'static str],
    #[serde(rename = "after")]
    suffixes: &'static [&'static str],
    #[serde(rename = "light")]
    stop_words: &'static str,
    endings: &'static str,
    /// Letters that JavaScript's normalisation does not fold, and their replacements.
    #[serde(rename = "letters")]
    special_letters: Vec<(char, String)>,
}

#[derive(Serialize)]
struct Shard<'i> {
    #[serde(rename = "v")]
    version: &'i str,
    words: Vec<String>,
    #[serde(rename = "in")]
    articles: Vec<String>,
}

impl<'i> IndexManifest<'i> {
    /// The manifest of the indexes of some segments, for the language `code`.
    pub fn new(code: &str, segments: Vec<SegmentManifest<'i>>, files: ArticleFiles) -> Self {
        let rules = LanguageRules::for_language(code);
        IndexManifest {
            segments,
            files,
            prefixes: rules.prefixes,
            suffixes: rules.suffixes,
            stop_words: rules.stop_words,
            endings: rules.endings,
            special_letters: SPECIAL_LETTERS
                .chars()
                .map(|c| (c, fold(c.encode_utf8(&mut [0; 4]))))
                .collect(),
        }
    }
}

impl WordIndex {
    /// First key of each shard, without the first shard.
    pub fn shard_keys(&self) -> impl Iterator<Item = &str> {
        let starts = &self.shard_starts[1..self.shard_starts.len() - 1];
        // an empty shard begins where the next one does; U+FFFF is after all keys
        let key = |start: &usize| self.rows.get(*start).map_or("\u{ffff}", |row| &row.key);
        starts.iter().map(key)
    }

    /// The bytes of a shard, counted from 0.
    pub fn shard(&self, shard: usize, version: &str) -> Vec<u8> {
        let start = |shard: usize| {
            let start = self.shard_starts.get(shard).copied();
            start.unwrap_or(self.rows.len())
        };
        let rows = &self.rows[start(shard)..start(shard + 1)];
        let shard = Shard {
            version,
            words: rows.iter().map(encode_forms).collect(),
            articles: rows
                .iter()
                .map(|row| encode_postings(&row.postings))
                .collect(),
        };
        // lists of strings always have a form in JSON
        serde_json::to_vec(&shard).unwrap_or_default()
    }
}

/// Divides rows into shards of similar size, and never the rows of one key. Gives the first row
/// of each shard, and the number of rows at the end.
pub(super) fn shard_starts(rows: &[IndexRow], shards: usize) -> Vec<usize> {
    let size = |row: &IndexRow| {
        let forms: usize = row.forms.iter().map(String::len).sum();
        8 + forms + row.postings.len()
    };
    let total: usize = rows.iter().map(size).sum();
    let mut starts = vec![0];
    let (mut at, mut size_before) = (0, 0);
    for same_key in rows.chunk_by(|a, b| a.key == b.key) {
        let shard = size_before * shards / total.max(1);
        while starts.len() <= shard {
            starts.push(at);
        }
        at += same_key.len();
        size_before += same_key.iter().map(size).sum::<usize>();
    }
    starts.resize(shards + 1, at);
    starts
}

/// Encodes the forms of a row, such as `ecole,,s`: their common start, then the rest of each.
fn encode_forms(row: &IndexRow) -> String {
    let first = row.forms.first().map_or("", String::as_str);
    let last = row.forms.last().map_or("", String::as_str);
    // forms are sorted: all share what the first and the last share
    let letters = first.char_indices().zip(last.chars());
    let mut different = letters.skip_while(|((_, a), b)| a == b);
    let end = different
        .next()
        .map_or(first.len().min(last.len()), |((at, _), _)| at);
    let mut encoded = first[..end].to_string();
    if row.forms.len() > 1 {
        for form in &row.forms {
            encoded.push(',');
            encoded.push_str(&form[end..]);
        }
    }
    encoded
}

/// Encodes numbers of articles by field, as the shard has them.
fn encode_postings(postings: &[Posting]) -> String {
    let mut encoded = String::with_capacity(postings.len() + 4);
    let mut commas = 0;
    for field in [
        ArticleField::Text,
        ArticleField::Summary,
        ArticleField::Heading,
        ArticleField::Title,
    ] {
        let mut last = 0;
        for posting in postings
            .iter()
            .filter(|posting| posting.field() == field as u32)
        {
            encoded.extend(std::iter::repeat_n(',', std::mem::take(&mut commas)));
            push_number(&mut encoded, posting.number() - last);
            last = posting.number();
        }
        commas += 1;
    }
    encoded
}

fn push_number(encoded: &mut String, mut number: u32) {
    loop {
        let more = if number > 31 { 32 } else { 0 };
        encoded.push(char::from(DIGITS[(number & 31 | more) as usize]));
        number >>= 5;
        if more == 0 {
            return;
        }
    }
}
