//! Applies the typography of the language to the inline content of each block.
//!
//! The text events of a block go to the rules as one run, so that emphasis and links inside it
//! do not cut sentences. Code and addresses never change.

use super::tokens::{TextKind, Token};
use crate::text::typography::{self, InlinePiece, TypographyStyle};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::borrow::Cow;

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
        Event::Html(_) | Event::Rule => false,
        _ => true,
    }
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
        Event::InlineHtml(html)
            if html
                .get(..3)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) =>
        {
            Some(InlinePiece::HardBreak)
        }
        _ => None,
    }
}

/// Typesets a text that is a line of its own: a title, an alternative text.
fn typeset_alone(style: &TypographyStyle, text: &mut CowStr) {
    if let Cow::Owned(typeset) = typography::typeset_str(style, text) {
        *text = typeset.into();
    }
}
