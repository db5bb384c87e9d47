//! Warnings about syntax that Griot does not support and shows as text: shortcodes, unknown
//! alerts, footnotes without a definition, accidental definition lists.

use super::EventRewriter;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{foreign_syntax, parser_options};
use crate::{message, phrase};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Maximum number of warnings per text: each one searches the text for its place.
const MAX_WARNINGS: usize = 1_000;

/// Longest label of a footnote.
const MAX_LABEL_BYTES: usize = 200;

impl EventRewriter<'_, '_> {
    /// Warns about a construct of another program.
    pub(super) fn warn_foreign_syntax(&mut self, code: &str, span: &Range<usize>) {
        let warning = foreign_syntax::warning(self.path.clone(), code);
        self.warn(code, span, warning);
    }

    /// Warns about a line that becomes a definition only because it begins with a colon.
    pub(super) fn warn_accidental_definition(&mut self, span: &Range<usize>) {
        let mut lines = self.text[span.clone()].split(parser_options::LINE_ENDS);
        let line = lines.next().unwrap_or_default();
        if line.starts_with(':') && !parser_options::is_definition(line) {
            let message = message!(
                Code::AccidentalDefinition,
                "this line begins with a colon, and is read as a definition"
            );
            let warning = Diagnostic::warning(self.path.clone(), message)
                .hint(phrase!("write `\\:` if it is none"));
            self.warn(line, span, warning);
        }
    }

    /// Warns about `[!INFO]` at the beginning of a quote: the quote becomes no alert.
    pub(super) fn warn_unknown_alert(&mut self, text: &str, span: &Range<usize>) {
        let [.., quote, paragraph] = self.tokens.as_slice() else {
            return;
        };
        let begins_quote = matches!(quote.event, Event::Start(Tag::BlockQuote(None)))
            && matches!(paragraph.event, Event::Start(Tag::Paragraph));
        let kind = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'));
        if let Some((kind, _)) = kind.filter(|_| begins_quote) {
            let alert = format!("[!{kind}]");
            let message = message!(
                Code::UnknownAlert,
                "`{alert}` makes no alert here and is shown as text",
                alert = &alert
            );
            let warning = Diagnostic::warning(self.path.clone(), message).hint(phrase!(
                "alerts begin with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` alone on a line"
            ));
            self.warn(&alert, span, warning);
        }
    }

    /// Warns about `[^1]` where the text has no footnote 1: the parser takes it for text.
    pub(super) fn warn_undefined_footnotes(&mut self, text: &str, span: &Range<usize>) {
        for reference in footnote_references(text) {
            let message = message!(
                Code::UndefinedFootnote,
                "there is no footnote `{reference}`, which is shown as text",
                reference = reference
            );
            let hint = phrase!(
                "write the note as `{reference}: …` on a line of its own",
                reference = reference
            );
            let warning = Diagnostic::warning(self.path.clone(), message).hint(hint);
            self.warn(reference, span, warning);
        }
    }

    /// Adds a warning about `shown`, which is shown as text, at its place in `span`. An escaped
    /// one is meant as text and gets no warning.
    fn warn(&mut self, shown: &str, span: &Range<usize>, warning: Diagnostic) {
        self.warnings += 1;
        if self.warnings > MAX_WARNINGS {
            return;
        }
        let written = &self.text[span.clone()];
        let found = written.find(shown);
        if let Some(at) = found.filter(|at| !written[..*at].ends_with('\\')) {
            let start = span.start + at;
            self.diagnostics
                .push(warning.at(start..start + shown.len()));
        }
    }
}

/// Each `[^label]` in a text: labels hold no space (GFM).
fn footnote_references(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"[^");
    starts.filter_map(|start| {
        let rest = &text[start + 2..];
        let (label, _) = rest[..rest.floor_char_boundary(MAX_LABEL_BYTES)].split_once(']')?;
        let is_label_char = |c: char| !c.is_whitespace() && c != '[';
        let is_label = !label.is_empty() && label.chars().all(is_label_char);
        is_label.then(|| &text[start..start + label.len() + 3])
    })
}
