//! `{name}` in the words of a theme that no value would fill: readers would see the braces.
//!
//! What only rendering can tell, such as a key that is put together, is left alone.

use super::string_catalog::{LanguageStrings, StringCatalog, Word};
use crate::config::Lang;
use crate::diagnostic::{Diagnostic, nearest, suggestion};
use crate::theme::strings::Strings;
use crate::theme::template_calls::{Call, Named, calls};
use crate::theme::templates::{Source, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Warnings for calls in the site's own templates.
pub fn in_templates<'s>(
    sources: impl Iterator<Item = &'s Source>,
    strings: &Strings,
    default: Lang,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for source in sources {
        for call in calls(&source.text)
            .iter()
            .filter(|call| call.function == "t")
        {
            let named = call.named.iter().flatten();
            let mut lang = named.filter(|named| named.name == "lang");
            let code = lang.find_map(|named| Some((named, named.literal?)));
            let spoken = code.and_then(|(_, code)| strings.lang(code));
            if let Some((named, code)) = code.filter(|_| spoken.is_none()) {
                problems.push(unknown_language(source, named, code, strings));
            }
            problems.extend(unfilled(source, call, strings, spoken.unwrap_or(default)));
        }
    }
    problems
}

fn unknown_language(source: &Source, named: &Named, code: &str, strings: &Strings) -> Diagnostic {
    let codes: Vec<&str> = strings.codes().collect();
    let message = format!("`{code}` is no language of this site: the page's own is taken");
    let problem = Diagnostic::warning(source.path.as_str(), message);
    problem
        .at(named.span.clone())
        .hint(suggestion(code, &codes))
}

/// The values that a call does not give, if it is known which it gives.
fn unfilled(source: &Source, call: &Call, strings: &Strings, lang: Lang) -> Option<Diagnostic> {
    let given = call.named.as_ref()?;
    let wanted = strings.holes(lang, call.key);
    let is_given = |hole: &&str| given.iter().any(|named| named.name == *hole);
    let lacking: Vec<&str> = wanted
        .iter()
        .filter(|hole| !is_given(hole))
        .copied()
        .collect();
    let first = lacking.first()?;
    let mut unknown = given.iter().map(|named| named.name);
    let meant = unknown.find(|name| {
        *name != "lang" && !wanted.contains(name) && nearest(name, [*first]).is_some()
    });
    let hint = match meant {
        Some(name) => format!("did you mean `{first}=` by `{name}=`?"),
        None => format!("give it: `t(\"{}\", {first}=…)`", call.key),
    };
    let message = format!(
        "the string `{}` has `{{{}}}`, and gets no such value here",
        call.key,
        lacking.join("}`, `{")
    );
    let problem = Diagnostic::warning(source.path.as_str(), message);
    Some(
        problem
            .at(call.start..call.arguments + call.key.len() + 2)
            .hint(hint),
    )
}

/// Warnings for the site's own words with another `{name}` than the default theme's word, or that
/// of the default language, unless a template gives such a value.
pub fn in_words(catalog: &StringCatalog, default: Lang, sources: &Sources) -> Vec<Diagnostic> {
    let given = given(sources);
    let default = &catalog.languages[usize::from(default.0)];
    let mut problems = Vec::new();
    for spoken in &catalog.languages {
        for (key, word) in spoken
            .files
            .iter()
            .flatten()
            .filter(|(_, word)| !word.built_in)
        {
            let Some(model) = model(key, word, spoken, catalog, default) else {
                continue;
            };
            let mut filled: BTreeSet<&str> = given.get(key.as_str()).cloned().unwrap_or_default();
            filled.extend(model.holes.iter().map(|(name, _)| name.as_str()));
            for (name, span) in &word.holes {
                if !filled.contains(name.as_str()) {
                    let message = format!("no template fills `{{{name}}}` of `{key}`");
                    let problem = Diagnostic::warning(word.path.clone(), message);
                    problems.push(problem.at(span.clone()).hint(remedy(name, &filled)));
                }
            }
        }
    }
    problems
}

fn remedy(name: &str, filled: &BTreeSet<&str>) -> String {
    match nearest(name, filled.iter().copied()) {
        Some(near) => format!("did you mean `{{{near}}}`?"),
        None if filled.is_empty() => "write it without braces".to_string(),
        None => {
            let filled: Vec<String> = filled.iter().map(|name| format!("`{{{name}}}`")).collect();
            format!("filled here: {}", filled.join(", "))
        }
    }
}

/// The word that a word of the site stands for.
fn model<'v>(
    key: &str,
    word: &Word,
    spoken: &'v LanguageStrings,
    catalog: &'v StringCatalog,
    default: &'v LanguageStrings,
) -> Option<&'v Word> {
    let built_in = spoken
        .built_in(key)
        .or_else(|| catalog.english.built_in(key));
    let other = || default.get(key).filter(|other| other.path != word.path);
    built_in.or_else(other)
}

/// The names of the values that every call gives, as far as it is known, by key.
fn given(sources: &Sources) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut given: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for call in sources.values().flat_map(|source| calls(&source.text)) {
        let Some(named) = call.named else { continue };
        let names: BTreeSet<&str> = named.iter().map(|named| named.name).collect();
        let known = given.entry(call.key).or_insert_with(|| names.clone());
        known.retain(|name| names.contains(name));
    }
    given
}
