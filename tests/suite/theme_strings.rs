//! The words of a theme: mistakes in its strings files and in the templates that ask for them.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};

/// A site with the theme `mine`, which extends the default one.
fn mine(files: &str) -> Outcome {
    let article = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n";
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: mine\n{article}\
         -- themes/mine/theme.yaml --\nextends: default\n{files}"
    ))
}

fn french(strings: &str) -> Outcome {
    mine(&format!("-- themes/mine/strings/fr.yaml --\n{strings}"))
}

#[test]
fn a_mistyped_key_is_told_of_where_it_stands() {
    let outcome = french("home: Accueil\narchve: Grenier\n").with_warnings();
    outcome.says(&[
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
    let outcome = mine("-- themes/mine/strings/en.yaml --\narchve: Attic\n").with_warnings();
    outcome.says(&["themes/mine/strings/en.yaml:1:1", "did you mean `archive`?"]);
}

#[test]
fn a_string_that_a_language_lacks_is_to_be_added_to_the_sites_theme() {
    let home = "-- themes/mine/templates/home.html --\n{{ t(\"motto\") }}\n";
    let strings = "-- themes/mine/strings/fr.yaml --\nmotto: Toujours\n";
    let outcome = mine(&format!("{home}{strings}")).with_warnings();
    outcome.says(&[
        "the theme has no `motto` in this language",
        "--> themes/mine/strings/en.yaml\n",
    ]);
    assert!(outcome.page("/en/").contains("Toujours"));
    let both = format!("{home}{strings}-- themes/mine/strings/en.yaml --\nmotto: Always\n");
    assert!(mine(&both).in_silence().page("/en/").contains("Always"));
}

#[test]
fn the_list_of_all_strings_is_named_to_who_translates() {
    let settings = "base_url: https://a.example\nlanguages:\n  de: {title: Das Blog}\n";
    let files = "-- content/articles/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nText.\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}")).with_warnings();
    outcome.says(&[
        "themes/default/strings/de.yaml",
        " more in this",
        "docs/themes.md",
    ]);
    assert!(include_str!("../../docs/themes.md").contains("\n## Strings\n"));
}

#[test]
fn a_country_adds_to_what_its_language_says() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://a.example\nlanguages:\n  fr-CA: {title: Le Carnet}\ntheme: mine\n\
         -- themes/mine/strings/fr-CA.yaml --\narchive: Grenier\n\
         -- content/articles/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n",
    )
    .in_silence();
    assert!(outcome.page("/").contains("Grenier"));
    assert!(outcome.page("/").contains("Aller au contenu"));
}

#[test]
fn mistakes_in_strings_have_their_places() {
    let strings = "home: [a]\narchive:\ntags: \"a\\u0001\"\narticles:\n  on: x\n  other: y\nminutes:\n  one: x\nempty: no\n";
    french(strings).refused(&[
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
    french("home: a\nhome: b\n").refused(&["themes/mine/strings/fr.yaml:2:1"]);
    french("only text\n").refused(&["themes/mine/strings/fr.yaml:1:1", "a string on each line"]);
    french("# none yet\n").in_silence();
}

#[test]
fn a_call_without_a_value_that_its_string_has_is_told_of() {
    let with = |call: &str| {
        mine(&format!(
            "-- themes/mine/templates/home.html --\n\n{{{{ {call} }}}}\n"
        ))
    };
    let place = "warning: the string `updated` has `{date}`, and gets no such value here\n  --> themes/mine/templates/home.html:2:4";
    with("t(\"updated\")").says(&[place, "give it: `t(\"updated\", date=…)`"]);
    with("t(\"updated\", dat=\"x\")").says(&[place, "did you mean `date=` by `dat=`?"]);
    with("t(\"updated\", lang=\"en\")").says(&[place]);
    with("t(\"minutes\")").says(&["the string `minutes` has `{count}`"]);
    with("t(\"updated\", date=\"x\", lang=\"xx\")").says(&[
        "themes/mine/templates/home.html:2:27",
        "`xx` is not a language of this site",
        "known here: `fr`, `en`",
    ]);
    for fine in [
        "t(\"updated\", date=\"x\")",
        "t(\"minutes\", count=3, lang=\"en\")",
        "t(\"updated\" ~ \"\", date=\"x\")",
    ] {
        with(fine).in_silence();
    }
}

#[test]
fn a_string_with_another_name_in_braces_is_told_of() {
    french("articles:\n  one: \"{cuont} article\"\n  other: \"{count} articles\"\n").says(&[
        "warning: no template fills `{cuont}` of `articles`",
        "themes/mine/strings/fr.yaml:2:8",
        "did you mean `{count}`?",
    ]);
    french("home: \"{name}\"\n").says(&["no template fills `{name}` of `home`", "without braces"]);
    french("updated: Neuf\nminutes:\n  one: une minute\n  other: \"{count} minutes\"\n")
        .in_silence();
    // a template of the theme gives what its string wants
    let strings = "-- themes/mine/strings/fr.yaml --\nempty: \"Rien, {name}\"\n";
    let home = "-- themes/mine/templates/home.html --\n{{ t(\"empty\", name=\"x\") }}\n";
    mine(strings).says(&["no template fills `{name}` of `empty`"]);
    mine(&format!("{strings}{home}")).in_silence();
}
