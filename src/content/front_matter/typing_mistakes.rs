//! Mistakes of typing that YAML takes for something else: a hash that begins a comment, a space that
//! is none, a colon without a space.
//!
//! Looks at the characters between the values of a document; where the document is broken, at its
//! lines.

use crate::diagnostic::{Code, Diagnostic, invisible_name};
use crate::keys::{front_matter_key, translated_front_matter_key};
use crate::yaml_and_toml::{Document, quoted_line, shortened};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// Front matter in YAML: the bytes `matter` of a file's text.
pub struct YamlText<'a> {
    pub path: &'a Arc<str>,
    pub text: &'a str,
    pub matter: Range<usize>,
}

impl YamlText<'_> {
    /// The problems of a document that could be read: values that a comment cuts, and invisible
    /// characters beside values.
    pub fn mistakes(&self, document: &Document) -> Vec<Diagnostic> {
        let mut found = self.items_in_values(document);
        let matter = &self.text[self.matter.clone()];
        let is_suspect = |c: char| c == '#' || is_no_space(c);
        if !matter.contains(is_suspect) {
            return found;
        }
        let scalars = document.scalar_spans();
        let is_in_value = |at: usize| {
            let next = scalars.partition_point(|span| span.end <= at);
            scalars.get(next).is_some_and(|span| span.contains(&at))
        };
        for line in self.lines() {
            let suspects = self.text[line.clone()].match_indices(is_suspect);
            let mut suspects = suspects.map(|(at, c)| (line.start + at, c));
            if let Some((at, c)) = suspects.find(|(at, _)| !is_in_value(*at)) {
                found.extend(match c {
                    "#" => self.cut_by_hash(&line, at),
                    _ => self.no_space(at),
                });
            }
        }
        found
    }

    /// Warnings about `- b` below `- a` with another indent, which YAML reads as the value `a - b`.
    fn items_in_values(&self, document: &Document) -> Vec<Diagnostic> {
        let is_item = |line: &Range<usize>| {
            let written = &self.text[line.clone()];
            written.starts_with(' ') && written.trim_start().starts_with("- ")
        };
        let mut items = self.lines().filter(is_item).peekable();
        if items.peek().is_none() {
            return Vec::new();
        }
        let scalars = document.scalar_spans();
        let found = items.filter_map(|line| {
            let written = &self.text[line.clone()];
            let dash = line.start + (written.len() - written.trim_start().len());
            let scalar = scalars.get(scalars.partition_point(|span| span.end <= dash))?;
            let is_plain = !self.text[scalar.start..].starts_with(['"', '\'', '|', '>']);
            let before = self.text[..scalar.start]
                .rsplit('\n')
                .next()
                .unwrap_or_default();
            let is_item = before.trim_start().starts_with('-') && before.trim() == "-";
            if !(scalar.start < line.start && scalar.contains(&dash) && is_plain && is_item) {
                return None;
            }
            let message = message!(
                Code::MisspelledList,
                "`{item}` is read as a part of the value above it",
                item = shortened(written.trim())
            );
            let hint = phrase!("begin it where the `-` above it begins");
            let warning = Diagnostic::warning(self.path.clone(), message);
            Some(warning.at(dash..line.end).hint(hint))
        });
        found.collect()
    }

    /// The mistakes that explain why a document is broken; none where something else is wrong.
    pub fn reasons(&self) -> Vec<Diagnostic> {
        let reasons = self.lines().filter_map(|line| {
            let written = &self.text[line.clone()];
            let value = written.find(':').map_or(written.len(), |colon| colon + 1);
            let is_dash = |c: char| c == ' ' || c == '-' || is_no_space(c);
            let before_value = &written[..value];
            let after = written[value..].find(|c| !is_dash(c)).unwrap_or(0);
            let start = match before_value.ends_with(':') {
                true => &written[..value + after],
                false => &written[..written.find(|c| !is_dash(c)).unwrap_or(0)],
            };
            match start.find(is_no_space) {
                Some(at) => self.no_space(line.start + at),
                None => self.colon_without_space(&line),
            }
        });
        reasons.collect()
    }

    /// The bytes of each line, without its end.
    fn lines(&self) -> impl Iterator<Item = Range<usize>> {
        let mut at = self.matter.start;
        self.text[self.matter.clone()]
            .split_inclusive('\n')
            .map(move |line| {
                let start = at;
                at += line.len();
                start..start + line.trim_end_matches(['\n', '\r']).len()
            })
    }

    /// The warning for a comment that looks like a hashtag: `title: Le hashtag #Kebetu`.
    fn cut_by_hash(&self, line: &Range<usize>, at: usize) -> Option<Diagnostic> {
        let before = self.text[line.start..at].trim();
        let is_word = self.text[at + 1..].starts_with(char::is_alphanumeric);
        let (key, value) = before.split_once(':').unwrap_or(("", before));
        let value = value.trim().trim_start_matches("- ");
        let is_closed = value.starts_with(['"', '\'', '[', '{', '|', '>']);
        if before.is_empty() || !is_word || is_closed {
            return None;
        }
        let is_empty = value.is_empty() || value == "-";
        let message = match is_empty && !key.is_empty() {
            true => message!(
                Code::HashBeginsComment,
                "`{key}` is empty: `#` begins a comment",
                key = shortened(key.trim())
            ),
            false => message!(
                Code::HashBeginsComment,
                "`#` begins a comment: `{rest}` is not read",
                rest = shortened(self.text[at..line.end].trim_end())
            ),
        };
        let hint = match quoted_line(&self.text[line.clone()]) {
            Some(line) => phrase!("put the value in quotes: `{line}`", line = line),
            None => phrase!("put the value in quotes"),
        };
        let warning = Diagnostic::warning(self.path.clone(), message);
        Some(warning.at(at..line.end).hint(hint))
    }

    /// The error for a no-break space or an invisible character outside of values.
    fn no_space(&self, at: usize) -> Option<Diagnostic> {
        let c = self.text[at..].chars().next()?;
        let message = message!(
            Code::InvisibleCharacter,
            "here stands {name}, which is no space for YAML",
            name = invisible_name(c)?
        );
        let hint = phrase!("delete it, and type an ordinary space where one belongs");
        let error = Diagnostic::error(self.path.clone(), message);
        Some(error.at(at..at + c.len_utf8()).hint(hint))
    }

    /// The error for `title:Un titre`.
    fn colon_without_space(&self, line: &Range<usize>) -> Option<Diagnostic> {
        let (key, value) = self.text[line.clone()].split_once(':')?;
        let is_known =
            front_matter_key(key).is_some() || translated_front_matter_key(key).is_some();
        if !is_known || value.is_empty() || value.starts_with(char::is_whitespace) {
            return None;
        }
        let message = message!(
            Code::NotAKey,
            "this line is no `key: value`: a space is missing after the colon"
        );
        let hint = phrase!(
            "write `{key}: {value}`",
            key = key,
            value = shortened(value.trim_end())
        );
        let error = Diagnostic::error(self.path.clone(), message);
        Some(error.at(line.clone()).hint(hint))
    }
}

/// Whether a character looks like a space, or like nothing, and is no white space of YAML.
pub fn is_no_space(c: char) -> bool {
    !c.is_ascii() && invisible_name(c).is_some()
}
