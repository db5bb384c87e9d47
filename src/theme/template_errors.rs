//! Turns errors of the template engine into diagnostics with their place in the theme.
//!
//! Takes the engine's errors and the template sources, and gives one diagnostic for each problem.

use super::rewritten_template::TemplateSources;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::limits::PAGE_BYTES;
use crate::message;
use std::ops::Range;
use tera::{Error, ErrorKind, Tera};

/// The path of an error for which the engine names no template.
const UNKNOWN_PATH: &str = "themes";

/// A place in the text that the engine reads.
struct EnginePlace<'t> {
    /// The name of the template.
    name: &'t str,
    /// From 1.
    line: usize,
    /// From 0, in characters.
    columns: Range<usize>,
}

/// Every problem of templates that do not compile. The engine itself stops at the first.
pub fn compile_errors(sources: &TemplateSources, error: &Error) -> Vec<Diagnostic> {
    if let ErrorKind::Msg(text) = error.kind() {
        return printed_reports(sources, text);
    }
    let each_alone = sources.iter().filter_map(|(name, source)| {
        let error = Tera::default()
            .add_raw_template(name, &source.compiled)
            .err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| diagnostic(sources, &error))
    });
    let syntax: Vec<Diagnostic> = each_alone.collect();
    if syntax.is_empty() {
        vec![diagnostic(sources, error)]
    } else {
        syntax
    }
}

/// An error while a page was rendered with `template`, which is its place if the engine names
/// none.
pub fn render_error(sources: &TemplateSources, template: &str, error: &Error) -> Diagnostic {
    let mut diagnostic = diagnostic(sources, error);
    if &*diagnostic.path == UNKNOWN_PATH {
        diagnostic.path = path(sources, template).into();
    }
    diagnostic
}

/// The error of a page that is too long, which often means a loop without end.
pub fn page_too_long(sources: &TemplateSources, template: &str) -> Diagnostic {
    let message = message!(
        Code::PageTooLong,
        "this template renders a page of more than {megabytes} MB",
        megabytes = PAGE_BYTES >> 20
    );
    Diagnostic::error(path(sources, template), message)
}

fn diagnostic(sources: &TemplateSources, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let is_one_line = span.end_line == span.start_line;
            let end = if is_one_line {
                span.end_col
            } else {
                usize::MAX
            };
            let place = EnginePlace {
                name: report.filename(),
                line: span.start_line,
                columns: span.start_col..end,
            };
            let message = report.message().lines().next().unwrap_or_default();
            placed(sources, &place, message)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let message = message!(
                Code::TemplateCycle,
                "this template extends or includes itself"
            );
            Diagnostic::error(path(sources, tpl), message)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = message!(
                Code::MissingParentTemplate,
                "this template extends `{parent}`, which does not exist",
                parent = parent
            );
            Diagnostic::error(path(sources, current), message)
        }
        kind => Diagnostic::error(UNKNOWN_PATH, engine_message(&kind.to_string())),
    }
}

/// Parses the reports that the engine prints when several names are unknown: a line `error: …`,
/// a line `--> name:line:column`, the line itself, and carets under it.
fn printed_reports(sources: &TemplateSources, text: &str) -> Vec<Diagnostic> {
    let printed = text
        .split("error: ")
        .filter(|report| !report.trim().is_empty());
    let diagnostics = printed.map(|report| {
        let message = report.lines().next().unwrap_or_default();
        match printed_place(report) {
            Some(place) => placed(sources, &place, message),
            None => Diagnostic::error(UNKNOWN_PATH, engine_message(message)),
        }
    });
    diagnostics.collect()
}

fn printed_place(report: &str) -> Option<EnginePlace<'_>> {
    let place = report.lines().nth(1)?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let carets = report.lines().find(|line| line.trim_end().ends_with('^'));
    let width = carets.map_or(1, |line| line.matches('^').count());
    let start = column.saturating_sub(1);
    Some(EnginePlace {
        name,
        line,
        columns: start..start + width,
    })
}

fn placed(sources: &TemplateSources, place: &EnginePlace, message: &str) -> Diagnostic {
    let message = engine_message(message);
    match sources.get(place.name) {
        Some(source) => Diagnostic::error(source.path.as_str(), message)
            .at(source.span(place.line, place.columns.clone())),
        None => Diagnostic::error(place.name, message),
    }
}

/// The path of a template, for messages.
fn path<'t>(sources: &'t TemplateSources, name: &'t str) -> &'t str {
    sources
        .get(name)
        .map_or(name, |source| source.path.as_str())
}

/// The engine's own words in the style of our messages: one line, lowercase, no final period.
fn engine_message(text: &str) -> Message {
    let line = text.lines().next().unwrap_or_default();
    let line = line.trim_end_matches('.');
    let mut chars = line.chars();
    let is_word = chars.clone().nth(1).is_some_and(char::is_lowercase);
    let words = match chars.next() {
        Some(first) if is_word => first.to_lowercase().chain(chars).collect(),
        _ => line.to_string(),
    };
    message!(Code::TemplateError, "{engine_words}", engine_words = words)
}
