//! [`Place`]: the language, the section and the name that the path of a text says.

use super::generator::Generator;
use super::read_dates::dated_name;
use super::site_facts::{ContentFolder, SiteFacts};
use super::source_text::TextRole;

/// What a path below a folder of texts says.
pub struct Place {
    /// The language, as the generator writes it.
    pub lang: Option<String>,
    /// The section or the collection.
    pub collection: String,
    /// The path without language, ending and `index`.
    pub key: String,
    /// What the file is among the others of its folder.
    pub role: TextRole,
    /// The day in the name of the file.
    pub file_date: Option<jiff::civil::Date>,
}

impl Place {
    /// What the path says.
    pub fn of(
        generator: Generator,
        below: &str,
        folder: &ContentFolder,
        facts: &SiteFacts,
    ) -> Self {
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let mut lang = folder.lang.clone();
        let mut parts: Vec<&str> = stem.split('/').collect();
        let mut name = parts.pop().unwrap_or_default();
        if let Some((before, code)) = name.rsplit_once('.')
            && facts
                .languages
                .iter()
                .any(|language| language.written.eq_ignore_ascii_case(code))
        {
            lang = Some(code.to_string());
            name = before;
        }
        if !matches!(generator, Generator::Hugo | Generator::Zola) && lang.is_none() {
            let is_code = |part: &&str| {
                let mut languages = facts.languages.iter();
                languages.any(|language| language.written.eq_ignore_ascii_case(part))
            };
            if let Some(at) = parts.iter().position(is_code) {
                lang = Some(parts.remove(at).to_string());
            }
        }
        let role = match name {
            "_index" => TextRole::Section,
            "index"
                if matches!(
                    generator,
                    Generator::Hugo | Generator::Zola | Generator::Astro
                ) =>
            {
                TextRole::Bundle
            }
            _ => TextRole::Plain,
        };
        let collection = match generator {
            Generator::Hugo | Generator::Zola => {
                parts.first().copied().unwrap_or_default().to_string()
            }
            _ if parts
                .iter()
                .any(|part| matches!(*part, "_posts" | "_drafts")) =>
            {
                "posts".to_string()
            }
            _ => folder.collection.clone(),
        };
        let is_index = matches!(name, "_index" | "index");
        if !is_index {
            parts.push(name);
        }
        let last = parts.last().copied().unwrap_or_default();
        let takes_date = matches!(
            generator,
            Generator::Jekyll | Generator::Zola | Generator::Hexo
        );
        let file_date = dated_name(last)
            .filter(|_| takes_date)
            .map(|named| named.date);
        Place {
            lang,
            collection,
            key: parts.join("/"),
            role,
            file_date,
        }
    }
}
