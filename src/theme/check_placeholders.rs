//! Checks the placeholders `{name}` of strings: one that gets no value shows its braces to
//! readers.
//!
//! Takes templates and strings, and gives warnings. Never guesses: calls whose key or arguments
//! only rendering knows are skipped.

use super::format_strings::Strings;
use super::read_strings_files::{CatalogEntry, LanguageStrings, StringCatalog};
use super::rewritten_template::{TemplateSource, TemplateSources};
use super::template_calls::{Call, NamedArgument, calls};
use crate::config::Lang;
use crate::diagnostic::{Code, Diagnostic, Text, nearest, suggestion};
use crate::{message, phrase};
use std::collections::{BTreeMap, BTreeSet};

/// Warnings for calls in the site's own templates.
pub fn check_templates<'s>(
    sources: impl Iterator<Item = &'s TemplateSource>,
    strings: &Strings,
    default: Lang,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for source in sources {
        let calls = calls(&source.text);
        for call in calls.iter().filter(|call| call.function == "t") {
            let arguments = call.named.iter().flatten();
            let mut languages = arguments.filter(|argument| argument.name == "lang");
            let argument = languages.find(|argument| argument.literal.is_some());
            let code = argument.and_then(|argument| argument.literal);
            let lang = code.and_then(|code| strings.lang(code));
            if let (Some(argument), Some(code), None) = (argument, code, lang) {
                problems.push(unknown_language(source, argument, code, strings));
            }
            problems.extend(missing_value(
                source,
                call,
                strings,
                lang.unwrap_or(default),
            ));
        }
    }
    problems
}

fn unknown_language(
    source: &TemplateSource,
    argument: &NamedArgument,
    code: &str,
    strings: &Strings,
) -> Diagnostic {
    let codes: Vec<&str> = strings.codes().collect();
    let message = message!(
        Code::UnknownStringLanguage,
        "`{code}` is not a language of this site: the page's own is used",
        code = code
    );
    let problem = Diagnostic::warning(source.path.as_str(), message);
    problem
        .at(argument.span.clone())
        .hint(suggestion(code, &codes))
}

/// The warning for a call that lacks a value, if all of its arguments are known.
fn missing_value(
    source: &TemplateSource,
    call: &Call,
    strings: &Strings,
    lang: Lang,
) -> Option<Diagnostic> {
    let arguments = call.named.as_ref()?;
    let placeholders = strings.placeholders(lang, call.key);
    let is_given = |name: &&str| arguments.iter().any(|argument| argument.name == *name);
    let missing: Vec<&str> = placeholders
        .iter()
        .filter(|name| !is_given(name))
        .copied()
        .collect();
    let first = *missing.first()?;
    let mut names = arguments.iter().map(|argument| argument.name);
    let mistyped = names.find(|name| {
        *name != "lang" && !placeholders.contains(name) && nearest(name, [first]).is_some()
    });
    let hint = match mistyped {
        Some(name) => phrase!(
            "did you mean `{first}=` by `{name}=`?",
            first = first,
            name = name
        ),
        None => phrase!(
            "give it: `t(\"{key}\", {first}=…)`",
            key = call.key,
            first = first
        ),
    };
    let message = message!(
        Code::MissingStringValue,
        "the string `{key}` has {placeholders}, and gets no such value here",
        key = call.key,
        placeholders = in_braces(missing)
    );
    let span = call.start..call.arguments + call.key.len() + 2;
    let problem = Diagnostic::warning(source.path.as_str(), message);
    Some(problem.at(span).hint(hint))
}

/// `` `{a}`, `{b}` ``
fn in_braces<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names = names.into_iter().map(|name| format!("`{{{name}}}`"));
    names.collect::<Vec<String>>().join(", ")
}

/// Warnings for the site's own strings whose placeholders the default theme's string, or that of
/// the default language, does not have, unless every template that uses the string gives them a
/// value.
pub fn check_strings(
    catalog: &StringCatalog,
    default: Lang,
    sources: &TemplateSources,
) -> Vec<Diagnostic> {
    let given = given_values(sources);
    let default = &catalog.languages[usize::from(default.0)];
    let mut problems = Vec::new();
    for strings in &catalog.languages {
        let entries = strings.files.iter().flatten();
        for (key, entry) in entries.filter(|(_, entry)| !entry.is_built_in) {
            let built_in = strings
                .built_in(key)
                .or_else(|| catalog.english.built_in(key));
            let Some(model) = built_in.or_else(|| default_entry(default, key, entry)) else {
                continue;
            };
            let mut filled: BTreeSet<&str> = given.get(key.as_str()).cloned().unwrap_or_default();
            filled.extend(model.placeholders.iter().map(|found| found.name.as_str()));
            let placeholders = entry.placeholders.iter();
            for found in placeholders.filter(|found| !filled.contains(found.name.as_str())) {
                let message = message!(
                    Code::UnfilledPlaceholder,
                    "no template fills `{{{name}}}` of `{key}`",
                    name = &found.name,
                    key = key
                );
                let problem = Diagnostic::warning(entry.path.clone(), message);
                let hint = placeholder_hint(&found.name, &filled);
                problems.push(problem.at(found.span.clone()).hint(hint));
            }
        }
    }
    problems
}

/// The string of the default language with the same key, unless that is the entry itself.
fn default_entry<'v>(
    default: &'v LanguageStrings,
    key: &str,
    entry: &CatalogEntry,
) -> Option<&'v CatalogEntry> {
    default.get(key).filter(|other| other.path != entry.path)
}

fn placeholder_hint(name: &str, filled: &BTreeSet<&str>) -> Text {
    match nearest(name, filled.iter().copied()) {
        Some(near) => phrase!("did you mean `{{{near}}}`?", near = near),
        None if filled.is_empty() => phrase!("write it without braces"),
        None => phrase!(
            "filled here: {placeholders}",
            placeholders = in_braces(filled.iter().copied())
        ),
    }
}

/// The names of the values that every call with known arguments gives, by key.
fn given_values(sources: &TemplateSources) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut given: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for call in sources.values().flat_map(|source| calls(&source.text)) {
        let Some(arguments) = call.named else {
            continue;
        };
        let names: BTreeSet<&str> = arguments.iter().map(|argument| argument.name).collect();
        let common = given.entry(call.key).or_insert_with(|| names.clone());
        common.retain(|name| names.contains(name));
    }
    given
}
