//! Hugo's shortcodes without a space, in a line of words: `{{<note>}}`. The parser takes what is
//! between the braces for a tag of HTML, which no reader sees.

use super::ReadableText;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::foreign_syntax;
use crate::markdown::source::MarkdownSource;

/// How such a shortcode begins.
const BEGINNING: &str = "{{<";

/// Makes the first `<` of every such shortcode text.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    for at in memchr::memchr_iter(b'{', markdown.as_bytes()) {
        if !markdown[at..].starts_with(BEGINNING) {
            continue;
        }
        let at = source.start + at;
        let after = source.text[at + BEGINNING.len()..].trim_start_matches('/');
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic())
            && foreign_syntax::length(&source.text[at..]).is_some();
        // on a line of its own it is a block already
        let is_inline = readable.text[at..].starts_with(BEGINNING);
        if is_tag && is_inline && !verbatim.contains(at) {
            readable.stand_in(at + BEGINNING.len() - 1);
        }
    }
}
