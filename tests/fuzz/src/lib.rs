//! Fuzz targets: functions that take any bytes and panic where a property does not hold.
//!
//! The targets of cargo-fuzz call them with random bytes; `cargo test` calls them with the seeds,
//! with every regression, and with sites from proptest. They use no disk and no clock.

mod browser_tree;
mod html_checks;
mod whole_site;

pub use browser_tree::BrowserTree;
pub use whole_site::{WholeSite, assert_no_forbidden_chars, build_and_check};

use griot::config::Config;
use griot::content::front_matter;
use griot::diagnostic::{self, Diagnostic};
use griot::markdown::{self, MarkdownSource};
use griot::safe_addresses;
use griot::text::typography::{TypographyRules, TypographyStyle, typeset_str};
use griot::text::{emoji, fold, slug};
use griot::translations::alignment::{SectionKey, align};
use std::sync::{Arc, LazyLock};

/// A function that takes any bytes, and panics where a property does not hold.
pub type Target = fn(&[u8]);

/// A target of cargo-fuzz and its name.
pub struct NamedTarget {
    pub name: &'static str,
    pub run: Target,
}

const fn named(name: &'static str, run: Target) -> NamedTarget {
    NamedTarget { name, run }
}

/// Every target of cargo-fuzz.
pub const TARGETS: [NamedTarget; 7] = [
    named("front_matter", front_matter),
    named("settings", settings),
    named("addresses", addresses),
    named("typography", typography),
    named("alignment", alignment),
    named("raw_html", raw_html),
    named("site", site),
];

/// The settings of every site here.
pub const SETTINGS: &str = "\
base_url: https://blog.example
timezone: Africa/Dakar
raw_html: false
cards: false
feeds: [atom, json, rss]
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
";

static CONFIG: LazyLock<Config> =
    LazyLock::new(|| Config::parse("griot.yaml", SETTINGS).expect("valid settings"));

/// The front matter of any `.md` file: the places of its diagnostics are in the file, and they can
/// be printed.
pub fn front_matter(bytes: &[u8]) {
    let path: Arc<str> = "content/articles/a/fr.md".into();
    let Ok(text) = front_matter::decode_utf8(&path, bytes.to_vec()) else {
        return;
    };
    let read = front_matter::read(&path, &text, &CONFIG);
    assert!(
        text.is_char_boundary(read.body),
        "the body begins inside a character"
    );
    assert_printable(&text, &read.diagnostics);
}

/// Any text as `griot.yaml` and as `griot.toml`: it has a language, or errors.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for path in ["griot.yaml", "griot.toml"] {
        match Config::parse(path, &text) {
            Ok(config) => assert!(!config.languages.is_empty(), "no language"),
            Err(diagnostics) => {
                assert!(!diagnostics.is_empty(), "refused without a diagnostic");
                assert_printable(&text, &diagnostics);
            }
        }
    }
}

/// Asserts that all places are in the text, and that no control character reaches the terminal.
fn assert_printable(text: &str, diagnostics: &[Diagnostic]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for diagnostic in diagnostics {
        let span = diagnostic.span.clone().unwrap_or(0..0);
        assert!(
            text.get(span).is_some(),
            "a place outside the text: {diagnostic:?}"
        );
    }
    let printed = diagnostic::print(
        diagnostics,
        &diagnostic::English,
        &|_| Some(text.to_string()),
        false,
    );
    let is_control = |c: char| c.is_control() && c != '\n';
    assert!(
        !printed.contains(is_control),
        "a control character for the terminal: {printed:?}"
    );
}

/// Any title and any path: a slug has only letters, digits and hyphens, and an accepted path stays
/// below the root, however often it is decoded.
pub fn addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let name = slug::slug(&text);
    let is_slug_char = |c: char| c == '-' || !c.is_ascii() || c.is_ascii_alphanumeric();
    assert!(name.chars().all(is_slug_char), "{name:?}");
    assert!(!name.starts_with('-') && !name.ends_with('-'), "{name:?}");
    assert_eq!(slug::slug(&name), name, "the slug of a slug");
    let key = fold::fold(&text);
    assert_eq!(fold::fold(&key), key, "folded twice");
    let mut path = text.to_string();
    if safe_addresses::check_site_path(&path).is_err() {
        return;
    }
    for _ in 0..8 {
        let below = path.split(['?', '#']).next().unwrap_or_default();
        assert!(
            !below.starts_with("//") && !below.contains('\\'),
            "{text:?}"
        );
        assert!(below.split('/').all(|part| part.trim() != ".."), "{text:?}");
        assert!(!below.contains(char::is_control), "{text:?}");
        let decoded = griot::site::decode(&path);
        match decoded.filter(|decoded| *decoded != path) {
            Some(decoded) => path = decoded,
            None => return,
        }
    }
}

/// Any text in any language: typography keeps every letter in its order, and a second run changes
/// nothing.
pub fn typography(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for code in ["fr", "en", "de", "sv", "ja"] {
        let rules = TypographyRules::for_language(code);
        let style = TypographyStyle { rules, keep: &[] };
        let typeset = typeset_str(&style, &text);
        assert!(
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .eq(typeset.chars().filter(|c| c.is_alphanumeric())),
            "{rules:?} lost a letter of {text:?}: {typeset:?}"
        );
        assert_eq!(
            typeset_str(&style, &typeset),
            typeset,
            "{rules:?}, typeset twice: {text:?}"
        );
    }
}

/// Two outlines with `===` between, one heading per line: a heading has at most one counterpart,
/// and is the counterpart of its counterpart.
pub fn alignment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (left, right) = text.split_once("===").unwrap_or((&text, &text));
    let (left, right) = (heading_keys(left), heading_keys(right));
    let (to_right, to_left) = (align(&left, &right), align(&right, &left));
    assert_eq!((to_right.len(), to_left.len()), (left.len(), right.len()));
    for (at, counterpart) in to_right.iter().enumerate() {
        if let Some(counterpart) = counterpart {
            assert_eq!(
                to_left[*counterpart],
                Some(at),
                "not the same from the other side"
            );
        }
    }
    let count = |side: &[Option<usize>]| side.iter().flatten().count();
    assert_eq!(count(&to_right), count(&to_left));
}

fn heading_keys(outline: &str) -> Vec<SectionKey<'_>> {
    let level = |line: &str| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (level as u8).clamp(1, 6)
    };
    outline
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| SectionKey {
            key: line.split_once("{#").map(|(_, key)| key),
            own_id: "",
            evidence: None,
            level: level(line),
            emoji: emoji::key(line).into(),
        })
        .collect()
}

/// Any text of an article: a browser finds what is around the article where it was, and no address
/// of a script in it.
pub fn raw_html(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let path: Arc<str> = "content/articles/a/fr.md".into();
    let (body, diagnostics) = markdown::parse(&MarkdownSource {
        path: &path,
        text: &text,
        start: 0,
        title: Some("A"),
        style: None,
        raw_html: true,
    });
    for diagnostic in &diagnostics {
        let span = diagnostic.span.clone().unwrap_or(0..0);
        assert!(text.get(span).is_some(), "a place outside: {diagnostic:?}");
    }
    let page = |html: &str| {
        format!(
            "<!DOCTYPE html><main><article><div class=content>{html}</div></article></main><footer><p>x"
        )
    };
    for runs_scripts in [true, false] {
        let tree = BrowserTree::new(&page(&body.html), runs_scripts);
        let plain = BrowserTree::new(&page(""), runs_scripts);
        assert_eq!(tree.skeleton(), plain.skeleton(), "{text}\n{}", body.html);
        let scripts = tree.script_addresses();
        assert!(scripts.is_empty(), "{scripts:?} in {text}\n{}", body.html);
    }
}

/// Asserts that the HTML of one page is well-formed, with unique ids.
pub fn assert_page_is_well_formed(page: &str) {
    html_checks::assert_well_formed("a page", page);
}

/// A whole site: files after lines `-- path --`, as in one-string sites.
pub fn site(bytes: &[u8]) {
    build_and_check(WholeSite::parse(&String::from_utf8_lossy(bytes)));
}
