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

use super::html_comments::{MORE, is_more, outside_comments};
use super::source::MarkdownSource;
use super::tokens::{TextKind, Token};
use crate::diagnostic::Diagnostic;
use pulldown_cmark::Event;
use raw_source::RawSource;

pub use warnings::unclosed_comment;

/// Checks the raw HTML of `tokens`. Where the settings refuse raw HTML, it becomes text.
pub fn check<'a>(
    source: &MarkdownSource,
    tokens: Vec<Token<'a>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Token<'a>> {
    let is_raw = |token: &Token| matches!(token.event, Event::Html(_) | Event::InlineHtml(_));
    if !tokens.iter().any(is_raw) {
        return tokens;
    }
    if !source.raw_html {
        return as_text(tokens);
    }
    let raw = RawSource::new(source.text, &tokens);
    let markup = tokenizer::markup(&raw);
    nesting::nest(source, tokens, &raw, markup, diagnostics)
}

/// Turns raw HTML into text. Comments stay out of it.
fn as_text(tokens: Vec<Token>) -> Vec<Token> {
    let mut result = Vec::with_capacity(tokens.len());
    let mut in_comment = false;
    for token in tokens {
        let (Event::Html(html) | Event::InlineHtml(html)) = &token.event else {
            result.push(token);
            continue;
        };
        let mut push = |event| {
            result.push(Token {
                event,
                span: token.span.clone(),
                text_kind: TextKind::Verbatim,
                tag: None,
            });
        };
        if !in_comment && is_more(html) {
            push(Event::InlineHtml(MORE.into()));
            let after = html.split_once("-->").map(|(_, after)| after.trim());
            if after.is_none_or(str::is_empty) {
                continue;
            }
        }
        for part in outside_comments(html, &mut in_comment) {
            push(Event::Text(html[part].to_string().into()));
        }
    }
    result
}
