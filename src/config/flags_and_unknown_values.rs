//! Reads the value of a `true`/`false` setting, and words the errors for an unknown value and an
//! unknown language, which several settings share.

use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Spanned, Text, suggestion};
use crate::yaml_and_toml::{MappingKey, Node, shortened};
use crate::{message, phrase};

/// Reads `true` or `false`, or gives the default when the key is absent.
pub fn flag(node: Option<Node>, default: bool, diagnostics: &mut DiagnosticSink) -> bool {
    let value = node.and_then(|node| diagnostics.ok(node.boolean()));
    value.unwrap_or(default)
}

/// The error for a word of `node` that is none of the known ones; `noun` names its kind.
pub fn unknown_value(
    node: &Node,
    word: &Spanned<String>,
    noun: Text,
    known: &[&str],
) -> Diagnostic {
    let message = message!(
        Code::UnknownValue,
        "unknown {noun} `{value}`",
        noun = noun,
        value = shortened(&word.value)
    );
    let hint = suggestion(&word.value, known);
    node.error(message).at(word.span.clone()).hint(hint)
}

/// The error for a code that is not among `languages`.
pub fn unknown_language(key: &MappingKey, node: &Node) -> Diagnostic {
    let message = message!(
        Code::UnknownLanguage,
        "`{code}` is not one of the site's languages",
        code = key.shortened()
    );
    let hint = phrase!("write the code as it is under `languages`, or add it there");
    node.error(message).at(key.span.clone()).hint(hint)
}
