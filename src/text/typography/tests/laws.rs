//! What holds for any text in any language.

use proptest::prelude::*;
use proptest::string::string_regex;

use super::*;

/// Texts dense with what the rules look at.
fn texts() -> impl Strategy<Value = String> {
    const DENSE: &str = "[\"'«»“”‘’;:!?….,()\\[\\]{} \u{A0}\u{202F}\u{2009}¤␣⏎\n&=/\\\\-_*¿0-9a-eé½%€🚀☁©1\u{FE0F}\u{20E3}]";
    const WORDS: &str = "( (a|l|un|oui|12|Yahoo|tis|90s|n|🚀|👩‍👧|https://a|:ok:|&amp;|\\.\\.\\.|--|---|\"|'|''|\"\"|!|\\?|:|;|«|»|“|”| ))";
    prop_oneof![
        string_regex(&format!("{DENSE}{{0,14}}")).unwrap(),
        string_regex(&format!("({DENSE}|{WORDS}){{0,30}}")).unwrap(),
        string_regex("\\PC{0,30}").unwrap(),
    ]
}

fn rules() -> impl Strategy<Value = Rules> {
    prop_oneof![
        Just(Rules::French),
        Just(Rules::English),
        Just(Rules::Plain)
    ]
}

/// What typography never touches: letters, digits, emoji, objects, brackets…
fn kept(text: &str) -> String {
    let changes = |c: &char| c.is_whitespace() || "\"'«»“”‘’…–—-.␣".contains(*c);
    text.chars().filter(|c| !changes(c)).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars()
        .filter(|&c| !c.is_whitespace() && c != '␣')
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() })]

    /// [`set`] itself asserts that twice is once and that the cut does not matter.
    #[test]
    fn everything_else_is_kept_in_order(text in texts(), rules in rules()) {
        let keep = ["oui!".to_owned(), "l'a?".to_owned()];
        let set = set(&Style { rules, keep: &keep }, &text);
        prop_assert_eq!(kept(&set), kept(&text));
        if rules == Rules::Plain {
            prop_assert_eq!(without_spaces(&set), without_spaces(&text));
        }
        for (from, to) in [('⏎', '⏎'), ('¤', '¤')] {
            prop_assert_eq!(set.matches(from).count(), text.matches(to).count());
        }
    }
}
