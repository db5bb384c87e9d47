//! Tables of texts and the keys they are compared by.

use super::*;
use proptest::prelude::*;

#[test]
fn folds_case_accents_and_spaces() {
    for (input, expected) in [
        ("Sécurité", "securite"),
        ("SECURITE", "securite"),
        ("Se\u{301}curite\u{301}", "securite"),
        ("  L’IA\u{a0} à\tl'école ", "l'ia a l'ecole"),
        ("Straße ẞ", "strasse ss"),
        ("ŒUVRE œuvre Łódź", "oeuvre oeuvre lodz"),
        ("C++ / C#", "c++ / c#"),
        ("Ёлка", "елка"),
        ("ΟΔΟΣ οδός", "οδοσ οδοσ"),
        ("हिन्दी", "हिन्दी"),
        ("ガイド", "ガイド"),
        ("한국어", "한국어"),
        ("مَرحبا", "مرحبا"),
        ("so\u{AD}ft\u{200B}", "soft"),
        ("", ""),
    ] {
        assert_eq!(fold(input), expected, "fold({input:?})");
    }
}

#[test]
fn full_case_folding_makes_equal() {
    for (one, other) in [
        ("Σ", "σ"),
        ("Σ", "ς"),
        ("µ", "μ"),
        ("ſ", "s"),
        ("ß", "ss"),
        ("ẞ", "SS"),
        ("ﬁ", "FI"),
        ("É", "e\u{301}"),
        ("ᾳ", "ΑΙ"),
        ("Ω", "Ω"),
        ("ꭰ", "Ꭰ"),
    ] {
        assert_eq!(case_fold(one), case_fold(other), "{one} and {other}");
    }
    for (one, other) in [("é", "e"), ("ı", "i"), ("а", "a")] {
        assert_ne!(case_fold(one), case_fold(other), "{one} and {other}");
    }
}

#[test]
fn names_compare_without_hyphens_and_quotation_marks() {
    for (one, other) in [
        ("Open Source", "open-source"),
        ("IA \"ouverte\"", "ia «\u{202F}Ouverte\u{202F}»"),
        ("2019--2024", "2019–2024"),
    ] {
        assert_eq!(name_key(one), name_key(other), "{one}, {other}");
    }
    assert_ne!(name_key("\""), name_key("-"));
    assert_ne!(name_key("C"), name_key("C++"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn folding_is_stable(text in "(\\PC|\\p{L}|\\p{M}|[ /.%'é🚀İΣ\0\u{202E}]){0,80}") {
        let key = fold(&text);
        prop_assert_eq!(&fold(&key), &key);
        prop_assert_eq!(&fold(&text.nfd().collect::<String>()), &key);
        let folded = case_fold(&text);
        prop_assert_eq!(&case_fold(&folded), &folded);
        prop_assert_eq!(&case_fold(&text.nfd().collect::<String>()), &folded);
    }
}
