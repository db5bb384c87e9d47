//! Reads the settings of Hexo, and the menu of its theme.

use super::folder_shell::FolderShell;
use super::site_facts::{ContentFolder, Settings, SiteFacts, language_of, menu_entries, number};
use super::value_tree::{get, mapping, text, texts};

/// The settings that are read here, or that only say how Hexo works.
const READ: [&str; 40] = [
    "title",
    "subtitle",
    "description",
    "author",
    "language",
    "timezone",
    "url",
    "root",
    "permalink",
    "permalink_defaults",
    "source_dir",
    "public_dir",
    "per_page",
    "new_post_name",
    "post_asset_folder",
    "theme",
    "deploy",
    "default_category",
    "i18n_dir",
    "tag_dir",
    "archive_dir",
    "category_dir",
    "code_dir",
    "skip_render",
    "pretty_urls",
    "default_layout",
    "titlecase",
    "external_link",
    "filename_case",
    "render_drafts",
    "relative_link",
    "future",
    "highlight",
    "prismjs",
    "syntax_highlighter",
    "index_generator",
    "date_format",
    "time_format",
    "menu",
    "pagination_dir",
];

/// What the settings say.
pub fn read(shell: &dyn FolderShell) -> SiteFacts {
    let mut facts = SiteFacts::default();
    let settings = Settings::read(shell, &["_config.yml", "_config.yaml"], &mut facts);
    let values = &settings.values;
    let url = text(values, "url").unwrap_or_default();
    let root = text(values, "root").unwrap_or_default();
    let root = root.trim_matches('/');
    facts.base_url = match url.trim_end_matches('/') {
        url if root.is_empty() || url.ends_with(&format!("/{root}")) => url.to_string(),
        url => format!("{url}/{root}"),
    };
    facts.timezone = text(values, "timezone").unwrap_or_else(|| "UTC".to_string());
    let source = text(values, "source_dir").unwrap_or_else(|| "source".to_string());
    let source = format!("{}/", source.trim_matches('/'));
    facts.content = vec![ContentFolder {
        path: source.clone(),
        ..ContentFolder::default()
    }];
    facts.statics = vec![source];
    let pattern = text(values, "permalink");
    let pattern = pattern.unwrap_or_else(|| ":year/:month/:day/:title/".to_string());
    facts.permalinks.insert(String::new(), pattern);
    for (key, name) in [
        ("new_post_name", "file name"),
        ("default_category", "category"),
    ] {
        if let Some(value) = text(values, key) {
            facts.permalinks.insert(name.to_string(), value);
        }
    }
    let index = mapping(values, "index_generator");
    facts.paginate = number(values, "per_page").or_else(|| number(index?, "per_page"));
    facts.feed = feed(values);
    let languages = get(values, "language").map(texts).unwrap_or_default();
    for written in languages.iter().filter(|written| *written != "default") {
        let mut language = language_of(written, None, values);
        if !facts.languages.is_empty() {
            language.prefix = format!("/{written}");
        }
        facts.languages.push(language);
    }
    if facts.languages.is_empty() {
        facts.languages.push(language_of("en", None, values));
    }
    add_languages_of_theme(shell, &settings, &mut facts);
    facts.languages[0].menu = menu(shell, &settings, &mut facts.clone());
    facts.add_unread(&settings, &READ);
    facts
}

fn feed(values: &crate::yaml_and_toml::Mapping) -> String {
    let feed = mapping(values, "feed");
    let paths = feed.and_then(|feed| get(feed, "path")).map(texts);
    let path = paths.and_then(|paths| paths.into_iter().next());
    let path = path.unwrap_or_else(|| "atom.xml".to_string());
    format!("/{}", path.trim_start_matches('/'))
}

/// The menu of the settings, else that of the theme.
fn menu(
    shell: &dyn FolderShell,
    settings: &Settings,
    facts: &mut SiteFacts,
) -> Vec<super::site_facts::MenuEntry> {
    if let Some(menu) = get(&settings.values, "menu") {
        return menu_entries(menu);
    }
    let Some(theme) = text(&settings.values, "theme") else {
        return Vec::new();
    };
    let names = [
        format!("_config.{theme}.yml"),
        format!("themes/{theme}/_config.yml"),
    ];
    let names = [names[0].as_str(), names[1].as_str()];
    let theme = Settings::read(shell, &names, facts);
    get(&theme.values, "menu")
        .map(menu_entries)
        .unwrap_or_default()
}

/// The languages of the theme that a folder of texts is named by: Hexo takes them as languages.
fn add_languages_of_theme(shell: &dyn FolderShell, settings: &Settings, facts: &mut SiteFacts) {
    let source = facts.statics[0].clone();
    let files = shell.files();
    for path in files.iter().filter(|path| path.contains("/languages/")) {
        let name = path.rsplit('/').next().unwrap_or_default();
        let Some(written) = name.strip_suffix(".yml") else {
            continue;
        };
        let folder = format!("{source}{written}/");
        let has_texts = files.iter().any(|file| file.starts_with(&folder));
        if has_texts && facts.language(written).is_none() {
            let mut language = language_of(written, None, &settings.values);
            language.prefix = format!("/{written}");
            facts.languages.push(language);
        }
    }
}
