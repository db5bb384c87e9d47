//! Reads the settings of Zola.

use super::folder_shell::FolderShell;
use super::site_facts::{ContentFolder, Settings, SiteFacts, language_of, menu_entries};
use super::value_tree::{entries, get, mapping, text};
use crate::yaml_and_toml::Mapping;

/// The settings that are read here, or that only say how Zola works.
const READ: [&str; 18] = [
    "base_url",
    "title",
    "description",
    "default_language",
    "languages",
    "theme",
    "compile_sass",
    "build_search_index",
    "generate_feed",
    "generate_feeds",
    "feed_filename",
    "feed_filenames",
    "taxonomies",
    "markdown",
    "minify_html",
    "highlight_code",
    "slugify",
    "search",
];

/// What the settings say.
pub fn read(shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = SiteFacts {
        timezone: "UTC".to_string(),
        content: vec![ContentFolder {
            path: "content/".to_string(),
            ..ContentFolder::default()
        }],
        statics: vec!["static/".to_string()],
        ..SiteFacts::default()
    };
    let settings = Settings::read(shell, &["zola.toml", "config.toml"], &mut facts);
    let values = &settings.values;
    facts.base_url = text(values, "base_url").unwrap_or_default();
    let feeds = get(values, "feed_filenames").or(get(values, "feed_filename"));
    let feeds = feeds.map(super::value_tree::texts).unwrap_or_default();
    let feed = feeds.first().map_or("atom.xml", String::as_str);
    facts.feed = format!("/{feed}");
    let default = text(values, "default_language").unwrap_or_else(|| "en".to_string());
    let mut language = language_of(&default, None, values);
    let extra = mapping(values, "extra");
    language.menu = extra.map(menu).unwrap_or_default();
    facts.languages.push(language);
    let others = mapping(values, "languages").into_iter().flat_map(entries);
    for entry in others.filter(|entry| entry.name != default) {
        let empty = Mapping::new();
        let own = entry.value.as_mapping().unwrap_or(&empty);
        let mut language = language_of(&entry.name, Some(own), values);
        language.prefix = format!("/{}", entry.name);
        facts.languages.push(language);
    }
    facts.add_unread(&settings, &READ);
    facts
}

/// The menu that most themes read below `[extra]`.
fn menu(extra: &Mapping) -> Vec<super::site_facts::MenuEntry> {
    let names = [
        "menu",
        "menu_items",
        "main_menu",
        "navbar",
        "nav",
        "menu_links",
    ];
    let found = names.iter().find_map(|name| get(extra, name));
    let mut menu = found.map(menu_entries).unwrap_or_default();
    for entry in &mut menu {
        entry.url = entry.url.replace("$BASE_URL", "");
    }
    menu
}
