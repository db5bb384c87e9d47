//! Writes tokens into a [`Body`]: one pass that gives HTML, headings, links and counts.
//!
//! Each kind of block has its own file below. The writer never reads the Markdown again, except
//! to find the places of its diagnostics.

use super::body::{Body, SlotKind, ThemeStringKey};
use super::footnotes::Footnotes;
use super::html_buffer::HtmlBuffer;
use super::source::MarkdownSource;
use super::tokens::{TextKind, Token};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::text::text_length::TextLength;
use crate::text::unique_ids::UniqueIds;
use crate::{message, phrase};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

mod blocks;
mod embeds;
mod headings;
mod images;
mod links;
mod raw_html;
mod summary;
mod tables;

use blocks::{CalloutState, OpenCodeBlock, is_task};
use embeds::PosterState;
use headings::OpenHeading;
use images::OpenImage;
use summary::Summary;
use tables::OpenTable;

pub use links::empty_address;

/// The begin of an element with the syntax of another program.
pub const FOREIGN_START: &str = "<span class=\"shortcode\">";

/// Writes all tokens of a text.
pub fn write(source: &MarkdownSource, tokens: &[Token], diagnostics: &mut DiagnosticSink) -> Body {
    let mut writer = HtmlWriter {
        source,
        diagnostics,
        html: HtmlBuffer::with_capacity(source.text.len() + source.text.len() / 4),
        footnote: None,
        body: Body::default(),
        footnotes: Footnotes::new(source.path),
        ids: headings::reserved_ids(tokens),
        explicit_ids: HashSet::new(),
        heading: None,
        open_links: Vec::new(),
        image: None,
        code_block: None,
        table: OpenTable::default(),
        depth: 0,
        in_figure: false,
        callout: CalloutState::None,
        open_quotes: Vec::new(),
        open_embed: None,
        poster: PosterState::None,
        enlarges_image: false,
        lead_start: None,
        summary: Summary::new(tokens),
    };
    for at in 0..tokens.len() {
        writer.token(&tokens[at..]);
    }
    writer.finish()
}

struct HtmlWriter<'a, 's> {
    source: &'s MarkdownSource<'a>,
    diagnostics: &'s mut DiagnosticSink,
    html: HtmlBuffer,
    footnote: Option<OpenFootnote>,
    body: Body,
    footnotes: Footnotes,
    ids: UniqueIds,
    /// Explicit ids of headings that are written already.
    explicit_ids: HashSet<String>,
    heading: Option<OpenHeading>,
    /// Whether the tag of each open link is written. A refused link has none.
    open_links: Vec<bool>,
    image: Option<OpenImage>,
    code_block: Option<OpenCodeBlock>,
    table: OpenTable,
    /// Number of blocks around the current one.
    depth: usize,
    in_figure: bool,
    callout: CalloutState,
    /// Whether each open quote is a box.
    open_quotes: Vec<bool>,
    /// Index in [`Body::embeds`] of the embed whose paragraph is open.
    open_embed: Option<u32>,
    poster: PosterState,
    /// Whether the image of the open paragraph stands alone, and may lead to a large version.
    enlarges_image: bool,
    /// Byte where the lead paragraph began, while it is open.
    lead_start: Option<usize>,
    summary: Summary,
}

/// A footnote that is being written.
struct OpenFootnote {
    label: String,
    span: Range<usize>,
    /// The HTML around the footnote, set aside until it ends.
    outer_html: HtmlBuffer,
}

impl HtmlWriter<'_, '_> {
    /// Writes the first of `tokens`; the following ones are there to look ahead.
    fn token(&mut self, tokens: &[Token]) {
        let token = &tokens[0];
        if let Some(image) = &mut self.image {
            if image.ends_at(&token.event) {
                return self.end_image();
            }
            return image.push_alt(&token.event);
        }
        match &token.event {
            Event::Start(tag) => self.start(tag, tokens),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, token.text_kind),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline_code(text)
            }
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(html, token),
            Event::FootnoteReference(label) => {
                self.footnotes
                    .write_reference(label, &mut self.html, &mut self.body.anchors);
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.write("<hr>\n"),
            Event::TaskListMarker(is_done) => self.task_marker(*is_done),
        }
    }

    fn write(&mut self, html: &str) {
        self.html.raw(html);
    }

    fn warn(&mut self, diagnostic: Diagnostic, span: Range<usize>) {
        self.diagnostics.push(diagnostic.at(span));
    }

    fn text(&mut self, text: &str, kind: TextKind) {
        if kind == TextKind::Foreign && self.heading.is_none() {
            return self.foreign_text(text);
        }
        if let Some(block) = &mut self.code_block {
            return block.text.push_str(text);
        }
        if self.write_embed_label() {
            return;
        }
        let TextLength { words, characters } = TextLength::of(text);
        self.body.word_count += words;
        self.body.character_count += characters;
        match &mut self.heading {
            Some(heading) => heading.text(text, &mut self.html),
            None => {
                self.summary.push(text);
                self.html.text(text);
            }
        }
    }

    /// Writes the syntax of another program: it is no word of the article, and search skips it.
    fn foreign_text(&mut self, text: &str) {
        if self.callout == CalloutState::Begins {
            self.callout = CalloutState::Title;
            return;
        }
        self.html.raw(FOREIGN_START).text(text).raw("</span>");
    }

    fn inline_code(&mut self, text: &str) {
        self.body.word_count += 1;
        match &mut self.heading {
            Some(heading) => heading.code(text),
            None => self.summary.push(text),
        }
        self.html.raw("<code>").text(text).raw("</code>");
    }

    fn line_break(&mut self, html: &str) {
        if self.end_poster_line() {
            return;
        }
        if self.callout == CalloutState::Title {
            self.callout = CalloutState::None;
            return self.write("</p>\n<p>");
        }
        self.summary.push(" ");
        if let Some(heading) = &mut self.heading {
            heading.space();
        }
        self.write(html);
    }

    fn task_marker(&mut self, is_done: bool) {
        let (checked, name) = if is_done {
            (" checked", ThemeStringKey::TaskDone)
        } else {
            ("", ThemeStringKey::TaskOpen)
        };
        self.html
            .raw("<input type=\"checkbox\" disabled")
            .raw(checked)
            .raw(" aria-label=\"");
        self.html.slot(SlotKind::ThemeString(name)).raw("\"> ");
    }

    /// Writes the start tag of a block, or leaves it to [`HtmlWriter::start_inline`].
    fn start(&mut self, tag: &Tag, tokens: &[Token]) {
        match tag {
            Tag::Paragraph => return self.start_paragraph(tokens),
            Tag::Heading { .. } => return self.start_heading(tag, tokens),
            Tag::BlockQuote(kind) => self.start_quote(*kind, tokens),
            Tag::CodeBlock(kind) => return self.start_code_block(kind, &tokens[0].span),
            Tag::HtmlBlock => return self.summary.start_html_block(),
            Tag::List(start) => self.start_list(*start, tokens),
            Tag::Item => self.write(if is_task(tokens) {
                "<li class=\"task\">"
            } else {
                "<li>"
            }),
            Tag::FootnoteDefinition(label) => self.start_footnote(label, &tokens[0].span),
            Tag::DefinitionList => self.write("<dl>\n"),
            Tag::DefinitionListTitle => self.write("<dt>"),
            Tag::DefinitionListDefinition => self.write("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => {
                self.start_cell(tokens);
            }
            inline => return self.start_inline(inline, tokens),
        }
        self.depth += 1;
    }

    fn start_inline(&mut self, tag: &Tag, tokens: &[Token]) {
        let span = &tokens[0].span;
        match tag {
            Tag::Emphasis => self.write("<em>"),
            Tag::Strong => self.write("<strong>"),
            Tag::Strikethrough => self.write("<del>"),
            Tag::Superscript => self.write("<sup>"),
            Tag::Subscript => self.write("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.warn_link_without_words(dest_url, tokens);
                self.start_link(*link_type, dest_url, title, span);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.image = Some(OpenImage::new(dest_url, title, span)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => return self.end_paragraph(),
            TagEnd::Heading(_) => return self.end_heading(),
            TagEnd::CodeBlock => return self.end_code_block(),
            TagEnd::HtmlBlock => return self.summary.end_html_block(),
            TagEnd::MetadataBlock(_) | TagEnd::Image => return,
            TagEnd::Emphasis => return self.write("</em>"),
            TagEnd::Strong => return self.write("</strong>"),
            TagEnd::Strikethrough => return self.write("</del>"),
            TagEnd::Superscript => return self.write("</sup>"),
            TagEnd::Subscript => return self.write("</sub>"),
            TagEnd::Link => return self.end_link(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::List(is_ordered) => self.write(if is_ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.write("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.write("</dl>\n"),
            TagEnd::DefinitionListTitle => self.write("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.write("</dd>\n"),
            TagEnd::Table => self.write("</tbody>\n</table>\n</div>\n"),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.write("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
        }
        self.depth -= 1;
        self.summary.push(" ");
    }

    fn start_footnote(&mut self, label: &str, span: &Range<usize>) {
        self.summary.pause(true);
        self.footnote = Some(OpenFootnote {
            label: label.to_string(),
            span: span.clone(),
            outer_html: std::mem::take(&mut self.html),
        });
    }

    fn end_footnote(&mut self) {
        self.summary.pause(false);
        let Some(footnote) = self.footnote.take() else {
            return;
        };
        let html = std::mem::replace(&mut self.html, footnote.outer_html);
        let OpenFootnote { label, span, .. } = footnote;
        if !self.footnotes.add_definition(&label, html, span.clone()) {
            let message = message!(
                Code::DuplicateFootnote,
                "there are two footnotes `{label}`, and this one is skipped",
                label = label
            );
            let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
            self.warn(diagnostic.hint(phrase!("give it a label of its own")), span);
        }
    }

    fn finish(mut self) -> Body {
        self.body.footnotes_start = self.html.html.len();
        let footnotes = std::mem::take(&mut self.footnotes);
        for unused in footnotes.write_section(&mut self.html, &mut self.body.anchors) {
            let message = message!(
                Code::UnusedFootnote,
                "nothing refers to the footnote `{label}`, which is skipped",
                label = &unused.label
            );
            let hint = phrase!("write `[^{label}]` where it belongs", label = unused.label);
            let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
            self.warn(diagnostic.hint(hint), unused.span);
        }
        // a copy without the spare capacity of the buffer
        self.body.html = self.html.html.as_str().to_string();
        self.body.slots = self.html.slots;
        self.body.summary = self.summary.finish();
        self.body
    }
}
