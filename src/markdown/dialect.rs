//! Which Markdown a text is written in: CommonMark with what GFM adds, heading attributes, and
//! definition lists where a text has some.

use super::Source;
use crate::diagnostic::Diagnostic;
use pulldown_cmark::Options;
use std::ops::Range;

/// What is read besides CommonMark.
pub fn options(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let markdown = &source.text[source.start..];
    let is_definition = |line: &Range<usize>| markdown[line.start + 1..].starts_with([' ', '\t']);
    if !lines_with_colon(markdown).any(|line| is_definition(&line)) {
        return options;
    }
    // the parser takes any line that begins with a colon for a definition
    let others = lines_with_colon(markdown).filter(|line| !is_definition(line));
    for line in others {
        let message = "this line begins with a colon, and is read as a definition";
        let problem = Diagnostic::warning(source.path.clone(), message);
        let span = source.start + line.start..source.start + line.end;
        diagnostics.push(problem.at(span).hint("write `\\:` if it is none"));
    }
    options | Options::ENABLE_DEFINITION_LIST
}

/// A line ends with either, or with both (CommonMark 2.1).
const ENDS: [char; 2] = ['\n', '\r'];

/// Lines that begin with a colon, from there to their end; those of tables are none of them.
fn lines_with_colon(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    let begins = |at: &usize| {
        let before = markdown[..*at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(ENDS)
    };
    let colons = memchr::memchr_iter(b':', markdown.as_bytes());
    colons.filter(begins).filter_map(|at| {
        let line = markdown[at..].split(ENDS).next()?;
        let is_table = line.contains('|') && line.chars().all(|c| ":-| \t".contains(c));
        (!is_table).then_some(at..at + line.len())
    })
}
