//! Makes the colons that begin a line text where they begin no definition: languages with a space
//! before a colon have such lines.

use super::ReadableText;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::definition_lines::{colon_lines, may_have_colon_line};
use crate::markdown::source::MarkdownSource;

/// Makes the colons of lines that are no definitions text. In a text without definitions, the
/// parser takes them for text anyway.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    if !may_have_colon_line(markdown) {
        return;
    }
    let lines = colon_lines(markdown);
    if !lines.iter().any(|line| line.is_definition) {
        return;
    }
    for line in lines.iter().filter(|line| !line.is_definition) {
        let at = source.start + line.colon;
        if !verbatim.contains(at) {
            readable.stand_in(at);
        }
    }
}
