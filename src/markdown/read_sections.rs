//! Reads the sections of a body, from its HTML and its slots: words, code, addresses, blocks.

use super::body::{Body, Heading, Slot, SlotKind};
use super::html_writer::FOREIGN_START;
use super::section_evidence::CountedBlock;
use crate::text::html_tags::{attributes, tag_length};
use memchr::memchr;
use memchr::memmem;
use std::borrow::Cow;

/// Takes what the sections of a body hold, in the order of the text. What comes before the first
/// heading belongs to none.
pub trait SectionSink {
    /// A heading, and its place in [`Body::headings`].
    fn heading(&mut self, at: usize, heading: &Heading);
    /// Words of prose, unescaped.
    fn text(&mut self, text: &str);
    /// A block begins.
    fn block(&mut self, _kind: CountedBlock) {}
    /// Inline code, unescaped.
    fn inline_code(&mut self, _code: &str) {}
    /// A block of code, as it is written.
    fn code_block(&mut self, _code: &str) {}
    /// The address of a link or a picture.
    fn address(&mut self, _address: &str, _is_picture: bool) {}
}

/// Reads a body without its notes, which belong to no section.
pub fn read_sections(body: &Body, sink: &mut impl SectionSink) {
    let mut reader = BodyReader {
        body,
        slots: &body.slots,
        sink,
        is_in_heading: false,
        is_in_head: false,
    };
    reader.read();
}

struct BodyReader<'b, S> {
    body: &'b Body,
    /// The slots that are still to be read.
    slots: &'b [Slot],
    sink: &'b mut S,
    is_in_heading: bool,
    /// Whether the row is the head of its table.
    is_in_head: bool,
}

impl<S: SectionSink> BodyReader<'_, S> {
    fn read(&mut self) {
        let html = &self.body.html[..self.body.footnotes_start];
        let mut at = 0;
        while let Some(text) = memchr(b'<', &html.as_bytes()[at..]) {
            let tag = at + text;
            self.slots_before(at + 1);
            self.text(&html[at..tag]);
            self.slots_before(tag + 1);
            let end = tag + tag_length(&html[tag..]);
            self.tag(&html[tag..end]);
            self.slots_before(end);
            at = end + self.skipped_length(&html[tag..end], &html[end..]);
        }
        self.slots_before(html.len() + 1);
        self.text(&html[at..]);
    }

    /// Reads the slots before a byte of the HTML.
    fn slots_before(&mut self, end: usize) {
        while let Some((slot, rest)) = self.slots.split_first() {
            if slot.offset as usize >= end {
                return;
            }
            self.slots = rest;
            self.slot(slot.kind);
        }
    }

    fn slot(&mut self, kind: SlotKind) {
        match kind {
            SlotKind::BeforeHeading(at) => {
                self.is_in_heading = true;
                let at = at as usize;
                self.sink.heading(at, &self.body.headings[at]);
            }
            SlotKind::AfterHeading(_) => self.is_in_heading = false,
            SlotKind::LinkHref(link) | SlotKind::LinkUrl(link) => {
                let link = &self.body.links[link as usize];
                self.address(&link.target, link.is_image);
            }
            SlotKind::CodeBlock(code) => {
                let block = &self.body.code_blocks[code as usize];
                self.sink.block(CountedBlock::Code);
                self.sink.code_block(block.text());
            }
            _ => {}
        }
    }

    fn address(&mut self, address: &str, is_picture: bool) {
        if self.is_in_heading {
            return;
        }
        if is_picture {
            self.sink.block(CountedBlock::Picture);
        }
        self.sink.address(address, is_picture);
    }

    fn text(&mut self, text: &str) {
        if !self.is_in_heading && !text.is_empty() {
            self.sink.text(&unescaped(text));
        }
    }

    fn tag(&mut self, tag: &str) {
        if self.is_in_heading {
            return;
        }
        let inside = tag[1..].trim_end_matches('>');
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '/');
        let (name, after) = inside.split_at(name_end.unwrap_or(inside.len()));
        let kind = match name {
            "thead" | "/thead" => {
                self.is_in_head = name == "thead";
                return;
            }
            "a" | "img" | "video" | "audio" | "source" | "iframe" => {
                let mut attributes = attributes(after);
                let address = attributes.find(|one| matches!(one.name, "href" | "src"));
                // the address of this site is a slot
                if let Some(address) = address.filter(|address| !address.value.is_empty()) {
                    self.address(&unescaped(address.value), name != "a");
                }
                return;
            }
            "p" if after == " class=\"alert-title\"" => return,
            "p" | "figure" => CountedBlock::Paragraph,
            "li" => CountedBlock::Item,
            "tr" if !self.is_in_head => CountedBlock::Row,
            "blockquote" => CountedBlock::Quote,
            "div" if after.starts_with(" class=\"alert ") => CountedBlock::Quote,
            _ => return,
        };
        self.sink.block(kind);
    }

    /// The length of what follows a tag and is no text: inline code, which is read here; scripts,
    /// styles, numbers of notes, and the syntax of other programs.
    fn skipped_length(&mut self, tag: &str, after: &str) -> usize {
        let end = match tag {
            "<code>" => "</code>",
            FOREIGN_START => "</span>",
            "<sup class=\"footnote-ref\">" => "</sup>",
            _ if tag.starts_with("<script") => "</script",
            _ if tag.starts_with("<style") => "</style",
            _ => return 0,
        };
        let length = memmem::find(after.as_bytes(), end.as_bytes()).unwrap_or(0);
        if tag == "<code>" && !self.is_in_heading {
            self.sink.inline_code(&unescaped(&after[..length]));
        }
        length
    }
}

fn unescaped(text: &str) -> Cow<'_, str> {
    match memchr(b'&', text.as_bytes()) {
        Some(_) => htmlize::unescape(text),
        None => Cow::Borrowed(text),
    }
}
