//! Two sources with the same output path: an error that names both sources.

use crate::harness::{FRENCH_AND_ENGLISH, site};

/// Asserts that the build fails and reports both sources.
#[track_caller]
fn assert_collision(files: &str, sources: [&str; 2]) {
    let outcome = site(files);
    outcome.assert_refused(&["error: ", "would both be written to"]);
    outcome.assert_reported(&sources);
}

fn article(name: &str, keys: &str) -> String {
    format!(
        "-- content/articles/{name}/fr.md --\n---\ntitle: {name}\ndate: 2026-11-01\n{keys}---\nT.\n"
    )
}

#[test]
fn articles_with_the_same_slug() {
    let files = article("a", "slug: x\n") + &article("b", "slug: x\n");
    assert_collision(
        &files,
        ["content/articles/a/fr.md", "content/articles/b/fr.md"],
    );
    let files = article("été", "") + &article("ete", "");
    assert_collision(
        &files,
        ["content/articles/été/fr.md", "content/articles/ete/fr.md"],
    );
}

#[test]
fn paths_that_differ_only_by_case_or_accent_composition() {
    let cases = [
        ("/Vieux/", "/vieux/"),
        ("/É/", "/é/"),
        ("/e\u{301}/", "/\u{e9}/"),
        ("/page.HTML/", "/PAGE.html/"),
        ("/Σ/", "/ς/"),
        ("/µ/", "/μ/"),
        ("/ſoft/", "/soft/"),
        ("/straße/", "/STRASSE/"),
        ("/ΐ/", "/ι\u{308}\u{301}/"),
    ];
    for (first, second) in cases {
        let files = article("a", &format!("url: \"{first}\"\n"))
            + &article("b", &format!("url: \"{second}\"\n"));
        assert_collision(
            &files,
            ["content/articles/a/fr.md", "content/articles/b/fr.md"],
        );
    }
}

/// Zola writes aliases as files.
#[test]
fn an_alias_that_is_the_page_itself_is_needless() {
    let files = article(
        "a",
        "aliases: [/a/, a/index.html, /vieux/, vieux/index.html]\n",
    );
    let outcome = site(&files).without_problems();
    assert!(outcome.has("/a/") && outcome.has("/vieux/"));
}

#[test]
fn an_alias_at_the_path_of_a_page() {
    let files = article("a", "") + &article("b", "aliases: [/a/]\n");
    assert_collision(
        &files,
        ["content/articles/a/fr.md", "content/articles/b/fr.md"],
    );
    let files = article("a", "aliases: [/vieux]\n") + &article("b", "aliases: [/Vieux/]\n");
    assert_collision(
        &files,
        ["content/articles/a/fr.md", "content/articles/b/fr.md"],
    );
    assert_collision(
        &article("a", "aliases: [/]\n"),
        ["the home page", "content/articles/a/fr.md"],
    );
}

#[test]
fn a_page_at_the_path_of_a_list() {
    let files = article("a", "tags: [puces]\n") + &article("b", "url: /tags/puces/\n");
    assert_collision(&files, ["the tag `puces`", "content/articles/b/fr.md"]);
    assert_collision(
        &article("archive", ""),
        ["the archive", "content/articles/archive/fr.md"],
    );
    assert_collision(
        &article("en", "aliases: [/en/]\n"),
        ["the home page", "content/articles/en/fr.md"],
    );
}

#[test]
fn a_static_file_at_the_path_of_a_page() {
    let files = article("a", "") + "-- static/a/index.html --\nx\n";
    assert_collision(&files, ["content/articles/a/fr.md", "static/a/index.html"]);
    assert_collision(
        &(article("a", "") + "-- static/Feed.xml --\nx\n"),
        ["feed.xml", "static/Feed.xml"],
    );
}

#[test]
fn a_file_at_the_path_of_a_folder() {
    let files = article("a", "") + "-- static/a --\nx\n";
    assert_collision(&files, ["content/articles/a/fr.md", "static/a"]);
    assert_collision(
        &article("a", "url: /feed.xml/\n"),
        ["feed.xml", "content/articles/a/fr.md"],
    );
}

#[test]
fn two_pictures_with_the_same_name_beside_one_page() {
    let files = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](p.svg) ![y](un/p.svg) ![z](../b/p.svg)\n\
         -- content/articles/a/p.svg --\n<svg>0</svg>\n-- content/articles/a/un/p.svg --\n<svg>1</svg>\n-- content/articles/b/p.svg --\n<svg>2</svg>\n";
    let outcome = site(files).without_problems();
    for (address, bytes) in [
        ("/a/p.svg", "<svg>0</svg>\n"),
        ("/a/un/p.svg", "<svg>1</svg>\n"),
        ("/a/b-p.svg", "<svg>2</svg>\n"),
    ] {
        assert!(
            outcome.page("/a/").contains(&format!("src=\"{address}\"")),
            "{address}"
        );
        assert_eq!(outcome.page(address), bytes);
    }
}

#[test]
fn a_page_in_the_folder_of_a_language_with_its_own_domain() {
    let settings = FRENCH_AND_ENGLISH.replace(
        "{title: The Notebook}",
        "{title: The Notebook, base_url: \"https://en.example\"}",
    );
    let files = format!(
        "-- griot.yaml --\n{settings}{}",
        article("a", "url: /en/\n")
    );
    assert_collision(&files, ["the home page", "content/articles/a/fr.md"]);
}

#[test]
fn file_names_that_no_host_accepts() {
    for name in ["CON", "nul.html", "com1", "fin.", &"x".repeat(300)] {
        let outcome = site(&article("a", &format!("slug: \"{name}\"\n")));
        outcome.assert_refused(&["content/articles/a/fr.md"]);
    }
}

#[test]
fn paths_that_leave_the_site() {
    let outside = [
        "../x",
        "/../x/",
        "/a/../../x/",
        "%2e%2e/x",
        "..%2fx",
        "\\\\..\\\\x",
        "//evil.example/",
        "https://evil.example/",
        "/a\\nb/",
        "C:/x",
    ];
    for path in outside {
        for key in ["slug", "url", "aliases"] {
            let outcome = site(&article("a", &format!("{key}: \"{path}\"\n")));
            outcome.assert_refused(&["content/articles/a/fr.md:4:"]);
        }
    }
}

#[test]
fn host_files_of_the_author_replace_generated_ones() {
    for name in ["robots.txt", "_headers"] {
        let outcome =
            site(&(article("a", "") + &format!("-- static/{name} --\nmine\n"))).without_problems();
        assert_eq!(outcome.page(&format!("/{name}")), "mine\n");
    }
}

#[test]
fn redirects_of_the_author_come_before_generated_ones() {
    let own = "-- static/_redirects --\n/mine/* /a/ 302\n";
    let outcome = site(&(article("a", "aliases: [/old/]\n") + own)).without_problems();
    let redirects = outcome.page("/_redirects").to_string();
    assert!(
        redirects.starts_with("/mine/* /a/ 302\n/old/ /"),
        "{redirects}"
    );
    assert!(redirects.ends_with("/* /404.html 404\n"), "{redirects}");
    let off = format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}deploy: {{redirects: false}}\n");
    let outcome = site(&(off + &article("a", "") + own)).without_problems();
    assert_eq!(outcome.page("/_redirects"), "/mine/* /a/ 302\n");
}

#[test]
fn two_languages_with_the_same_url_are_an_error() {
    let at = |fr: &str, en: &str| {
        site(&format!(
            "-- griot.yaml --\nbase_url: https://blog.example\nlanguages:\n  fr: {{title: F{fr}}}\n  en: {{title: E{en}}}\n\
             -- content/pages/a/fr.md --\n---\ntitle: A\n---\nT.\n"
        ))
    };
    let (main, other) = (
        ", base_url: https://blog.example",
        ", base_url: https://en.example",
    );
    for (fr, en) in [("", main), (other, other)] {
        at(fr, en).assert_refused(&["`fr` and `en` have one address", "griot.yaml"]);
    }
    at("", other).without_problems();
}

#[test]
fn a_collision_of_pages_with_cards_is_reported_once() {
    let files = article("a", "slug: x\n") + &article("b", "slug: x\n");
    let settings = FRENCH_AND_ENGLISH.replace("cards: false", "cards: true");
    let outcome = site(&format!("-- griot.yaml --\n{settings}{files}"));
    assert_eq!(
        outcome.problems().matches("error: ").count(),
        1,
        "{}",
        outcome.problems()
    );
}

#[test]
fn a_url_ending_in_index_html_equals_that_of_its_folder() {
    let outcome = site(&article("a", "url: /ici/index.html\n")).without_problems();
    assert!(
        outcome
            .page("/ici/")
            .contains("href=\"https://blog.example/ici/\"")
    );
}

/// Names that servers, hosts and programs take for their own: a page there could run as a program.
#[test]
fn names_of_servers_and_programs_are_refused() {
    for slug in [
        ".git",
        ".GIT",
        ".htaccess",
        "_worker.js",
        "_Worker.JS",
        "web.config",
        "git~1",
    ] {
        let outcome = site(&article("a", &format!("slug: \"{slug}\"\n")));
        outcome.assert_refused(&["is a name that servers and programs take for their own"]);
    }
    let outcome = site(&article("a", "url: /x/.git/\n"));
    outcome.assert_refused(&["`.git` is a name that servers and programs take for their own"]);
    let outcome = site(&article("a", "aliases: [/.git/config/]\n"));
    outcome.assert_refused(&["`.git` is a name that servers and programs take for their own"]);
    // what the operator puts there is the operator's
    let files = article("a", "") + "-- static/.well-known/security.txt --\nContact: x\n";
    site(&files).without_problems();
}

/// Other generators pair translations by their `permalink`.
#[test]
fn one_permalink_in_two_languages_suggests_a_translation_key() {
    let article = |path: &str| {
        format!(
            "-- content/{path}.md --\n---\ntitle: A\ndate: 2026-11-01\npermalink: /a-propos/nous/\n---\nT.\n"
        )
    };
    let outcome = site(
        &(format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}")
            + &article("articles/a/fr")
            + &article("articles/b/en")),
    );
    outcome.assert_refused(&[
        "content/articles/a/fr.md",
        "content/articles/b/en.md",
        "write `translationKey: a-propos-nous` into both in place of `url` or `permalink`",
    ]);
    let outcome = site(
        &(format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}")
            + &article("articles/a/fr")
            + &article("articles/a/en")),
    );
    outcome.assert_refused(&["remove `url` or `permalink` from all but one of them"]);
}

#[test]
fn names_with_one_slug_name_both_owners() {
    for (key, remedy) in [
        ("tags", "`tags: {cpp: C++}`"),
        ("categories", "`categories: {cpp: C++}`"),
        ("authors", "`authors: {awa2: {name: Awa D.}}`"),
    ] {
        let files = article("a", &format!("{key}: [\"a/b\"]\n"))
            + &article("b", &format!("{key}: [a b]\n"));
        let outcome = site(&files);
        outcome.assert_refused(&[
            "`a/b` (`content/articles/a/fr.md`)",
            "`a b` (`content/articles/b/fr.md`)",
            remedy,
        ]);
    }
}
