//! `griot.lock`: what each translation was last accepted against, and where pages were.
//!
//! Text in, [`Lock`] out, and back. One article is one line that says all about it, so that
//! git merges two branches line by line, even by `merge=union`: of two lines for one article
//! the later acceptance counts. Only `griot accept` writes the file.

mod digest;
mod read;
#[cfg(test)]
mod tests;

pub use digest::Digest;
pub use read::read;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Path of the file below the site's root.
pub const LOCK: &str = "griot.lock";

/// Everything that was accepted: by story, then language, each article once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Lock {
    pub records: Vec<Record>,
}

/// One article at the time it was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The story's key.
    pub story: String,
    /// A language code.
    pub lang: String,
    /// Path of its page: `/en/a-chip/`.
    pub url: String,
    /// What it was accepted against; `None` for an original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

/// The original of a translation when the two were last said to match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    pub on: Date,
    /// The original's language code.
    pub of: String,
    /// Front matter that all languages share, by key.
    #[serde(default)]
    pub front: BTreeMap<String, Digest>,
    /// Title, description, introduction, sections, notes, in the order of the text.
    #[serde(default)]
    pub parts: Vec<Part>,
}

/// A part of an article: what it is called, how long it is, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Part {
    /// `title`, `description`, `introduction`, `notes`, or a heading as in `## 🚀 Launch`.
    pub name: String,
    pub words: usize,
    pub digest: Digest,
}

const HEAD: &str = "\
# What each translation was last accepted against. Written by `griot accept`, and by nothing else.
# One line is one article. In a merge, keep the lines of both sides.
";

impl Lock {
    /// What is known of an article.
    pub fn get(&self, story: &str, lang: &str) -> Option<&Record> {
        let at = self.place(story, lang).ok()?;
        self.records.get(at)
    }

    /// Takes the place of what is known of the same article.
    pub fn put(&mut self, record: Record) {
        match self.place(&record.story, &record.lang) {
            Ok(at) => self.records[at] = record,
            Err(at) => self.records.insert(at, record),
        }
    }

    fn place(&self, story: &str, lang: &str) -> Result<usize, usize> {
        let key =
            |record: &'_ Record| (record.story.as_str(), record.lang.as_str()).cmp(&(story, lang));
        self.records.binary_search_by(key)
    }

    /// The file's text: sorted, so that the same lock gives the same bytes. What follows a
    /// line's dash is JSON, which is YAML as well.
    pub fn write(&self) -> String {
        let mut text = HEAD.to_string();
        for record in &self.records {
            text.push_str("- ");
            // strings, numbers and maps with keys of text: nothing that JSON cannot say
            text.push_str(&serde_json::to_string(record).unwrap_or_default());
            text.push('\n');
        }
        text
    }
}

/// `5f3a9c1d2e4b6a70 120 ## 🚀 Launch`
impl Serialize for Part {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{} {} {}",
            self.digest, self.words, self.name
        ))
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let read = || {
            let (digest, rest) = text.split_once(' ')?;
            let (words, name) = rest.split_once(' ')?;
            Some(Part {
                name: name.to_string(),
                words: words.parse().ok()?,
                digest: digest.parse().ok()?,
            })
        };
        let expected = "a part is a digest, a number of words and a name";
        read().ok_or_else(|| serde::de::Error::custom(expected))
    }
}
