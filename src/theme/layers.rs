//! Collects the files of a theme and of the themes that it extends, in layers.
//!
//! Takes the site's `themes/` and the default theme that is compiled into the program. For each
//! path, the file of the nearest theme wins; only strings are merged from all layers.

use super::file_filter::is_read;
use super::manifest;
use crate::config::Config;
use crate::content::{Files, front_matter};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink, Message, nearest};
use crate::fingerprint::Fingerprint;
use crate::limits::{SETTINGS_BYTES, THEMES};
use crate::safe_addresses;
use crate::yaml_and_toml::{Document, Format, Node, shortened};
use crate::{message, phrase};
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The default theme, compiled into the program.
static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A file of a theme.
pub struct LayerFile {
    /// The path that messages use.
    pub path: Arc<str>,
    /// The content.
    pub bytes: Vec<u8>,
    /// Whether it is compiled into the program.
    pub is_built_in: bool,
}

/// The files of a theme and of those it extends.
#[derive(Default)]
pub struct Layers {
    /// The files at each path below the theme's folder, the nearest theme's first.
    files: BTreeMap<String, Vec<LayerFile>>,
    /// The `image_sizes` of the nearest theme that sets it.
    pub image_sizes: Option<String>,
}

/// A theme that the settings or another theme's `extends` name.
struct ThemeRequest {
    name: String,
    /// The place of `extends`; `None` for the settings.
    place: Option<ExtendsPlace>,
}

/// The place of the key `extends` in a `theme.yaml`.
struct ExtendsPlace {
    path: Arc<str>,
    span: Range<usize>,
}

/// Collects a theme and the themes it extends. `None` when one of them is missing.
pub fn gather(
    files: &dyn Files,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Layers> {
    let mut layers = Layers::default();
    let mut chain: Vec<String> = Vec::new();
    let mut request = Some(ThemeRequest {
        name: config.theme.clone(),
        place: None,
    });
    while let Some(theme) = request {
        let layer = theme
            .check(&chain)
            .and_then(|()| theme.read(files, config, diagnostics));
        let layer = layer.map_err(|problem| diagnostics.push(problem)).ok()?;
        let mut extends = None;
        if let Some(file) = layer.get("theme.yaml") {
            let manifest = file.read_yaml(diagnostics, manifest::read);
            extends = manifest.extends.map(|extends| ThemeRequest {
                name: extends.value,
                place: Some(ExtendsPlace {
                    path: file.path.clone(),
                    span: extends.span,
                }),
            });
            layers.image_sizes = layers.image_sizes.or(manifest.image_sizes);
        }
        layers.add(layer);
        let is_complete = theme.name == "default" || layers.has("templates/base.html");
        request = extends.or_else(|| {
            (!is_complete).then(|| ThemeRequest {
                name: "default".to_string(),
                place: None,
            })
        });
        chain.push(theme.name);
    }
    Some(layers)
}

impl Layers {
    /// Adds the files of the next theme of the chain.
    fn add(&mut self, layer: BTreeMap<String, LayerFile>) {
        for (path, file) in layer {
            self.files.entry(path).or_default().push(file);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files at a path, the nearest theme's first.
    pub fn all(&self, path: &str) -> &[LayerFile] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }

    /// The nearest file at each path below a folder, with its path there.
    pub fn below<'p>(&'p self, folder: &'p str) -> impl Iterator<Item = (&'p str, &'p LayerFile)> {
        let files = self.files.iter();
        files.filter_map(move |(path, files)| Some((path.strip_prefix(folder)?, files.first()?)))
    }

    /// The fingerprint of all files and their paths.
    pub fn fingerprint(&self) -> Fingerprint {
        let files = self.files.values().flatten();
        let fingerprints = files.flat_map(|file| {
            [
                Fingerprint::of(file.path.as_bytes()),
                Fingerprint::of(&file.bytes),
            ]
        });
        Fingerprint::of_all(fingerprints)
    }
}

impl LayerFile {
    /// The text, without a byte order mark.
    pub fn text(&self) -> Result<String, Diagnostic> {
        front_matter::decode_utf8(&self.path, self.bytes.clone())
    }

    /// Parses a YAML file and reads it with `read`. Gives the default value when it cannot be
    /// parsed.
    pub fn read_yaml<T: Default>(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
        read: impl FnOnce(Node, &mut DiagnosticSink) -> T,
    ) -> T {
        let mut problems = DiagnosticSink::default();
        let value = match self.text_within_limit() {
            Ok(text) => match Document::read(Format::Yaml, &self.path, &text, 0..text.len()) {
                Ok(document) => read(document.root(), &mut problems),
                Err(errors) => {
                    problems.extend(errors);
                    T::default()
                }
            },
            Err(problem) => {
                problems.push(problem);
                T::default()
            }
        };
        diagnostics.extend(problems.into_vec());
        value
    }

    fn text_within_limit(&self) -> Result<String, Diagnostic> {
        if self.bytes.len() > SETTINGS_BYTES {
            let message = message!(
                Code::ThemeFileTooLarge,
                "this file of a theme has more than {megabytes} MB",
                megabytes = SETTINGS_BYTES >> 20
            );
            return Err(
                Diagnostic::error(self.path.clone(), message).hint(phrase!("make it smaller"))
            );
        }
        self.text()
    }
}

impl ThemeRequest {
    /// An error at the place that names the theme.
    fn error(&self, message: Message) -> Diagnostic {
        match &self.place {
            Some(place) => Diagnostic::error(place.path.clone(), message).at(place.span.clone()),
            None => Diagnostic::error("griot.yaml", message),
        }
    }

    /// Checks the name, and that the theme may follow those of the chain.
    fn check(&self, chain: &[String]) -> Result<(), Diagnostic> {
        let name = &self.name;
        let whole_chain = || format!("{} → {name}", chain.join(" → "));
        if safe_addresses::check_name(name).is_err() {
            let message = message!(
                Code::InvalidThemeName,
                "`{name}` is not a valid theme name",
                name = shortened(name)
            );
            let hint = phrase!("themes are the folders of `themes/`, and `default`");
            return Err(self.error(message).hint(hint));
        }
        if chain.contains(name) {
            let message = message!(
                Code::ThemeCycle,
                "themes extend one another in a circle: {chain}",
                chain = whole_chain()
            );
            return Err(self.error(message).hint(phrase!("remove one `extends`")));
        }
        if chain.len() == THEMES {
            let message = message!(
                Code::TooManyThemes,
                "more than {limit} themes extend one another: {chain}",
                limit = THEMES,
                chain = whole_chain()
            );
            let hint = phrase!("copy what the theme needs from the last of them");
            return Err(self.error(message).hint(hint));
        }
        Ok(())
    }

    /// Reads the files of the theme: those of the site, then those of the program.
    fn read(
        &self,
        files: &dyn Files,
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<BTreeMap<String, LayerFile>, Diagnostic> {
        let folder = format!("themes/{}/", self.name);
        let listing = files.list(folder.trim_end_matches('/'));
        if let Some(problem) = listing.problems.into_iter().next() {
            return Err(problem);
        }
        let mut layer = BTreeMap::new();
        for path in listing.files {
            let below = path.strip_prefix(&folder);
            let Some(below) = below.filter(|below| is_read(&path, below, config, diagnostics))
            else {
                continue;
            };
            let file = LayerFile {
                bytes: files.read(&path)?,
                path: path.clone(),
                is_built_in: false,
            };
            layer.insert(below.to_string(), file);
        }
        if self.name == "default" {
            add_built_in(&DEFAULT, &mut layer);
        }
        if layer.is_empty() {
            return Err(self.missing(files));
        }
        Ok(layer)
    }

    /// The error of a theme without any file.
    fn missing(&self, files: &dyn Files) -> Diagnostic {
        let name = &self.name;
        if files.has_folder(&format!("themes/{name}")) {
            let message = message!(
                Code::EmptyTheme,
                "the folder of the theme `{name}` is empty",
                name = name
            );
            let hint = phrase!(
                "write `themes/{name}/theme.yaml` with the line `extends: default`",
                name = name
            );
            return self.error(message).hint(hint);
        }
        let listing = files.list("themes");
        let folder = |path: &Arc<str>| Some(path.split('/').nth(1)?.to_string());
        let mut themes: BTreeSet<String> = listing.files.iter().filter_map(folder).collect();
        themes.insert("default".to_string());
        let hint = match nearest(name, themes.iter().map(String::as_str)) {
            Some(near) => phrase!("did you mean `{near}`?", near = near),
            None if self.place.is_some() => {
                phrase!("`extends` names another folder of `themes/`, or `default`")
            }
            None => phrase!(
                "create the folder `themes/{name}/`, or remove `theme` to use the default theme",
                name = name
            ),
        };
        let message = message!(
            Code::UnknownTheme,
            "the theme `{name}` was not found",
            name = name
        );
        self.error(message).hint(hint)
    }
}

/// Adds the files of the program whose paths are free.
fn add_built_in(dir: &Dir, layer: &mut BTreeMap<String, LayerFile>) {
    for file in dir.files() {
        let below = file.path().to_string_lossy().replace('\\', "/");
        let path = format!("themes/default/{below}").into();
        layer.entry(below).or_insert_with(|| LayerFile {
            path,
            bytes: file.contents().to_vec(),
            is_built_in: true,
        });
    }
    for dir in dir.dirs() {
        add_built_in(dir, layer);
    }
}
