//! Section changes: how the sections of an original differ from those that were accepted.
//!
//! A pure function of two lists of section digests.

use super::alignment::{HeadingKey, align};
use super::lock_file::SectionDigest;
use crate::diagnostic::{English, Text};
use crate::phrase;
use crate::text::emoji;
use std::collections::HashSet;
use std::fmt;

/// A change of one section of the original, or of one key of its front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionChange {
    /// How the section changed.
    pub kind: SectionChangeKind,
    /// Name of the section as [`SectionDigest::name`], or a key of front matter.
    pub name: String,
    /// Words of the section: as it is now, or as it was before it was removed. 0 for front matter.
    pub words: usize,
    /// Its position among the accepted sections; `None` for an added one and for front matter.
    pub accepted: Option<usize>,
    /// Its position among the sections of the original; `None` for a removed one and for front matter.
    pub present: Option<usize>,
}

/// How a section changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionChangeKind {
    /// The section has another text.
    Changed,
    /// The section is new.
    Added,
    /// The section is gone.
    Removed,
    /// The section has the same text in another place.
    Moved,
    /// A key of front matter has another value.
    FrontMatter,
}

impl SectionChangeKind {
    /// The word for the change in JSON.
    pub fn word(self) -> &'static str {
        match self {
            SectionChangeKind::Changed => "changed",
            SectionChangeKind::Added => "added",
            SectionChangeKind::Removed => "removed",
            SectionChangeKind::Moved => "moved",
            SectionChangeKind::FrontMatter => "front_matter",
        }
    }
}

impl SectionChange {
    fn new(kind: SectionChangeKind, section: &SectionDigest) -> Self {
        SectionChange {
            kind,
            name: section.name.clone(),
            words: section.words,
            accepted: None,
            present: None,
        }
    }

    fn at(self, accepted: Option<usize>, present: Option<usize>) -> Self {
        SectionChange {
            accepted,
            present,
            ..self
        }
    }

    /// `changed ## 🚀 Launch (120 words)`, or a key of front matter in backticks.
    pub fn text(&self) -> Text {
        let name = &self.name;
        let length = match self.words {
            1 => phrase!("1 word"),
            words => phrase!("{words} words", words = words),
        };
        match self.kind {
            SectionChangeKind::Changed => {
                phrase!("changed {name} ({length})", name = name, length = length)
            }
            SectionChangeKind::Added => {
                phrase!("added {name} ({length})", name = name, length = length)
            }
            SectionChangeKind::Removed => {
                phrase!("removed {name} ({length})", name = name, length = length)
            }
            SectionChangeKind::Moved => {
                phrase!("moved {name} ({length})", name = name, length = length)
            }
            SectionChangeKind::FrontMatter => phrase!("changed `{name}`", name = name),
        }
    }
}

impl fmt::Display for SectionChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().render(&English))
    }
}

/// The changes from `old` to `new`: changed, added and moved sections in the order of `new`, then
/// removed ones.
pub(super) fn compare(old: &[&SectionDigest], new: &[SectionDigest]) -> Vec<SectionChange> {
    let alignment = align_sections(old, new);
    let mut changes = Vec::new();
    let mut furthest = None;
    for (present, section) in new.iter().enumerate() {
        let change = |kind| SectionChange::new(kind, section).at(alignment[present], Some(present));
        let Some(at) = alignment[present] else {
            changes.push(change(SectionChangeKind::Added));
            continue;
        };
        if !old[at].digest.agrees(&section.digest) {
            changes.push(change(SectionChangeKind::Changed));
        } else if furthest.is_some_and(|furthest| at < furthest) {
            changes.push(change(SectionChangeKind::Moved));
        }
        furthest = furthest.max(Some(at));
    }
    let matched: HashSet<usize> = alignment.into_iter().flatten().collect();
    let removed = (0..old.len()).filter(|at| !matched.contains(at));
    changes.extend(
        removed
            .map(|at| SectionChange::new(SectionChangeKind::Removed, old[at]).at(Some(at), None)),
    );
    changes
}

/// The position in `old` of each section of `new`; `None` for one that is new.
pub(super) fn align_sections(old: &[&SectionDigest], new: &[SectionDigest]) -> Vec<Option<usize>> {
    align(
        &section_keys(new.iter()),
        &section_keys(old.iter().copied()),
    )
}

/// Sections match by their names, emoji and order; the title and other parts by their names alone.
fn section_keys<'s>(sections: impl Iterator<Item = &'s SectionDigest>) -> Vec<HeadingKey<'s>> {
    let keys = sections.map(|section| {
        let name = section.name.as_str();
        let level = name.bytes().take_while(|byte| *byte == b'#').count();
        HeadingKey {
            key: Some(name),
            level: level as u8,
            emoji: match level {
                // a name in the place of the emoji: order never pairs two such parts
                0 => name.into(),
                _ => emoji::key(name).into(),
            },
        }
    });
    keys.collect()
}
