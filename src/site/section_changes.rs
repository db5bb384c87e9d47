//! What became of the parts of an original since a translation was accepted. A pure function
//! of the parts then and now.

use super::alignment::{HeadingKey, align};
use crate::text::emoji;
use crate::translations::lock_file::Part;
use std::collections::HashSet;
use std::fmt;

/// What became of one part of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub kind: ChangeKind,
    /// As [`Part::name`], or a key of front matter.
    pub name: String,
    /// Words of the part as it is now, or as it was when it is gone; 0 for front matter.
    pub words: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Changed,
    Added,
    Removed,
    Moved,
    FrontMatter,
}

impl ChangeKind {
    /// In one word, as JSON has it.
    pub fn word(self) -> &'static str {
        match self {
            ChangeKind::Changed => "changed",
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Moved => "moved",
            ChangeKind::FrontMatter => "front_matter",
        }
    }
}

/// `changed ## 🚀 Launch (120 words)`, or a key of front matter in backticks.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind == ChangeKind::FrontMatter {
            return write!(f, "changed `{}`", self.name);
        }
        let plural = if self.words == 1 { "" } else { "s" };
        let (kind, name, words) = (self.kind.word(), &self.name, self.words);
        write!(f, "{kind} {name} ({words} word{plural})")
    }
}

/// Changed, added and moved parts in the order of `new`, then removed ones.
pub fn compare(old: &[Part], new: &[Part]) -> Vec<Change> {
    let alignment = align(&marks(new), &marks(old));
    let mut changes = Vec::new();
    let mut furthest = None;
    for (part, before) in new.iter().zip(&alignment) {
        let Some(at) = *before else {
            changes.push(change(ChangeKind::Added, part));
            continue;
        };
        if !old[at].digest.agrees(&part.digest) {
            changes.push(change(ChangeKind::Changed, part));
        } else if furthest.is_some_and(|furthest| at < furthest) {
            changes.push(change(ChangeKind::Moved, part));
        }
        furthest = furthest.max(Some(at));
    }
    let kept: HashSet<usize> = alignment.into_iter().flatten().collect();
    let gone = (0..old.len()).filter(|at| !kept.contains(at));
    changes.extend(gone.map(|at| change(ChangeKind::Removed, &old[at])));
    changes
}

fn change(kind: ChangeKind, part: &Part) -> Change {
    Change {
        kind,
        name: part.name.clone(),
        words: part.words,
    }
}

/// Sections by their names; parts that are none, such as the title, by theirs alone.
fn marks(parts: &[Part]) -> Vec<HeadingKey<'_>> {
    fn mark(part: &Part) -> HeadingKey<'_> {
        let level = part.name.bytes().take_while(|byte| *byte == b'#').count();
        HeadingKey {
            key: Some(&part.name),
            level: level as u8,
            emoji: match level {
                // never alike by order
                0 => part.name.as_str().into(),
                _ => emoji::key(&part.name).into(),
            },
        }
    }
    parts.iter().map(mark).collect()
}
