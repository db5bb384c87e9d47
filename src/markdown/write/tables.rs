//! Tables: a scrolling region, head and body, alignment by class.

use super::Writer;
use crate::markdown::{SlotKind, Word};
use pulldown_cmark::Alignment;

#[derive(Default)]
pub struct Table {
    pub alignments: Vec<Alignment>,
    pub cell: usize,
    pub head: bool,
    /// The element of the open cell.
    cell_tag: &'static str,
}

impl Writer<'_, '_> {
    pub fn start_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.html
            .raw("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.html
            .slot(SlotKind::Word(Word::Table))
            .raw("\">\n<table>\n");
    }

    pub fn start_table_head(&mut self) {
        self.table.head = true;
        self.table.cell = 0;
        self.write("<thead>\n<tr>");
    }

    pub fn end_table_head(&mut self) {
        self.table.head = false;
        self.write("</tr>\n</thead>\n<tbody>\n");
    }

    pub fn start_row(&mut self) {
        self.table.cell = 0;
        self.write("<tr>");
    }

    /// An empty cell names nothing: in the head it is no header (the corner of a table with
    /// names on two sides).
    pub fn start_cell(&mut self, empty: bool) {
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        let header = self.table.head && !empty;
        self.table.cell_tag = if header { "th" } else { "td" };
        self.html.raw("<").raw(self.table.cell_tag);
        self.html.raw(if header { " scope=\"col\"" } else { "" });
        self.html.raw(class).raw(">");
        self.table.cell += 1;
    }

    pub fn end_cell(&mut self) {
        let tag = self.table.cell_tag;
        self.html.raw("</").raw(tag).raw(">");
    }
}
