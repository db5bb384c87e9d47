//! Tables. In what is given, `¤` is an object, `␣` a soft and `⏎` a hard break; in what is
//! expected, `_` is U+202F and `~` U+00A0 besides.

mod english;
mod french;
mod laws;

use super::*;

/// One text piece for each stretch between objects and breaks; one per character if `fine`.
fn pieces(input: &str, fine: bool) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut run = 0;
    for (at, c) in input.char_indices() {
        let end = at + c.len_utf8();
        let piece = match c {
            '¤' => Piece::Object,
            '␣' => Piece::Space,
            '⏎' => Piece::Line,
            _ if fine => Piece::Text(Cow::Borrowed(&input[at..end])),
            _ => continue,
        };
        if !fine && run < at {
            pieces.push(Piece::Text(Cow::Borrowed(&input[run..at])));
        }
        pieces.push(piece);
        run = end;
    }
    if !fine && run < input.len() {
        pieces.push(Piece::Text(Cow::Borrowed(&input[run..])));
    }
    pieces
}

/// The pieces in the notation of the tables.
fn show(pieces: &[Piece]) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Text(text) => text.to_string(),
        Piece::Object => "¤".to_owned(),
        Piece::Space => "␣".to_owned(),
        Piece::Line => "⏎".to_owned(),
    };
    pieces.iter().map(show).collect()
}

/// `input` set by `style`, however it is cut, and set twice.
fn set(style: &Style, input: &str) -> String {
    let mut whole = pieces(input, false);
    typeset(style, &mut whole);
    let once = show(&whole);
    let mut cut = pieces(input, true);
    typeset(style, &mut cut);
    assert_eq!(show(&cut), once, "{input:?} cut into characters");
    let mut twice = pieces(&once, false);
    typeset(style, &mut twice);
    assert_eq!(show(&twice), once, "{input:?} set twice");
    once
}

fn case(rules: Rules, input: &str, expected: &str) {
    let style = Style {
        rules,
        keep: &["Allô!".to_owned(), "Qui? Quoi".to_owned()],
    };
    let expected = expected.replace('_', "\u{202F}").replace('~', "\u{A0}");
    assert_eq!(set(&style, input), expected, "{rules:?}: {input}");
}

#[test]
fn rules_by_language() {
    for (code, rules) in [
        ("fr", Rules::French),
        ("fr-CA", Rules::French),
        ("FR_be", Rules::French),
        ("en", Rules::English),
        ("en-GB", Rules::English),
        ("wo", Rules::Plain),
        ("frp", Rules::Plain),
        ("", Rules::Plain),
    ] {
        assert_eq!(Rules::for_language(code), rules, "{code:?}");
    }
}

#[test]
fn a_trailing_emoji_is_tied_in_every_language() {
    for rules in [Rules::French, Rules::English, Rules::Plain] {
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
    case(
        Rules::Plain,
        "\"Oui 🚀\" l'IA ... -- ?",
        "\"Oui~🚀\" l'IA ... -- ?",
    );
    case(
        Rules::Plain,
        "Oui 🚀 ! « Non 🚀 » ; fin",
        "Oui~🚀 ! « Non~🚀 » ; fin",
    );
}

#[test]
fn untouched_text_stays_borrowed() {
    for rules in [Rules::French, Rules::English, Rules::Plain] {
        let style = Style { rules, keep: &[] };
        for text in [
            "Rien de spécial, 12:30 https://a.fr/b?c='d'.",
            "Déjà\u{202F}!",
            "a.b-c…",
        ] {
            let set = typeset_str(&style, text);
            assert!(matches!(set, Cow::Borrowed(_)), "{text}");
            assert_eq!(set, text);
        }
    }
}

#[test]
fn only_the_piece_with_the_mark_changes() {
    let style = Style {
        rules: Rules::French,
        keep: &[],
    };
    let mut pieces = [
        Piece::Text("Bonjour".into()),
        Piece::Text("! Bien".into()),
        Piece::Space,
        Piece::Text(" ?".into()),
    ];
    typeset(&style, &mut pieces);
    let expected = [
        Piece::Text("Bonjour".into()),
        Piece::Text("\u{202F}! Bien".into()),
        Piece::Text("\u{202F}".into()),
        Piece::Text("?".into()),
    ];
    assert_eq!(pieces, expected);
    assert!(matches!(pieces[0], Piece::Text(Cow::Borrowed(_))));
}
