//! TOML text to the same tree of values as YAML; the toml crate gives the places.

use super::source::DocumentSource;
use super::yaml_places::SpanTree;
use super::{Mapping, ParsedDocument, Value};
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::limits::TOML_NESTING;
use crate::{message, phrase};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a TOML document; keys stay in the order of the text.
pub fn read(source: &DocumentSource) -> Result<ParsedDocument, Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(source.slice());
    if !errors.is_empty() {
        return Err(first_of_each_line(source, &errors));
    }
    let mut reader = Reader {
        source,
        diagnostics: Vec::new(),
    };
    let mut spans = SpanTree::leaf(source.range.clone());
    let root = reader.table(table.get_ref(), &mut spans);
    if reader.diagnostics.is_empty() {
        Ok(ParsedDocument { root, spans })
    } else {
        Err(reader.diagnostics)
    }
}

/// The first error of each line; the others of a line follow from it.
fn first_of_each_line(source: &DocumentSource, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let text = source.slice();
    let mut diagnostics = Vec::new();
    let mut last = None;
    for error in errors {
        let span = error.span().unwrap_or_default();
        let start = text.floor_char_boundary(span.start);
        let line = text[..start].matches('\n').count();
        if last != Some(line) {
            last = Some(line);
            diagnostics.push(explain(source, start..span.end.max(start), error.message()));
        }
    }
    diagnostics
}

/// The diagnostic for an error of the toml crate, which says `said`.
fn explain(source: &DocumentSource, span: Range<usize>, said: &str) -> Diagnostic {
    if said.contains("recurs") {
        return source.nested_too_deeply(span.start, TOML_NESTING);
    }
    let line = source.slice()[..span.start]
        .lines()
        .last()
        .unwrap_or_default();
    source
        .error(span, fact(said, line))
        .hint(remedy(said, line))
}

fn fact(said: &str, line: &str) -> Message {
    if said.contains("duplicate key") {
        message!(Code::DuplicateKey, "this key is written twice")
    } else if said.contains("unclosed array") {
        message!(Code::UnclosedValue, "this list is never closed")
    } else if is_date_error(said) {
        message!(Code::InvalidSyntax, "{error}", error = said)
    } else if has_yaml_key(line) {
        message!(Code::NotAKey, "a key needs `=` before its value")
    } else if needs_quotes(said) {
        message!(Code::UnquotedValue, "this text is not in quotes")
    } else {
        message!(Code::InvalidSyntax, "{error}", error = said)
    }
}

fn remedy(said: &str, line: &str) -> Text {
    if said.contains("duplicate key") {
        phrase!("keep one of the two")
    } else if said.contains("unclosed array") {
        phrase!("add `]` at its end")
    } else if is_date_error(said) {
        phrase!("write a date as `2026-05-23`, or in quotes")
    } else if has_yaml_key(line) {
        phrase!("between `+++` lines write `title = \"…\"`; for `title: …` use `---` lines")
    } else if needs_quotes(said) {
        phrase!("put it in quotes: `title = \"…\"`")
    } else {
        phrase!("put text in quotes: `title = \"…\"`")
    }
}

fn is_date_error(said: &str) -> bool {
    said.contains("invalid date") || said.contains("invalid time")
}

fn needs_quotes(said: &str) -> bool {
    said.contains("invalid boolean") || said.contains("must be quoted")
}

/// Whether a line has `key:` as in YAML.
fn has_yaml_key(line: &str) -> bool {
    line.contains(':') && !line.contains('=')
}

/// Copies the values of the toml crate, and notes their places.
struct Reader<'a> {
    source: &'a DocumentSource<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The values of a table; their places become the children of `spans`.
    fn table(&mut self, table: &DeTable, spans: &mut SpanTree) -> Value {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut mapping = Mapping::with_capacity(entries.len());
        for (key, value) in entries {
            let value = self.child(value, self.absolute(key.span()), spans);
            mapping.insert(Value::String(key.get_ref().to_string()), value);
        }
        Value::Mapping(mapping)
    }

    /// A value with its key; its place becomes a child of `spans`.
    fn child(
        &mut self,
        value: &Spanned<DeValue>,
        key: Range<usize>,
        spans: &mut SpanTree,
    ) -> Value {
        let mut child = SpanTree::leaf(self.absolute(value.span())).with_key(key);
        let value = self.value(value, &mut child);
        spans.children.push(child);
        value
    }

    fn value(&mut self, value: &Spanned<DeValue>, spans: &mut SpanTree) -> Value {
        match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Datetime(value) => Value::String(value.to_string()),
            DeValue::Integer(number) => {
                let digits = i64::from_str_radix(number.as_str(), number.radix());
                self.number(digits.ok(), value.span())
            }
            DeValue::Float(number) => {
                let number: Option<f64> = number.as_str().parse().ok();
                self.number(number, value.span())
            }
            DeValue::Array(items) => {
                let mut values = Vec::with_capacity(items.len());
                for item in items.iter() {
                    let start = self.absolute(item.span()).start;
                    values.push(self.child(item, start..start, spans));
                }
                Value::Sequence(values)
            }
            DeValue::Table(table) => self.table(table, spans),
        }
    }

    fn number<N: Into<serde_yaml::Number>>(
        &mut self,
        number: Option<N>,
        span: Range<usize>,
    ) -> Value {
        let Some(number) = number else {
            let message = message!(Code::NumberTooLarge, "this number is too large");
            let diagnostic = self.source.error(span, message);
            self.diagnostics
                .push(diagnostic.hint(phrase!("put it in quotes when it is text")));
            return Value::Null;
        };
        Value::Number(number.into())
    }

    /// Bytes of the slice as bytes of the file.
    fn absolute(&self, span: Range<usize>) -> Range<usize> {
        let base = self.source.range.start;
        base + span.start..base + span.end
    }
}
