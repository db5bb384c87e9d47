//! Every field of an author is escaped in every output.

use crate::feeds::{items, texts, xml};
use crate::harness::{Outcome, site};
use crate::html_reader::{elements, json_ld, meta, tags};

/// Text that would end any context that does not escape it: text, attributes, scripts, CDATA,
/// JSON, lines of a script.
const PAYLOAD: &str = "x\"'><script>alert(1)</script></title></style>]]>--><!--\\u003cb&amp;&lt;\u{2028}\u{2029}{{ 7 * 7 }}";

/// The payload as a YAML double-quoted scalar.
fn yaml_payload() -> String {
    serde_json::to_string(PAYLOAD).expect("a string is JSON")
}

fn site_with_payload_everywhere() -> Outcome {
    let quoted = yaml_payload();
    let settings = format!(
        "base_url: https://blog.example\ndefault_language: fr\nfeeds: [atom, json, rss]\ntypography: false\nlanguages:\n  \
         fr: {{name: {quoted}, title: {quoted}, description: {quoted}, menu: [{{label: {quoted}, url: /}}]}}\n  \
         en: {{title: {quoted}}}\n\
         tags:\n  t: {{fr: {quoted}, en: {quoted}}}\nauthors:\n  a: {{name: {quoted}}}\nextra: {{x: {quoted}}}\n"
    );
    let front = format!(
        "title: {quoted}\ndate: 2026-11-23\nslug: s\ndescription: {quoted}\nsummary: {quoted}\ntags: [t, {quoted}]\ncategories: [{quoted}]\n\
         authors: [a, {quoted}]\nimage: p.png\nimage_alt: {quoted}\ntoc: true\nextra: {{x: {quoted}}}\naliases: [/vieux/]\n"
    );
    let body = format!(
        "Un `{PAYLOAD}`.\n\n## Titre `{PAYLOAD}`\n\n```\"><script>\n{PAYLOAD}\n```\n\n![{0}](p.png \"{0}\")\n",
        "\\\"\\>\\<script\\>alert(1)"
    );
    site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/x/fr.md --\n---\n{front}---\n{body}\
         -- content/articles/x/en.md --\n---\ntitle: {quoted}\n---\n{body}\
         -- content/articles/x/p.png --\nPNG\n-- content/pages/p/p.png --\nPNG\n-- content/pages/p/fr.md --\n---\ntitle: {quoted}\n---\n{body}"
    ))
    .with_warnings()
}

/// Asserts that text equals the payload, with line ends as they are or as spaces.
#[track_caller]
fn assert_same_text(found: &str, place: &str) {
    assert_eq!(on_one_line(found), on_one_line(PAYLOAD), "{place}");
}

fn on_one_line(text: &str) -> String {
    text.replace("\u{2028}\u{2029}", " ")
}

#[test]
fn text_of_authors_never_becomes_markup() {
    let outcome = site_with_payload_everywhere();
    let mut pages = 0;
    for (path, page) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        pages += 1;
        for element in tags(page) {
            let scripts = ["/assets/theme.", "/assets/place.", "/assets/search."];
            let themes = |src: &str| scripts.iter().any(|script| src.starts_with(script));
            let known = element.name != "script"
                || element.get("type") == Some("application/ld+json")
                || (element.get("src").is_some_and(themes) && element.text.is_empty());
            assert!(known, "{path}: a script {element:?}");
            assert!(element.name != "b", "{path}");
            let handlers = ["onclick", "onload", "onerror", "style", "srcdoc"];
            assert!(
                handlers.iter().all(|name| element.get(name).is_none()),
                "{path}: {element:?}"
            );
        }
        assert_eq!(page.matches("<title>").count(), 1, "{path}");
        assert_eq!(page.matches("</title>").count(), 1, "{path}");
        assert!(!page.contains("<!--"), "{path}: no comment begins");
        assert!(
            !page.contains("49"),
            "{path}: no template of an author's runs"
        );
    }
    assert!(pages > 12, "every kind of page");
}

#[test]
fn html_contains_the_text_as_written() {
    let outcome = site_with_payload_everywhere();
    let page = outcome.page("/s/");
    assert_same_text(&meta(page, "og:title").expect("og:title"), "og:title");
    assert_same_text(
        &meta(page, "description").expect("description"),
        "description",
    );
    assert_same_text(
        &meta(page, "og:site_name").expect("og:site_name"),
        "og:site_name",
    );
    assert_same_text(&meta(page, "og:image:alt").expect("alt"), "og:image:alt");
    let name = elements(page, "a")
        .into_iter()
        .find(|link| link.get("rel") == Some("tag"))
        .expect("a tag")
        .text;
    assert_same_text(&name, "tag");
}

#[test]
fn json_ld_contains_the_text_as_written() {
    let outcome = site_with_payload_everywhere();
    let json = json_ld(outcome.page("/s/")).expect("JSON-LD");
    assert_same_text(json["headline"].as_str().expect("text"), "headline");
    assert_same_text(json["description"].as_str().expect("text"), "description");
    assert_same_text(json["author"][0]["name"].as_str().expect("text"), "author");
    assert_same_text(
        json["publisher"]["name"].as_str().expect("text"),
        "publisher",
    );
    let script = &elements(outcome.page("/s/"), "script")[0].text;
    assert!(
        !script.contains(['<', '>', '&', '\u{2028}', '\u{2029}']),
        "nothing ends the script or a line of it"
    );
}

#[test]
fn feeds_contain_the_text_as_written() {
    let outcome = site_with_payload_everywhere();
    for address in [
        "/feed.xml",
        "/tags/t/feed.xml",
        "/rss.xml",
        "/sitemap.xml",
        "/news-sitemap.xml",
    ] {
        if outcome.has(address) {
            xml(outcome.page(address));
        }
    }
    let atom = outcome.page("/feed.xml");
    assert_same_text(&texts(atom, "feed/title")[0], "title of the Atom feed");
    assert_same_text(&texts(atom, "feed/subtitle")[0], "subtitle");
    assert_same_text(&texts(atom, "feed/entry/title")[0], "title in Atom");
    assert_same_text(&texts(atom, "feed/entry/summary")[0], "summary in Atom");
    assert_same_text(&texts(atom, "feed/entry/author/name")[0], "author in Atom");
    let rss = outcome.page("/rss.xml");
    assert_same_text(&texts(rss, "rss/channel/item/title")[0], "title in RSS");
    assert_same_text(
        &texts(rss, "rss/channel/item/category")[0],
        "category in RSS",
    );
    let item = &items(&outcome, "/feed.json")[0];
    assert_same_text(
        item["title"].as_str().expect("text"),
        "title in the JSON feed",
    );
    assert_same_text(
        item["summary"].as_str().expect("text"),
        "summary in the JSON feed",
    );
    assert_same_text(
        item["tags"][0].as_str().expect("text"),
        "tag in the JSON feed",
    );
    let news = outcome.page("/news-sitemap.xml");
    assert_same_text(
        &texts(news, "urlset/url/news:news/news:title")[0],
        "title in the news",
    );
    let manifest: serde_json::Value =
        serde_json::from_str(outcome.page("/manifest.webmanifest")).expect("JSON");
    assert_same_text(
        manifest["name"].as_str().expect("text"),
        "name in the manifest",
    );
    // the article's own HTML in a feed is inert too
    let content = item["content_html"].as_str().expect("HTML");
    assert!(tags(content).iter().all(|element| element.name != "script"));
}

#[test]
fn text_of_authors_never_starts_a_line_in_host_files() {
    let outcome = site_with_payload_everywhere();
    for address in ["/_headers", "/_redirects", "/robots.txt"] {
        let text = outcome.page(address);
        assert!(
            !text.contains("alert") && !text.contains('\u{2028}') && !text.contains("<script"),
            "{address}"
        );
    }
    let smuggled = site(
        "-- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-01\naliases: [\"/a/ /b/ 301\\n/* https://evil.example/\"]\n---\nT.\n",
    );
    smuggled.assert_refused(&["content/articles/x/fr.md:4:"]);
    let spaces = site(
        "-- content/articles/x/fr.md --\n---\ntitle: X\ndate: 2026-11-01\naliases: [\"/a b/\"]\n---\nT.\n",
    );
    if spaces.built {
        let lines = spaces
            .page("/_redirects")
            .lines()
            .filter(|line| line.contains("/a"));
        assert!(
            lines.clone().count() == 1 && lines.clone().all(|line| line.split(' ').count() == 3),
            "{}",
            spaces.page("/_redirects")
        );
    }
}

#[test]
fn control_characters_do_not_break_xml() {
    let title = "a\\u0001b\\u0008c\\uFFFE";
    let outcome = site(&format!(
        "-- content/articles/x/fr.md --\n---\ntitle: \"{title}\"\nslug: x\ndate: 2026-11-23\n---\nTexte \u{1} et \u{8} et \u{fffe}.\n"
    ));
    if outcome.built {
        for address in ["/feed.xml", "/news-sitemap.xml"] {
            let text = outcome.page(address);
            xml(text);
            assert!(!text.contains(['\u{1}', '\u{8}', '\u{fffe}']), "{address}");
        }
    } else {
        outcome.assert_reported(&["content/articles/x/fr.md:"]);
    }
}

/// Raw, as entities, and in every construct of Markdown.
#[test]
fn invalid_characters_are_replaced() {
    let odd = "a\u{1}b\u{1b}[31m\u{b}\u{c}\u{7f}\u{85}\u{9f}\u{fffe}\u{fdd0}\u{1ffff}c";
    let spelled = "&#1;&#x1f;&#127;&#xfffe;";
    let body = format!(
        "{odd} {spelled} `{odd}` [{odd}](<https://x.example/{odd}> '{spelled}') ![{odd}](https://a.example/{odd} \"{odd}\")\n\n\
         ## {odd} {spelled} {{#i{odd}}}\n\n```r{odd}\n{odd}\n```\n\n<p title=\"{odd}\">{odd}</p>\n\nn[^{odd}]\n\n[^{odd}]: {odd}\n\n\
         | {odd} |\n|---|\n| {odd} |\n\n<https://b.example/{spelled}>\n"
    );
    // YAML takes none of them as they are
    let codes = odd.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    let quoted = format!("\"{}\"", codes.collect::<String>());
    let front = format!(
        "title: {quoted}\nslug: x\ndate: 2026-11-23\ndescription: {quoted}\nsummary: {quoted}\ntags: [{quoted}]\n\
         authors: [{quoted}]\nimage_alt: {quoted}\nextra: {{{quoted}: [{quoted}]}}\n"
    );
    let feeds = "feeds: [atom, json, rss]\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{}{feeds}-- content/articles/x/fr.md --\n---\n{front}---\n{body}\
         -- content/articles/u\u{1}\u{fffe}v.md --\n---\ndate: 2026-11-01\nslug: v\n---\nT.\n",
        crate::harness::FRENCH_AND_ENGLISH
    ))
    .with_warnings();
    outcome.assert_reported(&["no page can show the character U+0001", "x/fr.md:"]);
    assert!(outcome.has("/x/") && outcome.has("/v/"));
    for (path, text) in outcome.texts() {
        crate::fuzz_seeds::targets::assert_no_forbidden_chars(path, text);
        if path.ends_with(".xml") {
            xml(text);
        }
    }
    let page = outcome.page("/x/");
    assert!(page.contains("a b [31m"), "the words stay");
}
