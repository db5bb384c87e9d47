//! Diagnostics as a terminal shows them.

use super::{Code, Diagnostic, English, Message, Text, nearest, print, sort_and_merge};
use proptest::prelude::*;
use std::ops::Range;

/// Words that need no translation, for tests of this room alone.
impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Text::verbatim(words)
    }
}

impl From<&str> for Message {
    fn from(words: &str) -> Self {
        Message {
            code: Code::UnknownKey,
            text: words.into(),
        }
    }
}

fn shown(text: &str, span: Range<usize>) -> String {
    let problem = Diagnostic::error("content/a.md", "unknown key `tag`").at(span);
    let problem = problem.hint("did you mean `tags`?");
    print(&[problem], &English, &|_| Some(text.to_owned()), false)
}

/// The place, and the line with its caret.
fn excerpt(text: &str, span: Range<usize>) -> String {
    let shown = shown(text, span);
    let lines: Vec<&str> = shown.lines().collect();
    let place = lines[1].rsplit_once("a.md:").map_or("", |(_, place)| place);
    format!("{place}\n{}\n{}", lines[3], lines[4])
}

#[test]
fn the_shape_of_a_message() {
    let expected = "\
error: unknown key `tag`
 --> content/a.md:2:1
  |
2 | tag: [tsmc]
  | ^^^
  |
  = hint: did you mean `tags`?
";
    assert_eq!(shown("a: 1\ntag: [tsmc]\nb: 2\n", 5..8), expected);
    let far = "\n".repeat(99) + "tag: x\n";
    let expected = "\
error: unknown key `tag`
   --> content/a.md:100:1
    |
100 | tag: x
    | ^^^
    |
    = hint: did you mean `tags`?
";
    assert_eq!(shown(&far, 99..102), expected);
}

#[test]
fn without_a_place_the_file_is_named() {
    let problem = || Diagnostic::warning("content/a.md", "it is empty").hint("write something");
    let none = |_: &str| None;
    let expected = "warning: it is empty\n--> content/a.md\n = hint: write something\n";
    assert_eq!(print(&[problem()], &English, &none, false), expected);
    assert_eq!(
        print(&[problem().at(3..4)], &English, &none, false),
        expected
    );
    let nowhere = Diagnostic::error("", "no site is here");
    assert_eq!(
        print(std::slice::from_ref(&nowhere), &English, &none, false),
        "error: no site is here\n"
    );
    let both = print(&[nowhere.clone(), nowhere], &English, &none, false);
    assert_eq!(both, "error: no site is here\n\nerror: no site is here\n");
    assert_eq!(print(&[], &English, &none, false), "");
}

#[test]
fn the_caret_is_below_its_words() {
    let case = |text: &str, span: Range<usize>, expected: &str| {
        assert_eq!(excerpt(text, span), expected, "{text:?}");
    };
    case("abc", 1..2, "1:2\n1 | abc\n  |  ^");
    case("été: x", 7..8, "1:6\n1 | été: x\n  |      ^");
    case(
        "🚀👨‍👩‍👧 tag",
        23..26,
        "1:8\n1 | 🚀👨👩👧 tag\n  |          ^^^",
    );
    case("中文 tag", 7..10, "1:4\n1 | 中文 tag\n  |      ^^^");
    case("a\tb", 2..3, "1:3\n1 | a    b\n  |      ^");
    case("a: |\n  b\n  c\n", 3..12, "1:4\n1 | a: |\n  |    ^");
    case("ab\r\ncd\r\n", 4..6, "2:1\n2 | cd\n  | ^^");
    case("ab\n", 2..2, "1:3\n1 | ab\n  |   ^");
    case("ab\n", 3..3, "2:1\n2 |\n  | ^");
    case("", 0..0, "1:1\n1 |\n  | ^");
    case("ab", 7..9, "1:3\n1 | ab\n  |   ^");
    case("é", 1..1, "1:1\n1 | é\n  | ^");
    case("ab\r\ncd", 2..4, "1:3\n1 | ab\n  |   ^");
}

/// The caret stands below the first character of the span, and no line is wider than a terminal.
#[test]
fn long_lines_are_cut_round_the_caret() {
    for words in [100, 1_000, 100_000, 4_000_000] {
        let before = "é ".repeat(words);
        let text = format!("{before}tag{}", " x".repeat(words));
        let shown = shown(&text, before.len()..before.len() + 3);
        let place = format!("content/a.md:1:{}\n", 2 * words + 1);
        assert!(shown.contains(&place), "{shown}");
        let mut lines = shown.lines().skip_while(|line| !line.starts_with("1 | "));
        let source = lines.next().expect("the line");
        let caret = lines.next().expect("the caret");
        let column = |line: &str, part: &str| {
            let at = line
                .find(part)
                .unwrap_or_else(|| panic!("no {part} in {line}"));
            line[..at].chars().count()
        };
        assert_eq!(column(source, "tag"), column(caret, "^^^"), "{shown}");
        assert!(source.chars().count() <= 104, "{shown}");
        let is_cut = source.starts_with("1 | ...") && source.ends_with("...");
        assert!(is_cut || words > 4_000, "{shown}");
    }
    let whole = shown(&"x".repeat(1 << 24), 0..1 << 24);
    assert!(whole.lines().all(|line| line.len() <= 104), "{whole}");
}

proptest! {
    #[test]
    fn any_text_and_any_span_are_printed(
        text in "([a-z éé👩‍👧\u{301}\u{200d}\u{fe0f}\t\n\r\u{1b}\u{202e}中]|\\PC){0,40}",
        start in 0_usize..160,
        length in 0_usize..160,
        color in any::<bool>(),
    ) {
        let problem = Diagnostic::error(text.as_str(), text.as_str()).hint(text.as_str());
        let problem = problem.at(start..start + length);
        let shown = print(&[problem], &English, &|_| Some(text.clone()), color);
        let is_obeyed = |c: char| c.is_control() && c != '\n' && !(color && c == '\u{1b}');
        prop_assert!(!shown.contains(is_obeyed), "{shown:?}");
    }
}

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let text = "a\u{1b}[31m\u{202e}b\u{7}\u{9b}\u{200b}\u{2066}c\0";
    assert_eq!(excerpt(text, 0..1), "1:1\n1 | a␛[31m�b␇���c␀\n  | ^");
    let problem =
        Diagnostic::error("content/\u{1b}]0;x.md", "a `\u{1b}[2J`\nb\u{202e}").hint("c\r");
    let expected = "error: a `␛[2J` b�\n--> content/␛]0;x.md\n = note: it has U+202E bidi control in it\n = hint: c␍\n";
    assert_eq!(print(&[problem], &English, &|_| None, false), expected);
}

#[test]
fn colors_only_add_escapes() {
    let problem = Diagnostic::warning("a.md", "odd").at(0..1).hint("mend it");
    let text = |_: &str| Some("x\n".to_owned());
    let plain = print(std::slice::from_ref(&problem), &English, &text, false);
    let mut colored = print(&[problem], &English, &text, true);
    assert!(colored.starts_with("\u{1b}["));
    while let Some(start) = colored.find('\u{1b}') {
        let end = start + colored[start..].find('m').unwrap();
        colored.replace_range(start..=end, "");
    }
    assert_eq!(colored, plain);
}

#[test]
fn diagnostics_are_sorted_merged_and_made_strict() {
    let problem = |path: &str, span: Option<Range<usize>>, message: &str| Diagnostic {
        span,
        ..Diagnostic::warning(path, message)
    };
    let mut problems = vec![
        problem("b.md", Some(5..6), "z"),
        problem("b.md", Some(5..6), "a"),
        problem("b.md", None, "whole"),
        problem("b.md", Some(2..9), "early"),
        problem("a.md", Some(7..8), "first"),
        problem("a.md", Some(7..8), "first"),
    ];
    for path in ["d.md", "c.md", "e.md", "c.md"] {
        problems.push(
            problem(path, Some(0..1), "tag")
                .hint("tags")
                .once("key tag"),
        );
        problems.push(problem(path, Some(1..2), "cat").once("key cat"));
    }
    problems.push(problem("f.md", None, "alone").once("key alone"));
    sort_and_merge(&mut problems, true);
    let shown = print(&problems, &English, &|_| None, false);
    let expected = "\
error: first
--> a.md

error: whole
--> b.md

error: early
--> b.md

error: a
--> b.md

error: z
--> b.md

error: tag
--> c.md
 = hint: tags (also in 2 other files)

error: cat
--> c.md
 = hint: also in 2 other files

error: alone
--> f.md
";
    assert_eq!(shown, expected);
    sort_and_merge(&mut problems, true);
    assert_eq!(print(&problems, &English, &|_| None, false), expected);
}

#[test]
fn the_nearest_name() {
    const KEYS: [&str; 10] = [
        "title",
        "date",
        "tags",
        "categories",
        "language",
        "base_url",
        "translationKey",
        "permalink",
        "image",
        "x",
    ];
    let case =
        |word: &str, expected: Option<&str>| assert_eq!(nearest(word, KEYS), expected, "{word}");
    case("tag", Some("tags"));
    case("tgas", Some("tags"));
    case("TAGS", Some("tags"));
    case("category", Some("categories"));
    case("categorie", Some("categories"));
    case("lang", Some("language"));
    case("baseUrl", Some("base_url"));
    case("base-url", Some("base_url"));
    case("baseurl2", Some("base_url"));
    case("translation_keys", Some("translationKey"));
    case("tittle", Some("title"));
    case("titre", Some("title"));
    case("dates", Some("date"));
    case("images", Some("image"));
    case("permlaink", Some("permalink"));
    case("keywords", None);
    case("y", None);
    case("", None);
    case("voiture", None);
    assert!(nearest(&"tags".repeat(100_000), KEYS).is_none());
}
