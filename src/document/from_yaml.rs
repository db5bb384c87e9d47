//! YAML text to values by serde_yaml, and to places by our own scan.

use super::places::{self, Place, Scan};
use super::{Source, Value};
use super::{simple, yaml_errors};
use crate::diagnostic::Diagnostic;
use crate::limits::{NESTING, OPEN_BRACKETS};
use std::collections::HashMap;

/// The values and places of a YAML document.
pub fn read(source: &Source) -> Result<(Value, Place), Vec<Diagnostic>> {
    match simple::read(source.text, source.range.clone()) {
        Some(read) => Ok(read),
        None => read_all(source),
    }
}

/// The same, whatever YAML it is.
pub fn read_all(source: &Source) -> Result<(Value, Place), Vec<Diagnostic>> {
    let slice = source.slice();
    if let Some(at) = too_many_brackets(slice) {
        return Err(vec![too_deep(source, at, NESTING)]);
    }
    let scan = places::scan(source.text, source.range.clone());
    if let Some(at) = scan.too_deep {
        return Err(vec![too_deep(source, at - source.range.start, NESTING)]);
    }
    match parse(slice) {
        Ok(value) => Ok((value, scan.place)),
        Err(error) => Err(problems(source, &scan, &error)),
    }
}

fn parse(text: &str) -> Result<Value, serde_yaml::Error> {
    let mut value: Value = serde_yaml::from_str(text)?;
    if text.contains("<<") {
        value.apply_merge()?;
    }
    Ok(value)
}

/// The bracket with which a text has too many open at once, quoted ones included.
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

/// The error for nesting past `most` levels, at byte `at` of the slice.
pub fn too_deep(source: &Source, at: usize, most: usize) -> Diagnostic {
    let at = at.min(source.slice().len().saturating_sub(1));
    source
        .error(at..at + 1, "lists or keys are nested too deeply here")
        .hint(format!("at most {most} levels can be read"))
}

/// All keys that are written twice, or else the one error that libyaml stopped at.
fn problems(source: &Source, scan: &Scan, error: &serde_yaml::Error) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    if error.to_string().contains("duplicate entry") {
        let lines = source.text.match_indices('\n').map(|(end, _)| end);
        let lines: Vec<usize> = lines.collect();
        duplicates(source, &scan.place, &lines, &mut problems);
    }
    if problems.is_empty() {
        problems.push(yaml_errors::explain(source, scan, error));
    }
    problems
}

/// Every key that is written a second time in the same mapping; `lines` are where lines end.
fn duplicates(source: &Source, place: &Place, lines: &[usize], problems: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for child in &place.children {
        duplicates(source, child, lines, problems);
        let key = source.text.get(child.key.clone()).unwrap_or_default();
        let name = key.trim_matches(['"', '\'']);
        if key.is_empty() {
            continue;
        }
        let first = *seen.entry(name).or_insert(child.key.start);
        if first != child.key.start {
            let line = 1 + lines.partition_point(|end| *end < first);
            let span = child.key.start - source.range.start..child.key.end - source.range.start;
            let problem = source.error(span, format!("the key `{name}` is written twice"));
            let hint = format!("keep one of the two; the first is on line {line}");
            problems.push(problem.hint(hint));
        }
    }
}
