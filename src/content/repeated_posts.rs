//! Tells apart posts that have one name and different dates, such as a review of each week.
//!
//! The key of a post in `_posts` has no date, so that a translation of another day is found. Where
//! two posts of one language would be the same story by that, all of that name take their keys
//! with the date.

use super::parse_source_file::SourceFile;
use crate::config::Lang;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Gives repeated posts their keys with the date.
pub fn separate_repeated_posts(sources: &mut [Arc<SourceFile>]) {
    let repeated = repeated_keys(sources);
    if repeated.is_empty() {
        return;
    }
    for source in sources.iter_mut().filter(|source| is_post(source)) {
        if repeated.contains(&source.path_info.key) {
            let path_info = &mut Arc::make_mut(source).path_info;
            path_info.key = path_info.dated_key.take().unwrap_or_default();
        }
    }
}

/// The keys that posts of one language have with different dates.
fn repeated_keys(sources: &[Arc<SourceFile>]) -> HashSet<String> {
    let mut dated_keys: HashMap<(&str, Lang), Option<&String>> = HashMap::new();
    let mut repeated = HashSet::new();
    for source in sources.iter().filter(|source| is_post(source)) {
        let path_info = &source.path_info;
        let dated_key = path_info.dated_key.as_ref();
        let first = dated_keys.entry((&path_info.key, source.lang));
        if *first.or_insert(dated_key) != dated_key {
            repeated.insert(path_info.key.clone());
        }
    }
    repeated
}

/// Whether the key of a file is that of a post in `_posts`.
fn is_post(source: &SourceFile) -> bool {
    source.path_info.dated_key.is_some() && source.front.translation_key.is_none()
}
