//! Values as templates can take them: every key is text, and YAML's tags are gone.

use crate::text::forbidden_chars::replace_forbidden;

use super::{Mapping, Node, Problems, Value};

impl Node<'_> {
    /// The whole of the value, copied; numbers and words as keys become text.
    ///
    /// A key that is a list or a mapping itself (`{{ name }}` without quotes) is a
    /// problem, and left out.
    pub fn plain(&self, problems: &mut Problems) -> Value {
        match self.value() {
            Value::Sequence(_) => {
                let items = self.items();
                Value::Sequence(items.iter().map(|item| item.plain(problems)).collect())
            }
            Value::Mapping(_) => Value::Mapping(self.plain_mapping(problems)),
            Value::String(text) => Value::String(replace_forbidden(text).into_owned()),
            scalar => scalar.clone(),
        }
    }

    /// What [`Node::plain`] gives of a mapping; anything else is a problem, and empty.
    pub fn plain_mapping(&self, problems: &mut Problems) -> Mapping {
        let mut plain = Mapping::new();
        let (Value::Mapping(mapping), Ok(entries)) = (self.value(), self.entries("")) else {
            problems.push(self.expected("keys and values"));
            return plain;
        };
        for (written, (key, node)) in mapping.keys().zip(entries) {
            if matches!(written, Value::Sequence(_) | Value::Mapping(_)) {
                let problem = node.error("this key is not a word").at(key.span.clone());
                problems.push(problem.hint("put text with `{` or `[` in quotes"));
                continue;
            }
            let value = node.plain(problems);
            plain.insert(
                Value::String(replace_forbidden(&key.text).into_owned()),
                value,
            );
        }
        plain
    }
}
