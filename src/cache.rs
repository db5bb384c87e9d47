//! Results that took long, and what they were made of: whoever keeps them from one build to the
//! next is told by [`Key`]s alone.

pub mod disk_store;

use sha2::{Digest, Sha256};
use std::fmt;
use std::io::{self, Write};

/// Writes a result piece by piece.
pub type WriteFn<'w> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'w;

/// Where results stay from one build to the next. Losing one costs time and nothing else.
pub trait Store: Sync {
    /// The very bytes that were put under this key.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;

    /// Whether something seems to be there.
    fn has(&self, key: &Key) -> bool {
        self.get(key).is_some()
    }

    fn put(&self, key: &Key, bytes: &[u8]) {
        self.put_with(key, &mut |to| to.write_all(bytes));
    }

    /// Keeps what `write` writes; nothing when it fails.
    fn put_with(&self, key: &Key, write: &mut WriteFn);
}

/// Keeps nothing.
pub struct NullStore;

impl Store for NullStore {
    fn get(&self, _: &Key) -> Option<Vec<u8>> {
        None
    }

    fn put_with(&self, _: &Key, _: &mut WriteFn) {}
}

/// What a result depends on, all of it: its kind, the version of what makes it, every setting
/// and every byte that goes in.
#[derive(Clone)]
pub struct Key(Sha256);

impl Key {
    /// `version` is raised whenever the same ingredients give other bytes.
    pub fn new(kind: &str, version: u32) -> Self {
        Key(Sha256::new())
            .with(kind.as_bytes())
            .with(&version.to_le_bytes())
    }

    /// One more ingredient; `ab`, `c` and `a`, `bc` are two keys.
    pub fn with(mut self, ingredient: &[u8]) -> Self {
        self.0.update((ingredient.len() as u64).to_le_bytes());
        self.0.update(ingredient);
        self
    }
}

/// 64 characters, safe as a file's name.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digest = self.0.clone().finalize();
        digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Key({self})")
    }
}
