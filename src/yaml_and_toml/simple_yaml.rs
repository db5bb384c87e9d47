//! A fast path for the YAML that front matter nearly always is: `key: value`, lists of words.
//!
//! Reads in one pass, and gives the same values and places as [`from_yaml`](super::from_yaml). At
//! the first sign of any other YAML it gives nothing: it has no errors of its own.

use super::yaml_places::SpanTree;
use super::{Mapping, ParsedDocument, Value};
use std::ops::Range;

/// Bytes of the longest key that is read here; libyaml has a limit for simple keys too.
const KEY_BYTES: usize = 64;

/// Where a scalar stands, which decides which characters it may have without quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Line,
    Brackets,
}

/// A value and its places.
struct ValueSpans {
    value: Value,
    spans: SpanTree,
}

/// A scalar and the byte of the file after it.
struct Scalar {
    value: Value,
    end: usize,
}

/// Reads the document in `range` of `text`, if it is simple.
pub fn read(text: &str, range: Range<usize>) -> Option<ParsedDocument> {
    if text[range.clone()].chars().any(is_special) {
        return None;
    }
    let mut lines = Lines {
        text: &text[..range.end],
        at: range.start,
    };
    let mut mapping = Mapping::new();
    let mut children = Vec::new();
    while let Some(line) = lines.next() {
        let written = text[line.clone()].trim_end_matches(' ');
        if written.is_empty() || written.starts_with('#') {
            continue;
        }
        let key = key(written)?;
        let after = written[key.len() + 1..].trim_start_matches(' ');
        let ValueSpans { value, spans } = if after.is_empty() {
            lines.items()?
        } else {
            let start = line.start + written.len() - after.len();
            value(after, start)?
        };
        if mapping.insert(Value::from(key), value).is_some() {
            return None;
        }
        children.push(spans.with_key(line.start..line.start + key.len()));
    }
    if mapping.is_empty() {
        return None;
    }
    Some(ParsedDocument {
        root: Value::Mapping(mapping),
        spans: SpanTree {
            key: range.start..range.start,
            value: range,
            children,
            is_lost: false,
        },
    })
}

/// Whether YAML refuses a character, or takes it for the end of a line.
fn is_special(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// The lines of a document, each as a range without its line end.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Lines<'_> {
    fn peek(&self) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        (!rest.is_empty()).then(|| self.at..self.at + end)
    }

    fn next(&mut self) -> Option<Range<usize>> {
        let line = self.peek()?;
        self.at = (line.end + 1).min(self.text.len());
        Some(line)
    }

    /// Reads the lines `- word` that come next, all in one column.
    fn items(&mut self) -> Option<ValueSpans> {
        let mut values = Vec::new();
        let mut spans = SpanTree::default();
        let mut column = None;
        while let Some(line) = self.peek() {
            let written = self.text[line.clone()].trim_end_matches(' ');
            let item = written.trim_start_matches(' ');
            let Some(word) = item.strip_prefix("- ") else {
                break;
            };
            let dash = written.len() - item.len();
            if *column.get_or_insert(dash) != dash {
                return None;
            }
            let word = word.trim_start_matches(' ');
            let start = line.start + written.len() - word.len();
            let Scalar { value, end } = scalar(word, start, Context::Line)?;
            if values.is_empty() {
                spans = SpanTree::leaf(line.start + dash..end);
            }
            spans.value.end = end;
            spans.children.push(SpanTree::leaf(start..end));
            values.push(value);
            self.next();
        }
        let value = Value::Sequence(values);
        (!spans.children.is_empty()).then_some(ValueSpans { value, spans })
    }
}

/// The key at the beginning of a line, before `: ` or a final `:`.
fn key(line: &str) -> Option<&str> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let end = line.bytes().position(|byte| !is_part(byte))?;
    let (key, rest) = line.split_at(end);
    let rest = rest.strip_prefix(':')?;
    let simple = key.len() <= KEY_BYTES && (rest.is_empty() || rest.starts_with(' '));
    (simple && matches!(plain(key), Some(Value::String(_)))).then_some(key)
}

/// Reads the value in the rest of a line, which begins at byte `start` of the file.
fn value(text: &str, start: usize) -> Option<ValueSpans> {
    if text.starts_with('[') {
        return list(text, start);
    }
    let Scalar { value, end } = scalar(text, start, Context::Line)?;
    let spans = SpanTree::leaf(start..end);
    Some(ValueSpans { value, spans })
}

/// Reads `[word, "word"]` with nothing after it.
fn list(text: &str, start: usize) -> Option<ValueSpans> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut spans = SpanTree::leaf(start..start + text.len());
    let mut values = Vec::new();
    let mut rest = inside.trim_start_matches(' ');
    while !rest.is_empty() {
        let start = start + 1 + inside.len() - rest.len();
        let Scalar { value, end } = scalar(rest, start, Context::Brackets)?;
        values.push(value);
        spans.children.push(SpanTree::leaf(start..end));
        let after = rest[end - start..].trim_start_matches(' ');
        rest = match after.strip_prefix(',') {
            Some(next) if !next.trim_start_matches(' ').is_empty() => next.trim_start_matches(' '),
            None if after.is_empty() => after,
            _ => return None,
        };
    }
    let value = Value::Sequence(values);
    Some(ValueSpans { value, spans })
}

/// Reads the scalar that begins at byte `start` of the file; on a line nothing may follow it.
fn scalar(text: &str, start: usize, context: Context) -> Option<Scalar> {
    if text.starts_with(['"', '\'']) {
        let content = quoted(text)?;
        let length = content.len() + 2;
        let is_alone = context == Context::Brackets || length == text.len();
        let value = Value::from(content);
        let end = start + length;
        return is_alone.then_some(Scalar { value, end });
    }
    let written = match context {
        Context::Line => text,
        Context::Brackets => {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
            text[..end].trim_end_matches(' ')
        }
    };
    let needs_yaml = written.contains(": ") || written.contains(" #") || written.ends_with(':');
    let value = plain(written).filter(|_| !needs_yaml)?;
    let end = start + written.len();
    Some(Scalar { value, end })
}

/// The text between quotes, if it has no escapes.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next()?;
    let inside = &text[1..];
    let content = &inside[..inside.find(quote)?];
    let doubled = quote == '\'' && inside[content.len() + 1..].starts_with('\'');
    let escaped = quote == '"' && content.contains('\\');
    (!doubled && !escaped).then_some(content)
}

/// The value of a scalar without quotes: a word, a date, a whole number, `true`, `false`.
fn plain(text: &str) -> Option<Value> {
    let first = text.chars().next()?;
    match text {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        "True" | "TRUE" | "False" | "FALSE" | "null" | "Null" | "NULL" => None,
        _ if first.is_alphabetic() || is_date(text) => Some(Value::from(text)),
        "0" => Some(Value::from(0_u64)),
        _ if first != '0' && text.len() < 10 && text.bytes().all(|b| b.is_ascii_digit()) => {
            text.parse::<u64>().ok().map(Value::from)
        }
        _ => None,
    }
}

/// Whether text is `2026-05-09`, perhaps with a time, and so never a number.
fn is_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        0..10 => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || b":TZ+-. ".contains(&byte),
    }) && text.len() >= 10
}
