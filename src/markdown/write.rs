//! Tokens → [`Body`]: one pass that writes HTML and notes headings, links and words.

use super::footnotes::Footnotes;
use super::html::Html;
use super::tokens::Token;
use super::{Body, SlotKind, Source, Word};
use crate::diagnostic::Diagnostic;
use crate::text::slug::Ids;
use pulldown_cmark::{Event, Tag, TagEnd};
use std::collections::HashSet;
use std::ops::Range;

mod attributes;
mod blocks;
mod embeds;
mod headings;
mod links;
mod raw;
mod summary;
mod tables;

use blocks::is_task;
use headings::OpenHeading;
use links::OpenImage;
use summary::Summary;
use tables::Table;

pub use attributes::{TokenizerState, attributes, decoded};
pub use raw::without_comments;

pub fn write(source: &Source, tokens: Vec<Token>, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut writer = Writer {
        source,
        diagnostics,
        html: Html::with_capacity(source.text.len() + source.text.len() / 4),
        note: None,
        body: Body::default(),
        footnotes: Footnotes::new(source.path),
        ids: headings::reserved(&tokens),
        own_ids: HashSet::new(),
        heading: None,
        open_links: Vec::new(),
        image: None,
        code: None,
        table: Table::default(),
        depth: 0,
        figure: false,
        embed: None,
        html_begins: false,
        html_is_code: false,
        html_within: TokenizerState::default(),
        comment: None,
        lead_from: None,
        summary: Summary::new(&tokens),
    };
    for at in 0..tokens.len() {
        writer.token(&tokens, at);
    }
    writer.finish()
}

struct Writer<'a, 's> {
    source: &'s Source<'a>,
    diagnostics: &'s mut Vec<Diagnostic>,
    html: Html,
    /// The footnote being written, and the HTML around it, set aside.
    note: Option<OpenNote>,
    body: Body,
    footnotes: Footnotes,
    ids: Ids,
    /// Ids set by hand that have been written.
    own_ids: HashSet<String>,
    heading: Option<OpenHeading>,
    /// Whether each open link wrote its tag (a refused one did not).
    open_links: Vec<bool>,
    image: Option<OpenImage>,
    /// The fence's info string and the code so far.
    code: Option<(String, String)>,
    table: Table,
    /// Containers around the current block.
    depth: usize,
    figure: bool,
    /// The card whose link is being written.
    embed: Option<u32>,
    /// A block of HTML, or a tag in a line, begins.
    html_begins: bool,
    /// The block of HTML is a script or a style sheet.
    html_is_code: bool,
    /// Where in it the last piece ended.
    html_within: TokenizerState,
    /// Where the comment of HTML that is being read began.
    comment: Option<Range<usize>>,
    /// Where the lead began, while it is open.
    lead_from: Option<usize>,
    summary: Summary,
}

struct OpenNote {
    label: String,
    span: Range<usize>,
    around: Html,
}

impl Writer<'_, '_> {
    fn token(&mut self, tokens: &[Token], at: usize) {
        let token = &tokens[at];
        if let Some(image) = &mut self.image {
            if image.ends_with(&token.event) {
                return self.end_image();
            }
            return image.alt_from(&token.event);
        }
        match &token.event {
            Event::Start(tag) => self.start(tag, tokens, at),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline_code(text)
            }
            Event::Html(html) => self.raw_html(html, &token.span),
            Event::InlineHtml(html) => {
                self.html_begins = true;
                self.raw_html(html, &token.span);
            }
            Event::FootnoteReference(label) => {
                self.footnotes
                    .refer(label, &mut self.html, &mut self.body.anchors);
            }
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Rule => self.write("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
        }
    }

    fn write(&mut self, html: &str) {
        self.html.raw(html);
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            return code.push_str(text);
        }
        self.body.words += words(text);
        match &mut self.heading {
            Some(heading) => heading.text(text, &mut self.html),
            None => {
                self.summary.push(text);
                self.html.text(text);
            }
        }
    }

    fn inline_code(&mut self, text: &str) {
        self.body.words += 1;
        match &mut self.heading {
            Some(heading) => heading.code(text),
            None => self.summary.push(text),
        }
        self.html.raw("<code>").text(text).raw("</code>");
    }

    fn line_break(&mut self, html: &str) {
        self.summary.push(" ");
        if let Some(heading) = &mut self.heading {
            heading.space();
        }
        self.write(html);
    }

    fn task(&mut self, done: bool) {
        let (checked, word) = if done {
            (" checked", Word::TaskDone)
        } else {
            ("", Word::TaskOpen)
        };
        self.html
            .raw("<input type=\"checkbox\" disabled")
            .raw(checked)
            .raw(" aria-label=\"");
        self.html.slot(SlotKind::Word(word)).raw("\"> ");
    }

    fn start(&mut self, tag: &Tag, tokens: &[Token], at: usize) {
        let span = &tokens[at].span;
        match tag {
            Tag::Paragraph => return self.start_paragraph(tokens, at),
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
                ..
            } => return self.start_heading(*level, id.as_deref(), (classes, attrs), (tokens, at)),
            Tag::BlockQuote(kind) => self.start_quote(*kind),
            Tag::CodeBlock(kind) => return self.start_code(kind),
            Tag::HtmlBlock => {
                self.html_begins = true;
                return;
            }
            Tag::MetadataBlock(_) => return,
            Tag::List(start) => self.start_list(*start, tokens, at),
            Tag::Item => self.write(if is_task(tokens, at) {
                "<li class=\"task\">"
            } else {
                "<li>"
            }),
            Tag::FootnoteDefinition(label) => self.start_note(label, span),
            Tag::DefinitionList => self.write("<dl>\n"),
            Tag::DefinitionListTitle => self.write("<dt>"),
            Tag::DefinitionListDefinition => self.write("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => {
                let empty = matches!(tokens[at + 1].event, Event::End(TagEnd::TableCell));
                self.start_cell(empty);
            }
            Tag::Emphasis => return self.write("<em>"),
            Tag::Strong => return self.write("<strong>"),
            Tag::Strikethrough => return self.write("<del>"),
            Tag::Superscript => return self.write("<sup>"),
            Tag::Subscript => return self.write("<sub>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => return self.start_link(*link_type, dest_url, title, span),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.image = Some(OpenImage::new(dest_url, title, span));
                return;
            }
        }
        self.depth += 1;
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => return self.end_paragraph(),
            TagEnd::Heading(_) => return self.end_heading(),
            TagEnd::CodeBlock => return self.end_code(),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::Image => return,
            TagEnd::Emphasis => return self.write("</em>"),
            TagEnd::Strong => return self.write("</strong>"),
            TagEnd::Strikethrough => return self.write("</del>"),
            TagEnd::Superscript => return self.write("</sup>"),
            TagEnd::Subscript => return self.write("</sub>"),
            TagEnd::Link => return self.end_link(),
            TagEnd::BlockQuote(kind) => {
                self.write(if kind.is_some() {
                    "</div>\n"
                } else {
                    "</blockquote>\n"
                });
            }
            TagEnd::List(ordered) => self.write(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.write("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
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

    fn start_note(&mut self, label: &str, span: &Range<usize>) {
        self.summary.pause(true);
        self.note = Some(OpenNote {
            label: label.to_string(),
            span: span.clone(),
            around: std::mem::take(&mut self.html),
        });
    }

    fn end_note(&mut self) {
        self.summary.pause(false);
        if let Some(note) = self.note.take() {
            let html = std::mem::replace(&mut self.html, note.around);
            if !self.footnotes.define(&note.label, html, note.span.clone()) {
                let label = note.label;
                let message =
                    format!("there are two footnotes `{label}`, and this one is left out");
                let problem = Diagnostic::warning(self.source.path.clone(), message);
                self.diagnostics
                    .push(problem.at(note.span).hint("give it a label of its own"));
            }
        }
    }

    fn finish(mut self) -> Body {
        self.check_comment();
        self.body.notes = self.html.text.len();
        let unused = self
            .footnotes
            .finish(&mut self.html, &mut self.body.anchors);
        for (label, span) in unused {
            let message = format!("nothing refers to the footnote `{label}`, which is left out");
            let hint = format!("write `[^{label}]` where it belongs");
            self.diagnostics.push(
                Diagnostic::warning(self.source.path.clone(), message)
                    .at(span)
                    .hint(hint),
            );
        }
        // it was written with room for more
        self.body.html = self.html.text.as_str().to_string();
        self.body.slots = self.html.slots;
        self.body.summary = self.summary.finish();
        self.body
    }
}

/// Words between plain spaces; a mark after a no-break space is part of its word.
fn words(text: &str) -> usize {
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let bytes = text.as_bytes();
    let starts = bytes
        .windows(2)
        .filter(|two| is_space(&two[0]) && !is_space(&two[1]));
    starts.count() + usize::from(bytes.first().is_some_and(|first| !is_space(first)))
}
