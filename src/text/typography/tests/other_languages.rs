//! Tables of texts in languages other than French and English.

use super::TypographyRules;

fn case(code: &str, input: &str, expected: &str) {
    super::case(TypographyRules::for_language(code), input, expected);
}

#[test]
fn quotation_marks_are_those_of_cldr() {
    for (code, expected) in [
        ("es", "“a ‘b’ c”"),
        ("es-US", "«a “b” c»"),
        ("pt", "“a ‘b’ c”"),
        ("pt-PT", "«a “b” c»"),
        ("pt_ao", "«a “b” c»"),
        ("de", "„a ‚b‘ c“"),
        ("de-AT", "„a ‚b‘ c“"),
        ("it", "«a “b” c»"),
        ("ar", "”a ’b‘ c“"),
        ("ar-MA", "”a ’b‘ c“"),
        ("sw", "“a ‘b’ c”"),
        ("wo", "“a ‘b’ c”"),
        ("ff", "„a ‚b’ c”"),
        ("ru", "«a „b“ c»"),
        ("pl", "„a «b» c”"),
        ("sv", "”a ’b’ c”"),
        ("nl", "‘a ‘b’ c’"),
        ("nb", "«a ‘b’ c»"),
        ("ja", "「a 『b』 c」"),
        ("zh", "“a ‘b’ c”"),
        ("zh-TW", "「a 『b』 c」"),
        ("zh-Hant-HK", "「a 『b』 c」"),
        ("fa", "«a ‹b› c»"),
        ("az", "“a ‘b’ c”"),
        ("az-Arab", "«a ‹b› c»"),
        ("az-IR", "«a ‹b› c»"),
        ("xx", "“a ‘b’ c”"),
    ] {
        case(code, "\"a \"b\" c\"", expected);
    }
}

#[test]
fn typed_marks_count() {
    case("de", "„a \"b\" c“ und \"d\"", "„a ‚b‘ c“ und „d“");
    case("ru", "«a \"b\" c» и \"d\"", "«a „b“ c» и «d»");
    case("sv", "”a” \"b\"", "”a” ”b”");
    case("ja", "「a」と\"b\"と言う", "「a」と「b」と言う");
}

#[test]
fn single_quotes_apostrophes_and_ellipses() {
    case("de", "Er sagt 'ja'... so geht's", "Er sagt ‚ja‘… so geht’s");
    case(
        "it",
        "L'altro, un po' di 'tutto'",
        "L’altro, un po’ di “tutto”",
    );
    case("es", "el '98, \"sí\"... -- no", "el ’98, “sí”… -- no");
    case("sw", "ng'ombe, 'ndiyo'", "ng’ombe, ‘ndiyo’");
    case(
        "de",
        "5'10\" groß, ein 27\" Schirm",
        "5'10\" groß, ein 27\" Schirm",
    );
}

#[test]
fn no_spaces_are_set() {
    case(
        "es",
        "¿Sí ? 20 % « a » 1 000 M. Paz",
        "¿Sí ? 20 % « a » 1 000 M. Paz",
    );
}
