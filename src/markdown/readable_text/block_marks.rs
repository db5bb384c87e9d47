//! Spaces that are no spaces to Markdown, after the marks that begin a line: `##`, `-`, `*`, `>`,
//! `1.` and `[ ]`. Phones, Option-Space on a Mac and word processors write them.
//!
//! Each becomes one space. The bytes that are left over go where they are nothing: behind the hashes of
//! a heading; else to the end of the line before, so that the text of a list item begins in the same
//! column as with a space; or before the mark.

use super::ReadableText;
use super::line_beginnings::line_beginnings;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::parser_options::LINE_ENDS;
use crate::markdown::source::MarkdownSource;
use memchr::memchr3_iter;

/// More spaces before the mark of a block make it code.
const MAX_INDENT: usize = 3;

/// Makes the space after every mark one that Markdown reads.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    let begins_space = |at: &usize| markdown[*at..].starts_with(is_wide_space);
    let spaces = memchr3_iter(0xc2, 0xe2, 0xe3, markdown.as_bytes()).filter(begins_space);
    for line in line_beginnings(markdown, spaces, is_before_space) {
        let line_start = source.start + line.line_start;
        let mut lines = markdown[line.line_start..].split_inclusive(LINE_ENDS);
        let line = lines.next().unwrap_or_default();
        let Some(marks) = marks(line) else { continue };
        let before = &source.text[source.start..line_start];
        if verbatim.contains(line_start + marks.written) || !may_begin(&marks, before) {
            continue;
        }
        let ends = before.len() - before.trim_end_matches(LINE_ENDS).len();
        let from = line_start - ends.min(line_end_length(before));
        let left_over = marks.written - marks.readable.len();
        // two spaces at the end of a line that goes on are a line break
        let goes_on = marks.readable.trim_start().starts_with('>');
        let most_before = match before.is_empty() {
            true => 0,
            false if goes_on => 1,
            false => left_over,
        };
        let (before_line, indent) = (
            left_over.min(most_before),
            left_over.saturating_sub(most_before),
        );
        if indent > MAX_INDENT {
            continue;
        }
        let line_end = &source.text[from..line_start];
        let repaired = format!(
            "{}{line_end}{}{}",
            " ".repeat(before_line),
            " ".repeat(indent),
            marks.readable
        );
        readable.replace(from..line_start + marks.written, &repaired);
    }
}

/// The marks at the begin of a line.
struct Marks {
    /// Their bytes in the file, with the spaces after them.
    written: usize,
    /// These marks with spaces that Markdown reads.
    readable: String,
    /// Whether a number that no list begins with is one of them.
    has_later_number: bool,
}

/// The marks of a line with a space that is none to Markdown; `None` when it has no such space.
fn marks(line: &str) -> Option<Marks> {
    let indent = spaces(line);
    let mut marks = Marks {
        written: indent.len(),
        readable: indent.replace(is_wide_space, " "),
        has_later_number: false,
    };
    loop {
        let rest = &line[marks.written..];
        let mark = &rest[..mark_length(rest)];
        let after = spaces(&rest[mark.len()..]);
        let is_task = mark.starts_with('[');
        let is_mark = !mark.is_empty() && (!after.is_empty() || mark == ">");
        if !is_mark || (is_task && marks.written == indent.len()) {
            break;
        }
        let begins_with_digit = mark.starts_with(|c: char| c.is_ascii_digit());
        marks.has_later_number |= begins_with_digit && !mark.starts_with("1.") && mark != "1)";
        marks.written += mark.len() + after.len();
        marks.readable.push_str(mark);
        let is_wide = after.contains(is_wide_space);
        let after = match is_wide {
            false => after,
            // a quote goes on in the paragraph, whose lines end without spaces
            true if mark == ">" => &"    "[..after.len().min(4)],
            // after the hashes of a heading, spaces are nothing
            true if mark.starts_with('#') => {
                marks.readable.push_str(&" ".repeat(after.len()));
                break;
            }
            true => " ",
        };
        marks.readable.push_str(after);
        if mark.starts_with('#') || is_task {
            break;
        }
    }
    let has_mark = marks.written > indent.len();
    (has_mark && line[..marks.written] != marks.readable).then_some(marks)
}

fn spaces(text: &str) -> &str {
    let is_space = |c: char| matches!(c, ' ' | '\t') || is_wide_space(c);
    &text[..text.len() - text.trim_start_matches(is_space).len()]
}

/// The length of the mark that a text begins with; 0 for none.
fn mark_length(text: &str) -> usize {
    let length = |is_part: fn(char) -> bool| text.len() - text.trim_start_matches(is_part).len();
    let (hashes, digits) = (length(|c| c == '#'), length(|c| c.is_ascii_digit()));
    match text.as_bytes() {
        [b'-' | b'*' | b'+' | b'>', ..] => 1,
        [b'[', b' ' | b'x' | b'X', b']', ..] => 3,
        [b'#', ..] if hashes <= 6 => hashes,
        _ if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => 0,
    }
}

/// Whether the marks begin a block there: a list that interrupts a paragraph begins with 1
/// (CommonMark 5.3).
fn may_begin(marks: &Marks, before: &str) -> bool {
    let mut lines = before.trim_end_matches(LINE_ENDS).rsplit(LINE_ENDS);
    let line_before = lines.next().unwrap_or_default().trim_start();
    let is_blank = before.is_empty() || before.ends_with("\n\n") || before.ends_with("\r\n\r\n");
    !marks.has_later_number
        || is_blank
        || line_before.starts_with(|c: char| c.is_ascii_digit() || "-*+".contains(c))
}

fn line_end_length(before: &str) -> usize {
    match before.ends_with("\r\n") {
        true => 2,
        false => usize::from(before.ends_with(LINE_ENDS)),
    }
}

/// Whether a character is part of marks, or a space between them.
fn is_before_space(c: char) -> bool {
    c.is_ascii_digit() || " \t#-*+>.)[]xX".contains(c) || is_wide_space(c)
}

/// Whether a character looks like a space, and is none to Markdown. Their first bytes in UTF-8 are C2,
/// E2 and E3; U+1680 alone has another one, and nobody writes it.
fn is_wide_space(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii_whitespace()
}
