//! Builds a site from one string: files as text through the whole pipeline, without a disk.

use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::config::SETTINGS;
use griot::content::{Files, Memory};
use griot::diagnostic::{self, Diagnostic, English};
use griot::pipeline::{self, Options, Session};
use griot::render::{Rendered, Renderer};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Settings of a site without a `griot.yaml`.
pub const FRENCH_AND_ENGLISH: &str = "\
base_url: https://blog.example
default_language: fr
timezone: UTC
cards: false
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
";

/// Build time of the sites, unless a test sets another.
pub const NOW: &str = "2026-11-23T12:00:00Z";

/// The source files of a site, and the options of its build.
#[derive(Clone)]
pub struct Sources {
    pub files: Memory,
    pub options: Options,
}

/// The result of a build: every file of `public/`, and the reported problems.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub files: BTreeMap<String, Vec<u8>>,
    problems: String,
    /// Whether the build succeeded.
    pub built: bool,
}

/// Parses files from text: each follows a line `-- path --`, and [`bytes`] reads its content. Adds
/// settings for two languages if there are none.
pub fn sources(text: &str) -> Sources {
    let mut files = Memory::default();
    let mut path: Option<&str> = None;
    let mut content = String::new();
    for line in text.split_inclusive('\n') {
        let named = line
            .trim_end()
            .strip_prefix("-- ")
            .and_then(|line| line.strip_suffix(" --"));
        let Some(next) = named else {
            content.push_str(line);
            continue;
        };
        match path {
            Some(path) => files.insert(path, bytes(&std::mem::take(&mut content))),
            None => assert!(
                content.trim().is_empty(),
                "text before the first file: {content}"
            ),
        }
        path = Some(next);
        content.clear();
    }
    files.insert(path.expect("a site has a file"), bytes(&content));
    if !files.has(SETTINGS) {
        files.insert(SETTINGS, FRENCH_AND_ENGLISH);
    }
    Sources::new(files)
}

/// The bytes of a file: the text `PNG` stands for a picture of one pixel.
fn bytes(content: &str) -> Vec<u8> {
    match content.trim_end() {
        "PNG" => crate::pictures::png(1, 1),
        _ => content.into(),
    }
}

/// Builds the site in `text`.
pub fn site(text: &str) -> Outcome {
    sources(text).build()
}

/// Builds a site of one article, `content/articles/a/fr.md`, with a title and a date.
pub fn article(markdown: &str) -> Outcome {
    site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{markdown}\n"
    ))
}

impl Sources {
    pub fn new(files: Memory) -> Self {
        let options = Options {
            now: NOW.parse().expect("a moment"),
            base_url: None,
            local: None,
            drafts: false,
            future: false,
            strict: false,
        };
        Sources { files, options }
    }

    pub fn now(mut self, now: &str) -> Self {
        self.options.now = now.parse::<Timestamp>().expect("a moment");
        self
    }

    pub fn drafts(mut self) -> Self {
        self.options.drafts = true;
        self
    }

    pub fn future(mut self) -> Self {
        self.options.future = true;
        self
    }

    pub fn strict(mut self) -> Self {
        self.options.strict = true;
        self
    }

    pub fn base_url(mut self, base_url: &str) -> Self {
        self.options.base_url = Some(base_url.to_string());
        self
    }

    /// Adds a file that is not text.
    pub fn file(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path, bytes);
        self
    }

    /// The output of `griot check`.
    pub fn check(&self) -> String {
        let (site, mut diagnostics) = pipeline::audit(
            &AssetBuilder::new(&self.files, &NullStore),
            &self.options,
            &mut Session::default(),
        );
        let site = site.expect("settings that can be read");
        griot::check::apply_settings(&site.config, &mut diagnostics);
        diagnostic::sort_and_merge(&mut diagnostics, self.options.strict);
        printed(&self.files, &diagnostics)
    }

    pub fn build(&self) -> Outcome {
        build(&self.files, &self.options)
    }
}

/// Builds and renders files with the whole pipeline.
pub fn build(files: &dyn Files, options: &Options) -> Outcome {
    let (built, mut diagnostics) =
        pipeline::build(files, options, &mut Session::default(), &mut |_| {});
    let written = Mutex::new(BTreeMap::new());
    if let Some(built) = &built {
        let asset_builder = AssetBuilder::new(files, &NullStore);
        let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
        let errors = pipeline::render(&renderer, &asset_builder, &|page, rendered| {
            let bytes = match rendered {
                Rendered::Bytes(bytes) => bytes,
                Rendered::Copy(source) => files.read(&source)?,
            };
            let path = built.site.hosts.file(&page.location);
            let before = written
                .lock()
                .expect("no panic")
                .insert(path.clone(), bytes);
            assert!(before.is_none(), "`{path}` is written twice");
            Ok(())
        });
        diagnostics.extend(errors);
    }
    Outcome {
        files: written.into_inner().expect("no panic"),
        problems: printed(files, &diagnostics),
        built: built.is_some() && !diagnostic::has_errors(&diagnostics),
    }
}

fn printed(files: &dyn Files, diagnostics: &[Diagnostic]) -> String {
    let text = |path: &str| String::from_utf8(files.read(path).ok()?).ok();
    diagnostic::print(diagnostics, &English, &text, false)
}

impl Outcome {
    /// Problems as the program prints them.
    pub fn problems(&self) -> &str {
        &self.problems
    }

    /// The text of the file that a browser gets at `address`.
    pub fn page(&self, address: &str) -> &str {
        let path = file(address);
        let Some(bytes) = self.files.get(&path) else {
            let paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
            panic!(
                "no page at {address}\n{}\npages:\n{}",
                self.problems,
                paths.join("\n")
            );
        };
        std::str::from_utf8(bytes).expect("a page is UTF-8")
    }

    pub fn has(&self, address: &str) -> bool {
        self.files.contains_key(&file(address))
    }

    /// Every text file with its path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }

    /// Paths of the HTML pages, without the 404 pages.
    pub fn addresses(&self) -> Vec<String> {
        let pages = self
            .files
            .keys()
            .filter_map(|path| path.strip_suffix("index.html"));
        pages.map(|path| format!("/{path}")).collect()
    }

    /// Asserts that the build succeeded without problems.
    pub fn without_problems(self) -> Self {
        assert!(self.built && self.problems.is_empty(), "{}", self.problems);
        self
    }

    /// Asserts that the build succeeded, perhaps with warnings.
    pub fn with_warnings(self) -> Self {
        assert!(self.built, "{}", self.problems);
        self
    }

    /// Asserts that the build failed, and that the problems contain these words.
    pub fn assert_refused(&self, words: &[&str]) {
        assert!(!self.built, "this site should not be built");
        self.assert_reported(words);
    }

    /// Asserts that the problems contain each of these words.
    pub fn assert_reported(&self, words: &[&str]) {
        for word in words {
            assert!(
                self.problems.contains(word),
                "`{word}` is not reported in:\n{}",
                self.problems
            );
        }
    }
}

fn file(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_string()
    }
}

impl Sources {
    /// Uses the default theme in place of the test theme and its templates.
    pub fn default_theme(mut self) -> Self {
        for (path, bytes) in &mut self.files.0 {
            let Ok(text) = std::str::from_utf8(bytes) else {
                continue;
            };
            if &**path == SETTINGS {
                *bytes = text.replace("theme: plain\n", "").into_bytes();
            } else if path.ends_with(".md") {
                *bytes = text.replace("template: special.html\n", "").into_bytes();
            }
        }
        self
    }
}
