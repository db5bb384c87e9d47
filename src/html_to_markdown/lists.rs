//! Writes lists and lists of definitions.

use super::blocks::{BlockKind, Flow};
use super::html_tree::{Element, NodeId, NodeKind};
use super::inline_pieces::BreakStyle;
use super::writer::Writer;

impl Writer<'_> {
    pub(super) fn list(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let items = self.items(id);
        // two lists of one mark after each other would be one list
        let last = flow.blocks.last().map(|block| block.kind);
        let is_ordered = element.name() == "ol";
        let [usual, other] = if is_ordered { ['.', ')'] } else { ['-', '*'] };
        let mark = match last == Some(BlockKind::List(usual)) {
            true => other,
            false => usual,
        };
        let first = element
            .get("start")
            .and_then(|start| start.trim().parse().ok());
        let first: u32 = first.filter(|first| *first < 100_000_000).unwrap_or(1);
        let mut texts = Vec::new();
        let mut is_loose = false;
        for (number, item) in (first..).zip(&items) {
            let inner = self.flow(item);
            let label = match is_ordered {
                true => format!("{number}{mark} "),
                false => format!("{mark} "),
            };
            is_loose |= inner.blocks.len() > 1 && !is_tight(&inner);
            texts.push((label, inner));
        }
        let separator = if is_loose { "\n\n" } else { "\n" };
        let texts: Vec<String> = texts
            .into_iter()
            .map(|(label, inner)| {
                let blocks: Vec<&str> = inner.blocks.iter().map(|block| &*block.text).collect();
                let text = blocks.join(separator);
                match text.is_empty() {
                    true => label.trim_end().to_string(),
                    false => indented(&label, &text),
                }
            })
            .collect();
        if items.iter().all(Vec::is_empty) {
            return;
        }
        flow.push(BlockKind::List(mark), texts.join(separator));
    }

    /// The nodes of each item. A list that stands in a list and in no item belongs to the item
    /// before it; other nodes are items.
    pub(super) fn items(&self, list: NodeId) -> Vec<Vec<NodeId>> {
        let mut items: Vec<Vec<NodeId>> = Vec::new();
        for child in self.tree.children(list) {
            let is_blank = match &self.tree.node(*child).kind {
                NodeKind::Text(text) => text.trim().is_empty(),
                NodeKind::Comment(_) => true,
                _ => false,
            };
            match self.tree.name(*child) {
                _ if is_blank => {}
                "li" => items.push(self.tree.children(*child).to_vec()),
                "ul" | "ol" => match items.last_mut() {
                    Some(item) => item.push(*child),
                    None => items.push(vec![*child]),
                },
                _ => items.push(vec![*child]),
            }
        }
        items
    }

    /// Terms, and below each what it means.
    pub(super) fn definition_list(&mut self, id: NodeId, flow: &mut Flow) {
        for child in self.entries(id) {
            let children = self.tree.children(child).to_vec();
            match self.tree.name(child) {
                "dt" => {
                    let term = self.run(&children, &[], BreakStyle::Html).join(" ");
                    flow.push(BlockKind::Paragraph, term);
                }
                _ => self.definition(&children, flow),
            }
        }
    }

    fn definition(&mut self, children: &[NodeId], flow: &mut Flow) {
        let text = self.flow(children).joined();
        if text.is_empty() {
            return;
        }
        let text = indented(": ", &text);
        match flow.blocks.last_mut() {
            Some(term) if term.kind == BlockKind::Paragraph => {
                term.text.push('\n');
                term.text.push_str(&text);
            }
            _ => flow.push(BlockKind::Paragraph, text),
        }
    }

    /// The terms and meanings of a list, also inside `<div>`.
    fn entries(&self, list: NodeId) -> Vec<NodeId> {
        let below = self.tree.below(list).into_iter();
        let is_entry = |id: &NodeId| {
            let parent = self.tree.node(*id).parent;
            let parent = parent.map_or("", |parent| self.tree.name(parent));
            matches!(self.tree.name(*id), "dt" | "dd") && matches!(parent, "dl" | "div")
        };
        below.filter(is_entry).collect()
    }
}

/// Whether an item is one paragraph, perhaps with lists below it.
fn is_tight(item: &Flow) -> bool {
    let mut kinds = item.blocks.iter().map(|block| block.kind);
    let first = kinds.next();
    matches!(first, Some(BlockKind::Paragraph | BlockKind::List(_)))
        && kinds.all(|kind| matches!(kind, BlockKind::List(_)))
}

/// A text behind a label, its other lines indented by the width of the label.
fn indented(label: &str, text: &str) -> String {
    let indent = " ".repeat(label.len());
    let mut indented = String::with_capacity(text.len() + label.len());
    for (at, line) in text.split('\n').enumerate() {
        if at == 0 {
            indented.push_str(label);
        } else {
            indented.push('\n');
            if !line.is_empty() {
                indented.push_str(&indent);
            }
        }
        indented.push_str(line);
    }
    indented
}
