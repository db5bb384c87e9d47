//! HTML under construction: text escaped, slots kept at their offsets.

use super::{Slot, SlotKind};
use pulldown_cmark_escape::{FmtWriter, escape_href, escape_html, escape_html_body_text};

/// A stretch of HTML and the slots in it.
#[derive(Debug, Default)]
pub struct Html {
    pub text: String,
    pub slots: Vec<Slot>,
}

impl Html {
    pub fn with_capacity(bytes: usize) -> Self {
        Html {
            text: String::with_capacity(bytes),
            slots: Vec::new(),
        }
    }

    /// HTML as it is.
    pub fn raw(&mut self, html: &str) -> &mut Self {
        self.text.push_str(html);
        self
    }

    /// Text between tags.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_text(&mut self.text, text);
        self
    }

    /// Text inside a quoted attribute.
    pub fn attribute(&mut self, text: &str) -> &mut Self {
        push_attribute(&mut self.text, text);
        self
    }

    /// An address inside a quoted attribute, percent-encoded where it must be.
    pub fn address(&mut self, address: &str) -> &mut Self {
        // writing to a String never fails
        let _ = escape_href(FmtWriter(&mut self.text), address);
        self
    }

    pub fn slot(&mut self, what: SlotKind) -> &mut Self {
        self.slots.push(Slot {
            at: self.text.len() as u32,
            what,
        });
        self
    }

    pub fn append(&mut self, other: Html) {
        let shift = self.text.len() as u32;
        self.text.push_str(&other.text);
        self.slots.extend(other.slots.into_iter().map(|slot| Slot {
            at: slot.at + shift,
            ..slot
        }));
    }
}

/// Appends `text` as HTML text.
pub fn push_text(html: &mut String, text: &str) {
    let _ = escape_html_body_text(FmtWriter(html), text);
}

/// Appends `text` for a quoted attribute.
pub fn push_attribute(html: &mut String, text: &str) {
    let _ = escape_html(FmtWriter(html), text);
}
