//! Finds the text between the tags of an article's HTML, without a full parser.
//!
//! Takes the HTML of a `Body`, in which `markdown/` has left no comment, and no element in which
//! tags are text but scripts and styles; gives the text in pieces, without copying.

use crate::markdown::FOREIGN_START;
use crate::text::html_tags::tag_length;
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// Length of the longest character reference that is recognised, such as `&eacute;`.
const MAX_REFERENCE_BYTES: usize = 32;

/// Calls `take` for each piece of text. Character references separate pieces. Scripts, styles
/// and the syntax of other programs are skipped.
pub(super) fn for_each_text<'h>(html: &'h str, take: &mut impl FnMut(&'h str)) {
    let mut rest = html;
    while let Some(at) = memchr2(b'<', b'&', rest.as_bytes()) {
        take(&rest[..at]);
        let special = &rest[at..];
        rest = if special.starts_with('&') {
            after_character_reference(special)
        } else {
            after_tag(special)
        };
    }
    take(rest);
}

/// The text of an article as a reader sees it, for excerpts: at most so many characters, with a
/// space between paragraphs. Scripts, styles and the syntax of other programs are skipped.
pub fn plain_text(html: &str, max_chars: usize) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = memchr(b'<', rest.as_bytes()) {
        push_words(&mut text, &rest[..at]);
        if !is_inline(&rest[at..]) {
            push_space(&mut text);
        }
        rest = after_tag(&rest[at..]);
    }
    push_words(&mut text, rest);
    text.truncate(text.trim_end_matches(' ').len());
    // a character has one byte or more
    if text.len() > max_chars
        && let Some((end, _)) = text.char_indices().nth(max_chars)
    {
        text.truncate(end);
    }
    text
}

/// Appends words between tags, with one space between two of them. No-break spaces stay.
fn push_words(text: &mut String, html: &str) {
    let words = match memchr(b'&', html.as_bytes()) {
        Some(_) => htmlize::unescape(html),
        None => Cow::Borrowed(html),
    };
    if has_single_spaces(words.as_bytes()) && !(words.starts_with(' ') && text.ends_with(' ')) {
        text.push_str(match text.is_empty() {
            true => words.trim_start_matches(' '),
            false => &words,
        });
        return;
    }
    if words.starts_with(|c: char| c.is_ascii_whitespace()) {
        push_space(text);
    }
    for word in words.split_ascii_whitespace() {
        text.push_str(word);
        push_space(text);
    }
    if !words.ends_with(|c: char| c.is_ascii_whitespace()) {
        text.truncate(text.trim_end_matches(' ').len());
    }
}

/// Whether the only white space is single spaces: so it is in most texts. A fold over all bytes is
/// faster than an early stop.
fn has_single_spaces(bytes: &[u8]) -> bool {
    let Some((_, others)) = bytes.split_first() else {
        return true;
    };
    let is_control = |byte: &u8| u8::from(*byte < b' ');
    let is_double = |one: &u8, next: &u8| u8::from(*one == b' ') & u8::from(*next == b' ');
    let controls = bytes.iter().fold(0, |any, byte| any | is_control(byte));
    let pairs = bytes[..others.len()].iter().zip(others);
    let doubles = pairs.fold(0, |any, (one, next)| any | is_double(one, next));
    controls | doubles == 0
}

/// Appends a space, unless one stands there already.
fn push_space(text: &mut String) {
    if !text.is_empty() && !text.ends_with(' ') {
        text.push(' ');
    }
}

/// Letters of the longest name of an inline element.
const LONGEST_INLINE: usize = 6;

/// Whether the tag at the start stands within a line of text.
fn is_inline(html: &str) -> bool {
    let tag = &html.as_bytes()[1..];
    let name = tag.strip_prefix(b"/").unwrap_or(tag).iter();
    let name = name.take_while(|byte| byte.is_ascii_alphanumeric());
    let mut lower = [0; LONGEST_INLINE + 1];
    let mut length = 0;
    for (letter, byte) in lower.iter_mut().zip(name) {
        *letter = byte.to_ascii_lowercase();
        length += 1;
    }
    #[rustfmt::skip]
    let is_inline = matches!(
        &lower[..length],
        b"a" | b"abbr" | b"b" | b"bdi" | b"bdo" | b"cite" | b"code" | b"del" | b"dfn" | b"em" | b"i"
            | b"ins" | b"kbd" | b"mark" | b"q" | b"s" | b"small" | b"span" | b"strong" | b"sub"
            | b"sup" | b"u"
    );
    is_inline
}

fn after_character_reference(text: &str) -> &str {
    let bytes = &text.as_bytes()[..text.len().min(MAX_REFERENCE_BYTES)];
    let end = memchr(b';', bytes).filter(|end| {
        let name = &bytes[1..*end];
        name.iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
    });
    end.map_or(&text[1..], |end| &text[end + 1..])
}

/// The rest after the tag at the start; for a script, a style, or the syntax of another program also
/// after its content.
fn after_tag(html: &str) -> &str {
    let rest = &html[tag_length(html)..];
    if html.starts_with(FOREIGN_START) {
        return find_ignoring_case(rest, "</span>").map_or("", |at| &rest[at..]);
    }
    for name in ["script", "style"] {
        let tag_name = html.get(1..=name.len());
        if tag_name.is_some_and(|tag_name| tag_name.eq_ignore_ascii_case(name)) {
            let end_tag = format!("</{name}");
            return find_ignoring_case(rest, &end_tag).map_or("", |at| &rest[at..]);
        }
    }
    rest
}

fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let mut windows = text.as_bytes().windows(needle.len());
    windows.position(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}
