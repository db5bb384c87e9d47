//! Tables of titles and their slugs.

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

/// Asserts the slug of `input` in NFC and in NFD, and that the slug of a slug is itself.
fn case(input: &str, expected: &str) {
    let nfd: String = input.nfd().collect();
    assert_eq!(slug(input), expected, "slug({input:?})");
    assert_eq!(slug(&nfd), expected, "slug of NFD {input:?}");
    assert_eq!(slug(expected), expected, "slug of a slug");
}

#[test]
fn french_and_english_titles() {
    case("L’IA à l’école 🚀", "l-ia-a-l-ecole");
    case("L'IA à lʼécole", "l-ia-a-l-ecole");
    case("Été", "ete");
    case(
        "🔥 Sécurité : faut-il s’inquiéter ?!",
        "securite-faut-il-s-inquieter",
    );
    case(
        "Cœur, ex æquo & Œuvre — 20 % de moins…",
        "coeur-ex-aequo-oeuvre-20-de-moins",
    );
    case("C++ et C#", "c-et-c");
    case("GPT-5.1 / Claude 4", "gpt-5-1-claude-4");
    case("Don’t panic: it's 1️⃣2️⃣ o'clock", "don-t-panic-it-s-o-clock");
    case("Go🚀Rust", "go-rust");
    case("  --Déjà__vu--  ", "deja-vu");
    case("🚀", "");
    case("!!!", "");
    case("", "");
}

#[test]
fn latin_letters_beyond_french() {
    case(
        "Straße Ærø Łódź Đorđe Þór Ísland",
        "strasse-aero-lodz-dorde-thor-island",
    );
    case("İstanbul ıl Iğdır", "istanbul-il-igdir");
    case("Việt Nam ếẾ", "viet-nam-ee");
    case("Yorùbá: ẹ̀kọ́ ọ̀rọ̀ ṣé", "yoruba-eko-oro-se");
    case(
        "ƙasa ɗaya ɓera ŋ Ŋ Əli əl ɛ̃ ɔ́",
        "kasa-daya-bera-ng-ng-eli-el-e-o",
    );
    case("Hawaiʻi", "hawai-i");
    case("m² ½ Ⅳ ① ﬁn ＡＢＣ１２ 𝗯𝗼𝗹𝗱", "m2-1-2-iv-1-fin-abc12-bold");
    case("Griot™ © 2026 ®", "griot-2026");
}

#[test]
fn other_scripts_keep_their_letters() {
    case("Привет, МИР Ёлка йод", "привет-мир-ёлка-йод");
    case("ΟΔΟΣ Αθήνα", "οδος-αθήνα");
    case("人工知能 ガイド 2026", "人工知能-ガイド-2026");
    case("한국어 제목", "한국어-제목");
    case("الذكاء الاصطناعي؟", "الذكاء-الاصطناعي");
    case("हिन्दी में क्\u{200D}ष", "हिन्दी-में-क्ष");
    case("می\u{200C}خواهم", "میخواهم");
    case("ภาษาไทย", "ภาษาไทย");
    case("٢٠٢٦", "٢٠٢٦");
}

#[test]
fn slugs_hold_no_unsafe_names() {
    case("../../etc/passwd", "etc-passwd");
    case("Nul", "nul-1");
    case("Com1", "com1-1");
    case("Aux armes", "aux-armes");
    case("C:\\con.txt%2e%2e", "c-con-txt-2e-2e");
    case("a\u{202E}b\u{2066}c\u{200B}d\u{AD}e\0f\ng", "abcde-f-g");
    case("и\u{FE0F}\u{20DD}", "и");
}

#[test]
fn long_titles_are_cut() {
    let words = slug(&"mot ".repeat(40));
    assert_eq!(words, "mot-".repeat(25).trim_end_matches('-'));
    assert_eq!(slug(&"a".repeat(300)), "a".repeat(100));
    assert_eq!(
        slug(&format!("un {}", "x".repeat(300))),
        format!("un-{}", "x".repeat(97))
    );
    assert_eq!(slug(&format!("{} suite", "x".repeat(100))), "x".repeat(100));
    assert_eq!(slug(&"語".repeat(90)), "語".repeat(33));
    assert_eq!(slug(&"हि".repeat(40)), "हि".repeat(16));
    let stacked = format!("ب{}", "\u{651}".repeat(200));
    assert!(slug(&stacked).len() <= MAX_BYTES);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn slugs_are_safe_and_stable(text in "(\\PC|\\p{L}|\\p{M}|[ /.%'é🚀İΣ\0\u{202E}]){0,80}") {
        let first = slug(&text);
        prop_assert!(first.len() <= MAX_BYTES);
        prop_assert!(!first.starts_with('-') && !first.ends_with('-') && !first.contains("--"));
        prop_assert!(first.chars().all(|c| c == '-' || c.is_alphanumeric() || is_combining_mark(c)));
        prop_assert_eq!(&slug(&first), &first);
        prop_assert_eq!(&slug(&text.nfc().collect::<String>()), &slug(&text.nfd().collect::<String>()));
    }
}
