//! `docs/content/themes/en.md`: its reference matches the view types, and its examples build.
//!
//! `GRIOT_GOLDEN=rewrite` writes the reference from `src/render/view.rs` and the modules below it, and
//! the strings from the English strings of the default theme.

use crate::harness::{FRENCH_AND_ENGLISH, site};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

const VIEWS: &str = concat!(
    include_str!("../../src/render/view.rs"),
    include_str!("../../src/render/view/comment_thread.rs")
);
const STRINGS: &str = include_str!("../../themes/default/strings/en.yaml");
const MARK: &str = "by `cargo test`. -->\n";

/// A struct of `view.rs`: what it is for, and its fields.
struct View {
    name: String,
    about: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    about: String,
}

#[test]
fn the_reference_matches_the_views() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/themes/en.md");
    let page = std::fs::read_to_string(&path).expect("docs/content/themes/en.md");
    let (ours, _) = page.split_once(MARK).expect("the mark of the reference");
    let wanted = format!("{ours}{MARK}{}", reference(&views()) + &strings());
    if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
        std::fs::write(&path, &wanted).expect("docs/content/themes/en.md is written");
    }
    let fresh = std::fs::read_to_string(&path).expect("docs/content/themes/en.md");
    assert!(
        fresh == wanted,
        "views changed: GRIOT_GOLDEN=rewrite writes docs/content/themes/en.md"
    );
}

#[test]
fn the_example_theme_of_the_page_builds() {
    let page = include_str!("../../docs/content/themes/en.md");
    let blocks = page.split("\n```").skip(1).step_by(2);
    let mut files = String::new();
    for block in blocks {
        let (_, text) = block.split_once('\n').expect("a block has lines");
        let first = text.lines().next().unwrap_or_default();
        if let Some(path) = first
            .split([' ', ':'])
            .find(|word| word.starts_with("themes/"))
        {
            let _ = write!(files, "-- {path} --\n{text}\n");
        }
    }
    assert!(files.matches("-- themes/mine/").count() >= 5, "{files}");
    let article = "-- content/articles/a/en.md --\n---\ntitle: A\ndate: 2026-11-01\ntemplate: dossier\ntags: [b]\nextra: {note: Mine}\n---\nText.\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: mine\n{article}{files}"
    ))
    .without_problems();
    assert!(outcome.page("/en/").contains("Everything so far"));
    assert!(outcome.page("/en/a/").contains("<p>Mine</p>"));
    assert!(outcome.page("/en/tags/").contains(">b</a> (1)"));
}

#[test]
fn the_page_mentions_every_partial_and_style_sheet_of_the_default_theme() {
    let page = include_str!("../../docs/content/themes/en.md");
    let pieces = include_str!("../../themes/default/templates/components.html");
    for piece in pieces.split("{%- component ").skip(1) {
        let (piece, _) = piece.split_once(") %}").expect("a component has arguments");
        let (name, arguments) = piece.split_once('(').expect("a component has arguments");
        let row = format!("\n| `{name}` |");
        let row = page.split_once(&row).expect("a row of the page").1;
        let row = row.lines().next().unwrap_or_default();
        for argument in arguments.split(", ").filter(|name| !name.starts_with('@')) {
            let argument = argument.split([':', ' ']).next().unwrap_or_default();
            let known =
                row.contains(&format!("`{argument}`")) || row.contains(&format!("`{argument}="));
            assert!(known, "{name} has {argument}: {row}");
        }
    }
    let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/styles");
    for style in std::fs::read_dir(styles).expect("styles") {
        let name = style.expect("a style").file_name();
        let name = name.to_string_lossy();
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

/// The types in the order of the files. Every type and field says what it is.
fn views() -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut about = String::new();
    for line in VIEWS.lines() {
        let line = line.trim();
        if let Some(text) = line.strip_prefix("///") {
            about = format!("{about} {}", text.trim()).trim().to_string();
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest
                .split(['<', ' '])
                .next()
                .unwrap_or_default()
                .to_string();
            assert!(!about.is_empty(), "{name} says not what it is");
            let about = std::mem::take(&mut about);
            let fields = Vec::new();
            views.push(View {
                name,
                about,
                fields,
            });
        } else if let Some((name, kind)) = field(line) {
            let view = views.last_mut().expect("a field is in a struct");
            assert!(
                !about.is_empty(),
                "{}.{name} says not what it is",
                view.name
            );
            let about = std::mem::take(&mut about);
            view.fields.push(Field { name, kind, about });
        }
    }
    assert!(views.len() > 15 && views.iter().all(|view| !view.fields.is_empty()));
    views
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, kind) = line
        .strip_prefix("pub ")?
        .strip_suffix(',')?
        .split_once(": ")?;
    Some((name.to_string(), kind.to_string()))
}

fn reference(views: &[View]) -> String {
    let mut text = String::new();
    for view in views {
        let (title, about) = match view.about.split_once("`: ") {
            Some((name, about)) => (format!("{name}`"), about.to_string()),
            None => (small(&view.name), view.about.clone()),
        };
        let _ = write!(
            text,
            "\n### {title}\n\n{}\n\n| Name | Type | What |\n| --- | --- | --- |\n",
            sentence(&about)
        );
        for Field { name, kind, about } in &view.fields {
            let kind = in_words(name, kind);
            let _ = writeln!(text, "| `{name}` | {kind} | {} |", sentence(about));
        }
    }
    text
}

/// Every string that the default theme has, with its English text.
fn strings() -> String {
    let mut text = "\n## Strings\n\nWhat the default theme says, in `strings/<language>.yaml`; here in English.\n\n\
         | Key | English |\n| --- | --- |\n"
        .to_string();
    let strings: BTreeMap<String, Value> = serde_yaml::from_str(STRINGS).expect("strings");
    for (key, value) in &strings {
        let said = match value {
            Value::Mapping(forms) => {
                let forms = forms
                    .iter()
                    .map(|(form, said)| format!("{}: {}", word(form), word(said)));
                forms.collect::<Vec<_>>().join("; ")
            }
            plain => word(plain).to_string(),
        };
        let _ = writeln!(text, "| `{key}` | {} |", said.trim().replace('|', "\\|"));
    }
    text
}

fn word(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// `TermView` is a `term` in the page.
fn small(name: &str) -> String {
    name.trim_end_matches("View").to_lowercase()
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    let end = if text.ends_with(['.', '`', ')']) {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.unwrap_or_default(), letters.as_str())
}

/// A Rust type as who writes templates calls it.
fn in_words(name: &str, kind: &str) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer)?.strip_suffix('>');
    if kind.starts_with("BTreeMap<") {
        let of = if name == "html" { "HTML" } else { "text" };
        return format!("map: {of}");
    }
    if let Some(item) = inside("Option<") {
        return format!("{}, or `none`", in_words(name, item));
    }
    if let Some(item) = inside("Vec<") {
        return format!("list: {}", in_words(name, item));
    }
    let bare = kind
        .split('<')
        .next()
        .unwrap_or(kind)
        .trim_start_matches('&');
    match (bare, name) {
        ("Value", "extra") => "anything".to_string(),
        ("Value", "head" | "lead" | "content") => "HTML".to_string(),
        ("Value", html) if html.ends_with("_html") => "HTML".to_string(),
        ("Value", "urls") => "list: text".to_string(),
        ("Value", "language") => "[language](#language)".to_string(),
        ("Value", "tags" | "categories") => "[term](#term)".to_string(),
        ("Value", _) => "[card](#card)".to_string(),
        ("usize" | "u32" | "i8" | "i16", _) => "number".to_string(),
        ("bool", _) => "`true` or `false`".to_string(),
        (view, _) if view.ends_with("View") => format!("[{0}](#{0})", small(view)),
        _ => "text".to_string(),
    }
}
