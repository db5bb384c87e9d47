//! Errors of the template engine in our words, at their places in the theme.

use super::templates::Sources;
use crate::diagnostic::Diagnostic;
use crate::limits::PAGE_BYTES;
use std::ops::Range;
use tera::{Error, ErrorKind, Tera};

/// Stands for the place that the engine does not name.
const NOWHERE: &str = "themes";

/// All that is wrong with templates that do not compile, where the engine stops at the first.
pub fn all(templates: &Sources, error: &Error) -> Vec<Diagnostic> {
    if let ErrorKind::Msg(text) = error.kind() {
        return reports(templates, text);
    }
    let alone = templates.iter().filter_map(|(name, source)| {
        let error = Tera::default()
            .add_raw_template(name, &source.compiled)
            .err()?;
        matches!(error.kind(), ErrorKind::SyntaxError(_)).then(|| one(templates, &error))
    });
    let syntax: Vec<Diagnostic> = alone.collect();
    if syntax.is_empty() {
        vec![one(templates, error)]
    } else {
        syntax
    }
}

/// An error met while a page was rendered with `template`: there if the engine names no place.
pub fn rendering(templates: &Sources, template: &str, error: &Error) -> Diagnostic {
    let mut diagnostic = one(templates, error);
    if &*diagnostic.path == NOWHERE {
        diagnostic.path = path(templates, template).into();
    }
    diagnostic
}

/// The error of a page that did not end.
pub fn too_long(templates: &Sources, template: &str) -> Diagnostic {
    let most = PAGE_BYTES >> 20;
    let message = format!("this template writes a page of more than {most} MB");
    Diagnostic::error(path(templates, template), message)
}

/// One error: of syntax, or of rendering.
fn one(templates: &Sources, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let one_line = span.end_line == span.start_line;
            let end = if one_line { span.end_col } else { usize::MAX };
            let message = report.message().lines().next().unwrap_or_default();
            placed(
                templates,
                report.filename(),
                message,
                (span.start_line, span.start_col..end),
            )
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let message = "this template comes back to itself by `extends` or `include`";
            Diagnostic::error(path(templates, tpl), message)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends `{parent}`, which is not there");
            Diagnostic::error(path(templates, current), message)
        }
        kind => Diagnostic::error(NOWHERE, in_our_words(&kind.to_string())),
    }
}

/// The engine's printed reports, as it gives them when several things are unknown: a line
/// `error: …`, a line `--> name:line:column`, the line itself, and carets under it.
fn reports(templates: &Sources, text: &str) -> Vec<Diagnostic> {
    let printed = text
        .split("error: ")
        .filter(|report| !report.trim().is_empty());
    let report = |report: &str| {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default();
        let place = lines
            .next()
            .and_then(|line| line.trim_start().strip_prefix("--> "));
        let layers = place.and_then(|place| {
            let mut layers = place.rsplitn(3, ':');
            let column: usize = layers.next()?.parse().ok()?;
            let line: usize = layers.next()?.parse().ok()?;
            Some((layers.next()?, line, column.saturating_sub(1)))
        });
        let carets = report.lines().find(|line| line.trim_end().ends_with('^'));
        let width = carets.map_or(1, |line| line.matches('^').count());
        match layers {
            Some((name, line, column)) => {
                placed(templates, name, message, (line, column..column + width))
            }
            None => Diagnostic::error(NOWHERE, in_our_words(message)),
        }
    };
    printed.map(report).collect()
}

/// `line` from 1; columns from 0, in characters of what the engine read.
fn placed(
    templates: &Sources,
    name: &str,
    message: &str,
    (line, columns): (usize, Range<usize>),
) -> Diagnostic {
    let message = in_our_words(message);
    match templates.get(name) {
        Some(source) => {
            Diagnostic::error(source.path.as_str(), message).at(source.place(line, columns))
        }
        None => Diagnostic::error(name, message),
    }
}

fn path<'t>(templates: &'t Sources, name: &'t str) -> &'t str {
    templates
        .get(name)
        .map_or(name, |source| source.path.as_str())
}

/// One line, lowercase at its beginning, no final period.
fn in_our_words(text: &str) -> String {
    let line = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let mut chars = line.chars();
    let word = chars.clone().nth(1).is_some_and(char::is_lowercase);
    match chars.next() {
        Some(first) if word => first.to_lowercase().chain(chars).collect(),
        _ => line.to_string(),
    }
}
