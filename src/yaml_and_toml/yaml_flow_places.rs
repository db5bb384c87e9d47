//! Finds the places of keys and values in YAML inside `[…]` and `{…}`. The values themselves come
//! from serde_yaml.

use super::yaml_places::SpanTree;
use super::yaml_scanner::{NotUnderstood, YamlScanner};
use crate::limits::NESTING;
use std::ops::Range;

impl YamlScanner<'_> {
    /// Scans a flow sequence or mapping, or a scalar inside one.
    pub fn flow(&mut self) -> Result<SpanTree, NotUnderstood> {
        if self.depth >= NESTING {
            self.too_deep.get_or_insert(self.at);
            return Err(NotUnderstood);
        }
        self.depth += 1;
        let spans = self.flow_inside();
        self.depth -= 1;
        spans
    }

    fn flow_inside(&mut self) -> Result<SpanTree, NotUnderstood> {
        while matches!(self.peek(), Some(b'&' | b'!')) {
            while !self.space_at(0) && !self.at_indicator() {
                self.at += 1;
            }
            self.flow_space();
        }
        let start = self.at;
        let children = match self.peek() {
            Some(b'[') => self.flow_entries(b']')?,
            Some(b'{') => self.flow_entries(b'}')?,
            Some(b'"' | b'\'') => {
                self.quoted()?;
                Vec::new()
            }
            Some(b'?') if self.space_at(1) => return Err(NotUnderstood),
            Some(_) => return Ok(SpanTree::leaf(self.flow_plain())),
            None => return Err(NotUnderstood),
        };
        let merge = |child: &SpanTree| &self.bytes[child.key.clone()] == b"<<";
        let merged = children.iter().any(merge);
        Ok(SpanTree {
            children: if merged { Vec::new() } else { children },
            ..SpanTree::leaf(start..self.at)
        })
    }

    /// Scans the entries between two brackets, to after the closing one.
    fn flow_entries(&mut self, close: u8) -> Result<Vec<SpanTree>, NotUnderstood> {
        let open = self.at;
        self.at += 1;
        let mut children = Vec::new();
        loop {
            self.flow_space();
            match self.peek() {
                None => {
                    self.unclosed.get_or_insert(open);
                    return Err(NotUnderstood);
                }
                Some(b) if b == close => {
                    self.at += 1;
                    return Ok(children);
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    let before = self.at;
                    children.push(self.flow_entry(close == b'}')?);
                    if self.at == before {
                        return Err(NotUnderstood);
                    }
                }
            }
        }
    }

    /// Scans `value`, `key: value` or `key`; in a list the second is a mapping of its own.
    fn flow_entry(&mut self, in_mapping: bool) -> Result<SpanTree, NotUnderstood> {
        let first = if self.peek() == Some(b':') {
            SpanTree::leaf(self.at..self.at)
        } else {
            self.flow()?
        };
        let json_like = matches!(self.bytes[self.at - 1], b'"' | b'\'' | b']' | b'}');
        self.flow_space();
        if self.peek() != Some(b':') || !(json_like || self.flow_colon()) {
            return Ok(first);
        }
        self.at += 1;
        self.flow_space();
        let key = first.value;
        let value = match self.peek() {
            None | Some(b',' | b']' | b'}') => SpanTree::leaf(key.clone()),
            Some(_) => self.flow()?,
        };
        let value = value.with_key(key.clone());
        if in_mapping {
            return Ok(value);
        }
        Ok(SpanTree {
            children: vec![value],
            ..SpanTree::leaf(key.start..self.at)
        })
    }

    /// Whether a comma or a bracket is here, or the end of the text.
    fn at_indicator(&self) -> bool {
        matches!(self.peek(), None | Some(b',' | b'[' | b']' | b'{' | b'}'))
    }

    /// Whether a colon here ends a key.
    fn flow_colon(&self) -> bool {
        let next = self.bytes.get(self.at + 1);
        self.space_at(1) || matches!(next, Some(b',' | b'[' | b']' | b'{' | b'}'))
    }

    /// Scans text without quotes.
    fn flow_plain(&mut self) -> Range<usize> {
        let start = self.at;
        let mut end = start;
        loop {
            let colon = self.peek() == Some(b':') && self.flow_colon();
            if self.at_indicator() || colon {
                break;
            }
            let blank = self.space_at(0);
            if blank {
                self.flow_space();
                if self.peek() == Some(b'#') {
                    break;
                }
            } else {
                self.at += 1;
                end = self.at;
            }
        }
        start..end
    }

    /// Skips white space, line ends and comments.
    fn flow_space(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    self.line = self.at;
                }
                Some(b'#') => self.skip_line(),
                _ => return,
            }
        }
    }
}
