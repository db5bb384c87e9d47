//! Parses Markdown into [`Token`]s: the events of the parser, rewritten.
//!
//! Bare URLs become links. Shortcodes of other generators, and text inside raw `<code>`, are
//! marked as verbatim, so that typography does not change them. Nothing is written here.

mod heading_ids;
mod lost_words;
mod marks_of_other_programs;
mod near_links;
mod near_markdown;
mod near_tables;
mod syntax_warnings;

use super::autolinks::{self, Autolink};
use super::link_destination::meant_address;
use super::readable_text::ReadableText;
use super::source::MarkdownSource;
use super::tag_facts::TagFacts;
use super::{callout, control_chars, foreign_syntax};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::limits::TOKENS;
use crate::{message, phrase};
use linkify::LinkFinder;
use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, TextMergeWithOffset};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// One event of the parser and its place.
#[derive(Debug)]
pub struct Token<'a> {
    pub event: Event<'a>,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The kind of the text, where the event is one.
    pub text_kind: TextKind,
    /// What is in a start tag of raw HTML; `None` for any other token.
    pub tag: Option<Box<TagFacts>>,
}

/// A kind of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    Prose,
    /// An address or code: typography leaves it as it is.
    Verbatim,
    /// The syntax of another program: no words for summaries and search.
    Foreign,
}

/// Elements whose text is not prose.
pub const VERBATIM_ELEMENTS: [&str; 10] = [
    "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var",
];

/// Parses a text into tokens; none when it has more than [`TOKENS`]. `readable` is the text of
/// `source` for the parser.
pub fn tokens<'a>(
    source: &MarkdownSource,
    readable: &'a ReadableText,
    diagnostics: &mut DiagnosticSink,
) -> Vec<Token<'a>> {
    let text: &'a str = readable.written;
    let events = readable.events(source);
    let definitions = events.definitions();
    let mut rewriter = EventRewriter {
        path: source.path,
        text,
        finder: autolinks::finder(),
        tokens: Vec::with_capacity((text.len() - source.start) / 16),
        open_links: 0,
        in_heading: false,
        in_code_block: false,
        table_columns: 0,
        used_names: HashSet::new(),
        verbatim_element: None,
        in_highlight_shortcode: false,
        searches: 0,
        diagnostics,
    };
    let replaces_chars = control_chars::may_have_forbidden(source, rewriter.diagnostics);
    for (event, span) in TextMergeWithOffset::new(events) {
        let event = if replaces_chars {
            control_chars::replace_in_event(event)
        } else {
            event
        };
        rewriter.rewrite(event, span);
        if rewriter.tokens.len() > TOKENS {
            let message = message!(
                Code::TooMuchMarkdown,
                "this text has more than {limit} marks and words of Markdown",
                limit = TOKENS
            );
            let diagnostic = Diagnostic::error(source.path.clone(), message);
            diagnostics.push(diagnostic.hint(phrase!("split it into several articles")));
            return Vec::new();
        }
    }
    rewriter.warn_unused_definitions(&definitions);
    rewriter.tokens
}

/// Turns the events of the parser into tokens.
struct EventRewriter<'a, 's> {
    path: &'s Arc<str>,
    /// The file.
    text: &'a str,
    finder: LinkFinder,
    tokens: Vec<Token<'a>>,
    /// Number of open links and images: they may nest (an image in a link).
    open_links: usize,
    in_heading: bool,
    in_code_block: bool,
    /// The number of columns of the table around the current event.
    table_columns: usize,
    /// Names of definitions that a link or a picture refers to, in lower case.
    used_names: HashSet<String>,
    /// The raw element around the current event, if its text is not prose.
    verbatim_element: Option<&'static str>,
    /// Whether a `highlight` shortcode of another generator is open: its text is code.
    in_highlight_shortcode: bool,
    /// Number of warnings whose place was searched so far.
    searches: usize,
    diagnostics: &'s mut DiagnosticSink,
}

impl<'a> EventRewriter<'a, '_> {
    fn rewrite(&mut self, mut event: Event<'a>, span: Range<usize>) {
        self.repair_address(&mut event, &span);
        self.warn_lost_words(&event, &span);
        match &event {
            Event::Start(Tag::Heading { .. }) => self.in_heading = true,
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.open_links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.open_links -= 1,
            Event::Start(Tag::CodeBlock(_)) => self.in_code_block = true,
            Event::End(TagEnd::CodeBlock) => self.in_code_block = false,
            Event::InlineHtml(html) => self.track_verbatim_element(html),
            Event::End(TagEnd::Heading(_)) => {
                self.in_heading = false;
                self.move_id_after_emoji();
            }
            Event::End(TagEnd::Paragraph) => self.end_paragraph(&span),
            Event::Text(text) if self.is_link_address(text) => {
                return self.push(event, span, TextKind::Verbatim);
            }
            Event::Text(text) if !self.in_code_block && self.verbatim_element.is_none() => {
                let text = text.clone();
                return self.rewrite_prose(&text, span);
            }
            _ => {}
        }
        let text_kind = match self.in_code_block || self.verbatim_element.is_some() {
            true => TextKind::Verbatim,
            false => TextKind::Prose,
        };
        self.push(event, span, text_kind);
    }

    fn push(&mut self, event: Event<'a>, span: Range<usize>, text_kind: TextKind) {
        self.tokens.push(Token {
            event,
            span,
            text_kind,
            tag: None,
        });
    }

    /// Gives an event the address that its author means, where that is clear. Notes the names of
    /// definitions that are used.
    fn repair_address(&mut self, event: &mut Event<'a>, span: &Range<usize>) {
        if let Event::Start(
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }
            | Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            },
        ) = event
        {
            if !id.is_empty() {
                self.used_names.insert(id.to_lowercase());
            }
            let is_written = !matches!(link_type, LinkType::Autolink | LinkType::Email);
            if let Some(meant) = meant_address(dest_url).filter(|_| is_written) {
                self.warn_repaired_address(dest_url, &meant, span);
                *dest_url = meant.into();
            }
        }
    }

    fn end_paragraph(&mut self, span: &Range<usize>) {
        self.warn_lines_of_table(span);
        self.link_whole_paragraph(span);
    }

    /// Whether the text is the address of the link that just began: not prose to typeset.
    fn is_link_address(&self, text: &str) -> bool {
        match self.tokens.last().map(|token| &token.event) {
            Some(Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                ..
            })) => true,
            Some(Event::Start(Tag::Link { dest_url, .. })) => **dest_url == *text,
            _ => false,
        }
    }

    /// Makes one link of a paragraph like `https://example.org/_a_`. In an address that stands
    /// alone, `_` and `*` are part of the address, not emphasis.
    fn link_whole_paragraph(&mut self, span: &Range<usize>) {
        let is_start = |token: &Token| matches!(token.event, Event::Start(Tag::Paragraph));
        let Some(start) = self.tokens.iter().rposition(is_start) else {
            return;
        };
        let text: &'a str = self.text[span.clone()].trim();
        if text.contains(|c: char| c.is_whitespace() || "\\&<[".contains(c)) {
            return;
        }
        let has_emphasis = self.tokens[start..]
            .iter()
            .any(|token| matches!(token.event, Event::Start(Tag::Emphasis | Tag::Strong)));
        if !has_emphasis || !autolinks::may_have_autolink(text) {
            return;
        }
        let first = self.finder.links(text).next();
        let whole = first.and_then(|link| autolinks::autolink(&link));
        if let Some(Autolink { target, .. }) = whole.filter(|link| link.place == (0..text.len())) {
            self.tokens.truncate(start + 1);
            self.push_autolink(target, CowStr::Borrowed(text), span);
        }
    }

    /// Enters and leaves raw elements whose text is not prose.
    fn track_verbatim_element(&mut self, html: &str) {
        let name = |at: usize| {
            let rest = &html[at..];
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            VERBATIM_ELEMENTS
                .into_iter()
                .find(|element| element.eq_ignore_ascii_case(&rest[..end]))
        };
        if html.starts_with("</") {
            if self.verbatim_element.is_some() && self.verbatim_element == name(2) {
                self.verbatim_element = None;
            }
        } else if self.verbatim_element.is_none() && !html.ends_with("/>") {
            self.verbatim_element = name(1);
        }
    }

    /// Splits prose at the syntax of other programs, then the text between at bare URLs.
    fn rewrite_prose(&mut self, text: &CowStr<'a>, span: Range<usize>) {
        self.warn_near_markdown(text, &span);
        let start = self.push_callout_mark(text, &span);
        let mut done = start;
        for found in foreign_syntax::find_all(&text[start..]) {
            let code = start + found.start..start + found.end;
            self.push_prose(text, done..code.start, &span);
            done = code.end;
            self.warn_foreign_syntax(&text[code.clone()], &span);
            self.in_highlight_shortcode ^= is_highlight(&text[code.clone()]);
            let foreign = slice(text, code);
            self.push(Event::Text(foreign), span.clone(), TextKind::Foreign);
        }
        self.push_prose(text, done..text.len(), &span);
    }

    /// Pushes the `[!info]` that a quote begins with, and gives its length.
    fn push_callout_mark(&mut self, text: &CowStr<'a>, span: &Range<usize>) -> usize {
        let title = callout::callout(text).map(|callout| callout.title);
        let Some(title) = title.filter(|_| self.begins_quote()) else {
            return 0;
        };
        let length = text.len() - title.len();
        let mark = Event::Text(slice(text, 0..length));
        self.push(mark, span.clone(), TextKind::Foreign);
        length
    }

    /// Whether the next text is the first of a quote.
    fn begins_quote(&self) -> bool {
        let [.., quote, paragraph] = self.tokens.as_slice() else {
            return false;
        };
        matches!(quote.event, Event::Start(Tag::BlockQuote(None)))
            && matches!(paragraph.event, Event::Start(Tag::Paragraph))
    }

    /// Pushes text without the syntax of other programs; bare URLs become links.
    fn push_prose(&mut self, text: &CowStr<'a>, range: Range<usize>, span: &Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.in_highlight_shortcode {
            let code = Event::Text(slice(text, range));
            return self.push(code, span.clone(), TextKind::Verbatim);
        }
        let prose = &text[range.clone()];
        if memchr::memchr(b'[', prose.as_bytes()).is_some() {
            self.warn_undefined_footnotes(prose, span);
        }
        if self.open_links > 0 || !autolinks::may_have_autolink(prose) {
            let prose = Event::Text(slice(text, range));
            return self.push(prose, span.clone(), TextKind::Prose);
        }
        let mut done = range.start;
        let found: Vec<_> = self
            .finder
            .links(prose)
            .filter_map(|link| autolinks::autolink(&link))
            .collect();
        for Autolink { target, place } in found {
            let link = range.start + place.start..range.start + place.end;
            if link.start > done {
                let before = Event::Text(slice(text, done..link.start));
                self.push(before, span.clone(), TextKind::Prose);
            }
            self.push_autolink(target, slice(text, link.clone()), span);
            done = link.end;
        }
        if done < range.end {
            let after = Event::Text(slice(text, done..range.end));
            self.push(after, span.clone(), TextKind::Prose);
        }
    }

    fn push_autolink(&mut self, target: String, text: CowStr<'a>, span: &Range<usize>) {
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: target.into(),
            title: "".into(),
            id: "".into(),
        };
        self.push(Event::Start(tag), span.clone(), TextKind::Verbatim);
        self.push(Event::Text(text), span.clone(), TextKind::Verbatim);
        self.push(Event::End(TagEnd::Link), span.clone(), TextKind::Verbatim);
    }
}

/// Whether a shortcode begins or ends code: the `highlight` of Jekyll and Hugo.
fn is_highlight(code: &str) -> bool {
    code.starts_with('{') && foreign_syntax::name(code).ends_with("highlight")
}

fn slice<'a>(text: &CowStr<'a>, range: Range<usize>) -> CowStr<'a> {
    match text {
        _ if range == (0..text.len()) => text.clone(),
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        _ => text[range].to_string().into(),
    }
}
