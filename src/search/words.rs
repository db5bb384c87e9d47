//! Words in text and in HTML, as they are written.
//!
//! The rule is plain so that a browser can repeat it: letters, digits and the marks on them,
//! and an apostrophe between two of these. Scripts that put no space between words (Chinese,
//! Japanese, Thai, Lao, Khmer, Burmese) have a word for each letter.

use memchr::{memchr, memchr2};
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The longest name of a character in HTML, about.
const ENTITY_BYTES: usize = 32;

/// The words of a plain text. Most of it is ASCII, which is told byte by byte.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = end_of(Ascii::Gap, text, at);
        while let c = text[at..].chars().next()?
            && !is_letter(c)
        {
            at = end_of(Ascii::Gap, text, at + c.len_utf8());
        }
        let start = at;
        at += word_end(&text[start..]);
        Some(&text[start..at])
    })
}

/// What a byte of ASCII is; there are none of it in other characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ascii {
    Letter,
    Gap,
    Other,
}

static ASCII: [Ascii; 256] = {
    let mut table = [Ascii::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = if (byte as u8).is_ascii_alphanumeric() {
            Ascii::Letter
        } else {
            Ascii::Gap
        };
        byte += 1;
    }
    table
};

/// Where a run of one kind of ASCII ends that begins at `from`.
fn end_of(kind: Ascii, text: &str, from: usize) -> usize {
    let rest = text.as_bytes()[from..].iter();
    from + rest
        .take_while(|byte| ASCII[usize::from(**byte)] == kind)
        .count()
}

/// Where the word ends that `text` begins with.
fn word_end(text: &str) -> usize {
    let letters = |from: usize| end_of(Ascii::Letter, text, from);
    let alone = text.chars().next().is_some_and(is_alone);
    let mut at = if alone {
        text.chars().next().map_or(0, char::len_utf8)
    } else {
        letters(0)
    };
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        let goes_on = match c {
            _ if alone => !is_letter(c) && is_inner(c),
            _ if is_apostrophe(c) => {
                let next = text[after..].chars().next();
                next.is_some_and(|next| is_letter(next) && !is_alone(next))
            }
            _ => is_inner(c) && !is_alone(c),
        };
        if !goes_on {
            return at;
        }
        at = if alone { after } else { letters(after) };
    }
    text.len()
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
    memchr(b';', bytes).map_or(&text[1..], |end| &text[end + 1..])
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
}
