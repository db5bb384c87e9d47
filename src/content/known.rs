//! What is known of content from an earlier run: parsed files and told stories.
//!
//! A parsed file depends on its bytes and the settings alone, a told story on its files and
//! the settings alone. Whoever keeps this forgets a file when its bytes changed, and all when
//! the settings did. Never looks at a disk.

use super::load::SourceFile;
use super::pair::{Group, PairedStory};
use crate::diagnostic::Diagnostic;
use crate::markdown::Grammars;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One file as it was read: what it says, and what is wrong with it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Parsed {
    pub path: Arc<str>,
    /// `None` when it could not be read.
    pub source: Option<Arc<SourceFile>>,
    pub problems: Vec<Diagnostic>,
}

/// Files and stories of an earlier run.
#[derive(Debug, Default)]
pub struct Known {
    /// Sorted by path.
    files: Vec<Parsed>,
    /// In the order of their keys.
    stories: Vec<(Group, Arc<PairedStory>)>,
    /// Those that code was highlighted by.
    grammars: Arc<Grammars>,
}

impl Known {
    /// Drops what is known of the file at `path`, which is to be read again.
    pub fn forget(&mut self, path: &str) {
        if let Ok(at) = self.files.binary_search_by(|file| (*file.path).cmp(path)) {
            self.files.remove(at);
        }
    }

    /// The files at `paths`, which are sorted: those that are known, and what `parse` makes of
    /// the rest.
    pub(super) fn parsed(
        &mut self,
        paths: Vec<Arc<str>>,
        diagnostics: &mut Vec<Diagnostic>,
        parse: impl FnOnce(Vec<Arc<str>>, &Arc<Grammars>) -> Vec<Parsed>,
    ) -> Vec<Arc<SourceFile>> {
        let mut old = std::mem::take(&mut self.files).into_iter().peekable();
        let mut new = Vec::new();
        let known: Vec<Option<Parsed>> = paths
            .into_iter()
            .map(|path| {
                // most are the same, which is seen without looking at their names
                let mut known = old.next_if(|file| Arc::ptr_eq(&file.path, &path));
                if known.is_none() {
                    while old.next_if(|file| file.path < path).is_some() {}
                    known = old.next_if(|file| file.path == path);
                }
                if known.is_none() {
                    new.push(path);
                }
                known
            })
            .collect();
        let mut new = parse(new, &self.grammars).into_iter();
        self.grammars.clear_highlighted();
        let files = known
            .into_iter()
            .filter_map(|known| known.or_else(|| new.next()));
        self.files = files.collect();
        let problems = self.files.iter().flat_map(|file| &file.problems);
        diagnostics.extend(problems.cloned());
        let sources = self.files.iter().filter_map(|file| file.source.clone());
        sources.collect()
    }

    /// The stories of `groups`, which are in the order of their keys: those that are known, and
    /// what `pair_group` makes of the rest.
    pub(super) fn told(
        &mut self,
        groups: Vec<Group>,
        pair_group: impl FnOnce(Vec<Group>) -> Vec<PairedStory>,
    ) -> Vec<Arc<PairedStory>> {
        let mut old = std::mem::take(&mut self.stories).into_iter().peekable();
        let mut told: Vec<(Group, Option<Arc<PairedStory>>)> = Vec::with_capacity(groups.len());
        for group in groups {
            while old.next_if(|(other, _)| key(other) < key(&group)).is_some() {}
            let known = old.next_if(|(other, _)| is_same(other, &group));
            told.push((group, known.map(|(_, told)| told)));
        }
        let new = told.iter().filter(|(_, known)| known.is_none());
        let mut new = pair_group(new.map(|(group, _)| group.clone()).collect()).into_iter();
        for (group, known) in told {
            // there are as many new ones as groups that were not known
            if let Some(told) = known.or_else(|| new.next().map(Arc::new)) {
                self.stories.push((group, told));
            }
        }
        self.stories.iter().map(|(_, told)| told.clone()).collect()
    }
}

fn key(group: &Group) -> &str {
    group.first().map_or("", |source| source.key())
}

/// Whether both are made of the same files, parsed once.
fn is_same(a: &Group, b: &Group) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}
