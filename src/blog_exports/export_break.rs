//! [`ExportBreak`]: where and why an export cannot be read further.

/// Where and why an export cannot be read further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportBreak {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong there.
    pub reason: String,
}
