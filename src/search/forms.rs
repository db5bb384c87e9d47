//! A word as it is written → the forms by which it is found, each with its stem.

use super::language::Rules;
use super::words::words;
use super::{LONGEST_WORD, fold};

/// A folded form, and the stem that it shares with others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub form: String,
    pub stem: String,
}

/// What a word of an article is found by. Mostly one form; none where nothing is left of it,
/// several where folding takes it apart (½ is 1 and 2).
pub fn forms(word: &str, rules: &Rules) -> Vec<Form> {
    // letters that fold to several are rare: bytes are measure enough
    if word.len() > 8 * LONGEST_WORD {
        return Vec::new();
    }
    let folded = fold(word);
    let bare = words(&folded).map(|word| rules.bare(word));
    let bare = bare.filter(|form| !form.is_empty() && form.chars().count() <= LONGEST_WORD);
    bare.map(|form| Form {
        stem: rules.stem(word, &form),
        form,
    })
    .collect()
}
