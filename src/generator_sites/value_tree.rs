//! Reads values of settings and front matter by their names, whatever their case.

use crate::yaml_and_toml::{Mapping, Value};

/// A value by its name; names are compared without case, `_` and `-`.
pub fn get<'v>(mapping: &'v Mapping, name: &str) -> Option<&'v Value> {
    let exact = mapping.get(name);
    exact.or_else(|| {
        let name = folded(name);
        let mut entries = mapping.iter();
        let found = entries.find(|(key, _)| key.as_str().is_some_and(|key| folded(key) == name));
        found.map(|(_, value)| value)
    })
}

/// A name without case, `_` and `-`.
pub fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !"_-".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A mapping by its name.
pub fn mapping<'v>(of: &'v Mapping, name: &str) -> Option<&'v Mapping> {
    get(of, name)?.as_mapping()
}

/// A scalar as text, trimmed; `None` where it is empty, null, or no scalar.
pub fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A text by its name.
pub fn text(of: &Mapping, name: &str) -> Option<String> {
    get(of, name).and_then(scalar)
}

/// The first text of several names.
pub fn first_text(of: &Mapping, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(of, name))
}

/// Yes or no by its name, also as a word.
pub fn flag(of: &Mapping, name: &str) -> Option<bool> {
    match get(of, name)? {
        Value::Bool(value) => Some(*value),
        Value::String(word) => match word.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A list of texts, or one text as a list of one. Items with a `name` count by it.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(item_text).collect(),
        value => item_text(value).into_iter().collect(),
    }
}

fn item_text(value: &Value) -> Option<String> {
    match value {
        Value::Mapping(mapping) => first_text(mapping, &["name", "title", "id", "label"]),
        value => scalar(value),
    }
}

/// The names and values of a mapping, those with other keys than texts aside.
pub fn entries(mapping: &Mapping) -> impl Iterator<Item = NamedValue<'_>> {
    mapping.iter().filter_map(|(key, value)| {
        let name = scalar(key)?;
        Some(NamedValue { name, value })
    })
}

/// A value and its name.
pub struct NamedValue<'v> {
    /// The name as it is written.
    pub name: String,
    /// The value.
    pub value: &'v Value,
}

/// Puts the entries of one mapping into another one, mappings into mappings.
pub fn merge(into: &mut Mapping, from: &Mapping) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Mapping(own)), Value::Mapping(other)) => merge(own, other),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}
