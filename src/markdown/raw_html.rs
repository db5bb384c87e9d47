//! Checks the raw HTML of an article, as a browser reads it (WHATWG HTML 13.2).
//!
//! Takes the tokens of the article and gives them back with each tag of raw HTML, and each text
//! in it, as a token of its own. Then every element is closed, no tag can swallow or end what is
//! around the article, and no address runs a script. Articles without raw HTML pass through.
//!
//! [`raw_source`] joins the HTML between the Markdown, [`tokenizer`] splits it into tags and
//! text, [`nesting`] puts them back in place.

mod address_attributes;
mod checked_tag;
mod elements;
mod markup;
mod nesting;
mod open_elements;
mod raw_source;
mod tokenizer;
mod warnings;

use super::more_comment::{MORE, is_more};
use super::source::MarkdownSource;
use super::tokens::{TextKind, Token};
use crate::diagnostic::DiagnosticSink;
use markup::{Markup, MarkupKind, UnclearHtml};
use pulldown_cmark::Event;
use raw_source::{RawSource, TokenRole, TokenRoles};
use std::ops::Range;
use warnings::Warnings;

pub use warnings::unclosed_comment;

/// Checks the raw HTML of `tokens`. Where the settings refuse raw HTML, it becomes text.
pub fn check<'a>(
    source: &MarkdownSource,
    tokens: Vec<Token<'a>>,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Token<'a>> {
    let is_raw = |token: &Token| matches!(token.event, Event::Html(_) | Event::InlineHtml(_));
    if !tokens.iter().any(is_raw) {
        return tokens;
    }
    if !source.raw_html {
        return as_text(source, tokens, diagnostics);
    }
    let raw = RawSource::new(source.text, &tokens);
    let markup = tokenizer::markup(&raw);
    nesting::nest(source, tokens, &raw, markup, diagnostics)
}

/// Turns raw HTML into text. What is a comment to a browser stays out of it.
fn as_text<'a>(
    source: &MarkdownSource,
    tokens: Vec<Token<'a>>,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Token<'a>> {
    let raw = RawSource::new(source.text, &tokens);
    let comments = comments(source, &raw, diagnostics);
    let mut result = Vec::with_capacity(tokens.len());
    let mut roles = TokenRoles::default();
    let mut done = 0;
    for token in tokens {
        match roles.of(&token) {
            TokenRole::Raw(html) => {
                let part = done..done + html.len();
                done = part.end;
                push_outside(&comments, &raw, part, &mut result);
            }
            TokenRole::Ignored(html) if html.starts_with("<!--") => {}
            TokenRole::Ignored(html) => {
                let event = Event::Text(html.to_string().into());
                result.push(Token {
                    event,
                    text_kind: TextKind::Verbatim,
                    ..token
                });
            }
            _ => result.push(token),
        }
    }
    result
}

/// The comments of raw HTML, ascending, as bytes of it. Warns about those that never end.
fn comments(
    source: &MarkdownSource,
    raw: &RawSource,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Range<usize>> {
    let mut warnings = Warnings::new(source.path, raw, diagnostics);
    let mut comments = Vec::new();
    for Markup { range, kind } in tokenizer::markup(raw) {
        match kind {
            MarkupKind::Comment => comments.push(range),
            MarkupKind::Unclear(why @ (UnclearHtml::UnfinishedComment | UnclearHtml::TooMuch)) => {
                warnings.unclear(&why, &range)
            }
            _ => {}
        }
    }
    comments
}

/// Pushes a part of the raw HTML as text, without its comments. The comment that ends a summary
/// stays, and the end of its line goes with it.
fn push_outside(
    comments: &[Range<usize>],
    raw: &RawSource,
    part: Range<usize>,
    result: &mut Vec<Token>,
) {
    let mut push = |range: Range<usize>, event| {
        result.push(Token {
            event,
            span: raw.place(&range),
            text_kind: TextKind::Verbatim,
            tag: None,
        });
    };
    let first = comments.partition_point(|comment| comment.end <= part.start);
    let comments = comments[first..].iter();
    let mut done = part.start;
    for comment in comments.take_while(|comment| comment.start < part.end) {
        if comment.start > done {
            let text = done..comment.start;
            push(text.clone(), Event::Text(raw.html[text].to_string().into()));
        }
        done = comment.end.min(part.end);
        if comment.start >= part.start && is_more(&raw.html[comment.clone()]) {
            push(comment.clone(), Event::InlineHtml(MORE.into()));
            let rest = &raw.html[done..part.end];
            done = if rest == "\n" { part.end } else { done };
        }
    }
    if done < part.end {
        let text = done..part.end;
        push(text.clone(), Event::Text(raw.html[text].to_string().into()));
    }
}
