//! Writes paragraphs and figures, quotes and alerts, code blocks, lists and tasks.

use super::HtmlWriter;
use crate::markdown::body::{SlotKind, ThemeStringKey};
use crate::markdown::code_block::{self, CodeBlock};
use crate::markdown::tokens::Token;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};

/// A code block that is being read.
pub struct OpenCodeBlock {
    /// The text after the fence: its first word names the language.
    info: String,
    pub text: String,
}

impl HtmlWriter<'_, '_> {
    pub fn start_paragraph(&mut self, tokens: &[Token]) {
        if self.depth == 0 && self.start_embed(&tokens[1..]) {
            return;
        }
        if self.depth == 0 {
            self.summary.open();
        }
        self.in_figure = is_figure(tokens);
        if self.in_figure {
            return;
        }
        // a comment leaves the end of its line in the HTML
        let is_first = self.depth == 0 && self.html.html.trim_start().is_empty();
        let is_lead = is_first && !is_only_image(tokens);
        self.lead_start = is_lead.then_some(self.html.html.len());
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
        if std::mem::take(&mut self.in_figure) {
            return;
        }
        self.write("</p>\n");
        if let Some(start) = self.lead_start.take() {
            self.body.lead_paragraph = start..self.html.html.len();
        }
    }

    pub fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let Some(kind) = kind else {
            return self.write("<blockquote>\n");
        };
        let (class, title) = match kind {
            BlockQuoteKind::Note => ("note", ThemeStringKey::Note),
            BlockQuoteKind::Tip => ("tip", ThemeStringKey::Tip),
            BlockQuoteKind::Important => ("important", ThemeStringKey::Important),
            BlockQuoteKind::Warning => ("warning", ThemeStringKey::Warning),
            BlockQuoteKind::Caution => ("caution", ThemeStringKey::Caution),
        };
        self.html
            .raw("<div class=\"alert alert-")
            .raw(class)
            .raw("\">\n<p class=\"alert-title\">");
        self.html.slot(SlotKind::ThemeString(title)).raw("</p>\n");
    }

    pub fn start_code_block(&mut self, kind: &CodeBlockKind) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        self.code_block = Some(OpenCodeBlock {
            info,
            text: String::new(),
        });
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
                .attribute(&language)
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

/// Whether the paragraph that `tokens` begins with holds one image and nothing else.
fn is_only_image(tokens: &[Token]) -> bool {
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
