//! Texts → rows: each article's words are noted in parallel, then each word that was met is
//! folded and stemmed once, however often it stands.

use super::forms::forms;
use super::language::Rules;
use super::words::{texts, word_ranges};
use super::{Place, Row, Text, key};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Articles that one thread notes at a time.
const STRETCH: usize = 64;

/// Words by number, in the order in which they were met.
#[derive(Default)]
struct Words<'t> {
    met: Vec<&'t str>,
    /// Words of up to 16 bytes, which nearly all are, as a number: quicker to find than text.
    short: HashMap<u128, u32, FixedState>,
    long: HashMap<&'t str, u32, FixedState>,
}

/// The words of some articles as they are written.
#[derive(Default)]
struct Notes<'t> {
    /// By number.
    words: Vec<&'t str>,
    /// Each article's number, and how many of its words are noted.
    articles: Vec<(u32, u32)>,
    /// Words, times four, and their best places, by article.
    noted: Vec<u32>,
}

/// Notes under way.
#[derive(Default)]
struct Noting<'t> {
    words: Words<'t>,
    /// By word: the last article that has it.
    last: Vec<u32>,
    noted: Vec<u32>,
}

/// Words, and by word the articles that have it, ascending: number times four and the best
/// place.
#[derive(Default)]
struct Postings<'t> {
    words: Words<'t>,
    lists: Vec<Vec<u32>>,
}

impl<'t> Words<'t> {
    /// The number of the word that stands at `at` in `text`.
    fn number(&mut self, text: &'t str, at: Range<usize>) -> u32 {
        let next = self.met.len() as u32;
        let word = &text[at.clone()];
        let number = match short(text.as_bytes(), at) {
            Some(short) => *self.short.entry(short).or_insert(next),
            None => *self.long.entry(word).or_insert(next),
        };
        if number == next {
            self.met.push(word);
        }
        number
    }
}

/// A word of 1 to 16 bytes as a number.
fn short(text: &[u8], word: Range<usize>) -> Option<u128> {
    let unused = u128::BITS
        - 8 * u32::try_from(word.len())
            .ok()
            .filter(|bytes| (1..=16).contains(bytes))?;
    let number = match text[word.start..].first_chunk() {
        Some(bytes) => u128::from_le_bytes(*bytes),
        None => text[word]
            .iter()
            .rfold(0, |number, byte| number << 8 | u128::from(*byte)),
    };
    Some(number << unused >> unused)
}

impl<'t> Notes<'t> {
    fn of(first: usize, articles: &[Text<'t>]) -> Self {
        let mut noting = Noting::default();
        let article = |(number, text)| {
            let before = noting.noted.len();
            noting.article(number, text);
            (number, (noting.noted.len() - before) as u32)
        };
        Notes {
            articles: (first as u32..).zip(articles).map(article).collect(),
            words: noting.words.met,
            noted: noting.noted,
        }
    }
}

impl<'t> Noting<'t> {
    /// The best place of a word comes first: what follows is not noted again.
    fn article(&mut self, number: u32, text: &Text<'t>) {
        self.text(number, Place::Title, text.title);
        for heading in &text.headings {
            self.text(number, Place::Heading, heading);
        }
        for summary in &text.summary {
            self.text(number, Place::Summary, summary);
        }
        texts(text.html, &mut |stretch| {
            self.text(number, Place::Text, stretch);
        });
    }

    fn text(&mut self, number: u32, place: Place, text: &'t str) {
        for word in word_ranges(text) {
            let at = self.words.number(text, word);
            if at as usize == self.last.len() {
                self.last.push(u32::MAX);
            }
            let last = &mut self.last[at as usize];
            if *last != number {
                *last = number;
                self.noted.push(at << 2 | place as u32);
            }
        }
    }
}

impl<'t> Postings<'t> {
    /// Adds the notes of later articles.
    fn add(&mut self, later: Notes<'t>) {
        let words = later.words.into_iter();
        let numbers: Vec<u32> = words
            .map(|word| self.words.number(word, 0..word.len()))
            .collect();
        self.lists.resize(self.words.met.len(), Vec::new());
        let mut noted = later.noted.into_iter();
        for (number, words) in later.articles {
            for note in noted.by_ref().take(words as usize) {
                let word = numbers[(note >> 2) as usize];
                self.lists[word as usize].push(number << 2 | note & 3);
            }
        }
    }
}

/// The rows of all articles, in the order of their keys.
pub fn rows_of(articles: &[Text], rules: &Rules, parallel: bool) -> Vec<Row> {
    let mut postings = Postings::default();
    if !parallel {
        postings.add(Notes::of(0, articles));
        let met = postings.words.met.iter().enumerate();
        let met = met.flat_map(|(at, word)| met_as(word, at, rules));
        return rows(met.collect(), &postings, false);
    }
    let stretches: Vec<Notes> = articles
        .par_chunks(STRETCH)
        .enumerate()
        .map(|(at, stretch)| Notes::of(at * STRETCH, stretch))
        .collect();
    stretches.into_iter().for_each(|later| postings.add(later));
    let met = postings.words.met.par_iter().enumerate();
    let met = met.flat_map_iter(|(at, word)| met_as(word, at, rules));
    rows(met.collect(), &postings, true)
}

/// A form that a written word is found by: its row, itself, and the word's place in the notes.
type Met = (String, String, String, usize);

fn met_as(word: &str, at: usize, rules: &Rules) -> impl Iterator<Item = Met> {
    let forms = forms(word, rules).into_iter();
    forms.map(move |form| (key(&form.form).to_string(), form.stem, form.form, at))
}

/// Forms with one stem and one key are one row.
fn rows(mut met: Vec<Met>, noted: &Postings, parallel: bool) -> Vec<Row> {
    if parallel {
        met.par_sort_unstable();
    } else {
        met.sort_unstable();
    }
    let same = |a: &Met, b: &Met| a.0 == b.0 && a.1 == b.1;
    let groups: Vec<&[Met]> = met.chunk_by(same).collect();
    let mut rows: Vec<Row> = if parallel {
        groups.into_par_iter().map(|met| row(met, noted)).collect()
    } else {
        groups.into_iter().map(|met| row(met, noted)).collect()
    };
    // keys are compared by a browser, which has its own order of letters
    rows.sort_by(|a, b| a.key.encode_utf16().cmp(b.key.encode_utf16()));
    rows
}

fn row(met: &[Met], noted: &Postings) -> Row {
    let mut forms: Vec<String> = met.iter().map(|(_, _, form, _)| form.clone()).collect();
    forms.dedup();
    let mut postings: Vec<u32> = Vec::new();
    for (_, _, _, at) in met {
        postings.extend(&noted.lists[*at]);
    }
    if met.len() > 1 {
        // the best place of an article first
        postings.sort_unstable_by_key(|posting| (posting >> 2, !(posting & 3)));
        postings.dedup_by_key(|posting| *posting >> 2);
    }
    Row {
        key: met.first().map(|met| met.0.clone()).unwrap_or_default(),
        forms,
        postings,
    }
}
