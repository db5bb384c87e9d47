//! The style sheet of a theme: its files joined, and the files of `static/` that they name by
//! `url(…)` under the names that they are published by.

use super::layers::{LayerFile, Layers};
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::shortened;
use crate::site::{decode, push_percent};
use std::collections::BTreeMap;
use std::ops::Range;

/// All of `styles/` in the order of names. `published` has the paths on a host of the files of
/// `static/`, all in `/assets/`, where the style sheet is too.
pub fn joined(
    layers: &Layers,
    published: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    let mut style = String::new();
    for (_, part) in layers.below("styles/") {
        match part.text() {
            Ok(text) => push(&mut style, (part, &text), published, diagnostics),
            Err(problem) => diagnostics.push(problem),
        }
        style.push('\n');
    }
    style
}

fn push(
    style: &mut String,
    (part, text): (&LayerFile, &str),
    published: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut done = 0;
    for span in addresses(text) {
        let address = &text[span.clone()];
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (name, suffix) = address.split_at(end);
        if is_elsewhere(name) {
            continue;
        }
        style.push_str(&text[done..span.start]);
        done = span.end;
        match find(name, published) {
            Ok(Some(path)) => push_address(style, path.trim_start_matches("/assets/"), suffix),
            Ok(None) => style.push_str(address),
            Err(hint) => {
                let message = format!("the theme has no file `{}`", shortened(name));
                let problem = Diagnostic::error(part.path.clone(), message);
                diagnostics.push(problem.at(span).hint(hint));
            }
        }
    }
    style.push_str(&text[done..]);
}

/// Whether an address names no file of the theme: a path of the host, another site, `data:`,
/// or a part of what shows it.
fn is_elsewhere(name: &str) -> bool {
    let scheme = name.split_once(':').is_some_and(|(scheme, _)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        scheme.chars().all(plain)
    });
    name.is_empty() || name.starts_with('/') || scheme
}

/// The published path of a file, none for one of the site outside of the theme, or the remedy.
fn find<'p>(
    name: &str,
    published: &'p BTreeMap<String, String>,
) -> Result<Option<&'p str>, String> {
    let name = decode(name).unwrap_or_else(|| name.to_string());
    let name = name.trim_start_matches("./");
    if let Some(path) = published.get(name) {
        return Ok(Some(path));
    }
    // as the folders of a theme have it, and no address does
    let from_static = name.strip_prefix("../static/").unwrap_or(name);
    if from_static.starts_with("../") {
        return Ok(None);
    }
    let near = nearest(from_static, published.keys().map(String::as_str));
    Err(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "put it into the theme's `static/`, as `static/{}`",
            shortened(from_static)
        ),
    })
}

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

/// Bytes of what every `url(…)` of a style sheet holds, without quotes; not in comments and
/// strings.
fn addresses(css: &str) -> Vec<Range<usize>> {
    let bytes = css.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at += if rest.starts_with(b"/*") {
            css[at + 2..].find("*/").map_or(rest.len(), |end| end + 4)
        } else if matches!(rest[0], b'"' | b'\'') {
            quoted(rest) + 1
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

/// The address that begins after white space and a quote at `from`.
fn address(css: &str, from: usize) -> Range<usize> {
    let start = css.len() - css[from..].trim_start().len();
    let rest = &css.as_bytes()[start..];
    if matches!(rest.first(), Some(b'"' | b'\'')) {
        return start + 1..start + quoted(rest).max(1);
    }
    let end = css[start..].find(')').unwrap_or(rest.len());
    start..start + css[start..start + end].trim_end().len()
}

/// Bytes before the quote that ends the string that `text` begins with, or before the end of
/// its line.
fn quoted(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() && text[at] != text[0] && text[at] != b'\n' {
        at += if text[at] == b'\\' { 2 } else { 1 };
    }
    at.min(text.len())
}
