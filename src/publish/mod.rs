//! From pages to `public/`: everything is staged beside it first, and put in place only
//! when all of it is there. What did not change is not written again.
//!
//! Never touches a file that Griot did not write, and never writes outside the folder. Of
//! two builds of one site, the second waits for the first.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

mod place;

use crate::pipeline::SETTINGS;
use crate::render::Rendered;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The record of what Griot wrote, inside the folder: its presence makes the folder ours.
const RECORD: &str = ".griot";
const RECORD_HEAD: &str = "griot 1";

/// Published files are compared in pieces of this size at most.
const PIECE_BYTES: u64 = 256 * 1024;

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{path}` {fact}")]
    Refused { path: String, fact: &'static str },
    #[error("cannot read `{path}`: {source}")]
    Read { path: String, source: io::Error },
    #[error("cannot write `{path}`: {source}")]
    Write { path: String, source: io::Error },
    #[error("`{path}` is there and was not written by Griot: move it to `static/` or remove it")]
    Foreign { path: String },
}

/// What a publication did, in files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// A publication under way. Dropped before [`Publication::commit`], it leaves no trace.
pub struct Publication {
    root: PathBuf,
    out: PathBuf,
    staging: PathBuf,
    /// The site's settings, locked: nobody else publishes this site meanwhile.
    _lock: File,
    /// Whether the folder was not there, or empty.
    fresh: bool,
    /// Paths that the last publication wrote.
    before: BTreeSet<String>,
    /// Folders made in the staging folder.
    folders: Mutex<HashSet<String>>,
    /// Each path of this one, and whether it was staged (else it is there already).
    paths: Mutex<BTreeMap<String, bool>>,
}

impl Publication {
    /// Begins to publish the site at `root` into `out`. Refuses, before anything is touched,
    /// a folder that is not ours to write.
    pub fn begin(root: &Path, out: &Path) -> Result<Publication, Error> {
        let out = place::checked(root, out)?;
        let lock = lock(root)?;
        let before = record(&out)?;
        let name = out.file_name().unwrap_or_default().to_string_lossy();
        let staging = out.with_file_name(format!(".{name}.griot-staging"));
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(write_error(&staging))?;
        }
        fs::create_dir_all(&staging).map_err(write_error(&staging))?;
        Ok(Publication {
            root: root.to_path_buf(),
            _lock: lock,
            fresh: is_empty(&out),
            out,
            staging,
            before,
            folders: Mutex::default(),
            paths: Mutex::default(),
        })
    }

    /// Stages one file. `path` is below the folder, `/` between folders.
    pub fn stage(&self, path: &str, rendered: &Rendered) -> Result<(), Error> {
        let staged = self.fresh || !self.is_there(path, rendered)?;
        if staged {
            self.check_way(path)?;
            self.write(path, rendered)?;
        }
        // a lock is poisoned only when a thread panicked: then nothing is committed
        if let Ok(mut paths) = self.paths.lock() {
            paths.insert(path.to_string(), staged);
        }
        Ok(())
    }

    /// Whether the folder holds these bytes already. Somebody's file that does not is refused.
    fn is_there(&self, path: &str, rendered: &Rendered) -> Result<bool, Error> {
        let current = self.out.join(path);
        let there = fs::File::open(&current).ok();
        let Some(there) = there.filter(|there| there.metadata().is_ok_and(|there| there.is_file()))
        else {
            return Ok(false);
        };
        let same = match rendered {
            Rendered::Bytes(new) => is_same(&there, &mut new.as_slice(), new.len() as u64),
            Rendered::Copy(source) => {
                let file = self.open(source)?;
                let length = file.metadata().map_or(0, |metadata| metadata.len());
                is_same(&there, &mut io::BufReader::new(file), length)
            }
        };
        if !same && !self.before.contains(path) {
            let path = current.display().to_string();
            return Err(Error::Foreign { path });
        }
        Ok(same)
    }

    /// Nothing of somebody's stands where the file's folders are to be, nor in a folder that
    /// is to be the file; links to other folders are somebody's.
    fn check_way(&self, path: &str) -> Result<(), Error> {
        let ours = |path: &str| self.before.contains(path);
        let foreign = |path: &str| {
            let path = self.out.join(path).display().to_string();
            Err(Error::Foreign { path })
        };
        if self.fresh {
            return Ok(());
        }
        for (end, _) in path.match_indices('/') {
            let folder = &path[..end];
            match fs::symlink_metadata(self.out.join(folder)) {
                Ok(there) if there.is_dir() => {}
                Ok(_) if !ours(folder) => return foreign(folder),
                _ => return Ok(()),
            }
        }
        let mut files = place::files_in(&self.out, path).into_iter();
        files
            .find(|file| !ours(file))
            .map_or(Ok(()), |file| foreign(&file))
    }

    fn write(&self, path: &str, rendered: &Rendered) -> Result<(), Error> {
        let target = self.staging.join(path);
        self.make_folder(path).map_err(write_error(&target))?;
        match rendered {
            Rendered::Bytes(bytes) => fs::write(&target, bytes).map_err(write_error(&target)),
            Rendered::Copy(source) => {
                // the bytes alone: a file that only its author may read is a page for all
                let mut from = self.open(source)?;
                let copied =
                    fs::File::create(&target).and_then(|mut to| io::copy(&mut from, &mut to));
                copied.map(|_| ()).map_err(write_error(&target))
            }
        }
    }

    fn open(&self, source: &str) -> Result<fs::File, Error> {
        fs::File::open(self.root.join(source)).map_err(|error| Error::Read {
            path: source.to_string(),
            source: error,
        })
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
    pub fn commit(self) -> Result<Counts, Error> {
        let paths = self
            .paths
            .lock()
            .map(|paths| paths.clone())
            .unwrap_or_default();
        let staged = paths.values().filter(|staged| **staged).count();
        let counts = Counts {
            written: staged,
            unchanged: paths.len() - staged,
            removed: self
                .before
                .iter()
                .filter(|path| !paths.contains_key(*path))
                .count(),
        };
        if self.fresh {
            self.write_record(&self.staging, paths.keys())?;
            let _ = fs::remove_dir(&self.out);
            fs::rename(&self.staging, &self.out).map_err(write_error(&self.out))?;
            return Ok(counts);
        }
        // should this be killed, the next build knows for ours what was there and what is new
        self.write_record(&self.out, self.before.iter().chain(paths.keys()))?;
        for path in self.before.iter().filter(|path| !paths.contains_key(*path)) {
            self.remove(path);
        }
        for (path, _) in paths.iter().filter(|(_, staged)| **staged) {
            self.put(path)?;
        }
        self.write_record(&self.out, paths.keys())?;
        Ok(counts)
    }

    fn put(&self, path: &str) -> Result<(), Error> {
        let target = self.out.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).map_err(write_error(folder))?;
        }
        fs::rename(self.staging.join(path), &target).map_err(write_error(&target))
    }

    /// Removes a file of ours and the folders it leaves empty. What a link leads to stays.
    fn remove(&self, path: &str) {
        if self.check_way(path).is_err() {
            return;
        }
        let mut path = self.out.join(path);
        let _ = fs::remove_file(&path);
        while path.pop() && path != self.out && fs::remove_dir(&path).is_ok() {}
    }

    /// Writes the record at once, whole.
    fn write_record<'p>(
        &self,
        folder: &Path,
        paths: impl Iterator<Item = &'p String>,
    ) -> Result<(), Error> {
        let mut record = String::from(RECORD_HEAD);
        for path in paths.collect::<BTreeSet<_>>() {
            record.push('\n');
            record.push_str(path);
        }
        record.push('\n');
        let (staged, target) = (self.staging.join(RECORD), folder.join(RECORD));
        let written = fs::write(&staged, record).and_then(|()| fs::rename(&staged, &target));
        written.map_err(write_error(&target))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.staging);
    }
}

/// Waits until no other build publishes the site at `root`.
fn lock(root: &Path) -> Result<File, Error> {
    let settings = root.join(SETTINGS);
    let locked = File::open(&settings).and_then(|file| file.lock().map(|()| file));
    locked.map_err(write_error(&settings))
}

/// Paths that an earlier publication wrote; empty for a folder that is new or empty.
fn record(out: &Path) -> Result<BTreeSet<String>, Error> {
    let path = out.join(RECORD);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let mut lines = text.lines();
            if lines.next() != Some(RECORD_HEAD) {
                let fact = "is no record of Griot's: remove it if the folder may be written";
                let path = path.display().to_string();
                return Err(Error::Refused { path, fact });
            }
            Ok(lines
                .filter(|path| place::is_below(path))
                .map(str::to_string)
                .collect())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_empty(out) => {
            Ok(BTreeSet::new())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Refused {
            path: out.display().to_string(),
            fact: "holds files and was not written by Griot: choose another folder with `--out`",
        }),
        Err(source) => Err(Error::Write {
            path: path.display().to_string(),
            source,
        }),
    }
}

/// Whether a file holds just what `new` gives, of that length; read piece by piece.
fn is_same(there: &fs::File, new: &mut dyn io::BufRead, length: u64) -> bool {
    if there
        .metadata()
        .map_or(true, |metadata| metadata.len() != length)
    {
        return false;
    }
    // one byte more than there is: the first reading meets the end
    let room = length.min(PIECE_BYTES) as usize + 1;
    let mut there = io::BufReader::with_capacity(room, there);
    loop {
        let (Ok(a), Ok(b)) = (there.fill_buf(), new.fill_buf()) else {
            return false;
        };
        let common = a.len().min(b.len());
        if common == 0 {
            return a.is_empty() && b.is_empty();
        }
        if a[..common] != b[..common] {
            return false;
        }
        there.consume(common);
        new.consume(common);
    }
}

/// Whether the folder is not there, or holds nothing.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

fn write_error(path: &Path) -> impl FnOnce(io::Error) -> Error + '_ {
    move |source| Error::Write {
        path: path.display().to_string(),
        source,
    }
}
