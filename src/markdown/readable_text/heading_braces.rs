//! Words in braces at the end of a heading: `## {verb} {object}`. They are no attributes, which
//! begin with `#` or `.`, or have a `=`; so they are text.

use super::ReadableText;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::parser_options::LINE_ENDS;
use crate::markdown::source::MarkdownSource;

/// Makes the last brace of such headings text.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    if !markdown.contains('}') {
        return;
    }
    let mut start = source.start;
    for line in markdown.split_inclusive(LINE_ENDS) {
        let line_start = start;
        start += line.len();
        let text = line.trim_end();
        let Some(brace) = words_in_braces(text) else {
            continue;
        };
        let is_heading = text.trim_start_matches([' ', '>']).starts_with('#')
            || (!text.starts_with('[') && is_underline(line_below(line, &source.text[start..])));
        if is_heading && !verbatim.contains(line_start + brace) {
            readable.stand_in(line_start + brace);
        }
    }
}

/// The line below another one, which ends in a `\r` where its line end has two characters.
fn line_below<'t>(line: &str, after: &'t str) -> &'t str {
    let after = match line.ends_with('\r') {
        true => after.strip_prefix('\n').unwrap_or(after),
        false => after,
    };
    after.split(LINE_ENDS).next().unwrap_or_default()
}

/// Whether a line makes a heading of the text above (CommonMark 4.3).
fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && ["-", "="]
            .iter()
            .any(|mark| line.trim_start_matches(mark).is_empty())
}

/// The byte of the last brace of a line, when the words in it are no attributes.
fn words_in_braces(line: &str) -> Option<usize> {
    let before = line.strip_suffix('}')?;
    let brace = before.rfind('{')?;
    let words = &before[brace + 1..];
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
    let is_escaped = before[..brace].ends_with('\\');
    (!is_escaped && !words.starts_with(':') && !words.split_whitespace().any(is_attribute))
        .then_some(brace)
}
