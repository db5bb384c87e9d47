//! Writes links: an outside address as it is, an inside one as a slot, a script not at all.

use super::HtmlWriter;
use crate::markdown::body::{Link, SlotKind};
use crate::markdown::link_destination::{Destination, destination, script_warning, span_of_target};
use crate::text::nfc;
use pulldown_cmark::LinkType;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    pub fn start_link(&mut self, kind: LinkType, address: &str, title: &str, span: &Range<usize>) {
        let mailto;
        let address = if kind == LinkType::Email {
            mailto = format!("mailto:{address}");
            &mailto
        } else {
            address
        };
        let has_tag = match destination(address, false) {
            Destination::Refused => {
                self.warn_script_address(address, span);
                false
            }
            Destination::Outside => {
                self.html.raw("<a href=\"").address(address).raw("\"");
                true
            }
            Destination::Inside => {
                let slot = SlotKind::LinkHref(self.add_link(address, false, span));
                self.html.raw("<a").slot(slot);
                true
            }
        };
        if has_tag && !title.is_empty() {
            self.html.raw(" title=\"").attribute(title).raw("\"");
        }
        if has_tag {
            self.write(">");
        }
        self.open_links.push(has_tag);
    }

    pub fn end_link(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.write("</a>");
        }
    }

    /// Adds a link of this site to the body and returns its index.
    pub fn add_link(&mut self, target: &str, is_image: bool, span: &Range<usize>) -> u32 {
        // ids are in NFC, and a browser compares them character by character
        let written = match target.split_once('#') {
            Some((path, fragment)) => format!("{path}#{}", nfc(fragment)),
            None => target.to_string(),
        };
        self.body.links.push(Link {
            target: written,
            is_image,
            span: span_of_target(self.source.text, span, target),
        });
        (self.body.links.len() - 1) as u32
    }

    pub fn warn_script_address(&mut self, address: &str, span: &Range<usize>) {
        let warning = script_warning(self.source.path.clone(), address);
        self.warn(warning, span.clone());
    }
}
