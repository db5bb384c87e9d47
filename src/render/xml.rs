//! XML under construction: elements, attributes and text, each escaped as it is written.
//!
//! Takes text as an author typed it and gives well-formed XML 1.0 in UTF-8, one element a
//! line. What XML 1.0 has no way to write (control characters, U+FFFE) is replaced.

use crate::text::forbidden_chars::replace_forbidden;
use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

/// Where elements are written. Names are ours; values may hold anything.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A whole document: declaration, one root and what `inside` writes into it.
    pub fn document(
        root: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Xml),
    ) -> Vec<u8> {
        let mut xml = Xml(Writer::new_with_indent(Vec::new(), b' ', 0));
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
        xml.element(root, attributes, inside);
        let mut bytes = xml.0.into_inner();
        bytes.push(b'\n');
        bytes
    }

    /// An element and what `inside` writes into it.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Xml),
    ) {
        let start = start(name, attributes);
        self.write(Event::Start(start.borrow()));
        inside(self);
        self.write(Event::End(start.to_end()));
    }

    /// An element that holds text alone.
    pub fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    pub fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text = replace_forbidden(text);
        self.element(name, attributes, |xml| {
            xml.write(Event::Text(BytesText::from_escaped(partial_escape(text))));
        });
    }

    /// An element without content.
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
