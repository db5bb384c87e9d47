//! Every key of front matter, under all its names.

use super::super::{ParsedFrontMatter, read};
use super::{SETTINGS, fenced, listed, read_in, values};
use crate::config::Config;
use std::sync::Arc;

const DAY: &str = "date = 2026-05-23T00:00:00+00:00[Africa/Dakar] (day)\n";

#[test]
fn every_key_and_its_other_names() {
    let case = |matter: &str, expected: &str| assert_eq!(values(matter), expected, "{matter}");
    case("title: L’IA à l’école 🚀", "title = L’IA à l’école 🚀\n");
    case("TITLE: x", "title = x\n");
    case("\"title\" : x", "title = x\n");
    case("draft: true", "draft = true\n");
    case("published: false", "draft = true\n");
    case("published: true", "draft = false\n");
    case("published: false\ndraft: false", "draft = true\n");
    case("draft: false\npublished: false", "draft = true\n");
    case("slug: mon-article", "slug = mon-article\n");
    case("url: /a/b/", "url = /a/b/\n");
    case("permalink: /a/b.html", "url = /a/b.html\n");
    case("path: a/b", "url = a/b\n");
    case("aliases: /vieux/", "aliases = /vieux/\n");
    case("aliases: [/a/, /b/]", "aliases = /a/ | /b/\n");
    case(
        "redirect_from:\n  - /a/\n  - /caf%C3%A9/",
        "aliases = /a/ | /caf%C3%A9/\n",
    );
    case("lang: en", "lang = 1\n");
    case("lang: EN-gb", "lang = 1\n");
    case("lang: fr_FR", "lang = 0\n");
    case("translationKey: puces", "translation_key = puces\n");
    case(
        "translation_key: articles/puces",
        "translation_key = articles/puces\n",
    );
    case("translation-key: 2024", "translation_key = 2024\n");
    case("original: yes", "original = true\n");
    case("category: Web", "categories = Web\n");
    case("author: Awa", "authors = Awa\n");
    case(
        "authors: [awa, {name: Idriss, url: x}]",
        "authors = awa | Idriss\n",
    );
    case("author: {name: Diop, Awa: x}", "authors = Diop\n");
    case("author: [\"Diop, Awa\"]", "authors = Diop, Awa\n");
    case("pubDate: 2026-05-23", DAY);
    case("published: 2026-05-23", DAY);
    case("heroImage: a.jpg", "image = a.jpg\n");
    case("featured_image: a.jpg", "image = a.jpg\n");
    case("image_credit: Awa", "image_credit = Awa\n");
    case("credit: Awa", "image_credit = Awa\n");
    case("featured: true", "featured = true\n");
    case("sticky: true", "featured = true\n");
    case("pin: false", "featured = false\n");
    case("excerpt: Le début.", "summary = Le début.\n");
    case("cover: a.jpg", "image = a.jpg\n");
    case("thumbnail: /img/a.jpg", "image = /img/a.jpg\n");
    case(
        "cover: {image: a.jpg, alt: Un chat, hidden: false}",
        "image = a.jpg\nimage_alt = Un chat\n",
    );
    case("image-alt: Un chat", "image_alt = Un chat\n");
    case("toc: on", "toc = true\n");
    case("weight: -3", "weight = -3\n");
    case("template: dossier", "template = dossier\n");
    case("layout: post", "layout = post\n");
    case("comments: off", "comments = false\n");
    case("typography: false", "typography = false\n");
    case("extra: {a: 1}", "extra = a: 1\n");
    case(
        "extra: {2024: [!x {yes: 1}]}",
        "extra = '2024':\n- yes: 1\n",
    );
    case("params:\n  a: [x, y]", "extra = a:\n- x\n- y\n");
}

#[test]
fn text_is_kept_as_it_was_written() {
    let case = |matter: &str, expected: &str| assert_eq!(values(matter), expected, "{matter}");
    case("title: 1.10", "title = 1.10\n");
    case("title: 2024", "title = 2024\n");
    case("title: null", "title = null\n");
    case("title: 0x1F # hexa", "title = 0x1F\n");
    case("title: yes", "title = yes\n");
    case("title: true", "title = true\n");
    case("title: \"  a\\tb\\u0007\\r\\nc  \"", "title = a b c\n");
    case("title: >\n  Une\n  deux\n", "title = Une deux\n");
    case("title: |\n  Une\n  deux\n", "title = Une deux\n");
    case("title: \"a\u{a0}: b\"", "title = a\u{a0}: b\n");
    case("description: null\nimage: ~\ntags:\ndate:\nlang: null", "");
    case(
        "summary: |\n  Un *début*.\n\n  Deux.\n",
        "summary = Un *début*.\n\nDeux.\n",
    );
    case("slug: 2024", "slug = 2024\n");
}

#[test]
fn lists_are_lists_or_words_with_commas() {
    let case = |matter: &str, expected: &str| assert_eq!(values(matter), expected, "{matter}");
    case("tags: [mobile, Sécurité]", "tags = mobile | Sécurité\n");
    case(
        "tags: mobile, Sécurité ,, web",
        "tags = mobile | Sécurité | web\n",
    );
    case("tags: mobile", "tags = mobile\n");
    case(
        "tags:\n- 5G\n- 2024\n- 1.10\n- null\n- no\n-\n",
        "tags = 5G | 2024 | 1.10 | null | no\n",
    );
    case("tags: []", "tags = \n");
    case("tags: ''\nslug: ''\ndate: ' '\ndraft: ''", "");
    case("image: \"\"", "image = \n");
    case(
        "categories: \"Web, Réseaux\"",
        "categories = Web | Réseaux\n",
    );
}

#[test]
fn words_of_one_string_have_their_own_places() {
    let text = fenced("tags: \"mobile, Sécurité\"\ncategories: a ,b");
    let front = read_in(SETTINGS, &text).front;
    let tags = [front.tags.unwrap(), front.categories.unwrap()].concat();
    let places: Vec<&str> = tags.iter().map(|tag| &text[tag.span.clone()]).collect();
    assert_eq!(places, ["mobile", "Sécurité", "a", "b"]);
}

#[test]
fn toml_is_read_as_well() {
    let text = "\
+++
title = \"Les puces 🚀\"
date = 2026-05-23T10:00:00+02:00
updated = 2026-05-24
weight = 1_000
tags = [\"tsmc\", \"web\"]
draft = false
[extra]
b = 1
a = 2.5
+++
Bonjour.
";
    let ParsedFrontMatter {
        front,
        body,
        diagnostics,
    } = read_in(SETTINGS, text);
    assert_eq!(diagnostics, []);
    assert_eq!(&text[body..], "Bonjour.\n");
    assert_eq!(
        &text[front.date.as_ref().unwrap().span.clone()],
        "2026-05-23T10:00:00+02:00"
    );
    assert_eq!(
        listed(&front),
        "\
title = Les puces 🚀
date = 2026-05-23T08:00:00+00:00[Africa/Dakar]
updated = 2026-05-24T00:00:00+00:00[Africa/Dakar] (day)
draft = false
tags = tsmc | web
weight = 1000
extra = b: 1
a: 2.5
"
    );
}

#[test]
fn unknown_keys_are_kept_and_do_not_hide_those_of_extra() {
    let text = fenced("keywords: [a]\nlegacy: 1\nextra: {legacy: 2}");
    let config = Config::parse("griot.yaml", SETTINGS).unwrap();
    let read = read(&Arc::from("content/pages/a/fr.md"), &text, &config);
    assert_eq!(listed(&read.front), "extra = legacy: 2\nkeywords:\n- a\n");
    assert_eq!(read.diagnostics.len(), 2);
}

#[test]
fn aliases_and_merges_of_yaml_work() {
    let matter = "extra: &x {a: 1}\nparams2: {<<: *x, b: 2}\ntitle: &t Bonjour\ndescription: *t";
    let text = fenced(matter);
    let front = read_in(SETTINGS, &text).front;
    assert_eq!(
        listed(&front),
        "title = Bonjour\ndescription = Bonjour\nextra = a: 1\nparams2:\n  b: 2\n  a: 1\n"
    );
    assert_eq!(&text[front.description.unwrap().span], "*t");
}
