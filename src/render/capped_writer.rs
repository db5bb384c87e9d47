//! The bytes of a page while a template writes it, up to a bound.

use crate::limits::PAGE_BYTES;
use std::io::{self, Write};

/// Most pages fit.
const TYPICAL_BYTES: usize = 16 * 1024;

/// Takes what a template writes, and refuses what is too much.
pub struct CappedWriter {
    pub bytes: Vec<u8>,
    /// Whether something was refused.
    pub is_full: bool,
}

impl CappedWriter {
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
