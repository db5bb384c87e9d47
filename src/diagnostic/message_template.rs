//! Messages as data: an English template, named values, and a stable code.
//!
//! Code that finds a problem states facts; the words are made where they are shown, by a
//! [`Catalog`]. The English template is the key that a catalog translates, as with gettext.
//! Nothing here knows a language but English.

use super::code::Code;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::PathBuf;

/// A template with `{names}`, and a value for each name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    template: Cow<'static, str>,
    values: Vec<NamedValue>,
}

/// A value under the name that the template uses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct NamedValue {
    name: Cow<'static, str>,
    value: Value,
}

/// A value of a template.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// The author's words, a path, a key: the same in every language.
    Verbatim(String),
    /// A count or a size.
    Number(u64),
    /// Text of the program: translated like the template around it.
    Text(Text),
}

/// The fact that a diagnostic states: its stable code and its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Message {
    /// Names the kind of problem; the same in every language and version.
    pub code: Code,
    /// The fact: lowercase, no final period, the author's words in backticks.
    pub text: Text,
}

/// The templates of one language.
pub trait Catalog: Sync {
    /// The translation of an English template, with the same `{names}`; `None` leaves it English.
    /// `count` is the first number among the values, which chooses the plural form.
    fn translation(&self, english: &str, count: Option<u64>) -> Option<&str>;
}

/// The language of the templates themselves.
pub struct English;

impl Catalog for English {
    fn translation(&self, _: &str, _: Option<u64>) -> Option<&str> {
        None
    }
}

impl Text {
    /// Creates a text without values; `{{` and `}}` in the template stand for braces.
    pub fn new(template: impl Into<Cow<'static, str>>) -> Self {
        Text {
            template: template.into(),
            values: Vec::new(),
        }
    }

    /// Creates a text that no catalog translates.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Text::new("{text}").with("text", text.into())
    }

    /// Gives a name its value.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push(NamedValue {
            name: name.into(),
            value: value.into(),
        });
        self
    }

    /// Renders the text in the language of `catalog`. A name without a value stays as written.
    pub fn render(&self, catalog: &dyn Catalog) -> String {
        let mut rest = catalog
            .translation(&self.template, self.count())
            .unwrap_or(&self.template);
        let mut rendered = String::with_capacity(rest.len());
        while let Some(at) = rest.find(['{', '}']) {
            rendered.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                rendered.push_str(brace);
                rest = after;
                continue;
            }
            rest = after;
            let named = after.split_once('}');
            match named.and_then(|(name, after)| Some((self.value(name)?, after))) {
                Some((value, after)) => {
                    rendered.push_str(&value.render(catalog));
                    rest = after;
                }
                None => rendered.push_str(brace),
            }
        }
        rendered.push_str(rest);
        rendered
    }

    /// The first number among the values.
    pub fn count(&self) -> Option<u64> {
        self.values.iter().find_map(|named| match named.value {
            Value::Number(number) => Some(number),
            Value::Verbatim(_) | Value::Text(_) => None,
        })
    }

    fn value(&self, name: &str) -> Option<&Value> {
        let named = self.values.iter().find(|named| named.name == name);
        named.map(|named| &named.value)
    }
}

impl Value {
    fn render(&self, catalog: &dyn Catalog) -> Cow<'_, str> {
        match self {
            Value::Verbatim(text) => text.as_str().into(),
            Value::Number(number) => number.to_string().into(),
            Value::Text(text) => text.render(catalog).into(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Verbatim(text.to_string())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Verbatim(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Value::Verbatim(text.clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<str>) -> Self {
        Value::Verbatim(text.into_owned())
    }
}

impl From<&std::sync::Arc<str>> for Value {
    fn from(text: &std::sync::Arc<str>) -> Self {
        Value::Verbatim(text.to_string())
    }
}

impl From<&PathBuf> for Value {
    fn from(path: &PathBuf) -> Self {
        Value::Verbatim(path.display().to_string())
    }
}

impl From<char> for Value {
    fn from(character: char) -> Self {
        Value::Verbatim(character.to_string())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as u64)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Value::Text(text)
    }
}

/// `phrase!("did you mean `{name}`?", name = near)`: a [`Text`] with its values. The compiler
/// refuses a name that the template lacks, and one that has no value.
#[macro_export]
macro_rules! phrase {
    ($template:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        // never runs: the compiler compares the names of the template with those of the values
        const _: fn() = || { let _ = ::std::format!($template $(, $name = stringify!($name))*); };
        $crate::diagnostic::Text::new($template)$(.with(stringify!($name), $value))*
    }};
}

/// `message!(Code::UnknownKey, "unknown key `{key}`", key = key)`: a [`Message`].
#[macro_export]
macro_rules! message {
    ($code:expr, $($text:tt)*) => {
        $crate::diagnostic::Message { code: $code, text: $crate::phrase!($($text)*) }
    };
}
