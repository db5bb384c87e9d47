//! Each limit of `src/limits.rs`: input just below is accepted, input just above is refused with
//! a message; and the table of limits in `SECURITY.md`.
//!
//! `GRIOT_GOLDEN=rewrite` writes that table.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, article, site};
use crate::program_runner::Folder;
use griot::config::Config;
use griot::content::{Files, front_matter};
use griot::limits::*;
use griot::markdown::{self, MarkdownSource};
use griot::safe_addresses;
use griot::site_folder::SiteFolder;
use std::fmt::Write as _;
use std::sync::Arc;

const SITE: &str = "base_url: https://blog.example\nlanguages:\n  fr: {title: A}\n";

fn front_matter_with_keys(keys: &str) -> Outcome {
    site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n{keys}---\nTexte.\n"
    ))
}

#[test]
fn bytes_of_an_article() {
    let path: Arc<str> = "content/a.md".into();
    let read = |bytes: usize| front_matter::decode_utf8(&path, vec![b'a'; bytes]);
    assert!(read(TEXT_BYTES).is_ok_and(|text| text.len() == TEXT_BYTES));
    let problem = read(TEXT_BYTES + 1).expect_err("too much");
    assert_eq!(
        problem.message(&griot::diagnostic::English),
        "this file has 17 MB, over the limit of 16 MB"
    );
    assert!(problem.hint.is_some());
}

#[test]
fn bytes_of_a_file_that_is_read() {
    let folder = Folder::empty();
    let disk = SiteFolder::new(folder.path(""));
    // a hole in a file system: nothing is written
    let read = |bytes: u64| {
        let file = std::fs::File::create(folder.path("file")).expect("a file");
        file.set_len(bytes).expect("a length");
        disk.read("file")
    };
    assert!(read(FILE_BYTES).is_ok_and(|bytes| bytes.len() as u64 == FILE_BYTES));
    let problem = read(FILE_BYTES + 1).expect_err("too much");
    assert_eq!(
        problem.message(&griot::diagnostic::English),
        "this file has more than the limit of 64 MB"
    );
    assert!(problem.hint.is_some());
}

#[test]
fn depth_of_html() {
    let nested = |depth: usize| {
        let (begin, end) = ("<div>".repeat(depth), "</div>".repeat(depth));
        article(&format!("{begin}T.\n{end}")).with_warnings()
    };
    nested(HTML_NESTING).without_problems();
    let outcome = nested(HTML_NESTING + 1);
    outcome.assert_reported(&["`<div>` is inside too many other elements"]);
    assert_eq!(outcome.page("/a/").matches("<div>").count(), HTML_NESTING);
}

#[test]
fn depth_of_folders() {
    let listed = |folders: usize| {
        let folder = Folder::empty();
        let below = "d/".repeat(folders - 1);
        folder.write(&format!("content/{below}fr.md"), "T.\n");
        let disk = SiteFolder::new(folder.path(""));
        disk.list("content")
    };
    let most = listed(FOLDERS);
    assert!(most.problems.is_empty() && most.files.len() == 1);
    let problems = listed(FOLDERS + 1).problems;
    assert_eq!(
        problems[0].message(&griot::diagnostic::English),
        "this folder is 64 folders deep, and not read"
    );
}

#[test]
fn bytes_of_the_settings() {
    let read = |bytes: usize| {
        let text = SITE.to_string() + &"#".repeat(bytes - SITE.len());
        Config::parse("griot.yaml", &text)
    };
    assert!(read(SETTINGS_BYTES).is_ok());
    let problems = read(SETTINGS_BYTES + 1).expect_err("too much");
    assert_eq!(
        problems[0].message(&griot::diagnostic::English),
        "the settings have more than 1 MB"
    );
}

#[test]
fn bytes_of_front_matter() {
    let with = |bytes: usize| {
        let keys = "title: A\ndate: 2026-11-01\n#";
        let padded = format!("{keys}{:#<1$}\n", "", bytes - keys.len() - 1);
        site(&format!(
            "-- content/articles/a/fr.md --\n---\n{padded}---\nT.\n"
        ))
    };
    with(FRONT_MATTER_BYTES).without_problems();
    with(FRONT_MATTER_BYTES + 1).assert_refused(&[
        "this front matter has 65 KB, over the limit of 64 KB",
        "content/articles/a/fr.md:1:1",
    ]);
}

#[test]
fn depth_of_lists() {
    let yaml = |levels: usize| {
        let lists = levels - 2;
        let (open, close) = ("[".repeat(lists), "]".repeat(lists));
        front_matter_with_keys(&format!("extra: {{x: {open}{close}}}\n"))
    };
    yaml(NESTING - 1).without_problems();
    yaml(NESTING + 1).assert_refused(&["nested too deeply", "at most 128 levels"]);
    let toml = |levels: usize| {
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        site(&format!(
            "-- content/articles/a/fr.md --\n+++\ndate = 2026-11-01\n[extra]\nx = {open}{close}\n+++\nT.\n"
        ))
    };
    toml(TOML_NESTING - 1).without_problems();
    toml(TOML_NESTING + 1).assert_refused(&["nested too deeply", "at most 80 levels"]);
}

#[test]
fn brackets_open_at_once() {
    // in quotes, where they are no lists, after the one of `extra`
    let with = |open: usize| {
        front_matter_with_keys(&format!("extra: {{x: &a \"{}\"}}\n", "[".repeat(open - 1)))
    };
    with(OPEN_BRACKETS).without_problems();
    with(OPEN_BRACKETS + 1).assert_refused(&["nested too deeply"]);
}

#[test]
fn languages_of_a_site() {
    let with = |number: usize| {
        let mut text = "base_url: https://blog.example\nlanguages:\n".to_string();
        let codes = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("{a}{b}")));
        for code in codes.take(number) {
            let _ = writeln!(text, "  {code}: {{name: {code}, title: T}}");
        }
        Config::parse("griot.yaml", &text)
    };
    let most = with(LANGUAGES);
    assert!(most.is_ok(), "{:?}", most.err());
    let problems = with(LANGUAGES + 1).expect_err("too many");
    assert_eq!(
        problems[0].message(&griot::diagnostic::English),
        "there are 33 languages, over the limit of 32"
    );
}

#[test]
fn tags_categories_authors_and_aliases_of_an_article() {
    for list in ["tags", "categories", "authors", "aliases"] {
        let items = |number: usize| {
            let items: Vec<String> = (0..number).map(|number| format!("t{number}")).collect();
            items.join(", ")
        };
        let with =
            |number: usize| front_matter_with_keys(&format!("{list}: [{}]\n", items(number)));
        with(LIST_ITEMS).without_problems();
        for number in [LIST_ITEMS + 1, 8_000] {
            let refused = with(number);
            refused.assert_refused(&[&format!(
                "error: this article has {number} {list}, over the limit of 100\n --> content/articles/a/fr.md:4:"
            )]);
            let errors = refused.problems().matches("error").count();
            assert_eq!(errors, 1, "{}", refused.problems());
        }
        let text = front_matter_with_keys(&format!("{list}: \"{}\"\n", items(LIST_ITEMS + 1)));
        if ["tags", "categories"].contains(&list) {
            text.assert_refused(&[&format!("101 {list}, over the limit of 100")]);
        }
    }
}

#[test]
fn markup_and_words_of_markdown() {
    let path: Arc<str> = "content/a.md".into();
    let parsed = |lines: usize| {
        // a paragraph without its tags: a word and a soft break for each line but the last
        let text = "a\n".repeat(lines);
        let (body, problems) = markdown::parse(&MarkdownSource {
            path: &path,
            text: &text,
            start: 0,
            title: None,
            style: None,
            raw_html: true,
        });
        (body.word_count, problems)
    };
    let most = TOKENS / 2;
    let (words, problems) = parsed(most - 1);
    assert!(words == most - 1 && problems.is_empty(), "{problems:?}");
    let (words, problems) = parsed(most + 1);
    assert_eq!(words, 0);
    assert_eq!(
        problems[0].message(&griot::diagnostic::English),
        "this text has more than 1000000 marks and words of Markdown"
    );
}

/// A block above the limit is accepted and stays plain.
#[test]
fn size_of_highlighted_code() {
    let highlighted = |code: &str| {
        let outcome = article(&format!("```rust\n{code}\n```")).without_problems();
        let page = outcome.page("/a/");
        assert!(page.contains("let"), "the code is there");
        page.contains("class=\"hl-")
    };
    let line = |bytes: usize| format!("let {:a<1$}", "", bytes - 4);
    assert!(highlighted(&line(CODE_LINE_BYTES)));
    assert!(!highlighted(&line(CODE_LINE_BYTES + 1)));
    let lines = |bytes: usize| {
        let last = bytes % 64;
        "let ".to_string() + &"a".repeat(59) + "\n" + &"let b;\n".repeat((bytes - 64 - last) / 7)
    };
    let mut block = lines(CODE_BYTES);
    // with the end of its last line
    block.push_str(&" ".repeat(CODE_BYTES - 1 - block.len()));
    assert!(highlighted(&block));
    block.push(' ');
    assert!(!highlighted(&block));
}

#[test]
fn bytes_of_a_name() {
    let at = |bytes: usize| front_matter_with_keys(&format!("url: /{}/\n", "n".repeat(bytes)));
    at(NAME_BYTES).without_problems();
    at(NAME_BYTES + 1).assert_refused(&["a name has more than 255 bytes", "fr.md:4:"]);
}

#[test]
fn rounds_of_url_decoding() {
    let encoded = |times: usize| format!("/{}41/", "%".to_string() + &"25".repeat(times - 1));
    assert!(safe_addresses::check_site_path(&encoded(DECODINGS - 1)).is_ok());
    assert!(safe_addresses::check_site_path(&encoded(DECODINGS)).is_err());
}

#[test]
fn depth_of_themes() {
    let chain = |themes: usize| {
        let mut text = format!("-- griot.yaml --\n{SITE}theme: t1\n-- content/a.md --\nT.\n");
        for number in 1..themes {
            let last = number + 1 == themes;
            let next = if last {
                "default".to_string()
            } else {
                format!("t{}", number + 1)
            };
            let _ = write!(text, "-- themes/t{number}/theme.yaml --\nextends: {next}\n");
        }
        site(&text)
    };
    chain(THEMES).without_problems();
    chain(THEMES + 1).assert_refused(&["more than 8 themes extend one another", "t8 → default"]);
}

#[test]
fn bytes_of_a_page() {
    let with = |megabytes: usize| {
        let loops = format!("{{% for i in range(end={megabytes}) %}}");
        let text = loops + &".".repeat(1 << 20) + "{% endfor -%}\n";
        site(&format!(
            "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: t\n-- themes/t/theme.yaml --\nextends: default\n\
             -- themes/t/templates/page.html --\n{text}-- content/a.md --\nT.\n"
        ))
    };
    let most = PAGE_BYTES >> 20;
    assert_eq!(with(most).without_problems().page("/a/").len(), PAGE_BYTES);
    with(most + 1).assert_refused(&[
        "this template renders a page of more than 128 MB",
        "themes/t/templates/page.html",
        "while rendering the page `/a/`",
    ]);
}

const FILE: &str = include_str!("../../src/limits.rs");
const BEGIN: &str = "<!-- The limits of src/limits.rs, written by `cargo test`. -->\n";
const END: &str = "<!-- The end of the limits. -->\n";

/// A row for each constant: its number, what it counts, and why.
fn limits_table() -> String {
    let mut table = "| At most | Of what | Why |\n| ---: | --- | --- |\n".to_string();
    let mut comment = Vec::new();
    for line in FILE.lines() {
        if let Some(words) = line.strip_prefix("/// ") {
            comment.push(words);
        } else if let Some(constant) = line.strip_prefix("pub const ") {
            let (_, value) = constant.split_once(" = ").expect("a value");
            let about = comment.join(" ");
            let (what, why) = about.split_once(". ").expect("a reason");
            let _ = writeln!(table, "| {} | {what} | {why} |", readable_number(value));
            comment.clear();
        }
    }
    table
}

/// `16 * 1024 * 1024;` as `16 MB`.
fn readable_number(value: &str) -> String {
    let value = value.trim_end_matches(';');
    if let Some(mega) = value.strip_suffix("1024 * 1024") {
        return format!("{} MB", mega.strip_suffix(" * ").unwrap_or("1"));
    }
    match value.strip_suffix(" * 1024") {
        Some(kilo) => format!("{kilo} KB"),
        None => value.replace('_', ","),
    }
}

#[test]
fn the_table_in_security_md_matches_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/SECURITY.md");
    let page = std::fs::read_to_string(path).expect("SECURITY.md");
    let (before, rest) = page.split_once(BEGIN).expect("the table begins");
    let (_, after) = rest.split_once(END).expect("the table ends");
    let wanted = format!("{before}{BEGIN}\n{}\n{END}{after}", limits_table());
    if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
        std::fs::write(path, &wanted).expect("SECURITY.md is written");
    }
    let fresh = std::fs::read_to_string(path).expect("SECURITY.md");
    assert!(
        fresh == wanted,
        "limits changed: GRIOT_GOLDEN=rewrite writes SECURITY.md"
    );
}
