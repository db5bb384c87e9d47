//! Where front matter begins and ends.

use super::super::Fences::{self, Closed, Unclosed};
use super::super::find_fences;
use super::said;
use crate::yaml_and_toml::Format::{Toml, Yaml};
use std::ops::Range;

#[test]
fn fences_are_found() {
    let case = |text: &str, expected: Fences| assert_eq!(find_fences(text), expected, "{text:?}");
    let fenced = |format, matter: Range<usize>, body| Closed {
        format,
        matter,
        body,
    };
    case("---\na: 1\n---\nx", fenced(Yaml, 4..9, 13));
    case("---\r\na: 1\r\n---\r\nx", fenced(Yaml, 5..11, 16));
    case("---\na: 1\n...\nx", fenced(Yaml, 4..9, 13));
    case("---  \na: 1\n--- \n", fenced(Yaml, 6..11, 16));
    case("---\na: 1\n---", fenced(Yaml, 4..9, 12));
    case("---\n---\n", fenced(Yaml, 4..4, 8));
    case("+++\na = 1\n+++\nx", fenced(Toml, 4..10, 14));
    case("+++\na = 1\n---\nx", Unclosed { fence: 0..3 });
    case("---\na: 1\n", Unclosed { fence: 0..3 });
    case("---\na: |\n  ---\n", Unclosed { fence: 0..3 });
    case("---", Unclosed { fence: 0..3 });
    case("", Fences::None);
    case("# Bonjour\n\n---\n", Fences::None);
    case("----\na: 1\n----\n", Fences::None);
    case("--- a\n", Fences::None);
    case("\n---\na: 1\n---\n", Fences::None);
}

#[test]
fn a_fence_in_the_wrong_place_is_told() {
    let case = |text: &str, expected: &str| assert_eq!(said(text), expected, "{text:?}");
    case("Bonjour.\n", "");
    case("\n***\n", "");
    case("---\n---\n", "");
    case("---\n# rien encore\n---\n", "");
    case(
        "---\ntitle: Bonjour\n\nBonjour.\n",
        "\
error: the front matter that begins with `---` is never closed
 --> content/articles/puces/fr.md:1:1
  |
1 | ---
  | ^^^
  |
  = hint: add a line `---` after the last key
",
    );
    case(
        "\n\n---\ntitle: Bonjour\n---\n",
        "\
error: front matter is read only when it begins on the first line
 --> content/articles/puces/fr.md:3:1
  |
3 | ---
  | ^^^
  |
  = hint: remove what is above this line
",
    );
    case(
        "<!-- note -->\n---\ntitle: Bonjour\n---\n",
        "\
error: front matter is read only when it begins on the first line
 --> content/articles/puces/fr.md:2:1
  |
2 | ---
  | ^^^
  |
  = hint: remove what is above this line
",
    );
    case(
        "---\nIl était une fois\n---\n",
        "\
error: expected lines such as `title: …` between the fences, found text
 --> content/articles/puces/fr.md:2:1
  |
2 | Il était une fois
  | ^^^^^^^^^^^^^^^^^
",
    );
}

/// Word processors write a dash for `---`, people write too many or other signs.
#[test]
fn a_line_that_is_almost_a_fence_is_an_error() {
    let case = |text: &str, place: &str, line: &str| {
        let said = said(text);
        let message = format!("error: `{line}` is not the line `---` that front matter needs");
        assert!(said.starts_with(&message), "{text}{said}");
        assert!(said.contains(&format!("fr.md:{place}\n")), "{text}{said}");
        assert_eq!(said.matches("error:").count(), 1, "{said}");
    };
    for line in ["—", "----", "--", "***", "–––", "——", "\\-\\-\\-", "___"] {
        case(&format!("{line}\ntitle: A\n{line}\nTexte.\n"), "1:1", line);
        case(&format!("{line}\ntitre: A\n---\nTexte.\n"), "1:1", line);
        case(&format!("---\ntitle: A\n{line}\nTexte.\n"), "3:1", line);
        case(
            &format!("---\ntitle: A\n{line}\nTexte.\n\n---\n\nSuite.\n"),
            "3:1",
            line,
        );
    }
    for text in [
        "***\n\nTexte.\n",
        "----\nTexte : oui.\n",
        "—\n",
        "***\nAwa: oui\n***\n",
    ] {
        assert_eq!(said(text), "");
    }
}

#[test]
fn long_front_matter_is_refused() {
    let text = format!("---\ndescription: {}\n---\n", "é".repeat(40_000));
    let expected = "\
error: this front matter has 79 KB, over the limit of 64 KB
 --> content/articles/puces/fr.md:1:1
  |
1 | ---
  | ^^^
  |
  = hint: move long text below the closing line
";
    assert_eq!(said(&text), expected);
}
