//! Where readers see typeset words: not only in articles, but in all that the settings and the front
//! matter say.

use crate::harness::{Outcome, site};

const SETTINGS: &str = "\
-- griot.yaml --
base_url: https://blog.example
cards: false
feeds: [atom, json, rss]
authors:
  awa: Awa N'Diaye
tags:
  ai: {fr: \"L'IA \\\"ouverte\\\"\", en: \"\\\"Open\\\" AI\"}
languages:
  fr:
    title: \"L'Atelier : déjà !\"
    description: \"L'actu \\\"tech\\\" !\"
    menu: [{label: \"Où l'on va ?\", url: /un/}]
  en: {title: \"The 'Shop'\", typography: false}
";

const ARTICLES: &str = "\
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
tags: [ai, \"C'est libre\"]
categories: [\"L'Afrique\"]
authors: [awa, \"Mamadou M'Bow\"]
---
Texte.
-- content/articles/a/en.md --
---
title: One
---
Text.
";

/// All files of a language that hold words for readers.
fn words(outcome: &Outcome, is_english: bool) -> String {
    let texts = outcome.texts().filter(|(path, _)| {
        let is_text = [".html", ".xml", ".json", ".webmanifest"];
        is_text.iter().any(|ending| path.ends_with(ending)) && path.starts_with("en/") == is_english
    });
    texts.map(|(_, text)| text).collect()
}

#[test]
fn all_words_that_readers_see_are_typeset() {
    let outcome = site(&format!("{SETTINGS}{ARTICLES}")).without_problems();
    let french = words(&outcome, false);
    for typed in [
        "N'Diaye",
        "N&#39;Diaye",
        "M'Bow",
        "L'Afrique",
        "L'IA",
        "L'Atelier",
        "L'actu",
        "C'est",
        "l'on",
        "déjà !",
        "&#39;",
    ] {
        let found = french.find(typed).map(|at| {
            let start = at.saturating_sub(80);
            let start = (start..).find(|at| french.is_char_boundary(*at));
            &french[start.unwrap_or(at)..at + typed.len()]
        });
        assert_eq!(found, None, "{typed}");
    }
    for set in [
        "N’Diaye",
        "M’Bow",
        "L’Afrique",
        "L’IA «\u{202f}ouverte\u{202f}»",
        "L’Atelier\u{a0}: déjà\u{202f}!",
        "L’actu «\u{202f}tech\u{202f}»\u{202f}!",
        "C’est libre",
        "Où l’on va\u{202f}?",
    ] {
        assert!(french.contains(set), "{set}");
    }
    assert!(
        outcome
            .page("/feed.xml")
            .contains("<title>L’Atelier\u{a0}: déjà\u{202f}!</title>")
    );
    assert!(outcome.has("/tags/l-ia-ouverte/") && outcome.has("/categories/l-afrique/"));
    assert!(outcome.has("/authors/awa-n-diaye/"));
}

#[test]
fn words_stay_as_typed_where_typography_is_off() {
    let outcome = site(&format!("{SETTINGS}{ARTICLES}")).without_problems();
    let english = words(&outcome, true);
    assert!(!english.contains("‘Shop’") && !english.contains("“Open”"));
    assert!(english.contains("The 'Shop'") || english.contains("The &#39;Shop&#39;"));
}

#[test]
fn a_tag_is_found_however_its_marks_are_typed() {
    let articles = ARTICLES.replace("[ai, ", "[\"l’ia «\u{202f}ouverte\u{202f}»\", ");
    let outcome = site(&format!("{SETTINGS}{articles}")).without_problems();
    assert!(outcome.has("/tags/l-ia-ouverte/"));
    assert!(outcome.has("/en/tags/open-ai/"), "the same tag in English");
}
