//! A digest of what a text says, in two readings of its links.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The first 64 bits of SHA-256 (FIPS 180-4) over a text, its links named by the stories they
/// lead to, and over the same with links named by their addresses. Two texts say the same when
/// either reading agrees: a linked story may be moved, or be given another title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest {
    by_story: u64,
    by_address: u64,
}

impl Digest {
    pub fn of(by_story: &str, by_address: &str) -> Self {
        let first = |text: &str| {
            let bytes = Sha256::digest(text.as_bytes());
            bytes[..8]
                .iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte))
        };
        let own = first(by_story);
        let same = by_story == by_address;
        Digest {
            by_story: own,
            by_address: if same { own } else { first(by_address) },
        }
    }

    /// Whether both are of texts that say the same.
    pub fn agrees(&self, other: &Digest) -> bool {
        self.by_story == other.by_story || self.by_address == other.by_address
    }

    /// Two digests that agree have one of these in common.
    pub fn readings(&self) -> impl Iterator<Item = u64> + use<> {
        let other = (self.by_address != self.by_story).then_some(self.by_address);
        std::iter::once(self.by_story).chain(other)
    }
}

/// `5f3a9c1d2e4b6a70`, or two of them with a slash where the readings differ.
impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.by_story)?;
        if self.by_address != self.by_story {
            write!(f, "/{:016x}", self.by_address)?;
        }
        Ok(())
    }
}

impl FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |digits: &str| match digits.len() {
            16 => u64::from_str_radix(digits, 16).map_err(|_| ()),
            _ => Err(()),
        };
        let (by_story, by_address) = text.split_once('/').unwrap_or((text, text));
        Ok(Digest {
            by_story: number(by_story)?,
            by_address: number(by_address)?,
        })
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let expected = "a digest is 16 hexadecimal digits";
        text.parse()
            .map_err(|()| serde::de::Error::custom(expected))
    }
}
