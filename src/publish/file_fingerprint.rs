//! Fingerprints of files on the disk: computed in pieces, compared without holding a file in
//! memory.

#![expect(clippy::disallowed_methods, reason = "the shell reads the disk")]

use crate::fingerprint::Fingerprint;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use twox_hash::XxHash3_128;

/// Files are read in pieces of this size.
const PIECE_BYTES: usize = 256 * 1024;

/// Reads to the end and returns the fingerprint. Calls `on_piece` with every piece.
pub fn fingerprint_reader(
    mut reader: impl Read,
    mut on_piece: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<Fingerprint> {
    let mut hash = XxHash3_128::new();
    let mut bytes = 0;
    let mut buffer = vec![0; PIECE_BYTES];
    loop {
        let piece = match reader.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => &buffer[..length],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.write(piece);
        bytes += piece.len() as u64;
        on_piece(piece)?;
    }
    let digest = hash.finish_128();
    Ok(Fingerprint { bytes, digest })
}

/// Returns true when the file has exactly this content. Reads it only when its size is right.
pub fn has_fingerprint(path: &Path, fingerprint: Fingerprint) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    let same_size = file
        .metadata()
        .is_ok_and(|metadata| metadata.len() == fingerprint.bytes);
    same_size && fingerprint_reader(file, |_| Ok(())).is_ok_and(|actual| actual == fingerprint)
}
