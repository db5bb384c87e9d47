//! Reads a page as a browser does: html5ever builds the tree of its elements.

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element of a page.
#[derive(Debug)]
pub struct TreeElement {
    pub name: String,
    /// Index of its parent.
    pub parent: Option<usize>,
    pub attributes: Vec<(String, String)>,
}

/// The elements of a page, each after its parent.
#[derive(Debug, Default)]
pub struct BrowserTree {
    pub elements: Vec<TreeElement>,
    /// The text of the page but that of scripts, styles and templates.
    pub text: String,
}

impl TreeElement {
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(other, _)| other == name);
        found.next().map(|(_, value)| value.as_str())
    }

    fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split_whitespace().any(|other| other == class)
    }
}

impl BrowserTree {
    /// Parses a page as a browser that runs scripts, or as one that runs none.
    pub fn new(html: &str, runs_scripts: bool) -> Self {
        let options = ParseOpts {
            tree_builder: TreeBuilderOpts {
                scripting_enabled: runs_scripts,
                ..TreeBuilderOpts::default()
            },
            ..ParseOpts::default()
        };
        let dom = parse_document(RcDom::default(), options).one(html);
        let mut tree = BrowserTree::default();
        let mut open: Vec<(Handle, Option<usize>)> = vec![(dom.document.clone(), None)];
        while let Some((node, parent)) = open.pop() {
            tree.add(&node, parent, &mut open);
        }
        tree
    }

    fn add(
        &mut self,
        node: &Handle,
        parent: Option<usize>,
        open: &mut Vec<(Handle, Option<usize>)>,
    ) {
        let mut inner = parent;
        match &node.data {
            NodeData::Text { contents } => {
                let is_seen = parent
                    .is_none_or(|at| !["script", "style"].contains(&&*self.elements[at].name));
                if is_seen {
                    self.text.push_str(&contents.borrow());
                }
            }
            NodeData::Element {
                name,
                attrs,
                template_contents,
                ..
            } => {
                inner = Some(self.elements.len());
                let attributes = attrs.borrow();
                let attributes = attributes.iter().map(|attribute| {
                    let prefix = attribute.name.prefix.as_ref();
                    let prefix = prefix.map_or(String::new(), |prefix| format!("{prefix}:"));
                    (
                        format!("{prefix}{}", attribute.name.local),
                        attribute.value.to_string(),
                    )
                });
                self.elements.push(TreeElement {
                    name: name.local.to_string(),
                    parent,
                    attributes: attributes.collect(),
                });
                let template = template_contents.borrow();
                open.extend(template.iter().map(|content| (content.clone(), inner)));
            }
            _ => {}
        }
        let children = node.children.borrow();
        open.extend(children.iter().rev().map(|child| (child.clone(), inner)));
    }

    /// The elements of the page that are not the author's, with their attributes, in order.
    pub fn skeleton(&self) -> Vec<String> {
        let mut skeleton = Vec::new();
        for at in 0..self.elements.len() {
            let mut path = Vec::new();
            let mut next = Some(at);
            while let Some(at) = next {
                path.push(&self.elements[at]);
                next = self.elements[at].parent;
            }
            let is_in_body = path.iter().any(|element| element.name == "body");
            let is_author =
                |element: &&TreeElement| element.has_class("lead") || element.has_class("content");
            if is_in_body && !path.iter().any(is_author) {
                let names: Vec<&str> = path.iter().rev().map(|e| e.name.as_str()).collect();
                skeleton.push(format!("{} {:?}", names.join(">"), path[0].attributes));
            }
        }
        skeleton
    }

    /// The addresses of scripts that the page loads or leads to.
    pub fn script_addresses(&self) -> Vec<String> {
        let mut found = Vec::new();
        for element in &self.elements {
            let is_animation = element.name == "set" || element.name.starts_with("animate");
            for (name, value) in &element.attributes {
                if name == "srcdoc" {
                    for runs_scripts in [false, true] {
                        found.extend(BrowserTree::new(value, runs_scripts).script_addresses());
                    }
                    continue;
                }
                let is_address = ADDRESSES.contains(&name.as_str())
                    || (is_animation && ANIMATED.contains(&name.as_str()));
                if !is_address {
                    continue;
                }
                if value
                    .split([';', ',', ' '])
                    .chain([&**value])
                    .any(is_script)
                {
                    found.push(format!("<{} {name}={value:?}>", element.name));
                }
            }
        }
        found
    }
}

/// Attributes whose value is an address, or holds some, in HTML and SVG, also in the HTML of old
/// browsers. Every other attribute is text.
const ADDRESSES: [&str; 27] = [
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "dynsrc",
    "formaction",
    "href",
    "http-equiv",
    "icon",
    "imagesrcset",
    "longdesc",
    "lowsrc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "srcset",
    "url",
    "usemap",
    "xlink:actuate",
    "xlink:arcrole",
    "xlink:href",
    "xlink:role",
];

/// Attributes that are an address on elements that animate an address.
const ANIMATED: [&str; 4] = ["by", "from", "to", "values"];

/// Whether a browser runs an address as a script (WHATWG URL, "basic URL parser").
fn is_script(address: &str) -> bool {
    let address = address.trim_matches(|c: char| c <= ' ');
    let address: String = address.chars().filter(|c| !"\t\n\r".contains(*c)).collect();
    let address = address.to_ascii_lowercase();
    let schemes = [
        "javascript:",
        "vbscript:",
        "data:text/html",
        "data:text/xml",
        "data:image/svg",
        "data:application/xhtml",
    ];
    schemes.iter().any(|scheme| address.starts_with(scheme))
}
