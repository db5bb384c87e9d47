//! Writes a part of the tree as HTML, for what Markdown does not have.
//!
//! Addresses lead to their new places; what runs a script and what only a theme of the old site
//! understands is left out. No empty line is inside: it would end the HTML for Markdown.

use super::MediaPlace;
use super::html_tree::{Element, NodeId, NodeKind};
use super::is_script;
use super::writer::Writer;

/// Elements without an end tag.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Attributes that say nothing outside the old theme, or that the site's policy blocks.
const DROPPED: [&str; 8] = [
    "class",
    "style",
    "id",
    "srcset",
    "sizes",
    "bgcolor",
    "decoding",
    "fetchpriority",
];

impl Writer<'_> {
    /// An element and what is in it, as HTML.
    pub(super) fn raw_html(&mut self, id: NodeId) -> String {
        let mut html = String::new();
        self.push_raw(id, &mut html);
        let lines = html.lines().filter(|line| !line.trim().is_empty());
        lines.collect::<Vec<_>>().join("\n")
    }

    fn push_raw(&mut self, id: NodeId, html: &mut String) {
        let element = match &self.tree.node(id).kind {
            NodeKind::Text(text) => return html.push_str(&escaped(text)),
            NodeKind::Element(element) => element.clone(),
            _ => return,
        };
        if matches!(element.name(), "script" | "style" | "template") {
            let note = self.removed_script(id, &element);
            return html.push_str(&note);
        }
        if element.name() == "griot-note" {
            let note = self.marked(&element);
            return html.push_str(&note);
        }
        html.push('<');
        html.push_str(element.name());
        self.push_attributes(&element, html);
        html.push('>');
        if VOID.contains(&element.name()) {
            return;
        }
        for child in self.tree.children(id).to_vec() {
            self.push_raw(child, html);
        }
        html.push_str(&format!("</{}>", element.name()));
    }

    fn push_attributes(&mut self, element: &Element, html: &mut String) {
        let is_svg = !matches!(&*element.qualified.ns, "http://www.w3.org/1999/xhtml");
        for own in &element.attributes {
            let name = own.name.as_str();
            let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let is_dropped = DROPPED.contains(&name) && !(is_svg && name != "style");
            if !is_plain || is_dropped || name.starts_with("on") || name.starts_with("data-") {
                continue;
            }
            let is_address = matches!(name, "href" | "src" | "poster" | "action" | "cite");
            if is_address && is_script(&own.value) {
                continue;
            }
            let value = match name {
                "href" => self.addresses.link(&own.value),
                "src" | "poster" => match self.addresses.media(&own.value) {
                    MediaPlace::At(place) | MediaPlace::Missing(place) => place,
                },
                _ => own.value.clone(),
            };
            html.push_str(&attribute(name, &value));
        }
    }
}

/// An attribute with a space before it.
pub(super) fn attribute(name: &str, value: &str) -> String {
    let value = escaped(value).replace('"', "&quot;");
    let lines: Vec<&str> = value.split(['\n', '\r']).collect();
    format!(" {name}=\"{}\"", lines.join(" "))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
