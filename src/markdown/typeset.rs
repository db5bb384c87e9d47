//! Typography over the inline content of each block: text events go to the rules of the
//! language as one run, whatever emphasis or links cut it.

use super::tokens::Token;
use crate::text::typography::{self, Piece, Style};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::borrow::Cow;

pub fn typeset(style: &Style, tokens: &mut [Token]) {
    let mut at = 0;
    while at < tokens.len() {
        let length = tokens[at..]
            .iter()
            .take_while(|token| is_inline(&token.event))
            .count();
        if length > 0 {
            run(style, &mut tokens[at..at + length]);
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

/// Typesets one block's inline content. An image is an object in it; its alternative text
/// is a text of its own.
fn run(style: &Style, tokens: &mut [Token]) {
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut owners = Vec::with_capacity(tokens.len());
    let mut images = 0;
    for (owner, token) in tokens.iter_mut().enumerate() {
        match &mut token.event {
            Event::Start(Tag::Image { title, .. }) => {
                retype(style, title);
                images += 1;
                pieces.push(Piece::Object);
                owners.push((owner, false));
                continue;
            }
            Event::Start(Tag::Link { title, .. }) => retype(style, title),
            Event::End(TagEnd::Image) => images -= 1,
            Event::Text(text) if images > 0 => retype(style, text),
            _ => {}
        }
        if images > 0 {
            continue;
        }
        let is_break = matches!(token.event, Event::SoftBreak);
        if let Some(piece) = piece(token) {
            pieces.push(piece);
            owners.push((owner, is_break));
        }
    }
    typography::typeset(style, &mut pieces);
    // a text that is still borrowed has not changed, unless it took a line break's place
    let changed: Vec<(usize, String)> = owners
        .into_iter()
        .zip(pieces)
        .filter_map(|((owner, is_break), piece)| match piece {
            Piece::Text(text) if is_break => Some((owner, text.into_owned())),
            Piece::Text(Cow::Owned(text)) => Some((owner, text)),
            _ => None,
        })
        .collect();
    for (owner, text) in changed {
        tokens[owner].event = Event::Text(text.into());
    }
}

fn piece<'t>(token: &'t Token) -> Option<Piece<'t>> {
    match &token.event {
        Event::Text(_) if token.verbatim => Some(Piece::Object),
        Event::Text(text) => Some(Piece::Text(Cow::Borrowed(text))),
        Event::Code(_) | Event::FootnoteReference(_) | Event::InlineMath(_) => Some(Piece::Object),
        Event::SoftBreak => Some(Piece::Space),
        Event::HardBreak => Some(Piece::Line),
        Event::InlineHtml(html)
            if html
                .get(..3)
                .is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) =>
        {
            Some(Piece::Line)
        }
        _ => None,
    }
}

fn retype(style: &Style, text: &mut CowStr) {
    if let Cow::Owned(new) = typography::typeset_str(style, text) {
        *text = new.into();
    }
}
