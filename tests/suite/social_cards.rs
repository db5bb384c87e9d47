//! Social cards: which articles have one, how the head links to it, and how it is cached.

use crate::harness::{Outcome, Sources, site, sources};
use crate::program_runner::Folder;

const SETTINGS: &str = "\
-- griot.yaml --
base_url: https://blog.example/news
default_language: fr
timezone: UTC
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook}
  ar: {title: أخبار}
";

const STORY: &str = "\
-- content/articles/a/fr.md --
---
title: \"La fusée décolle 🚀\"
date: 2026-11-01
---
Texte.
-- content/articles/a/ar.md --
---
title: \"إطلاق 🚀 صاروخ\"
---
نص.
";

fn with_cards(text: &str) -> Sources {
    sources(&format!("{SETTINGS}{text}"))
}

fn cards(outcome: &Outcome) -> Vec<&str> {
    let files = outcome.files.keys().map(String::as_str);
    files
        .filter(|path| path.ends_with("social-card.png"))
        .collect()
}

/// Width and height of a PNG; asserts that it has no metadata.
#[track_caller]
fn size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.len() < 300_000);
    let text = [b"tEXt", b"iTXt", b"zTXt", b"eXIf"];
    assert!(
        text.iter()
            .all(|name| !bytes.windows(4).any(|four| four == *name))
    );
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
    (number(16), number(20))
}

#[test]
fn each_article_has_a_card_and_its_head_links_to_it() {
    let outcome = with_cards(STORY).build().without_problems();
    let paths = [
        "ar/إطلاق-صاروخ/social-card.png",
        "la-fusee-decolle/social-card.png",
    ];
    assert_eq!(cards(&outcome), paths);
    assert!(
        paths
            .iter()
            .all(|path| size(&outcome.files[*path]) == (1200, 630))
    );
    let address = "https://blog.example/news/la-fusee-decolle/social-card.png";
    let page = outcome.page("/la-fusee-decolle/");
    for tag in [
        &format!("<meta property=\"og:image\" content=\"{address}\">"),
        "<meta property=\"og:image:width\" content=\"1200\">",
        "<meta property=\"og:image:height\" content=\"630\">",
        "<meta property=\"og:image:alt\" content=\"La fusée décolle\u{a0}🚀\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        &format!("\"image\":\"{address}\""),
    ] {
        assert!(page.contains(tag), "{tag} is not in\n{page}");
    }
}

#[test]
fn a_picture_of_another_site_leaves_the_preview_to_the_card() {
    let text = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: https://cdn.example/p.png\nimage_alt: Un port\n---\nT.\n";
    let outcome = with_cards(text).build().with_warnings();
    let page = outcome.page("/a/");
    assert!(
        page.contains("og:image\" content=\"https://blog.example/news/a/social-card.png\""),
        "{page}"
    );
    assert!(page.contains("og:image:width\" content=\"1200"));
    assert!(page.contains("\"image\":\"https://blog.example/news/a/social-card.png\""));
    assert!(page.contains("<img src=\"https://cdn.example/p.png\" alt=\"Un port\""));
    assert!(!outcome.page("/feed.json").contains("cdn.example"));
}

#[test]
fn cards_false_disables_cards() {
    let outcome = site(
        STORY
            .split("-- content/articles/a/ar.md")
            .next()
            .expect("a part"),
    );
    assert!(outcome.built && cards(&outcome).is_empty());
    assert!(!outcome.page("/la-fusee-decolle/").contains("og:image"));
}

#[test]
fn unpublished_articles_have_no_card() {
    for line in [
        "draft: true",
        "publish_date: 2030-01-01",
        "expiry_date: 2020-01-01",
    ] {
        let text = format!(
            "{STORY}-- content/articles/b/fr.md --\n---\ntitle: Secret\ndate: 2026-11-01\n{line}\n---\nT.\n"
        );
        let outcome = with_cards(&text).build();
        assert!(outcome.built);
        assert_eq!(cards(&outcome).len(), 2, "{line}");
    }
}

#[test]
fn a_title_that_cannot_be_drawn_gives_the_card_of_the_site_or_none() {
    let text =
        "-- content/articles/a/fr.md --\n---\ntitle: 日本語\nslug: a\ndate: 2026-11-01\n---\nT.\n";
    let outcome = with_cards(text).build();
    assert_eq!(cards(&outcome), ["a/social-card.png"]);
    let settings = SETTINGS.replace("Le Carnet", "日本");
    let outcome = site(&format!("{settings}{text}"));
    assert!(outcome.built && cards(&outcome).is_empty());
    assert!(!outcome.page("/a/").contains("og:image"));
}

#[test]
fn markup_in_a_title_is_drawn_as_text() {
    let title = "</title><script>alert(1)</script> \"x\" ]]> &amp; 'y'";
    let text = format!(
        "-- content/articles/a/fr.md --\n---\ntitle: {}\nslug: a\ndate: 2026-11-01\n---\nT.\n",
        serde_json::json!(title)
    );
    let outcome = with_cards(&text).build();
    assert!(outcome.built);
    assert_eq!(size(&outcome.files["a/social-card.png"]), (1200, 630));
    let page = outcome.page("/a/");
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(
        page.contains("og:image:alt\" content=\"&lt;/title&gt;"),
        "{page}"
    );
}

#[test]
fn difficult_titles_give_small_files() {
    let hard = [
        "👨‍👩‍👧‍👦 👩🏾‍💻 🧑🏿‍🚀",
        "🇸🇳 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇽🇽",
        "Pourquoi ? ".repeat(27).as_str(),
        "\u{1fac8}\u{10ffff}",
    ]
    .map(str::to_string);
    for title in hard {
        let text = format!(
            "-- content/articles/a/fr.md --\n---\ntitle: \"{title}\"\nslug: a\ndate: 2026-11-01\n---\nT.\n"
        );
        let outcome = with_cards(&text).build();
        assert_eq!(
            size(&outcome.files["a/social-card.png"]),
            (1200, 630),
            "{title}"
        );
    }
}

#[test]
fn a_file_at_the_path_of_a_card_is_reported() {
    let text = format!("{STORY}-- static/la-fusee-decolle/social-card.png --\nx\n");
    with_cards(&text).build().assert_refused(&[
        "the social card of `content/articles/a/fr.md`",
        "static/la-fusee-decolle/social-card.png",
    ]);
}

#[test]
fn any_number_of_threads_gives_the_same_cards() {
    let built = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads");
        pool.install(|| with_cards(STORY).build())
    };
    assert!(built(1) == built(8));
}

#[test]
fn a_card_is_removed_with_its_article_and_cached_for_the_next_build() {
    let folder = Folder::new(&format!("{SETTINGS}{STORY}"));
    folder.run_ok(&["build"]);
    let path = "la-fusee-decolle/social-card.png";
    let first = folder.tree("public");
    assert_eq!(size(&first[path]), (1200, 630));
    folder.run_ok(&["build"]);
    assert!(
        folder.tree("public") == first,
        "one from the cache is the same"
    );
    let article =
        |title: &str, more: &str| format!("---\ntitle: {title}\ndate: 2026-11-01\n{more}---\nT.\n");
    folder.write("content/articles/a/fr.md", article("Autre titre", ""));
    folder.run_ok(&["build"]);
    let renamed = folder.tree("public");
    assert!(!renamed.contains_key(path) && renamed.contains_key("autre-titre/social-card.png"));
    folder.write(
        "content/articles/a/fr.md",
        article("Autre titre", "draft: true\n"),
    );
    folder.run_ok(&["build"]);
    assert!(
        folder
            .tree("public")
            .keys()
            .all(|path| !path.starts_with("autre-titre/"))
    );
}

#[test]
fn serve_draws_a_card_on_request() {
    let served = crate::serve::serve(&format!("{SETTINGS}{STORY}").replace("/news", ""));
    let reply = served.get("/la-fusee-decolle/social-card.png");
    assert_eq!(reply.status, 200);
    assert_eq!(size(&reply.body), (1200, 630));
}

/// The home page is shared most often: its card shows the name of the site.
#[test]
fn list_pages_have_the_card_of_the_site() {
    let outcome = with_cards(STORY).build().without_problems();
    assert_eq!(size(&outcome.files["site-card.png"]), (1200, 630));
    assert_ne!(
        outcome.files["site-card.png"],
        outcome.files["ar/site-card.png"]
    );
    for (page, card) in [("/", ""), ("/archive/", ""), ("/ar/", "ar/")] {
        let tag = format!(
            "<meta property=\"og:image\" content=\"https://blog.example/news/{card}site-card.png\">"
        );
        assert!(outcome.page(page).contains(&tag), "{}", outcome.page(page));
        assert!(
            outcome
                .page(page)
                .contains("content=\"summary_large_image\"")
        );
    }
    assert!(!outcome.page("/404.html").contains("og:image"));
    let without = with_cards(STORY).file(
        "griot.yaml",
        SETTINGS
            .replace("-- griot.yaml --\n", "cards: false\n")
            .as_bytes(),
    );
    assert!(
        !without
            .build()
            .without_problems()
            .files
            .contains_key("site-card.png")
    );
}
