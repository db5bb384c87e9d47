//! Publishing: rendered pages into the output folder, usually `public/`.
//!
//! Takes pages one by one, stages them beside the folder, and puts them in place only when all
//! are there. Writes nothing that did not change. Never touches a file that Griot did not
//! write, and never writes outside the folder. Of two builds into one folder, the second waits
//! for the first.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

mod error;
mod file_fingerprint;
mod incremental;
mod output_guard;
mod put_in_place;
mod record;
mod staging;

pub use error::PublishError;
pub use incremental::{PublishFailure, PublishProgress, PublishStage, publish_site};

use crate::config::SETTINGS;
use crate::fingerprint::Fingerprint;
use crate::render::Rendered;
use error::{read_error, write_error};
use file_fingerprint::has_fingerprint;
use output_guard::GITIGNORE;
use put_in_place::Replacement;
use record::{PublishRecord, RECORD_FILE};
use staging::PROCESS_FILE;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// What a publication did, in files.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct PublishReport {
    /// New and changed files.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files of the last publication that the site no longer has.
    pub removed: usize,
    /// Paths that the site no longer has, kept because somebody modified the file.
    pub kept: Vec<String>,
}

/// A publication in progress. Dropped before [`Publication::commit`], it leaves no trace.
pub struct Publication {
    root: PathBuf,
    out: PathBuf,
    staging: PathBuf,
    /// Locked: no other build publishes into this folder meanwhile.
    _lock: File,
    /// Whether the folder had no published files when the publication began.
    was_unused: bool,
    /// The record of the last publication.
    before: PublishRecord,
    /// Folders that exist in the staging folder.
    created_folders: Mutex<HashSet<String>>,
    /// The files of the new site, by path.
    files: Mutex<BTreeMap<String, PublishedFile>>,
    /// Whether the staging folder is a journal: then the next build needs it.
    has_journal: bool,
}

/// A file of the new site.
#[derive(Debug, Clone, Copy)]
struct PublishedFile {
    fingerprint: Fingerprint,
    /// False when the output folder holds this content already.
    is_staged: bool,
}

/// Finishes an interrupted publication of the site at `root` into `out`. Returns the number of
/// files that it put in place, or `None` when there was nothing to finish.
///
/// Calls `on_wait` as [`Publication::begin`] does.
pub fn finish_interrupted(
    root: &Path,
    out: &Path,
    on_wait: &dyn Fn(Option<u32>),
) -> Result<Option<usize>, PublishError> {
    let out = output_guard::check_output_folder(root, out)?;
    if !put_in_place::is_interrupted(&out) {
        return Ok(None);
    }
    let _lock = lock(root, &out, on_wait)?;
    put_in_place::finish_interrupted(&out)
}

impl Publication {
    /// Begins to publish the site at `root` into `out`.
    ///
    /// Refuses a folder that Griot may not write, before anything is touched. While another
    /// build publishes there, waits for its end; before that, calls `on_wait` with the number
    /// of the other process, if it is known.
    pub fn begin(
        root: &Path,
        out: &Path,
        on_wait: &dyn Fn(Option<u32>),
    ) -> Result<Publication, PublishError> {
        let out = output_guard::check_output_folder(root, out)?;
        let lock = lock(root, &out, on_wait)?;
        put_in_place::finish_interrupted(&out)?;
        let before = read_record(&out)?;
        let was_unused = output_guard::is_unused(&out);
        let staging = staging::create_staging(&out)?;
        Ok(Publication {
            root: root.to_path_buf(),
            out,
            staging,
            _lock: lock,
            was_unused,
            before,
            created_folders: Mutex::default(),
            files: Mutex::default(),
            has_journal: false,
        })
    }

    /// Reuses a file of the last publication when it has this fingerprint and nobody touched
    /// it since. Returns false when it must be staged.
    pub fn reuse(&self, path: &str, fingerprint: Fingerprint) -> bool {
        let can_reuse = self.before.files.get(path) == Some(&fingerprint)
            && fs::symlink_metadata(self.out.join(path))
                .is_ok_and(|metadata| self.before.is_untouched(path, &metadata));
        if can_reuse {
            let is_staged = false;
            self.add(path, fingerprint, is_staged);
        }
        can_reuse
    }

    /// Stages one file, unless the folder has it already. Returns its fingerprint. `path` is
    /// below the folder, `/` between folders.
    pub fn stage(&self, path: &str, rendered: &Rendered) -> Result<Fingerprint, PublishError> {
        if path.contains('\n') {
            return Err(PublishError::LineBreakInPath(path.to_string()));
        }
        if self.was_unused && path != GITIGNORE {
            let fingerprint = self.write(path, rendered)?;
            self.add(path, fingerprint, true);
            return Ok(fingerprint);
        }
        let fingerprint = self.fingerprint(rendered)?;
        let is_there = self.is_there(path, fingerprint)?;
        if !is_there {
            self.check_way(path)?;
            self.write(path, rendered)?;
        }
        // the author's own file stays theirs, even when the site has the same one
        let is_theirs = is_there && path == GITIGNORE && !self.before.files.contains_key(path);
        if !is_theirs {
            self.add(path, fingerprint, !is_there);
        }
        Ok(fingerprint)
    }

    fn add(&self, path: &str, fingerprint: Fingerprint, is_staged: bool) {
        // a lock is poisoned only when a thread panicked: then nothing is committed
        if let Ok(mut files) = self.files.lock() {
            let file = PublishedFile {
                fingerprint,
                is_staged,
            };
            files.insert(path.to_string(), file);
        }
    }

    /// Returns true when the folder holds this content already. Refuses a foreign file with
    /// other content.
    fn is_there(&self, path: &str, fingerprint: Fingerprint) -> Result<bool, PublishError> {
        let current = self.out.join(path);
        let metadata = match fs::symlink_metadata(&current) {
            Ok(metadata) if !metadata.is_dir() => metadata,
            _ => return Ok(false),
        };
        let published = self.before.files.get(path);
        let is_untouched =
            published == Some(&fingerprint) && self.before.is_untouched(path, &metadata);
        let is_same =
            is_untouched || (metadata.is_file() && has_fingerprint(&current, fingerprint));
        if !is_same && published.is_none() {
            return Err(PublishError::FileNotOurs(current));
        }
        Ok(is_same)
    }

    /// Refuses a path that a foreign file blocks.
    fn check_way(&self, path: &str) -> Result<(), PublishError> {
        match output_guard::foreign_file_in_way(&self.out, path, &self.before.files) {
            Some(foreign) => Err(PublishError::FileNotOurs(self.out.join(foreign))),
            None => Ok(()),
        }
    }

    fn fingerprint(&self, rendered: &Rendered) -> Result<Fingerprint, PublishError> {
        match rendered {
            Rendered::Bytes(bytes) => Ok(Fingerprint::of(bytes)),
            Rendered::Copy(source) => Fingerprint::read(self.open(source)?, |_| Ok(()))
                .map_err(read_error(Path::new(&**source))),
        }
    }

    fn write(&self, path: &str, rendered: &Rendered) -> Result<Fingerprint, PublishError> {
        let target = self.staging.join(path);
        self.create_folder_of(path).map_err(write_error(&target))?;
        match rendered {
            Rendered::Bytes(bytes) => {
                fs::write(&target, bytes).map_err(write_error(&target))?;
                Ok(Fingerprint::of(bytes))
            }
            Rendered::Copy(source) => {
                // copies the bytes without the permissions: everybody may read a page
                let from = self.open(source)?;
                let mut to = File::create(&target).map_err(write_error(&target))?;
                Fingerprint::read(from, |piece| to.write_all(piece)).map_err(write_error(&target))
            }
        }
    }

    fn open(&self, source: &str) -> Result<File, PublishError> {
        File::open(self.root.join(source)).map_err(read_error(Path::new(source)))
    }

    /// Creates the folder of a path in the staging folder, once.
    fn create_folder_of(&self, path: &str) -> io::Result<()> {
        let Some((folder, _)) = path.rsplit_once('/') else {
            return Ok(());
        };
        let exists = self
            .created_folders
            .lock()
            .is_ok_and(|folders| folders.contains(folder));
        if !exists {
            fs::create_dir_all(self.staging.join(folder))?;
            if let Ok(mut folders) = self.created_folders.lock() {
                folders.insert(folder.to_string());
            }
        }
        Ok(())
    }

    /// Puts everything in place, and removes published files that the site no longer has.
    pub fn commit(mut self) -> Result<PublishReport, PublishError> {
        let files = self.files.get_mut().map(std::mem::take).unwrap_or_default();
        let staged = files.iter().filter(|(_, file)| file.is_staged);
        let staged: Vec<String> = staged.map(|(path, _)| path.clone()).collect();
        let fingerprints = files.into_iter();
        let fingerprints = fingerprints.map(|(path, file)| (path, file.fingerprint));
        let after = PublishRecord::new(fingerprints.collect());
        let mut report = PublishReport {
            written: staged.len(),
            unchanged: after.files.len() - staged.len(),
            removed: self.before.missing_in(&after).count(),
            kept: Vec::new(),
        };
        if self.was_unused || after.files != self.before.files || !staged.is_empty() {
            report.kept = self.put_in_place(&after, &staged)?;
            report.removed -= report.kept.len();
        }
        Ok(report)
    }

    /// Returns the paths of old pages that were kept because somebody modified them.
    fn put_in_place(
        &mut self,
        after: &PublishRecord,
        staged: &[String],
    ) -> Result<Vec<String>, PublishError> {
        let can_move_whole = self.was_unused && output_guard::is_vacant(&self.out);
        if !can_move_whole {
            self.check_permissions(after, staged)?;
        }
        let replacement = Replacement {
            out: &self.out,
            staging: &self.staging,
            before: &self.before,
            after,
        };
        replacement.write_journal()?;
        if can_move_whole {
            let _ = fs::remove_file(self.staging.join(PROCESS_FILE));
            return replacement.run_whole().map(|()| Vec::new());
        }
        self.has_journal = true;
        let kept = replacement.run(staged);
        self.has_journal = kept.is_err();
        kept.map_err(PublishError::incomplete)
    }

    /// Refuses, before anything is touched, when a folder in which files must change is not
    /// writable.
    fn check_permissions(
        &self,
        after: &PublishRecord,
        staged: &[String],
    ) -> Result<(), PublishError> {
        let changed = staged.iter().chain(self.before.missing_in(after));
        let changed = changed.map(String::as_str).chain([RECORD_FILE]);
        match output_guard::first_unwritable(&self.out, &self.staging, changed) {
            Some(folder) => Err(PublishError::NotWritable(folder)),
            None => Ok(()),
        }
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.has_journal {
            let _ = staging::remove_staging(&self.staging);
        }
    }
}

/// Waits until no other build publishes into `out`.
///
/// Locks the folder above it, or the site's settings where a folder cannot be locked: an editor
/// may replace the settings meanwhile.
fn lock(root: &Path, out: &Path, on_wait: &dyn Fn(Option<u32>)) -> Result<File, PublishError> {
    let folder = output_guard::lock_folder(out).and_then(|folder| File::open(folder).ok());
    let file = match folder {
        Some(folder) => folder,
        None => File::open(root.join(SETTINGS)).map_err(read_error(Path::new(SETTINGS)))?,
    };
    match file.try_lock() {
        Ok(()) => return Ok(file),
        Err(TryLockError::Error(error)) => return Err(write_error(out)(error)),
        Err(TryLockError::WouldBlock) => {}
    }
    on_wait(staging::staging_process(out));
    file.lock().map(|()| file).map_err(write_error(out))
}

/// The record of the last publication; an empty one for a folder that is new or unused.
fn read_record(out: &Path) -> Result<PublishRecord, PublishError> {
    match PublishRecord::read(out) {
        Ok(Some(record)) => Ok(record),
        Ok(None) if output_guard::is_unused(out) => Ok(PublishRecord::default()),
        Ok(None) => Err(PublishError::OutputNotOurs(out.to_path_buf())),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(PublishError::RecordInvalid(out.join(RECORD_FILE)))
        }
        Err(source) => Err(PublishError::Read {
            path: out.join(RECORD_FILE),
            source,
        }),
    }
}
