//! Errors in front matter and settings: file, line, caret and hint.

use crate::harness::{FRENCH_AND_ENGLISH, article, site, sources};

/// Asserts the whole output for an article with this front matter.
#[track_caller]
fn assert_problems(front_matter: &str, expected: &str) {
    let outcome = site(&format!(
        "-- content/articles/puces-2nm/fr.md --\n---\n{front_matter}---\nTexte.\n"
    ));
    assert_eq!(outcome.problems(), expected);
}

#[test]
fn an_unknown_key_is_a_warning_with_the_nearest_name() {
    let text = "title: Les puces\ndate: 2026-05-23\n# une remarque\ntag: [tsmc]\n";
    let expected = "\
warning: unknown front matter key `tag`
 --> content/articles/puces-2nm/fr.md:5:1
  |
5 | tag: [tsmc]
  | ^^^
  |
  = hint: did you mean `tags`?
";
    assert_problems(text, expected);
    let strict = sources(&format!(
        "-- content/articles/puces-2nm/fr.md --\n---\n{text}---\nTexte.\n"
    ))
    .strict()
    .build();
    assert!(!strict.built, "`--strict` takes warnings for errors");
    assert_eq!(strict.problems(), expected.replace("warning:", "error:"));
}

/// Without a fence, front matter would become text of the article.
#[test]
fn front_matter_without_a_fence_is_an_error() {
    let assert_refused = |text: &str, expected: &[&str]| {
        let outcome = site(&format!("-- content/posts/a.md --\n{text}"));
        outcome.assert_refused(expected);
    };
    let place = "content/posts/a.md:1:1";
    assert_refused(
        "titre: Oublié\ndate: 2026-11-01\ntags: a\n\nTexte.\n",
        &["no line `---` begins it", place],
    );
    assert_refused(
        "title: A\ndate: 2026-11-01\n---\nTexte.\n",
        &["no line `---` begins it", place],
    );
    assert_refused(
        "{ \"title\": \"A\",\n\"date\": \"2026-11-01\" }\n\nTexte.\n",
        &["in JSON is not read", place],
    );
    assert_refused(
        "---json\n{ \"title\": \"A\" }\n---\nTexte.\n",
        &["begins with `---json` is not read", place],
    );
    for text in [
        "Titre : rien\n\nTexte.\n",
        "{accolade} et suite\n",
        "Date: demain\nLieu: Dakar\nHeure: midi\n",
    ] {
        site(&format!("-- content/pages/a.md --\n{text}")).without_problems();
    }
}

/// `...` ends a YAML document: a `draft` key below it would be ignored.
#[test]
fn keys_below_the_end_of_a_document_are_an_error() {
    let text = "title: Secret\ndate: 2026-11-01\n...\ndraft: true\n";
    let expected = "\
error: `...` ended the front matter above: this key is not read
 --> content/articles/puces-2nm/fr.md:5:1
  |
5 | draft: true
  | ^^^^^^^^^^^
  |
  = hint: remove the line `...`
";
    assert_problems(text, expected);
    site("-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n...\nTexte : oui.\n\n---\n\nSuite.\n").without_problems();
}

#[test]
fn an_unknown_key_is_reported_once_for_the_whole_site() {
    let file = |name: &str| {
        format!("-- content/articles/{name}/fr.md --\n---\ndate: 2026-11-01\nmood: fine\n---\nT.\n")
    };
    let outcome = site(&format!("{}{}{}", file("a"), file("b"), file("c"))).with_warnings();
    assert_eq!(outcome.problems().matches("warning:").count(), 1);
    outcome.assert_reported(&[
        "content/articles/a/fr.md:3:1",
        "extra.mood",
        "also in 2 other files",
    ]);
}

#[test]
fn a_date_that_does_not_exist() {
    assert_problems(
        "title: Les puces\ndate: 2026-02-30\n",
        "\
error: `2026-02-30` does not exist
 --> content/articles/puces-2nm/fr.md:3:7
  |
3 | date: 2026-02-30
  |       ^^^^^^^^^^
  |
  = hint: February 2026 has 28 days
",
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\ntitle: [a, b]\ndate: 2026-11-01\ndraft: peut-être\n---\nT.\n",
    );
    outcome.assert_refused(&[
        "fr.md:2:8",
        "2 | title: [a, b]",
        "fr.md:4:8",
        "4 | draft: peut-être",
    ]);
    assert_eq!(
        outcome.problems().matches("error:").count(),
        2,
        "{}",
        outcome.problems()
    );
}

#[test]
fn yaml_and_toml_errors_have_positions() {
    for (fence, text) in [
        ("---", "title: \"sans fin\ndate: 2026-11-01"),
        ("---", "title: a\n\tdate: 2026-11-01"),
        ("+++", "title = sans guillemets"),
    ] {
        let outcome = site(&format!(
            "-- content/articles/x/fr.md --\n{fence}\n{text}\n{fence}\nT.\n"
        ));
        outcome.assert_refused(&["error: ", "--> content/articles/x/fr.md:", " | ", "^"]);
    }
}

#[test]
fn all_errors_are_reported_sorted_by_path() {
    let outcome = site(
        "-- content/articles/b/fr.md --\n---\ntitle: B\ndate: demain\n---\n[mort](rien.md)\n\
         -- content/articles/a/fr.md --\n---\ntitle: A\nlang: de\ndate: 2026-11-01\n---\nT.\n\
         -- content/articles/c/fr.md --\n---\ntitle: C\n---\nT.\n",
    );
    outcome.assert_refused(&[
        "content/articles/a/fr.md:3",
        "content/articles/b/fr.md:3",
        "content/articles/c/fr.md",
    ]);
    let places: Vec<usize> = ["a/fr.md", "b/fr.md", "c/fr.md"]
        .iter()
        .filter_map(|path| outcome.problems().find(path))
        .collect();
    assert!(places.is_sorted(), "{}", outcome.problems());
}

#[test]
fn a_template_that_the_theme_lacks_is_an_error_and_a_layout_a_warning() {
    let text = |key: &str| {
        format!("-- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-01\n{key}---\nT.\n")
    };
    site(&text("template: artcle.html\n")).assert_refused(&[
        "no template `artcle.html`",
        "did you mean `article.html`?",
        "fr.md:4:11",
    ]);
    let outcome = site(&text("layout: post\n")).with_warnings();
    outcome.assert_reported(&["warning: ", "`post`", "fr.md:4:9"]);
    assert!(outcome.has("/x/"));
}

#[test]
fn errors_in_settings_have_positions() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://blog.example\ndefault_language: fr\npaginat: 10\nlanguages:\n  fr: {title: A}\n\
         -- content/a.md --\nT.\n",
    );
    outcome.assert_refused(&[
        "griot.yaml:3:1",
        "3 | paginat: 10",
        "did you mean `paginate`?",
    ]);
}

#[test]
fn a_template_error_names_its_line_and_the_page() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://blog.example\ntheme: mine\nlanguages:\n  fr: {title: A}\n\
         -- themes/mine/theme.yaml --\nextends: default\n\
         -- themes/mine/templates/article.html --\n<h1>\n{{ article.nothing.here }}\n</h1>\n\
         -- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-01\n---\nT.\n",
    );
    outcome.assert_refused(&[
        "themes/mine/templates/article.html:2:",
        "{{ article.nothing.here }}",
        "/x/",
    ]);
}

#[test]
fn invalid_utf8_is_an_error_with_its_position() {
    let binary = sources("-- content/a.md --\nT.\n")
        .file("content/articles/b/fr.md", b"\x89PNG\r\n\x1a\n\0\0");
    binary.build().assert_refused(&["content/articles/b/fr.md"]);
    let latin = sources("-- content/a.md --\nT.\n")
        .file("content/articles/b/fr.md", b"---\ntitle: \xe9t\xe9\n---\n");
    latin
        .build()
        .assert_refused(&["content/articles/b/fr.md", "UTF-8"]);
    let utf16: Vec<u8> = "\u{feff}---\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    sources("-- content/a.md --\nT.\n")
        .file("content/articles/b/fr.md", &utf16)
        .build()
        .assert_refused(&["content/articles/b/fr.md", "UTF-16"]);
}

#[test]
fn an_invalid_date_is_reported_once_for_all_languages() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\ndate: jamais\n---\nT.\n-- content/articles/x/en.md --\n---\ntitle: X\n---\nT.\n",
    );
    outcome.assert_refused(&["`jamais` is not a date"]);
    assert_eq!(
        outcome.problems().matches("error:").count(),
        1,
        "{}",
        outcome.problems()
    );
}

const CONFLICT: &str = "two branches were merged and left a conflict here";

/// Asserts that a merge conflict is reported at a place, and nothing else.
#[track_caller]
fn assert_conflict(files: &str, place: &str) {
    let refused = site(files);
    refused.assert_refused(&[
        &format!("error: {CONFLICT}\n --> {place}\n"),
        "keep what is right of both sides",
    ]);
    let errors = refused.problems().matches("error:").count();
    assert_eq!(errors, 1, "{}", refused.problems());
}

#[test]
fn a_merge_conflict_is_reported_with_its_line() {
    let conflict = |indent: &str, ours: &str, theirs: &str| {
        format!("<<<<<<< HEAD\n{indent}{ours}\n=======\n{indent}{theirs}\n>>>>>>> draft\n")
    };
    let article = |keys: &str, text: &str| {
        format!("-- content/articles/a/fr.md --\n---\ndate: 2026-11-01\n{keys}---\n{text}\n")
    };
    assert_conflict(
        &article(
            "title: A\n",
            &format!("Un.\n\n{}Fin.", conflict("", "Deux.", "Trois.")),
        ),
        "content/articles/a/fr.md:7:1",
    );
    let titles = conflict("", "title: A", "title: B");
    assert_conflict(&article(&titles, "T."), "content/articles/a/fr.md:3:1");
    assert_conflict(
        &article(&titles.replace('\n', "\r\n"), "T."),
        "content/articles/a/fr.md:3:1",
    );
    let toml = format!(
        "-- content/a.md --\n+++\n{}+++\nT.\n",
        conflict("", "title = 'A'", "title = 'B'")
    );
    assert_conflict(&toml, "content/a.md:2:1");
    let base =
        "<<<<<<< ours\ntitle: A\n||||||| base\ntitle: C\n=======\ntitle: B\n>>>>>>> theirs\n";
    assert_conflict(&article(base, "T."), "content/articles/a/fr.md:3:1");
    let page = "-- content/a.md --\nT.\n";
    let settings = format!(
        "-- griot.yaml --\nbase_url: https://blog.example\n{}{page}",
        conflict(
            "",
            "languages: {fr: {title: A}}",
            "languages: {fr: {title: B}}"
        )
    );
    assert_conflict(&settings, "griot.yaml:2:1");
    let theme = |file: &str, text: &str| {
        format!(
            "-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: t\n-- themes/t/theme.yaml --\nextends: default\n\
             -- themes/t/{file} --\n{text}{page}"
        )
    };
    let strings = conflict("", "home: Accueil", "home: Début");
    assert_conflict(
        &theme("strings/fr.yaml", &strings),
        "themes/t/strings/fr.yaml:1:1",
    );
    let extends = conflict("", "extends: default", "extends: other");
    assert_conflict(&theme("theme.yaml", &extends), "themes/t/theme.yaml:1:1");
}

#[test]
fn text_that_only_looks_like_a_merge_conflict_is_text() {
    let conflict = "<<<<<<< HEAD\nun\n=======\ndeux\n>>>>>>> draft";
    for text in [
        format!("```diff\n{conflict}\n```"),
        format!("~~~\n{conflict}\n~~~"),
        conflict.replace("<<<<<<< HEAD\n", ""),
        "Titre\n=======\n\n>>>>>>> cité".to_string(),
        conflict
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect(),
        "<<<<<<< ouvert, jamais fermé".to_string(),
    ] {
        let outcome = article(&text).with_warnings();
        assert!(!outcome.problems().contains(CONFLICT), "{text}");
    }
}

#[test]
fn an_item_with_another_indent_is_no_part_of_the_one_above() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\ntags:\n- puces\n - radio\n---\nT.\n",
    )
    .with_warnings();
    outcome.assert_reported(&[
        "`- radio` is read as a part of the value above it",
        "begin it where the `-` above it begins",
        "fr.md:6:2",
    ]);
    let right = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\ntags:\n  - puces\n  - radio\n\
                 description: |\n  - un\n   - deux\n---\nT.\n";
    site(right).without_problems();
}

#[test]
fn tags_of_html_in_a_title_are_reported() {
    let with = |title: &str| {
        site(&format!(
            "-- content/articles/a/fr.md --\n---\ntitle: {title}\ndate: 2026-11-01\n---\nT.\n"
        ))
    };
    with("Le <em>grand</em> jour")
        .with_warnings()
        .assert_reported(&["marks of Markdown or HTML", "write `Le grand jour`"]);
    with("La balise <b>").without_problems();
}
