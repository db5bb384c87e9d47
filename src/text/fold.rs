//! Folds a text into a key to compare by: without case, or without case and accents.

use super::latin_to_ascii::{is_latin, to_ascii};
use super::normalize::is_shape_selector;
use icu_casemap::CaseMapper;
use std::iter;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

#[cfg(test)]
mod tests;

/// `text` without case and in one form of its accents: equal for two texts that are canonical
/// caseless matches (Unicode 17, 3.13, D145). Folds fully: "ß" and "ss" are equal, and so are
/// "Σ", "σ" and "ς".
pub fn case_fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let decomposed: String = text.nfd().collect();
    let folded = CaseMapper::new().fold_string(&decomposed);
    folded.nfd().collect()
}

/// `text` without case, accents, invisible characters and kinds of apostrophe; each stretch of
/// white space becomes one space, none at either end. "Sécurité", "SECURITE" and their NFD forms
/// give the same key. Letters of all scripts stay, and so do marks that are vowels or consonants
/// (Devanagari, Thai, kana), not accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_chars(text.chars(), text.len());
    }
    let without_accents = text.nfkd().filter(|&c| !is_accent(c));
    fold_chars(without_accents, text.len()).nfc().collect()
}

/// The name of a tag, a category or an author as a key to compare by: [`fold`], and hyphens,
/// dashes and quotation marks count as spaces. "Open Source" and "open-source" give the same key.
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let is_space = |c: char| c == ' ' || "-_‐‑–—\"«»“”„‚‹›「」『』".contains(c);
    let words = folded.split(is_space).filter(|word| !word.is_empty());
    let key = words.collect::<Vec<_>>().join(" ");
    if key.is_empty() { folded } else { key }
}

/// Folds characters that hold no accents.
fn fold_chars(chars: impl Iterator<Item = char>, length: usize) -> String {
    let mut key = String::with_capacity(length);
    for c in chars {
        match c {
            _ if c.is_whitespace() => {
                if !key.is_empty() && !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            '\0'..='\x7F' => key.push(c.to_ascii_lowercase()),
            '’' | '‘' | 'ʼ' | 'ʻ' => key.push('\''),
            _ if is_shape_selector(c) || c.general_category() == GeneralCategory::Format => {}
            _ => push_folded(&mut key, c),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Appends the letter or sign `c`, which is no accent, without its case. One character is enough:
/// those that fold to several are decomposed already, or Latin.
fn push_folded(key: &mut String, c: char) {
    match to_ascii(c).filter(|_| is_latin(c)) {
        Some(ascii) => key.push_str(&ascii.to_ascii_lowercase()),
        None => {
            let folded = CaseMapper::new().simple_fold(c);
            key.extend(iter::once(folded).nfkd().filter(|&c| !is_accent(c)));
        }
    }
}

/// Whether `c` is a mark that hurried writers omit: a Latin, Greek or Cyrillic accent, an Arabic
/// or Hebrew vowel point.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}')
}
