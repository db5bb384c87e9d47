//! [`Writer`]: the state of one conversion: the tree, what is known of its nodes, notes and
//! footnotes so far.

use super::html_tree::{Element, HtmlTree, NodeId};
use super::note::{Note, NoteKind};
use super::{Addresses, ConvertOptions};
use std::collections::{HashMap, HashSet};

/// Characters that no text may hold: they stand around the number of a note.
pub(super) const NOTE_START: char = '\u{fdd0}';
pub(super) const NOTE_END: char = '\u{fdd1}';

/// The longest name or address in a note, in characters.
const MOST_DETAIL: usize = 120;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 45] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "iframe",
    "li",
    "main",
    "menu",
    "nav",
    "object",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "video",
    "griot-more",
    "noscript",
    "center",
];

/// What is known of each node.
pub(super) struct Facts {
    of: Vec<NodeFacts>,
}

#[derive(Clone, Copy, Default)]
struct NodeFacts {
    /// Whether the node is a block, or has one below it.
    is_or_holds_block: bool,
    /// Its place among its parent's children.
    index: usize,
}

impl Facts {
    fn new(tree: &HtmlTree) -> Self {
        let mut of = vec![NodeFacts::default(); tree.nodes.len()];
        let order = tree.below(HtmlTree::ROOT);
        for id in order.iter().rev() {
            let children = tree.children(*id);
            for (index, child) in children.iter().enumerate() {
                of[child.0].index = index;
            }
            let holds = children.iter().any(|child| of[child.0].is_or_holds_block);
            of[id.0].is_or_holds_block = holds || is_block_name(tree.name(*id));
        }
        for (index, child) in tree.children(HtmlTree::ROOT).iter().enumerate() {
            of[child.0].index = index;
        }
        Facts { of }
    }

    pub(super) fn is_or_holds_block(&self, id: NodeId) -> bool {
        self.of[id.0].is_or_holds_block
    }

    pub(super) fn index(&self, id: NodeId) -> usize {
        self.of[id.0].index
    }
}

/// One conversion.
pub struct Writer<'a> {
    pub(super) tree: &'a HtmlTree,
    pub(super) addresses: &'a dyn Addresses,
    pub(super) options: &'a ConvertOptions,
    pub(super) facts: Facts,
    /// Ids that a link of the text leads to.
    targets: HashSet<String>,
    notes: Vec<PendingNote>,
    /// Footnotes in the order of their references.
    pub(super) footnotes: Vec<Footnote>,
    /// The number of each footnote, by its id.
    pub(super) footnote_numbers: HashMap<String, usize>,
    /// The elements that have an id.
    pub(super) by_id: HashMap<String, NodeId>,
}

struct PendingNote {
    kind: NoteKind,
    detail: String,
}

/// A footnote that the text refers to.
pub(super) enum Footnote {
    /// The node in the tree that holds the note.
    Node(NodeId),
    /// The note is Markdown already.
    Markdown(String),
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        tree: &'a HtmlTree,
        addresses: &'a dyn Addresses,
        options: &'a ConvertOptions,
    ) -> Self {
        let all = tree.below(HtmlTree::ROOT);
        let ids = all.iter().rev();
        let ids = ids.filter_map(|id| Some((tree.element(*id)?.get("id")?.to_string(), *id)));
        let by_id = ids.collect();
        let links = all.into_iter();
        let target = |id| {
            Some(
                tree.element(id)?
                    .get("href")?
                    .strip_prefix('#')?
                    .to_string(),
            )
        };
        Writer {
            tree,
            addresses,
            options,
            facts: Facts::new(tree),
            targets: links.filter_map(target).collect(),
            notes: Vec::new(),
            footnotes: Vec::new(),
            footnote_numbers: HashMap::new(),
            by_id,
        }
    }

    /// Takes a note and returns the sign that marks its place until the text is whole.
    pub(super) fn note(&mut self, kind: NoteKind, detail: &str) -> String {
        let words: Vec<&str> = detail.split_whitespace().collect();
        let detail = words.join(" ").chars().take(MOST_DETAIL).collect();
        self.notes.push(PendingNote { kind, detail });
        format!("{NOTE_START}{}{NOTE_END}", self.notes.len() - 1)
    }

    /// The sign of a note that an earlier stage wrote into the HTML.
    pub(super) fn marked(&mut self, element: &Element) -> String {
        let kind = element.get("data-kind").and_then(NoteKind::from_name);
        let detail = element.get("data-detail").unwrap_or_default();
        kind.map_or(String::new(), |kind| self.note(kind, detail))
    }

    /// The anchor of an element whose id a link of the text leads to.
    pub(super) fn anchor(&self, element: &Element) -> String {
        let name = element.get("name").filter(|_| element.name() == "a");
        let id = element.get("id").or(name).unwrap_or_default();
        match is_plain_id(id) && self.targets.contains(id) && !self.is_footnote_id(id) {
            true => format!("<a id=\"{id}\"></a>"),
            false => String::new(),
        }
    }

    fn is_footnote_id(&self, id: &str) -> bool {
        self.footnote_numbers.contains_key(id)
    }

    /// Removes the signs of notes from a text and returns the notes with their lines.
    pub(super) fn take_notes(&mut self, markdown: &str) -> MarkdownWithNotes {
        let mut text = String::with_capacity(markdown.len());
        let mut notes = Vec::new();
        let mut line = 1;
        let mut rest = markdown;
        while let Some(at) = rest.find(NOTE_START) {
            line += rest[..at].matches('\n').count();
            text.push_str(&rest[..at]);
            let after = &rest[at + NOTE_START.len_utf8()..];
            let Some(end) = after.find(NOTE_END) else {
                rest = after;
                break;
            };
            let note = after[..end].parse().ok();
            if let Some(note) = note.and_then(|at: usize| self.notes.get(at)) {
                let (kind, detail) = (note.kind, note.detail.clone());
                notes.push(Note { line, kind, detail });
            }
            rest = &after[end + NOTE_END.len_utf8()..];
        }
        text.push_str(rest);
        MarkdownWithNotes { text, notes }
    }
}

pub(super) struct MarkdownWithNotes {
    pub(super) text: String,
    pub(super) notes: Vec<Note>,
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block_name(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an id can stand in an attribute and in `{#id}`.
pub(super) fn is_plain_id(id: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !id.is_empty() && id.len() <= 100 && id.chars().all(is_plain)
}
