//! What a theme says, by language: plain strings and CLDR plural forms.

use crate::config::{Config, Lang};
use crate::diagnostic::Diagnostic;
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The strings of every language of the site.
pub struct Strings {
    /// By language, gaps filled.
    phrases: Vec<BTreeMap<String, Phrase>>,
    rules: Vec<Option<PluralRules>>,
    codes: Vec<String>,
}

/// One string of a theme, as its file gives it.
#[derive(Debug, Clone)]
pub enum Phrase {
    Plain(String),
    /// By CLDR category: `one`, `other`, …
    Plural(BTreeMap<String, String>),
}

/// A language's file in a theme, before gaps are filled.
#[derive(Debug, Default, Clone)]
pub struct StringsFile {
    pub path: String,
    pub phrases: BTreeMap<String, Phrase>,
}

impl Strings {
    /// `files` is by language; a language without a file has none. `english` is there for
    /// sites in languages that the theme does not speak.
    pub fn new(
        config: &Config,
        files: Vec<Option<StringsFile>>,
        english: BTreeMap<String, Phrase>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let default = files[usize::from(config.default_language.0)].clone();
        // what a language lacks comes from the default language, then from English
        let known: BTreeMap<String, Phrase> = english
            .into_iter()
            .chain(default.unwrap_or_default().phrases)
            .collect();
        let mut phrases = Vec::new();
        for (lang, file) in config.langs().zip(files) {
            let code = &config.language(lang).code;
            let mut own = file.unwrap_or_else(|| StringsFile {
                path: format!("themes/{}/strings/{code}.yaml", config.theme),
                ..StringsFile::default()
            });
            let missing: Vec<_> = known
                .iter()
                .filter(|(key, _)| !own.phrases.contains_key(*key))
                .collect();
            diagnostics.extend(missing_keys(&own, &missing));
            for (key, phrase) in missing {
                own.phrases
                    .entry(key.clone())
                    .or_insert_with(|| phrase.clone());
            }
            phrases.push(own.phrases);
        }
        let codes: Vec<String> = config
            .languages
            .iter()
            .map(|language| language.code.clone())
            .collect();
        Strings {
            phrases,
            rules: codes.iter().map(|code| rules(code)).collect(),
            codes,
        }
    }

    /// A string without values; the key itself when the theme has none.
    pub fn word<'s>(&'s self, lang: Lang, key: &'s str) -> &'s str {
        match self.phrases[usize::from(lang.0)].get(key) {
            Some(Phrase::Plain(text)) => text,
            Some(Phrase::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            None => key,
        }
    }

    /// A string with `{name}` filled in, its plural form chosen by `count`. `None` for a key
    /// that the theme lacks.
    pub fn say(
        &self,
        lang: Lang,
        key: &str,
        count: Option<i64>,
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Cow<'_, str>> {
        let at = usize::from(lang.0);
        let text = match self.phrases[at].get(key)? {
            Phrase::Plain(text) => text,
            Phrase::Plural(forms) => {
                let form = count.map_or("other", |count| self.category(at, count));
                forms.get(form).or_else(|| forms.get("other"))?
            }
        };
        Some(if text.contains('{') {
            fill(text, value).into()
        } else {
            text.into()
        })
    }

    /// The plural forms of a string by CLDR category; a plain string is the form `other`.
    pub fn forms(&self, lang: Lang, key: &str) -> BTreeMap<&str, &str> {
        match self.phrases[usize::from(lang.0)].get(key) {
            Some(Phrase::Plain(text)) => BTreeMap::from([("other", text.as_str())]),
            Some(Phrase::Plural(forms)) => {
                let forms = forms.iter();
                forms
                    .map(|(form, text)| (form.as_str(), text.as_str()))
                    .collect()
            }
            None => BTreeMap::new(),
        }
    }

    fn category(&self, at: usize, count: i64) -> &'static str {
        let rules = self.rules[at].as_ref();
        match rules.map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            _ => "other",
        }
    }

    pub fn lang(&self, code: &str) -> Option<Lang> {
        let at = self.codes.iter().position(|other| other == code)?;
        u8::try_from(at).ok().map(Lang)
    }

    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.phrases[usize::from(lang.0)].keys().map(String::as_str)
    }
}

fn missing_keys(file: &StringsFile, missing: &[(&String, &Phrase)]) -> Option<Diagnostic> {
    let mut names: Vec<&str> = missing.iter().map(|(key, _)| key.as_str()).collect();
    names.dedup();
    names.sort_unstable();
    names.dedup();
    let (shown, more) = (
        names.iter().take(5).map(|key| format!("`{key}`")),
        names.len().saturating_sub(5),
    );
    let mut list = shown.collect::<Vec<_>>().join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    let message = format!("the theme has no {list} in this language");
    let hint = "the default language's words are taken, or English ones; add the keys to this file";
    (!names.is_empty()).then(|| Diagnostic::warning(file.path.as_str(), message).hint(hint))
}

fn rules(code: &str) -> Option<PluralRules> {
    let locale = code.parse::<Locale>().ok()?;
    PluralRules::try_new_cardinal((&locale).into()).ok()
}

fn fill(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map(|close| open + close);
        let name = close.map(|close| &rest[open + 1..close]);
        match (close, name.and_then(value)) {
            (Some(close), Some(value)) => {
                filled.push_str(&rest[..open]);
                filled.push_str(&value);
                rest = &rest[close + 1..];
            }
            _ => {
                filled.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}
