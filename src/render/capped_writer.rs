//! Collects the bytes that a template writes, up to the limit of a page.

use crate::limits::PAGE_BYTES;
use std::io::{self, Write};

/// The capacity to begin with: most pages need no more.
const TYPICAL_BYTES: usize = 16 * 1024;

/// A writer into memory that returns an error once a page is longer than its limit.
pub struct CappedWriter {
    /// The bytes so far.
    pub bytes: Vec<u8>,
    /// Whether the limit was reached.
    pub is_full: bool,
}

impl CappedWriter {
    /// An empty page.
    pub fn new() -> Self {
        CappedWriter {
            bytes: Vec::with_capacity(TYPICAL_BYTES),
            is_full: false,
        }
    }
}

impl Write for CappedWriter {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.write_all(piece).map(|()| piece.len())
    }

    fn write_all(&mut self, piece: &[u8]) -> io::Result<()> {
        if self.bytes.len() + piece.len() > PAGE_BYTES {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
