//! Parses Markdown into [`Token`]s: the events of the parser, rewritten.
//!
//! Bare URLs become links. Shortcodes of other generators, and text inside raw `<code>`, are
//! marked as verbatim, so that typography does not change them. Nothing is written here.

mod syntax_warnings;

use super::autolinks;
use super::source::MarkdownSource;
use super::tag_facts::TagFacts;
use super::unclosed_blocks::ReadableText;
use super::{control_chars, foreign_syntax, parser_options};
use crate::diagnostic::{Code, Diagnostic};
use crate::limits::TOKENS;
use crate::text::emoji;
use crate::{message, phrase};
use linkify::LinkFinder;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::ops::Range;
use std::sync::Arc;

/// One event of the parser and its place.
#[derive(Debug)]
pub struct Token<'a> {
    pub event: Event<'a>,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// Whether typography leaves the text as it is.
    pub is_verbatim: bool,
    /// What is in a start tag of raw HTML; `None` for any other token.
    pub tag: Option<Box<TagFacts>>,
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
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Token<'a>> {
    let text: &'a str = &readable.text;
    let markdown = &text[source.start..];
    let events = Parser::new_ext(markdown, parser_options::options(source)).into_offset_iter();
    let mut rewriter = EventRewriter {
        path: source.path,
        text,
        finder: autolinks::finder(),
        tokens: Vec::with_capacity(markdown.len() / 16),
        open_links: 0,
        in_code_block: false,
        verbatim_element: None,
        in_highlight_shortcode: false,
        warnings: 0,
        diagnostics,
    };
    let replaces_chars = control_chars::may_have_forbidden(source, rewriter.diagnostics);
    for (event, range) in TextMergeWithOffset::new(events) {
        let event = readable.restore(event);
        let event = if replaces_chars {
            control_chars::replace_in_event(event)
        } else {
            event
        };
        rewriter.rewrite(event, range.start + source.start..range.end + source.start);
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
    in_code_block: bool,
    /// The raw element around the current event, if its text is not prose.
    verbatim_element: Option<&'static str>,
    /// Whether a `highlight` shortcode of another generator is open: its text is code.
    in_highlight_shortcode: bool,
    /// Number of warnings about foreign or unsupported syntax so far.
    warnings: usize,
    diagnostics: &'s mut Vec<Diagnostic>,
}

impl<'a> EventRewriter<'a, '_> {
    fn rewrite(&mut self, event: Event<'a>, span: Range<usize>) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.open_links += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.open_links -= 1,
            Event::Start(Tag::CodeBlock(_)) => self.in_code_block = true,
            Event::End(TagEnd::CodeBlock) => self.in_code_block = false,
            Event::InlineHtml(html) => self.track_verbatim_element(html),
            Event::Start(Tag::DefinitionListDefinition) => self.warn_accidental_definition(&span),
            Event::End(TagEnd::Heading(_)) => self.move_id_after_emoji(),
            Event::End(TagEnd::Paragraph) => self.link_whole_paragraph(&span),
            Event::Text(text) if self.is_link_address(text) => return self.push(event, span, true),
            Event::Text(text) if !self.in_code_block && self.verbatim_element.is_none() => {
                let text = text.clone();
                return self.rewrite_prose(&text, span);
            }
            _ => {}
        }
        let is_verbatim = self.in_code_block || self.verbatim_element.is_some();
        self.push(event, span, is_verbatim);
    }

    fn push(&mut self, event: Event<'a>, span: Range<usize>, is_verbatim: bool) {
        self.tokens.push(Token {
            event,
            span,
            is_verbatim,
            tag: None,
        });
    }

    /// Gives `## Titre {#id} 🚀` its id: Markdown wants the id last, authors put the emoji last.
    fn move_id_after_emoji(&mut self) {
        let Some(Event::Text(text)) = self.tokens.last().map(|token| &token.event) else {
            return;
        };
        let Some(found) = id_before_emoji(text) else {
            return;
        };
        let text = format!("{}{}", found.title.trim_end(), found.emoji);
        let found_id = CowStr::from(found.id.to_string());
        let heading_id = self
            .tokens
            .iter_mut()
            .rev()
            .find_map(|token| match &mut token.event {
                Event::Start(Tag::Heading { id, .. }) => Some(id),
                _ => None,
            });
        if let Some(id @ None) = heading_id {
            *id = Some(found_id);
            if let Some(last) = self.tokens.last_mut() {
                last.event = Event::Text(text.into());
            }
        }
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
        let whole = first.filter(|link| link.as_str() == text);
        if let Some(target) = whole.as_ref().and_then(autolinks::target) {
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
        self.warn_unknown_alert(text, &span);
        let mut done = 0;
        while let Some(found) = foreign_syntax::find(&text[done..]) {
            let code = done + found.start..done + found.end;
            self.push_prose(text, done..code.start, &span);
            self.warn_foreign_syntax(&text[code.clone()], &span);
            self.in_highlight_shortcode ^= is_highlight(&text[code.clone()]);
            let verbatim = slice(text, code.clone());
            self.push(Event::Text(verbatim), span.clone(), true);
            done = code.end;
        }
        self.push_prose(text, done..text.len(), &span);
    }

    /// Pushes text without the syntax of other programs; bare URLs become links.
    fn push_prose(&mut self, text: &CowStr<'a>, range: Range<usize>, span: &Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.in_highlight_shortcode {
            return self.push(Event::Text(slice(text, range)), span.clone(), true);
        }
        let prose = &text[range.clone()];
        self.warn_undefined_footnotes(prose, span);
        if self.open_links > 0 || !autolinks::may_have_autolink(prose) {
            return self.push(Event::Text(slice(text, range)), span.clone(), false);
        }
        let mut done = range.start;
        let found: Vec<_> = self
            .finder
            .links(prose)
            .filter_map(|link| Some((autolinks::target(&link)?, link.start()..link.end())))
            .collect();
        for (target, link) in found {
            let link = range.start + link.start..range.start + link.end;
            if link.start > done {
                let before = Event::Text(slice(text, done..link.start));
                self.push(before, span.clone(), false);
            }
            self.push_autolink(target, slice(text, link.clone()), span);
            done = link.end;
        }
        if done < range.end {
            let after = Event::Text(slice(text, done..range.end));
            self.push(after, span.clone(), false);
        }
    }

    fn push_autolink(&mut self, target: String, text: CowStr<'a>, span: &Range<usize>) {
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: target.into(),
            title: "".into(),
            id: "".into(),
        };
        self.push(Event::Start(tag), span.clone(), true);
        self.push(Event::Text(text), span.clone(), true);
        self.push(Event::End(TagEnd::Link), span.clone(), true);
    }
}

/// The parts of a heading whose emoji follows its id.
struct IdBeforeEmoji<'t> {
    title: &'t str,
    id: &'t str,
    emoji: &'t str,
}

/// Splits `Titre {#id} 🚀`.
fn id_before_emoji(text: &str) -> Option<IdBeforeEmoji<'_>> {
    let (title, rest) = text.rsplit_once("{#")?;
    let (id, emoji) = rest.split_once('}')?;
    let is_id =
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}\"'<>&".contains(c));
    let is_emoji = emoji::has_emoji(emoji) && emoji::strip(emoji).trim().is_empty();
    (is_id && is_emoji).then_some(IdBeforeEmoji { title, id, emoji })
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
