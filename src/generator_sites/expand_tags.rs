//! Puts Markdown in the place of shortcodes and tags. One that nobody knows stays as text, with a
//! note. In code, tags stay as they are.

use super::known_tags::{KnownTags, Replacement};
use super::line_notes::FolderNoteKind;
use super::scan_tags::{Tag, TagForm, scan_tags};
use std::ops::Range;

/// Tags inside one another.
const DEPTH: usize = 12;

/// A text with Markdown for its tags.
pub fn expand_tags(text: &str, known: &mut KnownTags<'_>) -> String {
    expand(text, known, 0)
}

fn expand(text: &str, known: &mut KnownTags<'_>, depth: usize) -> String {
    if depth > DEPTH || !text.contains('{') {
        return text.to_string();
    }
    let tags = scan_tags(known.generator, text);
    let code = code_ranges(text);
    let mut expansion = Expansion {
        text,
        out: String::with_capacity(text.len()),
        done: 0,
    };
    let mut at = 0;
    while at < tags.len() {
        let tag = &tags[at];
        let is_code = is_in(&code, tag.range.start);
        let end = tag.end.map(|end| &tags[end]);
        expansion.copy_to(tag.range.start);
        at = match is_code {
            true => expansion.in_code(tag, end, at),
            false => expansion.tag(tag, end, at, known, depth),
        };
    }
    expansion.copy_to(text.len());
    expansion.out
}

struct Expansion<'t> {
    text: &'t str,
    out: String,
    /// How much of the text is done.
    done: usize,
}

impl<'t> Expansion<'t> {
    fn copy_to(&mut self, end: usize) {
        if end > self.done {
            self.out.push_str(&self.text[self.done..end]);
            self.done = end;
        }
    }

    /// A tag in code: it stays, but for what only keeps a generator from reading it. Gives the
    /// number of the next tag.
    fn in_code(&mut self, tag: &Tag<'t>, end: Option<&Tag<'t>>, at: usize) -> usize {
        match tag.form {
            TagForm::Shown => self.shown(tag),
            TagForm::Statement if matches!(tag.name, "raw" | "endraw") => {
                if let (Some(end), Some(place)) = (end, tag.end) {
                    self.done = tag.range.end;
                    self.copy_to(end.range.start);
                    self.done = end.range.end;
                    return place + 1;
                }
                self.done = tag.range.end;
            }
            _ => self.copy_to(tag.range.end),
        }
        at + 1
    }

    /// Shows a tag that its generator shows instead of reading it.
    fn shown(&mut self, tag: &Tag<'t>) {
        let written = &self.text[tag.range.clone()];
        self.out
            .push_str(&written.replacen("/*", "", 1).replacen("*/", "", 1));
        self.done = tag.range.end;
    }

    fn tag(
        &mut self,
        tag: &Tag<'t>,
        end: Option<&Tag<'t>>,
        at: usize,
        known: &mut KnownTags<'_>,
        depth: usize,
    ) -> usize {
        if tag.form == TagForm::Shown {
            self.shown(tag);
            return at + 1;
        }
        if tag.form == TagForm::Comment {
            self.done = tag.range.end;
            return at + 1;
        }
        if let (Some(end), Some(place)) = (end, tag.end) {
            let inner = &self.text[tag.range.end..end.range.start];
            let written = match KnownTags::reads_text(tag) {
                true => inner.to_string(),
                false => expand(inner, known, depth + 1),
            };
            if let Some(replacement) = known.paired(tag, &written) {
                self.replace(tag.range.start..end.range.end, replacement);
                return place + 1;
            }
        } else if let Some(replacement) = known.single(tag) {
            self.replace(tag.range.clone(), replacement);
            return at + 1;
        }
        let sign = match tag.is_end {
            true => String::new(),
            false => known
                .notes
                .add(FolderNoteKind::Tag, &self.text[tag.range.clone()]),
        };
        self.out.push_str(&sign);
        self.copy_to(tag.range.end);
        at + 1
    }

    fn replace(&mut self, range: Range<usize>, replacement: Replacement) {
        self.done = range.end;
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let before = &self.text[line..range.start];
        let rest = &self.text[range.end..];
        let after = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let is_alone = before.trim().is_empty() && after.trim().is_empty();
        match replacement {
            Replacement::Inline(text) => self.out.push_str(&text),
            Replacement::Block(text) if !is_alone && !text.contains('\n') => {
                self.out.push_str(&text);
            }
            Replacement::Block(text) => {
                let indent = if is_alone { before } else { "" };
                self.block(&text, indent, rest);
            }
        }
    }

    /// A block with empty lines around it.
    fn block(&mut self, text: &str, indent: &str, rest: &str) {
        let length = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(length);
        if !self.out.is_empty() {
            while !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        }
        for line in text.trim_matches('\n').split('\n') {
            if !line.is_empty() {
                self.out.push_str(indent);
            }
            self.out.push_str(line);
            self.out.push('\n');
        }
        let blank = rest.len() - rest.trim_start_matches(['\n', ' ', '\t']).len();
        // the white space before the next line is its own
        let kept = rest[..blank].rfind('\n').map_or(0, |at| at + 1);
        self.done += kept;
        if !rest[kept..].is_empty() {
            self.out.push('\n');
        }
    }
}

/// Whether a place is in one of several ranges, which are in their order.
pub fn is_in(ranges: &[Range<usize>], place: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= place);
    ranges.get(next).is_some_and(|range| range.contains(&place))
}

/// The bytes of fenced code and of code in lines, in their order.
pub fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut fence: Option<OpenFence> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches([' ', '\t', '>']);
        let sign = bare.chars().next().unwrap_or(' ');
        let length = bare.len() - bare.trim_start_matches(sign).len();
        let is_fence = matches!(sign, '`' | '~') && length >= 3;
        match &fence {
            Some(open) => {
                let closes = is_fence
                    && sign == open.sign
                    && length >= open.length
                    && bare.trim_end().trim_start_matches(sign).is_empty();
                if closes {
                    ranges.push(open.start..at + line.len());
                    fence = None;
                }
            }
            None if is_fence && !bare[length..].contains('`') => {
                fence = Some(OpenFence {
                    sign,
                    length,
                    start: at,
                });
            }
            None => push_code_of_line(line, at, &mut ranges),
        }
        at += line.len();
    }
    if let Some(open) = fence {
        ranges.push(open.start..text.len());
    }
    ranges
}

struct OpenFence {
    sign: char,
    length: usize,
    start: usize,
}

/// Code between backticks in one line.
fn push_code_of_line(line: &str, start: usize, ranges: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(open) = line[at..].find('`').map(|open| at + open) {
        let length = line[open..].len() - line[open..].trim_start_matches('`').len();
        let signs = &line[open..open + length];
        let mut from = open + length;
        let end = loop {
            let Some(close) = line[from..].find(signs).map(|close| from + close) else {
                break None;
            };
            let run = line[close..].len() - line[close..].trim_start_matches('`').len();
            if run == length {
                break Some(close + length);
            }
            from = close + run;
        };
        match end {
            Some(end) => {
                ranges.push(start + open..start + end);
                at = end;
            }
            None => at = open + length,
        }
    }
}
