//! The program's messages in the language of its user.
//!
//! Takes a locale, and gives the catalog that renders messages. English is in the code, where it is
//! the key of each entry, as with gettext; `messages/fr.yaml` has the French. Only this room knows
//! which languages there are.

use crate::diagnostic::{Catalog, English};
use crate::yaml_and_toml;
use icu_locale::locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language that messages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MessageLanguage {
    /// The language of the code.
    #[default]
    English,
    /// `fr`, whatever the region.
    French,
}

impl MessageLanguage {
    /// The language for a locale such as `fr_FR.UTF-8` or `fr-CA`; English where there are no
    /// messages in that language.
    pub fn for_locale(locale: &str) -> Self {
        let code = locale.split(['_', '-', '.', '@']).next();
        match code.map(str::to_ascii_lowercase).as_deref() {
            Some("fr") => MessageLanguage::French,
            _ => MessageLanguage::English,
        }
    }

    /// The language's code, for HTML.
    pub fn code(self) -> &'static str {
        match self {
            MessageLanguage::English => "en",
            MessageLanguage::French => "fr",
        }
    }

    /// What renders messages in this language.
    pub fn catalog(self) -> &'static dyn Catalog {
        match self {
            MessageLanguage::English => &English,
            MessageLanguage::French => &*FRENCH,
        }
    }
}

/// The entries of one language.
struct MessageCatalog {
    translations: BTreeMap<String, MessageText>,
    plurals: Option<PluralRules>,
}

/// What stands for an English template.
#[derive(Deserialize)]
#[serde(untagged)]
enum MessageText {
    /// One text for every number.
    Plain(String),
    /// A text for each CLDR plural category of the first number among the values.
    Plural(PluralForms),
}

#[derive(Deserialize)]
struct PluralForms {
    one: String,
    many: Option<String>,
    other: String,
}

static FRENCH: LazyLock<MessageCatalog> = LazyLock::new(|| {
    let options = PluralRulesOptions::default();
    MessageCatalog {
        // a test reads the file: it is never broken
        translations: yaml_and_toml::values_of(include_str!("messages/fr.yaml"))
            .unwrap_or_default(),
        plurals: PluralRules::try_new((&locale!("fr")).into(), options).ok(),
    }
});

impl Catalog for MessageCatalog {
    fn translation(&self, english: &str, count: Option<u64>) -> Option<&str> {
        let forms = match self.translations.get(english)? {
            MessageText::Plain(text) => return Some(text),
            MessageText::Plural(forms) => forms,
        };
        let category = count.and_then(|count| Some(self.plurals.as_ref()?.category_for(count)));
        Some(match category {
            Some(PluralCategory::One) => &forms.one,
            Some(PluralCategory::Many) => forms.many.as_ref().unwrap_or(&forms.other),
            _ => &forms.other,
        })
    }
}
