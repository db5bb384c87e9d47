//! [`DiskStore`]: a folder of `.griot/cache/`, one file for each entry.
//!
//! The folder is safe to delete at any moment. A file that does not hold what was put there is a
//! miss. Where the folder cannot be written, the run goes on and reports it once.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell keeps a cache on the disk"
)]

use super::{Key, Store, WriteFn};
use crate::diagnostic::{Code, Diagnostic};
use crate::fingerprint::{Fingerprint, FingerprintHasher};
use crate::{message, phrase};
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// The folder of all caches, below the site's folder.
pub const CACHE: &str = ".griot/cache";

/// Pictures and social cards, below the site's folder.
pub const ASSETS: &str = ".griot/cache/derived";

/// Parsed files and manifests of builds, below the site's folder.
pub const BUILDS: &str = ".griot/cache/builds";

/// The largest size of a store after a build: the pictures of some thousand articles.
pub const MAX_BYTES: u64 = 1 << 30;

/// An entry is marked as used when its last mark is older than this.
const MARK_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// A temporary file older than this belongs to a build that was killed, and may be removed.
const ABANDONED_AFTER: Duration = Duration::from_secs(60 * 60);

/// An index of git with more bytes is not read: that is a million files.
const MAX_INDEX_BYTES: u64 = 256 << 20;

/// Each file ends with a digest of so many bytes.
const DIGEST_BYTES: usize = 16;

/// One store of one site.
pub struct DiskStore {
    folder: PathBuf,
    name: &'static str,
    puts: AtomicUsize,
    failure: Mutex<Option<io::Error>>,
}

impl DiskStore {
    /// Opens one of the folders above. Nothing is read or written yet.
    pub fn open(root: &Path, folder: &'static str) -> Self {
        DiskStore {
            folder: root.join(folder),
            name: folder,
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
    /// are left. Does nothing when no entry was added.
    pub fn shrink(&self, max_bytes: u64) {
        if self.puts.load(Ordering::Relaxed) == 0 {
            return;
        }
        let mut files = self.files();
        files.sort_by_key(|file| file.used);
        let mut total: u64 = files.iter().map(|file| file.bytes).sum();
        for file in files {
            let age = file.used.elapsed().unwrap_or_default();
            if total <= max_bytes && (file.is_entry || age < ABANDONED_AFTER) {
                continue;
            }
            if fs::remove_file(&file.path).is_ok() {
                total -= file.bytes;
            }
        }
    }

    fn files(&self) -> Vec<StoredFile> {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
        let files = files.flatten().filter_map(|file| {
            let metadata = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(StoredFile {
                is_entry: file.path().extension().is_none(),
                path: file.path(),
                bytes: metadata.len(),
                used: metadata.modified().ok()?,
            })
        });
        files.collect()
    }

    /// The first two letters are a folder, so that no folder has too many files.
    fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    fn try_to_put(&self, key: &Key, write: &mut WriteFn) -> io::Result<()> {
        let path = self.path(key);
        let number = self.puts.fetch_add(1, Ordering::Relaxed);
        let new = path.with_extension(format!("{}-{number}", std::process::id()));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let written = File::create(&new).and_then(|file| {
            let mut file = HashingFile {
                file,
                hasher: FingerprintHasher::default(),
            };
            write(&mut file)?;
            let digest = file.hasher.fingerprint().digest.to_le_bytes();
            file.file.write_all(&digest)?;
            fs::rename(&new, &path)
        });
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }
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
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
    /// Whether the file was put in place, and is not left over from a build that was killed.
    is_entry: bool,
}

impl Store for DiskStore {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut entry = fs::read(&path).ok()?;
        let (bytes, digest) = entry.split_last_chunk::<DIGEST_BYTES>()?;
        if Fingerprint::of(bytes).digest.to_le_bytes() != *digest {
            return None;
        }
        mark_as_used(&path);
        entry.truncate(entry.len() - DIGEST_BYTES);
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

/// Marks a file as used just now. Where that fails, entries are removed in another order.
fn mark_as_used(path: &Path) {
    let used = fs::metadata(path).and_then(|metadata| metadata.modified());
    let long_ago = used.is_ok_and(|used| used.elapsed().is_ok_and(|age| age > MARK_AFTER));
    if long_ago && let Ok(file) = File::options().append(true).open(path) {
        let _ = file.set_modified(SystemTime::now());
    }
}

/// The warning for a cache that came with the site's files: git tracks it, so somebody else may
/// have written it. Such a cache is neither read nor written.
pub fn tracked_by_git(root: &Path) -> Option<Diagnostic> {
    if !root.join(CACHE).exists() || !is_tracked(root) {
        return None;
    }
    let problem = message!(
        Code::CacheTrackedByGit,
        "git tracks this cache: it is not used, because somebody else may have written it"
    );
    Some(Diagnostic::warning(CACHE, problem).hint(phrase!(
        "run `git rm -r --cached .griot`, and add the line `.griot/` to `.gitignore`"
    )))
}

/// Whether the index of the repository lists a file of the cache.
fn is_tracked(root: &Path) -> bool {
    let Some(repository) = Repository::of(root) else {
        return false;
    };
    // the fourth version of the index compresses paths (gitformat-index)
    if repository.index.get(4..8) != Some(&[0, 0, 0, 4]) {
        let path = format!("{}{CACHE}/", repository.prefix);
        return repository.has_path_below(path.as_bytes());
    }
    let listed = Command::new("git")
        .args(["ls-files", "--", CACHE])
        .current_dir(root)
        .output();
    listed.is_ok_and(|listed| !listed.stdout.is_empty())
}

/// The repository that the site's folder is in.
struct Repository {
    /// The file that lists what git tracks.
    index: Vec<u8>,
    /// The path of the site's folder in the repository: empty, or with a slash at its end.
    prefix: String,
}

impl Repository {
    /// Whether git tracks a path that begins so. Before each path, the index has its length in
    /// the lower 12 bits of two bytes; after it, a zero.
    fn has_path_below(&self, beginning: &[u8]) -> bool {
        let index = &self.index;
        memchr::memmem::find_iter(index, beginning).any(|at| {
            let length = index[at..].iter().position(|byte| *byte == 0);
            let flags = at
                .checked_sub(2)
                .map(|before| [index[before], index[before + 1]]);
            let recorded = flags.map(|flags| usize::from(u16::from_be_bytes(flags) & 0xFFF));
            recorded == length.map(|length| length.min(0xFFF))
        })
    }

    fn of(root: &Path) -> Option<Self> {
        let root = fs::canonicalize(root).ok()?;
        let top = root.ancestors().find(|top| top.join(".git").exists())?;
        let git = top.join(".git");
        // in a worktree, `.git` is a file that names the folder of the index
        let folder = match read_file(&git) {
            Some(link) => top.join(
                str::from_utf8(&link)
                    .ok()?
                    .trim()
                    .strip_prefix("gitdir: ")?,
            ),
            None => git,
        };
        let parts = root.strip_prefix(top).ok()?.components();
        let parts = parts.map(|part| format!("{}/", part.as_os_str().to_string_lossy()));
        Some(Repository {
            index: read_file(&folder.join("index"))?,
            prefix: parts.collect(),
        })
    }
}

/// The content of a file of git; `None` for anything else, such as a pipe that never ends.
fn read_file(path: &Path) -> Option<Vec<u8>> {
    let metadata = fs::metadata(path).ok()?;
    let is_file = metadata.is_file() && metadata.len() <= MAX_INDEX_BYTES;
    is_file.then(|| fs::read(path).ok()).flatten()
}
