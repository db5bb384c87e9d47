//! [`Snapshot`]: the files of a site and their states, to find which ones changed.
//!
//! Names and states are in memory; content is read from the disk when it is needed. Changes are
//! found by looking at files, never by trusting an event of the watcher.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell waits for a file that is being written"
)]

use crate::config::SETTINGS;
use crate::confined_folder::now;
use crate::content::{FileBytes, FileStart, Files, Listing};
use crate::diagnostic::Diagnostic;
use crate::file_state::FileState;
use crate::fingerprint::Fingerprint;
use crate::site_folder::SiteFolder;
use crate::translations::lock_file::LOCK;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The files and folders that a site is made of.
pub const SOURCES: [&str; 5] = [SETTINGS, LOCK, "content", "static", "themes"];

/// How many of them are files.
pub const FILES: usize = 2;

/// How long a file that became empty is waited for: many programs empty a file before they write it.
const MOST_WAIT: Duration = Duration::from_millis(300);

/// The files of a site and the state of each.
pub struct Snapshot {
    /// The site's folder.
    pub disk: SiteFolder,
    files: BTreeMap<Arc<str>, FileState>,
    /// Files and folders that could not be listed, by path.
    problems: BTreeMap<Arc<str>, Diagnostic>,
}

impl Snapshot {
    /// A snapshot without any file yet.
    pub fn new(disk: SiteFolder) -> Self {
        Snapshot {
            disk,
            files: BTreeMap::new(),
            problems: BTreeMap::new(),
        }
    }

    /// Updates the whole snapshot, and gives the paths that changed.
    pub fn update_all(&mut self) -> Vec<Arc<str>> {
        let sources = SOURCES.iter();
        sources.flat_map(|path| self.update(path)).collect()
    }

    /// Updates one file, or a folder and everything below it, and gives the paths that changed.
    pub fn update(&mut self, path: &str) -> Vec<Arc<str>> {
        let listing = self.disk.list(path);
        let mut changed = self.replace_problems(path, listing.problems);
        let mut gone = self.take(path);
        if let [file] = listing.files.as_slice() {
            self.wait_until_written(file, gone.get(file));
        }
        let states: Vec<Option<FileState>> = listing
            .files
            .par_iter()
            .map(|path| self.file_state(path, gone.get(path)))
            .collect();
        for (path, state) in listing.files.into_iter().zip(states) {
            let before = gone.remove(&path);
            let Some(state) = state else {
                // the file was removed after it was listed
                changed.extend(before.map(|_| path));
                continue;
            };
            if before.is_none_or(|before| !before.is_unchanged(&state)) {
                changed.push(path.clone());
            }
            self.files.insert(path, state);
        }
        changed.extend(gone.into_keys());
        changed
    }

    /// Replaces the problems at and below a path.
    fn replace_problems(&mut self, path: &str, problems: Vec<Diagnostic>) -> Vec<Arc<str>> {
        let before = below(&self.problems, path);
        let same = before.len() == problems.len()
            && problems
                .iter()
                .all(|problem| self.problems.get(&problem.path) == Some(problem));
        if same {
            return Vec::new();
        }
        before.iter().for_each(|path| {
            self.problems.remove(path);
        });
        let new = problems.into_iter();
        self.problems
            .extend(new.map(|problem| (problem.path.clone(), problem)));
        vec![path.into()]
    }

    /// Removes the files at and below a path, and gives their states.
    fn take(&mut self, path: &str) -> BTreeMap<Arc<str>, FileState> {
        let paths = below(&self.files, path).into_iter();
        let files = paths.filter_map(|path| self.files.remove_entry(&path));
        files.collect()
    }

    /// Waits while a file is empty that was not.
    fn wait_until_written(&self, path: &str, before: Option<&FileState>) {
        let start = Instant::now();
        let bytes = || {
            let folder = self.disk.folder().ok()?;
            Some(folder.entry(path).ok()??.state?.bytes)
        };
        while before.is_some_and(|before| before.bytes > 0)
            && bytes() == Some(0)
            && start.elapsed() < MOST_WAIT
        {
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// The state of a file now; `None` where it no longer exists. The content counts where size
    /// and times do not decide, for the state before or for this one.
    fn file_state(&self, path: &str, before: Option<&FileState>) -> Option<FileState> {
        let folder = self.disk.folder().ok()?;
        let mut state = folder.entry(path).ok()??.state?;
        let is_settled = now().is_some_and(|now| state.is_settled(now));
        let was_doubtful = before.is_some_and(|before| before.fingerprint.is_some());
        if !is_settled || was_doubtful {
            let file = folder.open_file(path).ok()?;
            state.fingerprint = Fingerprint::read(file, |_| Ok(())).ok();
        }
        Some(state)
    }
}

/// Paths of a map at and below one.
fn below<T>(map: &BTreeMap<Arc<str>, T>, path: &str) -> Vec<Arc<str>> {
    // names with the same beginning may sort between: `a.md`, `a/b.md`
    let range = map.range::<str, _>((Bound::Included(path), Bound::Unbounded));
    let similar = range.map(|(other, _)| other);
    let similar = similar.take_while(|other| other.starts_with(path));
    let at = |other: &&Arc<str>| matches!(other.as_bytes().get(path.len()), None | Some(b'/'));
    similar.filter(at).cloned().collect()
}

impl Files for Snapshot {
    fn list(&self, folder: &str) -> Listing {
        let problems = below(&self.problems, folder).into_iter();
        Listing {
            files: below(&self.files, folder),
            problems: problems
                .filter_map(|path| self.problems.get(&path).cloned())
                .collect(),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        self.disk.read(path)
    }

    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        self.disk.read_with_state(path)
    }

    fn read_start(&self, path: &str, most: usize) -> Result<FileStart, Diagnostic> {
        self.disk.read_start(path, most)
    }

    fn state(&self, path: &str) -> Option<FileState> {
        let state = self.files.get(path).copied();
        state.filter(|state| state.fingerprint.is_none())
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.disk.has_folder(path)
    }
}
