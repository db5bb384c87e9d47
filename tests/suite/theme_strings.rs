//! The strings of a theme: errors in strings files and in the templates that use them.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};

/// A site with the theme `mine`, which extends the default one.
fn theme_problems(files: &str) -> Outcome {
    let article = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n";
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: mine\n{article}\
         -- themes/mine/theme.yaml --\nextends: default\n{files}"
    ))
}

fn french_strings(strings: &str) -> Outcome {
    theme_problems(&format!("-- themes/mine/strings/fr.yaml --\n{strings}"))
}

#[test]
fn a_mistyped_key_is_reported_with_its_position() {
    let outcome = french_strings("home: Accueil\narchve: Grenier\n").with_warnings();
    outcome.assert_reported(&[
        "warning: no template uses the string `archve`",
        "themes/mine/strings/fr.yaml:2:1",
        "did you mean `archive`?",
    ]);
    assert!(
        !outcome.problems().contains("themes/default"),
        "{}",
        outcome.problems()
    );
    // the default language does not matter
    let outcome =
        theme_problems("-- themes/mine/strings/en.yaml --\narchve: Attic\n").with_warnings();
    outcome.assert_reported(&["themes/mine/strings/en.yaml:1:1", "did you mean `archive`?"]);
}

#[test]
fn a_missing_string_gets_a_hint_to_add_it() {
    let home = "-- themes/mine/templates/home.html --\n{{ t(\"motto\") }}\n";
    let strings = "-- themes/mine/strings/fr.yaml --\nmotto: Toujours\n";
    let outcome = theme_problems(&format!("{home}{strings}")).with_warnings();
    outcome.assert_reported(&[
        "the theme has no `motto` in this language",
        "--> themes/mine/strings/en.yaml\n",
    ]);
    assert!(outcome.page("/en/").contains("Toujours"));
    let both = format!("{home}{strings}-- themes/mine/strings/en.yaml --\nmotto: Always\n");
    assert!(
        theme_problems(&both)
            .without_problems()
            .page("/en/")
            .contains("Always")
    );
}

#[test]
fn a_missing_language_gets_a_hint_with_the_list_of_strings() {
    let settings = "base_url: https://a.example\nlanguages:\n  de: {title: Das Blog}\n";
    let files = "-- content/articles/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nText.\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}")).with_warnings();
    outcome.assert_reported(&[
        "themes/default/strings/de.yaml",
        " more in this",
        "the page \"Themes\" of Griot's manual",
    ]);
    assert!(include_str!("../../docs/content/themes/en.md").contains("\n## Strings\n"));
}

#[test]
fn a_regional_language_extends_its_base_language() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://a.example\nlanguages:\n  fr-CA: {title: Le Carnet}\ntheme: mine\n\
         -- themes/mine/strings/fr-CA.yaml --\narchive: Grenier\n\
         -- content/articles/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n",
    )
    .without_problems();
    assert!(outcome.page("/").contains("Grenier"));
    assert!(outcome.page("/").contains("Aller au contenu"));
}

#[test]
fn a_plural_form_follows_the_language_of_the_string() {
    let text = |code: &str| {
        format!("-- content/articles/a/{code}.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nT.\n")
    };
    let site = |default: &str, strings: &str| {
        let settings = format!(
            "-- griot.yaml --\nbase_url: https://a.example\ndefault_language: {default}\ntheme: mine\nlanguages:\n  fr: {{title: A}}\n  en: {{title: B}}\n  wo: {{title: C}}\n  ja: {{title: D}}\n  ar: {{title: E}}\n"
        );
        let theme = "-- themes/mine/theme.yaml --\nextends: default\n\
                     -- themes/mine/templates/home.html --\n{{ t(\"n\", count=0) }},{{ t(\"n\", count=1) }},{{ t(\"n\", count=2) }}\n";
        let articles: String = ["fr", "en", "wo", "ja", "ar"].map(text).concat();
        site(&[&settings, theme, strings, &articles].concat()).with_warnings()
    };
    let french = "-- themes/mine/strings/fr.yaml --\nn: {one: un, other: beaucoup}\n";
    let outcome = site("fr", french);
    // no other language has the string: French words, in French forms
    for home in ["/", "/en/", "/wo/", "/ja/", "/ar/"] {
        assert_eq!(outcome.page(home).trim(), "un,un,beaucoup", "{home}");
    }
    let english = "-- themes/mine/strings/en.yaml --\nn: {one: one, other: many}\n";
    let arabic = "-- themes/mine/strings/ar.yaml --\nn: {zero: a0, one: a1, two: a2, few: a3, many: a4, other: a5}\n";
    let outcome = site("fr", &[english, arabic].concat());
    for home in ["/fr/", "/", "/wo/", "/ja/"] {
        if outcome.has(home) {
            assert_eq!(outcome.page(home).trim(), "many,one,many", "{home}");
        }
    }
    assert_eq!(outcome.page("/ar/").trim(), "a0,a1,a2");
}

#[test]
fn a_language_without_strings_gets_those_of_the_default_language() {
    let files = "-- griot.yaml --\nbase_url: https://a.example\ndefault_language: fr\nlanguages:\n  en: {title: A}\n  fr: {title: B}\n  wo: {title: C}\n\
                 -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nT.\n\
                 -- content/articles/a/wo.md --\n---\ntitle: B\n---\nT.\n";
    let outcome = site(files).with_warnings();
    for page in ["/wo/", "/wo/b/", "/wo/archive/", "/wo/404.html"] {
        assert!(outcome.page(page).contains("Aller au contenu"), "{page}");
        assert!(!outcome.page(page).contains("Skip to content"), "{page}");
    }
    // a count in a page without its own words has French forms: Wolof has only `other`
    assert!(outcome.page("/wo/search/").contains("data-one="));
    assert!(outcome.page("/wo/search/").contains("data-language=\"fr\""));
    assert!(outcome.page("/search/").contains("data-language=\"fr\""));
}

#[test]
fn errors_in_strings_have_positions() {
    let strings = "home: [a]\narchive:\ntags: \"a\\u0001\"\narticles:\n  on: x\n  other: y\nminutes:\n  one: x\nempty: no\n";
    french_strings(strings).assert_refused(&[
        "themes/mine/strings/fr.yaml:1:7",
        "expected text or plural forms, found a list",
        "themes/mine/strings/fr.yaml:2:",
        "themes/mine/strings/fr.yaml:3:7",
        "U+0001",
        "themes/mine/strings/fr.yaml:5:3",
        "`on` is not a plural form of `articles`",
        "did you mean `one`?",
        "themes/mine/strings/fr.yaml:7:1",
        "`minutes` has no form `other`",
    ]);
    french_strings("home: a\nhome: b\n").assert_refused(&["themes/mine/strings/fr.yaml:2:1"]);
    french_strings("only text\n")
        .assert_refused(&["themes/mine/strings/fr.yaml:1:1", "a string on each line"]);
    french_strings("# none yet\n").without_problems();
}

#[test]
fn a_call_without_a_needed_value_is_reported() {
    let with = |call: &str| {
        theme_problems(&format!(
            "-- themes/mine/templates/home.html --\n\n{{{{ {call} }}}}\n"
        ))
    };
    let place = "warning: the string `updated` has `{date}`, and gets no such value here\n --> themes/mine/templates/home.html:2:4";
    with("t(\"updated\")").assert_reported(&[place, "give it: `t(\"updated\", date=…)`"]);
    with("t(\"updated\", dat=\"x\")").assert_reported(&[place, "did you mean `date=` by `dat=`?"]);
    with("t(\"updated\", lang=\"en\")").assert_reported(&[place]);
    with("t(\"minutes\")").assert_reported(&["the string `minutes` has `{count}`"]);
    with("t(\"updated\", date=\"x\", lang=\"xx\")").assert_reported(&[
        "themes/mine/templates/home.html:2:27",
        "`xx` is not a language of this site",
        "known here: `fr`, `en`",
    ]);
    for fine in [
        "t(\"updated\", date=\"x\")",
        "t(\"minutes\", count=3, lang=\"en\")",
        "t(\"updated\" ~ \"\", date=\"x\")",
    ] {
        with(fine).without_problems();
    }
}

#[test]
fn an_unknown_placeholder_is_reported() {
    french_strings("articles:\n  one: \"{cuont} article\"\n  other: \"{count} articles\"\n")
        .assert_reported(&[
            "warning: no template fills `{cuont}` of `articles`",
            "themes/mine/strings/fr.yaml:2:8",
            "did you mean `{count}`?",
        ]);
    french_strings("home: \"{name}\"\n")
        .assert_reported(&["no template fills `{name}` of `home`", "without braces"]);
    french_strings("updated: Neuf\nminutes:\n  one: une minute\n  other: \"{count} minutes\"\n")
        .without_problems();
    // a template of the theme gives what its string wants
    let strings = "-- themes/mine/strings/fr.yaml --\nempty: \"Rien, {name}\"\n";
    let home = "-- themes/mine/templates/home.html --\n{{ t(\"empty\", name=\"x\") }}\n";
    theme_problems(strings).assert_reported(&["no template fills `{name}` of `empty`"]);
    theme_problems(&format!("{strings}{home}")).without_problems();
}
