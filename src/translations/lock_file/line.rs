//! [`Line`]: one line of `griot.lock`, of an article, of a section or of an address, as it is written.

use super::super::published_addresses::PublishedAddress;
use super::{Acceptance, AcceptedBy, AcceptedSection, LockRecord, SectionDigest, TextDigest};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// The keys of a line. A line with `section` is about a section, one with `forgotten` about an
/// address, any other about an article.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Empty on the line of an address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub story: String,
    pub lang: String,
    /// An address that leads nowhere, and that an author gave up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forgotten: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The original's language: the article was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub front: BTreeMap<String, TextDigest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// 2 for the second section of one name, and so on.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub nth: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<TextDigest>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation: Option<TextDigest>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub blob: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AcceptedBy>,
    /// The acceptance of format 1, all sections on one line.
    #[serde(default, skip_serializing)]
    accepted: Option<Format1Acceptance>,
}

fn one() -> usize {
    1
}

fn is_one(number: &usize) -> bool {
    *number == 1
}

/// An acceptance in format 1, which knew the day alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Format1Acceptance {
    on: Date,
    of: String,
    #[serde(default)]
    front: BTreeMap<String, TextDigest>,
    #[serde(default)]
    parts: Vec<Format1Section>,
}

/// `5f3a9c1d2e4b6a70 120 ## 🚀 Launch`
#[derive(Debug)]
struct Format1Section(SectionDigest);

impl<'de> Deserialize<'de> for Format1Section {
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
        read()
            .map(Format1Section)
            .ok_or_else(|| serde::de::Error::custom(expected))
    }
}

impl Line {
    fn new(record: &LockRecord) -> Self {
        Line {
            story: record.story.clone(),
            ..Line::of_language(&record.lang)
        }
    }

    /// The line of an address that was given up.
    pub fn of_forgotten(address: &PublishedAddress) -> Self {
        Line {
            forgotten: Some(address.url.clone()),
            ..Line::of_language(&address.lang)
        }
    }

    fn of_language(lang: &str) -> Self {
        Line {
            story: String::new(),
            lang: lang.to_string(),
            forgotten: None,
            url: None,
            of: None,
            front: BTreeMap::new(),
            section: None,
            nth: 1,
            words: None,
            original: None,
            translation: None,
            blob: String::new(),
            at: None,
            by: None,
            accepted: None,
        }
    }

    /// The lines of a record: the article, then its sections.
    pub fn of_record(record: &LockRecord) -> Vec<Line> {
        let url = Some(record.url.clone());
        let Some(accepted) = &record.accepted else {
            return vec![Line {
                url,
                ..Line::new(record)
            }];
        };
        let mut lines = vec![Line {
            url,
            of: Some(accepted.of.clone()),
            front: accepted.front.clone(),
            at: Some(accepted.at),
            by: Some(accepted.by),
            ..Line::new(record)
        }];
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for section in &accepted.sections {
            let original = &section.original;
            let count = counts.entry(&original.name).or_default();
            *count += 1;
            lines.push(Line {
                section: Some(original.name.clone()),
                nth: *count,
                words: Some(original.words),
                original: Some(original.digest),
                translation: section.translation,
                blob: section.blob.clone(),
                at: Some(section.at),
                by: Some(section.by),
                ..Line::new(record)
            });
        }
        lines
    }

    /// A key that a line of its kind must have, and that this one lacks.
    pub fn missing_key(&self) -> Option<&'static str> {
        if self.forgotten.is_some() {
            return None;
        }
        if self.story.is_empty() {
            return Some("story");
        }
        let has = match self.section {
            Some(_) => [
                ("original", self.original.is_some()),
                ("at", self.at.is_some()),
            ],
            None => [
                ("url", self.url.is_some()),
                ("at", self.of.is_none() || self.at.is_some()),
            ],
        };
        let missing = has.into_iter().find(|(_, has)| !has);
        missing.map(|(key, _)| key)
    }

    /// The acceptance of an article's line, without the sections that have lines of their own.
    pub fn acceptance(&mut self) -> Option<Acceptance> {
        if let Some(accepted) = self.accepted.take() {
            return Some(accepted.upgrade());
        }
        Some(Acceptance {
            at: self.at?,
            by: self.by.unwrap_or(AcceptedBy::Person),
            of: self.of.take()?,
            front: std::mem::take(&mut self.front),
            sections: Vec::new(),
        })
    }

    /// The section of a section's line.
    pub fn accepted_section(self) -> Option<AcceptedSection> {
        Some(AcceptedSection {
            original: SectionDigest {
                name: self.section?,
                words: self.words.unwrap_or_default(),
                digest: self.original?,
            },
            translation: self.translation,
            blob: self.blob,
            at: self.at?,
            by: self.by.unwrap_or(AcceptedBy::Person),
        })
    }
}

impl Format1Acceptance {
    fn upgrade(self) -> Acceptance {
        let midnight = self.on.to_datetime(Time::midnight());
        let at = Offset::UTC.to_timestamp(midnight).unwrap_or_default();
        let by = AcceptedBy::Person;
        let sections = self
            .parts
            .into_iter()
            .map(|Format1Section(original)| AcceptedSection {
                original,
                translation: None,
                blob: String::new(),
                at,
                by,
            });
        Acceptance {
            at,
            by,
            of: self.of,
            front: self.front,
            sections: sections.collect(),
        }
    }
}
