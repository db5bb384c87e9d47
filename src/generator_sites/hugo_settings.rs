//! Reads the settings of Hugo: one file, or those of `config/_default/`.

use super::folder_shell::FolderShell;
use super::generator::HUGO_SETTINGS;
use super::site_facts::{ContentFolder, Settings, SiteFacts, language_of, menu_entries, number};
use super::value_tree::{entries, flag, get, mapping, merge, text};
use crate::imported_site::primary;
use crate::yaml_and_toml::{Mapping, Value};

/// The settings that are read here, or that only say how Hugo works.
const READ: [&str; 34] = [
    "baseurl",
    "title",
    "languagecode",
    "locale",
    "defaultcontentlanguage",
    "defaultcontentlanguageinsubdir",
    "languages",
    "contentdir",
    "staticdir",
    "permalinks",
    "uglyurls",
    "disablepathtolower",
    "paginate",
    "pagination",
    "menu",
    "menus",
    "timezone",
    "theme",
    "themesdir",
    "module",
    "markup",
    "minify",
    "outputs",
    "outputformats",
    "taxonomies",
    "enablerobotstxt",
    "enablegitinfo",
    "summarylength",
    "build",
    "buildfuture",
    "builddrafts",
    "hascjklanguage",
    "caches",
    "security",
];

/// What the settings say.
pub fn read(shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = SiteFacts::default();
    let settings = whole_settings(shell, &mut facts);
    let values = &settings.values;
    facts.base_url = text(values, "baseURL").unwrap_or_default();
    facts.default_in_subdir = flag(values, "defaultContentLanguageInSubdir").unwrap_or(false);
    facts.has_html_addresses = flag(values, "uglyURLs").unwrap_or(false);
    facts.keeps_case = flag(values, "disablePathToLower").unwrap_or(false);
    facts.timezone = text(values, "timeZone").unwrap_or_else(|| "UTC".to_string());
    let pagination = mapping(values, "pagination");
    facts.paginate = number(values, "paginate").or_else(|| number(pagination?, "pagerSize"));
    facts.feed = "/index.xml".to_string();
    read_languages(values, &mut facts);
    read_folders(values, &mut facts);
    read_permalinks(values, &mut facts);
    facts.add_unread(&settings, &READ);
    facts
}

/// The settings of all files together.
fn whole_settings(shell: &dyn FolderShell, facts: &mut SiteFacts) -> Settings {
    let mut settings = Settings::read(shell, &HUGO_SETTINGS, facts);
    let folder = "config/_default/";
    let files: Vec<String> = shell.files().to_vec();
    for path in files.iter().filter(|path| path.starts_with(folder)) {
        let name = &path[folder.len()..];
        let Some((name, "toml" | "yaml" | "yml" | "json")) = name.rsplit_once('.') else {
            continue;
        };
        let part = Settings::read(shell, &[path.as_str()], facts);
        match name.split_once('.') {
            _ if matches!(name, "hugo" | "config") => {
                merge(&mut settings.values, &part.values);
                settings.path = part.path;
                settings.written = part.written;
            }
            Some((key, lang)) => {
                let own = Mapping::from_iter([(key.into(), part.values.into())]);
                let own = Mapping::from_iter([(lang.into(), own.into())]);
                let own = Mapping::from_iter([("languages".into(), own.into())]);
                merge(&mut settings.values, &own);
            }
            None => {
                let own = Mapping::from_iter([(name.into(), part.values.into())]);
                merge(&mut settings.values, &own);
            }
        }
    }
    settings
}

fn read_languages(values: &Mapping, facts: &mut SiteFacts) {
    let code = text(values, "languageCode").or_else(|| text(values, "locale"));
    let default = text(values, "defaultContentLanguage");
    let several = mapping(values, "languages");
    let several = several.filter(|languages| !languages.is_empty());
    let Some(languages) = several else {
        let code = code.map(|code| primary(&code.to_lowercase()).to_string());
        let written = default.or(code).unwrap_or_else(|| "en".to_string());
        let mut language = language_of(&written, None, values);
        language.menu = main_menu(values);
        facts.languages.push(language);
        return;
    };
    let mut found: Vec<_> = entries(languages)
        .filter(|entry| {
            let own = entry.value.as_mapping();
            own.is_some_and(|own| flag(own, "disabled") != Some(true))
        })
        .collect();
    found.sort_by_key(|entry| {
        let weight = entry.value.get("weight").and_then(Value::as_i64);
        weight.unwrap_or(i64::MAX)
    });
    let default = default.unwrap_or_else(|| "en".to_string());
    found.sort_by_key(|entry| !entry.name.eq_ignore_ascii_case(&default));
    for (at, entry) in found.into_iter().enumerate() {
        let Some(own) = entry.value.as_mapping() else {
            continue;
        };
        let mut language = language_of(&entry.name, Some(own), values);
        if at > 0 || facts.default_in_subdir {
            language.prefix = format!("/{}", entry.name.to_lowercase());
        }
        language.menu = main_menu(own);
        if language.menu.is_empty() && at == 0 {
            language.menu = main_menu(values);
        }
        if let Some(folder) = text(own, "contentDir") {
            facts.content.push(ContentFolder {
                path: as_folder(&folder),
                lang: Some(entry.name.clone()),
                collection: String::new(),
            });
        }
        facts.languages.push(language);
    }
}

fn main_menu(of: &Mapping) -> Vec<super::site_facts::MenuEntry> {
    let menus = mapping(of, "menu").or_else(|| mapping(of, "menus"));
    let main = menus.and_then(|menus| get(menus, "main"));
    main.map(menu_entries).unwrap_or_default()
}

fn read_folders(values: &Mapping, facts: &mut SiteFacts) {
    let content = text(values, "contentDir").unwrap_or_else(|| "content".to_string());
    let content = as_folder(&content);
    if facts.content.iter().all(|folder| folder.path != content) {
        facts.content.push(ContentFolder {
            path: content,
            ..ContentFolder::default()
        });
    }
    // the deepest folder counts: `content/fr/` before `content/`
    facts
        .content
        .sort_by_key(|folder| std::cmp::Reverse(folder.path.len()));
    let statics = get(values, "staticDir").map(super::value_tree::texts);
    let statics = statics.unwrap_or_else(|| vec!["static".to_string()]);
    facts.statics = statics.iter().map(|folder| as_folder(folder)).collect();
}

fn as_folder(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_matches('/');
    match path {
        "" => String::new(),
        path => format!("{path}/"),
    }
}

fn read_permalinks(values: &Mapping, facts: &mut SiteFacts) {
    let Some(permalinks) = mapping(values, "permalinks") else {
        return;
    };
    for entry in entries(permalinks) {
        match entry.value {
            Value::String(pattern) => {
                facts.permalinks.insert(entry.name, pattern.clone());
            }
            // the newer form has patterns by kind of page
            Value::Mapping(own) if entry.name == "page" => {
                for own in entries(own) {
                    if let Some(pattern) = own.value.as_str() {
                        facts.permalinks.insert(own.name, pattern.to_string());
                    }
                }
            }
            _ => {}
        }
    }
}
