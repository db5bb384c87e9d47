//! Links in every syntax, and the page to which they lead.

use crate::harness::{Outcome, article, site};
use crate::html_reader::{Element, elements, main_element};

const OTHERS: &str = "\
-- content/articles/b/fr.md --
---
title: Bé
date: 2026-11-02
---
Texte.

## Un titre 🚀
-- content/articles/b/en.md --
---
title: Bee
---
Text.

## A title
-- content/articles/seul/en.md --
---
title: Alone
date: 2026-11-03
---
Text.
-- content/articles/un nom : là/fr.md --
---
title: Nom
date: 2026-11-03
---
Texte.
-- content/pages/contact.fr.md --
---
title: Contact
---
Texte.
-- content/articles/a/photo d’été.png --
PNG
-- static/doc.pdf --
PDF
";

fn article_with_link(markdown: &str) -> Outcome {
    site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n## Ici\n\n{markdown}\n{OTHERS}"
    ))
}

/// The first link in the text of the article.
fn first_link(outcome: &Outcome) -> Element {
    let page = main_element(outcome.page("/a/"));
    let content = &page[page.find("class=\"content\"").expect("the text")..];
    elements(content, "a").into_iter().next().expect("a link")
}

#[test]
fn every_syntax_of_a_link() {
    let cases = [
        ("../b/fr.md", "/be/"),
        ("../b/en.md", "/be/"),
        ("../b/", "/be/"),
        ("../b", "/be/"),
        ("../b/fr.md#un-titre", "/be/#un-titre"),
        ("../b/?x=1", "/be/?x=1"),
        ("../../articles/b/fr.md", "/be/"),
        ("/be/", "/be/"),
        ("/be", "/be/"),
        ("/be/#un-titre", "/be/#un-titre"),
        ("/en/bee/", "/en/bee/"),
        ("#ici", "#ici"),
        ("../un%20nom%20:%20l%C3%A0/fr.md", "/nom/"),
        ("<../un nom : là/fr.md>", "/nom/"),
        ("../../pages/contact.fr.md", "/contact/"),
        ("../../pages/contact", "/contact/"),
        ("/doc.pdf", "/doc.pdf"),
        (
            "photo%20d’été.png",
            "/a/photo%20d%E2%80%99%C3%A9t%C3%A9.png",
        ),
        (
            "photo%20d’été.png#xywh=1,2",
            "/a/photo%20d%E2%80%99%C3%A9t%C3%A9.png#xywh=1,2",
        ),
        (
            "<photo d’été.png>",
            "/a/photo%20d%E2%80%99%C3%A9t%C3%A9.png",
        ),
        (
            "https://exemple.test/?a=1&b=2#c",
            "https://exemple.test/?a=1&b=2#c",
        ),
        ("//exemple.test/x", "//exemple.test/x"),
        ("mailto:awa@exemple.test", "mailto:awa@exemple.test"),
        ("tel:+221770000000", "tel:+221770000000"),
    ];
    for (written, expected) in cases {
        let outcome = article_with_link(&format!("[mot]({written})")).without_problems();
        assert_eq!(
            first_link(&outcome).get("href"),
            Some(expected),
            "{written}"
        );
        let outcome =
            article_with_link(&format!("[mot][réf]\n\n[réf]: {written}")).without_problems();
        assert_eq!(
            first_link(&outcome).get("href"),
            Some(expected),
            "{written} as a reference"
        );
    }
    assert!(
        article_with_link("![x](<photo d’été.png>)")
            .without_problems()
            .has("/a/photo d’été.png")
    );
}

#[test]
fn links_in_raw_html_are_resolved() {
    let outcome = article_with_link(
        "<a href=\"../b/fr.md#un-titre\">mot</a> <img src='photo d’été.png' alt=''>",
    )
    .without_problems();
    assert_eq!(first_link(&outcome).get("href"), Some("/be/#un-titre"));
    let page = outcome.page("/a/");
    assert!(elements(page, "img").iter().any(|image| {
        image
            .get("src")
            .is_some_and(|src| src.starts_with("/a/photo"))
    }));
}

#[test]
fn a_link_to_another_language_says_so() {
    let link = first_link(&article_with_link("[mot](../seul/)").without_problems());
    assert_eq!(link.get("href"), Some("/en/alone/"));
    assert_eq!(link.get("hreflang"), Some("en"));
    let link = first_link(&article_with_link("[mot](../b/)").without_problems());
    assert_eq!(link.get("hreflang"), None);
}

#[test]
fn a_dead_link_is_an_error_with_its_line() {
    let outcome = article_with_link("Un paragraphe,\npuis un [lien](../c/fr.md) mort.");
    outcome.assert_refused(&[
        "error: the file `../c/fr.md` was not found\n",
        "content/articles/a/fr.md:8:16\n",
        "8 | puis un [lien](../c/fr.md) mort.\n",
        "  |                ^^^^^^^^^^\n",
    ]);
    article_with_link("![x](phot.png)")
        .assert_refused(&["error: the image `phot.png` was not found", "fr.md:7:6"]);
    article_with_link("<img src=\"phot.png\" alt=\"\">")
        .assert_refused(&["`phot.png` was not found", "fr.md:7:"]);
    article_with_link("[x](../b/fr.markdow)").assert_refused(&["`../b/fr.markdow` was not found"]);
}

#[test]
fn files_outside_the_site_are_never_found() {
    for path in [
        "../../../griot.yaml",
        "../../../../../etc/passwd",
        "../../../static/absent.pdf",
        "%2e%2e/%2e%2e/%2e%2e/griot.yaml",
        "..%2f..%2f..%2fgriot.yaml",
    ] {
        let outcome = article_with_link(&format!("![x]({path})"));
        outcome.assert_refused(&["was not found"]);
        assert!(outcome.files.is_empty());
    }
}

#[test]
fn an_unknown_path_or_anchor_is_a_warning() {
    let cases = [
        ("[x](/bé/)", "no page of the site is at `/bé/`"),
        ("[x](#icii)", "has the id `icii`"),
        ("[x](../b/fr.md#un-titr)", "has the id `un-titr`"),
        ("[x](/be/#rien)", "has the id `rien`"),
    ];
    for (markdown, message) in cases {
        let outcome = article_with_link(markdown).with_warnings();
        outcome.assert_reported(&["warning: ", message, "content/articles/a/fr.md:7:"]);
    }
    article_with_link("[x](#icii)").assert_reported(&["did you mean `#ici`?"]);
}

#[test]
fn an_anchor_is_looked_up_in_the_language_of_the_page() {
    // the French page leads to the French article, whatever file is named; a heading of it has
    // the id of its counterpart as well
    assert_eq!(article_with_link("[x](../b/en.md#a-title)").problems(), "");
    article_with_link("[x](../b/en.md#another-title)")
        .with_warnings()
        .assert_reported(&["has the id `another-title`"]);
}

#[test]
fn script_urls_are_removed() {
    let disguises = [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "jAvAsCrIpT:alert(1)",
        "javascript&colon;alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&NewLine;script:alert(1)",
        "&#1;javascript:alert(1)",
        "&#x09;javascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml;base64,PHN2Zz4=",
        "DATA:text/html,alert(1)",
    ];
    for disguise in disguises {
        for markdown in [
            format!("[mot](<{disguise}>)"),
            format!("[mot][r]\n\n[r]: <{disguise}>"),
            format!("![mot](<{disguise}>)"),
        ] {
            let outcome = article_with_link(&markdown).with_warnings();
            assert!(
                outcome.problems().contains("would run a script"),
                "{markdown}: {}",
                outcome.problems()
            );
            let page = outcome.page("/a/");
            assert!(
                main_element(page).contains("mot"),
                "{markdown}: the words stay"
            );
            assert_no_script_url(page, &markdown);
            assert_no_script_url(outcome.page("/feed.json"), &markdown);
        }
    }
    for markdown in ["<javascript:alert(1)>", "[mot](<  javascript:alert(1)>)"] {
        let outcome = article_with_link(markdown).with_warnings();
        assert_no_script_url(outcome.page("/a/"), markdown);
    }
}

fn assert_no_script_url(page: &str, markdown: &str) {
    for element in crate::html_reader::tags(page) {
        for value in ["href", "src"].iter().filter_map(|name| element.get(name)) {
            let bare: String = value
                .chars()
                .filter(|c| *c > ' ')
                .collect::<String>()
                .to_ascii_lowercase();
            for scheme in ["javascript:", "vbscript:", "data:text", "data:image/svg"] {
                assert!(!bare.starts_with(scheme), "{markdown}: {value}");
            }
        }
    }
}

#[test]
fn raw_html_can_be_refused() {
    let settings = crate::harness::FRENCH_AND_ENGLISH.to_string() + "raw_html: false\n";
    let html = "Un <b onclick=\"alert(1)\">mot</b>.\n\n<script>alert(1)</script>\n\n<a href=\"javascript:alert(1)\">x</a>\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{html}"
    ))
    .without_problems();
    for page in [outcome.page("/a/"), outcome.page("/feed.xml")] {
        assert!(!page.contains("<script>alert") && !page.contains("<b onclick"));
    }
    assert!(
        outcome
            .page("/a/")
            .contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "it is shown as text"
    );
}

#[test]
fn script_urls_in_raw_html_are_removed() {
    let outcome = article("<a href=\"javascript:alert(1)\">x</a> <a href='data:text/html,x'>y</a>")
        .with_warnings();
    assert!(
        !outcome.page("/a/").contains("javascript:") && !outcome.page("/a/").contains("data:text")
    );
    outcome.assert_reported(&["would run a script", "content/articles/a/fr.md:5"]);
}

/// Every spelling of an attribute, in a block and inline.
#[test]
fn script_urls_are_found_in_every_spelling() {
    for html in [
        "<div><a\nhref=\"javascript:alert(1)\">x</a></div>",
        "<div><a href=javascript:alert(1)>x</a></div>",
        "Un <a href=javascript:alert(1)>x</a>",
        "<div><a/href=\"javascript:alert(1)\">x</a></div>",
        "<div><a href=\n\"javascript:alert(1)\">x</a></div>",
        "<div><a href=\"\njavascript:alert(1)\">x</a></div>",
        "<div><a href=\"java\nscript:alert(1)\">x</a></div>",
        "<form action=\"javascript:alert(1)\"></form>",
        "<button formaction='javascript:alert(1)'>x</button>",
        "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
        "<object data=\"javascript:alert(1)\"></object>",
        "<a href='java&#x73;cript:alert(1)'>x</a>",
        "<a href='&#106avascript:alert(1)'>x</a>",
        "<a href='&Tab;javascript&colon;alert(1)'>x</a>",
    ] {
        let outcome = article(html).with_warnings();
        outcome.assert_reported(&["would run a script", "content/articles/a/fr.md:"]);
        let page = outcome.page("/a/");
        assert!(!page.contains("javascript"), "{html}: {page}");
        assert!(
            !page.contains("java&#x73;") && !page.contains("&#106"),
            "{html}: {page}"
        );
    }
    // what is in another attribute is no address
    let outcome =
        article("<a href=\"#\" data-x=' href=\"y\"' title=\"href=z\">x</a>").without_problems();
    assert!(outcome.page("/a/").contains("data-x=' href=\"y\"'"));
}

#[test]
fn every_url_of_a_srcset_is_resolved() {
    let set = "p.png, /p.png 480w,p.png 2x ,https://b.example/a,b.png 3x";
    let files = format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n<img alt=\"\" src=\"p.png\" srcset=\"{set}\">\n\
         -- content/articles/a/p.png --\nPNG\n-- static/p.png --\nPNG\n"
    );
    let outcome = site(&files).without_problems();
    let shown = "srcset=\"/a/p.png, /p.png 480w,/a/p.png 2x ,https://b.example/a,b.png 3x\"";
    assert!(
        outcome.page("/a/").contains(shown),
        "{}",
        outcome.page("/a/")
    );
    let dead = files.replace("p.png 2x", "no.png 2x");
    site(&dead).assert_refused(&["`no.png` was not found", "content/articles/a/fr.md:5:"]);
    let script = files.replace("p.png 2x", "javascript:alert(1) 2x");
    let outcome = site(&script).with_warnings();
    outcome.assert_reported(&["would run a script"]);
    assert!(!outcome.page("/a/").contains("javascript:"));
}

#[test]
fn html_comments_are_removed() {
    let settings = crate::harness::FRENCH_AND_ENGLISH.to_string() + "raw_html: false\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n\
         Un <!-- secret --> mot.\n\n<!-- secret\nsecret -->\n\nFin.\n"
    ))
    .without_problems();
    assert!(!outcome.page("/a/").contains("secret") && outcome.page("/a/").contains("Fin."));
}

/// A browser ends some comments early, and a quotation or a list ends a block of HTML.
#[test]
fn no_word_after_a_comment_is_lost_where_html_is_refused() {
    let settings = crate::harness::FRENCH_AND_ENGLISH.to_string() + "raw_html: false\n";
    let page_of = |text: &str, warning: &str| {
        let outcome = site(&format!(
            "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nUn.\n\n{text}\n"
        ));
        let outcome = match warning {
            "" => outcome.without_problems(),
            warning => {
                let outcome = outcome.with_warnings();
                outcome.assert_reported(&[warning]);
                outcome
            }
        };
        outcome.page("/a/").to_string()
    };
    let unclosed = "a comment begins here and never ends: it is shown as text";
    for (text, words, warning) in [
        ("<!---> B1", "B1", ""),
        ("<!--> B1", "B1", ""),
        ("<!-- secret --!> B1 -->", "B1", ""),
        ("<div title=\"<!--\">B1 <!-- secret --></div>", "B1", ""),
        (
            "> <!-- A1 -- >\n> B1\n\n<!-- secret -->",
            "A1 -- &gt;\nB1",
            unclosed,
        ),
        (
            "- <!-- A1 -- >\n  B1\n\n<!-- secret -->",
            "A1 -- &gt;\nB1",
            unclosed,
        ),
        ("<div>\n<!-- A1\n\nB1 -->", "A1", unclosed),
        ("\u{1}\n\n<!-- A1\n\nB1", "A1\n\nB1", unclosed),
        ("\u{7f}\n\n<!-- A1\n\nB1", "A1\n\nB1", unclosed),
    ] {
        let page = page_of(text, warning);
        assert!(page.contains(words), "{text:?}: {page}");
        assert!(!page.contains("secret"), "{text:?}: {page}");
    }
    let page = page_of(
        "![x <!-- secret --> <b>B1</b>](data:image/png;base64,iVBORw0KGgo=)",
        "",
    );
    assert!(page.contains("alt=\"x  &lt;b&gt;B1&lt;/b&gt;\""), "{page}");
}

#[test]
fn local_paths_of_the_author_are_dead_links() {
    for target in ["C:\\\\photo.png", "file:///home/me/photo.png"] {
        article(&format!("![x](<{target}>)"))
            .assert_refused(&["was not found", "content/articles/a/fr.md:5"]);
    }
    article("[x](example.org/a)")
        .with_warnings()
        .assert_reported(&["write `https://example.org/a`"]);
}

#[test]
fn data_url_pictures_are_allowed() {
    let outcome = article("![x](data:image/png;base64,iVBORw0KGgo=)").without_problems();
    assert!(elements(outcome.page("/a/"), "img").iter().any(|image| {
        image
            .get("src")
            .is_some_and(|src| src.starts_with("data:image/png;"))
    }));
}

#[test]
fn a_link_to_an_unpublished_article_becomes_plain_text() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nDébut.\n\nVoir [plus tard](../b/fr.md).\n\
         -- content/articles/b/fr.md --\n---\ntitle: B\ndate: 2026-11-01\ndraft: true\n---\nT.\n",
    )
    .with_warnings();
    outcome.assert_reported(&["warning: ", "not published", "fr.md:7:"]);
    let page = outcome.page("/a/");
    assert!(page.contains("plus tard"));
    assert!(
        !elements(page, "a")
            .iter()
            .any(|link| link.text == "plus tard" && link.get("href").is_some())
    );
}

#[test]
fn a_site_below_a_path_keeps_it_in_every_link() {
    let text = format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: \"photo d’été.png\"\n---\n[x](/contact/) [y](../b/)\n{OTHERS}"
    );
    let outcome = crate::harness::sources(&text)
        .base_url("https://hote.example/blog")
        .build()
        .without_problems();
    for (path, page) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        for element in crate::html_reader::tags(page) {
            for address in ["href", "src"].iter().filter_map(|name| element.get(name)) {
                let inside = address.starts_with('/') && !address.starts_with("//");
                assert!(
                    !inside || address.starts_with("/blog/"),
                    "{path}: {address}"
                );
                assert!(
                    !address.starts_with("https://hote.example/")
                        || address.starts_with("https://hote.example/blog/"),
                    "{path}: {address}"
                );
            }
        }
    }
}

#[test]
fn a_cover_that_is_not_a_picture_is_an_error() {
    let article_with_link = |image: &str| {
        site(&format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: {image}\n---\nT.\n\
             -- content/articles/a/notes.pdf --\nPDF\n-- static/x.css --\na {{}}\n"
        ))
    };
    for image in ["fr.md", "notes.pdf", "/x.css"] {
        article_with_link(image)
            .assert_refused(&[&format!("`{image}` is no picture"), "fr.md:4:8"]);
    }
}

/// Jekyll's posts lie elsewhere than their pages, and editors show `../static/x.png`.
#[test]
fn a_file_of_static_is_found_where_another_generator_keeps_it() {
    let build = |line: &str| {
        site(&format!(
            "-- content/_posts/2026-11-01-a.md --\n---\ntitle: A\n{line}\n\
             -- static/assets/images/x.png --\nPNG\n"
        ))
        .with_warnings()
    };
    for written in [
        "../../assets/images/x.png",
        "assets/images/x.png",
        "../../static/assets/images/x.png",
    ] {
        let text = build(&format!("---\n![Un phare]({written})"));
        text.assert_reported(&[
            &format!("the address `{written}` is read as `/assets/images/x.png`"),
            "write `/assets/images/x.png`",
            "a.md:4:13",
        ]);
        let page = text.page("/a/");
        assert!(page.contains("src=\"/assets/images/x.png\""), "{page}");
    }
    build("image: assets/images/x.png\n---\nT.").assert_reported(&["write `/assets/images/x.png`"]);
    let absent = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n![x](../assets/y.png)\n";
    site(absent).assert_refused(&["the image `../assets/y.png` was not found"]);
}

#[test]
fn a_link_to_a_section_of_another_generator() {
    let posts = "-- content/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[b](@/docs/_index.md)\n\
                 -- content/docs/FILE --\n---\ntitle: Docs\n---\nT.\n";
    site(&posts.replace("FILE", "_index.md")).assert_refused(&[
        "the file `@/docs/_index.md` was not found",
        "rename the file to `index.md`",
    ]);
    let page = site(&posts.replace("FILE", "index.md")).without_problems();
    assert!(page.page("/a/").contains("<a href=\"/docs/\">b</a>"));
}

/// Other generators resolve links against URLs, not files.
#[test]
fn a_link_relative_to_the_url_gets_a_hint() {
    let posts = "-- content/posts/a.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[b](../deux/)\n\
                 -- content/posts/deux.md --\n---\ntitle: B\ndate: 2026-11-01\n---\nT.\n";
    let outcome = site(posts).with_warnings();
    outcome.assert_reported(&[
        "`../deux/` is read as `deux.md`",
        "write `deux.md`",
        "a.md:5:5",
    ]);
    assert!(outcome.page("/a/").contains("<a href=\"/b/\">b</a>"));
    let image = posts.replace("[b](../deux/)", "![b](absent.png)");
    let image = format!("{image}-- content/posts/absen.pdf --\nPDF\n");
    assert!(!site(&image).problems().contains("absen.pdf"));
}

/// Where exactly one page fits, the link leads there.
#[test]
fn links_by_address_lead_to_the_only_page_that_fits() {
    let build = |link: &str| {
        site(&format!(
            "-- content/docs/api.md --\n---\ntitle: L’API\ndate: 2026-11-01\n---\n[mot]({link})\n\n## L’année 🚀\n\n## Où ?\n\n## O u\n\
             -- content/docs/sdk.md --\n---\ntitle: Le SDK\ndate: 2026-11-01\n---\n## Les étapes\n\
             -- content/pages/bienvenue.fr.md --\n---\ntitle: Accueil\n---\nT.\n\
             -- content/pages/bienvenue.en.md --\n---\ntitle: Home\n---\nT.\n\
             -- content/a/twin.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nT.\n\
             -- content/b/twin.md --\n---\ntitle: Deux\ndate: 2026-11-01\n---\nT.\n"
        ))
    };
    for (link, href, path) in [
        ("bienvenue", "/accueil/", "../pages/bienvenue.fr.md"),
        ("accueil/", "/accueil/", "../pages/bienvenue.fr.md"),
        (
            "../sdk/#les-etapes",
            "/le-sdk/#les-etapes",
            "sdk.md#les-etapes",
        ),
        (
            "../sdk/#les-étapes",
            "/le-sdk/#les-etapes",
            "sdk.md#les-etapes",
        ),
        (
            "sdk.html?x#les-etapes",
            "/le-sdk/?x#les-etapes",
            "sdk.md?x#les-etapes",
        ),
        ("/2026/05/sdk.html", "/le-sdk/", "sdk.md"),
        ("/blog/le-sdk/index.html", "/le-sdk/", "sdk.md"),
        ("#lannée", "#l-annee", "#l-annee"),
        ("#-lannée-", "#l-annee", "#l-annee"),
        (
            "sdk.md#lesétapes",
            "/le-sdk/#les-etapes",
            "sdk.md#les-etapes",
        ),
    ] {
        let outcome = build(link).with_warnings();
        outcome.assert_reported(&[&format!("write `{path}`"), "content/docs/api.md:5:7"]);
        let page = outcome.page("/l-api/");
        let shown = format!("<a href=\"{href}\">mot</a>");
        assert!(page.contains(&shown), "{link}: {}", main_element(page));
    }
    for two_fit in ["twin", "../twin/"] {
        build(two_fit).assert_refused(&["was not found"]);
    }
    build("#o.u").assert_reported(&["has the id `o.u`"]);
    build("/twin.html").assert_reported(&["no page of the site is at `/twin.html`"]);
}

/// The written path is compared, without the common folder.
#[test]
fn a_dead_link_gets_the_most_similar_file_as_hint() {
    let article_with_link = |link: &str| {
        let article = format!("---\ntitle: A\ndate: 2026-11-01\n---\n{link}\n");
        site(&format!(
            "-- content/articles/premier/fr.md --\n{article}-- content/articles/premier/en.md --\nT.\n\
             -- content/articles/second/fr.md --\n---\ntitle: B\ndate: 2026-11-01\n---\nT.\n\
             -- content/articles/premier/photo.png --\nPNG\n"
        ))
    };
    article_with_link("[b](../secnod/fr.md)").assert_refused(&["did you mean `../second/fr.md`?"]);
    article_with_link("![b](phot.png)").assert_refused(&["did you mean `photo.png`?"]);
    article_with_link("[b](a12/)")
        .assert_refused(&["paths are read from `content/articles/premier/`"]);
}

#[test]
fn an_unsupported_text_format_is_reported_unless_linked() {
    let outcome = site(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n[Démo](demo.html)\n\
         -- content/articles/a/demo.html --\n<p>Démo</p>\n\
         -- content/_posts/2026-10-02-neuf.md --\nNeuf.\n\
         -- content/_posts/2026-10-01-vieux.html --\n<p>Vieux</p>\n",
    )
    .with_warnings();
    outcome.assert_reported(&["_posts/2026-10-01-vieux.html", "skipped"]);
    assert_eq!(outcome.problems().matches("warning:").count(), 1);
}

#[test]
fn an_image_that_is_not_a_picture_is_reported() {
    for target in ["/doc.pdf", "../b/fr.md"] {
        article_with_link(&format!("![Un schéma]({target})"))
            .assert_reported(&[&format!("`{target}` is shown as an image, and is none")]);
    }
}

#[test]
fn anchors_of_the_theme_are_known() {
    article_with_link("[Haut](#_content) et [là-bas](../b/fr.md#_content)").without_problems();
}

#[test]
fn anchors_tags_and_authors_compare_in_any_form_of_accents() {
    let decomposed = "e\u{301}te\u{301}";
    let outcome = site(&format!(
        "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\ntags: [été]\nauthors: [Zoé]\n---\n\
         [a](#{decomposed}) [b](../b/fr.md#été) [c](/caf\u{e9}/)\n\n## Un {{#été}}\n\
         -- content/articles/b/fr.md --\n---\ntitle: B\nurl: /cafe\u{301}/\ndate: 2026-11-02\ntags: [{decomposed}]\nauthors: [\"Zoe\u{301}\"]\n---\n\
         Texte.\n\n## Deux {{#{decomposed}}}\n"
    ))
    .without_problems();
    assert!(outcome.page("/a/").contains("href=\"#été\""));
    assert!(outcome.page("/a/").contains("id=\"été\""));
    assert!(outcome.page("/caf\u{e9}/").contains("id=\"été\""));
    for list in ["/tags/ete/", "/authors/zoe/"] {
        let links = elements(main_element(outcome.page(list)), "h3");
        assert_eq!(links.len(), 2, "{list}");
    }
}
