//! The cursor of the scan for places: bytes, lines and columns of a YAML text.

use std::ops::Range;

/// The scanner does not understand what it sees, and its caller skips it.
pub struct Lost;

/// A place in a text, and what the scan met on its way there.
pub struct Scanner<'t> {
    /// The file to the end of the document; places are bytes of it.
    pub bytes: &'t [u8],
    pub at: usize,
    /// Where the current line begins.
    pub line: usize,
    pub depth: usize,
    /// Past the `---` that a document may begin with.
    pub started: bool,
    /// See [`Scan`](super::places::Scan).
    pub unclosed: Option<usize>,
    pub too_deep: Option<usize>,
}

impl<'t> Scanner<'t> {
    pub fn new(text: &'t str, range: &Range<usize>) -> Self {
        Scanner {
            bytes: &text.as_bytes()[..range.end],
            at: range.start,
            line: range.start,
            depth: 0,
            started: false,
            unclosed: None,
            too_deep: None,
        }
    }

    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// True when the byte after `offset` is white space or the text ends.
    pub fn space_at(&self, offset: usize) -> bool {
        let next = self.bytes.get(self.at + offset);
        next.is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
    }

    pub fn column(&self) -> usize {
        self.at - self.line
    }

    pub fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Only white space and a comment are left on the line.
    pub fn at_line_end(&self) -> bool {
        let blank_before = self.at == self.line || self.bytes[self.at - 1].is_ascii_whitespace();
        match self.peek() {
            None | Some(b'\n' | b'\r') => true,
            Some(b'#') => blank_before,
            Some(_) => false,
        }
    }

    pub fn skip_line(&mut self) {
        while !matches!(self.peek(), None | Some(b'\n')) {
            self.at += 1;
        }
        self.at = (self.at + 1).min(self.bytes.len());
        self.line = self.at;
    }

    /// Moves to the next content, over blank lines and comments; gives its column.
    pub fn next_content(&mut self) -> Option<usize> {
        loop {
            self.skip_blanks();
            if self.at >= self.bytes.len() || self.at_marker(b"...") {
                return None;
            }
            if self.at_marker(b"---") {
                if self.started {
                    return None;
                }
                self.at += 3;
            } else if self.at_line_end() {
                self.skip_line();
            } else {
                return Some(self.column());
            }
        }
    }

    fn at_marker(&self, marker: &[u8]) -> bool {
        self.at == self.line && self.bytes[self.at..].starts_with(marker) && self.space_at(3)
    }

    /// Text in quotes, to after the closing one.
    pub fn quoted(&mut self) -> Result<(), Lost> {
        let quote = self.peek();
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' if quote == Some(b'"') && self.peek() != Some(b'\n') => self.at += 1,
                b'\n' => self.line = self.at,
                _ if Some(byte) != quote => {}
                b'\'' if self.peek() == Some(b'\'') => self.at += 1,
                _ => return Ok(()),
            }
        }
        self.at = self.bytes.len();
        Err(Lost)
    }
}
