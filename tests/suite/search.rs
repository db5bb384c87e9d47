//! Search: which pages have it, the contents of its files, and their size.

use crate::golden_sites::golden_sources;
use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site, sources};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::Range;

const TWO: &str = "\
-- content/articles/ecole/fr.md --
---
title: L’été à l’école 🏫
date: 2026-11-01
tags: [Réseaux]
description: Un résumé
authors: [Awa Ndiaye]
---
## Les puces

Le <em>câble</em> arrive.

```rust
fn cachee() {}
```
-- content/articles/ecole/en.md --
---
title: Summer at school
---
The cable arrives.
-- content/pages/contact/fr.md --
---
title: Contact
---
Une adresse.
";

fn json(outcome: &Outcome, address: &str) -> Value {
    serde_json::from_str(outcome.page(address)).expect("JSON")
}

/// Every form of the index whose files are in `folder`.
fn forms(outcome: &Outcome, folder: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for (path, text) in outcome.texts() {
        let is_words = |rest: &str| rest.starts_with("words-");
        if !path.strip_prefix(folder).is_some_and(is_words) {
            continue;
        }
        let shard: Value = serde_json::from_str(text).expect("JSON");
        for word in shard["words"].as_array().expect("a list") {
            let (start, ends) = match word.as_str().expect("text").split_once(',') {
                Some((start, ends)) => (start, ends),
                None => (word.as_str().expect("text"), ""),
            };
            forms.extend(ends.split(',').map(|end| format!("{start}{end}")));
        }
    }
    forms
}

#[test]
fn each_language_has_its_own_index() {
    let outcome = site(TWO).without_problems();
    let french = forms(&outcome, "search/");
    for form in [
        "ete", "ecole", "puces", "cable", "reseaux", "resume", "ndiaye", "adresse",
    ] {
        assert!(
            french.iter().any(|other| other == form),
            "{form}: {french:?}"
        );
    }
    for form in ["em", "cachee", "fn", "school", "l"] {
        assert!(
            !french.iter().any(|other| other == form),
            "{form}: {french:?}"
        );
    }
    let english = forms(&outcome, "en/search/");
    assert!(english.contains(&"summer".to_string()) && !english.contains(&"ete".to_string()));

    let found = json(&outcome, "/search/articles-0.json");
    let article = [
        "/l-ete-a-l-ecole/",
        "L’été à l’école\u{a0}🏫",
        "Le câble arrive.",
        "2026-11-01",
        "1er novembre 2026",
    ];
    let page = ["/contact/", "Contact", "Une adresse."];
    assert_eq!(found["articles"], serde_json::json!([page]));
    let found = json(&outcome, "/search/articles-4.json");
    assert_eq!(found["articles"], serde_json::json!([article]));
    let text = json(&outcome, "/search/texts-10.json");
    assert_eq!(text["texts"][0]["text"], "Les puces Le câble arrive.");
}

#[test]
fn the_search_page_is_not_indexed_and_links_to_its_translations() {
    let outcome = site(TWO);
    let page = outcome.page("/search/");
    assert!(page.contains(r#"<meta name="robots" content="noindex">"#));
    assert!(page.contains(r#"href="/en/search/" lang="en" hreflang="en" rel="alternate">"#));
    assert!(!page.contains("x-default"));
    assert!(page.contains(r#"data-index="/search/index.json""#));
    assert!(page.contains(r#"data-one="{count} résultat""#));
    assert!(page.contains(r#"data-other="{count} résultats""#));
    assert!(!outcome.page("/sitemap.xml").contains("search"));
    for address in ["/", "/en/", "/l-ete-a-l-ecole/", "/404.html"] {
        let page = outcome.page(address);
        assert!(page.contains("/search/\""), "{address}");
        assert!(
            !page.contains("src=\"/assets/search"),
            "{address} pays for what it does not need"
        );
    }
    assert!(outcome.page("/_headers").contains("connect-src 'self'"));
}

#[test]
fn urls_include_the_host_and_base_path() {
    let outcome = golden_sources("three-languages").default_theme().build();
    assert!(
        outcome
            .page("/fr/search/")
            .contains(r#"data-index="/fr/search/index.json""#)
    );
    let own = outcome.page("/en/search/");
    assert!(
        own.contains(r#"data-index="/search/index.json""#),
        "a domain of its own"
    );
    let path = sources(TWO).base_url("https://blog.example/blog").build();
    assert!(
        path.page("/search/")
            .contains(r#"data-index="/blog/search/index.json""#)
    );
    let found = json(&path, "/search/articles-4.json");
    assert_eq!(found["articles"][0][0], "/blog/l-ete-a-l-ecole/");
}

/// No file, link or leave to connect.
#[track_caller]
fn assert_no_search(outcome: &Outcome) {
    let files: Vec<&String> = outcome.files.keys().collect();
    assert!(
        !files
            .iter()
            .any(|path| path.starts_with("search/") || path.contains("/search/")),
        "{files:?}"
    );
    for (path, text) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!text.contains("/search/"), "{path}");
    }
    assert!(!outcome.page("/_headers").contains("connect-src"));
}

#[test]
fn search_can_be_switched_off() {
    assert_no_search(
        &site(&format!(
            "-- griot.yaml --\n{FRENCH_AND_ENGLISH}search: false\n{TWO}"
        ))
        .without_problems(),
    );
    // a theme that has no page for it
    assert_no_search(&golden_sources("hugo").build().with_warnings());
}

#[test]
fn a_page_of_the_author_at_the_search_url_is_an_error() {
    let page = "-- content/pages/search/fr.md --\n---\ntitle: Search\n---\nA.\n";
    site(page).assert_refused(&[
        "error: the page of `content/pages/search/fr.md` and the search page would both be written to `search/index.html`",
        "hint: give it another `slug` or `url`, or switch the search off in `griot.yaml`: `search: false`",
    ]);
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}search: false\n{page}"
    ))
    .without_problems();
}

#[test]
fn unpublished_articles_are_not_indexed() {
    let hidden =
        |more: &str| format!("---\ntitle: Visible\ndate: 2026-11-01\n{more}---\nSecret texte.\n");
    let text = format!(
        "{TWO}-- content/articles/a/fr.md --\n{}-- content/articles/b/fr.md --\n{}-- content/articles/c/fr.md --\n{}",
        hidden("slug: a\ndraft: true\ntags: [secret]\n"),
        hidden("slug: b\npublish_date: 2027-01-01\n"),
        hidden("slug: c\nexpiry_date: 2026-11-02\n"),
    );
    let has_word = |outcome: &Outcome| {
        let forms = forms(outcome, "search/");
        forms.contains(&"secret".to_string())
    };
    let has_text = |outcome: &Outcome| {
        let mut files = outcome.texts().filter(|(path, _)| path.contains("search/"));
        files.any(|(_, text)| text.contains("Secret"))
    };
    let outcome = sources(&text).build();
    assert!(!has_word(&outcome) && !has_text(&outcome));
    for outcome in [
        sources(&text).drafts().build(),
        sources(&text).future().build(),
    ] {
        assert!(has_word(&outcome) && has_text(&outcome));
    }
}

// ---- what a publish changes ----

/// The search files of a site of so many short stories in two languages, one a day, and of another
/// one of the given date.
fn search_files(stories: usize, another: Option<&str>) -> BTreeMap<String, Vec<u8>> {
    let mut text = "-- content/pages/contact/fr.md --\n---\ntitle: Contact\n---\nA.\n".to_string();
    let first: jiff::civil::Date = "2024-01-01".parse().expect("a date");
    let dates = (0..stories).map(|day| first + jiff::Span::new().days(day as i64));
    let dates = dates.map(|date| date.to_string());
    for (number, date) in dates.chain(another.map(String::from)).enumerate() {
        for lang in ["fr", "en"] {
            let _ = write!(
                text,
                "-- content/articles/a{number}/{lang}.md --\n---\ntitle: Histoire {number}\ndate: {date}\n---\nMot{number} commun.\n"
            );
        }
    }
    let files = site(&text).without_problems().files.into_iter();
    files.filter(|(path, _)| path.contains("search/")).collect()
}

/// How many search files differ, are new or are gone.
fn changed_files(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> usize {
    let written = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes));
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    written.count() + gone.count()
}

#[test]
fn a_new_story_changes_few_files_of_the_search() {
    // the last block has many articles, one free place, and none
    for stories in [357, 359, 360] {
        let before = search_files(stories, None);
        let after = search_files(stories, Some("2026-11-20"));
        let changed = changed_files(&before, &after);
        // in each language: the head, words, results and texts; the words move on from a full block
        assert!((8..=14).contains(&changed), "{stories}: {changed}");
        let backdated = search_files(stories, Some("2024-11-30"));
        assert!(
            changed_files(&before, &backdated) < before.len() / 2,
            "{stories}"
        );
    }
}

// ---- what it costs ----

/// What a reader may pay for the first keystroke at a thousand articles.
const MOST_BYTES: usize = 60_000;

fn gzip(text: &str) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(text.as_bytes()).expect("written to memory");
    gzip.finish().expect("written to memory").len()
}

/// Numbers that are the same on every machine (Lehmer).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 as usize % most
    }

    /// A word: of 30,000, the first ones often and most of them seldom, as in any language.
    fn word(&mut self) -> String {
        let rank = (30_000_f64.powf(self.below(1 << 20) as f64 / f64::from(1 << 20))) as usize;
        let mut own = Dice(rank as u64 * 7_919 + 1);
        // some beginnings are far more usual than others
        let start = own.below(80).min(own.below(80));
        let mut word = format!(
            "{}{}",
            char::from(b"cpdrmsltbfgvnjhq"[start % 16]),
            ["o", "é", "a", "i", "u"][start / 16]
        );
        let middles = [
            "ter", "ment", "ri", "sol", "va", "pon", "lé", "cu", "ga", "mi",
        ];
        let ends = ["s", "e", "tion", "er", "al", "té", "eur", "ent"];
        for _ in 0..1 + own.below(3) {
            word.push_str(middles[own.below(middles.len())]);
        }
        word + ends[own.below(ends.len())]
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<String> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }
}

fn site_of_a_thousand_articles() -> Outcome {
    let mut dice = Dice(42);
    let mut text =
        "-- griot.yaml --\nbase_url: https://blog.example\nlanguages: {fr: {title: T}}\n"
            .to_string();
    for number in 0..1_000 {
        let (title, lead, rest) = (dice.words(8), dice.words(40), dice.words(400));
        let day = 1 + number % 28;
        let _ = write!(
            text,
            "-- content/articles/a{number}/fr.md --\n---\ntitle: \"{title}\"\ndate: 2025-10-{day:02}\n---\n{lead}.\n\n{rest}.\n"
        );
    }
    site(&text)
}

/// What a browser asks for when `typed` is what the field holds, in compressed bytes, without
/// what it shows.
fn download_bytes(outcome: &Outcome, typed: &str) -> usize {
    let head = json(outcome, "/search/index.json");
    let segments = head["segments"].as_array().expect("a list");
    let ranges = segments.iter().map(|segment| {
        let cuts = segment["cuts"].as_array().expect("a list");
        let shard = |key: &str| {
            let before = |cut: &&Value| cut.as_str().expect("text") <= key;
            cuts.iter().filter(before).count()
        };
        match typed.len() {
            2 => shard(typed)..shard(&format!("{typed}\u{ffff}")) + 1,
            _ => shard(typed)..shard(typed) + 1,
        }
    });
    let ranges: Vec<Range<usize>> = ranges.collect();
    // the script asks for two more than one of each segment, at the most
    let is_vague = ranges.iter().map(|range| range.len() - 1).sum::<usize>() >= 3;
    let words = segments.iter().zip(ranges).flat_map(|(segment, range)| {
        let name = segment["name"].as_str().expect("text");
        let range = range.take(if is_vague { 1 } else { usize::MAX });
        range.map(move |at| gzip(outcome.page(&format!("/search/words-{name}-{at}.json"))))
    });
    gzip(outcome.page("/search/index.json")) + words.sum::<usize>()
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn the_first_keystroke_loads_little_at_a_thousand_articles() {
    let outcome = site_of_a_thousand_articles();
    assert!(outcome.built);
    let script = outcome
        .texts()
        .find(|(path, _)| path.starts_with("assets/search."));
    let page = gzip(outcome.page("/search/")) + gzip(script.expect("a script").1);
    let is_articles = |path: &str| path.starts_with("search/articles-");
    let articles = outcome.texts().filter(|(path, _)| is_articles(path));
    let mut articles: Vec<usize> = articles.map(|(_, text)| gzip(text)).collect();
    articles.sort_unstable();
    // ten results, as scattered as they can be
    let ten: usize = articles.iter().rev().take(10).sum();
    let letters = || ('a'..='z').map(String::from);
    let pairs = || letters().flat_map(|a| letters().map(move |b| a.clone() + &b));
    let starts = pairs().flat_map(|a| letters().map(move |b| a.clone() + &b));
    let typed = letters().chain(pairs()).chain(starts.step_by(7));
    let most = typed.map(|typed| download_bytes(&outcome, &typed)).max();
    let most = page + ten + most.expect("some");
    println!("{most} bytes at the most");
    let is_texts = |path: &str| path.starts_with("search/texts-");
    let texts = outcome.texts().filter(|(path, _)| is_texts(path));
    let texts: Vec<usize> = texts.map(|(_, text)| gzip(text)).collect();
    println!("{:?} bytes for an excerpt, at the most", texts.iter().max());
    assert!(most < MOST_BYTES, "{most} bytes");
    assert!(most > 5_000, "{most} bytes: nothing was weighed");
}
