//! Keys taken from a mapping one by one; keys that nobody takes are reported as unknown.

use super::{MappingEntry, Node};
use crate::diagnostic::{Code, DiagnosticSink, Text, suggestion};
use crate::{message, phrase};

/// A reader of a mapping whose keys have fixed names.
pub struct MappingReader<'d> {
    entries: Vec<MappingEntry<'d>>,
    known: Vec<&'static str>,
    /// A noun for a key in messages: `setting`, `key of a menu`.
    noun: Text,
}

impl<'d> MappingReader<'d> {
    /// Reads the keys of `node`. A null has none; anything else but a mapping is reported.
    ///
    /// `noun` names a key in messages: `setting`, `key of a menu`.
    pub fn new(node: Node<'d>, noun: Text, diagnostics: &mut DiagnosticSink) -> Self {
        let entries = if node.is_null() {
            Vec::new()
        } else {
            let expected = phrase!("a {noun} on each line", noun = noun.clone());
            diagnostics.ok(node.entries(expected)).unwrap_or_default()
        };
        MappingReader {
            entries,
            known: Vec::new(),
            noun,
        }
    }

    /// Takes the value of a key, which is known from now on; `None` when it is null or absent.
    pub fn take(&mut self, key: impl Into<&'static str>) -> Option<Node<'d>> {
        let name = key.into();
        self.known.push(name);
        let at = self
            .entries
            .iter()
            .position(|entry| entry.key.text == name)?;
        let MappingEntry { value, .. } = self.entries.remove(at);
        (!value.is_null()).then_some(value)
    }

    /// Reports every key that was never taken.
    pub fn finish(self, diagnostics: &mut DiagnosticSink) {
        for MappingEntry { key, value } in &self.entries {
            let message = message!(
                Code::UnknownKey,
                "unknown {noun} `{key}`",
                noun = self.noun.clone(),
                key = key.shortened()
            );
            let hint = suggestion(&key.text, &self.known);
            diagnostics.push(value.error(message).at(key.span.clone()).hint(hint));
        }
    }
}
