//! One value of a document with its place, and the scalars that it can be read as.
//!
//! Every reader gives the value or a [`Diagnostic`] that says what was expected, at the
//! place of the value. A scalar keeps its written text: `1.10` as a title is `1.10`.

use super::places::Place;
use super::{Document, Value};
use crate::diagnostic::{Diagnostic, Message, Spanned};
use crate::text::forbidden_chars::replace_forbidden;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    pub(super) document: &'d Document<'d>,
    value: &'d Value,
    place: &'d Place,
    /// False when `place` is that of something which holds the value.
    pub(super) exact: bool,
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub struct Key<'d> {
    pub text: Cow<'d, str>,
    pub span: Range<usize>,
}

impl Key<'_> {
    /// The key for a message, cut when it is long.
    pub fn shown(&self) -> String {
        shortened(&self.text)
    }
}

impl<'d> Node<'d> {
    pub(super) fn root(document: &'d Document<'d>) -> Self {
        Node {
            document,
            value: untagged(&document.root),
            place: &document.place,
            exact: true,
        }
    }

    /// Where the value was written, or what holds it.
    pub fn span(&self) -> Range<usize> {
        self.place.value.clone()
    }

    /// The value itself, for what is kept as it is.
    pub fn value(&self) -> &'d Value {
        self.value
    }

    pub fn error(&self, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::error(self.document.path.clone(), message).at(self.span())
    }

    pub fn warning(&self, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::warning(self.document.path.clone(), message).at(self.span())
    }

    /// The error for a value of another kind than `what`.
    pub fn expected(&self, what: &str) -> Diagnostic {
        self.error(format!("expected {what}, found {}", self.kind()))
    }

    /// The value's kind, in the author's words.
    fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Bool(true) => "`true`",
            Value::Bool(false) => "`false`",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) | Value::Tagged(_) => "keys and values",
        }
    }

    /// Nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// Text with nothing in it, as tools leave behind: `image: ""`.
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Value::String(text) if text.trim().is_empty())
    }

    pub fn is_list(&self) -> bool {
        self.value.is_sequence()
    }

    pub fn is_mapping(&self) -> bool {
        self.value.is_mapping()
    }

    /// The bytes between which the value was written.
    pub(super) fn source(&self) -> &'d str {
        let text: &'d str = self.document.text;
        text.get(self.span()).unwrap_or_default()
    }

    /// What the file has from byte `at` to the end of the line.
    pub fn line_from(&self, at: usize) -> &'d str {
        let text: &'d str = self.document.text;
        let rest = text.get(at..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// The text of a scalar as it was written; `None` for lists, mappings, nothing and `~`.
    pub fn written(&self) -> Option<Cow<'d, str>> {
        let value: Cow<'d, str> = match self.value {
            Value::String(text) => return Some(Cow::Borrowed(text)),
            Value::Null => Cow::Borrowed("null"),
            Value::Bool(value) => Cow::Owned(value.to_string()),
            Value::Number(value) => Cow::Owned(value.to_string()),
            _ => return None,
        };
        let source = self.source();
        let plain = source.starts_with(|c: char| c.is_alphanumeric() || "+-.~".contains(c));
        let known = self.exact && plain && !source.contains('\n');
        if !self.is_null() {
            return Some(if known { Cow::Borrowed(source) } else { value });
        }
        (known && source.eq_ignore_ascii_case("null")).then_some(Cow::Borrowed(source))
    }

    /// A scalar's text on one line: white space and control characters are one space.
    pub fn line(&self, what: &str) -> Result<Spanned<String>, Diagnostic> {
        let text = self.written().ok_or_else(|| self.expected(what))?;
        let value = one_line(&replace_forbidden(&text));
        let span = self.span();
        Ok(Spanned { value, span })
    }

    /// A scalar's text, trimmed; empty text and control characters are errors.
    pub fn string(&self, what: &str) -> Result<Spanned<String>, Diagnostic> {
        let text = self.written().ok_or_else(|| self.expected(what))?;
        let value = text.trim().to_owned();
        if value.is_empty() {
            return Err(self.error(format!("expected {what}, found empty text")));
        }
        if let Some(control) = value.chars().find(|c| c.is_control()) {
            let code = u32::from(control);
            let message = format!("expected {what}, found a control character (U+{code:04X})");
            return Err(self
                .error(message)
                .hint("write it on one line, without line breaks"));
        }
        let value = replace_forbidden(&value).into_owned();
        let span = self.span();
        Ok(Spanned { value, span })
    }

    /// `true` or `false`, also as `yes`, `no`, `on`, `off`.
    pub fn boolean(&self) -> Result<bool, Diagnostic> {
        self.as_boolean()
            .ok_or_else(|| self.expected("`true` or `false`"))
    }

    /// What [`Node::boolean`] gives, or `None` for anything else.
    pub fn as_boolean(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(*value),
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// A whole number within `range`.
    pub fn integer(&self, what: &str, range: RangeInclusive<i64>) -> Result<i64, Diagnostic> {
        let Value::Number(number) = self.value else {
            return Err(self.expected(what));
        };
        let (from, to) = (range.start(), range.end());
        let limits = || format!("a whole number from {from} to {to}");
        match number.as_i64() {
            Some(value) if range.contains(&value) => Ok(value),
            _ => {
                let written = self.written().unwrap_or_default();
                let message = format!("expected {what}, found `{}`", shortened(&written));
                Err(self.error(message).hint(format!("write {}", limits())))
            }
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> Vec<Node<'d>> {
        let Value::Sequence(items) = self.value else {
            return Vec::new();
        };
        let known = self.knows_children(items.len());
        let item = |(at, value)| self.child(value, known.then(|| &self.place.children[at]));
        items.iter().enumerate().map(item).collect()
    }

    /// The keys and values of a mapping.
    pub fn entries(&self, what: &str) -> Result<Vec<(Key<'d>, Node<'d>)>, Diagnostic> {
        let Value::Mapping(mapping) = self.value else {
            return Err(self.expected(what));
        };
        let known = self.knows_children(mapping.len());
        let mut entries = Vec::with_capacity(mapping.len());
        for (at, (key, value)) in mapping.iter().enumerate() {
            let place = known.then(|| &self.place.children[at]);
            let span = place.map_or(self.span(), |place| place.key.clone());
            let text = self.key_text(key, &span, known);
            entries.push((Key { text, span }, self.child(value, place)));
        }
        Ok(entries)
    }

    /// A key's text; a number or a word such as `null` is taken as it was written.
    fn key_text(&self, key: &'d Value, span: &Range<usize>, known: bool) -> Cow<'d, str> {
        let text: &'d str = self.document.text;
        match key {
            Value::String(key) => Cow::Borrowed(key),
            _ if known => Cow::Borrowed(text.get(span.clone()).unwrap_or_default()),
            Value::Bool(key) => Cow::Owned(key.to_string()),
            Value::Number(key) => Cow::Owned(key.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    /// True when the places of all children were found, and are in the values' order.
    fn knows_children(&self, count: usize) -> bool {
        self.exact && self.place.children.len() == count
    }

    fn child(&self, value: &'d Value, place: Option<&'d Place>) -> Node<'d> {
        Node {
            document: self.document,
            value: untagged(value),
            place: place.unwrap_or(self.place),
            exact: place.is_some_and(|place| !place.lost),
        }
    }
}

/// A value without the YAML tags (`!name`) in front of it, which mean nothing here.
fn untagged(mut value: &Value) -> &Value {
    while let Value::Tagged(tagged) = value {
        value = &tagged.value;
    }
    value
}

/// Text with runs of white space and control characters made one space, and trimmed.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let is_gap = |c: char| c.is_control() || matches!(c, ' ' | '\u{2028}' | '\u{2029}');
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// An author's words for a message, cut after 40 characters.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
