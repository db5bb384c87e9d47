//! What a theme says, by language: plain strings and CLDR plural forms.

use crate::config::{Config, Lang};
use icu_locale::Locale;
use icu_plurals::{PluralCategory, PluralRules};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

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

impl Strings {
    /// `phrases` are by language of the site, and have no gaps.
    pub fn new(config: &Config, phrases: Vec<BTreeMap<String, Phrase>>) -> Self {
        let languages = config.languages.iter();
        let codes: Vec<String> = languages.map(|language| language.code.clone()).collect();
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

    /// What the texts of a string want filled in.
    pub fn holes(&self, lang: Lang, key: &str) -> BTreeSet<&str> {
        let forms = self.forms(lang, key).into_values();
        forms.flat_map(holes).collect()
    }

    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.codes.iter().map(String::as_str)
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

fn rules(code: &str) -> Option<PluralRules> {
    let locale = code.parse::<Locale>().ok()?;
    PluralRules::try_new_cardinal((&locale).into()).ok()
}

/// The names in braces that a text has: what a template is to fill in.
pub fn holes(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split('{').skip(1);
    after.filter_map(|rest| Some(rest.split_once('}')?.0))
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
