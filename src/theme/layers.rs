//! The files of a theme and of those it extends: from the site's `themes/`, and, for the theme
//! `default`, from the program.

use super::file_filter::is_read;
use super::manifest::manifest;
use crate::config::{Config, address};
use crate::content::{Files, front_matter};
use crate::diagnostic::{Diagnostic, DiagnosticSink, nearest};
use crate::document::{Document, Format, Node, shortened};
use crate::fingerprint::Fingerprint;
use crate::limits::{SETTINGS_BYTES, THEMES};
use include_dir::{Dir, include_dir};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A file of a theme.
pub struct LayerFile {
    /// The path to name in messages.
    pub path: Arc<str>,
    pub bytes: Vec<u8>,
    /// Part of the program, on no disk.
    pub built_in: bool,
}

/// By path below the theme's folder, the nearer theme's file first: it wins, but for strings,
/// which are taken together.
#[derive(Default)]
pub struct Layers {
    files: BTreeMap<String, Vec<LayerFile>>,
    /// What the nearest theme says that says it.
    pub image_sizes: Option<String>,
}

/// A theme that is asked for: by the settings, or in a `theme.yaml` at a place.
struct Wanted {
    name: String,
    place: Option<(Arc<str>, Range<usize>)>,
}

/// Collects a theme and what it extends. `None` when one of them is not there.
pub fn gather(
    files: &dyn Files,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Layers> {
    let mut layers = Layers::default();
    let mut chain: Vec<String> = Vec::new();
    let mut wanted = Some(Wanted {
        name: config.theme.clone(),
        place: None,
    });
    while let Some(next) = wanted {
        let own = next
            .check(&chain)
            .and_then(|()| next.files(files, config, diagnostics));
        let own = own.map_err(|problem| diagnostics.push(problem)).ok()?;
        let manifest = own.get("theme.yaml").map(|part| {
            let place = |span| Some((part.path.clone(), span));
            let manifest = part.yaml(diagnostics, manifest);
            let extends = manifest.extends.map(|extends| Wanted {
                name: extends.value,
                place: place(extends.span),
            });
            (extends, manifest.image_sizes)
        });
        let (extends, image_sizes) = manifest.unwrap_or_default();
        layers.add(own);
        layers.image_sizes = layers.image_sizes.or(image_sizes);
        let alone = next.name == "default" || layers.has("templates/base.html");
        wanted = extends.or_else(|| {
            (!alone).then(|| Wanted {
                name: "default".to_string(),
                place: None,
            })
        });
        chain.push(next.name);
    }
    Some(layers)
}

impl Layers {
    fn add(&mut self, own: BTreeMap<String, LayerFile>) {
        for (path, part) in own {
            self.files.entry(path).or_default().push(part);
        }
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The files at a path, the nearest theme's first.
    pub fn all(&self, path: &str) -> &[LayerFile] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }

    /// The nearest file at each path below a folder, by the path there.
    pub fn below<'p>(&'p self, folder: &'p str) -> impl Iterator<Item = (&'p str, &'p LayerFile)> {
        let nearest = self.files.iter();
        nearest
            .filter_map(move |(path, layers)| Some((path.strip_prefix(folder)?, layers.first()?)))
    }

    pub fn fingerprint(&self) -> Fingerprint {
        let files = self.files.values().flatten();
        let fingerprints = files.flat_map(|part| {
            [
                Fingerprint::of(part.path.as_bytes()),
                Fingerprint::of(&part.bytes),
            ]
        });
        Fingerprint::of_all(fingerprints)
    }
}

impl LayerFile {
    /// Its text, after a byte order mark.
    pub fn text(&self) -> Result<String, Diagnostic> {
        front_matter::decode_utf8(&self.path, self.bytes.clone())
    }

    /// What `read` makes of a file of keys and values; nothing where it cannot be read.
    pub fn yaml<T: Default>(
        &self,
        diagnostics: &mut Vec<Diagnostic>,
        read: impl FnOnce(Node, &mut DiagnosticSink) -> T,
    ) -> T {
        let mut problems = DiagnosticSink::default();
        let value = match self.short_text() {
            Ok(text) => match Document::read(Format::Yaml, &self.path, &text, 0..text.len()) {
                Ok(document) => read(document.root(), &mut problems),
                Err(wrong) => {
                    problems.extend(wrong);
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

    fn short_text(&self) -> Result<String, Diagnostic> {
        if self.bytes.len() > SETTINGS_BYTES {
            let most = SETTINGS_BYTES >> 20;
            let message = format!("this file of a theme has more than {most} MB");
            return Err(Diagnostic::error(self.path.clone(), message).hint("make it smaller"));
        }
        self.text()
    }
}

impl Wanted {
    fn error(&self, message: String) -> Diagnostic {
        match &self.place {
            Some((path, span)) => Diagnostic::error(path.clone(), message).at(span.clone()),
            None => Diagnostic::error("griot.yaml", message),
        }
    }

    /// Whether it may come after those of the chain.
    fn check(&self, chain: &[String]) -> Result<(), Diagnostic> {
        let Wanted { name, .. } = self;
        let way = || format!("{} → {name}", chain.join(" → "));
        if address::check_name(name).is_err() {
            let message = format!("`{}` is no name of a theme", shortened(name));
            let hint = "themes are the folders of `themes/`, and `default`";
            return Err(self.error(message).hint(hint));
        }
        if chain.contains(name) {
            let message = format!("themes extend one another in a circle: {}", way());
            return Err(self.error(message).hint("take one `extends` out"));
        }
        if chain.len() == THEMES {
            let message = format!("more than {THEMES} themes extend one another: {}", way());
            let hint = "copy what the theme needs from the last of them";
            return Err(self.error(message).hint(hint));
        }
        Ok(())
    }

    /// The files of the theme: those of the site, else those of the program.
    fn files(
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
        let mut layers = BTreeMap::new();
        for path in listing.files {
            let below = path.strip_prefix(&folder);
            let Some(below) = below.filter(|below| is_read(&path, below, config, diagnostics))
            else {
                continue;
            };
            let part = LayerFile {
                bytes: files.read(&path)?,
                path: path.clone(),
                built_in: false,
            };
            layers.insert(below.to_string(), part);
        }
        if self.name == "default" {
            built_in(&DEFAULT, &mut layers);
        }
        if layers.is_empty() {
            return Err(self.missing(files));
        }
        Ok(layers)
    }

    /// The error of a theme without any file.
    fn missing(&self, files: &dyn Files) -> Diagnostic {
        let Wanted { name, .. } = self;
        if files.has_folder(&format!("themes/{name}")) {
            let hint = format!("write `themes/{name}/theme.yaml` with the line `extends: default`");
            let message = format!("the folder of the theme `{name}` is empty");
            return self.error(message).hint(hint);
        }
        let listing = files.list("themes");
        let below = |path: &Arc<str>| Some(path.split('/').nth(1)?.to_string());
        let mut there: BTreeSet<String> = listing.files.iter().filter_map(below).collect();
        there.insert("default".to_string());
        let hint = match nearest(name, there.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if self.place.is_some() => {
                "`extends` names another folder of `themes/`, or `default`".to_string()
            }
            None => format!(
                "make the folder `themes/{name}/`, or remove `theme` for the one that comes with Griot"
            ),
        };
        let message = format!("the theme `{name}` is not there");
        self.error(message).hint(hint)
    }
}

/// Adds what is part of the program and is not there yet.
fn built_in(dir: &Dir, layers: &mut BTreeMap<String, LayerFile>) {
    for file in dir.files() {
        let below = file.path().to_string_lossy().replace('\\', "/");
        let path = format!("themes/default/{below}").into();
        layers.entry(below).or_insert_with(|| LayerFile {
            path,
            bytes: file.contents().to_vec(),
            built_in: true,
        });
    }
    for dir in dir.dirs() {
        built_in(dir, layers);
    }
}
