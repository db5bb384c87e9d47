//! `src/keys/`: the readers know every key of the tables and no other, and the tables of
//! `docs/content/settings/en.md` and `docs/content/write/en.md` are written from them.
//!
//! `GRIOT_GOLDEN=rewrite` writes the pages.

use griot::config::Config;
use griot::content::front_matter;
use griot::diagnostic::{Code, Diagnostic, English};
use griot::keys::{FRONT_MATTER, Inheritance, SETTINGS, SettingSection};
use std::path::Path;

const SITE: &str = "base_url: https://blog.example\nlanguages: {fr: {title: Le blog}}\n";

#[test]
fn the_tables_of_the_settings_page_are_those_of_the_reader() {
    let section = |section: SettingSection| {
        let specs = SETTINGS.iter().filter(move |spec| spec.section == section);
        specs.map(move |spec| row(&[&code(spec.key.name()), spec.default, spec.meaning]))
    };
    let head = "| Key | Default | Meaning |\n| --- | --- | --- |\n";
    let table =
        |rows: &mut dyn Iterator<Item = String>| head.to_string() + &rows.collect::<String>();
    let nested = SETTINGS.iter().filter_map(|spec| {
        let parent = parent(spec.section)?;
        let key = code(&format!("{parent}.{}", spec.key.name()));
        Some(row(&[&key, spec.default, spec.meaning]))
    });
    let tables = [
        ("settings", table(&mut section(SettingSection::Site))),
        ("languages", table(&mut section(SettingSection::Language))),
        ("nested settings", table(&mut { nested })),
    ];
    compare("docs/content/settings/en.md", &tables);
}

#[test]
fn the_table_of_the_writing_page_is_that_of_the_reader() {
    let mut table =
        "| Key | Also read as | Meaning | Shared |\n| --- | --- | --- | --- |\n".to_string();
    for spec in FRONT_MATTER {
        let others: Vec<String> = spec.other_names.iter().map(|name| code(name)).collect();
        let shared = match spec.inheritance {
            Inheritance::None => "no",
            Inheritance::Story | Inheritance::Original => "yes",
        };
        let key = code(spec.key.name());
        table += &row(&[&key, &others.join(", "), spec.meaning, shared]);
    }
    compare("docs/content/write/en.md", &[("front matter", table)]);
}

/// An unknown key gets all known ones as its hint, where none is near.
#[test]
fn the_reader_of_settings_knows_the_keys_of_the_table() {
    let unknown = "zzzzzzzz";
    let case = |section: SettingSection, settings: &str| {
        let problems = match Config::read("griot.yaml", settings) {
            (_, problems) if !problems.is_empty() => problems,
            _ => panic!("nothing is said of {settings}"),
        };
        let hint = problems[0].hint_text(&English).expect("a hint");
        assert_eq!(problems[0].message.code, Code::UnknownKey, "{settings}");
        let names = hint
            .trim_start_matches("known here: `")
            .trim_end_matches('`');
        let mut known: Vec<&str> = names.split("`, `").collect();
        let specs = SETTINGS.iter().filter(|spec| spec.section == section);
        let mut documented: Vec<&str> = specs.map(|spec| spec.key.name()).collect();
        known.sort_unstable();
        documented.sort_unstable();
        assert_eq!(known, documented, "{section:?}");
    };
    let languages = "base_url: https://blog.example\nlanguages: {fr: {title: Le blog, ";
    case(SettingSection::Site, &format!("{SITE}{unknown}: 1\n"));
    case(
        SettingSection::Language,
        &format!("{languages}{unknown}: 1}}}}\n"),
    );
    let menu = format!("{languages}menu: [{{label: A, url: /a/, {unknown}: 1}}]}}}}\n");
    case(SettingSection::MenuItem, &menu);
    let author = format!("{SITE}authors: {{awa: {{name: Awa, {unknown}: 1}}}}\n");
    case(SettingSection::Author, &author);
    case(
        SettingSection::Home,
        &format!("{SITE}home: {{{unknown}: 1}}\n"),
    );
    let newsletter = format!("{SITE}newsletter: {{url: \"https://a.example\", {unknown}: 1}}\n");
    case(SettingSection::Newsletter, &newsletter);
    let license = format!("{SITE}license: {{name: CC BY, {unknown}: 1}}\n");
    case(SettingSection::License, &license);
    case(
        SettingSection::Images,
        &format!("{SITE}images: {{{unknown}: 1}}\n"),
    );
    let typography = format!("{SITE}typography: {{{unknown}: 1}}\n");
    case(SettingSection::Typography, &typography);
    let permalink = format!("{SITE}permalink: {{{unknown}: 1}}\n");
    case(SettingSection::Permalink, &permalink);
    let rule = format!("{SITE}check: {{weight: {{{unknown}: 1}}}}\n");
    case(SettingSection::Rule, &rule);
    case(
        SettingSection::Deploy,
        &format!("{SITE}deploy: {{{unknown}: 1}}\n"),
    );
    let target = format!("{SITE}deploy: {{targets: [{{to: \"s3://bucket\", {unknown}: 1}}]}}\n");
    case(SettingSection::DeployTarget, &target);
    let translate = format!("{SITE}translate: {{{unknown}: 1}}\n");
    case(SettingSection::Translate, &translate);
}

/// The example of each key is read without a word, under each of its names.
#[test]
fn the_reader_of_front_matter_knows_the_keys_of_the_table() {
    let config = Config::parse("griot.yaml", SITE).expect("settings");
    for spec in FRONT_MATTER {
        let (name, value) = spec.example.split_once(": ").expect("`key: value`");
        assert_eq!(name, spec.key.name());
        for name in spec.names() {
            let text = format!("---\n{name}: {value}\n---\n");
            let read = front_matter::read(&"content/a.md".into(), &text, &config);
            let messages = read.diagnostics.iter().map(said).collect::<Vec<_>>();
            assert!(messages.is_empty(), "{text}{messages:?}");
        }
    }
}

fn said(diagnostic: &Diagnostic) -> String {
    diagnostic.message(&English)
}

/// The setting that holds a section; `None` for sections with a table of their own.
fn parent(section: SettingSection) -> Option<&'static str> {
    match section {
        SettingSection::Site | SettingSection::Language => None,
        SettingSection::MenuItem => Some("languages.….menu"),
        SettingSection::Author => Some("authors.…"),
        SettingSection::Home => Some("home"),
        SettingSection::Newsletter => Some("newsletter"),
        SettingSection::License => Some("license"),
        SettingSection::Images => Some("images"),
        SettingSection::Permalink => Some("permalink"),
        SettingSection::Typography => Some("typography"),
        SettingSection::Rule => Some("check.…"),
        SettingSection::Deploy => Some("deploy"),
        SettingSection::DeployTarget => Some("deploy.targets.…"),
        SettingSection::Translate => Some("translate"),
    }
}

fn code(name: &str) -> String {
    format!("`{name}`")
}

/// A row of a Markdown table; an empty cell is one space wide.
fn row(cells: &[&str]) -> String {
    let cells = cells.iter().map(|cell| match *cell {
        "" => " ".to_string(),
        cell => format!(" {cell} "),
    });
    format!("|{}|\n", cells.collect::<Vec<_>>().join("|"))
}

/// Compares the tables between the comments of a page with those given, or writes them.
fn compare(page: &str, tables: &[(&str, String)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(&path).expect(page);
    let mut expected = text.clone();
    for (name, table) in tables {
        let begin = format!("<!-- begin {name}: written from src/keys/ by `cargo test` -->\n");
        let end = format!("<!-- end {name} -->");
        let (before, rest) = expected.split_once(&begin).expect("the comment before");
        let (_, after) = rest.split_once(&end).expect("the comment after");
        expected = format!("{before}{begin}{table}{end}{after}");
    }
    if std::env::var("GRIOT_GOLDEN").is_ok_and(|value| value == "rewrite") {
        std::fs::write(&path, &expected).expect("the page is written");
    } else {
        assert!(
            text == expected,
            "keys changed: GRIOT_GOLDEN=rewrite writes {page}"
        );
    }
}
