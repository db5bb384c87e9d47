//! What is said of a text that cannot be read.

use super::super::Format::{self, Toml, Yaml};
use super::{errors, read};
use crate::limits::{NESTING, TOML_NESTING};

/// The only problem of `text`: `line:column message; hint`.
fn brief(format: Format, text: &str) -> String {
    let said = errors(format, text);
    let lines: Vec<&str> = said.lines().collect();
    let place = lines[1]
        .rsplit_once(".yaml:")
        .map_or("", |(_, place)| place);
    let message = lines[0].trim_start_matches("error: ");
    let hint = lines.iter().find_map(|line| line.split_once("= hint: "));
    format!("{place} {message}; {}", hint.map_or("", |(_, hint)| hint))
}

#[test]
fn values_that_need_quotes() {
    let case = |text: &str, expected: &str| assert_eq!(brief(Yaml, text), expected, "{text}");
    case(
        "title: Passkeys : la suite\n",
        "1:17 the value of `title` has a colon and a space in it; put the value in quotes: `title: \"Passkeys : la suite\"`",
    );
    case(
        "a: 1\ntitle: J'ai \"vu\" : oui\n",
        "2:18 the value of `title` has a colon and a space in it; put the value in quotes: `title: 'J''ai \"vu\" : oui'`",
    );
    case(
        "title: \"é\" foo\n",
        "1:12 the value of `title` goes on after it was closed; put the value in quotes: `title: '\"é\" foo'`",
    );
    case(
        "title: 'l'été arrive'\n",
        "1:11 the value of `title` goes on after it was closed; put the value in quotes: `title: \"l'été arrive\"`",
    );
    case(
        "title: [Vidéo] la suite\n",
        "1:16 the value of `title` goes on after it was closed; put the value in quotes: `title: \"[Vidéo] la suite\"`",
    );
    for first in ["@", "`", "%", "*", "**", "& ", "> ", "| ", "- ", "? "] {
        let value = format!("{first}mot");
        let start = first.chars().next().unwrap();
        let expected = format!(
            "1:8 a value cannot begin with `{start}`; put the value in quotes: `title: \"{value}\"`"
        );
        case(&format!("title: {value}\n"), &expected);
    }
    let long = format!("title: {} : b\n", "mot ".repeat(30));
    case(
        &long,
        "1:129 the value of `title` has a colon and a space in it; put text with special characters in quotes",
    );
}

#[test]
fn what_is_never_closed() {
    let case = |text: &str, expected: &str| assert_eq!(brief(Yaml, text), expected, "{text}");
    case(
        "title: \"foo\ndate: 2024\n",
        "1:8 the quote that begins here is never closed; add `\"` at its end",
    );
    case(
        "title: 'a: b\n",
        "1:8 the quote that begins here is never closed; add `'` at its end",
    );
    case(
        "tags: [a, b\ndate: 2024\n",
        "1:7 the list that begins here is never closed; add `]` at its end",
    );
    case(
        "tags: [a,\n",
        "1:7 the list that begins here is never closed; add `]` at its end",
    );
    case(
        "a: {b: c\n",
        "1:4 the list of keys that begins here is never closed; add `}` at its end",
    );
    case(
        "extra: {accent: #c2410c}\nb: c\n",
        "1:17 `#` begins a comment: `#c2410c}` is not read; put the value in quotes: `\"#c2410c\"`",
    );
    case(
        "tags: [#5G, b]\n",
        "1:7 the list that begins here is never closed; add `]` at its end",
    );
    case(
        "menu:\n  - label: Contact, url: /contact/\n",
        "2:24 the value of `label` has a colon and a space in it; put braces around its keys: `- {label: Contact, url: /contact/}`",
    );
    case("tags: [a]]\n", "1:10 `]` closes nothing; remove it");
    case(
        "tags: [a, b}\n",
        "1:7 the list that begins here is broken; put commas between its words, and quotes round those with `:`, `,` or brackets",
    );
}

#[test]
fn lines_out_of_place() {
    let case = |text: &str, expected: &str| assert_eq!(brief(Yaml, text), expected, "{text}");
    let column = "this is not in line with what is above; begin it in the same column as the keys it belongs to";
    case("a: 1\n b: 2\n", &format!("2:2 {column}"));
    case("a:\n  c: 1\n b: 2\n", &format!("3:2 {column}"));
    case("  title: x\ndate: y\n", &format!("2:1 {column}"));
    case("tags:\n - a\n- b\n", &format!("3:1 {column}"));
    case(
        "a:\n\tb: 1\n",
        "2:1 this line is indented with a tab; indent with spaces",
    );
    case(
        "title: x\ndate:2024\nb: 1\n",
        "2:1 this line has no `key: value`; put a space after the colon: `date: 2024`",
    );
    case(
        "title: x\nfoo bar\ndate: 1\n",
        "2:1 this line has no `key: value`; write `key: value`, or indent it when it goes on with the value above",
    );
    case(
        "foo bar\ndate: 1\n",
        "1:1 this line has no `key: value`; write `key: value`, or indent it when it goes on with the value above",
    );
    case(
        "tags:\n- a\n-b\n- c\n",
        "3:1 this line has no `key: value`; put a space after the dash: `- b`",
    );
    case(
        "a: 1\n---\nb: 2\n",
        "2:1 a second document begins here, and would never be read; remove this line `---`",
    );
}

#[test]
fn other_mistakes_of_yaml() {
    let case = |text: &str, expected: &str| assert_eq!(brief(Yaml, text), expected, "{text}");
    let escape = "means nothing here between double quotes; use single quotes, or write a backslash as `\\\\`";
    case("t: \"C:\\dossier\"\n", &format!("1:7 `\\d` {escape}"));
    case("t: \"\\xZZ\"\n", &format!("1:5 `\\x` {escape}"));
    case(
        "t: a\u{1}b\n",
        "1:5 a control character (U+0001) stands here; delete it",
    );
    case(
        "w: 123456789012345678901234567890\n",
        "1:4 this number is too large; put it in quotes when it is text",
    );
    case(
        "a: &x [1]\nb:\n  <<: *x\n",
        "3:3 `<<` can only take over keys and values; let it name an anchor that is a mapping: `<<: *name`",
    );
}

#[test]
fn keys_written_twice_are_all_told() {
    let expected = "\
error: the key `fr` is written twice
 --> griot.yaml:4:3
  |
4 |   fr: 2
  |   ^^
  |
  = hint: keep one of the two; the first is on line 3

error: the key `a` is written twice
 --> griot.yaml:5:1
  |
5 | \"a\": 3
  | ^^^
  |
  = hint: keep one of the two; the first is on line 1
";
    assert_eq!(
        errors(Yaml, "a: 1\nb:\n  fr: 1\n  fr: 2\n\"a\": 3\n"),
        expected
    );
    assert_eq!(
        brief(Yaml, "a: {b: 1, b: 2}"),
        "1:11 the key `b` is written twice; keep one of the two; the first is on line 1"
    );
    let thrice = errors(Yaml, "a: 1\nb: 2\na: 3\na: 4\n");
    assert_eq!(
        thrice.matches("the first is on line 1").count(),
        2,
        "{thrice}"
    );
}

#[test]
fn mistakes_of_toml() {
    let case = |text: &str, expected: &str| assert_eq!(brief(Toml, text), expected, "{text}");
    case(
        "title: foo\n",
        "1:8 a key needs `=` before its value; between `+++` lines write `title = \"…\"`; for `title: …` use `---` lines",
    );
    case(
        "title = foo\n",
        "1:9 this text is not in quotes; put it in quotes: `title = \"…\"`",
    );
    case(
        "a = 1\na = 2\n",
        "2:1 this key is written twice; keep one of the two",
    );
    case(
        "a = [1,\n",
        "1:8 this list is never closed; add `]` at its end",
    );
    case(
        "a = 99999999999999999999\n",
        "1:5 this number is too large; put it in quotes when it is text",
    );
    case(
        "a = 2026-02-30\n",
        "1:5 invalid date, expected day between 01 and 28; write a date as `2026-05-23`, or in quotes",
    );
}

#[test]
fn an_escape_that_an_emoji_breaks_has_its_place() {
    assert_eq!(
        brief(Yaml, "a: \"\\u🚀\""),
        "1:5 `\\u` means nothing here between double quotes; use single quotes, or write a backslash as `\\\\`"
    );
}

/// Safety R15; the time is watched by whoever runs the tests: libyaml alone needs 12 s.
#[test]
fn nesting_and_bombs_are_refused() {
    let case = |format: Format, text: &str, place: &str| {
        let most = match format {
            Yaml => NESTING,
            Toml => TOML_NESTING,
        };
        let expected = format!(
            "{place} lists or keys are nested too deeply here; at most {most} levels can be read"
        );
        assert_eq!(brief(format, text), expected);
    };
    case(Yaml, &format!("a: {}", "[".repeat(100_000)), "1:1004");
    case(Yaml, &format!("a: {}", "{".repeat(100_000)), "1:1004");
    case(Yaml, &format!("a: {}", "[\"]\",".repeat(100_000)), "1:630");
    case(
        Yaml,
        &format!("a: {}{}", "[".repeat(200), "]".repeat(200)),
        "1:130",
    );
    case(Yaml, &format!("a:\n{}", "- ".repeat(100_000)), "2:255");
    case(Yaml, &"? ".repeat(100_000), "1:257");
    case(Toml, &format!("a = {}", "[".repeat(100_000)), "1:85");
    case(Toml, &format!("{}b = 1", "a.".repeat(100_000)), "1:1");
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(
        brief(Yaml, &bomb),
        "2:10 aliases such as this one expand to too many values; write the values out"
    );
    assert!(read(Yaml, &format!("a: {}{}", "[".repeat(100), "]".repeat(100))).is_ok());
}
