//! The result of the Markdown parser: the HTML of one article, its slots, headings, links and
//! counts.
//!
//! A [`Body`] depends on its own file alone. Rendering fills its slots with what depends on the
//! rest of the site.

use super::code_block::CodeBlock;
use super::embed::Embed;
use super::section_evidence::SectionEvidence;
use crate::diagnostic::Spanned;
use crate::text::text_length::TextLength;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::OnceLock;

/// The parsed text of one article.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// The HTML without the contents of its slots.
    pub html: String,
    /// The slots of `html`, by offset, ascending.
    pub slots: Vec<Slot>,
    /// Bytes of `html`: the first paragraph with its tags; empty when the text begins with
    /// something else.
    pub lead_paragraph: Range<usize>,
    /// All headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// Byte of `html` where the footnotes begin; the end of `html` when there are none.
    pub footnotes_start: usize,
    /// The code blocks; [`Body::highlight`] highlights them.
    pub code_blocks: Vec<CodeBlock>,
    /// Videos and posts of other sites whose address stands alone in a paragraph.
    pub embeds: Vec<Embed>,
    /// Whether the raw HTML has frames.
    pub has_frames: bool,
    /// Links, images and files that are not on another site.
    pub links: Vec<Link>,
    /// Targets of links in `html` besides headings: ids, and names of anchors.
    pub anchors: Vec<String>,
    /// Images without alternative text, as bytes of the file.
    pub images_without_alt: Vec<Range<u32>>,
    /// The first H1, which is not in `html`.
    pub title: Option<Spanned<String>>,
    /// Plain text before `<!--more-->`; without that comment, the text of the first paragraph.
    pub summary: String,
    /// Number of words between spaces, without those of code blocks.
    pub word_count: usize,
    /// Number of characters in scripts without spaces between words.
    pub character_count: usize,
    /// What each section holds. A cache: few articles are ever asked for it.
    #[serde(skip)]
    pub(super) section_evidence: OnceLock<Vec<SectionEvidence>>,
}

impl Body {
    /// The length of the text for readers.
    pub fn length(&self) -> TextLength {
        TextLength {
            words: self.word_count,
            characters: self.character_count,
        }
    }
}

/// A place in the HTML that depends on the rest of the site. Rendering fills it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Byte in [`Body::html`].
    pub offset: u32,
    /// The content that belongs there.
    pub kind: SlotKind,
}

/// The content of a [`Slot`]. Numbers are indexes into a list of the [`Body`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotKind {
    /// The attribute ` href="…"` of a link of [`Body::links`], and `hreflang` when its target is
    /// in another language.
    LinkHref(u32),
    /// The URL alone of a link of [`Body::links`], escaped for an attribute.
    LinkUrl(u32),
    /// Further attributes of an `<img>` of [`Body::links`]: its size, its smaller variants, and
    /// when a browser loads it.
    ImageAttributes(u32),
    /// The HTML of a code block of [`Body::code_blocks`].
    CodeBlock(u32),
    /// A string of the theme in the language of the page.
    ThemeString(ThemeStringKey),
    /// The place before the tags of a heading of [`Body::headings`].
    BeforeHeading(u32),
    /// The place after the tags of a heading of [`Body::headings`].
    AfterHeading(u32),
    /// The place before the paragraph with the link to one of [`Body::embeds`], or before that of its
    /// poster. When the slot stays empty, the reader sees the link alone.
    BeforeEmbed(u32),
    /// The place after the paragraph with the link to one of [`Body::embeds`].
    AfterEmbed(u32),
    /// The words of the link to one of [`Body::embeds`] that is shown as its own address.
    EmbedLabel(u32),
    /// The place before an `<img>` of [`Body::links`] that stands alone: here a link to a large
    /// version may begin.
    BeforeImage(u32),
    /// The place after such an `<img>`.
    AfterImage(u32),
}

/// A string that Markdown needs and that the theme translates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeStringKey {
    /// The name of the section with the footnotes.
    Footnotes,
    /// The name of the link from a footnote back to the text.
    FootnoteBack,
    /// The name of a table that scrolls.
    Table,
    /// The name of a checkbox that is checked.
    TaskDone,
    /// The name of a checkbox that is not checked.
    TaskOpen,
    /// The title of the alert `[!NOTE]`.
    Note,
    /// The title of the alert `[!TIP]`.
    Tip,
    /// The title of the alert `[!IMPORTANT]`.
    Important,
    /// The title of the alert `[!WARNING]`.
    Warning,
    /// The title of the alert `[!CAUTION]`.
    Caution,
    /// The title of the alert `[!KEY]`.
    KeyFacts,
}

impl ThemeStringKey {
    /// The key of the string in the theme's string catalog.
    pub fn key(self) -> &'static str {
        match self {
            ThemeStringKey::Footnotes => "footnotes",
            ThemeStringKey::FootnoteBack => "footnote_back",
            ThemeStringKey::Table => "table",
            ThemeStringKey::TaskDone => "task_done",
            ThemeStringKey::TaskOpen => "task_open",
            ThemeStringKey::Note => "alert_note",
            ThemeStringKey::Tip => "alert_tip",
            ThemeStringKey::Important => "alert_important",
            ThemeStringKey::Warning => "alert_warning",
            ThemeStringKey::Caution => "alert_caution",
            ThemeStringKey::KeyFacts => "alert_key",
        }
    }
}

/// A heading of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: the title of the page is the only H1.
    pub level: u8,
    /// The value of its `id` attribute, unique in the article.
    pub id: String,
    /// Whether the author set the id by `{#id}`.
    pub has_explicit_id: bool,
    /// Plain text without emoji or markup.
    pub text: String,
    /// HTML between the tags, without links; emoji wrapped.
    pub html: String,
    /// The emoji of the heading, as [`emoji::key`](crate::text::emoji::key) gives them.
    pub emoji: String,
    /// Bytes of the file.
    pub span: Range<u32>,
}

/// A link or an image as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Decoded from Markdown: `../autre/fr.md#suite`, `/contact/`, `#suite`, `photo.png`.
    pub target: String,
    /// Whether it shows an image or a video, and is no link to follow.
    pub is_image: bool,
    /// Bytes of the file.
    pub span: Range<u32>,
}
