//! Markdown and the HTML that it becomes; slots of links are shown as `{0}`, strings of the theme as
//! `{key}`.

use super::*;
use crate::text::typography::{TypographyRules, TypographyStyle};

fn parsed(markdown: &str) -> (Body, Vec<Diagnostic>) {
    parsed_as(markdown, None, true)
}

fn parsed_as(markdown: &str, title: Option<&str>, raw_html: bool) -> (Body, Vec<Diagnostic>) {
    let style = TypographyStyle {
        rules: TypographyRules::French,
        keep: &[],
    };
    let (mut body, problems) = parse(&MarkdownSource {
        path: &"content/articles/x/fr.md".into(),
        text: markdown,
        start: 0,
        title,
        style: Some(style),
        raw_html,
    });
    body.highlight(&Grammars::default());
    (body, problems)
}

fn with_named_slots(body: &Body) -> String {
    let mut html = String::new();
    let mut done = 0;
    for slot in &body.slots {
        html.push_str(&body.html[done..slot.offset as usize]);
        done = slot.offset as usize;
        match slot.kind {
            SlotKind::LinkHref(link) => html.push_str(&format!(" href={{{link}}}")),
            SlotKind::LinkUrl(link) => html.push_str(&format!("{{{link}}}")),
            SlotKind::ImageAttributes(_) => html.push_str(" {picture}"),
            SlotKind::CodeBlock(block) => html.push_str(&body.code_blocks[block as usize].html),
            SlotKind::ThemeString(string) => html.push_str(&format!("{{{}}}", string.key())),
            SlotKind::BeforeHeading(_) | SlotKind::AfterHeading(_) => {}
            SlotKind::BeforeEmbed(embed) => html.push_str(&format!("{{{embed}:")),
            SlotKind::AfterEmbed(embed) => html.push_str(&format!(":{embed}}}")),
            SlotKind::EmbedLabel(embed) => html.push_str(&format!("{{words {embed}}}")),
            SlotKind::BeforeImage(_) | SlotKind::AfterImage(_) => {}
        }
    }
    html.push_str(&body.html[done..]);
    html
}

fn case(markdown: &str, expected: &str) {
    let (body, _) = parsed(markdown);
    assert_eq!(with_named_slots(&body), expected, "{markdown}");
}

#[test]
fn slots_surround_the_paragraph_of_an_embed() {
    let video = "https://youtu.be/jNQXAC9IVRw";
    case(
        &format!("{video}\n\nEt?\n"),
        &format!("{{0:<p><a href=\"{video}\">{{words 0}}</a></p>:0}}\n<p>Et\u{202f}?</p>\n"),
    );
    let links = outbound_links(&MarkdownSource {
        path: &"content/articles/x/fr.md".into(),
        text: video,
        start: 0,
        title: None,
        style: None,
        raw_html: true,
    });
    assert_eq!(links.len(), 1, "checked as any link: {links:?}");
    assert_eq!(links[0].target, video);
}

#[test]
fn heading_ids_emoji_and_attributes() {
    case(
        "## Ce qui change 🚀\n\n## Ce qui change\n",
        "<h2 id=\"ce-qui-change\">Ce qui change\u{a0}<span class=\"emoji\" aria-hidden=\"true\">🚀</span></h2>\n\
         <h2 id=\"ce-qui-change-2\">Ce qui change</h2>\n",
    );
    // only emoji: not hidden, or the heading has no name
    case("## 🚀\n", "<h2 id=\"section\">🚀</h2>\n");
    case(
        "## 👨‍👩‍👧 **Famille**\n",
        "<h2 id=\"famille\"><span class=\"emoji\" aria-hidden=\"true\">👨‍👩‍👧</span> <strong>Famille</strong></h2>\n",
    );
    // no generated id equals an explicit one
    case(
        "## Autre\n\n## Été {#autre}\n",
        "<h2 id=\"autre-2\">Autre</h2>\n<h2 id=\"autre\">Été</h2>\n",
    );
    // Markdown wants the id last, authors put the emoji last
    case(
        "## Été {#autre} 🚀\n",
        "<h2 id=\"autre\">Été\u{a0}<span class=\"emoji\" aria-hidden=\"true\">🚀</span></h2>\n",
    );
    case(
        "## A {.b onclick=alert(1) style=x}\n",
        "<h2 id=\"a\" class=\"b\">A</h2>\n",
    );
}

#[test]
fn first_h1_is_the_title_and_the_only_h1() {
    let (body, _) = parsed("# Le titre 🚀\n\nTexte\n");
    let title = body.title.expect("a title");
    assert_eq!(title.value, "Le titre\u{a0}🚀");
    assert_eq!(body.html, "<p>Texte</p>\n");
    let (body, _) = parsed_as("# LE TITRE 🚀\n\n# Un autre\n", Some("Le titre 🚀"), true);
    assert_eq!(body.html, "<h2 id=\"un-autre\">Un autre</h2>\n");
    let (body, _) = parsed_as("# Un autre\n", Some("Le titre"), true);
    assert_eq!(body.html, "<h2 id=\"un-autre\">Un autre</h2>\n");
}

#[test]
fn typography_crosses_inline_borders() {
    case(
        "**Bonjour**!\n",
        "<p><strong>Bonjour</strong>\u{202f}!</p>\n",
    );
    case(
        "**Bonjour !**\n",
        "<p><strong>Bonjour\u{202f}!</strong></p>\n",
    );
    case(
        "*Vrai* : [oui](/x/) ?\n",
        "<p><em>Vrai</em>\u{a0}: <a href={0}>oui</a>\u{202f}?</p>\n",
    );
    case("`a ;` ; fin\n", "<p><code>a ;</code>\u{202f}; fin</p>\n");
    case("Fin\n!\n", "<p>Fin\u{202f}!</p>\n");
    case(
        "\"**Bonjour**\"\n",
        "<p>«\u{202f}<strong>Bonjour</strong>\u{202f}»</p>\n",
    );
    case("<kbd>a ;</kbd> ; b\n", "<p><kbd>a ;</kbd>\u{202f}; b</p>\n");
    case(
        "<span title=\"a ;\">oui ;</span>\n",
        "<p><span title=\"a ;\">oui\u{202f};</span></p>\n",
    );
}

#[test]
fn links_and_images() {
    case("[a](../b/fr.md#c)\n", "<p><a href={0}>a</a></p>\n");
    case(
        "[a](https://b.example/?c=d&e \"T\")\n",
        "<p><a href=\"https://b.example/?c=d&amp;e\" title=\"T\">a</a></p>\n",
    );
    case(
        "Voir https://b.example/c.\n",
        "<p>Voir <a href=\"https://b.example/c\">https://b.example/c</a>.</p>\n",
    );
    case(
        "www.b.example\n",
        "<p><a href=\"https://www.b.example\">www.b.example</a></p>\n",
    );
    case(
        "<moi@b.example>\n",
        "<p><a href=\"mailto:moi@b.example\">moi@b.example</a></p>\n",
    );
    case(
        "![Un *chat*](chat.png)\n",
        "<p><img src=\"{0}\" alt=\"Un chat\" {picture}></p>\n",
    );
    case(
        "![Un chat](chat.png \"Mon chat\")\n",
        "<figure>\n<img src=\"{0}\" alt=\"Un chat\" {picture}>\n<figcaption>Mon chat</figcaption>\n</figure>\n",
    );
    case(
        "<img src='chat.png' alt=\"\">\n",
        "<img src='{0}' alt=\"\">\n",
    );
}

#[test]
fn script_addresses_are_removed() {
    let disguises = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#x0A;script:alert(1)",
        "&#1;javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
    ];
    for address in disguises {
        for markdown in [
            format!("[a]({address})\n"),
            format!("[a][b]\n\n[b]: {address}\n"),
        ] {
            let (body, problems) = parsed(&markdown);
            assert_eq!(body.html, "<p>a</p>\n", "{markdown}");
            assert_eq!(problems.len(), 1, "{markdown}");
        }
        let (body, problems) = parsed(&format!("![a]({address})\n"));
        assert_eq!(
            (body.html.as_str(), problems.len()),
            ("<p>a</p>\n", 1),
            "{address}"
        );
    }
    let (body, problems) = parsed("<javascript:alert(1)>\n");
    assert_eq!(
        (body.html.as_str(), problems.len()),
        ("<p>javascript:alert(1)</p>\n", 1)
    );
}

#[test]
fn tables_tasks_alerts_and_definitions() {
    case(
        "| A | B |\n|:-:|--:|\n| 1 | 2 |\n",
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\" class=\"align-center\">A</th><th scope=\"col\" class=\"align-right\">B</th></tr>\n</thead>\n\
         <tbody>\n<tr><td class=\"align-center figure\">1</td><td class=\"align-right figure\">2</td></tr>\n</tbody>\n</table>\n</div>\n",
    );
    case(
        "- [x] fait\n- [ ] à faire\n",
        "<ul class=\"tasks\">\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"{task_done}\"> fait</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"{task_open}\"> à faire</li>\n</ul>\n",
    );
    case(
        "> [!TIP]\n> Bien.\n",
        "<div class=\"alert alert-tip\">\n<p class=\"alert-title\">{alert_tip}</p>\n<p>Bien.</p>\n</div>\n",
    );
    case(
        "> [!KEY]\n> - 45 000 km\n",
        "<div class=\"alert alert-key\">\n<p class=\"alert-title\">{alert_key}</p>\n<ul>\n<li>45\u{202f}000\u{a0}km</li>\n</ul>\n</div>\n",
    );
    case(
        "| A |\n|---|\n| 55 Mbit/s |\n| −3 |\n| 4G fixe, partout à la campagne |\n| v2 |\n",
        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\">\n<table>\n<thead>\n<tr><th scope=\"col\">A</th></tr>\n</thead>\n<tbody>\n\
         <tr><td class=\"figure\">55\u{a0}Mbit/s</td></tr>\n<tr><td class=\"figure\">−3</td></tr>\n<tr><td>4G fixe, partout à la campagne</td></tr>\n<tr><td>v2</td></tr>\n</tbody>\n</table>\n</div>\n",
    );
    case("~~a~~\n", "<p><del>a</del></p>\n");
    case("A\n: b\n", "<dl>\n<dt>A</dt>\n<dd>b</dd>\n</dl>\n");
}

#[test]
fn footnotes_are_numbered_by_first_reference() {
    let (body, problems) =
        parsed("A[^b] et[^a] puis[^b].\n\n[^a]: Un.\n[^b]: Deux.\n[^c]: Trois.\n");
    let html = with_named_slots(&body);
    assert!(html.find("Deux.") < html.find("Un."), "{html}");
    assert!(!html.contains("Trois."), "{html}");
    assert_eq!(problems.len(), 1);
    assert_eq!(
        body.anchors.len(),
        5,
        "three references, two notes: {:?}",
        body.anchors
    );
    for id in &body.anchors {
        assert!(
            html.contains(&format!("id=\"{id}\"")) && html.contains(&format!("href=\"#{id}\"")),
            "{id} in {html}"
        );
    }
}

#[test]
fn code_blocks_are_highlighted() {
    case(
        "```Rust,linenos\nfn a() {}\n```\n",
        "<pre class=\"code\" tabindex=\"0\" data-lang=\"Rust\"><code class=\"language-rust\">\
         <span class=\"hl-keyword\">fn</span> <span class=\"hl-function\">a</span><span class=\"hl-punctuation\">()</span> \
         <span class=\"hl-punctuation\">{}</span>\n</code></pre>\n",
    );
    case(
        "```\"><script>\n<b> & :)\n```\n",
        "<pre class=\"code\" tabindex=\"0\" data-lang=\"script\"><code class=\"language-script\">&lt;b&gt; &amp; :)\n</code></pre>\n",
    );
}

#[test]
fn highlighted_code_needs_no_grammar() {
    let (old, _) = parsed("```rust\nfn a() {}\n```\n\n~~~json\n{}\n~~~\n");
    let (new, _) = parsed("```rust\nfn b() {}\n```\n\n~~~json\n{}\n~~~\n");
    let grammars = Grammars::default();
    grammars.add_highlighted(&old);
    assert_eq!(grammars.claim_missing(&old).count(), 0);
    assert_eq!(grammars.claim_missing(&new).collect::<Vec<_>>(), ["rust"]);
}

#[test]
fn raw_html_off_shows_tags_as_text() {
    let (body, _) = parsed_as("<b onclick=x>a</b>\n", None, false);
    assert_eq!(body.html, "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n");
}

#[test]
fn shortcodes_stay_text_and_are_reported() {
    let (body, problems) =
        parsed("Avant {{< figure src=\"a.png\" >}} après.\n\n{% include x.html %}\n");
    assert_eq!(
        body.html,
        "<p>Avant <span class=\"shortcode\">{{&lt; figure src=\"a.png\" &gt;}}</span> après.</p>\n\
         <p><span class=\"shortcode\">{% include x.html %}</span></p>\n"
    );
    let places: Vec<_> = problems
        .iter()
        .filter_map(|problem| problem.span.clone())
        .collect();
    assert_eq!(places, [6..32, 42..62]);
}

/// Readers copy this code.
#[test]
fn code_in_a_shortcode_keeps_its_quotes() {
    for (open, close) in [
        ("{% highlight ruby %}", "{% endhighlight %}"),
        ("{{< highlight go >}}", "{{< /highlight >}}"),
    ] {
        let (body, _) = parsed(&format!(
            "{open}\nputs \"a: b?\"\n{close}\n\nUn \"mot\" !\n"
        ));
        assert!(body.html.contains("puts \"a: b?\""), "{}", body.html);
        assert!(
            body.html.contains("Un «\u{202f}mot\u{202f}»\u{202f}!"),
            "{}",
            body.html
        );
    }
}

#[test]
fn summary_and_lead_paragraph() {
    let (body, _) = parsed("Un *premier* paragraphe[^1] !\n\nUn second.\n\n[^1]: Note.\n");
    assert_eq!(body.summary, "Un premier paragraphe\u{202f}!");
    assert!(body.html[body.lead_paragraph.clone()].starts_with("<p>Un <em>premier"));
    let (body, _) = parsed("## Titre\n\nUn.\n\nDeux.\n\n<!--more-->\n\nTrois.\n");
    assert_eq!(body.summary, "Un. Deux.");
    assert!(body.lead_paragraph.is_empty());
    assert!(!body.html.contains("more"));
}

#[test]
fn comment_before_the_lead_is_ignored() {
    let (body, _) = parsed("<!-- À traduire. -->\n\nLe chapeau.\n\nLa suite.\n");
    assert_eq!(
        &body.html[body.lead_paragraph.clone()],
        "<p>Le chapeau.</p>\n"
    );
}

#[test]
fn text_after_more_on_its_line_stays() {
    let (body, _) = parsed("Un.\n\n<!--more--> Suite <b>ici</b>.\n\nFin.\n");
    assert_eq!(body.summary, "Un.");
    assert!(body.html.contains("Suite <b>ici</b>."), "{}", body.html);
    let (body, diagnostics) = parsed("Un.\n\n<!-- note\n<!--more-->\n\n<div>gardé</div>\n");
    assert!(body.html.contains("gardé"), "{}", body.html);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[test]
fn more_comment_in_code_is_code() {
    let (body, _) = parsed("Un.\n\nÉcrivez `<!--more-->` ici.\n\nTrois.\n");
    assert_eq!(body.summary, "Un.");
}

#[test]
fn nested_image_adds_its_alt_to_the_outer_alt() {
    let (body, _) =
        parsed("![avant ![b](https://c.example/c.png) après](https://c.example/d.png)\n");
    assert!(body.html.contains("alt=\"avant b après\""), "{}", body.html);
    assert_eq!(body.html.matches("<img").count(), 1);
}

#[test]
fn heading_ids_avoid_ids_of_raw_html() {
    let (body, _) =
        parsed("<h2 id=\"trois\">3</h2>\n\n## Trois\n\n<span id=deux>x</span>\n\n## Deux\n");
    let ids: Vec<&str> = body.headings.iter().map(|heading| &*heading.id).collect();
    assert_eq!(ids, ["trois-2", "deux-2"]);
}
