//! Values as templates can take them: every key is text, and YAML's tags are gone.

use super::{Mapping, MappingEntry, Node, Value};
use crate::diagnostic::{Code, DiagnosticSink};
use crate::text::forbidden_chars::replace_forbidden;
use crate::{message, phrase};

impl Node<'_> {
    /// Copies the whole value; numbers and words as keys become text.
    ///
    /// Skips and reports a key that is a list or a mapping itself (`{{ name }}` without quotes).
    pub fn template_value(&self, diagnostics: &mut DiagnosticSink) -> Value {
        match self.value() {
            Value::Sequence(_) => {
                let items = self.items();
                let values = items.iter().map(|item| item.template_value(diagnostics));
                Value::Sequence(values.collect())
            }
            Value::Mapping(_) => Value::Mapping(self.template_mapping(diagnostics)),
            Value::String(text) => Value::String(replace_forbidden(text).into_owned()),
            scalar => scalar.clone(),
        }
    }

    /// Copies a mapping as [`Node::template_value`] does; anything else is reported, and empty.
    pub fn template_mapping(&self, diagnostics: &mut DiagnosticSink) -> Mapping {
        let mut copy = Mapping::new();
        let Value::Mapping(mapping) = self.value() else {
            diagnostics.push(self.type_error(phrase!("keys and values")));
            return copy;
        };
        for (written_key, entry) in mapping.keys().zip(self.entries_if_mapping()) {
            let MappingEntry { key, value } = entry;
            if matches!(written_key, Value::Sequence(_) | Value::Mapping(_)) {
                let message = message!(Code::InvalidKey, "this key is not a word");
                let diagnostic = value.error(message).at(key.span.clone());
                diagnostics.push(diagnostic.hint(phrase!("put text with `{{` or `[` in quotes")));
                continue;
            }
            let value = value.template_value(diagnostics);
            copy.insert(
                Value::String(replace_forbidden(&key.text).into_owned()),
                value,
            );
        }
        copy
    }
}
