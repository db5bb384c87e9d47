//! Joins the style sheets of a theme into one.
//!
//! Takes the files of `styles/` and gives CSS. Every `url(…)` that names a file of `static/` gets
//! the name that the file is published by. The CSS itself is not parsed or changed otherwise.

use super::layers::{LayerFile, Layers};
use crate::diagnostic::{Code, Diagnostic, Text, nearest};
use crate::site::{decode, push_percent};
use crate::yaml_and_toml::shortened;
use crate::{message, phrase};
use std::collections::BTreeMap;
use std::ops::Range;

/// Joins all files of `styles/` in the order of their names. `published` has the paths on a host
/// of the files of `static/`, which are in `/assets/` as the style sheet is.
pub fn join(
    layers: &Layers,
    published: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut style = String::new();
    for (_, file) in layers.below("styles/") {
        match file.text() {
            Ok(text) => push_css(&mut style, file, &text, published, diagnostics),
            Err(problem) => diagnostics.push(problem),
        }
        style.push('\n');
    }
    style
}

/// Appends one file, with its addresses replaced.
fn push_css(
    style: &mut String,
    file: &LayerFile,
    css: &str,
    published: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut done = 0;
    for span in urls(css) {
        let address = &css[span.clone()];
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (name, suffix) = address.split_at(end);
        if is_external(name) {
            continue;
        }
        style.push_str(&css[done..span.start]);
        done = span.end;
        match published_path(name, published) {
            Ok(Some(path)) => push_address(style, path.trim_start_matches("/assets/"), suffix),
            Ok(None) => style.push_str(address),
            Err(hint) => {
                let message = message!(
                    Code::UnknownThemeFile,
                    "the theme has no file `{name}`",
                    name = shortened(name)
                );
                let problem = Diagnostic::error(file.path.clone(), message);
                diagnostics.push(problem.at(span).hint(hint));
            }
        }
    }
    style.push_str(&css[done..]);
}

/// Whether an address names no file of the theme: it is empty, a path of the host, or has a
/// scheme such as `https:` or `data:`.
fn is_external(name: &str) -> bool {
    let has_scheme = name.split_once(':').is_some_and(|(scheme, _)| {
        scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    name.is_empty() || name.starts_with('/') || has_scheme
}

/// The published path of a file; `None` for a file of the site outside of the theme. The error is
/// the remedy for an unknown file.
fn published_path<'p>(
    name: &str,
    published: &'p BTreeMap<String, String>,
) -> Result<Option<&'p str>, Text> {
    let name = decode(name).unwrap_or_else(|| name.to_string());
    let name = name.trim_start_matches("./");
    if let Some(path) = published.get(name) {
        return Ok(Some(path));
    }
    // the path from `styles/` to `static/` in the theme's folder, which no published path has
    let from_static = name.strip_prefix("../static/").unwrap_or(name);
    if from_static.starts_with("../") {
        return Ok(None);
    }
    let near = nearest(from_static, published.keys().map(String::as_str));
    Err(match near {
        Some(near) => phrase!("did you mean `{near}`?", near = near),
        None => phrase!(
            "put it into the theme's `static/`, as `static/{name}`",
            name = shortened(from_static)
        ),
    })
}

/// Appends a path, percent-encoded so that no character needs quotes in CSS.
fn push_address(style: &mut String, path: &str, suffix: &str) {
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            style.push(char::from(byte));
        } else {
            push_percent(style, byte);
        }
    }
    style.push_str(suffix);
}

/// The bytes of the address in every `url(…)`, without quotes. Skips comments and strings.
fn urls(css: &str) -> Vec<Range<usize>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at += if rest.starts_with(b"/*") {
            css[at + 2..].find("*/").map_or(rest.len(), |end| end + 4)
        } else if matches!(rest[0], b'"' | b'\'') {
            string_length(rest) + 1
        } else if is_url(bytes, at) {
            let span = address(css, at + 4);
            let quote = matches!(bytes.get(span.end), Some(b'"' | b'\''));
            let length = span.end - at + usize::from(quote);
            found.push(span);
            length
        } else {
            1
        };
    }
    found
}

fn is_url(bytes: &[u8], at: usize) -> bool {
    let begins = bytes[at..].get(..4);
    let is_word =
        |byte: &u8| !byte.is_ascii() || byte.is_ascii_alphanumeric() || b"-_\\".contains(byte);
    begins.is_some_and(|begins| begins.eq_ignore_ascii_case(b"url("))
        && !bytes[..at].last().is_some_and(is_word)
}

/// The bytes of the address that begins at `from`, after white space and a quote.
fn address(css: &str, from: usize) -> Range<usize> {
    let start = css.len() - css[from..].trim_start().len();
    let rest = &css.as_bytes()[start..];
    if matches!(rest.first(), Some(b'"' | b'\'')) {
        return start + 1..start + string_length(rest).max(1);
    }
    let end = css[start..].find(')').unwrap_or(rest.len());
    start..start + css[start..start + end].trim_end().len()
}

/// The length in bytes of the string at the beginning of `text`, without its closing quote. A
/// string without one ends with its line.
fn string_length(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != text[0] && text[at] != b'\n' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at.min(text.len())
}
