//! Finds words in text, as they are written.
//!
//! Takes text, gives words or their byte ranges. The rule is simple, so that `search.js` can
//! repeat it: letters, digits and combining marks, an apostrophe between two of these, and `++`
//! or `#` at the end (C++, C#). Scripts without spaces between words (Chinese, Japanese, Thai,
//! Lao, Khmer, Burmese) have one word for each letter.

use crate::text::text_length::is_of_script_without_spaces;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    word_ranges(text).map(|word| &text[word])
}

/// Byte ranges of the words of a text. European letters are recognised by their bytes, without
/// decoding.
pub(super) fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// Class of a character, as far as its first byte shows it.
#[derive(Clone, Copy)]
enum FirstByte {
    /// An ASCII letter or digit.
    Letter,
    /// Two bytes, `À` to U+024F: a letter, but for `×` and `÷`.
    European,
    /// `'`
    Apostrophe,
    /// Another ASCII character, which separates words.
    Separator,
    Other,
}

static FIRST_BYTES: [FirstByte; 256] = {
    let mut table = [FirstByte::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => FirstByte::Letter,
            b'\'' => FirstByte::Apostrophe,
            0..0x80 => FirstByte::Separator,
            0xC3..=0xC9 => FirstByte::European,
            _ => FirstByte::Other,
        };
        byte += 1;
    }
    table
};

fn is_times_or_division(bytes: &[u8]) -> bool {
    bytes.starts_with("×".as_bytes()) || bytes.starts_with("÷".as_bytes())
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Start of the next word at or after `at`.
fn word_start(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        match FIRST_BYTES[usize::from(*bytes.get(at)?)] {
            FirstByte::Letter => return Some(at),
            FirstByte::Separator | FirstByte::Apostrophe => at += 1,
            FirstByte::European if is_times_or_division(&bytes[at..]) => at += 2,
            FirstByte::European => return Some(at),
            FirstByte::Other => match char_at(text, at)? {
                c if is_letter(c) => return Some(at),
                c => at += c.len_utf8(),
            },
        }
    }
}

/// End of the word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let (bytes, mut at) = (text.as_bytes(), start);
    while let Some(byte) = bytes.get(at) {
        match FIRST_BYTES[usize::from(*byte)] {
            FirstByte::Letter => at += 1,
            FirstByte::European if !is_times_or_division(&bytes[at..]) => at += 2,
            FirstByte::Separator | FirstByte::European => return signs_end(text, at),
            FirstByte::Apostrophe | FirstByte::Other => match char_at(text, at) {
                Some(c) if at == start && is_of_script_without_spaces(c) => {
                    return marks_end(text, at + c.len_utf8());
                }
                Some(c) if continues_word(text, at, c) => at += c.len_utf8(),
                _ => return at,
            },
        }
    }
    at
}

/// End of `++` or `#` at `at`, if it belongs to the word before; else `at`.
fn signs_end(text: &str, at: usize) -> usize {
    let signs = match &text.as_bytes()[at..] {
        [b'+', b'+', ..] => 2,
        [b'#', ..] => 1,
        _ => return at,
    };
    let letter_follows = char_at(text, at + signs).is_some_and(is_letter);
    if letter_follows { at } else { at + signs }
}

/// Whether a word continues with the character `c` at `at`.
fn continues_word(text: &str, at: usize, c: char) -> bool {
    let next = || char_at(text, at + c.len_utf8());
    let between =
        || next().is_some_and(|next| is_letter(next) && !is_of_script_without_spaces(next));
    // `ʼ` and `ʻ` are letters too: a word may begin or end with them
    (is_word_inner(c) && !is_of_script_without_spaces(c)) || (is_apostrophe(c) && between())
}

/// End of the combining marks after a letter that is a word by itself.
fn marks_end(text: &str, from: usize) -> usize {
    let mut rest = text[from..].char_indices();
    let end = rest.find(|(_, c)| is_letter(*c) || !is_word_inner(*c));
    end.map_or(text.len(), |(at, _)| from + at)
}

fn is_letter(c: char) -> bool {
    is_common_word_char(c).unwrap_or_else(|| c.is_alphanumeric())
}

/// Whether a character may stand inside a word: letters, combining marks, and invisible format
/// characters.
fn is_word_inner(c: char) -> bool {
    let looked_up = || {
        c.is_alphanumeric()
            || is_combining_mark(c)
            || c.general_category() == GeneralCategory::Format
    };
    is_common_word_char(c).unwrap_or_else(looked_up)
}

/// Whether a character that is frequent in European text may stand in a word; `None` for others,
/// which need the Unicode tables.
fn is_common_word_char(c: char) -> Option<bool> {
    match c {
        '\0'..='\u{7f}' => Some(c.is_ascii_alphanumeric()),
        '\u{a0}' | '«' | '»' | '×' | '÷' => Some(false),
        'À'..='\u{24f}' => Some(true),
        '\u{2010}'..='\u{2029}' | '\u{202f}'..='\u{205e}' => Some(false),
        _ => None,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_agree_with_the_unicode_tables() {
        for c in '\0'..=char::MAX {
            let format = c.general_category() == GeneralCategory::Format;
            let inner = c.is_alphanumeric() || is_combining_mark(c) || format;
            let found = is_common_word_char(c).unwrap_or(inner);
            assert!(
                found == inner
                    && (inner == c.is_alphanumeric() || is_common_word_char(c).is_none()),
                "{c:?}"
            );
        }
    }

    #[test]
    fn plus_signs_and_hashes_end_words() {
        let cut = |text| words(text).collect::<Vec<_>>();
        assert_eq!(cut("C++, C# et F#."), ["C++", "C#", "et", "F#"]);
        assert_eq!(
            cut("a#b #c C++17 1+1 d+"),
            ["a", "b", "c", "C", "17", "1", "1", "d"]
        );
    }

    #[test]
    fn first_bytes_agree_with_characters() {
        for c in '\0'..='\u{ffff}' {
            let found: Vec<String> = words(&c.to_string()).map(String::from).collect();
            assert_eq!(found.len(), usize::from(is_letter(c)), "{c:?}");
            let text = format!("a{c}b");
            let whole = is_apostrophe(c) || (is_word_inner(c) && !is_of_script_without_spaces(c));
            assert_eq!(words(&text).next() == Some(&text), whole, "{c:?}");
        }
    }
}
