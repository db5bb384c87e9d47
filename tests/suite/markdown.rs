//! The page of an article as its reader sees it.

use crate::harness::{FRENCH_AND_ENGLISH, article, site};
use crate::html_reader::{elements, main_element, tags};

/// The headings of the text: id and what is read aloud.
fn headings(markdown: &str) -> Vec<(String, String)> {
    let outcome = article(markdown).with_warnings();
    let page = main_element(outcome.page("/a/"));
    let found = tags(page)
        .into_iter()
        .filter(|element| element.name.starts_with('h') && element.get("id").is_some());
    found
        .map(|element| {
            (
                element.get("id").unwrap_or_default().to_string(),
                element.text,
            )
        })
        .collect()
}

#[test]
fn heading_ids_come_from_words() {
    let cases = [
        ("## 🚀 L’été à l’école", "l-ete-a-l-ecole"),
        ("## Œuvre & ça", "oeuvre-ca"),
        ("## 👨‍👩‍👧‍👦 Famille 🇸🇳 1️⃣ 👍🏿", "famille"),
        ("## Avec `code` et *style*", "avec-code-et-style"),
        ("## Posé {#à-moi}", "à-moi"),
        ("## العربية", "العربية"),
    ];
    for (markdown, id) in cases {
        assert_eq!(headings(markdown)[0].0, id, "{markdown}");
    }
    let repeated = headings("## Un\n\n## Un\n\n## Un\n\n## Deux {#un}\n");
    let ids: Vec<&str> = repeated.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(
        ids.iter().collect::<std::collections::BTreeSet<_>>().len(),
        4,
        "{ids:?} are all different"
    );
    assert!(ids.contains(&"un") && ids.contains(&"un-2"), "{ids:?}");
    assert_eq!(repeated[3].0, "un", "an id set by hand is kept");
}

#[test]
fn emoji_are_hidden_from_screen_readers_unless_they_stand_alone() {
    let outcome = article("## 🚀 Décollage\n\n## 🔥\n\nTexte.\n").without_problems();
    let page = outcome.page("/a/");
    assert!(page.contains("<span class=\"emoji\" aria-hidden=\"true\">🚀</span>"));
    let alone = elements(page, "h2")
        .into_iter()
        .find(|heading| heading.text.contains('🔥'))
        .expect("the heading");
    assert!(
        !page.contains("aria-hidden=\"true\">🔥"),
        "{alone:?} keeps its name"
    );
}

#[test]
fn headings_keep_only_id_and_class() {
    let markdown = "## Titre {#ancre .vert onclick=\"alert(1)\" style=\"color:red\" data-x=1}\n\n## Autre {.\"onclick=alert(1) .a<b}\n";
    let outcome = article(markdown).with_warnings();
    outcome.assert_reported(&["`onclick`", "only `#id` and `.class` are supported"]);
    let page = outcome.page("/a/");
    let heading = elements(page, "h2")
        .into_iter()
        .find(|heading| heading.get("id") == Some("ancre"))
        .expect("the heading");
    assert_eq!(heading.get("class"), Some("vert"));
    for element in tags(main_element(page)) {
        for name in ["onclick", "style", "data-x"] {
            assert!(element.get(name).is_none(), "{element:?}");
        }
    }
}

#[test]
fn the_language_of_a_code_fence_is_escaped() {
    let outcome = article(
        "```\"><script>alert(1)</script>\ntexte\n```\n\n```rust onload=x\nfn x() {}\n```\n",
    )
    .with_warnings();
    let page = main_element(outcome.page("/a/"));
    assert!(
        tags(page)
            .iter()
            .all(|element| element.name != "script" && element.get("onload").is_none())
    );
}

#[test]
fn footnote_names_ignore_case() {
    let text = "Un[^a], deux[^A].\n\n[^A]: La note.\n\n[^a]: Une autre.\n";
    let outcome = article(text).with_warnings();
    outcome.assert_reported(&["two footnotes `a`", "content/articles/a/fr.md:9:1"]);
    let page = outcome.page("/a/");
    assert!(page.contains("La note.") && !page.contains("Une autre."));
    assert_eq!(page.matches("role=\"doc-backlink\"").count(), 2);
    assert!(!outcome.problems().contains("nothing refers"));
}

#[test]
fn a_page_has_one_h1_and_its_headings_follow_in_order() {
    let outcome = article("# Un\n\n# Deux\n\n## Trois\n\nTexte.\n").without_problems();
    assert_eq!(elements(outcome.page("/a/"), "h1").len(), 1);
}

#[test]
fn the_parts_of_an_article_have_a_fixed_order() {
    let settings = FRENCH_AND_ENGLISH.to_string()
        + "channel: https://whatsapp.com/channel/EXAMPLE\nshare: [whatsapp, mail]\n";
    let outcome = site(&format!(
        "-- griot.yaml --\n{settings}-- content/articles/a/fr.md --\n---\ntitle: \"🚀 A\"\ndate: 2026-11-01\ntags: [puces]\n---\nLe chapeau.\n\n## 📌 Partie\n\nTexte.\n\nÀ vos avis !!!\n\
         -- content/articles/a/en.md --\n---\ntitle: A\n---\nLead.\n\
         -- content/articles/b/fr.md --\n---\ntitle: Voisine\ndate: 2026-11-02\ntags: [puces]\n---\nT.\n"
    ))
    .without_problems();
    let page = main_element(outcome.page("/a/"));
    let parts = [
        "<h1>",
        "Click here to read in English",
        "Le chapeau.",
        "📌",
        "À vos avis",
        "whatsapp.com/channel/EXAMPLE",
        "/tags/puces/",
        "wa.me",
        "Voisine",
    ];
    let places: Vec<usize> = parts
        .iter()
        .map(|part| page.find(part).unwrap_or_else(|| panic!("{part} is there")))
        .collect();
    assert!(places.is_sorted(), "{parts:?} at {places:?}");
    assert!(
        page.contains("À vos avis\u{202f}!!!"),
        "runs of marks are kept whole"
    );
}

#[test]
fn typography_can_be_switched_off_anywhere() {
    let text = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nDeux : \"trois\"...\n";
    let typeset = "Deux\u{a0}: «\u{202f}trois\u{202f}»…";
    assert!(site(text).without_problems().page("/a/").contains(typeset));
    let as_written = |files: String| {
        let outcome = site(&files).without_problems();
        assert!(
            outcome.page("/a/").contains("<p>Deux : \"trois\"...</p>"),
            "{}",
            main_element(outcome.page("/a/"))
        );
    };
    as_written(text.replace("title: A\n", "title: A\ntypography: false\n"));
    as_written(format!(
        "-- griot.yaml --\n{FRENCH_AND_ENGLISH}typography: false\n{text}"
    ));
    as_written(format!(
        "-- griot.yaml --\n{}{text}",
        FRENCH_AND_ENGLISH.replace(
            "{title: Le Carnet}",
            "{title: Le Carnet, typography: false}"
        )
    ));
}

#[test]
fn an_article_loads_nothing_from_other_sites() {
    let outcome =
        article("Texte avec un [lien](https://exemple.test/).\n\n```rust\nfn x() {}\n```\n")
            .without_problems();
    for (path, page) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
        for element in tags(page) {
            let loads = match element.name.as_str() {
                "img" | "script" | "iframe" | "video" | "audio" | "source" => element.get("src"),
                "link"
                    if [
                        "stylesheet",
                        "icon",
                        "manifest",
                        "preload",
                        "apple-touch-icon",
                    ]
                    .contains(&element.get("rel").unwrap_or_default()) =>
                {
                    element.get("href")
                }
                _ => None,
            };
            assert!(
                loads.is_none_or(|address| address.starts_with('/') && !address.starts_with("//")),
                "{path}: {element:?}"
            );
        }
    }
    for (path, css) in outcome.texts().filter(|(path, _)| path.ends_with(".css")) {
        assert!(
            !css.contains("http:") && !css.contains("https:") && !css.contains("@import"),
            "{path}"
        );
    }
}

#[test]
fn shortcodes_of_other_generators_are_reported_and_shown() {
    let outcome = article(
        "Un {{< figure src=\"x\" >}} et {{% note %}} et {% include x %}.\n{: .note}\n\n`{{< code >}}`\n",
    )
    .with_warnings();
    assert_eq!(
        outcome.problems().matches("warning:").count(),
        4,
        "{}",
        outcome.problems()
    );
    outcome.assert_reported(&[
        "fr.md:5:4",
        "{{< figure src=\"x\" >}}",
        "{{% note %}}",
        "{% include x %}",
        "{: .note}",
    ]);
    assert!(outcome.page("/a/").contains("{% include x %}"));
}

#[test]
fn foreign_syntax_is_reported_in_html_too() {
    let outcome = article(
        "[gallery ids=\"1,2\"] [embed]x[/embed] et [[Note|a]], ![[i.png]], %%secret%%.\n\n\
         > [!info] Titre\n\n<div>\n{{< figure >}} {{ vue }}\n{% include y %}\n</div>\n\n\
         <script>\nlet a = \"{% x %}\";\n</script>\n\n\\{\\{< non >}}, {{&lt; non >}}, [[ -f x ]], `[[non]]`.\n",
    )
    .with_warnings();
    for mark in [
        "[gallery ids=\"1,2\"]",
        "[embed]",
        "[/embed]",
        "[[Note|a]]",
        "![[i.png]]",
        "%%secret%%",
        "<script>",
        "{{< figure >}}",
        "{% include y %}",
    ] {
        outcome.assert_reported(&[&format!("`{mark}`")]);
    }
    let warnings = outcome.problems().matches("warning:").count();
    assert_eq!(warnings, 9, "{}", outcome.problems());
    let page = outcome.page("/a/");
    assert!(page.contains("[gallery ids=\"1,2\"]"), "{page}");
}

#[test]
fn a_line_with_a_leading_colon_is_no_definition_list() {
    let outcome =
        article("Chapeau.\n\n:fusee: Deux.\n\n:::\nAttention\n:::\n\na | b\n:--|--:\nx | y\n");
    let page = outcome.without_problems();
    let page = page.page("/a/");
    assert!(page.contains("<p>:fusee: Deux.</p>"), "{page}");
    assert!(!page.contains("<dl>") && page.contains("<table>"), "{page}");
    let outcome = article("Chapeau.\n\nMot\n: Son sens\n\n:fusee: Deux.\n").without_problems();
    let page = outcome.page("/a/");
    assert!(
        page.contains("<dt>Mot</dt>") && page.contains("<p>:fusee: Deux.</p>"),
        "{page}"
    );
    let css = "```css\n:root {\n}\n```\n\nMot\n: Son sens\n";
    article(css).without_problems();
    let outcome = article("Chapeau.\r\rMot\r: Son sens\r").without_problems();
    assert!(outcome.page("/a/").contains("<dt>Mot</dt>"));
}

#[test]
fn a_reference_without_its_footnote_is_reported() {
    let outcome = article(
        "Un[^1] et deux[^ici], `[^a-z]` et \\[^3].\n\n## Titre [^4]\n\n[^ici]: Une note.\n",
    )
    .with_warnings();
    outcome.assert_reported(&["fr.md:5:3", "`[^1]`", "fr.md:7:10", "`[^4]`"]);
    let warnings = outcome.problems().matches("warning:").count();
    assert_eq!(warnings, 2, "{}", outcome.problems());
    assert!(outcome.page("/a/").contains("Un[^1] et"));
}

#[test]
fn a_summary_is_set_or_marked_or_the_first_paragraph() {
    let summary = |keys: &str, body: &str| {
        let outcome = site(&format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n{keys}---\n{body}\n"
        ))
        .without_problems();
        elements(main_element(outcome.page("/")), "p")
            .into_iter()
            .find(|p| p.get("class") == Some("card-summary"))
            .map(|p| p.text)
    };
    assert_eq!(
        summary("summary: À la main.\n", "Un.\n\nDeux.").as_deref(),
        Some("À la main.")
    );
    assert_eq!(
        summary("excerpt: À la main.\n", "Un.").as_deref(),
        Some("À la main.")
    );
    assert_eq!(
        summary("", "Un *mot*.\n\nDeux.").as_deref(),
        Some("Un mot.")
    );
    assert_eq!(
        summary("", "Un.\n\nDeux.\n\n<!--more-->\n\nTrois.").as_deref(),
        Some("Un. Deux.")
    );
    // neither headings nor footnotes are part of it
    assert_eq!(
        summary(
            "",
            "Un[^1].\n\n## Titre\n\n[^1]: Note.\n\nDeux. <!--more--> Trois."
        )
        .as_deref(),
        Some("Un. Deux.")
    );
}

#[test]
fn a_title_of_emoji_has_an_accessible_name_everywhere() {
    let outcome = site(
        "-- content/articles/fete/fr.md --\n---\ntitle: \"🎉\"\ndate: 2026-11-01\n---\nT.\n\
         -- content/articles/fete/en.md --\n---\ntitle: \"🎉🎊\"\n---\nT.\n",
    )
    .without_problems();
    let page = outcome.page("/fete/");
    assert_eq!(elements(page, "h1")[0].text, "🎉");
    assert!(
        !page.contains("aria-hidden=\"true\">🎉"),
        "a heading that is hidden has no name"
    );
    let json = crate::html_reader::json_ld(page).expect("JSON-LD");
    assert_eq!(json["headline"], "🎉");
    assert_eq!(json["workTranslation"][0]["headline"], "🎉🎊");
}

#[test]
fn html_comments_are_not_published() {
    let outcome = crate::harness::article(
        "A <!-- n1 --> b.\n\n<div>\n<!-- n2 -->\n<b>c</b><!-- n3\nn4 -->\n</div>\n\n<pre><!-- n5 --></pre>\n\n\
         <!-- n6 --> rest <!-- n7 -->\n\n`<!-- code -->`\n\n<script>\n<!-- script -->\n</script>\n",
    );
    let page = outcome.page("/a/");
    for note in ["n1", "n2", "n3", "n4", "n5", "n6", "n7"] {
        assert!(!page.contains(note), "{note}: {page}");
    }
    assert!(page.contains("<b>c</b>") && page.contains("rest"));
    assert!(page.contains("&lt;!-- code --&gt;") && page.contains("<!-- script -->"));
}
