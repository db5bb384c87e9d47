//! Warnings about raw HTML that does not go into the page as it is written.

use super::elements::is_element;
use super::markup::{StartTag, UnclearHtml};
use super::open_elements::Misplaced;
use super::raw_source::RawSource;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Message, Text};
use crate::markdown::html_writer::empty_address;
use crate::markdown::{foreign_syntax, link_destination};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// Collects the warnings of one text. All ranges are bytes of its raw HTML.
pub struct Warnings<'r> {
    path: &'r Arc<str>,
    raw: &'r RawSource,
    diagnostics: &'r mut DiagnosticSink,
}

impl<'r> Warnings<'r> {
    pub fn new(
        path: &'r Arc<str>,
        raw: &'r RawSource,
        diagnostics: &'r mut DiagnosticSink,
    ) -> Self {
        Warnings {
            path,
            raw,
            diagnostics,
        }
    }

    fn push(&mut self, range: &Range<usize>, message: Message, hint: Text) {
        self.push_at(
            range,
            Diagnostic::warning(self.path.clone(), message).hint(hint),
        );
    }

    fn push_at(&mut self, range: &Range<usize>, warning: Diagnostic) {
        self.diagnostics.push(warning.at(self.raw.place(range)));
    }

    /// An element that ends only because the text around it does.
    pub fn unclosed(&mut self, name: &str, range: &Range<usize>) {
        if !is_element(name) {
            return self.placeholder(name, range);
        }
        let message = message!(
            Code::UnclosedElement,
            "`<{name}>` is not closed: it ends with the text around it",
            name = name
        );
        let hint = phrase!("write `</{name}>` where it ends", name = name);
        self.push(range, message, hint);
    }

    /// A word in angle brackets that stands for something: `ssh <name>@server`.
    fn placeholder(&mut self, name: &str, range: &Range<usize>) {
        let message = message!(
            Code::UnclosedElement,
            "`<{name}>` is read as HTML: readers do not see it",
            name = name
        );
        let hint = phrase!("to show it, write `\\<` for its `<`, or put it between backticks");
        self.push(range, message, hint);
    }

    pub fn stray_end_tag(&mut self, name: &str, range: &Range<usize>) {
        let message = message!(
            Code::StrayEndTag,
            "`</{name}>` closes nothing here and is removed",
            name = name
        );
        let hint = phrase!(
            "remove it, or write `<{name}>` where the element begins",
            name = name
        );
        self.push(range, message, hint);
    }

    pub fn misplaced(&mut self, name: &str, why: Misplaced, range: &Range<usize>) {
        let message = message!(
            Code::MisplacedElement,
            "`<{name}>` cannot stand here and is removed",
            name = name
        );
        let hint = match why {
            Misplaced::OfPage => phrase!("remove it: an article is a part of a page"),
            Misplaced::WithoutParent(parent) => {
                phrase!("put it inside `<{parent}>`", parent = parent)
            }
            Misplaced::OutsideCell => phrase!("put it inside a cell of the table, `<td>`"),
            Misplaced::InItself => phrase!("close the other `<{name}>` first", name = name),
        };
        self.push(range, message, hint);
    }

    pub fn too_deep(&mut self, name: &str, range: &Range<usize>) {
        let message = message!(
            Code::MisplacedElement,
            "`<{name}>` is inside too many other elements and is removed",
            name = name
        );
        let hint = phrase!("close elements that are not needed any more");
        self.push(range, message, hint);
    }

    pub fn unclear(&mut self, why: &UnclearHtml, range: &Range<usize>) {
        let text = phrase!("write `&lt;` for a `<` that is text");
        match why {
            UnclearHtml::UnfinishedTag => {
                let message = message!(
                    Code::UnclearHtml,
                    "this HTML tag is not complete and is shown as text"
                );
                self.push(range, message, text);
            }
            UnclearHtml::UnfinishedElement(name) => {
                let message = message!(
                    Code::UnclearHtml,
                    "`<{name}>` is not closed before the next Markdown, or its HTML has a mistake: it is shown as text",
                    name = name
                );
                let hint = phrase!(
                    "write `</{name}>` where it ends, without Markdown in between",
                    name = name
                );
                self.push(range, message, hint);
            }
            UnclearHtml::UnsupportedElement(name) => {
                let message = message!(
                    Code::UnclearHtml,
                    "`<{name}>` has no use in an article and is shown as text",
                    name = name
                );
                self.push(range, message, text);
            }
            UnclearHtml::UnfinishedComment => {
                let hint = phrase!("end it with `-->`");
                self.push(range, unclosed_comment(), hint);
            }
            UnclearHtml::TooMuch => {
                let message = message!(
                    Code::UnclearHtml,
                    "this HTML has too many tags or mistakes and is shown as text from here on"
                );
                self.push(range, message, phrase!("correct the mistakes above"));
            }
        }
    }

    /// Content that no browser shows, or that is a trap.
    pub fn unseen(&mut self, range: &Range<usize>) {
        let message = message!(
            Code::RemovedHtml,
            "the HTML inside this element is not shown and is removed"
        );
        self.push(range, message, phrase!("put it after the element"));
    }

    pub fn bogus_comment(&mut self, range: &Range<usize>) {
        let message = message!(
            Code::RemovedHtml,
            "browsers do not show this, and it is removed"
        );
        self.push(range, message, phrase!("write a note as `<!-- … -->`"));
    }

    /// The attribute `srcdoc` of a frame.
    pub fn document(&mut self, range: &Range<usize>) {
        let message = message!(
            Code::RemovedHtml,
            "the `srcdoc` of this frame could run a script and is removed"
        );
        self.push(
            range,
            message,
            phrase!("write `src` with the address of a page"),
        );
    }

    pub fn markdown_attribute(&mut self, range: &Range<usize>) {
        let message = message!(
            Code::MarkdownAttribute,
            "`markdown=\"1\"` is not supported: Markdown right below a tag is shown as it is written"
        );
        self.push(range, message, phrase!("leave an empty line after the tag"));
    }

    pub fn empty_address(&mut self, range: &Range<usize>) {
        let hint = phrase!("write the address between the quotes, or remove the tag");
        self.push(range, empty_address(), hint);
    }

    /// An address that a template of another program would fill.
    pub fn template_address(&mut self, address: &str, range: &Range<usize>) {
        let warning = foreign_syntax::warning(self.path.clone(), address);
        self.push_at(range, warning);
    }

    /// An attribute that the policy of the pages stops.
    pub fn stopped_attribute(&mut self, name: &str, range: &Range<usize>) {
        let message = message!(
            Code::StoppedByPolicy,
            "browsers do not use `{name}=` in a text: the policy of the pages stops it",
            name = name
        );
        let hint = match name {
            "style" => phrase!("remove it: the theme sets colours and sizes"),
            _ => phrase!("remove it: scripts of a text do not run"),
        };
        self.push(range, message, hint);
    }

    /// A script or a style, which the policy of the pages stops, unless it is data for other
    /// programs.
    pub fn stopped_element(&mut self, tag: &StartTag, range: &Range<usize>) {
        let name = &*tag.name;
        let mut attributes = tag.attributes.iter();
        let kind = attributes.find(|attribute| attribute.name == "type");
        let kind = kind.and_then(|kind| kind.value.clone());
        let kind = kind.map_or("", |value| &self.raw.html[value]);
        let kind = kind.to_ascii_lowercase();
        let is_stopped = match name {
            "script" => kind.is_empty() || kind == "module" || kind.contains("javascript"),
            "style" => true,
            _ => false,
        };
        if !is_stopped {
            return;
        }
        let message = message!(
            Code::StoppedByPolicy,
            "browsers do not use `<{name}>` in a text: the policy of the pages stops it",
            name = name
        );
        let hint = match name {
            "style" => phrase!("remove it, or put the rules into the theme"),
            _ => phrase!("remove it; for a video or a post, put its address on a line of its own"),
        };
        self.push(range, message, hint);
    }

    /// A component of MDX, such as `<Callout>`: no element of HTML has capitals in its name.
    pub fn component(&mut self, tag: &StartTag, range: &Range<usize>) {
        let written = &self.raw.html[range.clone()];
        let is_capital = written[1..].starts_with(|c: char| c.is_ascii_uppercase());
        if !is_capital || is_element(&tag.name) {
            return;
        }
        let name = written[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
        let message = message!(
            Code::ForeignSyntax,
            "`<{name}>` is another program's component: browsers show only the words in it",
            name = name.into_iter().next().unwrap_or_default()
        );
        let hint = phrase!("write it in Markdown: a box begins with `> [!NOTE]`");
        self.push(range, message, hint);
    }

    pub fn script_address(&mut self, address: &str, range: &Range<usize>) {
        let warning = link_destination::script_warning(self.path.clone(), address);
        self.push_at(range, warning);
    }

    /// Marks of Markdown in a text between tags, where Markdown is not read.
    pub fn markdown(&mut self, range: &Range<usize>) {
        let text = &self.raw.html[range.clone()];
        let between = |mark: &str| {
            let start = text.find(mark)?;
            let words = &text[start + mark.len()..];
            let end = words.find(mark)?;
            let is_tight = !words[..end].is_empty() && words[..end].trim() == &words[..end];
            is_tight.then_some(start..start + end + 2 * mark.len())
        };
        let link = || {
            let middle = text.find("](")?;
            let start = text[..middle].rfind('[')?;
            Some(start..middle + text[middle..].find(')')? + 1)
        };
        let Some(found) = between("**").or_else(|| between("`")).or_else(link) else {
            return;
        };
        let message = message!(
            Code::MarkdownInHtml,
            "`{words}` is shown as it is typed: Markdown is not read inside this HTML",
            words = text[found.clone()]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        );
        let hint =
            phrase!("leave an empty line after the tag before it, or write the words in HTML");
        self.push(
            &(range.start + found.start..range.start + found.end),
            message,
            hint,
        );
    }

    /// Constructs of other programs that begin in a part of the HTML.
    pub fn foreign_syntax(&mut self, range: &Range<usize>) {
        // a construct may hold what looks like a tag, and so end in a later part
        let html = &self.raw.html;
        let mut done = range.start;
        for at in memchr::memchr2_iter(b'{', b'[', html[range.clone()].as_bytes()) {
            let at = range.start + at;
            if at < done {
                continue;
            }
            let line = html[at..html.floor_char_boundary(at + LINE_BYTES)]
                .lines()
                .next();
            let Some(length) = line.and_then(foreign_syntax::length_in_html) else {
                continue;
            };
            done = at + length;
            let warning = foreign_syntax::warning(self.path.clone(), &html[at..done]);
            self.push_at(&(at..done), warning);
        }
    }
}

/// The longest part of a line in which a construct is looked for.
const LINE_BYTES: usize = 2_000;

/// The fact that a comment has no end.
pub fn unclosed_comment() -> Message {
    message!(
        Code::UnclosedComment,
        "a comment begins here and never ends: it is shown as text"
    )
}
