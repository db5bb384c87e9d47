//! The Markdown dialect: CommonMark, GFM, heading attributes, and definition lists where a text
//! has some.

use super::source::MarkdownSource;
use pulldown_cmark::Options;

/// The extensions of CommonMark that the parser reads in this text.
pub fn options(source: &MarkdownSource) -> Options {
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

/// Whether the author means a line that begins with a colon as a definition. With one such line
/// in a text, the parser takes all lines with a colon for definitions.
pub fn is_definition(line: &str) -> bool {
    line[1..].starts_with([' ', '\t'])
}

/// The characters that end a line, alone or together (CommonMark 2.1).
pub const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// Lines that begin with a colon, from the colon to the end of the line. Lines of tables do not
/// count.
fn lines_with_colon(markdown: &str) -> impl Iterator<Item = &str> {
    let begins_line = |at: &usize| {
        let before = markdown[..*at].trim_end_matches([' ', '\t', '>']);
        before.is_empty() || before.ends_with(LINE_ENDS)
    };
    let colons = memchr::memchr_iter(b':', markdown.as_bytes());
    colons.filter(begins_line).filter_map(|at| {
        let line = markdown[at..].split(LINE_ENDS).next()?;
        let is_table = line.contains('|') && line.chars().all(|c| ":-| \t".contains(c));
        (!is_table).then_some(line)
    })
}
