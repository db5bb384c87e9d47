//! [`DiagnosticSink`]: collects the problems of a parser that goes on after each one.

use super::{Diagnostic, Text, has_errors};

/// The diagnostics that a reader has found so far.
#[derive(Debug, Default)]
pub struct DiagnosticSink {
    found: Vec<Diagnostic>,
}

impl DiagnosticSink {
    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Gives the value of `result`, or adds its diagnostic and gives `None`.
    pub fn ok<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// Counts the diagnostics so far.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Gives a hint to each diagnostic after the first `count` that has none.
    pub fn add_hint_since(&mut self, count: usize, hint: &Text) {
        let rest = self.found.iter_mut().skip(count);
        for diagnostic in rest.filter(|diagnostic| diagnostic.hint.is_none()) {
            diagnostic.hint = Some(hint.clone());
        }
    }

    /// Whether one of the diagnostics is an error.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.found)
    }

    /// Gives the diagnostics in the order in which they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}

impl Extend<Diagnostic> for DiagnosticSink {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.found.extend(diagnostics);
    }
}
