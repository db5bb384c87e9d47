//! The words of a theme: its strings files, read as the settings are, each word with its place.

use super::layers::{LayerFile, Layers};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, DiagnosticSink, suggestion};
use crate::document::{MappingEntry, MappingKey, Node};
use crate::text::writable::forbidden;
use crate::theme::strings::{Phrase, holes};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// One string of a theme, and where it is written.
#[derive(Debug, Clone)]
pub struct Word {
    pub phrase: Phrase,
    pub path: Arc<str>,
    /// Of its key.
    pub span: Range<usize>,
    /// Names in braces, each with the place of the text that has it.
    pub holes: Vec<(String, Range<usize>)>,
    /// Part of the program.
    pub built_in: bool,
}

/// Strings that lead into a language: another language's words would lead astray.
const NAMING: [&str; 2] = ["toggle", "section_toggle"];

/// A file's words, by key.
pub type Words = BTreeMap<String, Word>;

/// The files of one language, the nearest theme's first.
#[derive(Debug, Clone, Default)]
pub struct LanguageStrings {
    pub files: Vec<Words>,
}

/// What all files say that a site may need.
pub struct StringCatalog {
    /// By language of the site.
    pub languages: Vec<LanguageStrings>,
    /// For what a language and the default language lack.
    pub english: LanguageStrings,
}

impl LanguageStrings {
    /// The nearest theme's word.
    pub fn get(&self, key: &str) -> Option<&Word> {
        self.files.iter().find_map(|words| words.get(key))
    }

    /// The word that is part of the program.
    pub fn built_in(&self, key: &str) -> Option<&Word> {
        let mut words = self.files.iter().filter_map(|words| words.get(key));
        words.find(|word| word.built_in)
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(Words::keys).map(String::as_str)
    }

    /// All of it, the nearest theme's word for each key.
    pub fn phrases(&self) -> BTreeMap<String, Phrase> {
        let farthest_first = self.files.iter().rev().flatten();
        let phrases = farthest_first.map(|(key, word)| (key.clone(), word.phrase.clone()));
        phrases.collect()
    }
}

impl StringCatalog {
    /// Reads the files of the site's languages: `pt-BR.yaml` first, then `pt.yaml`.
    pub fn read(config: &Config, layers: &Layers, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut known: BTreeMap<String, Vec<Words>> = BTreeMap::new();
        let mut files = |code: &str| {
            let read = || {
                let layers = layers.all(&format!("strings/{code}.yaml")).iter();
                layers.map(|part| words(part, diagnostics)).collect()
            };
            known.entry(code.to_string()).or_insert_with(read).clone()
        };
        let mut languages = Vec::new();
        for language in &config.languages {
            let code = language.code.as_str();
            let base = code.split('-').next().filter(|base| *base != code);
            let codes = [code].into_iter().chain(base);
            languages.push(LanguageStrings {
                files: codes.flat_map(&mut files).collect(),
            });
        }
        StringCatalog {
            languages,
            english: LanguageStrings { files: files("en") },
        }
    }

    /// The phrases of each language; what one lacks comes from the default language, then from
    /// English. Those that name their own language give its name instead.
    pub fn filled(&self, config: &Config) -> Vec<BTreeMap<String, Phrase>> {
        let default = usize::from(config.default_language.0);
        let mut known = self.english.phrases();
        known.extend(self.languages[default].phrases());
        let languages = self.languages.iter().zip(&config.languages);
        let filled = languages.map(|(spoken, language)| {
            let mut phrases = known.clone();
            let name = || Phrase::Plain(language.name.clone());
            phrases.extend(NAMING.map(|key| (key.to_string(), name())));
            phrases.extend(spoken.phrases());
            phrases
        });
        filled.collect()
    }
}

fn words(part: &LayerFile, diagnostics: &mut Vec<Diagnostic>) -> Words {
    part.yaml(diagnostics, |root, problems| {
        let mut words = Words::new();
        if root.is_null() {
            return words;
        }
        let entries = root.entries("a string on each line");
        for MappingEntry { key, value: node } in problems.ok(entries).unwrap_or_default() {
            if let Some(phrase) = phrase(&key, node, problems) {
                words.insert(key.text.to_string(), word(part, &key, node, phrase));
            }
        }
        words
    })
}

fn word(part: &LayerFile, key: &MappingKey, node: Node, phrase: Phrase) -> Word {
    let texts = match node.entries("") {
        Ok(forms) => forms.into_iter().map(|entry| entry.value).collect(),
        Err(_) => vec![node],
    };
    let mut found = Vec::new();
    for node in texts {
        let text = node.scalar_text().unwrap_or_default();
        found.extend(holes(&text).map(|name| (name.to_string(), node.span())));
    }
    Word {
        phrase,
        path: part.path.clone(),
        span: key.span.clone(),
        holes: found,
        built_in: part.built_in,
    }
}

fn phrase(key: &MappingKey, node: Node, problems: &mut DiagnosticSink) -> Option<Phrase> {
    if !node.is_mapping() {
        return text(node, "text or plural forms", problems).map(Phrase::Plain);
    }
    const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    let entries = node.entries("").unwrap_or_default();
    let mut forms = BTreeMap::new();
    for MappingEntry {
        key: form,
        value: node,
    } in &entries
    {
        if !FORMS.contains(&&*form.text) {
            let message = format!(
                "`{}` is no plural form of `{}`",
                form.shortened(),
                key.shortened()
            );
            let problem = node.error(message).at(form.span.clone());
            problems.push(problem.hint(suggestion(&form.text, &FORMS)));
        } else if let Some(text) = text(*node, "text", problems) {
            forms.insert(form.text.to_string(), text);
        }
    }
    if !entries.iter().any(|entry| entry.key.text == "other") {
        let problem = node.error(format!("`{}` has no form `other`", key.shortened()));
        let hint = "add it: it is for all numbers that have no form of their own";
        problems.push(problem.at(key.span.clone()).hint(hint));
    }
    Some(Phrase::Plural(forms))
}

fn text(node: Node, what: &str, problems: &mut DiagnosticSink) -> Option<String> {
    let Some(text) = node.scalar_text() else {
        problems.push(node.type_error(what));
        return None;
    };
    if let Some((_, c)) = forbidden(&text) {
        let code = u32::from(c);
        let message = format!("no page can show the character U+{code:04X}");
        problems.push(node.error(message).hint("remove it"));
        return None;
    }
    Some(text.into_owned())
}
