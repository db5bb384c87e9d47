//! [`AstroRoutes`]: the addresses that pages of Astro give to the texts of collections.

use super::address_parts::prefix;
use super::folder_shell::FolderShell;
use super::site_facts::SiteFacts;
use super::source_text::SourceText;
use crate::text::slug::slug;
use std::collections::BTreeMap;

/// Names of parameters that stand for lists, not for texts.
const OF_LISTS: [&str; 5] = ["tag", "category", "page", "author", "year"];

/// Where the texts of each collection are.
#[derive(Debug, Clone, Default)]
pub struct AstroRoutes {
    /// The path before the text's own, by collection: `blog/`.
    folders: BTreeMap<String, String>,
}

impl AstroRoutes {
    /// Finds the page that shows each collection.
    pub fn find(shell: &dyn FolderShell) -> Self {
        let mut routes = AstroRoutes::default();
        for path in shell.files() {
            let Some(route) = path.strip_prefix("src/pages/") else {
                continue;
            };
            let is_script = [".astro", ".ts", ".js"]
                .iter()
                .any(|ending| route.ends_with(ending));
            let Some(folder) = route_folder(route).filter(|_| is_script) else {
                continue;
            };
            let script = shell.text(path).unwrap_or_default();
            for part in script.split("getCollection(").skip(1) {
                let name = part.trim_start().trim_start_matches(['"', '\'', '`']);
                let end = name.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c)));
                let name = name[..end.unwrap_or(name.len())].to_string();
                routes.folders.entry(name).or_insert_with(|| folder.clone());
            }
        }
        routes
    }

    /// The old path of a text.
    pub fn address(&self, text: &SourceText, facts: &SiteFacts) -> String {
        let prefix = prefix(text, facts);
        let own = match text.value(&["permalink", "slug"]) {
            Some(own) if own.starts_with('/') => {
                return format!("{prefix}{}/", own.trim_end_matches('/'));
            }
            Some(own) => own,
            None if text.collection.is_empty() => return format!("{prefix}/{}/", text.key),
            None => {
                let parts: Vec<String> = text.key.split('/').map(slug).collect();
                parts.join("/")
            }
        };
        // Starlight shows its collection at the top
        let folder = match (self.folders.get(&text.collection), text.collection.as_str()) {
            (Some(folder), _) => folder.clone(),
            (None, "docs" | "pages") => String::new(),
            (None, collection) => format!("{collection}/"),
        };
        format!("{prefix}/{folder}{own}/")
    }
}

/// The folder of a page for each text: `blog/` of `[lang]/blog/[...slug].astro`.
fn route_folder(route: &str) -> Option<String> {
    let mut folder = String::new();
    let mut has_text = false;
    for part in route.split('/') {
        match part.split_once(']') {
            Some((inside, _)) if part.starts_with('[') => {
                let name = inside
                    .trim_start_matches("[...")
                    .trim_start_matches('[')
                    .to_lowercase();
                if OF_LISTS.iter().any(|list| name.contains(list)) {
                    return None;
                }
                has_text |= !matches!(name.as_str(), "lang" | "locale");
            }
            _ if has_text => {}
            // the page itself, without a text's own part
            _ if part.contains('.') => {}
            _ => folder.push_str(&format!("{part}/")),
        }
    }
    has_text.then_some(folder)
}
