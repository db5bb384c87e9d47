//! The places of keys and values in a YAML text: one scan, no values.
//!
//! serde_yaml gives values without places; this scan gives places without values, as a tree of
//! the same shape. It trusts that the text is YAML. An entry that it does not understand gets one
//! place for everything inside. The scan never fails, and makes at most one node per value.

use super::yaml_scanner::YamlScanner;
use std::ops::Range;

/// The place of a value with its key and its children, in bytes of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanTree {
    /// The key of the value; empty for an item of a list.
    pub key: Range<usize>,
    /// The value without anchor and tag. The key again, when no value was written.
    pub value: Range<usize>,
    /// One for each entry or item, in the order of the text. Empty when unknown, also where
    /// entries are merged in from elsewhere (`<<: *base`).
    pub children: Vec<SpanTree>,
    /// Whether the scan did not understand the text here; `value` is then only near the value.
    pub is_lost: bool,
}

impl SpanTree {
    /// A value without key and children.
    pub fn leaf(value: Range<usize>) -> Self {
        SpanTree {
            key: value.start..value.start,
            value,
            ..SpanTree::default()
        }
    }

    /// A value that the scan did not understand, somewhere in these bytes.
    pub fn lost(value: Range<usize>) -> Self {
        SpanTree {
            is_lost: true,
            ..SpanTree::leaf(value)
        }
    }

    /// Sets the place of the key.
    pub fn with_key(mut self, key: Range<usize>) -> Self {
        self.key = key;
        self
    }
}

/// The result of a scan, in bytes of the file.
#[derive(Debug)]
pub struct Scan {
    /// The places of all values.
    pub spans: SpanTree,
    /// The end of the root's value; the text after it belongs to no value.
    pub end: usize,
    /// The first bracket that is never closed.
    pub unclosed: Option<usize>,
    /// The first bracket deeper than the limit.
    pub too_deep: Option<usize>,
}

/// Scans the YAML document in `range` of `text`.
pub fn scan(text: &str, range: Range<usize>) -> Scan {
    let mut scanner = YamlScanner::new(text, &range);
    let content = scanner.next_content();
    scanner.started = true;
    let root = match content {
        Some(_) => scanner.node(None).unwrap_or_default(),
        None => SpanTree::default(),
    };
    Scan {
        end: root.value.end.max(range.start),
        spans: SpanTree {
            key: range.start..range.start,
            value: range,
            ..root
        },
        unclosed: scanner.unclosed,
        too_deep: scanner.too_deep,
    }
}
