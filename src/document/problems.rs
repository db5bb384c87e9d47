//! Diagnostics gathered while reading goes on.

use crate::diagnostic::{Diagnostic, has_errors};

/// What was found wrong so far.
#[derive(Debug, Default)]
pub struct Problems {
    found: Vec<Diagnostic>,
}

impl Problems {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The value, or `None` and one problem more.
    pub fn keep<T>(&mut self, result: Result<T, Diagnostic>) -> Option<T> {
        result.map_err(|diagnostic| self.push(diagnostic)).ok()
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.found.len()
    }

    /// Gives a hint to those after the first `known` that have none.
    pub fn hint_since(&mut self, known: usize, hint: &str) {
        let rest = self.found.iter_mut().skip(known);
        for diagnostic in rest.filter(|diagnostic| diagnostic.hint.is_none()) {
            diagnostic.hint = Some(hint.into());
        }
    }

    /// True when something was found that is no mere warning.
    pub fn has_errors(&self) -> bool {
        has_errors(&self.found)
    }

    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.found
    }
}

impl Extend<Diagnostic> for Problems {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.found.extend(diagnostics);
    }
}
