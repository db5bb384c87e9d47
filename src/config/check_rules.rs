//! Reads the setting `check`: for each rule of `griot check` its level (off, warning, error) and,
//! for some rules, the largest value that passes.

use super::{Level, RuleSetting};
use crate::diagnostic::{CheckRule, DiagnosticSink};
use crate::keys::SettingKey;
use crate::phrase;
use crate::yaml_and_toml::{MappingReader, Node};
use std::collections::BTreeMap;

use Level::{Error, Off, Warning};

/// A rule of `griot check` and its setting when `griot.yaml` says nothing.
struct RuleDefault {
    rule: CheckRule,
    level: Level,
    limit: Option<u64>,
}

const DEFAULTS: [RuleDefault; 14] = [
    rule(CheckRule::Links, Error),
    rule(CheckRule::Anchors, Warning),
    rule(CheckRule::ExternalLinks, Warning),
    rule(CheckRule::Alt, Warning),
    rule(CheckRule::Sections, Warning),
    rule(CheckRule::Translations, Warning),
    rule(CheckRule::Stale, Warning),
    // days
    with_limit(CheckRule::StaleDays, Error, 30),
    rule(CheckRule::Terms, Warning),
    rule(CheckRule::Tags, Warning),
    rule(CheckRule::EmojiTitles, Warning),
    // characters
    with_limit(CheckRule::Descriptions, Warning, 160),
    rule(CheckRule::Urls, Warning),
    // kilobytes of 1,000 bytes, compressed
    with_limit(CheckRule::Weight, Warning, 35),
];

const fn rule(rule: CheckRule, level: Level) -> RuleDefault {
    RuleDefault {
        rule,
        level,
        limit: None,
    }
}

const fn with_limit(rule: CheckRule, level: Level, limit: u64) -> RuleDefault {
    RuleDefault {
        rule,
        level,
        limit: Some(limit),
    }
}

const LEVELS: [(&str, Level); 4] = [
    ("off", Off),
    ("warning", Warning),
    ("warn", Warning),
    ("error", Error),
];

/// Reads the setting of every rule, with its default where `griot.yaml` says nothing.
pub fn read(
    node: Option<Node>,
    diagnostics: &mut DiagnosticSink,
) -> BTreeMap<CheckRule, RuleSetting> {
    let noun = phrase!("rule of `check`");
    let mut keys = node.map(|node| MappingReader::new(node, noun, diagnostics));
    let mut settings = BTreeMap::new();
    for RuleDefault { rule, level, limit } in DEFAULTS {
        let default = RuleSetting { level, limit };
        let node = keys.as_mut().and_then(|keys| keys.take(rule.name()));
        let setting = node.and_then(|node| rule_setting(default, node, diagnostics));
        settings.insert(rule, setting.unwrap_or(default));
    }
    if let Some(keys) = keys {
        keys.finish(diagnostics);
    }
    settings
}

/// Reads a level, a limit, or `{level: …, limit: …}`.
fn rule_setting(
    default: RuleSetting,
    node: Node,
    diagnostics: &mut DiagnosticSink,
) -> Option<RuleSetting> {
    if node.is_mapping() {
        return Some(level_and_limit(default, node, diagnostics));
    }
    if let Some(level) = level(&node) {
        return Some(RuleSetting { level, ..default });
    }
    let written = node.scalar_text().unwrap_or_default();
    if default.limit.is_some() && written.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        let limit = Some(limit(node, diagnostics)?);
        return Some(RuleSetting { limit, ..default });
    }
    diagnostics.push(node.type_error(match default.limit {
        Some(_) => phrase!("a number, `off`, `warning` or `error`"),
        None => phrase!("`off`, `warning` or `error`"),
    }));
    None
}

fn level_and_limit(
    default: RuleSetting,
    node: Node,
    diagnostics: &mut DiagnosticSink,
) -> RuleSetting {
    let mut setting = default;
    let mut keys = MappingReader::new(node, phrase!("key of a rule"), diagnostics);
    if let Some(node) = keys.take(SettingKey::Level) {
        match level(&node) {
            Some(level) => setting.level = level,
            None => diagnostics.push(node.type_error(phrase!("`off`, `warning` or `error`"))),
        }
    }
    if default.limit.is_some() {
        let written = keys.take(SettingKey::Limit);
        let limit = written.and_then(|node| limit(node, diagnostics));
        setting.limit = limit.or(default.limit);
    }
    keys.finish(diagnostics);
    setting
}

fn level(node: &Node) -> Option<Level> {
    // YAML may have made a boolean of `off`
    if node.as_boolean() == Some(false) {
        return Some(Off);
    }
    let written = node.scalar_text()?.to_ascii_lowercase();
    let known = LEVELS.iter().find(|(name, _)| *name == written);
    known.map(|(_, level)| *level)
}

fn limit(node: Node, diagnostics: &mut DiagnosticSink) -> Option<u64> {
    let limit = diagnostics.ok(node.integer(phrase!("a limit"), 0..=1_000_000))?;
    u64::try_from(limit).ok()
}
