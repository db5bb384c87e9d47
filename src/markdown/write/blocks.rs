//! Blocks: paragraphs and figures, quotes and alerts, code, lists and their tasks.

use super::Writer;
use crate::markdown::tokens::Token;
use crate::markdown::{SlotKind, Word, code};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

impl Writer<'_, '_> {
    pub fn start_paragraph(&mut self, tokens: &[Token], at: usize) {
        if self.depth == 0 && self.start_embed(&tokens[at + 1..]) {
            return;
        }
        if self.depth == 0 {
            self.summary.open();
        }
        self.figure = is_figure(tokens, at);
        if self.figure {
            return;
        }
        // a comment leaves the end of its line
        let nothing_before = self.html.text.trim_start().is_empty();
        let first = self.depth == 0 && nothing_before && !is_only_image(tokens, at);
        self.lead_from = first.then_some(self.html.text.len());
        self.write("<p>");
    }

    pub fn end_paragraph(&mut self) {
        if self.end_embed() {
            return;
        }
        if self.depth == 0 {
            self.summary.close();
        } else {
            self.summary.push(" ");
        }
        if std::mem::take(&mut self.figure) {
            return;
        }
        self.write("</p>\n");
        if let Some(from) = self.lead_from.take() {
            self.body.lead = from..self.html.text.len();
        }
    }

    pub fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.write("<blockquote>\n");
        };
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", Word::Note),
            BlockQuoteKind::Tip => ("tip", Word::Tip),
            BlockQuoteKind::Important => ("important", Word::Important),
            BlockQuoteKind::Warning => ("warning", Word::Warning),
            BlockQuoteKind::Caution => ("caution", Word::Caution),
        };
        self.html
            .raw("<div class=\"alert alert-")
            .raw(class)
            .raw("\">\n<p class=\"alert-title\">");
        self.html.slot(SlotKind::Word(word)).raw("</p>\n");
    }

    pub fn start_code(&mut self, kind: &CodeBlockKind) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        self.code = Some((info, String::new()));
    }

    pub fn end_code(&mut self) {
        if let Some((info, code)) = self.code.take() {
            code::write(&mut self.html, &mut self.body.codes, &info, code);
        }
    }

    pub fn start_list(&mut self, start: Option<u64>, tokens: &[Token], at: usize) {
        match start {
            None if is_task(tokens, at + 1) => self.write("<ul class=\"tasks\">\n"),
            None => self.write("<ul>\n"),
            Some(1) => self.write("<ol>\n"),
            Some(start) => self.write(&format!("<ol start=\"{start}\">\n")),
        }
    }
}

/// Whether the item that starts at `at` begins with a task marker.
pub fn is_task(tokens: &[Token], at: usize) -> bool {
    let event = |at: usize| tokens.get(at).map(|token| &token.event);
    let first = match event(at + 1) {
        Some(Event::Start(Tag::Paragraph)) => event(at + 2),
        first => first,
    };
    matches!(first, Some(Event::TaskListMarker(_)))
}

/// Whether the paragraph at `at` holds one image and nothing else.
fn is_only_image(tokens: &[Token], at: usize) -> bool {
    let mut inside = tokens[at + 1..].iter().map(|token| &token.event);
    matches!(inside.next(), Some(Event::Start(Tag::Image { .. })))
        && inside
            .find(|event| matches!(event, Event::End(TagEnd::Image)))
            .is_some()
        && matches!(inside.next(), Some(Event::End(TagEnd::Paragraph)))
}

/// Such a paragraph is a figure when the image has a title: its caption.
fn is_figure(tokens: &[Token], at: usize) -> bool {
    let titled = matches!(
        tokens.get(at + 1).map(|token| &token.event),
        Some(Event::Start(Tag::Image { title, .. })) if !title.is_empty()
    );
    titled && is_only_image(tokens, at)
}
