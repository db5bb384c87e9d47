//! Diagnostics: a fact about the author's files, its place, and the remedy.
//!
//! Every stage returns diagnostics as data and goes on where it can, so that a build shows all
//! problems at once. Nothing here reads a file: printing asks its caller for the text of a path.

mod check_rule;
mod code;
mod did_you_mean;
mod group_by_code;
mod invisible_characters;
mod merge_conflict;
mod message_template;
mod print;
mod replace_control_chars;
mod sink;
mod sort_and_merge;
#[cfg(test)]
mod tests;

pub use check_rule::CheckRule;
pub use code::Code;
pub use did_you_mean::{nearest, suggestion};
pub use group_by_code::{DiagnosticGroup, GroupedDiagnostics, group_by_code};
pub use invisible_characters::{invisible_characters, invisible_name};
pub use merge_conflict::conflict_lines;
pub use message_template::{Catalog, English, Message, Text, Value};
pub use print::{line_number, print};
pub use replace_control_chars::harmless;
pub use sink::DiagnosticSink;
pub use sort_and_merge::sort_and_merge;

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Keeps the site from being published.
    Error,
    /// Is shown, and the site is published.
    Warning,
}

/// One problem, for somebody who writes articles.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Whether the problem keeps the site from being published.
    pub severity: Severity,
    /// Path below the site's root, `/` between folders; empty for a problem of no file.
    pub path: Arc<str>,
    /// Bytes of the file's text without its byte order mark; `None` is the file as a whole.
    pub span: Option<Range<usize>>,
    /// The fact.
    pub message: Message,
    /// The remedy.
    pub hint: Option<Text>,
    /// The rule of `griot check` that the problem breaks.
    pub rule: Option<CheckRule>,
    /// A name of the problem. Of diagnostics with the same one, only the first is shown.
    pub once: Option<String>,
}

impl Diagnostic {
    /// Creates an error about a file as a whole.
    pub fn error(path: impl Into<Arc<str>>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Error, path.into(), message.into())
    }

    /// Creates a warning about a file as a whole.
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

    /// Renders the fact in the language of `catalog`.
    pub fn message(&self, catalog: &dyn Catalog) -> String {
        self.message.text.render(catalog)
    }

    /// Renders the remedy in the language of `catalog`.
    pub fn hint_text(&self, catalog: &dyn Catalog) -> Option<String> {
        self.hint.as_ref().map(|hint| hint.render(catalog))
    }

    /// Sets the place, in bytes of the file's text.
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }

    /// Sets the remedy.
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Sets the rule of `griot check` that the problem breaks.
    pub fn breaks(mut self, rule: CheckRule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Names the problem: of diagnostics with the same name, only the first is shown.
    pub fn once(mut self, name: impl Into<String>) -> Self {
        self.once = Some(name.into());
        self
    }
}

/// Whether one of the diagnostics is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    let mut severities = diagnostics.iter().map(|diagnostic| diagnostic.severity);
    severities.any(|severity| severity == Severity::Error)
}

/// A value and its place in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value itself.
    pub value: T,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}
