//! Writes blocks: paragraphs, headings, quotes, code, figures, and what holds them.

use super::code::{code_block, language};
use super::escape_text::escape_line_starts;
use super::html_tree::{Element, HtmlTree, NodeId, NodeKind};
use super::inline_pieces::BreakStyle;
use super::media_addresses::background_picture;
use super::note::NoteKind;
use super::writer::{Writer, is_plain_id};

/// A block of Markdown.
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: BlockKind,
}

/// The kinds of blocks that matter to the block after them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Paragraph,
    /// A list, with the character that marks its items.
    List(char),
    Quote,
    Other,
}

/// Blocks after each other, and the run of inline nodes that is not a block yet.
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    run: Vec<NodeId>,
    /// Inline elements around the run, the outermost first.
    wrappers: Vec<NodeId>,
}

impl Flow {
    fn new() -> Self {
        Flow {
            blocks: Vec::new(),
            run: Vec::new(),
            wrappers: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, kind: BlockKind, text: String) {
        if text.trim().is_empty() {
            return;
        }
        // two quotes after each other would be one
        let last = self.blocks.last().map(|block| block.kind);
        if kind == BlockKind::Quote && last == Some(BlockKind::Quote) {
            let text = "<!-- -->".to_string();
            let kind = BlockKind::Other;
            self.blocks.push(Block { text, kind });
        }
        self.blocks.push(Block { text, kind });
    }

    /// The blocks with an empty line between two.
    pub(super) fn joined(&self) -> String {
        let texts: Vec<&str> = self
            .blocks
            .iter()
            .map(|block| block.text.as_str())
            .collect();
        texts.join("\n\n")
    }
}

impl Writer<'_> {
    /// The whole text.
    pub(super) fn document(&mut self) -> String {
        let children = self.tree.children(HtmlTree::ROOT).to_vec();
        let mut flow = self.flow(&children);
        self.push_footnotes(&mut flow);
        flow.joined()
    }

    /// The blocks of nodes.
    pub(super) fn flow(&mut self, nodes: &[NodeId]) -> Flow {
        let mut flow = Flow::new();
        self.add(nodes, &mut flow);
        self.end_run(&mut flow);
        flow
    }

    fn add(&mut self, nodes: &[NodeId], flow: &mut Flow) {
        for id in nodes {
            let id = *id;
            if !self.facts.is_or_holds_block(id) {
                self.add_inline(id, flow);
                continue;
            }
            let Some(element) = self.tree.element(id).cloned() else {
                continue;
            };
            if self.is_block(&element) {
                self.end_run(flow);
                self.block(id, &element, flow);
            } else {
                // an inline element around blocks goes into each of them
                self.end_run(flow);
                flow.wrappers.push(id);
                let children = self.tree.children(id).to_vec();
                self.add(&children, flow);
                self.end_run(flow);
                flow.wrappers.pop();
            }
        }
    }

    fn add_inline(&mut self, id: NodeId, flow: &mut Flow) {
        if let NodeKind::Comment(comment) = &self.tree.node(id).kind {
            let comment = comment.trim();
            if comment == "more" || comment.starts_with("more ") {
                self.end_run(flow);
                flow.push(BlockKind::Other, "<!--more-->".to_string());
            } else if comment == "nextpage" {
                self.end_run(flow);
                let note = self.note(NoteKind::PageBreak, "");
                flow.push(BlockKind::Other, note);
            }
            return;
        }
        flow.run.push(id);
    }

    pub(super) fn end_run(&mut self, flow: &mut Flow) {
        if flow.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut flow.run);
        let wrappers = flow.wrappers.clone();
        for text in self.run(&run, &wrappers, BreakStyle::Backslash) {
            if text.trim_matches(|c: char| c.is_whitespace()).is_empty() {
                continue;
            }
            flow.push(BlockKind::Paragraph, escape_line_starts(&text));
        }
    }

    fn is_block(&self, element: &Element) -> bool {
        super::writer::is_block_name(element.name())
    }

    fn block(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let children = self.tree.children(id).to_vec();
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, element, flow),
            "ul" if is_gallery(element) => self.container(element, &self.items(id).concat(), flow),
            "ul" | "ol" | "menu" | "dir" => self.list(id, element, flow),
            "dl" => self.definition_list(id, flow),
            "blockquote" => self.quote(&children, flow),
            "pre" => self.preformatted(id, element, flow),
            "hr" => flow.push(BlockKind::Other, "---".to_string()),
            "table" => self.table(id, flow),
            "figure" => self.figure(id, element, flow),
            "details" => self.details(id, flow),
            "video" | "audio" => self.player(id, element, flow),
            "iframe" | "embed" => self.frame(id, element, flow),
            "object" => self.object(id, flow),
            "noscript" => self.no_script(id, flow),
            "griot-more" => flow.push(BlockKind::Other, "<!--more-->".to_string()),
            "form" | "fieldset" => {
                let note = self.note(NoteKind::Form, "");
                flow.push(BlockKind::Other, note);
                self.container(element, &children, flow);
            }
            "div" | "section" if self.is_footnote_list(element) => {
                self.take_footnote_list(id, flow)
            }
            _ => self.container(element, &children, flow),
        }
    }

    /// An element that only holds others.
    fn container(&mut self, element: &Element, children: &[NodeId], flow: &mut Flow) {
        let anchor = self.anchor(element);
        let start = flow.blocks.len();
        if let Some(address) = background_picture(element) {
            let picture = self.picture("", &address, "");
            flow.push(BlockKind::Paragraph, picture);
        }
        self.add(children, flow);
        self.end_run(flow);
        if anchor.is_empty() {
            return;
        }
        match flow.blocks.get_mut(start) {
            Some(block) if block.kind == BlockKind::Paragraph => block.text.insert_str(0, &anchor),
            _ => flow.blocks.insert(
                start,
                Block {
                    text: anchor,
                    kind: BlockKind::Other,
                },
            ),
        }
    }

    fn heading(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let children = self.tree.children(id).to_vec();
        let holds_block = children
            .iter()
            .any(|child| self.facts.is_or_holds_block(*child));
        if holds_block {
            return self.container(element, &children, flow);
        }
        let wrappers = flow.wrappers.clone();
        let texts = self.run(&children, &wrappers, BreakStyle::Html);
        let text = texts.join(" ").replace('{', "\\{");
        let is_picture = text.starts_with("![") && text.ends_with(')') && !text.contains(") ");
        if text.is_empty() || is_picture {
            return flow.push(BlockKind::Paragraph, text);
        }
        let text = match text.strip_suffix('#') {
            Some(start) => format!("{start}\\#"),
            None => text,
        };
        let level = element.name()[1..].parse().unwrap_or(2);
        let mark = "#".repeat(level);
        let own_id = element.get("id").filter(|id| is_plain_id(id));
        let own_id = own_id.map_or(String::new(), |id| format!(" {{#{id}}}"));
        flow.push(BlockKind::Other, format!("{mark} {text}{own_id}"));
    }

    fn quote(&mut self, children: &[NodeId], flow: &mut Flow) {
        let (source, text): (Vec<NodeId>, Vec<NodeId>) = children
            .iter()
            .partition(|child| matches!(self.tree.name(**child), "cite" | "footer"));
        let mut inner = self.flow(&text);
        for id in source {
            let children = self.tree.children(id).to_vec();
            for text in self.run(&children, &[], BreakStyle::Html) {
                let has_dash = text.starts_with(['—', '–', '-']);
                let dash = if has_dash { "" } else { "— " };
                let text = escape_line_starts(&format!("{dash}{text}"));
                inner.push(BlockKind::Paragraph, text);
            }
        }
        flow.push(BlockKind::Quote, prefixed(&inner.joined(), "> "));
    }

    fn preformatted(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        if element.has_class("wp-block-verse") {
            let children = self.tree.children(id).to_vec();
            let text = self.verse(&children);
            return flow.push(BlockKind::Paragraph, escape_line_starts(&text));
        }
        let code = self.tree.text(id);
        if !code.trim().is_empty() {
            let language = language(self.tree, id);
            flow.push(BlockKind::Other, code_block(&code, &language));
        }
    }

    /// The lines of a poem, each with a break that readers see.
    fn verse(&mut self, children: &[NodeId]) -> String {
        let options = super::ConvertOptions {
            typed_breaks: true,
            footnotes: Vec::new(),
        };
        let mut inner = Writer::new(self.tree, self.addresses, &options);
        let paragraphs = inner.run(children, &[], BreakStyle::Backslash);
        paragraphs.join("\n\n")
    }

    fn details(&mut self, id: NodeId, flow: &mut Flow) {
        let (summary, content): (Vec<NodeId>, Vec<NodeId>) = self
            .tree
            .children(id)
            .iter()
            .partition(|child| self.tree.name(**child) == "summary");
        let summary = summary.first().map_or(String::new(), |id| {
            let children = self.tree.children(*id).to_vec();
            self.run(&children, &[], BreakStyle::Html).join(" ")
        });
        let inner = self.flow(&content).joined();
        // the summary stands in an HTML block: its Markdown is one paragraph between empty lines
        let text =
            format!("<details>\n<summary>\n\n{summary}\n\n</summary>\n\n{inner}\n\n</details>");
        flow.push(BlockKind::Other, text);
    }

    pub(super) fn removed_script(&mut self, id: NodeId, element: &Element) -> String {
        let address = element.get("src").unwrap_or_default();
        // scripts of embedded posts and of WordPress itself do nothing that a reader misses
        let is_known = [
            "platform.twitter.com",
            "platform.x.com",
            "instagram.com/embed",
            "wp-includes",
            "tiktok.com/embed",
            "wp-embed",
        ]
        .iter()
        .any(|known| address.contains(known));
        let is_empty = address.is_empty() && self.tree.children(id).is_empty();
        if is_known || is_empty || element.name() != "script" {
            return String::new();
        }
        self.note(NoteKind::ScriptRemoved, address)
    }
}

/// Whether a list holds the pictures of a gallery.
fn is_gallery(element: &Element) -> bool {
    element.has_class("blocks-gallery-grid") || element.has_class("wp-block-gallery")
}

/// A text with a prefix at each line.
pub(super) fn prefixed(text: &str, prefix: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| match line.is_empty() {
            true => prefix.trim_end().to_string(),
            false => format!("{prefix}{line}"),
        })
        .collect();
    lines.join("\n")
}
