//! The cache: a [`Store`] keeps results that took long to compute, and gives them to the next run
//! under a [`Key`].
//!
//! A key is a fingerprint of all inputs of a result, so an entry never becomes wrong: other
//! inputs have another key. Losing an entry costs time and nothing else.

pub mod disk_store;

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use twox_hash::XxHash3_128;

/// Writes a result piece by piece.
pub type WriteFn<'w> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'w;

/// A place where results stay from one run to the next.
pub trait Store: Send + Sync {
    /// The bytes that were put under this key; `None` on a miss.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;

    /// Whether an entry seems to exist. [`Store::get`] may miss all the same.
    fn has(&self, key: &Key) -> bool {
        self.get(key).is_some()
    }

    /// Whether entries that are put can be read later.
    fn is_writable(&self) -> bool {
        true
    }

    /// Stores bytes under a key. A failure is a miss later.
    fn put(&self, key: &Key, bytes: &[u8]) {
        self.put_with(key, &mut |to| to.write_all(bytes));
    }

    /// Stores the bytes that `write` writes; nothing when it fails.
    fn put_with(&self, key: &Key, write: &mut WriteFn);
}

/// A store that keeps nothing: every lookup is a miss.
#[derive(Debug, Clone, Copy, Default)]
pub struct NullStore;

impl Store for NullStore {
    fn get(&self, _: &Key) -> Option<Vec<u8>> {
        None
    }

    fn is_writable(&self) -> bool {
        false
    }

    fn put_with(&self, _: &Key, _: &mut WriteFn) {}
}

impl<S: Store + ?Sized> Store for Arc<S> {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        (**self).get(key)
    }

    fn has(&self, key: &Key) -> bool {
        (**self).has(key)
    }

    fn is_writable(&self) -> bool {
        (**self).is_writable()
    }

    fn put_with(&self, key: &Key, write: &mut WriteFn) {
        (**self).put_with(key, write);
    }
}

/// A store that is read and not written.
#[derive(Debug)]
pub struct ReadOnly<S>(pub S);

impl<S: Store> Store for ReadOnly<S> {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        self.0.get(key)
    }

    fn has(&self, key: &Key) -> bool {
        self.0.has(key)
    }

    fn is_writable(&self) -> bool {
        false
    }

    fn put_with(&self, _: &Key, _: &mut WriteFn) {}
}

/// Fingerprint of all inputs of a result: its kind, the version of the code that makes it, every
/// setting and every byte. XXH3 with 128 bits: no protection against forgery, which a cache of
/// one's own does not need.
#[derive(Clone)]
pub struct Key(XxHash3_128);

impl Key {
    /// A key for results of one kind; `version` is raised whenever the same inputs give other
    /// bytes.
    pub fn new(kind: &str, version: u32) -> Self {
        Key(XxHash3_128::new())
            .with(kind.as_bytes())
            .with(&version.to_le_bytes())
    }

    /// Adds an input; `ab`, `c` and `a`, `bc` give two keys.
    pub fn with(mut self, input: &[u8]) -> Self {
        self.0.write(&(input.len() as u64).to_le_bytes());
        self.0.write(input);
        self
    }
}

/// 32 characters, safe as a file's name.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:032x}", self.0.finish_128())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Key({self})")
    }
}
