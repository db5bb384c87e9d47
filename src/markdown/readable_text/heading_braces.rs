//! Words in braces at the end of a heading: `## {verb} {object}`. They are no attributes, which
//! begin with `#` or `.`, or have a `=`; so they are text.

use super::ReadableText;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::parser_options::LINE_ENDS;
use crate::markdown::source::MarkdownSource;

/// Makes the last brace of such headings text.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    for close in memchr::memchr_iter(b'}', markdown.as_bytes()) {
        let is_space = |c: char| c.is_whitespace() && !LINE_ENDS.contains(&c);
        let after = markdown[close + 1..].trim_start_matches(is_space);
        if !after.is_empty() && !after.starts_with(LINE_ENDS) {
            continue;
        }
        let line_start = memchr::memrchr2(b'\n', b'\r', &markdown.as_bytes()[..close]);
        let line_start = line_start.map_or(0, |end| end + 1);
        let text = &markdown[line_start..=close];
        let Some(brace) = words_in_braces(text) else {
            continue;
        };
        let line_start = source.start + line_start;
        let is_heading = text.trim_start_matches([' ', '>']).starts_with('#')
            || (!text.starts_with('[') && is_underline(line_below(after)));
        if is_heading && !verbatim.contains(line_start + brace) {
            readable.stand_in(line_start + brace);
        }
    }
}

/// The line below another one, whose end `after` begins with.
fn line_below(after: &str) -> &str {
    let below = after.strip_prefix("\r\n").or(after.strip_prefix(LINE_ENDS));
    below
        .unwrap_or_default()
        .split(LINE_ENDS)
        .next()
        .unwrap_or_default()
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
