//! YAML or TOML text as one tree of values, each with its place in the file.
//!
//! Takes a file's text and the bytes of it that hold a document; gives [`Node`]s, which
//! know their value and where it was written, so that every complaint can show a caret.
//! Knows nothing of settings or front matter. serde_yaml and toml are used only here.

mod block;
mod flow;
mod from_toml;
mod from_yaml;
mod list;
mod node;
mod places;
mod plain;
mod problems;
mod scanner;
mod simple;
mod table;
#[cfg(test)]
mod tests;
mod yaml_errors;

pub use node::{Key, Node, one_line, shortened};
pub use problems::Problems;
pub use serde_yaml::{Mapping, Value};
pub use table::Table;

use crate::diagnostic::{Diagnostic, Message, boundary};
use places::Place;
use std::ops::Range;
use std::sync::Arc;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Yaml,
    Toml,
}

/// A document that could be read: every value, and where it was written.
#[derive(Debug)]
pub struct Document<'t> {
    path: Arc<str>,
    /// The whole file, which all places are bytes of.
    text: &'t str,
    root: Value,
    place: Place,
}

impl<'t> Document<'t> {
    /// Reads the bytes `range` of `text`, in at most a second whatever they hold.
    ///
    /// Errors are those of syntax: what cannot be read, a key written twice, nesting over
    /// [`NESTING`](crate::bounds::NESTING), aliases that expand to too much. Each has its place in `text`.
    pub fn read(
        format: Format,
        path: &Arc<str>,
        text: &'t str,
        range: Range<usize>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let source = Source { path, text, range };
        let (root, place) = match format {
            Format::Yaml => from_yaml::read(&source)?,
            Format::Toml => from_toml::read(&source)?,
        };
        let path = path.clone();
        Ok(Document {
            path,
            text,
            root,
            place,
        })
    }

    /// The value that holds all others; null for an empty document.
    pub fn root(&self) -> Node<'_> {
        Node::root(self)
    }
}

/// The bytes of a file that hold a document.
struct Source<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    range: Range<usize>,
}

impl<'a> Source<'a> {
    fn slice(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// An error at bytes of the slice, or as near to them as the slice goes.
    fn error(&self, span: Range<usize>, message: impl Into<Message>) -> Diagnostic {
        let base = self.range.start;
        let [start, end] = [span.start, span.end].map(|at| base + boundary(self.slice(), at));
        Diagnostic::error(self.path.clone(), message).at(start..end.max(start))
    }
}
