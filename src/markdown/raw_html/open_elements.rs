//! The elements that are open at a place of an article: those of raw HTML, and those of Markdown
//! between, which no raw HTML can end.
//!
//! Answers which of them an end tag, or the begin of another element, ends (WHATWG HTML
//! 13.2.6.4.7). Never writes anything.

use super::elements::{
    cannot_nest, holds_table_parts, is_cell, is_heading, is_of_page, is_scope, is_table_part,
    parents_of_table_part, required_parents, siblings,
};
use super::markup::StartTag;
use crate::markdown::tokens::VERBATIM_ELEMENTS;
use std::ops::Range;

/// An element that is open.
#[derive(Debug)]
pub struct OpenElement {
    /// The name in lower case; empty for an element of Markdown.
    pub name: String,
    pub written_name: String,
    /// Bytes of its start tag in the raw HTML.
    pub range: Range<usize>,
    pub kind: OpenKind,
    /// Whether it ends before the next tag of Markdown.
    pub ends_with_fragment: bool,
}

/// What an open element is in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenKind {
    Element,
    /// Its tags are removed.
    Removed,
    /// Its tags are shown as text.
    Text,
    /// An element of Markdown.
    Markdown,
}

/// Why an element cannot stand where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    /// The element belongs to the page.
    OfPage,
    /// The element needs another one around it, such as `ul`.
    WithoutParent(&'static str),
    /// The element is in a table, and in no cell.
    OutsideCell,
    /// The element is inside another one of its name, which cannot hold it.
    InItself,
}

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub struct OpenElements {
    elements: Vec<OpenElement>,
    /// Indexes of the elements of Markdown.
    markdown: Vec<usize>,
    /// Number of open elements that end before the next tag of Markdown.
    ending: usize,
}

impl OpenElements {
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    pub fn push(&mut self, element: OpenElement) {
        self.ending += usize::from(element.ends_with_fragment);
        self.elements.push(element);
    }

    pub fn pop(&mut self) -> Option<OpenElement> {
        let element = self.elements.pop()?;
        self.ending -= usize::from(element.ends_with_fragment);
        Some(element)
    }

    /// Opens an element of Markdown.
    pub fn enter_markdown(&mut self) {
        self.markdown.push(self.elements.len());
        self.elements.push(OpenElement {
            name: String::new(),
            written_name: String::new(),
            range: 0..0,
            kind: OpenKind::Markdown,
            ends_with_fragment: false,
        });
    }

    /// Closes the innermost element of Markdown, in which nothing is open any more.
    pub fn leave_markdown(&mut self) {
        self.markdown.pop();
        self.elements.pop();
    }

    /// The index of the first element inside the innermost one of Markdown.
    pub fn floor(&self) -> usize {
        self.markdown.last().map_or(0, |at| at + 1)
    }

    pub fn first_that_ends_with_fragment(&self) -> Option<usize> {
        if self.ending == 0 {
            return None;
        }
        let inside = self.elements.iter().enumerate().skip(self.floor());
        let mut inside = inside.filter(|(_, element)| element.ends_with_fragment);
        inside.next().map(|(at, _)| at)
    }

    /// Whether the text here is not prose: it is inside code, SVG or MathML.
    pub fn is_in_verbatim(&self) -> bool {
        let mut elements = self.elements.iter();
        elements.any(|element| VERBATIM_ELEMENTS.contains(&element.name.as_str()))
    }

    /// Whether `name` is the innermost open element.
    pub fn is_in(&self, name: &str) -> bool {
        self.elements
            .last()
            .is_some_and(|element| element.name == name)
    }

    /// Whether the innermost open element is a script or a style sheet of the page.
    pub fn is_in_code(&self) -> bool {
        self.elements.last().is_some_and(|element| {
            element.kind == OpenKind::Element && matches!(&*element.name, "script" | "style")
        })
    }

    /// The innermost element inside Markdown for which `is_found` holds, unless `ends` holds
    /// for one further inside.
    fn find(&self, is_found: impl Fn(&str) -> bool, ends: impl Fn(&str) -> bool) -> Option<usize> {
        for at in (self.floor()..self.elements.len()).rev() {
            let element = &self.elements[at];
            if element.kind != OpenKind::Element {
                continue;
            }
            if is_found(&element.name) {
                return Some(at);
            }
            if ends(&element.name) {
                return None;
            }
        }
        None
    }

    /// The element that an end tag ends. A heading ends with the end tag of any other heading.
    pub fn to_end(&self, name: &str) -> Option<usize> {
        let inside = self.floor()..self.elements.len();
        let found = inside.rev().find(|at| self.elements[*at].name == name);
        found.or_else(|| match is_heading(name) {
            true => self.find(is_heading, |_| false),
            false => None,
        })
    }

    /// The open paragraph that ends where a block begins.
    pub fn paragraph(&self) -> Option<usize> {
        self.find(|name| name == "p", is_scope)
    }

    /// The open element that ends where its sibling `name` begins.
    pub fn sibling(&self, name: &str) -> Option<usize> {
        let siblings = siblings(name);
        if siblings.is_empty() {
            return None;
        }
        self.find(
            |open| siblings.contains(&open),
            |open| {
                is_scope(open)
                    || matches!(
                        open,
                        "datalist" | "dl" | "menu" | "ol" | "ruby" | "select" | "ul"
                    )
            },
        )
    }

    /// The open element that ends because it cannot hold another one like it.
    pub fn same_name(&self, name: &str) -> Option<usize> {
        if !cannot_nest(name) {
            return None;
        }
        if is_heading(name) {
            let last = self.elements.last()?;
            return is_heading(&last.name).then_some(self.len() - 1);
        }
        self.find(
            |open| open == name,
            |open| is_cell(open) || open == "object",
        )
    }

    /// The element that becomes the parent of a part of a table.
    pub fn parent_of_table_part(&self, name: &str) -> Option<usize> {
        let parents = parents_of_table_part(name);
        self.find(|open| parents.contains(&open), |_| false)
    }

    /// The innermost table, if no cell or other element is open in it.
    pub fn table_outside_cell(&self) -> Option<usize> {
        let innermost = self.find(|_| true, |_| false)?;
        holds_table_parts(&self.elements[innermost].name)
            .then(|| self.find(|open| open == "table", |_| false))?
    }

    /// Why an element cannot stand here; `None` when it can.
    pub fn misplaced(&self, tag: &StartTag) -> Option<Misplaced> {
        let name = &*tag.name;
        let is_refresh = name == "meta"
            && tag
                .attributes
                .iter()
                .any(|attribute| attribute.name == "http-equiv");
        if is_of_page(name) || is_refresh {
            return Some(Misplaced::OfPage);
        }
        if is_table_part(name) {
            let parent = self.parent_of_table_part(name);
            return parent
                .is_none()
                .then_some(Misplaced::WithoutParent("table"));
        }
        let parents = required_parents(name);
        if let Some(parent) = parents.first()
            && self
                .find(|open| parents.contains(&open), is_scope)
                .is_none()
        {
            return Some(Misplaced::WithoutParent(parent));
        }
        let parent = self.find(|_| true, |_| false);
        let parent = parent.map_or("", |at| &self.elements[at].name);
        if holds_table_parts(parent) && !matches!(name, "script" | "style") {
            return Some(Misplaced::OutsideCell);
        }
        // a browser would end the outer one, and the Markdown between
        let outside = match name {
            "form" => &self.elements[..],
            "a" | "button" => &self.elements[..self.floor()],
            _ => &[],
        };
        let is_same = |open: &OpenElement| open.name == name && open.kind == OpenKind::Element;
        outside.iter().any(is_same).then_some(Misplaced::InItself)
    }
}
