//! Fingerprints of content: a size and a digest that tell whether bytes are the same as before.
//!
//! The digest is XXH3 with 128 bits. It guards against accidents, not against somebody who makes
//! two files with the same digest on purpose: who may write the files has no need to.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::hash::Hasher;
use std::io::{self, Read};
use twox_hash::XxHash3_128;

/// Files are read in pieces of this size.
const PIECE_BYTES: usize = 256 * 1024;

/// The size and the digest of bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The number of bytes.
    pub bytes: u64,
    /// XXH3 of the bytes, 128 bits.
    pub digest: u128,
}

impl Fingerprint {
    /// Computes the fingerprint of bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint {
            bytes: bytes.len() as u64,
            digest: XxHash3_128::oneshot(bytes),
        }
    }

    /// Reads to the end and returns the fingerprint. Calls `on_piece` with every piece.
    pub fn read(
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

    /// Combines several fingerprints; their order counts.
    pub fn of_all(fingerprints: impl Iterator<Item = Fingerprint>) -> Fingerprint {
        let mut all = FingerprintHasher::default();
        for fingerprint in fingerprints {
            all.write_u64(fingerprint.bytes);
            all.write_u128(fingerprint.digest);
        }
        all.fingerprint()
    }
}

/// Computes the fingerprint of values that implement `Hash`.
///
/// The result depends on the program and the machine: never compare it across two builds of Griot.
#[derive(Default)]
pub struct FingerprintHasher {
    bytes: u64,
    hash: XxHash3_128,
}

impl FingerprintHasher {
    /// The fingerprint of everything written so far.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            bytes: self.bytes,
            digest: self.hash.finish_128(),
        }
    }
}

/// Writes a digest in hexadecimal, two characters for each byte.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Hasher for FingerprintHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.hash.finish_128() as u64
    }
}
