//! The record of a publication, `.griot` in the output folder: path, size and digest of each
//! published file, and the addresses of articles, those of earlier publications too.
//!
//! A folder with a record belongs to Griot. In the staging folder, the record is the journal
//! of a publication. It holds no times.

use crate::confined_folder::{ConfinedFolder, Entry, EntryKind, now, state_of};
use crate::fingerprint::Fingerprint;
use crate::translations::PublishedAddresses;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Component, Path};

/// The name of the record in its folder.
pub const RECORD_FILE: &str = ".griot";

/// A longer record is cut off, and so damaged: this has room for two million files.
const MAX_BYTES: u64 = 256 << 20;

/// The first word of a record of any version.
const NAME: &str = "griot ";

/// The first words of a record: its format and version.
const FORMAT: &str = "griot 3";

/// The first words of a record without addresses, which is read too.
const FORMAT_2: &str = "griot 2";

/// The files that a publication left in its folder.
#[derive(Debug, Default)]
pub struct PublishRecord {
    /// The fingerprints of the files, by path below the folder, `/` between folders.
    pub files: BTreeMap<String, Fingerprint>,
    /// Addresses of articles.
    pub addresses: PublishedAddresses,
    /// When the record was written, in nanoseconds since 1970. All files in it are older.
    written: Option<i64>,
}

impl PublishRecord {
    /// A record that is not written yet.
    pub fn new(files: BTreeMap<String, Fingerprint>, addresses: PublishedAddresses) -> Self {
        PublishRecord {
            files,
            addresses,
            written: None,
        }
    }

    /// Reads the record of a folder; `None` where there is none.
    ///
    /// # Errors
    /// `InvalidData` when the record is damaged, `Unsupported` when it has another version; the
    /// system's.
    pub fn read(folder: &ConfinedFolder) -> io::Result<Option<PublishRecord>> {
        let mut file = match folder.open_file(RECORD_FILE) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut text = String::new();
        (&mut file).take(MAX_BYTES).read_to_string(&mut text)?;
        let mut record = parse(&text).ok_or_else(|| invalid(&text))?;
        record.written = state_of(&file).map(|state| state.modified);
        Ok(Some(record))
    }

    /// The text of the record: a head with the numbers of files and addresses, then a line for
    /// each file and a line for each address.
    pub fn to_text(&self) -> String {
        let (files, addresses) = (self.files.len(), self.addresses.count());
        let mut text = format!("{FORMAT} {files} {addresses}\n");
        for (path, Fingerprint { bytes, digest }) in &self.files {
            let _ = writeln!(text, "{digest:032x} {bytes} {path}");
        }
        text.push_str(&self.addresses.to_lines());
        text
    }

    /// Returns true when a file surely holds what was published in it: its size is right and
    /// nobody touched it after the record was written. Does not read the file.
    pub fn is_untouched(&self, path: &str, entry: &Entry) -> bool {
        let Some(fingerprint) = self.files.get(path) else {
            return false;
        };
        let (Some(state), Some(written), Some(now)) = (entry.state, self.written, now()) else {
            return false;
        };
        let is_file = entry.kind == EntryKind::File;
        state.is_older_than(written, now) && is_file && state.bytes == fingerprint.bytes
    }

    /// Paths that this record has and `other` has not.
    pub fn missing_in<'r>(&'r self, other: &'r PublishRecord) -> impl Iterator<Item = &'r String> {
        let paths = self.files.keys();
        paths.filter(|path| !other.files.contains_key(*path))
    }
}

/// Why a text is no record: another version of Griot wrote it, or it is damaged.
fn invalid(text: &str) -> io::Error {
    let (head, _) = text.split_once('\n').unwrap_or_default();
    let is_known = [FORMAT, FORMAT_2]
        .iter()
        .any(|format| head.starts_with(format));
    let is_other_version = head.starts_with(NAME) && !is_known;
    match is_other_version {
        true => io::ErrorKind::Unsupported.into(),
        false => io::ErrorKind::InvalidData.into(),
    }
}

/// The numbers of lines in a record.
struct LineCounts {
    files: usize,
    addresses: usize,
}

impl LineCounts {
    fn parse(head: &str) -> Option<Self> {
        let numbers = head.strip_prefix(FORMAT_2).map(|files| (files, "0"));
        let (files, addresses) = numbers.or_else(|| {
            let numbers = head.strip_prefix(FORMAT)?;
            numbers.trim().split_once(' ')
        })?;
        Some(LineCounts {
            files: files.trim().parse().ok()?,
            addresses: addresses.parse().ok()?,
        })
    }
}

/// Parses a record; `None` unless it is whole, with as many lines as its head says.
fn parse(text: &str) -> Option<PublishRecord> {
    let (head, lines) = text.split_once('\n')?;
    let counts = LineCounts::parse(head)?;
    let mut lines = lines.split_terminator('\n');
    let files = lines.by_ref().take(counts.files).map(parse_line);
    let files = files.collect::<Option<BTreeMap<_, _>>>()?;
    let addresses = PublishedAddresses::from_lines(lines)?;
    let is_whole = files.len() == counts.files
        && addresses.count() == counts.addresses
        && text.ends_with('\n');
    is_whole.then(|| PublishRecord::new(files, addresses))
}

fn parse_line(line: &str) -> Option<(String, Fingerprint)> {
    let (digest, rest) = line.split_once(' ')?;
    let (bytes, path) = rest.split_once(' ')?;
    let fingerprint = Fingerprint {
        bytes: bytes.parse().ok()?,
        digest: u128::from_str_radix(digest, 16).ok()?,
    };
    stays_below(path).then(|| (path.to_string(), fingerprint))
}

/// Returns true for a path that cannot lead out of the folder.
fn stays_below(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
}
