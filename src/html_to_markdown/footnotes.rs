//! Footnotes: references in the text, and the notes below it.
//!
//! Knows those of WordPress's own block (kept beside the text), those of Markdown plugins (a list
//! at the end with links back), and those that a shortcode wrote into the text.

use super::blocks::{BlockKind, Flow};
use super::html_tree::{Element, HtmlTree, NodeId, NodeKind};
use super::inline_pieces::BreakStyle;
use super::writer::{Footnote, Writer};
use super::{ConvertOptions, convert};

impl Writer<'_> {
    /// The number of the footnote that an element refers to; `None` for any other element.
    pub(super) fn footnote_reference(&mut self, id: NodeId) -> Option<usize> {
        let element = self.tree.element(id)?;
        if element.name() != "sup" {
            return None;
        }
        if let Some(own) = element.get("data-fn") {
            let note = self.options.footnotes.iter().find(|note| note.id == own)?;
            let html = note.html.clone();
            return Some(self.numbered(own, |writer| {
                Footnote::Markdown(writer.inner_markdown(&html))
            }));
        }
        let link = self.tree.first(id, "a")?;
        let target = self.tree.element(link)?.get("href")?.strip_prefix('#')?;
        let is_note =
            target.starts_with("fn") || target.contains("footnote") || target.starts_with("_ftn");
        let note = self.by_id.get(target).copied().filter(|_| is_note)?;
        let target = target.to_string();
        Some(self.numbered(&target, |_| Footnote::Node(note)))
    }

    fn numbered(&mut self, id: &str, content: impl FnOnce(&Self) -> Footnote) -> usize {
        if let Some(number) = self.footnote_numbers.get(id) {
            return *number;
        }
        let content = content(self);
        self.footnotes.push(content);
        let number = self.footnotes.len();
        self.footnote_numbers.insert(id.to_string(), number);
        number
    }

    /// A footnote that stands in the text: its reference.
    pub(super) fn footnote(&mut self, id: NodeId) -> String {
        let children = self.tree.children(id).to_vec();
        let texts = self.run(&children, &[], BreakStyle::Html);
        if texts.is_empty() {
            return String::new();
        }
        self.footnotes.push(Footnote::Markdown(texts.join(" ")));
        format!("[^{}]", self.footnotes.len())
    }

    fn inner_markdown(&self, html: &str) -> String {
        let tree = HtmlTree::parse(html);
        let options = ConvertOptions::default();
        let converted = tree.map(|tree| convert(&tree, self.addresses, &options));
        converted.map_or(String::new(), |converted| {
            converted.markdown.trim().to_string()
        })
    }

    /// Whether an element is the list of notes that a plugin puts below a text.
    pub(super) fn is_footnote_list(&self, element: &Element) -> bool {
        element.has_class("footnotes") || element.has_class("footnote-list")
    }

    /// Leaves out the notes that the text refers to: they are written at the end.
    pub(super) fn take_footnote_list(&mut self, id: NodeId, flow: &mut Flow) {
        let below = self.tree.below(id).into_iter();
        let mut ids = below.filter_map(|node| self.tree.element(node)?.get("id"));
        let is_whole = ids.any(|id| self.footnote_numbers.contains_key(id));
        if !is_whole {
            let children = self.tree.children(id).to_vec();
            let inner = self.flow(&children);
            flow.blocks.extend(inner.blocks);
        }
    }

    /// Writes the notes that the text refers to.
    pub(super) fn push_footnotes(&mut self, flow: &mut Flow) {
        let mut at = 0;
        // a note may refer to another one
        while at < self.footnotes.len() {
            let text = match &self.footnotes[at] {
                Footnote::Markdown(text) => text.clone(),
                Footnote::Node(node) => {
                    let children = self.tree.children(*node).to_vec();
                    self.flow(&children).joined()
                }
            };
            at += 1;
            let text = text.replace('\n', "\n    ");
            flow.push(BlockKind::Other, format!("[^{at}]: {text}"));
        }
    }

    /// Whether an element is the link from a note back to its reference.
    pub(super) fn is_backlink(&self, id: NodeId) -> bool {
        let Some(element) = self
            .tree
            .element(id)
            .filter(|element| element.name() == "a")
        else {
            return false;
        };
        let target = element.get("href").unwrap_or_default();
        let leads_back = ["#fnref", "#_ftnref", "#footnote-ref", "#ref-"]
            .iter()
            .any(|start| target.starts_with(start));
        let is_arrow = |child: &NodeId| match &self.tree.node(*child).kind {
            NodeKind::Text(text) => text
                .chars()
                .all(|c| !c.is_alphanumeric() || c.is_whitespace()),
            _ => true,
        };
        leads_back && self.tree.children(id).iter().all(is_arrow)
    }
}
