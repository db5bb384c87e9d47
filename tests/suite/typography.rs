//! Where readers see typeset words: not only in articles, but in all that the settings and the front
//! matter say. How long a text is for its readers.

use crate::harness::{Outcome, article, site};
use crate::html_reader::{json_ld, main_element, meta};

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
    let lines = texts.flat_map(|(_, text)| text.lines());
    // the policy is for browsers, and has quotation marks of its own
    let lines = lines.filter(|line| !line.contains("Content-Security-Policy"));
    lines.collect::<Vec<_>>().join("\n")
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

#[test]
fn characters_count_in_scripts_without_spaces() {
    let settings = "-- griot.yaml --\nbase_url: https://a.example\ntheme: t\nlanguages:\n  ja: {title: A}\n  en: {title: B}\n";
    let theme = "-- themes/t/theme.yaml --\nextends: default\n\
                 -- themes/t/templates/article.html --\n{{ page.head | safe }}<i>{{ article.words }} {{ article.minutes }}</i>\n";
    let text = |code: &str, text: &str| {
        format!(
            "-- content/articles/a/{code}.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{text}\n"
        )
    };
    let japanese = text("ja", &"日本語を書く。".repeat(100));
    let english = text("en", &"Two words. ".repeat(111));
    let outcome = site(&[settings, theme, &japanese, &english].concat()).with_warnings();
    let words = |page: &str| json_ld(outcome.page(page)).expect("JSON-LD")["wordCount"].clone();
    assert!(
        outcome.page("/a/").contains("<i>600 2</i>"),
        "{}",
        outcome.page("/a/")
    );
    assert_eq!(words("/a/"), 600);
    assert!(outcome.page("/en/a/").contains("<i>222 2</i>"));
    assert_eq!(words("/en/a/"), 222);
}

/// The text of the page of an article with this Markdown, in the notation of `src/`: `_` for
/// U+202F, `~` for U+00A0.
fn typeset(markdown: &str) -> String {
    let outcome = article(markdown).with_warnings();
    let main = main_element(outcome.page("/a/")).to_string();
    main.replace('\u{202f}', "_").replace('\u{a0}', "~")
}

#[test]
fn text_inside_html_is_typeset() {
    for (markdown, expected) in [
        ("<div>\nIl a dit \"oui\" !\n</div>", "Il a dit «_oui_»_!"),
        (
            "<table><tr><td>20 %</td><td>L'été ?</td></tr></table>",
            "<td>20~%</td><td>L’été_?</td>",
        ),
        (
            "<details>\n<summary>C'est quoi ?</summary>\n\nTexte.\n\n</details>",
            "<summary>C’est quoi_?</summary>",
        ),
        (
            "<p>Un <b>\"mot\"</b> ! Et <em>puis</em> ?<br>\"Fin\"</p>",
            "Un <b>«_mot_»</b>_! Et <em>puis</em>_?<br>«_Fin_»</p>",
        ),
        (
            "<p>Il dit <code>\"a\" !</code> : non</p>",
            "<code>\"a\" !</code>~: non",
        ),
        ("<p>a &lt; b &amp; \"c\"</p>", "<p>a &lt; b &amp; «_c_»</p>"),
        (
            "Un <span>mot</span> ! <img src=\"https://x.y/z.png\" alt=\"L'x\"> !",
            "</span>_! ",
        ),
    ] {
        let main = typeset(markdown);
        assert!(main.contains(expected), "{markdown}: {main}");
    }
    for same in [
        "<pre>\nIl a dit \"oui\" !\n</pre>",
        "<div><kbd>l'x !</kbd> <samp>\"y\" !</samp> <var>z !</var></div>",
        "<div title=\"l'été !\">x</div>",
        "<svg><text>l'x !</text></svg>",
    ] {
        let main = typeset(same);
        assert!(main.contains(same), "{same}: {main}");
    }
    let shortcode = typeset("<div>{{< figure src=\"a.png\" >}} l'x</div>");
    assert!(shortcode.contains("src=\"a.png\""), "{shortcode}");
}

#[test]
fn text_inside_html_counts() {
    let with_theme = |markdown: &str| {
        let theme = "-- griot.yaml --\nbase_url: https://a.example\ntheme: t\nlanguages:\n  fr: {title: A}\n\
                     -- themes/t/theme.yaml --\nextends: default\n\
                     -- themes/t/templates/article.html --\n{{ page.head | safe }}<i>{{ article.words }}</i>\n";
        site(&format!(
            "{theme}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{markdown}\n"
        ))
        .without_problems()
    };
    let description = |outcome: &Outcome| meta(outcome.page("/a/"), "description");
    let html = "<div>\nIl a dit \"oui\" !\n</div>";
    let only_html = with_theme(html);
    assert!(
        only_html.page("/a/").contains("<i>4</i>"),
        "{}",
        only_html.page("/a/")
    );
    assert_eq!(
        description(&only_html).as_deref(),
        Some("Il a dit «\u{202f}oui\u{202f}»\u{202f}!")
    );
    // a paragraph is a better summary, wherever it stands
    let paragraph = with_theme(&format!("{html}\n\nLe texte.\n"));
    assert!(paragraph.page("/a/").contains("<i>6</i>"));
    assert_eq!(description(&paragraph).as_deref(), Some("Le texte."));
    let more = with_theme(&format!("{html}\n\nLe texte.\n\n<!--more-->\n\nFin.\n"));
    let summary = description(&more).unwrap_or_default();
    assert!(
        summary.starts_with("Il a dit") && summary.ends_with("Le texte."),
        "{summary}"
    );
    let words = only_html
        .texts()
        .filter(|(path, _)| path.starts_with("search/"));
    assert!(
        words.map(|(_, text)| text).any(|text| text.contains("dit")),
        "the search has the word"
    );
}
