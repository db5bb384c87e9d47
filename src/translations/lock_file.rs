//! `griot.lock`: what each translation was last accepted against, and the addresses of pages.
//!
//! Takes the text of the file; gives a [`Lock`], and text again. One line holds one article, so
//! that git merges two branches line by line, even with `merge=union`: of two lines for one
//! article the later acceptance counts. Only `griot accept` writes the file.

mod read;
#[cfg(test)]
mod tests;
mod text_digest;

pub use read::read;
pub use text_digest::TextDigest;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Path of the file below the site's root.
pub const LOCK: &str = "griot.lock";

/// Every record, sorted by story, then by language; each article once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Lock {
    /// The lines of the file.
    pub records: Vec<LockRecord>,
}

/// An article at the time of its last acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct LockRecord {
    /// Key of the story.
    pub story: String,
    /// Language code.
    pub lang: String,
    /// Path of its page: `/en/a-chip/`.
    pub url: String,
    /// The original that the article was accepted against; `None` for an original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// The original of a translation at the last acceptance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The day of the acceptance.
    pub on: Date,
    /// Language code of the original.
    pub of: String,
    /// Digests of the front matter that all languages share, by key.
    #[serde(default)]
    pub front: BTreeMap<String, TextDigest>,
    /// Title, description, introduction, sections, notes, in the order of the text.
    #[serde(default, rename = "parts")]
    pub sections: Vec<SectionDigest>,
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

const HEAD: &str = "\
# What each translation was last accepted against. Written by `griot accept`, and by nothing else.
# One line is one article. In a merge, keep the lines of both sides.
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
        let mut text = HEAD.to_string();
        for record in &self.records {
            text.push_str("- ");
            // cannot fail: a record holds strings, numbers and maps with text keys
            text.push_str(&serde_json::to_string(record).unwrap_or_default());
            text.push('\n');
        }
        text
    }
}

/// `5f3a9c1d2e4b6a70 120 ## 🚀 Launch`
impl Serialize for SectionDigest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{} {} {}",
            self.digest, self.words, self.name
        ))
    }
}

impl<'de> Deserialize<'de> for SectionDigest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let read = || {
            let (digest, rest) = text.split_once(' ')?;
            let (words, name) = rest.split_once(' ')?;
            Some(SectionDigest {
                name: name.to_string(),
                words: words.parse().ok()?,
                digest: digest.parse().ok()?,
            })
        };
        let expected = "a part is a digest, a number of words and a name";
        read().ok_or_else(|| serde::de::Error::custom(expected))
    }
}
