//! The parts of raw HTML that the tokenizer finds.

use std::ops::Range;

/// A part of raw HTML.
#[derive(Debug)]
pub struct Markup {
    /// Bytes of the raw HTML.
    pub range: Range<usize>,
    pub kind: MarkupKind,
}

/// What a part of raw HTML is to a browser.
#[derive(Debug)]
pub enum MarkupKind {
    /// Text with character references.
    Text,
    /// Text without character references, as in CDATA.
    PlainText,
    /// The content of a script or a style sheet.
    Code,
    /// Text that a browser never shows: the content of a frame.
    Unseen,
    Start(StartTag),
    /// The end tag of the element with this name, in lower case.
    End(String),
    /// A comment of the author.
    Comment,
    /// A comment to a browser, and not to the author: `<?php … ?>`.
    BogusComment,
    /// HTML that is shown as text, because a browser could read it in more than one way.
    Unclear(UnclearHtml),
}

/// Why HTML is shown as text.
#[derive(Debug)]
pub enum UnclearHtml {
    /// A tag that never ends, or that holds Markdown.
    UnfinishedTag,
    /// The start tag of an element that never ends, ends below Markdown, or holds HTML that it
    /// cannot hold.
    UnfinishedElement(String),
    /// The start tag of an element that has no use in an article.
    UnsupportedElement(String),
    UnfinishedComment,
    /// More than a browser can be asked to read.
    TooMuch,
}

/// The start tag of an element.
#[derive(Debug)]
pub struct StartTag {
    /// The name in lower case.
    pub name: String,
    /// The name as it is written.
    pub written_name: String,
    pub attributes: Vec<TagAttribute>,
    /// Whether the tag ends with `/>`.
    pub is_self_closing: bool,
    /// Whether the element is one of SVG or MathML.
    pub is_foreign: bool,
}

/// An attribute of a tag.
#[derive(Debug)]
pub struct TagAttribute {
    /// The name in lower case.
    pub name: String,
    /// Bytes of the raw HTML.
    pub written_name: Range<usize>,
    /// The value without its quotes, as bytes of the raw HTML; `None` for `<input disabled>`.
    pub value: Option<Range<usize>>,
}
