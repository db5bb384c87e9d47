//! Glossary: how a site translates its terms, in each language, with forms to avoid.
//!
//! Takes the text of `glossary.yaml`; finds the forms of its terms in a text, and what a translation
//! makes of the terms of its original. Opens no file.

mod find_forms;
mod read_glossary;
#[cfg(test)]
mod tests;
mod translated_terms;

pub use translated_terms::{TermProblem, TermProblemKind};

use crate::config::Lang;
use crate::machine_translation::TermRequest;
use find_forms::FormIndex;
use std::collections::BTreeMap;

/// The file of the glossary where the settings name no other one, in the site's folder.
pub const GLOSSARY: &str = "glossary.yaml";

/// The terms of a site.
#[derive(Debug, Default)]
pub struct Glossary {
    terms: Vec<GlossaryTerm>,
    /// The forms of all terms in each language, to be found in a text.
    forms: BTreeMap<Lang, FormIndex>,
}

/// A term, in all its languages.
#[derive(Debug, Default)]
struct GlossaryTerm {
    /// The forms that a text may have. The first one is the best.
    allowed: BTreeMap<Lang, Vec<String>>,
    /// The forms that no text may have in its place.
    avoided: BTreeMap<Lang, Vec<String>>,
}

/// Whether a form is one that a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum FormKind {
    Allowed,
    Avoided,
}

impl Glossary {
    fn new(terms: Vec<GlossaryTerm>) -> Glossary {
        let mut forms: BTreeMap<Lang, FormIndex> = BTreeMap::new();
        for (at, term) in terms.iter().enumerate() {
            let kinds = [
                (FormKind::Allowed, &term.allowed),
                (FormKind::Avoided, &term.avoided),
            ];
            for (kind, by_language) in kinds {
                for (lang, of_language) in by_language {
                    let index = forms.entry(*lang).or_default();
                    of_language
                        .iter()
                        .for_each(|form| index.add(at, kind, form));
                }
            }
        }
        Glossary { terms, forms }
    }

    /// The terms that occur in a text, for a program that translates it.
    pub fn requests(&self, text: &str, from: Lang, to: Lang) -> Vec<TermRequest> {
        let Some(forms) = self.forms.get(&from) else {
            return Vec::new();
        };
        let found = forms.find(text);
        let found = found.terms(FormKind::Allowed).filter_map(|(at, form)| {
            let term = &self.terms[at];
            Some(TermRequest {
                from: form.to_string(),
                to: term.allowed.get(&to)?.first()?.clone(),
                not: term.avoided.get(&to).cloned().unwrap_or_default(),
            })
        });
        found.collect()
    }
}
