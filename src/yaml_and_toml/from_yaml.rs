//! YAML text to values by serde_yaml, and to places by our own scan.

use super::simple_yaml;
use super::source::DocumentSource;
use super::yaml_errors;
use super::yaml_places::{self, Scan, SpanTree};
use super::{ParsedDocument, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::{NESTING, OPEN_BRACKETS};
use crate::{message, phrase};
use std::collections::HashMap;

/// Reads a YAML document, by the fast path where it can.
pub fn read(source: &DocumentSource) -> Result<ParsedDocument, Vec<Diagnostic>> {
    match simple_yaml::read(source.text, source.range.clone()) {
        Some(parsed) => Ok(parsed),
        None => read_any(source),
    }
}

/// Reads a YAML document without the fast path.
pub fn read_any(source: &DocumentSource) -> Result<ParsedDocument, Vec<Diagnostic>> {
    let slice = source.slice();
    if let Some(at) = too_many_brackets(slice) {
        return Err(vec![source.nested_too_deeply(at, NESTING)]);
    }
    let scan = yaml_places::scan(source.text, source.range.clone());
    if let Some(at) = scan.too_deep {
        return Err(vec![
            source.nested_too_deeply(at - source.range.start, NESTING),
        ]);
    }
    match parse(slice) {
        Ok(root) => Ok(ParsedDocument {
            root,
            spans: scan.spans,
        }),
        Err(error) => Err(diagnostics(source, &scan, &error)),
    }
}

fn parse(text: &str) -> Result<Value, serde_yaml::Error> {
    let mut value: Value = serde_yaml::from_str(text)?;
    if text.contains("<<") {
        value.apply_merge()?;
    }
    Ok(value)
}

/// The byte of the bracket with which too many are open at once; counts quoted brackets too.
fn too_many_brackets(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > OPEN_BRACKETS
    })
}

/// All keys that are written twice, or else the one error at which libyaml stopped.
fn diagnostics(source: &DocumentSource, scan: &Scan, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if error.to_string().contains("duplicate entry") {
        let line_ends = source.text.match_indices('\n').map(|(end, _)| end);
        let line_ends: Vec<usize> = line_ends.collect();
        push_duplicates(source, &scan.spans, &line_ends, &mut diagnostics);
    }
    if diagnostics.is_empty() {
        diagnostics.push(yaml_errors::explain(source, scan, error));
    }
    diagnostics
}

/// Adds an error for every key that is written a second time in the same mapping.
fn push_duplicates(
    source: &DocumentSource,
    spans: &SpanTree,
    line_ends: &[usize],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut first_at: HashMap<&str, usize> = HashMap::new();
    for child in &spans.children {
        push_duplicates(source, child, line_ends, diagnostics);
        let key = source.text.get(child.key.clone()).unwrap_or_default();
        let name = key.trim_matches(['"', '\'']);
        if key.is_empty() {
            continue;
        }
        let first = *first_at.entry(name).or_insert(child.key.start);
        if first != child.key.start {
            let line = 1 + line_ends.partition_point(|end| *end < first);
            let span = child.key.start - source.range.start..child.key.end - source.range.start;
            let message = message!(
                Code::DuplicateKey,
                "the key `{key}` is written twice",
                key = name
            );
            let hint = phrase!(
                "keep one of the two; the first is on line {line}",
                line = line
            );
            diagnostics.push(source.error(span, message).hint(hint));
        }
    }
}
