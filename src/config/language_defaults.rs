//! What Griot knows of languages: their own names, usual locales, and directions of writing.
//!
//! Only defaults, from CLDR; `griot.yaml` may say otherwise. Knows nothing of a site.

use super::Direction;

/// A language that Griot knows.
struct LanguageDefaults {
    /// Without a region: `pt`.
    code: &'static str,
    /// The language's name in its own words.
    name: &'static str,
    /// The territory of `og:locale` where the code has none.
    territory: &'static str,
}

const fn language(
    code: &'static str,
    name: &'static str,
    territory: &'static str,
) -> LanguageDefaults {
    LanguageDefaults {
        code,
        name,
        territory,
    }
}

const LANGUAGES: &[LanguageDefaults] = &[
    language("af", "Afrikaans", "ZA"),
    language("am", "አማርኛ", "ET"),
    language("ar", "العربية", "AR"),
    language("bg", "Български", "BG"),
    language("bm", "Bamanakan", "ML"),
    language("bn", "বাংলা", "BD"),
    language("br", "Brezhoneg", "FR"),
    language("ca", "Català", "ES"),
    language("cs", "Čeština", "CZ"),
    language("cy", "Cymraeg", "GB"),
    language("da", "Dansk", "DK"),
    language("de", "Deutsch", "DE"),
    language("el", "Ελληνικά", "GR"),
    language("en", "English", "US"),
    language("eo", "Esperanto", "EO"),
    language("es", "Español", "ES"),
    language("et", "Eesti", "EE"),
    language("eu", "Euskara", "ES"),
    language("fa", "فارسی", "IR"),
    language("ff", "Pulaar", "SN"),
    language("fi", "Suomi", "FI"),
    language("fr", "Français", "FR"),
    language("ga", "Gaeilge", "IE"),
    language("gl", "Galego", "ES"),
    language("ha", "Hausa", "NG"),
    language("he", "עברית", "IL"),
    language("hi", "हिन्दी", "IN"),
    language("hr", "Hrvatski", "HR"),
    language("hu", "Magyar", "HU"),
    language("hy", "Հայերեն", "AM"),
    language("id", "Indonesia", "ID"),
    language("ig", "Igbo", "NG"),
    language("is", "Íslenska", "IS"),
    language("it", "Italiano", "IT"),
    language("ja", "日本語", "JP"),
    language("ka", "ქართული", "GE"),
    language("ko", "한국어", "KR"),
    language("ku", "Kurdî", "TR"),
    language("ln", "Lingála", "CD"),
    language("lt", "Lietuvių", "LT"),
    language("lv", "Latviešu", "LV"),
    language("mg", "Malagasy", "MG"),
    language("nb", "Norsk bokmål", "NO"),
    language("nl", "Nederlands", "NL"),
    language("nn", "Norsk nynorsk", "NO"),
    language("no", "Norsk", "NO"),
    language("oc", "Occitan", "FR"),
    language("pl", "Polski", "PL"),
    language("ps", "پښتو", "AF"),
    language("pt", "Português", "PT"),
    language("ro", "Română", "RO"),
    language("ru", "Русский", "RU"),
    language("rw", "Kinyarwanda", "RW"),
    language("sk", "Slovenčina", "SK"),
    language("sl", "Slovenščina", "SI"),
    language("so", "Soomaali", "SO"),
    language("sq", "Shqip", "AL"),
    language("sr", "Српски", "RS"),
    language("sv", "Svenska", "SE"),
    language("sw", "Kiswahili", "KE"),
    language("ta", "தமிழ்", "IN"),
    language("th", "ไทย", "TH"),
    language("tr", "Türkçe", "TR"),
    language("uk", "Українська", "UA"),
    language("ur", "اردو", "PK"),
    language("vi", "Tiếng Việt", "VN"),
    language("wo", "Wolof", "SN"),
    language("xh", "isiXhosa", "ZA"),
    language("yo", "Yorùbá", "NG"),
    language("zh", "中文", "CN"),
    language("zu", "isiZulu", "ZA"),
];

/// Languages written from right to left where no script is named.
const RTL_LANGUAGES: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Scripts written from right to left (Unicode Standard Annex 9), as in `ku-Arab`.
const RTL_SCRIPTS: &[&str] = &[
    "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
];

fn find(code: &str) -> Option<&'static LanguageDefaults> {
    let base = base(code);
    LANGUAGES
        .iter()
        .find(|language| language.code.eq_ignore_ascii_case(base))
}

/// The code without its region: `pt` of `pt-BR`.
fn base(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// The language's name in its own words, `Français` for `fr` and `fr-CA`; `None` if unknown.
pub fn own_name(code: &str) -> Option<&'static str> {
    find(code).map(|language| language.name)
}

/// The usual locale, `fr_FR` for `fr`, `pt_BR` for `pt-BR`; the code itself if unknown.
pub fn locale(code: &str) -> String {
    let base = base(code);
    let is_region = |part: &&str| {
        part.len() == 2 || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let region = code.split('-').skip(1).find(is_region);
    let region = region.map(str::to_uppercase);
    match region.or_else(|| find(code).map(|language| language.territory.to_owned())) {
        Some(region) => format!("{base}_{region}"),
        None => code.replace('-', "_"),
    }
}

/// The direction of writing, by the script that the code names, else by the language.
pub fn direction(code: &str) -> Direction {
    let script = code
        .split('-')
        .skip(1)
        .find(|part| part.len() == 4 && !part.starts_with(|c: char| c.is_ascii_digit()));
    let is_rtl = match script {
        Some(script) => RTL_SCRIPTS
            .iter()
            .any(|rtl| rtl.eq_ignore_ascii_case(script)),
        None => RTL_LANGUAGES.contains(&base(code)),
    };
    if is_rtl {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}
