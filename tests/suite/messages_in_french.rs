//! Messages in French: every message and every text of the help has its entry, no text of the commands
//! and of the preview's own pages is outside of the messages, and the program uses them where the
//! author's environment says French.

use crate::program_runner::{Folder, run_command};
use griot::diagnostic::Text;
use griot::keys::FRONT_MATTER;
use griot::messages::MessageLanguage;
use proc_macro2::{TokenStream, TokenTree};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The templates of the messages in `src/`: the first text of each `phrase!` and `message!`, and the
/// texts of the help.
fn templates() -> BTreeSet<String> {
    let mut templates: BTreeSet<String> = griot::cli::help_texts().into_iter().collect();
    for file in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let file = file.expect("an entry");
        let path = file.path();
        let is_test = path.components().any(|part| part.as_os_str() == "tests")
            || path.file_name().is_some_and(|name| name == "tests.rs");
        if is_test || path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(path).expect("a source file");
        collect(text.parse().expect("Rust"), &mut templates);
    }
    // what a key of front matter expects, as messages say it
    templates.extend(FRONT_MATTER.iter().map(|spec| spec.expected.to_string()));
    assert!(templates.len() > 800, "{}", templates.len());
    templates
}

fn collect(tokens: TokenStream, templates: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string());
        let is_macro = before(1).as_deref() == Some("!")
            && matches!(before(2).as_deref(), Some("phrase" | "message"));
        if is_macro {
            let literal = group.stream().into_iter().find_map(|token| match token {
                TokenTree::Literal(literal) => Some(literal.to_string()),
                _ => None,
            });
            // `macro_rules!` itself has none
            templates.extend(literal.map(|literal| value_of(&literal)));
        }
        collect(group.stream(), templates);
    }
}

/// The value of a string literal.
fn value_of(literal: &str) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let mut rest = inner
        .unwrap_or_else(|| panic!("{literal} is no plain text"))
        .chars();
    let mut value = String::new();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => value.push('\n'),
                Some(mark @ ('\\' | '"' | '\'')) => value.push(mark),
                other => panic!("{literal}: an escape {other:?}"),
            },
            c => value.push(c),
        }
    }
    value
}

/// The `{names}` of a template.
fn names(template: &str) -> BTreeSet<&str> {
    let parts = template.split('{').skip(1);
    let names = parts.filter_map(|part| Some(part.split_once('}')?.0));
    let is_name =
        |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    names.filter(is_name).collect()
}

/// Whether a template has words outside of names and code: others are the same in each language.
fn has_words(template: &str) -> bool {
    let outside_code = template.split('`').step_by(2);
    outside_code.into_iter().any(|text| {
        let mut depth = 0;
        text.chars().any(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && c.is_alphabetic()
        })
    })
}

/// The entries of the French file, each with its texts: one, or one for each plural form.
pub(crate) fn entries() -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/messages/fr.yaml");
    let text = std::fs::read_to_string(path).expect("fr.yaml");
    let entries: BTreeMap<String, Value> = serde_yaml::from_str(&text).expect("YAML");
    let texts = |value: Value| match value {
        Value::Mapping(forms) => forms.into_iter().map(|(_, text)| text).collect(),
        text => vec![text],
    };
    let texts = |value: Value| -> Vec<String> {
        let texts: Vec<Value> = texts(value);
        texts
            .into_iter()
            .map(|text| text.as_str().expect("a text").to_string())
            .collect()
    };
    entries
        .into_iter()
        .map(|(key, value)| (key, texts(value)))
        .collect()
}

#[test]
fn every_message_has_its_french_and_no_entry_is_left_over() {
    let templates = templates();
    let entries = entries();
    let missing = templates.iter().filter(|template| has_words(template));
    let missing: Vec<&String> = missing
        .filter(|template| !entries.contains_key(*template))
        .collect();
    let unused: Vec<&String> = entries
        .keys()
        .filter(|key| !templates.contains(*key))
        .collect();
    assert!(missing.is_empty(), "no French for: {missing:#?}");
    assert!(unused.is_empty(), "not in the code: {unused:#?}");
    for (english, texts) in &entries {
        for french in texts {
            assert_eq!(names(english), names(french), "{english}: {french}");
            let marks = |text: &str| text.matches('`').count();
            assert_eq!(marks(english), marks(french), "{english}: {french}");
        }
    }
}

/// Files whose texts people read on the terminal or in the preview.
const SPEAKING: &[&str] = &[
    "src/cli.rs",
    "src/cli",
    "src/serve/dashboard.rs",
    "src/serve/respond.rs",
];

/// Macros and functions whose texts people do not read as messages.
const SILENT: &[&str] = &[
    "phrase",
    "message",
    "json",
    "include_str",
    "include_bytes",
    "expect",
    "sample",
    // of files, which nobody reads as a page
    "plain_text",
    // reasons of the system are in its own words too
    "other",
];

/// Collects the texts that are in no message: without HTML, code and values, they have two words.
fn collect_unspoken(tokens: TokenStream, file: &str, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let before = |back: usize| at.checked_sub(back).map(|at| tokens[at].to_string());
        match token {
            TokenTree::Group(group) => {
                let names = [before(1), before(2)];
                let is_silent = names
                    .iter()
                    .flatten()
                    .any(|name| SILENT.contains(&name.as_str()));
                let is_attribute = before(1).as_deref() == Some("#")
                    || (before(1).as_deref() == Some("!") && before(2).as_deref() == Some("#"));
                if !is_silent && !is_attribute {
                    collect_unspoken(group.stream(), file, found);
                }
            }
            TokenTree::Literal(literal) if literal.to_string().starts_with('"') => {
                let text = literal.to_string();
                if has_sentence(&text) {
                    found.push(format!("{file}: {text}"));
                }
            }
            _ => {}
        }
    }
}

/// Whether a literal has two words after each other that are no HTML, no code and no value.
fn has_sentence(literal: &str) -> bool {
    if literal.starts_with("\"griot ") {
        return false;
    }
    let outside_code: String = literal.split('`').step_by(2).collect();
    let mut text = String::new();
    let mut closing = Vec::new();
    for c in outside_code.chars() {
        match c {
            '<' => closing.push('>'),
            '{' => closing.push('}'),
            c if closing.last() == Some(&c) => {
                closing.pop();
            }
            c if closing.is_empty() => text.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = text.split([' ', '"']).collect();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_lowercase());
    words
        .windows(2)
        .any(|two| is_word(two[0]) && is_word(two[1]))
}

#[test]
fn what_people_read_is_a_message() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for place in SPEAKING {
        for entry in walkdir::WalkDir::new(root.join(place)) {
            let entry = entry.expect("an entry");
            if entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs")
            {
                let text = std::fs::read_to_string(entry.path()).expect("a source file");
                let name = entry.path().display().to_string();
                collect_unspoken(text.parse().expect("Rust"), &name, &mut found);
            }
        }
    }
    assert!(found.is_empty(), "no message: {found:#?}");
}

#[test]
fn french_is_typeset_as_french() {
    for (english, texts) in entries() {
        for text in texts {
            for prose in text.split('`').step_by(2) {
                let chars: Vec<char> = prose.chars().collect();
                let is_wrong = chars.windows(2).any(|two| match two {
                    [' ', ';' | '?' | '!' | ':' | '»'] | ['«', ' '] => true,
                    [before, '\''] => before.is_alphabetic(),
                    _ => false,
                });
                assert!(!is_wrong, "{english}: {text}");
            }
        }
    }
}

#[test]
fn plural_forms_follow_the_number() {
    let french = MessageLanguage::French.catalog();
    let render = |more: u64| {
        let text = Text::new("and {more} more; `--verbose` shows all").with("more", more);
        text.render(french)
    };
    assert_eq!(render(1), "et 1 autre\u{202f}; `--verbose` le montre");
    assert_eq!(
        render(2),
        "et 2 autres\u{202f}; `--verbose` les montre tous"
    );
    assert_eq!(french.translation("nothing of ours", None), None);
}

const SITE: &str = "\
-- griot.yaml --
base_url: https://blog.example
languages: {fr: {name: Français, title: Le blog}}
-- content/articles/a/fr.md --
---
title: Un
date: 2026-13-01
---
Un mot.
";

#[test]
fn the_environment_chooses_the_language() {
    let folder = Folder::new(SITE);
    let build = |variables: &[(&str, &str)]| {
        let mut command = folder.griot(&["build"]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        run_command(&mut command).err
    };
    let english = "error: `2026-13-01` does not exist";
    let french = "erreur\u{a0}: `2026-13-01` n’existe pas";
    assert!(build(&[("LANG", "fr_SN.UTF-8")]).contains(french));
    assert!(build(&[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "fr_FR")]).contains(french));
    assert!(build(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]).contains(english));
    assert!(build(&[("LANG", "wo_SN")]).contains(english));
}
