//! The Markdown dialect: CommonMark, GFM, heading attributes, and definition lists where a text
//! has some.

use super::readable_text::has_definitions;
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
    match has_definitions(&source.text[source.start..]) {
        true => options | Options::ENABLE_DEFINITION_LIST,
        false => options,
    }
}

/// The characters that end a line, alone or together (CommonMark 2.1).
pub const LINE_ENDS: [char; 2] = ['\n', '\r'];
