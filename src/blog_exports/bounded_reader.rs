//! [`BoundedReader`]: reads an export, counts its lines, and refuses an element that never ends.

use std::io::{self, BufRead, Read};

/// A reader that gives an error after too many bytes without a call of [`start_event`].
///
/// [`start_event`]: BoundedReader::start_event
pub struct BoundedReader<R> {
    inner: R,
    /// Bytes since the last event began.
    since_event: usize,
    most: usize,
    /// The line that is being read, from 1.
    line: u64,
}

impl<R: BufRead> BoundedReader<R> {
    /// A reader whose events have at most `most` bytes.
    pub fn new(inner: R, most: usize) -> Self {
        BoundedReader {
            inner,
            since_event: 0,
            most,
            line: 1,
        }
    }

    /// Begins to count the bytes of the next event.
    pub fn start_event(&mut self) {
        self.since_event = 0;
    }

    /// The line that is being read, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

impl<R: BufRead> Read for BoundedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl<R: BufRead> BufRead for BoundedReader<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > self.most {
            let megabytes = self.most >> 20;
            return Err(io::Error::other(format!(
                "an element has more than the limit of {megabytes} MB"
            )));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        // the inner buffer still holds these bytes
        if let Ok(buffer) = self.inner.fill_buf() {
            let read = &buffer[..length.min(buffer.len())];
            self.line += memchr::memchr_iter(b'\n', read).count() as u64;
        }
        self.since_event += length;
        self.inner.consume(length);
    }
}
