//! Turns the HTML of other programs into Griot's Markdown, word for word.
//!
//! Takes a tree of HTML and somebody who knows addresses; gives Markdown, and notes on what was
//! changed with their lines. What Markdown does not have stays HTML. Pure: opens no file.

mod blocks;
mod code;
mod escape_text;
mod footnotes;
mod html_tree;
mod inline;
mod inline_pieces;
mod lists;
mod media;
mod media_addresses;
mod nesting;
mod note;
mod parse_html;
mod raw_html;
mod tables;
#[cfg(test)]
mod tests;
mod tree_sink;
mod writer;

pub use html_tree::{Attribute, Element, HtmlTree, Node, NodeId, NodeKind};
pub use inline::is_script;
pub use media_addresses::{background_picture, picture_address};
pub use note::{Note, NoteKind};

use writer::{NOTE_END, NOTE_START, Writer};

/// Knows where the addresses of a text lead after the move.
pub trait Addresses {
    /// The target of a link.
    fn link(&self, address: &str) -> String;

    /// The place of a picture, a video or a sound.
    fn media(&self, address: &str) -> MediaPlace;

    /// Whether an address is that of a picture, or of the page that WordPress makes for one.
    fn is_picture(&self, address: &str) -> bool;
}

/// Where a picture, a video or a sound is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MediaPlace {
    /// At an address or a path.
    At(String),
    /// Not copied, though it should have been; the address is the old one.
    Missing(String),
}

/// How a text is converted.
#[derive(Debug, Clone, Default)]
pub struct ConvertOptions {
    /// Whether line breaks in the text are what readers see, and empty lines end paragraphs.
    pub typed_breaks: bool,
    /// The footnotes of the text that are kept beside it.
    pub footnotes: Vec<SourceFootnote>,
}

/// A footnote that an export keeps beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFootnote {
    /// The id that the text refers to.
    pub id: String,
    /// The note as HTML.
    pub html: String,
}

/// A text as Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Converted {
    /// The text, with a line break at its end unless it is empty.
    pub markdown: String,
    /// What was changed, with lines of `markdown`.
    pub notes: Vec<Note>,
}

/// Converts a tree.
pub fn convert(tree: &HtmlTree, addresses: &dyn Addresses, options: &ConvertOptions) -> Converted {
    let mut writer = Writer::new(tree, addresses, options);
    let mut markdown = writer.document();
    if !markdown.is_empty() {
        markdown.push('\n');
    }
    let written = writer.take_notes(&markdown);
    Converted {
        markdown: written.text,
        notes: written.notes,
    }
}

/// Converts HTML that is nested too deeply for a parser: its words, without any element.
pub fn convert_words(html: &str) -> Converted {
    let mut words = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words.push_str(&rest[..at]);
        words.push('\n');
        let end = rest[at..].find('>');
        rest = end.map_or("", |end| &rest[at + end + 1..]);
    }
    words.push_str(rest);
    let words = htmlize::unescape(&words);
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines = lines.map(|line| {
        let escaped = escape_text::escape_text(line, escape_text::TextPlace::Paragraph);
        escape_text::escape_line_starts(&escaped)
    });
    let note = Note {
        line: 1,
        kind: NoteKind::TooDeep,
        detail: String::new(),
    };
    Converted {
        markdown: lines.collect::<Vec<_>>().join("\n\n") + "\n",
        notes: vec![note],
    }
}

/// Removes the characters that no text may hold because notes use them.
pub fn without_note_signs(html: &str) -> String {
    html.replace([NOTE_START, NOTE_END], "")
}
