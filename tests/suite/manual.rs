//! The manual in `docs/`: its contents name every page, its French tables have the keys of the
//! English ones, and its common messages are those of the program, in both languages.

use crate::messages_in_french::entries;
use std::path::Path;

#[test]
fn the_french_tables_have_the_keys_of_the_english_ones() {
    for (name, tables) in [
        (
            "settings",
            &["settings", "languages", "nested settings"][..],
        ),
        ("write", &["front matter"]),
    ] {
        for table in tables {
            let english = rows(between(&page(name, "en"), table));
            let french = rows(between(&page(name, "fr"), table));
            assert_eq!(english.len(), french.len(), "{name}, {table}");
            for (english, french) in english.iter().zip(&french) {
                assert_eq!(facts(english), facts(french), "{name}, {table}");
                assert!(french[2] != english[2], "not translated: {french:?}");
            }
        }
    }
}

#[test]
fn the_common_messages_are_those_of_the_program() {
    let common = |language: &str, heading: &str| {
        let page = page("messages", language);
        let (_, rest) = page.split_once(heading).expect("the section");
        rows(rest.split("\n## ").next().unwrap_or_default())
    };
    let english = common("en", "\n## Common messages\n");
    let french = common("fr", "\n## Messages courants\n");
    assert!(english.len() >= 40);
    assert_eq!(english.len(), french.len());
    let entries = entries();
    for (english, french) in english.iter().zip(&french) {
        let (english, french) = (message(&english[0]), message(&french[0]));
        let mut entries = entries.iter();
        let is_known = entries.any(|(template, texts)| {
            is_message(template, &english) && texts.iter().any(|text| is_message(text, &french))
        });
        assert!(is_known, "no message of the program: {english} / {french}");
    }
}

#[test]
fn the_contents_name_every_page() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let read = |path: &str| std::fs::read_to_string(docs.join(path)).expect(path);
    let settings = read("griot.yaml");
    let list = read("README.md");
    for folder in std::fs::read_dir(docs.join("content")).expect("docs/content") {
        let name = folder.expect("a folder").file_name();
        let name = name.to_str().expect("a name");
        let french = page(name, "fr");
        let slug = french.lines().find_map(|line| line.strip_prefix("slug: "));
        let slug = slug.unwrap_or_else(|| panic!("{name}/fr.md has a `slug`"));
        for address in [name, slug] {
            let line = format!("{{at: {address}/, ");
            assert!(settings.contains(&line), "docs/griot.yaml: {line}");
        }
        let link = format!("](content/{name}/en.md)");
        assert!(list.contains(&link), "docs/README.md: {link}");
    }
}

fn page(name: &str, language: &str) -> String {
    let path = format!("docs/content/{name}/{language}.md");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()))
}

/// The text between the comments of a table.
fn between<'a>(page: &'a str, table: &str) -> &'a str {
    let (_, rest) = page
        .split_once(&format!("<!-- begin {table}: "))
        .expect("the comment before");
    let (text, _) = rest
        .split_once(&format!("<!-- end {table} -->"))
        .expect("the comment after");
    text
}

/// The cells of each row of the tables in a text, without the heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_head = |at: usize| {
        lines
            .get(at + 1)
            .is_some_and(|next| next.starts_with("| ---"))
    };
    let rows = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| line.starts_with("| ") && !line.starts_with("| ---") && !is_head(*at));
    rows.map(|(_, line)| cells(line)).collect()
}

fn cells(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\0");
    let cells = line.trim_matches('|').split('|');
    cells.map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// What no language changes in the row of a key: the code in its cells, but for the meaning, and
/// whether translations share it.
fn facts(row: &[String]) -> Vec<String> {
    let cells = row.iter().enumerate().filter(|(at, _)| *at != 2);
    let facts = cells.map(|(_, cell)| match cell.as_str() {
        "yes" | "oui" => "shared".to_string(),
        cell => cell.split('`').skip(1).step_by(2).collect(),
    });
    facts.collect()
}

/// The words of a message in a cell: what is between its backticks.
fn message(cell: &str) -> String {
    let marks = cell.len() - cell.trim_start_matches('`').len();
    assert!(marks > 0, "a message is code: {cell}");
    cell[marks..cell.len() - marks].trim().to_string()
}

/// Whether a message is made from a template. The page has ordinary spaces.
fn is_message(template: &str, message: &str) -> bool {
    let template = template
        .replace(['\u{a0}', '\u{202f}'], " ")
        .replace("{{", "\u{1}")
        .replace("}}", "\u{2}");
    let parts = template.split('{').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('}').map_or("", |(_, text)| text),
    });
    let parts: Vec<String> = parts
        .map(|part| part.replace('\u{1}', "{").replace('\u{2}', "}"))
        .collect();
    // `{a} and {b}` is a part of messages
    let letters = parts.iter().flat_map(|part| part.chars());
    if letters.filter(|c| c.is_alphabetic()).count() < 6 {
        return false;
    }
    let Some((first, others)) = parts.split_first() else {
        return false;
    };
    let Some(mut rest) = message.strip_prefix(first.as_str()) else {
        return false;
    };
    let Some((last, middle)) = others.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        match rest.split_once(part.as_str()) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last.as_str())
}
