//! Finds the places of keys and values in YAML outside brackets, where indentation says which value
//! belongs to which key. The values themselves come from serde_yaml.

use super::yaml_places::SpanTree;
use super::yaml_scanner::{NotUnderstood, YamlScanner};
use crate::limits::NESTING;
use std::ops::Range;

impl YamlScanner<'_> {
    /// Scans the node that begins here; `parent` is the column of the node that holds it.
    pub fn node(&mut self, parent: Option<usize>) -> Result<SpanTree, NotUnderstood> {
        if self.depth >= NESTING {
            return Err(NotUnderstood);
        }
        self.depth += 1;
        let spans = self.node_inside(parent);
        self.depth -= 1;
        spans
    }

    fn node_inside(&mut self, parent: Option<usize>) -> Result<SpanTree, NotUnderstood> {
        self.skip_properties(parent)?;
        let start = self.at;
        match self.peek() {
            None => Ok(SpanTree::leaf(start..start)),
            Some(b'-') if self.space_at(1) => Ok(self.sequence(self.column())),
            Some(b'?') if self.space_at(1) => Err(NotUnderstood),
            Some(b'|' | b'>') => Ok(self.block_scalar(parent)),
            Some(b'[' | b'{') => {
                let spans = self.flow()?;
                self.skip_blanks();
                if self.at_line_end() || self.peek() == Some(b'#') {
                    Ok(spans)
                } else {
                    Err(NotUnderstood)
                }
            }
            Some(_) if self.is_key() => Ok(self.mapping(self.column())),
            Some(b'"' | b'\'') => {
                self.quoted()?;
                Ok(SpanTree::leaf(start..self.at))
            }
            Some(_) => Ok(self.plain(parent)),
        }
    }

    /// Skips `&anchor` and `!tag`, also when their node is on the next line.
    fn skip_properties(&mut self, parent: Option<usize>) -> Result<(), NotUnderstood> {
        while matches!(self.peek(), Some(b'&' | b'!')) {
            while !self.space_at(0) {
                self.at += 1;
            }
            self.skip_blanks();
            if self.at_line_end() {
                let column = self.next_content();
                let inside = parent.is_none_or(|parent| column > Some(parent));
                return if inside { Ok(()) } else { Err(NotUnderstood) };
            }
        }
        Ok(())
    }

    /// Whether `key:` begins here; consumes nothing.
    fn is_key(&mut self) -> bool {
        let (at, line) = (self.at, self.line);
        let found = self.key().is_ok();
        (self.at, self.line) = (at, line);
        found
    }

    /// Scans `key:` on one line, to after the colon.
    fn key(&mut self) -> Result<Range<usize>, NotUnderstood> {
        let start = self.at;
        let line = self.line;
        if matches!(self.peek(), Some(b'|' | b'>' | b'[' | b'{')) {
            return Err(NotUnderstood);
        }
        if matches!(self.peek(), Some(b'"' | b'\'')) {
            self.quoted()?;
        } else {
            while !(self.peek() == Some(b':') && self.space_at(1)) {
                if self.at_line_end() {
                    return Err(NotUnderstood);
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
            return Err(NotUnderstood);
        }
        self.at += 1;
        Ok(start..end)
    }

    /// Scans a block mapping whose keys are at `column`.
    fn mapping(&mut self, column: usize) -> SpanTree {
        let start = self.at;
        let mut end = start;
        let mut spans = SpanTree::default();
        let mut merged = false;
        loop {
            let from = self.at;
            if self.at_dash() {
                break;
            }
            let entry = self.entry(column).unwrap_or_else(|NotUnderstood| {
                self.at = self.at.max(from);
                self.skip_line();
                SpanTree::lost(from..self.at.max(from))
            });
            merged |= &self.bytes[entry.key.clone()] == b"<<";
            end = self.end_of(&entry);
            spans.children.push(entry);
            if !self.next_at(column) {
                break;
            }
        }
        if merged {
            spans.children.clear();
        }
        spans.value = start..end;
        spans
    }

    /// The end of an entry; for an entry without a value, the end of its colon.
    fn end_of(&self, entry: &SpanTree) -> usize {
        if entry.value != entry.key {
            return entry.value.end;
        }
        let rest = &self.bytes[entry.key.end..];
        let colon = rest.iter().position(|byte| *byte == b':');
        entry.key.end + colon.map_or(0, |colon| colon + 1)
    }

    /// Scans `key: value`, the value perhaps on the lines below.
    fn entry(&mut self, column: usize) -> Result<SpanTree, NotUnderstood> {
        let key = self.key()?;
        self.skip_blanks();
        if !self.at_line_end() {
            let start = self.at;
            let value = self.node(Some(column)).unwrap_or_else(|NotUnderstood| {
                self.skip_line();
                SpanTree::lost(start..self.at)
            });
            return Ok(value.with_key(key));
        }
        let value = match self.next_content() {
            Some(at) if at > column => self.node(Some(column))?,
            Some(at) if at == column && (self.at_dash() || !self.is_key()) => {
                self.node(Some(column))?
            }
            _ => SpanTree::leaf(key.clone()),
        };
        Ok(value.with_key(key))
    }

    /// Scans a block sequence whose dashes are at `column`.
    fn sequence(&mut self, column: usize) -> SpanTree {
        let start = self.at;
        let mut spans = SpanTree::default();
        let mut end = start;
        while self.at_dash() {
            let dash = self.at;
            self.at += 1;
            let item = self.item(column, dash).unwrap_or_else(|NotUnderstood| {
                self.skip_line();
                SpanTree::lost(dash..self.at)
            });
            end = item.value.end.max(end);
            spans.children.push(item);
            if !self.next_at(column) {
                break;
            }
        }
        spans.value = start..end;
        spans
    }

    /// Scans the item after a dash; libyaml lets it begin in the dash's own column, below.
    fn item(&mut self, column: usize, dash: usize) -> Result<SpanTree, NotUnderstood> {
        self.skip_blanks();
        if self.at_line_end() {
            let empty = match self.next_content() {
                Some(at) if at == column => self.begins_entry(),
                Some(at) => at < column,
                None => true,
            };
            if empty {
                return Ok(SpanTree::leaf(dash..dash + 1));
            }
        }
        self.node(Some(column))
    }

    /// Whether `- item` or `key:` begins here.
    fn begins_entry(&mut self) -> bool {
        self.at_dash() || self.is_key()
    }

    fn at_dash(&self) -> bool {
        self.peek() == Some(b'-') && self.space_at(1)
    }

    /// Moves to the next content at `column`, over deeper content; false when there is none.
    fn next_at(&mut self, column: usize) -> bool {
        loop {
            match self.next_content() {
                Some(at) if at > column => self.skip_line(),
                Some(at) => return at == column,
                None => return false,
            }
        }
    }

    /// Scans `|` or `>` and the lines indented deeper than `parent`.
    fn block_scalar(&mut self, parent: Option<usize>) -> SpanTree {
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
        SpanTree::leaf(start..end)
    }

    /// Scans text without quotes, with the deeper lines that continue it.
    fn plain(&mut self, parent: Option<usize>) -> SpanTree {
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
        SpanTree::leaf(start..end)
    }
}
