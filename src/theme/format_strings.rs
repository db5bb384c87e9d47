//! The strings of a theme by language: plain strings and CLDR plural forms, with placeholders.
//!
//! Takes the complete strings of each language, and gives a string with its values filled in.

use crate::config::{Config, Lang};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The strings of every language of the site.
pub struct Strings {
    /// The strings by language, then by key. No language lacks a string that another one has.
    strings: Vec<BTreeMap<String, WrittenString>>,
    /// The plural rules of every language that strings are written in, by its code.
    plural_rules: BTreeMap<Arc<str>, PluralRules>,
    codes: Vec<String>,
}

/// A string and the language that it is written in, which is another one where a language lacks
/// the string.
#[derive(Debug, Clone)]
pub struct WrittenString {
    /// The string.
    pub string: ThemeString,
    /// The code of the language.
    pub code: Arc<str>,
}

/// One string of a theme, as its file gives it.
#[derive(Debug, Clone)]
pub enum ThemeString {
    /// One text for every number.
    Plain(String),
    /// Texts by CLDR plural category: `one`, `other`, …
    Plural(BTreeMap<String, String>),
}

impl Strings {
    /// `strings` are by language of the site, and complete.
    pub fn new(config: &Config, strings: Vec<BTreeMap<String, WrittenString>>) -> Self {
        let languages = config.languages.iter();
        let written_in = strings.iter().flat_map(BTreeMap::values);
        let written_in: BTreeSet<Arc<str>> =
            written_in.map(|written| written.code.clone()).collect();
        let rules = written_in.into_iter();
        let rules = rules.filter_map(|code| Some((code.clone(), plural_rules(&code)?)));
        Strings {
            plural_rules: rules.collect(),
            codes: languages.map(|language| language.code.clone()).collect(),
            strings,
        }
    }

    /// A string without values; the key itself when the theme has no such string.
    pub fn plain<'s>(&'s self, lang: Lang, key: &'s str) -> &'s str {
        match self.string(lang, key) {
            Some(ThemeString::Plain(text)) => text,
            Some(ThemeString::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            None => key,
        }
    }

    /// A string with its placeholders filled, in the plural form for `count`. `None` when the
    /// theme has no such string.
    pub fn format(
        &self,
        lang: Lang,
        key: &str,
        count: Option<i64>,
        value: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Cow<'_, str>> {
        let written = self.strings[usize::from(lang.0)].get(key)?;
        let text = match &written.string {
            ThemeString::Plain(text) => text,
            ThemeString::Plural(forms) => {
                let form =
                    count.map_or("other", |count| self.plural_category(&written.code, count));
                forms.get(form).or_else(|| forms.get("other"))?
            }
        };
        Some(if text.contains('{') {
            fill_placeholders(text, value).into()
        } else {
            text.into()
        })
    }

    /// The plural forms of a string by CLDR category; a plain string is the form `other`.
    pub fn forms(&self, lang: Lang, key: &str) -> BTreeMap<&str, &str> {
        match self.string(lang, key) {
            Some(ThemeString::Plain(text)) => BTreeMap::from([("other", text.as_str())]),
            Some(ThemeString::Plural(forms)) => {
                let forms = forms.iter();
                forms
                    .map(|(form, text)| (form.as_str(), text.as_str()))
                    .collect()
            }
            None => BTreeMap::new(),
        }
    }

    /// The code of the language that a string is written in; that of `lang` for an unknown one.
    pub fn written_in(&self, lang: Lang, key: &str) -> &str {
        let at = usize::from(lang.0);
        let written = self.strings[at].get(key);
        written.map_or(&self.codes[at], |written| &written.code)
    }

    fn string(&self, lang: Lang, key: &str) -> Option<&ThemeString> {
        let written = self.strings[usize::from(lang.0)].get(key);
        written.map(|written| &written.string)
    }

    /// The names of the placeholders in all forms of a string.
    pub fn placeholders(&self, lang: Lang, key: &str) -> BTreeSet<&str> {
        let forms = self.forms(lang, key).into_values();
        forms.flat_map(placeholders).collect()
    }

    /// The codes of the languages.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
    }

    /// The language with a code.
    pub fn lang(&self, code: &str) -> Option<Lang> {
        let at = self.codes.iter().position(|other| other == code)?;
        u8::try_from(at).ok().map(Lang)
    }

    /// The keys of all strings.
    pub fn keys(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.strings[usize::from(lang.0)].keys().map(String::as_str)
    }

    fn plural_category(&self, code: &str, count: i64) -> &'static str {
        let rules = self.plural_rules.get(code);
        match rules.map(|rules| rules.category_for(count)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            _ => "other",
        }
    }
}

fn plural_rules(code: &str) -> Option<PluralRules> {
    let locale = code.parse::<Locale>().ok()?;
    PluralRules::try_new_cardinal((&locale).into()).ok()
}

/// The names of the placeholders of a text, in order.
pub fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// Replaces placeholders by their values. One without a value stays as it is.
fn fill_placeholders(text: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
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
