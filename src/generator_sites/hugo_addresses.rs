//! The old address of a text of Hugo: `url`, else a pattern of the settings, else its path.

use super::address_parts::{fill_date, local_time, prefix};
use super::site_facts::SiteFacts;
use super::source_text::{SourceText, TextRole};

/// The old path of a text.
pub fn hugo_address(text: &SourceText, facts: &SiteFacts) -> String {
    let prefix = prefix(text, facts);
    let path = match text.value(&["url"]) {
        // an address from the root has no language before it
        Some(url) if url.starts_with('/') => return with_end(&filled(&url, text, facts), facts),
        Some(url) => filled(&url, text, facts),
        None => own_path(text, facts),
    };
    with_end(&format!("{prefix}/{}", path.trim_start_matches('/')), facts)
}

fn with_end(path: &str, facts: &SiteFacts) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    match path {
        _ if name.is_empty() || name.contains(".htm") => path.to_string(),
        _ if facts.has_html_addresses => format!("{path}.html"),
        _ => format!("{path}/"),
    }
}

fn own_path(text: &SourceText, facts: &SiteFacts) -> String {
    let pattern = facts.permalinks.get(&text.collection);
    if let Some(pattern) = pattern.filter(|_| text.role != TextRole::Section) {
        let path = filled(pattern, text, facts);
        // a pattern says where the address ends
        return path.trim_end_matches('/').to_string();
    }
    let path = match (text.value(&["slug"]), text.key.rsplit_once('/')) {
        (Some(slug), Some((folders, _))) if text.role != TextRole::Section => {
            format!("{folders}/{slug}")
        }
        (Some(slug), None) if text.role != TextRole::Section => slug,
        _ => text.key.clone(),
    };
    urlized(&path, facts)
}

/// A pattern with the values of a text.
fn filled(pattern: &str, text: &SourceText, facts: &SiteFacts) -> String {
    if !pattern.contains(':') {
        return pattern.to_string();
    }
    let one = |part: &str| urlized(part, facts).replace('/', "-");
    let title = one(&text.value(&["title"]).unwrap_or_default());
    let name = one(text.name());
    let slug = text.value(&["slug"]).map(|slug| one(&slug));
    let (sections, _) = text.key.rsplit_once('/').unwrap_or(("", ""));
    let sections = urlized(sections, facts);
    let section = sections.split('/').next().unwrap_or_default().to_string();
    let by_slug = |other: &str| slug.clone().unwrap_or_else(|| other.to_string());
    // longer names first: `:slug` begins `:slugorfilename`
    let path = pattern
        .replace(":slugorcontentbasename", &by_slug(&name))
        .replace(":slugorfilename", &by_slug(&name))
        .replace(":contentbasename", &name)
        .replace(":filename", &name)
        .replace(
            ":sections[1:]",
            sections.split_once('/').map_or("", |(_, rest)| rest),
        )
        .replace(
            ":sections[last]",
            sections.rsplit('/').next().unwrap_or_default(),
        )
        .replace(":sections", &sections)
        .replace(":section", &section)
        .replace(":slug", &by_slug(&title))
        .replace(":title", &title);
    fill_date(&path, local_time(text, facts))
}

/// A path as Hugo writes it: spaces become hyphens, signs go.
fn urlized(path: &str, facts: &SiteFacts) -> String {
    let mut written = String::with_capacity(path.len());
    for c in path.trim().chars() {
        match c {
            c if c.is_alphanumeric() || "./_#+~-@%".contains(c) => written.push(c),
            c if c.is_whitespace() && !written.ends_with('-') => written.push('-'),
            _ => {}
        }
    }
    match facts.keeps_case {
        true => written,
        false => written.to_lowercase(),
    }
}
