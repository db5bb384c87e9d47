//! Builds a whole site from one string, and checks every file of the result.

use super::html_checks;
use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::content::{Files, Memory};
use griot::diagnostic;
use griot::pipeline::{self, Options, Session};
use griot::render::{Rendered, Renderer};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A site with the default theme, before it is built.
pub struct WholeSite {
    files: Memory,
}

impl WholeSite {
    /// Splits a text into files below `content/`, each after a line `-- path --`. Text before the
    /// first such line is an article.
    pub fn parse(text: &str) -> Self {
        let mut site = WholeSite {
            files: Memory::default(),
        };
        let mut path = "articles/a/fr.md".to_string();
        let mut content = String::new();
        for line in text.split_inclusive('\n') {
            let header = line.trim_end().strip_prefix("-- ");
            match header.and_then(|line| line.strip_suffix(" --")) {
                Some(next) => {
                    site.add_file(&path, std::mem::take(&mut content).as_bytes());
                    path = next.to_string();
                }
                None => content.push_str(line),
            }
        }
        site.add_file(&path, content.as_bytes());
        site
    }

    /// Adds a file below `content/`, if a disk could hold its name.
    pub fn add_file(&mut self, path: &str, bytes: &[u8]) {
        let is_impossible = |part: &str| part.is_empty() || part == "." || part == "..";
        let can_be_on_disk = !path.split('/').any(is_impossible) && !path.contains('\0');
        if can_be_on_disk && !bytes.is_empty() {
            self.files.insert(&format!("content/{path}"), bytes);
        }
    }

    /// Every file of `public/` by its path; none for a site with errors, which has a diagnostic.
    fn build(mut self) -> BTreeMap<String, Vec<u8>> {
        self.files.insert(griot::config::SETTINGS, super::SETTINGS);
        let options = Options {
            now: "2026-11-23T12:00:00Z".parse().expect("a timestamp"),
            base_url: None,
            local: None,
            drafts: false,
            future: false,
            strict: false,
        };
        let (built, diagnostics) =
            pipeline::build(&self.files, &options, &mut Session::default(), &mut |_| {});
        let text = |path: &str| String::from_utf8(self.files.read(path).ok()?).ok();
        let printed = diagnostic::print(&diagnostics, &diagnostic::English, &text, false);
        let written = Mutex::new(BTreeMap::new());
        let Some(built) = built else {
            assert!(printed.contains("error: "), "refused without a diagnostic");
            return BTreeMap::new();
        };
        let asset_builder = AssetBuilder::new(&self.files, &NullStore);
        let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
        let errors = pipeline::render(&renderer, &asset_builder, &|page, rendered| {
            if let Rendered::Bytes(bytes) = rendered {
                let path = built.site.hosts.file(&page.location);
                let before = written.lock().expect("no panic").insert(path, bytes);
                assert!(before.is_none(), "{} is written twice", page.location.path);
            }
            Ok(())
        });
        assert!(errors.is_empty(), "the default theme fails: {errors:?}");
        written.into_inner().expect("no panic")
    }
}

/// Builds a site and checks it: paths stay inside `public/`, pages are well-formed with unique ids,
/// XML and JSON can be parsed, and no file has a character that its format forbids. Returns the
/// number of files.
pub fn build_and_check(site: WholeSite) -> usize {
    let files = site.build();
    for (path, bytes) in &files {
        assert_path_is_inside(path);
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let text = std::str::from_utf8(bytes);
        match extension {
            "html" => html_checks::assert_well_formed(path, text.expect("UTF-8")),
            "xml" => assert_xml(path, text.expect("UTF-8")),
            "json" | "webmanifest" => {
                let json: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
                assert!(json.is_ok(), "{path}: {json:?}");
            }
            _ => {}
        }
    }
    files.len()
}

fn assert_path_is_inside(path: &str) {
    let is_bad = |part: &str| {
        let trimmed = part.trim_end_matches(['.', ' ']);
        trimmed.is_empty() || trimmed != part || part.len() > 255
    };
    let is_special = |c: char| c.is_control() || c == '\\';
    assert!(
        !path.split('/').any(is_bad) && !path.contains(is_special),
        "a file at {path:?}"
    );
}

fn assert_xml(path: &str, text: &str) {
    assert_no_forbidden_chars(path, text);
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{path}: {error} in\n{text}"),
        }
    }
}

/// Asserts that there is no control character and no noncharacter: HTML and XML 1.0 forbid them.
pub fn assert_no_forbidden_chars(path: &str, text: &str) {
    let is_forbidden = |c: char| {
        let code = u32::from(c);
        let is_space = matches!(c, '\n' | '\r' | '\t');
        (c.is_control() && !is_space)
            || code & 0xfffe == 0xfffe
            || (0xfdd0..=0xfdef).contains(&code)
    };
    let found = text.chars().find(|c| is_forbidden(*c));
    assert!(found.is_none(), "{path} holds {found:?}");
}
