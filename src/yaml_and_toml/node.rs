//! One value of a document with its place, and the scalars that it can be read as.
//!
//! Every reader gives the value, or a [`Diagnostic`] at its place that says what was expected.
//! A scalar keeps its written text: `1.10` as a title is `1.10`.

use super::Document;
use super::yaml_places::SpanTree;
use crate::diagnostic::{Code, Diagnostic, Message, Spanned, Text};
use crate::text::forbidden_chars::replace_forbidden;
use crate::{message, phrase};
use serde_yaml::Value;
use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

/// A value of a document.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    pub(super) document: &'d Document<'d>,
    value: &'d Value,
    spans: &'d SpanTree,
    /// Whether `spans` is that of the value itself, and not of what holds it.
    pub(super) is_exact: bool,
}

/// A key of a mapping.
#[derive(Debug, Clone)]
pub struct MappingKey<'d> {
    /// The key without quotes; a number or a word such as `null` as it was written.
    pub text: Cow<'d, str>,
    /// Bytes of the file's text.
    pub span: Range<usize>,
}

/// A key of a mapping and its value.
#[derive(Debug, Clone)]
pub struct MappingEntry<'d> {
    /// The key.
    pub key: MappingKey<'d>,
    /// The value; null when none was written.
    pub value: Node<'d>,
}

impl MappingKey<'_> {
    /// The key for a message, cut when it is long.
    pub fn shortened(&self) -> String {
        shortened(&self.text)
    }
}

impl<'d> Node<'d> {
    pub(super) fn root(document: &'d Document<'d>) -> Self {
        Node {
            document,
            value: without_tags(&document.root),
            spans: &document.spans,
            is_exact: true,
        }
    }

    /// The place of the value, or of what holds it, in bytes of the file's text.
    pub fn span(&self) -> Range<usize> {
        self.spans.value.clone()
    }

    /// The value itself.
    pub fn value(&self) -> &'d Value {
        self.value
    }

    /// Creates an error at the value.
    pub fn error(&self, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::error(self.document.path.clone(), message).at(self.span())
    }

    /// Creates a warning at the value.
    pub fn warning(&self, message: impl Into<Message>) -> Diagnostic {
        Diagnostic::warning(self.document.path.clone(), message).at(self.span())
    }

    /// The error for a value of another type than `expected`, which is a noun with its article.
    pub fn type_error(&self, expected: impl Into<Text>) -> Diagnostic {
        self.error(message!(
            Code::WrongType,
            "expected {expected}, found {found}",
            expected = expected.into(),
            found = self.type_name()
        ))
    }

    /// The value's type, in the author's words.
    fn type_name(&self) -> Text {
        match self.value {
            Value::Null => phrase!("nothing"),
            Value::Bool(true) => phrase!("`true`"),
            Value::Bool(false) => phrase!("`false`"),
            Value::Number(_) => phrase!("a number"),
            Value::String(_) => phrase!("text"),
            Value::Sequence(_) => phrase!("a list"),
            Value::Mapping(_) | Value::Tagged(_) => phrase!("keys and values"),
        }
    }

    /// Whether the value is nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// Whether the value is text with nothing in it, as tools leave behind: `image: ""`.
    pub fn is_blank(&self) -> bool {
        matches!(self.value, Value::String(text) if text.trim().is_empty())
    }

    /// Whether the value is a list.
    pub fn is_list(&self) -> bool {
        self.value.is_sequence()
    }

    /// Whether the value is a mapping of keys to values.
    pub fn is_mapping(&self) -> bool {
        self.value.is_mapping()
    }

    /// The bytes of the file that hold the value.
    pub(super) fn source(&self) -> &'d str {
        let text: &'d str = self.document.text;
        text.get(self.span()).unwrap_or_default()
    }

    /// The file's text from byte `at` to the end of the line.
    pub fn rest_of_line(&self, at: usize) -> &'d str {
        let text: &'d str = self.document.text;
        let rest = text.get(at..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }

    /// The text of a scalar as it was written; `None` for lists, mappings, nothing and `~`.
    pub fn scalar_text(&self) -> Option<Cow<'d, str>> {
        let value: Cow<'d, str> = match self.value {
            Value::String(text) => return Some(Cow::Borrowed(text)),
            Value::Null => Cow::Borrowed("null"),
            Value::Bool(value) => Cow::Owned(value.to_string()),
            Value::Number(value) => Cow::Owned(value.to_string()),
            _ => return None,
        };
        let source = self.source();
        let is_plain = source.starts_with(|c: char| c.is_alphanumeric() || "+-.~".contains(c));
        let is_written = self.is_exact && is_plain && !source.contains('\n');
        if !self.is_null() {
            let source = Cow::Borrowed(source);
            return Some(if is_written { source } else { value });
        }
        (is_written && source.eq_ignore_ascii_case("null")).then_some(Cow::Borrowed(source))
    }

    /// A scalar's text on one line; runs of white space and control characters become one space.
    ///
    /// `expected` is a noun with its article, for the error when the value is no scalar.
    pub fn single_line(&self, expected: impl Into<Text>) -> Result<Spanned<String>, Diagnostic> {
        let Some(text) = self.scalar_text() else {
            return Err(self.type_error(expected));
        };
        // a no-break space at an end is an accident
        let value = one_line(&replace_forbidden(&text)).trim().to_owned();
        let span = self.span();
        Ok(Spanned { value, span })
    }

    /// A scalar's text, trimmed. Empty text and control characters are errors.
    ///
    /// `expected` is a noun with its article, for the error.
    pub fn text(&self, expected: impl Into<Text>) -> Result<Spanned<String>, Diagnostic> {
        let Some(text) = self.scalar_text() else {
            return Err(self.type_error(expected));
        };
        let value = text.trim();
        if value.is_empty() {
            return Err(self.error(message!(
                Code::EmptyValue,
                "expected {expected}, found empty text",
                expected = expected.into()
            )));
        }
        if let Some(control) = value.chars().find(|c| c.is_control()) {
            let message = message!(
                Code::ControlCharacter,
                "expected {expected}, found a control character (U+{code})",
                expected = expected.into(),
                code = format!("{:04X}", u32::from(control))
            );
            return Err(self
                .error(message)
                .hint(phrase!("write it on one line, without line breaks")));
        }
        let value = replace_forbidden(value).into_owned();
        let span = self.span();
        Ok(Spanned { value, span })
    }

    /// `true` or `false`, also as `yes`, `no`, `on`, `off`.
    pub fn boolean(&self) -> Result<bool, Diagnostic> {
        self.as_boolean()
            .ok_or_else(|| self.type_error(phrase!("`true` or `false`")))
    }

    /// `true` or `false` as [`Node::boolean`] reads it; `None` for anything else.
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

    /// A whole number within `range`. `expected` is a noun with its article, for the error.
    pub fn integer(
        &self,
        expected: impl Into<Text>,
        range: RangeInclusive<i64>,
    ) -> Result<i64, Diagnostic> {
        let Value::Number(number) = self.value else {
            return Err(self.type_error(expected));
        };
        if let Some(value) = number.as_i64().filter(|value| range.contains(value)) {
            return Ok(value);
        }
        let message = message!(
            Code::NumberOutOfRange,
            "expected {expected}, found `{number}`",
            expected = expected.into(),
            number = shortened(&self.scalar_text().unwrap_or_default())
        );
        Err(self.error(message).hint(phrase!(
            "write a whole number from {from} to {to}",
            from = range.start().to_string(),
            to = range.end().to_string()
        )))
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> Vec<Node<'d>> {
        let Value::Sequence(items) = self.value else {
            return Vec::new();
        };
        let placed = self.has_span_of_each_child(items.len());
        let mut nodes = Vec::with_capacity(items.len());
        for (at, value) in items.iter().enumerate() {
            nodes.push(self.child(value, placed.then(|| &self.spans.children[at])));
        }
        nodes
    }

    /// The keys and values of a mapping. `expected` says what the mapping should be, for the
    /// error when the value is none.
    pub fn entries(&self, expected: impl Into<Text>) -> Result<Vec<MappingEntry<'d>>, Diagnostic> {
        let Value::Mapping(mapping) = self.value else {
            return Err(self.type_error(expected));
        };
        let placed = self.has_span_of_each_child(mapping.len());
        let mut entries = Vec::with_capacity(mapping.len());
        for (at, (key, value)) in mapping.iter().enumerate() {
            let spans = placed.then(|| &self.spans.children[at]);
            let span = spans.map_or(self.span(), |spans| spans.key.clone());
            let text = self.key_text(key, &span, placed);
            entries.push(MappingEntry {
                key: MappingKey { text, span },
                value: self.child(value, spans),
            });
        }
        Ok(entries)
    }

    /// The entries of a mapping; none for anything else.
    pub fn entries_if_mapping(&self) -> Vec<MappingEntry<'d>> {
        match self.is_mapping() {
            true => self.entries(phrase!("keys and values")).unwrap_or_default(),
            false => Vec::new(),
        }
    }

    fn key_text(&self, key: &'d Value, span: &Range<usize>, is_placed: bool) -> Cow<'d, str> {
        let text: &'d str = self.document.text;
        match key {
            Value::String(key) => Cow::Borrowed(key),
            _ if is_placed => Cow::Borrowed(text.get(span.clone()).unwrap_or_default()),
            Value::Bool(key) => Cow::Owned(key.to_string()),
            Value::Number(key) => Cow::Owned(key.to_string()),
            _ => Cow::Borrowed(""),
        }
    }

    /// Whether the scan found the places of all children, in the order of the values.
    fn has_span_of_each_child(&self, count: usize) -> bool {
        self.is_exact && self.spans.children.len() == count
    }

    fn child(&self, value: &'d Value, spans: Option<&'d SpanTree>) -> Node<'d> {
        Node {
            document: self.document,
            value: without_tags(value),
            spans: spans.unwrap_or(self.spans),
            is_exact: spans.is_some_and(|spans| !spans.is_lost),
        }
    }
}

/// A value without the YAML tags (`!name`) in front of it, which mean nothing here.
fn without_tags(mut value: &Value) -> &Value {
    while let Value::Tagged(tagged) = value {
        value = &tagged.value;
    }
    value
}

/// Replaces runs of white space and control characters with one space, and trims the text.
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

/// The author's words for a message, cut after 40 characters.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
