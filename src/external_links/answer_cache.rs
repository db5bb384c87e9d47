//! What other sites answered lately.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell keeps a cache on the disk"
)]

use crate::check::LinkAnswer;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Below the site's folder.
const FOLDER: &str = ".griot/cache";

/// How long a page that is there is believed to stay.
const GOOD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Anything else is asked again soon: it may be mended.
const BAD: SignedDuration = SignedDuration::from_hours(1);

pub struct Cache {
    path: PathBuf,
    now: Timestamp,
    links: BTreeMap<String, Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    at: Timestamp,
    answer: LinkAnswer,
}

impl Cache {
    /// What is still believed. A cache that cannot be read is an empty one.
    pub fn read(root: &Path, now: Timestamp) -> Self {
        let path = root.join(FOLDER).join("links.json");
        let text = fs::read(&path).unwrap_or_default();
        let mut links: BTreeMap<String, Entry> = serde_json::from_slice(&text).unwrap_or_default();
        links.retain(|_, entry| entry.is_fresh(now));
        Cache { path, now, links }
    }

    pub fn get(&self, url: &str) -> Option<&LinkAnswer> {
        self.links.get(url).map(|entry| &entry.answer)
    }

    pub fn put(&mut self, url: String, answer: LinkAnswer) {
        let at = self.now;
        self.links.insert(url, Entry { at, answer });
    }

    /// Puts the new file in the place of the old one in one step. Without it, the next check
    /// asks again: that is no reason to fail.
    pub fn write(&self) {
        let _ = self.try_to_write();
    }

    fn try_to_write(&self) -> io::Result<()> {
        let new = self.path.with_extension("json.new");
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&new, serde_json::to_vec_pretty(&self.links)?)?;
        fs::rename(&new, &self.path)
    }
}

impl Entry {
    fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.at);
        let believed = match self.answer {
            LinkAnswer::Alive => GOOD,
            _ => BAD,
        };
        !age.is_negative() && age < believed
    }
}
