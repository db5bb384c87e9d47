//! Themes: templates, strings, style sheets and files, in layers.
//!
//! Takes the files of the site's theme and of the themes that it extends, and gives a checked
//! [`Theme`]. The default theme is compiled into the program, so that a folder of Markdown is a
//! site. This room never renders a page.

mod accent_style;
mod check_placeholders;
mod check_theme_fits_site;
mod file_filter;
mod format_strings;
mod join_style_sheets;
mod layers;
mod manifest;
mod missing_strings;
mod read_strings_files;
mod rewritten_template;
mod template_calls;
mod template_errors;
mod templates;

pub(crate) use check_theme_fits_site::site_path;
pub(crate) use template_errors::{page_too_long, render_error};
pub(crate) use templates::script_safe;

use crate::config::{Colour, Config, Lang};
use crate::content::Files;
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::fingerprint::{Fingerprint, hex};
use crate::message;
use crate::site::{Hosts, Location};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use format_strings::Strings;
use layers::Layers;
use read_strings_files::StringCatalog;
use rewritten_template::{TemplateSource, TemplateSources};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use template_calls::calls;
use templates::{CompiledTemplates, TemplateContext};

/// A theme that is read and checked: nothing more is read from the disk.
pub struct Theme {
    /// The strings, in every language of the site.
    pub(crate) strings: Arc<Strings>,
    /// The templates of each language of the site, without the values of a page.
    pub(crate) templates: Vec<CompiledTemplates>,
    /// Contents of the theme's files by path on a host: `/assets/style.1a2b3c4d.css`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Paths on a host by the name that templates use: `style.css`.
    pub assets: BTreeMap<String, String>,
    /// Digests of the files by path on a host, as `integrity` has them: `sha256-…`.
    digests: BTreeMap<String, String>,
    /// The width of images in the text, in the syntax of HTML's `sizes`.
    pub image_sizes: String,
    /// Fingerprint of all its files.
    pub fingerprint: Fingerprint,
}

/// The published files of a theme.
#[derive(Default)]
struct ThemeAssets {
    /// Contents by path on a host.
    files: BTreeMap<String, Vec<u8>>,
    /// Paths on a host by the name that templates use.
    paths: BTreeMap<String, String>,
    /// Digests by path on a host.
    digests: BTreeMap<String, String>,
}

impl Theme {
    /// Reads the theme that the settings name. `None` when it has an error, which is then in
    /// `diagnostics`.
    pub fn load(
        files: &dyn Files,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Theme> {
        let before = diagnostics.len();
        let layers = layers::gather(files, config, diagnostics)?;
        let sources = template_sources(&layers, diagnostics);
        let catalog = StringCatalog::read(config, &layers, diagnostics);
        // strings that could not be read are not missing
        if !has_errors(&diagnostics[before..]) {
            let used = used_strings(&sources);
            diagnostics.extend(missing_strings::check(config, &catalog, &used));
        }
        let strings = Arc::new(Strings::new(config, catalog.complete(config)));
        check_placeholders(config, &layers, &sources, &catalog, &strings, diagnostics);
        let assets = ThemeAssets::new(&layers, config.branding.accent, diagnostics);
        let templates: Option<Vec<CompiledTemplates>> = config
            .langs()
            .map(|lang| {
                let context = template_context(config, lang, &strings, &assets);
                templates::compile(&sources, &context, diagnostics)
            })
            .collect();
        let fingerprint = layers.fingerprint();
        let has_failed = has_errors(&diagnostics[before..]);
        (!has_failed).then_some(Theme {
            templates: templates?,
            strings,
            files: assets.files,
            assets: assets.paths,
            digests: assets.digests,
            image_sizes: layers.image_sizes.unwrap_or_else(|| "100vw".to_string()),
            fingerprint,
        })
    }

    /// The text of a template by the path that messages use.
    pub fn template_at(&self, path: &str) -> Option<&str> {
        let mut sources = self.templates.first()?.sources.values();
        let source = sources.find(|source| source.path == path)?;
        Some(&source.text)
    }

    /// The path on a host of one of the theme's files, by the name that templates use.
    pub fn asset(&self, name: &str) -> Option<&str> {
        self.assets.get(name).map(String::as_str)
    }

    /// The digest of a file of the theme, by its path on a host: `sha256-…`.
    pub fn digest(&self, path: &str) -> Option<&str> {
        self.digests.get(path).map(String::as_str)
    }
}

fn template_sources(layers: &Layers, diagnostics: &mut Vec<Diagnostic>) -> TemplateSources {
    let mut sources = BTreeMap::new();
    for (name, file) in layers.below("templates/") {
        match std::str::from_utf8(&file.bytes) {
            Ok(text) => {
                sources.insert(name.to_string(), TemplateSource::new(&file.path, text));
            }
            Err(_) => {
                let message = message!(Code::TemplateNotUtf8, "this template is not UTF-8 text");
                diagnostics.push(Diagnostic::error(file.path.clone(), message));
            }
        }
    }
    sources
}

/// The keys of the strings that templates use by name.
fn used_strings(sources: &TemplateSources) -> BTreeSet<String> {
    let calls = sources.values().flat_map(|source| calls(&source.text));
    let strings = calls.filter(|call| call.function == "t");
    strings.map(|call| call.key.to_string()).collect()
}

fn check_placeholders(
    config: &Config,
    layers: &Layers,
    sources: &TemplateSources,
    catalog: &StringCatalog,
    strings: &Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let default = config.default_language;
    let templates = layers.below("templates/");
    let own = templates.filter(|(_, file)| !file.is_built_in);
    let own = own.filter_map(|(name, _)| sources.get(name));
    diagnostics.extend(check_placeholders::check_templates(own, strings, default));
    diagnostics.extend(check_placeholders::check_strings(catalog, default, sources));
}

/// What the templates for the pages of one language may call.
fn template_context(
    config: &Config,
    lang: Lang,
    strings: &Arc<Strings>,
    assets: &ThemeAssets,
) -> TemplateContext {
    let hosts = Hosts::new(config);
    let host = hosts.host_of(lang);
    let links = assets.paths.iter().map(|(name, path)| {
        let path = path.clone();
        (name.clone(), hosts.href(host, &Location { host, path }))
    });
    let digest = |path| assets.digests.get(path).cloned().unwrap_or_default();
    let digests = assets.paths.iter();
    let digests = digests.map(|(name, path)| (name.clone(), digest(path)));
    TemplateContext {
        strings: strings.clone(),
        lang,
        assets: Arc::new(links.collect()),
        digests: Arc::new(digests.collect()),
    }
}

impl ThemeAssets {
    /// The files of `static/`, and the style sheet with the accent colour of the settings.
    fn new(layers: &Layers, accent: Option<Colour>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut assets = ThemeAssets::default();
        for (name, file) in layers.below("static/") {
            assets.add(name, file.bytes.clone());
        }
        let mut style = join_style_sheets::join(layers, &assets.paths, diagnostics);
        style.push_str(&accent.map(accent_style::rules).unwrap_or_default());
        assets.add("style.css", style.into_bytes());
        assets
    }

    /// Adds a file under a name with a digest of its content, so that browsers may cache it
    /// without a time limit.
    fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let digest = Sha256::digest(&bytes);
        let path = path_with_digest(name, &digest);
        let integrity = format!("sha256-{}", BASE64_STANDARD.encode(digest));
        self.digests.insert(path.clone(), integrity);
        self.paths.insert(name.to_string(), path.clone());
        self.files.insert(path, bytes);
    }
}

/// `icons/a.png` → `/assets/icons/a.1a2b3c4d.png`.
fn path_with_digest(name: &str, digest: &[u8]) -> String {
    let digest = hex(&digest[..4]);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("/assets/{stem}.{digest}.{ending}"),
        None => format!("/assets/{name}.{digest}"),
    }
}
