//! The Markdown dialect: CommonMark, GFM, heading attributes, and definition lists where a text
//! has some.

use super::definition_lines::has_definitions;
use super::source::MarkdownSource;
use pulldown_cmark::Options;

pub use super::definition_lines::LINE_ENDS;

/// The extensions of CommonMark that the parser reads in this text.
pub fn options(source: &MarkdownSource) -> Options {
    markdown_options(&source.text[source.start..])
}

/// The extensions of CommonMark that the parser reads in a text without front matter.
pub fn markdown_options(markdown: &str) -> Options {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    match has_definitions(markdown) {
        true => options | Options::ENABLE_DEFINITION_LIST,
        false => options,
    }
}
