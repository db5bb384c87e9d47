//! A theme: templates, strings, styles and files, with what it lacks taken from the theme it
//! extends. The default theme is compiled in, so that a folder of Markdown is a site.

use super::accent;
use super::strings::{Phrase, Strings, StringsFile};
use super::template;
use crate::bounds::THEMES;
use crate::config::{Colour, Config, Lang, address};
use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::mark::Mark;
use crate::site::{Hosts, Location};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme, checked and ready: what it needs of the disk has been read.
pub struct Theme {
    pub strings: Arc<Strings>,
    /// By language of the site; the values of a site come later.
    pub templates: Vec<template::Compiled>,
    /// Files by path on a host: `/assets/style.1a2b3c4d.css`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Path on a host by the name that templates use: `style.css`.
    pub assets: BTreeMap<String, String>,
    /// How wide images in the text are shown, as HTML's `sizes` has it.
    pub image_sizes: String,
    /// Of all its files.
    pub mark: Mark,
}

/// `theme.yaml`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Manifest {
    name: String,
    description: String,
    license: String,
    author: String,
    griot: String,
    extends: Option<String>,
    image_sizes: Option<String>,
}

/// The files of a theme and of those it extends, by path below its folder, the nearer theme's
/// first: it wins, but for strings, which are taken together.
type Parts = BTreeMap<String, Vec<Part>>;

/// The path to name in messages, and the bytes.
type Part = (String, Vec<u8>);

impl Theme {
    /// Reads the theme that the settings name. An error in it is an error of the site.
    pub fn load(
        files: &dyn Files,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Theme> {
        let mut parts = Parts::new();
        if let Err(problem) = gather(files, &config.theme, &mut parts) {
            diagnostics.push(problem);
            return None;
        }
        let before = diagnostics.len();
        let strings = strings(config, &parts, diagnostics);
        let templates = templates(&parts, diagnostics);
        let (files, assets) = assets(&parts, config.look.accent);
        let compiled: Option<Vec<_>> = config
            .langs()
            .map(|lang| {
                let words = words(config, lang, &strings, &assets);
                template::compile(&templates, &words, diagnostics)
            })
            .collect();
        let failed = diagnostics[before..]
            .iter()
            .any(|d| d.severity == crate::diagnostic::Severity::Error);
        (!failed).then_some(Theme {
            templates: compiled?,
            strings,
            files,
            assets,
            image_sizes: image_sizes(&parts),
            mark: mark(&parts),
        })
    }
}

impl Theme {
    /// The text of the template that messages call `path`.
    pub fn template_at(&self, path: &str) -> Option<&str> {
        let mut sources = self.templates.first()?.sources.values();
        let source = sources.find(|source| source.path == path)?;
        Some(&source.text)
    }

    /// Path on a host of one of the theme's files, by the name that templates use.
    pub fn asset(&self, name: &str) -> Option<&str> {
        self.assets.get(name).map(String::as_str)
    }
}

fn mark(parts: &Parts) -> Mark {
    let files = parts.values().flatten();
    let marks = files.flat_map(|(path, bytes)| [Mark::of(path.as_bytes()), Mark::of(bytes)]);
    Mark::of_all(marks)
}

/// What the nearest theme says of the width of images; else that they are as wide as the window.
fn image_sizes(parts: &Parts) -> String {
    let manifests = parts.get("theme.yaml").into_iter().flatten();
    let manifests = manifests.filter_map(|(path, bytes)| manifest(path, bytes).ok());
    let mut sizes = manifests.filter_map(|manifest| manifest.image_sizes);
    sizes.next().unwrap_or_else(|| "100vw".to_string())
}

/// What templates may say on the pages of one language.
fn words(
    config: &Config,
    lang: Lang,
    strings: &Arc<Strings>,
    assets: &BTreeMap<String, String>,
) -> template::Words {
    let hosts = Hosts::new(config);
    let host = hosts.host_of(lang);
    let link = |path: &String| {
        let path = path.clone();
        hosts.href(host, &Location { host, path })
    };
    let links = assets.iter();
    template::Words {
        strings: strings.clone(),
        lang,
        assets: Arc::new(
            links
                .map(|(name, path)| (name.clone(), link(path)))
                .collect(),
        ),
    }
}

/// Collects a theme and what it extends.
fn gather(files: &dyn Files, name: &str, parts: &mut Parts) -> Result<(), Diagnostic> {
    let mut name = name.to_string();
    let mut chain = Vec::new();
    loop {
        let named = format!("themes/{name}/theme.yaml");
        let way = || format!("{} → {name}", chain.join(" → "));
        if chain.contains(&name) {
            let message = format!("themes extend one another in a circle: {}", way());
            return Err(Diagnostic::error(named, message));
        }
        if chain.len() == THEMES {
            let message = format!("more than {THEMES} themes extend one another: {}", way());
            let hint = "copy what the theme needs from the last of them";
            return Err(Diagnostic::error(named, message).hint(hint));
        }
        let own = theme_files(files, &name, chain.last())?;
        chain.push(name.clone());
        let extends = match own.get("theme.yaml") {
            Some(own) => own
                .first()
                .map(|(path, bytes)| manifest(path, bytes))
                .transpose()?
                .and_then(|manifest| manifest.extends),
            None => None,
        };
        for (path, part) in own {
            parts.entry(path).or_default().extend(part);
        }
        match extends {
            Some(parent) => name = parent,
            None if name != "default" && !parts.contains_key("templates/base.html") => {
                name = "default".to_string()
            }
            None => return Ok(()),
        }
    }
}

fn manifest(path: &str, bytes: &[u8]) -> Result<Manifest, Diagnostic> {
    let manifest: Result<Manifest, _> = serde_yaml::from_slice(bytes);
    manifest.map_err(|error| {
        Diagnostic::error(path, error.to_string())
            .hint("see `themes/default/theme.yaml` for its keys")
    })
}

/// The files of one theme: those of the site, else those compiled in.
fn theme_files(files: &dyn Files, name: &str, child: Option<&String>) -> Result<Parts, Diagnostic> {
    if address::check_name(name, "").is_err() {
        let path = format!("themes/{}/theme.yaml", child.map_or(name, String::as_str));
        let message = format!("`extends: {name}` is no name of a theme");
        return Err(Diagnostic::error(path, message)
            .hint("themes are the folders of `themes/`, and `default`"));
    }
    let folder = format!("themes/{name}");
    let listing = files.list(&folder);
    if let Some(problem) = listing.problems.into_iter().next() {
        return Err(problem);
    }
    let mut parts = Parts::new();
    for path in &listing.files {
        let below = path[folder.len() + 1..].to_string();
        parts.insert(below, vec![(path.to_string(), files.read(path)?)]);
    }
    if name == "default" {
        compiled_in(&DEFAULT, &mut parts);
    }
    if parts.is_empty() {
        let message = format!("the theme `{name}` is not there");
        return Err(match child {
            Some(child) => Diagnostic::error(format!("themes/{child}/theme.yaml"), message)
                .hint("`extends` names another folder of `themes/`, or `default`"),
            None => Diagnostic::error("griot.yaml", message).hint(format!(
                "make the folder `{folder}/`, or remove `theme` for the one that comes with Griot"
            )),
        });
    }
    Ok(parts)
}

/// Adds what is compiled in and is not there yet.
fn compiled_in(dir: &Dir, parts: &mut Parts) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let shown = format!("themes/default/{path}");
        parts
            .entry(path)
            .or_insert_with(|| vec![(shown, file.contents().to_vec())]);
    }
    for dir in dir.dirs() {
        compiled_in(dir, parts);
    }
}

fn below<'p>(
    parts: &'p Parts,
    folder: &'p str,
) -> impl Iterator<Item = (&'p str, &'p str, &'p [u8])> {
    let nearest = parts
        .iter()
        .filter_map(|(path, parts)| Some((path, parts.first()?)));
    nearest.filter_map(move |(path, (shown, bytes))| {
        let name = path.strip_prefix(folder)?;
        Some((name, shown.as_str(), bytes.as_slice()))
    })
}

fn templates(parts: &Parts, diagnostics: &mut Vec<Diagnostic>) -> template::Sources {
    let mut templates = BTreeMap::new();
    for (name, path, bytes) in below(parts, "templates/") {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                templates.insert(name.to_string(), template::Source::new(path, text));
            }
            Err(_) => diagnostics.push(Diagnostic::error(path, "this template is not UTF-8 text")),
        }
    }
    templates
}

/// A language's strings are those of all the themes together, the nearer one's word first.
fn strings(config: &Config, parts: &Parts, diagnostics: &mut Vec<Diagnostic>) -> Arc<Strings> {
    let mut together = |code: &str| {
        let found = parts.get(&format!("strings/{code}.yaml"))?;
        let mut file = StringsFile {
            path: found.first()?.0.clone(),
            phrases: BTreeMap::new(),
        };
        for (path, bytes) in found {
            match phrases(bytes) {
                Ok(phrases) => phrases.into_iter().for_each(|(key, phrase)| {
                    file.phrases.entry(key).or_insert(phrase);
                }),
                Err(message) => diagnostics.push(Diagnostic::error(path.as_str(), message)),
            }
        }
        Some(file)
    };
    let english = together("en").unwrap_or_default().phrases;
    let mut files: Vec<Option<StringsFile>> = Vec::new();
    for language in &config.languages {
        let base = language.code.split('-').next().unwrap_or(&language.code);
        files.push(together(&language.code).or_else(|| together(base)));
    }
    Arc::new(Strings::new(config, files, english, diagnostics))
}

fn phrases(bytes: &[u8]) -> Result<BTreeMap<String, Phrase>, String> {
    let raw: BTreeMap<String, serde_yaml::Value> =
        serde_yaml::from_slice(bytes).map_err(|error| error.to_string())?;
    raw.into_iter()
        .map(|(key, value)| match value {
            serde_yaml::Value::Mapping(_) => {
                let forms: BTreeMap<String, String> = serde_yaml::from_value(value)
                    .map_err(|_| format!("the plural forms of `{key}` are not strings"))?;
                let known = ["zero", "one", "two", "few", "many", "other"];
                match forms.keys().find(|form| !known.contains(&form.as_str())) {
                    Some(form) => Err(format!("`{form}` is no plural form of `{key}`")),
                    None if !forms.contains_key("other") => {
                        Err(format!("`{key}` has no form `other`"))
                    }
                    None => Ok((key, Phrase::Plural(forms))),
                }
            }
            serde_yaml::Value::String(text) => Ok((key, Phrase::Plain(text))),
            _ => Err(format!("`{key}` is neither a string nor plural forms")),
        })
        .collect()
}

/// The style sheet, all of `styles/` in the order of names and the accent of the settings, and the files of `static/`; each
/// under a name with a digest of its content, so that hosts may cache it for ever.
fn assets(
    parts: &Parts,
    accent: Option<Colour>,
) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, String>) {
    let mut files = BTreeMap::new();
    let mut assets = BTreeMap::new();
    let mut style: Vec<u8> = below(parts, "styles/")
        .flat_map(|(_, _, bytes)| [bytes, b"\n"].concat())
        .collect();
    style.extend(accent.map(accent::rules).unwrap_or_default().into_bytes());
    let statics = below(parts, "static/").map(|(name, _, bytes)| (name, bytes.to_vec()));
    for (name, bytes) in statics.chain([("style.css", style)]) {
        let path = fingerprinted(name, &bytes);
        assets.insert(name.to_string(), path.clone());
        files.insert(path, bytes);
    }
    (files, assets)
}

/// `icons/a.png` → `/assets/icons/a.1a2b3c4d.png`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let mut digest = String::with_capacity(8);
    for byte in &Sha256::digest(bytes)[..4] {
        let _ = write!(digest, "{byte:02x}");
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("/assets/{stem}.{digest}.{ending}"),
        None => format!("/assets/{name}.{digest}"),
    }
}
