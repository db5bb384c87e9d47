//! A cache of recent answers of other sites, `.griot/cache/links.json`.
//!
//! Forgets old answers when it is read. Never fails: a cache that cannot be read is empty, and
//! one that cannot be written only costs the next check some requests.

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

/// The folder of the cache, below the site's folder.
const FOLDER: &str = ".griot/cache";

/// How long the cache keeps the answer that a page exists.
const ALIVE_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long it keeps any other answer: the author may correct the link.
const OTHER_AGE: SignedDuration = SignedDuration::from_hours(1);

/// Recent answers by address.
pub struct AnswerCache {
    path: PathBuf,
    now: Timestamp,
    links: BTreeMap<String, CachedAnswer>,
}

#[derive(Debug, Serialize, Deserialize)]
struct CachedAnswer {
    at: Timestamp,
    answer: LinkAnswer,
}

impl AnswerCache {
    /// Reads the answers that are recent enough.
    pub fn read(root: &Path, now: Timestamp) -> Self {
        let path = root.join(FOLDER).join("links.json");
        let text = fs::read(&path).unwrap_or_default();
        let mut links: BTreeMap<String, CachedAnswer> =
            serde_json::from_slice(&text).unwrap_or_default();
        links.retain(|_, cached| cached.is_fresh(now));
        AnswerCache { path, now, links }
    }

    pub fn get(&self, url: &str) -> Option<&LinkAnswer> {
        self.links.get(url).map(|cached| &cached.answer)
    }

    pub fn put(&mut self, url: String, answer: LinkAnswer) {
        let at = self.now;
        self.links.insert(url, CachedAnswer { at, answer });
    }

    /// Replaces the file in one step. Ignores errors: without the file, the next check
    /// requests the pages again.
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

impl CachedAnswer {
    fn is_fresh(&self, now: Timestamp) -> bool {
        let age = now.duration_since(self.at);
        let most = match self.answer {
            LinkAnswer::Alive => ALIVE_AGE,
            LinkAnswer::Later(_) => return false,
            _ => OTHER_AGE,
        };
        !age.is_negative() && age < most
    }
}
