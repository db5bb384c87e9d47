//! No text is passed over in silence: files in other formats, section files, notes beside an article,
//! articles without text, sites without any.

use crate::harness::{Outcome, site, sources};

const ARTICLE: &str = "---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n";

/// A site with one article, and a file beside it.
fn beside(path: &str, text: &str) -> Outcome {
    site(&format!(
        "-- content/articles/a/fr.md --\n{ARTICLE}-- {path} --\n{text}"
    ))
}

#[test]
fn a_text_in_another_format_is_a_warning() {
    let rename = "if it is an article, give it a name such as `fr.md`";
    let copy = "copy its text into a file such as `fr.md`";
    let markdown = "articles are read from `.md` files";
    for (name, hint) in [
        ("en.md.txt", rename),
        ("en.txt", rename),
        ("en.markdown.txt", rename),
        ("EN.TXT", rename),
        ("en.mdown", rename),
        ("en", rename),
        ("en.docx", copy),
        ("en.doc", copy),
        ("en.odt", copy),
        ("en.rtf", copy),
        ("en.pages", copy),
        ("en.html", markdown),
        ("en.mdx", markdown),
        ("en.rst", markdown),
        ("en.adoc", markdown),
    ] {
        let path = format!("content/articles/a/{name}");
        let outcome = beside(&path, "Text.\n").with_warnings();
        let said = outcome.problems();
        let warning = "warning: this file is not Markdown: it is skipped";
        assert!(said.starts_with(warning), "{name}: {said}");
        outcome.assert_reported(&[&path, hint]);
    }
    for name in ["photo.jpg", "notes.pdf", "data.csv", "film.mp4", "LICENSE"] {
        let path = format!("content/articles/a/{name}");
        assert!(
            !beside(&path, "x").problems().contains("not Markdown"),
            "{name}"
        );
    }
}

#[test]
fn a_story_whose_only_text_is_passed_over_is_an_error() {
    for path in [
        "content/articles/b/fr.docx",
        "content/articles/b/fr.md.txt",
        "content/pages/b/fr.html",
    ] {
        let outcome = beside(path, "Texte.\n");
        outcome.assert_refused(&["error: this file is not Markdown", path]);
    }
    for path in [
        "content/articles/notes.txt",
        "content/notes.txt",
        "content/articles/a/annexes/b.html",
    ] {
        let said = beside(path, "Texte.\n").with_warnings();
        said.assert_reported(&["warning: this file is not Markdown", path]);
    }
}

#[test]
fn a_site_without_any_text_is_an_error() {
    let case = |text: &str| site(text).assert_refused(&["no text was read", "griot new article"]);
    case("-- content/articles/a/photo.png --\nPNG\n");
    case("-- content/articles/_index.md --\n---\ntitle: A\n---\n");
    case("-- content/articles/a/fr.txt --\nTexte.\n");
    // an error says already why a text is not read
    let broken = sources("-- content/a.png --\nPNG\n")
        .file("content/articles/a/fr.md", b"caf\xe9, d\xe9j\xe0 vu")
        .build();
    broken.assert_refused(&["Latin-1"]);
    assert!(!broken.problems().contains("no text was read"));
    // a draft is a text
    site("-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\ndraft: true\n---\nTexte.\n")
        .without_problems();
}

#[test]
fn a_section_file_with_text_is_named() {
    let files = "-- content/articles/_index.md --\n---\ntitle: A\n---\nPerdu.\n-- content/pages/_index.md --\nPerdu aussi.\n";
    let outcome = site(&format!("-- content/articles/a/fr.md --\n{ARTICLE}{files}"));
    let outcome = outcome.with_warnings();
    assert_eq!(
        outcome
            .problems()
            .matches("the text of this section file is not published")
            .count(),
        2
    );
    outcome.assert_reported(&[
        "content/articles/_index.md",
        "content/pages/_index.md",
        "index.md",
    ]);
}

#[test]
fn a_note_beside_an_article_is_no_story_by_accident() {
    let note = "---\ntitle: Notes\ndate: 2026-11-01\n---\nÀ moi.\n";
    let dated = |name: &str| beside(&format!("content/articles/a/{name}"), note).with_warnings();
    let outcome = dated("notes.md");
    outcome.assert_reported(&[
        "warning: `notes.md` lies beside `fr.md` and becomes a story of its own",
        "`.notes.md` if it is a note",
    ]);
    dated("de.md").assert_reported(&["`de.md` lies beside `fr.md`"]);
    let bundle = format!(
        "-- content/articles/a/index.md --\n{ARTICLE}-- content/articles/a/suite.md --\n{note}"
    );
    site(&bundle).assert_reported(&["`suite.md` lies beside `index.md`"]);
    for (other, fine) in [
        ("content/articles/b.md", ARTICLE.replace("A", "B")),
        ("content/articles/a/b/fr.md", ARTICLE.replace("A", "B")),
        ("content/articles/a/b.fr.md", ARTICLE.replace("A", "B")),
        (
            "content/articles/a/en.md",
            "---\ntitle: A\n---\nText.\n".into(),
        ),
        (
            "content/articles/a/english.md",
            "---\ntitle: A\nlang: en\ntranslationKey: articles/a\n---\nText.\n".into(),
        ),
    ] {
        let outcome = beside(other, &fine).with_warnings();
        assert!(!outcome.problems().contains("story of its own"), "{other}");
    }
    let flat = format!(
        "-- content/pages/a.md --\n---\ntitle: A\n---\nTexte.\n-- content/pages/a/b.md --\n---\ntitle: B\n---\nTexte.\n-- content/articles/x/fr.md --\n{note}"
    );
    site(&flat).without_problems();
}

#[test]
fn an_article_without_text_is_a_warning() {
    let said = |body: &str| {
        let text = format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\n{body}\n"
        );
        site(&text).with_warnings().problems().to_string()
    };
    for body in [
        "",
        "## Un titre",
        "<!-- à écrire -->",
        "## Un\n\n<!-- deux -->",
    ] {
        assert!(
            said(body).contains("this article has no text yet"),
            "{body}"
        );
    }
    for body in [
        "Mot.",
        "<form action=\"/x/\"></form>",
        "```\ncode\n```",
        "<iframe src=\"https://x.example/\"></iframe>",
    ] {
        assert!(!said(body).contains("no text yet"), "{body}");
    }
}

/// A draft by any other name is not published.
#[test]
fn what_its_author_calls_a_draft_is_not_published() {
    for key in [
        "brouillon: true",
        "Brouillon : oui",
        "publié: non",
        "status: draft",
    ] {
        let text = format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n{key}\n---\nTexte.\n"
        );
        site(&text).assert_refused(&[
            "is not read: this text would be published",
            "write `draft: true`",
        ]);
    }
    for key in ["draft: oui", "draft: vrai", "draft: yes", "published: non"] {
        let text = format!(
            "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n{key}\n---\nTexte.\n"
        );
        assert!(!site(&text).with_warnings().has("/a/"), "{key}");
    }
}

#[test]
fn an_article_can_take_no_picture_and_names_who_made_one() {
    let files = |en: &str| {
        let text = format!(
            "-- themes/t/theme.yaml --\nname: t\nextends: default\n-- themes/t/templates/article.html --\n[{{% if article.image %}}picture{{% endif %}}|{{{{ article.image_credit }}}}|{{{{ article.featured }}}}]\n-- griot.yaml --\nbase_url: https://blog.example\ntimezone: UTC\ntheme: t\ncards: false\nlanguages: {{fr: {{title: F}}, en: {{title: E}}}}\n-- content/articles/a/p.png --\nPNG\n-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\nimage: p.png\nimage_alt: Un point\ncredit: Awa\nsticky: true\n---\nTexte.\n-- content/articles/a/en.md --\n---\ntitle: A\n{en}---\nText.\n"
        );
        let outcome = site(&text).with_warnings();
        [outcome.page("/a/"), outcome.page("/en/a/")].map(|page| page.trim().to_string())
    };
    let [fr, en] = files("image_alt: A dot\n");
    assert_eq!(fr, "[picture|Awa|true]");
    assert_eq!(en, "[picture|Awa|true]");
    let [_, en] = files("image: \"\"\nfeatured: false\n");
    assert_eq!(en, "[||false]");
    let [_, en] = files("image: p.png\nimage_alt: A dot\n");
    assert!(
        en.ends_with("||true]"),
        "the credit is that of the other picture: {en}"
    );
}

/// `griot check` says what `griot build` says.
#[test]
fn a_check_reports_what_a_build_reports() {
    let text = format!(
        "-- content/articles/a/fr.md --\n{ARTICLE}-- content/articles/a/notes.md --\n---\ntitle: Le #1\ntitre: x\ndate: 2026-11-02\nauthor: A et B\n---\n[x](../zz/fr.md) {{{{< figure >}}}}\n-- content/articles/a/en.docx --\nx\n-- content/articles/_index.md --\nPerdu.\n-- content/articles/c/fr.md --\n---\ntitle:\ndate: 23/05/2026\nbrouillon: oui\n---\n-- content/articles/d/fr.md --\n—\ntitle: D\n—\n"
    );
    let sources = sources(&text);
    let (built, checked) = (sources.build(), sources.check());
    let problems = |said: &str| -> Vec<String> {
        said.split("\n\n")
            .map(|one| one.trim().to_string())
            .collect()
    };
    let checked = problems(&checked);
    for problem in problems(built.problems()) {
        assert!(checked.contains(&problem), "{problem}\n\n{checked:#?}");
    }
    assert!(
        built.problems().matches("-->").count() > 9,
        "{}",
        built.problems()
    );
}
