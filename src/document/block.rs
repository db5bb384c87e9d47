//! Places outside brackets, where indentation says what holds what.
//!
//! Follows libyaml also where it is laxer than YAML: a value may begin in the column of
//! its key, on the next line.

use super::places::Place;
use super::scanner::{Lost, Scanner};
use crate::limits::NESTING;
use std::ops::Range;

impl Scanner<'_> {
    /// The node that begins here; `parent` is the column of what holds it.
    pub fn node(&mut self, parent: Option<usize>) -> Result<Place, Lost> {
        if self.depth >= NESTING {
            return Err(Lost);
        }
        self.depth += 1;
        let place = self.node_inside(parent);
        self.depth -= 1;
        place
    }

    fn node_inside(&mut self, parent: Option<usize>) -> Result<Place, Lost> {
        self.skip_properties(parent)?;
        let start = self.at;
        match self.peek() {
            None => Ok(Place::leaf(start..start)),
            Some(b'-') if self.space_at(1) => Ok(self.sequence(self.column())),
            Some(b'?') if self.space_at(1) => Err(Lost),
            Some(b'|' | b'>') => Ok(self.block_scalar(parent)),
            Some(b'[' | b'{') => {
                let place = self.flow()?;
                self.skip_blanks();
                if self.at_line_end() || self.peek() == Some(b'#') {
                    Ok(place)
                } else {
                    Err(Lost)
                }
            }
            Some(_) if self.is_key() => Ok(self.mapping(self.column())),
            Some(b'"' | b'\'') => {
                self.quoted()?;
                Ok(Place::leaf(start..self.at))
            }
            Some(_) => Ok(self.plain(parent)),
        }
    }

    /// Steps over `&anchor` and `!tag`, also when their node is on the next line.
    fn skip_properties(&mut self, parent: Option<usize>) -> Result<(), Lost> {
        while matches!(self.peek(), Some(b'&' | b'!')) {
            while !self.space_at(0) {
                self.at += 1;
            }
            self.skip_blanks();
            if self.at_line_end() {
                let column = self.next_content();
                let inside = parent.is_none_or(|parent| column > Some(parent));
                return if inside { Ok(()) } else { Err(Lost) };
            }
        }
        Ok(())
    }

    /// True when `key:` begins here; nothing is consumed.
    fn is_key(&mut self) -> bool {
        let (at, line) = (self.at, self.line);
        let found = self.key().is_ok();
        (self.at, self.line) = (at, line);
        found
    }

    /// Reads `key:` on one line, to after the colon.
    fn key(&mut self) -> Result<Range<usize>, Lost> {
        let start = self.at;
        let line = self.line;
        if matches!(self.peek(), Some(b'|' | b'>' | b'[' | b'{')) {
            return Err(Lost);
        }
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            self.quoted()?;
        } else {
            while !(self.peek() == Some(b':') && self.space_at(1)) {
                if self.at_line_end() {
                    return Err(Lost);
                }
                self.at += 1;
            }
        }
        let mut end = self.at;
        while self.bytes[start..end].last() == Some(&b' ') {
            end -= 1;
        }
        self.skip_blanks();
        if self.peek() != Some(b':') || !self.space_at(1) || self.line != line {
            return Err(Lost);
        }
        self.at += 1;
        Ok(start..end)
    }

    /// A block mapping whose keys are at `column`.
    fn mapping(&mut self, column: usize) -> Place {
        let start = self.at;
        let mut end = start;
        let mut place = Place::default();
        let mut merged = false;
        loop {
            let from = self.at;
            if self.at_dash() {
                break;
            }
            let entry = self.entry(column).unwrap_or_else(|Lost| {
                self.at = self.at.max(from);
                self.skip_line();
                Place::lost(from..self.at.max(from))
            });
            merged |= &self.bytes[entry.key.clone()] == b"<<";
            end = self.end_of(&entry);
            place.children.push(entry);
            if !self.next_at(column) {
                break;
            }
        }
        if merged {
            place.children.clear();
        }
        place.value = start..end;
        place
    }

    /// The end of an entry; without a value that is after its colon.
    fn end_of(&self, entry: &Place) -> usize {
        if entry.value != entry.key {
            return entry.value.end;
        }
        let rest = &self.bytes[entry.key.end..];
        let colon = rest.iter().position(|byte| *byte == b':');
        entry.key.end + colon.map_or(0, |colon| colon + 1)
    }

    /// `key: value`, the value perhaps on the lines below.
    fn entry(&mut self, column: usize) -> Result<Place, Lost> {
        let key = self.key()?;
        self.skip_blanks();
        if !self.at_line_end() {
            let start = self.at;
            let value = self.node(Some(column)).unwrap_or_else(|Lost| {
                self.skip_line();
                Place::lost(start..self.at)
            });
            return Ok(value.with_key(key));
        }
        let value = match self.next_content() {
            Some(at) if at > column => self.node(Some(column))?,
            Some(at) if at == column && (self.at_dash() || !self.is_key()) => {
                self.node(Some(column))?
            }
            _ => Place::leaf(key.clone()),
        };
        Ok(value.with_key(key))
    }

    /// A block sequence whose dashes are at `column`.
    fn sequence(&mut self, column: usize) -> Place {
        let start = self.at;
        let mut place = Place::default();
        let mut end = start;
        while self.at_dash() {
            let dash = self.at;
            self.at += 1;
            let item = self.item(column, dash).unwrap_or_else(|Lost| {
                self.skip_line();
                Place::lost(dash..self.at)
            });
            end = item.value.end.max(end);
            place.children.push(item);
            if !self.next_at(column) {
                break;
            }
        }
        place.value = start..end;
        place
    }

    /// What follows a dash; libyaml lets it begin in the dash's own column, below.
    fn item(&mut self, column: usize, dash: usize) -> Result<Place, Lost> {
        self.skip_blanks();
        if self.at_line_end() {
            let empty = match self.next_content() {
                Some(at) if at == column => self.begins_entry(),
                Some(at) => at < column,
                None => true,
            };
            if empty {
                return Ok(Place::leaf(dash..dash + 1));
            }
        }
        self.node(Some(column))
    }

    /// `- item` or `key:` begins here.
    fn begins_entry(&mut self) -> bool {
        self.at_dash() || self.is_key()
    }

    fn at_dash(&self) -> bool {
        self.peek() == Some(b'-') && self.space_at(1)
    }

    /// Moves to the next content at `column`, over what is deeper; false when there is none.
    fn next_at(&mut self, column: usize) -> bool {
        loop {
            match self.next_content() {
                Some(at) if at > column => self.skip_line(),
                Some(at) => return at == column,
                None => return false,
            }
        }
    }

    /// `|` or `>` and the lines indented deeper than `parent`.
    fn block_scalar(&mut self, parent: Option<usize>) -> Place {
        let start = self.at;
        self.skip_line();
        let mut end = start + 1;
        while self.at < self.bytes.len() {
            while self.peek() == Some(b' ') {
                self.at += 1;
            }
            let blank = matches!(self.peek(), None | Some(b'\n' | b'\r'));
            let inside = parent.is_none_or(|parent| self.column() > parent);
            if !blank && !inside {
                break;
            }
            self.skip_line();
            if !blank {
                end = self.at;
            }
        }
        while self.bytes[start..end]
            .last()
            .is_some_and(u8::is_ascii_whitespace)
        {
            end -= 1;
        }
        self.at = self.line;
        Place::leaf(start..end)
    }

    /// Text without quotes, with the deeper lines that continue it.
    fn plain(&mut self, parent: Option<usize>) -> Place {
        let start = self.at;
        let mut end = start;
        loop {
            while !self.at_line_end() {
                if !self.space_at(0) {
                    end = self.at + 1;
                }
                self.at += 1;
            }
            if self.peek() == Some(b'#') {
                break;
            }
            let (at, line) = (self.at, self.line);
            let next = self.next_content();
            let comment = self.bytes[at..self.at].contains(&b'#');
            let inside = next.is_some_and(|next| parent.is_none_or(|parent| next > parent));
            if comment || !inside {
                (self.at, self.line) = (at, line);
                break;
            }
        }
        Place::leaf(start..end)
    }
}
