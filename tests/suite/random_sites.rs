//! Properties of every site, with random text in every field: output paths stay below the root,
//! ids are unique, HTML is balanced, XML and JSON are well-formed.

use crate::fuzz_seeds::targets::{WholeSite, build_and_check};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::cell::Cell;
use std::fmt::Write as _;

/// Words, marks, what ends an attribute or an element, what leads out, what no page can show.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zé ]{1,8}",
        2 => "\\PC{1,4}",
        2 => "[<>\"'&/:.%{}\\[\\]|*_#`~!?;=$^@-]{1,4}",
        1 => prop::sample::select(vec![
            "</script>", "<!--", "]]>", "</title>", "../", "..\\", "%2e%2e/", "javascript:", "{{ 1 }}", "{% x %}", "\u{1}", "\u{fffe}",
            "\u{202e}", "\u{2028}", "\n", "🚀", "👨‍👩‍👧", "\u{fe0f}", "e\u{301}", "https://a.example/?b=c", "CON", "index", "&amp;", "&#1;",
        ]).prop_map(str::to_string),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// Markdown of such texts, in every kind of block.
fn markdown() -> impl Strategy<Value = String> {
    let begin = prop::sample::select(vec![
        "",
        "",
        "## ",
        "### 🚀 ",
        "> ",
        "> [!NOTE]\n> ",
        "- ",
        "- [x] ",
        "1. ",
        "    ",
        "```rust\n",
        "| a | b |\n|---|---|\n| ",
        ": ",
        "[^1]: ",
        "![",
        "[",
        "<b>",
        "<!--more-->\n",
        "***\n",
        "`",
        "[a]: ",
    ]);
    let end = prop::sample::select(vec![
        "\n",
        "\n\n",
        "\n\n",
        " {#id}\n\n",
        "\n```\n",
        " |\n\n",
        "[^1]\n\n",
        "](https://a.example 't')\n\n",
        "](#id)\n\n",
        "`\n",
        "-->\n\n",
    ]);
    let block = (begin, text(), end).prop_map(|(begin, text, end)| format!("{begin}{text}{end}"));
    prop::collection::vec(block, 0..10).prop_map(|blocks| blocks.concat())
}

/// A YAML scalar that is this text to the letter.
fn quoted(text: &str) -> String {
    let codes = text.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    format!("\"{}\"", codes.collect::<String>())
}

/// Builds sites of these parts until `cases` were tried; `most` of them must have been built.
fn assert_holds_for_random_sites<P: std::fmt::Debug>(
    cases: u32,
    parts: impl Strategy<Value = P>,
    site: impl Fn(&P) -> WholeSite,
    most: u32,
) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Default::default()
    };
    let built = Cell::new(0);
    let tried = TestRunner::new(config).run(&parts, |parts| {
        built.set(built.get() + u32::from(build_and_check(site(&parts)) > 0));
        Ok(())
    });
    if let Err(failed) = tried {
        panic!("{failed}");
    }
    assert!(
        built.get() >= most,
        "{} of {cases} sites were built",
        built.get()
    );
}

const WORDS: [&str; 8] = [
    "title",
    "description",
    "summary",
    "tags",
    "categories",
    "authors",
    "image_alt",
    "extra",
];

#[test]
fn random_fields_and_text_give_whole_pages() {
    let parts = (
        prop::collection::vec(text(), WORDS.len()),
        markdown(),
        markdown(),
    );
    let site = |(words, french, english): &(Vec<String>, String, String)| {
        let mut front = String::new();
        for (key, word) in WORDS.iter().zip(words) {
            let value = match *key {
                "tags" | "categories" | "authors" => format!("[{0}, {0}, b]", quoted(word)),
                "extra" => format!("{{{0}: [{0}]}}", quoted(word)),
                _ => quoted(word),
            };
            let _ = writeln!(front, "{key}: {value}");
        }
        let mut whole = WholeSite::parse("");
        let fr = format!("---\n{front}date: 2026-11-23\nslug: a\ntoc: true\n---\n{french}");
        whole.add_file("articles/a/fr.md", fr.as_bytes());
        let en = format!(
            "---\ntitle: {0}\nslug: b\n---\n{english}",
            quoted(&words[0])
        );
        whole.add_file("articles/a/en.md", en.as_bytes());
        let page = format!("---\ntitle: {}\nslug: c\n---\n{french}", quoted(&words[1]));
        whole.add_file("pages/c/fr.md", page.as_bytes());
        whole
    };
    assert_holds_for_random_sites(64, parts, site, 16);
}

#[test]
fn random_paths_never_leave_the_root() {
    let parts = prop::collection::vec(text(), 6);
    let site = |words: &Vec<String>| {
        let mut whole = WholeSite::parse("");
        for (at, key) in ["slug", "url", "aliases", "translationKey"]
            .iter()
            .enumerate()
        {
            let value = match *key {
                "url" => quoted(&format!("/{}", words[at])),
                "aliases" => format!("[{}]", quoted(&format!("/{}/", words[at]))),
                _ => quoted(&words[at]),
            };
            let text = format!("---\ntitle: T{at}\ndate: 2026-11-01\n{key}: {value}\n---\nT.\n");
            // one of them in each site: an error in one hides the others
            if words[5].len() % 4 == at {
                whole.add_file(&format!("articles/a{at}/fr.md"), text.as_bytes());
            }
        }
        let name = words[4].replace('\\', "");
        whole.add_file(
            &format!("articles/{name}.md"),
            b"---\ndate: 2026-11-01\n---\nT.\n",
        );
        whole
    };
    assert_holds_for_random_sites(128, parts, site, 16);
}
