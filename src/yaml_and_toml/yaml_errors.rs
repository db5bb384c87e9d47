//! The errors of libyaml for broken YAML, in words for somebody who writes articles.
//!
//! Most mistakes are a value that needs quotes: a title with `: ` in it, one that begins with `@`
//! or `[`. The hint then shows the line with quotes.

use super::node::shortened;
use super::quoted::quoted_line;
use super::source::DocumentSource;
use super::yaml_places::Scan;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::limits::NESTING;
use crate::{message, phrase};
use std::ops::Range;

/// The diagnostic for an error of serde_yaml.
pub fn explain(source: &DocumentSource, scan: &Scan, error: &serde_yaml::Error) -> Diagnostic {
    let said = error.to_string();
    let said = said.as_str();
    let text = source.slice();
    let location = error.location();
    let at = location.map_or(0, |location| text.floor_char_boundary(location.index()));
    let broken = BrokenYaml { source, text, at };
    let start = start_of_construct(text, said).unwrap_or(at);
    let whole = broken.from(start);
    let unclosed = scan.unclosed.map(|open| open - source.range.start);
    let says = |parts: &[&str]| parts.iter().any(|part| said.contains(part));
    match unclosed {
        _ if says(&["recursion limit"]) => source.nested_too_deeply(at, NESTING),
        _ if says(&["repetition limit"]) => broken.too_many_aliases(),
        _ if says(&["merg"]) => broken.invalid_merge(),
        _ if says(&["more than one document"]) => {
            broken.from(scan.end - source.range.start).after_document()
        }
        _ if says(&["128"]) && says(&["integer"]) => broken.number_too_large(),
        _ if says(&["control characters"]) => broken.control_character(),
        _ if says(&["unexpected end of stream"]) => whole.never_closed(),
        Some(open) if says(&["node content", "',' or '"]) => broken.from(open).never_closed(),
        _ if says(&["',' or '"]) => whole.broken_brackets(),
        _ if says(&["escape", "hexadecimal"]) => broken.invalid_escape(),
        _ if says(&["duplicate entry"]) => broken.duplicate_key(said),
        _ if says(&["expected ':'"]) => whole.not_a_key(),
        _ => broken.other(said),
    }
}

/// The byte of the second place that libyaml names: `…, while scanning … at line 2 column 8`.
/// libyaml names no place when it is the beginning of the text.
fn start_of_construct(text: &str, said: &str) -> Option<usize> {
    let construct = said.split_once(", while ")?.1;
    let Some((_, location)) = construct.split_once(" at line ") else {
        return Some(0);
    };
    let (line, column) = location.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let lines = text.split_inclusive('\n').take(line - 1);
    let before: usize = lines.map(str::len).sum();
    let rest = &text[before..];
    let within = rest.char_indices().nth(column - 1);
    Some(before + within.map_or(rest.len(), |(at, _)| at))
}

/// A place in broken YAML, in bytes of the slice.
#[derive(Clone, Copy)]
struct BrokenYaml<'a> {
    source: &'a DocumentSource<'a>,
    text: &'a str,
    at: usize,
}

impl<'a> BrokenYaml<'a> {
    /// Another place in the same text.
    fn from(self, at: usize) -> Self {
        BrokenYaml { at, ..self }
    }

    fn error(&self, span: Range<usize>, message: Message, hint: Text) -> Diagnostic {
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

    fn too_many_aliases(&self) -> Diagnostic {
        let at = self.text.find('*').unwrap_or(0);
        let span = self.from(at).word();
        let message = message!(
            Code::AliasesExpandTooMuch,
            "aliases such as this one expand to too many values"
        );
        self.error(span, message, phrase!("write the values out"))
    }

    fn invalid_merge(&self) -> Diagnostic {
        let at = self.text.find("<<").unwrap_or(0);
        let message = message!(
            Code::InvalidMerge,
            "`<<` can only take over keys and values"
        );
        let hint = phrase!("let it name an anchor that is a mapping: `<<: *name`");
        self.error(at..(at + 2).min(self.text.len()), message, hint)
    }

    fn number_too_large(&self) -> Diagnostic {
        let message = message!(Code::NumberTooLarge, "this number is too large");
        let hint = phrase!("put it in quotes when it is text");
        self.error(self.word(), message, hint)
    }

    /// The error for text after the end of the document, which libyaml takes for another one.
    fn after_document(&self) -> Diagnostic {
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
            let message = message!(
                Code::SecondDocument,
                "a second document begins here, and would never be read"
            );
            return self.error(span, message, phrase!("remove this line `---`"));
        }
        self.wrong_column(span)
    }

    fn wrong_column(&self, span: Range<usize>) -> Diagnostic {
        let message = message!(
            Code::InvalidIndentation,
            "this is not in line with what is above"
        );
        let hint = phrase!("begin it in the same column as the keys it belongs to");
        self.error(span, message, hint)
    }

    fn control_character(&self) -> Diagnostic {
        let is_refused = |c: char| match c {
            '\t' | '\n' | '\r' | '\u{85}' => false,
            '\u{fffe}' | '\u{ffff}' => true,
            _ => c.is_control(),
        };
        let mut letters = self.text.char_indices();
        let (at, c) = letters.find(|(_, c)| is_refused(*c)).unwrap_or_default();
        let message = message!(
            Code::ControlCharacter,
            "a control character (U+{code}) stands here",
            code = format!("{:04X}", u32::from(c))
        );
        self.error(at..at + c.len_utf8(), message, phrase!("delete it"))
    }

    fn never_closed(&self) -> Diagnostic {
        if let Some(problem) = self.hidden_by_comment() {
            return problem;
        }
        let message = match self.character() {
            Some('[') => message!(
                Code::UnclosedValue,
                "the list that begins here is never closed"
            ),
            Some('{') => message!(
                Code::UnclosedValue,
                "the list of keys that begins here is never closed"
            ),
            _ => message!(
                Code::UnclosedValue,
                "the quote that begins here is never closed"
            ),
        };
        let closing = match self.character() {
            Some('[') => ']',
            Some('{') => '}',
            other => other.unwrap_or('"'),
        };
        let hint = phrase!("add `{closing}` at its end", closing = closing);
        self.error(self.at..self.at + 1, message, hint)
    }

    /// The error for `{accent: #c2410c}`: the bracket at its end belongs to the comment.
    fn hidden_by_comment(&self) -> Option<Diagnostic> {
        let closing = match self.character()? {
            '[' => ']',
            '{' => '}',
            _ => return None,
        };
        let line = &self.text[self.at..];
        let line = &line[..line.find(['\n', '\r']).unwrap_or(line.len())];
        let at = line.find(" #")? + 1;
        let comment = &line[at..];
        let length = comment.find([closing, ',', ' '])?;
        comment.contains(closing).then_some(())?;
        let word = &comment[..length];
        let start = self.at + at;
        let message = message!(
            Code::UnclosedValue,
            "`#` begins a comment: `{rest}` is not read",
            rest = comment.trim_end()
        );
        let hint = phrase!(
            "put the value in quotes: `{line}`",
            line = format!("\"{word}\"")
        );
        Some(self.error(start..start + length, message, hint))
    }

    fn broken_brackets(&self) -> Diagnostic {
        let message = message!(Code::BrokenList, "the list that begins here is broken");
        let hint = phrase!(
            "put commas between its words, and quotes round those with `:`, `,` or brackets"
        );
        self.error(self.at..self.at + 1, message, hint)
    }

    fn invalid_escape(&self) -> Diagnostic {
        let end = self.at + self.character().map_or(0, char::len_utf8);
        let at = self.text[..end].rfind('\\').unwrap_or(self.at);
        let escape: String = self.text[at..].chars().take(2).collect();
        let span = at..at + escape.len();
        let message = message!(
            Code::InvalidEscape,
            "`{escape}` means nothing here between double quotes",
            escape = escape
        );
        let hint = phrase!("use single quotes, or write a backslash as `\\\\`");
        self.error(span, message, hint)
    }

    fn duplicate_key(&self, said: &str) -> Diagnostic {
        let key = said.split('"').nth(1).unwrap_or_default();
        let message = message!(
            Code::DuplicateKey,
            "the key `{key}` is written twice",
            key = shortened(key)
        );
        self.error(self.word(), message, phrase!("keep one of the two"))
    }

    /// The error for a line of the mapping that is no `key: value`.
    fn not_a_key(&self) -> Diagnostic {
        let line = self.line_text().trim();
        let span = self.at..self.line().end.max(self.at);
        let hint = match line.split_once(':') {
            _ if line.starts_with('-') => phrase!(
                "put a space after the dash: `- {item}`",
                item = shortened(line.trim_start_matches('-'))
            ),
            Some((key, value)) if !key.contains(' ') && !value.starts_with("//") => phrase!(
                "put a space after the colon: `{key}: {value}`",
                key = shortened(key),
                value = shortened(value)
            ),
            _ => phrase!("write `key: value`, or indent it when it goes on with the value above"),
        };
        let message = message!(Code::NotAKey, "this line has no `key: value`");
        self.error(span, message, hint)
    }

    /// Every other error: most often a value that needs quotes, or a line in a wrong column.
    fn other(&self, said: &str) -> Diagnostic {
        let line = self.line();
        let before = &self.text[line.start..self.at.min(line.end)];
        let indent = before.len() - before.trim_start().len();
        if before.trim().is_empty() && self.character() == Some('\t') {
            let message = message!(Code::InvalidIndentation, "this line is indented with a tab");
            return self.error(self.at..self.at + 1, message, phrase!("indent with spaces"));
        }
        let is_misplaced = said.contains("expected key") && before.trim().is_empty();
        let is_nested = said.contains("mapping values") && !before.contains(": ");
        if is_nested && indent == 0 && line.start > 0 {
            let above = self.from(line.start - 1);
            return self.from(above.line().start).not_a_key();
        }
        if is_misplaced || is_nested {
            return self.wrong_column(line.start + indent..line.end);
        }
        self.invalid_value(said, before)
    }

    /// The error for a value that should be in quotes, or else the message of libyaml.
    /// `before` is the line up to the error.
    fn invalid_value(&self, said: &str, before: &str) -> Diagnostic {
        let from = before.find(": ").map_or(0, |at| at + 2);
        let from = from + (before[from..].len() - before[from..].trim_start().len());
        let value = self.from(self.line().start + from);
        let key = before.split(':').next().unwrap_or_default().trim();
        let key = shortened(key.trim_start_matches("- "));
        let hint = match (
            keys_of_item(self.line_text()),
            quoted_line(self.line_text()),
        ) {
            (Some(keys), _) => phrase!("put braces around its keys: `- {{{keys}}}`", keys = keys),
            (None, Some(line)) => phrase!("put the value in quotes: `{line}`", line = line),
            (None, None) => phrase!("put text with special characters in quotes"),
        };
        if said.contains("mapping values") {
            let message = message!(
                Code::UnquotedValue,
                "the value of `{key}` has a colon and a space in it",
                key = key
            );
            return self.error(self.word(), message, hint);
        }
        match (value.character(), self.character()) {
            (_, Some(bracket @ (']' | '}'))) => {
                let message = message!(
                    Code::UnopenedBracket,
                    "`{bracket}` closes nothing",
                    bracket = bracket
                );
                self.error(self.at..self.at + 1, message, phrase!("remove it"))
            }
            _ if said.contains("expected key") => {
                let message = message!(
                    Code::UnquotedValue,
                    "the value of `{key}` goes on after it was closed",
                    key = key
                );
                self.error(self.word(), message, hint)
            }
            (Some(first), _) if !first.is_alphanumeric() && !first.is_whitespace() => {
                let message = message!(
                    Code::UnquotedValue,
                    "a value cannot begin with `{first}`",
                    first = first
                );
                self.error(value.word(), message, hint)
            }
            _ => {
                let error = said.split(" at line").next().unwrap_or(said);
                let message = message!(Code::InvalidSyntax, "{error}", error = error);
                self.error(self.word(), message, hint)
            }
        }
    }
}

/// The keys of the item `- label: Contact, url: /contact/`, whose braces are missing.
fn keys_of_item(line: &str) -> Option<&str> {
    let item = line.trim().strip_prefix("- ")?.trim();
    let is_key = |part: &str| {
        let key = part.trim().split_once(": ").map(|(key, _)| key);
        key.is_some_and(|key| {
            key.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        })
    };
    let is_item = item.contains(", ") && item.split(", ").all(is_key);
    is_item.then_some(item)
}
