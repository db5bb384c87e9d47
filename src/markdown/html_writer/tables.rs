//! Writes tables: a region that scrolls, head and body, alignment by class.

use super::HtmlWriter;
use crate::markdown::body::{SlotKind, ThemeStringKey};
use pulldown_cmark::Alignment;

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
            .raw("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
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

    /// Starts a cell. An empty cell of the head is no header, because it names nothing (the
    /// corner of a table with names on two sides).
    pub fn start_cell(&mut self, is_empty: bool) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        let is_header = self.table.in_head && !is_empty;
        self.table.cell_element = if is_header { "th" } else { "td" };
        self.html.raw("<").raw(self.table.cell_element);
        self.html.raw(if is_header { " scope=\"col\"" } else { "" });
        self.html.raw(class).raw(">");
        self.table.column += 1;
    }

    pub fn end_cell(&mut self) {
        let element = self.table.cell_element;
        self.html.raw("</").raw(element).raw(">");
    }
}
