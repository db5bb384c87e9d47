//! What Griot knows of languages: their own names, usual locales, and directions of writing.
//!
//! Only defaults, from CLDR; `griot.yaml` may say otherwise. Where the tables have nothing, CLDR's
//! likely subtags do. Knows nothing of a site.

use super::Direction;
use icu_locale::{Direction as ScriptDirection, LanguageIdentifier};
use icu_locale::{LocaleDirectionality, LocaleExpander};

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

/// The name of a language with a script or a region.
struct RegionalName {
    code: &'static str,
    name: &'static str,
}

const fn regional(code: &'static str, name: &'static str) -> RegionalName {
    RegionalName { code, name }
}

/// Names that CLDR 48 has for languages with a script or a region, in their own words.
const REGIONAL_NAMES: &[RegionalName] = &[
    regional("de-AT", "Österreichisches Deutsch"),
    regional("de-CH", "Schweizer Hochdeutsch"),
    regional("en-AU", "Australian English"),
    regional("en-CA", "Canadian English"),
    regional("en-GB", "British English"),
    regional("en-US", "American English"),
    regional("es-419", "Español latinoamericano"),
    regional("es-ES", "Español de España"),
    regional("es-MX", "Español de México"),
    regional("fa-AF", "دری"),
    regional("fr-CA", "Français canadien"),
    regional("fr-CH", "Français suisse"),
    regional("nl-BE", "Vlaams"),
    regional("pt-BR", "Português do Brasil"),
    regional("pt-PT", "Português europeu"),
    regional("sw-CD", "Kiswahili cha Kongo"),
    regional("zh-Hans", "简体中文"),
    regional("zh-Hant", "繁體中文"),
];

/// Languages written from right to left whose codes CLDR has replaced.
const OLD_RTL_CODES: &[&str] = &["iw", "ji"];

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

/// The code with the script and the region that it means: `zh-Hant-TW` for `zh-TW`.
fn with_likely_subtags(code: &str) -> Option<LanguageIdentifier> {
    let mut id = code.parse::<LanguageIdentifier>().ok()?;
    LocaleExpander::new_extended().maximize(&mut id);
    Some(id)
}

/// The language's name in its own words, `Français` for `fr` and `fr-CA`; `None` if unknown.
pub fn own_name(code: &str) -> Option<&'static str> {
    find(code).map(|language| language.name)
}

/// The name that tells a language from the same one in another region or script: `Français
/// canadien` for `fr-CA`; `None` if CLDR has none.
pub fn regional_name(code: &str) -> Option<&'static str> {
    let id = with_likely_subtags(code)?;
    let region = id.region.map(|region| format!("{}-{region}", id.language));
    let script = id.script.map(|script| format!("{}-{script}", id.language));
    let codes = [region, script].into_iter().flatten();
    let mut names = codes.filter_map(|code| {
        let found = REGIONAL_NAMES.iter().find(|name| name.code == code);
        found.map(|name| name.name)
    });
    names.next().filter(|_| code != base(code))
}

/// The usual locale, `fr_FR` for `fr`, `pt_BR` for `pt-BR`, `zh_TW` for `zh-Hant`; the code itself
/// if unknown.
pub fn locale(code: &str) -> String {
    let base = base(code);
    let id = code.parse::<LanguageIdentifier>().ok();
    if let Some(region) = id.as_ref().and_then(|id| id.region) {
        return format!("{base}_{region}");
    }
    let usual = with_likely_subtags(base).filter(|usual| usual.region.is_some());
    let script = id.and_then(|id| id.script);
    let is_usual_script = script.is_none() || script == usual.as_ref().and_then(|id| id.script);
    let known = find(code).filter(|_| is_usual_script);
    let known = known.map(|language| language.territory.to_owned());
    let likely = || {
        usual.as_ref()?;
        Some(with_likely_subtags(code)?.region?.to_string())
    };
    match known.or_else(likely) {
        Some(region) => format!("{base}_{region}"),
        None => code.replace('-', "_"),
    }
}

/// The direction of writing, by the script that the code names, else by its likely script.
pub fn direction(code: &str) -> Direction {
    let id = code.parse::<LanguageIdentifier>().ok();
    let directions = LocaleDirectionality::new_with_expander(LocaleExpander::new_extended());
    let found = id.and_then(|id| directions.get(&id));
    let is_rtl = found == Some(ScriptDirection::RightToLeft)
        || (found.is_none() && OLD_RTL_CODES.contains(&base(code)));
    if is_rtl {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}
