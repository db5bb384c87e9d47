//! TOML text to the same tree of values as YAML; the toml crate gives the places.

use super::places::Place;
use super::{Mapping, Source, Value};
use crate::diagnostic::Diagnostic;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The values and places of a TOML document, keys in the order of the text.
pub fn read(source: &Source) -> Result<(Value, Place), Vec<Diagnostic>> {
    let (table, errors) = DeTable::parse_recoverable(source.slice());
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| syntax(source, error)).collect());
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

fn syntax(source: &Source, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let line = source.slice()[..span.start]
        .lines()
        .last()
        .unwrap_or_default();
    let message = match error.message().split_once('\n') {
        Some((first, _)) => first,
        None => error.message(),
    };
    let problem = source.error(span, message);
    if message.contains("duplicate key") {
        return problem.hint("keep one of the two");
    }
    if line.contains(": ") && !line.contains('=') {
        return problem.hint(
            "between `+++` lines a key is written `title = \"…\"`; for `title: …` use `---` lines",
        );
    }
    problem.hint("text is written in quotes: `title = \"…\"`")
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
