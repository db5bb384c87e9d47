//! A cache of recent answers of other sites, one entry of a store.
//!
//! Forgets old answers when it is read. Never fails: a cache that cannot be read is empty, and
//! one that cannot be written only costs the next check some requests.

use crate::cache::{Key, Store};
use crate::check::LinkAnswer;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long the cache keeps the answer that a page exists.
const ALIVE_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);

/// How long it keeps any other answer: the author may correct the link.
const OTHER_AGE: SignedDuration = SignedDuration::from_hours(1);

/// Recent answers by address.
pub struct AnswerCache<'s> {
    store: &'s dyn Store,
    now: Timestamp,
    links: BTreeMap<String, CachedAnswer>,
}

#[derive(Debug, Serialize, Deserialize)]
struct CachedAnswer {
    at: Timestamp,
    answer: LinkAnswer,
}

impl<'s> AnswerCache<'s> {
    /// Reads the answers that are recent enough.
    pub fn read(store: &'s dyn Store, now: Timestamp) -> Self {
        let text = store.get(&key()).unwrap_or_default();
        let mut links: BTreeMap<String, CachedAnswer> =
            serde_json::from_slice(&text).unwrap_or_default();
        links.retain(|_, cached| cached.is_fresh(now));
        AnswerCache { store, now, links }
    }

    pub fn get(&self, url: &str) -> Option<&LinkAnswer> {
        self.links.get(url).map(|cached| &cached.answer)
    }

    pub fn put(&mut self, url: String, answer: LinkAnswer) {
        let at = self.now;
        self.links.insert(url, CachedAnswer { at, answer });
    }

    /// Replaces the entry. Ignores errors: without it, the next check requests the pages again.
    pub fn write(&self) {
        if let Ok(text) = serde_json::to_vec(&self.links) {
            self.store.put(&key(), &text);
        }
    }
}

fn key() -> Key {
    Key::new("answers of other sites", 1)
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
