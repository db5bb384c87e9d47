//! The structure fingerprint: everything that a page may depend on besides the theme, the
//! translations and the articles that it reads.

use super::Site;
use super::index::SiteIndex;
use super::routes::Routes;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use std::hash::Hash;

impl Site {
    /// Equal for two sites with the same structure: the same number of articles in the same order,
    /// in the same lists and at the same locations. The texts of articles may differ.
    pub fn structure_fingerprint(&self) -> Fingerprint {
        let mut hasher = FingerprintHasher::default();
        // no `..`: a new field does not compile before its line here says whether pages depend on it
        let Site {
            routes,
            pages,
            pictures,
            // computed from `pages`
            page_index: _,
            // such files are not among `pages`
            markup_files: _,
        } = self;
        routes.hash_structure(&mut hasher);
        (pages, pictures).hash(&mut hasher);
        hasher.fingerprint()
    }
}

impl Routes {
    fn hash_structure(&self, hasher: &mut FingerprintHasher) {
        let Routes {
            index,
            locations,
            frame_sources,
            has_threads,
            // computed from the settings
            hosts: _,
            // computed from the articles and locations
            names: _,
            search_indexes: _,
        } = self;
        index.hash_structure(hasher);
        (locations, frame_sources, has_threads).hash(hasher);
    }
}

impl SiteIndex {
    fn hash_structure(&self, hasher: &mut FingerprintHasher) {
        let SiteIndex {
            config,
            stories,
            articles,
            tags,
            categories,
            authors,
            hidden,
            story_ids,
            dated,
            listed,
            leads,
            undated,
            keys,
            hidden_keys,
            other_files,
            // computed from the fields above
            related: _,
            positions: _,
            paths: _,
            // no page shows it
            next_due: _,
            // changes with every build: no page that depends on it is used again
            now,
        } = self;
        match postcard::to_stdvec(config) {
            Ok(settings) => settings.hash(hasher),
            // settings that cannot be compared are taken for new ones
            Err(_) => now.hash(hasher),
        }
        (stories, tags, categories, authors, hidden, story_ids).hash(hasher);
        (dated, listed, leads, other_files).hash(hasher);
        for article in articles {
            article.path.hash(hasher);
        }
        // every page shows the titles of these
        for id in undated.iter().flatten() {
            (id, &articles[id.0 as usize].title).hash(hasher);
        }
        // these have no order
        sum(keys).hash(hasher);
        sum(hidden_keys).hash(hasher);
    }
}

/// The sum of the digests of some values, in whatever order they come.
fn sum<T: Hash>(all: impl IntoIterator<Item = T>) -> u128 {
    let one = |one: T| {
        let mut hasher = FingerprintHasher::default();
        one.hash(&mut hasher);
        hasher.fingerprint().digest
    };
    all.into_iter().map(one).fold(0, u128::wrapping_add)
}
