//! The old address of a text of Jekyll: `permalink`, else the pattern of the settings.

use super::address_parts::{fill_date, local_time, prefix};
use super::read_dates::dated_name;
use super::site_facts::SiteFacts;
use super::source_text::SourceText;
use super::value_tree::{get, texts};
use crate::yaml_and_toml::Value;

/// The old path of a text.
pub fn jekyll_address(text: &SourceText, facts: &SiteFacts) -> String {
    let prefix = prefix(text, facts);
    let general = facts.permalinks.get("").map_or("date", String::as_str);
    let own = text.value(&["permalink"]).filter(|own| own != "false");
    let of_collection = facts
        .permalinks
        .get(&text.collection)
        .filter(|_| !text.collection.is_empty());
    let pattern = match (own, of_collection, text.collection.as_str()) {
        (Some(own), ..) => own,
        (None, Some(pattern), _) => pattern.clone(),
        (None, None, "posts") => general.to_string(),
        (None, None, "") => return format!("{prefix}/{}", page_path(text, general)),
        (None, None, _) => match ends_in_slash(general) {
            true => "/:collection/:path/".to_string(),
            false => "/:collection/:path:output_ext".to_string(),
        },
    };
    format!("{prefix}{}", filled(style(&pattern), text, facts))
}

/// The pattern behind a name of Jekyll's.
fn style(pattern: &str) -> &str {
    match pattern {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        pattern => pattern,
    }
}

fn ends_in_slash(pattern: &str) -> bool {
    style(pattern).ends_with('/')
}

fn page_path(text: &SourceText, general: &str) -> String {
    let is_index = text
        .path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.starts_with("index."));
    match (is_index, ends_in_slash(general)) {
        (false, false) => format!("{}.html", text.key),
        _ => format!("{}/", text.key),
    }
}

fn filled(pattern: &str, text: &SourceText, facts: &SiteFacts) -> String {
    let name = text.name();
    let dated = dated_name(name).filter(|named| !named.rest.is_empty());
    let name = dated.map_or(name, |named| named.rest);
    let title = text.value(&["slug"]).unwrap_or_else(|| name.to_string());
    let title = hyphened(&title);
    let categories = categories(text);
    let slug = title.to_lowercase();
    let path = pattern
        .replace(":slugified_categories", &categories.join("/"))
        .replace(":categories", &categories.join("/"))
        .replace(":collection", &text.collection)
        .replace(":path", &text.key)
        .replace(":basename", name)
        .replace(":name", &slug)
        .replace(":title", &title)
        .replace(":slug", &slug)
        .replace(":output_ext", ".html");
    fill_date(&path, local_time(text, facts))
}

/// The categories in an address: folders above `_posts`, then those of the front matter.
fn categories(text: &SourceText) -> Vec<String> {
    let above = text
        .key
        .split_once("_posts/")
        .map_or("", |(above, _)| above);
    let mut found: Vec<String> = above.split('/').map(str::to_string).collect();
    found.extend(listed_words(get(&text.file.values, "categories")));
    found.extend(
        get(&text.file.values, "category")
            .map(texts)
            .unwrap_or_default(),
    );
    let mut names: Vec<String> = Vec::new();
    for name in found {
        let name = hyphened(&name.to_lowercase());
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// A list, or the words of a line: Jekyll splits it at spaces.
pub fn listed_words(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(line)) => match line.contains(',') {
            true => line
                .split(',')
                .map(|word| word.trim().to_string())
                .collect(),
            false => line.split_whitespace().map(str::to_string).collect(),
        },
        Some(value) => texts(value),
        None => Vec::new(),
    }
}

/// A name with hyphens for what Jekyll's rule `pretty` takes out.
fn hyphened(name: &str) -> String {
    let mut written = String::with_capacity(name.len());
    for c in name.trim().chars() {
        match c.is_alphanumeric() || "._~!$&'()+,;=@".contains(c) {
            true => written.push(c),
            false if !written.ends_with('-') => written.push('-'),
            false => {}
        }
    }
    written.trim_matches('-').to_string()
}
