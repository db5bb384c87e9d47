//! The cursor of the YAML scan: bytes, lines and columns of a text.
//!
//! The grammar is in `yaml_block_places` and `yaml_flow_places`; this file has the steps that both use.

use std::ops::Range;

/// The scanner does not understand the text here; its caller skips the entry.
pub struct NotUnderstood;

/// A position in a text, and what the scan has met on its way there.
pub struct YamlScanner<'t> {
    /// The file to the end of the document; places are bytes of it.
    pub bytes: &'t [u8],
    /// The next byte.
    pub at: usize,
    /// The first byte of the current line.
    pub line: usize,
    /// Lists and mappings open here.
    pub depth: usize,
    /// Whether the scan is past the `---` that a document may begin with.
    pub started: bool,
    /// The first bracket that is never closed.
    pub unclosed: Option<usize>,
    /// The first bracket deeper than the limit.
    pub too_deep: Option<usize>,
}

impl<'t> YamlScanner<'t> {
    /// Starts at the beginning of `range`.
    pub fn new(text: &'t str, range: &Range<usize>) -> Self {
        YamlScanner {
            bytes: &text.as_bytes()[..range.end],
            at: range.start,
            line: range.start,
            depth: 0,
            started: false,
            unclosed: None,
            too_deep: None,
        }
    }

    /// The byte here; `None` at the end.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether white space is `offset` bytes from here, or the end of the text.
    pub fn space_at(&self, offset: usize) -> bool {
        let next = self.bytes.get(self.at + offset);
        next.is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
    }

    /// The column here, in bytes from 0.
    pub fn column(&self) -> usize {
        self.at - self.line
    }

    /// Skips spaces and tabs.
    pub fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Whether the line has nothing more but a comment.
    pub fn at_line_end(&self) -> bool {
        let blank_before = self.at == self.line || self.bytes[self.at - 1].is_ascii_whitespace();
        match self.peek() {
            None | Some(b'\n' | b'\r') => true,
            Some(b'#') => blank_before,
            Some(_) => false,
        }
    }

    /// Moves to the beginning of the next line.
    pub fn skip_line(&mut self) {
        while !matches!(self.peek(), None | Some(b'\n')) {
            self.at += 1;
        }
        self.at = (self.at + 1).min(self.bytes.len());
        self.line = self.at;
    }

    /// Moves to the next content, over blank lines and comments, and gives its column.
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

    /// Scans text in quotes, to after the closing one.
    pub fn quoted(&mut self) -> Result<(), NotUnderstood> {
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
        Err(NotUnderstood)
    }
}
