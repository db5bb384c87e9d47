//! Languages with their defaults, menus and channels.

use super::super::Direction::{Ltr, Rtl};
use super::super::{Config, Direction, Language};
use super::whole;
use crate::diagnostic::{self, English};

fn languages(lines: &str) -> Result<Config, String> {
    whole(&format!(
        "base_url: https://blog.example\nlanguages:\n{lines}"
    ))
}

fn first(lines: &str) -> Language {
    languages(lines).unwrap().languages.remove(0)
}

#[test]
fn defaults_come_from_the_code() {
    let case = |code: &str, name: &str, locale: &str, direction: Direction| {
        let language = first(&format!("  {code}: {{title: T}}"));
        let found = (
            language.name.as_str(),
            language.locale.as_str(),
            language.direction,
        );
        assert_eq!(found, (name, locale, direction), "{code}");
        assert_eq!(language.code, code);
    };
    case("fr", "Français", "fr_FR", Ltr);
    case("en", "English", "en_US", Ltr);
    case("en-GB", "English", "en_GB", Ltr);
    case("pt-BR", "Português", "pt_BR", Ltr);
    case("ar", "العربية", "ar_AR", Rtl);
    case("ar-MA", "العربية", "ar_MA", Rtl);
    case("he", "עברית", "he_IL", Rtl);
    case("fa", "فارسی", "fa_IR", Rtl);
    case("ur", "اردو", "ur_PK", Rtl);
    case("ku-Arab", "Kurdî", "ku_IQ", Rtl);
    case("ff-Adlm", "Pulaar", "ff_GN", Rtl);
    case("zh", "中文", "zh_CN", Ltr);
    case("zh-Hant-TW", "中文", "zh_TW", Ltr);
    case("zh-Hant", "中文", "zh_TW", Ltr);
    case("zh-Hans", "中文", "zh_CN", Ltr);
    case("pt", "Português", "pt_PT", Ltr);
    case("sr-Latn", "Српски", "sr_RS", Ltr);
    case("es-419", "Español", "es_419", Ltr);
    case("no", "Norsk", "no_NO", Ltr);
    case("wo", "Wolof", "wo_SN", Ltr);
    let likely = |code: &str, locale: &str, direction: Direction| {
        let language = first(&format!("  {code}: {{title: T, name: N}}"));
        let found = (language.locale.as_str(), language.direction);
        assert_eq!(found, (locale, direction), "{code}");
    };
    likely("pa", "pa_IN", Ltr);
    likely("pa-PK", "pa_PK", Rtl);
    likely("pa-Arab", "pa_PK", Rtl);
    likely("ks", "ks_IN", Rtl);
    likely("az", "az_AZ", Ltr);
    likely("az-Arab", "az_IR", Rtl);
    likely("az-IR", "az_IR", Rtl);
    likely("uz-AF", "uz_AF", Rtl);
    likely("sd", "sd_PK", Rtl);
    likely("sd-Deva", "sd_IN", Ltr);
    likely("ckb", "ckb_IQ", Rtl);
    likely("dv", "dv_MV", Rtl);
    likely("yi", "yi_UA", Rtl);
    likely("iw", "iw_IL", Rtl);
    likely("nqo", "nqo_GN", Rtl);
    likely("ar-Latn", "ar_EG", Ltr);
    let unknown = first("  qaa-Thaa: {title: T, name: Q}");
    assert_eq!(
        (unknown.locale.as_str(), unknown.direction),
        ("qaa_Thaa", Rtl)
    );
}

#[test]
fn two_languages_never_have_the_same_name() {
    let names = |lines: &str| {
        let languages = languages(lines).unwrap().languages;
        let names: Vec<String> = languages
            .into_iter()
            .map(|language| language.name)
            .collect();
        names.join(", ")
    };
    let two = |a: &str, b: &str| names(&format!("  {a}: {{title: T}}\n  {b}: {{title: T}}"));
    assert_eq!(two("zh-CN", "zh-TW"), "简体中文, 繁體中文");
    assert_eq!(two("zh-Hant", "zh-Hans"), "繁體中文, 简体中文");
    assert_eq!(two("pt-BR", "pt"), "Português do Brasil, Português");
    assert_eq!(two("fr-CA", "fr"), "Français canadien, Français");
    assert_eq!(two("en", "fr"), "English, Français");
    let text = "base_url: https://a.example\nlanguages:\n  ar-MA: {title: T}\n  ar-SN: {title: T}\n  fr: {title: T}\n  en: {title: T, name: français}\n";
    let (config, warnings) = Config::read("griot.yaml", text);
    assert!(config.is_some());
    let said = diagnostic::print(&warnings, &English, &|_| None, false);
    for part in [
        "warning: `ar-MA` and `ar-SN` have the same name, `العربية`",
        "such as `name: العربية (SN)`",
        "warning: `fr` and `en` have the same name, `français`",
        "such as `name: français (en)`",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn what_is_written_goes_before() {
    let language = first(
        "  fr:
    name: Le français
    title: \"Le\\n blog\"
    description: >
      Deux
      lignes
    locale: fr-SN
    direction: rtl
    base_url: https://fr.example/
    typography: off
    channel: https://whatsapp.com/channel/x
    menu:
      - {label: À propos, url: /a-propos/}
      - {label: Ailleurs, url: \"https://x.example/?a=b#c\"}
      - {label: Écrire, url: \"mailto:awa@x.example\"}
      - {label: Haut, url: \"#top\"}
",
    );
    assert_eq!(language.name, "Le français");
    assert_eq!(language.title, "Le blog");
    assert_eq!(language.description, "Deux lignes");
    assert_eq!(language.locale, "fr_SN");
    assert_eq!(language.direction, Rtl);
    assert_eq!(language.base_url.as_deref(), Some("https://fr.example"));
    assert!(!language.typography);
    assert_eq!(
        language.channel.as_deref(),
        Some("https://whatsapp.com/channel/x")
    );
    let menu: Vec<&str> = language.menu.iter().map(|item| item.url.as_str()).collect();
    assert_eq!(
        menu,
        [
            "/a-propos/",
            "https://x.example/?a=b#c",
            "mailto:awa@x.example",
            "#top"
        ]
    );
}

#[test]
fn codes_and_keys_are_checked() {
    let case = |lines: &str, expected: &str| {
        assert_eq!(
            languages(lines).map(|_| ()),
            Err(expected.to_owned()),
            "{lines}"
        );
    };
    case(
        "  FR: {title: T}",
        "3:3 `FR` is not the code of a language; write `fr`",
    );
    case(
        "  fr_FR: {title: T}",
        "3:3 `fr_FR` is not the code of a language; write `fr-FR`",
    );
    case(
        "  français: {title: T, name: F}",
        "3:3 `français` is not the code of a language; write a code such as `fr`, `en` or `pt-BR`",
    );
    case(
        "  fr-x: {title: T}",
        "3:3 `fr-x` is not the code of a language; write `fr-x`",
    );
    case(
        "  ../x: {title: T, name: X}",
        "3:3 `../x` is not the code of a language; write a code such as `fr`, `en` or `pt-BR`",
    );
    case(
        "  pt-BR: {title: T}\n  pt-br: {title: T}",
        "4:3 the language `pt-br` is there already; keep one of the two",
    );
    case(
        "  qaa: {title: T}",
        "3:3 the language `qaa` has no `name`; add its name in its own words, such as `name: Français`",
    );
    case(
        "  fr: {name: F}",
        "3:3 the language `fr` has no `title`; add the site's title in this language, such as `title: Mon blog`",
    );
    case(
        "  fr:\n  en: {title: T}",
        "3:3 the language `fr` has no `title`; add the site's title in this language, such as `title: Mon blog`",
    );
    case(
        "  fr: Français",
        "3:7 expected a key of a language on each line, found text",
    );
    case(
        "  fr: {title: T, locale: français}",
        "3:26 `français` is not a locale; write it as `fr_FR`",
    );
    case(
        "  fr: {title: T, direction: up}",
        "3:29 expected `ltr` or `rtl`, found text",
    );
    case(
        "  fr: {title: T, base_url: x}",
        "3:28 `x` does not begin with `https://`; write a whole address such as `https://example.org`",
    );
    case(
        "  fr: {title: T, channel: http://x.y}",
        "3:27 a channel's address begins with `https://`",
    );
    case(
        "  fr: {title: T, menu: {a: b}}",
        "3:24 expected a list of `{label: …, url: …}`, found keys and values",
    );
    case(
        "  fr: {title: T, menu: [/a/]}",
        "3:25 expected `{label: …, url: …}`, found text",
    );
    case(
        "  fr: {title: T, menu: [{label: A, url: //evil}]}",
        "3:41 `//evil` leads to another site; write a path on this site such as `/contact/`",
    );
    case(
        "  fr: {title: T, menu: [{label: A, url: 'javascript:alert(1)'}]}",
        "3:41 `javascript:alert(1)` begins with `javascript:`; write a path such as `/contact/`, or an address that begins with `https://`",
    );
}

#[test]
fn thirty_two_languages_are_enough() {
    let many = |count: u8| {
        let line = |n: u8| {
            format!(
                "  a{}{}: {{name: N, title: T}}\n",
                char::from(b'a' + n / 26),
                char::from(b'a' + n % 26)
            )
        };
        (0..count).map(line).collect::<String>()
    };
    assert_eq!(languages(&many(32)).unwrap().languages.len(), 32);
    assert_eq!(
        languages(&many(33)).unwrap_err(),
        "3:3 there are 33 languages, over the limit of 32"
    );
}

#[test]
fn a_channel_for_all_or_for_each() {
    let channels = |lines: &str| {
        let config = languages(&format!(
            "  fr: {{title: T}}\n  en: {{title: T, channel: https://e.n/}}\n{lines}"
        ));
        config.map(|config| {
            config
                .languages
                .into_iter()
                .map(|l| l.channel.unwrap_or_default())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(channels("").unwrap(), ["", "https://e.n/"]);
    assert_eq!(
        channels("channel: https://a.l/l").unwrap(),
        ["https://a.l/l", "https://e.n/"]
    );
    assert_eq!(
        channels("channel: {fr: https://f.r, en: https://x.y}").unwrap(),
        ["https://f.r", "https://e.n/"]
    );
    assert_eq!(
        channels("channel: {de: https://d.e}").unwrap_err(),
        "5:11 `de` is not one of the site's languages; write the code as it is under `languages`, or add it there"
    );
}
