//! Reads `deploy.targets` and `indexnow`: where a site is sent to, and the key for search engines.
//!
//! Refuses addresses that hold a secret, and never shows them: neither the message nor the line.

use super::flags_and_unknown_values::flag;
use super::target_address::{AddressFault, check_secrets, is_host_and_port, parse_address};
use super::{DeployTarget, TargetAddress};
use crate::diagnostic::{Code, DiagnosticSink, Spanned, Text};
use crate::keys::SettingKey;
use crate::yaml_and_toml::{MappingReader, Node, shortened};
use crate::{message, phrase};

/// The lengths of keys by the protocol (indexnow.org).
const KEY_LENGTHS: std::ops::RangeInclusive<usize> = 8..=128;

/// Reads `targets`: a list of `{name: …, to: …}`.
pub fn targets(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Vec<DeployTarget> {
    let Some(node) = node else {
        return Vec::new();
    };
    if !node.is_list() {
        let expected = phrase!("a list of targets such as `- {{name: web, to: …}}`");
        diagnostics.push(node.type_error(expected));
    }
    let mut targets: Vec<DeployTarget> = Vec::new();
    for item in node.items() {
        let Some(target) = target(item, diagnostics) else {
            continue;
        };
        if targets.iter().any(|other| other.name == target.name) {
            let message = message!(
                Code::DuplicateValue,
                "`{value}` is in the list twice",
                value = shortened(&target.name)
            );
            let hint = phrase!("give each target a name of its own");
            diagnostics.push(item.error(message).hint(hint));
        }
        targets.push(target);
    }
    targets
}

fn target(node: Node, diagnostics: &mut DiagnosticSink) -> Option<DeployTarget> {
    let mut keys = MappingReader::new(node, phrase!("key of a target"), diagnostics);
    let name = keys.take(SettingKey::Name);
    let to = keys.take(SettingKey::To);
    let endpoint = keys.take(SettingKey::Endpoint);
    let region = keys.take(SettingKey::Region);
    let history = keys.take(SettingKey::History);
    keys.finish(diagnostics);
    let Some(to) = to else {
        let message = message!(Code::MissingKey, "this target has no `to`");
        let hint = phrase!("add the address: `to: ssh://user@host/path`");
        diagnostics.push(node.error(message).hint(hint));
        return None;
    };
    let written = diagnostics.ok(to.text(phrase!("the address of a target")))?;
    let address = match parse_address(&written.value) {
        Ok(address) => address,
        Err(error) => {
            diagnostics.push(error.at(&to));
            return None;
        }
    };
    let name = name.map(|name| name.text(phrase!("the name of a target")));
    let name = match name {
        Some(name) => diagnostics.ok(name)?.value,
        None => written.value.clone(),
    };
    let is_store = matches!(address, TargetAddress::Store(_));
    let is_git = matches!(address, TargetAddress::Git(_));
    refuse_key(
        endpoint.filter(|_| !is_store),
        phrase!("an object store"),
        diagnostics,
    );
    refuse_key(
        region.filter(|_| !is_store),
        phrase!("an object store"),
        diagnostics,
    );
    refuse_key(history.filter(|_| !is_git), phrase!("git"), diagnostics);
    let region = region.map(|region| region.text(phrase!("the name of a region")));
    Some(DeployTarget {
        name,
        to: written.value,
        address,
        endpoint: endpoint.and_then(|node| endpoint_address(node, diagnostics)),
        region: region.and_then(|region| Some(diagnostics.ok(region)?.value)),
        keeps_history: flag(history, true, diagnostics),
    })
}

/// Reports a key that only another kind of target has.
fn refuse_key(node: Option<Node>, kind: Text, diagnostics: &mut DiagnosticSink) {
    if let Some(node) = node {
        let message = message!(
            Code::InvalidTarget,
            "only a target of the kind “{kind}” has this key",
            kind = kind
        );
        diagnostics.push(node.error(message).hint(phrase!("remove the key")));
    }
}

/// Reads `endpoint`: the address of a store that is not the one of its inventor.
fn endpoint_address(node: Node, diagnostics: &mut DiagnosticSink) -> Option<String> {
    let expected = phrase!("an address that begins with `https://`");
    let address = diagnostics.ok(node.text(expected))?.value;
    let checked = check_secrets(&address).and_then(|()| {
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| address.strip_prefix(scheme));
        let host = rest
            .unwrap_or_default()
            .split('/')
            .next()
            .unwrap_or_default();
        match is_host_and_port(host) {
            true => Ok(()),
            false => Err(AddressFault::invalid(
                &address,
                phrase!("write a whole address such as `https://s3.example.org`"),
            )),
        }
    });
    match checked {
        Ok(()) => Some(address.trim_end_matches('/').to_string()),
        Err(error) => {
            diagnostics.push(error.at(&node));
            None
        }
    }
}

/// Reads `indexnow`: the key that says that the site is ours.
pub fn index_now_key(node: Option<Node>, diagnostics: &mut DiagnosticSink) -> Option<String> {
    let node = node.filter(|node| node.as_boolean() != Some(false))?;
    let expected = phrase!("a key for IndexNow");
    let Spanned { value: key, .. } = diagnostics.ok(node.text(expected))?;
    let is_key = KEY_LENGTHS.contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_key {
        return Some(key);
    }
    let message = message!(
        Code::InvalidIndexNowKey,
        "`{key}` is not a key for IndexNow",
        key = shortened(&key)
    );
    let hint = phrase!("write 8 to 128 letters, digits and `-`, of your choice");
    diagnostics.push(node.error(message).hint(hint));
    None
}
