//! Reads the strings files of a theme and its layers, each string with its place.
//!
//! Takes the layers of a theme and gives a [`StringCatalog`], which fills the gaps of one language
//! from the default language and from English.

use super::format_strings::{ThemeString, WrittenString, placeholders};
use super::layers::{LayerFile, Layers};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Text, suggestion};
use crate::text::forbidden_chars::find_forbidden;
use crate::yaml_and_toml::{MappingEntry, MappingKey, Node};
use crate::{message, phrase};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// CLDR's plural categories.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Strings that name a language to switch to. In another language they would mislead, so the name
/// of the language takes their place.
const LANGUAGE_NAMES: [&str; 2] = ["toggle", "section_toggle"];

/// One string of a theme and its place.
#[derive(Debug, Clone)]
pub struct CatalogEntry {
    /// The text or its plural forms.
    pub string: ThemeString,
    /// The file that has it.
    pub path: Arc<str>,
    /// The bytes of its key.
    pub span: Range<usize>,
    /// The placeholders of its texts.
    pub placeholders: Vec<PlaceholderUse>,
    /// Whether it is compiled into the program.
    pub is_built_in: bool,
}

/// A placeholder in a text of a string.
#[derive(Debug, Clone)]
pub struct PlaceholderUse {
    /// The name in braces.
    pub name: String,
    /// The bytes of the text that has it.
    pub span: Range<usize>,
}

/// The strings of one file, by key.
pub type StringsFile = BTreeMap<String, CatalogEntry>;

/// The files of one language, the nearest theme's first.
#[derive(Debug, Clone, Default)]
pub struct LanguageStrings {
    /// One file of each layer that has one.
    pub files: Vec<StringsFile>,
}

/// The strings that a site may need.
pub struct StringCatalog {
    /// The strings of each language of the site.
    pub languages: Vec<LanguageStrings>,
    /// The last fallback.
    pub english: LanguageStrings,
}

impl LanguageStrings {
    /// The nearest theme's string.
    pub fn get(&self, key: &str) -> Option<&CatalogEntry> {
        self.files.iter().find_map(|file| file.get(key))
    }

    /// The string that is compiled into the program.
    pub fn built_in(&self, key: &str) -> Option<&CatalogEntry> {
        let mut entries = self.files.iter().filter_map(|file| file.get(key));
        entries.find(|entry| entry.is_built_in)
    }

    /// The keys of all files, some more than once.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .flat_map(StringsFile::keys)
            .map(String::as_str)
    }

    /// The nearest theme's string for each key; `code` is that of the language.
    fn strings(&self, code: &str) -> BTreeMap<String, WrittenString> {
        let code: Arc<str> = code.into();
        let farthest_first = self.files.iter().rev().flatten();
        let strings = farthest_first.map(|(key, entry)| {
            let string = entry.string.clone();
            let code = code.clone();
            (key.clone(), WrittenString { string, code })
        });
        strings.collect()
    }
}

impl StringCatalog {
    /// Reads the files of the site's languages: `pt-BR.yaml` first, then `pt.yaml`.
    pub fn read(config: &Config, layers: &Layers, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut by_code: BTreeMap<String, Vec<StringsFile>> = BTreeMap::new();
        let mut files = |code: &str| {
            let read = || {
                let files = layers.all(&format!("strings/{code}.yaml")).iter();
                files.map(|file| read_strings(file, diagnostics)).collect()
            };
            by_code.entry(code.to_string()).or_insert_with(read).clone()
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

    /// The complete strings of each language. What one lacks comes from the default language,
    /// then from English.
    pub fn complete(&self, config: &Config) -> Vec<BTreeMap<String, WrittenString>> {
        let default = config.default_language;
        let mut fallback = self.english.strings("en");
        let of_default = &self.languages[usize::from(default.0)];
        fallback.extend(of_default.strings(&config.language(default).code));
        let languages = self.languages.iter().zip(&config.languages);
        let complete = languages.map(|(own, language)| {
            let mut strings = fallback.clone();
            let name = WrittenString {
                string: ThemeString::Plain(language.name.clone()),
                code: language.code.as_str().into(),
            };
            strings.extend(LANGUAGE_NAMES.map(|key| (key.to_string(), name.clone())));
            strings.extend(own.strings(&language.code));
            strings
        });
        complete.collect()
    }
}

fn read_strings(file: &LayerFile, diagnostics: &mut Vec<Diagnostic>) -> StringsFile {
    file.read_yaml(diagnostics, |root, problems| {
        let mut strings = StringsFile::new();
        if root.is_null() {
            return strings;
        }
        let entries = root.entries(phrase!("a string on each line"));
        for MappingEntry { key, value: node } in problems.ok(entries).unwrap_or_default() {
            if let Some(string) = read_string(&key, node, problems) {
                strings.insert(key.text.to_string(), entry(file, &key, node, string));
            }
        }
        strings
    })
}

fn entry(file: &LayerFile, key: &MappingKey, node: Node, string: ThemeString) -> CatalogEntry {
    let texts = match node.entries(phrase!("text")) {
        Ok(forms) => forms.into_iter().map(|entry| entry.value).collect(),
        Err(_) => vec![node],
    };
    let mut found = Vec::new();
    for node in texts {
        let text = node.scalar_text().unwrap_or_default();
        found.extend(placeholders(&text).map(|name| PlaceholderUse {
            name: name.to_string(),
            span: node.span(),
        }));
    }
    CatalogEntry {
        string,
        path: file.path.clone(),
        span: key.span.clone(),
        placeholders: found,
        is_built_in: file.is_built_in,
    }
}

fn read_string(key: &MappingKey, node: Node, problems: &mut DiagnosticSink) -> Option<ThemeString> {
    if !node.is_mapping() {
        return read_text(node, phrase!("text or plural forms"), problems).map(ThemeString::Plain);
    }
    let entries = node.entries_if_mapping();
    let mut forms = BTreeMap::new();
    for MappingEntry {
        key: form,
        value: node,
    } in &entries
    {
        if !PLURAL_FORMS.contains(&&*form.text) {
            let message = message!(
                Code::UnknownPluralForm,
                "`{form}` is not a plural form of `{key}`",
                form = form.shortened(),
                key = key.shortened()
            );
            let problem = node.error(message).at(form.span.clone());
            problems.push(problem.hint(suggestion(&form.text, &PLURAL_FORMS)));
        } else if let Some(text) = read_text(*node, phrase!("text"), problems) {
            forms.insert(form.text.to_string(), text);
        }
    }
    if !entries.iter().any(|entry| entry.key.text == "other") {
        let message = message!(
            Code::MissingPluralForm,
            "`{key}` has no form `other`",
            key = key.shortened()
        );
        let problem = node.error(message).at(key.span.clone());
        let hint = phrase!("add it: it is for all numbers that have no form of their own");
        problems.push(problem.hint(hint));
    }
    Some(ThemeString::Plural(forms))
}

fn read_text(node: Node, expected: Text, problems: &mut DiagnosticSink) -> Option<String> {
    let Some(text) = node.scalar_text() else {
        problems.push(node.type_error(expected));
        return None;
    };
    if let Some((_, c)) = find_forbidden(&text) {
        let message = message!(
            Code::InvalidStringCharacter,
            "no page can show the character {code}",
            code = format!("U+{:04X}", u32::from(c))
        );
        problems.push(node.error(message).hint(phrase!("remove it")));
        return None;
    }
    Some(text.into_owned())
}
