//! Reads a text that may differ by language: `Reporter`, or `{fr: Journaliste, en: Reporter}`.

use super::flags_and_unknown_values::unknown_language;
use super::{Lang, Language};
use crate::diagnostic::{DiagnosticSink, Text};
use crate::yaml_and_toml::{MappingEntry, Node};
use std::collections::BTreeMap;

/// Reads one text for all languages, or one for each. A language without one is no mistake.
pub fn text_by_language(
    node: Option<Node>,
    expected: &Text,
    languages: &[Language],
    diagnostics: &mut DiagnosticSink,
) -> BTreeMap<Lang, String> {
    let mut texts = BTreeMap::new();
    let Some(node) = node.filter(|node| !node.is_null()) else {
        return texts;
    };
    let langs = || (0..).map(Lang).zip(languages);
    if !node.is_mapping() {
        let text = diagnostics.ok(node.single_line(expected.clone()));
        let text = text.map(|text| text.value).unwrap_or_default();
        texts.extend(langs().map(|(lang, _)| (lang, text.clone())));
        return texts;
    }
    for MappingEntry { key, value } in node.entries_if_mapping() {
        let is_same = |language: &Language| language.code.eq_ignore_ascii_case(&key.text);
        match langs().find(|(_, language)| is_same(language)) {
            _ if value.is_null() => {}
            Some((lang, _)) => {
                let text = diagnostics.ok(value.single_line(expected.clone()));
                texts.extend(text.map(|text| (lang, text.value)));
            }
            None if languages.is_empty() => {}
            None => diagnostics.push(unknown_language(&key, &value)),
        }
    }
    texts
}
