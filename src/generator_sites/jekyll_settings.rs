//! Reads the settings of Jekyll, of Polyglot, and the menu of `_data/navigation.yml`.

use super::folder_shell::FolderShell;
use super::site_facts::{
    ContentFolder, MenuEntry, PathDefaults, Settings, SiteFacts, language_of, menu_entries, number,
};
use super::value_tree::{entries, flag, get, mapping, text, texts};
use crate::imported_site::ImportedAuthor;
use crate::text::slug::slug;
use crate::yaml_and_toml::{Mapping, Value};

/// The settings that are read here, or that only say how Jekyll works.
const READ: [&str; 44] = [
    "title",
    "name",
    "description",
    "url",
    "baseurl",
    "lang",
    "locale",
    "languages",
    "default_lang",
    "exclude_from_localization",
    "parallel_localization",
    "lang_from_path",
    "timezone",
    "permalink",
    "collections",
    "collections_dir",
    "defaults",
    "paginate",
    "paginate_path",
    "plugins",
    "gems",
    "theme",
    "remote_theme",
    "exclude",
    "include",
    "keep_files",
    "markdown",
    "kramdown",
    "highlighter",
    "sass",
    "source",
    "destination",
    "encoding",
    "future",
    "show_drafts",
    "unpublished",
    "incremental",
    "liquid",
    "excerpt_separator",
    "markdown_ext",
    "whitelist",
    "safe",
    "repository",
    "compress_html",
];

/// What the settings say.
pub fn read(shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = SiteFacts::default();
    let names = ["_config.yml", "_config.yaml", "_config.toml"];
    let settings = Settings::read(shell, &names, &mut facts);
    let values = &settings.values;
    let url = text(values, "url").unwrap_or_default();
    let base = text(values, "baseurl").unwrap_or_default();
    let base = base.trim_matches('/');
    facts.base_url = match base {
        "" => url,
        base => format!("{}/{base}", url.trim_end_matches('/')),
    };
    facts.timezone = text(values, "timezone").unwrap_or_else(|| "UTC".to_string());
    facts.paginate = number(values, "paginate");
    facts.feed = "/feed.xml".to_string();
    let pattern = text(values, "permalink").unwrap_or_else(|| "date".to_string());
    facts.permalinks.insert(String::new(), pattern);
    facts.content.push(ContentFolder::default());
    facts.statics.push(String::new());
    read_languages(values, &mut facts);
    read_collections(values, &mut facts);
    read_defaults(values, &mut facts);
    facts.authors = authors(shell, &mut facts);
    facts.languages[0].menu = menu(shell, &mut facts);
    facts.add_unread(&settings, &READ);
    facts
}

fn read_languages(values: &Mapping, facts: &mut SiteFacts) {
    let lang = text(values, "default_lang");
    let lang = lang.or_else(|| text(values, "lang"));
    let lang = lang.or_else(|| text(values, "locale"));
    let mut codes = get(values, "languages").map(texts).unwrap_or_default();
    let default = lang.or_else(|| codes.first().cloned());
    let default = default.unwrap_or_else(|| "en".to_string());
    codes.retain(|code| *code != default);
    let mut language = language_of(&default, None, values);
    if language.title.is_empty() {
        language.title = text(values, "name").unwrap_or_default();
    }
    facts.languages.push(language);
    for code in codes {
        let mut language = language_of(&code, None, values);
        language.prefix = format!("/{code}");
        facts.languages.push(language);
    }
}

/// Collections that have pages: their folders and patterns.
fn read_collections(values: &Mapping, facts: &mut SiteFacts) {
    let below = text(values, "collections_dir").unwrap_or_default();
    let below = match below.trim_matches('/') {
        "" => String::new(),
        below => format!("{below}/"),
    };
    let collections = mapping(values, "collections").into_iter().flat_map(entries);
    for entry in collections {
        let own = entry.value.as_mapping();
        let is_shown = own.is_some_and(|own| flag(own, "output") == Some(true));
        if let Some(pattern) = own.and_then(|own| text(own, "permalink")) {
            facts.permalinks.insert(entry.name.clone(), pattern);
        }
        if is_shown && entry.name != "posts" {
            facts.content.insert(
                0,
                ContentFolder {
                    path: format!("{below}_{}/", entry.name),
                    lang: None,
                    collection: entry.name,
                },
            );
        }
    }
}

fn read_defaults(values: &Mapping, facts: &mut SiteFacts) {
    let Some(Value::Sequence(items)) = get(values, "defaults") else {
        return;
    };
    for item in items.iter().filter_map(Value::as_mapping) {
        let scope = mapping(item, "scope");
        let of_scope = |name| {
            scope
                .and_then(|scope| text(scope, name))
                .unwrap_or_default()
        };
        let own = mapping(item, "values").cloned().unwrap_or_default();
        facts.defaults.push(PathDefaults {
            path: of_scope("path").trim_matches('/').to_string(),
            collection: of_scope("type"),
            values: own,
        });
    }
}

/// The authors of `_data/authors.yml`.
fn authors(shell: &dyn FolderShell, facts: &mut SiteFacts) -> Vec<ImportedAuthor> {
    let names = [
        "_data/authors.yml",
        "_data/authors.yaml",
        "_data/authors.json",
    ];
    let settings = Settings::read(shell, &names, facts);
    let authors = entries(&settings.values).filter_map(|entry| {
        let name = text(entry.value.as_mapping()?, "name")?;
        Some(ImportedAuthor {
            id: slug(&entry.name),
            name,
        })
    });
    authors.filter(|author| !author.id.is_empty()).collect()
}

/// The menu of `_data/navigation.yml`, as the widespread themes read it.
fn menu(shell: &dyn FolderShell, facts: &mut SiteFacts) -> Vec<MenuEntry> {
    let names = [
        "_data/navigation.yml",
        "_data/navigation.yaml",
        "_data/menu.yml",
    ];
    let path = names
        .into_iter()
        .find(|name| shell.files().iter().any(|file| file == name));
    let Some(path) = path else {
        return Vec::new();
    };
    let settings = Settings::read(shell, &[path], facts);
    let main = get(&settings.values, "main").or_else(|| get(&settings.values, "header"));
    if let Some(main) = main {
        return menu_entries(main);
    }
    // a list at the top is no mapping
    let list = super::front_matter_blocks::read_yaml(path, &settings.written);
    list.map(|list| menu_entries(&list)).unwrap_or_default()
}
