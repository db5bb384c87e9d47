//! Writes tables: a region that scrolls, head and body, alignment by class.

use super::HtmlWriter;
use crate::markdown::body::{SlotKind, ThemeStringKey};
use crate::markdown::tokens::Token;
use pulldown_cmark::{Alignment, Event, TagEnd};

/// The longest figure with its unit that stays on one line, in characters.
const FIGURE_CHARS: usize = 24;

/// The table that is being written.
#[derive(Default)]
pub struct OpenTable {
    /// The alignment of each column.
    alignments: Vec<Alignment>,
    /// Index of the next cell of the row.
    column: usize,
    in_head: bool,
    /// The element of the open cell.
    cell_element: &'static str,
}

impl HtmlWriter<'_, '_> {
    pub fn start_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.html
            .raw("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.html
            .slot(SlotKind::ThemeString(ThemeStringKey::Table))
            .raw("\">\n<table>\n");
    }

    pub fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.write("<thead>\n<tr>");
    }

    pub fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.write("</tr>\n</thead>\n<tbody>\n");
    }

    pub fn start_row(&mut self) {
        self.table.column = 0;
        self.write("<tr>");
    }

    /// Starts the cell that `tokens` begins with. An empty cell of the head is no header, because it
    /// names nothing (the corner of a table with names on two sides).
    pub fn start_cell(&mut self, tokens: &[Token]) {
        let is_empty = matches!(tokens[1].event, Event::End(TagEnd::TableCell));
        let alignment = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => Some("align-left"),
            Some(Alignment::Center) => Some("align-center"),
            Some(Alignment::Right) => Some("align-right"),
            _ => None,
        };
        let figure = (!self.table.in_head && is_figure(tokens)).then_some("figure");
        let classes: Vec<&str> = alignment.into_iter().chain(figure).collect();
        let is_header = self.table.in_head && !is_empty;
        self.table.cell_element = if is_header { "th" } else { "td" };
        self.html.raw("<").raw(self.table.cell_element);
        self.html.raw(if is_header { " scope=\"col\"" } else { "" });
        if !classes.is_empty() {
            self.html.raw(" class=\"").raw(&classes.join(" ")).raw("\"");
        }
        self.html.raw(">");
        self.table.column += 1;
    }

    pub fn end_cell(&mut self) {
        let element = self.table.cell_element;
        self.html.raw("</").raw(element).raw(">");
    }
}

/// Whether the cell that `tokens` begins with is a figure, perhaps with a sign and a unit:
/// `55 Mbit/s`, `−3 °C`, `€ 20`.
fn is_figure(tokens: &[Token]) -> bool {
    let mut text = String::new();
    for token in &tokens[1..] {
        match &token.event {
            Event::Text(part) => text.push_str(part),
            Event::End(TagEnd::TableCell) => break,
            _ => return false,
        }
    }
    let begins = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    begins.starts_with(char::is_numeric) && text.chars().count() <= FIGURE_CHARS
}
