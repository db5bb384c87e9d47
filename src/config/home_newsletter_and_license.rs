//! Reads the settings `home`, `newsletter` and `license`.

use super::{License, Newsletter};
use crate::diagnostic::{Code, DiagnosticSink, Spanned};
use crate::keys::SettingKey;
use crate::safe_addresses;
use crate::yaml_and_toml::{MappingReader, Node};
use crate::{message, phrase};

/// Reads `home`: `{sections: [security, africa]}`. Gives the ids as they are written.
pub fn home_sections(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Vec<Spanned<String>> {
    let Some(node) = node else {
        return Vec::new();
    };
    let mut keys = MappingReader::new(node, phrase!("key of `home`"), diagnostics);
    let sections = keys.take(SettingKey::Sections);
    keys.finish(diagnostics);
    sections.map_or_else(Vec::new, |sections| {
        let expected = phrase!("a list of categories or tags such as `[security, africa]`");
        sections.word_list(expected, diagnostics)
    })
}

/// Reads `newsletter`: `{action: …, name: …}` for a form, or `{url: …}` for a link.
pub fn newsletter(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Option<Newsletter> {
    let node = node.filter(|node| node.as_boolean() != Some(false))?;
    let mut keys = MappingReader::new(node, phrase!("key of `newsletter`"), diagnostics);
    let action = keys.take(SettingKey::Action);
    let name = keys.take(SettingKey::Name);
    let url = keys.take(SettingKey::Url);
    keys.finish(diagnostics);
    match (action, url) {
        (Some(action), None) => {
            let action = diagnostics.ok(safe_addresses::service_form(&action))?;
            let name = name.map(|name| name.text(phrase!("the name of a field")));
            let name = name.map_or(Some("email".to_owned()), |name| {
                diagnostics.ok(name).map(|name| name.value)
            });
            Some(Newsletter::Form {
                action,
                field: name?,
            })
        }
        (None, Some(url)) => {
            let url = diagnostics.ok(safe_addresses::web(&url))?.value;
            Some(Newsletter::Page { url })
        }
        _ => {
            let message = message!(
                Code::MissingKey,
                "a newsletter has either an `action` or a `url`"
            );
            let hint = phrase!(
                "write `{{action: https://…, name: email}}` for a form, or `{{url: https://…}}` for a link"
            );
            diagnostics.push(node.error(message).hint(hint));
            None
        }
    }
}

/// Reads `license`: `{name: …, url: …, rsl: …}`, or its name alone.
pub fn license(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Option<License> {
    let node = node.filter(|node| node.as_boolean() != Some(false))?;
    let expected = || phrase!("the name of a licence, such as `CC BY 4.0`");
    if !node.is_mapping() {
        return Some(License {
            name: diagnostics.ok(node.text(expected()))?.value,
            url: None,
            rsl: None,
        });
    }
    let mut keys = MappingReader::new(node, phrase!("key of `license`"), diagnostics);
    let name = keys.take(SettingKey::Name);
    let url = keys.take(SettingKey::Url);
    let rsl = keys.take(SettingKey::Rsl);
    keys.finish(diagnostics);
    let mut address = |node: Option<Node>| {
        let address = node.and_then(|node| diagnostics.ok(safe_addresses::web(&node)));
        address.map(|address| address.value)
    };
    let (url, rsl) = (address(url), address(rsl));
    let Some(name) = name else {
        let message = message!(Code::MissingKey, "this licence has no `name`");
        diagnostics.push(node.error(message).hint(phrase!("add `name: CC BY 4.0`")));
        return None;
    };
    let name = diagnostics.ok(name.text(expected()))?.value;
    Some(License { name, url, rsl })
}
