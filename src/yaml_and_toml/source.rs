//! [`DocumentSource`]: the part of a file that is YAML or TOML (front matter, or the whole file), and
//! errors with places in that file.

use crate::diagnostic::{Code, Diagnostic, Message};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// The part of a file that holds a document.
pub struct DocumentSource<'a> {
    pub path: &'a Arc<str>,
    /// The whole file.
    pub text: &'a str,
    /// Bytes of `text`.
    pub range: Range<usize>,
}

impl<'a> DocumentSource<'a> {
    /// The text of the document.
    pub fn slice(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The error at bytes of the slice, moved to boundaries of characters inside it.
    pub fn error(&self, span: Range<usize>, message: Message) -> Diagnostic {
        let base = self.range.start;
        let slice = self.slice();
        let [start, end] = [span.start, span.end].map(|at| base + slice.floor_char_boundary(at));
        Diagnostic::error(self.path.clone(), message).at(start..end.max(start))
    }

    /// The error for more than `limit` levels of nesting, at byte `at` of the slice.
    pub fn nested_too_deeply(&self, at: usize, limit: usize) -> Diagnostic {
        let at = at.min(self.slice().len().saturating_sub(1));
        let message = message!(
            Code::NestedTooDeeply,
            "lists or keys are nested too deeply here"
        );
        self.error(at..at + 1, message)
            .hint(phrase!("at most {limit} levels can be read", limit = limit))
    }
}
