//! Tables of texts and how they are typeset. `¤` stands for an object, `␣` for a soft break, `⏎` for
//! a hard break; in the expected text, `_` stands for U+202F and `~` for U+00A0.

mod english;
mod french;
mod french_numbers;
mod other_languages;
mod properties;

use super::*;

/// The pieces of `input`: one text for each stretch between objects and breaks, or one for each
/// character if `per_character`.
fn pieces(input: &str, per_character: bool) -> Vec<InlinePiece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in input.char_indices() {
        let end = at + c.len_utf8();
        let piece = match c {
            '¤' => InlinePiece::Object,
            '␣' => InlinePiece::SoftBreak,
            '⏎' => InlinePiece::HardBreak,
            _ if per_character => InlinePiece::Text(Cow::Borrowed(&input[at..end])),
            _ => continue,
        };
        if !per_character && start < at {
            pieces.push(InlinePiece::Text(Cow::Borrowed(&input[start..at])));
        }
        pieces.push(piece);
        start = end;
    }
    if !per_character && start < input.len() {
        pieces.push(InlinePiece::Text(Cow::Borrowed(&input[start..])));
    }
    pieces
}

/// The pieces in the notation of the tables.
fn show(pieces: &[InlinePiece]) -> String {
    let show = |piece: &InlinePiece| match piece {
        InlinePiece::Text(text) => text.to_string(),
        InlinePiece::Object => "¤".to_owned(),
        InlinePiece::SoftBreak => "␣".to_owned(),
        InlinePiece::HardBreak => "⏎".to_owned(),
    };
    pieces.iter().map(show).collect()
}

/// Typesets `input`, and asserts that the cut into pieces and a second run change nothing.
fn typeset_and_check(style: &TypographyStyle, input: &str) -> String {
    let mut whole = pieces(input, false);
    typeset(style, &mut whole);
    let once = show(&whole);
    let mut cut = pieces(input, true);
    typeset(style, &mut cut);
    assert_eq!(show(&cut), once, "{input:?} cut into characters");
    // a straight mark beside a typed one that has no other half may become that half, and one that
    // touches a typed mark has other neighbours than it had when both were straight; where both
    // marks of a pair are equal, a typed one may be either
    if input.contains('"') && input.contains(TYPED_QUOTES) && !is_paired(input)
        || has_straight_mark_beside_typed(&once)
        || input.contains('"') && has_equal_marks(style.rules)
    {
        return once;
    }
    let mut twice = pieces(&once, false);
    typeset(style, &mut twice);
    assert_eq!(show(&twice), once, "{input:?} typeset twice");
    once
}

/// Marks that an author can type, each of which may be half of a pair.
const TYPED_QUOTES: [char; 9] = ['«', '»', '“', '”', '„', '「', '」', '『', '』'];

/// Whether each typed mark has its other half.
fn is_paired(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    let pairs = [['«', '»'], ['“', '”'], ['「', '」'], ['『', '』']];
    pairs
        .iter()
        .all(|[open, close]| count(*open) == count(*close))
        && !text.contains('„')
}

/// Whether a quotation opens and closes with the same mark, as in Swedish.
fn has_equal_marks(rules: TypographyRules) -> bool {
    match rules {
        TypographyRules::Other(marks) => marks.outer.open == marks.outer.close,
        TypographyRules::French | TypographyRules::English => false,
    }
}

/// Whether a `"` touches a typed mark, as in `"„`.
fn has_straight_mark_beside_typed(text: &str) -> bool {
    let is_typed = |c: Option<char>| c.is_some_and(|c| TYPED_QUOTES.contains(&c));
    text.match_indices('"').any(|(at, _)| {
        is_typed(text[..at].chars().next_back()) || is_typed(text[at + 1..].chars().next())
    })
}

fn case(rules: TypographyRules, input: &str, expected: &str) {
    let style = TypographyStyle {
        rules,
        keep: &["Allô!".to_owned(), "Qui? Quoi".to_owned()],
    };
    let expected = expected.replace('_', "\u{202F}").replace('~', "\u{A0}");
    assert_eq!(
        typeset_and_check(&style, input),
        expected,
        "{rules:?}: {input}"
    );
}

#[test]
fn rules_for_language_codes() {
    for (code, rules) in [
        ("fr", TypographyRules::French),
        ("fr-CA", TypographyRules::French),
        ("FR_be", TypographyRules::French),
        ("en", TypographyRules::English),
        ("en-GB", TypographyRules::English),
    ] {
        assert_eq!(TypographyRules::for_language(code), rules, "{code:?}");
    }
    for code in ["wo", "frp", "de-CH", ""] {
        let rules = TypographyRules::for_language(code);
        assert!(matches!(rules, TypographyRules::Other(_)), "{code:?}");
    }
}

#[test]
fn trailing_emoji_stays_with_its_word_in_every_language() {
    for rules in [
        TypographyRules::French,
        TypographyRules::English,
        TypographyRules::for_language("wo"),
    ] {
        case(rules, "Titre 🚀", "Titre~🚀");
        case(rules, "Titre  🚀 ", "Titre~🚀 ");
        case(rules, "Titre\u{202F}🚀", "Titre~🚀");
        case(
            rules,
            "Titre~🚀".replace('~', "\u{A0}").as_str(),
            "Titre~🚀",
        );
        case(rules, "Titre🚀", "Titre🚀");
        case(rules, "🚀 Titre", "🚀 Titre");
        case(rules, "🚀", "🚀");
        case(rules, "🚀 🔥", "🚀 🔥");
        case(rules, "Le 🚀 part", "Le 🚀 part");
        case(rules, "Titre 🚀 🔥🇫🇷 👩‍👩‍👧", "Titre~🚀~🔥🇫🇷~👩‍👩‍👧");
        case(rules, "Titre 1️⃣", "Titre~1️⃣");
        case(rules, "Titre ❤️⏎suite ☁", "Titre~❤️⏎suite~☁");
        case(rules, "Un mot␣🚀␣🔥", "Un mot~🚀~🔥");
        case(rules, "Un code ¤ 🚀", "Un code ¤~🚀");
        case(rules, "¤ 🚀", "¤~🚀");
        case(
            rules,
            "Fini 🚀. La suite 🚀, puis (non 🚀).",
            "Fini~🚀. La suite~🚀, puis (non~🚀).",
        );
        case(rules, "Fini 🚀… encore 🚀¤", "Fini~🚀… encore 🚀¤");
        case(
            rules,
            "Le 🚀 :smile: 🚀.fr 🚀-mobile",
            "Le 🚀 :smile: 🚀.fr 🚀-mobile",
        );
        case(rules, "⏎🚀 un⏎🚀", "⏎🚀 un⏎🚀");
        case(rules, "", "");
    }
    let other = TypographyRules::for_language("wo");
    case(other, "\"Oui 🚀\" -- l'IA", "“Oui~🚀” -- l’IA");
    case(
        other,
        "Oui 🚀 ! « Non 🚀 » ; fin",
        "Oui~🚀 ! « Non~🚀 » ; fin",
    );
}

#[test]
fn unchanged_text_stays_borrowed() {
    for rules in [
        TypographyRules::French,
        TypographyRules::English,
        TypographyRules::for_language("wo"),
    ] {
        let style = TypographyStyle { rules, keep: &[] };
        for text in [
            "Rien de spécial, 12:30 https://a.fr/b?c='d'.",
            "Déjà\u{202F}!",
            "a.b-c…",
        ] {
            let typeset = typeset_str(&style, text);
            assert!(matches!(typeset, Cow::Borrowed(_)), "{text}");
            assert_eq!(typeset, text);
        }
    }
}

#[test]
fn only_pieces_with_marks_change() {
    let style = TypographyStyle {
        rules: TypographyRules::French,
        keep: &[],
    };
    let mut pieces = [
        InlinePiece::Text("Bonjour".into()),
        InlinePiece::Text("! Bien".into()),
        InlinePiece::SoftBreak,
        InlinePiece::Text(" ?".into()),
    ];
    typeset(&style, &mut pieces);
    let expected = [
        InlinePiece::Text("Bonjour".into()),
        InlinePiece::Text("\u{202F}! Bien".into()),
        InlinePiece::Text("\u{202F}".into()),
        InlinePiece::Text("?".into()),
    ];
    assert_eq!(pieces, expected);
    assert!(matches!(pieces[0], InlinePiece::Text(Cow::Borrowed(_))));
}
