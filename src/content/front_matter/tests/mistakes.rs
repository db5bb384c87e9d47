//! What an author reads who made a mistake in front matter.

use super::{fenced, said};

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
4:8 error: expected `true` or `false`, found text; write it as `draft: true`
5:9 error: expected a number, found `1.5`; write a whole number from -1000000000 to 1000000000
6:7 error: expected a date, found keys and values; write it as `date: 2026-05-23`
7:8 error: expected keys and values, found text; write it as `extra: {couleur: rouge}`
8:6 error: expected `true` or `false`, found a number; write it as `toc: true`
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
fn values_that_yaml_hides_are_told() {
    let case = |matter: &str, expected: &str| assert_eq!(brief(matter), expected, "{matter}");
    case(
        "title: #RoadToRust",
        "2:1 warning: `title` is empty: `#` begins a comment; put the value in quotes: `\"#RoadToRust\"`",
    );
    case("tags: # rien encore", "");
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
fn what_is_no_draft_here_is_told() {
    let said = brief("status: draft");
    assert!(said.contains("`draft: true`"), "{said}");
    assert!(!brief("status: published").contains("`draft: true`"));
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
