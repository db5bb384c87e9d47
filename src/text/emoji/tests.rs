//! Tables of texts, and the emoji a reader sees in them.

use proptest::prelude::*;

use super::*;

/// Asserts the segments of `input`, shown with each emoji between brackets.
fn case(input: &str, expected: &str) {
    let mut out = String::new();
    for EmojiSegment { text, is_emoji } in segments(input) {
        out += &if is_emoji {
            format!("[{text}]")
        } else {
            text.to_owned()
        };
    }
    assert_eq!(out, expected, "segments of {input:?}");
    assert_eq!(
        has_emoji(input),
        expected.contains('['),
        "has_emoji({input:?})"
    );
}

#[test]
fn one_picture_is_one_emoji() {
    case("", "");
    case("Aucun", "Aucun");
    case("Un 🚀 part", "Un [🚀] part");
    case("🚀🔥", "[🚀][🔥]");
    case("👩‍👩‍👧‍👦!", "[👩‍👩‍👧‍👦]!");
    case("🇫🇷🇬🇧", "[🇫🇷][🇬🇧]");
    case("en 🏴󠁧󠁢󠁥󠁮󠁧󠁿 aussi", "en [🏴󠁧󠁢󠁥󠁮󠁧󠁿] aussi");
    case("1️⃣2️⃣ #️⃣", "[1️⃣][2️⃣] [#️⃣]");
    case("1⃣ 🚀\u{20E3}", "[1⃣] [🚀\u{20E3}]");
    case("12️⃣", "1[2️⃣]");
    case("👍🏽👍", "[👍🏽][👍]");
    case("☝🏽", "[☝🏽]");
    case("❤️‍🔥", "[❤️‍🔥]");
    case("🏳️‍🌈", "[🏳️‍🌈]");
    case("🧑🏿‍🤝‍🧑🏻x", "[🧑🏿‍🤝‍🧑🏻]x");
}

#[test]
fn characters_without_selector() {
    case(
        "☁ ✈ ✏ ❤ ☀ ⚡ ⭐ ⌚ ✅",
        "[☁] [✈] [✏] [❤] [☀] [⚡] [⭐] [⌚] [✅]",
    );
    case("🛰🛡🗞🖥🕹🏆🌡", "[🛰][🛡][🗞][🖥][🕹][🏆][🌡]");
    case("© ® ™ ‼ ⁉ ℹ Ⓜ ▪ ▶ ☎ ♀ ♂", "© ® ™ ‼ ⁉ ℹ Ⓜ ▪ ▶ ☎ ♀ ♂");
    case("← ↔ → ➡ ⬅ ⤴ ↩", "← ↔ → ➡ ⬅ ⤴ ↩");
    case("0 1 9 # * 2026", "0 1 9 # * 2026");
    case("★ ☐ ✓ ① ﷽ …", "★ ☐ ✓ ① ﷽ …");
}

#[test]
fn selectors_choose_text_or_emoji() {
    case("©️™️☎️ℹ️↔️", "[©️][™️][☎️][ℹ️][↔️]");
    case("〰️㊗️", "[〰️][㊗️]");
    case(
        "❤\u{FE0E} ✈\u{FE0E} 🛰\u{FE0E} ⌚\u{FE0E}",
        "❤\u{FE0E} ✈\u{FE0E} 🛰\u{FE0E} ⌚\u{FE0E}",
    );
    // a selector alone makes no emoji of a digit or a letter
    case(
        "2\u{FE0F} a\u{FE0F} \u{FE0F}",
        "2\u{FE0F} a\u{FE0F} \u{FE0F}",
    );
    case("\u{20E3}a\u{20E3}", "\u{20E3}a\u{20E3}");
    // a joiner in Persian or Hindi is no emoji
    case("می‌خواهم क्‍ष", "می‌خواهم क्‍ष");
}

#[test]
fn every_sequence_of_unicode_is_one_emoji() {
    let Some(list) = unicode_list() else { return };
    let mut seen = 0;
    for line in list.lines() {
        let line = line.split('#').next().unwrap();
        let Some((points, status)) = line.split_once(';') else {
            continue;
        };
        let sequence: String = points
            .split_whitespace()
            .map(|hex| char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap())
            .collect();
        let found: Vec<_> = segments(&sequence).collect();
        assert_eq!(found.len(), 1, "{sequence:?} is split");
        let bare_text = status.trim() == "unqualified" && sequence.chars().count() == 1;
        assert!(
            found[0].is_emoji || bare_text,
            "{sequence:?} {status} is text"
        );
        let among = format!("né {sequence}, {sequence}!");
        let emoji = if found[0].is_emoji {
            vec![sequence.as_str(); 2]
        } else {
            vec![]
        };
        assert_eq!(find_all(&among), emoji);
        seen += 1;
    }
    assert!(seen > 4000, "only {seen} sequences in the list");
}

/// The list of all emoji by Unicode; `None` where it is not installed, which CI does not allow.
#[allow(
    clippy::disallowed_methods,
    reason = "the list is no content of a site"
)]
fn unicode_list() -> Option<String> {
    const FILE: &str = "/usr/share/unicode/emoji/emoji-test.txt";
    let list = std::fs::read_to_string(FILE).ok();
    if list.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "{FILE} is missing: install unicode-data"
        );
        eprintln!("SKIPPED: {FILE} is missing (Debian package unicode-data)");
    }
    list
}

#[test]
fn strip_joins_the_text_around() {
    for (input, expected) in [
        ("A B", "A B"),
        ("A 🚀 B", "A B"),
        ("🚀 Titre", "Titre"),
        ("Titre 🚀", "Titre"),
        ("Titre 🚀 🔥  ", "Titre"),
        (" 🚀 ", ""),
        ("🚀", ""),
        ("A 🚀 🔥 B", "A B"),
        ("A🚀B", "A B"),
        ("A🚀 B", "A B"),
        ("Titre 🚀.", "Titre."),
        ("Titre 🚀, suite", "Titre, suite"),
        ("Titre\u{a0}🚀\u{202f}!", "Titre\u{202f}!"),
        ("Titre\u{a0}🚀 suite", "Titre suite"),
        ("(🚀 fusée)", "(fusée)"),
        ("«\u{202f}🚀 fusée\u{202f}»", "«\u{202f}fusée\u{202f}»"),
        ("un  deux 🚀", "un  deux"),
        ("👩‍👩‍👧‍👦 famille ❤️", "famille"),
    ] {
        assert_eq!(strip(input), expected, "strip({input:?})");
    }
    assert!(matches!(strip("sans emoji ’ …"), Cow::Borrowed(_)));
}

#[test]
fn find_all_keeps_order() {
    assert_eq!(find_all("🚀 et 🇫🇷, 1️⃣ ©"), ["🚀", "🇫🇷", "1️⃣"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn joined_segments_are_the_text(text in "(\\PC|[🚀☁©1#👩🇫🇷️🏽\u{200D}\u{FE0E}\u{20E3}]){0,24}") {
        let all: Vec<_> = segments(&text).collect();
        prop_assert_eq!(all.iter().map(|s| s.text).collect::<String>(), text.clone());
        prop_assert!(all.iter().all(|s| !s.text.is_empty()));
        prop_assert!(all.windows(2).all(|pair| pair[0].is_emoji || pair[1].is_emoji));
        let stripped = strip(&text);
        let words: String = all.iter().filter(|s| !s.is_emoji).map(|s| s.text).collect();
        let visible = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(visible(&stripped), visible(&words));
    }
}
