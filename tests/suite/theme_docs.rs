//! `docs/content/themes/`: its reference matches the view types, and its examples build.
//!
//! `GRIOT_GOLDEN=rewrite` writes the English reference from `src/render/view.rs` and the modules below
//! it, and the strings from those of the default theme. The French reference is written by hand; its
//! names and types are compared.

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
const FRENCH_STRINGS: &str = include_str!("../../themes/default/strings/fr.yaml");
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
    let head = "\n## Strings\n\nWhat the default theme says, in `strings/<language>.yaml`; here in English.\n\n\
        | Key | English |\n| --- | --- |\n";
    let wanted = format!(
        "{ours}{MARK}{}{head}{}",
        reference(&views()),
        strings(STRINGS)
    );
    write_or_compare(&path, &wanted);
}

#[test]
fn the_french_reference_has_the_names_and_types_of_the_english_one() {
    let english = reference(&views());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/themes/fr.md");
    let page = std::fs::read_to_string(&path).expect("docs/content/themes/fr.md");
    let (_, french) = page.split_once(MARK).expect("the mark of the reference");
    let (french, _) = french.split_once("\n## ").expect("the strings");
    let names_and_types = |reference: &str, first: &str| -> Vec<String> {
        let is_row = |line: &&str| line.starts_with("| `") || line.starts_with("### ");
        let cells = |line: &str| line.split(" | ").take(2).collect::<Vec<_>>().join(" | ");
        assert!(reference.contains(first), "{first}");
        reference.lines().filter(is_row).map(cells).collect()
    };
    let english = names_and_types(&english, "| Name |");
    let french = names_and_types(french, "| Nom |");
    let english: Vec<String> = english.iter().map(|line| in_french(line)).collect();
    assert_eq!(english, french);
}

#[test]
fn the_french_strings_of_the_page_are_those_of_the_theme() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/themes/fr.md");
    let page = std::fs::read_to_string(&path).expect("docs/content/themes/fr.md");
    let begin = "<!-- begin texts -->\n";
    let (before, rest) = page.split_once(begin).expect("the comment before");
    let (_, after) = rest
        .split_once("<!-- end texts -->")
        .expect("the comment after");
    let table = format!(
        "| Clé | En français |\n| --- | --- |\n{}",
        strings(FRENCH_STRINGS)
    );
    write_or_compare(
        &path,
        &format!("{before}{begin}{table}<!-- end texts -->{after}"),
    );
}

fn write_or_compare(path: &Path, wanted: &str) {
    if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
        std::fs::write(path, wanted).expect("the page is written");
    }
    let fresh = std::fs::read_to_string(path).expect("the page");
    let path = path.display();
    assert!(fresh == wanted, "GRIOT_GOLDEN=rewrite writes {path}");
}

/// A type of the English reference as the French one calls it.
fn in_french(line: &str) -> String {
    let words = [
        ("`true` or `false`", "`true` ou `false`"),
        (", or `none`", ", ou `none`"),
        ("| list:", "| liste :"),
        ("| map:", "| table :"),
        ("anything", "ce que l’on veut"),
    ];
    let line = words
        .iter()
        .fold(line.to_string(), |line, (english, french)| {
            line.replace(english, french)
        });
    match line.split_once(" | ") {
        Some((name, kind)) => {
            let kind = kind.replace("text", "texte").replace("number", "nombre");
            format!("{name} | {kind}")
        }
        None => line,
    }
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

/// Every string that the default theme has, with its text in one language.
fn strings(strings: &str) -> String {
    let mut text = String::new();
    let strings: BTreeMap<String, Value> = serde_yaml::from_str(strings).expect("strings");
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
        if name == "lead" {
            return "[card](#card), or `none`".to_string();
        }
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
        ("Value", "tags" | "categories" | "kicker") => "[term](#term)".to_string(),
        ("Value", _) => "[card](#card)".to_string(),
        ("usize" | "u32" | "i8" | "i16", _) => "number".to_string(),
        ("bool", _) => "`true` or `false`".to_string(),
        (view, _) if view.ends_with("View") => format!("[{0}](#{0})", small(view)),
        _ => "text".to_string(),
    }
}
