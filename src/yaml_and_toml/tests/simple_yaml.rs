//! The fast path gives just what the whole of YAML gives, or nothing.

use super::super::source::DocumentSource;
use super::super::{from_yaml, simple_yaml};
use proptest::prelude::*;
use std::sync::Arc;

/// Whether the fast path takes it; what it gives is compared.
#[track_caller]
fn is_taken(text: &str) -> bool {
    // what stands before a document must not matter
    let text = format!("---\n{text}");
    let range = 4..text.len();
    let Some(fast) = simple_yaml::read(&text, range.clone()) else {
        return false;
    };
    let source = DocumentSource {
        path: &Arc::from("a.md"),
        text: &text,
        range,
    };
    let whole = from_yaml::read_any(&source).unwrap_or_else(|errors| {
        panic!("the fast path takes {text:?}, which is wrong: {errors:?}")
    });
    assert_eq!(fast, whole, "{text:?}");
    true
}

#[test]
fn what_authors_write_is_taken() {
    for text in [
        "title: \"Été : l’IA à l’école 🚀\"\ndate: 2026-05-09T00:04:00Z\ntags: [\"photo\", vie privée, 'x']\nslug: a-b\n",
        "title: L'été\ndraft: true\nweight: 10\n\n# a comment\ndate: 2026-05-09\n",
        "tags:\n  - one\n  - 'two, three'\nauthors:\n- Ada\n\nimage: cover.jpg",
        "tags: []\ndate: 2026-05-09 10:00:00 +02:00\n",
    ] {
        assert!(is_taken(text), "{text:?}");
    }
}

#[test]
fn what_is_more_is_left() {
    for text in [
        "",
        "# nothing\n",
        "a\n",
        "a:\n",
        "a: b: c\n",
        "a: b #c\n",
        "a: b\n  c\n",
        "a: b\na: c\n",
        "a: ~\n",
        "a: null\n",
        "a: 1.5\n",
        "a: 007\n",
        "a: 1e3\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: |\n b\n",
        "a: \"b\n  c\"\n",
        "a: \"b\\n\"\n",
        "a: 'b''c'\n",
        "a: [b, [c]]\n",
        "a: [b,]\n",
        "a: [b, c: d]\n",
        "a: {b: c}\n",
        "a:\n  b: c\n",
        "a:\n  - b\n - c\n",
        "a:\n  - b: c\n",
        "a: b\n...\n",
        "a: b\n---\n",
        "<<: a\n",
        "a: b\r\n",
        "a: \u{2028}b\n",
        "true: b\n",
        "a:b\n",
        "a: \"b\" c\n",
        "a: b\n\n  c\n",
    ] {
        assert!(!is_taken(text), "{text:?}");
    }
}

/// Pieces that mean something to YAML, in any order.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab]",
        "[a-z]{1,4}",
        "[0-9]{1,11}",
        "[ \n:#,'\"-]",
        "(\n|\n  |\n- |\n  - |: |- | #)",
        "(true|null|~|yes|0x1F|1e3|\\.5|\\.inf|é|🚀|\u{a0}|\u{85}|\u{2028}|\t|\r\n)",
        "(\\[|\\]|\\{|\\}|&|\\*|!|\\||>|%|@|`|\\?|\\\\|---|\\.\\.\\.|<<)",
        "2026-0[1-9]-1[0-9](T10:00:00Z| 10:00)?",
    ]
}

/// Lines that are nearly front matter.
fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof!["[a-c]", "[a-zA-Z_-]{1,6}", "(true|null|Null|y)"];
    let word = prop_oneof![
        "[a-zé’ ]{1,8}",
        "\"[a-z :#',é]{0,6}\"",
        "'[a-z :#\",]{0,6}'",
        "[0-9]{1,10}",
        piece()
    ];
    let words = proptest::collection::vec(word, 1..4);
    (key, words, 0..5_u8).prop_map(|(key, words, form)| match form {
        0 => format!("{key}: {}\n", words.concat()),
        1 => format!("{key}: [{}]\n", words.join(", ")),
        2 => format!("{key}:\n  - {}\n", words.join("\n  - ")),
        3 => format!("{key}:\n- {}\n\n", words.join("\n- ")),
        _ => format!("{key}: {}\n", words[0]),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn any_text_is_read_alike(pieces in proptest::collection::vec(piece(), 0..12)) {
        is_taken(&pieces.concat());
        is_taken(&format!("a: {}", pieces.concat()));
    }

    #[test]
    fn front_matter_is_read_alike(lines in proptest::collection::vec(line(), 1..5)) {
        is_taken(&lines.concat());
    }
}
