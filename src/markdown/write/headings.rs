//! Headings: their ids, their emoji, and the page's title when it is written as one.

use super::Writer;
use super::attributes::{TokenizerState, attributes};
use crate::diagnostic::{Diagnostic, Spanned};
use crate::markdown::heading::push_emoji_text;
use crate::markdown::html::{Html, push_text};
use crate::markdown::tokens::Token;
use crate::markdown::{Heading, SlotKind};
use crate::text::emoji;
use crate::text::slug::{Ids, fold, slug};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

/// A heading being written: its HTML is in the writer, the rest gathers here.
pub struct OpenHeading {
    level: u8,
    id: Option<String>,
    classes: Vec<String>,
    /// All characters, emoji included.
    plain: String,
    /// HTML without links, notes or images.
    html: String,
    only_emoji: bool,
    around: Html,
    span: Range<usize>,
}

/// The ids that authors set by hand, in HTML too: no generated one may take them.
pub fn reserved(tokens: &[Token]) -> Ids {
    let mut ids = Ids::default();
    let mut within = TokenizerState::default();
    for token in tokens {
        match &token.event {
            Event::Start(Tag::Heading { id: Some(id), .. }) => {
                ids.reserve(id);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let attributes = attributes(html, &mut within).into_iter();
                for id in attributes.filter(|attribute| attribute.name == "id") {
                    ids.reserve(&html[id.value]);
                }
            }
            _ => within = TokenizerState::default(),
        }
    }
    ids
}

impl OpenHeading {
    pub fn text(&mut self, text: &str, html: &mut Html) {
        self.plain.push_str(text);
        let start = self.html.len();
        if self.only_emoji {
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

type Attributes<'a, 't> = &'t [(CowStr<'a>, Option<CowStr<'a>>)];

impl Writer<'_, '_> {
    pub fn start_heading(
        &mut self,
        level: HeadingLevel,
        id: Option<&str>,
        (classes, others): (&[CowStr], Attributes),
        (tokens, at): (&[Token], usize),
    ) {
        let span = tokens[at].span.clone();
        let vanished = || {
            let bare = id.is_none() && classes.is_empty();
            bare.then(|| vanished(&self.source.text[span.clone()], &tokens[at..]))?
        };
        let left_out = others.first().map(|(name, _)| &**name).or_else(vanished);
        if let Some(name) = left_out {
            let message = format!("the heading attribute `{name}` is left out");
            let problem = Diagnostic::warning(self.source.path.clone(), message).at(span.clone());
            let hint =
                "only `#id` and `.class` are kept: write `\\{` for a brace that is to be seen";
            self.diagnostics.push(problem.hint(hint));
        }
        self.heading = Some(OpenHeading {
            level: level as u8,
            id: id.map(str::to_string).filter(|id| !id.is_empty()),
            classes: classes
                .iter()
                .filter(|class| is_name(class))
                .map(|class| class.to_string())
                .collect(),
            plain: String::new(),
            html: String::new(),
            only_emoji: is_only_emoji(&tokens[at..]),
            around: std::mem::take(&mut self.html),
            span,
        });
    }

    pub fn end_heading(&mut self) {
        let Some(mut heading) = self.heading.take() else {
            return;
        };
        let around = std::mem::take(&mut heading.around);
        let inner = std::mem::replace(&mut self.html, around);
        if heading.level == 1 && self.is_title(&heading) {
            return;
        }
        let id_by_hand = heading.id.is_some();
        let id = match heading.id {
            Some(id) => self.own_id(id, &heading.span),
            None => self.ids.unique(&slug(&heading.plain)),
        };
        let level = heading.level.max(2);
        let at = self.body.headings.len() as u32;
        self.html
            .slot(SlotKind::BeforeHeading(at))
            .raw(&format!("<h{level} id=\""))
            .attribute(&id)
            .raw("\"");
        if !heading.classes.is_empty() {
            self.html
                .raw(" class=\"")
                .attribute(&heading.classes.join(" "))
                .raw("\"");
        }
        self.html.raw(">").append(inner);
        self.html
            .raw(&format!("</h{level}>"))
            .slot(SlotKind::AfterHeading(at))
            .raw("\n");
        self.body.headings.push(Heading {
            level,
            id,
            id_by_hand,
            text: emoji::strip(&heading.plain).trim().to_string(),
            html: heading.html,
            emoji: emoji::name(&heading.plain),
            span: heading.span.start as u32..heading.span.end as u32,
        });
    }

    /// Takes the first H1 as the page's title, or drops one that repeats it.
    fn is_title(&mut self, heading: &OpenHeading) -> bool {
        let first = self.body.headings.is_empty() && self.body.title.is_none();
        match self.source.title {
            None if first => {
                self.body.title = Some(Spanned {
                    value: heading.plain.trim().to_string(),
                    span: heading.span.clone(),
                });
                true
            }
            Some(title) => first && fold(title) == fold(&heading.plain),
            None => false,
        }
    }

    fn own_id(&mut self, id: String, span: &Range<usize>) -> String {
        let reserved = id.starts_with('_');
        if !reserved && self.own_ids.insert(id.clone()) {
            return id;
        }
        let message = if reserved {
            format!("the id `{id}` begins as those of the theme do")
        } else {
            format!("two headings have the id `{id}`")
        };
        let diagnostic = Diagnostic::warning(self.source.path.clone(), message).at(span.clone());
        self.diagnostics
            .push(diagnostic.hint("set another one, or none"));
        self.ids.unique(id.trim_start_matches('_'))
    }
}

/// What stands in braces at a heading's end and is in none of its tokens.
fn vanished<'t>(written: &'t str, tokens: &[Token]) -> Option<&'t str> {
    let (_, braces) = written.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let end = |token: &Token| matches!(token.event, Event::End(TagEnd::Heading(_)));
    let last = tokens.iter().position(end)?.checked_sub(1)?;
    let is_there = match &tokens[last].event {
        Event::Text(text) | Event::Code(text) => text.contains('}'),
        _ => braces.trim().is_empty(),
    };
    (!is_there).then_some(braces.trim())
}

/// Whether the heading that `tokens` begins with has no word a screen reader could say.
fn is_only_emoji(tokens: &[Token]) -> bool {
    let inside = tokens
        .iter()
        .take_while(|token| !matches!(token.event, Event::End(TagEnd::Heading(_))));
    inside.into_iter().all(|token| match &token.event {
        Event::Text(text) => emoji::strip(text).trim().is_empty(),
        Event::Code(_) | Event::InlineHtml(_) => false,
        _ => true,
    })
}

fn is_name(class: &str) -> bool {
    !class.is_empty()
        && class
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}
