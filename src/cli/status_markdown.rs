//! The table of `griot status --markdown`: what is not current, for a comment on a pull request.

use super::status_table::{StateFilter, StatusCell, StatusRow, StatusTable};
use crate::phrase;
use crate::translations::TranslationStatus;

/// Bytes of the table. GitHub takes comments of 65,536 characters.
const MOST_BYTES: usize = 60_000;

/// Changes that a cell names.
const MOST_CHANGES: usize = 5;

impl StatusTable<'_> {
    /// The stories that need a hand, a row each, and the counts of each language. Words of articles
    /// are escaped for Markdown and HTML.
    pub fn to_markdown(&self) -> String {
        let rows: Vec<&StatusRow> = self.rows.iter().filter(|row| needs_hand(row)).collect();
        let counts = escaped(&self.counts());
        if rows.is_empty() {
            let current = phrase!("All translations are current.");
            return format!("{}\n\n{counts}\n", self.terminal.render(&current));
        }
        let codes: Vec<String> = self.langs.iter().map(|lang| self.code(*lang)).collect();
        let mut text = format!(
            "| {} | {} |\n| ---",
            self.terminal.render(&phrase!("Story")),
            codes.join(" | ")
        );
        text.push_str(&" | ---".repeat(codes.len()));
        text.push_str(" |\n");
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
            let title = &self.site.article(row.story.original).title;
            let key = escaped(&row.story.key);
            let line = format!("| {}<br>{key} | {} |\n", escaped(title), cells.join(" | "));
            if text.len() + line.len() > MOST_BYTES {
                text.push_str(&format!("\n{}\n", self.and_more(rows.len() - at)));
                break;
            }
            text.push_str(&line);
        }
        format!("{text}\n{counts}\n")
    }

    fn and_more(&self, more: usize) -> String {
        self.terminal
            .render(&phrase!("and {more} more", more = more))
    }
    /// The state of a story in a language, and the changes of its original.
    fn cell(&self, cell: &StatusCell) -> String {
        let state = self.terminal.render(&cell.to_text());
        let Some(TranslationStatus::Stale(stale)) = cell.status else {
            return state;
        };
        let changes = stale.changes.iter().take(MOST_CHANGES);
        let changes = changes.map(|change| escaped(&self.terminal.render(&change.text())));
        let mut lines: Vec<String> = changes.collect();
        if stale.changes.len() > MOST_CHANGES {
            lines.push(self.and_more(stale.changes.len() - MOST_CHANGES));
        }
        let since = phrase!(
            "**{state}** since {date}",
            state = state,
            date = stale.accepted.to_string()
        );
        format!("{}<br>{}", self.terminal.render(&since), lines.join("<br>"))
    }
}

fn needs_hand(row: &StatusRow) -> bool {
    let is_done =
        |cell: &StatusCell| matches!(cell.state, StateFilter::Original | StateFilter::Current);
    !row.cells.iter().all(is_done)
}

/// Text in which nothing is Markdown, HTML or a mention.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            // a mention would send mail
            '@' => escaped.push_str("&#64;"),
            c if c.is_control() => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            c => escaped.push(c),
        }
    }
    escaped
}
