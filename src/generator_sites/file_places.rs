//! [`FilePlaces`]: where the pictures and other files of a folder go, and what links to them mean.

use super::folder_shell::FolderShell;
use super::generator::Generator;
use super::site_facts::SiteFacts;
use super::site_plan::SitePlan;
use super::source_text::{SourceText, TextRole, from_page, join};
use crate::diagnostic::Text;
use crate::imported_site::{ReportLine, relative_path};
use crate::phrase;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Files that Griot writes itself.
const OF_GRIOT: [&str; 7] = [
    "index.html",
    "404.html",
    "sitemap.xml",
    "feed.xml",
    "feed.json",
    "manifest.webmanifest",
    "news-sitemap.xml",
];

/// Where the files of a folder go.
#[derive(Debug, Default)]
pub struct FilePlaces {
    /// The new path of each file that is copied, by its path in the folder.
    pub copies: BTreeMap<String, String>,
    /// What is not copied.
    pub lines: Vec<ReportLine>,
    /// The files by their old addresses, in small letters and without the slash before them.
    by_address: HashMap<String, String>,
    /// The new paths.
    taken: HashMap<String, String>,
    /// All files of the folder.
    all: HashSet<String>,
}

/// The files of a folder that its generator publishes.
pub struct PublishedFiles<'a> {
    /// The folder.
    pub shell: &'a dyn FolderShell,
    /// The files.
    pub published: &'a [String],
}

impl FilePlaces {
    /// Plans the places of all files that are published.
    pub fn new(
        generator: Generator,
        facts: &SiteFacts,
        plan: &SitePlan,
        texts: &[SourceText],
        shell_files: &PublishedFiles<'_>,
    ) -> Self {
        let mut places = FilePlaces {
            all: shell_files.shell.files().iter().cloned().collect(),
            ..FilePlaces::default()
        };
        let bundles = bundles(generator, plan, texts);
        for path in shell_files.published {
            let Some(place) = new_place(path, &bundles, facts) else {
                continue;
            };
            if let Some(words) = places.refusal(path, &place.path, shell_files.shell) {
                places
                    .lines
                    .push(ReportLine::in_file("not-copied", path, words));
                continue;
            }
            for address in place.addresses {
                let address = address.trim_start_matches('/').to_lowercase();
                places
                    .by_address
                    .entry(address)
                    .or_insert_with(|| path.clone());
            }
            if !place.path.ends_with("static/_redirects") {
                places.add(path, place.path);
            }
        }
        places
    }

    /// Why a file is not copied.
    fn refusal(&self, path: &str, to: &str, shell: &dyn FolderShell) -> Option<Text> {
        let name = to.strip_prefix("static/").unwrap_or_default();
        if OF_GRIOT.contains(&name) {
            return Some(phrase!("Griot makes this file itself"));
        }
        if self.taken.contains_key(to) {
            return Some(phrase!(
                "another file has the same place: this one was not copied"
            ));
        }
        let is_sound = shell.is_sound(path);
        (!is_sound).then(|| phrase!("this picture is broken: it was not copied"))
    }

    fn add(&mut self, from: &str, to: String) {
        self.taken.insert(to.clone(), from.to_string());
        self.copies.insert(from.to_string(), to);
    }

    /// The link from a text to a file that an address of it means; `None` where there is no such
    /// file.
    pub fn link(&mut self, address: &str, text: &SourceText, folder: &str) -> Option<String> {
        let is_absolute = address.starts_with('/');
        let bare = address.trim_start_matches('/');
        if !is_absolute {
            let beside = join(text.folder(), bare);
            let of_name = text.path.rsplit_once('.').map_or("", |(stem, _)| stem);
            let of_post = join(of_name, bare);
            for path in [beside, of_post, join("", bare)].into_iter().flatten() {
                if let Some(link) = self.link_to(&path, folder) {
                    return Some(link);
                }
            }
        }
        let address = match is_absolute {
            true => bare.to_string(),
            false => from_page(&text.address, bare),
        };
        let path = self.by_address.get(&address.to_lowercase()).cloned();
        let of_assets = || Some(format!("assets/{address}")).filter(|path| self.all.contains(path));
        let path = path.or_else(of_assets)?;
        self.link_to(&path, folder)
    }

    /// The link from a folder of the new site to a file of the old folder.
    fn link_to(&mut self, path: &str, folder: &str) -> Option<String> {
        if let Some(to) = self.copies.get(path) {
            return Some(link_between(folder, to));
        }
        let is_text =
            path.ends_with(".md") || path.ends_with(".mdx") || path.ends_with(".markdown");
        if is_text || !self.all.contains(path) {
            return None;
        }
        // a picture of `assets/` or `src/`: beside the text that shows it
        let name = path.rsplit('/').next()?;
        let mut to = format!("{folder}/{name}");
        let mut number = 2;
        while self.taken.contains_key(&to) {
            to = format!("{folder}/{number}-{name}");
            number += 1;
        }
        self.add(path, to.clone());
        Some(link_between(folder, &to))
    }
}

fn link_between(folder: &str, to: &str) -> String {
    match to.strip_prefix("static/") {
        Some(below) => format!("/{below}"),
        None => relative_path(folder, to),
    }
}

/// A folder whose files belong to its text.
#[derive(Debug, Default)]
struct Bundle {
    /// The folder of the story in the new site.
    folder: String,
    /// The old addresses of its texts, each with a slash at its end.
    addresses: Vec<String>,
}

/// The folders of texts whose files belong to them, each with a slash at its end.
fn bundles(generator: Generator, plan: &SitePlan, texts: &[SourceText]) -> HashMap<String, Bundle> {
    let mut bundles: HashMap<String, Bundle> = HashMap::new();
    for (text, place) in texts.iter().zip(&plan.places) {
        let Some(place) = place else { continue };
        let folder = match generator {
            Generator::Hexo if !text.collection.is_empty() => {
                let stem = text.path.rsplit_once('.').map_or("", |(stem, _)| stem);
                format!("{stem}/")
            }
            _ if text.role == TextRole::Bundle => text.folder().to_string(),
            _ => continue,
        };
        let bundle = bundles.entry(folder).or_insert_with(|| Bundle {
            folder: place.folder.clone(),
            addresses: Vec::new(),
        });
        let end = text.address.rfind('/').map_or(0, |at| at + 1);
        bundle.addresses.push(text.address[..end].to_string());
    }
    bundles
}

/// The place of a file in the new site, and its old addresses.
struct NewPlace {
    path: String,
    addresses: Vec<String>,
}

fn new_place(path: &str, bundles: &HashMap<String, Bundle>, facts: &SiteFacts) -> Option<NewPlace> {
    let mut end = path.len();
    while let Some(slash) = path[..end].rfind('/') {
        if let Some(bundle) = bundles.get(&path[..=slash]) {
            let below = &path[slash + 1..];
            let addresses = bundle.addresses.iter();
            return Some(NewPlace {
                path: format!("{}/{below}", bundle.folder),
                addresses: addresses
                    .map(|address| format!("{address}{below}"))
                    .collect(),
            });
        }
        end = slash;
    }
    let statics = facts.statics.iter().map(String::as_str);
    let content = facts.content.iter().map(|folder| folder.path.as_str());
    let below = statics
        .chain(content)
        .find_map(|folder| path.strip_prefix(folder))?;
    Some(NewPlace {
        path: format!("static/{below}"),
        addresses: vec![format!("/{below}")],
    })
}
