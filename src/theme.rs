//! A theme: templates, strings, styles and files, with what it lacks taken from the theme it
//! extends. The default theme is compiled in, so that a folder of Markdown is a site.

mod accent;
mod file_filter;
mod layers;
mod manifest;
mod missing_strings;
mod placeholders;
mod string_catalog;
pub(crate) mod strings;
mod styles;
mod template_calls;
pub(crate) mod template_errors;
pub(crate) mod templates;

use crate::config::{Colour, Config, Lang};
use crate::content::Files;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::fingerprint::{Fingerprint, hex};
use crate::site::{Hosts, Location};
use layers::Layers;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use string_catalog::StringCatalog;
use strings::Strings;
use template_calls::calls;

/// A theme, checked and ready: what it needs of the disk has been read.
pub struct Theme {
    pub strings: Arc<Strings>,
    /// By language of the site; the values of a site come later.
    pub templates: Vec<templates::Compiled>,
    /// Files by path on a host: `/assets/style.1a2b3c4d.css`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Path on a host by the name that templates use: `style.css`.
    pub assets: BTreeMap<String, String>,
    /// How wide images in the text are shown, as HTML's `sizes` has it.
    pub image_sizes: String,
    /// Of all its files.
    pub fingerprint: Fingerprint,
}

impl Theme {
    /// Reads the theme that the settings name. An error in it is an error of the site.
    pub fn load(
        files: &dyn Files,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Theme> {
        let before = diagnostics.len();
        let layers = layers::gather(files, config, diagnostics)?;
        let templates = templates(&layers, diagnostics);
        let catalog = StringCatalog::read(config, &layers, diagnostics);
        // words that could not be read are not missing
        if !has_errors(&diagnostics[before..]) {
            diagnostics.extend(missing_strings::check(
                config,
                &catalog,
                &called(&templates),
            ));
        }
        let default = config.default_language;
        let strings = Arc::new(Strings::new(config, catalog.filled(config)));
        let own = layers
            .below("templates/")
            .filter(|(_, part)| !part.built_in);
        let own = own.filter_map(|(name, _)| templates.get(name));
        diagnostics.extend(placeholders::in_templates(own, &strings, default));
        diagnostics.extend(placeholders::in_words(&catalog, default, &templates));
        let (files, assets) = assets(&layers, config.branding.accent, diagnostics);
        let compiled: Option<Vec<_>> = config
            .langs()
            .map(|lang| {
                let words = words(config, lang, &strings, &assets);
                templates::compile(&templates, &words, diagnostics)
            })
            .collect();
        let fingerprint = layers.fingerprint();
        let image_sizes = layers.image_sizes;
        let failed = has_errors(&diagnostics[before..]);
        (!failed).then_some(Theme {
            templates: compiled?,
            strings,
            files,
            assets,
            image_sizes: image_sizes.unwrap_or_else(|| "100vw".to_string()),
            fingerprint,
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

/// What templates may say on the pages of one language.
fn words(
    config: &Config,
    lang: Lang,
    strings: &Arc<Strings>,
    assets: &BTreeMap<String, String>,
) -> templates::Words {
    let hosts = Hosts::new(config);
    let host = hosts.host_of(lang);
    let link = |path: &String| {
        let path = path.clone();
        hosts.href(host, &Location { host, path })
    };
    let links = assets.iter();
    templates::Words {
        strings: strings.clone(),
        lang,
        assets: Arc::new(
            links
                .map(|(name, path)| (name.clone(), link(path)))
                .collect(),
        ),
    }
}

fn templates(layers: &Layers, diagnostics: &mut Vec<Diagnostic>) -> templates::Sources {
    let mut templates = BTreeMap::new();
    for (name, part) in layers.below("templates/") {
        match std::str::from_utf8(&part.bytes) {
            Ok(text) => {
                templates.insert(name.to_string(), templates::Source::new(&part.path, text));
            }
            Err(_) => diagnostics.push(Diagnostic::error(
                part.path.clone(),
                "this template is not UTF-8 text",
            )),
        }
    }
    templates
}

/// The keys of strings that templates ask for by name.
fn called(templates: &templates::Sources) -> BTreeSet<String> {
    let calls = templates.values().flat_map(|source| calls(&source.text));
    let strings = calls.filter(|call| call.function == "t");
    strings.map(|call| call.key.to_string()).collect()
}

/// The files of `static/`, and the style sheet with the accent of the settings; each under a name
/// with a digest of its content, so that hosts may cache it for ever.
fn assets(
    layers: &Layers,
    accent: Option<Colour>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (BTreeMap<String, Vec<u8>>, BTreeMap<String, String>) {
    let mut files = BTreeMap::new();
    let mut assets = BTreeMap::new();
    let mut publish = |name: &str, bytes: Vec<u8>, assets: &mut BTreeMap<String, String>| {
        let path = fingerprinted(name, &bytes);
        assets.insert(name.to_string(), path.clone());
        files.insert(path, bytes);
    };
    for (name, part) in layers.below("static/") {
        publish(name, part.bytes.clone(), &mut assets);
    }
    let mut style = styles::joined(layers, &assets, diagnostics);
    style.push_str(&accent.map(accent::rules).unwrap_or_default());
    publish("style.css", style.into_bytes(), &mut assets);
    (files, assets)
}

/// `icons/a.png` → `/assets/icons/a.1a2b3c4d.png`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = hex(&Sha256::digest(bytes)[..4]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("/assets/{stem}.{digest}.{ending}"),
        None => format!("/assets/{name}.{digest}"),
    }
}
