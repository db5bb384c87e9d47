//! A buffer for HTML under construction: it escapes text and records slots at their offsets.

use super::body::{Slot, SlotKind};
use super::html_escape::{push_address, push_attribute, push_text};

/// A piece of HTML and its slots.
#[derive(Debug, Default)]
pub struct HtmlBuffer {
    /// The HTML so far.
    pub html: String,
    /// The slots of `html`, by offset, ascending.
    pub slots: Vec<Slot>,
}

impl HtmlBuffer {
    pub fn with_capacity(bytes: usize) -> Self {
        HtmlBuffer {
            html: String::with_capacity(bytes),
            slots: Vec::new(),
        }
    }

    /// Appends HTML as it is.
    pub fn raw(&mut self, html: &str) -> &mut Self {
        self.html.push_str(html);
        self
    }

    /// Appends text between tags, escaped.
    pub fn text(&mut self, text: &str) -> &mut Self {
        push_text(&mut self.html, text);
        self
    }

    /// Appends text inside a quoted attribute, escaped.
    pub fn attribute(&mut self, text: &str) -> &mut Self {
        push_attribute(&mut self.html, text);
        self
    }

    /// Appends an address inside a quoted attribute, percent-encoded where it must be.
    pub fn address(&mut self, address: &str) -> &mut Self {
        push_address(&mut self.html, address);
        self
    }

    /// Records a slot at the end of the HTML so far.
    pub fn slot(&mut self, kind: SlotKind) -> &mut Self {
        self.slots.push(Slot {
            offset: self.html.len() as u32,
            kind,
        });
        self
    }

    /// Appends another buffer with its slots.
    pub fn append(&mut self, other: HtmlBuffer) {
        let shift = self.html.len() as u32;
        self.html.push_str(&other.html);
        self.slots.extend(other.slots.into_iter().map(|slot| Slot {
            offset: slot.offset + shift,
            ..slot
        }));
    }
}
