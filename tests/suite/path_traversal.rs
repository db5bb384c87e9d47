//! No content escapes the site: a canary file beside it is neither read nor written, whatever
//! paths the content uses, and no URL of a field runs a script.

use crate::harness::site;
use crate::program_runner::Folder;

const FRONT: &str = "title: A\ndate: 2026-11-01\n";

/// A site inside another folder that holds a canary file.
fn site_with_canary(article: &str) -> Folder {
    let folder = Folder::empty();
    let site = crate::harness::sources("-- content/b.md --\nT.\n").files.0;
    for (path, bytes) in site {
        folder.write(&format!("site/{path}"), bytes);
    }
    for name in [
        "canary.png",
        "canary.html",
        "canary/theme.yaml",
        "canary.md",
    ] {
        folder.write(name, "CANARY");
    }
    folder.write("site/content/articles/a/fr.md", article);
    folder
}

/// Asserts that the canary is unchanged and in no page, and whether the build was refused.
#[track_caller]
fn assert_canary_untouched(folder: &Folder, refused: bool, what: &str) {
    let ran = folder.run(&["build", "--root", "site", "--out", "site/public"]);
    if refused {
        assert!(
            ran.status == 1 && ran.err.contains("error: "),
            "{what}: {ran:?}"
        );
    }
    for (path, bytes) in folder.tree("") {
        let text = String::from_utf8_lossy(&bytes);
        let outside = !path.starts_with("site/");
        assert!(!outside || text == "CANARY", "{what}: {path} is {text:?}");
        let output = path.starts_with("site/public/");
        assert!(!output || !text.contains("CANARY"), "{what}: {path}");
    }
}

/// Paths that leave the site: `..`, absolute, Windows, percent-encoded once and twice.
fn outside_paths(folder: &Folder, name: &str) -> Vec<String> {
    let absolute = folder.path(name).display().to_string();
    vec![
        format!("../../../../{name}"),
        format!("/../{name}"),
        format!("%2e%2e/%2e%2e/%2e%2e/%2e%2e/{name}"),
        format!("..%2f..%2f..%2f..%2f{name}"),
        format!("%252e%252e/%252e%252e/%252e%252e/%252e%252e/{name}"),
        format!("..\\\\..\\\\..\\\\..\\\\{name}"),
        format!("C:\\\\{name}"),
        format!("file://{absolute}"),
        absolute,
    ]
}

/// S1: slug, URL, alias and picture of the front matter.
#[test]
fn s1_no_path_in_front_matter_leaves_the_site() {
    for path in outside_paths(&site_with_canary("T.\n"), "canary.png") {
        for key in [
            "slug",
            "url",
            "aliases",
            "image",
            "cover",
            "translationKey",
            "template",
            "layout",
        ] {
            // a key of a story and a path on this site may well be absolute: they stay below the root
            let text = format!("---\n{FRONT}{key}: \"{path}\"\n---\nT.\n");
            let refused = matches!(key, "slug" | "template");
            assert_canary_untouched(&site_with_canary(&text), refused, &format!("{key}: {path}"));
        }
    }
}

/// S1: links and pictures of the text, in Markdown and in HTML.
#[test]
fn s1_no_path_in_text_leaves_the_site() {
    for path in outside_paths(&site_with_canary("T.\n"), "canary.png") {
        let path = path.replace("\\\\", "\\");
        for text in [
            format!("![x](<{path}>)"),
            format!("[x](<{path}>)"),
            format!("<img src=\"{path}\" srcset=\"{path} 2x\" alt=\"\">"),
        ] {
            let article = format!("---\n{FRONT}---\n{text}\n");
            assert_canary_untouched(&site_with_canary(&article), false, &text);
        }
    }
}

/// S1: what templates include and extend, and where themes are.
#[test]
fn s1_no_path_in_a_theme_leaves_the_site() {
    for path in outside_paths(&site_with_canary("T.\n"), "canary.html") {
        for tag in ["include", "extends"] {
            let folder = site_with_canary("T.\n");
            let template = format!("{{% {tag} \"{path}\" %}}");
            folder.write("site/themes/default/templates/page.html", &template);
            assert_canary_untouched(&folder, true, &template);
        }
    }
    for path in outside_paths(&site_with_canary("T.\n"), "canary") {
        let folder = site_with_canary("T.\n");
        let settings = folder.read("site/griot.yaml") + &format!("theme: \"{path}\"\n");
        folder.write("site/griot.yaml", settings);
        assert_canary_untouched(&folder, true, &format!("theme: {path}"));
    }
}

/// S3: addresses in front matter; those of the text are in `links`, of the settings in the
/// tests of `config`.
#[test]
fn s3_no_url_in_front_matter_runs_a_script() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\\tscript:alert(1)",
        "java\\nscript:alert(1)",
        "\\u0001javascript:alert(1)",
        "javascript&colon;alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml;base64,PHN2Zz4=",
    ] {
        for key in ["image", "url", "slug", "aliases"] {
            let outcome = site(&format!(
                "-- content/articles/a/fr.md --\n---\n{FRONT}{key}: \"{address}\"\n---\nT.\n"
            ));
            // an entity means nothing in YAML: this is the name of a file or a folder
            let name = address.contains("&colon;");
            if !name {
                outcome.assert_refused(&["content/articles/a/fr.md:4:"]);
            }
            for (path, page) in outcome.texts().filter(|(path, _)| path.ends_with(".html")) {
                for element in crate::html_reader::tags(page) {
                    let addresses = ["href", "src", "content"];
                    let found = addresses.iter().filter_map(|name| element.get(name));
                    let runs = |address: &str| address.trim_start().starts_with("javascript:");
                    assert!(!found.into_iter().any(runs), "{path}: {element:?}");
                }
            }
        }
    }
}

/// R21: names that hosts or systems keep for themselves.
#[test]
fn r21_reserved_names_are_refused_or_safe() {
    let with = |keys: &str| {
        site(&format!(
            "-- content/articles/a/fr.md --\n---\n{FRONT}{keys}\n---\nT.\n"
        ))
    };
    for keys in [
        "url: /index.html",
        "url: /CON/",
        "url: /a/prn.txt/",
        "url: /lpt9/",
        "url: \"/fin /\"",
        "url: /fin./",
        "url: /_redirects",
        "url: /_headers/",
        "slug: _redirects",
        "slug: \"a \\u200e\\u202eb\"",
        "url: /.griot",
        "slug: .griot-staging",
        "aliases: [/aux/]",
    ] {
        with(keys).assert_refused(&["content/articles/a/fr.md"]);
    }
    assert!(with("slug: index").without_problems().has("/index/"));
    // and of folders: a title that is such a name
    let outcome = site("-- content/articles/con/fr.md --\n---\ndate: 2026-11-01\n---\nT.\n");
    assert!(outcome.without_problems().has("/con-1/"));
}
