//! YAML text to values by serde_yaml, and to places by our own scan.

use super::places::{self, Place};
use super::yaml_errors;
use super::{Source, Value};
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;

/// Open brackets at which libyaml's time, which grows with their square, is still short.
const OPEN_BRACKETS: usize = 1000;

/// The values and places of a YAML document.
pub fn read(source: &Source) -> Result<(Value, Place), Vec<Diagnostic>> {
    let slice = source.slice();
    if let Some(at) = too_many_brackets(slice) {
        return Err(vec![too_deep(source, at)]);
    }
    let place = places::scan(source.text, source.range.clone());
    let parsed = serde_yaml::from_str::<Value>(slice).and_then(|mut value| {
        if slice.contains("<<") {
            value.apply_merge()?;
        }
        Ok(value)
    });
    match parsed {
        Ok(value) => Ok((value, place)),
        Err(error) => {
            let mut problems = duplicates(source, &place);
            if problems.is_empty() || !error.to_string().contains("duplicate entry") {
                problems = vec![yaml_errors::explain(source, &error)];
            }
            Err(problems)
        }
    }
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

pub fn too_deep(source: &Source, at: usize) -> Diagnostic {
    source
        .error(at..at + 1, "lists or keys are nested too deeply here")
        .hint("at most 128 levels can be read")
}

/// Every key that is written a second time in the same mapping.
fn duplicates(source: &Source, place: &Place) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for child in &place.children {
        problems.extend(duplicates(source, child));
        let key = source.text.get(child.key.clone()).unwrap_or_default();
        if key.is_empty() {
            continue;
        }
        let name = key.trim_matches(['"', '\'']);
        let line = 1 + source.text[..child.key.start].matches('\n').count();
        let Some(first) = seen.insert(name, line) else {
            continue;
        };
        let message = format!("the key `{name}` is written twice");
        let hint = format!("keep one of the two; the first is on line {first}");
        problems.push(
            Diagnostic::error(source.path.clone(), message)
                .at(child.key.clone())
                .hint(hint),
        );
    }
    problems
}
