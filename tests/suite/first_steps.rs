//! The first steps of an author: `griot` alone, a new site, titles without quotes, and commands from a
//! folder inside the site.

use crate::program_runner::{Folder, run_command};

const SITE: &str = "\
-- content/articles/a/fr.md --
---
title: Un
date: 2026-11-01
---
Texte.
";

/// Runs the program in a folder below that of the site.
fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> String {
    let ran = run_command(folder.griot(arguments).current_dir(folder.path(below)));
    assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
    ran.out
}

fn in_french(folder: &Folder, arguments: &[&str]) -> crate::program_runner::RunOutput {
    run_command(folder.griot(arguments).env("LC_ALL", "fr_FR.UTF-8"))
}

#[test]
fn griot_alone_says_what_makes_sense_here() {
    let empty = Folder::empty();
    assert!(empty.run_ok(&[]).out.contains("griot new site ."));
    empty.write("README.md", "mine");
    empty.write(".git/HEAD", "ref: refs/heads/main");
    assert!(empty.run_ok(&[]).out.contains("griot new site ."));
    empty.write("letter.txt", "mine");
    let outside = empty.run_ok(&[]).out;
    assert!(outside.contains("griot new site my-blog"), "{outside}");
    let site = Folder::new(SITE);
    let inside = site.run_ok(&[]).out;
    for said in [
        "griot serve",
        "griot new article",
        "griot status",
        "(fr, en)",
    ] {
        assert!(inside.contains(said), "{said}: {inside}");
    }
    assert!(run_in(&site, "content/articles", &[]).contains("griot serve"));
    site.write("griot.yaml", "base_url: [");
    assert!(site.run_ok(&[]).out.contains("griot check"));
    let french = in_french(&Folder::empty(), &[]).out;
    assert!(french.contains("Ce dossier est vide"), "{french}");
}

#[test]
fn a_new_site_is_in_step_and_clean() {
    for languages in ["fr,en", "en,fr", "en", "fr-CA,en"] {
        let folder = Folder::empty();
        folder.run_ok(&["new", "site", "blog", "--languages", languages]);
        let on_blog = |command: &[&str]| folder.run_ok(&[command, &["--root", "blog"]].concat());
        let built = on_blog(&["build", "--strict"]);
        assert_eq!(built.err, "", "{languages}");
        let checked = on_blog(&["check", "--strict"]);
        assert_eq!(checked.err, "", "{languages}");
        let status = on_blog(&["status", "--check"]);
        assert_eq!(status.err, "", "{languages}");
        for not in ["stale", "missing", "never accepted"] {
            assert!(!status.out.contains(not), "{languages}: {status:?}");
        }
    }
}

#[test]
fn a_new_site_has_what_one_wants_to_show() {
    let folder = Folder::empty();
    folder.run_ok(&["new", "site", "."]);
    folder.run_ok(&["build"]);
    for page in [
        "public/bienvenue-sur-ce-blog/index.html",
        "public/le-bluetooth-doit-son-nom-a-un-roi/index.html",
        "public/en/bluetooth-is-named-after-a-king/index.html",
    ] {
        assert!(folder.read(page).contains(".png\" alt=\""), "{page}");
    }
    let legal = folder.read("public/mentions-legales/index.html");
    for part in ["Éditeur", "Direction de la publication", "Hébergeur"] {
        assert!(legal.contains(part), "{part}");
    }
    assert!(folder.has("public/confidentialite/index.html"));
    assert!(folder.has("public/en/privacy/index.html"));
    let home = folder.read("public/index.html");
    assert!(home.contains("href=\"/mentions-legales/\""), "{home}");
    assert!(folder.read("README.md").contains("`griot serve`"));
    assert!(folder.read("griot.yaml").contains("# Les réglages du site"));
    let english = Folder::empty();
    english.run_ok(&["new", "site", ".", "--languages", "en,fr"]);
    assert!(
        english
            .read("griot.yaml")
            .contains("# The settings of the site")
    );
    assert!(english.read("README.md").starts_with("# My blog"));
}

#[test]
fn a_new_site_keeps_the_files_that_a_repository_begins_with() {
    let folder = Folder::empty();
    folder.write("README.md", "theirs");
    folder.write("LICENSE", "theirs");
    folder.write(".git/HEAD", "ref: refs/heads/main");
    let said = folder.run_ok(&["new", "site", "."]);
    assert!(said.out.ends_with("type `griot serve`.\n"), "{said:?}");
    assert_eq!(folder.read("README.md"), "theirs");
    assert_eq!(folder.read("LICENSE"), "theirs");
    assert!(folder.has("griot.yaml") && folder.has("griot.lock"));
}

#[test]
fn titles_need_no_quotes() {
    let folder = Folder::new(SITE);
    folder.run_ok(&["new", "Mon", "titre", "à", "moi"]);
    folder.run_ok(&["new", "article", "Another", "one", "--lang", "en"]);
    let text = folder.read("content/articles/mon-titre-a-moi/fr.md");
    assert!(text.contains("title: \"Mon titre à moi\""), "{text}");
    assert!(folder.has("content/articles/another-one/en.md"));
    let mistyped = folder.run(&["new", "artcle", "Titre"]);
    assert_eq!(mistyped.status, 2);
    let hint = "hint: did you mean `griot new article`?";
    assert!(mistyped.err.contains(hint), "{mistyped:?}");
    assert!(!folder.has("content/articles/artcle-titre"));
}

#[test]
fn commands_work_from_any_folder_of_the_site() {
    let folder = Folder::new(SITE);
    let inside = "content/articles/a";
    run_in(&folder, inside, &["build"]);
    assert!(folder.has("public/un/index.html") && !folder.has("content/articles/a/public"));
    let created = run_in(&folder, inside, &["translate", "fr.md"]);
    assert_eq!(created.trim(), "../../../content/articles/a/en.md");
    assert!(run_in(&folder, inside, &["share", ".", "--lang", "fr"]).contains("Un"));
    run_in(&folder, "content", &["new", "Un", "autre"]);
    assert!(folder.has("content/articles/un-autre/fr.md"));
    assert!(!folder.has("content/content"));
}

#[test]
fn a_root_that_is_named_counts_more_than_the_folder() {
    let (here, there) = (Folder::new(SITE), Folder::empty());
    there.write("deep/x", "");
    let root = there.path("deep").display().to_string();
    let ran = here.run(&["build", "--root", &root]);
    assert!(ran.status == 1 && !here.has("public"), "{ran:?}");
}

#[test]
fn shells_and_man_get_what_they_read() {
    let folder = Folder::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = folder.run_ok(&["completions", shell]).out;
        assert!(script.contains("translate"), "{shell}");
    }
    let bash = folder.run_ok(&["completions", "bash"]).out;
    folder.write("griot.bash", &bash);
    let script = "source griot.bash && COMP_WORDS=(griot tr) COMP_CWORD=1 && _griot griot tr griot && echo \"${COMPREPLY[0]}\"";
    let mut shell = std::process::Command::new("bash");
    let ran = run_command(shell.args(["-c", script]).current_dir(folder.path("")));
    assert_eq!(ran.out.trim(), "translate", "{ran:?}");
    folder.run_ok(&["man", "pages"]);
    for page in ["griot.1", "griot-build.1", "griot-new-site.1"] {
        assert!(
            folder.read(&format!("pages/{page}")).contains(".TH griot"),
            "{page}"
        );
    }
}

/// Settings can name programs: those that somebody else put above a folder are not used.
#[cfg(unix)]
#[test]
fn settings_of_another_user_above_are_not_used() {
    let folder = Folder::new(SITE);
    let nobody = Some(65534);
    let settings = folder.path("griot.yaml");
    if let Err(error) = std::os::unix::fs::chown(&settings, nobody, nobody) {
        return crate::program_runner::not_run(&error.to_string());
    }
    let mut command = folder.griot(&["build"]);
    let ran = run_command(command.current_dir(folder.path("content")));
    assert!(ran.status == 1 && !folder.has("public"), "{ran:?}");
    // in the folder itself, the user chose them
    folder.run_ok(&["build"]);
}
