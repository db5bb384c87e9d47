//! Writes `griot.yaml` for an imported site.

use super::front_matter::quoted;
use super::term_table::ImportedTerm;
use crate::config::own_name;

/// What the settings of an imported site say.
#[derive(Debug, Clone, Default)]
pub struct ImportedSettings {
    /// The address of the site.
    pub base_url: String,
    /// The codes of the languages, the default one first.
    pub languages: Vec<String>,
    /// Whether the default language is below its code too.
    pub default_in_subdir: bool,
    /// The title of the site.
    pub title: String,
    /// A sentence about the site; may be empty.
    pub description: String,
    /// The name of the time zone.
    pub timezone: String,
    /// The pattern of addresses.
    pub permalink: String,
    /// Articles on one page of a list.
    pub paginate: Option<usize>,
    /// What languages have of their own, in the order of `languages`; empty where they share all.
    pub of_languages: Vec<LanguageFacts>,
    /// The authors of the articles.
    pub authors: Vec<ImportedAuthor>,
    /// The categories.
    pub categories: Vec<ImportedTerm>,
    /// The tags.
    pub tags: Vec<ImportedTerm>,
}

/// What one language of a site has of its own.
#[derive(Debug, Clone, Default)]
pub struct LanguageFacts {
    /// The title of the site; empty for the common one.
    pub title: String,
    /// A sentence about the site; empty for the common one.
    pub description: String,
    /// The menu.
    pub menu: Vec<MenuLink>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLink {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

/// Somebody who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedAuthor {
    /// The id in settings and front matter.
    pub id: String,
    /// The name that readers see.
    pub name: String,
}

impl ImportedSettings {
    /// The text of `griot.yaml`.
    pub fn to_yaml(&self) -> String {
        let default = self.languages.first().map_or("fr", String::as_str);
        let mut yaml = format!("base_url: {}\n", quoted(&self.base_url));
        yaml.push_str(&format!("default_language: {default}\n"));
        if self.default_in_subdir {
            yaml.push_str("default_language_in_subdir: true\n");
        }
        yaml.push_str(&format!("timezone: {}\n", quoted(&self.timezone)));
        if self.permalink != "/:slug/" {
            yaml.push_str(&format!("permalink: {}\n", quoted(&self.permalink)));
        }
        if let Some(paginate) = self.paginate {
            yaml.push_str(&format!("paginate: {paginate}\n"));
        }
        yaml.push_str("\nlanguages:\n");
        for (at, code) in self.languages.iter().enumerate() {
            self.push_language(code, self.of_languages.get(at), &mut yaml);
        }
        if !self.authors.is_empty() {
            yaml.push_str("\nauthors:\n");
            for ImportedAuthor { id, name } in &self.authors {
                yaml.push_str(&format!("  {}: {{name: {}}}\n", quoted(id), quoted(name)));
            }
        }
        self.push_terms("categories", &self.categories, &mut yaml);
        self.push_terms("tags", &self.tags, &mut yaml);
        yaml
    }

    fn push_language(&self, code: &str, own: Option<&LanguageFacts>, yaml: &mut String) {
        let of = |own: Option<&String>, common: &String| {
            own.filter(|own| !own.is_empty()).unwrap_or(common).clone()
        };
        let title = of(own.map(|own| &own.title), &self.title);
        let description = of(own.map(|own| &own.description), &self.description);
        yaml.push_str(&format!("  {code}:\n"));
        if own_name(code).is_none() {
            yaml.push_str(&format!("    name: {code}\n"));
        }
        yaml.push_str(&format!("    title: {}\n", quoted(&title)));
        if !description.is_empty() {
            yaml.push_str(&format!("    description: {}\n", quoted(&description)));
        }
        let menu = own.map_or(&[][..], |own| &own.menu);
        if !menu.is_empty() {
            yaml.push_str("    menu:\n");
        }
        for MenuLink { label, url } in menu {
            let (label, url) = (quoted(label), quoted(url));
            yaml.push_str(&format!("      - {{label: {label}, url: {url}}}\n"));
        }
    }

    fn push_terms(&self, key: &str, terms: &[ImportedTerm], yaml: &mut String) {
        if terms.is_empty() {
            return;
        }
        yaml.push_str(&format!("\n{key}:\n"));
        for term in terms {
            let id = quoted(&term.id);
            let names = self.names(term);
            yaml.push_str(&format!("  {id}: {names}\n"));
        }
    }

    /// One name for all languages, or a name by language and the descriptions.
    fn names(&self, term: &ImportedTerm) -> String {
        let everywhere = term.names.get("");
        let mut entries = Vec::new();
        let mut descriptions = Vec::new();
        for code in &self.languages {
            if let Some(name) = term.names.get(code).or(everywhere) {
                entries.push(format!("{code}: {}", quoted(name)));
            }
            if let Some(text) = term.descriptions.get(code) {
                descriptions.push(format!("{code}: {}", quoted(text)));
            }
        }
        if descriptions.is_empty()
            && let Some(name) = everywhere.filter(|_| term.names.len() == 1)
        {
            return quoted(name);
        }
        if !descriptions.is_empty() {
            entries.push(format!("description: {{{}}}", descriptions.join(", ")));
        }
        format!("{{{}}}", entries.join(", "))
    }
}
