//! [`RemovalLimit`]: how many files a deploy may remove before it asks.

use std::str::FromStr;

/// A number of files, or a part of the files that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RemovalLimit {
    /// At most so many.
    Files(usize),
    /// At most so many of a hundred.
    Percent(u8),
}

impl RemovalLimit {
    /// A tenth of the files.
    pub const DEFAULT: RemovalLimit = RemovalLimit::Percent(10);

    /// The largest number of removals where `there` files of ours are. A part of a file counts as one.
    pub fn most(self, there: usize) -> usize {
        match self {
            RemovalLimit::Files(files) => files,
            RemovalLimit::Percent(percent) => (there * usize::from(percent)).div_ceil(100),
        }
    }
}

impl FromStr for RemovalLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let limit = match text.strip_suffix('%') {
            Some(percent) => percent
                .trim_end()
                .parse()
                .ok()
                .filter(|percent| *percent <= 100)
                .map(RemovalLimit::Percent),
            None => text.parse().ok().map(RemovalLimit::Files),
        };
        limit.ok_or_else(|| {
            "write a number of files such as `40`, or a part such as `25%`".to_string()
        })
    }
}
