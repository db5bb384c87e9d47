//! Writes links: an outside address as it is, an inside one as a slot, a script not at all.

use super::HtmlWriter;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::markdown::body::{Link, SlotKind};
use crate::markdown::foreign_syntax::{self, is_template_address};
use crate::markdown::link_destination::{Destination, destination, script_warning, span_of_target};
use crate::markdown::tokens::Token;
use crate::text::nfc;
use crate::{message, phrase};
use pulldown_cmark::{Event, LinkType, TagEnd};
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
            _ if self.warn_no_address(address, span) => false,
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

    /// Warns about an address that is empty, or that a template of another program would fill;
    /// whether it is one.
    pub fn warn_no_address(&mut self, address: &str, span: &Range<usize>) -> bool {
        let path = self.source.path.clone();
        if is_template_address(address) {
            let warning = foreign_syntax::warning(path, address);
            self.warn(warning, span.clone());
            return true;
        }
        let bare = address.trim().trim_end_matches('/');
        let is_empty =
            bare.is_empty() && address.trim() != "/" || matches!(bare, "http:" | "https:");
        if is_empty {
            let warning = Diagnostic::warning(path, empty_address()).hint(phrase!(
                "write the address between `(` and `)`, such as `../other/fr.md` or `https://…`"
            ));
            self.warn(warning, span.clone());
        }
        is_empty
    }

    /// Warns about a link that the first of `tokens` begins and that has nothing to click.
    pub fn warn_link_without_words(&mut self, address: &str, tokens: &[Token]) {
        let after = tokens.get(1).map(|token| &token.event);
        if matches!(after, Some(Event::End(TagEnd::Link))) && !address.trim().is_empty() {
            let message = message!(
                Code::EmptyAddress,
                "the link to `{address}` has no words to click",
                address = address
            );
            let hint = phrase!("write `[words]({address})`", address = address);
            let warning = Diagnostic::warning(self.source.path.clone(), message).hint(hint);
            self.warn(warning, tokens[0].span.clone());
        }
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

/// The fact that a link or a picture leads nowhere.
pub fn empty_address() -> Message {
    message!(
        Code::EmptyAddress,
        "there is no address here: a link or a picture without one shows nothing"
    )
}
