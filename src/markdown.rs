//! Parses the Markdown of one article into a [`Body`]: HTML with slots, headings, links and
//! plain text.
//!
//! [`parse`] takes the text of one file and the rules of its language. It never reads the disk
//! and knows no other file. Where the HTML depends on the rest of the site (the URL of an
//! article, a string of the theme), it leaves a [`Slot`].

mod autolinks;
mod body;
mod callout;
mod code_block;
mod code_highlighting;
mod collect_evidence;
mod control_chars;
mod definition_lines;
mod embed;
mod emoji_spans;
mod event_strings;
mod footnotes;
mod foreign_syntax;
mod html_buffer;
mod html_escape;
mod html_writer;
mod link_destination;
mod marks_in_fields;
mod merge_conflict;
mod more_comment;
mod outbound_links;
mod parser_options;
mod raw_html;
mod read_sections;
mod readable_text;
mod section_evidence;
mod source;
mod tag_facts;
#[cfg(test)]
mod tests;
mod tokens;
mod typeset;

pub use autolinks::bare_addresses;
pub use body::{Body, Heading, Link, Slot, SlotKind, ThemeStringKey};
pub use code_block::CodeBlock;
pub use code_highlighting::Grammars;
pub use embed::{Embed, EmbedKind, EmbedTitle, Service};
pub use emoji_spans::title_html;
pub use foreign_syntax::find as find_foreign_syntax;
pub use html_escape::{push_attribute, push_text};
pub use html_writer::FOREIGN_START;
pub use link_destination::{Destination, destination, web_url};
pub use marks_in_fields::without_marks;
pub use outbound_links::outbound_links;
pub use parser_options::markdown_options;
pub use read_sections::{SectionSink, read_sections};
pub use section_evidence::{BLOCK_KINDS, CountedBlock, MARK_KINDS, MarkKind, SectionEvidence};
pub use source::MarkdownSource;

use crate::diagnostic::{Diagnostic, DiagnosticSink};
use merge_conflict::merge_conflict;
use readable_text::{ReadableText, readable};
use tokens::Token;

/// Parses one file's Markdown into a [`Body`]. Never fails: unsupported syntax stays in the
/// text as it is written, and a diagnostic says so.
pub fn parse(source: &MarkdownSource) -> (Body, Vec<Diagnostic>) {
    let mut diagnostics = DiagnosticSink::default();
    diagnostics.extend(merge_conflict(source));
    let readable = readable(source, &mut diagnostics);
    let mut tokens = checked_tokens(source, &readable, &mut diagnostics);
    if let Some(style) = &source.style {
        typeset::typeset(style, &mut tokens);
    }
    let body = html_writer::write(source, &tokens, &mut diagnostics);
    (body, diagnostics.into_vec())
}

/// The tokens of a text, its raw HTML checked.
fn checked_tokens<'a>(
    source: &MarkdownSource,
    readable: &'a ReadableText,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Token<'a>> {
    let tokens = tokens::tokens(source, readable, diagnostics);
    raw_html::check(source, tokens, diagnostics)
}
