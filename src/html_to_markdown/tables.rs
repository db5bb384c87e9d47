//! Writes tables: with pipes where Markdown can, else as HTML.

use super::blocks::{BlockKind, Flow};
use super::html_tree::NodeId;
use super::note::NoteKind;
use super::writer::Writer;

/// The rows of a table, in order.
struct Rows {
    rows: Vec<Vec<NodeId>>,
    /// Whether the first row is a head.
    has_head: bool,
}

impl Writer<'_> {
    pub(super) fn table(&mut self, id: NodeId, flow: &mut Flow) {
        let caption = self.tree.children(id).iter().copied();
        let caption = caption.filter(|child| self.tree.name(*child) == "caption");
        let caption: Vec<NodeId> = caption.collect();
        let rows = self.rows(id);
        if rows.rows.is_empty() {
            return;
        }
        match self.is_simple(&rows) {
            true => self.pipe_table(&rows, flow),
            false => {
                let note = self.note(NoteKind::KeptAsHtml, "table");
                let html = self.raw_html(id);
                return flow.push(BlockKind::Other, format!("{html}{note}"));
            }
        }
        for caption in caption {
            let children = self.tree.children(caption).to_vec();
            let inner = self.flow(&children);
            flow.blocks.extend(inner.blocks);
        }
    }

    fn rows(&self, table: NodeId) -> Rows {
        let mut rows = Vec::new();
        let mut has_head = false;
        for part in self.tree.children(table) {
            if !matches!(self.tree.name(*part), "thead" | "tbody" | "tfoot") {
                continue;
            }
            for row in self.tree.children(*part) {
                let cells = self.tree.children(*row).iter().copied();
                let cells: Vec<NodeId> = cells
                    .filter(|cell| matches!(self.tree.name(*cell), "td" | "th"))
                    .collect();
                if cells.is_empty() {
                    continue;
                }
                let is_head = self.tree.name(*part) == "thead"
                    || cells.iter().all(|cell| self.tree.name(*cell) == "th");
                has_head |= rows.is_empty() && is_head;
                rows.push(cells);
            }
        }
        Rows { rows, has_head }
    }

    /// Whether each cell is one row and one column of lines of text.
    fn is_simple(&self, rows: &Rows) -> bool {
        let spans = |id: NodeId| {
            let element = self.tree.element(id);
            ["colspan", "rowspan"].iter().any(|name| {
                let span = element.and_then(|element| element.get(name));
                span.is_some_and(|span| span.trim() != "1")
            })
        };
        let is_line = |id: &NodeId| {
            !super::writer::is_block_name(self.tree.name(*id))
                || matches!(self.tree.name(*id), "p" | "div")
        };
        let is_simple = |cell: &NodeId| !spans(*cell) && self.tree.below(*cell).iter().all(is_line);
        rows.rows.iter().flatten().all(is_simple)
    }

    fn pipe_table(&mut self, rows: &Rows, flow: &mut Flow) {
        let columns = rows.rows.iter().map(Vec::len).max().unwrap_or(1);
        let mut lines = Vec::new();
        for row in &rows.rows {
            let mut cells: Vec<String> = row.iter().map(|cell| self.cell(*cell)).collect();
            cells.resize(columns, String::new());
            lines.push(format!("| {} |", cells.join(" | ")));
        }
        let rule = format!("|{}", " --- |".repeat(columns));
        lines.insert(1, rule);
        if !rows.has_head {
            let note = self.note(NoteKind::TableHead, "");
            lines[0].push_str(&note);
        }
        flow.push(BlockKind::Other, lines.join("\n"));
    }

    fn cell(&mut self, cell: NodeId) -> String {
        let children = self.tree.children(cell).to_vec();
        let inner = self.flow(&children);
        let texts: Vec<String> = inner
            .blocks
            .iter()
            .map(|block| block.text.replace("\\\n", "<br>").replace('\n', " "))
            .collect();
        texts.join("<br>").replace('|', "\\|")
    }
}
