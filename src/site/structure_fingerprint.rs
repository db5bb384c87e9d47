//! The shape of a site: all that a page may be made of besides the theme and the articles that
//! were read for it.

use super::Site;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use std::hash::Hash;

impl Site {
    /// The same for two sites of one shape. Articles are the same in number and order, stand in
    /// the same lists and at the same addresses; what they say may differ.
    pub fn structure_fingerprint(&self) -> Fingerprint {
        // whoever adds to a site decides here whether pages are made of it
        let Site {
            config,
            stories,
            articles,
            tags,
            categories,
            authors,
            pages,
            hidden,
            lock,
            moved,
            story_ids,
            locations,
            dated,
            listed,
            keys,
            hidden_keys,
            others,
            frames,
            pictures,
            // found from what is above
            hosts: _,
            related: _,
            searched: _,
            planned: _,
            positions: _,
            paths: _,
            names: _,
            // notes what it is made of
            translation_statuses: _,
            // changes with every build: no page that is made of it is used again
            now: _,
        } = self;
        let mut hasher = FingerprintHasher::default();
        format!("{config:?}").hash(&mut hasher);
        (stories, tags, categories, authors).hash(&mut hasher);
        (pages, hidden, lock, story_ids, locations).hash(&mut hasher);
        (dated, listed, others, frames, pictures).hash(&mut hasher);
        for article in articles {
            article.path.hash(&mut hasher);
        }
        // in no order
        sum(keys).hash(&mut hasher);
        sum(hidden_keys).hash(&mut hasher);
        sum(moved).hash(&mut hasher);
        hasher.fingerprint()
    }
}

fn sum<T: Hash>(all: impl IntoIterator<Item = T>) -> u128 {
    let one = |one: T| {
        let mut hasher = FingerprintHasher::default();
        one.hash(&mut hasher);
        hasher.fingerprint().digest
    };
    all.into_iter().map(one).fold(0, u128::wrapping_add)
}
