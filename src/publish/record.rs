//! The record of what was published: path, size and digest of each file. Its presence in a
//! folder makes the folder ours; in the staging folder it is the journal of a commit.
//!
//! The same site gives the same record. When a file was touched is told by the file system.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::disk::{file_state, now};
use crate::fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Component, Path};
use twox_hash::XxHash3_128;

/// The record's own name, inside the folder.
pub const NAME: &str = ".griot";
const HEAD: &str = "griot 2";

/// Files are read in pieces of this size.
const PIECE_BYTES: usize = 256 * 1024;

impl Fingerprint {
    /// Reads to the end; `each` is given every piece.
    pub fn read(
        mut from: impl Read,
        mut each: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<Fingerprint> {
        let (mut hash, mut bytes) = (XxHash3_128::new(), 0);
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => &piece[..read],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.write(read);
            bytes += read.len() as u64;
            each(read)?;
        }
        let digest = hash.finish_128();
        Ok(Fingerprint { bytes, digest })
    }

    /// Whether a file holds just this.
    pub fn is_of(self, file: &Path) -> bool {
        let same_size = |file: &File| file.metadata().is_ok_and(|file| file.len() == self.bytes);
        File::open(file).is_ok_and(|file| {
            same_size(&file) && Fingerprint::read(file, |_| Ok(())).ok() == Some(self)
        })
    }
}

/// What a publication left in its folder.
#[derive(Debug, Default)]
pub struct Record {
    pub files: BTreeMap<String, Fingerprint>,
    /// When the record was written, in nanoseconds since 1970: after all the files it names.
    written: Option<i64>,
}

impl Record {
    pub fn new(files: BTreeMap<String, Fingerprint>) -> Self {
        let written = None;
        Record { files, written }
    }

    /// Reads a folder's record; `None` where there is none.
    ///
    /// # Errors
    /// `InvalidData` when it is none of ours, or not whole.
    pub fn of(folder: &Path) -> io::Result<Option<Record>> {
        let path = folder.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let files = parse(&text).ok_or(io::ErrorKind::InvalidData)?;
        let written = file_state(&fs::metadata(&path)?).map(|state| state.modified);
        Ok(Some(Record { files, written }))
    }

    pub fn text(&self) -> String {
        use std::fmt::Write as _;
        let mut text = format!("{HEAD} {}\n", self.files.len());
        for (path, Fingerprint { bytes, digest }) in &self.files {
            let _ = writeln!(text, "{digest:032x} {bytes} {path}");
        }
        text
    }

    /// Whether a file of the folder is known to hold what was published in it, without
    /// reading it: nobody touched it since the record was written.
    pub fn vouches(&self, path: &str, file: &Metadata) -> bool {
        let Some(fingerprint) = self.files.get(path) else {
            return false;
        };
        let (Some(state), Some(written), Some(now)) = (file_state(file), self.written, now())
        else {
            return false;
        };
        state.is_older_than(written, now) && file.is_file() && state.bytes == fingerprint.bytes
    }
}

/// A line for each file, as many as the head says: else it was cut.
fn parse(text: &str) -> Option<BTreeMap<String, Fingerprint>> {
    let (head, rest) = text.split_once('\n')?;
    let count: usize = head.strip_prefix(HEAD)?.trim().parse().ok()?;
    let lines = rest.split_terminator('\n').map(|line| {
        let (digest, rest) = line.split_once(' ')?;
        let (bytes, path) = rest.split_once(' ')?;
        let digest = u128::from_str_radix(digest, 16).ok()?;
        let bytes = bytes.parse().ok()?;
        is_below(path).then(|| (path.to_string(), Fingerprint { bytes, digest }))
    });
    let files = lines.collect::<Option<BTreeMap<_, _>>>()?;
    (files.len() == count && rest.is_empty() == (count == 0) && text.ends_with('\n'))
        .then_some(files)
}

/// Whether a recorded path stays below the folder.
fn is_below(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}
