//! Applies the typography of the language to the inline content of each block.
//!
//! The text events of a block go to the rules as one run, so that emphasis and links inside it
//! do not cut sentences. A block is one of Markdown, or what stands in raw HTML between two tags
//! of blocks. Code and addresses never change.

use super::tokens::{TextKind, Token};
use crate::text::typography::{self, InlinePiece, TypographyStyle};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::borrow::Cow;

/// Elements of raw HTML that do not end a sentence.
const INLINE_ELEMENTS: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u",
];

/// Typesets the text of all tokens in place.
pub fn typeset(style: &TypographyStyle, tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        let length = tokens[at..]
            .iter()
            .take_while(|token| is_inline(&token.event))
            .count();
        if length > 0 {
            typeset_block(style, &mut tokens[at..at + length]);
        }
        at += length.max(1);
    }
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Html(html) => is_inline_tag(html),
        Event::Rule => false,
        _ => true,
    }
}

/// Whether a tag of raw HTML is that of an element inside a line.
fn is_inline_tag(html: &str) -> bool {
    INLINE_ELEMENTS.contains(&&*tag_name(html))
}

/// The name in a tag, in lower case; empty for anything else.
fn tag_name(html: &str) -> String {
    let inside = html.strip_prefix('<').unwrap_or_default();
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric());
    inside[..end.unwrap_or(inside.len())].to_ascii_lowercase()
}

/// The token that a piece comes from.
struct PieceOrigin {
    /// Index of the token in its block.
    token: usize,
    is_soft_break: bool,
}

/// Typesets the inline content of one block. An image counts as an object in it; the
/// alternative text of the image is a text of its own.
fn typeset_block(style: &TypographyStyle, tokens: &mut [Token]) {
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut origins = Vec::with_capacity(tokens.len());
    let mut open_images = 0;
    for (at, token) in tokens.iter_mut().enumerate() {
        let mut origin = PieceOrigin {
            token: at,
            is_soft_break: false,
        };
        match &mut token.event {
            Event::Start(Tag::Image { title, .. }) => {
                typeset_alone(style, title);
                open_images += 1;
                pieces.push(InlinePiece::Object);
                origins.push(origin);
                continue;
            }
            Event::Start(Tag::Link { title, .. }) => typeset_alone(style, title),
            Event::End(TagEnd::Image) => open_images -= 1,
            Event::Text(text) if open_images > 0 => typeset_alone(style, text),
            _ => {}
        }
        if open_images > 0 {
            continue;
        }
        origin.is_soft_break = matches!(token.event, Event::SoftBreak);
        if let Some(piece) = piece(token) {
            pieces.push(piece);
            origins.push(origin);
        }
    }
    typography::typeset(style, &mut pieces);
    // a text that is still borrowed has not changed, unless it replaces a line break
    let changed: Vec<(usize, String)> = origins
        .into_iter()
        .zip(pieces)
        .filter_map(|(origin, piece)| match piece {
            InlinePiece::Text(text) if origin.is_soft_break => {
                Some((origin.token, text.into_owned()))
            }
            InlinePiece::Text(Cow::Owned(text)) => Some((origin.token, text)),
            _ => None,
        })
        .collect();
    for (at, text) in changed {
        tokens[at].event = Event::Text(text.into());
    }
}

fn piece<'t>(token: &'t Token) -> Option<InlinePiece<'t>> {
    match &token.event {
        Event::Text(_) if token.text_kind != TextKind::Prose => Some(InlinePiece::Object),
        Event::Text(text) => Some(InlinePiece::Text(Cow::Borrowed(text))),
        Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) => {
            Some(InlinePiece::Object)
        }
        Event::SoftBreak => Some(InlinePiece::SoftBreak),
        Event::HardBreak => Some(InlinePiece::HardBreak),
        Event::InlineHtml(html) | Event::Html(html) => match tag_name(html).as_str() {
            "br" => Some(InlinePiece::HardBreak),
            "img" => Some(InlinePiece::Object),
            _ => None,
        },
        _ => None,
    }
}

/// Typesets a text that is a line of its own: a title, an alternative text.
fn typeset_alone(style: &TypographyStyle, text: &mut CowStr) {
    if let Cow::Owned(typeset) = typography::typeset_str(style, text) {
        *text = typeset.into();
    }
}
