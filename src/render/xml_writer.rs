//! Writes XML: elements, attributes and text, each escaped.
//!
//! Takes text as an author typed it and gives well-formed XML 1.0 in UTF-8, one element on a line.
//! Characters that XML 1.0 cannot hold (control characters, U+FFFE) are replaced.

use crate::text::forbidden_chars::replace_forbidden;
use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

/// An XML document in the making. Names of elements and attributes must be valid; values may be
/// any text.
pub struct XmlWriter(Writer<Vec<u8>>);

impl XmlWriter {
    /// Writes a whole document: a declaration and one root element; `inside` writes its content.
    pub fn document(
        root: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut XmlWriter),
    ) -> Vec<u8> {
        let mut xml = XmlWriter(Writer::new_with_indent(Vec::new(), b' ', 0));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.element(root, attributes, inside);
        let mut bytes = xml.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// Writes an element; `inside` writes its content.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut XmlWriter),
    ) {
        let start = start(name, attributes);
        self.write(Event::Start(start.borrow()));
        inside(self);
        self.write(Event::End(start.to_end()));
    }

    /// Writes an element that holds only text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// Writes an element with attributes that holds only text.
    pub fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text = replace_forbidden(text);
        self.element(name, attributes, |xml| {
            xml.write(Event::Text(BytesText::from_escaped(partial_escape(text))));
        });
    }

    /// Writes an element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(start(name, attributes)));
    }

    fn write(&mut self, event: Event) {
        // writing to a Vec never fails
        let _ = self.0.write_event(event);
    }
}

fn start<'n>(name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, replace_forbidden(value)));
    }
    start
}
