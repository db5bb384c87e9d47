//! The problems of a run in a terminal: few of each kind whole, all in `--json` and with `--verbose`.

use crate::program_runner::Folder;
use std::fmt::Write as _;

/// A site of this many articles, each with two problems of its own.
fn with_problems(articles: usize) -> Folder {
    let mut text = String::new();
    for number in 10..10 + articles {
        let _ = write!(
            text,
            "-- content/articles/a{number}/fr.md --\n---\ntitle: A{number}\ndate: 2026-11-01\ndraft: non\n---\nTexte, [lien](/nulle-part/).\n"
        );
    }
    Folder::new(&text)
}

#[test]
fn three_problems_of_a_kind_are_whole_ten_are_places_the_rest_is_counted() {
    let folder = with_problems(20);
    let ran = folder.run_ok(&["build"]);
    assert_eq!(
        ran.err.matches("`non` is read as `false`").count(),
        3,
        "{}",
        ran.err
    );
    assert_eq!(ran.err.matches("`/nulle-part/`").count(), 3, "{}", ran.err);
    let places = "\
warning: 17 more of the kind `translated-value`:
  content/articles/a13/fr.md:4
  content/articles/a14/fr.md:4
  content/articles/a15/fr.md:4
  content/articles/a16/fr.md:4
  content/articles/a17/fr.md:4
  content/articles/a18/fr.md:4
  content/articles/a19/fr.md:4
  content/articles/a20/fr.md:4
  content/articles/a21/fr.md:4
  content/articles/a22/fr.md:4
  and 7 more; `--verbose` shows all
";
    assert!(ran.err.contains(places), "{}", ran.err);
    assert!(
        ran.err.contains("17 more of the kind `unknown-path`"),
        "{}",
        ran.err
    );
    let names: Vec<String> = (10..20)
        .map(|number| format!("articles/a{number}"))
        .collect();
    let names = format!("only in French: {}, and 10 more\n", names.join(", "));
    assert!(ran.out.contains(&names), "{}", ran.out);
    let all = folder.run_ok(&["build", "--verbose"]);
    assert_eq!(all.err.matches("`non` is read as `false`").count(), 20);
    assert!(all.out.contains("articles/a29\n"), "{}", all.out);
    let json = folder.run_ok(&["build", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["problems"].as_array().expect("a list").len(), 40);
}

#[test]
fn few_problems_are_all_whole() {
    let ran = with_problems(3).run_ok(&["build"]);
    assert!(!ran.err.contains("more of the kind"), "{}", ran.err);
    let ran = with_problems(4).run_ok(&["build"]);
    let place = "warning: 1 more of the kind `translated-value`:\n  content/articles/a13/fr.md:4\n";
    assert!(ran.err.contains(place), "{}", ran.err);
}

#[test]
fn the_last_line_of_a_failed_build_counts_several_errors() {
    let ran = Folder::empty().run(&["build"]);
    assert!(
        ran.err.contains("there is no `griot.yaml` here"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.ends_with("error: nothing was published\n"),
        "{}",
        ran.err
    );
    let ran = with_problems(2).run(&["build", "--strict"]);
    assert!(
        ran.err
            .ends_with("error: nothing was published: 4 errors\n"),
        "{}",
        ran.err
    );
}

/// A name with a character that nobody sees cannot be told from another.
#[test]
fn a_message_names_the_invisible_characters_that_it_shows() {
    let folder = Folder::new(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[a](ma\u{200b}page.md) ![b](<une\u{a0}photo.jpg>)\n",
    );
    let ran = folder.run(&["build"]);
    for name in ["U+200B zero width space", "U+00A0 no-break space"] {
        assert!(
            ran.err.contains(&format!("= note: it has {name} in it")),
            "{}",
            ran.err
        );
    }
    let plain = Folder::new(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[a](mapage.md)\n",
    );
    assert!(!plain.run(&["build"]).err.contains("note:"));
}
