//! [`Note`]: what a conversion changed or could not carry, with its line.

use crate::diagnostic::Text;
use crate::phrase;
use std::fmt;

/// What happened to a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// A link or an address that runs a script was removed; its words stay.
    ScriptLink,
    /// A script or a style sheet was removed.
    ScriptRemoved,
    /// A form: its words stay, its fields do not.
    Form,
    /// A table without a head: its first row became the head.
    TableHead,
    /// An element that Markdown does not have stays HTML.
    KeptAsHtml,
    /// A frame or an object of another site that is not a video that Griot knows.
    Frame,
    /// The HTML is nested too deeply: only its words came.
    TooDeep,
    /// A shortcode that Griot does not know stays text.
    Shortcode,
    /// A block that WordPress fills in when it shows the page.
    DynamicBlock,
    /// A page break inside an article was removed.
    PageBreak,
    /// A reusable block that the export does not have.
    MissingBlock,
    /// A picture, video or file that was not found, or not copied.
    MissingFile,
    /// A gallery without its pictures.
    EmptyGallery,
}

impl NoteKind {
    /// Whether somebody has to look at the place.
    pub fn needs_hand(self) -> bool {
        !matches!(
            self,
            NoteKind::TableHead | NoteKind::KeptAsHtml | NoteKind::PageBreak
        )
    }

    /// The stable name, as JSON shows it.
    pub fn name(self) -> &'static str {
        match self {
            NoteKind::ScriptLink => "script-link",
            NoteKind::ScriptRemoved => "script-removed",
            NoteKind::Form => "form",
            NoteKind::TableHead => "table-head",
            NoteKind::KeptAsHtml => "kept-as-html",
            NoteKind::Frame => "frame",
            NoteKind::TooDeep => "too-deep",
            NoteKind::Shortcode => "shortcode",
            NoteKind::DynamicBlock => "dynamic-block",
            NoteKind::PageBreak => "page-break",
            NoteKind::MissingBlock => "missing-block",
            NoteKind::MissingFile => "missing-file",
            NoteKind::EmptyGallery => "empty-gallery",
        }
    }

    /// The kind of a stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [
            NoteKind::Shortcode,
            NoteKind::DynamicBlock,
            NoteKind::PageBreak,
            NoteKind::MissingBlock,
            NoteKind::EmptyGallery,
        ];
        all.into_iter().find(|kind| kind.name() == name)
    }

    /// What happened, and what to do.
    pub fn words(self) -> Text {
        match self {
            NoteKind::ScriptLink => {
                phrase!("a link that runs a script was removed; its words stay")
            }
            NoteKind::ScriptRemoved => phrase!("a script was removed"),
            NoteKind::Form => phrase!("the fields of a form were removed; its words stay"),
            NoteKind::TableHead => phrase!("the first row of a table became its head"),
            NoteKind::KeptAsHtml => phrase!("kept as HTML, because Markdown has no such thing"),
            NoteKind::Frame => {
                phrase!("a frame of another site: see that it shows, or write a link")
            }
            NoteKind::TooDeep => phrase!("the HTML was nested too deeply: only its words came"),
            NoteKind::Shortcode => phrase!("a shortcode stays as text: write what it showed"),
            NoteKind::DynamicBlock => {
                phrase!("WordPress filled this block in itself: write what it showed")
            }
            NoteKind::PageBreak => phrase!("a page break was removed: the article is one page"),
            NoteKind::MissingBlock => {
                phrase!("a reusable block is not in the export: write its text")
            }
            NoteKind::MissingFile => {
                phrase!("this file was not copied: the page shows the old site's")
            }
            NoteKind::EmptyGallery => phrase!("a gallery without its pictures: put them here"),
        }
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// What happened at a line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The line in the Markdown, from 1.
    pub line: usize,
    /// What happened.
    pub kind: NoteKind,
    /// The name or the address that it is about; may be empty.
    pub detail: String,
}
