//! `griot import wordpress`: exports become sites that build, and every item is accounted for.
//! What single blocks and shortcodes become is in `import_wordpress_texts.rs`.

use crate::program_runner::Folder;
use crate::wordpress_export::{Export, Item, meta, of};
use serde_json::Value;

/// An export with two languages of Polylang.
fn polylang() -> Export {
    let language = |code: &str, group: &str| {
        let name = if code == "fr" { "Français" } else { "English" };
        of("language", code, name) + &of("post_translations", group, group)
    };
    let fr = language("fr", "pll_1")
        + &of("category", "afrique", "Afrique")
        + &of("post_tag", "securite", "Sécurité");
    let en = language("en", "pll_1")
        + &of("category", "africa", "Africa")
        + &of("post_tag", "security", "Security");
    Export::new("fr-FR")
        .term(
            2,
            "language",
            "fr",
            "Français",
            "a:3:{s:6:\"locale\";s:5:\"fr_FR\";s:3:\"rtl\";i:0;s:9:\"flag_code\";s:2:\"fr\";}",
        )
        .term(
            3,
            "language",
            "en",
            "English",
            "a:3:{s:6:\"locale\";s:5:\"en_GB\";s:3:\"rtl\";i:0;s:9:\"flag_code\";s:2:\"gb\";}",
        )
        .term(
            4,
            "category",
            "afrique",
            "Afrique",
            "Les nouvelles d’Afrique",
        )
        .term(5, "category", "africa", "Africa", "News from Africa")
        .term(6, "post_tag", "securite", "Sécurité", "")
        .term(7, "post_tag", "security", "Security", "")
        .term(
            8,
            "term_translations",
            "pll_t1",
            "pll_t1",
            "a:2:{s:2:\"fr\";i:4;s:2:\"en\";i:5;}",
        )
        .term(
            9,
            "term_translations",
            "pll_t2",
            "pll_t2",
            "a:2:{s:2:\"fr\";i:6;s:2:\"en\";i:7;}",
        )
        .term(
            10,
            "post_translations",
            "pll_1",
            "pll_1",
            "a:2:{s:2:\"fr\";i:11;s:2:\"en\";i:12;}",
        )
        .term(11, "post_tag", "vide", "Vide", "")
        .post(
            11,
            "une-puce",
            "Une puce 🚀",
            "<p>Le texte, et <a href=\"https://blog.example/a-propos/\">nous</a>.</p>",
            &fr,
        )
        .item(Item {
            id: 12,
            slug: "a-chip",
            title: "A chip 🚀",
            path: "/en/2026/05/a-chip/",
            content: "<p>The text, and <a href=\"/en/2026/05/alone/\">another</a>.</p>",
            more: &en,
            ..Item::default()
        })
        .item(Item {
            id: 13,
            slug: "alone",
            title: "Alone",
            path: "/en/2026/05/alone/",
            date: "2026-05-24 10:00:00",
            content: "<p>Only English.</p>",
            more: &of("language", "en", "English"),
            ..Item::default()
        })
        .item(Item {
            id: 14,
            kind: "page",
            slug: "a-propos",
            title: "À propos",
            path: "/a-propos/",
            content: "<p>Nous.</p>",
            more: &of("language", "fr", "Français"),
            ..Item::default()
        })
        .item(Item {
            id: 15,
            status: "trash",
            slug: "x",
            title: "Trashed",
            path: "/?p=15",
            ..Item::default()
        })
        .item(Item {
            id: 16,
            kind: "nav_menu_item",
            slug: "m",
            title: "Menu entry",
            path: "/?p=16",
            ..Item::default()
        })
}

#[test]
fn a_post_without_a_date_is_named_and_no_slug_is_a_device() {
    let folder = Export::new("fr-FR")
        .item(Item {
            id: 1,
            slug: "con",
            title: "Sans date",
            path: "/sans-date/",
            date: "0000-00-00",
            content: "<p>Un texte.</p>",
            ..Item::default()
        })
        .imported();
    let text = folder.read("site/content/articles/con-1/fr.md");
    assert!(text.contains("\nslug: con-1\n"), "{text}");
    let report = folder.read("site/import-report.md");
    let line = "`content/articles/con-1/fr.md:3`: it had no date: write the right one";
    assert!(report.contains(line), "{report}");
    folder.run_ok(&["build", "--root", "site"]);
}

#[test]
fn polylang_becomes_a_site_in_two_languages() {
    let folder = polylang().imported();
    let fr = folder.read("site/content/articles/une-puce/fr.md");
    assert!(fr.contains("title: \"Une puce 🚀\"\n"), "{fr}");
    assert!(fr.contains("date: 2026-05-23T10:00:00+01:00\n"), "{fr}");
    assert!(
        fr.contains("authors: [awa-tissandier]\ncategories: [afrique]\ntags: [securite]\n"),
        "{fr}"
    );
    assert!(
        fr.ends_with("Le texte, et [nous](../../pages/a-propos/fr.md).\n"),
        "{fr}"
    );
    let en = folder.read("site/content/articles/une-puce/en.md");
    assert!(
        en.contains("categories: [afrique]\ntags: [securite]\n"),
        "{en}"
    );
    assert!(
        en.ends_with("The text, and [another](../alone/en.md).\n"),
        "{en}"
    );
    let settings = folder.read("site/griot.yaml");
    for line in [
        "permalink: \"/:year/:month/:slug/\"",
        "  securite: {fr: Sécurité, en: Security}",
        "  afrique: {fr: Afrique, en: Africa, description: {fr: Les nouvelles d’Afrique, en: News from Africa}}",
        "  awa-tissandier: {name: Awa Tissandier}",
    ] {
        assert!(settings.contains(line), "{line}\n{settings}");
    }
    // old addresses are the new ones
    let page = folder.read("site/public/2026/05/une-puce/index.html");
    assert!(page.contains("href=\"/en/2026/05/a-chip/\""), "{page}");
    assert!(folder.has("site/public/a-propos/index.html"));
    assert!(folder.has("site/public/en/tags/security/index.html"));
}

/// The report of an import, as JSON.
#[track_caller]
fn report(folder: &Folder, arguments: &[&str]) -> Value {
    let mut all = vec!["import", "wordpress"];
    all.extend(arguments);
    all.extend(["--out", "site", "--json"]);
    let ran = folder.run(&all);
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

fn details(report: &Value, part: &str) -> Vec<String> {
    let lines = report[part].as_array().expect("lines").iter();
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_string();
    lines
        .map(|line| format!("{} {}", text(line, "code"), text(line, "detail")))
        .collect()
}

#[test]
fn every_item_is_written_or_named() {
    let folder = polylang().folder();
    let report = report(&folder, &["export.xml"]);
    let mut found = 0;
    let mut written = 0;
    for count in report["counts"].as_array().expect("counts") {
        let number = |key: &str| count[key].as_u64().expect("a number");
        if !["comments", "pictures and files in texts"]
            .contains(&count["kind"].as_str().expect("a kind"))
        {
            found += number("found");
            written += number("written");
        }
    }
    // 6 items, 5 terms, an author
    assert_eq!((found, written), (12, 9), "{report}");
    let named = details(&report, "not_written");
    assert_eq!(
        named,
        ["other-item Menu entry", "counted ", "unused-term Vide"],
        "{report}"
    );
    let alone = details(&report, "alone");
    assert_eq!(alone, ["alone Alone", "alone À propos"]);
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = polylang().folder();
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    let before = folder.tree("site");
    folder.write("site/content/articles/alone/en.md", "mine\n");
    let ran = folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert!(ran.err.contains("content/articles/alone/en.md"), "{ran:?}");
    assert_eq!(folder.read("site/content/articles/alone/en.md"), "mine\n");
    folder.remove("site/content/articles/alone/en.md");
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert_eq!(folder.tree("site"), before);
}

/// The names of the files below a folder.
fn names(folder: &Folder, path: &str) -> Vec<String> {
    folder.tree(path).into_keys().collect()
}

#[test]
fn qtranslate_texts_become_one_file_for_each_language() {
    let folder = Export::new("fr-FR")
        .term(4, "category", "afrique", "[:fr]Afrique[:en]Africa[:]", "")
        .post(
            11,
            "une-puce",
            "[:fr]Une puce[:en]A chip[:]",
            "<!--:fr-->Le texte.<!--:--><!--:en-->The text.<!--:-->",
            &of("category", "afrique", "[:fr]Afrique[:en]Africa[:]"),
        )
        .post(12, "deux", "Deux", "Sans langue.", "")
        .imported();
    assert!(
        folder
            .read("site/content/articles/une-puce/fr.md")
            .ends_with("---\n\nLe texte.\n")
    );
    let en = folder.read("site/content/articles/une-puce/en.md");
    assert!(
        en.contains("title: A chip\n") && en.ends_with("---\n\nThe text.\n"),
        "{en}"
    );
    assert!(
        folder
            .read("site/griot.yaml")
            .contains("  afrique: {fr: Afrique, en: Africa}\n")
    );
    assert!(folder.has("site/content/articles/deux/fr.md"));
}

#[test]
fn links_that_authors_typed_pair_two_posts_and_go() {
    let folder = Export::new("fr-FR")
        .post(
            11,
            "une-puce",
            "Une puce",
            "<a href=\"https://blog.example/2026/05/a-chip/\"><strong>Click here to read in English 🇬🇧</strong></a>\n\nLe texte.",
            "",
        )
        .post(
            12,
            "a-chip",
            "A chip",
            "<p>👉 <a href=\"/2026/05/une-puce/\">Cliquez ici pour lire en français</a></p>\n<p>The text.</p>",
            "",
        )
        .post(13, "trois", "Trois", "Voir <a href=\"/2026/05/a-chip/\">A chip</a>.", "")
        .imported();
    let fr = folder.read("site/content/articles/une-puce/fr.md");
    assert!(fr.ends_with("---\n\nLe texte.\n"), "{fr}");
    let en = folder.read("site/content/articles/une-puce/en.md");
    assert!(en.ends_with("---\n\nThe text.\n"), "{en}");
    // the English address had no `/en/`: the old one leads on
    assert!(en.contains("aliases: [/2026/05/a-chip/]\n"), "{en}");
    assert!(
        folder
            .read("site/public/2026/05/a-chip/index.html")
            .contains("/en/2026/05/a-chip/")
    );
    let report = folder.read("site/import-report.md");
    assert!(
        report.contains("## Articles without a translation (1)"),
        "{report}"
    );
}

#[test]
fn wpml_is_paired_by_its_table() {
    let wpml = meta("_wpml_word_count", "12");
    let export = Export::new("fr-FR")
        .post(11, "une-puce", "Une puce", "Le texte.", &wpml)
        .item(Item {
            id: 12,
            slug: "a-chip",
            title: "A chip",
            path: "/en/2026/05/a-chip/",
            content: "The text.",
            more: &wpml,
            ..Item::default()
        });
    let folder = export.folder();
    folder.write("t.csv", "translation_id,element_type,element_id,trid,language_code,source_language_code\n1,post_post,11,7,fr,\n2,post_post,12,7,en,fr\n");
    folder.run_ok(&[
        "import",
        "wordpress",
        "export.xml",
        "--wpml",
        "t.csv",
        "--out",
        "site",
    ]);
    assert!(folder.has("site/content/articles/une-puce/en.md"));
    // without the table, addresses say the language, and nothing pairs the two
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "alone"]);
    assert!(folder.has("alone/content/articles/a-chip/en.md"));
    assert!(
        folder
            .read("alone/import-report.md")
            .contains("## Articles without a translation (2)")
    );
    folder.write("t.csv", "a,b\n");
    let ran = folder.run(&[
        "import",
        "wordpress",
        "export.xml",
        "--wpml",
        "t.csv",
        "--out",
        "no",
    ]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("`t.csv` has no column `element_type`"),
        "{ran:?}"
    );
    assert!(!folder.has("no"));
}

#[test]
fn one_export_for_each_language() {
    let folder = Folder::empty();
    folder.write(
        "a.xml",
        Export::new("fr-FR")
            .post(1, "un", "Un", "Le texte.", "")
            .xml(),
    );
    folder.write("b.xml", Export::at("https://en.blog.example", "en-US").post(1, "one", "One", "<p><a href=\"https://blog.example/2026/05/un/\">Lire en français</a></p><p>The text.</p>", "").xml());
    folder.run_ok(&[
        "import",
        "wordpress",
        "--lang",
        "fr=a.xml",
        "--lang",
        "en=b.xml",
        "--out",
        "site",
    ]);
    folder.run_ok(&["build", "--root", "site"]);
    let files = names(&folder, "site/content");
    assert_eq!(files, ["articles/un/en.md", "articles/un/fr.md"]);
}

#[test]
fn old_addresses_lead_on() {
    let export = Export::new("fr-FR")
        .item(Item { id: 2, kind: "page", slug: "parent", title: "Parent", path: "/parent/", content: "P", ..Item::default() })
        .item(Item { id: 3, kind: "page", slug: "enfant", title: "Enfant", path: "/parent/enfant/", content: "E", ..Item::default() })
        .item(Item { id: 4, slug: "plain", title: "Plain", path: "/?p=4", content: "Voir <a href=\"/?p=3\">E</a>, <a href=\"/?p=99\">rien</a> et <a href=\"/feed/\">le flux</a>.", ..Item::default() })
        .post(5, "neuf", "Neuf", "<a href=\"/parent/enfant/#respond\">E</a> <a href=\"#a\">a</a>", &meta("_wp_old_slug", "vieux"));
    let folder = export.imported();
    assert!(
        folder
            .read("site/content/pages/enfant/fr.md")
            .contains("url: /parent/enfant/\n")
    );
    assert!(folder.has("site/public/parent/enfant/index.html"));
    // one address is a query: no pattern fits, and addresses are slugs
    let plain = folder.read("site/content/articles/plain/fr.md");
    assert!(plain.ends_with("Voir [E](../../pages/enfant/fr.md), [rien](https://blog.example/?p=99) et [le flux](/feed.xml).\n"), "{plain}");
    let new = folder.read("site/content/articles/neuf/fr.md");
    assert!(
        new.contains("aliases: [/2026/05/neuf/, /2026/05/vieux/]\n"),
        "{new}"
    );
    assert!(
        new.ends_with("[E](../../pages/enfant/fr.md) [a](#a)\n"),
        "{new}"
    );
    for old in ["2026/05/neuf", "2026/05/vieux"] {
        assert!(
            folder
                .read(&format!("site/public/{old}/index.html"))
                .contains("/neuf/"),
            "{old}"
        );
    }
    let redirects = folder.read("site/static/_redirects");
    assert!(redirects.contains("\n/ p=4 /plain/ 301\n"), "{redirects}");
    assert!(
        redirects.contains("\n/feed/ /feed.xml 301\n"),
        "{redirects}"
    );
    // the build adds the aliases and the page for what is not found
    let built = folder.read("site/public/_redirects");
    assert!(built.starts_with(&redirects), "{built}");
    assert!(built.contains("\n/2026/05/neuf/ /neuf/ 301\n"), "{built}");
    let report = folder.read("site/import-report.md");
    assert!(report.contains("`/?p=4`"), "{report}");
}

#[test]
fn only_what_everybody_could_read_is_published() {
    let item = |id: u64, slug: &'static str, status: &'static str| Item {
        id,
        slug,
        status,
        title: slug,
        path: "/?p=1",
        content: "secret",
        ..Item::default()
    };
    let folder = Export::new("fr-FR")
        .post(
            1,
            "public",
            "Public",
            "open",
            "<wp:is_sticky>1</wp:is_sticky>",
        )
        .item(item(2, "brouillon", "draft"))
        .item(item(3, "attente", "pending"))
        .item(item(4, "prive", "private"))
        .item(Item {
            more: "<wp:post_password><![CDATA[x]]></wp:post_password>",
            ..item(5, "mot-de-passe", "publish")
        })
        .item(Item {
            date: "2030-05-23 10:00:00",
            ..item(6, "demain", "future")
        })
        .imported();
    assert!(
        folder
            .read("site/content/articles/public/fr.md")
            .contains("featured: true\n")
    );
    for slug in ["brouillon", "attente", "prive", "mot-de-passe"] {
        assert!(
            folder
                .read(&format!("site/content/articles/{slug}/fr.md"))
                .contains("draft: true\n"),
            "{slug}"
        );
    }
    assert!(
        !folder
            .read("site/content/articles/demain/fr.md")
            .contains("draft")
    );
    let published = folder.tree("site/public");
    let secret = |bytes: &Vec<u8>| bytes.windows(6).any(|window| window == b"secret");
    let shown: Vec<&String> = published
        .iter()
        .filter(|(_, bytes)| secret(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(shown.is_empty(), "{shown:?}");
    let report = folder.read("site/import-report.md");
    for words in [
        "it was private",
        "it had a password",
        "it waited for an editor",
    ] {
        assert!(report.contains(words), "{words}: {report}");
    }
}

/// A GIF of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

fn with_files() -> Export {
    let file = |id: u64, path: &str| {
        format!(
            "<wp:attachment_url>https://blog.example/wp-content/uploads/{path}</wp:attachment_url>{}",
            meta("_wp_attachment_image_alt", &format!("alt {id}"))
        )
    };
    let attachment = |id: u64, slug: &'static str| Item {
        id,
        kind: "attachment",
        status: "inherit",
        slug,
        title: slug,
        path: "/x/",
        ..Item::default()
    };
    let (lead, unused) = (file(21, "2026/05/lead.gif"), file(22, "2026/05/unused.gif"));
    Export::new("fr-FR")
        .item(Item { more: &lead, ..attachment(21, "lead") })
        .item(Item { more: &unused, ..attachment(22, "unused") })
        .post(
            1,
            "images",
            "Images",
            "<p><a href=\"https://blog.example/wp-content/uploads/2026/05/a.gif\"><img src=\"http://www.blog.example/wp-content/uploads/2026/05/a-30x20.gif\" alt=\"A\"></a> \
             <img src=\"https://blog.example/wp-content/uploads/2026/05/missing.gif\"> <a href=\"/wp-content/uploads/2026/05/a.pdf\">PDF</a> \
             <img src=\"https://blog.example/wp-content/uploads/../../secret.gif\"></p>",
            &meta("_thumbnail_id", "21"),
        )
}

#[test]
fn pictures_come_from_a_copy_of_the_uploads() {
    let folder = with_files().folder();
    folder.write("secret.gif", GIF);
    for name in ["a.gif", "a-30x20.gif", "lead.gif", "unused.gif"] {
        folder.write(&format!("wp-content/uploads/2026/05/{name}"), GIF);
    }
    folder.write("wp-content/uploads/2026/05/a.pdf", "%PDF-1.4");
    folder.write("wp-content/uploads/2026/05/missing.gif", "<html>not found");
    folder.run_ok(&[
        "import",
        "wordpress",
        "export.xml",
        "--media",
        "wp-content/uploads",
        "--out",
        "site",
    ]);
    folder.run_ok(&["build", "--root", "site"]);
    let text = folder.read("site/content/articles/images/fr.md");
    assert!(
        text.contains("image: lead.gif\nimage_alt: alt 21\n"),
        "{text}"
    );
    // the original, not the small copy; the link to it goes
    assert!(text.contains("\n![A](a.gif) ![](https://blog.example/wp-content/uploads/2026/05/missing.gif) [PDF](/wp-content/uploads/2026/05/a.pdf)"), "{text}");
    let files: Vec<String> = names(&folder, "site")
        .into_iter()
        .filter(|name| name.ends_with(".gif") && !name.starts_with("public"))
        .collect();
    assert_eq!(
        files,
        [
            "content/articles/images/a.gif",
            "content/articles/images/lead.gif"
        ]
    );
    assert!(folder.has("site/public/wp-content/uploads/2026/05/a.pdf"));
    let report = folder.read("site/import-report.md");
    assert!(
        report.contains("`content/articles/images/fr.md:10`: this file was not copied"),
        "{report}"
    );
    assert!(
        report.contains(
            "no text shows this file: `https://blog.example/wp-content/uploads/2026/05/unused.gif`"
        ),
        "{report}"
    );
}

#[test]
fn a_site_without_its_pictures_builds_too() {
    let folder = with_files().imported();
    let text = folder.read("site/content/articles/images/fr.md");
    assert!(
        text.contains("![A](http://www.blog.example/wp-content/uploads/2026/05/a-30x20.gif)"),
        "{text}"
    );
    assert!(
        folder
            .read("site/import-report.md")
            .contains("with `--media` or `--fetch`")
    );
}

#[test]
fn a_broken_export_gives_what_came_before() {
    let export = Export::new("fr-FR")
        .post(1, "un", "Un", "Le texte.", "")
        .post(2, "deux", "Deux", "Le second.", "");
    let xml = export.xml();
    let folder = Folder::empty();
    folder.write(
        "export.xml",
        &xml[..xml.find("Le second").expect("the second")],
    );
    let ran = folder.run(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err.contains("error: the export breaks off at line"),
        "{ran:?}"
    );
    assert!(folder.has("site/content/articles/un/fr.md"));
    assert!(!folder.has("site/content/articles/deux/fr.md"));
    assert!(
        folder
            .read("site/import-report.md")
            .contains("**The export is broken:** line")
    );
    folder.run_ok(&["build", "--root", "site"]);
}

#[test]
fn what_is_no_export_is_refused() {
    let folder = Folder::empty();
    for (name, text) in [
        ("a.xml", "words"),
        ("b.xml", "<html><body/></html>"),
        ("c.xml", ""),
        ("d.xml", "\0\u{1}"),
    ] {
        folder.write(name, text);
        let ran = folder.run(&["import", "wordpress", name, "--out", "site"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(!folder.has("site/griot.yaml"), "{name}");
    }
    let ran = folder.run(&["import", "wordpress", "none.xml", "--out", "site"]);
    assert!(ran.err.contains("`none.xml` cannot be read"), "{ran:?}");
    assert_eq!(folder.run(&["import", "wordpress", "a.xml"]).status, 2);
    folder.write("full/mine.txt", "mine");
    let ran = folder.run(&["import", "wordpress", "a.xml", "--out", "full"]);
    assert!(
        ran.err.contains("`full` is not empty: it has `mine.txt`"),
        "{ran:?}"
    );
}

#[test]
fn hostile_exports_are_bounded() {
    let deep = "<div>".repeat(20_000) + "words";
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let shared = "<!-- wp:block {\"ref\":9} /-->".repeat(200);
    let export = Export::new("fr-FR")
        .post(1, "deep", "Deep", &deep, "")
        .post(2, "script", "a ]]> b", "<p><a href=\"jav&#x09;ascript:alert(1)\">x</a><img src=x onerror=alert(2)></p><script>alert(3)</script>", "")
        .post(3, "../../../outside", "Outside", "x ]]> y", "<category domain=\"category\" nicename=\"../up\">..</category>")
        .post(4, "brackets", "Brackets", &"[a ".repeat(50_000), "")
        .post(5, "codes", "Codes", &"[code]".repeat(5_000), "")
        .item(Item { id: 9, kind: "wp_block", slug: "b", title: "B", path: "/b/", content: &shared, ..Item::default() })
        .post(6, "blocks", "Blocks", &format!("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->{shared}"), "");
    let folder = Folder::empty();
    let xml = export.xml().replacen("<rss", &format!("{bomb}<rss"), 1);
    let xml = xml.replace(
        "<title>Kora &amp; Pixels</title>",
        "<title>Kora &c; & &eacute;t&eacute;</title>",
    );
    folder.write("export.xml", xml);
    let ran = folder.run_with_limits(&["import", "wordpress", "export.xml", "--out", "site"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = folder.run_with_limits(&["build", "--root", "site"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let settings = folder.read("site/griot.yaml");
    assert!(settings.contains("title: \"Kora &c; & été\""), "{settings}");
    let script = folder.read("site/content/articles/script/fr.md");
    assert!(
        script.contains("title: \"a ]]> b\"") && !script.contains("alert"),
        "{script}"
    );
    assert!(
        folder
            .read("site/content/articles/deep/fr.md")
            .ends_with("\nwords\n")
    );
    assert!(
        folder
            .read("site/content/articles/outside/fr.md")
            .ends_with("\nx ]]> y\n")
    );
    assert_eq!(folder.file_names("."), ["export.xml", "site"]);
}

#[test]
fn a_menu_becomes_that_of_its_language() {
    let entry = |id: u64, order: u64, title: &'static str, more: &str| -> String {
        format!(
            "<item><title>{title}</title><link>https://blog.example/?p={id}</link><wp:post_id>{id}</wp:post_id>\
             <wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type><wp:menu_order>{order}</wp:menu_order>\
             <category domain=\"nav_menu\" nicename=\"haut\">Haut</category>{more}</item>"
        )
    };
    let to = |kind: &str, object: &str, target: &str, url: &str| {
        meta("_menu_item_type", kind)
            + &meta("_menu_item_object", object)
            + &meta("_menu_item_object_id", target)
            + &meta("_menu_item_url", url)
    };
    let entries = [
        entry(21, 2, "", &to("post_type", "page", "14", "")),
        entry(
            22,
            1,
            "Accueil",
            &to("custom", "custom", "22", "https://blog.example/"),
        ),
        entry(23, 3, "", &to("taxonomy", "category", "4", "")),
        entry(
            24,
            4,
            "Ailleurs",
            &to("custom", "custom", "24", "https://other.example/"),
        ),
        entry(25, 5, "Perdu", &to("custom", "custom", "25", "/gone/")),
    ];
    let folder = polylang().folder();
    let export = folder
        .read("export.xml")
        .replace("</channel>", &(entries.concat() + "</channel>"));
    folder.write("export.xml", export);
    folder.run_ok(&["import", "wordpress", "export.xml", "--out", "site"]);
    let settings = folder.read("site/griot.yaml");
    assert!(
        settings.contains(
            "    menu:\n      - {label: Accueil, url: /}\n      - {label: À propos, url: /a-propos/}\n      \
             - {label: Afrique, url: /categories/afrique/}\n      \
             - {label: Ailleurs, url: \"https://other.example/\"}\n  en:\n"
        ),
        "{settings}"
    );
    folder.run_ok(&["build", "--root", "site"]);
    let report = folder.read("site/import-report.md");
    assert!(report.contains("`nav_menu_item`: `Perdu`"), "{report}");
    assert!(!report.contains("`Accueil`"), "{report}");
}
