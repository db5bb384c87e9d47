//! Checks the strings of a theme: strings that a language lacks, and mistyped keys.
//!
//! Takes the string catalog and the keys that templates use, and gives warnings.

use super::read_strings_files::{StringCatalog, StringsFile};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::yaml_and_toml::shortened;
use crate::{message, phrase};
use std::collections::BTreeSet;

/// The most names that one message lists.
const MAX_LISTED: usize = 5;

/// Warnings for strings that readers would get in another language, or not at all. `used` are the
/// keys that templates use.
pub fn check(config: &Config, catalog: &StringCatalog, used: &BTreeSet<String>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let default = &catalog.languages[usize::from(config.default_language.0)];
    let everywhere = catalog.languages.iter().chain([&catalog.english]);
    let keys: BTreeSet<&str> = everywhere
        .clone()
        .flat_map(|language| language.keys())
        .collect();
    let mut mistyped = BTreeSet::new();
    for file in everywhere.flat_map(|language| &language.files) {
        let unused = file.iter().filter(|(key, entry)| {
            let is_default = catalog.english.built_in(key).is_some();
            !entry.is_built_in && !is_default && !used.contains(*key)
        });
        for (key, entry) in unused {
            if let Some(near) = intended_key(key, file, &keys) {
                mistyped.insert(key.as_str());
                let message = message!(
                    Code::UnusedString,
                    "no template uses the string `{key}`",
                    key = shortened(key)
                );
                let problem = Diagnostic::warning(entry.path.clone(), message);
                let hint = phrase!("did you mean `{near}`?", near = near);
                problems.push(problem.at(entry.span.clone()).hint(hint));
            }
        }
    }
    for (language, strings) in config.languages.iter().zip(&catalog.languages) {
        let required: BTreeSet<&str> = default.keys().chain(catalog.english.keys()).collect();
        let missing = required.difference(&mistyped);
        let missing = missing.filter(|key| strings.get(key).is_none());
        let missing: Vec<&str> = missing.copied().collect();
        problems.extend(missing_strings(config, &language.code, &missing));
    }
    problems
}

/// The key that an unused key of a file probably stands for: one that the file lacks.
fn intended_key<'k>(key: &str, file: &StringsFile, keys: &BTreeSet<&'k str>) -> Option<&'k str> {
    let others = keys.iter().filter(|other| !file.contains_key(**other));
    nearest(key, others.copied())
}

/// The warning for a language, at the strings file of the site's theme, which may not exist yet.
fn missing_strings(config: &Config, code: &str, keys: &[&str]) -> Option<Diagnostic> {
    let listed = keys.iter().take(MAX_LISTED);
    let listed: Vec<String> = listed.map(|key| format!("`{}`", shortened(key))).collect();
    let listed = listed.join(", ");
    let message = match keys.len().saturating_sub(MAX_LISTED) {
        0 => message!(
            Code::MissingStrings,
            "the theme has no {keys} in this language",
            keys = listed
        ),
        more => message!(
            Code::MissingStrings,
            "the theme has no {keys} and {more} more in this language",
            keys = listed,
            more = more
        ),
    };
    let hint = if keys.len() > MAX_LISTED {
        phrase!(
            "the default language's strings are used, or English ones: add them to this file; the page \"Themes\" of Griot's manual has the whole list, under \"Strings\""
        )
    } else {
        phrase!("the default language's strings are used, or English ones: add them to this file")
    };
    let path = format!("themes/{}/strings/{code}.yaml", config.theme);
    (!keys.is_empty()).then(|| Diagnostic::warning(path, message).hint(hint))
}
