//! Characters that no page can show: told of where they were written, replaced wherever they
//! come out of the parser.

use super::Source;
use crate::diagnostic::Diagnostic;
use crate::text::writable::{forbidden, writable};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};
use std::borrow::Cow;

/// Whether the Markdown holds or may spell (`&#1;`) what no page can; the first is told of.
pub fn found(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let markdown = &source.text[source.start..];
    let Some((at, c)) = forbidden(markdown) else {
        return memchr::memmem::find(markdown.as_bytes(), b"&#").is_some();
    };
    let code = u32::from(c);
    let message = format!("no page can show the character U+{code:04X}: a space takes its place");
    let at = source.start + at;
    let problem = Diagnostic::warning(source.path.clone(), message);
    diagnostics.push(problem.at(at..at + c.len_utf8()).hint("remove it"));
    true
}

/// The same event without characters that no page can show.
pub fn replaced(event: Event) -> Event {
    match event {
        Event::Text(text) => Event::Text(plain(text)),
        Event::Code(text) => Event::Code(plain(text)),
        Event::Html(text) => Event::Html(plain(text)),
        Event::InlineHtml(text) => Event::InlineHtml(plain(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(plain(label)),
        Event::Start(Tag::FootnoteDefinition(label)) => {
            Event::Start(Tag::FootnoteDefinition(plain(label)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(plain(info))))
        }
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: plain(dest_url),
            title: plain(title),
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: plain(dest_url),
            title: plain(title),
            id,
        }),
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level,
            id: id.map(plain),
            classes: classes.into_iter().map(plain).collect(),
            attrs,
        }),
        other => other,
    }
}

fn plain(text: CowStr) -> CowStr {
    match writable(&text) {
        Cow::Owned(written) => written.into(),
        Cow::Borrowed(_) => text,
    }
}
