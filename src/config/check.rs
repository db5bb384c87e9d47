//! The rules of `griot check`: how each is taken, and past which limit.

use super::{Level, RuleSetting};
use crate::diagnostic::CheckRule;
use crate::document::{Node, Problems, Table};
use std::collections::BTreeMap;

use Level::{Error, Off, Warning};

/// How each rule is taken when nothing is said; the limit of those that have one.
const RULES: [(CheckRule, Level, Option<u64>); 13] = [
    (CheckRule::Links, Error, None),
    (CheckRule::Anchors, Warning, None),
    (CheckRule::ExternalLinks, Warning, None),
    (CheckRule::Alt, Warning, None),
    (CheckRule::Sections, Warning, None),
    (CheckRule::Translations, Warning, None),
    (CheckRule::Stale, Warning, None),
    // days
    (CheckRule::StaleDays, Error, Some(30)),
    (CheckRule::Tags, Warning, None),
    (CheckRule::EmojiTitles, Warning, None),
    // characters
    (CheckRule::Descriptions, Warning, Some(160)),
    (CheckRule::Urls, Warning, None),
    // kilobytes of 1,000 bytes, compressed
    (CheckRule::Weight, Warning, Some(35)),
];

const LEVELS: [(&str, Level); 4] = [
    ("off", Off),
    ("warning", Warning),
    ("warn", Warning),
    ("error", Error),
];

/// Every rule, with its default where the settings say nothing.
pub fn check(node: Option<Node>, problems: &mut Problems) -> BTreeMap<CheckRule, RuleSetting> {
    let mut keys = node.map(|node| Table::of(node, "rule of `check`", problems));
    let rules = RULES.map(|(known, level, limit)| {
        let default = RuleSetting { level, limit };
        let node = keys.as_mut().and_then(|keys| keys.take(known.name()));
        (
            known,
            node.and_then(|node| rule(default, node, problems))
                .unwrap_or(default),
        )
    });
    if let Some(keys) = keys {
        keys.finish(problems);
    }
    BTreeMap::from(rules)
}

/// A level, a limit, or `{level: …, limit: …}`.
fn rule(default: RuleSetting, node: Node, problems: &mut Problems) -> Option<RuleSetting> {
    if node.is_mapping() {
        return Some(both(default, node, problems));
    }
    if let Some(level) = known_level(&node) {
        return Some(RuleSetting { level, ..default });
    }
    let written = node.written().unwrap_or_default();
    if default.limit.is_some() && written.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let limit = limit(node, problems)?;
        return Some(RuleSetting {
            limit: Some(limit),
            ..default
        });
    }
    problems.push(node.expected(match default.limit {
        Some(_) => "a number, `off`, `warning` or `error`",
        None => "`off`, `warning` or `error`",
    }));
    None
}

fn both(default: RuleSetting, node: Node, problems: &mut Problems) -> RuleSetting {
    let mut rule = default;
    let mut keys = Table::of(node, "key of a rule", problems);
    if let Some(node) = keys.take("level") {
        match known_level(&node) {
            Some(level) => rule.level = level,
            None => problems.push(node.expected("`off`, `warning` or `error`")),
        }
    }
    if default.limit.is_some() {
        let written = keys.take("limit");
        rule.limit = written
            .and_then(|node| limit(node, problems))
            .or(default.limit);
    }
    keys.finish(problems);
    rule
}

/// YAML may have made a boolean of `off`.
fn known_level(node: &Node) -> Option<Level> {
    if node.as_boolean() == Some(false) {
        return Some(Off);
    }
    let written = node.written()?.to_ascii_lowercase();
    let known = LEVELS.iter().find(|(name, _)| *name == written);
    known.map(|(_, level)| *level)
}

fn limit(node: Node, problems: &mut Problems) -> Option<u64> {
    let limit = problems.keep(node.integer("a limit", 0..=1_000_000))?;
    u64::try_from(limit).ok()
}
