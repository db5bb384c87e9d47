//! The YAML that front matter nearly always is: `key: value` lines, lists of words.
//!
//! A fast way for what can be read in one pass with certainty; gives just the values and
//! places that [`from_yaml`](super::from_yaml) gives. At the first sign of anything more
//! it gives nothing: it has no errors of its own.

use super::places::Place;
use super::{Mapping, Value};
use std::ops::Range;

/// libyaml takes only short keys for simple ones.
const KEY_BYTES: usize = 64;

/// Where a scalar stands, which decides what may be in it without quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Line,
    Brackets,
}

/// The values and places of the document in `range` of `text`, if it is simple.
pub fn read(text: &str, range: Range<usize>) -> Option<(Value, Place)> {
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
        let (value, place) = if after.is_empty() {
            lines.items()?
        } else {
            let start = line.start + written.len() - after.len();
            value(after, start)?
        };
        if mapping.insert(Value::from(key), value).is_some() {
            return None;
        }
        children.push(place.with_key(line.start..line.start + key.len()));
    }
    let place = Place {
        key: range.start..range.start,
        value: range,
        children,
        lost: false,
    };
    (!mapping.is_empty()).then_some((Value::Mapping(mapping), place))
}

/// Characters that YAML refuses, or takes for the end of a line.
fn is_special(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// The lines of a document; each is a range without its line end.
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

    /// The lines `- word` that come next, all in one column.
    fn items(&mut self) -> Option<(Value, Place)> {
        let mut values = Vec::new();
        let mut place = Place::default();
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
            let (value, end) = scalar(word, start, Within::Line)?;
            if values.is_empty() {
                place = Place::leaf(line.start + dash..end);
            }
            place.value.end = end;
            place.children.push(Place::leaf(start..end));
            values.push(value);
            self.next();
        }
        (!values.is_empty()).then_some((Value::Sequence(values), place))
    }
}

/// The key that a line begins with, before `: ` or a final `:`.
fn key(line: &str) -> Option<&str> {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let end = line.bytes().position(|byte| !is_part(byte))?;
    let (key, rest) = line.split_at(end);
    let rest = rest.strip_prefix(':')?;
    let simple = key.len() <= KEY_BYTES && (rest.is_empty() || rest.starts_with(' '));
    (simple && matches!(plain(key), Some(Value::String(_)))).then_some(key)
}

/// The value that is the rest of a line, which begins at byte `start` of the file.
fn value(text: &str, start: usize) -> Option<(Value, Place)> {
    if text.starts_with('[') {
        return list(text, start);
    }
    let (value, end) = scalar(text, start, Within::Line)?;
    Some((value, Place::leaf(start..end)))
}

/// `[word, "word"]`, and nothing after it.
fn list(text: &str, start: usize) -> Option<(Value, Place)> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let mut place = Place::leaf(start..start + text.len());
    let mut values = Vec::new();
    let mut rest = inside.trim_start_matches(' ');
    while !rest.is_empty() {
        let start = start + 1 + inside.len() - rest.len();
        let (value, end) = scalar(rest, start, Within::Brackets)?;
        values.push(value);
        place.children.push(Place::leaf(start..end));
        let after = rest[end - start..].trim_start_matches(' ');
        rest = match after.strip_prefix(',') {
            Some(next) if !next.trim_start_matches(' ').is_empty() => next.trim_start_matches(' '),
            None if after.is_empty() => after,
            _ => return None,
        };
    }
    Some((Value::Sequence(values), place))
}

/// A scalar that begins at byte `start` of the file, and where it ends; on a line nothing
/// may follow it.
fn scalar(text: &str, start: usize, within: Within) -> Option<(Value, usize)> {
    if text.starts_with(['"', '\'']) {
        let content = quoted(text)?;
        let whole = content.len() + 2;
        let alone = within == Within::Brackets || whole == text.len();
        return alone.then(|| (Value::from(content), start + whole));
    }
    let written = match within {
        Within::Line => text,
        Within::Brackets => {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
            text[..end].trim_end_matches(' ')
        }
    };
    let hidden = written.contains(": ") || written.contains(" #") || written.ends_with(':');
    let value = plain(written).filter(|_| !hidden)?;
    Some((value, start + written.len()))
}

/// What is between quotes, where it stands there as it is meant.
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

/// `2026-05-09`, perhaps with a time: never a number.
fn is_date(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        0..10 => byte.is_ascii_digit(),
        _ => byte.is_ascii_digit() || b":TZ+-. ".contains(&byte),
    }) && text.len() >= 10
}
