//! Publishing: rendered pages into the output folder, usually `public/`.
//!
//! Takes pages one by one, stages them beside the folder, and puts them in place only when all
//! are there. Writes nothing that did not change. Never touches a file that Griot did not
//! write, and never writes outside the folder. Of two builds into one folder, the second waits
//! for the first.

mod check_targets;
mod error;
mod file_fingerprint;
mod incremental;
mod output_folder;
mod output_guard;
mod output_lock;
mod put_in_place;
mod record;
mod staging;

pub use error::PublishError;
pub use incremental::{PublishFailure, PublishProgress, PublishStage, publish_site};

use crate::confined_folder::{ConfinedFolder, EntryKind};
use crate::fingerprint::Fingerprint;
use crate::render::Rendered;
use crate::translations::PublishedAddresses;
use check_targets::TargetCheck;
use error::{read_error, write_error};
use file_fingerprint::has_fingerprint;
use output_folder::{GITIGNORE, OutputFolder, is_unused, is_vacant};
use output_lock::lock;
use put_in_place::Replacement;
use record::{PublishRecord, RECORD_FILE};
use staging::Staging;
use std::collections::{BTreeMap, HashSet};
use std::fs::File;
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
    /// The site's folder.
    site: ConfinedFolder,
    out: OutputFolder,
    /// The output folder, where it exists.
    folder: Option<ConfinedFolder>,
    staging: Staging,
    /// Locked: no other build publishes into this folder meanwhile.
    _lock: File,
    /// The record of the last publication; `None` for a folder without published files.
    before: Option<PublishRecord>,
    /// Folders that exist in the staging folder.
    created_folders: Mutex<HashSet<String>>,
    /// The files of the new site, by path.
    files: Mutex<BTreeMap<String, PublishedFile>>,
    /// The addresses that the record will hold.
    addresses: PublishedAddresses,
    /// Whether the staging folder stays: it is a journal that the next build needs, or it became
    /// the output folder.
    keeps_staging: bool,
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
    let Some(out) = OutputFolder::find(root, out)? else {
        return Ok(None);
    };
    let folder = out.open()?;
    if put_in_place::interrupted(&out, folder.as_ref())?.is_none() {
        return Ok(None);
    }
    let _lock = lock(root, &out, on_wait)?;
    put_in_place::finish_interrupted(&out)
}

/// The addresses that the last publication of the site at `root` left in `out`; none where there is
/// no record to read, which [`Publication::begin`] reports.
pub fn published_addresses(root: &Path, out: &Path) -> PublishedAddresses {
    let folder = OutputFolder::find(root, out)
        .ok()
        .flatten()
        .and_then(|out| out.open().ok()?);
    let record = folder.and_then(|folder| PublishRecord::read(&folder).ok()?);
    record.map(|record| record.addresses).unwrap_or_default()
}

/// The files that the last publication of the site at `root` left in `out`, and the folder; `None`
/// where there is no record to read.
pub fn published_folder(root: &Path, out: &Path) -> Option<PublishedFolder> {
    let out = OutputFolder::find(root, out).ok()??;
    let folder = out.open().ok()??;
    let files = PublishRecord::read(&folder).ok()??.files;
    let path = out.path;
    Some(PublishedFolder {
        folder,
        path,
        files,
    })
}

/// A folder with a published site.
pub struct PublishedFolder {
    /// The open folder.
    pub folder: ConfinedFolder,
    /// Its path.
    pub path: PathBuf,
    /// The fingerprints of its files, by path below it.
    pub files: BTreeMap<String, Fingerprint>,
}

impl PublishedFolder {
    /// The text of a published file; `None` where it is not published, or no text.
    pub fn read(&self, path: &str) -> Option<String> {
        self.files.get(path)?;
        let file = self.folder.open_file(path).ok()?;
        io::read_to_string(file).ok()
    }
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
        let out = OutputFolder::prepare(root, out)?;
        let lock = lock(root, &out, on_wait)?;
        put_in_place::finish_interrupted(&out)?;
        let folder = out.open()?;
        let before = read_record(&out, folder.as_ref())?;
        let staging = staging::create(&out, folder.as_ref())?;
        let site = ConfinedFolder::open(root).map_err(read_error(root))?;
        Ok(Publication {
            site,
            out,
            folder,
            staging,
            _lock: lock,
            before,
            created_folders: Mutex::default(),
            files: Mutex::default(),
            addresses: PublishedAddresses::default(),
            keeps_staging: false,
        })
    }

    /// The addresses that the last publication left.
    pub fn addresses_before(&self) -> Option<&PublishedAddresses> {
        self.before.as_ref().map(|before| &before.addresses)
    }

    /// Sets the addresses that this publication leaves to the next one.
    pub fn set_addresses(&mut self, addresses: PublishedAddresses) {
        self.addresses = addresses;
    }

    /// Reuses a file of the last publication when it has this fingerprint and nobody touched
    /// it since. Returns false when it must be staged.
    pub fn reuse(&self, path: &str, fingerprint: Fingerprint) -> bool {
        let (Some(before), Some(folder)) = (&self.before, &self.folder) else {
            return false;
        };
        let can_reuse = before.files.get(path) == Some(&fingerprint)
            && folder
                .entry(path)
                .is_ok_and(|entry| entry.is_some_and(|entry| before.is_untouched(path, &entry)));
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
        if self.before.is_none() && path != GITIGNORE {
            let fingerprint = self.write(path, rendered)?;
            self.add(path, fingerprint, true);
            return Ok(fingerprint);
        }
        let fingerprint = self.fingerprint(rendered)?;
        let is_there = self.is_there(path, fingerprint)?;
        if !is_there {
            self.write(path, rendered)?;
        }
        // the author's own file stays theirs, even when the site has the same one
        let is_theirs = is_there && path == GITIGNORE && self.published(path).is_none();
        if !is_theirs {
            self.add(path, fingerprint, !is_there);
        }
        Ok(fingerprint)
    }

    /// The fingerprint of a file at the last publication.
    fn published(&self, path: &str) -> Option<&Fingerprint> {
        self.before.as_ref()?.files.get(path)
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
        let Some(folder) = &self.folder else {
            return Ok(false);
        };
        // what is in the way is reported before anything moves
        let Ok(Some(entry)) = folder.entry(path) else {
            return Ok(false);
        };
        if entry.kind != EntryKind::File {
            return Ok(false);
        }
        let published = self.published(path);
        let is_untouched = published == Some(&fingerprint)
            && self
                .before
                .as_ref()
                .is_some_and(|before| before.is_untouched(path, &entry));
        let is_same = is_untouched || has_fingerprint(folder, path, fingerprint);
        if !is_same && published.is_none() {
            return Err(PublishError::FileNotOurs(self.out.path.join(path)));
        }
        Ok(is_same)
    }

    fn fingerprint(&self, rendered: &Rendered) -> Result<Fingerprint, PublishError> {
        match rendered {
            Rendered::Bytes(bytes) => Ok(Fingerprint::of(bytes)),
            Rendered::Copy(source) => Fingerprint::read(self.open(source)?, |_| Ok(()))
                .map_err(read_error(Path::new(&**source))),
        }
    }

    fn write(&self, path: &str, rendered: &Rendered) -> Result<Fingerprint, PublishError> {
        let full = self.staging.path.join(path);
        let failed = || write_error(&full);
        let mut target = self.create_staged(path).map_err(failed())?;
        match rendered {
            Rendered::Bytes(bytes) => {
                target.write_all(bytes).map_err(failed())?;
                Ok(Fingerprint::of(bytes))
            }
            Rendered::Copy(source) => {
                // copies the bytes without the permissions: everybody may read a page
                let source = self.open(source)?;
                Fingerprint::read(source, |piece| target.write_all(piece)).map_err(failed())
            }
        }
    }

    fn open(&self, source: &str) -> Result<File, PublishError> {
        let file = self.site.open_file(source);
        file.map_err(read_error(Path::new(source)))
    }

    /// Creates a file in the staging folder, and its folder once.
    fn create_staged(&self, path: &str) -> io::Result<File> {
        let staging = &self.staging.folder;
        let Some((folder, _)) = path.rsplit_once('/') else {
            return staging.create_file(path);
        };
        let exists = self
            .created_folders
            .lock()
            .is_ok_and(|folders| folders.contains(folder));
        if !exists {
            staging.create_folders(folder)?;
            if let Ok(mut folders) = self.created_folders.lock() {
                folders.insert(folder.to_string());
            }
        }
        staging.create_file(path)
    }

    /// Puts everything in place, and removes published files that the site no longer has.
    pub fn commit(mut self) -> Result<PublishReport, PublishError> {
        let files = self.files.get_mut().map(std::mem::take).unwrap_or_default();
        let staged = files.iter().filter(|(_, file)| file.is_staged);
        let staged: Vec<String> = staged.map(|(path, _)| path.clone()).collect();
        let fingerprints = files.into_iter();
        let fingerprints = fingerprints.map(|(path, file)| (path, file.fingerprint));
        let addresses = std::mem::take(&mut self.addresses);
        let after = PublishRecord::new(fingerprints.collect(), addresses);
        let before = self.before.as_ref();
        let mut report = PublishReport {
            written: staged.len(),
            unchanged: after.files.len() - staged.len(),
            removed: before.map_or(0, |before| before.missing_in(&after).count()),
            kept: Vec::new(),
        };
        let is_same = |before: &PublishRecord| {
            after.files == before.files && after.addresses == before.addresses
        };
        if !before.is_some_and(is_same) || !staged.is_empty() {
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
        if self.before.is_none() && is_vacant(self.folder.as_ref()) {
            put_in_place::write_journal(&self.staging, after, staged)?;
            self.move_whole()?;
            self.keeps_staging = true;
            return Ok(Vec::new());
        }
        let folder = self.out.open_or_create()?;
        let path = &self.out.path;
        let unknown = PublishRecord::default();
        let before = self.before.as_ref().unwrap_or(&unknown);
        let targets = TargetCheck {
            folder: &folder,
            path,
            before,
            after,
        };
        targets.check(staged)?;
        put_in_place::write_journal(&self.staging, after, staged)?;
        self.keeps_staging = true;
        let replacement = Replacement {
            folder: &folder,
            path,
            staging: &self.staging,
            before: self.before.as_ref(),
            after,
        };
        let kept = replacement.run(staged);
        self.keeps_staging = kept.is_err();
        kept.map_err(PublishError::incomplete)
    }

    /// Moves the whole staging folder to where nothing is.
    fn move_whole(&self) -> Result<(), PublishError> {
        let _ = self.staging.remove_process();
        // an empty folder may be there
        let _ = self.out.above.remove_empty_folder(&self.out.name);
        let moved = self.staging.move_to(&self.out);
        moved.map_err(write_error(&self.out.path))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.keeps_staging {
            let _ = self.staging.remove();
        }
    }
}

/// The record of the last publication; `None` for a folder that is new or unused.
fn read_record(
    out: &OutputFolder,
    folder: Option<&ConfinedFolder>,
) -> Result<Option<PublishRecord>, PublishError> {
    let path = out.path.join(RECORD_FILE);
    match folder.map_or(Ok(None), PublishRecord::read) {
        Ok(Some(record)) => Ok(Some(record)),
        Ok(None) if is_unused(folder) => Ok(None),
        Ok(None) => Err(PublishError::OutputNotOurs(out.path.clone())),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            Err(PublishError::RecordDamaged(path))
        }
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            Err(PublishError::RecordVersion(path))
        }
        Err(error) => Err(read_error(&path)(error)),
    }
}
