//! [`SiteFacts`]: what the settings of a generator say, in one form for all generators.

use super::folder_shell::FolderShell;
use super::front_matter_blocks::{read_document, read_yaml};
use super::generator::Generator;
use super::value_tree::{entries, first_text, get, mapping, scalar, text};
use crate::diagnostic::Text;
use crate::imported_site::{ImportedAuthor, ReportLine, language_code};
use crate::phrase;
use crate::yaml_and_toml::{Format, Mapping, Value};
use std::collections::BTreeMap;

/// What the settings of a site say.
#[derive(Debug, Clone, Default)]
pub struct SiteFacts {
    /// The address of the site, without a slash at its end; empty where none is said.
    pub base_url: String,
    /// The languages, the default one first; never empty.
    pub languages: Vec<SiteLanguage>,
    /// Whether the default language is below its code.
    pub default_in_subdir: bool,
    /// The time zone of dates without an offset.
    pub timezone: String,
    /// The folders of texts.
    pub content: Vec<ContentFolder>,
    /// The folders that are published as they are, each with a slash at its end.
    pub statics: Vec<String>,
    /// The patterns of addresses, by section or collection; that of the empty name is for all.
    pub permalinks: BTreeMap<String, String>,
    /// Whether addresses are files: `/a.html`.
    pub has_html_addresses: bool,
    /// Whether paths keep their capitals.
    pub keeps_case: bool,
    /// Articles on one page of a list.
    pub paginate: Option<usize>,
    /// Authors by their ids.
    pub authors: Vec<ImportedAuthor>,
    /// Values that texts have without saying so.
    pub defaults: Vec<PathDefaults>,
    /// The old address of the feed.
    pub feed: String,
    /// What has no counterpart, or needs a hand.
    pub lines: Vec<ReportLine>,
}

/// A language of the site.
#[derive(Debug, Clone, Default)]
pub struct SiteLanguage {
    /// The code for Griot: `pt-BR`.
    pub code: String,
    /// The code as the generator writes it: `pt-br`.
    pub written: String,
    /// The beginning of its addresses: empty or `/pt-br`.
    pub prefix: String,
    /// The title of the site.
    pub title: String,
    /// A sentence about the site.
    pub description: String,
    /// The menu.
    pub menu: Vec<MenuEntry>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuEntry {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// Its place among the others.
    pub weight: i64,
}

/// A folder of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContentFolder {
    /// Its path with a slash at its end; empty for the whole folder.
    pub path: String,
    /// The language of all its texts, as the generator writes it.
    pub lang: Option<String>,
    /// The collection that it holds, where the generator has collections.
    pub collection: String,
}

/// Values that all texts below a path have without saying so.
#[derive(Debug, Clone, Default)]
pub struct PathDefaults {
    /// The path; empty for all.
    pub path: String,
    /// The collection, such as `posts`; empty for all.
    pub collection: String,
    /// The values.
    pub values: Mapping,
}

impl SiteFacts {
    /// The path of the site's address: empty or `/blog`.
    pub fn base_path(&self) -> &str {
        let rest = self.base_url.split_once("://");
        let rest = rest.map_or(self.base_url.as_str(), |(_, rest)| rest);
        rest.find('/').map_or("", |at| &rest[at..])
    }

    /// The place of a language by the code that the generator writes, or by that of Griot.
    pub fn language(&self, written: &str) -> Option<usize> {
        let code = language_code(written);
        let exact = self
            .languages
            .iter()
            .position(|language| language.written.eq_ignore_ascii_case(written));
        exact.or_else(|| {
            let code = code?;
            self.languages
                .iter()
                .position(|language| language.code == code)
        })
    }

    /// The place of a language; a new one where the settings do not have it. `None` for what is no
    /// code.
    pub fn language_or_new(&mut self, written: &str) -> Option<usize> {
        if let Some(known) = self.language(written) {
            return Some(known);
        }
        let code = language_code(written)?;
        let first = self.languages.first();
        let title = first.map_or(String::new(), |language| language.title.clone());
        self.languages.push(SiteLanguage {
            code,
            written: written.to_string(),
            title,
            ..SiteLanguage::default()
        });
        Some(self.languages.len() - 1)
    }

    /// Names settings that no one read.
    pub fn add_unread(&mut self, settings: &Settings, read: &[&str]) {
        for entry in entries(&settings.values) {
            let is_read = read
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&entry.name));
            let is_blank = matches!(entry.value, Value::Null)
                || scalar(entry.value).is_none() && entry.value.as_str().is_some();
            if is_read || is_blank {
                continue;
            }
            let words = phrase!("Griot has no such setting");
            let line = ReportLine::in_file("setting", &settings.path, words);
            let at = settings.line_of(&entry.name);
            self.lines.push(line.at(at).with_detail(&entry.name));
        }
    }

    /// Adds a line about the settings.
    pub fn add_line(&mut self, code: &'static str, path: &str, words: Text, detail: &str) {
        let line = ReportLine::in_file(code, path, words);
        self.lines.push(line.with_detail(detail));
    }
}

/// A file of settings.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Its path.
    pub path: String,
    /// Its text.
    pub written: String,
    /// Its values.
    pub values: Mapping,
}

impl Settings {
    /// Reads the first of several files that is there. What cannot be read is a line of `facts`.
    pub fn read(shell: &dyn FolderShell, names: &[&str], facts: &mut SiteFacts) -> Self {
        let is_there = |name: &&&str| shell.files().iter().any(|file| file == **name);
        let Some(path) = names.iter().find(is_there) else {
            return Settings::default();
        };
        let written = shell.text(path).unwrap_or_default();
        let value = match path.rsplit('.').next() {
            Some("toml") => read_document(Format::Toml, path, &written),
            Some("json") => serde_json::from_str(&written).map_err(|error| error.to_string()),
            _ => read_yaml(path, &written),
        };
        let values = match value {
            Ok(Value::Mapping(values)) => values,
            Ok(_) => Mapping::new(),
            Err(problem) => {
                let words = phrase!("these settings cannot be read");
                facts.add_line("settings-not-read", path, words, &problem);
                Mapping::new()
            }
        };
        Settings {
            path: path.to_string(),
            written,
            values,
        }
    }

    /// The line of a key of the first level, from 1; 0 where it is not found.
    pub fn line_of(&self, key: &str) -> usize {
        let is_own = |line: &str| {
            let line = line.trim_start().trim_start_matches(['"', '\'', '[']);
            let rest = line.strip_prefix(key);
            rest.is_some_and(|rest| rest.starts_with([':', ' ', '=', '"', '\'', ']', '.']))
        };
        let at = self.written.lines().position(is_own);
        at.map_or(0, |at| at + 1)
    }
}

/// Reads what the settings of a folder say.
pub fn read_facts(generator: Generator, shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = match generator {
        Generator::Hugo => super::hugo_settings::read(shell),
        Generator::Jekyll => super::jekyll_settings::read(shell),
        Generator::Zola => super::zola_settings::read(shell),
        Generator::Astro => super::astro_settings::read(shell),
        Generator::Hexo => super::hexo_settings::read(shell),
    };
    facts.base_url = facts.base_url.trim_end_matches('/').to_string();
    if !facts.base_url.contains("://") {
        facts.base_url.clear();
    }
    if facts.languages.is_empty() {
        facts.languages.push(SiteLanguage::default());
    }
    let first = facts.languages[0].clone();
    for language in &mut facts.languages {
        if language.code.is_empty() {
            language.code = "en".to_string();
        }
        if language.title.is_empty() {
            language.title.clone_from(&first.title);
        }
    }
    for language in &mut facts.languages {
        language.menu.sort_by_key(|entry| entry.weight);
    }
    facts
}

/// The entries of a menu: a list of mappings with words and an address, or words to addresses.
pub fn menu_entries(value: &Value) -> Vec<MenuEntry> {
    let mut found = Vec::new();
    match value {
        Value::Sequence(items) => {
            for (at, item) in items.iter().enumerate() {
                let Some(item) = item.as_mapping() else {
                    continue;
                };
                let label = first_text(item, &["name", "title", "label", "text", "identifier"]);
                let url = first_text(item, &["url", "pageRef", "link", "path", "href"]);
                let weight = get(item, "weight").or(get(item, "order"));
                let weight = weight.and_then(Value::as_i64).unwrap_or(at as i64);
                if let (Some(label), Some(url)) = (label, url) {
                    found.push(MenuEntry { label, url, weight });
                }
            }
        }
        Value::Mapping(items) => {
            for (at, entry) in entries(items).enumerate() {
                // Hexo's themes write `/about/ || fa fa-user`
                let url = match entry.value {
                    Value::Mapping(item) => first_text(item, &["url", "path", "link"]),
                    value => scalar(value),
                };
                let url = url.map(|url| {
                    url.split("||")
                        .next()
                        .unwrap_or_default()
                        .trim()
                        .to_string()
                });
                if let Some(url) = url.filter(|url| !url.is_empty()) {
                    found.push(MenuEntry {
                        label: entry.name,
                        url,
                        weight: at as i64,
                    });
                }
            }
        }
        _ => {}
    }
    found
}

/// The title and the sentence of a language from its own settings, else from those of the site.
pub fn language_of(written: &str, own: Option<&Mapping>, site: &Mapping) -> SiteLanguage {
    let of = |names: &[&str]| {
        let here = own.and_then(|own| {
            let params = mapping(own, "params");
            first_text(own, names).or_else(|| first_text(params?, names))
        });
        let params = mapping(site, "params");
        here.or_else(|| first_text(site, names))
            .or_else(|| first_text(params?, names))
            .unwrap_or_default()
    };
    let code = language_code(written).unwrap_or_else(|| "en".to_string());
    SiteLanguage {
        code,
        written: written.to_string(),
        prefix: String::new(),
        title: of(&["title"]),
        description: of(&["description", "subtitle"]),
        menu: Vec::new(),
    }
}

/// A number by its name.
pub fn number(of: &Mapping, name: &str) -> Option<usize> {
    let number = text(of, name)?.parse().ok()?;
    (1..=1000).contains(&number).then_some(number)
}
