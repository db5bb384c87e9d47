//! Warnings about lines that look like a table and are none, because the line of dashes is
//! missing, has another number of columns, or because text stands right above the table.

use super::EventRewriter;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::parser_options::LINE_ENDS;
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

impl EventRewriter<'_, '_> {
    /// Warns about a paragraph whose lines are those of a table.
    pub(super) fn warn_lines_of_table(&mut self, span: &Range<usize>) {
        let paragraph = &self.text[span.clone()];
        if memchr::memchr(b'|', paragraph.as_bytes()).is_none() {
            return;
        }
        let lines: Vec<&str> = paragraph
            .split(LINE_ENDS)
            .map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end())
            .filter(|line| !line.is_empty())
            .collect();
        let Some(first) = lines.iter().position(|line| is_row(line)) else {
            return;
        };
        let rows = &lines[first..];
        if rows.len() < 2 || !rows.iter().all(|line| is_row(line)) {
            return;
        }
        let warning = warning(rows, first > 0, self.path.clone());
        self.warn(rows[0], span, warning);
    }
}

/// Whether a line is a row of a table: it begins with `|`, or has two of them in it.
fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.len() > 1 || line.matches(" | ").count() > 1 || is_dashes(line)
}

fn is_dashes(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| ":-| \t".contains(c))
}

fn columns(row: &str) -> usize {
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').count()
}

fn warning(rows: &[&str], has_text_above: bool, path: Arc<str>) -> Diagnostic {
    let has_dashes = rows.iter().any(|row| is_dashes(row));
    if has_dashes && has_text_above {
        let message = message!(
            Code::MisspelledTable,
            "these lines are no table: text stands right above them"
        );
        let hint = phrase!("leave an empty line above the table");
        return Diagnostic::warning(path, message).hint(hint);
    }
    let message = match has_dashes {
        true => message!(
            Code::MisspelledTable,
            "these lines are no table: the second has to be dashes, with as many columns as the first"
        ),
        false => message!(
            Code::MisspelledTable,
            "these lines are no table: the line of dashes below the first one is missing"
        ),
    };
    let dashes = format!("|{}", "---|".repeat(columns(rows[0])));
    let hint = phrase!("write `{dashes}` below the first line", dashes = dashes);
    Diagnostic::warning(path, message).hint(hint)
}
