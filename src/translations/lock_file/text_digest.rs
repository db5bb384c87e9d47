//! [`TextDigest`]: the digest of a text, which stays equal when a link is only written differently.
//!
//! Holds two digests, one with links named by story and one with links named by address. Two
//! texts are the same when either digest agrees.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Two digests of a text: the first 64 bits of SHA-256 (FIPS 180-4). One reading names links by
/// the stories they lead to, the other by addresses. Two texts agree when either reading does: a
/// linked story may get another folder, or another title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextDigest {
    by_story: u64,
    by_address: u64,
}

impl TextDigest {
    /// The digests of both readings of one text.
    pub fn of(by_story: &str, by_address: &str) -> Self {
        let first_bits = |text: &str| {
            let bytes = Sha256::digest(text.as_bytes());
            bytes[..8]
                .iter()
                .fold(0, |number, byte| number << 8 | u64::from(*byte))
        };
        let own = first_bits(by_story);
        let is_same = by_story == by_address;
        TextDigest {
            by_story: own,
            by_address: if is_same { own } else { first_bits(by_address) },
        }
    }

    /// Whether the texts of both agree in either reading.
    pub fn agrees(&self, other: &TextDigest) -> bool {
        self.by_story == other.by_story || self.by_address == other.by_address
    }

    /// The digest of each different reading. Two digests that agree have one in common.
    pub fn readings(&self) -> impl Iterator<Item = u64> + use<> {
        let other = (self.by_address != self.by_story).then_some(self.by_address);
        std::iter::once(self.by_story).chain(other)
    }
}

/// `5f3a9c1d2e4b6a70`, or two of them with a slash where the readings differ.
impl fmt::Display for TextDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.by_story)?;
        if self.by_address != self.by_story {
            write!(f, "/{:016x}", self.by_address)?;
        }
        Ok(())
    }
}

impl FromStr for TextDigest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |digits: &str| match digits.len() {
            16 => u64::from_str_radix(digits, 16).map_err(|_| ()),
            _ => Err(()),
        };
        let (by_story, by_address) = text.split_once('/').unwrap_or((text, text));
        Ok(TextDigest {
            by_story: number(by_story)?,
            by_address: number(by_address)?,
        })
    }
}

impl Serialize for TextDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TextDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let expected = "a digest is 16 hexadecimal digits";
        text.parse()
            .map_err(|()| serde::de::Error::custom(expected))
    }
}
