//! Builds the rows of an index from the text of articles.
//!
//! Takes articles and the rules of their language, gives sorted rows. Batches of articles are
//! tokenised in parallel; then each distinct word is normalised and stemmed once. The number of
//! threads does not change the rows.

use super::html_text::for_each_text;
use super::language_rules::LanguageRules;
use super::tokenizer::word_ranges;
use super::word_forms::word_forms;
use super::{ArticleField, ArticleText, IndexRow, Posting, row_key};
use foldhash::fast::FixedState;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;

/// Articles in one batch.
const BATCH_ARTICLES: usize = 64;

/// Gives each distinct word a number, in the order in which words are met.
#[derive(Default)]
struct WordNumbers<'t> {
    words: Vec<&'t str>,
    /// Numbers of words of 1 to 16 bytes. Nearly all words are so short, and a number hashes
    /// faster than text.
    short: HashMap<u128, u32, FixedState>,
    long: HashMap<&'t str, u32, FixedState>,
}

/// The words of one batch of articles.
#[derive(Default)]
struct BatchWords<'t> {
    /// Words by their number in the batch.
    words: Vec<&'t str>,
    articles: Vec<BatchArticle>,
    /// Numbers of words and their best fields, article after article.
    postings: Vec<Posting>,
}

struct BatchArticle {
    number: u32,
    /// How many postings of the batch belong to the article.
    postings: usize,
}

/// State while a batch is tokenised.
#[derive(Default)]
struct BatchTokenizer<'t> {
    numbers: WordNumbers<'t>,
    /// The last article that contains each word, by word number.
    last_article: Vec<u32>,
    postings: Vec<Posting>,
}

/// Distinct words of all articles. Each has postings by ascending number of the article.
#[derive(Default)]
struct WordPostings<'t> {
    numbers: WordNumbers<'t>,
    postings: Vec<Vec<Posting>>,
}

/// A form of a written word. The order of the fields is the order of sorting: forms of one row
/// are neighbours.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct IndexedForm {
    key: String,
    stem: String,
    form: String,
    word_number: usize,
}

/// Builds the rows of all articles, sorted by key.
pub(super) fn build_rows(
    articles: &[ArticleText],
    rules: &LanguageRules,
    in_parallel: bool,
) -> Vec<IndexRow> {
    let mut all = WordPostings::default();
    if !in_parallel {
        all.add(BatchWords::new(0, articles));
        let words = all.numbers.words.iter().enumerate();
        let forms = words.flat_map(|(number, word)| indexed_forms(word, number, rules));
        return group_rows(forms.collect(), &all, false);
    }
    let batches: Vec<BatchWords> = articles
        .par_chunks(BATCH_ARTICLES)
        .enumerate()
        .map(|(at, batch)| BatchWords::new(at * BATCH_ARTICLES, batch))
        .collect();
    batches.into_iter().for_each(|batch| all.add(batch));
    let words = all.numbers.words.par_iter().enumerate();
    let forms = words.flat_map_iter(|(number, word)| indexed_forms(word, number, rules));
    group_rows(forms.collect(), &all, true)
}

impl<'t> WordNumbers<'t> {
    /// The number of the word at `range` in `text`; a new one for a new word.
    fn number(&mut self, text: &'t str, range: Range<usize>) -> u32 {
        let next = self.words.len() as u32;
        let word = &text[range.clone()];
        let number = match short_word(text.as_bytes(), range) {
            Some(short) => *self.short.entry(short).or_insert(next),
            None => *self.long.entry(word).or_insert(next),
        };
        if number == next {
            self.words.push(word);
        }
        number
    }
}

/// The bytes of a word as one number; `None` for a word longer than 16 bytes.
fn short_word(text: &[u8], range: Range<usize>) -> Option<u128> {
    let bytes = u32::try_from(range.len()).ok()?;
    if !(1..=16).contains(&bytes) {
        return None;
    }
    let unused = u128::BITS - 8 * bytes;
    // reading 16 bytes at once is faster: what follows the word is shifted out
    let number = match text[range.start..].first_chunk() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => text[range]
            .iter()
            .rfold(0, |number, byte| number << 8 | u128::from(*byte)),
    };
    Some(number << unused >> unused)
}

impl<'t> BatchWords<'t> {
    /// Tokenises articles, of which the first has the number `first`.
    fn new(first: usize, articles: &[ArticleText<'t>]) -> Self {
        let mut tokenizer = BatchTokenizer::default();
        let mut batch_articles = Vec::with_capacity(articles.len());
        for (number, article) in (first as u32..).zip(articles) {
            let before = tokenizer.postings.len();
            tokenizer.add_article(number, article);
            batch_articles.push(BatchArticle {
                number,
                postings: tokenizer.postings.len() - before,
            });
        }
        BatchWords {
            words: tokenizer.numbers.words,
            articles: batch_articles,
            postings: tokenizer.postings,
        }
    }
}

impl<'t> BatchTokenizer<'t> {
    /// Adds the fields from the most to the least important: a word that was met is not added
    /// again.
    fn add_article(&mut self, number: u32, article: &ArticleText<'t>) {
        self.add_text(number, ArticleField::Title, article.title);
        for heading in &article.headings {
            self.add_text(number, ArticleField::Heading, heading);
        }
        for summary in &article.summary {
            self.add_text(number, ArticleField::Summary, summary);
        }
        for_each_text(article.html, &mut |text| {
            self.add_text(number, ArticleField::Text, text);
        });
    }

    fn add_text(&mut self, article: u32, field: ArticleField, text: &'t str) {
        for range in word_ranges(text) {
            let word = self.numbers.number(text, range);
            if word as usize == self.last_article.len() {
                self.last_article.push(u32::MAX);
            }
            let last = &mut self.last_article[word as usize];
            if *last != article {
                *last = article;
                self.postings.push(Posting::new(word, field));
            }
        }
    }
}

impl<'t> WordPostings<'t> {
    /// Adds a batch whose articles follow those that were added before.
    fn add(&mut self, batch: BatchWords<'t>) {
        let words = batch.words.into_iter();
        let numbers: Vec<u32> = words
            .map(|word| self.numbers.number(word, 0..word.len()))
            .collect();
        self.postings.resize(self.numbers.words.len(), Vec::new());
        let mut postings = batch.postings.into_iter();
        for article in batch.articles {
            for posting in postings.by_ref().take(article.postings) {
                let word = numbers[posting.number() as usize];
                self.postings[word as usize].push(posting.with_number(article.number));
            }
        }
    }
}

fn indexed_forms(
    word: &str,
    word_number: usize,
    rules: &LanguageRules,
) -> impl Iterator<Item = IndexedForm> {
    let forms = word_forms(word, rules).into_iter();
    forms.map(move |form| IndexedForm {
        key: row_key(&form.form).to_string(),
        stem: form.stem,
        form: form.form,
        word_number,
    })
}

/// Groups forms with the same key and the same stem.
fn group_rows(mut forms: Vec<IndexedForm>, all: &WordPostings, in_parallel: bool) -> Vec<IndexRow> {
    if in_parallel {
        forms.par_sort_unstable();
    } else {
        forms.sort_unstable();
    }
    let is_same_row = |a: &IndexedForm, b: &IndexedForm| a.key == b.key && a.stem == b.stem;
    let groups: Vec<&[IndexedForm]> = forms.chunk_by(is_same_row).collect();
    let mut rows: Vec<IndexRow> = if in_parallel {
        groups
            .into_par_iter()
            .map(|forms| index_row(forms, all))
            .collect()
    } else {
        groups
            .into_iter()
            .map(|forms| index_row(forms, all))
            .collect()
    };
    // the browser compares keys, and JavaScript orders strings by UTF-16 units
    rows.sort_by(|a, b| a.key.encode_utf16().cmp(b.key.encode_utf16()));
    rows
}

fn index_row(group: &[IndexedForm], all: &WordPostings) -> IndexRow {
    let mut forms: Vec<String> = group.iter().map(|indexed| indexed.form.clone()).collect();
    forms.dedup();
    let mut postings: Vec<Posting> = Vec::new();
    for indexed in group {
        postings.extend(&all.postings[indexed.word_number]);
    }
    if group.len() > 1 {
        // the best field of an article comes first, and stays
        postings.sort_unstable_by_key(|posting| (posting.number(), !posting.field()));
        postings.dedup_by_key(|posting| posting.number());
    }
    IndexRow {
        key: group
            .first()
            .map(|indexed| indexed.key.clone())
            .unwrap_or_default(),
        forms,
        postings,
    }
}
