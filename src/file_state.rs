//! [`FileState`]: how a file looks to the file system, and the one rule for "this file is
//! unchanged" that the parse cache, the preview and the publisher share.
//!
//! Pure: reading the state of a file is the shell's.

use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

/// The coarsest clock of a file system (FAT: two seconds). A file that was touched within this
/// time may be written again and keep its times.
pub const CLOCK_NANOSECONDS: i64 = 2_000_000_000;

/// Size, times and identity of a file. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FileState {
    /// The file's length.
    pub bytes: u64,
    /// When its content was last written.
    pub modified: i64,
    /// When its content, name or permissions last changed; `modified` where the system does not
    /// say.
    pub changed: i64,
    /// The number of the file on its disk; 0 where the system does not say.
    pub inode: u64,
    /// The content, where size and times do not decide: the file was touched too recently.
    pub fingerprint: Option<Fingerprint>,
}

impl FileState {
    /// When the file was last touched.
    pub fn touched(&self) -> i64 {
        self.changed.max(self.modified)
    }

    /// Whether the file was last touched before `moment`, and `moment` is not in the future:
    /// times beyond `now` say nothing.
    pub fn is_older_than(&self, moment: i64, now: i64) -> bool {
        self.touched() < moment && moment <= now
    }

    /// Whether size and times decide: the clock has moved on since the file was touched.
    pub fn is_settled(&self, now: i64) -> bool {
        self.is_older_than(now.saturating_sub(CLOCK_NANOSECONDS), now)
    }

    /// Whether a file that was in this state and is in the state `now` still has the same
    /// content.
    pub fn is_unchanged(&self, now: &FileState) -> bool {
        match (self.fingerprint, now.fingerprint) {
            (Some(before), Some(now)) => before == now,
            (None, None) => self == now,
            _ => false,
        }
    }
}
