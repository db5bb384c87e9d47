//! What changed since a translation was accepted, word by word, from the texts that git keeps.

use crate::program_runner::{Folder, run_command};
use std::process::Command;

const STORY: &str = "\
-- .gitignore --
/.griot/
-- content/articles/puce/fr.md --
---
title: Une puce
date: 2026-11-01
description: Une puce arrive.
---
Le début.

## 🏁 Lancement

Un paragraphe de six mots ici.

Un autre, qui reste.

## Fin

Voilà[^1].

[^1]: Une note.
-- content/articles/puce/en.md --
---
title: A chip
description: A chip comes.
---
The start.

## 🏁 Launch

Words.

More of them.

## End

There[^1].

[^1]: A note.
";

const ORIGINAL: &str = "content/articles/puce/fr.md";

/// A site in git, with its translation accepted.
fn accepted_site() -> Folder {
    let folder = Folder::new(STORY);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "a"]);
    folder.run_ok(&["accept", "--all"]);
    folder
}

fn replace(folder: &Folder, path: &str, from: &str, to: &str) {
    let text = folder.read(path);
    assert!(text.contains(from), "{text}");
    folder.write(path, text.replace(from, to));
}

#[test]
fn the_words_that_changed_are_shown() {
    let folder = accepted_site();
    replace(&folder, ORIGINAL, "six mots ici", "sept mots ici même");
    replace(
        &folder,
        ORIGINAL,
        "Une puce arrive",
        "Une puce arrive enfin",
    );
    replace(&folder, ORIGINAL, "Une note.", "Une autre note.");
    replace(
        &folder,
        ORIGINAL,
        "\n## Fin",
        "\n## Prix\n\nDix francs.\n\n## Fin",
    );
    let shown = folder.run_ok(&["status", "--diff", "puce"]).out;
    for line in [
        "    changed description (4 words)\n      Une puce arrive{+ enfin+}.\n",
        "    changed ## 🏁 Lancement (12 words)\n      Un paragraphe de [-six-]{+sept+} mots ici{+ même+}.\n",
        "    added ## Prix (3 words)\n      {+## Prix+}\n      {+Dix francs.+}\n",
        "      [^1]: Une {+autre +}note.\n",
    ] {
        assert!(shown.contains(line), "{line}\nis not in\n{shown}");
    }
    assert!(!shown.contains("Un autre, qui reste"), "{shown}");
    let json = folder.run_ok(&["status", "--diff", "--json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let changes = &json["stories"][0]["languages"]["en"]["changes"];
    let words = &changes[1]["diff"]["words"];
    assert_eq!(words[0]["kind"], "kept");
    assert_eq!(
        words[1],
        serde_json::json!({"kind": "removed", "text": "six"})
    );
    // without the option, git is not asked
    assert!(!folder.run_ok(&["status"]).out.contains("{+"));
}

#[test]
fn a_section_that_was_removed_is_shown_as_it_was() {
    let folder = accepted_site();
    replace(&folder, ORIGINAL, "## Fin\n\nVoilà[^1].\n", "Voilà[^1].\n");
    let shown = folder.run_ok(&["status", "--diff"]).out;
    assert!(
        shown.contains("removed ## Fin (2 words)\n      [-## Fin-]\n"),
        "{shown}"
    );
}

/// The id that is recorded is the one that git gives the file, whatever its line ends.
#[test]
fn the_recorded_id_is_that_of_git() {
    let folder = Folder::new(STORY);
    folder.git(&["init", "-q"]);
    folder.write(".gitattributes", "*.md text\n");
    folder.write(ORIGINAL, folder.read(ORIGINAL).replace('\n', "\r\n"));
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "a"]);
    folder.run_ok(&["accept", "puce"]);
    let id = folder.git(&["rev-parse", &format!("HEAD:{ORIGINAL}")]).out;
    let lock = folder.read("griot.lock");
    let blob = format!("\"blob\":\"{}\"", id.trim());
    assert_eq!(lock.matches(&blob).count(), 6, "{blob}\n{lock}");
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    let shown = folder.run_ok(&["status", "--diff"]).out;
    assert!(
        shown.contains("Un paragraphe de [-six-]{+sept+} mots ici.\n"),
        "{shown}"
    );
}

/// A site in a folder of a repository, and a name that git would quote.
#[test]
fn a_site_below_the_top_of_its_repository() {
    let folder = Folder::empty();
    for (path, bytes) in crate::harness::sources(STORY).files.0 {
        folder.write(&format!("blog é/{path}"), &bytes);
    }
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "a"]);
    folder.run_ok(&["accept", "--all", "--root", "blog é"]);
    let original = format!("blog é/{ORIGINAL}");
    replace(&folder, &original, "six mots", "sept mots");
    let shown = folder.run_ok(&["status", "--diff", "--root", "blog é"]).out;
    assert!(shown.contains("[-six-]{+sept+}"), "{shown}");
    folder.git(&["commit", "-qam", "b"]);
    replace(
        &folder,
        "blog é/content/articles/puce/en.md",
        "Words.",
        "New words.",
    );
    folder.git(&["commit", "-qam", "c"]);
    let accepted = ["accept", "--changed-in", "HEAD~2..", "--root", "blog é"];
    assert!(
        folder
            .run_ok(&accepted)
            .out
            .contains("1 translation accepted")
    );
}

/// Where the text that was accepted is not there, the sections are named with the reason.
#[test]
fn without_the_accepted_text_the_reason_is_given() {
    let reasons = |folder: &Folder| {
        replace(folder, ORIGINAL, "six mots", "sept mots");
        let shown = folder.run_ok(&["status", "--diff"]).out;
        assert!(
            shown.contains("    changed ## 🏁 Lancement (11 words)\n"),
            "{shown}"
        );
        shown
    };
    // no repository
    let folder = Folder::new(STORY);
    folder.run_ok(&["accept", "--all"]);
    assert!(!folder.read("griot.lock").contains("\"blob\""));
    assert!(reasons(&folder).contains("(the site is not in a git repository)"));
    // a repository since
    folder.git(&["init", "-q"]);
    replace(&folder, ORIGINAL, "sept mots", "six mots");
    assert!(reasons(&folder).contains("(griot.lock does not say which text was accepted"));
    // an original that was accepted and never committed
    let folder = accepted_site();
    replace(&folder, ORIGINAL, "Le début.", "Le vrai début.");
    folder.run_ok(&["accept", "--all"]);
    assert!(reasons(&folder).contains("git does not have the text that was accepted ("));
    // a shallow clone
    let folder = accepted_site();
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "b"]);
    replace(&folder, ORIGINAL, "Le début.", "Un début.");
    folder.git(&["commit", "-qam", "c"]);
    let clone = Folder::empty();
    let source = format!("file://{}", folder.path("").display());
    clone.git(&["clone", "-q", "--depth", "1", &source, "."]);
    assert!(reasons(&clone).contains("git does not have the text that was accepted ("));
}

/// Git runs the programs of filters; those of a repository's own settings are somebody else's.
#[test]
fn a_repository_starts_no_program_of_its_own() {
    let folder = accepted_site();
    let canary = folder.path("canary");
    let touch = format!("touch {}; cat", canary.display());
    for key in [
        "filter.x.clean",
        "filter.x.smudge",
        "core.fsmonitor",
        "core.sshCommand",
        "gpg.program",
        "diff.external",
    ] {
        folder.git(&["config", key, &touch]);
    }
    folder.git(&["config", "log.showSignature", "true"]);
    folder.git(&["config", "remote.origin.url", "ssh://host.example/x"]);
    folder.git(&["config", "remote.origin.promisor", "true"]);
    folder.git(&["config", "extensions.partialClone", "origin"]);
    folder.write(".gitattributes", "*.md filter=x diff=x\n");
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    folder.run_ok(&["accept", "--all"]);
    // the text that was accepted was never committed: git does not have it
    replace(&folder, ORIGINAL, "sept mots", "huit mots");
    folder.run(&["status", "--diff"]);
    folder.run(&["accept", "--changed-in", "HEAD"]);
    assert!(!canary.exists());
}

/// A filter of the author's own, such as Git LFS, reads further settings from the repository.
#[test]
fn no_filter_is_started() {
    let folder = accepted_site();
    let canary = folder.path("canary");
    let home = Folder::empty();
    let filter = format!(
        "[filter \"lfs\"]\n\tclean = touch {}\n\trequired = true\n",
        canary.display()
    );
    home.write(".gitconfig", filter);
    folder.write(".gitattributes", "*.md filter=lfs\n");
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    let mut accept = Command::new(env!("CARGO_BIN_EXE_griot"));
    accept
        .args(["accept", "--all"])
        .current_dir(folder.path(""))
        .env("HOME", home.path(""))
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    let ran = run_command(&mut accept);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(!canary.exists());
}

/// A filter may be called `unset`; attributes of the index may hide one; a folder of a clone may be a
/// repository with settings of its own; a working copy may be said to be elsewhere.
#[test]
fn git_reads_no_file_of_the_site() {
    let folder = accepted_site();
    let canary = folder.path("canary");
    let touch = format!("touch {}; cat", canary.display());
    for name in ["unset", "unspecified", "evil"] {
        folder.git(&["config", &format!("filter.{name}.clean"), &touch]);
    }
    for name in ["unset", "unspecified", "evil"] {
        folder.write(".gitattributes", format!("*.md filter={name}\n"));
        replace(&folder, ORIGINAL, "mots ici", "mots ici même");
        folder.run_ok(&["accept", "--all"]);
        assert!(!canary.exists(), "{name}");
    }
    folder.write("content/.gitattributes", "articles/** !filter\n");
    folder.git(&["add", "content/.gitattributes"]);
    folder.remove("content/.gitattributes");
    replace(&folder, ORIGINAL, "Le début", "Le vrai début");
    folder.run_ok(&["accept", "--all"]);
    assert!(!canary.exists());
    // the id is that of the site's own file
    let elsewhere = Folder::new(STORY);
    replace(&elsewhere, ORIGINAL, "Le début", "Un secret");
    folder.git(&[
        "config",
        "core.worktree",
        &elsewhere.path("").display().to_string(),
    ]);
    folder.run(&["accept", "--all"]);
    let mut hash = Command::new("git");
    hash.args(["hash-object", "--no-filters", ORIGINAL])
        .current_dir(elsewhere.path(""));
    let secret = run_command(&mut hash).out;
    assert!(!folder.read("griot.lock").contains(secret.trim()));
}

#[test]
fn a_folder_that_is_a_bare_repository_is_none() {
    let folder = Folder::new(STORY);
    for (path, text) in [
        ("HEAD", "ref: refs/heads/main\n"),
        ("objects/.keep", ""),
        ("refs/.keep", ""),
        (
            "config",
            "[core]\n\trepositoryformatversion=0\n\tbare=false\n\tworktree=.\n",
        ),
    ] {
        folder.write(path, text);
    }
    folder.run_ok(&["accept", "--all"]);
    assert!(!folder.read("griot.lock").contains("\"blob\""));
}

/// Ten folders of ten folders and so on: some kilobytes in git are ten thousand million paths.
/// A repository that came in an archive may have other bytes under an id.
#[test]
fn content_with_another_id_does_not_count() {
    let folder = accepted_site();
    let original = folder.git(&["rev-parse", &format!("HEAD:{ORIGINAL}")]).out;
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    let changed = folder.git(&["hash-object", "-w", ORIGINAL]).out;
    folder.git(&["replace", "-f", original.trim(), changed.trim()]);
    let shown = folder.run_ok(&["status", "--diff"]).out;
    assert!(shown.contains("[-six-]{+sept+}"), "{shown}");
}

#[test]
fn folders_besides_the_content_do_not_count() {
    let folder = accepted_site();
    let blob = folder.git(&["hash-object", "-w", ORIGINAL]).out;
    let mut tree = write_tree(&folder, &format!("100644 blob {}\ta.md\n", blob.trim()));
    for _ in 0..10 {
        let entries = (0..10).map(|at| format!("040000 tree {tree}\tf{at}\n"));
        tree = write_tree(&folder, &entries.collect::<String>());
    }
    let content = folder.git(&["rev-parse", "HEAD:content"]).out;
    let root = format!(
        "040000 tree {}\tcontent\n040000 tree {tree}\tf\n",
        content.trim()
    );
    let tree = write_tree(&folder, &root);
    let commit = folder
        .git(&["commit-tree", "-m", "x", "-p", "HEAD", &tree])
        .out;
    let range = format!("HEAD..{}", commit.trim());
    let ran = folder.run_ok(&["accept", "--changed-in", &range]);
    assert!(ran.out.contains("0 translations accepted"), "{ran:?}");
}

fn write_tree(folder: &Folder, entries: &str) -> String {
    folder.write("entries", entries);
    let mut make = Command::new("sh");
    make.args(["-c", "git mktree <entries"])
        .current_dir(folder.path(""));
    let ran = run_command(&mut make);
    assert_eq!(ran.status, 0, "{ran:?}");
    ran.out.trim().to_string()
}

/// The author's own attributes may be an endless file.
#[test]
fn files_that_the_settings_of_a_repository_name_are_not_read() {
    let folder = accepted_site();
    folder.git(&["config", "core.attributesFile", "/dev/zero"]);
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    folder.run_ok(&["accept", "--all"]);
    assert!(folder.read("griot.lock").contains("\"blob\""));
}

#[test]
fn translations_that_commits_changed_with_their_original_are_accepted() {
    let folder = accepted_site();
    folder.write(
        "content/articles/autre/fr.md",
        "---\ntitle: Autre\ndate: 2026-11-02\n---\nUn texte.\n",
    );
    folder.write(
        "content/articles/autre/en.md",
        "---\ntitle: Other\n---\nA text.\n",
    );
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "b"]);
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    folder.git(&["commit", "-qam", "only the original"]);
    let ran = folder.run_ok(&["accept", "--changed-in", "HEAD~1.."]);
    assert!(ran.out.contains("0 translations accepted"), "{ran:?}");
    let ran = folder.run_ok(&["accept", "--changed-in", "HEAD~2..", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(
        json["accepted"],
        serde_json::json!([{"story": "articles/autre", "lang": "en"}])
    );
    assert!(folder.run_ok(&["status"]).out.contains("1 stale"));
    let failed = folder.run(&["accept", "--changed-in", "nowhere.."]);
    assert_eq!(failed.status, 1);
    assert!(
        failed
            .err
            .contains("cannot tell what `nowhere..` changed: git says: "),
        "{failed:?}"
    );
    // an option of git is no commit
    assert_eq!(folder.run(&["accept", "--changed-in=--all.."]).status, 1);
}

#[test]
fn a_typo_is_accepted_and_a_fact_is_not() {
    let folder = accepted_site();
    replace(&folder, ORIGINAL, "six mots ici", "six mots, ici même");
    replace(&folder, ORIGINAL, "Une puce arrive", "La puce arrive");
    assert!(
        folder
            .run_ok(&["accept", "puce", "--typo"])
            .out
            .contains("accepted")
    );
    assert!(!folder.run_ok(&["status"]).out.contains("stale"));
    folder.git(&["commit", "-qam", "typo"]);
    for (from, to, reason) in [
        ("six mots", "7 mots", "the numbers differ"),
        (
            "Le début.",
            "Le [début](https://x.example).",
            "the links or pictures differ",
        ),
        (
            "## Fin",
            "## Prix\n\nDix.\n\n## Fin",
            "`## Prix` has more than another wording: it is new",
        ),
    ] {
        let text = folder.read(ORIGINAL);
        folder.run_ok(&["accept", "--all"]);
        folder.git(&["commit", "-qam", "x", "--allow-empty"]);
        replace(&folder, ORIGINAL, from, to);
        let ran = folder.run(&["accept", "puce", "--typo"]);
        assert_eq!(ran.status, 1);
        assert!(ran.err.contains(reason), "{ran:?}");
        assert!(folder.run_ok(&["status"]).out.contains("stale"));
        folder.write(ORIGINAL, text);
    }
}

#[test]
fn a_table_for_a_pull_request() {
    let folder = accepted_site();
    let shown = folder.run_ok(&["status", "--markdown"]).out;
    assert_eq!(shown, "All translations are current.\n\nfr 1 · en 1\n");
    replace(
        &folder,
        ORIGINAL,
        "title: Une puce",
        "title: \"Une puce | <b>*x*</b> @awa\"",
    );
    let shown = folder.run_ok(&["status", "--markdown"]).out;
    let expected = "\
| Story | fr | en |
| --- | --- | --- |
| Une puce \\| &lt;b>\\*x\\*&lt;/b> &#64;awa<br>articles/puce | original | **stale** since 2026-11-23<br>changed title (4 words) |

fr 1 · en 1, 1 stale
";
    assert_eq!(shown, expected);
}

/// Colours only on a terminal; the words of an author are no commands to it.
#[test]
fn colours_on_a_terminal() {
    let folder = accepted_site();
    replace(&folder, ORIGINAL, "six mots", "sept mots");
    let program = env!("CARGO_BIN_EXE_griot");
    let mut script = Command::new("script");
    script
        .args(["-qec", &format!("{program} status --diff"), "/dev/null"])
        .current_dir(folder.path(""))
        .env("SOURCE_DATE_EPOCH", crate::program_runner::EPOCH);
    let ran = run_command(&mut script);
    assert!(
        ran.out
            .contains("\u{1b}[9;31msix\u{1b}[0m\u{1b}[4;32msept\u{1b}[0m"),
        "{ran:?}"
    );
}
