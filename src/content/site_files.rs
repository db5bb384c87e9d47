//! Where a site's files come from: a disk in the program, a map in tests.

use crate::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of one site, by path below its root with `/` between folders.
pub trait Files: Sync {
    /// Every file below `folder`, sorted by path; none when the folder is not there. Of a file,
    /// itself.
    fn list(&self, folder: &str) -> Listing;

    /// The bytes of one file.
    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic>;

    /// The bytes of one file, and its stamp from before they were read.
    fn read_stamped(&self, path: &str) -> Result<(Vec<u8>, Option<Stamp>), Diagnostic> {
        let stamp = self.stamp(path);
        Ok((self.read(path)?, stamp))
    }

    /// The first bytes of one file, `most` at the most, and how many bytes it has in all.
    fn begin(&self, path: &str, most: usize) -> Result<(Vec<u8>, u64), Diagnostic> {
        let mut bytes = self.read(path)?;
        let length = bytes.len() as u64;
        bytes.truncate(most);
        Ok((bytes, length))
    }

    /// When a file was last touched, as far as it can be told: what holds something else by now
    /// has another one. None for a file that may be written this very moment.
    fn stamp(&self, _path: &str) -> Option<Stamp> {
        None
    }

    /// Whether this very file is there.
    fn has(&self, path: &str) -> bool;

    /// Whether this folder is there, if only with nothing in it.
    fn has_folder(&self, path: &str) -> bool;
}

/// What a file system says of a file. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    pub bytes: u64,
    pub modified: i64,
    /// When it last came to hold something else, another name or other rights.
    pub changed: i64,
    /// Which file it is.
    pub number: u64,
}

#[derive(Debug, Default)]
pub struct Listing {
    pub files: Vec<Arc<str>>,
    /// What could not be listed, and why.
    pub problems: Vec<Diagnostic>,
}

/// A site without a disk.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<Arc<str>, Vec<u8>>);

impl Memory {
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
        bytes.ok_or_else(|| Diagnostic::error(path, "this file is not there"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// A site in memory has its `content`, be there nothing in it.
    fn has_folder(&self, path: &str) -> bool {
        let below = |file: &Arc<str>| {
            file.strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        path == "content" || self.0.keys().any(below)
    }
}
