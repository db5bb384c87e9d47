//! Which Markdown a text is written in: CommonMark with what GFM adds, heading attributes, and
//! definition lists where a text has some.

use super::Source;
use pulldown_cmark::Options;

/// What is read besides CommonMark.
pub fn options(source: &Source) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let markdown = &source.text[source.start..];
    if lines_with_colon(markdown).any(is_definition) {
        options | Options::ENABLE_DEFINITION_LIST
    } else {
        options
    }
}

/// Whether a line that begins with a colon is meant as a definition. Where some are, the parser
/// takes all of them for one.
pub fn is_definition(line: &str) -> bool {
    line[1..].starts_with([' ', '\t'])
}

/// A line ends with either, or with both (CommonMark 2.1).
pub const ENDS: [char; 2] = ['\n', '\r'];

/// Lines that begin with a colon, from there to their end; those of tables are none of them.
fn lines_with_colon(markdown: &str) -> impl Iterator<Item = &str> {
    let begins = |at: &usize| {
        let before = markdown[..*at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(ENDS)
    };
    let colons = memchr::memchr_iter(b':', markdown.as_bytes());
    colons.filter(begins).filter_map(|at| {
        let line = markdown[at..].split(ENDS).next()?;
        let is_table = line.contains('|') && line.chars().all(|c| ":-| \t".contains(c));
        (!is_table).then_some(line)
    })
}
