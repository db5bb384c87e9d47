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

fn rules() -> impl Strategy<Value = TypographyRules> {
    prop_oneof![
        Just(TypographyRules::French),
        Just(TypographyRules::English),
        Just(TypographyRules::Plain)
    ]
}

/// The text as it could have been typed on a typewriter: no spaces, straight quotes,
/// dots and hyphens. Setting a text never changes this.
fn typed(text: &str) -> String {
    let mut typed = String::new();
    for c in text.chars().filter(|&c| !c.is_whitespace() && c != '␣') {
        match c {
            '«' | '»' | '“' | '”' => typed.push('"'),
            '‘' | '’' => typed.push('\''),
            '…' => typed.push_str("..."),
            '–' => typed.push_str("--"),
            '—' => typed.push_str("---"),
            _ => typed.push(c),
        }
    }
    typed
}

fn without_spaces(text: &str) -> String {
    text.chars()
        .filter(|&c| !c.is_whitespace() && c != '␣')
        .collect()
}

/// A word, a plain space, a mark, and then a space or the end.
fn has_loose_mark(text: &str) -> bool {
    let chars: Vec<char> = text.chars().chain([' ']).collect();
    chars.windows(4).any(|four| {
        let [word, space, mark, end] = four else {
            unreachable!()
        };
        word.is_alphanumeric() && *space == ' ' && ";:!?".contains(*mark) && *end == ' '
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() })]

    /// [`set`] itself asserts that twice is once and that the cut does not matter.
    #[test]
    fn only_spaces_quotes_dots_and_hyphens_change(text in texts(), rules in rules()) {
        let keep = ["oui!".to_owned(), "l'a?".to_owned()];
        let set = set(&TypographyStyle { rules, keep: &keep }, &text);
        prop_assert_eq!(typed(&set), typed(&text));
        if rules == TypographyRules::Plain {
            prop_assert_eq!(without_spaces(&set), without_spaces(&text));
        }
        prop_assert!(rules != TypographyRules::French || !has_loose_mark(&set), "{set:?}");
    }

    #[test]
    fn any_cut_gives_the_same(words in texts(), mut cuts in prop::collection::vec(0usize..60, 0..6)) {
        let style = TypographyStyle { rules: TypographyRules::French, keep: &[] };
        cuts.sort_unstable();
        let mut pieces = Vec::new();
        let mut done = 0;
        for cut in cuts.into_iter().chain([words.len()]) {
            let end = (done..=words.len().min(cut)).rev().find(|&at| words.is_char_boundary(at));
            let end = end.unwrap_or(done);
            pieces.push(InlinePiece::Text(Cow::Borrowed(&words[done..end])));
            done = end;
        }
        pieces.push(InlinePiece::Text(Cow::Borrowed(&words[done..])));
        typeset(&style, &mut pieces);
        prop_assert_eq!(show(&pieces), typeset_str(&style, &words));
    }
}
