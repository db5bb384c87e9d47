//! The languages of a page: alternates for search engines, and the language switch.

use crate::golden_sites::golden_sources;
use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};
use crate::html_reader::{alternates, canonical, elements, meta};
use std::collections::{BTreeMap, BTreeSet};

/// Pages of a site by canonical URL, without aliases.
fn pages(outcome: &Outcome) -> BTreeMap<String, &str> {
    let html = outcome
        .texts()
        .filter(|(path, page)| path.ends_with(".html") && !page.contains("http-equiv=\"refresh\""));
    html.filter_map(|(_, page)| Some((canonical(page)?, page)))
        .collect()
}

fn lang(page: &str) -> String {
    elements(page, "html")[0]
        .get("lang")
        .expect("a language")
        .to_string()
}

#[track_caller]
fn assert_alternates_are_mutual(outcome: &Outcome) {
    let pages = pages(outcome);
    let mut sets = 0;
    for (address, page) in &pages {
        let set = alternates(page);
        let own: Vec<&String> = set
            .iter()
            .filter(|(code, _)| *code == lang(page))
            .map(|(_, href)| href)
            .collect();
        let locales = elements(page, "meta")
            .iter()
            .filter(|meta| meta.get("property") == Some("og:locale:alternate"))
            .count();
        if set.is_empty() {
            assert_eq!(locales, 0, "{address} claims no translation");
            continue;
        }
        sets += 1;
        assert_eq!(own, [address], "{address} names itself");
        assert_eq!(
            locales,
            set.len() - 2,
            "{address}: as many locales as translations"
        );
        let codes: BTreeSet<&String> = set.iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), set.len(), "{address}: each code once");
        assert!(
            codes.contains(&"x-default".to_string()) && codes.len() > 2,
            "{address}: {codes:?}"
        );
        for (code, href) in &set {
            let other = pages
                .get(href)
                .unwrap_or_else(|| panic!("{address}: {href} is no page"));
            assert!(
                code == "x-default" || lang(other) == *code,
                "{address}: {href} is not in {code}"
            );
            assert_eq!(alternates(other), set, "{address} and {href} say the same");
        }
    }
    assert!(sets > 4, "the site has translated pages");
}

#[test]
fn every_page_lists_all_its_translations() {
    for name in ["everything", "three-languages", "hugo", "jekyll"] {
        assert_alternates_are_mutual(&golden_sources(name).default_theme().build());
    }
}

#[test]
fn an_untranslated_page_has_no_alternates() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nT.\n\
         -- content/pages/b/fr.md --\n---\ntitle: B\n---\nT.\n",
    )
    .without_problems();
    for address in ["/a/", "/b/", "/404.html", "/en/404.html"] {
        let page = outcome.page(address);
        assert_eq!(alternates(page), [], "{address}");
        assert_eq!(meta(page, "og:locale:alternate"), None, "{address}");
    }
    let sitemap = outcome.page("/sitemap.xml");
    let entry = sitemap
        .split("<url>")
        .find(|entry| entry.contains("https://blog.example/a/"))
        .expect("in the sitemap");
    assert!(!entry.contains("xhtml:link"));
}

const LISTS: &str = "\
-- griot.yaml --
base_url: https://blog.example
default_language: fr
paginate: 1
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
tags:
  chips: {fr: Puces, en: Chips}
-- content/articles/a/fr.md --
---
title: A
date: 2026-11-01
tags: [chips, Seul]
---
T.
-- content/articles/b/fr.md --
---
title: B
date: 2026-11-02
tags: [chips]
---
T.
-- content/articles/c/fr.md --
---
title: C
date: 2026-11-03
tags: [chips]
---
T.
-- content/articles/a/en.md --
---
title: A
tags: [chips]
---
T.
-- content/articles/b/en.md --
---
title: B
---
T.
-- content/pages/p/fr.md --
---
title: P
---
T.
-- content/pages/p/en.md --
---
title: Pe
---
T.
-- content/pages/q/fr.md --
---
title: Q
---
T.
";

/// Target of the language switch of a page, and whether it is marked as the same page.
fn language_switch(outcome: &Outcome, address: &str) -> (String, bool) {
    let page = outcome.page(address);
    let nav = &page[page
        .find("<nav class=\"switch\"")
        .unwrap_or_else(|| panic!("{address} has a switch"))..];
    let links = elements(&nav[..nav.find("</nav>").expect("an end")], "a");
    let [link] = links.as_slice() else {
        panic!("{address}: one other language")
    };
    (
        link.get("href").unwrap_or_default().to_string(),
        link.get("rel") == Some("alternate"),
    )
}

#[test]
fn the_switch_leads_to_the_same_page_from_every_kind_of_page() {
    let outcome = site(LISTS).without_problems();
    let cases = [
        ("/", "/en/", true),
        ("/page/2/", "/en/page/2/", true),
        // English has two pages: the third leads to the last one there is
        ("/page/3/", "/en/page/2/", false),
        ("/en/page/2/", "/page/2/", true),
        ("/tags/", "/en/tags/", true),
        ("/tags/puces/", "/en/tags/chips/", true),
        ("/tags/puces/page/2/", "/en/tags/chips/page/2/", true),
        ("/tags/puces/page/3/", "/en/tags/chips/page/2/", false),
        // no English article has this tag
        ("/tags/seul/", "/en/", false),
        ("/archive/", "/en/archive/", true),
        ("/en/archive/", "/archive/", true),
        ("/404.html", "/en/404.html", true),
        ("/en/404.html", "/404.html", true),
        ("/a/", "/en/a/", true),
        ("/c/", "/en/", false),
        ("/p/", "/en/pe/", true),
        ("/q/", "/en/", false),
    ];
    for (address, target, exact) in cases {
        assert_eq!(
            language_switch(&outcome, address),
            (target.to_string(), exact),
            "{address}"
        );
        let claims = !alternates(outcome.page(address)).is_empty();
        // the page that is not there claims nothing
        assert_eq!(
            claims,
            exact && !address.ends_with("404.html"),
            "{address}: hreflang only between exact counterparts"
        );
    }
}

#[test]
fn a_switch_to_another_page_says_so() {
    let outcome = site(LISTS).without_problems();
    assert!(
        outcome.page("/c/").contains("English"),
        "the language is named"
    );
    let article = outcome.page("/c/");
    let toggles = elements(crate::html_reader::main_element(article), "a")
        .into_iter()
        .filter(|link| link.get("rel") == Some("alternate"));
    assert_eq!(toggles.count(), 0, "no toggle in an untranslated article");
}

#[test]
fn every_page_has_a_switch_in_every_language() {
    let outcome = golden_sources("three-languages").default_theme().build();
    for (path, page) in outcome
        .texts()
        .filter(|(path, page)| path.ends_with(".html") && !page.contains("http-equiv=\"refresh\""))
    {
        let nav = page
            .split("<nav class=\"switch\"")
            .nth(1)
            .unwrap_or_else(|| panic!("{path} has a switch"));
        let codes: BTreeSet<String> = elements(nav.split("</nav>").next().unwrap_or_default(), "a")
            .iter()
            .filter_map(|link| link.get("hreflang").map(str::to_string))
            .collect();
        let mut wanted: BTreeSet<String> = ["fr", "en", "ar"].map(str::to_string).into();
        wanted.remove(&lang(page));
        assert_eq!(codes, wanted, "{path}");
    }
}

#[test]
fn a_right_to_left_page_marks_its_direction_and_that_of_other_text() {
    let outcome = golden_sources("three-languages").default_theme().build();
    let page = outcome.page("/ar/القصة-الأولى/");
    assert_eq!(elements(page, "html")[0].get("dir"), Some("rtl"));
    let links = elements(page, "a");
    let toggle = links
        .iter()
        .find(|link| link.get("rel") == Some("alternate") && link.get("lang") == Some("fr"));
    assert_eq!(toggle.expect("a toggle").get("dir"), Some("ltr"));
}

#[test]
fn a_language_on_another_domain_is_linked_with_absolute_urls() {
    let settings = FRENCH_AND_ENGLISH.replace(
        "{title: The Notebook}",
        "{title: The Notebook, base_url: \"https://en.example\"}",
    );
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nT.\n\
         -- content/articles/a/en.md --\n---\ntitle: One\n---\nT.\n"
    ))
    .without_problems();
    let expected: Vec<(String, String)> = [
        ("fr", "https://blog.example/un/"),
        ("en", "https://en.example/one/"),
        ("x-default", "https://blog.example/un/"),
    ]
    .map(|(code, href)| (code.to_string(), href.to_string()))
    .into();
    assert_eq!(alternates(outcome.page("/un/")), expected);
    assert_eq!(alternates(outcome.page("/en/one/")), expected);
    assert_eq!(
        language_switch(&outcome, "/un/").0,
        "https://en.example/one/"
    );
    assert_eq!(
        language_switch(&outcome, "/en/one/").0,
        "https://blog.example/un/"
    );
}

#[test]
fn one_language_has_no_switch() {
    let outcome = site("-- griot.yaml --\nbase_url: https://blog.example\nlanguages:\n  fr: {title: A}\n-- content/articles/a.md --\n---\ndate: 2026-11-01\n---\nT.\n").without_problems();
    for (path, page) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        assert!(
            !page.contains("class=\"switch\"") && !page.contains("hreflang"),
            "{path}"
        );
    }
}
