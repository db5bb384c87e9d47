//! [`WholePictures`]: the pictures that were read to their end, by their content.
//!
//! One entry of the cache holds all of them: a file for each would take longer than to read the
//! picture again.

use super::large_pictures::LargePictures;
use crate::cache::{Key, Store};
use crate::fingerprint::Fingerprint;
use crate::picture::{self, PictureError};
use std::collections::HashSet;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The most pictures of earlier runs that are known.
const MOST: usize = 100_000;

/// Bytes of a digest.
const DIGEST_BYTES: usize = 16;

/// Digests of pictures that are whole.
#[derive(Default)]
pub struct WholePictures {
    /// Pictures of earlier runs, read when they are first needed.
    earlier: OnceLock<HashSet<u128>>,
    /// Pictures of this run.
    new: Mutex<HashSet<u128>>,
}

impl WholePictures {
    /// Reads a picture to its end, if no run has read one with the same content.
    pub fn check(
        &self,
        store: &dyn Store,
        bytes: &[u8],
        large_pictures: &LargePictures,
    ) -> Result<(), PictureError> {
        let digest = Fingerprint::of(bytes).digest;
        if self.earlier(store).contains(&digest) {
            return Ok(());
        }
        let header = picture::read_header(bytes, bytes.len() as u64)?;
        large_pictures.decode(&header, || picture::read_whole(bytes, &header))?;
        self.lock().insert(digest);
        Ok(())
    }

    /// Stores what this run has read.
    pub fn save(&self, store: &dyn Store) {
        let new = self.lock();
        if new.is_empty() {
            return;
        }
        let left = MOST.saturating_sub(new.len());
        let earlier = self.earlier(store).iter().take(left);
        let digests: HashSet<u128> = new.iter().chain(earlier).copied().collect();
        let bytes: Vec<u8> = digests.into_iter().flat_map(u128::to_le_bytes).collect();
        store.put(&key(), &bytes);
    }

    fn earlier(&self, store: &dyn Store) -> &HashSet<u128> {
        self.earlier.get_or_init(|| {
            let bytes = store.get(&key()).unwrap_or_default();
            let (digests, _) = bytes.as_chunks::<DIGEST_BYTES>();
            digests.iter().copied().map(u128::from_le_bytes).collect()
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashSet<u128>> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key() -> Key {
    Key::new("whole pictures", picture::READ_WHOLE_VERSION)
}
