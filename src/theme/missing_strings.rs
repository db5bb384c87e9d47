//! What does not fit together in the words of a theme: strings that a language lacks, and keys
//! that nobody asks for.

use super::string_catalog::{StringCatalog, Words};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, nearest};
use crate::document::shortened;
use std::collections::BTreeSet;

/// Names that a message shows at the most.
const SHOWN: usize = 5;

/// Warnings for what a reader would get in another language, or not at all. `called` are the
/// keys that templates ask for.
pub fn check(
    config: &Config,
    catalog: &StringCatalog,
    called: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let default = &catalog.languages[usize::from(config.default_language.0)];
    let everywhere = catalog.languages.iter().chain([&catalog.english]);
    let known: BTreeSet<&str> = everywhere
        .clone()
        .flat_map(|spoken| spoken.keys())
        .collect();
    let mut mistyped = BTreeSet::new();
    for words in everywhere.flat_map(|spoken| &spoken.files) {
        let unasked = words.iter().filter(|(key, word)| {
            let everyones = catalog.english.built_in(key).is_some();
            !word.built_in && !everyones && !called.contains(*key)
        });
        for (key, word) in unasked {
            if let Some(near) = meant(key, words, &known) {
                mistyped.insert(key.as_str());
                let message = format!("no template asks for the string `{}`", shortened(key));
                let problem = Diagnostic::warning(word.path.clone(), message);
                problems.push(
                    problem
                        .at(word.span.clone())
                        .hint(format!("did you mean `{near}`?")),
                );
            }
        }
    }
    for (language, spoken) in config.languages.iter().zip(&catalog.languages) {
        let wanted: BTreeSet<&str> = default.keys().chain(catalog.english.keys()).collect();
        let lacking = wanted.difference(&mistyped);
        let lacking = lacking.filter(|key| spoken.get(key).is_none());
        let lacking: Vec<&str> = lacking.copied().collect();
        problems.extend(missing(config, &language.code, &lacking));
    }
    problems
}

/// The string that the author of a file meant by a key: one that the file lacks.
fn meant<'k>(key: &str, words: &Words, known: &BTreeSet<&'k str>) -> Option<&'k str> {
    let others = known.iter().filter(|other| !words.contains_key(**other));
    nearest(key, others.copied())
}

/// The warning for a language, at the file of the site's theme that has its strings, or should.
fn missing(config: &Config, code: &str, keys: &[&str]) -> Option<Diagnostic> {
    let shown = keys
        .iter()
        .take(SHOWN)
        .map(|key| format!("`{}`", shortened(key)));
    let mut list = shown.collect::<Vec<_>>().join(", ");
    let mut hint = "the default language's words are taken, or English ones: add them to this file"
        .to_string();
    if keys.len() > SHOWN {
        list.push_str(&format!(" and {} more", keys.len() - SHOWN));
        hint.push_str("; Griot's `docs/themes.md` has the whole list, under \"Strings\"");
    }
    let path = format!("themes/{}/strings/{code}.yaml", config.theme);
    let message = format!("the theme has no {list} in this language");
    (!keys.is_empty()).then(|| Diagnostic::warning(path, message).hint(hint))
}
