//! Diagnostics as text for a terminal: the message, its place, the line, a caret, the hint.
//!
//! Takes diagnostics in the order they shall be shown in, and asks its caller for the
//! text of a path. Whatever a file holds, nothing that a terminal obeys gets through:
//! control characters, tabs and bidi controls come out visible.

use super::{Diagnostic, English, Severity};
use std::fmt::Write;
use std::ops::Range;
use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_segmentation::UnicodeSegmentation;

/// Diagnostics as they are shown, a blank line between two; empty for none.
///
/// `text_of` gives a file's text by its path, after a byte order mark, or `None`; then
/// only the path is shown. Columns count characters from 1.
pub fn print(
    diagnostics: &[Diagnostic],
    text_of: &dyn Fn(&str) -> Option<String>,
    color: bool,
) -> String {
    let style = if color { &COLOR } else { &PLAIN };
    let mut blocks = Vec::with_capacity(diagnostics.len());
    let mut open: Option<(&str, Option<SourceText>)> = None;
    for diagnostic in diagnostics {
        let path: &str = &diagnostic.path;
        if diagnostic.span.is_some() && open.as_ref().is_none_or(|(of, _)| *of != path) {
            open = Some((path, text_of(path).map(SourceText::new)));
        }
        let text = open.as_ref().filter(|(of, _)| *of == path);
        let text = text.and_then(|(_, opened)| opened.as_ref());
        blocks.push(block(diagnostic, text, style));
    }
    blocks.join("\n")
}

/// A file's text and where its lines begin: found once, however many diagnostics it has.
struct SourceText {
    text: String,
    lines: Vec<usize>,
}

impl SourceText {
    fn new(text: String) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(after).collect();
        SourceText { text, lines }
    }
}

/// Escape sequences round the parts of a diagnostic.
struct Style {
    error: &'static str,
    warning: &'static str,
    bold: &'static str,
    frame: &'static str,
    end: &'static str,
}

const PLAIN: Style = Style {
    error: "",
    warning: "",
    bold: "",
    frame: "",
    end: "",
};

const COLOR: Style = Style {
    error: "\u{1b}[1;31m",
    warning: "\u{1b}[1;33m",
    bold: "\u{1b}[1m",
    frame: "\u{1b}[1;34m",
    end: "\u{1b}[0m",
};

/// One diagnostic, each of its lines ended.
fn block(diagnostic: &Diagnostic, text: Option<&SourceText>, style: &Style) -> String {
    let Style {
        bold, frame, end, ..
    } = style;
    let (name, tint) = match diagnostic.severity {
        Severity::Error => ("error", style.error),
        Severity::Warning => ("warning", style.warning),
    };
    let message = harmless(&diagnostic.message(&English));
    let mut out = format!("{tint}{name}{end}{bold}: {message}{end}\n");
    let path = harmless(&diagnostic.path);
    let mut pad = "  ".to_owned();
    match (&diagnostic.span, text) {
        (Some(span), Some(text)) => {
            let place = Place::of(text, span);
            pad = " ".repeat(place.line.to_string().len() + 1);
            let (line, column) = (place.line, place.column);
            let _ = writeln!(out, "{pad}{frame}-->{end} {path}:{line}:{column}");
            out.push_str(&excerpt(&place, &pad, tint, style));
        }
        _ if path.is_empty() => {}
        _ => {
            let _ = writeln!(out, "{pad}{frame}-->{end} {path}");
        }
    }
    if let Some(hint) = diagnostic.hint_words(&English) {
        let hint = harmless(&hint);
        let _ = writeln!(out, "{pad}{frame}={end} {bold}hint{end}: {hint}");
    }
    out
}

/// The line itself with its number, and the caret below it.
fn excerpt(place: &Place, pad: &str, tint: &str, style: &Style) -> String {
    let Style { frame, end, .. } = style;
    let shown = Excerpt::of(place);
    let gap = " ".repeat(shown.before);
    let carets = "^".repeat(shown.marked.max(1));
    let source = format!("{frame}{} |{end} {}", place.line, shown.text);
    let source = source.trim_end();
    format!("{pad}{frame}|{end}\n{source}\n{pad}{frame}|{end} {gap}{tint}{carets}{end}\n")
}

/// Where a span begins, and the part of it on its first line.
struct Place<'t> {
    /// Both count from 1; columns count characters.
    line: usize,
    column: usize,
    /// The line without its end.
    text: &'t str,
    /// Bytes of `text`.
    span: Range<usize>,
}

impl<'t> Place<'t> {
    /// A span that is out of the text or cuts a character is moved to where it fits.
    fn of(opened: &'t SourceText, span: &Range<usize>) -> Self {
        let text = opened.text.as_str();
        let start = boundary(text, span.start);
        let line_number = opened.lines.partition_point(|line| *line <= start);
        let from = opened
            .lines
            .get(line_number.wrapping_sub(1))
            .copied()
            .unwrap_or(0);
        let line = text[from..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let first = (start - from).min(line.len());
        let last = boundary(text, span.end).saturating_sub(from);
        Place {
            line: line_number,
            column: 1 + line[..first].chars().count(),
            text: line,
            span: first..last.clamp(first, line.len()),
        }
    }
}

/// The last beginning of a character that is not after byte `at`, nor after the text.
pub fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

/// The part of a line that fits a terminal, and the caret's place in columns.
struct Excerpt {
    text: String,
    before: usize,
    marked: usize,
}

/// Columns of a line that are shown, and how many of them before the caret.
const WIDTH: usize = 100;
const LEAD: usize = 60;

impl Excerpt {
    fn of(place: &Place) -> Self {
        let Range { start, end } = place.span;
        let (head, cut_head) = tail_of(&place.text[..start]);
        let room = WIDTH.saturating_sub(head.width);
        let (marked, cut_mark) = head_of(&place.text[start..end], room);
        let room = room.saturating_sub(marked.width);
        let (rest, cut_rest) = head_of(&place.text[end..], room);
        let lead = if cut_head { "…" } else { "" };
        let rest = if cut_mark { String::new() } else { rest.text };
        let tail = if cut_mark || cut_rest { "…" } else { "" };
        Excerpt {
            text: format!("{lead}{}{}{rest}{tail}", head.text, marked.text),
            before: head.width + usize::from(cut_head),
            marked: marked.width,
        }
    }
}

/// Harmless text and the columns it takes.
#[derive(Default)]
struct Cells {
    text: String,
    width: usize,
}

/// As much of the beginning as `room` columns hold; true when something is left out.
fn head_of(text: &str, room: usize) -> (Cells, bool) {
    let mut cells = Cells::default();
    for grapheme in text.graphemes(true) {
        let (shown, width) = cell(grapheme);
        if cells.width + width > room {
            return (cells, true);
        }
        cells.text.push_str(&shown);
        cells.width += width;
    }
    (cells, false)
}

/// As much of the end as the room before the caret holds; true when something is left out.
fn tail_of(text: &str) -> (Cells, bool) {
    let mut kept = Vec::new();
    let mut width = 0;
    let mut cut = false;
    for grapheme in text.graphemes(true).rev() {
        let (shown, columns) = cell(grapheme);
        if width + columns > LEAD {
            cut = true;
            break;
        }
        width += columns;
        kept.push(shown);
    }
    kept.reverse();
    let text = kept.concat();
    (Cells { text, width }, cut)
}

/// A grapheme as it is shown, and its columns on most terminals.
fn cell(grapheme: &str) -> (String, usize) {
    if grapheme == "\t" {
        return ("    ".to_owned(), 4);
    }
    let shown = harmless(grapheme);
    let first = shown.chars().next().unwrap_or(' ');
    let emoji = matches!(
        first.emoji_status(),
        EmojiStatus::EmojiPresentation
            | EmojiStatus::EmojiModifierBase
            | EmojiStatus::EmojiPresentationAndModifierBase
            | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
            | EmojiStatus::EmojiPresentationAndEmojiComponent
    );
    let wide = emoji || shown.contains('\u{fe0f}') || is_wide(first);
    (shown, if wide { 2 } else { 1 })
}

/// East Asian Width `W` and `F`, in whole blocks (Unicode Standard Annex 11).
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xA960..=0xA97F
        | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF01..=0xFF60
        | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

/// Text with what a terminal would obey made visible, on one line.
///
/// Control characters become their pictures (ESC is `␛`); bidi controls, line
/// separators and invisible spaces become `�`; joiners stay, emoji need them.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => ' ',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('�'),
            '\u{7f}' => '␡',
            '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => {
                '�'
            }
            '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '�',
            '\u{fff9}'..='\u{fffb}' => '�',
            _ => c,
        })
        .collect()
}
