//! What an author reads who made a mistake in front matter.

use super::{SETTINGS, fenced, read_in, said};

fn case(matter: &str, expected: &str) {
    assert_eq!(said(&fenced(matter)), expected, "{matter}");
}

#[test]
fn unknown_keys_are_warned_about() {
    case(
        "title: Puces\ntag: [tsmc]",
        "\
warning: unknown front matter key `tag`
 --> content/articles/puces/fr.md:3:1
  |
3 | tag: [tsmc]
  | ^^^
  |
  = hint: did you mean `tags`?
",
    );
    case(
        "voiture: rouge",
        "\
warning: unknown front matter key `voiture`
 --> content/articles/puces/fr.md:2:1
  |
2 | voiture: rouge
  | ^^^^^^^
  |
  = hint: put it under `extra`, where templates find it as `extra.voiture`
",
    );
}

/// Each problem as `line:column message; hint`.
fn brief(matter: &str) -> String {
    let said = said(&fenced(matter));
    if said.is_empty() {
        return String::new();
    }
    let problems = said.split("\n\n").map(|problem| {
        let lines: Vec<&str> = problem.lines().collect();
        let place = lines[1].rsplit_once(".md:").map_or("", |(_, place)| place);
        let hint = lines.iter().find_map(|line| line.split_once("= hint: "));
        format!(
            "{place} {}; {}",
            lines[0],
            hint.map_or("", |(_, hint)| hint)
        )
    });
    problems.collect::<Vec<_>>().join("\n")
}

#[test]
fn wrong_types_are_told_all_at_once() {
    let matter = "\
title: [a]
tags: 5
draft: peut-être
weight: 1.5
date: {a: 1}
extra: x
toc: 1
lang: de
categories: [a, [b]]
aliases: {a: b}
summary: [a]";
    let expected = "\
2:8 error: expected a title, found a list; write it as `title: Mon article`
3:7 error: expected a list of tags, found a number; write it as `tags: [mobile, web]`
4:8 error: expected `true` or `false`, found text; write `draft: true` or `draft: false`
5:9 error: expected a number, found `1.5`; write a whole number from -1000000000 to 1000000000
6:7 error: expected a date, found keys and values; write it as `date: 2026-05-23`
7:8 error: expected keys and values, found text; write it as `extra: {couleur: rouge}`
8:6 error: expected `true` or `false`, found a number; write `toc: true` or `toc: false`
9:7 error: unknown language `de`; this site's languages are `fr`, `en`
10:17 error: expected a list of categories, found a list; write it as `categories: [mobile, web]`
11:10 error: expected a path on this site, found keys and values; write it as `aliases: [/ancien-article/]`
12:10 error: expected a summary, found a list; write it as `summary: Une ou deux phrases.`";
    assert_eq!(brief(matter), expected);
}

#[test]
fn one_meaning_twice_is_an_error_that_names_both() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    case(
        "updated: 2026-05-23\nlastmod: 2026-05-24",
        "3:1 error: `lastmod` means the same as `updated`, which is there already; keep one of the two",
    );
    case(
        "Title: a\ntitle: b",
        "3:1 error: `title` means the same as `Title`, which is there already; keep one of the two",
    );
    case(
        "title: a\ntags: x\ntitle: b",
        "4:1 error: the key `title` is written twice; keep one of the two; the first is on line 2",
    );
    case("image:\ncover: a.jpg", "");
}

#[test]
fn values_that_a_comment_cuts_are_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    case(
        "title: #RoadToRust",
        "2:8 warning: `title` is empty: `#` begins a comment; put the value in quotes: `title: \"#RoadToRust\"`",
    );
    case(
        "title: Le hashtag #Kebetu fait bouger Dakar",
        "2:19 warning: `#` begins a comment: `#Kebetu fait bouger Dakar` is not read; put the value in quotes: `title: \"Le hashtag #Kebetu fait bouger Dakar\"`",
    );
    case(
        "title: Le \"hashtag\" #Kebetu",
        "2:21 warning: `#` begins a comment: `#Kebetu` is not read; put the value in quotes: `title: 'Le \"hashtag\" #Kebetu'`",
    );
    case(
        "tags:\n  - mobile #5G",
        "3:12 warning: `#` begins a comment: `#5G` is not read; put the value in quotes: `- \"mobile #5G\"`",
    );
    case(
        "tags:\n- web\n- #Kebetu",
        "4:3 warning: `#` begins a comment: `#Kebetu` is not read; put the value in quotes: `- \"#Kebetu\"`",
    );
    case(
        "extra:\n  sous_titre: Le #1 des ventes",
        "3:18 warning: `#` begins a comment: `#1 des ventes` is not read; put the value in quotes: `sous_titre: \"Le #1 des ventes\"`",
    );
    for fine in [
        "tags: # rien encore",
        "title: Puces # à relire",
        "#title: Puces\ndate: 2026-05-23",
        "title: Le C#",
        "title: \"Le #1\" #relu",
        "tags: [web] #relu",
        "title: \"Le hashtag #Kebetu\"",
        "description: |\n  Le #1\n  #2",
        "url: /a/b#",
    ] {
        let said = brief(fine);
        assert!(!said.contains("begins a comment"), "{fine}: {said}");
    }
}

#[test]
fn spaces_that_are_none_and_missing_ones_are_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    let no_break = "here stands U+00A0 no-break space, which is no space for YAML; delete it, and type an ordinary space where one belongs";
    case("title:\u{a0}Collé", &format!("2:7 error: {no_break}"));
    case(
        "title\u{a0}: Collé\ndraft: true",
        &format!("2:6 error: {no_break}"),
    );
    case("\u{a0}draft: true", &format!("2:1 error: {no_break}"));
    case(
        "title: A\ntags:\n\u{a0}\u{a0}- web\n\u{a0}\u{a0}- 5G",
        &format!("4:1 error: {no_break}\n5:1 error: {no_break}"),
    );
    case(
        "date: 2026-05-23\ndraft:\u{a0}true\ntitle: A",
        &format!("3:7 error: {no_break}"),
    );
    assert!(brief("title:\u{202f}A").contains("U+202F narrow no-break space"));
    assert!(brief("\u{200b}title: A").contains("U+200B zero width space"));
    assert_eq!(brief("title: \"Quoi\u{a0}: rien\u{202f}!\""), "");
    assert_eq!(brief("title: \u{a0}Bonjour\ndraft: \u{a0}true"), "");
    let colon = "this line is no `key: value`: a space is missing after the colon";
    case(
        "title:Collé",
        &format!("2:1 error: {colon}; write `title: Collé`"),
    );
    case(
        "title:Collé\ndate: 2026-05-23\ndraft:true",
        &format!(
            "2:1 error: {colon}; write `title: Collé`\n4:1 error: {colon}; write `draft: true`"
        ),
    );
    case(
        "title: A\ntitre:Collé\ndate: 2026-05-23",
        &format!("3:1 error: {colon}; write `titre: Collé`"),
    );
    case(
        "title:Collé : suite",
        "2:1 warning: unknown front matter key `title:Collé`; put a space after the colon: `title: …`",
    );
    case(
        "tags:\n  -mobile\n  -web",
        "3:3 warning: this is one word and no list: a space is missing after the dash; write `- mobile` below `tags:`",
    );
}

#[test]
fn words_of_other_languages_are_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    let key = |name: &str, own: &str| {
        let said = brief(&format!("{name}: x"));
        let expected = format!(
            "2:1 warning: `{name}` is not read: the names of keys are English; write `{own}`"
        );
        assert_eq!(said, expected);
    };
    key("titre", "title");
    key("Titre", "title");
    key("auteur", "authors");
    key("étiquettes", "tags");
    key("mots-clés", "tags");
    key("mots clés", "tags");
    key("catégories", "categories");
    key("résumé", "summary");
    key("mise à jour", "updated");
    key("crédit photo", "image_credit");
    key("texte_alternatif", "image_alt");
    key("date d’expiration", "expiry_date");
    let unread = |key: &str| {
        format!("2:1 error: `{key}` is not read: this text would be published; write `draft: true`")
    };
    case("brouillon: true", &unread("brouillon"));
    case("Brouillon: oui", &unread("Brouillon"));
    case("publié: non", &unread("publié"));
    case("rascunho: sim", &unread("rascunho"));
    case("status: draft", &unread("status"));
    case("statut: brouillon", &unread("statut"));
    assert!(brief("brouillon: non").starts_with("2:1 warning: `brouillon` is not read"));
    assert!(brief("status: publish").starts_with("2:1 warning: unknown front matter key"));
    case(
        "draft: oui",
        "2:8 warning: `oui` is read as `true`; write `draft: true`",
    );
    case(
        "comments: Non",
        "2:11 warning: `Non` is read as `false`; write `comments: false`",
    );
    for (word, value) in [
        ("oui", true),
        ("vrai", true),
        ("non", false),
        ("faux", false),
        ("yes", true),
        ("no", false),
    ] {
        let front = read_in(SETTINGS, &fenced(&format!("draft: {word}"))).front;
        assert_eq!(front.draft, Some(value), "{word}");
    }
}

#[test]
fn values_that_mean_something_else_are_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    let empty = "2:1 warning: `title` is empty: the title is the first `# Heading`, or the file's name; write the title, or remove this line";
    for matter in ["title:", "title: ''", "title: ~", "title: \" \""] {
        case(matter, empty);
    }
    case("title:\ndraft: true", "");
    let curly = "warning: the curly quotes are part of this value: YAML knows straight ones";
    case(
        "title: “Un titre”",
        &format!("2:8 {curly}; write `title: \"Un titre\"` if they are not meant to be read"),
    );
    case("title: “Un” et “deux”", "");
    case("title: « Un titre »", "");
    assert!(brief("tags: [“web”, “5G”]").starts_with(&format!("2:8 {curly}")));
    assert!(brief("date: “2026-05-23”").ends_with("write `date: 2026-05-23`"));
    let joined = |names: &str, list: &str| {
        case(
            &format!("author: {names}"),
            &format!(
                "2:9 warning: `{names}` is read as the name of one author; write a list: `author: [{list}]`"
            ),
        );
    };
    joined("Awa, Idriss et Fatou", "Awa, Idriss, Fatou");
    joined("Awa and Idriss", "Awa, Idriss");
    joined("Awa & Idriss", "Awa, Idriss");
    case("author: Awa Diop", "");
    case("authors: [\"Diop, Awa\"]", "");
    let said = brief("original: https://blog.example/x/");
    assert!(said.contains("put an address under `extra`"), "{said}");
}

/// An author that the settings know may have a comma in the name.
#[test]
fn a_known_author_is_one_author() {
    let settings = format!("{SETTINGS}authors:\n  drouot: Drouot et fils\n");
    let read = read_in(&settings, &fenced("author: Drouot et fils"));
    assert_eq!(read.diagnostics, []);
}

#[test]
fn patterns_of_other_generators_are_no_addresses() {
    for path in [
        "/:year/:title/",
        "\"/blog/{{ page.fileSlug }}/\"",
        "/{% x %}/",
    ] {
        let said = brief(&format!("permalink: {path}"));
        assert!(said.contains("is a pattern and not an address"), "{said}");
    }
    let said = brief("permalink: false");
    assert!(said.contains("`false` is not an address"), "{said}");
    assert_eq!(brief("url: /a-10:30/"), "");
}

#[test]
fn what_a_cover_cannot_do_is_told() {
    let said = brief("cover: {image: a.jpg, hidden: true}");
    assert!(said.contains("the article shows its cover"), "{said}");
    let said = brief("cover:\n  image: a.jpg\n  caption: Un chat");
    assert!(
        said.starts_with("4:12 warning: the caption of a cover is shown nowhere"),
        "{said}"
    );
    assert_eq!(brief("cover: {image: a.jpg, caption: \"\"}"), "");
}

#[test]
fn what_templates_cannot_take_is_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    case(
        "extra: {a: {{ nom }}}",
        "2:13 error: this key is not a word; put text with `{` or `[` in quotes",
    );
    case("extra: {1: a, true: b, c: !x d}", "");
}

#[test]
fn broken_yaml_has_its_line_in_the_file() {
    case(
        "date: 2026-05-23\ntitle: Passkeys : se connecter",
        "\
error: the value of `title` has a colon and a space in it
 --> content/articles/puces/fr.md:3:17
  |
3 | title: Passkeys : se connecter
  |                 ^
  |
  = hint: put the value in quotes: `title: \"Passkeys : se connecter\"`
",
    );
}
