//! What libyaml says of broken YAML, in words for somebody who writes articles.
//!
//! Most mistakes are a value that needed quotes: a title with `: ` in it, one that begins
//! with `@` or `[`. The hint then shows the line with the quotes put in.

use super::Source;
use super::from_yaml::too_deep;
use super::node::shortened;
use super::places::Scan;
use crate::diagnostic::{Diagnostic, boundary};
use crate::limits::NESTING;
use std::ops::Range;

/// The diagnostic for an error of serde_yaml's.
pub fn explain(source: &Source, scan: &Scan, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let said = said.as_str();
    let text = source.slice();
    let place = error.location();
    let at = place.map_or(0, |place| boundary(text, place.index()));
    let broken = Broken { source, text, at };
    let start = start_of_construct(text, said).unwrap_or(at);
    let whole = broken.from(start);
    let unclosed = scan.unclosed.map(|open| open - source.range.start);
    let of = |words: &[&str]| words.iter().any(|word| said.contains(word));
    match unclosed {
        _ if of(&["recursion limit"]) => too_deep(source, at, NESTING),
        _ if of(&["repetition limit"]) => broken.aliases(),
        _ if of(&["merg"]) => broken.merge(),
        _ if of(&["more than one document"]) => {
            broken.from(scan.end - source.range.start).unrelated()
        }
        _ if of(&["128"]) && of(&["integer"]) => broken.number(),
        _ if of(&["control characters"]) => broken.control_character(),
        _ if of(&["unexpected end of stream"]) => whole.never_closed(),
        Some(open) if of(&["node content", "',' or '"]) => broken.from(open).never_closed(),
        _ if of(&["',' or '"]) => whole.broken_brackets(),
        _ if of(&["escape", "hexadecimal"]) => broken.escape(),
        _ if of(&["duplicate entry"]) => broken.duplicate(said),
        _ if of(&["expected ':'"]) => whole.no_key(),
        _ => broken.value(said),
    }
}

/// The second place that libyaml names: `…, while scanning … at line 2 column 8`; it
/// leaves out the place when that is the beginning of the text.
fn start_of_construct(text: &str, said: &str) -> Option<usize> {
    let construct = said.split_once(", while ")?.1;
    let Some((_, place)) = construct.split_once(" at line ") else {
        return Some(0);
    };
    let (line, column) = place.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let lines = text.split_inclusive('\n').take(line - 1);
    let before: usize = lines.map(str::len).sum();
    let rest = &text[before..];
    let within = rest.char_indices().nth(column - 1);
    Some(before + within.map_or(rest.len(), |(at, _)| at))
}

/// A place in broken YAML, in bytes of the slice.
#[derive(Clone, Copy)]
struct Broken<'a> {
    source: &'a Source<'a>,
    text: &'a str,
    at: usize,
}

impl<'a> Broken<'a> {
    fn from(self, at: usize) -> Self {
        Broken { at, ..self }
    }

    fn error(&self, span: Range<usize>, message: &str, hint: &str) -> Diagnostic {
        self.source.error(span, message).hint(hint)
    }

    /// The line that holds the place, without its end.
    fn line(&self) -> Range<usize> {
        let start = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        start..start + line.len()
    }

    fn line_text(&self) -> &'a str {
        &self.text[self.line()]
    }

    fn character(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// From the place to the next space; at least one character where there is one.
    fn word(&self) -> Range<usize> {
        let rest = &self.text[self.at..self.line().end.max(self.at)];
        let length = rest.find([' ', ',', ']', '}']).unwrap_or(rest.len());
        let first = rest.chars().next().map_or(0, char::len_utf8);
        self.at..self.at + length.max(first)
    }

    fn aliases(&self) -> Diagnostic {
        let at = self.text.find('*').unwrap_or(0);
        let span = self.from(at).word();
        let message = "aliases such as this one expand to too many values";
        self.error(span, message, "write the values out")
    }

    fn merge(&self) -> Diagnostic {
        let at = self.text.find("<<").unwrap_or(0);
        let message = "`<<` can only take over keys and values";
        let hint = "let it name an anchor that is a mapping: `<<: *name`";
        self.error(at..(at + 2).min(self.text.len()), message, hint)
    }

    fn number(&self) -> Diagnostic {
        let hint = "put it in quotes when it is text";
        self.error(self.word(), "this number is too large", hint)
    }

    /// What follows the end of the document, which libyaml takes for another one.
    fn unrelated(&self) -> Diagnostic {
        let rest = &self.text[self.at..];
        let (mut at, mut fence) = (self.at, false);
        for line in rest.split_inclusive('\n') {
            fence = line.trim_end() == "---";
            if fence || !(line.trim().is_empty() || line.trim_start().starts_with('#')) {
                break;
            }
            at += line.len();
        }
        let line = self.from(at.min(self.text.len()));
        let indent = line.line_text().len() - line.line_text().trim_start().len();
        let span = line.line().start.max(self.at) + if at == self.at { 0 } else { indent };
        let span = span.min(line.line().end)..line.line().end;
        if fence {
            let message = "a second document begins here, and would never be read";
            return self.error(span, message, "remove this line `---`");
        }
        self.out_of_line(span)
    }

    fn out_of_line(&self, span: Range<usize>) -> Diagnostic {
        let hint = "begin it in the same column as the keys it belongs to";
        self.error(span, "this is not in line with what is above", hint)
    }

    fn control_character(&self) -> Diagnostic {
        let odd = |c: char| match c {
            '\t' | '\n' | '\r' | '\u{85}' => false,
            '\u{fffe}' | '\u{ffff}' => true,
            _ => c.is_control(),
        };
        let mut letters = self.text.char_indices();
        let (at, c) = letters.find(|(_, c)| odd(*c)).unwrap_or_default();
        let message = format!("a control character (U+{:04X}) stands here", u32::from(c));
        self.error(at..at + c.len_utf8(), &message, "delete it")
    }

    fn never_closed(&self) -> Diagnostic {
        let (what, close) = match self.character() {
            Some('[') => ("list", ']'),
            Some('{') => ("list of keys", '}'),
            other => ("quote", other.unwrap_or('"')),
        };
        let message = format!("the {what} that begins here is never closed");
        let hint = format!("add `{close}` at its end");
        self.error(self.at..self.at + 1, &message, &hint)
    }

    fn broken_brackets(&self) -> Diagnostic {
        let message = "the list that begins here is broken";
        let hint = "put commas between its words, and quotes round those with `:`, `,` or brackets";
        self.error(self.at..self.at + 1, message, hint)
    }

    fn escape(&self) -> Diagnostic {
        let end = self.at + self.character().map_or(0, char::len_utf8);
        let at = self.text[..end].rfind('\\').unwrap_or(self.at);
        let escape: String = self.text[at..].chars().take(2).collect();
        let message = format!("`{escape}` means nothing here between double quotes");
        let hint = "use single quotes, or write a backslash as `\\\\`";
        self.error(at..at + escape.len(), &message, hint)
    }

    fn duplicate(&self, said: &str) -> Diagnostic {
        let key = said.split('"').nth(1).unwrap_or_default();
        let message = format!("the key `{}` is written twice", shortened(key));
        self.error(self.word(), &message, "keep one of the two")
    }

    /// A line of the mapping that is no `key: value`.
    fn no_key(&self) -> Diagnostic {
        let line = self.line_text().trim();
        let span = self.at..self.line().end.max(self.at);
        let hint = match line.split_once(':') {
            _ if line.starts_with('-') => {
                let item = shortened(line.trim_start_matches('-'));
                format!("put a space after the dash: `- {item}`")
            }
            Some((key, value)) if !key.contains(' ') && !value.starts_with("//") => {
                let (key, value) = (shortened(key), shortened(value));
                format!("put a space after the colon: `{key}: {value}`")
            }
            _ => "write `key: value`, or indent it when it goes on with the value above".to_owned(),
        };
        self.error(span, "this line has no `key: value`", &hint)
    }

    /// Everything else: most often a value that needs quotes, or a line out of its column.
    fn value(&self, said: &str) -> Diagnostic {
        let line = self.line();
        let before = &self.text[line.start..self.at.min(line.end)];
        let indent = before.len() - before.trim_start().len();
        if before.trim().is_empty() && self.character() == Some('\t') {
            let span = self.at..self.at + 1;
            return self.error(
                span,
                "this line is indented with a tab",
                "indent with spaces",
            );
        }
        let misplaced = said.contains("expected key") && before.trim().is_empty();
        let nested = said.contains("mapping values") && !before.contains(": ");
        if nested && indent == 0 && line.start > 0 {
            let above = self.from(line.start - 1);
            return self.from(above.line().start).no_key();
        }
        if misplaced || nested {
            return self.out_of_line(line.start + indent..line.end);
        }
        self.fault(said, before)
    }

    /// A value that should have been in quotes, or else what libyaml says of it.
    fn fault(&self, said: &str, before: &str) -> Diagnostic {
        let line = self.line();
        let from = before.find(": ").map_or(0, |at| at + 2);
        let from = from + (before[from..].len() - before[from..].trim_start().len());
        let value = self.from(line.start + from);
        let key = before.split(':').next().unwrap_or_default().trim();
        let key = shortened(key.trim_start_matches("- "));
        let hint = match quoted(self.line_text()) {
            Some(line) => format!("put the value in quotes: `{line}`"),
            None => "put text with special characters in quotes".to_owned(),
        };
        if said.contains("mapping values") {
            let message = format!("the value of `{key}` has a colon and a space in it");
            return self.error(self.word(), &message, &hint);
        }
        match (value.character(), self.character()) {
            (_, Some(close @ (']' | '}'))) => {
                let message = format!("`{close}` closes nothing");
                self.error(self.at..self.at + 1, &message, "remove it")
            }
            _ if said.contains("expected key") => {
                let message = format!("the value of `{key}` goes on after it was closed");
                self.error(self.word(), &message, &hint)
            }
            (Some(first), _) if !first.is_alphanumeric() && !first.is_whitespace() => {
                let message = format!("a value cannot begin with `{first}`");
                self.error(value.word(), &message, &hint)
            }
            _ => {
                let said = said.split(" at line").next().unwrap_or(said);
                self.error(self.word(), said, &hint)
            }
        }
    }
}

/// The line `key: value` with its value in quotes, when it is short enough to show.
fn quoted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|quote| {
        let inner = value.strip_prefix(*quote)?;
        inner.strip_suffix(*quote)
    });
    let value = inner.unwrap_or(value);
    let value = if value.contains(['"', '\\']) {
        format!("'{}'", value.replace('\'', "''"))
    } else {
        format!("\"{value}\"")
    };
    let line = format!("{}: {value}", key.trim_start());
    (line.chars().count() <= 100).then_some(line)
}
