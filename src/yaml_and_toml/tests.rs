//! Documents as an author writes them: what is read, where it was, what is said.

mod errors;
mod simple_yaml;
mod span_tree;

use super::{Document, Format, Node};
use crate::diagnostic::{self, Diagnostic, English};
use std::sync::Arc;

/// Reads `text` as a whole file.
fn read(format: Format, text: &str) -> Result<Document<'_>, Vec<Diagnostic>> {
    Document::read(format, &Arc::from("griot.yaml"), text, 0..text.len())
}

/// Diagnostics as the terminal shows them.
fn printed(diagnostics: &[Diagnostic], text: &str) -> String {
    diagnostic::print(diagnostics, &English, &|_| Some(text.to_owned()), false)
}

/// What is said of a text that cannot be read.
fn errors(format: Format, text: &str) -> String {
    match read(format, text) {
        Ok(_) => "no error".to_owned(),
        Err(errors) => printed(&errors, text),
    }
}

/// The value of the first key, by `reader`, or what is said of it.
fn first<T>(text: &str, reader: impl Fn(Node) -> Result<T, Diagnostic>) -> Result<T, String> {
    let document = read(Format::Yaml, text).map_err(|errors| printed(&errors, text))?;
    let entries = document
        .root()
        .entries("keys")
        .map_err(|error| printed(&[error], text))?;
    reader(entries[0].value).map_err(|error| printed(&[error], text))
}

#[test]
fn scalars_keep_their_written_text() {
    let written = |text: &str| first(text, |node| node.single_line("text")).map(|text| text.value);
    let case = |text: &str, expected: &str| {
        assert_eq!(written(text), Ok(expected.to_owned()), "{text}");
    };
    case("title: 1.10", "1.10");
    case("title: 2024 # the year", "2024");
    case("title: 0x1F", "0x1F");
    case("title: null", "null");
    case("title: True", "True");
    case("title: .5", ".5");
    case("title: 1e3\n", "1e3");
    case("title: -0", "-0");
    case("title: yes", "yes");
    case("title: 12:30", "12:30");
    case("title: 'l''été'", "l'été");
    case("title: \"a\\tb\\u00e9\"", "a bé");
    case("title: >\n  two\n  lines\n", "two lines");
    case("title: !!str 007", "007");
    case("title: &name 1.10", "1.10");
}
