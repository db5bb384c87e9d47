//! [`FolderNote`]: what a text of a folder could not carry over, with its line.
//!
//! While a text is converted, signs stand where notes belong; at the end they give the lines.

use crate::diagnostic::Text;
use crate::phrase;

/// Signs around the number of a note. No text has them: they are removed at first.
pub const SIGN: char = '\u{f8fe}';

/// What happened to a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FolderNoteKind {
    /// A shortcode or a tag that nobody knows stays text.
    Tag,
    /// A component of MDX that nobody knows.
    Component,
    /// A line of MDX that is a program.
    Script,
    /// Classes and sizes were removed.
    Style,
    /// A picture or a file that is not in the folder.
    MissingFile,
    /// A link to a text that is not in the folder.
    MissingText,
    /// A tag that nobody knows became a link to the address that it holds.
    Linked,
    /// A box of a kind that Griot does not have.
    Box,
}

impl FolderNoteKind {
    /// Whether somebody has to look at the place.
    pub fn needs_hand(self) -> bool {
        !matches!(
            self,
            FolderNoteKind::Style | FolderNoteKind::Box | FolderNoteKind::Script
        )
    }

    /// The stable name, as JSON shows it.
    pub fn name(self) -> &'static str {
        match self {
            FolderNoteKind::Tag => "tag",
            FolderNoteKind::Component => "component",
            FolderNoteKind::Script => "script",
            FolderNoteKind::Style => "style",
            FolderNoteKind::MissingFile => "missing-file",
            FolderNoteKind::MissingText => "missing-text",
            FolderNoteKind::Linked => "linked",
            FolderNoteKind::Box => "box",
        }
    }

    /// What happened, and what to do.
    pub fn words(self) -> Text {
        match self {
            FolderNoteKind::Tag => phrase!("this tag stays as text: write what it showed"),
            FolderNoteKind::Component => {
                phrase!("this component stays as it is: write what it showed")
            }
            FolderNoteKind::Script => phrase!("this line of a program was removed"),
            FolderNoteKind::Style => {
                phrase!("classes and sizes were removed: the theme chooses them")
            }
            FolderNoteKind::MissingFile => phrase!("this file is not in the folder"),
            FolderNoteKind::MissingText => phrase!("this link leads to no text of the folder"),
            FolderNoteKind::Linked => phrase!("this tag became a link: see that it is enough"),
            FolderNoteKind::Box => phrase!("this kind of box became a note"),
        }
    }
}

/// What happened at a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderNote {
    /// What happened.
    pub kind: FolderNoteKind,
    /// What it is about.
    pub detail: String,
    /// The line in the text, from 1.
    pub line: usize,
}

/// Collects notes while a text is converted.
#[derive(Debug, Default)]
pub struct LineNotes {
    notes: Vec<FolderNote>,
}

impl LineNotes {
    /// A text without the signs of notes.
    pub fn cleaned(text: &str) -> String {
        text.replace(SIGN, "")
    }

    /// Adds a note. Gives the sign that belongs at its place.
    pub fn add(&mut self, kind: FolderNoteKind, detail: &str) -> String {
        let words: Vec<&str> = detail.split_whitespace().collect();
        let detail: String = words
            .join(" ")
            .chars()
            .filter(|c| *c != SIGN)
            .take(160)
            .collect();
        self.notes.push(FolderNote {
            kind,
            detail,
            line: 0,
        });
        format!("{SIGN}{}{SIGN}", self.notes.len() - 1)
    }

    /// Takes the signs out of a text, and gives the notes that are still in it their lines.
    pub fn resolve(self, text: &str) -> NotedText {
        let mut clean = String::with_capacity(text.len());
        let mut notes = Vec::new();
        let mut line = 1;
        let mut is_number = false;
        for part in text.split(SIGN) {
            if is_number {
                let at = part.parse::<usize>().ok();
                let note = at.and_then(|at| self.notes.get(at));
                notes.extend(note.map(|note| FolderNote {
                    line,
                    ..note.clone()
                }));
            } else {
                line += part.matches('\n').count();
                clean.push_str(part);
            }
            is_number = !is_number;
        }
        NotedText { text: clean, notes }
    }
}

/// A text, and the notes with their lines.
pub struct NotedText {
    /// The text.
    pub text: String,
    /// The notes.
    pub notes: Vec<FolderNote>,
}
