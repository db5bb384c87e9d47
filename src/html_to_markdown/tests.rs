//! HTML as authors have it, and the Markdown that it becomes.

use super::{Addresses, ConvertOptions, HtmlTree, MediaPlace, convert};

struct Unchanged;

impl Addresses for Unchanged {
    fn link(&self, address: &str) -> String {
        address.to_string()
    }

    fn media(&self, address: &str) -> MediaPlace {
        MediaPlace::At(address.to_string())
    }

    fn is_picture(&self, address: &str) -> bool {
        address.ends_with(".jpg")
    }
}

fn markdown_with(html: &str, typed_breaks: bool) -> String {
    let options = ConvertOptions {
        typed_breaks,
        footnotes: Vec::new(),
    };
    let tree = HtmlTree::parse(html).expect("not too deep");
    convert(&tree, &Unchanged, &options).markdown
}

#[track_caller]
fn case(html: &str, expected: &str) {
    assert_eq!(markdown_with(html, false).trim_end(), expected, "{html}");
}

#[track_caller]
fn typed(html: &str, expected: &str) {
    assert_eq!(markdown_with(html, true).trim_end(), expected, "{html}");
}

#[test]
fn marks_work_beside_any_character() {
    case("<p>a<strong> bold </strong>b</p>", "a **bold** b");
    case("<p>un<em>believ</em>able</p>", "un*believ*able");
    case("<p><b><i>x</i></b></p>", "***x***");
    case("<p>a<b>(x)</b>b</p>", "a<strong>(x)</strong>b");
    case("<p><b>a</b><b>b</b> <b></b></p>", "**ab**");
    case("<p><b>a</b><i>b</i></p>", "**a**<em>b</em>");
    case(
        "<p><strong>Note :</strong>text</p>",
        "<strong>Note :</strong>text",
    );
    case("<p><b>bold <b>text</b></b></p>", "**bold text**");
    case("<p><del>old</del> <s>x</s></p>", "~~old~~ ~~x~~");
    case(
        "<p>H<sub>2</sub>O <kbd>Ctrl</kbd></p>",
        "H<sub>2</sub>O <kbd>Ctrl</kbd>",
    );
    case("<p><span style=\"font-weight: bold\">x</span></p>", "**x**");
    case("<strong><p>a</p><p>b</p></strong>", "**a**\n\n**b**");
}

#[test]
fn characters_of_markdown_stay_characters() {
    case(
        "<p>2 * 3 _x_ a_b_c [x](y) `c` &lt;b&gt; &amp;amp; ~~z~~</p>",
        "2 \\* 3 \\_x\\_ a_b_c \\[x](y) \\`c\\` \\<b> \\&amp; \\~\\~z\\~\\~",
    );
    case(
        "<p>1. no list</p><p># x</p><p>- y</p><p>&gt; z</p><p>---</p><p>2026) w</p>",
        "1\\. no list\n\n\\# x\n\n\\- y\n\n\\> z\n\n\\---\n\n2026\\) w",
    );
    case("<p>Wow!<a href=\"/x\">y</a></p>", "Wow\\![y](/x)");
    case("<h2>C# {x} #</h2>", "## C# \\{x} \\#");
    case(
        "<p>https://e.org/a_b?c=d&amp;e=f and https://e.org/_x_</p>",
        "https://e.org/a_b?c=d&e=f and <https://e.org/_x_>",
    );
}

#[test]
fn blocks() {
    case(
        "<h2 id=\"foo\">A <em>b</em></h2><h3></h3>text<div>b</div>tail",
        "## A *b* {#foo}\n\ntext\n\nb\n\ntail",
    );
    case("<p>x<br>y<br><br>z</p><p>&nbsp;</p>", "x\\\ny\n\nz");
    case(
        "<blockquote><p>a</p><p>b</p><cite>Awa</cite></blockquote><blockquote>c</blockquote>",
        "> a\n>\n> b\n>\n> — Awa\n\n<!-- -->\n\n> c",
    );
    case(
        "<pre class=\"wp-block-code\"><code lang=\"php\">&lt;?php\necho \"```\";\n</code></pre>",
        "````php\n<?php\necho \"```\";\n````",
    );
    case(
        "<pre class=\"brush: js; title: x\">a &lt; b</pre>",
        "```js\na < b\n```",
    );
    case(
        "<p><code>a`b</code> <code>x <b>y</b></code></p>",
        "``a`b`` <code>x **y**</code>",
    );
    case(
        "<details><summary>S</summary><p>x</p></details>",
        "<details>\n<summary>\n\nS\n\n</summary>\n\nx\n\n</details>",
    );
    case("a<!--more-->b<!-- a note -->c", "a\n\n<!--more-->\n\nbc");
}

#[test]
fn lists() {
    case(
        "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><ul><li>d</li></ul>",
        "- a\n  - b\n- c\n\n* d",
    );
    case(
        "<ol start=\"5\"><li><p>e</p><p>f</p></li><li>g</li></ol>",
        "5. e\n\n   f\n\n6. g",
    );
    case(
        "<ul><li><input type=\"checkbox\" checked> done</li></ul>",
        "- [x] done",
    );
    case("<dl><dt>RAM</dt><dd>memory</dd></dl>", "RAM\n: memory");
}

#[test]
fn tables() {
    case(
        "<table><thead><tr><th>a</th><th>b|c</th></tr></thead><tbody><tr><td>1<br>2</td><td><p>x</p><p>y</p></td></tr></tbody></table>",
        "| a | b\\|c |\n| --- | --- |\n| 1<br>2 | x<br>y |",
    );
    case(
        "<table style=\"x\"><tr><td colspan=\"2\">w</td></tr><tr><td>1</td><td>2</td></tr></table>",
        "<table><tbody><tr><td colspan=\"2\">w</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>",
    );
}

#[test]
fn links_and_media() {
    case(
        "<p><a href=\"http://x.org/a(b)c d\">x</a><a href=\"java\nscript:alert(1)\">j</a></p>",
        "[x](<http://x.org/a(b)c d>)j",
    );
    case("<p><a href=\"/x\"> a </a>b</p>", "[a](/x) b");
    case(
        "<figure><a href=\"x.jpg\"><img src=\"a b.jpg\" alt=\"A [x]\"></a><figcaption>Cap \"q\"</figcaption></figure>",
        "![A \\[x\\]](<a b.jpg> \"Cap \\\"q\\\"\")",
    );
    case(
        "<figure><img src=\"a.jpg\"><figcaption>By <a href=\"/x\">Awa</a></figcaption></figure>",
        "![](a.jpg)\n\nBy [Awa](/x)",
    );
    case(
        "<p><iframe src=\"https://www.youtube.com/embed/abc-1?start=5\"></iframe></p>",
        "https://www.youtube.com/watch?v=abc-1&t=5s",
    );
    case(
        "<video controls src=\"v.mp4\" poster=\"p.jpg\" onclick=\"x\"></video>",
        "<video src=\"v.mp4\" controls poster=\"p.jpg\"></video>",
    );
    case(
        "<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://vimeo.com/1\n</div><figcaption>T</figcaption></figure>",
        "[T](https://vimeo.com/1)",
    );
    case(
        "<p>x<img class=\"emoji\" alt=\"🚀\" src=\"e.png\"></p>",
        "x🚀",
    );
    case(
        "<a href=\"/x\"><h3>T</h3><p>y</p></a>",
        "### [T](/x)\n\n[y](/x)",
    );
    case(
        "<p id=\"a\">x</p><p><a href=\"#a\">y</a></p>",
        "<a id=\"a\"></a>x\n\n[y](#a)",
    );
    case("x<script>alert(1)</script>", "x");
}

#[test]
fn footnotes_of_plugins() {
    case(
        "<p>a<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup></p><div class=\"footnotes\"><ol><li id=\"fn-1\">N <a href=\"#fnref-1\">↩</a></li></ol></div>",
        "a[^1]\n\n[^1]: N",
    );
}

#[test]
fn typed_line_breaks_are_kept() {
    typed(
        "One\nTwo <em>x\ny</em>\n\nThree\n<ul>\n<li>a</li>\n</ul>\nFour",
        "One\\\nTwo *x\\\ny*\n\nThree\n\n- a\n\nFour",
    );
    typed(
        "<strong>A</strong>\nb\n\n\n<h2>T</h2>\nc",
        "**A**\\\nb\n\n## T\n\nc",
    );
}
