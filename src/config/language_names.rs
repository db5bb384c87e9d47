//! Gives the languages of a site names that readers can tell apart.

use super::{Language, language_defaults};
use crate::diagnostic::{Code, DiagnosticSink, Text};
use crate::text::fold::fold;
use crate::yaml_and_toml::MappingEntry;
use crate::{message, phrase};

impl Language {
    /// The name for messages, in the language of their reader; the language's own name where Griot
    /// has no other, and for a region.
    pub fn name_in_messages(&self) -> Text {
        match self.code.as_str() {
            "ar" => phrase!("Arabic"),
            "de" => phrase!("German"),
            "en" => phrase!("English"),
            "es" => phrase!("Spanish"),
            "fr" => phrase!("French"),
            "ha" => phrase!("Hausa"),
            "it" => phrase!("Italian"),
            "nl" => phrase!("Dutch"),
            "pt" => phrase!("Portuguese"),
            "sw" => phrase!("Swahili"),
            "wo" => phrase!("Wolof"),
            "yo" => phrase!("Yoruba"),
            _ => phrase!("{name}", name = &self.name),
        }
    }
}

/// The names of some languages for messages, with commas; `None` for no language.
pub fn names_in_messages(languages: &[&Language]) -> Option<Text> {
    let names = languages.iter().map(|language| language.name_in_messages());
    names.reduce(|names, name| phrase!("{names}, {name}", names = names, name = name))
}

/// Gives languages with the same name their regional names: a reader who switches must tell them
/// apart. Reports those that still have one name.
pub fn separate_names(
    entries: &[MappingEntry],
    languages: &mut [Language],
    diagnostics: &mut DiagnosticSink,
) {
    let folded: Vec<String> = languages
        .iter()
        .map(|language| fold(&language.name))
        .collect();
    let is_shared = |at: usize| {
        let mut others = (0..folded.len()).filter(|other| *other != at);
        others.any(|other| folded[other] == folded[at])
    };
    for (at, language) in languages.iter_mut().enumerate() {
        let own = language_defaults::own_name(&language.code);
        if is_shared(at)
            && own == Some(&*language.name)
            && let Some(name) = language_defaults::regional_name(&language.code)
        {
            language.name = name.to_owned();
        }
    }
    for (at, language) in languages.iter().enumerate() {
        let is_same = |other: &&Language| fold(&other.name) == fold(&language.name);
        let Some(first) = languages[..at].iter().find(is_same) else {
            continue;
        };
        if language.name.is_empty() || first.code.eq_ignore_ascii_case(&language.code) {
            continue;
        }
        let message = message!(
            Code::SameLanguageName,
            "`{first}` and `{code}` have the same name, `{name}`: readers cannot tell them apart",
            first = &first.code,
            code = &language.code,
            name = &language.name
        );
        let region = language.code.split_once('-');
        let hint = phrase!(
            "give one of them another name, such as `name: {name} ({region})`",
            name = &language.name,
            region = region.map_or(language.code.as_str(), |(_, region)| region)
        );
        let MappingEntry { key, value } = &entries[at];
        let warning = value.warning(message).at(key.span.clone());
        diagnostics.push(warning.hint(hint));
    }
}
