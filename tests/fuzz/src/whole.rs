//! A whole site in one string, and what must hold for all that comes of it.

use super::html;
use griot::assets::AssetBuilder;
use griot::cache::NullStore;
use griot::content::{Files, Memory};
use griot::diagnostic;
use griot::pipeline::{self, Options, Session};
use griot::render::{Rendered, Renderer};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A site to be built, with the default theme.
pub struct Whole {
    files: Memory,
}

impl Whole {
    /// Files after lines `-- path --`, below `content/`; what comes before the first is an
    /// article.
    pub fn read(text: &str) -> Self {
        let mut whole = Whole {
            files: Memory::default(),
        };
        let mut path = "articles/a/fr.md".to_string();
        let mut content = String::new();
        for line in text.split_inclusive('\n') {
            let named = line.trim_end().strip_prefix("-- ");
            match named.and_then(|line| line.strip_suffix(" --")) {
                Some(next) => {
                    whole.file(&path, std::mem::take(&mut content).as_bytes());
                    path = next.to_string();
                }
                None => content.push_str(line),
            }
        }
        whole.file(&path, content.as_bytes());
        whole
    }

    /// Adds a file below `content/`, if a disk could hold its name.
    pub fn file(&mut self, path: &str, bytes: &[u8]) {
        let impossible = |part: &str| part.is_empty() || part == "." || part == "..";
        let on_a_disk = !path.split('/').any(impossible) && !path.contains('\0');
        if on_a_disk && !bytes.is_empty() {
            self.files.insert(&format!("content/{path}"), bytes);
        }
    }

    /// Every file of `public/`; nothing for a site with errors, of which something is said.
    fn build(mut self) -> BTreeMap<String, Vec<u8>> {
        self.files.insert(griot::config::SETTINGS, super::SETTINGS);
        let options = Options {
            now: "2026-11-23T12:00:00Z".parse().expect("a moment"),
            base_url: None,
            local: None,
            drafts: false,
            future: false,
            strict: false,
        };
        let (built, diagnostics) =
            pipeline::build(&self.files, &options, &mut Session::default(), &mut |_| {});
        let text = |path: &str| String::from_utf8(self.files.read(path).ok()?).ok();
        let said = diagnostic::print(&diagnostics, &text, false);
        let written = Mutex::new(BTreeMap::new());
        let Some(built) = built else {
            assert!(said.contains("error: "), "refused without a word");
            return BTreeMap::new();
        };
        let asset_builder = AssetBuilder::new(&self.files, &NullStore);
        let renderer = Renderer::new(&built.site, &built.theme);
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

/// Builds it: paths stay inside, pages are balanced with ids that are unique, XML and JSON can
/// be read, and no file holds a character that its format has no way to write. Gives the
/// number of files.
pub fn holds(whole: Whole) -> usize {
    let files = whole.build();
    for (path, bytes) in &files {
        inside(path);
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let text = std::str::from_utf8(bytes);
        match ending {
            "html" => html::holds(path, text.expect("UTF-8")),
            "xml" => xml(path, text.expect("UTF-8")),
            "json" | "webmanifest" => {
                let json: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
                assert!(json.is_ok(), "{path}: {json:?}");
            }
            _ => {}
        }
    }
    files.len()
}

fn inside(path: &str) {
    let bad = |part: &str| {
        let bare = part.trim_end_matches(['.', ' ']);
        bare.is_empty() || bare != part || part.len() > 255
    };
    let special = |c: char| c.is_control() || c == '\\';
    assert!(
        !path.split('/').any(bad) && !path.contains(special),
        "a file at {path:?}"
    );
}

fn xml(path: &str, text: &str) {
    legal(path, text);
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

/// No control character and no noncharacter: neither HTML nor XML 1.0 has a way to write them.
pub fn legal(path: &str, text: &str) {
    let odd = |c: char| {
        let code = u32::from(c);
        let space = matches!(c, '\n' | '\r' | '\t');
        (c.is_control() && !space) || code & 0xfffe == 0xfffe || (0xfdd0..=0xfdef).contains(&code)
    };
    let found = text.chars().find(|c| odd(*c));
    assert!(found.is_none(), "{path} holds {found:?}");
}
