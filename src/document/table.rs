//! Keys taken from a mapping one by one; what is left over was not expected.

use super::{Key, Node, Problems};
use crate::diagnostic::suggestion;

/// A mapping whose keys have fixed names.
pub struct Table<'d> {
    node: Node<'d>,
    entries: Vec<(Key<'d>, Node<'d>)>,
    known: Vec<&'static str>,
    /// What a key is called in messages: `setting`, `key of a menu`.
    what: &'static str,
}

impl<'d> Table<'d> {
    /// The keys of `node`; a null has none, and what is no mapping is a problem.
    pub fn of(node: Node<'d>, what: &'static str, problems: &mut Problems) -> Self {
        let entries = if node.is_null() {
            Vec::new()
        } else {
            let expected = format!("a {what} on each line");
            problems.keep(node.entries(&expected)).unwrap_or_default()
        };
        Table {
            node,
            entries,
            known: Vec::new(),
            what,
        }
    }

    /// The mapping itself, for problems with the whole of it.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The value of a key, which is known from now on; `None` when it is null or not there.
    pub fn take(&mut self, name: &'static str) -> Option<Node<'d>> {
        self.known.push(name);
        let at = self.entries.iter().position(|(key, _)| key.text == name)?;
        let (_, node) = self.entries.remove(at);
        (!node.is_null()).then_some(node)
    }

    /// Complains about every key that was never taken.
    pub fn finish(self, problems: &mut Problems) {
        for (key, node) in &self.entries {
            let message = format!("unknown {} `{}`", self.what, key.shown());
            let hint = suggestion(&key.text, &self.known);
            problems.push(node.error(message).at(key.span.clone()).hint(hint));
        }
    }
}
