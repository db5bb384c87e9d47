//! Which files form one story, which fields its translations share, and the links between
//! them.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site, sources};
use crate::html_reader::{elements, json_ld, main_element, meta};

/// Asserts that a French and an English file are one story: their pages link to each other.
#[track_caller]
fn assert_paired(french: (&str, &str), english: (&str, &str)) {
    let (french, french_keys) = french;
    let (english, english_keys) = english;
    let outcome = site(&format!(
        "-- content/{french} --\n---\ntitle: Un\ndate: 2026-11-01\n{french_keys}---\nTexte.\n\
         -- content/{english} --\n---\ntitle: One\ndate: 2026-11-01\n{english_keys}---\nText.\n"
    ))
    .without_problems();
    assert_eq!(
        translation_links(outcome.page("/un/")),
        [(
            "/en/one/".to_string(),
            "Click here to read in English".to_string()
        )]
    );
    assert_eq!(
        translation_links(outcome.page("/en/one/")),
        [(
            "/un/".to_string(),
            "Cliquez ici pour lire en français".to_string()
        )]
    );
}

/// URL and text of each link to a translation.
fn translation_links(page: &str) -> Vec<(String, String)> {
    let links = elements(main_element(page), "a")
        .into_iter()
        .filter(|link| link.get("rel") == Some("alternate"));
    links
        .map(|link| (link.get("href").unwrap_or_default().to_string(), link.text))
        .collect()
}

#[test]
fn keys_ignore_how_accents_are_composed() {
    assert_paired(
        ("articles/a.md", "lang: fr\ntranslationKey: \"\u{e9}\"\n"),
        ("articles/b.md", "lang: en\ntranslationKey: \"e\u{301}\"\n"),
    );
}

#[test]
fn files_are_paired_by_name_suffix_folder_and_key() {
    assert_paired(("articles/x/fr.md", ""), ("articles/x/en.md", ""));
    assert_paired(("articles/x.fr.md", ""), ("articles/x.en.md", ""));
    assert_paired(
        ("articles/x/index.fr.md", ""),
        ("articles/x/index.en.md", ""),
    );
    assert_paired(("fr/articles/x.md", ""), ("en/articles/x.md", ""));
    assert_paired(("articles/x.md", ""), ("articles/x.en.md", ""));
    assert_paired(("articles/x/index.md", ""), ("en/articles/x.md", ""));
    assert_paired(("articles/x/fr.md", ""), ("articles/x.en.md", ""));
    assert_paired(
        ("articles/a.md", "translationKey: k\n"),
        ("articles/b.md", "translation-key: k\nlang: en\n"),
    );
    assert_paired(
        ("blog/a.fr.md", "translationKey: k\n"),
        ("en/news/b.md", "translationKey: k\n"),
    );
}

#[test]
fn files_are_paired_by_the_first_folder_that_names_a_language() {
    assert_paired(("_posts/fr/x.md", ""), ("_posts/en/x.md", ""));
    assert_paired(("articles/fr/x.md", ""), ("articles/en/x.md", ""));
    assert_paired(("articles/fr/x.md", ""), ("articles/x.en.md", ""));
    assert_paired(("articles/fr/x.md", ""), ("en/articles/x/index.md", ""));
    assert_paired(("blog/fr/2026/x/index.md", ""), ("blog/en/2026/x.md", ""));
}

/// A site of posts in Jekyll's folder, and of a page that links to two of them without a language.
fn posts(settings: &str, paths: &[&str]) -> Outcome {
    let post = |path: &&str| format!("-- content/_posts/{path} --\n---\ntitle: T\n---\nT.\n");
    let posts: String = paths.iter().map(post).collect();
    let page = "-- content/pages/a.md --\n---\ntitle: A\n---\n\
                [b](../_posts/2026-01-09-revue.md) [c](../_posts/2026-01-02-revue)\n";
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{posts}{page}"
    ))
    .without_problems()
}

#[test]
fn posts_of_different_days_are_paired_by_name() {
    let outcome = posts("", &["fr/2026-01-02-revue.md", "en/2026-01-05-revue.md"]);
    let links = translation_links(outcome.page("/en/revue/"));
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(links[0].0, "/revue/");
}

#[test]
fn posts_with_one_name_are_told_apart_by_their_dates() {
    let settings = "permalink: /:year/:month/:day/:slug/\n";
    let outcome = posts(
        settings,
        &[
            "fr/2026-01-02-revue.md",
            "en/2026-01-02-revue.md",
            "fr/2026-01-09-revue.md",
            "en/2026-01-09-revue.md",
        ],
    );
    for day in ["02", "09"] {
        let links = translation_links(outcome.page(&format!("/en/2026/01/{day}/revue/")));
        assert_eq!(links[0].0, format!("/2026/01/{day}/revue/"), "{links:?}");
    }
    let a = main_element(outcome.page("/a/"));
    assert!(
        a.contains("href=\"/2026/01/09/revue/\"") && a.contains("href=\"/2026/01/02/revue/\""),
        "{a}"
    );
}

#[test]
fn a_path_that_contradicts_itself_or_lang_is_reported() {
    let said = |path: &str, lang: &str| {
        let text = format!("-- content/{path} --\n---\ntitle: A\n{lang}---\nT.\n");
        site(&text).with_warnings().problems().to_string()
    };
    let two_folders = said("blog/fr/en/a.md", "");
    assert!(
        two_folders.contains("two languages, French and English: this file is read as French"),
        "{two_folders}"
    );
    let named = said("blog/fr/en/a/en.md", "");
    assert!(named.contains("this file is read as English"), "{named}");
    for path in ["blog/fr/a.md", "blog/a.fr.md", "blog/a/fr.md", "fr/a.md"] {
        let contradicted = said(path, "lang: en\n");
        assert!(
            contradicted
                .contains("`lang` says English and the path French: this file is read as English")
                && contradicted.contains(":3:"),
            "{contradicted}"
        );
        assert_eq!(said(path, "lang: fr\n"), "", "{path}");
    }
    assert_eq!(said("blog/a.md", "lang: en\n"), "");
}

#[test]
fn pictures_are_found_beside_the_other_articles_of_the_story() {
    let site = site(
        "-- content/fr/blog/x.md --\n---\ntitle: Un\ndate: 2026-11-01\nimage: une.png\nimage_alt: Une\n---\n![a](a.png)\n\n![b](b.png)\n\n![c](c.png)\n\n[doc](d.pdf)\n\
         -- content/fr/blog/une.png --\nPNG\n\
         -- content/fr/blog/a.png --\nPNG\n\
         -- content/fr/blog/b.png --\nPNG\n\
         -- content/fr/blog/d.pdf --\nPDF\n\
         -- content/en/blog/x.md --\n---\ntitle: One\nimage: une.png\nimage_alt: One\n---\n![a](a.png)\n\n![b](b.png)\n\n![c](c.png)\n\n[doc](d.pdf)\n\
         -- content/en/blog/b.png --\nPNG\n\
         -- content/en/blog/c.png --\nPNG\n",
    )
    .without_problems();
    let english = site.page("/en/one/");
    for file in [
        "/en/one/b.png",
        "/en/one/c.png",
        "/en/one/blog-a.png",
        "/en/one/blog-une.png",
        "/en/one/blog-d.pdf",
    ] {
        assert!(site.has(file), "{file}: {:?}", site.files.keys());
        assert!(
            english.contains(file.rsplit('/').next().unwrap_or(file)),
            "{file}"
        );
    }
    // its own picture comes first, and the original finds the translation's
    assert!(site.has("/un/b.png") && site.has("/un/blog-c.png"));
    assert!(!site.has("/en/one/blog-b.png"));
}

#[test]
fn file_names_of_other_generators_are_paired() {
    let names = [
        "L’été à l’école : déjà ?",
        "it's \"quoted\" & more",
        "100 % sûr #1",
        "emoji 🚀",
        "a.b.c",
        "été",
    ];
    for name in names {
        assert_paired(
            (&format!("articles/{name}.fr.md"), ""),
            (&format!("articles/{name}.en.md"), ""),
        );
        assert_paired(
            (&format!("articles/{name}/fr.md"), ""),
            (&format!("articles/{name}/en.md"), ""),
        );
        assert_paired(
            (&format!("fr/{name}.md"), ""),
            (&format!("en/{name}.md"), ""),
        );
    }
}

#[test]
fn only_configured_languages_are_language_codes() {
    let outcome = site("-- content/articles/notes.de.md --\n---\ndate: 2026-11-01\n---\nText.\n")
        .with_warnings();
    assert!(outcome.has("/notes-de/"), "{:?}", outcome.addresses());
}

#[test]
fn two_files_for_one_language_are_both_reported() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\ndate: 2026-11-01\n---\nA.\n\
         -- content/articles/x.fr.md --\n---\ndate: 2026-11-01\n---\nB.\n",
    );
    outcome.assert_refused(&[
        "error: ",
        "content/articles/x/fr.md",
        "content/articles/x.fr.md",
        "same story",
        "same language",
    ]);
}

#[test]
fn a_dated_file_is_an_article_and_any_other_a_page() {
    let outcome = site(
        "-- content/note.md --\n---\ntitle: Une note\n---\nTexte.\n\
         -- content/_posts/2026-05-23-puces.md --\n---\ntitle: Les puces de 2 nm\n---\nTexte.\n\
         -- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-01\n---\nTexte.\n",
    )
    .without_problems();
    let home = main_element(outcome.page("/"));
    assert!(home.contains("/puces/") && home.contains("/x/") && !home.contains("/une-note/"));
    assert_eq!(
        meta(outcome.page("/une-note/"), "og:type").as_deref(),
        Some("website")
    );
    assert_eq!(
        meta(outcome.page("/puces/"), "og:type").as_deref(),
        Some("article")
    );
    assert!(outcome.page("/puces/").contains("23 mai 2026"));
}

#[test]
fn misleading_file_names_are_reported() {
    let said = |path: &str| {
        let text = format!("-- content/{path} --\n---\ntitle: A\n---\nT.\n");
        site(&text).problems().to_string()
    };
    for path in [
        "posts/2025-03-06_a.md",
        "posts/2025-3-6-a.md",
        "blog/2025-03-05T12:00-a.md",
    ] {
        assert!(
            said(path).contains("the date in this file's name is not read"),
            "{path}"
        );
    }
    assert!(said("posts/a.pt-br.md").contains("`pt-br` is not a language of this site"));
    assert!(said("posts/a.de.md").contains("`de` is not a language of this site"));
    for path in [
        "posts/node.js.md",
        "posts/2024-25-saison.md",
        "posts/version 2.0.md",
    ] {
        assert_eq!(said(path), "", "{path}");
    }
}

#[test]
fn an_article_without_a_date_gets_a_hint() {
    let outcome = site("-- content/articles/x/fr.md --\n---\ntitle: X\n---\nTexte.\n");
    outcome.assert_refused(&["content/articles/x/fr.md", "needs a date", "date: 2026-"]);
}

const STORY: &str = "\
-- content/articles/x/fr.md --
---
title: Un titre
slug: une-adresse
date: 2026-11-01
updated: 2026-11-05
authors: [Awa]
tags: [puces]
categories: [Guides]
image: photo.png
image_alt: Une photo
toc: true
description: Une description.
summary: Un résumé.
aliases: [/vieux/]
extra: {a: 1}
---
Texte.

## Titre
-- content/articles/x/photo.png --
PNG
";

#[test]
fn a_translation_inherits_language_neutral_fields() {
    let english = "-- content/articles/x/en.md --\n---\ntitle: A title\n---\nText.\n\n## Heading\n";
    let outcome = site(&format!("{STORY}{english}")).without_problems();
    let page = outcome.page("/en/a-title/");
    let json = json_ld(page).expect("an article has JSON-LD");
    assert!(
        json["datePublished"]
            .as_str()
            .is_some_and(|date| date.starts_with("2026-11-01"))
    );
    assert!(
        json["dateModified"]
            .as_str()
            .is_some_and(|date| date.starts_with("2026-11-05"))
    );
    assert_eq!(json["author"][0]["name"], "Awa");
    assert_eq!(json["keywords"][0], "puces");
    assert!(
        outcome.has("/en/a-title/photo.png"),
        "the picture lies beside the translation"
    );
    assert!(page.contains("/en/categories/guides/"));
    assert!(
        page.contains("href=\"#heading\""),
        "the table of contents is inherited"
    );
}

#[test]
fn a_translation_never_inherits_text_url_or_draft() {
    let english = "-- content/articles/x/en.md --\n---\ntitle: A title\n---\nText.\n";
    let french_words = [
        "Un titre",
        "une-adresse",
        "Une description",
        "Un résumé",
        "Une photo",
    ];
    let outcome = site(&format!("{STORY}{english}")).without_problems();
    let english_page = outcome.page("/en/a-title/");
    for word in ["Une description", "Un résumé", "Une photo"] {
        assert!(!english_page.contains(word), "{word}");
    }
    assert!(!outcome.has("/en/vieux/"));
    // the title and address of the original are there only as a translation
    assert_eq!(meta(english_page, "og:title").as_deref(), Some("A title"));
    let draft = STORY.replace("title: Un titre", "title: Un titre\ndraft: true");
    let outcome = site(&format!("{draft}{english}")).without_problems();
    let english_page = outcome.page("/en/a-title/");
    for word in french_words {
        assert!(!english_page.contains(word), "{word} of a draft");
    }
    assert!(
        json_ld(english_page).expect("JSON-LD")["datePublished"]
            .as_str()
            .is_some_and(|date| date.starts_with("2026-11-01"))
    );
}

#[test]
fn weight_and_comments_are_inherited() {
    let settings = format!(
        "{FRENCH_AND_ENGLISH}theme: t\ncomments: {{provider: isso, url: \"https://c.example\"}}\n"
    );
    let files = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2020-01-01\nweight: 1\ncomments: false\n---\nT.\n\
         -- content/articles/a/en.md --\n---\ntitle: A\n---\nT.\n\
         -- content/articles/b/en.md --\n---\ntitle: B\ndate: 2026-01-01\n---\nT.\n\
         -- themes/t/theme.yaml --\nextends: default\n\
         -- themes/t/templates/article.html --\n{{ article.comments }}\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}")).without_problems();
    let home = outcome.page("/en/");
    assert!(
        home.find("/en/a/") < home.find("/en/b/"),
        "the weighted story comes first, although it is older"
    );
    assert_eq!(outcome.page("/en/a/").trim(), "false");
    assert_eq!(outcome.page("/en/b/").trim(), "true");
}

#[test]
fn the_original_lists_its_translations() {
    let text = |original: &str| {
        format!(
            "-- content/articles/x/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nT.\n\
             -- content/articles/x/en.md --\n---\ntitle: One\n{original}---\nT.\n"
        )
    };
    let outcome = site(&text("")).without_problems();
    let french = json_ld(outcome.page("/un/")).expect("JSON-LD");
    let english = json_ld(outcome.page("/en/one/")).expect("JSON-LD");
    assert_eq!(
        french["workTranslation"][0]["url"],
        "https://blog.example/en/one/"
    );
    assert_eq!(french["workTranslation"][0]["inLanguage"], "en");
    assert_eq!(
        english["translationOfWork"]["url"],
        "https://blog.example/un/"
    );
    let outcome = site(&text("original: true\n")).without_problems();
    let french = json_ld(outcome.page("/un/")).expect("JSON-LD");
    assert_eq!(
        french["translationOfWork"]["url"],
        "https://blog.example/en/one/"
    );
}

#[test]
fn a_translation_lists_the_other_translations() {
    let text = |code: &str| {
        format!(
            "-- content/articles/x/{code}.md --\n---\ntitle: {code}\ndate: 2026-11-01\n---\nT.\n"
        )
    };
    let settings = "-- griot.yaml --\nbase_url: https://blog.example\nlanguages:\n  \
                    fr: {title: A}\n  en: {title: B}\n  ar: {title: C}\n";
    let outcome = site(&[settings, &text("fr"), &text("en"), &text("ar")].concat());
    let english = json_ld(outcome.page("/en/en/")).expect("JSON-LD");
    let original = &english["translationOfWork"];
    assert_eq!(original["inLanguage"], "fr");
    assert_eq!(original["workTranslation"][0]["inLanguage"], "ar");
    assert_eq!(
        original["workTranslation"].as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn the_update_date_is_never_before_the_date() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\ntitle: Un\ndate: 2026-11-20\nupdated: 2026-11-01\n---\nT.\n",
    );
    let page = outcome.page("/un/");
    let json = json_ld(page).expect("JSON-LD");
    assert_eq!(json["dateModified"], json["datePublished"]);
    assert_eq!(meta(page, "article:modified_time"), None);
}

#[test]
fn two_originals_are_an_error() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\ndate: 2026-11-01\noriginal: true\n---\nT.\n\
         -- content/articles/x/en.md --\n---\noriginal: true\n---\nT.\n",
    );
    outcome.assert_refused(&[
        "content/articles/x/en.md",
        "content/articles/x/fr.md",
        "original: true",
    ]);
}

#[test]
fn titles_come_from_front_matter_the_first_heading_or_the_file_name() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ndate: 2026-11-01\n---\n# Du titre 🚀\n\nTexte.\n\
         -- content/articles/mon-fichier/fr.md --\n---\ndate: 2026-11-01\n---\nTexte.\n\
         -- content/articles/c/fr.md --\n---\ndate: 2026-11-01\ntitle: Le même\n---\n# Le même\n\nTexte.\n",
    )
    .without_problems();
    for (address, title) in [
        ("/du-titre/", "🚀 Du titre"),
        ("/mon-fichier/", "mon fichier"),
        ("/c/", "Le même"),
    ] {
        let Some(page) = outcome.has(address).then(|| outcome.page(address)) else {
            continue;
        };
        let headings = elements(page, "h1");
        assert_eq!(headings.len(), 1, "{title}: one H1");
    }
    assert_eq!(
        elements(outcome.page("/du-titre/"), "h1")[0].text,
        "Du titre\u{a0}🚀"
    );
    assert_eq!(
        elements(outcome.page("/mon-fichier/"), "h1")[0].text,
        "mon fichier"
    );
    assert_eq!(elements(outcome.page("/le-meme/"), "h1")[0].text, "Le même");
}

#[test]
fn keys_ignore_case_and_hyphens() {
    let outcome = site(
        "-- content/articles/x/fr.md --\n---\nTitle: Un\nDATE: 2026-11-01\nLast-Modified-At: 2026-11-02\nImage-Alt: x\n\
         translation_key: k\nPublish-Date: 2026-11-01\n---\nT.\n",
    )
    .without_problems();
    assert!(outcome.page("/un/").contains("2026-11-02"));
}

#[test]
fn crlf_and_a_byte_order_mark_do_not_change_pages() {
    let text =
        "---\ntitle: Un\ndate: 2026-11-01\n---\nUn paragraphe\nsur deux lignes.\n\n- a\n- b\n";
    let plain = sources(&format!("-- content/articles/x/fr.md --\n{text}"))
        .build()
        .without_problems();
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let other =
        sources("-- content/nothing.pdf --\n").file("content/articles/x/fr.md", windows.as_bytes());
    let mut other = other.build().without_problems();
    other.files.remove("nothing.pdf");
    assert_eq!(plain.page("/un/"), other.page("/un/"));
}

#[test]
fn every_article_needs_a_date() {
    let outcome = site("-- content/articles/x/fr.md --\n---\ntranslationKey: autre\n---\nTexte.\n");
    outcome.assert_refused(&["content/articles/x/fr.md", "needs a date"]);
}

#[test]
fn accents_may_be_composed_or_decomposed() {
    let apart = |text: &str| text.replace('é', "e\u{301}");
    let outcome = site(&format!(
        "-- content/articles/été.fr.md --\n---\ntitle: Un\ndate: 2026-11-01\ntags: [été]\n---\n[mot](../pages/école.md) ![x](été.png)\n\
         -- content/articles/{}.en.md --\n---\ntitle: One\ndate: 2026-11-01\n---\nText ![x](été.png)\n\
         -- content/articles/{}.png --\nPNG\n-- content/pages/{}.md --\n---\ntitle: École\ntags: [x]\n---\nT.\n",
        apart("été"),
        apart("été"),
        apart("école"),
    ))
    .without_problems();
    assert_eq!(translation_links(outcome.page("/un/"))[0].0, "/en/one/");
    assert!(outcome.page("/un/").contains("href=\"/ecole/\""));
    assert!(
        outcome
            .files
            .keys()
            .any(|path| path.starts_with("un/") && path.ends_with(".png"))
    );
}

#[test]
fn a_story_without_the_default_language_uses_its_first_language_as_default() {
    let settings = FRENCH_AND_ENGLISH.to_string() + "  de: {title: Das Heft}\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/x/en.md --\n---\ntitle: One\ndate: 2026-11-01\n---\nT.\n\
         -- content/articles/x/de.md --\n---\ntitle: Eins\n---\nT.\n"
    ))
    .with_warnings();
    for address in ["/en/one/", "/de/eins/"] {
        let set = crate::html_reader::alternates(outcome.page(address));
        assert_eq!(set.len(), 3);
        assert_eq!(
            set[2],
            (
                "x-default".to_string(),
                "https://blog.example/en/one/".to_string()
            )
        );
    }
}

/// The slug replaces the last part of any URL pattern, as with Hugo.
#[test]
fn a_url_ends_with_the_slug() {
    for (pattern, with, without) in [
        ("/:slug/", "/autre/", "/un/"),
        ("/:key/", "/posts/2026/autre/", "/posts/2026/fichier/"),
        ("/:section/:slug/", "/posts/autre/", "/posts/un/"),
        (
            "/:year/:key/",
            "/2026/posts/2026/autre/",
            "/2026/posts/2026/fichier/",
        ),
    ] {
        let at = |slug: &str| {
            site(&format!(
                "-- griot.yaml --\nbase_url: https://blog.example\npermalink: {pattern}\nlanguages: {{fr: {{title: F}}}}\n\
                 -- content/posts/2026/fichier.md --\n---\ntitle: Un\ndate: 2026-11-01\n{slug}---\nT.\n"
            ))
        };
        assert!(at("slug: autre\n").has(with), "{pattern}");
        assert!(at("").has(without), "{pattern}");
    }
}

#[test]
fn an_original_takes_the_date_of_its_file_name() {
    let outcome = site(
        "-- content/articles/2026-05-23-puces.md --\n---\ntitle: Puces\n---\nTexte.\n\
         -- content/articles/2026-05-23-puces.en.md --\n---\ntitle: Chips\ndate: 2026-06-01\n---\nText.\n",
    );
    assert!(outcome.page("/puces/").contains("datetime=\"2026-05-23"));
    assert!(outcome.page("/en/puces/").contains("datetime=\"2026-06-01"));
}

#[test]
fn a_translation_takes_the_date_of_the_file_name_of_its_original() {
    let outcome = site(
        "-- content/articles/2026-05-23-puces.md --\n---\ntitle: Puces\n---\nTexte.\n\
         -- content/articles/chips.md --\n---\ntitle: Chips\nlang: en\n\
         translationKey: articles/2026-05-23-puces\n---\nText.\n",
    );
    assert!(outcome.page("/en/chips/").contains("datetime=\"2026-05-23"));
}

#[test]
fn a_language_unknown_to_the_theme_is_linked_by_its_name() {
    let outcome = site(
        "-- griot.yaml --\nbase_url: https://blog.example\ndefault_language: en\nlanguages:\n  \
         en: {title: A}\n  wo: {title: B, name: Wolof}\n\
         -- content/articles/a/en.md --\n---\ntitle: News\ndate: 2026-11-01\n---\nText.\n\
         -- content/articles/a/wo.md --\n---\ntitle: Xibaar\n---\nText.\n",
    );
    let english = "Click here to read in English".to_string();
    assert_eq!(
        translation_links(outcome.page("/news/")),
        [("/wo/xibaar/".to_string(), "Wolof".to_string())]
    );
    assert_eq!(
        translation_links(outcome.page("/wo/xibaar/")),
        [("/news/".to_string(), english)]
    );
}
