//! A size and a digest, by which bytes are known again.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::hash::Hasher;
use twox_hash::XxHash3_128;

/// What a file holds: its size, and a digest against accidents (XXH3, 128 bits; whoever may
/// write the file needs no collision).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub bytes: u64,
    pub digest: u128,
}

impl Mark {
    pub fn of(bytes: &[u8]) -> Mark {
        Mark {
            bytes: bytes.len() as u64,
            digest: XxHash3_128::oneshot(bytes),
        }
    }

    /// Of several, in their order.
    pub fn of_all(marks: impl Iterator<Item = Mark>) -> Mark {
        let mut all = Marker::default();
        for mark in marks {
            all.write_u64(mark.bytes);
            all.write_u128(mark.digest);
        }
        all.mark()
    }
}

/// Marks values, for this program on this machine alone.
#[derive(Default)]
pub struct Marker {
    bytes: u64,
    hash: XxHash3_128,
}

impl Marker {
    pub fn mark(&self) -> Mark {
        Mark {
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

impl Hasher for Marker {
    fn write(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.hash.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.hash.finish_128() as u64
    }
}
