//! Writes raw HTML: it passes through, its addresses become slots as those of Markdown do.
//!
//! Comments are notes of the author and stay out of pages. Scripts and style sheets pass as
//! they are.

use super::HtmlWriter;
use super::summary::is_more;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::body::SlotKind;
use crate::markdown::foreign_syntax;
use crate::markdown::html_attributes::{
    Attribute, RAW_TEXT_ELEMENTS, TokenizerState, attributes, decode_entities,
};
use crate::markdown::html_comments::outside_comments;
use crate::markdown::link_destination::{Destination, destination, span_of_target};
use crate::{message, phrase};
use std::ops::Range;

/// Maximum number of warnings per piece of HTML: each one searches the text for its place.
const MAX_WARNINGS: usize = 100;

impl HtmlWriter<'_, '_> {
    /// Writes a piece of raw HTML: one line of a block, or one tag.
    pub fn raw_html(&mut self, html: &str, span: &Range<usize>) {
        if std::mem::take(&mut self.raw_html_begins) {
            self.in_raw_text = begins_raw_text(html);
            self.tokenizer_state = TokenizerState::default();
        }
        if self.open_comment.is_none() && is_more(html) {
            self.summary.end_at_more();
            if is_only_comment(html) {
                return;
            }
        }
        if self.in_raw_text && self.source.raw_html {
            return self.write_tags(html, span);
        }
        if self.source.raw_html {
            self.find_missing_alt(html, span);
            self.body.has_frames |= has_frame(html);
        }
        let mut in_comment = self.open_comment.is_some();
        for part in outside_comments(html, &mut in_comment) {
            self.warn_foreign_syntax(&html[part.clone()], span);
            if self.source.raw_html {
                self.write_tags(&html[part], span);
            } else {
                self.html.text(&html[part]);
            }
        }
        let comment = self.open_comment.take().unwrap_or_else(|| span.clone());
        self.open_comment = in_comment.then_some(comment);
    }

    fn warn_foreign_syntax(&mut self, html: &str, span: &Range<usize>) {
        let mut rest = html;
        for _ in 0..MAX_WARNINGS {
            let Some(found) = foreign_syntax::find_in_html(rest) else {
                return;
            };
            let code = &rest[found.clone()];
            let place = span_of_target(self.source.text, span, code);
            let warning = foreign_syntax::warning(self.source.path.clone(), code);
            self.warn(warning, place.start as usize..place.end as usize);
            rest = &rest[found.end..];
        }
    }

    /// Writes HTML outside comments; addresses of this site become slots, those of scripts are
    /// removed.
    fn write_tags(&mut self, html: &str, span: &Range<usize>) {
        let mut done = 0;
        let mut state = self.tokenizer_state;
        for attribute in attributes(html, &mut state) {
            let value = &html[attribute.value.clone()];
            let address = decode_entities(value);
            if matches!(attribute.name, "id" | "name") {
                self.body.anchors.push(value.to_string());
            } else if attribute.name == "markdown" {
                self.warn_markdown_attribute(span);
            } else if is_script(&address, &attribute) {
                self.warn_script_address(value, span);
                self.html.raw(&html[done..attribute.value.start]);
                done = attribute.value.end;
            } else if attribute.is_address()
                && attribute.is_complete
                && destination(&address, false) == Destination::Inside
                && !value.is_empty()
            {
                self.html.raw(&html[done..attribute.value.start]);
                let link = self.add_link(&address, attribute.is_media(), span);
                self.html.slot(SlotKind::LinkUrl(link));
                done = attribute.value.end;
            }
        }
        self.tokenizer_state = state;
        self.html.raw(&html[done..]);
    }

    fn warn_markdown_attribute(&mut self, span: &Range<usize>) {
        let message = message!(
            Code::MarkdownAttribute,
            "`markdown=\"1\"` is not supported: Markdown right below a tag is shown as it is written"
        );
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
        let hint = phrase!("leave an empty line after the tag");
        self.warn(diagnostic.hint(hint), span.clone());
    }

    /// Warns about a comment that is still open at the end of the text.
    pub fn warn_unclosed_comment(&mut self) {
        if let Some(span) = self.open_comment.take() {
            let message = message!(
                Code::UnclosedComment,
                "a comment begins here and never ends: the text after it is skipped"
            );
            let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
            self.warn(diagnostic.hint(phrase!("end it with `-->`")), span);
        }
    }
}

/// Whether an address runs a script. An address that goes on in the next line counts when its
/// beginning could become a script's.
fn is_script(address: &str, attribute: &Attribute) -> bool {
    if destination(address, attribute.is_media()) == Destination::Refused {
        return true;
    }
    if attribute.is_complete {
        return false;
    }
    let beginning: String = address.chars().filter(|c| *c > ' ').collect();
    let beginning = beginning.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|scheme| scheme.starts_with(&beginning))
}

/// Whether a frame begins in this piece of HTML.
fn has_frame(html: &str) -> bool {
    html.match_indices('<').any(|(at, _)| {
        let tag = &html.as_bytes()[at + 1..];
        ["iframe", "frame"].iter().any(|element| {
            tag.get(..element.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(element.as_bytes()))
        })
    })
}

/// Whether a block begins with an element whose content is raw text.
fn begins_raw_text(html: &str) -> bool {
    let tag = html.trim_start().strip_prefix('<').unwrap_or_default();
    let name = tag.split(|c: char| !c.is_ascii_alphabetic()).next();
    RAW_TEXT_ELEMENTS
        .iter()
        .any(|element| name.is_some_and(|name| name.eq_ignore_ascii_case(element)))
}

/// Whether nothing follows the comment that `html` begins with.
fn is_only_comment(html: &str) -> bool {
    let after = html.split_once("-->").map(|(_, after)| after.trim());
    after.is_none_or(str::is_empty)
}
