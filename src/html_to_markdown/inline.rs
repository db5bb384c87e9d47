//! Turns a run of inline elements and text into pieces of Markdown.

use super::code::inline_code;
use super::escape_text::{TextPlace, escape_text, link_target, link_title};
use super::html_tree::{Element, HtmlTree, NodeId, NodeKind};
use super::inline_pieces::{BreakStyle, Mark, Piece, paragraphs};
use super::note::NoteKind;
use super::writer::Writer;

/// Inline elements that Markdown has no mark for: their HTML stays.
const KEPT_INLINE: [&str; 19] = [
    "abbr", "bdi", "bdo", "cite", "data", "dfn", "ins", "kbd", "mark", "q", "rp", "rt", "ruby",
    "samp", "small", "sub", "sup", "u", "var",
];

/// Comments and white space that are passed over to find what stands beside a text.
const MOST_BLANKS: usize = 64;

/// Attributes that stay on kept inline elements.
const KEPT_ATTRIBUTES: [&str; 5] = ["title", "lang", "dir", "datetime", "cite"];

impl Writer<'_> {
    /// The paragraphs of a run of nodes. `wrappers` are inline elements around the run.
    pub(super) fn run(
        &mut self,
        nodes: &[NodeId],
        wrappers: &[NodeId],
        breaks: BreakStyle,
    ) -> Vec<String> {
        let Some((first, inner)) = wrappers.split_first() else {
            let pieces = self.pieces(nodes, TextPlace::Paragraph);
            return paragraphs(pieces, breaks);
        };
        let pieces = self.wrapped(*first, nodes, inner);
        paragraphs(pieces, breaks)
    }

    fn wrapped(&mut self, wrapper: NodeId, nodes: &[NodeId], inner: &[NodeId]) -> Vec<Piece> {
        let place = match self.tree.name(wrapper) {
            "a" => TextPlace::Link,
            _ => TextPlace::Paragraph,
        };
        let content = match inner.split_first() {
            Some((next, inner)) => self.wrapped(*next, nodes, inner),
            None => self.pieces(nodes, place),
        };
        match self.tree.element(wrapper).cloned() {
            Some(element) => self.element_pieces(&element, content),
            None => content,
        }
    }

    /// The pieces of nodes after each other.
    pub(super) fn pieces(&mut self, nodes: &[NodeId], place: TextPlace) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for id in nodes {
            match &self.tree.node(*id).kind {
                NodeKind::Text(text) => self.text_pieces(*id, text, place, &mut pieces),
                NodeKind::Element(element) => {
                    let element = element.clone();
                    pieces.extend(self.inline_element(*id, &element, place));
                }
                NodeKind::Comment(_) | NodeKind::Root => {}
            }
        }
        pieces
    }

    fn text_pieces(&self, id: NodeId, text: &str, place: TextPlace, pieces: &mut Vec<Piece>) {
        if self.options.typed_breaks && text.contains('\n') {
            return self.typed_lines(id, text, place, pieces);
        }
        // words are escaped one by one: an address ends at a space
        for (at, word) in text.split(is_space).enumerate() {
            if at > 0 {
                pieces.push(Piece::Space);
            }
            if !word.is_empty() {
                pieces.push(Piece::Words(escape_text(word, place)));
            }
        }
    }

    /// The pieces of a text whose line breaks readers see, and whose empty lines end paragraphs.
    fn typed_lines(&self, id: NodeId, text: &str, place: TextPlace, pieces: &mut Vec<Piece>) {
        let is_first = !self.has_inline_beside(id, Side::Before);
        let is_last = !self.has_inline_beside(id, Side::After);
        let mut breaks = 0;
        let mut has_words = false;
        for (at, line) in text.split('\n').enumerate() {
            breaks += usize::from(at > 0);
            if line.trim_matches(is_space).is_empty() {
                if breaks == 0 && !line.is_empty() {
                    pieces.push(Piece::Space);
                }
                continue;
            }
            match breaks {
                0 => {}
                _ if is_first && !has_words => {}
                1 => pieces.push(Piece::Break),
                _ => pieces.push(Piece::ParagraphEnd),
            }
            (breaks, has_words) = (0, true);
            for (at, word) in line.split(is_space).enumerate() {
                if at > 0 {
                    pieces.push(Piece::Space);
                }
                if !word.is_empty() {
                    pieces.push(Piece::Words(escape_text(word, place)));
                }
            }
        }
        match breaks {
            _ if is_last || (is_first && !has_words) => {}
            0 => {}
            1 => pieces.push(Piece::Break),
            _ => pieces.push(Piece::ParagraphEnd),
        }
    }

    fn inline_element(&mut self, id: NodeId, element: &Element, place: TextPlace) -> Vec<Piece> {
        let whole = |text: String| match text.is_empty() {
            true => Vec::new(),
            false => vec![Piece::Whole(text)],
        };
        match element.name() {
            "br" => vec![Piece::Break],
            "wbr" => Vec::new(),
            "img" => whole(self.image(element, None)),
            "code" | "tt" if self.has_only_text(id) => whole(inline_code(&self.tree.text(id))),
            "input" => self.input(element),
            "script" | "style" | "template" => whole(self.removed_script(id, element)),
            "a" if self.is_backlink(id) => Vec::new(),
            "a" => {
                let children = self.tree.children(id).to_vec();
                let content = self.pieces(&children, TextPlace::Link);
                self.element_pieces(element, content)
            }
            "griot-note" => whole(self.marked(element)),
            "griot-footnote" => whole(self.footnote(id)),
            "svg" | "math" => whole(self.raw_html(id)),
            _ => {
                if let Some(label) = self.footnote_reference(id) {
                    return whole(format!("[^{label}]"));
                }
                let children = self.tree.children(id).to_vec();
                let content = self.pieces(&children, place);
                self.element_pieces(element, content)
            }
        }
    }

    /// An element around pieces that are made already.
    fn element_pieces(&mut self, element: &Element, mut content: Vec<Piece>) -> Vec<Piece> {
        let is_gap = |piece: &Piece| matches!(piece, Piece::Space | Piece::Break);
        match ElementForm::of(element) {
            ElementForm::Link => content = self.link(element, content),
            ElementForm::Kept if !content.iter().all(is_gap) => {
                content.insert(0, Piece::Whole(start_tag(element)));
                content.push(Piece::Whole(format!("</{}>", current_name(element))));
            }
            ElementForm::Kept => {}
            ElementForm::Marks(marks) => {
                for mark in marks {
                    content.insert(0, Piece::Open(mark));
                    content.push(Piece::Close(mark));
                }
            }
        }
        let anchor = self.anchor(element);
        if !anchor.is_empty() {
            content.insert(0, Piece::Whole(anchor));
        }
        content
    }

    fn link(&mut self, element: &Element, content: Vec<Piece>) -> Vec<Piece> {
        let address = element.get("href").map(str::trim);
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return content;
        };
        let has_words = content
            .iter()
            .any(|piece| matches!(piece, Piece::Words(_) | Piece::Whole(_)));
        if !has_words {
            return content;
        }
        if is_script(address) {
            return self.with_note(content, NoteKind::ScriptLink, address);
        }
        // the theme shows the large version of a picture
        if let [Piece::Whole(image)] = &content[..]
            && image.starts_with("![")
            && self.addresses.is_picture(address)
        {
            return content;
        }
        let target = self.addresses.link(address);
        let mut pieces = content;
        // spaces at the ends belong outside
        let leading = take_gap(&mut pieces, 0);
        let last = pieces.len().saturating_sub(1);
        let trailing = take_gap(&mut pieces, last);
        let texts = paragraphs(pieces, BreakStyle::Html);
        let text = texts.join("<br>");
        let title = element.get("title").unwrap_or_default();
        let is_bare = text == address && target == address && title.is_empty();
        let link = match is_bare && address.starts_with("http") && !address.contains(['_', '*']) {
            true => escape_text(address, TextPlace::Paragraph),
            false => format!("[{text}]({}{})", link_target(&target), link_title(title)),
        };
        let mut pieces: Vec<Piece> = leading.into_iter().collect();
        pieces.push(Piece::Whole(link));
        pieces.extend(trailing);
        pieces
    }

    fn input(&mut self, element: &Element) -> Vec<Piece> {
        match element.get("type") {
            Some("checkbox") => {
                let state = if element.get("checked").is_some() {
                    "x"
                } else {
                    " "
                };
                vec![Piece::Whole(format!("[{state}]")), Piece::Space]
            }
            _ => Vec::new(),
        }
    }

    fn with_note(&mut self, mut content: Vec<Piece>, kind: NoteKind, detail: &str) -> Vec<Piece> {
        let note = self.note(kind, detail);
        content.push(Piece::Whole(note));
        content
    }

    pub(super) fn has_only_text(&self, id: NodeId) -> bool {
        let is_text = |child: &NodeId| {
            matches!(
                self.tree.node(*child).kind,
                NodeKind::Text(_) | NodeKind::Comment(_)
            )
        };
        self.tree.children(id).iter().all(is_text)
    }

    /// Whether inline text stands beside a node, in its block.
    fn has_inline_beside(&self, id: NodeId, side: Side) -> bool {
        let mut at = id;
        while let Some(parent) = self.tree.node(at).parent {
            let siblings = self.tree.children(parent);
            let own = self.facts.index(at);
            let found = match side {
                Side::Before => siblings[..own]
                    .iter()
                    .rev()
                    .take(MOST_BLANKS)
                    .find(|id| !self.is_blank(**id)),
                Side::After => siblings[own + 1..]
                    .iter()
                    .take(MOST_BLANKS)
                    .find(|id| !self.is_blank(**id)),
            };
            if let Some(found) = found {
                return !self.facts.is_or_holds_block(*found);
            }
            if parent == HtmlTree::ROOT || self.facts.is_or_holds_block(parent) {
                return false;
            }
            at = parent;
        }
        false
    }

    fn is_blank(&self, id: NodeId) -> bool {
        match &self.tree.node(id).kind {
            NodeKind::Text(text) => text.trim().is_empty(),
            NodeKind::Comment(_) => true,
            _ => false,
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

fn take_gap(pieces: &mut Vec<Piece>, at: usize) -> Option<Piece> {
    match pieces.get(at) {
        Some(Piece::Space | Piece::Break) => Some(pieces.remove(at)),
        _ => None,
    }
}

/// How an inline element is written.
enum ElementForm {
    Link,
    /// As HTML.
    Kept,
    /// As marks of Markdown; none for an element that only groups.
    Marks(Vec<Mark>),
}

impl ElementForm {
    fn of(element: &Element) -> Self {
        match element.name() {
            "a" => ElementForm::Link,
            "time" | "code" | "tt" | "acronym" => ElementForm::Kept,
            "span" if element.get("lang").is_some() => ElementForm::Kept,
            name if KEPT_INLINE.contains(&name) => ElementForm::Kept,
            _ => ElementForm::Marks(marks(element)),
        }
    }
}

/// Whether an address runs a script in the reader's browser.
pub fn is_script(address: &str) -> bool {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let plain = plain.to_ascii_lowercase();
    let scheme = plain.split(':').next().unwrap_or_default();
    matches!(scheme, "javascript" | "vbscript" | "data") && plain.contains(':')
}

/// The name of an element today.
fn current_name(element: &Element) -> &str {
    match element.name() {
        "acronym" => "abbr",
        "tt" => "code",
        name => name,
    }
}

fn start_tag(element: &Element) -> String {
    let mut tag = format!("<{}", current_name(element));
    for attribute in &element.attributes {
        if KEPT_ATTRIBUTES.contains(&attribute.name.as_str()) {
            let value = attribute.value.replace('&', "&amp;").replace('"', "&quot;");
            let value = value.replace('<', "&lt;").replace(['\n', '\r'], " ");
            tag.push_str(&format!(" {}=\"{value}\"", attribute.name));
        }
    }
    tag.push('>');
    tag
}

/// The marks of an element: by its name, or by the style that a word processor gave it.
fn marks(element: &Element) -> Vec<Mark> {
    let by_name = match element.name() {
        "strong" | "b" => Some(Mark::Strong),
        "em" | "i" => Some(Mark::Emphasis),
        "del" | "s" | "strike" => Some(Mark::Strike),
        _ => None,
    };
    if let Some(mark) = by_name {
        return vec![mark];
    }
    let style = element
        .get("style")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut marks = Vec::new();
    for declaration in style.split(';') {
        let (property, value) = declaration.split_once(':').unwrap_or_default();
        match (property.trim(), value.trim()) {
            ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => {
                marks.push(Mark::Strong);
            }
            ("font-style", "italic" | "oblique") => marks.push(Mark::Emphasis),
            ("text-decoration" | "text-decoration-line", value)
                if value.contains("line-through") =>
            {
                marks.push(Mark::Strike);
            }
            _ => {}
        }
    }
    marks
}
