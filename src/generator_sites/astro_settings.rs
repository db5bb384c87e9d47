//! Reads the settings of Astro and of Starlight, as far as they are written as plain values.

use super::folder_shell::FolderShell;
use super::script_values::{text_named, value_named};
use super::site_facts::{ContentFolder, SiteFacts, SiteLanguage, menu_entries};
use super::value_tree::{entries, first_text, flag, get, mapping, text};
use crate::imported_site::language_code;
use crate::phrase;
use crate::yaml_and_toml::{Mapping, Value};

/// Files that themes keep the names of the site in.
const NAME_FILES: [&str; 10] = [
    "src/consts.ts",
    "src/constants.ts",
    "src/config.ts",
    "src/site.config.ts",
    "src/site-config.ts",
    "src/config.mjs",
    "src/consts.js",
    "src/site.ts",
    "src/data/site.ts",
    "src/config/site.ts",
];

/// What the settings say.
pub fn read(shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = SiteFacts {
        timezone: "UTC".to_string(),
        feed: "/rss.xml".to_string(),
        statics: vec!["public/".to_string()],
        ..SiteFacts::default()
    };
    let files = shell.files();
    let is_config = |path: &&String| path.starts_with("astro.config.");
    let path = files.iter().find(is_config).cloned().unwrap_or_default();
    let config = shell.text(&path).unwrap_or_default();
    let names: Vec<String> = NAME_FILES
        .iter()
        .filter_map(|path| shell.text(path))
        .collect();
    let site = text_named(&config, "site");
    let site = site.or_else(|| {
        let from = |script: &String| {
            let names = ["website", "siteUrl", "SITE_URL", "site", "url"];
            let mut found = names.iter().filter_map(|name| text_named(script, name));
            found.find(|url| url.starts_with("http"))
        };
        names.iter().find_map(from)
    });
    let base = text_named(&config, "base").unwrap_or_default();
    let base = base.trim_matches('/').to_string();
    let site = site.unwrap_or_default();
    facts.base_url = match base.as_str() {
        "" => site,
        base => format!("{}/{base}", site.trim_end_matches('/')),
    };
    facts.languages = languages(&config, &names, &mut facts.default_in_subdir);
    name_languages(&config, &names, &mut facts.languages);
    facts.content = content_folders(shell);
    let words = phrase!(
        "Astro's settings are a program: see that the address, the titles, the languages and the menu are right"
    );
    facts.add_line("settings-of-program", "griot.yaml", words, &path);
    facts
}

fn languages(config: &str, names: &[String], default_in_subdir: &mut bool) -> Vec<SiteLanguage> {
    let i18n = value_named(config, "i18n");
    let i18n = i18n.as_ref().and_then(Value::as_mapping);
    let starlight = value_named(config, "locales");
    let locales = i18n
        .and_then(|i18n| get(i18n, "locales").cloned())
        .or(starlight);
    let default = i18n
        .and_then(|i18n| text(i18n, "defaultLocale"))
        .or_else(|| text_named(config, "defaultLocale"));
    let is_prefixed = i18n
        .and_then(|i18n| flag(mapping(i18n, "routing")?, "prefixDefaultLocale"))
        .unwrap_or(false);
    let mut found = match locales {
        Some(Value::Sequence(items)) => listed(&items),
        Some(Value::Mapping(locales)) => starlight_locales(&locales),
        _ => Vec::new(),
    };
    if found.is_empty() {
        let lang = names.iter().find_map(|script| {
            let names = ["LOCALE", "locale", "lang", "language"];
            names
                .iter()
                .find_map(|name| language_code(&text_named(script, name)?))
        });
        let code = default.or(lang).unwrap_or_else(|| "en".to_string());
        found.push(language(&code));
        return found;
    }
    let default = default.unwrap_or_else(|| found[0].written.clone());
    found.sort_by_key(|language| language.written != default && language.written != "root");
    for (at, language) in found.iter_mut().enumerate() {
        if at > 0 || is_prefixed {
            language.prefix = format!("/{}", language.written);
        }
    }
    *default_in_subdir = is_prefixed;
    found
}

fn language(written: &str) -> SiteLanguage {
    SiteLanguage {
        code: language_code(written).unwrap_or_else(|| "en".to_string()),
        written: written.to_string(),
        ..SiteLanguage::default()
    }
}

/// Locales as a list of codes, or of paths with codes.
fn listed(items: &[Value]) -> Vec<SiteLanguage> {
    let codes = items.iter().filter_map(|item| match item {
        Value::Mapping(item) => text(item, "path"),
        item => super::value_tree::scalar(item),
    });
    codes.map(|code| language(&code)).collect()
}

/// Starlight's locales: folders with their labels; `root` is the one without a folder.
fn starlight_locales(locales: &Mapping) -> Vec<SiteLanguage> {
    let found = entries(locales).map(|entry| {
        let lang = entry.value.as_mapping().and_then(|own| text(own, "lang"));
        let code = lang
            .as_deref()
            .or(Some(entry.name.as_str()).filter(|name| *name != "root"));
        SiteLanguage {
            written: entry.name.clone(),
            ..language(code.unwrap_or("en"))
        }
    });
    found.collect()
}

/// The title, the sentence and the menu of the site.
fn name_languages(config: &str, names: &[String], languages: &mut [SiteLanguage]) {
    let mut title = None;
    let mut description = None;
    let mut menu = Vec::new();
    for script in names {
        title = title.or_else(|| {
            let names = ["SITE_TITLE", "TITLE", "SITE_NAME"];
            names.iter().find_map(|name| text_named(script, name))
        });
        description = description.or_else(|| {
            let names = ["SITE_DESCRIPTION", "DESCRIPTION"];
            names.iter().find_map(|name| text_named(script, name))
        });
        for object in ["SITE", "siteConfig", "site", "SITE_CONFIG"] {
            let value = value_named(script, object);
            if let Some(site) = value.as_ref().and_then(Value::as_mapping) {
                title = title.or_else(|| first_text(site, &["title", "name"]));
                description = description.or_else(|| first_text(site, &["description", "desc"]));
            }
        }
        for object in ["NAV_LINKS", "menuLinks", "navLinks", "NAV", "NAVIGATION"] {
            if let Some(links) = value_named(script, object).filter(|_| menu.is_empty()) {
                menu = menu_entries(&links);
            }
        }
    }
    // Starlight has its title in the settings
    let is_starlight = config.contains("starlight(");
    let title = title.or_else(|| is_starlight.then(|| text_named(config, "title"))?);
    for language in languages.iter_mut() {
        language.title = title.clone().unwrap_or_default();
        language.description = description.clone().unwrap_or_default();
    }
    languages[0].menu = menu;
}

/// The folders of collections, and the pages themselves.
fn content_folders(shell: &dyn FolderShell) -> Vec<ContentFolder> {
    let mut folders = vec![ContentFolder {
        path: "src/pages/".to_string(),
        ..ContentFolder::default()
    }];
    let config = [
        "src/content.config.ts",
        "src/content/config.ts",
        "src/content.config.mjs",
    ];
    for script in config.iter().filter_map(|path| shell.text(path)) {
        for part in script.split("const ").skip(1) {
            let Some((name, rest)) = part.split_once('=') else {
                continue;
            };
            let Some(base) = text_named(rest, "base").filter(|_| rest.contains("defineCollection"))
            else {
                continue;
            };
            let path = filled_in(&base, &script);
            let path = path.trim_start_matches("./").trim_matches('/').to_string();
            folders.push(ContentFolder {
                path: format!("{path}/"),
                lang: None,
                collection: name.trim().to_string(),
            });
        }
    }
    for file in shell.files() {
        let below = file.strip_prefix("src/content/");
        let Some((name, _)) = below.and_then(|below| below.split_once('/')) else {
            continue;
        };
        let path = format!("src/content/{name}/");
        if folders.iter().all(|folder| folder.path != path) {
            folders.push(ContentFolder {
                path,
                lang: None,
                collection: name.to_string(),
            });
        }
    }
    folders
}

/// A text with the values of its `${NAMES}`, where the script writes them.
fn filled_in(text: &str, script: &str) -> String {
    let mut filled = text.to_string();
    while let Some(start) = filled.find("${") {
        let Some(length) = filled[start..].find('}') else {
            break;
        };
        let name = filled[start + 2..start + length].to_string();
        let value = text_named(script, &name).unwrap_or_default();
        filled.replace_range(start..=start + length, &value);
    }
    filled
}
