//! The shape of a site: all that a page may be made of besides the theme and the articles that
//! were read for it.

use super::Site;
use crate::mark::{Mark, Marker};
use std::hash::Hash;

impl Site {
    /// The same for two sites of one shape. Articles are the same in number and order, stand in
    /// the same lists and at the same addresses; what they say may differ.
    pub fn shape(&self) -> Mark {
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
            standings: _,
            // changes with every build: no page that is made of it is used again
            now: _,
        } = self;
        let mut marker = Marker::default();
        format!("{config:?}").hash(&mut marker);
        (stories, tags, categories, authors).hash(&mut marker);
        (pages, hidden, lock, story_ids, locations).hash(&mut marker);
        (dated, listed, others, frames, pictures).hash(&mut marker);
        for article in articles {
            article.path.hash(&mut marker);
        }
        // in no order
        sum(keys).hash(&mut marker);
        sum(hidden_keys).hash(&mut marker);
        sum(moved).hash(&mut marker);
        marker.mark()
    }
}

fn sum<T: Hash>(all: impl IntoIterator<Item = T>) -> u128 {
    let one = |one: T| {
        let mut marker = Marker::default();
        one.hash(&mut marker);
        marker.mark().digest
    };
    all.into_iter().map(one).fold(0, u128::wrapping_add)
}
