//! Writes headings: their ids, their emoji, and the first H1 as the title of the page.

use super::HtmlWriter;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::markdown::body::{Heading, SlotKind};
use crate::markdown::emoji_spans::push_emoji_text;
use crate::markdown::html_buffer::HtmlBuffer;
use crate::markdown::html_escape::push_text;
use crate::markdown::tokens::Token;
use crate::text::emoji;
use crate::text::fold::fold;
use crate::text::nfc;
use crate::text::slug::slug;
use crate::text::unique_ids::UniqueIds;
use crate::{message, phrase};
use pulldown_cmark::{Event, Tag, TagEnd};
use std::ops::Range;

/// A heading that is being written. The buffer of the writer holds its HTML with links.
pub struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: Vec<String>,
    /// Plain text, emoji included.
    plain: String,
    /// HTML without links, footnotes or images.
    html: String,
    is_only_emoji: bool,
    /// The HTML before the heading, set aside until it ends.
    outer_html: HtmlBuffer,
    span: Range<usize>,
}

/// The explicit ids of headings and of raw HTML: no generated id may be one of them.
pub fn reserved_ids(tokens: &[Token]) -> UniqueIds {
    let mut ids = UniqueIds::default();
    for token in tokens {
        match &token.event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => {
                ids.reserve(&nfc(id));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let anchors = token.tag.iter().flat_map(|facts| &facts.anchors);
                for anchor in anchors.filter(|anchor| anchor.is_id) {
                    ids.reserve(&anchor.name);
                }
            }
            _ => {}
        }
    }
    ids
}

impl OpenHeading {
    /// Appends text to the heading and to the buffer of the writer.
    pub fn text(&mut self, text: &str, html: &mut HtmlBuffer) {
        self.plain.push_str(text);
        let start = self.html.len();
        if self.is_only_emoji {
            push_text(&mut self.html, text);
        } else {
            push_emoji_text(&mut self.html, text);
        }
        html.raw(&self.html[start..]);
    }

    pub fn code(&mut self, text: &str) {
        self.plain.push_str(text);
        self.html.push_str("<code>");
        push_text(&mut self.html, text);
        self.html.push_str("</code>");
    }

    pub fn space(&mut self) {
        self.plain.push(' ');
        self.html.push(' ');
    }
}

impl HtmlWriter<'_, '_> {
    /// Starts the heading `tag`, which is the first of `tokens`.
    pub fn start_heading(&mut self, tag: &Tag, tokens: &[Token]) {
        let Tag::Heading {
            level,
            id,
            classes,
            attrs,
        } = tag
        else {
            return;
        };
        let span = tokens[0].span.clone();
        let is_bare = id.is_none() && classes.is_empty();
        let written = &self.source.text[span.clone()];
        let unsupported = match attrs.first() {
            Some((name, _)) => Some(&**name),
            None if is_bare => lost_braces(written, tokens),
            None => lost_word(written),
        };
        if let Some(name) = unsupported {
            let message = message!(
                Code::UnsupportedHeadingAttribute,
                "the heading attribute `{name}` is skipped",
                name = name
            );
            let hint =
                phrase!("only `#id` and `.class` are supported: write `\\{{` to show a brace");
            let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
            self.warn(diagnostic.hint(hint), span.clone());
        }
        self.heading = Some(OpenHeading {
            level: *level as u8,
            id: id
                .as_deref()
                .map(|id| nfc(id).into_owned())
                .filter(|id| !id.is_empty()),
            classes: classes
                .iter()
                .filter(|class| is_class_name(class))
                .map(|class| class.to_string())
                .collect(),
            plain: String::new(),
            html: String::new(),
            is_only_emoji: is_only_emoji(tokens),
            outer_html: std::mem::take(&mut self.html),
            span,
        });
    }

    pub fn end_heading(&mut self) {
        let Some(mut heading) = self.heading.take() else {
            return;
        };
        let outer_html = std::mem::take(&mut heading.outer_html);
        let inner_html = std::mem::replace(&mut self.html, outer_html);
        if inner_html.html.trim().is_empty() {
            return self.warn_empty_heading(&heading.span);
        }
        if heading.level == 1 && self.is_title(&heading) {
            return;
        }
        self.warn_skipped_level(&heading);
        let has_explicit_id = heading.id.is_some();
        let id = match heading.id {
            Some(id) => self.explicit_id(id, &heading.span),
            None => self.ids.unique(&slug(&heading.plain)),
        };
        let level = heading.level.max(2);
        let index = self.body.headings.len() as u32;
        self.html
            .slot(SlotKind::BeforeHeading(index))
            .raw(&format!("<h{level} id=\""))
            .attribute(&id)
            .raw("\"");
        if !heading.classes.is_empty() {
            self.html
                .raw(" class=\"")
                .attribute(&heading.classes.join(" "))
                .raw("\"");
        }
        self.html.raw(">").append(inner_html);
        self.html
            .raw(&format!("</h{level}>"))
            .slot(SlotKind::AfterHeading(index))
            .raw("\n");
        self.body.headings.push(Heading {
            level,
            id,
            has_explicit_id,
            text: emoji::strip(&heading.plain).trim().to_string(),
            html: heading.html,
            emoji: emoji::key(&heading.plain),
            span: heading.span.start as u32..heading.span.end as u32,
        });
    }

    /// Warns about a heading without words, which is not written.
    fn warn_empty_heading(&mut self, span: &Range<usize>) {
        let message = message!(
            Code::EmptyHeading,
            "this heading has no words and is skipped"
        );
        let hint = phrase!("write its words after the mark, or remove it");
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
        self.warn(diagnostic.hint(hint), span.clone());
    }

    /// Warns about a heading that is more than one level below the one before it: screen readers
    /// miss the level between.
    fn warn_skipped_level(&mut self, heading: &OpenHeading) {
        let before = self.body.headings.last().map_or(1, |before| before.level);
        let level = heading.level.max(2);
        if level <= before + 1 {
            return;
        }
        let marks = "#".repeat(usize::from(before + 1));
        let message = message!(
            Code::SkippedHeadingLevel,
            "this heading of level {level} follows one of level {before}",
            level = usize::from(level),
            before = usize::from(before)
        );
        let words = heading.plain.trim();
        let hint = phrase!("write `{marks} {words}`", marks = marks, words = words);
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
        self.warn(diagnostic.hint(hint), heading.span.clone());
    }

    /// Whether a first H1 is the title of the page: it becomes the title when the front matter
    /// has none, and is dropped when it repeats it.
    fn is_title(&mut self, heading: &OpenHeading) -> bool {
        let is_first = self.body.headings.is_empty() && self.body.title.is_none();
        match self.source.title {
            None if is_first => {
                self.body.title = Some(Spanned {
                    value: heading.plain.trim().to_string(),
                    span: heading.span.clone(),
                });
                true
            }
            Some(title) => is_first && fold(title) == fold(&heading.plain),
            None => false,
        }
    }

    /// The id that the author set, or another one when that is reserved or taken.
    fn explicit_id(&mut self, id: String, span: &Range<usize>) -> String {
        let is_reserved = id.starts_with('_');
        if !is_reserved && self.explicit_ids.insert(id.clone()) {
            return id;
        }
        let message = if is_reserved {
            message!(
                Code::ReservedId,
                "the id `{id}` begins with `_`, as those of the theme do",
                id = &id
            )
        } else {
            message!(
                Code::DuplicateHeadingId,
                "two headings have the id `{id}`",
                id = &id
            )
        };
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message);
        self.warn(
            diagnostic.hint(phrase!("set another one, or none")),
            span.clone(),
        );
        self.ids.unique(id.trim_start_matches('_'))
    }
}

/// The word in the attributes of a heading that the parser drops: one of a single letter, or a
/// second id.
fn lost_word(written: &str) -> Option<&str> {
    let (_, braces) = written.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let mut has_id = false;
    braces.split_ascii_whitespace().find(|word| {
        let is_second_id = word.starts_with('#') && std::mem::replace(&mut has_id, true);
        is_second_id || !word.starts_with(['#', '.'])
    })
}

/// The text in braces at the end of a heading that is in none of its tokens.
fn lost_braces<'t>(written: &'t str, tokens: &[Token]) -> Option<&'t str> {
    let (_, braces) = written.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let is_end = |token: &Token| matches!(token.event, Event::End(TagEnd::Heading(_)));
    let last = tokens.iter().position(is_end)?.checked_sub(1)?;
    let is_in_text = match &tokens[last].event {
        Event::Text(text) | Event::Code(text) => text.contains('}'),
        _ => braces.trim().is_empty(),
    };
    (!is_in_text).then_some(braces.trim())
}

/// Whether the heading that `tokens` begins with has no word that a screen reader could say.
fn is_only_emoji(tokens: &[Token]) -> bool {
    let mut inside = tokens
        .iter()
        .take_while(|token| !matches!(token.event, Event::End(TagEnd::Heading(_))));
    inside.all(|token| match &token.event {
        Event::Text(text) => emoji::strip(text).trim().is_empty(),
        Event::Code(_) | Event::InlineHtml(_) => false,
        _ => true,
    })
}

fn is_class_name(class: &str) -> bool {
    !class.is_empty()
        && class
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}
