//! [`PairedStoryCache`]: keeps paired stories in memory between the rebuilds of a preview.
//!
//! A paired story depends on its parsed files and the settings alone: a story whose files are the
//! very same values is a hit.

use super::article::Article;
use super::parse_source_file::SourceFile;
use crate::diagnostic::Diagnostic;
use std::sync::Arc;

/// The files of one story, by path.
pub type Group = Vec<Arc<SourceFile>>;

/// One story by itself, before it gets a number.
#[derive(Debug)]
pub struct PairedStory {
    /// The story's key, by front matter or path.
    pub key: Arc<str>,
    /// The keys that the paths of its files give.
    pub keys: Vec<Arc<str>>,
    /// The path of the original.
    pub original: Option<Arc<str>>,
    /// In the order of the languages, hidden ones too.
    pub articles: Vec<Arc<Article>>,
    /// Problems of the story.
    pub problems: Vec<Diagnostic>,
}

/// Stories of an earlier run, in the order of their keys.
#[derive(Debug, Default)]
pub struct PairedStoryCache {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    group: Group,
    story: Arc<PairedStory>,
}

impl PairedStoryCache {
    /// The stories of `groups`, which are in the order of their keys: hits, and the results of
    /// `pair` for the rest. Afterwards the cache holds all of them.
    pub(super) fn stories(
        &mut self,
        groups: Vec<Group>,
        pair: impl FnOnce(Vec<Group>) -> Vec<PairedStory>,
    ) -> Vec<Arc<PairedStory>> {
        let mut old = std::mem::take(&mut self.entries).into_iter().peekable();
        let mut hits: Vec<Option<Arc<PairedStory>>> = Vec::with_capacity(groups.len());
        let mut misses = Vec::new();
        for group in &groups {
            while old
                .next_if(|entry| key(&entry.group) < key(group))
                .is_some()
            {}
            let hit = old.next_if(|entry| is_same(&entry.group, group));
            if hit.is_none() {
                misses.push(group.clone());
            }
            hits.push(hit.map(|entry| entry.story));
        }
        let mut paired = pair(misses).into_iter().map(Arc::new);
        let stories = hits
            .into_iter()
            .filter_map(|hit| hit.or_else(|| paired.next()));
        let entries = groups.into_iter().zip(stories);
        self.entries = entries
            .map(|(group, story)| Entry { group, story })
            .collect();
        self.entries
            .iter()
            .map(|entry| entry.story.clone())
            .collect()
    }
}

fn key(group: &Group) -> &str {
    group.first().map_or("", |source| source.key())
}

/// Whether both groups hold the very same files.
fn is_same(a: &Group, b: &Group) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}
