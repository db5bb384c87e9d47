//! Diagnostics as text for a terminal: the message, its place, the line, a caret, the hint.
//!
//! Takes sorted diagnostics, a catalog for the language of the messages, and a function that
//! gives the text of a path. annotate-snippets draws the excerpt; before that, this file makes
//! every control character visible and moves spans to the boundaries of characters.

use super::{Catalog, Diagnostic, Severity, harmless, invisible_characters};
use crate::phrase;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// Renders diagnostics for a terminal, with a blank line between two; empty for none.
///
/// `text_of` gives the text of a path without its byte order mark. Where it gives `None`, and
/// for a diagnostic without a span, only the path is shown. Columns count characters from 1.
pub fn print<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    catalog: &dyn Catalog,
    text_of: &dyn Fn(&str) -> Option<String>,
    color: bool,
) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(WIDTH);
    let printer = Printer { catalog, renderer };
    let mut blocks = Vec::new();
    let mut open: Option<FileText> = None;
    for diagnostic in diagnostics {
        let path: &str = &diagnostic.path;
        if diagnostic.span.is_some() && open.as_ref().is_none_or(|file| file.path != path) {
            let source = text_of(path).map(SourceText::new);
            open = Some(FileText { path, source });
        }
        let file = open.as_ref().filter(|file| file.path == path);
        let source = file.and_then(|file| file.source.as_ref());
        let location = diagnostic.span.as_ref().zip(source);
        let line = location.map(|(span, source)| source.line_of(span));
        blocks.push(printer.block(diagnostic, line) + "\n");
    }
    blocks.join("\n")
}

/// The number of the line on which a diagnostic begins, counted from 1; `None` for one about a file
/// as a whole.
pub fn line_number(
    diagnostic: &Diagnostic,
    text_of: &dyn Fn(&str) -> Option<String>,
) -> Option<usize> {
    let span = diagnostic.span.as_ref()?;
    let source = SourceText::new(text_of(&diagnostic.path)?);
    Some(source.line_of(span).number)
}

/// The file of the last diagnostic: diagnostics are sorted by path, so each is read once.
struct FileText<'d> {
    path: &'d str,
    source: Option<SourceText>,
}

/// A file's text and the bytes where its lines begin.
struct SourceText {
    text: String,
    line_starts: Vec<usize>,
}

/// The line on which a span begins.
struct SourceLine<'t> {
    /// Counts from 1.
    number: usize,
    /// The line without its end.
    text: &'t str,
    /// Bytes of `text`, on boundaries of characters.
    span: Range<usize>,
}

impl SourceText {
    fn new(text: String) -> Self {
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after).collect();
        SourceText { text, line_starts }
    }

    /// The line of a span. A span outside the text moves to its end, one that cuts a character
    /// to the character's first byte; a span of several lines ends with the first.
    fn line_of(&self, span: &Range<usize>) -> SourceLine<'_> {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end);
        let number = self.line_starts.partition_point(|line| *line <= start);
        let line_start = self.line_starts[number.saturating_sub(1)];
        let text = self.text[line_start..].lines().next().unwrap_or_default();
        let first = (start - line_start).min(text.len());
        let last = end.saturating_sub(line_start).clamp(first, text.len());
        SourceLine {
            number,
            text,
            span: first..last,
        }
    }
}

/// Columns of a line that are shown; a longer line is cut round its caret.
const WIDTH: usize = 100;

/// A longer line, in bytes, is cut before the renderer sees it: its time grows with the line.
const LINE_BYTES: usize = 16 * 1024;

/// Bytes of a cut line on each side of the caret: more than `WIDTH` columns take.
const WINDOW_BYTES: usize = 8 * WIDTH;

struct Printer<'a> {
    catalog: &'a dyn Catalog,
    renderer: Renderer,
}

impl Printer<'_> {
    /// One diagnostic, without the end of its last line.
    fn block(&self, diagnostic: &Diagnostic, line: Option<SourceLine>) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(phrase!("error").render(self.catalog)),
            Severity::Warning => Level::WARNING.with_name(phrase!("warning").render(self.catalog)),
        };
        let message = diagnostic.message(self.catalog);
        let invisible = invisible_characters(&message);
        let message = harmless(&message);
        let path = harmless(&diagnostic.path);
        let mut group = Group::with_title(level.primary_title(message));
        group = match line {
            Some(line) if line.text.len() > LINE_BYTES => cut_excerpt(group, path, &line),
            Some(line) => group.element(excerpt(&line).path(path)),
            None if path.is_empty() => group,
            None => group.element(Origin::path(path)),
        };
        if let Some(invisible) = invisible {
            let level = Level::NOTE.with_name(phrase!("note").render(self.catalog));
            group = group.element(level.message(invisible.render(self.catalog)));
        }
        if let Some(hint) = diagnostic.hint_text(self.catalog) {
            let level = Level::HELP.with_name(phrase!("hint").render(self.catalog));
            group = group.element(level.message(harmless(&hint)));
        }
        self.renderer.render(&[group])
    }
}

/// The line with the caret below it; the renderer cuts it to the width of a terminal.
fn excerpt<'a>(line: &SourceLine) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let before = harmless_line(&line.text[..line.span.start]);
    let marked = harmless_line(&line.text[line.span.clone()]);
    let after = harmless_line(&line.text[line.span.end..]);
    let span = before.len()..before.len() + marked.len();
    let source = format!("{before}{marked}{after}");
    Snippet::source(source)
        .line_start(line.number)
        .annotation(AnnotationKind::Primary.span(span))
}

/// The part of a very long line round its caret, below the place in the whole line.
fn cut_excerpt<'a>(group: Group<'a>, path: String, line: &SourceLine) -> Group<'a> {
    let column = 1 + line.text[..line.span.start].chars().count();
    let from = line.span.start.saturating_sub(WINDOW_BYTES);
    let from = line.text.ceil_char_boundary(from);
    let to = line
        .text
        .floor_char_boundary(line.span.start + WINDOW_BYTES);
    let window = SourceLine {
        number: line.number,
        text: &line.text[from..to],
        span: line.span.start - from..line.span.end.min(to) - from,
    };
    let origin = Origin::path(path).line(line.number).char_column(column);
    group.element(origin).element(excerpt(&window))
}

/// A part of a line without what a terminal would obey; tabs stay, the renderer widens them.
fn harmless_line(text: &str) -> String {
    let parts: Vec<String> = text.split('\t').map(harmless).collect();
    parts.join("\t")
}
