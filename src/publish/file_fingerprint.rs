//! Compares files on the disk with fingerprints.

use crate::confined_folder::ConfinedFolder;
use crate::fingerprint::Fingerprint;

/// Returns true when the file has exactly this content. Reads it only when its size is right.
pub fn has_fingerprint(folder: &ConfinedFolder, path: &str, fingerprint: Fingerprint) -> bool {
    let Ok(file) = folder.open_file(path) else {
        return false;
    };
    let is_same_size = file
        .metadata()
        .is_ok_and(|metadata| metadata.len() == fingerprint.bytes);
    is_same_size && Fingerprint::read(file, |_| Ok(())).is_ok_and(|actual| actual == fingerprint)
}
