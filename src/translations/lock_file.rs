//! `griot.lock`: what each translation was last accepted against, and the addresses of pages.
//!
//! Takes the text of the file; gives a [`Lock`], and text again. One line holds one article or one
//! accepted section, so that git merges two branches line by line, even with `merge=union`: of two
//! lines for one section the later acceptance counts. Only `griot accept` writes the file.

mod line;
mod read;
#[cfg(test)]
mod tests;
mod text_digest;

pub use read::{ReadLock, read, restore};
pub use text_digest::TextDigest;

use super::published_addresses::PublishedAddress;
use jiff::{SignedDuration, Timestamp};
use line::Line;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Path of the file below the site's root.
pub const LOCK: &str = "griot.lock";

/// Every record, sorted by story, then by language; each article once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Lock {
    /// An article each.
    pub records: Vec<LockRecord>,
    /// Addresses that lead nowhere, and that an author gave up.
    pub forgotten: BTreeSet<PublishedAddress>,
}

/// An article at the time of its last acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LockRecord {
    /// Key of the story.
    pub story: String,
    /// Language code.
    pub lang: String,
    /// Path of its page: `/en/a-chip/`.
    pub url: String,
    /// The original that the article was accepted against; `None` for an original.
    pub accepted: Option<Acceptance>,
}

/// The original of a translation at its acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Acceptance {
    /// When the whole article was last accepted, to the second.
    pub at: Timestamp,
    /// Who accepted it.
    pub by: AcceptedBy,
    /// Language code of the original.
    pub of: String,
    /// Digests of the front matter that all languages share, by key.
    pub front: BTreeMap<String, TextDigest>,
    /// Title, description, introduction, sections, notes, in the order of the text.
    pub sections: Vec<AcceptedSection>,
}

/// A section of an original at the time when its translation was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AcceptedSection {
    /// The section of the original.
    pub original: SectionDigest,
    /// The text of the translation's section; `None` where it has no counterpart.
    pub translation: Option<TextDigest>,
    /// The id that git gives to the content of the original's file; empty where it is not known.
    pub blob: String,
    /// When it was accepted, to the second: not before the whole article.
    pub at: Timestamp,
    /// Who accepted it.
    pub by: AcceptedBy,
}

/// Who accepted a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "lowercase")]
pub enum AcceptedBy {
    /// Somebody who read it.
    Person,
    /// The program that translated it: nobody read it yet.
    Machine,
}

/// A section of an article, or another part of it: name, length and digest.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SectionDigest {
    /// `title`, `description`, `introduction`, `notes`, or a heading as in `## 🚀 Launch`.
    pub name: String,
    /// Number of words.
    pub words: usize,
    /// Digest of the visible text.
    pub digest: TextDigest,
}

impl SectionDigest {
    /// Whether it is a heading with the text below it, and not the title or another part.
    pub fn is_below_heading(&self) -> bool {
        self.name.starts_with('#')
    }
}

/// The first line of the file, up to the number of its format.
const FORMAT: &str = "# griot.lock, format ";

/// The format that [`Lock::write`] writes.
const VERSION: u32 = 3;

const HEAD: &str = "\
# What each translation was last accepted against. Written by `griot accept`, and by nothing else.
# One line is one article, one accepted section or one address given up. In a merge, keep the lines of both sides.
";

impl Lock {
    /// The record of an article.
    pub fn get(&self, story: &str, lang: &str) -> Option<&LockRecord> {
        let at = self.place(story, lang).ok()?;
        self.records.get(at)
    }

    /// Adds a record, in the place of an older one of the same article.
    pub fn put(&mut self, record: LockRecord) {
        match self.place(&record.story, &record.lang) {
            Ok(at) => self.records[at] = record,
            Err(at) => self.records.insert(at, record),
        }
    }

    fn place(&self, story: &str, lang: &str) -> Result<usize, usize> {
        self.records.binary_search_by(|record| {
            let by_story = record.story.as_str().cmp(story);
            by_story.then_with(|| record.lang.as_str().cmp(lang))
        })
    }

    /// The text of the file: the same lock gives the same bytes. The part of a line after its dash
    /// is JSON, which is YAML as well.
    pub fn write(&self) -> String {
        let mut text = format!("{FORMAT}{VERSION}\n{HEAD}");
        let records = self.records.iter().flat_map(Line::of_record);
        for line in records.chain(self.forgotten.iter().map(Line::of_forgotten)) {
            text.push_str("- ");
            // cannot fail: a line holds strings, numbers and maps with text keys
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
        text
    }
}

impl Acceptance {
    /// The sections of the original, in order.
    pub fn originals(&self) -> Vec<&SectionDigest> {
        self.sections
            .iter()
            .map(|section| &section.original)
            .collect()
    }

    /// Moves the acceptance to a later time than `moment`, if it is not later already. Where git kept
    /// the lines from before and after a change, the later one counts, whatever the clocks said.
    pub fn later_than(mut self, moment: Timestamp) -> Self {
        let earliest = moment.saturating_add(SignedDuration::from_secs(1));
        let earliest = earliest.unwrap_or(moment);
        self.at = self.at.max(earliest);
        for section in &mut self.sections {
            section.at = section.at.max(earliest);
        }
        self
    }

    /// When the article or a section of it was last accepted.
    pub fn last(&self) -> Timestamp {
        let sections = self.sections.iter().map(|section| section.at);
        sections.fold(self.at, Timestamp::max)
    }
}
