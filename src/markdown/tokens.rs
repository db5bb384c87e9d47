//! The parser's events, mended: bare URLs become links, other generators' shortcodes and
//! text inside raw `<code>` are marked as not to be touched.

use super::bare_links::{address, finder, may_hold_link};
use super::{Source, control_chars, dialect, foreign_syntax};
use crate::diagnostic::Diagnostic;
use crate::limits::TOKENS;
use crate::text::emoji;
use linkify::LinkFinder;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd, TextMergeWithOffset};
use std::ops::Range;

/// One event, where it was written, and whether its text is to stay as it is.
#[derive(Debug)]
pub struct Token<'a> {
    pub event: Event<'a>,
    /// Bytes of the file.
    pub span: Range<usize>,
    pub verbatim: bool,
}

/// Of one text, so many marks are told of: each is searched for.
const MARKS: usize = 1_000;

/// No label of a footnote is longer.
const LABEL_BYTES: usize = 200;

/// Elements whose text is not prose.
const VERBATIM: [&str; 8] = [
    "code", "kbd", "samp", "var", "pre", "script", "style", "textarea",
];

pub fn tokens<'a>(source: &Source<'a>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token<'a>> {
    let markdown = &source.text[source.start..];
    let events = Parser::new_ext(markdown, dialect::options(source)).into_offset_iter();
    let mut mend = EventRewriter {
        source,
        finder: finder(),
        tokens: Vec::with_capacity(markdown.len() / 16),
        in_link: 0,
        in_code: false,
        verbatim: None,
        highlighted: false,
        marks: 0,
        diagnostics,
    };
    let odd = control_chars::found(source, mend.diagnostics);
    for (event, range) in TextMergeWithOffset::new(events) {
        let event = if odd {
            control_chars::replaced(event)
        } else {
            event
        };
        mend.push(event, range.start + source.start..range.end + source.start);
        if mend.tokens.len() > TOKENS {
            let message = format!("this text has more than {TOKENS} marks and words of Markdown");
            let problem = Diagnostic::error(source.path.clone(), message);
            diagnostics.push(problem.hint("split it into several articles"));
            return Vec::new();
        }
    }
    mend.tokens
}

struct EventRewriter<'a, 's> {
    source: &'s Source<'a>,
    finder: LinkFinder,
    tokens: Vec<Token<'a>>,
    /// Links and images may nest (an image in a link).
    in_link: usize,
    in_code: bool,
    /// The raw element we are inside of.
    verbatim: Option<&'static str>,
    /// Whether we are in code that another generator's shortcode encloses.
    highlighted: bool,
    /// Marks that were told of, or would be.
    marks: usize,
    diagnostics: &'s mut Vec<Diagnostic>,
}

impl<'a> EventRewriter<'a, '_> {
    fn push(&mut self, event: Event<'a>, span: Range<usize>) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.in_link += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.in_link -= 1,
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::InlineHtml(html) => self.watch(html),
            Event::Start(Tag::DefinitionListDefinition) => self.no_definition(&span),
            Event::End(TagEnd::Heading(_)) => self.id_before_emoji(),
            Event::End(TagEnd::Paragraph) => self.whole_address(&span),
            Event::Text(text) if self.is_address(text) => return self.token(event, span, true),
            Event::Text(text) if !self.in_code && self.verbatim.is_none() => {
                let text = text.clone();
                return self.prose(&text, span);
            }
            _ => {}
        }
        let verbatim = self.in_code || self.verbatim.is_some();
        self.token(event, span, verbatim);
    }

    /// `## Titre {#id} 🚀`: Markdown wants the id last, authors put the emoji last.
    fn id_before_emoji(&mut self) {
        let Some(Event::Text(text)) = self.tokens.last().map(|token| &token.event) else {
            return;
        };
        let Some((title, id, after)) = split_id(text) else {
            return;
        };
        let (text, own) = (
            format!("{}{after}", title.trim_end()),
            CowStr::from(id.to_string()),
        );
        let heading = self
            .tokens
            .iter_mut()
            .rev()
            .find_map(|token| match &mut token.event {
                Event::Start(Tag::Heading { id, .. }) => Some(id),
                _ => None,
            });
        if let Some(id @ None) = heading {
            *id = Some(own);
            if let Some(last) = self.tokens.last_mut() {
                last.event = Event::Text(text.into());
            }
        }
    }

    /// Whether the text shows the address of the link it begins: not a word to be typeset.
    fn is_address(&self, text: &str) -> bool {
        match self.tokens.last().map(|token| &token.event) {
            Some(Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                ..
            })) => true,
            Some(Event::Start(Tag::Link { dest_url, .. })) => **dest_url == *text,
            _ => false,
        }
    }

    /// `https://example.org/_a_`, alone: the address is what the author typed, whatever Markdown
    /// makes of its marks.
    fn whole_address(&mut self, span: &Range<usize>) {
        let is_start = |token: &Token| matches!(token.event, Event::Start(Tag::Paragraph));
        let Some(start) = self.tokens.iter().rposition(is_start) else {
            return;
        };
        let text: &'a str = self.source.text[span.clone()].trim();
        if text.contains(|c: char| c.is_whitespace() || "\\&<[".contains(c)) {
            return;
        }
        let marked = self.tokens[start..]
            .iter()
            .any(|token| matches!(token.event, Event::Start(Tag::Emphasis | Tag::Strong)));
        if !marked || !may_hold_link(text) {
            return;
        }
        let mut links = self.finder.links(text);
        let whole = links.next().filter(|link| link.as_str() == text);
        if let Some(address) = whole.as_ref().and_then(address) {
            self.tokens.truncate(start + 1);
            self.bare_link(address, CowStr::Borrowed(text), span);
        }
    }

    fn token(&mut self, event: Event<'a>, span: Range<usize>, verbatim: bool) {
        self.tokens.push(Token {
            event,
            span,
            verbatim,
        });
    }

    /// Enters and leaves raw elements whose text is not prose.
    fn watch(&mut self, html: &str) {
        let name = |at: usize| {
            let rest = &html[at..];
            let end = rest
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            VERBATIM
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(&rest[..end]))
        };
        if html.starts_with("</") {
            if self.verbatim.is_some() && self.verbatim == name(2) {
                self.verbatim = None;
            }
        } else if self.verbatim.is_none() && !html.ends_with("/>") {
            self.verbatim = name(1);
        }
    }

    /// Splits prose at the marks of other programs, then what is between them at bare URLs.
    fn prose(&mut self, text: &CowStr<'a>, span: Range<usize>) {
        self.no_alert(text, &span);
        let mut done = 0;
        while let Some(found) = foreign_syntax::mark(&text[done..]) {
            let code = done + found.start..done + found.end;
            self.plain(text, done..code.start, &span);
            self.foreign(&text[code.clone()], &span);
            self.highlighted ^= is_highlight(&text[code.clone()]);
            let verbatim = slice(text, code.clone());
            self.token(Event::Text(verbatim), span.clone(), true);
            done = code.end;
        }
        self.plain(text, done..text.len(), &span);
    }

    /// Tells of another program's mark.
    fn foreign(&mut self, code: &str, span: &Range<usize>) {
        let (message, hint) = foreign_syntax::told(code);
        self.warn(code, span, message, hint);
    }

    /// Tells of a line that is read as a definition for its colon alone.
    fn no_definition(&mut self, span: &Range<usize>) {
        let mut lines = self.source.text[span.clone()].split(dialect::ENDS);
        let line = lines.next().unwrap_or_default();
        if line.starts_with(':') && !dialect::is_definition(line) {
            let message = "this line begins with a colon, and is read as a definition".to_string();
            self.warn(line, span, message, "write `\\:` if it is none");
        }
    }

    /// Tells of `[!INFO]` at the beginning of a quote, which makes no alert of it.
    fn no_alert(&mut self, text: &str, span: &Range<usize>) {
        let [.., quote, paragraph] = self.tokens.as_slice() else {
            return;
        };
        let begins = matches!(quote.event, Event::Start(Tag::BlockQuote(None)))
            && matches!(paragraph.event, Event::Start(Tag::Paragraph));
        let kind = text
            .strip_prefix("[!")
            .and_then(|rest| rest.split_once(']'));
        if let Some((kind, _)) = kind.filter(|_| begins) {
            let mark = format!("[!{kind}]");
            let message = format!("`{mark}` makes no alert here and is shown as text");
            let hint = "alerts begin with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` alone on a line";
            self.warn(&mark, span, message, hint);
        }
    }

    /// Tells of `[^1]` where there is no note 1: the parser takes it for text.
    fn note_marks(&mut self, text: &str, span: &Range<usize>) {
        for mark in undefined_notes(text) {
            let message = format!("there is no footnote `{mark}`, which is shown as text");
            let hint = format!("write the note as `{mark}: …` on a line of its own");
            self.warn(mark, span, message, &hint);
        }
    }

    /// Tells of what is shown as text, unless it was escaped, and so is meant to be.
    fn warn(&mut self, shown: &str, span: &Range<usize>, message: String, hint: &str) {
        let within = &self.source.text[span.clone()];
        self.marks += 1;
        if self.marks > MARKS {
            return;
        }
        let found = within.find(shown);
        if let Some(at) = found.filter(|at| !within[..*at].ends_with('\\')) {
            let at = span.start + at..span.start + at + shown.len();
            let problem = Diagnostic::warning(self.source.path.clone(), message);
            self.diagnostics.push(problem.at(at).hint(hint));
        }
    }

    fn plain(&mut self, text: &CowStr<'a>, range: Range<usize>, span: &Range<usize>) {
        if range.is_empty() {
            return;
        }
        if self.highlighted {
            return self.token(Event::Text(slice(text, range)), span.clone(), true);
        }
        let part = &text[range.clone()];
        self.note_marks(part, span);
        if self.in_link > 0 || !may_hold_link(part) {
            return self.token(Event::Text(slice(text, range)), span.clone(), false);
        }
        let mut done = range.start;
        let found: Vec<_> = self
            .finder
            .links(part)
            .filter_map(|link| Some((address(&link)?, link.start()..link.end())))
            .collect();
        for (address, link) in found {
            let link = range.start + link.start..range.start + link.end;
            if link.start > done {
                self.token(
                    Event::Text(slice(text, done..link.start)),
                    span.clone(),
                    false,
                );
            }
            self.bare_link(address, slice(text, link.clone()), span);
            done = link.end;
        }
        if done < range.end {
            self.token(
                Event::Text(slice(text, done..range.end)),
                span.clone(),
                false,
            );
        }
    }

    fn bare_link(&mut self, address: String, shown: CowStr<'a>, span: &Range<usize>) {
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: address.into(),
            title: "".into(),
            id: "".into(),
        };
        self.token(Event::Start(tag), span.clone(), true);
        self.token(Event::Text(shown), span.clone(), true);
        self.token(Event::End(TagEnd::Link), span.clone(), true);
    }
}

/// The title, the id and the emoji of `Titre {#id} 🚀`.
fn split_id(text: &str) -> Option<(&str, &str, &str)> {
    let (title, rest) = text.rsplit_once("{#")?;
    let (id, after) = rest.split_once('}')?;
    let plain =
        !id.is_empty() && !id.contains(|c: char| c.is_whitespace() || "{}\"'<>&".contains(c));
    let only_emoji = emoji::has(after) && emoji::strip(after).trim().is_empty();
    (plain && only_emoji).then_some((title, id, after))
}

/// Whether it begins or ends code: Jekyll's and Hugo's `highlight`.
fn is_highlight(code: &str) -> bool {
    code.starts_with('{') && foreign_syntax::name(code).ends_with("highlight")
}

/// Each `[^label]` in a text: labels hold no space (GFM).
fn undefined_notes(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memmem::find_iter(text.as_bytes(), b"[^");
    starts.filter_map(|start| {
        let rest = &text[start + 2..];
        let (label, _) = rest[..rest.floor_char_boundary(LABEL_BYTES)].split_once(']')?;
        let plain = |c: char| !c.is_whitespace() && c != '[';
        let is_label = !label.is_empty() && label.chars().all(plain);
        is_label.then(|| &text[start..start + label.len() + 3])
    })
}

fn slice<'a>(text: &CowStr<'a>, range: Range<usize>) -> CowStr<'a> {
    match text {
        _ if range == (0..text.len()) => text.clone(),
        CowStr::Borrowed(text) => CowStr::Borrowed(&text[range]),
        _ => text[range].to_string().into(),
    }
}
