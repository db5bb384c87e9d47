//! Words in text and in HTML, as they are written.
//!
//! The rule is plain so that a browser can repeat it: letters, digits and the marks on them,
//! an apostrophe between two of these, and `++` or `#` at their end (C++, C#). Scripts that put no space between words (Chinese,
//! Japanese, Thai, Lao, Khmer, Burmese) have a word for each letter.

use memchr::{memchr, memchr2};
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The longest name of a character in HTML, about.
const ENTITY_BYTES: usize = 32;

/// The words of a plain text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    word_ranges(text).map(|word| &text[word])
}

/// Where they are, in bytes. European letters are told by their bytes.
pub fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = word_start(text, at)?;
        at = word_end(text, start);
        Some(start..at)
    })
}

/// What a byte says of the character that begins with it.
#[derive(Clone, Copy)]
enum First {
    /// An ASCII letter or digit.
    Letter,
    /// Two bytes, `À` to U+024F: a letter, but for `×` and `÷`.
    European,
    /// `'`
    Apostrophe,
    /// Other ASCII.
    Gap,
    Other,
}

static FIRST: [First; 256] = {
    let mut table = [First::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => First::Letter,
            b'\'' => First::Apostrophe,
            0..0x80 => First::Gap,
            0xC3..=0xC9 => First::European,
            _ => First::Other,
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

/// Where the next word begins at or after `at`.
fn word_start(text: &str, mut at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    loop {
        match FIRST[usize::from(*bytes.get(at)?)] {
            First::Letter => return Some(at),
            First::Gap | First::Apostrophe => at += 1,
            First::European if is_times_or_division(&bytes[at..]) => at += 2,
            First::European => return Some(at),
            First::Other => match char_at(text, at)? {
                c if is_letter(c) => return Some(at),
                c => at += c.len_utf8(),
            },
        }
    }
}

/// Where the word ends that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let (bytes, mut at) = (text.as_bytes(), start);
    while let Some(byte) = bytes.get(at) {
        match FIRST[usize::from(*byte)] {
            First::Letter => at += 1,
            First::European if !is_times_or_division(&bytes[at..]) => at += 2,
            First::Gap | First::European => return signs_end(text, at),
            First::Apostrophe | First::Other => match char_at(text, at) {
                Some(c) if at == start && is_alone(c) => return marks_end(text, at + c.len_utf8()),
                Some(c) if goes_on(text, at, c) => at += c.len_utf8(),
                _ => return at,
            },
        }
    }
    at
}

/// Where `++` or `#` ends that a word is written with, if one stands at `at`.
fn signs_end(text: &str, at: usize) -> usize {
    let signs = match &text.as_bytes()[at..] {
        [b'+', b'+', ..] => 2,
        [b'#', ..] => 1,
        _ => return at,
    };
    let goes_on = char_at(text, at + signs).is_some_and(is_letter);
    if goes_on { at } else { at + signs }
}

/// Whether a word goes on with the character at `at`.
fn goes_on(text: &str, at: usize, c: char) -> bool {
    let next = || char_at(text, at + c.len_utf8());
    let between = || next().is_some_and(|next| is_letter(next) && !is_alone(next));
    // `ʼ` and `ʻ` are letters too: a word may begin or end with them
    (is_inner(c) && !is_alone(c)) || (is_apostrophe(c) && between())
}

/// Where the marks end that stand on a letter which is a word of its own.
fn marks_end(text: &str, from: usize) -> usize {
    let mut rest = text[from..].char_indices();
    let end = rest.find(|(_, c)| is_letter(*c) || !is_inner(*c));
    end.map_or(text.len(), |(at, _)| from + at)
}

/// Hands out every stretch of text between the tags of `html`. Characters that are written by
/// name end a stretch; comments, scripts and styles are no text.
pub fn texts<'h>(html: &'h str, take: &mut impl FnMut(&'h str)) {
    let mut rest = html;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        take(&rest[..at]);
        let special = &rest[at..];
        rest = if special.starts_with('&') {
            after_entity(special)
        } else {
            after_tag(special)
        };
    }
    take(rest);
}

fn after_entity(text: &str) -> &str {
    let bytes = &text.as_bytes()[..text.len().min(ENTITY_BYTES)];
    let end = memchr(b';', bytes).filter(|end| {
        let name = &bytes[1..*end];
        name.iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
    });
    end.map_or(&text[1..], |end| &text[end + 1..])
}

fn after_tag(html: &str) -> &str {
    if html.starts_with("<!--") {
        return html.find("-->").map_or("", |end| &html[end + 3..]);
    }
    let rest = &html[tag_end(html)..];
    for name in ["script", "style"] {
        let own = html.get(1..=name.len());
        if own.is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            let end = format!("</{name}");
            return find_caseless(rest, &end).map_or("", |at| &rest[at..]);
        }
    }
    rest
}

fn find_caseless(text: &str, wanted: &str) -> Option<usize> {
    let windows = text.as_bytes().windows(wanted.len());
    let mut windows = windows.enumerate();
    let found = windows.find(|(_, window)| window.eq_ignore_ascii_case(wanted.as_bytes()));
    found.map(|(at, _)| at)
}

/// After the first `>` that is not inside quotes.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

fn is_letter(c: char) -> bool {
    plainly(c).unwrap_or_else(|| c.is_alphanumeric())
}

/// What may stand in a word but not begin it: marks, and signs without a width.
fn is_inner(c: char) -> bool {
    let looked_up = || {
        c.is_alphanumeric()
            || is_combining_mark(c)
            || c.general_category() == GeneralCategory::Format
    };
    plainly(c).unwrap_or_else(looked_up)
}

/// Whether a character that European texts are full of stands in words, which needs no table.
fn plainly(c: char) -> Option<bool> {
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

/// Whether a letter is a word of its own, as its script puts no space between words.
fn is_alone(c: char) -> bool {
    c >= '\u{E00}'
        && matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_no_table_is_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            let format = c.general_category() == GeneralCategory::Format;
            let inner = c.is_alphanumeric() || is_combining_mark(c) || format;
            let found = plainly(c).unwrap_or(inner);
            assert!(
                found == inner && (inner == c.is_alphanumeric() || plainly(c).is_none()),
                "{c:?}"
            );
        }
    }

    #[test]
    fn signs_end_the_names_of_languages() {
        let cut = |text| words(text).collect::<Vec<_>>();
        assert_eq!(cut("C++, C# et F#."), ["C++", "C#", "et", "F#"]);
        assert_eq!(
            cut("a#b #c C++17 1+1 d+"),
            ["a", "b", "c", "C", "17", "1", "1", "d"]
        );
    }

    #[test]
    fn bytes_say_what_characters_do() {
        for c in '\0'..='\u{ffff}' {
            let alone: Vec<String> = words(&c.to_string()).map(String::from).collect();
            assert_eq!(alone.len(), usize::from(is_letter(c)), "{c:?}");
            let text = format!("a{c}b");
            let whole = is_apostrophe(c) || (is_inner(c) && !is_alone(c));
            assert_eq!(words(&text).next() == Some(&text), whole, "{c:?}");
        }
    }
}
