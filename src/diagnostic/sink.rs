//! [`DiagnosticSink`]: collects the problems of files, and of each kind in each file not more than
//! somebody reads.

use super::{Code, Diagnostic, Severity, Text, has_errors};
use crate::{message, phrase};
use std::collections::HashMap;
use std::sync::Arc;

/// Maximum number of diagnostics of one kind in one file. Who has more has one mistake many times.
const MAX_OF_A_KIND: usize = 200;

/// The diagnostics that a reader or a rule has found so far.
#[derive(Debug, Default)]
pub struct DiagnosticSink {
    found: Vec<Diagnostic>,
    kinds: HashMap<Kind, usize>,
    omitted: HashMap<Kind, Omitted>,
}

/// Diagnostics that are one kind of problem in one file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Kind {
    path: Arc<str>,
    severity: Severity,
    code: Code,
}

/// Diagnostics that the sink does not keep.
#[derive(Debug)]
struct Omitted {
    count: usize,
    last: Diagnostic,
}

impl Kind {
    fn of(diagnostic: &Diagnostic) -> Kind {
        Kind {
            path: diagnostic.path.clone(),
            severity: diagnostic.severity,
            code: diagnostic.message.code,
        }
    }
}

impl DiagnosticSink {
    /// Adds a diagnostic. Beyond the maximum of its kind, it is only counted.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.add(diagnostic);
    }

    /// Adds a diagnostic, and gives it back to be completed.
    pub fn add(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let kind = Kind::of(&diagnostic);
        let count = self.kinds.entry(kind.clone()).or_default();
        *count += 1;
        if *count <= MAX_OF_A_KIND {
            self.found.push(diagnostic);
            let last = self.found.len() - 1;
            return &mut self.found[last];
        }
        let count = *count - MAX_OF_A_KIND;
        let omitted = Omitted {
            count,
            last: diagnostic,
        };
        &mut self
            .omitted
            .entry(kind)
            .insert_entry(omitted)
            .into_mut()
            .last
    }

    /// Whether the sink only counts diagnostics of the same kind from now on.
    pub fn is_full(&self, diagnostic: &Diagnostic) -> bool {
        let count = self.kinds.get(&Kind::of(diagnostic));
        count.is_some_and(|count| *count >= MAX_OF_A_KIND)
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

    /// Gives the diagnostics in the order in which they were found. For each kind that had more,
    /// one at the place of the last says how many.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        let first_more = found.len();
        found.extend(self.omitted.into_values().map(Omitted::summary));
        found[first_more..].sort_by_cached_key(|more| {
            let start = more.span.as_ref().map(|span| span.start);
            (more.path.clone(), start)
        });
        found
    }
}

impl Omitted {
    /// The diagnostic that stands for those that are omitted: it breaks the same rule.
    fn summary(self) -> Diagnostic {
        let message = message!(
            Code::MoreProblems,
            "this file has {count} more problems of the kind `{kind}`, up to this place",
            count = self.count,
            kind = self.last.message.code.name()
        );
        let hint = phrase!("correct those that are listed, then check again");
        Diagnostic {
            message,
            hint: Some(hint),
            once: None,
            ..self.last
        }
    }
}

impl Extend<Diagnostic> for DiagnosticSink {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }
}
