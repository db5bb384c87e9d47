//! Markdown → [`Body`]: HTML with slots, headings, links, words.
//!
//! `parse` takes one file's text and its language's rules, and knows nothing of any other
//! file: what depends on the rest of the site (an article's URL, a word of the theme) is a
//! [`Slot`], an offset in the HTML and what belongs there. It never reads the disk.

mod bare_links;
mod code;
mod control_chars;
mod dialect;
mod embed;
mod footnotes;
mod foreign_syntax;
mod heading;
mod html;
mod link;
mod outbound_links;
mod tokens;
mod typeset;
mod write;

pub use code::{Code, Grammars};
pub use embed::{Embed, Service, Work};
pub use heading::title_html;
pub use html::{push_attribute, push_text};
pub use link::{Destination, destination, web};
pub use outbound_links::outside;

use crate::diagnostic::{Diagnostic, Spanned};
use crate::text::typography::Style;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// What `parse` reads.
pub struct Source<'a> {
    pub path: &'a Arc<str>,
    /// The whole file, front matter included: places are bytes of it.
    pub text: &'a str,
    /// Byte where the Markdown begins.
    pub start: usize,
    /// The title that front matter gives: a first H1 that repeats it is dropped.
    pub title: Option<&'a str>,
    /// `None` leaves the author's characters as they are.
    pub style: Option<Style<'a>>,
    pub raw_html: bool,
}

/// The text of one article, ready to be filled in and shown.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Body {
    pub html: String,
    /// By offset in `html`, ascending.
    pub slots: Vec<Slot>,
    /// The first paragraph in `html`, with its tags; empty when the text begins otherwise.
    pub lead: Range<usize>,
    pub headings: Vec<Heading>,
    /// Byte in `html` where the footnotes begin, or its end.
    pub notes: usize,
    /// Code blocks, highlighted once the site is loaded.
    pub codes: Vec<Code>,
    /// Films and posts elsewhere whose address stands alone.
    pub embeds: Vec<Embed>,
    /// Whether raw HTML shows pages in frames.
    pub has_frames: bool,
    /// Links, images and files that are not on another site.
    pub links: Vec<Link>,
    /// Where a link may lead in `html` besides headings: ids, and names of anchors.
    pub anchors: Vec<String>,
    /// Bytes of the file: images that say nothing to those who do not see them.
    pub without_alt: Vec<Range<u32>>,
    /// The first H1, taken out of `html`.
    pub title: Option<Spanned<String>>,
    /// Plain text before `<!--more-->`, else of the first paragraph.
    pub summary: String,
    pub words: usize,
}

/// A place in the HTML that the site fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Byte in [`Body::html`].
    pub at: u32,
    pub what: SlotKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotKind {
    /// ` href="…"` of [`Body::links`], with `hreflang` where the page is in another language.
    Href(u32),
    /// The address of [`Body::links`] alone, escaped for an attribute.
    Url(u32),
    /// What the site knows of the image that was just written, from [`Body::links`]: its size,
    /// its smaller ones, when it is to be loaded.
    Picture(u32),
    /// [`Code::html`] of [`Body::codes`].
    Code(u32),
    /// A word of the theme in the page's language.
    Word(Word),
    /// Before and after the tags of [`Body::headings`].
    BeforeHeading(u32),
    AfterHeading(u32),
    /// Before and after the paragraph that holds the link to one of [`Body::embeds`]: that link
    /// is all there is of it where nothing is filled in.
    BeforeEmbed(u32),
    AfterEmbed(u32),
}

/// A word that Markdown calls for and no author wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    Footnotes,
    FootnoteBack,
    Table,
    TaskDone,
    TaskOpen,
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

impl Word {
    /// What themes call it.
    pub fn key(self) -> &'static str {
        match self {
            Word::Footnotes => "footnotes",
            Word::FootnoteBack => "footnote_back",
            Word::Table => "table",
            Word::TaskDone => "task_done",
            Word::TaskOpen => "task_open",
            Word::Note => "alert_note",
            Word::Tip => "alert_tip",
            Word::Important => "alert_important",
            Word::Warning => "alert_warning",
            Word::Caution => "alert_caution",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: the page's title is the only H1.
    pub level: u8,
    pub id: String,
    /// Whether the author set the id by `{#id}`.
    pub id_by_hand: bool,
    /// Words without emoji or markup.
    pub text: String,
    /// What stands between the tags, without links; emoji wrapped.
    pub html: String,
    /// The heading's emoji, as [`emoji::name`](crate::text::emoji::name) has them.
    pub emoji: String,
    /// Bytes of the file.
    pub span: Range<u32>,
}

/// A link or image as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Decoded from Markdown: `../autre/fr.md#suite`, `/contact/`, `#suite`, `photo.png`.
    pub target: String,
    pub image: bool,
    /// Bytes of the file.
    pub span: Range<u32>,
}

/// Turns one file's Markdown into a [`Body`]. Never fails: what it cannot take, it leaves
/// as text and says so.
pub fn parse(source: &Source) -> (Body, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut tokens = tokens::tokens(source, &mut diagnostics);
    if let Some(style) = &source.style {
        typeset::typeset(style, &mut tokens);
    }
    let body = write::write(source, tokens, &mut diagnostics);
    (body, diagnostics)
}

#[cfg(test)]
mod tests;
