//! Paths and addresses in front matter: what leads out of the site, and what does not.

use super::{SETTINGS, fenced, read_in, said, values};
use crate::config::Config;
use crate::content::front_matter::read;
use std::sync::Arc;

/// Every spelling of a way out, for every key that becomes a path (safety S1 and S6).
#[test]
fn nothing_leads_out_of_the_site() {
    let paths = [
        "../../../../etc/x",
        "/../x",
        "/a/../../x",
        "..",
        "/a/..",
        "a/./b",
        "C:\\x",
        "\\\\host\\x",
        "/a\\..\\b",
        "%2e%2e/x",
        "/%2E%2e/x",
        "/.%2e/x",
        "/%252e%252e/x",
        "/%25252e%25252e/x",
        "/%25252525252525252e./x",
        "/%c0%ae%c0%ae/x",
        "/%5c..%5cx",
        "/a%00b",
        "/a%0d%0aX-Evil:%201",
        "\"/a\\r\\nLocation: //evil\"",
        "\"/a\\0b\"",
        "\"/a\\u2028b\"",
        "//evil.example",
        "/%2fevil.example",
        "\"/\\\\evil.example\"",
        "https://evil.example/",
        "javascript:alert(1)",
        "\"java\\tscript:alert(1)\"",
        "javascript%3aalert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "\"/ .. /x\"",
    ];
    for path in paths {
        for key in [
            "url",
            "aliases",
            "slug",
            "image",
            "template",
            "translationKey",
        ] {
            if key == "image" && (path.starts_with("https:") || path == "a/./b") {
                continue;
            }
            let text = fenced(&format!("{key}: {path}"));
            let read = read_in(SETTINGS, &text);
            let front = &read.front;
            let kept = [
                &front.url,
                &front.slug,
                &front.image,
                &front.template,
                &front.translation_key,
            ];
            assert!(kept.iter().all(|kept| kept.is_none()), "{key}: {path}");
            assert!(front.aliases.is_empty(), "{key}: {path}");
            assert_eq!(read.diagnostics.len(), 1, "{key}: {path}");
            assert!(said(&text).starts_with("error: "), "{key}: {path}");
        }
    }
}

#[test]
fn ordinary_paths_pass() {
    let case = |matter: &str| {
        let (key, value) = matter.split_once(": ").unwrap();
        let key = if key == "translationKey" {
            "translation_key"
        } else {
            key
        };
        assert_eq!(values(matter), format!("{key} = {value}\n"));
    };
    case("url: /2026/05/une-page.html");
    case("url: /à-propos/");
    case("url: a b/c");
    case("url: /v1..2/x");
    case("url: /100%/");
    case("url: /12:30/");
    case("aliases: /caf%C3%A9/");
    case("aliases: /a%20b/");
    case("slug: الأخبار");
    case("slug: v1.2");
    case("slug: ...");
    case("translationKey: articles/puces 2nm");
    case("template: dossiers/long");
    case("image: couverture.png");
    case("image: ./couverture.png");
    case("image: ../partage/carte.jpg");
    case("image: ../../pages/carte.jpg");
    case("image: /img/carte.jpg");
    case("image: https://cdn.example/a.jpg?w=800");
    case("image: Capture d’écran 12.png");
}

#[test]
fn an_image_stays_below_content() {
    let config = Config::parse("griot.yaml", SETTINGS).unwrap();
    let case = |path: &str, image: &str, fine: bool| {
        let read = read(
            &Arc::from(path),
            &fenced(&format!("image: {image}")),
            &config,
        );
        assert_eq!(read.front.image.is_some(), fine, "{image} in {path}");
        assert_eq!(read.diagnostics.is_empty(), fine, "{image} in {path}");
    };
    case("content/articles/a/fr.md", "../../x.png", true);
    case("content/articles/a/fr.md", "../../../x.png", false);
    case("content/articles/a/fr.md", "b/../../../../x.png", false);
    case("content/fr.md", "x.png", true);
    case("content/fr.md", "../static/x.png", false);
    case("content/fr.md", "/img/../../x.png", false);
}

#[test]
fn a_refused_path_says_why() {
    let case = |matter: &str, expected: &str| {
        let text = fenced(matter);
        let said = said(&text);
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(
            format!("{}\n{}", lines[0], lines[lines.len() - 1]),
            expected
        );
    };
    let on_site = "  = hint: write a path on this site such as `/contact/`";
    case(
        "url: ../x",
        &format!("error: `../x` leads out of its place with `.` or `..`\n{on_site}"),
    );
    case(
        "aliases: //evil",
        &format!("error: `//evil` leads to another site\n{on_site}"),
    );
    case(
        "url: mailto:x",
        &format!("error: `mailto:x` begins with `mailto:`\n{on_site}"),
    );
    case(
        "url: /a?b",
        &format!("error: `/a?b` has a `?` or `#` in it\n{on_site}"),
    );
    case(
        "slug: a/b",
        "error: `a/b` has a slash in it\n  = hint: write only the last part of the address, such as `mon-article`",
    );
    case(
        "slug: a\\b",
        "error: `a\\b` has a backslash in it\n  = hint: write only the last part of the address, such as `mon-article`",
    );
    case(
        "aliases: /?p=12",
        "warning: the old path `/?p=12` cannot lead here\n  = hint: a static site has no page for what follows a `?`: remove it, or redirect it at the host",
    );
    case(
        "image: javascript:alert(1)",
        "error: `javascript:alert(1)` begins with `javascript:`\n  = hint: write the file's name, such as `couverture.jpg`, or an address that begins with `https://`",
    );
}
