//! [`HtmlTree`]: a piece of HTML as a tree of elements and text, as a browser reads it.
//!
//! Nodes lie in one list and name each other by [`NodeId`]; the root is node 0.

use html5ever::QualName;

/// The place of a node in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) usize);

/// An attribute of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The name in lower case.
    pub name: String,
    /// The value with its entities decoded.
    pub value: String,
}

/// An element without its children.
#[derive(Debug, Clone)]
pub struct Element {
    pub(super) qualified: QualName,
    /// The attributes in their order.
    pub attributes: Vec<Attribute>,
}

impl Element {
    /// The name in lower case.
    pub fn name(&self) -> &str {
        &self.qualified.local
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|attribute| attribute.name == name)?;
        Some(&found.value)
    }

    /// Whether one of the element's classes is `class`.
    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|own| own == class)
    }
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// The node above all others.
    Root,
    /// An element.
    Element(Element),
    /// Text with its entities decoded.
    Text(String),
    /// A comment.
    Comment(String),
}

/// A node and its place in the tree.
#[derive(Debug, Clone)]
pub struct Node {
    /// What the node is.
    pub kind: NodeKind,
    /// The node that holds it.
    pub parent: Option<NodeId>,
    /// The nodes in it, in order.
    pub children: Vec<NodeId>,
}

/// A piece of HTML as a tree.
#[derive(Debug, Clone)]
pub struct HtmlTree {
    pub(super) nodes: Vec<Node>,
}

impl HtmlTree {
    /// The node above all others.
    pub const ROOT: NodeId = NodeId(0);

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The children of a node.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        &self.node(id).children
    }

    /// The element at a node, if it is one.
    pub fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id).kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of the element at a node; empty for text and comments.
    pub fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", Element::name)
    }

    /// Takes a node and what is below it out of the tree.
    pub fn remove(&mut self, id: NodeId) {
        if let Some(parent) = self.nodes[id.0].parent.take() {
            self.nodes[parent.0].children.retain(|child| *child != id);
        }
    }

    /// Every node below one, in the order of the text.
    pub fn below(&self, id: NodeId) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut open: Vec<NodeId> = self.children(id).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(id).iter().rev());
        }
        found
    }

    /// The first element of a name below a node.
    pub fn first(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.below(id)
            .into_iter()
            .find(|node| self.name(*node) == name)
    }

    /// The text below a node as it is in the source, comments and scripts aside.
    pub fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match &self.node(id).kind {
                NodeKind::Text(own) => text.push_str(own),
                NodeKind::Element(element) if matches!(element.name(), "script" | "style") => {}
                NodeKind::Element(element) if element.name() == "br" => text.push('\n'),
                _ => open.extend(self.children(id).iter().rev()),
            }
        }
        text
    }
}
