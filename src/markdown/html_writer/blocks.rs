//! Writes paragraphs and figures, quotes and alerts, code blocks, lists and tasks.

use super::HtmlWriter;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::body::SlotKind;
use crate::markdown::callout::{AlertKind, callout};
use crate::markdown::code_block::{self, CodeBlock};
use crate::markdown::tokens::{TextKind, Token};
use crate::{message, phrase};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};
use std::ops::Range;

/// A code block that is being read.
pub struct OpenCodeBlock {
    /// The text after the fence: its first word names the language.
    info: String,
    pub text: String,
}

/// How much of a box with a title of its own is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum CalloutState {
    None,
    /// The paragraph of the title is open, and its mark comes next.
    Begins,
    /// The title is being written.
    Title,
}

impl HtmlWriter<'_, '_> {
    pub fn start_paragraph(&mut self, tokens: &[Token]) {
        if self.depth == 0 && (self.start_poster(tokens) || self.start_embed(&tokens[1..])) {
            return;
        }
        self.enlarges_image = is_only_image(tokens);
        if self.depth == 0 {
            self.summary.open();
        }
        if self.callout == CalloutState::Begins {
            return;
        }
        self.in_figure = is_figure(tokens);
        if self.in_figure {
            return;
        }
        // a comment leaves the end of its line in the HTML
        let is_first = self.depth == 0 && self.html.html.trim_start().is_empty();
        let is_lead = is_first && !is_only_image(tokens) && !is_only_foreign(tokens);
        self.lead_start = is_lead.then_some(self.html.html.len());
        self.write("<p>");
    }

    pub fn end_paragraph(&mut self) {
        self.enlarges_image = false;
        if self.end_poster() || self.end_embed() {
            return;
        }
        if self.depth == 0 {
            self.summary.close();
        } else {
            self.summary.push(" ");
        }
        if std::mem::take(&mut self.in_figure) {
            return;
        }
        self.callout = CalloutState::None;
        self.write("</p>\n");
        if let Some(start) = self.lead_start.take() {
            self.body.lead_paragraph = start..self.html.html.len();
        }
    }

    pub fn start_quote(&mut self, kind: Option<BlockQuoteKind>, tokens: &[Token]) {
        let mark = callout_mark(tokens).filter(|_| kind.is_none());
        let kind = kind.map(AlertKind::from);
        let Some(kind) = kind.or_else(|| callout(mark?).map(|callout| callout.kind)) else {
            self.open_quotes.push(false);
            return self.write("<blockquote>\n");
        };
        self.open_quotes.push(true);
        self.html
            .raw("<div class=\"alert alert-")
            .raw(kind.class())
            .raw("\">\n<p class=\"alert-title\">");
        if mark.is_none() || !has_title(tokens) {
            self.html.slot(SlotKind::ThemeString(kind.title()));
        }
        match mark {
            None => self.write("</p>\n"),
            Some(_) => self.callout = CalloutState::Begins,
        }
    }

    pub fn end_quote(&mut self) {
        let is_box = self.open_quotes.pop().unwrap_or_default();
        self.write(if is_box {
            "</div>\n"
        } else {
            "</blockquote>\n"
        });
    }

    pub fn start_code_block(&mut self, kind: &CodeBlockKind, span: &Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        self.warn_code_info(&info, span);
        self.code_block = Some(OpenCodeBlock {
            info,
            text: String::new(),
        });
    }

    /// Warns about a title and other words after the language of a fence, which are not shown.
    fn warn_code_info(&mut self, info: &str, span: &Range<usize>) {
        let Some(words) = code_block::other_words(info) else {
            return;
        };
        let message = message!(
            Code::CodeInfoNotShown,
            "`{words}` after the language of this code is not shown",
            words = words
        );
        let hint = match words.starts_with('{') {
            true => phrase!("remove it: it has no meaning here"),
            false => phrase!("write a title in the line above the code"),
        };
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message).hint(hint);
        let fence = &self.source.text[span.clone()];
        let at = fence.find(words).map_or(span.clone(), |at| {
            span.start + at..span.start + at + words.len()
        });
        self.warn(diagnostic, at);
    }

    pub fn end_code_block(&mut self) {
        let Some(OpenCodeBlock { info, text }) = self.code_block.take() else {
            return;
        };
        let language = code_block::language(&info);
        self.html.raw("<pre class=\"code\" tabindex=\"0\"");
        if !language.is_empty() {
            self.html
                .raw(" data-lang=\"")
                .attribute(code_block::shown_language(&language))
                .raw("\"");
        }
        self.html.raw("><code");
        if !language.is_empty() {
            self.html
                .raw(" class=\"language-")
                .attribute(&language)
                .raw("\"");
        }
        let index = self.body.code_blocks.len() as u32;
        self.html
            .raw(">")
            .slot(SlotKind::CodeBlock(index))
            .raw("</code></pre>\n");
        let block = CodeBlock::plain(&language, text);
        self.body.code_blocks.push(block);
    }

    pub fn start_list(&mut self, start: Option<u64>, tokens: &[Token]) {
        match start {
            None if is_task(&tokens[1..]) => self.write("<ul class=\"tasks\">\n"),
            None => self.write("<ul>\n"),
            Some(1) => self.write("<ol>\n"),
            Some(start) => self.write(&format!("<ol start=\"{start}\">\n")),
        }
    }
}

/// Whether the item that `tokens` begins with is a task.
pub fn is_task(tokens: &[Token]) -> bool {
    let event = |at: usize| tokens.get(at).map(|token| &token.event);
    let first = match event(1) {
        Some(Event::Start(Tag::Paragraph)) => event(2),
        first => first,
    };
    matches!(first, Some(Event::TaskListMarker(_)))
}

/// The mark of the box that a quote at the begin of `tokens` is.
fn callout_mark<'t>(tokens: &'t [Token]) -> Option<&'t str> {
    match &tokens.get(2)?.event {
        Event::Text(mark) if tokens[2].text_kind == TextKind::Foreign => Some(mark),
        _ => None,
    }
}

/// Whether a box has words after its mark.
fn has_title(tokens: &[Token]) -> bool {
    let after = tokens.get(3).map(|token| &token.event);
    !matches!(
        after,
        None | Some(Event::SoftBreak | Event::HardBreak | Event::End(_))
    )
}

/// Whether the paragraph that `tokens` begins with is a shortcode and nothing else.
fn is_only_foreign(tokens: &[Token]) -> bool {
    let end = tokens.get(2).map(|token| &token.event);
    tokens
        .get(1)
        .is_some_and(|token| token.text_kind == TextKind::Foreign)
        && matches!(end, Some(Event::End(TagEnd::Paragraph)))
}

/// Whether the paragraph that `tokens` begins with holds one image and nothing else.
pub fn is_only_image(tokens: &[Token]) -> bool {
    let mut inside = tokens[1..].iter().map(|token| &token.event);
    matches!(inside.next(), Some(Event::Start(Tag::Image { .. })))
        && inside
            .find(|event| matches!(event, Event::End(TagEnd::Image)))
            .is_some()
        && matches!(inside.next(), Some(Event::End(TagEnd::Paragraph)))
}

/// Whether the paragraph that `tokens` begins with is a figure: one image with a title, which
/// becomes its caption.
fn is_figure(tokens: &[Token]) -> bool {
    let has_title = matches!(
        tokens.get(1).map(|token| &token.event),
        Some(Event::Start(Tag::Image { title, .. })) if !title.is_empty()
    );
    has_title && is_only_image(tokens)
}
