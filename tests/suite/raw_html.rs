//! Raw HTML of authors: what stays as it is, what is closed, removed or shown as text, and that no
//! address runs a script. html5ever judges, as a browser would.

use crate::fuzz_seeds::targets::BrowserTree;
use crate::harness::{Outcome, article, site};
use crate::html_reader::main_element;
use std::sync::LazyLock;

const PLAIN: &str = "Du texte.\n\nEncore.";

/// Asserts that a page is whole, and that nothing in it runs a script, for browsers with and
/// without scripts, and for feed readers.
#[track_caller]
pub fn assert_safe(outcome: &Outcome, plain: &Outcome, address: &str, markdown: &str) {
    for runs_scripts in [true, false] {
        let tree = BrowserTree::new(outcome.page(address), runs_scripts);
        let expected = BrowserTree::new(plain.page(address), runs_scripts);
        let (skeleton, expected) = (tree.skeleton(), expected.skeleton());
        let different = skeleton.iter().zip(&expected).find(|(a, b)| a != b);
        assert!(
            different.is_none() && skeleton.len() == expected.len(),
            "the theme's elements changed: {different:?}\n{markdown}\n{}",
            main_element(outcome.page(address))
        );
        let scripts = tree.script_addresses();
        assert!(
            scripts.is_empty(),
            "{scripts:?}\n{markdown}\n{}",
            main_element(outcome.page(address))
        );
    }
}

/// Asserts that what feed readers get is safe too.
#[track_caller]
pub fn assert_safe_feed(outcome: &Outcome) {
    let feed: serde_json::Value = serde_json::from_str(outcome.page("/feed.json")).expect("a feed");
    for item in feed["items"].as_array().expect("items") {
        let html = item["content_html"].as_str().expect("HTML");
        for runs_scripts in [true, false] {
            let page = format!("<!DOCTYPE html><div id=before>{html}</div><p id=after>x");
            let tree = BrowserTree::new(&page, runs_scripts);
            let body = tree.elements.iter().position(|e| e.name == "body");
            let after = tree.elements.iter().find(|e| e.get("id") == Some("after"));
            let parent = after.and_then(|after| after.parent);
            assert_eq!(parent, body, "the feed swallows what follows: {html}");
            let scripts = tree.script_addresses();
            assert!(scripts.is_empty(), "{scripts:?} in the feed: {html}");
        }
    }
}

static PLAIN_ARTICLE: LazyLock<Outcome> = LazyLock::new(|| article(PLAIN));

/// Builds a site with these articles, at `/t0/`, `/t1/` …, and asserts that each is safe.
pub fn safe_all(markdowns: &[String]) -> Outcome {
    let build = |markdowns: &[String]| {
        let articles = markdowns.iter().enumerate().map(|(at, markdown)| {
            let front = format!("---\ntitle: T{at}\ndate: 2026-11-01\n---\n");
            format!("-- content/articles/t{at}/fr.md --\n{front}{markdown}\n")
        });
        site(&articles.collect::<String>()).with_warnings()
    };
    let outcome = build(markdowns);
    let plain = build(&vec![PLAIN.to_string(); markdowns.len()]);
    for (at, markdown) in markdowns.iter().enumerate() {
        assert_safe(&outcome, &plain, &format!("/t{at}/"), markdown);
    }
    assert_safe_feed(&outcome);
    outcome
}

/// Asserts that there is a problem of article `at`.
#[track_caller]
fn assert_article_reported(outcome: &Outcome, at: usize, markdown: &str) {
    let place = format!("articles/t{at}/fr.md:");
    assert!(
        outcome.problems().contains(&place),
        "no warning for {markdown}"
    );
}

/// Builds an article, and asserts that it is safe.
#[track_caller]
fn safe(markdown: &str) -> Outcome {
    let outcome = article(markdown).with_warnings();
    assert_safe(&outcome, &PLAIN_ARTICLE, "/a/", markdown);
    assert_safe_feed(&outcome);
    outcome
}

/// The HTML of the article in `safe` markdown.
#[track_caller]
fn shown(markdown: &str) -> String {
    main_element(safe(markdown).page("/a/")).to_string()
}

#[track_caller]
fn unchanged(html: &str) {
    let outcome = safe(&format!("T.\n\n{html}")).without_problems();
    let main = main_element(outcome.page("/a/"));
    assert!(main.contains(html), "{html}\n{main}");
}

#[track_caller]
fn case(markdown: &str, expected: &str, warning: &str) {
    let outcome = safe(markdown);
    let main = main_element(outcome.page("/a/"));
    assert!(main.contains(expected), "{expected}\nis not in\n{main}");
    outcome.assert_reported(&[warning, "content/articles/a/fr.md:"]);
}

#[test]
fn html_that_is_complete_stays_as_it_is() {
    for html in [
        "<details open>\n<summary>Plus</summary>\n<p class='a'>Oui.</p>\n</details>",
        "<figure>\n<video src=\"https://v.example/a.mp4\" controls></video>\n<figcaption>Un</figcaption>\n</figure>",
        "<iframe src=\"https://v.example/e\" title=\"Un\" allowfullscreen></iframe>",
        "<table>\n<caption>T</caption>\n<tbody><tr><th>a</th><td>b</td></tr></tbody>\n</table>",
        "<svg viewBox=\"0 0 1 1\"><title>T</title><g><path d=\"M0 0\"/><use href=\"#p\"/></g></svg>",
        "<svg><image width=\"1\"></image><path/><foreignObject><p>a<br>b</p></foreignObject></svg>",
        "<math><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow></math>",
        "<select><option>a</option><option selected>b</option></select>",
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<ruby>漢<rt>kan</rt></ruby>",
        "<script type=\"application/json\">{\"a\": \"b < c && d\"}</script>",
        "<textarea>a</textarea>",
        "<p>Un<br>deux<br/>trois <img src=\"https://a.example/i.png\" alt=\"\"></p>",
        "<pre>a\n  b</pre>",
        "<a id=\"ancre\"></a>",
    ] {
        unchanged(html);
    }
    for inline in [
        "H<sub>2</sub>O, m<sup>2</sup>, <kbd>Ctrl</kbd>",
        "<mark class=\"a\">oui</mark> <span lang=en>yes</span>",
        "<abbr title=\"a > b\">c</abbr>",
    ] {
        let main = shown(inline);
        assert!(main.contains(inline), "{main}");
    }
}

#[test]
fn markdown_between_tags_is_markdown() {
    let main = shown(
        "<div class=\"note\">\n\n*Oui*.\n\n- a\n- b\n\n</div>\n\n<details>\n<summary>S</summary>\n\n**Non**.\n\n</details>",
    );
    for part in [
        "<div class=\"note\">\n<p><em>Oui</em>.</p>",
        "<li>b</li>\n</ul>\n</div>",
        "<summary>S</summary>\n<p><strong>Non</strong>.</p>\n</details>",
    ] {
        assert!(main.contains(part), "{part}\n{main}");
    }
}

#[test]
fn open_elements_are_closed_where_their_text_ends() {
    case(
        "<div>\n\nA.\n\nB.",
        "<p>B.</p>\n</div>",
        "`<div>` is not closed",
    );
    case(
        "Un <b>mot.\n\nB.",
        "<p>Un <b>mot.</b></p>",
        "`<b>` is not closed",
    );
    case(
        "<details>\n<summary>S\n\nB.",
        "</summary></details>",
        "`<summary>` is not closed",
    );
    case("- a <i>b\n- c", "<i>b</i></li>", "`<i>` is not closed");
    case(
        "> <section>\n>\n> A.\n\nB.",
        "</section></blockquote>",
        "`<section>` is not closed",
    );
    case("*a <u>b*", "<em>a <u>b</u></em>", "`<u>` is not closed");
    case("<b><i>a</b></i>", "<b><i>a</i></b>", "`<i>` is not closed");
    case(
        "<div><span>a</div></span>",
        "<div><span>a</span></div>",
        "`</span>` closes nothing",
    );
    // a video without an end would hide what follows
    case(
        "<video src=\"https://v.example/a.mp4\" controls>\n\nB.",
        "</video><p>B.</p>",
        "`<video>` is not closed",
    );
    case("a[^1]\n\n[^1]: <div>x\n\nB.", "B.", "`<div>` is not closed");
    // end tags that HTML lets authors leave out are written without a warning
    let outcome =
        safe("<ul>\n<li>a\n<li>b\n</ul>\n\n<table><tr><td>a<td>b<tr><td>c</table>\n\n<p>A\n<p>B")
            .without_problems();
    let main = main_element(outcome.page("/a/"));
    assert!(main.contains("<li>a\n</li><li>b\n</li></ul>"), "{main}");
    assert!(
        main.contains("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"),
        "{main}"
    );
    assert!(main.contains("<p>A\n</p><p>B\n</p>"), "{main}");
    let empty = shown("<a id=\"x\"/>\n\nTexte.");
    assert!(empty.contains("<a id=\"x\"/></a>"), "{empty}");
}

#[test]
fn end_tags_that_end_nothing_are_removed() {
    for name in [
        "article", "main", "body", "html", "div", "b", "p", "a", "svg", "table",
    ] {
        let warning = format!("`</{name}>` closes nothing");
        case(&format!("A.\n\n</{name}>\n\nB."), "<p>B.</p>", &warning);
        case(&format!("A </{name}> b."), "<p>A  b.</p>", &warning);
    }
    case(
        "**a </strong> b**",
        "<strong>a  b</strong>",
        "`</strong>` closes nothing",
    );
    case(
        "- a\n\n  </ul></div>\n- b",
        "<li><p>b</p>",
        "`</ul>` closes nothing",
    );
}

#[test]
fn elements_of_pages_are_removed() {
    for html in [
        "<body onload=x class=y>",
        "<html lang=x>",
        "<base href=\"https://evil.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0;url=javascript:alert(1)\">",
        "<frameset><frame src=x>",
        "<tr><td>a</td></tr>",
        "<li>a</li>",
        "<table><div>a</div></table>",
        "<button>\n\n- a <div><button></button></div>\n\n</button>",
        "<a href=\"#_content\">\n\nA <a href=\"#_content\">b</a>\n\n</a>",
        "<table>\n\n| a |\n|---|\n| b |\n\n</table>",
    ] {
        let outcome = safe(&format!("{html}\n\nB."));
        assert!(!outcome.page("/a/").contains("evil.example"));
        assert!(outcome.problems().contains("warning"), "{html}");
    }
    case(
        "<noscript><img src=\"https://a.example/i.png\" alt=\"\"></noscript>",
        "<img src=\"https://a.example/i.png\" alt=\"\">",
        "`<noscript>` cannot stand here",
    );
}

/// What a browser would read to the end of the page is text, and Markdown goes on after it.
#[test]
fn nothing_swallows_the_text_after_it() {
    let mut markdowns = Vec::new();
    for begin in [
        "<title>",
        "<textarea>",
        "<xmp>",
        "<noframes>",
        "<noembed>",
        "<iframe>",
        "<plaintext>",
        "<select>",
        "<template>",
        "<svg>",
        "<math>",
        "<script>",
        "<style>",
        "<!-- a",
        "<![CDATA[ a",
        "<?php a",
        "<!DOCTYPE a",
        "<a href=\"",
        "<a href=\"x",
        "<div title='",
        "<div",
        "</div",
        "<svg><![CDATA[",
        "<svg><title>",
        "<svg><style>",
        "<math><mtext>",
        "<select><option>",
        "<script><!--<script>",
        "<textarea></textarea",
        "<xmp><a href=\"",
        "<div><!-- a",
        "<a title=\"\n<!-- x",
    ] {
        markdowns.extend([
            format!("{begin}\n\n*Après* tout.\n\nFin."),
            format!("<div>\n{begin}\n\n*Après* tout.\n\n</div>"),
            format!("- a\n\n  {begin}\n\n*Après* tout."),
            format!("Un {begin} mot.\n\n*Après* tout."),
        ]);
    }
    let outcome = safe_all(&markdowns);
    for (at, markdown) in markdowns.iter().enumerate() {
        let main = main_element(outcome.page(&format!("/t{at}/")));
        assert!(
            main.contains("<p><em>Après</em> tout.</p>"),
            "{markdown}\n{main}"
        );
        // an unfinished tag that begins no block is text to Markdown
        if !markdown.starts_with("Un")
            && (markdown.starts_with("<div>") || !markdown.contains("<a "))
        {
            assert_article_reported(&outcome, at, markdown);
        }
    }
    let index = outcome.texts().filter(|(path, _)| path.contains("search/"));
    let index: String = index.map(|(_, text)| text).collect();
    let found = index.split_once("apres").expect("the word is found");
    assert!(!found.1.is_empty());
}

/// S9: scripts after and inside what hides tags, each by every kind of block.
#[test]
fn script_addresses_are_found_wherever_tags_hide() {
    let link = "<a href=\"javascript:alert(1)\">x</a>";
    let mut markdowns = Vec::new();
    for html in [
        "<title>@</title>",
        "<title></title>@",
        "<noframes>@</noframes>",
        "<noframes></noframes>@",
        "<iframe>@</iframe>",
        "<iframe></iframe>@",
        "<textarea>@</textarea>",
        "<textarea></textarea>@",
        "<xmp>@</xmp>",
        "<xmp></xmp>@",
        "<noembed>@</noembed>",
        "<noscript>@</noscript>",
        "<noscript><p title=\"</noscript>@\"></noscript>",
        "<!-- --!>@ -->",
        "<!-->@-->",
        "<svg><![CDATA[@]]></svg>@",
        "<svg><![CDATA[]]>@</svg>",
        "<math><![CDATA[x]]></math>@",
        "<![CDATA[>@]]>",
        "<?x>@?>",
        "<!x>@",
        "</x>@",
        "<svg><title>@</title></svg>",
        "<svg><desc>@</desc></svg>",
        "<svg><foreignObject>@</foreignObject></svg>",
        "<svg><style>@</style></svg>",
        "<svg/><style>@</style>",
        "<svg><p>@</p></svg>",
        "<math><mtext>@</mtext></math>",
        "<math><annotation-xml encoding=\"text/html\">@</annotation-xml></math>",
        "<math><mtext><table><mglyph><style><!--</style>@",
        "<select>@</select>",
        "<select><textarea></select>@",
        "<select><xmp></select>@</xmp>",
        "<template>@</template>",
        "<plaintext>@",
        "<table>@</table>",
        "<svg><a xlink:href=\"javascript:alert(1)\"/></svg>",
        "<svg><a xlink:href='&#x6A;avascript&colon;alert(1)'/></svg>",
        "<svg><a><animate attributeName=\"href\" values=\"#;javascript:alert(1)\"/></a></svg>",
        "<svg><a><animate attributeName=\"href\" to=\"javascript:alert(1)\"></animate></a></svg>",
        "<svg><a><set attributeName=\"xlink:href\" to=\"&NewLine;javascript:alert(1)\"/></a></svg>",
        "<svg><use href=\"data:image/svg+xml;base64,AAAA#x\"/></svg>",
        "<svg><image href=\"javascript:alert(1)\"/></svg>",
        "<math><mi href=\"javascript:alert(1)\">x</mi></math>",
        "<math xlink:href=\"javascript:alert(1)\"><mi>x</mi></math>",
        "<a href=\"jav&Tab;ascript&colon;alert(1)\">x</a>",
        "<a href=\"&#0000106;avascript:alert(1)\">x</a>",
        "<a href=\" &#14; javascript:alert(1)\">x</a>",
        "<a href='java\nscript:alert(1)'>x</a>",
        "<a href=\"javascript&#58alert(1)\">x</a>",
        "<a href=\"VBSCRIPT:x\">x</a>",
        "<a href=\"data:text/html,x\">x</a>",
        "<a href=\"#\" href=\"javascript:alert(1)\">x</a>@",
        "<a ping=\"https://a.example javascript:alert(1)\">x</a>",
        "<form action=\"javascript:alert(1)\"></form>",
        "<button formaction=\"javascript:alert(1)\">x</button>",
        "<object data=\"javascript:alert(1)\"></object>",
        "<embed src=\"javascript:alert(1)\">",
        "<iframe srcdoc=\"<a href='javascript:alert(1)'>x</a>\"></iframe>",
        "<iframe srcdoc='&lt;script&gt;@'></iframe>",
        "<img src=\"https://a.example/i.png\" alt=\"\" longdesc=\"javascript:alert(1)\">",
        "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
        "<table background=\"javascript:alert(1)\"></table>",
        "<img alt=\"\" srcset=\"https://a.example/a.png 1x, javascript:alert(1) 2x\">",
        "<video poster=\"javascript:alert(1)\"></video>",
        "<link href=\"javascript:alert(1)\">",
        "<object codebase=\"javascript:alert(1)\"></object>",
        "<object classid=\"javascript:alert(1)\"></object>",
        "<param name=movie value=\"javascript:alert(1)\">",
        "<object archive=\"a,javascript:alert(1)\"></object>",
        "<input type=image alt=\"\" src=\"javascript:alert(1)\">",
        "<area href=\"javascript:alert(1)\" alt=\"\">",
        "<div><a/href=javascript:alert(1)>x</a></div>",
    ] {
        for form in [
            "@",
            "<div>@</div>",
            "Un @ mot.",
            "- @",
            "<div\nclass=x>\n@\n</div>",
            "| a |\n|---|\n| @ |",
            "## T @",
        ] {
            markdowns.push(form.replace('@', html).replace('@', link));
        }
    }
    let outcome = safe_all(&markdowns);
    for (at, markdown) in markdowns.iter().enumerate() {
        assert_article_reported(&outcome, at, markdown);
    }
    let outcome = article("<svg><a href=\"#x\"><animate attributeName=\"href\" values=\"#;javascript:alert(1)\"/></a></svg><b id=x></b>\n\n<math><mi href=\"vbscript:x\">x</mi></math>").with_warnings();
    outcome.assert_reported(&["would run a script", "fr.md:5:", "fr.md:7:"]);
}

/// Code of an element that is removed is text, and no HTML.
#[test]
fn code_in_a_removed_element_is_text() {
    let deep = "<div>".repeat(300);
    let main = shown(&format!(
        "{deep}<style><a href=\"javascript:alert(1)\">x</a></style>"
    ));
    assert!(main.contains("&lt;a href="), "{main}");
}

/// All references of HTML that become a character of a scheme.
#[test]
fn script_addresses_are_found_by_every_reference() {
    let references = ["&colon;", "&#58;", "&#x3a;", "&#58", "&#058;", ":"];
    let spaces = [
        "",
        "&Tab;",
        "&NewLine;",
        "&#9;",
        "&#10;",
        "&#13;",
        "&#10",
        "\t",
    ];
    let letters = ["j", "J", "&#106;", "&#x6a;", "&#x4A;", "&#74"];
    let starts = ["", " ", "&#1;", "&#x1f;", "&#32;", "&Tab;"];
    let mut html = String::new();
    for colon in references {
        for space in spaces {
            for letter in letters {
                for start in starts {
                    html += &format!(
                        "<a href=\"{start}{letter}{space}avascript{space}{colon}alert(1)\">x</a>\n"
                    );
                }
            }
        }
    }
    let outcome = safe(&format!("<div>\n{html}</div>"));
    let main = main_element(outcome.page("/a/"));
    assert!(!main.contains("alert"), "{main}");
    assert_eq!(main.matches("<a>x</a>").count(), 6 * 8 * 6 * 6);
}

#[test]
fn addresses_in_raw_html_are_resolved() {
    let files = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n\
        <div><a href='../b/fr.md'>b</a>\n<a\n  href=../b/fr.md#t>c</a> <img src=\"p.png\" alt=\"\"></div>\n\n\
        <object data=\"p.png\"></object> <svg><use href=\"#g\"/></svg>\n\n\
        -- content/articles/a/p.png --\nPNG\n\
        -- content/articles/b/fr.md --\n---\ntitle: B\ndate: 2026-11-01\n---\n## T\n\nT.\n";
    let outcome = site(files).without_problems();
    let main = main_element(outcome.page("/a/"));
    for part in [
        "<a href='/b/'>b</a>",
        "href=\"/b/#t\">c</a>",
        "<img src=\"/a/p.png\" alt=\"\">",
        "<object data=\"/a/p.png\">",
        "<use href=\"#g\"/>",
    ] {
        assert!(main.contains(part), "{part}\n{main}");
    }
    let broken = files.replace("../b/fr.md'", "../z/fr.md'");
    site(&broken).assert_refused(&["`../z/fr.md` was not found", "fr.md:5:"]);
}

#[test]
fn text_in_html_counts_and_is_searched() {
    let outcome = safe("<div>un deux &eacute;t&eacute; trois</div>");
    assert!(outcome.page("/a/").contains("<div>un deux été trois</div>"));
    let mut index = outcome.texts().filter(|(path, _)| path.contains("search/"));
    assert!(index.any(|(_, text)| text.contains("ete")));
}

/// Time stays short, whatever is left open.
#[test]
fn many_mistakes_give_a_whole_page() {
    for piece in [
        "<title>",
        "<svg>",
        "<svg></svg",
        "<textarea>",
        "<iframe>",
        "<div>",
        "<a href=\"",
        "<b><i></b>",
        "</div>",
        "<video>",
        "<table><tr>",
        "<select><xmp>",
        "<p><table>",
        "<noscript>",
        "<svg><p>",
        "<style></styles>",
        "<math><mi><b>",
        "<li>",
        "<!--",
        "<?",
        "<a href=javascript:x>",
        "<video>\n\nx\n\n",
        "<div>\n\nx\n\n",
        "a <b>\n\n",
        "<svg>\n\n",
        "<title>\n\n",
    ] {
        let markdown = format!("<div>{}", piece.repeat(20_000));
        let outcome = article(&markdown);
        let page = outcome.page("/a/");
        assert!(page.trim_end().ends_with("</html>"), "{piece}");
    }
}
