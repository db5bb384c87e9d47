//! [`SitePlan`]: where each text of a folder goes, and which texts links mean.
//!
//! Every text keeps its old address: by the pattern of the site, else by a `url` of its own.

use super::address_parts::local_time;
use super::generator::Generator;
use super::read_dates::dated_name;
use super::site_facts::SiteFacts;
use super::source_text::{SourceText, TextRole, address_key, join};
use super::value_tree::{get, texts};
use crate::imported_site::{AddressedArticle, ReportLine, commonest_pattern, fill, unique};
use crate::phrase;
use crate::safe_addresses::{check_name, check_site_path};
use crate::text::slug::slug;
use std::collections::{BTreeSet, HashMap};

/// Pages that Griot makes itself, below the home of a language.
const OF_GRIOT: [&str; 8] = [
    "",
    "/tags",
    "/categories",
    "/authors",
    "/archive",
    "/search",
    "/404",
    "/page",
];

/// The place of a text in the new site.
#[derive(Debug, Clone, Default)]
pub struct TextPlace {
    /// The folder of its story: `content/articles/a-story`.
    pub folder: String,
    /// Its file.
    pub file: String,
    /// The last part of its address, where the pattern gives the rest.
    pub slug: String,
    /// Its whole address, where the pattern does not give it.
    pub url: Option<String>,
    /// Other old addresses that lead to it.
    pub aliases: Vec<String>,
}

/// Where the texts of a folder go.
#[derive(Debug, Default)]
pub struct SitePlan {
    /// The pattern of addresses.
    pub permalink: String,
    /// The place of each text; `None` for one that is not written.
    pub places: Vec<Option<TextPlace>>,
    /// Texts that are not written, and what else the plan changed.
    pub lines: Vec<ReportLine>,
    /// Old addresses of lists, that lead to the archive: for hosts that can.
    pub lists: Vec<usize>,
    by_address: HashMap<String, usize>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl SitePlan {
    /// Plans the site.
    pub fn new(generator: Generator, facts: &SiteFacts, texts: &[SourceText]) -> Self {
        let mut plan = SitePlan::default();
        let addressed: Vec<Option<AddressedArticle>> =
            texts.iter().map(|text| addressed(text, facts)).collect();
        let pattern = commonest_pattern(addressed.iter().flatten());
        plan.permalink = pattern.unwrap_or_else(|| "/:slug/".to_string());
        plan.index(texts);
        let mut folders = StoryFolders::default();
        for (number, text) in texts.iter().enumerate() {
            let place = match plan.is_written(number, text, facts) {
                true => Some(plan.place(
                    generator,
                    text,
                    addressed[number].as_ref(),
                    facts,
                    &mut folders,
                )),
                false => None,
            };
            plan.places.push(place);
        }
        plan
    }

    fn index(&mut self, texts: &[SourceText]) {
        for (number, text) in texts.iter().enumerate() {
            self.by_address
                .entry(address_key(&text.address))
                .or_insert(number);
            self.by_path.insert(text.path.clone(), number);
            let stem = text
                .path
                .rsplit_once('.')
                .map_or(text.path.as_str(), |(stem, _)| stem);
            let name = text.name();
            let dated = dated_name(name).filter(|named| !named.rest.is_empty());
            let mut names = vec![stem.to_string(), text.key.clone(), name.to_string()];
            names.extend(dated.map(|named| named.rest.to_string()));
            names.extend(text.value(&["title"]));
            names.extend(
                text.key
                    .split_once("_posts/")
                    .map(|(_, below)| below.to_string()),
            );
            names.sort();
            names.dedup();
            for name in names {
                self.by_name
                    .entry(name.to_lowercase())
                    .or_default()
                    .push(number);
            }
        }
    }

    /// Whether a text becomes a file. One that does not is a line of the report.
    fn is_written(&mut self, number: usize, text: &SourceText, facts: &SiteFacts) -> bool {
        let is_empty = text.file.body.trim().is_empty();
        if text.role == TextRole::Section && is_empty {
            self.lists.push(number);
            return false;
        }
        let prefix = facts.languages[text.language].prefix.as_str();
        let key = address_key(&text.address);
        let below = key.strip_prefix(&prefix.to_lowercase()).unwrap_or(&key);
        let is_griots = OF_GRIOT.contains(&below.trim_end_matches('/'));
        let first = self.by_address.get(&key).copied().unwrap_or(number);
        if is_griots {
            let words = match is_empty {
                true => phrase!("Griot makes the page at this address itself"),
                false => phrase!(
                    "Griot makes the page at this address itself: put these words elsewhere"
                ),
            };
            let line = ReportLine::in_file("page-of-griot", &text.path, words);
            self.lines.push(line.with_detail(&text.address));
            return false;
        }
        if first != number {
            let words = phrase!("another text has the same address: this one has its own now");
            let line = ReportLine::in_file("same-address", &text.path, words);
            self.lines.push(line.with_detail(&text.address));
        }
        true
    }

    fn place(
        &self,
        generator: Generator,
        text: &SourceText,
        addressed: Option<&AddressedArticle>,
        facts: &SiteFacts,
        folders: &mut StoryFolders,
    ) -> TextPlace {
        let folder = folders.folder(text);
        let code = facts.languages[text.language].code.to_lowercase();
        let file = format!("{folder}/{code}.md");
        let by_pattern = addressed.filter(|article| {
            fill(&self.permalink, article) == article.path && check_name(&article.slug).is_ok()
        });
        let mut place = TextPlace {
            folder,
            file,
            ..TextPlace::default()
        };
        match by_pattern {
            Some(article) => place.slug.clone_from(&article.slug),
            None => place.url = Some(own_url(&text.address, folders)),
        }
        if by_pattern.is_some() && !folders.addresses.insert(address_key(&text.address)) {
            // a second text at one address
            place.slug = String::new();
            place.url = Some(own_url(&text.address, folders));
        }
        place.aliases = self.aliases(generator, text);
        place
    }

    /// Old addresses that the front matter names, as the generator reads them.
    fn aliases(&self, generator: Generator, text: &SourceText) -> Vec<String> {
        let names: &[&str] = match generator {
            Generator::Hugo | Generator::Zola => &["aliases"],
            Generator::Jekyll => &["redirect_from"],
            Generator::Hexo => &["alias", "aliases", "redirect_from"],
            Generator::Astro => &["aliases", "redirect_from", "redirects"],
        };
        let written = names.iter().filter_map(|name| get(&text.file.values, name));
        let mut found = Vec::new();
        for alias in written.flat_map(texts) {
            let alias = match alias.strip_prefix('/') {
                Some(_) => alias,
                // beside the page itself
                None if generator == Generator::Hugo => {
                    let above = text.address.trim_end_matches('/').rsplit_once('/');
                    let above = above.map_or("", |(above, _)| above);
                    format!("/{}", join(above, &alias).unwrap_or(alias))
                }
                None => format!("/{alias}"),
            };
            let is_used = self.by_address.contains_key(&address_key(&alias));
            if check_site_path(&alias).is_ok() && !is_used && !found.contains(&alias) {
                found.push(alias);
            }
        }
        found
    }

    /// The text at an old path.
    pub fn at_address(&self, path: &str) -> Option<usize> {
        self.by_address.get(&address_key(path)).copied()
    }

    /// The text in a file of the folder.
    pub fn at_path(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The text that a name means: in this language, else the first one.
    pub fn named(&self, name: &str, language: usize, texts: &[SourceText]) -> Option<usize> {
        let name = name
            .trim()
            .trim_start_matches('/')
            .trim_end_matches('/')
            .to_lowercase();
        let name = name
            .trim_end_matches("/_index.md")
            .trim_end_matches("/index.md");
        let name = name
            .trim_end_matches(".md")
            .trim_end_matches(".markdown")
            .trim_end_matches(".mdx");
        let found = self.by_name.get(name)?;
        let own = found
            .iter()
            .find(|number| texts[**number].language == language);
        own.or(found.first()).copied()
    }
}

/// A text's address as the setting `url`; with a number behind it where it is taken.
fn own_url(address: &str, folders: &mut StoryFolders) -> String {
    let mut url = address.to_string();
    let mut number = 2;
    while !folders.addresses.insert(address_key(&url)) {
        url = format!(
            "{}-{number}/",
            address.trim_end_matches('/').trim_end_matches(".html")
        );
        number += 1;
    }
    let is_file = url.ends_with(".html") || url.ends_with(".htm");
    match url.ends_with('/') || is_file {
        true => url,
        false => format!("{url}/"),
    }
}

/// An article with its path below the home of its language, as Griot has it.
fn addressed(text: &SourceText, facts: &SiteFacts) -> Option<AddressedArticle> {
    let time = local_time(text, facts)?;
    let language = &facts.languages[text.language];
    let is_default = text.language == 0 && !facts.default_in_subdir;
    let prefix = match is_default {
        true => String::new(),
        false => format!("/{}", language.code.to_lowercase()),
    };
    let path = text.address.strip_prefix(&prefix)?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let path = format!("{path}/");
    let slug = path.trim_end_matches('/').rsplit('/').next()?.to_string();
    let is_page = path.starts_with('/') && !slug.ends_with(".html") && !slug.ends_with(".htm");
    is_page.then_some(AddressedArticle {
        path,
        slug,
        day: time.date(),
    })
}

/// Gives each story a folder of its own.
#[derive(Debug, Default)]
struct StoryFolders {
    by_story: HashMap<String, String>,
    /// The languages of each story so far.
    languages: BTreeSet<String>,
    names: BTreeSet<String>,
    addresses: BTreeSet<String>,
}

impl StoryFolders {
    fn folder(&mut self, text: &SourceText) -> String {
        let kind = if text.date.is_some() {
            "articles"
        } else {
            "pages"
        };
        let mut story = format!("{kind}/{}", text.story);
        // a second text of the story in one language is a story of its own
        if !self.languages.insert(format!("{story}\n{}", text.language)) {
            story = format!("{story}\n{}", text.path);
        }
        if let Some(folder) = self.by_story.get(&story) {
            return folder.clone();
        }
        let name = text.name();
        let dated = dated_name(name).filter(|named| !named.rest.is_empty());
        let name = slug(dated.map_or(name, |named| named.rest));
        let name = if name.is_empty() {
            "text".to_string()
        } else {
            name
        };
        let below = match kind {
            "articles" => name,
            _ => {
                let (folders, _) = text.key.rsplit_once('/').unwrap_or(("", ""));
                let folders = folders
                    .split('/')
                    .map(|part| slug(part.trim_start_matches('_')));
                let parts: Vec<String> = folders
                    .chain([name])
                    .filter(|part| !part.is_empty())
                    .collect();
                parts.join("/")
            }
        };
        let folder = unique(&format!("content/{kind}/{below}"), &mut self.names);
        self.by_story.insert(story, folder.clone());
        folder
    }
}
