//! Rows → the bytes that a browser asks for: a head that says how to ask, and shards of rows.
//!
//! A shard is JSON, `{"v": …, "words": […], "in": […]}`. A word is the letters that the forms
//! of its row begin with, then what each goes on with, after commas: `ecole,,s`. What it is
//! `in` is a list of articles by place, text first, lists apart by commas: each number is the
//! distance to the one before, in digits of 64 (five bits, the sixth says that more follow;
//! the lowest first), as source maps have them.

use super::language::Rules;
use super::{Index, Place, Row, fold};
use serde::Serialize;

/// Words of text for each shard: about 4 KB compressed.
const WORDS_PER_SHARD: usize = 8 * 1024;

/// More would be many files for a host.
const MOST_SHARDS: usize = 256;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Small Latin letters that are no letter with an accent, as far as people write them.
const LETTERS: &str = "æœøđðþħıłŋßŧɓɗɖƙɠƴɣɛɔəǝɲʋɩʊ";

/// How many shards hold the index of a text of so many words.
pub fn shards(words: usize) -> usize {
    (words / WORDS_PER_SHARD).clamp(1, MOST_SHARDS)
}

/// What a browser must know before it asks for a word. In JSON as it is here.
#[derive(Debug, Serialize)]
pub struct Head<'i> {
    /// What the numbers of articles stand for: files of another version do not go with this.
    pub v: &'i str,
    /// How many articles there are.
    pub articles: usize,
    /// How many stand in one file.
    pub per_file: usize,
    /// The first key of each shard but the first.
    cuts: Vec<&'i str>,
    before: &'static [&'static str],
    after: &'static [&'static str],
    light: &'static str,
    endings: &'static str,
    /// Letters that folding does not take apart, each with what it becomes.
    letters: Vec<(char, String)>,
}

#[derive(Serialize)]
struct Shard<'i> {
    v: &'i str,
    words: Vec<String>,
    r#in: Vec<String>,
}

impl Index {
    /// How to ask for the words of the language `code`, of so many articles, so many in a file.
    pub fn head<'i>(
        &'i self,
        code: &str,
        v: &'i str,
        (articles, per_file): (usize, usize),
    ) -> Head<'i> {
        let rules = Rules::of(code);
        Head {
            v,
            articles,
            per_file,
            cuts: self.cuts().collect(),
            before: rules.before,
            after: rules.after,
            light: rules.light,
            endings: rules.endings,
            letters: LETTERS
                .chars()
                .map(|c| (c, fold(c.encode_utf8(&mut [0; 4]))))
                .collect(),
        }
    }

    /// The first key of each shard but the first.
    pub fn cuts(&self) -> impl Iterator<Item = &str> {
        let inner = &self.starts[1..self.starts.len() - 1];
        // an empty shard begins where the next one does; behind the last row is nothing
        let key = |start: &usize| self.rows.get(*start).map_or("\u{ffff}", |row| &row.key);
        inner.iter().map(key)
    }

    /// One of the shards, from 0.
    pub fn shard(&self, shard: usize, v: &str) -> Vec<u8> {
        let start = |shard: usize| self.starts.get(shard).copied().unwrap_or(self.rows.len());
        let rows = &self.rows[start(shard)..start(shard + 1)];
        let shard = Shard {
            v,
            words: rows.iter().map(word).collect(),
            r#in: rows.iter().map(|row| articles(&row.postings)).collect(),
        };
        // lists of text always have a form in JSON
        serde_json::to_vec(&shard).unwrap_or_default()
    }
}

/// Where each of `shards` begins among the rows, and where the last ends: about as much in
/// each, the rows of one key together.
pub(super) fn starts(rows: &[Row], shards: usize) -> Vec<usize> {
    let size = |row: &Row| {
        let forms: usize = row.forms.iter().map(String::len).sum();
        8 + forms + row.postings.len()
    };
    let whole: usize = rows.iter().map(size).sum();
    let mut starts = vec![0];
    let (mut at, mut before) = (0, 0);
    for run in rows.chunk_by(|a, b| a.key == b.key) {
        let shard = before * shards / whole.max(1);
        while starts.len() <= shard {
            starts.push(at);
        }
        at += run.len();
        before += run.iter().map(size).sum::<usize>();
    }
    starts.resize(shards + 1, at);
    starts
}

/// `ecole,,s`: what forms have in common, and how each goes on.
fn word(row: &Row) -> String {
    let first = row.forms.first().map_or("", String::as_str);
    let last = row.forms.last().map_or("", String::as_str);
    // forms are sorted: what the first and the last share, all do
    let letters = first.char_indices().zip(last.chars());
    let mut shared = letters.skip_while(|((_, a), b)| a == b);
    let end = shared
        .next()
        .map_or(first.len().min(last.len()), |((at, _), _)| at);
    let mut word = first[..end].to_string();
    if row.forms.len() > 1 {
        for form in &row.forms {
            word.push(',');
            word.push_str(&form[end..]);
        }
    }
    word
}

/// Numbers of articles by place.
fn articles(postings: &[u32]) -> String {
    let mut lists = String::with_capacity(postings.len() + 4);
    let mut commas = 0;
    for place in [Place::Text, Place::Summary, Place::Heading, Place::Title] {
        let mut last = 0;
        for posting in postings
            .iter()
            .filter(|posting| *posting & 3 == place as u32)
        {
            lists.extend(std::iter::repeat_n(',', std::mem::take(&mut commas)));
            let number = posting >> 2;
            push_number(&mut lists, number - last);
            last = number;
        }
        commas += 1;
    }
    lists
}

fn push_number(digits: &mut String, mut number: u32) {
    loop {
        let more = if number > 31 { 32 } else { 0 };
        digits.push(char::from(DIGITS[(number & 31 | more) as usize]));
        number >>= 5;
        if more == 0 {
            return;
        }
    }
}
