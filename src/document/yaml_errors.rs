//! What libyaml says of broken YAML, in words for somebody who writes articles.
//!
//! Most mistakes are a value that needed quotes: a title with `: ` in it, one that begins
//! with `@` or `[`. The hint then shows the line with the quotes put in.

use super::Source;
use super::from_yaml::too_deep;
use super::node::shortened;
use crate::diagnostic::Diagnostic;
use std::ops::Range;

/// The diagnostic for an error of serde_yaml's.
pub fn explain(source: &Source, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let at = error
        .location()
        .map_or(0, |place| byte_of(source, place.index()));
    let text = source.slice();
    let has = |part: &str| said.contains(part);
    let broken = Broken { source, text, at };
    if has("recursion limit") {
        too_deep(source, at.min(text.len().saturating_sub(1)))
    } else if has("repetition limit") {
        source
            .error(0..0, "aliases (`*name`) expand to too many values")
            .hint("write the values out")
    } else if has("more than one document") {
        broken.second_document()
    } else if has("128") && has("integer") {
        broken.error(
            broken.word(),
            "this number is too large",
            "put it in quotes when it is text",
        )
    } else if has("control characters") {
        broken.control_character()
    } else if let Some(opened) = unclosed(&said) {
        broken.never_closed(opened, start_of_construct(text, &said).unwrap_or(at))
    } else if has("escape") {
        broken.escape()
    } else if has("could not find expected ':'") {
        Broken {
            at: start_of_construct(text, &said).unwrap_or(at),
            ..broken
        }
        .no_key()
    } else {
        broken.value(&said)
    }
}

/// What libyaml was in when the text ended or went on wrongly.
fn unclosed(said: &str) -> Option<&'static str> {
    let opened = [
        ("unexpected end of stream, while scanning a quoted", "quote"),
        ("found unexpected end of stream", "quote"),
        ("expected ',' or ']'", "list"),
        ("expected ',' or '}'", "list of keys"),
    ];
    let found = opened.iter().find(|(part, _)| said.contains(part));
    found.map(|(_, what)| *what)
}

/// libyaml counts characters, we count bytes.
fn byte_of(source: &Source, characters: usize) -> usize {
    let text = source.slice();
    let at = text.char_indices().nth(characters);
    at.map_or(text.len(), |(at, _)| at)
}

/// The second place that libyaml names: `…, while scanning … at line 2 column 8`.
fn start_of_construct(text: &str, said: &str) -> Option<usize> {
    let (_, place) = said.split_once(", while ")?.1.split_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let before: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let rest = &text[before..];
    let within = rest.char_indices().nth(column - 1);
    Some(before + within.map_or(rest.len(), |(at, _)| at))
}

/// A place in broken YAML, in bytes of the slice.
struct Broken<'a> {
    source: &'a Source<'a>,
    text: &'a str,
    at: usize,
}

impl Broken<'_> {
    fn error(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Diagnostic {
        self.source.error(span, message).hint(hint)
    }

    /// The line that holds the place, without its end.
    fn line(&self) -> Range<usize> {
        let start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        start..start + line.len()
    }

    fn line_text(&self) -> &str {
        &self.text[self.line()]
    }

    /// From the place to the next space; at least one character where there is one.
    fn word(&self) -> Range<usize> {
        let rest = &self.text[self.at..self.line().end.max(self.at)];
        let length = rest.find([' ', ',', ']', '}']).unwrap_or(rest.len());
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.at..self.at + length.max(first)
    }

    fn second_document(&self) -> Diagnostic {
        let lines = self.text.split_inclusive('\n');
        let mut start = 0;
        let mut content = false;
        for line in lines {
            if content && line.trim_end() == "---" {
                break;
            }
            content |= !line.trim().is_empty()
                && !line.starts_with(['#', '%'])
                && line.trim_end() != "---";
            start += line.len();
        }
        let end = (start + 3).min(self.text.len());
        let message = "a second document begins here, and would never be read";
        self.error(start.min(end)..end, message, "remove this line `---`")
    }

    fn control_character(&self) -> Diagnostic {
        let odd = |c: char| match c {
            '\t' | '\n' | '\r' | '\u{85}' => false,
            '\u{fffe}' | '\u{ffff}' => true,
            _ => c.is_control(),
        };
        let (at, c) = self
            .text
            .char_indices()
            .find(|(_, c)| odd(*c))
            .unwrap_or((0, ' '));
        let message = format!("a control character (U+{:04X}) stands here", u32::from(c));
        self.error(at..at + c.len_utf8(), message, "delete it")
    }

    fn never_closed(&self, what: &str, opened: usize) -> Diagnostic {
        let mark = self.text[opened..].chars().next().unwrap_or('"');
        let close = match mark {
            '[' => ']',
            '{' => '}',
            other => other,
        };
        let span = opened..opened + mark.len_utf8().min(self.text.len() - opened);
        let on_line = Broken {
            at: opened,
            ..*self
        };
        if what == "quote" || !on_line.line_text()[..].contains(close) {
            let message = format!("the {what} that begins here is never closed");
            return self.error(span, message, format!("add `{close}` at its end"));
        }
        let message = format!("the {what} that begins here is broken");
        self.error(
            span,
            message,
            "put words with `:`, `,`, quotes or brackets in quotes",
        )
    }

    fn escape(&self) -> Diagnostic {
        let rest = &self.text[self.at..];
        let escape: String = rest.chars().take(2).collect();
        let message = format!("`{escape}` means nothing between double quotes");
        let hint = "use single quotes, or write a backslash as `\\\\`";
        self.error(self.at..self.at + escape.len(), message, hint)
    }

    /// A line of the mapping that is no `key: value`.
    fn no_key(&self) -> Diagnostic {
        let line = self.line_text().trim();
        let span = self.at..self.line().end.max(self.at);
        match line.split_once(':') {
            Some((key, value)) if !key.contains(' ') && !value.starts_with("//") => {
                let hint = format!(
                    "put a space after the colon: `{}: {}`",
                    shortened(key),
                    shortened(value)
                );
                self.error(span, "this line has no `key: value`", hint)
            }
            _ => {
                let hint =
                    "write `key: value`, or indent the line when it goes on with the value above";
                self.error(span, "this line has no `key: value`", hint)
            }
        }
    }

    /// Everything else: most often a value that needs quotes, or a line out of its column.
    fn value(&self, said: &str) -> Diagnostic {
        let line = self.line();
        let before = &self.text[line.start..self.at.min(line.end)];
        if self.text[self.at..].starts_with('\t') && before.trim().is_empty() {
            let span = self.at..self.at + 1;
            return self.error(
                span,
                "this line is indented with a tab",
                "indent with spaces",
            );
        }
        let misplaced = said.contains("expected key") && before.trim().is_empty();
        let nested = said.contains("mapping values") && before.matches(": ").count() == 0;
        if misplaced || nested {
            let indent = before.len() - before.trim_start().len();
            let start = line.start + indent;
            let hint = "begin it in the same column as the keys it belongs to";
            return self.error(
                start..line.end,
                "this line is not in line with those above",
                hint,
            );
        }
        let message = self.fault(said, before);
        let hint = match quoted(self.line_text()) {
            Some(line) => format!("put the value in quotes: `{line}`"),
            None => "put text with special characters in quotes".to_owned(),
        };
        self.error(self.word(), message, hint)
    }

    /// What is wrong with a value that should have been in quotes.
    fn fault(&self, said: &str, before: &str) -> String {
        let key = before.split(':').next().unwrap_or_default().trim();
        let key = shortened(key.trim_start_matches("- "));
        let first = before
            .split_once(": ")
            .map_or("", |(_, value)| value)
            .trim_start();
        let here = self.text[self.at..].chars().next().unwrap_or(' ');
        let start = first.chars().next().unwrap_or(here);
        if said.contains("mapping values") {
            return format!("the value of `{key}` has a colon and a space in it");
        }
        if said.contains("expected key") {
            return format!("the value of `{key}` goes on after it was closed");
        }
        if start.is_alphanumeric() {
            let said = said.split(" at line").next().unwrap_or(said);
            return said.to_owned();
        }
        format!("a value cannot begin with `{start}`")
    }
}

/// The line `key: value` with its value in quotes, when it is short enough to show.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let value = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
        .unwrap_or(value);
    let value = if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    };
    let line = format!("{}: {value}", key.trim_start());
    (line.chars().count() <= 100).then_some(line)
}
