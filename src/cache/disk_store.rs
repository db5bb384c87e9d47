//! Folders of `.griot/cache/`: results that took long to make, one file each, by their keys.
//!
//! Safe to delete at any moment. A file that is not what was put there is made again. Where it
//! cannot be written, the build goes on and is told once.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell keeps a cache on the disk"
)]

use crate::cache::{Key, Store, WriteFn};
use crate::diagnostic::Diagnostic;
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// Pictures and cards, below the site's folder.
pub const DERIVED: &str = ".griot/cache/derived";

/// What builds read and wrote, below the site’s folder.
pub const BUILDS: &str = ".griot/cache/builds";

/// Each is cut to this size after a build: the pictures of some thousand articles.
pub const MOST_BYTES: u64 = 1 << 30;

/// A result is marked as used when its last mark is older than this.
const MARKED: Duration = Duration::from_secs(24 * 60 * 60);

/// What a killed build was writing may go after this time.
const LEFT_OVER: Duration = Duration::from_secs(60 * 60);

/// Bytes of the digest that each file ends with.
const DIGEST: usize = 16;

/// The cache of one site.
pub struct Cache {
    folder: PathBuf,
    name: &'static str,
    put: AtomicUsize,
    failure: Mutex<Option<io::Error>>,
}

impl Cache {
    /// One of the folders above. Nothing is read or written yet.
    pub fn of(root: &Path, folder: &'static str) -> Self {
        Cache {
            folder: root.join(folder),
            name: folder,
            put: AtomicUsize::new(0),
            failure: Mutex::default(),
        }
    }

    /// The warning for a cache that could not be written.
    pub fn problem(&self) -> Option<Diagnostic> {
        let failure = self.failure.lock().ok()?;
        let fact = format!(
            "what took long to make cannot be kept here ({})",
            failure.as_ref()?
        );
        let problem = Diagnostic::warning(self.name, fact);
        Some(problem.hint(
            "the site is whole, and the next build makes it again: see who may write this folder",
        ))
    }

    /// Removes what was not used for the longest time until no more than `most` bytes are left.
    /// When nothing was added, there is nothing to do.
    pub fn cut(&self, most: u64) {
        if self.put.load(Ordering::Relaxed) == 0 {
            return;
        }
        let mut entries = self.entries();
        entries.sort_by_key(|entry| entry.used);
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        for entry in entries {
            let age = entry.used.elapsed().unwrap_or_default();
            if total <= most && (entry.whole || age < LEFT_OVER) {
                continue;
            }
            if fs::remove_file(&entry.path).is_ok() {
                total -= entry.bytes;
            }
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
        let entry = |file: fs::DirEntry| {
            let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Entry {
                whole: file.path().extension().is_none(),
                path: file.path(),
                bytes: metadata.len(),
                used: metadata.modified().ok()?,
            })
        };
        files.flatten().filter_map(entry).collect()
    }

    /// Two letters are a folder: no folder has too many files.
    fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    fn try_to_put(&self, key: &Key, write: &mut WriteFn) -> io::Result<()> {
        let path = self.path(key);
        let number = self.put.fetch_add(1, Ordering::Relaxed);
        let new = path.with_extension(format!("{}-{number}", std::process::id()));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let written = File::create(&new).and_then(|file| {
            let mut hashing = HashingFile {
                file,
                hasher: FingerprintHasher::default(),
            };
            write(&mut hashing)?;
            let digest = hashing.hasher.fingerprint().digest.to_le_bytes();
            hashing.file.write_all(&digest)?;
            fs::rename(&new, &path)
        });
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }
}

/// A file that is being written, and what it holds so far.
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

struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
    /// Whether it was put in place, and not left behind by a build that was killed.
    whole: bool,
}

impl Store for Cache {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut entry = fs::read(&path).ok()?;
        let (bytes, digest) = entry.split_last_chunk::<DIGEST>()?;
        if Fingerprint::of(bytes).digest.to_le_bytes() != *digest {
            return None;
        }
        mark(&path);
        entry.truncate(entry.len() - DIGEST);
        Some(entry)
    }

    fn has(&self, key: &Key) -> bool {
        self.path(key).is_file()
    }

    fn put_with(&self, key: &Key, write: &mut WriteFn) {
        if let Err(error) = self.try_to_put(key, write)
            && let Ok(mut failure) = self.failure.lock()
        {
            failure.get_or_insert(error);
        }
    }
}

/// Says that a file was used just now; a cache that cannot say so forgets in another order.
fn mark(path: &Path) {
    let used = fs::metadata(path).and_then(|metadata| metadata.modified());
    let long_ago = used.is_ok_and(|used| used.elapsed().is_ok_and(|age| age > MARKED));
    if long_ago && let Ok(file) = File::options().append(true).open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
}
