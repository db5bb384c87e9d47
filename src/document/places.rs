//! Where each key and value of a YAML text was written: one scan, no values.
//!
//! serde_yaml gives values without places; this gives places without values, as a tree
//! of the same shape. It trusts that the text is YAML: where it is lost it skips the
//! entry, whose place then stands for all that is in it. It never fails and never
//! allocates more than a node per value.

use super::scanner::Scanner;
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

    pub fn lost(value: Range<usize>) -> Self {
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
    let mut scanner = Scanner::new(text, &range);
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
