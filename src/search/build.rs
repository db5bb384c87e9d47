//! Texts → rows: each article's words are noted in parallel, then each word that was met is
//! folded and stemmed once, however often it stands.

use super::forms::forms;
use super::language::Rules;
use super::words::{texts, words};
use super::{Place, Row, Text, key};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::collections::HashMap;

/// Articles that one thread notes at a time.
const STRETCH: usize = 64;

/// The words of some articles as they are written.
#[derive(Default)]
struct Notes<'t> {
    places: HashMap<&'t str, u32, FixedState>,
    words: Vec<&'t str>,
    /// By word: the last article that has it.
    last: Vec<u32>,
    /// Each article's number, and how many of its words are noted.
    articles: Vec<(u32, u32)>,
    /// Words, times four, and their best places, by article.
    noted: Vec<u32>,
}

/// Words, and by word the articles that have it, ascending: number times four and the best
/// place.
#[derive(Default)]
struct Postings<'t> {
    places: HashMap<&'t str, u32, FixedState>,
    words: Vec<(&'t str, Vec<u32>)>,
}

impl<'t> Notes<'t> {
    fn of(first: usize, articles: &[Text<'t>]) -> Self {
        let mut notes = Notes::default();
        for (number, text) in (first as u32..).zip(articles) {
            let before = notes.noted.len();
            notes.article(number, text);
            let words = notes.noted.len() - before;
            notes.articles.push((number, words as u32));
        }
        notes
    }

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
        for word in words(text) {
            let at = *self.places.entry(word).or_insert_with(|| {
                self.words.push(word);
                self.last.push(u32::MAX);
                (self.words.len() - 1) as u32
            });
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
        let place = |word: &'t str| {
            *self.places.entry(word).or_insert_with(|| {
                self.words.push((word, Vec::new()));
                (self.words.len() - 1) as u32
            })
        };
        let places: Vec<u32> = later.words.into_iter().map(place).collect();
        let mut noted = later.noted.into_iter();
        for (number, words) in later.articles {
            for note in noted.by_ref().take(words as usize) {
                let word = places[(note >> 2) as usize];
                let posting = number << 2 | note & 3;
                self.words[word as usize].1.push(posting);
            }
        }
    }
}

/// The rows of all articles, in the order of their keys.
pub fn rows_of(articles: &[Text], rules: &Rules, parallel: bool) -> Vec<Row> {
    let mut postings = Postings::default();
    if !parallel {
        postings.add(Notes::of(0, articles));
        let met = postings.words.iter().enumerate();
        let met = met.flat_map(|(at, (word, _))| met_as(word, at, rules));
        return rows(met.collect(), &postings, false);
    }
    let stretches: Vec<Notes> = articles
        .par_chunks(STRETCH)
        .enumerate()
        .map(|(at, stretch)| Notes::of(at * STRETCH, stretch))
        .collect();
    stretches.into_iter().for_each(|later| postings.add(later));
    let met = postings.words.par_iter().enumerate();
    let met = met.flat_map_iter(|(at, (word, _))| met_as(word, at, rules));
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
        postings.extend(&noted.words[*at].1);
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
