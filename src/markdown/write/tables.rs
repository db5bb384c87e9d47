//! Tables: a scrolling region, head and body, alignment by class.

use super::Writer;
use crate::markdown::Fill;
use pulldown_cmark::Alignment;

#[derive(Default)]
pub struct Table {
    pub alignments: Vec<Alignment>,
    pub cell: usize,
    pub head: bool,
}

impl Writer<'_, '_> {
    pub fn start_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.html
            .raw("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
        self.html.slot(Fill::Word("table")).raw("\">\n<table>\n");
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

    pub fn start_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        let open = if self.table.head {
            "<th scope=\"col\""
        } else {
            "<td"
        };
        self.html.raw(open).raw(class).raw(">");
        self.table.cell += 1;
    }

    pub fn end_cell(&mut self) {
        self.write(if self.table.head { "</th>" } else { "</td>" });
    }
}
