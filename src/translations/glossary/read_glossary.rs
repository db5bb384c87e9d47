//! Reads `glossary.yaml`: a term on each line, in the default language, with its forms in other
//! languages and those to avoid.

use super::{Glossary, GlossaryTerm};
use crate::config::{Config, Lang};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::limits::SETTINGS_BYTES;
use crate::yaml_and_toml::{Document, Format, MappingEntry, MappingKey, Node};
use crate::{message, phrase};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The key of the forms to avoid.
const NOT: &str = "not";

impl Glossary {
    /// Reads the text of the file at `path`. Gives all problems; an entry with one is left out.
    pub fn read(path: &Arc<str>, text: &str, config: &Config) -> (Glossary, Vec<Diagnostic>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > SETTINGS_BYTES {
            let message = message!(
                Code::SettingsTooLarge,
                "the glossary has more than {limit} MB",
                limit = SETTINGS_BYTES >> 20
            );
            let problem = Diagnostic::error(path.clone(), message);
            return (Glossary::default(), vec![problem]);
        }
        let document = match Document::read(Format::Yaml, path, text, 0..text.len()) {
            Ok(document) => document,
            Err(problems) => return (Glossary::default(), problems),
        };
        let mut diagnostics = DiagnosticSink::default();
        let mut reader = TermReader {
            config,
            diagnostics: &mut diagnostics,
        };
        let terms = reader.terms(document.root());
        (Glossary::new(terms), diagnostics.into_vec())
    }
}

struct TermReader<'r> {
    config: &'r Config,
    diagnostics: &'r mut DiagnosticSink,
}

impl TermReader<'_> {
    fn terms(&mut self, root: Node) -> Vec<GlossaryTerm> {
        if root.is_null() {
            return Vec::new();
        }
        let expected = phrase!("a term on each line, such as `puce: {{en: chip, not: [flea]}}`");
        let entries = self.diagnostics.ok(root.entries(expected));
        let entries = entries.unwrap_or_default();
        let terms = entries.iter().map(|entry| self.term(entry));
        terms.filter(|term| !term.allowed.is_empty()).collect()
    }

    fn term(&mut self, entry: &MappingEntry) -> GlossaryTerm {
        let MappingEntry { key, value } = entry;
        let mut term = GlossaryTerm::default();
        let expected = phrase!("its forms by language, such as `{{en: chip, not: [flea]}}`");
        let entries = self.diagnostics.ok(value.entries(expected));
        for entry in entries.unwrap_or_default() {
            match entry.key.text == NOT {
                true => self.forms_to_avoid(&entry.value, &mut term),
                false => self.allowed_forms(&entry.key, &entry.value, &mut term),
            }
        }
        let default = self.config.default_language;
        if term.allowed.keys().all(|lang| *lang == default) {
            let message = message!(
                Code::UntranslatedTerm,
                "the term `{term}` has no translation",
                term = key.shortened()
            );
            let hint = phrase!("add one: `{term}: {{en: …}}`", term = key.shortened());
            if value.is_mapping() {
                let problem = value.error(message).at(key.span.clone());
                self.diagnostics.push(problem.hint(hint));
            }
            term.allowed.clear();
            return term;
        }
        if !term.allowed.contains_key(&default) && !has_letter(&key.text) {
            self.diagnostics.push(no_letter(value).at(key.span.clone()));
        }
        // the key is the term itself, where the entry has no form in its language
        let own = term.allowed.entry(default);
        own.or_insert_with(|| vec![key.text.trim().to_string()]);
        term
    }

    fn allowed_forms(&mut self, key: &MappingKey, value: &Node, term: &mut GlossaryTerm) {
        let Some(lang) = self.config.lang(&key.text) else {
            return self.diagnostics.push(unknown_language(key, value));
        };
        let forms = self.forms(value);
        if !forms.is_empty() {
            term.allowed.insert(lang, forms);
        }
    }

    /// A list holds for all languages but that of the term; or each language has its own.
    fn forms_to_avoid(&mut self, value: &Node, term: &mut GlossaryTerm) {
        if value.is_mapping() {
            for MappingEntry { key, value } in value.entries_if_mapping() {
                match self.config.lang(&key.text) {
                    Some(lang) => drop(term.avoided.insert(lang, self.forms(&value))),
                    None => self.diagnostics.push(unknown_language(&key, &value)),
                }
            }
            return;
        }
        let forms = self.forms(value);
        let others = self.config.langs();
        let others = others.filter(|lang| *lang != self.config.default_language);
        let avoided: BTreeMap<Lang, Vec<String>> =
            others.map(|lang| (lang, forms.clone())).collect();
        term.avoided = avoided;
    }

    /// One form, or a list of forms. A comma may be part of one.
    fn forms(&mut self, value: &Node) -> Vec<String> {
        let expected = phrase!("a word, or a list of words");
        let nodes = match value.is_list() {
            true => value.items(),
            false => vec![*value],
        };
        let mut forms = Vec::new();
        for node in nodes {
            let form = self.diagnostics.ok(node.single_line(expected.clone()));
            let Some(form) = form.map(|form| form.value) else {
                continue;
            };
            match has_letter(&form) {
                true => forms.push(form),
                false => self.diagnostics.push(no_letter(&node)),
            }
        }
        forms
    }
}

fn has_letter(form: &str) -> bool {
    form.chars().any(char::is_alphanumeric)
}

fn no_letter(node: &Node) -> Diagnostic {
    let message = message!(Code::EmptyValue, "this form of a term has no letter");
    node.error(message)
        .hint(phrase!("write the word, or leave it out"))
}

fn unknown_language(key: &MappingKey, value: &Node) -> Diagnostic {
    let message = message!(
        Code::UnknownLanguage,
        "`{code}` is not one of the site's languages",
        code = key.shortened()
    );
    let hint = phrase!("write a code of `languages` in griot.yaml, or `not` for forms to avoid");
    value.error(message).at(key.span.clone()).hint(hint)
}
