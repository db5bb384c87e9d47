//! Compares files on the disk with fingerprints.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::fingerprint::Fingerprint;
use std::fs::File;
use std::path::Path;

/// Returns true when the file has exactly this content. Reads it only when its size is right.
pub fn has_fingerprint(path: &Path, fingerprint: Fingerprint) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    let is_same_size = file
        .metadata()
        .is_ok_and(|metadata| metadata.len() == fingerprint.bytes);
    is_same_size && Fingerprint::read(file, |_| Ok(())).is_ok_and(|actual| actual == fingerprint)
}
