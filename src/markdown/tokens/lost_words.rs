//! Warnings about blocks that Markdown reads in another way than they look, so that readers do not
//! see what was typed: code that never ends, cells beyond the columns of a table, numbers that a
//! list counts anew, bullets and marks of other programs at the beginning of a line.

use super::EventRewriter;
use super::near_markdown::beginning;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::markdown::parser_options::LINE_ENDS;
use crate::{message, phrase};
use pulldown_cmark::{CodeBlockKind, Event, Tag};
use std::ops::Range;

/// Bullets of word processors and phones.
const BULLETS: [char; 6] = ['•', '●', '▪', '◦', '‣', '■'];

/// A number of so many digits at the beginning of a line is a year, and no number of an item.
const YEAR_DIGITS: usize = 4;

impl EventRewriter<'_, '_> {
    /// Warns about the block that an event begins.
    pub(super) fn warn_lost_words(&mut self, event: &Event, span: &Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => self.warn_open_code(span),
            Event::Start(Tag::Table(columns)) => self.table_columns = columns.len(),
            Event::Start(Tag::TableRow) => self.warn_lost_cells(span),
            Event::Start(Tag::Item) => self.warn_year(span),
            _ => {}
        }
    }

    /// A fence without a second one: everything down to the end of the text is code.
    fn warn_open_code(&mut self, span: &Range<usize>) {
        let code = &self.text[span.clone()];
        let Some(sign) = code.chars().next().filter(|sign| "`~".contains(*sign)) else {
            return;
        };
        let after = code.trim_start_matches(sign);
        let fence = &code[..code.len() - after.len()];
        let last = code.trim_end().rsplit(LINE_ENDS).next().unwrap_or_default();
        let last = last.trim_start_matches([' ', '\t', '>']);
        let is_closed = last.starts_with(fence) && last.trim_start_matches(sign).trim().is_empty();
        // the end of a list or quotation ends the code as well
        let is_whole_rest = self.text[span.end..].trim().is_empty();
        let has_lines = after.trim_end().contains(LINE_ENDS);
        if !has_lines || is_closed || !is_whole_rest {
            return;
        }
        let message = message!(
            Code::UnclosedCode,
            "the code that begins with `{fence}` never ends: all that follows is shown as code",
            fence = fence
        );
        let hint = phrase!(
            "write `{fence}` on a line of its own where it ends",
            fence = fence
        );
        let first_line = code.split(LINE_ENDS).next().unwrap_or_default().len();
        self.warn_block(span.start..span.start + first_line, message, hint);
    }

    /// Cells beyond the last column are not shown (GFM 4.10).
    fn warn_lost_cells(&mut self, span: &Range<usize>) {
        let row = self.text[span.clone()].trim();
        let row = row.strip_prefix('|').unwrap_or(row);
        let is_bar = |(at, _): &(usize, &str)| !row[..*at].ends_with('\\');
        let mut bars = row.match_indices('|').filter(is_bar);
        let Some((last, _)) = bars.nth(self.table_columns.saturating_sub(1)) else {
            return;
        };
        let lost = row[last + 1..].trim().trim_end_matches('|').trim();
        if lost.is_empty() {
            return;
        }
        let message = message!(
            Code::LostCells,
            "`{words}` is not shown: this row has more cells than the table has columns",
            words = beginning(lost)
        );
        let hint = phrase!(
            "add a column to the first two lines, or write `\\|` for a `|` that is text, also in code"
        );
        self.warn_block(span.clone(), message, hint);
    }

    /// `1986. A great year.` is an item of a list, and the items after it are counted from there.
    fn warn_year(&mut self, span: &Range<usize>) {
        let item = &self.text[span.clone()];
        let words = item.trim_start_matches(|c: char| c.is_ascii_digit());
        let year = &item[..item.len() - words.len()];
        let Some(sign) = words.chars().next().filter(|sign| ".)".contains(*sign)) else {
            return;
        };
        if year.len() != YEAR_DIGITS {
            return;
        }
        let line = words[1..]
            .split(LINE_ENDS)
            .next()
            .unwrap_or_default()
            .trim();
        let message = message!(
            Code::YearAsItem,
            "`{year}{sign}` is read as the number of an item in a list",
            year = year,
            sign = sign.to_string()
        );
        let hint = phrase!(
            "write `{year}\\{sign} {words}`",
            year = year,
            sign = sign.to_string(),
            words = beginning(line)
        );
        self.warn_block(span.start..span.start + year.len() + 1, message, hint);
    }

    /// Warns about what other programs read at the beginning of a line.
    pub(super) fn warn_line(&mut self, text: &str, span: &Range<usize>) {
        if let Some(words) = text.strip_prefix(BULLETS) {
            let bullet = &text[..text.len() - words.len()];
            let message = message!(
                Code::MisspelledList,
                "this line is no item of a list: Markdown has no `{bullet}`",
                bullet = bullet
            );
            let hint = phrase!("write `- {words}`", words = beginning(words.trim()));
            return self.warn_words(text, span, message, hint);
        }
        if self.warn_list_of_other_programs(text, span) {
            return;
        }
        let is_import = text.starts_with("import ")
            && (text.contains(" from ") || text.starts_with("import {"))
            || text.starts_with("export const ");
        if is_import || text.starts_with("{/*") {
            let message = message!(
                Code::ForeignSyntax,
                "`{words}` is a line of MDX and is shown as text",
                words = beginning(text)
            );
            return self.warn_words(
                text,
                span,
                message,
                phrase!("remove it: an article is no program"),
            );
        }
        if text.starts_with("*[") && text.contains("]:") {
            let message = message!(
                Code::ForeignSyntax,
                "`{words}` is another program's abbreviation and is shown as text",
                words = beginning(text)
            );
            let hint = phrase!("write `<abbr title=\"…\">…</abbr>` where it stands in the text");
            self.warn_words(text, span, message, hint);
        }
    }

    /// `– words` or `b) words` below a line of the same kind: both lines become one.
    fn warn_list_of_other_programs(&mut self, text: &str, span: &Range<usize>) -> bool {
        let Some(number) = item_of_other_programs(text) else {
            return false;
        };
        let before = self.text[..span.start].trim_end_matches([' ', '\t', '>']);
        let before = before.strip_suffix('\n').unwrap_or_default();
        let before = before.trim_end_matches('\r').rsplit(LINE_ENDS).next();
        let before = before.map(|line| line.trim_start_matches([' ', '\t', '>', '\u{A0}']));
        if before.is_none_or(|line| item_of_other_programs(line).is_none()) {
            return false;
        }
        let words = text[number.len()..].trim_start();
        let message = message!(
            Code::MisspelledList,
            "this line is no item of a list: Markdown has no `{bullet}`",
            bullet = number
        );
        let hint = phrase!(
            "write `- {words}`, or leave an empty line before it if it is no list",
            words = beginning(words)
        );
        self.warn_words(text, span, message, hint);
        true
    }

    fn warn_words(&mut self, text: &str, span: &Range<usize>, message: Message, hint: Text) {
        let warning = Diagnostic::warning(self.path.clone(), message).hint(hint);
        self.warn(text, span, warning);
    }

    fn warn_block(&mut self, place: Range<usize>, message: Message, hint: Text) {
        let warning = Diagnostic::warning(self.path.clone(), message).at(place);
        self.diagnostics.push(warning.hint(hint));
    }
}

/// The dash, or the letter with its bracket, that a line begins with: `–`, `—`, `b)`.
fn item_of_other_programs(line: &str) -> Option<&str> {
    let (first, words) = line.split_once(char::is_whitespace)?;
    let is_letter =
        |first: &str| matches!(first.as_bytes(), [letter, b')'] if letter.is_ascii_alphabetic());
    let is_item = matches!(first, "–" | "—") || is_letter(first);
    (is_item && !words.trim().is_empty()).then_some(first)
}
