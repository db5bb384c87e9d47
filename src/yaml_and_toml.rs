//! YAML or TOML text as one tree of values, each with its place in the file.
//!
//! Takes a file's text and the bytes of it that hold a document. Gives [`Node`]s, which know
//! their value and where it was written, so that every diagnostic can show a caret. Knows nothing
//! of settings or front matter. serde_yaml and toml are used only here.

mod from_toml;
mod from_yaml;
mod mapping_reader;
mod node;
mod quoted;
mod simple_yaml;
mod source;
mod template_value;
#[cfg(test)]
mod tests;
mod word_list;
mod yaml_block_places;
mod yaml_errors;
mod yaml_flow_places;
mod yaml_places;
mod yaml_scanner;

pub use mapping_reader::MappingReader;
pub use node::{MappingEntry, MappingKey, Node, one_line, shortened};
pub use quoted::{quoted, quoted_line};
pub use serde_yaml::{Mapping, Value};

use crate::diagnostic::{Diagnostic, conflict_lines};
use source::DocumentSource;
use std::ops::Range;
use std::sync::Arc;
use yaml_places::SpanTree;

/// The language of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// YAML, as serde_yaml reads it.
    Yaml,
    /// TOML.
    Toml,
}

/// A document that could be read: every value, and where it was written.
#[derive(Debug)]
pub struct Document<'t> {
    path: Arc<str>,
    /// The whole file, which all places are bytes of.
    text: &'t str,
    root: Value,
    spans: SpanTree,
}

/// A document's values, and the tree of their places.
#[derive(Debug, PartialEq)]
struct ParsedDocument {
    root: Value,
    spans: SpanTree,
}

impl<'t> Document<'t> {
    /// Reads the bytes `range` of `text`, in at most a second whatever they hold.
    ///
    /// Errors are those of syntax: broken YAML or TOML, a key written twice, nesting over
    /// [`NESTING`](crate::limits::NESTING), aliases that expand to too many values, lines that a
    /// merge left. Each has its place in `text`.
    pub fn read(
        format: Format,
        path: &Arc<str>,
        text: &'t str,
        range: Range<usize>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let source = DocumentSource { path, text, range };
        if let Some(line) = conflict_lines(source.slice()).next() {
            let start = source.range.start;
            let line = start + line.start..start + line.end;
            return Err(vec![Diagnostic::merge_conflict(path.clone(), line)]);
        }
        let ParsedDocument { root, spans } = match format {
            Format::Yaml => from_yaml::read(&source)?,
            Format::Toml => from_toml::read(&source)?,
        };
        let path = path.clone();
        Ok(Document {
            path,
            text,
            root,
            spans,
        })
    }

    /// The bytes of each scalar, and of each value that the scan did not understand, in the order
    /// of the text. What is between them is keys, white space, signs and comments.
    pub fn scalar_spans(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        push_scalars(&self.spans, &mut spans);
        spans
    }

    /// The value that holds all others; null for an empty document.
    pub fn root(&self) -> Node<'_> {
        Node::root(self)
    }
}

/// Reads YAML of the program itself, without places.
///
/// Errors are those of serde_yaml: broken YAML, or other values than `T` has.
pub fn values_of<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, serde_yaml::Error> {
    serde_yaml::from_str(text)
}

fn push_scalars(tree: &SpanTree, spans: &mut Vec<Range<usize>>) {
    if tree.children.is_empty() || tree.is_lost {
        // a value that was not written has the place of its key
        return spans.extend((tree.key != tree.value).then(|| tree.value.clone()));
    }
    tree.children
        .iter()
        .for_each(|child| push_scalars(child, spans));
}
