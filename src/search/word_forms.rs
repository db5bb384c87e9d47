//! Converts a word as it is written to the normalised forms under which search finds it.
//!
//! Takes a word and the rules of its language, gives forms without case, accents and elided
//! articles, each with its stem.

use super::language_rules::LanguageRules;
use super::tokenizer::words;
use super::{MAX_WORD_LETTERS, fold};

/// A normalised form, and the stem that it shares with related forms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordForm {
    pub form: String,
    pub stem: String,
}

/// The forms of a word. Usually one; none when nothing is left of the word, several when
/// normalisation divides it (½ is 1 and 2).
pub(super) fn word_forms(word: &str, rules: &LanguageRules) -> Vec<WordForm> {
    // counting bytes is exact enough: few letters become several
    if word.len() > 8 * MAX_WORD_LETTERS {
        return Vec::new();
    }
    let folded = fold(word);
    words(&folded)
        .map(|word| rules.strip_affixes(word))
        .filter(|form| !form.is_empty() && form.chars().count() <= MAX_WORD_LETTERS)
        .map(|form| WordForm {
            stem: rules.stem(word, &form),
            form,
        })
        .collect()
}
