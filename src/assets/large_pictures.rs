//! [`LargePictures`]: lets one large picture be decoded at a time, because two would take gigabytes.

use crate::limits::PICTURE_PIXELS;
use crate::picture::PictureHeader;
use std::sync::{Mutex, PoisonError};

/// More pixels make a picture large: a quarter of the limit.
const LARGE_PIXELS: u64 = PICTURE_PIXELS / 4;

/// Held while a large picture is decoded and converted.
#[derive(Default)]
pub struct LargePictures(Mutex<()>);

impl LargePictures {
    /// Whether a picture is decoded alone.
    pub fn is_large(header: &PictureHeader) -> bool {
        u64::from(header.width) * u64::from(header.height) > LARGE_PIXELS
    }

    /// Runs `work`, which decodes a picture. For a large one it waits until no other large one is
    /// decoded; then `work` may not wait for other threads of its pool, which may wait here.
    pub fn decode<T>(&self, header: &PictureHeader, work: impl FnOnce() -> T) -> T {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _alone = Self::is_large(header).then(lock);
        work()
    }
}
