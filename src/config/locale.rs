//! What is known of languages: their own names, usual locales, and direction of writing.
//!
//! Only defaults, from CLDR; `griot.yaml` may say otherwise. Knows nothing of a site.

use super::Direction;

/// Code, name in its own words, territory of `og:locale`.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("af", "Afrikaans", "ZA"),
    ("am", "አማርኛ", "ET"),
    ("ar", "العربية", "AR"),
    ("bg", "Български", "BG"),
    ("bm", "Bamanakan", "ML"),
    ("bn", "বাংলা", "BD"),
    ("br", "Brezhoneg", "FR"),
    ("ca", "Català", "ES"),
    ("cs", "Čeština", "CZ"),
    ("cy", "Cymraeg", "GB"),
    ("da", "Dansk", "DK"),
    ("de", "Deutsch", "DE"),
    ("el", "Ελληνικά", "GR"),
    ("en", "English", "US"),
    ("eo", "Esperanto", "EO"),
    ("es", "Español", "ES"),
    ("et", "Eesti", "EE"),
    ("eu", "Euskara", "ES"),
    ("fa", "فارسی", "IR"),
    ("ff", "Pulaar", "SN"),
    ("fi", "Suomi", "FI"),
    ("fr", "Français", "FR"),
    ("ga", "Gaeilge", "IE"),
    ("gl", "Galego", "ES"),
    ("ha", "Hausa", "NG"),
    ("he", "עברית", "IL"),
    ("hi", "हिन्दी", "IN"),
    ("hr", "Hrvatski", "HR"),
    ("hu", "Magyar", "HU"),
    ("hy", "Հայերեն", "AM"),
    ("id", "Indonesia", "ID"),
    ("ig", "Igbo", "NG"),
    ("is", "Íslenska", "IS"),
    ("it", "Italiano", "IT"),
    ("ja", "日本語", "JP"),
    ("ka", "ქართული", "GE"),
    ("ko", "한국어", "KR"),
    ("ku", "Kurdî", "TR"),
    ("ln", "Lingála", "CD"),
    ("lt", "Lietuvių", "LT"),
    ("lv", "Latviešu", "LV"),
    ("mg", "Malagasy", "MG"),
    ("nb", "Norsk bokmål", "NO"),
    ("nl", "Nederlands", "NL"),
    ("nn", "Norsk nynorsk", "NO"),
    ("no", "Norsk", "NO"),
    ("oc", "Occitan", "FR"),
    ("pl", "Polski", "PL"),
    ("ps", "پښتو", "AF"),
    ("pt", "Português", "PT"),
    ("ro", "Română", "RO"),
    ("ru", "Русский", "RU"),
    ("rw", "Kinyarwanda", "RW"),
    ("sk", "Slovenčina", "SK"),
    ("sl", "Slovenščina", "SI"),
    ("so", "Soomaali", "SO"),
    ("sq", "Shqip", "AL"),
    ("sr", "Српски", "RS"),
    ("sv", "Svenska", "SE"),
    ("sw", "Kiswahili", "KE"),
    ("ta", "தமிழ்", "IN"),
    ("th", "ไทย", "TH"),
    ("tr", "Türkçe", "TR"),
    ("uk", "Українська", "UA"),
    ("ur", "اردو", "PK"),
    ("vi", "Tiếng Việt", "VN"),
    ("wo", "Wolof", "SN"),
    ("xh", "isiXhosa", "ZA"),
    ("yo", "Yorùbá", "NG"),
    ("zh", "中文", "CN"),
    ("zu", "isiZulu", "ZA"),
];

/// Languages written from right to left where no script is named.
const RTL_LANGUAGES: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// Scripts written from right to left (Unicode Standard Annex 9), as in `ku-Arab`.
const RTL_SCRIPTS: &[&str] = &[
    "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
];

fn known(code: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    let base = base(code);
    LANGUAGES
        .iter()
        .find(|(known, ..)| known.eq_ignore_ascii_case(base))
}

/// `pt` of `pt-BR`.
fn base(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// `Français` for `fr` and `fr-CA`; `None` for a language that we do not know.
pub fn own_name(code: &str) -> Option<&'static str> {
    known(code).map(|(_, name, _)| *name)
}

/// `fr_FR` for `fr`, `pt_BR` for `pt-BR`; the code itself for a language we do not know.
pub fn locale(code: &str) -> String {
    let base = base(code);
    let is_region = |part: &&str| {
        part.len() == 2 || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
    };
    let region = code.split('-').skip(1).find(is_region);
    let region = region.map(str::to_uppercase);
    let region = region.or_else(|| known(code).map(|(_, _, region)| (*region).to_owned()));
    match region {
        Some(region) => format!("{base}_{region}"),
        None => code.replace('-', "_"),
    }
}

/// By the script that the code names, else by the language.
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
