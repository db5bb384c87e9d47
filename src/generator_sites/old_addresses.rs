//! Gives each text the address that it had on the old site.

use super::address_parts::{fill_date, local_time, prefix};
use super::astro_addresses::AstroRoutes;
use super::generator::Generator;
use super::hugo_addresses::hugo_address;
use super::jekyll_addresses::jekyll_address;
use super::read_dates::dated_name;
use super::site_facts::SiteFacts;
use super::source_text::{SourceText, TextRole};
use super::value_tree::{get, texts};
use crate::text::slug::slug;

/// Gives each text its old address. `routes` are those of Astro.
pub fn add_addresses(
    generator: Generator,
    facts: &SiteFacts,
    routes: &AstroRoutes,
    texts: &mut [SourceText],
) {
    for text in texts {
        let address = match generator {
            Generator::Hugo => hugo_address(text, facts),
            Generator::Jekyll => jekyll_address(text, facts),
            Generator::Zola => zola_address(text, facts),
            Generator::Astro => routes.address(text, facts),
            Generator::Hexo => hexo_address(text, facts),
        };
        let address = crate::safe_addresses::decode(&address).unwrap_or(address);
        text.address = clean(&address);
    }
}

/// A path with one slash between its parts, and one before them.
fn clean(path: &str) -> String {
    // a part of a date that the text does not have
    let is_shown = |part: &&str| !part.is_empty() && *part != "." && !part.starts_with(':');
    let parts: Vec<&str> = path.split('/').filter(is_shown).collect();
    let end = if path.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    format!("/{}{end}", parts.join("/"))
}

/// Zola: `path`, else the folders and the slug; a date before a name does not count.
fn zola_address(text: &SourceText, facts: &SiteFacts) -> String {
    let prefix = prefix(text, facts);
    if let Some(path) = text
        .value(&["path"])
        .filter(|_| text.role != TextRole::Section)
    {
        return format!("{prefix}/{}/", path.trim_matches('/'));
    }
    let (folders, name) = text.key.rsplit_once('/').unwrap_or(("", &text.key));
    let dated = dated_name(name).filter(|named| !named.rest.is_empty());
    let name = dated.map_or(name, |named| named.rest);
    let name = text.value(&["slug"]).unwrap_or_else(|| name.to_string());
    let folders: Vec<String> = folders.split('/').map(slug).collect();
    format!("{prefix}/{}/{}/", folders.join("/"), slug(&name))
}

/// Hexo: `permalink`, else the pattern of the settings; a page keeps the path of its file.
fn hexo_address(text: &SourceText, facts: &SiteFacts) -> String {
    if let Some(own) = text.value(&["permalink"]) {
        return format!("/{}", own.trim_start_matches('/'));
    }
    let prefix = prefix(text, facts);
    if text.collection.is_empty() {
        let is_index = text
            .path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with("index."));
        return match is_index {
            true => format!("{prefix}/{}/", text.key),
            false => format!("{prefix}/{}.html", text.key),
        };
    }
    let pattern = facts.permalinks.get("").map_or("", String::as_str);
    let below = ["_posts/", "_drafts/"]
        .iter()
        .find_map(|folder| text.key.split_once(folder));
    let below = below.map_or(text.key.as_str(), |(_, below)| below);
    let pattern_of_name = facts.permalinks.get("file name").map_or("", String::as_str);
    let (folders, name) = below
        .rsplit_once('/')
        .map_or(("", below), |(folders, name)| (folders, name));
    let dated = dated_name(name)
        .filter(|named| pattern_of_name.contains(":year") && !named.rest.is_empty());
    let name = dated.map_or(name, |named| named.rest);
    let title = match folders {
        "" => name.to_string(),
        folders => format!("{folders}/{name}"),
    };
    let category = get(&text.file.values, "categories").or(get(&text.file.values, "category"));
    let categories = category.map(texts).unwrap_or_default();
    let default = facts.permalinks.get("category").cloned();
    let categories: Vec<String> = match categories.is_empty() {
        true => vec![default.unwrap_or_else(|| "uncategorized".to_string())],
        false => categories.iter().map(|name| hexo_slug(name)).collect(),
    };
    let code = &facts.languages[text.language].written;
    let filled = fill_date(pattern, local_time(text, facts))
        .replace(
            ":post_title",
            &hexo_slug(&text.value(&["title"]).unwrap_or_default()),
        )
        .replace(":title", &title)
        .replace(":name", name)
        .replace(":category", &categories.join("/"))
        .replace(":lang", code)
        .replace(":id", &text.value(&["id"]).unwrap_or_default())
        .replace(":abbrlink", &text.value(&["abbrlink"]).unwrap_or_default());
    format!("/{filled}")
}

/// A name as Hexo writes it in addresses: capitals stay.
fn hexo_slug(name: &str) -> String {
    let signs = |c: char| c.is_whitespace() || "~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/".contains(c);
    let parts: Vec<&str> = name.split(signs).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}
