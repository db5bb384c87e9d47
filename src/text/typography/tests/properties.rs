//! Properties of typography for any text in any language.

use super::*;
use proptest::prelude::*;
use proptest::string::string_regex;

/// Texts with many of the characters that the rules look at.
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
        prop_oneof!["de", "sv", "ja", "wo", "nl"]
            .prop_map(|code| TypographyRules::for_language(&code)),
    ]
}

/// The text without spaces, with straight quotes, dots and hyphens. Typesetting never changes
/// this.
fn plain_characters(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|&c| !c.is_whitespace() && c != '␣') {
        match c {
            '«' | '»' | '“' | '”' | '„' | '「' | '」' => plain.push('"'),
            '‘' | '’' | '‚' | '『' | '』' => plain.push('\''),
            '…' => plain.push_str("..."),
            '–' => plain.push_str("--"),
            '—' => plain.push_str("---"),
            _ => plain.push(c),
        }
    }
    plain
}

/// Whether a plain space stands between a word and a mark, with a space or the end after it.
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

    /// [`typeset_and_check`] asserts further properties.
    #[test]
    fn only_spaces_quotes_dots_and_hyphens_change(text in texts(), rules in rules()) {
        let keep = ["oui!".to_owned(), "l'a?".to_owned()];
        let typeset = typeset_and_check(&TypographyStyle { rules, keep: &keep }, &text);
        // marks of one language are double, those of another single
        let words = |text: &str| plain_characters(text).replace('\'', "\"");
        prop_assert_eq!(words(&typeset), words(&text));
        prop_assert!(rules != TypographyRules::French || !has_loose_mark(&typeset), "{typeset:?}");
    }

    #[test]
    fn cut_into_pieces_does_not_matter(text in texts(), mut cuts in prop::collection::vec(0usize..60, 0..6)) {
        let style = TypographyStyle { rules: TypographyRules::French, keep: &[] };
        cuts.sort_unstable();
        let mut pieces = Vec::new();
        let mut done = 0;
        for cut in cuts.into_iter().chain([text.len()]) {
            let end = (done..=text.len().min(cut)).rev().find(|&at| text.is_char_boundary(at));
            let end = end.unwrap_or(done);
            pieces.push(InlinePiece::Text(Cow::Borrowed(&text[done..end])));
            done = end;
        }
        pieces.push(InlinePiece::Text(Cow::Borrowed(&text[done..])));
        typeset(&style, &mut pieces);
        prop_assert_eq!(show(&pieces), typeset_str(&style, &text));
    }
}
