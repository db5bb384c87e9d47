//! Puts the parts of raw HTML back between the Markdown, so that every element ends where a
//! browser ends it, and no end tag ends an element of the theme.
//!
//! An element ends inside the element of Markdown where it begins. An end tag that is missing is
//! written, also where HTML lets an author leave it out; an end tag without an element is
//! removed.

use super::checked_tag::{CheckedTag, check_tag, is_safe_document};
use super::elements;
use super::markup::{Markup, MarkupKind, StartTag, UnclearHtml};
use super::open_elements::{OpenElement, OpenElements, OpenKind};
use super::raw_source::{RawSource, TokenRole, TokenRoles, begins_block};
use super::warnings::Warnings;
use crate::diagnostic::DiagnosticSink;
use crate::limits::HTML_NESTING;
use crate::markdown::foreign_syntax;
use crate::markdown::more_comment::{MORE, is_more};
use crate::markdown::source::MarkdownSource;
use crate::markdown::tag_facts::TagFacts;
use crate::markdown::tokens::{TextKind, Token};
use crate::text::forbidden_chars::replace_forbidden;
use pulldown_cmark::{CowStr, Event};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Replaces the raw HTML of `tokens` by its parts, each a token of its own: a tag, a text, or
/// the code of a script.
pub fn nest<'a>(
    source: &MarkdownSource,
    tokens: Vec<Token<'a>>,
    raw: &RawSource,
    markup: Vec<Markup>,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Token<'a>> {
    let mut nesting = Nesting {
        raw,
        tokens: Vec::with_capacity(tokens.len() + markup.len()),
        open: OpenElements::default(),
        too_deep: 0,
        last_end_tags: HashMap::new(),
        is_after_more: false,
        in_block: false,
        warnings: Warnings::new(source.path, raw, diagnostics),
    };
    let mut markup = markup.into_iter().peekable();
    let mut roles = TokenRoles::default();
    let mut done = 0;
    for token in tokens {
        let role = roles.of(&token);
        if let TokenRole::Raw(html) = role {
            done += html.len();
            continue;
        }
        while let Some(part) = markup.peek_mut().filter(|part| part.range.start < done) {
            match part.split_before(done) {
                Some(first) => nesting.part(first),
                None => nesting.parts(markup.next()),
            }
        }
        match role {
            TokenRole::Ignored(_) | TokenRole::Raw(_) => {}
            TokenRole::Text => nesting.tokens.push(token),
            TokenRole::BlockEdge => {
                nesting.in_block = matches!(token.event, Event::Start(_));
                nesting.tokens.push(token);
            }
            TokenRole::Tags => nesting.markdown(token),
        }
    }
    markup.for_each(|part| nesting.part(part));
    nesting.close_from(0);
    nesting.tokens
}

struct Nesting<'a, 'r> {
    raw: &'r RawSource,
    /// The tokens so far.
    tokens: Vec<Token<'a>>,
    open: OpenElements,
    /// Number of open elements that are too deep, and removed.
    too_deep: usize,
    /// Bytes of the last end tags of elements that hide their content, by name.
    last_end_tags: HashMap<String, Option<usize>>,
    /// Whether the last part was `<!--more-->`.
    is_after_more: bool,
    /// Whether the HTML is a block, and not inside a line.
    in_block: bool,
    warnings: Warnings<'r>,
}

impl<'a> Nesting<'a, '_> {
    /// Adds a token of Markdown that becomes tags.
    fn markdown(&mut self, token: Token<'a>) {
        if let Some(first) = self.open.first_that_ends_with_fragment() {
            self.close_from(first);
        }
        if begins_block(&token.event) {
            self.close_paragraph();
        }
        if !matches!(token.event, Event::End(_))
            && let Some(table) = self.open.table_outside_cell()
        {
            // a browser would put the Markdown before the table, or end the table
            self.close_from(table);
        }
        match &token.event {
            Event::Start(_) => self.open.enter_markdown(),
            Event::End(_) => {
                self.too_deep = 0;
                self.close_from(self.open.floor());
                self.open.leave_markdown();
            }
            _ => {}
        }
        self.tokens.push(token);
    }

    fn parts(&mut self, part: Option<Markup>) {
        part.into_iter().for_each(|part| self.part(part));
    }

    /// Adds a part of raw HTML.
    fn part(&mut self, part: Markup) {
        let Markup { range, kind } = part;
        let raw: &str = &self.raw.html[range.clone()];
        match kind {
            // the end of its line goes with the comment
            MarkupKind::Text if std::mem::take(&mut self.is_after_more) && raw == "\n" => {}
            MarkupKind::Text => self.text(&range),
            MarkupKind::PlainText => self.push_text(raw.to_string(), &range),
            MarkupKind::Code if self.open.is_in_code() => {
                self.push_html(raw.to_string(), &range, None);
            }
            // the element around it is removed
            MarkupKind::Code => self.push_text(raw.to_string(), &range),
            MarkupKind::Unseen if raw.contains('<') => self.warnings.unseen(&range),
            MarkupKind::Unseen => {}
            MarkupKind::Start(tag) => self.start(&tag, range),
            MarkupKind::End(name) => self.end(&name, &range),
            MarkupKind::Comment if is_more(raw) => {
                self.push_html(MORE.to_string(), &range, None);
                self.is_after_more = true;
            }
            MarkupKind::Comment => {}
            MarkupKind::BogusComment => self.warnings.bogus_comment(&range),
            MarkupKind::Unclear(why) => self.unclear(why, range),
        }
    }

    /// Adds text with character references.
    fn text(&mut self, range: &Range<usize>) {
        self.warnings.foreign_syntax(range);
        let raw: &str = &self.raw.html[range.clone()];
        if self.open.is_in("textarea") && !is_safe_document(raw) {
            return self.warnings.unseen(range);
        }
        let text = match htmlize::unescape(raw) {
            Cow::Owned(text) => replace_forbidden(&text).into_owned(),
            Cow::Borrowed(text) => text.to_string(),
        };
        let kind = if self.open.is_in_verbatim() {
            TextKind::Verbatim
        } else if foreign_syntax::find(&text).is_some() {
            TextKind::Foreign
        } else {
            self.warnings.markdown(range);
            TextKind::Prose
        };
        self.push_text(text, range);
        if let Some(token) = self.tokens.last_mut() {
            token.text_kind = kind;
        }
    }

    /// Adds text that typography leaves as it is.
    fn push_text(&mut self, text: String, range: &Range<usize>) {
        self.tokens.push(Token {
            event: Event::Text(text.into()),
            span: self.raw.place(range),
            text_kind: TextKind::Verbatim,
            tag: None,
        });
    }

    fn push_html(&mut self, html: String, range: &Range<usize>, tag: Option<Box<TagFacts>>) {
        let html = CowStr::from(html);
        self.tokens.push(Token {
            event: match self.in_block {
                true => Event::Html(html),
                false => Event::InlineHtml(html),
            },
            span: self.raw.place(range),
            text_kind: TextKind::Verbatim,
            tag,
        });
    }

    /// Shows HTML as text, with a warning.
    fn unclear(&mut self, why: UnclearHtml, range: Range<usize>) {
        self.warnings.unclear(&why, &range);
        let text = self.raw.html[range.clone()].to_string();
        let is_begin = text == "<";
        self.push_text(text, &range);
        if let UnclearHtml::UnfinishedElement(name) | UnclearHtml::UnsupportedElement(name) = why
            && is_begin
        {
            // its end tag is shown as text too
            self.push_open(name.clone(), name, range, OpenKind::Text);
        }
    }

    fn start(&mut self, tag: &StartTag, range: Range<usize>) {
        self.warnings.foreign_syntax(&range);
        if self.open.len() >= HTML_NESTING || self.too_deep > 0 {
            self.too_deep += usize::from(tag.has_content && !tag.is_self_closing);
            return self.warnings.too_deep(&tag.name, &range);
        }
        if !tag.is_foreign {
            if let Some(why) = self.open.misplaced(tag) {
                self.warnings.misplaced(&tag.name, why, &range);
                if tag.has_content {
                    let name = tag.name.clone();
                    self.push_open(name.clone(), name, range, OpenKind::Removed);
                }
                return;
            }
            self.close_before(&tag.name);
        }
        let CheckedTag { html, facts, .. } = self.checked(tag, &range);
        let facts = (facts != TagFacts::default()).then(|| Box::new(facts));
        self.push_html(html, &range, facts);
        if !tag.has_content {
            return;
        }
        if tag.is_self_closing {
            // `<a id="x"/>`: a browser leaves it open, its author means that it is empty
            let end = format!("</{}>", tag.written_name);
            return self.push_html(end, &range, None);
        }
        let (name, written) = (tag.name.clone(), tag.written_name.clone());
        self.push_open(name, written, range, OpenKind::Element);
    }

    /// Checks a start tag, and warns about what is removed from it.
    fn checked(&mut self, tag: &StartTag, range: &Range<usize>) -> CheckedTag {
        let checked = check_tag(self.raw, tag, range);
        for address in &checked.scripts {
            self.warnings.script_address(address, range);
        }
        if checked.lost_document {
            self.warnings.document(range);
        }
        if checked.has_markdown_attribute {
            self.warnings.markdown_attribute(range);
        }
        if checked.has_empty_address {
            self.warnings.empty_address(range);
        }
        for address in &checked.template_addresses {
            self.warnings.template_address(address, range);
        }
        if let Some(name) = &checked.stopped_attribute {
            self.warnings.stopped_attribute(name, range);
        }
        self.warnings.stopped_element(tag, range);
        self.warnings.component(tag, range);
        checked
    }

    fn push_open(&mut self, name: String, written: String, range: Range<usize>, kind: OpenKind) {
        let ends_with_fragment = elements::hides_content(&name) && self.is_last(&name, &range);
        self.open.push(OpenElement {
            ends_with_fragment,
            name,
            written_name: written,
            range,
            kind,
        });
    }

    /// Whether no end tag of an element follows its start tag at `range`.
    fn is_last(&mut self, name: &str, range: &Range<usize>) -> bool {
        let html = self.raw.html.as_bytes();
        let last = self.last_end_tags.entry(name.to_string());
        let last = *last.or_insert_with(|| {
            memchr::memrchr_iter(b'<', html).find(|at| {
                let after = html.get(at + 2..at + 2 + name.len());
                html[at + 1..].starts_with(b"/")
                    && after.is_some_and(|after| after.eq_ignore_ascii_case(name.as_bytes()))
            })
        });
        last.is_none_or(|last| last < range.start)
    }

    /// Ends the elements that end where `name` begins.
    fn close_before(&mut self, name: &str) {
        if elements::is_table_part(name)
            && let Some(parent) = self.open.parent_of_table_part(name)
        {
            self.close_from(parent + 1);
        }
        while let Some(sibling) = self.open.sibling(name) {
            self.close_from(sibling);
        }
        if elements::ends_paragraph(name) {
            self.close_paragraph();
        }
        if let Some(outer) = self.open.same_name(name) {
            self.close_from(outer);
        }
    }

    fn close_paragraph(&mut self) {
        if let Some(paragraph) = self.open.paragraph() {
            self.close_from(paragraph);
        }
    }

    fn end(&mut self, name: &str, range: &Range<usize>) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let Some(at) = self.open.to_end(name) else {
            return match name {
                // HTML 13.2.6.4.7
                "br" => self.push_html("<br>".to_string(), range, None),
                _ if elements::is_void(name) => {}
                _ => self.warnings.stray_end_tag(name, range),
            };
        };
        self.close_from(at + 1);
        if let Some(element) = self.open.pop() {
            self.push_end(&element, range);
        }
    }

    /// Ends every element from index `first` on, the innermost first.
    fn close_from(&mut self, first: usize) {
        while self.open.len() > first {
            let Some(element) = self.open.pop() else {
                return;
            };
            if element.kind == OpenKind::Element {
                if !elements::has_optional_end(&element.name) {
                    self.warnings.unclosed(&element.name, &element.range);
                }
                self.push_end(&element, &element.range);
            }
        }
    }

    fn push_end(&mut self, element: &OpenElement, range: &Range<usize>) {
        let end = format!("</{}>", element.written_name);
        match element.kind {
            OpenKind::Element => self.push_html(end, range, None),
            OpenKind::Text => self.push_text(end, range),
            OpenKind::Removed | OpenKind::Markdown => {}
        }
    }
}
