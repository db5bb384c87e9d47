//! Where each key and value of a YAML text was written: one scan, no values.
//!
//! serde_yaml gives values without places; this gives places without values, as a tree
//! of the same shape. It trusts that the text is YAML: where it is lost it skips the
//! entry, whose place then stands for all that is in it. It never fails and never
//! allocates more than a node per value.

use std::ops::Range;

/// Where a value was written, with its key and with what it holds, in bytes of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The key that leads to it; empty for an item of a list.
    pub key: Range<usize>,
    /// Without anchor and tag. The key again, when nothing was written.
    pub value: Range<usize>,
    /// One for each entry or item, in the order of the text; empty when unknown, also
    /// where entries are merged in from elsewhere (`<<: *base`).
    pub children: Vec<Place>,
    /// The scan lost its way here: `value` is only about where the value is.
    pub lost: bool,
}

impl Place {
    pub fn leaf(value: Range<usize>) -> Self {
        Place {
            key: value.start..value.start,
            value,
            ..Place::default()
        }
    }

    fn lost(value: Range<usize>) -> Self {
        Place {
            lost: true,
            ..Place::leaf(value)
        }
    }

    pub fn with_key(mut self, key: Range<usize>) -> Self {
        self.key = key;
        self
    }
}

/// Nesting that is followed; serde_yaml gives up at the same depth.
pub(super) const DEPTH: usize = 128;

/// What a scan found, in bytes of the file.
#[derive(Debug)]
pub struct Scan {
    pub place: Place,
    /// Where the root's value ends; what follows belongs to nothing.
    pub end: usize,
    /// A bracket that nothing closes.
    pub unclosed: Option<usize>,
    /// A bracket deeper than can be read.
    pub too_deep: Option<usize>,
}

/// The places of the YAML document in `range` of `text`.
pub fn scan(text: &str, range: Range<usize>) -> Scan {
    let mut scanner = Scanner {
        bytes: &text.as_bytes()[..range.end],
        at: range.start,
        line: range.start,
        depth: 0,
        started: false,
        unclosed: None,
        too_deep: None,
    };
    let content = scanner.next_content();
    scanner.started = true;
    let root = match content {
        Some(_) => scanner.node(None).unwrap_or_default(),
        None => Place::default(),
    };
    Scan {
        end: root.value.end.max(range.start),
        place: Place {
            key: range.start..range.start,
            value: range,
            ..root
        },
        unclosed: scanner.unclosed,
        too_deep: scanner.too_deep,
    }
}

/// The scanner does not understand what it sees, and its caller skips it.
pub(super) struct Lost;

pub(super) struct Scanner<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    /// Where the current line begins.
    pub(super) line: usize,
    pub(super) depth: usize,
    /// Past the `---` that a document may begin with.
    started: bool,
    pub(super) unclosed: Option<usize>,
    pub(super) too_deep: Option<usize>,
}

impl Scanner<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// True when the byte after `offset` is white space or the text ends.
    pub(super) fn space_at(&self, offset: usize) -> bool {
        let next = self.bytes.get(self.at + offset);
        next.is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
    }

    fn column(&self) -> usize {
        self.at - self.line
    }

    pub(super) fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Only white space and a comment are left on the line.
    fn at_line_end(&self) -> bool {
        let blank_before = self.at == self.line || self.bytes[self.at - 1].is_ascii_whitespace();
        match self.peek() {
            None | Some(b'\n' | b'\r') => true,
            Some(b'#') => blank_before,
            Some(_) => false,
        }
    }

    pub(super) fn skip_line(&mut self) {
        while !matches!(self.peek(), None | Some(b'\n')) {
            self.at += 1;
        }
        self.at = (self.at + 1).min(self.bytes.len());
        self.line = self.at;
    }

    /// Moves to the next content, over blank lines and comments; gives its column.
    fn next_content(&mut self) -> Option<usize> {
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

    /// The node that begins here; `parent` is the column of what holds it.
    fn node(&mut self, parent: Option<usize>) -> Result<Place, Lost> {
        if self.depth >= DEPTH {
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

    /// Text in quotes, to after the closing one.
    pub(super) fn quoted(&mut self) -> Result<(), Lost> {
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
