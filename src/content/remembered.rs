//! What earlier builds parsed: a file that holds what it held is not parsed again.
//!
//! Files are kept some hundred together, by a hash of their paths, so that a change of one
//! costs little. What cannot be read back, or was parsed under other settings or by another
//! program, is as if it had never been. Never looks at a disk.

use super::known::Parsed;
use super::site_files::Stamp;
use crate::cache::{Key, Store};
use crate::fingerprint::Fingerprint;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Raised whenever what is parsed takes another form.
const VERSION: u32 = 1;

/// About as many stand together: two megabytes.
const FILES_PER_SHARD: usize = 256;

/// What is kept is written in pieces of about this size: a megabyte at once would be one more of
/// memory.
const PIECE_BYTES: usize = 64 * 1024;

/// A file as it was parsed: when it was last touched then, and what it held.
pub type Entry = (Option<Stamp>, Fingerprint, Parsed);

/// What earlier builds parsed under the same settings.
pub struct Remembered<'k> {
    kept: &'k dyn Store,
    key: Key,
}

impl<'k> Remembered<'k> {
    /// `program` names who parses, and `settings` is all that parsing depends on besides a file.
    pub fn new(kept: &'k dyn Store, program: &str, settings: &str) -> Self {
        let key = Key::new("parsed", VERSION).with(program.as_bytes());
        Remembered {
            kept,
            key: key.with(settings.as_bytes()),
        }
    }

    /// The files of one shard, of so many.
    pub fn shard(&self, number: usize, of: usize) -> HashMap<Arc<str>, Entry> {
        let bytes = self.kept.get(&self.key_of(number, of)).unwrap_or_default();
        let entries: Vec<Entry> = postcard::from_bytes(&bytes).unwrap_or_default();
        let by_path = |entry: Entry| (entry.2.path.clone(), entry);
        entries.into_iter().map(by_path).collect()
    }

    pub fn keep(
        &self,
        (number, of): (usize, usize),
        files: &[(&Option<Stamp>, &Fingerprint, &Parsed)],
    ) {
        let key = self.key_of(number, of);
        self.kept.put_with(&key, &mut |to| {
            let to = BufWriter::with_capacity(PIECE_BYTES, to);
            let mut to = postcard::to_io(files, to).map_err(io::Error::other)?;
            to.flush()
        });
    }

    fn key_of(&self, number: usize, of: usize) -> Key {
        let numbers = format!("{number} of {of}");
        self.key.clone().with(numbers.as_bytes())
    }
}

/// The shards of a site with so many files: few sites ever change their number.
pub fn shards(files: usize) -> usize {
    (files / FILES_PER_SHARD).next_power_of_two()
}

/// The shard of a file, of so many.
pub fn shard_of(path: &str, of: usize) -> usize {
    Fingerprint::of(path.as_bytes()).digest as usize % of
}
