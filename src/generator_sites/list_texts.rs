//! Lists the texts and the other files of a folder, as its generator finds them.

use super::folder_shell::FolderShell;
use super::front_matter_blocks::SourceFile;
use super::generator::Generator;
use super::read_dates::{dated_name, moment};
use super::site_facts::{ContentFolder, SiteFacts};
use super::source_text::{SourceText, TextRole};
use super::text_places::Place;
use super::value_tree::{first_text, flag, folded};
use crate::imported_site::{Moment, ReportLine};
use crate::phrase;

/// The texts of a folder, its other files, and what is no text for Griot.
#[derive(Debug, Default)]
pub struct Listing {
    /// The texts.
    pub texts: Vec<SourceText>,
    /// The other files of folders that are published.
    pub files: Vec<String>,
    /// What is not written.
    pub lines: Vec<ReportLine>,
}

/// Endings of texts.
const TEXT_ENDINGS: [&str; 6] = ["md", "markdown", "mdown", "mkd", "mdx", "mkdown"];

/// Endings of texts that nobody turns into Markdown here.
const OTHER_TEXTS: [&str; 9] = [
    "html", "htm", "adoc", "asciidoc", "org", "rst", "ipynb", "textile", "pandoc",
];

/// Files beside a site that are not published.
const BESIDE: [&str; 14] = [
    "gemfile",
    "rakefile",
    "makefile",
    "dockerfile",
    "package.json",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "gemfile.lock",
    "procfile",
    "netlify.toml",
    "vercel.json",
    "docker-compose.yml",
    "bower.json",
];

/// Lists the texts of a folder. Languages that only texts name are added to `facts`.
pub fn list_texts(generator: Generator, shell: &dyn FolderShell, facts: &mut SiteFacts) -> Listing {
    let mut listing = Listing::default();
    for path in shell.files() {
        let Some(folder) = content_folder(generator, path, facts) else {
            if is_static(generator, path, facts) {
                listing.files.push(path.clone());
            }
            continue;
        };
        let ending = path
            .rsplit_once('.')
            .map_or("", |(_, ending)| ending)
            .to_lowercase();
        if TEXT_ENDINGS.contains(&ending.as_str()) {
            add_text(generator, shell, path, &folder, facts, &mut listing);
        } else if OTHER_TEXTS.contains(&ending.as_str()) && is_page(shell, path, generator) {
            let words = phrase!("a text in another format: copy it into a Markdown file");
            listing
                .lines
                .push(ReportLine::in_file("other-format", path, words));
        } else if generator != Generator::Astro {
            listing.files.push(path.clone());
        }
    }
    listing
}

/// Whether a file in another format is a text, and not a file that is published as it is.
fn is_page(shell: &dyn FolderShell, path: &str, generator: Generator) -> bool {
    let is_html = path.ends_with(".html") || path.ends_with(".htm");
    !is_html
        || generator == Generator::Astro
        || shell
            .text(path)
            .is_some_and(|text| SourceFile::read(path, &text).has_front_matter)
}

/// The folder of texts that a file is in; `None` for what is no text's place.
fn content_folder(generator: Generator, path: &str, facts: &SiteFacts) -> Option<ContentFolder> {
    let folder = facts
        .content
        .iter()
        .find(|folder| path.starts_with(&folder.path))?;
    let below = &path[folder.path.len()..];
    let parts: Vec<&str> = below.split('/').collect();
    let (name, folders) = parts.split_last()?;
    if name.starts_with('.') || folders.iter().any(|part| part.starts_with('.')) {
        return None;
    }
    let is_known = |part: &&str| matches!(*part, "_posts" | "_drafts");
    let is_hidden = |part: &str| part.starts_with('_');
    let is_there = match generator {
        Generator::Hugo | Generator::Zola => true,
        Generator::Astro => !parts.iter().any(|part| is_hidden(part)),
        Generator::Hexo => folders
            .iter()
            .all(|part| !is_hidden(part) || is_known(part)),
        Generator::Jekyll => {
            folders
                .iter()
                .all(|part| !is_hidden(part) || is_known(part))
                && !is_hidden(name)
                && !is_beside(below)
        }
    };
    is_there.then(|| folder.clone())
}

/// Whether a file lies beside a site of Jekyll, and is no part of it.
fn is_beside(path: &str) -> bool {
    let lower = path.to_lowercase();
    let is_project = [
        "readme",
        "license",
        "licence",
        "contributing",
        "changelog",
        "code_of_conduct",
    ]
    .iter()
    .any(|name| {
        lower
            .split('/')
            .any(|part| part.split('.').next() == Some(name))
    });
    is_project
        || BESIDE.contains(&lower.as_str())
        || [
            "node_modules/",
            "vendor/",
            "script/",
            "scripts/",
            "spec/",
            "docker/",
        ]
        .iter()
        .any(|folder| lower.starts_with(folder))
        || [
            ".gemspec", ".sh", ".scss", ".sass", ".less", ".bat", ".rb", ".lock",
        ]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

fn is_static(generator: Generator, path: &str, facts: &SiteFacts) -> bool {
    let is_hidden = path
        .split('/')
        .any(|part| part.starts_with('.') && part != ".well-known");
    let is_theirs = facts
        .statics
        .iter()
        .any(|folder| !folder.is_empty() && path.starts_with(folder));
    is_theirs && !is_hidden && !matches!(generator, Generator::Hexo | Generator::Jekyll)
}

fn add_text(
    generator: Generator,
    shell: &dyn FolderShell,
    path: &str,
    folder: &ContentFolder,
    facts: &mut SiteFacts,
    listing: &mut Listing,
) {
    let Some(text) = shell.text(path) else {
        let words = phrase!("this file cannot be read as a text");
        return listing
            .lines
            .push(ReportLine::in_file("not-read", path, words));
    };
    let mut file = SourceFile::read(path, &text);
    if generator == Generator::Jekyll && !file.has_front_matter && !path.contains("_posts/") {
        // Jekyll publishes such a file as it is
        let words = phrase!("a Markdown file without front matter: Jekyll makes no page of it");
        return listing
            .lines
            .push(ReportLine::in_file("no-front-matter", path, words));
    }
    let place = Place::of(generator, &path[folder.path.len()..], folder, facts);
    add_defaults(&mut file, path, &place, facts);
    let named = first_text(&file.values, &["lang", "locale", "language"]);
    let named = named.filter(|_| generator != Generator::Hugo && generator != Generator::Zola);
    let named = named.and_then(|lang| facts.language_or_new(&lang));
    let language = named
        .or_else(|| facts.language(place.lang.as_deref()?))
        .unwrap_or(0);
    let text = SourceText {
        path: path.to_string(),
        language,
        story: story(&file, &place),
        date: date(generator, &file, &place),
        is_draft: is_draft(&file, path),
        collection: place.collection,
        key: place.key,
        role: place.role,
        file,
        address: String::new(),
    };
    listing.texts.push(text);
}

/// Adds the values that the settings give to all texts of a path.
fn add_defaults(file: &mut SourceFile, path: &str, place: &Place, facts: &SiteFacts) {
    let kind = match place.collection.as_str() {
        "" => "pages",
        collection => collection,
    };
    let fits = |defaults: &&super::site_facts::PathDefaults| {
        let is_below = defaults.path.is_empty()
            || path == defaults.path
            || path
                .strip_prefix(&defaults.path)
                .is_some_and(|rest| rest.starts_with('/'));
        is_below && (defaults.collection.is_empty() || defaults.collection == kind)
    };
    // what only steers a theme is no value of the text
    let of_text = [
        "author",
        "lang",
        "permalink",
        "categories",
        "category",
        "tags",
        "published",
        "date",
    ];
    for defaults in facts.defaults.iter().filter(fits) {
        for (key, value) in &defaults.values {
            let is_of_text = key.as_str().is_some_and(|key| of_text.contains(&key));
            if is_of_text && !file.values.contains_key(key) {
                file.values.insert(key.clone(), value.clone());
            }
        }
    }
}

/// What the translations of a text share. A day in a name counts however it is written.
fn story(file: &SourceFile, place: &Place) -> String {
    let names = [
        "translationKey",
        "translation_id",
        "lang-ref",
        "page_id",
        "ref",
    ];
    if let Some(shared) = first_text(&file.values, &names) {
        return format!("={shared}");
    }
    let (folders, name) = place.key.rsplit_once('/').unwrap_or(("", &place.key));
    match dated_name(name) {
        Some(named) => format!("{folders}/{}-{}", named.date, named.rest),
        None => place.key.clone(),
    }
}

/// The names of the date of publication, as each generator or its themes read them.
pub fn date_names(generator: Generator) -> &'static [&'static str] {
    match generator {
        Generator::Hugo => &[
            "date",
            "publishDate",
            "pubdate",
            "published",
            "lastmod",
            "modified",
        ],
        Generator::Astro => &[
            "pubDate",
            "pubDatetime",
            "publishDate",
            "publishedDate",
            "publishedAt",
            "published",
            "date",
            "createdAt",
        ],
        Generator::Jekyll | Generator::Zola | Generator::Hexo => &["date"],
    }
}

fn date(generator: Generator, file: &SourceFile, place: &Place) -> Option<Moment> {
    let is_of_list = match generator {
        // a page of these two has no place in lists, with a date too
        Generator::Jekyll | Generator::Hexo => !place.collection.is_empty(),
        _ => place.role != TextRole::Section,
    };
    let names = date_names(generator).iter();
    let mut written = names.filter_map(|name| moment(&first_text(&file.values, &[name])?));
    let of_file = || {
        let date = place.file_date?;
        Some(Moment {
            local: date.to_datetime(jiff::civil::Time::midnight()),
            offset: None,
        })
    };
    written.next().or_else(of_file).filter(|_| is_of_list)
}

fn is_draft(file: &SourceFile, path: &str) -> bool {
    let is_folder = path.split('/').any(|part| part == "_drafts");
    // a file that cannot be read must not be published by accident
    is_folder
        || file.problem.is_some()
        || flag(&file.values, "draft") == Some(true)
        || flag(&file.values, "published") == Some(false)
        || file.values.iter().any(|(key, value)| {
            let is_status = key.as_str().is_some_and(|key| folded(key) == "status");
            is_status && value.as_str() == Some("draft")
        })
}
