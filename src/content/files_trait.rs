//! The trait [`Files`], by which every stage lists and reads the files of a site. `SiteFolder` implements
//! it in the program, [`Memory`] in tests.

use crate::diagnostic::{Code, Diagnostic};
use crate::file_state::FileState;
use crate::message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of one site, by path below its root with `/` between folders.
pub trait Files: Sync {
    /// Every file below `folder`, sorted by path; the file itself where `folder` is a file;
    /// nothing where it does not exist.
    fn list(&self, folder: &str) -> Listing;

    /// The bytes of one file.
    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic>;

    /// The bytes of one file, and its state from before they were read.
    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        let state = self.state(path);
        let bytes = self.read(path)?;
        Ok(FileBytes { bytes, state })
    }

    /// The first bytes of one file, `most` at the most.
    fn read_start(&self, path: &str, most: usize) -> Result<FileStart, Diagnostic> {
        let mut bytes = self.read(path)?;
        let length = bytes.len() as u64;
        bytes.truncate(most);
        Ok(FileStart { bytes, length })
    }

    /// How a file looks, without reading it. `None` where size and times do not decide whether
    /// the content is the same: the file must be read.
    fn state(&self, _path: &str) -> Option<FileState> {
        None
    }

    /// Whether there is a file at `path`.
    fn has(&self, path: &str) -> bool;

    /// Whether there is a folder at `path`, if only an empty one.
    fn has_folder(&self, path: &str) -> bool;
}

/// A file's content and state.
#[derive(Debug)]
pub struct FileBytes {
    /// The whole content.
    pub bytes: Vec<u8>,
    /// How the file looked before it was read; `None` where that does not decide whether it
    /// changes later.
    pub state: Option<FileState>,
}

/// The beginning of a file.
#[derive(Debug)]
pub struct FileStart {
    /// The first bytes.
    pub bytes: Vec<u8>,
    /// The number of bytes in the whole file.
    pub length: u64,
}

/// The files below a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// Paths below the site's root, sorted.
    pub files: Vec<Arc<str>>,
    /// Files and folders that could not be listed, and why.
    pub problems: Vec<Diagnostic>,
}

/// The files of a site in memory, by path.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<Arc<str>, Vec<u8>>);

impl Memory {
    /// Puts a file at a path.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> Listing {
        let below = |path: &&Arc<str>| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        Listing {
            files: self.0.keys().filter(below).cloned().collect(),
            problems: Vec::new(),
        }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.0.get(path).cloned();
        bytes.ok_or_else(|| Diagnostic::error(path, message!(Code::FileNotFound, "file not found")))
    }

    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    // a site in memory has its `content`, if only an empty one
    fn has_folder(&self, path: &str) -> bool {
        let below = |file: &Arc<str>| {
            file.strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        path == "content" || self.0.keys().any(below)
    }
}
