//! TOML text to the same tree of values as YAML; the toml crate gives the places.

use super::from_yaml::too_deep;
use super::places::Place;
use super::{Mapping, Source, Value};
use crate::diagnostic::{Diagnostic, boundary};
use crate::limits::TOML_NESTING;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The values and places of a TOML document, keys in the order of the text.
pub fn read(source: &Source) -> Result<(Value, Place), Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(source.slice());
    if !errors.is_empty() {
        return Err(one_a_line(source, &errors));
    }
    let mut reader = Reader {
        source,
        problems: Vec::new(),
    };
    let (value, children) = reader.table(table.get_ref());
    let place = Place {
        children,
        ..Place::leaf(source.range.clone())
    };
    if reader.problems.is_empty() {
        Ok((value, place))
    } else {
        Err(reader.problems)
    }
}

/// The first error of each line; what follows it there comes from it.
fn one_a_line(source: &Source, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let text = source.slice();
    let mut problems = Vec::new();
    let mut last = None;
    for error in errors {
        let span = error.span().unwrap_or_default();
        let start = boundary(text, span.start);
        let line = text[..start].matches('\n').count();
        if last != Some(line) {
            last = Some(line);
            problems.push(explain(source, start..span.end.max(start), error.message()));
        }
    }
    problems
}

fn explain(source: &Source, span: Range<usize>, said: &str) -> Diagnostic {
    let line = source.slice()[..span.start]
        .lines()
        .last()
        .unwrap_or_default();
    let has = |words: &str| said.contains(words);
    let (message, hint) = if has("duplicate key") {
        ("this key is written twice", "keep one of the two")
    } else if has("recurs") {
        return too_deep(source, span.start, TOML_NESTING);
    } else if has("unclosed array") {
        ("this list is never closed", "add `]` at its end")
    } else if has("invalid date") || has("invalid time") {
        (said, "write a date as `2026-05-23`, or in quotes")
    } else if line.contains(':') && !line.contains('=') {
        let hint = "between `+++` lines write `title = \"…\"`; for `title: …` use `---` lines";
        ("a key needs `=` before its value", hint)
    } else if has("invalid boolean") || has("must be quoted") {
        (
            "this text is not in quotes",
            "put it in quotes: `title = \"…\"`",
        )
    } else {
        (said, "put text in quotes: `title = \"…\"`")
    };
    source.error(span, message).hint(hint)
}

struct Reader<'a> {
    source: &'a Source<'a>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable) -> (Value, Vec<Place>) {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut mapping = Mapping::with_capacity(entries.len());
        let mut places = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let (inner, place) = self.value(value);
            mapping.insert(Value::String(key.get_ref().to_string()), inner);
            let span = self.absolute(key.span());
            places.push(place.with_key(span));
        }
        (Value::Mapping(mapping), places)
    }

    fn value(&mut self, value: &Spanned<DeValue>) -> (Value, Place) {
        let span = self.absolute(value.span());
        let (value, children) = match value.get_ref() {
            DeValue::String(text) => (Value::String(text.to_string()), Vec::new()),
            DeValue::Boolean(value) => (Value::Bool(*value), Vec::new()),
            DeValue::Datetime(value) => (Value::String(value.to_string()), Vec::new()),
            DeValue::Integer(number) => {
                let digits = i64::from_str_radix(number.as_str(), number.radix());
                (self.number(digits.ok(), value.span()), Vec::new())
            }
            DeValue::Float(number) => {
                let number: Option<f64> = number.as_str().parse().ok();
                (self.number(number, value.span()), Vec::new())
            }
            DeValue::Array(items) => {
                let (values, places) = items.iter().map(|item| self.value(item)).unzip();
                (Value::Sequence(values), places)
            }
            DeValue::Table(table) => self.table(table),
        };
        let place = Place {
            children,
            ..Place::leaf(span)
        };
        (value, place)
    }

    fn number<N: Into<serde_yaml::Number>>(
        &mut self,
        number: Option<N>,
        span: Range<usize>,
    ) -> Value {
        let Some(number) = number else {
            let problem = self.source.error(span, "this number is too large");
            self.problems
                .push(problem.hint("put it in quotes when it is text"));
            return Value::Null;
        };
        Value::Number(number.into())
    }

    fn absolute(&self, span: Range<usize>) -> Range<usize> {
        let base = self.source.range.start;
        base + span.start..base + span.end
    }
}
