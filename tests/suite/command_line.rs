//! The command line: exit statuses, options, environment, `new` and JSON output.

use crate::program_runner::{EPOCH, Folder, run_command};
use serde_json::Value;

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
---
Texte.
-- content/articles/a/en.md --
---
title: One
---
Text.
-- content/articles/b/fr.md --
---
title: Seul
date: 2026-11-02
---
Texte.
-- content/articles/c/fr.md --
---
title: Brouillon
date: 2026-11-02
draft: true
---
Texte.
-- content/articles/d/fr.md --
---
title: Demain
date: 2026-11-24
---
Texte.
";

const WARNED: &str =
    "-- content/articles/a/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\nmood: x\n---\nTexte.\n";
const BROKEN: &str = "-- content/articles/a/fr.md --\n---\ntitle: Un\ndate: jamais\n---\nTexte.\n";

#[test]
fn exit_statuses() {
    assert_eq!(Folder::new(SITE).run(&["build"]).status, 0);
    assert_eq!(Folder::new(WARNED).run(&["build"]).status, 0);
    assert_eq!(Folder::new(WARNED).run(&["build", "--strict"]).status, 1);
    assert_eq!(Folder::new(BROKEN).run(&["build"]).status, 1);
    assert_eq!(Folder::empty().run(&["build"]).status, 1);
    for usage in [
        &["bild"][..],
        &["build", "--nonsense"],
        &["build", "--base-url", "example"],
        &["build", "--quiet", "--verbose"],
        &["new"],
    ] {
        assert_eq!(Folder::new(SITE).run(usage).status, 2, "{usage:?}");
    }
    for asked in [&["--help"][..], &["--version"], &["build", "--help"], &[]] {
        let ran = Folder::empty().run(asked);
        assert!(
            ran.status == 0 && !ran.out.is_empty() && ran.err.is_empty(),
            "{asked:?}: {ran:?}"
        );
    }
}

#[test]
fn a_folder_without_a_site_gets_a_hint_how_to_create_one() {
    let ran = Folder::empty().run(&["build"]);
    assert!(
        ran.err.contains("griot.yaml") && ran.err.contains("griot new site"),
        "{}",
        ran.err
    );
}

#[test]
fn a_build_reports_its_results() {
    let ran = Folder::new(SITE).run_ok(&["build"]);
    for said in [
        "fr 2 · en 1, 1 missing",
        "articles/b",
        "articles/c/fr.md",
        "articles/d/fr.md",
        "files written",
        "public",
    ] {
        assert!(
            ran.out.contains(said),
            "`{said}` is not said in {}",
            ran.out
        );
    }
    assert_eq!(ran.err, "");
}

#[test]
fn problems_go_to_standard_error_and_quiet_prints_only_errors() {
    let loud = Folder::new(WARNED).run_ok(&["build"]);
    assert!(
        loud.err
            .contains("warning: unknown front matter key `mood`")
            && !loud.out.contains("mood"),
        "{loud:?}"
    );
    let quiet = Folder::new(WARNED).run_ok(&["build", "--quiet"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let broken = Folder::new(BROKEN).run(&["build", "--quiet"]);
    assert!(
        broken.out.is_empty() && broken.err.contains("error: `jamais` is not a date"),
        "{broken:?}"
    );
    assert!(
        Folder::new(SITE).run_ok(&["build", "--verbose"]).out.len()
            > Folder::new(SITE).run_ok(&["build"]).out.len()
    );
}

#[test]
fn json_is_the_only_standard_output() {
    let json = |site: &str, arguments: &[&str]| -> Value {
        let ran = Folder::new(site).run(&[&["build", "--json"], arguments].concat());
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
    };
    let done = json(SITE, &[]);
    assert_eq!(done["ok"], true);
    assert_eq!(done["languages"]["fr"]["articles"], 2);
    assert_eq!(done["languages"]["en"]["articles"], 1);
    assert_eq!(
        done["untranslated"]["fr"],
        serde_json::json!(["articles/b"])
    );
    assert!(done["files"]["written"].as_u64() > Some(10));
    assert_eq!(done["problems"], serde_json::json!([]));
    let warned = json(WARNED, &[]);
    assert_eq!(warned["problems"][0]["severity"], "warning");
    let broken = json(BROKEN, &[]);
    assert_eq!(broken["ok"], false);
    assert_eq!(broken["problems"][0]["severity"], "error");
    assert_eq!(broken["problems"][0]["path"], "content/articles/a/fr.md");
    assert!(
        broken["problems"][0]["message"]
            .as_str()
            .is_some_and(|message| message.contains("jamais"))
    );
}

#[test]
fn json_reports_why_publishing_failed() {
    let folder = Folder::new(SITE);
    folder.write("theirs/letter.txt", "dear");
    let ran = folder.run(&["build", "--json", "--out", "theirs"]);
    assert_eq!(ran.status, 1);
    let json: Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    assert_eq!(json["ok"], false);
}

#[test]
fn only_terminals_get_colours() {
    let folder = Folder::new(BROKEN);
    assert!(!folder.run(&["build"]).err.contains('\u{1b}'));
    let plain = run_command(folder.griot(&["build"]).env("NO_COLOR", "1"));
    assert!(!plain.err.contains('\u{1b}') && plain.err.contains("jamais"));
}

/// The same in a terminal of its own, where `script` can make one.
#[test]
#[cfg(target_os = "linux")]
fn no_color_disables_colours_on_a_terminal() {
    let folder = Folder::new(BROKEN);
    let on_terminal = |no_color: Option<&str>| {
        let program = format!("{} build", env!("CARGO_BIN_EXE_griot"));
        let mut command = std::process::Command::new("script");
        command
            .args(["-q", "-e", "-c", &program, "/dev/null"])
            .current_dir(folder.path(""))
            .env("SOURCE_DATE_EPOCH", EPOCH);
        match no_color {
            Some(value) => command.env("NO_COLOR", value),
            None => command.env_remove("NO_COLOR"),
        };
        String::from_utf8_lossy(
            &command
                .output()
                .expect("`script` is part of every Linux")
                .stdout,
        )
        .into_owned()
    };
    let escape = "\u{1b}[1m\u{1b}[91merror";
    assert!(on_terminal(None).contains(escape));
    assert!(
        on_terminal(Some("")).contains(escape),
        "an empty NO_COLOR is none"
    );
    let plain = on_terminal(Some("1"));
    assert!(
        plain.contains("jamais") && !plain.contains(escape),
        "{plain}"
    );
}

#[test]
fn source_date_epoch_sets_the_build_time() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build"]);
    assert!(!folder.has("public/demain/index.html"));
    let later = run_command(
        folder
            .griot(&["build"])
            .env("SOURCE_DATE_EPOCH", "1795608000"),
    );
    assert_eq!(later.status, 0, "{later:?}");
    assert!(folder.has("public/demain/index.html"));
    for wrong in ["tomorrow", "1.5", "99999999999999999999"] {
        let ran = run_command(folder.griot(&["build"]).env("SOURCE_DATE_EPOCH", wrong));
        assert!(
            ran.status != 0 && ran.err.contains("SOURCE_DATE_EPOCH"),
            "{wrong}: {ran:?}"
        );
    }
}

#[test]
fn options_change_the_build() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["build", "--drafts", "--out", "drafts"]);
    folder.run_ok(&["build", "--future", "--out", "future"]);
    folder.run_ok(&[
        "--root",
        ".",
        "build",
        "--base-url",
        "https://hote.example/blog/",
        "--out",
        "moved",
    ]);
    assert!(folder.has("drafts/brouillon/index.html") && !folder.has("drafts/demain/index.html"));
    assert!(folder.has("future/demain/index.html") && !folder.has("future/brouillon/index.html"));
    let page = folder.read("moved/un/index.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://hote.example/blog/un/\">"));
    assert!(page.contains("href=\"/blog/en/one/\"") && !page.contains("blog.example"));
    assert!(
        folder
            .read("moved/robots.txt")
            .contains("https://hote.example/blog/sitemap.xml")
    );
    assert!(!folder.has("public"), "`--out` replaces `public/`");
}

#[test]
fn a_site_can_be_built_from_any_folder() {
    let (folder, elsewhere) = (Folder::new(SITE), Folder::empty());
    let root = folder.path("").display().to_string();
    elsewhere.run_ok(&["build", "--root", &root]);
    assert!(folder.has("public/un/index.html") && !elsewhere.has("public"));
    elsewhere.run_ok(&["build", "--root", &root, "--out", "here"]);
    assert!(elsewhere.tree("here") == folder.tree("public"));
}

#[test]
fn time_zone_and_locale_of_the_machine_do_not_change_the_build() {
    for name in ["everything", "jekyll"] {
        let folder = Folder::golden(name);
        let built = |out: &str, environment: [(&str, &str); 4]| {
            let ran = run_command(
                folder
                    .griot(&["build", "--quiet", "--out", out])
                    .envs(environment),
            );
            assert_eq!(ran.status, 0, "{ran:?}");
            folder.tree(out)
        };
        let here = built(
            "one",
            [
                ("TZ", "UTC"),
                ("LANG", "C"),
                ("LC_ALL", "C"),
                ("RAYON_NUM_THREADS", "1"),
            ],
        );
        let there = built(
            "two",
            [
                ("TZ", "Pacific/Kiritimati"),
                ("LANG", "tr_TR.UTF-8"),
                ("LC_ALL", "ar_EG.UTF-8"),
                ("RAYON_NUM_THREADS", "7"),
            ],
        );
        assert!(here == there, "{name}");
        assert!(here.len() > 20);
    }
}

#[test]
fn the_order_of_files_on_disk_does_not_change_the_build() {
    let files = crate::golden_sites::golden_sources("everything").files.0;
    let (forward, backward) = (Folder::empty(), Folder::empty());
    files
        .iter()
        .for_each(|(path, bytes)| forward.write(path, bytes));
    files
        .iter()
        .rev()
        .for_each(|(path, bytes)| backward.write(path, bytes));
    forward.run_ok(&["build", "--quiet"]);
    backward.run_ok(&["build", "--quiet"]);
    assert!(forward.tree("public") == backward.tree("public"));
}

#[test]
fn the_program_and_the_library_build_the_same_files() {
    let folder = Folder::golden("three-languages");
    folder.run_ok(&["build", "--quiet"]);
    let mut built = folder.tree("public");
    built.remove(".griot");
    assert!(
        built
            == crate::golden_sites::golden_sources("three-languages")
                .build()
                .files
    );
}

#[test]
fn a_new_site_builds_and_takes_new_articles() {
    let folder = Folder::empty();
    let said = folder.run_ok(&["new", "site", "blog"]);
    assert!(
        said.out.ends_with("type `cd blog`, then `griot serve`.\n"),
        "{}",
        said.out
    );
    let built = folder.run_ok(&["build", "--root", "blog", "--strict"]);
    assert_eq!(built.err, "", "a new site has nothing to warn of");
    for page in [
        "index.html",
        "en/index.html",
        "feed.xml",
        "en/feed.json",
        "sitemap.xml",
        "404.html",
        "archive/index.html",
    ] {
        assert!(folder.has(&format!("blog/public/{page}")), "{page}");
    }
    let path = folder
        .run_ok(&[
            "new",
            "article",
            "🚀 L’IA à l’école : \"déjà\" ?",
            "--root",
            "blog",
        ])
        .out;
    assert!(
        path.trim()
            .ends_with("content/articles/l-ia-a-l-ecole-deja/fr.md"),
        "{path}"
    );
    folder.run_ok(&[
        "new",
        "article",
        "Another: one",
        "--lang",
        "en",
        "--root",
        "blog",
    ]);
    let text = folder.read("blog/content/articles/l-ia-a-l-ecole-deja/fr.md");
    assert!(text.contains("date: 2026-11-23"), "{text}");
    let built = folder.run_ok(&["build", "--root", "blog", "--strict"]);
    assert_eq!(built.err, "", "a new article builds as it is");
    let page = "blog/public/l-ia-a-l-ecole-deja/index.html";
    assert!(
        text.contains("\ndraft: true\n") && !folder.has(page),
        "{text}"
    );
    folder.run_ok(&["build", "--root", "blog", "--drafts"]);
    let page = folder.read("blog/public/l-ia-a-l-ecole-deja/index.html");
    assert!(
        page.contains("L’IA à l’école"),
        "the title is as it was given"
    );
    assert!(folder.has("blog/public/en/another-one/index.html"));
}

#[test]
fn new_never_overwrites_files() {
    let folder = Folder::empty();
    folder.write("blog/mine.txt", "mine");
    let ran = folder.run(&["new", "site", "blog"]);
    assert!(ran.status == 1 && ran.err.contains("blog"), "{ran:?}");
    assert_eq!(folder.tree("blog").len(), 1);
    folder.run_ok(&["new", "site", "other"]);
    folder.run_ok(&["new", "article", "Un titre", "--root", "other"]);
    folder.write("other/content/articles/un-titre/fr.md", "mine");
    let ran = folder.run(&["new", "article", "Un titre", "--root", "other"]);
    assert!(
        ran.status == 1 && ran.err.contains("un-titre/fr.md"),
        "{ran:?}"
    );
    assert_eq!(folder.read("other/content/articles/un-titre/fr.md"), "mine");
}

#[test]
fn new_reports_invalid_arguments() {
    let folder = Folder::empty();
    folder.run_ok(&["new", "site", "blog"]);
    for (arguments, status) in [
        (&["new", "article", "🎉", "--root", "blog"][..], 2),
        (
            &["new", "article", "Titel", "--lang", "de", "--root", "blog"],
            2,
        ),
        (&["new", "article", "Titre", "--root", "nowhere"], 1),
        (&["new", "site", "x", "--languages", "français"], 2),
    ] {
        let ran = folder.run(arguments);
        assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
        assert!(ran.err.starts_with("error: "), "{ran:?}");
    }
    assert!(!folder.has("x") && !folder.has("nowhere"));
}

#[cfg(unix)]
#[test]
fn a_new_site_is_not_written_through_a_link() {
    let folder = Folder::empty();
    std::fs::create_dir(folder.path("elsewhere")).expect("a folder");
    std::os::unix::fs::symlink("elsewhere", folder.path("blog")).expect("a link");
    for name in ["blog", "blog/", "./blog/."] {
        let ran = folder.run(&["new", "site", name]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(
            ran.err.contains("is a link") && !folder.has("elsewhere/griot.yaml"),
            "{ran:?}"
        );
    }
}

#[test]
fn a_new_site_in_other_languages_builds_too() {
    for languages in ["en", "ar,fr", "pt-BR,en", "fr,en,ar"] {
        let folder = Folder::empty();
        folder.run_ok(&["new", "site", "blog", "--languages", languages]);
        folder.run_ok(&["build", "--root", "blog"]);
        assert!(folder.has("blog/public/index.html"), "{languages}");
    }
}

#[test]
fn json_reports_failed_commands() {
    let folder = Folder::empty();
    folder.run_ok(&["new", "site", "blog"]);
    for (arguments, status) in [
        (&["new", "site", "blog"][..], 1),
        (&["accept", "nope", "--root", "blog"], 2),
        (&["translate", "welcome", "--to", "en", "--root", "blog"], 1),
        (&["status", "--lang", "xx", "--root", "blog"], 2),
        (&["share", "nope", "--root", "blog"], 2),
    ] {
        let ran = folder.run(&[arguments, &["--json"]].concat());
        assert_eq!(ran.status, status, "{arguments:?}: {ran:?}");
        let answer: Value = serde_json::from_str(&ran.out).expect("one answer in JSON");
        assert_eq!(answer["ok"], false, "{ran:?}");
        let message = answer["problems"][0]["message"].as_str().expect("why");
        assert!(ran.err.contains(message), "{ran:?}");
    }
}

#[test]
fn an_error_in_settings_does_not_hide_errors_elsewhere() {
    let folder = Folder::new(
        "-- griot.yaml --\nbase_url: https://blog.example\npaginat: 3\nlanguages:\n  fr: {title: A}\n\
         -- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-02-30\n---\nT.\n\
         -- content/articles/b/fr.md --\n---\ntitle: B\ndate: 2026-02-03\n---\n[x](no.md)\n\
         -- themes/mine/templates/article.html --\n{% if %}\n",
    );
    let err = folder.run(&["build"]).err;
    for wrong in ["paginat", "2026-02-30", "no.md"] {
        assert!(err.contains(wrong), "{wrong}: {err}");
    }
    let settings = folder
        .read("griot.yaml")
        .replace("paginat: 3", "theme: mine");
    folder.write("griot.yaml", settings);
    let err = folder.run(&["build"]).err;
    for wrong in ["article.html", "2026-02-30", "no.md"] {
        assert!(err.contains(wrong), "{wrong}: {err}");
    }
}

/// A new site keeps its pages and its cache out of version control, and has no `public/` yet.
#[test]
fn a_new_site_ignores_what_a_build_writes() {
    let folder = Folder::empty();
    folder.run_ok(&["new", "site", "blog"]);
    assert_eq!(folder.read("blog/.gitignore"), "/public/\n/.griot/\n");
    assert!(!folder.has("blog/public"));
}

#[test]
fn r32_a_new_site_begins_beside_the_files_of_a_repository() {
    let folder = Folder::empty();
    let theirs = [
        ("README.md", "theirs"),
        ("LICENSE", "theirs"),
        (".git/HEAD", "ref: refs/heads/main"),
        (".gitignore", "*.bak\n"),
    ];
    theirs
        .iter()
        .for_each(|(path, text)| folder.write(path, text));
    let ran = folder.run_ok(&["new", "site", "."]);
    assert!(
        ran.err
            .contains("note: .gitignore stays as it is: add the lines /public/, /.griot/"),
        "{ran:?}"
    );
    theirs
        .iter()
        .for_each(|(path, text)| assert_eq!(folder.read(path), *text, "{path}"));
    folder.run_ok(&["build"]);
}

/// What stops a new site in the middle leaves nothing that would stop the next try.
#[test]
fn r32_a_new_site_that_fails_leaves_nothing_in_the_way() {
    let folder = Folder::empty();
    folder.write("elsewhere", "theirs");
    std::fs::create_dir(folder.path("blog")).expect("a folder");
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path("blog/.gitignore"))
        .expect("a link");
    // files end at 512 bytes, the unit of `sh`: one of the sample pages is longer
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" new site blog"])
        .arg(env!("CARGO_BIN_EXE_griot"))
        .current_dir(folder.path(""));
    let failed = run_command(&mut shell);
    assert_eq!(failed.status, 1, "{failed:?}");
    folder.run_ok(&["new", "site", "blog"]);
    folder.run_ok(&["build", "--root", "blog"]);
    assert_eq!(folder.read("elsewhere"), "theirs");
}

#[test]
fn r32_a_new_site_refuses_a_file_and_a_folder_with_other_files() {
    let folder = Folder::empty();
    folder.write("file", "mine");
    let ran = folder.run(&["new", "site", "file"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("`file` is a file"), "{ran:?}");
    for name in [
        "blog/notes.txt",
        "blog/griot.yaml",
        "blog/content/x.md",
        "blog/.griot/x",
    ] {
        let folder = Folder::empty();
        folder.write(name, "mine");
        let before = folder.tree("");
        let ran = folder.run(&["new", "site", "blog"]);
        assert_eq!(ran.status, 1, "{name}");
        assert!(ran.err.contains("`blog` is not empty: it has `"), "{ran:?}");
        assert_eq!(folder.tree(""), before, "{name}");
    }
}
