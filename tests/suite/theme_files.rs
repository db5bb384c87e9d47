//! The files of a theme: which are read and which not, and what is said of those that cannot be.

use crate::harness::{FRENCH_AND_ENGLISH, site};
use crate::program::Folder;

/// A site with the theme `mine`, which extends the default one.
fn mine(files: &str) -> String {
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
fn what_editors_leave_behind_is_not_read() {
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
    let outcome = site(&mine(&files)).in_silence();
    let styles: Vec<&str> = outcome
        .texts()
        .filter(|(path, _)| path.ends_with(".css"))
        .map(|(_, text)| text)
        .collect();
    assert!(styles.iter().any(|style| style.contains(".fresh")));
    assert!(!styles.iter().any(|style| style.contains(".stray")));
}

#[test]
fn a_file_of_another_name_is_told_of() {
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
        let outcome = site(&mine(&files)).with_warnings();
        outcome.says(&["warning:", &format!("--> themes/mine/{name}\n"), remedy]);
    }
    // another site may need it
    site(&mine("-- themes/mine/strings/de.yaml --\nhome: Start\n")).in_silence();
}

#[test]
fn an_empty_theme_is_said_to_be_empty() {
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
fn theme_yaml_is_read_with_its_places() {
    let with = |text: &str| site(&theme(&format!("-- themes/mine/theme.yaml --\n{text}\n")));
    with("foo").refused(&["themes/mine/theme.yaml:1:1", "found text"]);
    with("name: Mine\nextend: default\nimage_sizes: [a]").refused(&[
        "themes/mine/theme.yaml:2:1",
        "unknown key of a theme `extend`",
        "did you mean `extends`?",
        "themes/mine/theme.yaml:3:14",
    ]);
    with("extends: defualt").refused(&[
        "themes/mine/theme.yaml:1:10",
        "the theme `defualt` was not found",
        "did you mean `default`?",
    ]);
    with("extends: default\nextends: default").refused(&["themes/mine/theme.yaml:2:1"]);
    with("# nothing yet").in_silence();
}

#[test]
fn a_style_sheet_names_fonts_and_pictures_of_its_theme() {
    let css = "@font-face { src: url(\"fonts/a b.woff2\") format(\"woff2\"), URL( ./fonts/c.woff2?#x ); }\n\
         .é { background: url('p.svg#q'), url(data:image/png;base64,AA==), url(\"https://a.example/p.svg\"), url(/p.svg), url(#p), url(../p.svg) }\n\
         /* url(nope.png) */ .x::before { content: \"url(nope.png)\" }\n";
    let outcome = site(&mine(&format!(
        "-- themes/mine/styles/60-mine.css --\n{css}-- themes/mine/static/fonts/a b.woff2 --\nA\n\
         -- themes/mine/static/fonts/c.woff2 --\nC\n-- themes/mine/static/p.svg --\n<svg/>\n"
    )))
    .in_silence();
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
fn a_style_sheet_that_names_no_file_of_its_theme_is_an_error() {
    let with = |url: &str| {
        site(&mine(&format!(
            "-- themes/mine/styles/60-mine.css --\n\n.a {{ background: url({url}) }}\n\
             -- themes/mine/static/fonts/mine.woff2 --\nA\n"
        )))
    };
    let place = "themes/mine/styles/60-mine.css:2:";
    with("fonts/mnie.woff2").refused(&[place, "did you mean `fonts/mine.woff2`?"]);
    with("'../static/fonts/mine.woff2'").refused(&[place, "did you mean `fonts/mine.woff2`?"]);
    with("p.png").refused(&[place, "no file `p.png`", "as `static/p.png`"]);
    for odd in ["", "\"", "'a", "\\", "\"\\", "\"é\\é"] {
        let css = format!("-- themes/mine/styles/60-mine.css --\n.a {{ background: url({odd}");
        assert!(!site(&mine(&css)).problems().contains("panic"), "{odd}");
    }
}

#[test]
fn the_default_theme_lies_under_one_that_names_it_not() {
    let files = "-- themes/mine/styles/60-mine.css --\n.mine {}\n";
    let outcome = site(&theme(files)).in_silence();
    let style = |outcome: &crate::harness::Outcome| {
        let found = outcome.texts().find(|(path, _)| path.ends_with(".css"));
        found.expect("a style sheet").1.to_string()
    };
    assert!(outcome.page("/").contains("Aller au contenu"));
    assert!(style(&outcome).contains("--serif") && style(&outcome).contains(".mine"));
    let none = files.to_string() + "-- themes/mine/styles/10-base.css --\n\n";
    assert!(!style(&site(&theme(&none)).in_silence()).contains("--serif:"));
    let alone = format!("{files}-- themes/mine/templates/base.html --\nx\n");
    site(&theme(&alone)).refused(&["the theme lacks this template", "add `extends: default`"]);
}
