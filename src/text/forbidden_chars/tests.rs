//! Characters that stay, and characters that are replaced.

use super::*;

#[test]
fn keeps_allowed_characters() {
    for text in [
        "",
        "a\tb\r\nc",
        "« é\u{a0}» 🚀\u{feff}\u{fffd}",
        "\u{10fffd}",
    ] {
        assert!(matches!(replace_forbidden(text), Cow::Borrowed(same) if same == text));
        assert_eq!(find_forbidden(text), None);
    }
}

#[test]
fn replaces_forbidden_characters() {
    for (text, expected) in [
        ("a\u{1}b", "a b"),
        ("\u{0}\u{b}\u{c}\u{1f}\u{7f}", "     "),
        ("é\u{80}é\u{85}\u{9f}", "é é  "),
        (
            "\u{fdd0}\u{fdef}\u{fffe}\u{ffff}",
            "\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        ),
        ("🚀\u{1fffe}\u{10ffff}", "🚀\u{fffd}\u{fffd}"),
    ] {
        assert_eq!(replace_forbidden(text), expected);
    }
    assert_eq!(find_forbidden("é\u{1b}["), Some((2, '\u{1b}')));
    // longer than what a processor tests at once
    for before in 0..128 {
        for forbidden in ['\u{85}', '\u{0}', '\u{fdd0}', '\u{ffff}', '\u{1fffe}'] {
            let text = "é".repeat(before / 2) + &"a".repeat(before % 2);
            assert_eq!(
                find_forbidden(&format!("{text}{forbidden}")),
                Some((before, forbidden))
            );
            assert_eq!(
                find_forbidden(&format!("{text}{forbidden}é")),
                Some((before, forbidden))
            );
        }
    }
}
