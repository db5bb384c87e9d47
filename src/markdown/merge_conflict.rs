//! Merge conflicts in the text of an article.

use super::parser_options::options;
use super::source::MarkdownSource;
use crate::diagnostic::{Diagnostic, conflict_lines};
use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

const OPENING: &str = "<<<<<<<";
const CLOSING: &str = ">>>>>>>";

/// The error for a conflict that git left in the text. A line of `=` alone may underline a
/// heading, and code may show a conflict: only a line that opens one counts, outside of code,
/// with one that closes it below.
pub fn merge_conflict(source: &MarkdownSource) -> Option<Diagnostic> {
    let markdown = &source.text[source.start..];
    memmem::find(markdown.as_bytes(), OPENING.as_bytes())?;
    let lines: Vec<Range<usize>> = conflict_lines(markdown).collect();
    let has = |line: &Range<usize>, marker: &str| markdown[line.clone()].starts_with(marker);
    let last = lines.iter().rfind(|line| has(line, CLOSING))?;
    let opening = lines
        .iter()
        .filter(|line| has(line, OPENING) && line.start < last.start);
    let code = code_blocks(source, markdown);
    let is_code = |at: usize| code.iter().any(|block| block.contains(&at));
    let line = opening.into_iter().find(|line| !is_code(line.start))?;
    let line = source.start + line.start..source.start + line.end;
    Some(Diagnostic::merge_conflict(source.path.clone(), line))
}

fn code_blocks(source: &MarkdownSource, markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(markdown, options(source)).into_offset_iter();
    let blocks = events.filter_map(|(event, place)| {
        matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(place)
    });
    blocks.collect()
}
