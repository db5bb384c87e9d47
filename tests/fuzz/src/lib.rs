//! What must hold for any bytes at all, as functions that panic where it does not.
//!
//! The targets of cargo-fuzz call them with what they find; `cargo test` with the seeds, with
//! every case that was found, and with sites made by proptest. Needs no disk and no clock.

mod html;
mod whole;

pub use whole::{Whole, holds, legal};

use griot::config::{Config, address};
use griot::content::front_matter;
use griot::diagnostic::{self, Diagnostic};
use griot::text::typography::{Rules, Style, typeset_str};
use griot::text::{emoji, slug};
use griot::translations::alignment::{HeadingKey, align};
use std::sync::{Arc, LazyLock};

/// Takes any bytes, and panics where something does not hold.
pub type Target = fn(&[u8]);

/// Every target of cargo-fuzz, by its name.
pub const TARGETS: [(&str, Target); 6] = [
    ("front_matter", front_matter),
    ("settings", settings),
    ("addresses", addresses),
    ("typography", typography),
    ("alignment", alignment),
    ("site", site),
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
    LazyLock::new(|| Config::parse("griot.yaml", SETTINGS).expect("settings that can be read"));

/// Any file named `.md`: its places are in it, and what is said of it can be printed.
pub fn front_matter(bytes: &[u8]) {
    let path: Arc<str> = "content/articles/a/fr.md".into();
    let Ok(text) = front_matter::text_of(&path, bytes.to_vec()) else {
        return;
    };
    let read = front_matter::read(&path, &text, &CONFIG);
    assert!(
        text.is_char_boundary(read.body),
        "the body begins in a character"
    );
    printable(&text, &read.diagnostics);
}

/// Any `griot.yaml`, in TOML too.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for path in ["griot.yaml", "griot.toml"] {
        match Config::parse(path, &text) {
            Ok(config) => assert!(!config.languages.is_empty(), "no language"),
            Err(problems) => {
                assert!(!problems.is_empty(), "refused without a word");
                printable(&text, &problems);
            }
        }
    }
}

fn printable(text: &str, diagnostics: &[Diagnostic]) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for diagnostic in diagnostics {
        let span = diagnostic.span.clone().unwrap_or(0..0);
        assert!(
            text.get(span).is_some(),
            "a place that is none: {diagnostic:?}"
        );
    }
    let said = diagnostic::print(diagnostics, &|_| Some(text.to_string()), false);
    let obeyed = |c: char| c.is_control() && c != '\n';
    assert!(!said.contains(obeyed), "a terminal would obey {said:?}");
}

/// Any title and any path: slugs hold no more than their letters, and a path that is accepted
/// stays below the root, however often it is decoded.
pub fn addresses(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let name = slug::slug(&text);
    let plain = |c: char| c == '-' || !c.is_ascii() || c.is_ascii_alphanumeric();
    assert!(name.chars().all(plain), "{name:?}");
    assert!(!name.starts_with('-') && !name.ends_with('-'), "{name:?}");
    assert_eq!(slug::slug(&name), name, "the slug of a slug");
    let key = slug::fold(&text);
    assert_eq!(slug::fold(&key), key, "folded twice");
    let mut path = text.to_string();
    if address::check_site_path(&path).is_err() {
        return;
    }
    for _ in 0..8 {
        let way = path.split(['?', '#']).next().unwrap_or_default();
        assert!(!way.starts_with("//") && !way.contains('\\'), "{text:?}");
        assert!(way.split('/').all(|part| part.trim() != ".."), "{text:?}");
        assert!(!way.contains(char::is_control), "{text:?}");
        let decoded = griot::site::decode(&path);
        match decoded.filter(|decoded| *decoded != path) {
            Some(decoded) => path = decoded,
            None => return,
        }
    }
}

/// Any text in any language: every letter stays, in its order, and twice is once.
pub fn typography(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for rules in [Rules::French, Rules::English, Rules::Plain] {
        let style = Style { rules, keep: &[] };
        let set = typeset_str(&style, &text);
        assert!(
            text.chars()
                .filter(|c| c.is_alphanumeric())
                .eq(set.chars().filter(|c| c.is_alphanumeric())),
            "{rules:?} lost a letter of {text:?}: {set:?}"
        );
        assert_eq!(
            typeset_str(&style, &set),
            set,
            "{rules:?}, set twice: {text:?}"
        );
    }
}

/// Two outlines, apart at `===`, a heading on each line: who is matched is matched once, and
/// the other way round as well.
pub fn alignment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once("===").unwrap_or((&text, &text));
    let (a, b) = (marks(a), marks(b));
    let (to, back) = (align(&a, &b), align(&b, &a));
    assert_eq!((to.len(), back.len()), (a.len(), b.len()));
    for (at, other) in to.iter().enumerate() {
        if let Some(other) = other {
            assert_eq!(back[*other], Some(at), "not the same from the other side");
        }
    }
    let matched = |side: &[Option<usize>]| side.iter().flatten().count();
    assert_eq!(matched(&to), matched(&back));
}

fn marks(outline: &str) -> Vec<HeadingKey<'_>> {
    let mark = |line: &str| {
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        (level as u8).clamp(1, 6)
    };
    outline
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| HeadingKey {
            key: line.split_once("{#").map(|(_, key)| key),
            level: mark(line),
            emoji: emoji::name(line).into(),
        })
        .collect()
}

/// One page of a site: balanced, with ids that are unique.
pub fn page_holds(page: &str) {
    html::holds("a page", page);
}

/// A whole site: files after lines `-- path --`, as in one-string sites.
pub fn site(bytes: &[u8]) {
    holds(Whole::read(&String::from_utf8_lossy(bytes)));
}
