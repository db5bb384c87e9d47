//! What Griot says about a mistake: a fact, its place, and the remedy.
//!
//! Every stage returns diagnostics as data and goes on where it can, so that all
//! problems of a build are shown at once. Nothing here reads a file: printing asks
//! its caller for the text of a path.

mod check_rule;
mod code;
mod did_you_mean;
mod message;
mod print;
#[cfg(test)]
mod tests;

pub use check_rule::CheckRule;
pub use code::Code;
pub use did_you_mean::{nearest, suggestion};
pub use message::{Catalog, English, Message, Text, Value};
pub use print::{boundary, harmless, print};

use crate::text;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How bad it is. An error keeps the site from being published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

/// One problem, in words for somebody who writes articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Path below the site's root, `/` between folders; empty when it is about no file.
    pub path: Arc<str>,
    /// Bytes of the file's text (after a byte order mark); `None` is the file as a whole.
    pub span: Option<Range<usize>>,
    /// States the fact: lowercase, no final period, the author's words in backticks.
    pub message: Message,
    /// The remedy.
    pub hint: Option<Text>,
    /// The rule of `griot check` that it breaks, if it is one of them.
    pub rule: Option<CheckRule>,
    /// Diagnostics with the same `once` are one problem: only the first by path is shown.
    pub once: Option<String>,
}

impl Diagnostic {
    pub fn error(path: impl Into<Arc<str>>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Error, path.into(), message.into())
    }

    pub fn warning(path: impl Into<Arc<str>>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Warning, path.into(), message.into())
    }

    fn new(severity: Severity, path: Arc<str>, message: Message) -> Self {
        Diagnostic {
            severity,
            path,
            span: None,
            message,
            hint: None,
            rule: None,
            once: None,
        }
    }

    /// The fact in the words of `catalog`.
    pub fn message(&self, catalog: &dyn Catalog) -> String {
        self.message.text.render(catalog)
    }

    /// The remedy in the words of `catalog`.
    pub fn hint_words(&self, catalog: &dyn Catalog) -> Option<String> {
        self.hint.as_ref().map(|hint| hint.render(catalog))
    }

    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn breaks(mut self, rule: CheckRule) -> Self {
        self.rule = Some(rule);
        self
    }

    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.once = Some(key.into());
        self
    }
}

pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let mut severities = diagnostics.iter().map(|diagnostic| diagnostic.severity);
    severities.any(|severity| severity == Severity::Error)
}

/// A value and the bytes of its file where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// Puts diagnostics in the order they are shown in: by path, then place, then message.
///
/// Equal ones become one; those with the same `once` are folded into the first, whose
/// hint then says in how many other files the problem is. With `strict`, warnings
/// become errors.
pub fn settle(diagnostics: &mut Vec<Diagnostic>, strict: bool) {
    diagnostics.sort_by_cached_key(order);
    diagnostics.dedup();
    fold_repeated(diagnostics);
    if strict {
        for diagnostic in diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }
}

/// The order of diagnostics; one without a place comes before those with one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    path: Arc<str>,
    start: Option<usize>,
    end: Option<usize>,
    message: String,
}

fn order(diagnostic: &Diagnostic) -> Order {
    Order {
        path: diagnostic.path.clone(),
        start: diagnostic.span.as_ref().map(|span| span.start),
        end: diagnostic.span.as_ref().map(|span| span.end),
        message: diagnostic.message(&English),
    }
}

/// Keeps the first diagnostic of each `once`, and tells it how many files share it.
fn fold_repeated(diagnostics: &mut Vec<Diagnostic>) {
    let mut files: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    diagnostics.retain(|diagnostic| {
        let Some(once) = &diagnostic.once else {
            return true;
        };
        let first = !files.contains_key(once);
        let paths = files.entry(once.clone()).or_default();
        paths.insert(diagnostic.path.clone());
        first
    });
    for diagnostic in diagnostics {
        let shared = diagnostic.once.as_ref().and_then(|once| files.get(once));
        let others = shared.map_or(0, |paths| paths.len().saturating_sub(1));
        if others > 0 {
            diagnostic.hint = Some(hint_with_others(diagnostic.hint.take(), others));
        }
    }
}

fn hint_with_others(hint: Option<Text>, others: usize) -> Text {
    match (hint, others) {
        (Some(hint), 1) => text!("{hint} (also in 1 other file)", hint = hint),
        (Some(hint), _) => {
            text!(
                "{hint} (also in {others} other files)",
                hint = hint,
                others = others
            )
        }
        (None, 1) => text!("also in 1 other file"),
        (None, _) => text!("also in {others} other files", others = others),
    }
}
