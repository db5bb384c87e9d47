//! [`DiskStore`]: a folder of `.griot/cache/`, one file for each entry.
//!
//! The folder is safe to delete at any moment. A file that does not hold what was put there is a
//! miss. Where the folder cannot be written, the run goes on and reports it once.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell keeps a cache on the disk"
)]

mod git_index;
mod untrusted_cache;

pub use untrusted_cache::refusal;

use super::{Key, Store, WriteFn};
use crate::confined_folder::{ConfinedFolder, EntryKind, now, state_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::{message, phrase};
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

/// The folder of all caches, below the site's folder.
pub const CACHE: &str = ".griot/cache";

/// Pictures and social cards, below the site's folder.
pub const ASSETS: &str = ".griot/cache/derived";

/// Parsed files and manifests of builds, below the site's folder.
pub const BUILDS: &str = ".griot/cache/builds";

/// Recent answers of other sites, below the site's folder.
pub const LINKS: &str = ".griot/cache/links";

/// The largest size of a store after a build: the pictures of some thousand articles.
pub const MAX_BYTES: u64 = 1 << 30;

/// An entry is marked as used when its last mark is older than this.
const MARK_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// A temporary file older than this belongs to a build that was killed, and may be removed.
const ABANDONED_AFTER: Duration = Duration::from_secs(60 * 60);

/// Longer entries are cut off, and so a miss: no store has one.
const MAX_ENTRY_BYTES: u64 = 512 << 20;

/// The length of a key as text.
const KEY_LETTERS: usize = 32;

/// Each file ends with a digest of so many bytes.
const DIGEST_BYTES: usize = 16;

/// One store of one site.
pub struct DiskStore {
    root: PathBuf,
    name: &'static str,
    /// The open folder; `None` where it does not exist or was not opened yet.
    folder: RwLock<Option<Arc<ConfinedFolder>>>,
    puts: AtomicUsize,
    failure: Mutex<Option<io::Error>>,
}

impl DiskStore {
    /// Opens one of the folders above. Creates nothing.
    pub fn open(root: &Path, name: &'static str) -> Self {
        let folder = ConfinedFolder::open(root).and_then(|root| root.folder(name));
        DiskStore {
            root: root.to_path_buf(),
            name,
            folder: RwLock::new(folder.ok().map(Arc::new)),
            puts: AtomicUsize::new(0),
            failure: Mutex::default(),
        }
    }

    /// The warning for a store that could not be written.
    pub fn problem(&self) -> Option<Diagnostic> {
        let failure = self.failure.lock().ok()?;
        let problem = message!(
            Code::CacheNotWritable,
            "the cache cannot be written ({error})",
            error = failure.as_ref()?.to_string()
        );
        let hint = phrase!(
            "the site is complete, and the next build makes these files again: check the permissions of this folder"
        );
        let problem = Diagnostic::warning(self.name, problem).hint(hint);
        Some(problem.once("cache not writable"))
    }

    /// Removes the entries that were not used for the longest time until no more than `max_bytes`
    /// are left. Does nothing when no entry was added. Never removes a file with a name that a
    /// store does not give.
    pub fn shrink(&self, max_bytes: u64) {
        if self.puts.load(Ordering::Relaxed) == 0 {
            return;
        }
        let (Some(folder), Some(now)) = (self.folder(), now()) else {
            return;
        };
        let mut files = stored_files(&folder);
        files.sort_by_key(|file| file.used);
        let mut total: u64 = files.iter().map(|file| file.bytes).sum();
        for file in files {
            if total <= max_bytes && (file.is_entry || age(file.used, now) < ABANDONED_AFTER) {
                continue;
            }
            if folder.remove_file(&file.path).is_ok() {
                total -= file.bytes;
            }
        }
    }

    fn folder(&self) -> Option<Arc<ConfinedFolder>> {
        self.folder.read().ok()?.clone()
    }

    /// The folder; creates it where it does not exist, or no longer does.
    fn create_folder(&self) -> io::Result<Arc<ConfinedFolder>> {
        let root = ConfinedFolder::open(&self.root)?;
        root.create_folders(self.name)?;
        let folder = Arc::new(root.folder(self.name)?);
        if let Ok(mut open) = self.folder.write() {
            *open = Some(folder.clone());
        }
        Ok(folder)
    }

    fn try_to_put(&self, key: &Key, write: &mut WriteFn) -> io::Result<()> {
        let number = self.puts.fetch_add(1, Ordering::Relaxed);
        let path = path(key);
        let new = format!("{path}.{}-{number}", std::process::id());
        let mut folder = match self.folder() {
            Some(folder) => folder,
            None => self.create_folder()?,
        };
        let mut created = create_entry(&folder, &new);
        if created
            .as_ref()
            .is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        {
            // somebody deleted the cache meanwhile
            folder = self.create_folder()?;
            created = create_entry(&folder, &new);
        }
        let mut file = HashingFile {
            file: created?,
            hasher: FingerprintHasher::default(),
        };
        let written = write(&mut file)
            .and_then(|()| {
                let digest = file.hasher.fingerprint().digest.to_le_bytes();
                file.file.write_all(&digest)
            })
            .and_then(|()| folder.rename(&new, &folder, &path));
        if written.is_err() {
            let _ = folder.remove_file(&new);
        }
        written
    }
}

/// The path of an entry below its store: the first two letters are a folder, so that no folder
/// has too many files.
fn path(key: &Key) -> String {
    let name = key.to_string();
    format!("{}/{}", &name[..2], &name[2..])
}

fn create_entry(folder: &ConfinedFolder, new: &str) -> io::Result<File> {
    match folder.create_file(new) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let (shelf, _) = new.split_at(2);
            folder.create_folders(shelf)?;
            folder.create_file(new)
        }
        created => created,
    }
}

/// The files of a store. Skips links, and all names that [`path`] and `try_to_put` do not give.
fn stored_files(folder: &ConfinedFolder) -> Vec<StoredFile> {
    let is_hex = |name: &str, length: usize| {
        let mut bytes = name.bytes();
        name.len() == length && bytes.all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    let mut files = Vec::new();
    let shelves = folder.names().unwrap_or_default().into_iter();
    for shelf in shelves.filter_map(|name| name.into_string().ok()) {
        if !is_hex(&shelf, 2) {
            continue;
        }
        let names = folder.folder(&shelf).and_then(|shelf| shelf.names());
        for name in names.unwrap_or_default() {
            let Ok(name) = name.into_string() else {
                continue;
            };
            let (stem, ending) = match name.split_once('.') {
                Some((stem, ending)) => (stem, Some(ending)),
                None => (name.as_str(), None),
            };
            if !is_hex(stem, KEY_LETTERS - 2) || !ending.is_none_or(is_temporary) {
                continue;
            }
            let path = format!("{shelf}/{name}");
            let entry = folder.entry(&path).ok().flatten();
            let entry = entry.filter(|entry| entry.kind == EntryKind::File);
            files.extend(entry.and_then(|entry| entry.state).map(|state| StoredFile {
                is_entry: ending.is_none(),
                path,
                bytes: state.bytes,
                used: state.modified,
            }));
        }
    }
    files
}

/// Whether a name ends as those of files that are being written: a process and a number.
fn is_temporary(ending: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = ending.split_once('-');
    parts.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

/// The time since a moment in nanoseconds since 1970; zero for one in the future.
fn age(moment: i64, now: i64) -> Duration {
    let nanoseconds = now.saturating_sub(moment);
    Duration::from_nanos(u64::try_from(nanoseconds).unwrap_or(0))
}

/// A file that is being written, and the digest of its content so far.
struct HashingFile {
    file: File,
    hasher: FingerprintHasher,
}

impl Write for HashingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.write(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

struct StoredFile {
    path: String,
    bytes: u64,
    /// Nanoseconds since 1970.
    used: i64,
    /// Whether the file was put in place, and is not left over from a build that was killed.
    is_entry: bool,
}

impl Store for DiskStore {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let folder = self.folder()?;
        let path = path(key);
        let file = folder.open_file(&path).ok()?;
        let mut entry = Vec::new();
        (&file).take(MAX_ENTRY_BYTES).read_to_end(&mut entry).ok()?;
        let (bytes, digest) = entry.split_last_chunk::<DIGEST_BYTES>()?;
        if Fingerprint::of(bytes).digest.to_le_bytes() != *digest {
            return None;
        }
        mark_as_used(&folder, &path, &file);
        entry.truncate(entry.len() - DIGEST_BYTES);
        Some(entry)
    }

    fn has(&self, key: &Key) -> bool {
        self.folder()
            .is_some_and(|folder| folder.has_file(path(key)))
    }

    fn put_with(&self, key: &Key, write: &mut WriteFn) {
        if let Err(error) = self.try_to_put(key, write)
            && let Ok(mut failure) = self.failure.lock()
        {
            failure.get_or_insert(error);
        }
    }
}

/// Marks a file as used just now. Where that fails, entries are removed in another order.
fn mark_as_used(folder: &ConfinedFolder, path: &str, file: &File) {
    let (Some(state), Some(now)) = (state_of(file), now()) else {
        return;
    };
    if age(state.modified, now) > MARK_AFTER {
        folder.touch(path);
    }
}
