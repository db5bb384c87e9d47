//! What may run in a reader's browser: the Content-Security-Policy of the pages, and the files
//! that an article may lie beside.

use crate::harness::{FRENCH_AND_ENGLISH, Outcome, site};
use std::collections::BTreeSet;

const NO_HTML: &str = "raw_html: false\n";

fn beside(settings: &str, text: &str, files: &[&str]) -> Outcome {
    let files: String = files
        .iter()
        .map(|name| {
            let content = match name.to_ascii_lowercase().ends_with(".svg") {
                true => "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                false => "%PDF",
            };
            format!("-- content/articles/a/{name} --\n{content}\n")
        })
        .collect();
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{text}\n{files}"
    ))
}

#[test]
fn active_files_are_not_published_beside_an_article() {
    for name in [
        "x.html",
        "x.HTM",
        "x.xhtml",
        "x.xht",
        "x.xml",
        "x.mht",
        "x.svgz",
        "x.js",
        "x.mjs",
        "x.wasm",
        "x.php",
        "x.svg",
        "x.xsd",
        "x.rng",
        "x.wsdl",
        "x.mml",
        "x.opml",
        "x.gpx",
        "x.kml",
        "x.xspf",
        "x.dtd",
        "x.ent",
        "x.jse",
        "x.appcache",
        "x.phar",
        "x.pht",
        "x.php7",
        "x.phps",
        "x.inc",
        "x.jspx",
        "x.ashx",
        "x.cshtml",
        "x.cfm",
        "x.py",
        "x.fcgi",
        "x.stm",
        "x.of-no-program",
    ] {
        let text = format!("[voir]({name})");
        let refused = beside(NO_HTML, &text, &[name]);
        refused.assert_refused(&[
            &format!("error: `{name}` can run scripts, and authors of this site may write no HTML"),
            "content/articles/a/fr.md:5:8",
        ]);
        let published = beside("", &text, &[name]).with_warnings();
        assert!(published.has(&format!("/a/{name}")), "{name}");
    }
    // no rule switches it off
    let settings = "raw_html: false\ncheck: {links: off}\n";
    beside(settings, "[voir](x.html)", &["x.html"]).assert_refused(&["can run scripts"]);
    beside(settings, "![voir](x.html)", &["x.html"]).assert_refused(&["can run scripts"]);
    let cover = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: x.html\n---\nT.\n-- content/articles/a/x.html --\nx\n";
    site(&format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{settings}{cover}"
    ))
    .assert_refused(&["can run scripts", "fr.md:4:8"]);
}

#[test]
fn other_files_are_published_beside_an_article() {
    let names = [
        "x.pdf",
        "x.txt",
        "x.zip",
        "x.ts",
        "v1.2.pdf",
        "guide.pl.pdf",
    ];
    let links: String = names.iter().map(|name| format!("[v]({name}) ")).collect();
    let published = beside(NO_HTML, &links, &names).without_problems();
    for name in names {
        assert!(published.has(&format!("/a/{name}")), "{name}");
    }
}

/// Servers look at each ending of a name, and browsers guess what a file without one is.
#[test]
fn every_ending_of_a_file_counts() {
    for name in [
        "x.html.fr",
        "x.php.pdf",
        "x.phar.png",
        "x.HTML.bak",
        "x",
        "html",
    ] {
        let link = format!("[v]({name})");
        beside(NO_HTML, &link, &[name]).assert_refused(&["can run scripts"]);
    }
}

#[test]
fn a_drawing_is_published_as_a_picture() {
    let published = beside(NO_HTML, "![dessin](x.svg)", &["x.svg"]).without_problems();
    assert!(published.has("/a/x.svg"));
    let rule = "\n/*.svg\n  Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox\n";
    assert!(published.page("/_headers").contains(rule));
    // hosts match these paths by case
    let upper = beside(NO_HTML, "![dessin](x.SVG)", &["x.SVG"]).without_problems();
    assert!(upper.has("/a/x.SVG"));
    assert!(
        upper
            .page("/_headers")
            .contains(&rule.replace("svg", "SVG"))
    );
    beside(NO_HTML, "![dessin](x.svg)\n\n[voir](x.svg)", &["x.svg"]).assert_refused(&[
        "show it as a picture: `![what it shows](x.svg)`",
        "fr.md:7:8",
    ]);
}

/// Some servers and browsers look at the first bytes.
#[test]
fn a_file_that_begins_as_html_or_xml_is_active_whatever_its_name_is() {
    let with = |name: &str, content: &str| {
        site(&format!(
            "-- griot.yaml --\n{FRENCH_AND_ENGLISH}{NO_HTML}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n\
             [voir]({name})\n-- content/articles/a/{name} --\n{content}\n"
        ))
    };
    for content in [
        "<?xml version='1.0'?><a/>",
        "\u{feff}<?xml version='1.0'?><a/>",
        " \n\t<!DOCTYPE html>",
        "<HTML>",
        "<svg/>",
        "<script>alert(1)</script>",
        "<!-- x --><p>",
        "<\0h\0t\0m\0l\0>",
    ] {
        for name in ["x.pdf", "x.unknown", "x.jpg"] {
            with(name, content).assert_refused(&["can run scripts", "fr.md:5:8"]);
        }
    }
    for content in ["%PDF-1.7 <html>", "a <b> c", "< 5", ""] {
        assert!(with("x.pdf", content).without_problems().has("/a/x.pdf"));
    }
}

#[test]
fn no_link_leads_to_a_drawing_that_is_published_as_a_picture() {
    for address in [
        "/a/x.svg",
        "/a/x%2Esvg",
        "/a/./x.svg",
        "/b/../a//x.svg?1",
        "/A/X.SVG",
        "https://blog.example/a/x.svg",
        "HTTPS://BLOG.example/a/x.svg#top",
        "//blog.example:443/a/x.svg",
        "http://blog.example./a/%78.svg",
        "HTTP:../a/x.svg",
        "https:/a/x.svg",
        "..\\a\\x.svg",
        "\\a\\x.svg",
    ] {
        let text = format!("![dessin](x.svg) [voir]({address})");
        let refused = beside("raw_html: false\ncheck: {links: off}\n", &text, &["x.svg"]);
        refused.assert_refused(&["can run scripts", "content/articles/a/fr.md"]);
    }
    // what browsers would read as a path is published so that they read another address
    for (address, href) in [
        ("https:x.svg", "https://x.svg"),
        ("<ht\ttp:../a/x.svg>", "ht%09tp:../a/x.svg"),
        ("https:..\\a\\x.svg", "https:..%5Ca%5Cx.svg"),
    ] {
        let text = format!("![dessin](x.svg) [voir]({address})");
        let page = beside(NO_HTML, &text, &["x.svg"]);
        assert!(
            page.page("/a/").contains(&format!("<a href=\"{href}\"")),
            "{address}"
        );
    }
    let text = "![dessin](x.svg) [a](https://other.example/a/x.svg) [b](/a/) ![c](/a/x.svg)";
    beside(NO_HTML, text, &["x.svg"]).without_problems();
}

fn header_policy(outcome: &Outcome) -> &str {
    let (_, policy) = outcome
        .page("/_headers")
        .split_once("Content-Security-Policy: ")
        .expect("a policy");
    policy.lines().next().expect("a line")
}

fn directives(policy: &str) -> BTreeSet<String> {
    policy.split("; ").map(str::to_string).collect()
}

fn page_policy(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"")?;
    let (policy, _) = rest.split_once("\">")?;
    Some(policy.replace("&#x27;", "'").replace("&#39;", "'"))
}

fn sources(policy: &str, name: &str) -> Vec<String> {
    let found = policy.split("; ").find_map(|part| part.strip_prefix(name));
    found
        .unwrap_or_default()
        .split_whitespace()
        .map(str::to_string)
        .collect()
}

#[test]
fn the_policy_names_each_script_of_the_operator_and_no_other() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[x](own.js) <script src=\"own.js\"></script>\n\
         -- content/articles/a/own.js --\nalert(1)\n\
         -- static/mine, too.js --\n1\n-- static/page.html --\n1\n",
    )
    .with_warnings();
    assert!(outcome.has("/a/own.js"));
    let scripts = sources(header_policy(&outcome), "script-src");
    let assets: Vec<&String> = outcome
        .files
        .keys()
        .filter(|path| path.starts_with("assets/") && path.ends_with(".js"))
        .collect();
    assert!(assets.len() > 3, "{assets:?}");
    for path in &assets {
        assert!(
            scripts.contains(&format!("https://blog.example/{path}")),
            "{scripts:?}"
        );
    }
    assert!(scripts.contains(&"https://blog.example/mine%2C%20too.js".to_string()));
    let digests = scripts
        .iter()
        .filter(|source| source.starts_with("'sha256-"));
    assert_eq!(digests.count(), assets.len());
    assert_eq!(scripts.len(), 2 * assets.len() + 1, "{scripts:?}");
    // the tags of the theme have the digests
    let page = outcome.page("/a/");
    for tag in page.split("<script src=\"/assets/").skip(1) {
        let (_, digest) = tag.split_once("integrity=\"").expect("a digest");
        let (digest, _) = digest.split_once('"').expect("its end");
        assert!(scripts.contains(&format!("'{digest}'")), "{digest}");
    }
}

/// For hosts that read no `_headers`: all but what a page cannot say.
#[test]
fn each_page_has_the_policy_in_its_head() {
    let files = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nT.\n-- content/p.md --\nT.\n";
    let outcome = site(files).without_problems();
    let mut wanted = directives(header_policy(&outcome));
    assert!(wanted.remove("frame-ancestors 'none'") && wanted.remove("upgrade-insecure-requests"));
    for address in [
        "/",
        "/a/",
        "/p/",
        "/archive/",
        "/search/",
        "/404.html",
        "/en/",
    ] {
        let page = outcome.page(address);
        let policy = page_policy(page).unwrap_or_else(|| panic!("no policy at {address}"));
        assert_eq!(directives(&policy), wanted, "{address}");
        let first = page.find("<script").expect("a script");
        assert!(page.find("http-equiv").expect("a policy") < first);
    }
    // an operator with rules of another kind has none in the pages either
    for own in [
        format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}deploy: false\n"),
        "-- static/_headers --\n/*\n  X-Own: 1\n".to_string(),
    ] {
        let outcome = site(&format!("{own}{files}")).without_problems();
        assert_eq!(page_policy(outcome.page("/a/")), None);
    }
}

#[test]
fn authors_without_html_get_the_strictest_policy() {
    let policy = |settings: &str| {
        let outcome = beside(settings, "T.", &[]);
        header_policy(&outcome).to_string()
    };
    assert_eq!(sources(&policy(NO_HTML), "form-action"), ["'self'"]);
    assert_eq!(sources(&policy(NO_HTML), "media-src"), ["'self'"]);
    for settings in ["", NO_HTML] {
        let policy = policy(settings);
        assert!(
            !policy.contains("unsafe") && policy.contains("default-src 'none'"),
            "{policy}"
        );
        let scripts = sources(&policy, "script-src");
        assert!(!scripts.contains(&"'self'".to_string()), "{policy}");
    }
}
