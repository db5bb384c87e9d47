//! Which files a site has and how they looked when they were last seen, so that what changed
//! is known by its path.
//!
//! The names are in memory; text is read from the disk when it is asked for. What changed is
//! found by looking, never by believing an event.

#![expect(clippy::disallowed_methods, reason = "the shell looks at the disk")]

use crate::content::{Files, Listing};
use crate::diagnostic::Diagnostic;
use crate::disk::Disk;
use crate::pipeline::SETTINGS;
use crate::translations::lock_file::LOCK;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, BufRead};
use std::ops::Bound;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// All that a site is made of.
pub const SOURCES: [&str; 5] = [SETTINGS, LOCK, "content", "static", "themes"];

/// Those of them that are files.
pub const FILES: usize = 2;

/// Clocks of file systems stand still for some milliseconds: a file that was written within
/// this time may be written again without a new time.
const TICK: Duration = Duration::from_millis(50);

/// The files of a site, as they were seen.
pub struct Snapshot {
    pub disk: Disk,
    files: BTreeMap<Arc<str>, FileState>,
    /// What could not be listed, by path.
    problems: BTreeMap<Arc<str>, Diagnostic>,
}

/// How a file looked.
#[derive(Debug, PartialEq, Eq)]
struct FileState {
    length: u64,
    times: Times,
    /// Of the bytes of a file that was written just before it was seen.
    digest: Option<[u8; 32]>,
}

impl Snapshot {
    /// A site of which nothing was seen yet.
    pub fn new(disk: Disk) -> Self {
        Snapshot {
            disk,
            files: BTreeMap::new(),
            problems: BTreeMap::new(),
        }
    }

    /// Looks at everything. Gives the paths that changed since it was last looked at.
    pub fn look_at_all(&mut self) -> Vec<Arc<str>> {
        let sources = SOURCES.iter();
        sources.flat_map(|path| self.look(path)).collect()
    }

    /// Looks at one file, or a folder and all that is below it. Gives the paths that changed.
    pub fn look(&mut self, path: &str) -> Vec<Arc<str>> {
        let listing = self.listed(path);
        let mut changed = self.keep_problems(path, listing.problems);
        let mut gone = self.take(path);
        let seen: Vec<Option<FileState>> = listing
            .files
            .par_iter()
            .map(|path| self.see(path, gone.get(path)))
            .collect();
        for (path, seen) in listing.files.into_iter().zip(seen) {
            let before = gone.remove(&path);
            let Some(seen) = seen else {
                // it went away after it was listed
                changed.extend(before.map(|_| path));
                continue;
            };
            if before.is_none_or(|before| !before.is_same(&seen)) {
                changed.push(path.clone());
            }
            self.files.insert(path, seen);
        }
        changed.extend(gone.into_keys());
        changed
    }

    fn listed(&self, path: &str) -> Listing {
        // whoever links the settings to another place may do so: they are no page
        if SOURCES[..FILES].contains(&path) && self.disk.has(path) {
            let files = vec![path.into()];
            return Listing {
                files,
                ..Listing::default()
            };
        }
        self.disk.list(path)
    }

    /// Takes the place of what was wrong at and below a path.
    fn keep_problems(&mut self, path: &str, problems: Vec<Diagnostic>) -> Vec<Arc<str>> {
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

    /// Takes out what was seen at and below a path.
    fn take(&mut self, path: &str) -> BTreeMap<Arc<str>, FileState> {
        let paths = below(&self.files, path).into_iter();
        let files = paths.filter_map(|path| self.files.remove_entry(&path));
        files.collect()
    }

    fn see(&self, path: &str, before: Option<&FileState>) -> Option<FileState> {
        let file = self.disk.root.join(path);
        let metadata = fs::metadata(file).ok()?;
        let times = Times::of(&metadata);
        let fresh = times.newest().is_none_or(|time| {
            // a time of tomorrow is as good as one of just now
            time.elapsed().map_or(true, |age| age < TICK)
        });
        let doubtful = before.is_some_and(|before| before.digest.is_some());
        let digest = (fresh || doubtful).then(|| self.digest(path)).flatten();
        Some(FileState {
            length: metadata.len(),
            times,
            digest,
        })
    }

    fn digest(&self, path: &str) -> Option<[u8; 32]> {
        let file = fs::File::open(self.disk.root.join(path)).ok()?;
        let mut file = io::BufReader::new(file);
        let mut digest = Sha256::new();
        loop {
            let piece = file.fill_buf().ok()?;
            if piece.is_empty() {
                return Some(digest.finalize().into());
            }
            digest.update(piece);
            let length = piece.len();
            file.consume(length);
        }
    }
}

impl FileState {
    fn is_same(&self, now: &FileState) -> bool {
        let looks_so = self.length == now.length && self.times == now.times;
        match (self.digest, now.digest) {
            (Some(before), Some(now)) => before == now,
            _ => looks_so,
        }
    }
}

/// Paths of a map at and below one.
fn below<T>(map: &BTreeMap<Arc<str>, T>, path: &str) -> Vec<Arc<str>> {
    // `/` may stand between other names that begin alike: `a.md` and `a/b.md`
    let range = map.range::<str, _>((Bound::Included(path), Bound::Unbounded));
    let alike = range.map(|(other, _)| other);
    let alike = alike.take_while(|other| other.starts_with(path));
    let at = |other: &&Arc<str>| matches!(other.as_bytes().get(path.len()), None | Some(b'/'));
    alike.filter(at).cloned().collect()
}

/// When a file was written and, where the system says so, when anything of it last changed,
/// and which file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    modified: Option<SystemTime>,
    #[cfg(unix)]
    changed: (i64, i64),
    #[cfg(unix)]
    file: u64,
}

impl Times {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Times {
            modified: metadata.modified().ok(),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            file: metadata.ino(),
        }
    }

    #[cfg(not(unix))]
    fn of(metadata: &Metadata) -> Self {
        Times {
            modified: metadata.modified().ok(),
        }
    }

    #[cfg(unix)]
    fn newest(&self) -> Option<SystemTime> {
        let (seconds, nanos) = self.changed;
        let since = Duration::new(seconds.try_into().ok()?, nanos.try_into().ok()?);
        Some(SystemTime::UNIX_EPOCH + since)
    }

    #[cfg(not(unix))]
    fn newest(&self) -> Option<SystemTime> {
        self.modified
    }
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

    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), Diagnostic> {
        self.disk.begin(path, most)
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.disk.has_folder(path)
    }
}
