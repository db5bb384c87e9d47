//! What is said of a key that Griot does not read.

use crate::diagnostic::{Code, Diagnostic};
use crate::keys::{
    FrontMatterKey, front_matter_key, nearest_front_matter_key, translated_boolean,
    translated_front_matter_key,
};
use crate::yaml_and_toml::{MappingKey, Node};
use crate::{message, phrase};

/// The problem of an unknown key: an error where its author says that the text is a draft, so that
/// it is not published; else a warning.
pub fn unknown_key(key: &MappingKey, node: &Node) -> Diagnostic {
    if says_draft(key, node) {
        let message = message!(
            Code::UnreadDraft,
            "`{key}` is not read: this text would be published",
            key = key.shortened()
        );
        let error = node.error(message).at(key.span.clone());
        return error.hint(phrase!("write `draft: true`"));
    }
    if let Some(spec) = translated_front_matter_key(&key.text) {
        let message = message!(
            Code::TranslatedKey,
            "`{key}` is not read: the names of keys are English",
            key = key.shortened()
        );
        return once(node, key, message).hint(phrase!("write `{key}`", key = spec.key.name()));
    }
    let message = message!(
        Code::UnknownKey,
        "unknown front matter key `{key}`",
        key = key.shortened()
    );
    once(node, key, message).hint(
        match (without_space(key), nearest_front_matter_key(&key.text)) {
            (Some(name), _) => phrase!("put a space after the colon: `{name}: …`", name = name),
            (None, Some(name)) => phrase!("did you mean `{name}`?", name = name),
            (None, None) => phrase!(
                "put it under `extra`, where templates find it as `extra.{key}`",
                key = key.shortened()
            ),
        },
    )
}

fn once(node: &Node, key: &MappingKey, message: crate::diagnostic::Message) -> Diagnostic {
    let warning = node.warning(message).at(key.span.clone());
    warning.once(format!("front matter key {}", key.text))
}

/// Whether an unknown key says that the text is not to be published yet: `brouillon: oui`,
/// `publié: non`, `status: draft`.
fn says_draft(key: &MappingKey, node: &Node) -> bool {
    let text = node.scalar_text().unwrap_or_default();
    let is_true = node.as_boolean().or_else(|| translated_boolean(&text));
    let word = text.trim().to_lowercase();
    if matches!(
        key.text.to_lowercase().as_str(),
        "status" | "statut" | "state" | "état"
    ) {
        return matches!(
            word.as_str(),
            "draft" | "private" | "pending" | "future" | "brouillon" | "privé"
        );
    }
    let known = translated_front_matter_key(&key.text).map(|spec| spec.key);
    match known {
        Some(FrontMatterKey::Draft) => is_true != Some(false) && !node.is_null(),
        Some(FrontMatterKey::Published) => is_true == Some(false),
        _ => false,
    }
}

/// The known key with which a key begins that has a colon in it: `title` of `title:Un`.
fn without_space(key: &MappingKey) -> Option<&'static str> {
    let (name, _) = key.text.split_once(':')?;
    front_matter_key(name.trim()).map(|spec| spec.key.name())
}
