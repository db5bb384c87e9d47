//! Writes images and figures. The size and the smaller variants of an image of this site are a
//! slot.

use super::HtmlWriter;
use crate::markdown::body::SlotKind;
use crate::markdown::link_destination::{Destination, destination};
use crate::markdown::tokens::TextKind;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// An image whose alternative text is being read.
pub struct OpenImage {
    address: String,
    title: String,
    alt: String,
    span: Range<usize>,
    /// Number of open images inside the alternative text.
    nested: usize,
}

impl HtmlWriter<'_, '_> {
    pub fn end_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        if self.warn_no_address(&image.address, &image.span) {
            return self.text(&image.alt, TextKind::Prose);
        }
        let link = match destination(&image.address, true) {
            Destination::Refused => {
                self.warn_script_address(&image.address, &image.span);
                return self.text(&image.alt, TextKind::Prose);
            }
            Destination::Outside => None,
            Destination::Inside => Some(self.add_link(&image.address, true, &image.span)),
        };
        if image.alt.trim().is_empty() {
            let span = image.span.start as u32..image.span.end as u32;
            self.body.images_without_alt.push(span);
        }
        if self.in_figure {
            self.write("<figure>\n");
        }
        // a link needs a name
        let large = link.filter(|_| self.enlarges_image && !image.alt.trim().is_empty());
        if let Some(link) = large {
            self.html.slot(SlotKind::BeforeImage(link));
        }
        self.write("<img src=\"");
        match link {
            Some(link) => self.html.slot(SlotKind::LinkUrl(link)),
            None => self.html.address(&image.address),
        };
        self.html.raw("\" alt=\"").attribute(&image.alt).raw("\"");
        if !self.in_figure && !image.title.is_empty() {
            self.html.raw(" title=\"").attribute(&image.title).raw("\"");
        }
        match link {
            Some(link) => self.html.slot(SlotKind::ImageAttributes(link)),
            None => self.html.raw(" loading=\"lazy\" decoding=\"async\""),
        };
        self.write(">");
        if let Some(link) = large {
            self.html.slot(SlotKind::AfterImage(link));
        }
        if self.in_figure {
            self.html
                .raw("\n<figcaption>")
                .text(&image.title)
                .raw("</figcaption>\n</figure>\n");
        }
    }
}

impl OpenImage {
    pub fn new(address: &str, title: &str, span: &Range<usize>) -> Self {
        OpenImage {
            address: address.to_string(),
            title: title.to_string(),
            alt: String::new(),
            span: span.clone(),
            nested: 0,
        }
    }

    /// Whether the event ends this image. Counts the images inside its alternative text.
    pub fn ends_at(&mut self, event: &Event) -> bool {
        match event {
            Event::Start(Tag::Image { .. }) => self.nested += 1,
            Event::End(TagEnd::Image) if self.nested == 0 => return true,
            Event::End(TagEnd::Image) => self.nested -= 1,
            _ => {}
        }
        false
    }

    /// Appends the text of an event to the alternative text.
    pub fn push_alt(&mut self, event: &Event) {
        match event {
            Event::Text(text) | Event::Code(text) => self.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.alt.push(' '),
            _ => {}
        }
    }
}
