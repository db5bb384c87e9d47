//! Turns one text of a folder into Griot's Markdown: tags, boxes, components, then its addresses.

use super::component_tags::replace_components;
use super::containers::replace_containers;
use super::expand_tags::expand_tags;
use super::file_places::FilePlaces;
use super::generator::Generator;
use super::known_tags::{KnownTags, TextNames};
use super::line_notes::{FolderNoteKind, LineNotes, NotedText};
use super::rewrite_links::{AddressUse, NewAddress, rewrite_links};
use super::site_facts::SiteFacts;
use super::site_plan::SitePlan;
use super::source_text::{SourceText, from_page, join};
use crate::imported_site::relative_path;
use crate::safe_addresses::decode;

/// The scheme of an address that means a text by its number, until it becomes a path.
const OF_TEXT: &str = "griot-text:";

/// What is known of the whole folder when a text is converted.
pub struct WholeFolder<'a> {
    /// The generator.
    pub generator: Generator,
    /// The settings.
    pub facts: &'a SiteFacts,
    /// The texts.
    pub texts: &'a [SourceText],
    /// Their places.
    pub plan: &'a SitePlan,
}

/// The texts of a folder by name, for a text in one language.
struct NamesFor<'a> {
    whole: &'a WholeFolder<'a>,
    language: usize,
}

impl TextNames for NamesFor<'_> {
    fn address_of(&self, name: &str) -> Option<String> {
        let WholeFolder { plan, texts, .. } = self.whole;
        let by_address = || plan.at_address(name).filter(|_| name.starts_with('/'));
        let number = plan.named(name, self.language, texts).or_else(by_address)?;
        Some(format!("{OF_TEXT}{number}"))
    }
}

impl WholeFolder<'_> {
    /// The Markdown of a text, and what it could not carry over.
    pub fn convert(&self, number: usize, files: &mut FilePlaces) -> NotedText {
        let text = &self.texts[number];
        let mut notes = LineNotes::default();
        let body = LineNotes::cleaned(text.file.body.trim_start_matches('\n'));
        let names = NamesFor {
            whole: self,
            language: text.language,
        };
        let title = text.value(&["title"]).unwrap_or_default();
        let body = match self.generator {
            Generator::Astro => replace_components(&body, &mut notes),
            generator => {
                let mut known = KnownTags {
                    generator,
                    facts: self.facts,
                    names: &names,
                    address: &text.address,
                    title: &title,
                    notes: &mut notes,
                };
                expand_tags(&body, &mut known)
            }
        };
        let body = replace_containers(&body, &names, &mut notes);
        let body = rewrite_links(&body, &mut |address, used| {
            self.new_address(address, used, number, files, &mut notes)
        });
        let body = self.without_numbers(&body);
        notes.resolve(body.trim_start_matches('\n'))
    }

    /// Addresses that stand in no link, as they were on the old site.
    fn without_numbers(&self, body: &str) -> String {
        let mut parts = body.split(OF_TEXT);
        let mut shown = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let end = part
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(part.len());
            let text = part[..end]
                .parse()
                .ok()
                .and_then(|number: usize| self.texts.get(number));
            shown.push_str(text.map_or("", |text| &text.address));
            shown.push_str(&part[end..]);
        }
        shown
    }

    /// Where an address of a text leads in the new site; `None` where it stays.
    pub fn new_address(
        &self,
        address: &str,
        used: AddressUse,
        number: usize,
        files: &mut FilePlaces,
        notes: &mut LineNotes,
    ) -> Option<NewAddress> {
        let text = &self.texts[number];
        let place = self.plan.places[number].as_ref()?;
        let plain = |address: String| {
            Some(NewAddress {
                address,
                sign: String::new(),
            })
        };
        let own = self.own_path(address)?;
        let end = own.find(['#', '?']).unwrap_or(own.len());
        let (path, rest) = own.split_at(end);
        if path.is_empty() {
            return None;
        }
        let decoded = decode(path).unwrap_or_else(|| path.to_string());
        if let Some(target) = self.target(&decoded, text) {
            return plain(self.link_to(target, number, rest)?);
        }
        if let Some(link) = files.link(&decoded, text, &place.folder) {
            return plain(format!("{link}{rest}"));
        }
        let is_relative = !path.starts_with('/');
        match used {
            AddressUse::Shown => Some(NewAddress {
                address: self.old_address(path, text) + rest,
                sign: notes.add(FolderNoteKind::MissingFile, address),
            }),
            AddressUse::Link if is_relative => Some(NewAddress {
                address: self.old_address(path, text) + rest,
                sign: notes.add(FolderNoteKind::MissingText, address),
            }),
            // a list, or a page of the theme
            AddressUse::Link => plain(own.clone()).filter(|_| own != address),
        }
    }

    /// A relative path as the address that it had on the old site.
    fn old_address(&self, path: &str, text: &SourceText) -> String {
        match path.starts_with('/') {
            true => path.to_string(),
            false => format!("/{}", from_page(&text.address, path)),
        }
    }

    /// The path on the site that an address means; `None` for other sites.
    fn own_path(&self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.starts_with(OF_TEXT) {
            return Some(address.to_string());
        }
        let base_url = self.facts.base_url.as_str();
        if !base_url.is_empty() {
            let bare = |url: &str| {
                let url = url.trim_start_matches("https:").trim_start_matches("http:");
                url.trim_start_matches("//").to_string()
            };
            let is_whole = address.contains("://") || address.starts_with("//");
            if let Some(rest) = bare(address)
                .strip_prefix(&bare(base_url))
                .filter(|_| is_whole)
                && (rest.is_empty() || rest.starts_with(['/', '#', '?']))
            {
                return Some(if rest.is_empty() {
                    "/".to_string()
                } else {
                    rest.to_string()
                });
            }
        }
        let scheme = address.find(':').filter(|at| {
            let name = &address[..*at];
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        if scheme.is_some()
            || address.starts_with("//")
            || address.starts_with('#')
            || address.is_empty()
        {
            return None;
        }
        let base = self.facts.base_path();
        let below = address
            .strip_prefix(base)
            .filter(|rest| !base.is_empty() && rest.starts_with('/'));
        Some(below.unwrap_or(address).to_string())
    }

    /// The text that a path means.
    fn target(&self, path: &str, text: &SourceText) -> Option<usize> {
        if let Some(number) = path.strip_prefix(OF_TEXT) {
            return number.parse().ok();
        }
        let plan = self.plan;
        if let Some(below) = path.strip_prefix("@/") {
            let folders = self.facts.content.iter();
            return folders
                .filter_map(|folder| plan.at_path(&format!("{}{below}", folder.path)))
                .next();
        }
        let is_file =
            path.ends_with(".md") || path.ends_with(".mdx") || path.ends_with(".markdown");
        if path.starts_with('/') {
            let by_path = || {
                let folders = self.facts.content.iter();
                let mut found = folders
                    .filter_map(|folder| plan.at_path(&format!("{}{}", folder.path, &path[1..])));
                found.next()
            };
            return plan.at_address(path).or_else(by_path);
        }
        let beside = join(text.folder(), path).unwrap_or_default();
        if is_file {
            return plan.at_path(&beside);
        }
        // a relative address begins at the page; one of a bundle at its folder
        let on_page = plan.at_address(&format!("/{}", from_page(&text.address, path)));
        on_page.or_else(|| {
            let endings = ["", "/index.md", ".md", ".mdx", "/_index.md"].iter();
            endings
                .filter_map(|ending| plan.at_path(&format!("{beside}{ending}")))
                .next()
        })
    }

    /// The link from one text to another one.
    fn link_to(&self, target: usize, number: usize, rest: &str) -> Option<String> {
        let from = self.plan.places[number].as_ref()?;
        match &self.plan.places[target] {
            Some(place) => Some(format!(
                "{}{rest}",
                relative_path(&from.folder, &place.file)
            )),
            None => Some(format!("{}{rest}", self.list_address(target))),
        }
    }

    /// Griot's page for a text above a list.
    pub fn list_address(&self, number: usize) -> String {
        let text = &self.texts[number];
        let home = self.home(text.language);
        let below = text.address.trim_matches('/');
        let name = below.rsplit('/').next().unwrap_or_default();
        match name {
            "tags" | "categories" | "authors" | "search" => format!("{home}{name}/"),
            _ if text.key.is_empty() => home,
            _ => format!("{home}archive/"),
        }
    }

    /// The home of a language in the new site.
    pub fn home(&self, language: usize) -> String {
        match language == 0 && !self.facts.default_in_subdir {
            true => "/".to_string(),
            false => format!("/{}/", self.facts.languages[language].code.to_lowercase()),
        }
    }

    /// Griot's archive for an old address below which articles were; `None` for what is no list.
    pub fn list_at(&self, path: &str, prefix: &str) -> Option<String> {
        let language = self
            .facts
            .languages
            .iter()
            .position(|language| language.prefix == prefix);
        let folder = format!("{}/", path.trim_end_matches('/'));
        let is_named = ["/archives/", "/blog/", "/posts/"]
            .iter()
            .any(|name| folder.ends_with(name));
        let mut texts = self.texts.iter();
        let is_list =
            is_named || texts.any(|text| text.date.is_some() && text.address.starts_with(&folder));
        let is_home = folder == format!("{prefix}/");
        (is_list && !is_home).then(|| format!("{}archive/", self.home(language.unwrap_or(0))))
    }

    /// The old addresses of lists that the generator made of folders alone.
    pub fn lists_without_texts(&self) -> Vec<String> {
        let mut found = Vec::new();
        match self.generator {
            Generator::Hugo => {
                let sections = self.texts.iter().map(|text| &text.collection);
                let mut sections: Vec<&String> =
                    sections.filter(|section| !section.is_empty()).collect();
                sections.sort();
                sections.dedup();
                found.extend(
                    sections
                        .into_iter()
                        .map(|section| format!("/{}/", section.to_lowercase())),
                );
            }
            Generator::Hexo => found.push("/archives/".to_string()),
            _ => {}
        }
        found.retain(|address| self.plan.at_address(address).is_none());
        found
    }
}
