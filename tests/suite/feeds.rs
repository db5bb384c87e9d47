//! Feeds and sitemaps, as a feed reader or a search engine reads them.

use crate::golden_sites::golden_sources;
use crate::harness::{Outcome, site, sources};
use crate::html_reader::{canonical, elements};
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeMap;

/// Every XML file as elements `path text`, or a panic where it is not well-formed.
pub fn xml(text: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut path: Vec<String> = Vec::new();
    let mut texts = Vec::new();
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error} in\n{text}"))
        {
            Event::Start(start) => path.push(start.name().as_ref().to_string()),
            Event::End(_) => drop(path.pop()),
            Event::Text(part) => push(&mut texts, &path, &part),
            Event::GeneralRef(part) => {
                let name = part.to_string();
                let resolved = match part.resolve_char_ref().expect("a character") {
                    Some(character) => character.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&name)
                        .expect("a known entity")
                        .to_string(),
                };
                push(&mut texts, &path, &resolved);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
    texts
}

fn push(texts: &mut Vec<(String, String)>, path: &[String], text: &str) {
    let path = path.join("/");
    match texts.last_mut().filter(|(last, _)| *last == path) {
        Some((_, before)) => before.push_str(text),
        None => texts.push((path, text.to_string())),
    }
}

/// Texts of the elements at a path.
pub fn texts(xml_text: &str, path: &str) -> Vec<String> {
    xml(xml_text)
        .into_iter()
        .filter(|(other, _)| other == path)
        .map(|(_, text)| text)
        .collect()
}

pub fn items(outcome: &Outcome, address: &str) -> Vec<Value> {
    let feed: Value = serde_json::from_str(outcome.page(address)).expect("JSON");
    feed["items"].as_array().expect("items").clone()
}

#[test]
fn feeds_never_mix_languages() {
    for name in ["everything", "three-languages", "hugo", "jekyll"] {
        let outcome = golden_sources(name).default_theme().build();
        let languages: BTreeMap<String, String> = outcome
            .texts()
            .filter(|(path, _)| path.ends_with(".html"))
            .filter_map(|(_, page)| {
                let lang = elements(page, "html").first()?.get("lang")?.to_string();
                Some((canonical(page)?, lang))
            })
            .collect();
        let mut entries = 0;
        for (path, text) in outcome.texts() {
            let (lang, addresses) = if path.ends_with("feed.xml") {
                let lang = text
                    .split("xml:lang=\"")
                    .nth(1)
                    .and_then(|rest| rest.split('"').next());
                (
                    lang.expect("a language").to_string(),
                    texts(text, "feed/entry/id"),
                )
            } else if path.ends_with("rss.xml") {
                (
                    texts(text, "rss/channel/language")[0].clone(),
                    texts(text, "rss/channel/item/link"),
                )
            } else if path.ends_with("feed.json") {
                let feed: Value = serde_json::from_str(text).expect("JSON");
                let url = |item: &Value| item["url"].as_str().expect("a URL").to_string();
                (
                    feed["language"].as_str().expect("a language").to_string(),
                    items(&outcome, path).iter().map(url).collect(),
                )
            } else {
                continue;
            };
            for address in addresses {
                entries += 1;
                assert_eq!(
                    languages.get(&address),
                    Some(&lang),
                    "{name} {path}: {address}"
                );
            }
        }
        assert!(entries > 0, "{name} has feeds");
    }
}

const ARTICLES: &str = "\
-- content/articles/a/fr.md --
---
title: Un « titre » & <b>
date: 2026-11-01T10:00:00
updated: 2026-11-03
tags: [puces]
authors: [Awa]
image: https://cdn.example/photo.png
---
Début avec un [lien](/b/) et [une ancre](#ici).

## Ici

![Une photo](photo.png)
-- content/articles/a/photo.png --
PNG
-- content/articles/b/fr.md --
---
title: B
date: 2026-11-02
---
T.
-- content/articles/a/en.md --
---
title: One
---
T.
";

#[test]
fn all_feed_formats_have_the_same_content() {
    let settings = crate::harness::FRENCH_AND_ENGLISH.to_string() + "feeds: [atom, json, rss]\n";
    let outcome = site(&format!("-- griot.yaml --\n{settings}{ARTICLES}")).without_problems();
    let title = "Un «\u{202f}titre\u{202f}» & <b>";
    let (atom, rss, json) = (
        outcome.page("/feed.xml"),
        outcome.page("/rss.xml"),
        items(&outcome, "/feed.json"),
    );
    assert_eq!(texts(atom, "feed/entry/title"), ["B", title]);
    assert_eq!(texts(rss, "rss/channel/item/title"), ["B", title]);
    assert_eq!(json[1]["title"], title);
    let address = "https://blog.example/un-titre-b/";
    assert_eq!(texts(atom, "feed/entry/id")[1], address);
    assert_eq!(texts(rss, "rss/channel/item/guid")[1], address);
    assert_eq!(json[1]["url"], address);
    assert!(texts(atom, "feed/entry/published")[1].starts_with("2026-11-01T10:00:00"));
    assert!(texts(atom, "feed/entry/updated")[1].starts_with("2026-11-03T"));
    assert_eq!(
        texts(rss, "rss/channel/item/pubDate")[1],
        "Sun, 01 Nov 2026 10:00:00 +0000"
    );
    assert_eq!(texts(atom, "feed/entry/author/name"), ["Awa"]);
    assert_eq!(json[1]["authors"][0]["name"], "Awa");
    // how large a picture of another site is, nobody knows
    assert!(json[1]["image"].is_null());
    let html = json[1]["content_html"].as_str().expect("content");
    assert_eq!(texts(atom, "feed/entry/content")[1], html);
    assert_eq!(texts(rss, "rss/channel/item/content:encoded")[1], html);
    for address in [
        "https://blog.example/b/",
        "https://blog.example/un-titre-b/#ici",
        "https://blog.example/un-titre-b/photo.png",
    ] {
        assert!(
            html.contains(&format!("\"{address}\"")),
            "{address} is in full in {html}"
        );
    }
}

#[test]
fn a_feed_links_to_its_page_and_itself_and_states_its_language() {
    let outcome = site(ARTICLES).without_problems();
    for (folder, lang) in [("/", "fr"), ("/en/", "en")] {
        let feed: Value =
            serde_json::from_str(outcome.page(&format!("{folder}feed.json"))).expect("JSON");
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["language"], lang);
        assert_eq!(
            feed["home_page_url"],
            format!("https://blog.example{folder}")
        );
        assert_eq!(
            feed["feed_url"],
            format!("https://blog.example{folder}feed.json")
        );
        let atom = outcome.page(&format!("{folder}feed.xml"));
        assert!(atom.contains(&format!("xml:lang=\"{lang}\"")));
        let page = outcome.page(folder);
        assert!(page.contains(&format!(
            "type=\"application/atom+xml\" title=\"{}\" href=\"{folder}feed.xml\"",
            feed["title"].as_str().unwrap_or_default()
        )));
    }
}

#[test]
fn a_feed_of_a_tag_holds_its_articles_only() {
    let outcome = site(ARTICLES).without_problems();
    let addresses = texts(outcome.page("/tags/puces/feed.xml"), "feed/entry/id");
    assert_eq!(addresses, ["https://blog.example/un-titre-b/"]);
    assert_eq!(items(&outcome, "/tags/puces/feed.json").len(), 1);
}

#[test]
fn settings_choose_the_feeds() {
    let built = |feeds: &str| {
        let settings = crate::harness::FRENCH_AND_ENGLISH.to_string() + feeds;
        let outcome = site(&format!("-- griot.yaml --\n{settings}{ARTICLES}")).without_problems();
        ["/feed.xml", "/feed.json", "/rss.xml"].map(|address| outcome.has(address))
    };
    assert_eq!(built(""), [true, true, false]);
    assert_eq!(built("feeds: false\n"), [false, false, false]);
    assert_eq!(built("feeds: [rss]\n"), [false, false, true]);
}

#[test]
fn the_news_sitemap_has_the_articles_of_two_days() {
    let text = |hours: &[i64]| {
        let now: jiff::Timestamp = crate::harness::NOW.parse().expect("a moment");
        let file = |age: &i64| {
            let date = now - jiff::SignedDuration::from_hours(*age);
            format!(
                "-- content/articles/h{age}/fr.md --\n---\ntitle: Il y a {age}\ndate: {date}\n---\nT.\n"
            )
        };
        hours.iter().map(file).collect::<String>()
    };
    let outcome = site(&text(&[1, 47, 49, 500])).without_problems();
    let news = outcome.page("/news-sitemap.xml");
    assert_eq!(
        texts(news, "urlset/url/news:news/news:title"),
        ["Il y a 1", "Il y a 47"]
    );
    assert_eq!(
        texts(news, "urlset/url/news:news/news:publication/news:language"),
        ["fr", "fr"]
    );
    let outcome = sources(&text(&[-5, 1])).future().build().without_problems();
    assert_eq!(
        texts(
            outcome.page("/news-sitemap.xml"),
            "urlset/url/news:news/news:title"
        ),
        ["Il y a 1"]
    );
}

#[test]
fn the_sitemap_has_every_page_once_and_nothing_else() {
    let outcome = golden_sources("everything").default_theme().build();
    let addresses = texts(outcome.page("/sitemap.xml"), "urlset/url/loc");
    let mut pages: Vec<String> = outcome
        .texts()
        .filter(|(path, page)| {
            path.ends_with(".html")
                && page.starts_with("<!DOCTYPE")
                && !page.contains(r#"<meta name="robots" content="noindex">"#)
                && !page.contains("http-equiv=\"refresh\"")
        })
        .filter_map(|(_, page)| crate::html_reader::canonical(page))
        .collect();
    let mut sorted = addresses.clone();
    sorted.sort();
    pages.sort();
    assert_eq!(sorted, pages);
}

#[test]
fn every_xml_and_json_file_is_well_formed() {
    let mut read = 0;
    for name in ["everything", "three-languages", "hugo", "jekyll"] {
        let outcome = golden_sources(name).build();
        for (path, text) in outcome.texts() {
            if path.ends_with(".xml") {
                assert!(!xml(text).is_empty(), "{name} {path}");
                read += 1;
            } else if path.ends_with(".json") || path.ends_with(".webmanifest") {
                serde_json::from_str::<Value>(text)
                    .unwrap_or_else(|error| panic!("{name} {path}: {error}"));
                read += 1;
            }
        }
    }
    assert!(read > 50);
}
