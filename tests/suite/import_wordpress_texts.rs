//! What the blocks, shortcodes and HTML of WordPress become, and that no word of them is lost.

use crate::html_reader;
use crate::program_runner::Folder;
use crate::wordpress_export::{Export, Item, meta};

/// A text of an export and the Markdown that it becomes.
struct Case {
    name: &'static str,
    content: &'static str,
    expected: &'static str,
}

const CASES: &[Case] = &[
    Case {
        name: "caption",
        content: "[caption id=\"attachment_1\" align=\"alignleft\" width=\"300\"]<a href=\"https://o.example/x\"><img src=\"https://o.example/a.jpg\" alt=\"A\" /></a> The <em>words</em>[/caption]\nText",
        expected: "[![A](https://o.example/a.jpg)](https://o.example/x)\n\nThe *words*\n\nText",
    },
    Case {
        name: "caption of plain words",
        content: "[caption width=\"300\"]<img src=\"https://o.example/a.jpg\" alt=\"A\" /> The words[/caption]",
        expected: "![A](https://o.example/a.jpg \"The words\")",
    },
    Case {
        name: "gallery",
        content: "[gallery ids=\"31,32\"]",
        expected: "![alt 31](https://blog.example/wp-content/uploads/31.jpg \"Caption 31\")\n\n![alt 32](https://blog.example/wp-content/uploads/32.jpg \"Caption 32\")",
    },
    Case {
        name: "gallery of missing pictures",
        content: "[gallery ids=\"31,99\"]",
        expected: "![alt 31](https://blog.example/wp-content/uploads/31.jpg \"Caption 31\")",
    },
    Case {
        name: "embeds",
        content: "[embed width=\"3\"]https://youtu.be/abc_d[/embed]\n\n[youtube=https://www.youtube.com/watch?v=x1]\n\n[vimeo 123]\n\nhttps://vimeo.com/9",
        expected: "https://youtu.be/abc_d\n\nhttps://www.youtube.com/watch?v=x1\n\nhttps://vimeo.com/123\n\nhttps://vimeo.com/9",
    },
    Case {
        name: "players",
        content: "[audio mp3=\"https://o.example/a.mp3\"][/audio]\n\n[video width=\"6\" mp4=\"https://o.example/a.mp4\" poster=\"https://o.example/p.jpg\"]",
        expected: "<audio src=\"https://o.example/a.mp3\" controls></audio>\n\n<video src=\"https://o.example/a.mp4\" controls poster=\"https://o.example/p.jpg\"></video>",
    },
    Case {
        name: "code",
        content: "[code language=\"php\"]\nif ($a &lt; 2) {\n\n  [b];\n}\n[/code]\n\nand [[gallery]]",
        expected: "```php\nif ($a < 2) {\n\n  [b];\n}\n```\n\nand \\[gallery]",
    },
    Case {
        name: "unknown shortcodes stay",
        content: "[contact-form-7 id=\"5\" title=\"Contact\"] and [sic] and […]",
        expected: "\\[contact-form-7 id=\"5\" title=\"Contact\"] and \\[sic] and \\[…]",
    },
    Case {
        name: "quotes and notes",
        content: "[quote author=\"Awa\"]Words[/quote]\n\nA[footnote]The <em>note</em>[/footnote].",
        expected: "> Words\n>\n> — Awa\n\nA[^1].\n\n[^1]: The *note*",
    },
    Case {
        name: "typed lines",
        content: "One\nTwo\n\n<h2>Three</h2>\nFour\n<!--more-->\nFive",
        expected: "One\\\nTwo\n\n## Three\n\nFour\n\n<!--more-->\n\nFive",
    },
    Case {
        name: "blocks",
        content: "<!-- wp:heading {\"level\":3} -->\n<h3 class=\"wp-block-heading\" id=\"h-a\">A 🚀</h3>\n<!-- /wp:heading -->\n\n<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:image {\"id\":31} -->\n<figure class=\"wp-block-image\"><img src=\"https://o.example/a.jpg\" alt=\"A\" class=\"wp-image-31\"/><figcaption class=\"wp-element-caption\">C</figcaption></figure>\n<!-- /wp:image -->\n\n<!-- wp:separator -->\n<hr class=\"wp-block-separator\"/>\n<!-- /wp:separator -->",
        expected: "### A 🚀 {#h-a}\n\nOne two\n\n![A](https://o.example/a.jpg \"C\")\n\n---",
    },
    Case {
        name: "embed block",
        content: "<!-- wp:embed {\"url\":\"https://youtu.be/a\"} -->\n<figure class=\"wp-block-embed is-type-video\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/a\n</div></figure>\n<!-- /wp:embed -->",
        expected: "https://youtu.be/a",
    },
    Case {
        name: "shared and unknown blocks",
        content: "<!-- wp:block {\"ref\":41} /-->\n\n<!-- wp:block {\"ref\":99} /-->\n\n<!-- wp:latest-posts {\"n\":5} /-->",
        expected: "Shared words.",
    },
    Case {
        name: "footnotes of the block editor",
        content: "<!-- wp:paragraph -->\n<p>A<sup data-fn=\"u-1\" class=\"fn\"><a href=\"#u-1\" id=\"u-1-link\">1</a></sup>.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->",
        expected: "A[^1].\n\n[^1]: The *note*.",
    },
    Case {
        name: "gallery block",
        content: "<!-- wp:gallery -->\n<figure class=\"wp-block-gallery\"><!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"https://o.example/a.jpg\" alt=\"\"/></figure>\n<!-- /wp:image --><figcaption class=\"blocks-gallery-caption\">All</figcaption></figure>\n<!-- /wp:gallery --><!-- wp:cover --><div class=\"wp-block-cover\" style=\"background-image:url(https://o.example/b.jpg)\"><p>Over</p></div><!-- /wp:cover -->",
        expected: "![](https://o.example/a.jpg)\n\nAll\n\n![](https://o.example/b.jpg)\n\nOver",
    },
];

/// An export with all cases, and what they refer to.
fn export() -> Export {
    let mut export = Export::new("fr-FR");
    for (id, slug) in [(31, "31"), (32, "32")] {
        let more = format!(
            "<excerpt:encoded><![CDATA[Caption {id}]]></excerpt:encoded><wp:attachment_url>https://blog.example/wp-content/uploads/{id}.jpg</wp:attachment_url>{}",
            meta("_wp_attachment_image_alt", &format!("alt {id}"))
        );
        let kind = "attachment";
        export = export.item(Item {
            id,
            kind,
            slug,
            title: slug,
            path: "/a/",
            more: &more,
            ..Item::default()
        });
    }
    export = export.item(Item {
        id: 41,
        kind: "wp_block",
        slug: "s",
        title: "S",
        path: "/s/",
        content: "<!-- wp:paragraph --><p>Shared words.</p><!-- /wp:paragraph -->",
        ..Item::default()
    });
    let footnotes = meta(
        "footnotes",
        "[{\"content\":\"The <em>note</em>.\",\"id\":\"u-1\"}]",
    );
    for (at, case) in CASES.iter().enumerate() {
        export = export.post(
            100 + at as u64,
            &slug(case),
            case.name,
            case.content,
            &footnotes,
        );
    }
    export
}

fn slug(case: &Case) -> String {
    case.name.replace(' ', "-")
}

#[test]
fn blocks_and_shortcodes_become_markdown() {
    let folder = export().imported();
    for case in CASES {
        let file = folder.read(&format!("site/content/articles/{}/fr.md", slug(case)));
        let (_, text) = file.split_once("\n---\n").expect("front matter");
        assert_eq!(text.trim(), case.expected, "{}", case.name);
    }
    assert_words(&folder);
    let report = folder.read("site/import-report.md");
    for line in [
        "unknown-shortcodes-stay/fr.md:8`: a shortcode stays as text: write what it showed: `[contact-form-7 id=\"5\" title=\"Contact\"]`",
        "shared-and-unknown-blocks/fr.md:10`: a reusable block is not in the export: write its text: `99`",
        "shared-and-unknown-blocks/fr.md:12`: WordPress filled this block in itself: write what it showed: `latest-posts`",
        "gallery-of-missing-pictures/fr.md:10`: a gallery without its pictures",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    assert!(!report.contains("[sic]"), "{report}");
}

/// Every word of each text is on its page.
#[track_caller]
fn assert_words(folder: &Folder) {
    for case in CASES.iter().filter(|case| !case.content.contains('[')) {
        let page = folder.read(&format!("site/public/2026/05/{}/index.html", slug(case)));
        let articles = html_reader::elements(&page, "article");
        let shown = &articles.first().expect("an article").text;
        let html = format!("<div>{}</div>", case.content);
        let sources = html_reader::elements(&html, "div");
        let source = &sources.first().expect("a text").text;
        let words = source.split(|c: char| !c.is_alphanumeric());
        for word in words.filter(|word| word.len() > 2 && !word.starts_with("http")) {
            let is_address =
                source.contains(&format!("/{word}")) || source.contains(&format!("{word}/"));
            assert!(
                is_address || shown.contains(word),
                "{}: {word} of {source}\n{shown}",
                case.name
            );
        }
    }
}
