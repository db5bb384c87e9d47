//! From pages to `public/`: everything is staged beside it first, and put in place only
//! when all of it is there. What did not change is not written again.
//!
//! Never touches a file that Griot did not write, and never writes outside the folder. Of
//! two builds of one site, the second waits for the first.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

mod incremental;
mod output_guard;
mod put_in_place;
mod record;
mod staging;

pub use incremental::{Failure, Progress, Work, publish_site};

use crate::config::SETTINGS;
use crate::fingerprint::Fingerprint;
use crate::render::Rendered;
use put_in_place::Commit;
use record::Record;
use staging::PROCESS;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{path}` {fact}")]
    Refused { path: String, fact: &'static str },
    #[error("cannot read `{path}`: {source}")]
    Read { path: String, source: io::Error },
    #[error("cannot write `{path}`: {source}")]
    Write { path: String, source: io::Error },
    #[error("{0}; part of the new pages is in place, and the next build puts the rest there")]
    Halfway(Box<Error>),
    #[error("`{path}` is there and was not written by Griot: move it to `static/` or remove it")]
    Foreign { path: String },
}

impl Error {
    fn halfway(self) -> Self {
        Error::Halfway(Box::new(self))
    }
}

/// What a publication did, in files.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Counts {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
    /// Paths that are no more, but hold what somebody else wrote there since.
    pub kept: Vec<String>,
}

/// A publication under way. Dropped before [`Publication::commit`], it leaves no trace.
pub struct Publication {
    root: PathBuf,
    out: PathBuf,
    staging: PathBuf,
    /// Locked: nobody else publishes into this folder meanwhile.
    _lock: File,
    /// Whether the folder was not there, or empty.
    fresh: bool,
    before: Record,
    /// Folders made in the staging folder.
    folders: Mutex<HashSet<String>>,
    /// Each path, and whether it was staged (else it is there already).
    files: Mutex<BTreeMap<String, (Fingerprint, bool)>>,
    /// Whether the staging folder is a journal, and the next build's to complete.
    promised: bool,
}

/// Completes what an earlier publication of the site at `root` into `out` was about to put in
/// place when it was stopped; gives the number of files. `told` is called as in
/// [`Publication::begin`].
pub fn complete(
    root: &Path,
    out: &Path,
    told: &dyn Fn(Option<u32>),
) -> Result<Option<usize>, Error> {
    let out = output_guard::checked(root, out)?;
    if !put_in_place::is_open(&out) {
        return Ok(None);
    }
    let _lock = lock(root, &out, told)?;
    put_in_place::complete(&out)
}

impl Publication {
    /// Begins to publish the site at `root` into `out`. Refuses, before anything is touched,
    /// a folder that is not ours to write. Where another build publishes there, waits for
    /// it, and calls `told` first with the number of its process, if that is known.
    pub fn begin(
        root: &Path,
        out: &Path,
        told: &dyn Fn(Option<u32>),
    ) -> Result<Publication, Error> {
        let out = output_guard::checked(root, out)?;
        let lock = lock(root, &out, told)?;
        put_in_place::complete(&out)?;
        let before = before(&out)?;
        let fresh = output_guard::is_empty(&out);
        let staging = staging::make_staging(&out)?;
        Ok(Publication {
            root: root.to_path_buf(),
            out,
            staging,
            _lock: lock,
            fresh,
            before,
            folders: Mutex::default(),
            files: Mutex::default(),
            promised: false,
        })
    }

    /// Whether a file stands in the folder that nobody touched since a build wrote just this
    /// there: then it stays.
    pub fn keeps(&self, path: &str, fingerprint: Fingerprint) -> bool {
        let known = self.before.files.get(path) == Some(&fingerprint);
        let file = known.then(|| fs::symlink_metadata(self.out.join(path)));
        let kept = file
            .and_then(Result::ok)
            .is_some_and(|file| self.before.vouches(path, &file));
        if kept {
            self.add(path, (fingerprint, false));
        }
        kept
    }

    /// Stages one file, if it is not there already, and gives its mark. `path` is below the
    /// folder, `/` between folders.
    pub fn stage(&self, path: &str, rendered: &Rendered) -> Result<Fingerprint, Error> {
        if path.contains('\n') {
            let path = path.replace('\n', "\\n");
            let fact = "has a line break in its name: give it another name";
            return Err(Error::Refused { path, fact });
        }
        let file = if self.fresh {
            (self.write(path, rendered)?, true)
        } else {
            let fingerprint = self.fingerprint(rendered)?;
            let there = self.is_there(path, fingerprint)?;
            if !there {
                self.check_way(path)?;
                self.write(path, rendered)?;
            }
            (fingerprint, !there)
        };
        self.add(path, file);
        Ok(file.0)
    }

    fn add(&self, path: &str, file: (Fingerprint, bool)) {
        // a lock is poisoned only when a thread panicked: then nothing is committed
        if let Ok(mut files) = self.files.lock() {
            files.insert(path.to_string(), file);
        }
    }

    /// Whether the folder holds this already. Somebody's file that does not is refused.
    fn is_there(&self, path: &str, fingerprint: Fingerprint) -> Result<bool, Error> {
        let current = self.out.join(path);
        let there = match fs::symlink_metadata(&current) {
            Ok(there) if !there.is_dir() => there,
            _ => return Ok(false),
        };
        let known = self.before.files.get(path);
        let vouched = known == Some(&fingerprint) && self.before.vouches(path, &there);
        let same = vouched || (there.is_file() && fingerprint.is_of(&current));
        if !same && known.is_none() {
            let path = current.display().to_string();
            return Err(Error::Foreign { path });
        }
        Ok(same)
    }

    fn check_way(&self, path: &str) -> Result<(), Error> {
        let foreign = output_guard::foreign_on_way(&self.out, path, &self.before.files);
        foreign.map_or(Ok(()), |path| {
            let path = self.out.join(path).display().to_string();
            Err(Error::Foreign { path })
        })
    }

    fn fingerprint(&self, rendered: &Rendered) -> Result<Fingerprint, Error> {
        match rendered {
            Rendered::Bytes(bytes) => Ok(Fingerprint::of(bytes)),
            Rendered::Copy(source) => {
                Fingerprint::read(self.open(source)?, |_| Ok(())).map_err(read_error(source))
            }
        }
    }

    fn write(&self, path: &str, rendered: &Rendered) -> Result<Fingerprint, Error> {
        let target = self.staging.join(path);
        self.make_folder(path).map_err(write_error(&target))?;
        match rendered {
            Rendered::Bytes(bytes) => {
                fs::write(&target, bytes).map_err(write_error(&target))?;
                Ok(Fingerprint::of(bytes))
            }
            Rendered::Copy(source) => {
                // the bytes alone: a file that only its author may read is a page for all
                let from = self.open(source)?;
                let mut to = File::create(&target).map_err(write_error(&target))?;
                Fingerprint::read(from, |piece| to.write_all(piece)).map_err(write_error(&target))
            }
        }
    }

    fn open(&self, source: &str) -> Result<File, Error> {
        File::open(self.root.join(source)).map_err(read_error(source))
    }

    /// Makes the folder of a path in the staging folder, once.
    fn make_folder(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(());
        };
        let known = self
            .folders
            .lock()
            .is_ok_and(|folders| folders.contains(folder));
        if !known {
            fs::create_dir_all(self.staging.join(folder))?;
            if let Ok(mut folders) = self.folders.lock() {
                folders.insert(folder.to_string());
            }
        }
        Ok(())
    }

    /// Puts everything in place, and removes what was published before and is no more.
    pub fn commit(mut self) -> Result<Counts, Error> {
        let files = self.files.get_mut().map(std::mem::take).unwrap_or_default();
        let staged = files.iter().filter(|(_, (_, staged))| *staged);
        let staged: Vec<String> = staged.map(|(path, _)| path.clone()).collect();
        let after = files
            .into_iter()
            .map(|(path, (fingerprint, _))| (path, fingerprint));
        let after = Record::new(after.collect());
        let gone = |path: &&String| !after.files.contains_key(*path);
        let mut counts = Counts {
            written: staged.len(),
            unchanged: after.files.len() - staged.len(),
            removed: self.before.files.keys().filter(gone).count(),
            kept: Vec::new(),
        };
        if self.fresh || after.files != self.before.files || !staged.is_empty() {
            counts.kept = self.put_in_place(&after, &staged)?;
            counts.removed -= counts.kept.len();
        }
        Ok(counts)
    }

    fn put_in_place(&mut self, after: &Record, staged: &[String]) -> Result<Vec<String>, Error> {
        let whole = self.fresh && !self.staging.starts_with(&self.out);
        if !whole {
            self.check_rights(after, staged)?;
        }
        let commit = Commit {
            out: &self.out,
            staging: &self.staging,
            before: &self.before,
            after,
        };
        commit.promise()?;
        if whole {
            let _ = fs::remove_file(self.staging.join(PROCESS));
            return commit.run_whole().map(|()| Vec::new());
        }
        self.promised = true;
        let kept = commit.run(staged);
        self.promised = kept.is_err();
        kept.map_err(Error::halfway)
    }

    /// Refuses, before anything is touched, a folder in which files are to change and may not.
    fn check_rights(&self, after: &Record, staged: &[String]) -> Result<(), Error> {
        let gone = self.before.files.keys();
        let gone = gone.filter(|path| !after.files.contains_key(*path));
        let changed = staged.iter().chain(gone).map(String::as_str);
        let changed = changed.chain([record::NAME]);
        let unwritable = output_guard::unwritable(&self.out, &self.staging, changed);
        unwritable.map_or(Ok(()), |folder| {
            let path = folder.display().to_string();
            let fact = "may not be written: see who owns it, and its rights";
            Err(Error::Refused { path, fact })
        })
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.promised {
            let _ = staging::remove_staging(&self.staging);
        }
    }
}

/// Waits until no other build publishes into `out`. What is locked is the folder above it, or the
/// site's settings where a folder cannot be: an editor may put another file in their place.
fn lock(root: &Path, out: &Path, told: &dyn Fn(Option<u32>)) -> Result<File, Error> {
    let settings = root.join(SETTINGS);
    let guard = output_guard::guard(out).and_then(|guard| File::open(guard).ok());
    let file = guard.map_or_else(|| File::open(&settings), Ok);
    let file = file.map_err(read_error(SETTINGS))?;
    let failed = write_error(out);
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::Error(error)) => return Err(failed(error)),
        Err(TryLockError::WouldBlock) => {}
    }
    let mut stagings = staging::stagings(out).into_iter();
    told(stagings.find_map(|staging| fs::read_to_string(staging.join(PROCESS)).ok()?.parse().ok()));
    file.lock().map(|()| file).map_err(failed)
}

/// What an earlier publication left; nothing for a folder that is new or empty.
fn before(out: &Path) -> Result<Record, Error> {
    let refused = |path: &Path, fact| {
        let path = path.display().to_string();
        Err(Error::Refused { path, fact })
    };
    let path = out.join(record::NAME);
    match Record::of(out) {
        Ok(Some(record)) => Ok(record),
        Ok(None) if output_guard::is_empty(out) => Ok(Record::default()),
        Ok(None) => refused(
            out,
            "holds files and was not written by Griot: choose another folder with `--out`",
        ),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => refused(
            &path,
            "is no record that this Griot can read: empty the folder, or choose another with `--out`",
        ),
        Err(source) => Err(Error::Read {
            path: path.display().to_string(),
            source,
        }),
    }
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::Write {
        path: path.display().to_string(),
        source,
    }
}

fn read_error(path: &str) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::Read {
        path: path.to_string(),
        source,
    }
}
