//! Links and images: what leads outside is written, what leads inside becomes a slot,
//! what would run a script is left out.

use super::Writer;
use crate::diagnostic::Diagnostic;
use crate::markdown::link::{Destination, destination, place};
use crate::markdown::{Link, SlotKind};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

pub struct OpenImage {
    address: String,
    title: String,
    alt: String,
    span: Range<usize>,
    /// Images that are open in the alternative text.
    within: usize,
}

impl Writer<'_, '_> {
    pub fn start_link(&mut self, kind: LinkType, address: &str, title: &str, span: &Range<usize>) {
        let mailto;
        let address = if kind == LinkType::Email {
            mailto = format!("mailto:{address}");
            &mailto
        } else {
            address
        };
        let wrote = match destination(address, false) {
            Destination::Refused => {
                self.refuse(address, span);
                false
            }
            Destination::Outside => {
                self.html.raw("<a href=\"").address(address).raw("\"");
                true
            }
            Destination::Inside => {
                let fill = SlotKind::Href(self.link(address, false, span));
                self.html.raw("<a").slot(fill);
                true
            }
        };
        if wrote && !title.is_empty() {
            self.html.raw(" title=\"").attribute(title).raw("\"");
        }
        if wrote {
            self.write(">");
        }
        self.open_links.push(wrote);
    }

    pub fn end_link(&mut self) {
        if self.open_links.pop() == Some(true) {
            self.write("</a>");
        }
    }

    pub fn end_image(&mut self) {
        let Some(image) = self.image.take() else {
            return;
        };
        let link = match destination(&image.address, true) {
            Destination::Refused => {
                self.refuse(&image.address, &image.span);
                return self.text(&image.alt);
            }
            Destination::Outside => None,
            Destination::Inside => Some(self.link(&image.address, true, &image.span)),
        };
        if image.alt.trim().is_empty() {
            let span = image.span.start as u32..image.span.end as u32;
            self.body.without_alt.push(span);
        }
        self.write(if self.figure {
            "<figure>\n<img src=\""
        } else {
            "<img src=\""
        });
        match link {
            Some(link) => self.html.slot(SlotKind::Url(link)),
            None => self.html.address(&image.address),
        };
        self.html.raw("\" alt=\"").attribute(&image.alt).raw("\"");
        if !self.figure && !image.title.is_empty() {
            self.html.raw(" title=\"").attribute(&image.title).raw("\"");
        }
        match link {
            Some(link) => self.html.slot(SlotKind::Picture(link)),
            None => self.html.raw(" loading=\"lazy\" decoding=\"async\""),
        };
        self.write(">");
        if self.figure {
            self.html
                .raw("\n<figcaption>")
                .text(&image.title)
                .raw("</figcaption>\n</figure>\n");
        }
    }

    /// Notes a link of this site; gives its index.
    pub fn link(&mut self, target: &str, image: bool, span: &Range<usize>) -> u32 {
        self.body.links.push(Link {
            target: target.to_string(),
            image,
            span: place(self.source.text, span, target),
        });
        (self.body.links.len() - 1) as u32
    }

    pub fn refuse(&mut self, address: &str, span: &Range<usize>) {
        let shown: String = address.chars().take(60).collect();
        let message = format!("the address `{shown}` would run a script and is left out");
        self.diagnostics.push(
            Diagnostic::warning(self.source.path.clone(), message)
                .at(span.clone())
                .hint("link to a page instead"),
        );
    }
}

impl OpenImage {
    pub fn new(address: &str, title: &str, span: &Range<usize>) -> Self {
        OpenImage {
            address: address.to_string(),
            title: title.to_string(),
            alt: String::new(),
            span: span.clone(),
            within: 0,
        }
    }

    /// Whether the event ends this image, and none in its alternative text.
    pub fn ends_with(&mut self, event: &Event) -> bool {
        match event {
            Event::Start(Tag::Image { .. }) => self.within += 1,
            Event::End(TagEnd::Image) if self.within == 0 => return true,
            Event::End(TagEnd::Image) => self.within -= 1,
            _ => {}
        }
        false
    }

    pub fn alt_from(&mut self, event: &Event) {
        match event {
            Event::Text(text) | Event::Code(text) => self.alt.push_str(text),
            Event::SoftBreak | Event::HardBreak => self.alt.push(' '),
            _ => {}
        }
    }
}
