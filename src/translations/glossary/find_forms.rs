//! Finds forms of terms in a text: word by word, whatever their case, accents and plain plural.
//!
//! A form in capitals (`IA`) is found in capitals alone: other words look like it. Of forms that
//! overlap, the longest counts: a flea market is no flea. In scripts without spaces, a form may stand
//! anywhere.

use super::FormKind;
use crate::text::fold::fold;
use crate::text::text_length::is_of_script_without_spaces;
use std::collections::{BTreeMap, HashMap};

/// The forms of all terms in one language.
#[derive(Debug, Default)]
pub struct FormIndex {
    forms: Vec<Form>,
    /// The forms that begin with each word.
    by_first_word: HashMap<String, Vec<usize>>,
    /// The forms of scripts without spaces.
    unspaced: Vec<usize>,
}

#[derive(Debug)]
struct Form {
    term: usize,
    kind: FormKind,
    written: String,
    /// Never empty, but for scripts without spaces.
    words: Vec<FormWord>,
}

#[derive(Debug)]
struct FormWord {
    folded: String,
    /// Capitals as they are written, of a word that has nothing else.
    capitals: Option<String>,
}

/// The forms that a text has: the written form by term and kind.
#[derive(Debug, Default)]
pub struct FoundForms<'i>(BTreeMap<(FormKind, usize), &'i str>);

impl<'i> FoundForms<'i> {
    /// The term of each form of a kind that was found, and the form as the glossary writes it.
    pub fn terms(&self, kind: FormKind) -> impl Iterator<Item = (usize, &'i str)> {
        let of_kind = self.0.range((kind, 0)..=(kind, usize::MAX));
        of_kind.map(|((_, term), form)| (*term, *form))
    }

    /// The form of a term that was found.
    pub fn get(&self, kind: FormKind, term: usize) -> Option<&'i str> {
        self.0.get(&(kind, term)).copied()
    }
}

/// A word of a text.
struct TextWord<'t> {
    written: &'t str,
    /// The word without case and accents, and what it may be the plural of.
    bases: Vec<String>,
}

impl FormIndex {
    pub fn add(&mut self, term: usize, kind: FormKind, written: &str) {
        let at = self.forms.len();
        let is_unspaced = written.chars().any(is_of_script_without_spaces);
        let words: Vec<FormWord> = words(written).map(FormWord::new).collect();
        match words.first() {
            _ if is_unspaced => self.unspaced.push(at),
            Some(first) => {
                let forms = self.by_first_word.entry(first.folded.clone());
                forms.or_default().push(at);
            }
            None => return,
        }
        self.forms.push(Form {
            term,
            kind,
            written: written.to_string(),
            words,
        });
    }

    /// The forms in a text.
    pub fn find(&self, text: &str) -> FoundForms<'_> {
        let mut found = FoundForms::default();
        let text_words: Vec<TextWord> = words(text).map(TextWord::new).collect();
        let mut at = 0;
        while at < text_words.len() {
            at += self.find_longest(&text_words[at..], &mut found).max(1);
        }
        if !self.unspaced.is_empty() {
            let folded = fold(text);
            let forms = self.unspaced.iter().map(|at| &self.forms[*at]);
            for form in forms.filter(|form| folded.contains(&fold(&form.written))) {
                found.push(form);
            }
        }
        found
    }

    /// Adds the longest forms that the words begin with, and gives their length in words.
    fn find_longest<'i>(&'i self, words: &[TextWord], found: &mut FoundForms<'i>) -> usize {
        let forms = words[0].bases.iter();
        let forms = forms
            .filter_map(|base| self.by_first_word.get(base))
            .flatten();
        let forms = forms.map(|at| &self.forms[*at]);
        let forms: Vec<&Form> = forms.filter(|form| form.begins(words)).collect();
        let longest = forms.iter().map(|form| form.words.len()).max();
        let longest = longest.unwrap_or_default();
        for form in forms.iter().filter(|form| form.words.len() == longest) {
            found.push(form);
        }
        longest
    }
}

impl<'i> FoundForms<'i> {
    fn push(&mut self, form: &'i Form) {
        self.0
            .entry((form.kind, form.term))
            .or_insert(&form.written);
    }
}

impl Form {
    fn begins(&self, words: &[TextWord]) -> bool {
        self.words.len() <= words.len()
            && self.words.iter().zip(words).all(|(own, word)| own.is(word))
    }
}

impl FormWord {
    fn new(written: &str) -> FormWord {
        let letters = || written.chars().filter(|c| c.is_alphabetic());
        let is_capitals = letters().count() > 1 && letters().all(char::is_uppercase);
        FormWord {
            folded: fold(written),
            capitals: is_capitals.then(|| written.to_string()),
        }
    }

    fn is(&self, word: &TextWord) -> bool {
        let is_same_case = |capitals: &String| word.written.starts_with(capitals.as_str());
        word.bases.contains(&self.folded) && self.capitals.as_ref().is_none_or(is_same_case)
    }
}

impl<'t> TextWord<'t> {
    fn new(written: &'t str) -> TextWord<'t> {
        let folded = fold(written);
        let mut bases = Vec::with_capacity(2);
        for Plural { ending, singular } in PLURALS {
            let base = folded
                .strip_suffix(ending)
                .map(|stem| format!("{stem}{singular}"));
            bases.extend(base.filter(|base| !base.is_empty()));
        }
        bases.push(folded);
        TextWord { written, bases }
    }
}

/// How a plural ends, and its singular.
struct Plural {
    ending: &'static str,
    singular: &'static str,
}

/// Plain plurals of English, French, Spanish, Portuguese and their like.
const PLURALS: [Plural; 5] = [
    plural("s", ""),
    plural("es", ""),
    plural("x", ""),
    plural("ies", "y"),
    plural("aux", "al"),
];

const fn plural(ending: &'static str, singular: &'static str) -> Plural {
    Plural { ending, singular }
}

/// Stretches of letters and digits, with their accents.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_in_word =
        |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    text.split(move |c: char| !is_in_word(c))
        .filter(|word| !word.is_empty())
}
