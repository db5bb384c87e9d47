//! [`PublishedAddresses`]: the addresses at which articles were published, the present ones and
//! older ones.
//!
//! Each publication takes those of the one before and adds its own, so that an address is known
//! for as long as nobody says that it may be forgotten. Holds no address of a draft.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Each address with the last article that was published there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishedAddresses {
    owners: BTreeMap<PublishedAddress, AddressOwner>,
}

/// The path of an article's page, on the host of its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PublishedAddress {
    /// Language code.
    pub lang: String,
    /// Path of the page: `/en/a-chip/`.
    pub url: String,
}

/// The article that was published at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressOwner {
    /// Key of the story.
    pub story: String,
    /// Path of the file, below the site's root; empty where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
}

/// A line of the record.
#[derive(Serialize, Deserialize)]
struct AddressLine {
    #[serde(flatten)]
    address: PublishedAddress,
    #[serde(flatten)]
    owner: AddressOwner,
}

impl PublishedAddresses {
    /// Records an article at an address, in the place of an earlier one.
    pub fn insert(&mut self, address: PublishedAddress, owner: AddressOwner) {
        // every path of a site begins so; anything else was not written by Griot
        if address.url.starts_with('/') {
            self.owners.insert(address, owner);
        }
    }

    /// Keeps the addresses for which `keeps` is true.
    pub fn retain(&mut self, mut keeps: impl FnMut(&PublishedAddress, &mut AddressOwner) -> bool) {
        self.owners.retain(|address, owner| keeps(address, owner));
    }

    /// Every address with its article, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&PublishedAddress, &AddressOwner)> {
        self.owners.iter()
    }

    /// The number of addresses.
    pub fn count(&self) -> usize {
        self.owners.len()
    }

    /// One line of JSON for each address, sorted.
    pub fn to_lines(&self) -> String {
        let mut text = String::new();
        for (address, owner) in &self.owners {
            let line = AddressLine {
                address: address.clone(),
                owner: owner.clone(),
            };
            // cannot fail: a line holds strings alone
            text.push_str(&serde_json::to_string(&line).unwrap_or_default());
            text.push('\n');
        }
        text
    }

    /// Reads what [`PublishedAddresses::to_lines`] wrote; `None` where a line is damaged.
    pub fn from_lines<'t>(lines: impl Iterator<Item = &'t str>) -> Option<Self> {
        let read = lines.map(|line| serde_json::from_str::<AddressLine>(line).ok());
        let owners = read.map(|line| line.map(|AddressLine { address, owner }| (address, owner)));
        owners
            .collect::<Option<_>>()
            .map(|owners| PublishedAddresses { owners })
    }
}
