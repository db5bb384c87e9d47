//! [`TreeBuilder`]: builds an [`HtmlTree`] from what the HTML parser finds.

use super::html_tree::{Attribute, Element, HtmlTree, Node, NodeId, NodeKind};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute as ParsedAttribute, LocalName, Namespace, QualName};
use html5ever::{interface::ElemName, ns};
use std::borrow::Cow;
use std::cell::RefCell;

/// A tree that grows while the parser runs.
pub struct TreeBuilder {
    nodes: RefCell<Vec<Node>>,
}

impl Default for TreeBuilder {
    fn default() -> Self {
        let builder = TreeBuilder {
            nodes: RefCell::default(),
        };
        builder.add(NodeKind::Root);
        builder
    }
}

/// The name of an element, as the parser asks for it.
#[derive(Debug, Clone)]
pub struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeBuilder {
    fn add(&self, kind: NodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            kind,
            parent: None,
            children: Vec::new(),
        });
        NodeId(nodes.len() - 1)
    }

    /// Puts a node into a parent before the child at an index.
    fn insert(&self, parent: NodeId, at: usize, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.remove_from_parent(&id);
                id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = at.checked_sub(1).map(|at| nodes[parent.0].children[at]);
                if let Some(before) = before
                    && let NodeKind::Text(own) = &mut nodes[before.0].kind
                {
                    own.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(NodeKind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[id.0].parent = Some(parent);
        let children = &mut nodes[parent.0].children;
        let at = at.min(children.len());
        children.insert(at, id);
    }

    fn place_of(&self, id: NodeId) -> Option<Place> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id.0].parent?;
        let children = &nodes[parent.0].children;
        // the parser asks for nodes near the end
        let at = children.iter().rposition(|child| *child == id)?;
        Some(Place { parent, at })
    }
}

/// A place among the children of a node.
struct Place {
    parent: NodeId,
    at: usize,
}

impl TreeSink for TreeBuilder {
    type Handle = NodeId;
    type Output = HtmlTree;
    type ElemName<'a> = Name;

    fn finish(self) -> HtmlTree {
        let mut nodes = self.nodes.into_inner();
        // a fragment is parsed into an `<html>` of its own
        let html = nodes[0].children.first().copied();
        if let Some(html) = html {
            let children = std::mem::take(&mut nodes[html.0].children);
            for child in &children {
                nodes[child.0].parent = Some(HtmlTree::ROOT);
            }
            nodes[0].children = children;
        }
        HtmlTree { nodes }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        HtmlTree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match &self.nodes.borrow()[target.0].kind {
            NodeKind::Element(element) => Name(element.qualified.clone()),
            _ => Name(QualName::new(None, ns!(), LocalName::from(""))),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<ParsedAttribute>,
        _: ElementFlags,
    ) -> NodeId {
        let attributes = attributes.into_iter().map(|attribute| Attribute {
            name: attribute.name.local.to_string(),
            value: attribute.value.to_string(),
        });
        self.add(NodeKind::Element(Element {
            qualified: name,
            attributes: attributes.collect(),
        }))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.add(NodeKind::Comment(text.to_string()))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> NodeId {
        self.create_comment(data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let end = self.nodes.borrow()[parent.0].children.len();
        self.insert(*parent, end, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.nodes.borrow()[element.0].parent.is_some();
        match has_parent {
            true => self.append_before_sibling(element, child),
            false => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// A template's content is what is in it.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.remove_from_parent(id);
        }
        if let Some(place) = self.place_of(*sibling) {
            self.insert(place.parent, place.at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<ParsedAttribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let NodeKind::Element(element) = &mut nodes[target.0].kind else {
            return;
        };
        for attribute in attributes {
            let name = attribute.name.local.to_string();
            if element.get(&name).is_none() {
                let value = attribute.value.to_string();
                element.attributes.push(Attribute { name, value });
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        let Some(place) = self.place_of(*target) else {
            return;
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[place.parent.0].children.remove(place.at);
        nodes[target.0].parent = None;
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.0].children);
        for child in &children {
            nodes[child.0].parent = Some(*new_parent);
        }
        nodes[new_parent.0].children.extend(children);
    }
}
