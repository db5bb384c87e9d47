//! Joins the raw HTML of an article into one text, as a browser reads it, and remembers where
//! Markdown stands between.
//!
//! Takes tokens; gives the text, its breaks, and the place of each byte in the file.

use crate::markdown::tokens::Token;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// The raw HTML of an article without the Markdown around it.
#[derive(Debug, Default)]
pub struct RawSource {
    pub html: String,
    pieces: Vec<Piece>,
    /// Bytes of `html` where Markdown stands, ascending.
    breaks: Vec<usize>,
    /// The breaks at which the Markdown becomes tags, and not text alone.
    tag_breaks: Vec<usize>,
}

/// A stretch of raw HTML that is in one token.
#[derive(Debug)]
struct Piece {
    /// Byte of [`RawSource::html`].
    start: usize,
    /// Byte of the file, when the file has the same text there.
    exact: Option<usize>,
    /// Bytes of the file.
    span: Range<usize>,
}

/// What a token is to the raw HTML around it.
pub enum TokenRole<'t> {
    Raw(&'t str),
    /// The begin or end of a block of raw HTML, which writes nothing.
    BlockEdge,
    /// Markdown that becomes text.
    Text,
    /// Markdown that becomes tags.
    Tags,
    /// Raw HTML in the alternative text of an image, which is not shown.
    Ignored(&'t str),
}

/// Gives the role of each token, in their order.
#[derive(Debug, Default)]
pub struct TokenRoles {
    open_images: usize,
}

impl TokenRoles {
    pub fn of<'t>(&mut self, token: &'t Token) -> TokenRole<'t> {
        match &token.event {
            Event::Start(Tag::Image { .. }) => self.open_images += 1,
            Event::End(TagEnd::Image) => self.open_images -= 1,
            _ => {}
        }
        match &token.event {
            Event::Html(html) | Event::InlineHtml(html) if self.open_images > 0 => {
                TokenRole::Ignored(html)
            }
            Event::Html(html) | Event::InlineHtml(html) => TokenRole::Raw(html),
            Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => TokenRole::BlockEdge,
            Event::Text(_) | Event::SoftBreak => TokenRole::Text,
            _ => TokenRole::Tags,
        }
    }
}

impl RawSource {
    /// Joins the raw HTML of `tokens`; `text` is the file.
    pub fn new(text: &str, tokens: &[Token]) -> RawSource {
        let mut raw = RawSource::default();
        let mut roles = TokenRoles::default();
        for token in tokens {
            match roles.of(token) {
                TokenRole::Raw(html) => raw.push(text, html, &token.span),
                TokenRole::Text => raw.push_break(false),
                TokenRole::Tags => raw.push_break(true),
                TokenRole::BlockEdge | TokenRole::Ignored(_) => {}
            }
        }
        raw
    }

    /// A text of its own, of which no place is asked.
    pub fn alone(html: &str) -> RawSource {
        RawSource {
            html: html.to_string(),
            ..RawSource::default()
        }
    }

    fn push(&mut self, text: &str, html: &str, span: &Range<usize>) {
        let is_exact = text.get(span.clone()).is_some_and(|s| s.ends_with(html));
        self.pieces.push(Piece {
            start: self.html.len(),
            exact: is_exact.then(|| span.end - html.len()),
            span: span.clone(),
        });
        self.html.push_str(html);
    }

    fn push_break(&mut self, has_tags: bool) {
        let at = self.html.len();
        if self.breaks.last() != Some(&at) {
            self.breaks.push(at);
        }
        if has_tags && self.tag_breaks.last() != Some(&at) {
            self.tag_breaks.push(at);
        }
    }

    /// Whether Markdown stands inside `range`.
    pub fn has_break(&self, range: &Range<usize>) -> bool {
        let next = self.breaks.partition_point(|at| *at <= range.start);
        self.breaks.get(next).is_some_and(|at| *at < range.end)
    }

    /// The first place at or after `from` where Markdown that becomes tags follows; beyond the
    /// end when there is none.
    pub fn end_of_fragment(&self, from: usize) -> usize {
        let next = self.tag_breaks.partition_point(|at| *at < from);
        let end = self.tag_breaks.get(next).copied();
        end.unwrap_or(self.html.len() + 1)
    }

    /// The place in the file of a part of the HTML.
    pub fn place(&self, range: &Range<usize>) -> Range<usize> {
        let piece = |at: usize| {
            let next = self.pieces.partition_point(|piece| piece.start <= at);
            self.pieces.get(next.saturating_sub(1))
        };
        let (Some(first), Some(last)) = (piece(range.start), piece(range.end.saturating_sub(1)))
        else {
            return 0..0;
        };
        let start = first
            .exact
            .map_or(first.span.start, |exact| exact + range.start - first.start);
        let end = last
            .exact
            .map_or(last.span.end, |exact| exact + range.end - last.start);
        start..end.max(start)
    }
}

/// Whether a token of Markdown begins a block, which ends an open paragraph.
pub fn begins_block(event: &Event) -> bool {
    match event {
        Event::Rule => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::List(_)
                | Tag::DefinitionList
                | Tag::Table(_)
        ),
        _ => false,
    }
}
