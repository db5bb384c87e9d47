//! One-string sites: files as text through the pipeline, with no disk.

use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::config::SETTINGS;
use griot::content::{Files, Memory};
use griot::diagnostic::{self, Diagnostic};
use griot::pipeline::{self, Options, Session};
use griot::render::{Rendered, Renderer};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// What a site has that brings no `griot.yaml` of its own.
pub const FRENCH_AND_ENGLISH: &str = "\
base_url: https://blog.example
default_language: fr
timezone: UTC
cards: false
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
";

/// The moment at which every site of these tests is built, unless it says otherwise.
pub const NOW: &str = "2026-11-23T12:00:00Z";

/// A site to be built.
#[derive(Clone)]
pub struct Sources {
    pub files: Memory,
    pub options: Options,
}

/// What came of it: every file of `public/`, and what was said.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub files: BTreeMap<String, Vec<u8>>,
    problems: String,
    /// Whether pages were made at all.
    pub built: bool,
}

/// Files after lines `-- path --`, each as [`bytes`] has it; settings for two languages unless they are among them.
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

/// Of a file of the text: `PNG`, and nothing else, is the smallest picture there is.
fn bytes(content: &str) -> Vec<u8> {
    match content.trim_end() {
        "PNG" => crate::pictures::png(1, 1),
        _ => content.into(),
    }
}

/// The site of `text`, built.
pub fn site(text: &str) -> Outcome {
    sources(text).build()
}

/// A site of one article, `content/articles/a/fr.md`, with a title and a date.
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

    /// Adds a file of bytes that no text can give.
    pub fn file(mut self, path: &str, bytes: &[u8]) -> Self {
        self.files.insert(path, bytes);
        self
    }

    /// What `griot check` says.
    pub fn check(&self) -> String {
        let (site, mut diagnostics) = pipeline::audit(
            &AssetBuilder::new(&self.files, &NullStore),
            &self.options,
            &mut Session::default(),
        );
        let site = site.expect("settings that can be read");
        griot::check::by_settings(&site.config, &mut diagnostics);
        diagnostic::settle(&mut diagnostics, self.options.strict);
        printed(&self.files, &diagnostics)
    }

    pub fn build(&self) -> Outcome {
        build(&self.files, &self.options)
    }
}

/// Any files through the whole pipeline.
pub fn build(files: &dyn Files, options: &Options) -> Outcome {
    let (built, mut diagnostics) =
        pipeline::build(files, options, &mut Session::default(), &mut |_| {});
    let written = Mutex::new(BTreeMap::new());
    if let Some(built) = &built {
        let asset_builder = AssetBuilder::new(files, &NullStore);
        let renderer = Renderer::new(&built.site, &built.theme);
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
    diagnostic::print(diagnostics, &text, false)
}

impl Outcome {
    /// What was said, as the program prints it.
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

    /// Every file that holds text, by path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }

    /// Paths of the HTML pages, without those of the 404s.
    pub fn addresses(&self) -> Vec<String> {
        let pages = self
            .files
            .keys()
            .filter_map(|path| path.strip_suffix("index.html"));
        pages.map(|path| format!("/{path}")).collect()
    }

    /// The site was built and nobody was told anything.
    pub fn in_silence(self) -> Self {
        assert!(self.built && self.problems.is_empty(), "{}", self.problems);
        self
    }

    /// The site was built, perhaps with warnings.
    pub fn with_warnings(self) -> Self {
        assert!(self.built, "{}", self.problems);
        self
    }

    /// Nothing was built; these words are among the reasons.
    pub fn refused(&self, words: &[&str]) {
        assert!(!self.built, "this site should not be built");
        self.says(words);
    }

    /// All of these words are among what was said.
    pub fn says(&self, words: &[&str]) {
        for word in words {
            assert!(
                self.problems.contains(word),
                "`{word}` is not said in:\n{}",
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
    /// The same site without the theme of the tests, nor templates that only it has.
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
