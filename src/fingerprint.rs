//! A size and a digest, by which bytes are known again.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::hash::Hasher;
use twox_hash::XxHash3_128;

/// What a file holds: its size, and a digest against accidents (XXH3, 128 bits; whoever may
/// write the file needs no collision).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fingerprint {
    pub bytes: u64,
    pub digest: u128,
}

impl Fingerprint {
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint {
            bytes: bytes.len() as u64,
            digest: XxHash3_128::oneshot(bytes),
        }
    }

    /// Of several, in their order.
    pub fn of_all(fingerprints: impl Iterator<Item = Fingerprint>) -> Fingerprint {
        let mut all = FingerprintHasher::default();
        for fingerprint in fingerprints {
            all.write_u64(fingerprint.bytes);
            all.write_u128(fingerprint.digest);
        }
        all.fingerprint()
    }
}

/// Marks values, for this program on this machine alone.
#[derive(Default)]
pub struct FingerprintHasher {
    bytes: u64,
    hash: XxHash3_128,
}

impl FingerprintHasher {
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            bytes: self.bytes,
            digest: self.hash.finish_128(),
        }
    }
}

/// The first bytes of a digest, two characters each.
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
