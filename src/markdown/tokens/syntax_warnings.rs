//! Warnings about syntax that Griot does not support and shows as text: shortcodes, unknown
//! alerts, footnotes without a definition, definitions that nothing refers to.

use super::EventRewriter;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::readable_text::LinkDefinition;
use crate::markdown::{callout, foreign_syntax};
use crate::{message, phrase};
use std::ops::Range;

/// Maximum number of warnings per text whose place is searched.
const MAX_SEARCHES: usize = 1_000;

/// Longest label of a footnote.
const MAX_LABEL_BYTES: usize = 200;

impl EventRewriter<'_, '_> {
    /// Warns about a construct of another program.
    pub(super) fn warn_foreign_syntax(&mut self, code: &str, span: &Range<usize>) {
        let warning = foreign_syntax::warning(self.path.clone(), code);
        self.warn(code, span, warning);
    }

    /// Warns about definitions `[name]: address` that nothing refers to: they vanish. Authors also
    /// write comments in this form: `[//]: # (comment)`.
    pub(super) fn warn_unused_definitions(&mut self, definitions: &[LinkDefinition]) {
        let is_comment = |definition: &LinkDefinition| {
            matches!(&*definition.address, "" | "#")
                || matches!(&*definition.name, "//" | "comment")
        };
        let is_unused = |definition: &&LinkDefinition| {
            !self.used_names.contains(&definition.name.to_lowercase()) && !is_comment(definition)
        };
        let mut unused: Vec<&LinkDefinition> = definitions.iter().filter(is_unused).collect();
        unused.sort_by_key(|definition| definition.span.start);
        for definition in unused {
            let message = message!(
                Code::UnusedLinkDefinition,
                "nothing refers to `[{name}]: …`, which is not shown",
                name = &definition.name
            );
            let hint = phrase!(
                "write `[words][{name}]` where the link belongs, or `\\[{name}]: …` to show this line",
                name = &definition.name
            );
            let warning = Diagnostic::warning(self.path.clone(), message).hint(hint);
            self.diagnostics.push(warning.at(definition.span.clone()));
        }
    }

    /// Warns about an address that is used as its author means it.
    pub(super) fn warn_repaired_address(
        &mut self,
        written: &str,
        meant: &str,
        span: &Range<usize>,
    ) {
        let message = message!(
            Code::RepairedAddress,
            "the address `{written}` is read as `{meant}`",
            written = written,
            meant = meant
        );
        let warning = Diagnostic::warning(self.path.clone(), message)
            .hint(phrase!("write `{meant}`", meant = meant));
        self.warn(written, span, warning);
    }

    /// Warns about `[!INFO]` at the beginning of a quote, where it is no kind of box.
    pub(super) fn warn_unknown_alert(&mut self, text: &str, span: &Range<usize>) {
        let kind = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'));
        let kind = kind.filter(|_| self.begins_quote() && callout::callout(text).is_none());
        if let Some((kind, _)) = kind {
            let alert = format!("[!{kind}]");
            let message = message!(
                Code::UnknownAlert,
                "`{alert}` makes no alert here and is shown as text",
                alert = &alert
            );
            let warning = Diagnostic::warning(self.path.clone(), message).hint(phrase!(
                "alerts begin with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]` or `[!KEY]`"
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
    pub(super) fn warn(&mut self, shown: &str, span: &Range<usize>, warning: Diagnostic) {
        if self.diagnostics.is_full(&warning) {
            return self.diagnostics.push(warning);
        }
        self.searches += 1;
        if self.searches > MAX_SEARCHES {
            return;
        }
        // in a quote, each line has a mark before it
        let line = shown.lines().next().unwrap_or(shown);
        let places = [shown, line].map(|shown| self.place_of(shown, span));
        let found = places
            .into_iter()
            .find(|place| !matches!(place, WrittenPlace::Nowhere));
        match found {
            Some(WrittenPlace::At(range)) => self.diagnostics.push(warning.at(range)),
            Some(WrittenPlace::Escaped) => {}
            // written in another way, such as `&amp;` for `&`
            _ => self.diagnostics.push(warning.at(span.clone())),
        }
    }

    /// The first place of `shown` in `span` that no backslash makes text.
    fn place_of(&self, shown: &str, span: &Range<usize>) -> WrittenPlace {
        if shown.is_empty() {
            return WrittenPlace::Nowhere;
        }
        let written = &self.text[span.clone()];
        let mut result = WrittenPlace::Nowhere;
        for (at, _) in written.match_indices(shown) {
            let start = span.start + at;
            if !self.text[..start].ends_with('\\') {
                return WrittenPlace::At(start..start + shown.len());
            }
            result = WrittenPlace::Escaped;
        }
        // each character may have a backslash of its own: `\{\{`
        if written.contains('\\') && written.replace('\\', "").contains(shown) {
            result = WrittenPlace::Escaped;
        }
        result
    }
}

/// Where a piece of text is written.
enum WrittenPlace {
    At(Range<usize>),
    /// Only behind a backslash, which means it as text.
    Escaped,
    Nowhere,
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
