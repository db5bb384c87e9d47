//! The files of a theme: which are read, which are ignored, and errors in them.

use crate::harness::{FRENCH_AND_ENGLISH, site};
use crate::program_runner::Folder;

/// A site with the theme `mine`, which extends the default one.
fn theme_problems(files: &str) -> String {
    theme(&format!(
        "-- themes/mine/theme.yaml --\nextends: default\n{files}"
    ))
}

/// A site whose theme is `mine`.
fn theme(files: &str) -> String {
    let article = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nTexte.\n";
    format!("-- griot.yaml --\n{FRENCH_AND_ENGLISH}theme: mine\n{article}{files}")
}

#[test]
fn editor_backup_files_are_ignored() {
    let mut files = "-- themes/mine/styles/60-mine.css --\n.fresh {}\n".to_string();
    for name in [
        "styles/60-mine.css~",
        "styles/60-mine.css.bak",
        "styles/60-mine.css.orig",
        "styles/.60-mine.css.swp",
        "styles/#60-mine.css#",
        "templates/components.html~",
        "templates/home.html.orig",
        "strings/fr.yaml~",
        "theme.yaml.bak",
    ] {
        files += &format!("-- themes/mine/{name} --\n.stray {{}} {{% component card() %}}\n");
    }
    let outcome = site(&theme_problems(&files)).without_problems();
    let styles: Vec<&str> = outcome
        .texts()
        .filter(|(path, _)| path.ends_with(".css"))
        .map(|(_, text)| text)
        .collect();
    assert!(styles.iter().any(|style| style.contains(".fresh")));
    assert!(!styles.iter().any(|style| style.contains(".stray")));
}

#[test]
fn an_unknown_file_is_reported() {
    for (name, remedy) in [
        ("styles/60-mine.scss", "only names that end in `.css` are"),
        ("styles/60-mine.CSS", "rename it to `60-mine.css`"),
        ("templates/home.htm", "only names that end in `.html` are"),
        ("strings/en.yml", "rename it to `en.yaml`"),
        ("strings/EN.yaml", "rename it to `en.yaml`"),
        ("strings/English.yaml", "rename it to `en.yaml`"),
        (
            "strings/words.yaml",
            "code of their language: `fr.yaml`, `en.yaml`",
        ),
        ("theme.yml", "rename it to `theme.yaml`"),
    ] {
        let files = format!("-- themes/mine/{name} --\n{{% nonsense\n");
        let outcome = site(&theme_problems(&files)).with_warnings();
        outcome.assert_reported(&["warning:", &format!("--> themes/mine/{name}\n"), remedy]);
    }
    // another site may need it
    site(&theme_problems(
        "-- themes/mine/strings/de.yaml --\nhome: Start\n",
    ))
    .without_problems();
}

#[test]
fn an_empty_theme_is_reported() {
    let folder = Folder::new(&theme(""));
    std::fs::create_dir_all(folder.path("themes/mine")).expect("a folder");
    let ran = folder.run(&["build"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(
        ran.err.contains("the folder of the theme `mine` is empty")
            && ran.err.contains("`extends: default`"),
        "{ran:?}"
    );
}

#[test]
fn errors_in_theme_yaml_have_positions() {
    let with = |text: &str| site(&theme(&format!("-- themes/mine/theme.yaml --\n{text}\n")));
    with("foo").assert_refused(&["themes/mine/theme.yaml:1:1", "found text"]);
    with("name: Mine\nextend: default\nimage_sizes: [a]").assert_refused(&[
        "themes/mine/theme.yaml:2:1",
        "unknown key of a theme `extend`",
        "did you mean `extends`?",
        "themes/mine/theme.yaml:3:14",
    ]);
    with("extends: defualt").assert_refused(&[
        "themes/mine/theme.yaml:1:10",
        "the theme `defualt` was not found",
        "did you mean `default`?",
    ]);
    with("extends: default\nextends: default").assert_refused(&["themes/mine/theme.yaml:2:1"]);
    with("# nothing yet").without_problems();
}

#[test]
fn a_style_sheet_can_use_fonts_and_pictures_of_its_theme() {
    let css = "@font-face { src: url(\"fonts/a b.woff2\") format(\"woff2\"), URL( ./fonts/c.woff2?#x ); }\n\
         .é { background: url('p.svg#q'), url(data:image/png;base64,AA==), url(\"https://a.example/p.svg\"), url(/p.svg), url(#p), url(../p.svg) }\n\
         /* url(nope.png) */ .x::before { content: \"url(nope.png)\" }\n";
    let outcome = site(&theme_problems(&format!(
        "-- themes/mine/styles/60-mine.css --\n{css}-- themes/mine/static/fonts/a b.woff2 --\nA\n\
         -- themes/mine/static/fonts/c.woff2 --\nC\n-- themes/mine/static/p.svg --\n<svg/>\n"
    )))
    .without_problems();
    let published = |begin: &str| {
        let found = outcome.files.keys().find(|path| path.starts_with(begin));
        let path = found
            .expect("it is published")
            .trim_start_matches("assets/");
        path.replace(' ', "%20")
    };
    let style = outcome.page(&format!("/assets/{}", published("assets/style.")));
    for expected in [
        format!("url(\"{}\") format", published("assets/fonts/a b.")),
        format!("URL( {}?#x );", published("assets/fonts/c.")),
        format!(
            "url('{}#q'), url(data:image/png;base64,AA==), url(\"https://a.example/p.svg\"), url(/p.svg), url(#p), url(../p.svg) }}",
            published("assets/p.")
        ),
        "/* url(nope.png) */ .x::before { content: \"url(nope.png)\" }".to_string(),
    ] {
        assert!(style.contains(&expected), "{expected}");
    }
    assert!(outcome.page("/_headers").contains("font-src 'self';"));
}

#[test]
fn a_style_sheet_with_an_unknown_file_is_an_error() {
    let with = |url: &str| {
        site(&theme_problems(&format!(
            "-- themes/mine/styles/60-mine.css --\n\n.a {{ background: url({url}) }}\n\
             -- themes/mine/static/fonts/mine.woff2 --\nA\n"
        )))
    };
    let place = "themes/mine/styles/60-mine.css:2:";
    with("fonts/mnie.woff2").assert_refused(&[place, "did you mean `fonts/mine.woff2`?"]);
    with("'../static/fonts/mine.woff2'")
        .assert_refused(&[place, "did you mean `fonts/mine.woff2`?"]);
    with("p.png").assert_refused(&[place, "no file `p.png`", "as `static/p.png`"]);
    for odd in ["", "\"", "'a", "\\", "\"\\", "\"é\\é"] {
        let css = format!("-- themes/mine/styles/60-mine.css --\n.a {{ background: url({odd}");
        assert!(
            !site(&theme_problems(&css)).problems().contains("panic"),
            "{odd}"
        );
    }
}

#[test]
fn every_theme_falls_back_to_the_default_theme() {
    let files = "-- themes/mine/styles/60-mine.css --\n.mine {}\n";
    let outcome = site(&theme(files)).without_problems();
    let style = |outcome: &crate::harness::Outcome| {
        let found = outcome.texts().find(|(path, _)| path.ends_with(".css"));
        found.expect("a style sheet").1.to_string()
    };
    assert!(outcome.page("/").contains("Aller au contenu"));
    assert!(style(&outcome).contains("--serif") && style(&outcome).contains(".mine"));
    let none = files.to_string() + "-- themes/mine/styles/10-base.css --\n\n";
    assert!(!style(&site(&theme(&none)).without_problems()).contains("--serif:"));
    let alone = format!("{files}-- themes/mine/templates/base.html --\nx\n");
    site(&theme(&alone))
        .assert_refused(&["the theme lacks this template", "add `extends: default`"]);
}
