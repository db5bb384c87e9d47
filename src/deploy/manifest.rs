//! [`DeployManifest`]: the object that a deploy leaves beside the site, so that the next one knows what is its own.
//!
//! Text: a head with the number of files, then a line for each. A file that was being sent or removed has no version:
//! nobody knows what lies there until a deploy has ended.

use crate::fingerprint::Fingerprint;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The name of the manifest at its target.
pub const MANIFEST: &str = ".griot-deploy";

/// The first words of a manifest of any version.
const NAME: &str = "griot-deploy ";

/// The first words of a manifest: its format and version.
const FORMAT: &str = "griot-deploy 1 ";

/// What a target holds of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeployManifest {
    /// The files, by path below the target, `/` between folders.
    pub files: BTreeMap<String, ManifestEntry>,
}

/// What is known of a file at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestEntry {
    /// The file is there, in this version.
    Settled(FileVersion),
    /// The file is ours, in whatever version, or not there.
    Unsettled,
}

/// The content of a file, and the headers that its target serves it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileVersion {
    /// Size and digest of the content.
    pub fingerprint: Fingerprint,
    /// A digest of the headers; 0 at targets that store none.
    pub headers: u64,
}

/// Why a text is no manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestError {
    /// A part is missing, or somebody changed it.
    Damaged,
    /// A newer Griot wrote it.
    Version,
}

impl DeployManifest {
    /// The text of the manifest.
    pub fn to_text(&self) -> String {
        let mut text = format!("{FORMAT}{}\n", self.files.len());
        for (path, entry) in &self.files {
            let _ = match entry {
                ManifestEntry::Settled(FileVersion {
                    fingerprint,
                    headers,
                }) => writeln!(
                    text,
                    "{:032x} {} {headers:016x} {path}",
                    fingerprint.digest, fingerprint.bytes
                ),
                ManifestEntry::Unsettled => writeln!(text, "? {path}"),
            };
        }
        text
    }

    /// Parses a manifest.
    ///
    /// # Errors
    /// A text that is not whole, with as many lines as its head says.
    pub fn parse(text: &[u8]) -> Result<Self, ManifestError> {
        let text = std::str::from_utf8(text).map_err(|_| ManifestError::Damaged)?;
        let has_head = text.contains('\n');
        if has_head && text.starts_with(NAME) && !text.starts_with(FORMAT) {
            return Err(ManifestError::Version);
        }
        parse(text).ok_or(ManifestError::Damaged)
    }
}

fn parse(text: &str) -> Option<DeployManifest> {
    let (head, lines) = text.split_once('\n')?;
    let count: usize = head.strip_prefix(FORMAT)?.parse().ok()?;
    let mut files = BTreeMap::new();
    for line in lines.split_terminator('\n') {
        let (first, rest) = line.split_once(' ')?;
        let (path, entry) = match first {
            "?" => (rest, ManifestEntry::Unsettled),
            digest => {
                let mut fields = rest.splitn(3, ' ');
                let bytes = fields.next()?.parse().ok()?;
                let headers = u64::from_str_radix(fields.next()?, 16).ok()?;
                let digest = u128::from_str_radix(digest, 16).ok()?;
                let fingerprint = Fingerprint { bytes, digest };
                let version = FileVersion {
                    fingerprint,
                    headers,
                };
                (fields.next()?, ManifestEntry::Settled(version))
            }
        };
        is_below(path).then_some(())?;
        files.insert(path.to_string(), entry);
    }
    let is_whole = files.len() == count && text.ends_with('\n');
    is_whole.then_some(DeployManifest { files })
}

/// Whether a path stays below its folder: a manifest may come from anybody who may write there.
fn is_below(path: &str) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(char::is_control);
    path.split('/').all(is_name)
}
