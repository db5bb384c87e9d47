//! Replaces control characters and noncharacters, which no page can show, in the events of the
//! parser, and reports the first one of a text.

use super::event_strings::map_strings;
use super::source::MarkdownSource;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::text::forbidden_chars::{find_forbidden, replace_forbidden};
use crate::{message, phrase};
use pulldown_cmark::{CowStr, Event};
use std::borrow::Cow;

/// Whether the events of this text may hold forbidden characters, written as they are or by
/// number (`&#1;`). Reports the first one that is written as it is.
pub fn may_have_forbidden(source: &MarkdownSource, diagnostics: &mut DiagnosticSink) -> bool {
    let markdown = &source.text[source.start..];
    let Some((at, c)) = find_forbidden(markdown) else {
        return memchr::memmem::find(markdown.as_bytes(), b"&#").is_some();
    };
    let message = message!(
        Code::ControlCharacter,
        "no page can show the character {character}: it is replaced",
        character = format!("U+{:04X}", u32::from(c))
    );
    let at = source.start + at;
    let diagnostic = Diagnostic::warning(source.path.clone(), message);
    diagnostics.push(
        diagnostic
            .at(at..at + c.len_utf8())
            .hint(phrase!("remove it")),
    );
    true
}

/// The event with every forbidden character replaced.
pub fn replace_in_event(event: Event) -> Event {
    map_strings(event, &replace)
}

fn replace(text: CowStr) -> CowStr {
    match replace_forbidden(&text) {
        Cow::Owned(replaced) => replaced.into(),
        Cow::Borrowed(_) => text,
    }
}
