//! Addresses that were published and that nothing answers any more: `build` and `check` say so until
//! an alias leads on, the page is back, or somebody gives the address up.

use crate::program_runner::Folder;

const SITE: &str = "\
-- griot.yaml --
base_url: https://kora.example
languages:
  fr: {name: Français, title: Kora}
  en: {name: English, title: Kora}
-- content/articles/puce/fr.md --
---
title: Une puce
date: 2026-11-01
---
Texte.
-- content/articles/puce/en.md --
---
title: A chip
date: 2026-11-01
---
Text.
-- content/pages/contact.md --
---
title: Contact
---
Texte.
";

fn built_site() -> Folder {
    let folder = Folder::new(SITE);
    let built = folder.run_ok(&["build"]);
    assert!(!built.err.contains("warning"), "{built:?}");
    folder
}

/// What `build` and `check` say of addresses: both the same.
#[track_caller]
fn lost_addresses(folder: &Folder, arguments: &[&str]) -> String {
    let said = |command: &str| {
        let ran = folder.run_ok(&[&[command], arguments].concat());
        let problems: Vec<&str> = ran.err.split("\n\n").collect();
        let of_addresses = problems.into_iter().filter(|problem| {
            ["nothing redirects", "nothing is there any more"]
                .iter()
                .any(|words| problem.contains(words))
        });
        of_addresses.collect::<Vec<_>>().join("\n\n")
    };
    let (checked, built) = (said("check"), said("build"));
    assert_eq!(checked, built);
    // the warning stays after the build that moved the page, with a cache and without
    assert_eq!(built, said("build"));
    let _ = std::fs::remove_dir_all(folder.path(".griot"));
    assert_eq!(built, said("build"));
    built
}

fn edit(folder: &Folder, path: &str, from: &str, to: &str) {
    let text = folder.read(path);
    assert!(text.contains(from), "{text}");
    folder.write(path, text.replace(from, to));
}

#[test]
fn a_corrected_title_moves_a_published_page() {
    let folder = built_site();
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "Une puce",
        "La puce",
    );
    let said = lost_addresses(&folder, &[]);
    let expected = "\
warning: this page was at `/une-puce/`, and nothing redirects from there to `/la-puce/`
 --> content/articles/puce/fr.md:2:8
  |
2 | title: La puce
  |        ^^^^^^^
  |
  = hint: add the line `aliases: [/une-puce/]` to its front matter, or give the old address up: `griot accept /une-puce/`";
    assert_eq!(said, expected);
    // a second correction leaves two addresses: one warning, one line to paste
    edit(&folder, "content/articles/puce/fr.md", "La puce", "Puce");
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.contains("was at `/la-puce/`, `/une-puce/`, and")
            && said.contains("`aliases: [/la-puce/, /une-puce/]`"),
        "{said}"
    );
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "date:",
        "aliases: [/la-puce/, /une-puce/]\ndate:",
    );
    assert_eq!(lost_addresses(&folder, &[]), "");
    // an alias that goes away is as bad as the page that went away
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "aliases: [/la-puce/, /une-puce/]",
        "aliases: [/la-puce/]",
    );
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.contains("write `aliases: [/la-puce/, /une-puce/]` in place of the list that it has"),
        "{said}"
    );
}

#[test]
fn the_line_to_paste_suits_the_front_matter() {
    let folder = built_site();
    folder.write(
        "content/articles/puce/fr.md",
        "+++\ntitle = \"La puce\"\ndate = 2026-11-01\n+++\nTexte.\n",
    );
    let said = lost_addresses(&folder, &[]);
    assert!(said.contains("`aliases = [\"/une-puce/\"]`"), "{said}");
    folder.write(
        "content/articles/puce/fr.md",
        "---\ntitle: La puce\ndate: 2026-11-01\nredirect_from: /vieux/\n---\nTexte.\n",
    );
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.contains("write `redirect_from: [/vieux/, /une-puce/]` in place of"),
        "{said}"
    );
}

#[test]
fn a_page_that_is_back_and_a_redirect_of_the_author_end_the_warning() {
    let folder = built_site();
    edit(&folder, "content/pages/contact.md", "Contact", "Écrire");
    assert!(lost_addresses(&folder, &[]).contains("`aliases: [/contact/]`"));
    edit(&folder, "content/pages/contact.md", "Écrire", "Contact");
    // the address of the correction was published too
    assert!(lost_addresses(&folder, &[]).contains("was at `/ecrire/`"));
    for line in [
        "/ecrire /contact/ 301",
        "/ecrire/ https://ailleurs.example/",
        "/:page/ /contact/:page",
        "/* /contact/",
    ] {
        folder.write("static/_redirects", line);
        assert_eq!(lost_addresses(&folder, &[]), "", "{line}");
    }
    for line in ["/* /404.html 404", "/ecrire/x /contact/", "# /ecrire /"] {
        folder.write("static/_redirects", line);
        assert!(!lost_addresses(&folder, &[]).is_empty(), "{line}");
    }
}

#[test]
fn a_removed_article_is_reported_until_somebody_gives_it_up() {
    let folder = built_site();
    folder.remove("content/articles/puce/en.md");
    let expected = "\
warning: `articles/puce` was at `/en/a-chip/`, and nothing is there any more
--> content/articles/puce/en.md
 = hint: add `aliases: [/en/a-chip/]` to the article that takes its place, or give the address up: `griot accept /en/a-chip/`";
    assert_eq!(lost_addresses(&folder, &[]), expected);
    let accepted = folder.run_ok(&["accept", "/en/a-chip/"]);
    assert_eq!(accepted.out, "1 address given up: /en/a-chip/\n");
    assert_eq!(lost_addresses(&folder, &[]), "");
    // the article is written anew, and moves again
    folder.write(
        "content/articles/puce/en.md",
        "---\ntitle: The chip\ndate: 2026-11-01\n---\nText.\n",
    );
    assert_eq!(lost_addresses(&folder, &[]), "");
    edit(&folder, "content/articles/puce/en.md", "The chip", "Chip");
    assert!(lost_addresses(&folder, &[]).contains("`/en/the-chip/`"));
    folder.run_ok(&["accept", "--addresses"]);
    assert_eq!(lost_addresses(&folder, &[]), "");
}

#[test]
fn accepting_the_story_gives_its_old_addresses_up() {
    let folder = built_site();
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "Une puce",
        "La puce",
    );
    assert!(!lost_addresses(&folder, &[]).is_empty());
    let accepted = folder.run_ok(&["accept", "articles/puce", "--anyway"]);
    assert!(
        accepted.out.ends_with("1 address given up: /une-puce/\n"),
        "{accepted:?}"
    );
    assert_eq!(lost_addresses(&folder, &[]), "");
}

/// Where `public/` is not kept, as in CI, `griot.lock` has the addresses of accepted articles.
#[test]
fn the_lock_file_remembers_accepted_addresses_without_public() {
    let folder = built_site();
    folder.run_ok(&["accept", "--all", "--anyway"]);
    edit(&folder, "content/articles/puce/en.md", "A chip", "The chip");
    std::fs::remove_dir_all(folder.path("public")).expect("removed");
    let said = lost_addresses(&folder, &[]);
    assert!(said.contains("`aliases: [/en/a-chip/]`"), "{said}");
    folder.run_ok(&["accept", "/en/a-chip/"]);
    assert_eq!(lost_addresses(&folder, &[]), "");
    // two branches of git gave up an address each: the lines of both sides count
    let lock = folder.read("griot.lock");
    assert!(
        lock.contains("- {\"lang\":\"en\",\"forgotten\":\"/en/a-chip/\"}\n"),
        "{lock}"
    );
    folder.write("griot.lock", lock.replace("format 3", "format 2"));
    assert_eq!(lost_addresses(&folder, &[]), "");
}

/// Their authors withdrew them, and know it.
#[test]
fn articles_that_are_drafts_again_scheduled_or_expired_are_no_lost_pages() {
    for withdrawn in [
        "draft: true",
        "publish_date: 2027-01-01",
        "expiry_date: 2026-11-02",
    ] {
        let folder = built_site();
        let path = "content/articles/puce/fr.md";
        edit(
            &folder,
            path,
            "Une puce\n",
            &format!("La puce\n{withdrawn}\n"),
        );
        for arguments in [&[][..], &["--drafts"], &["--future"]] {
            assert_eq!(lost_addresses(&folder, arguments), "", "{withdrawn}");
        }
        // published again at another address, it has to lead on
        edit(&folder, path, &format!("{withdrawn}\n"), "");
        let said = lost_addresses(&folder, &[]);
        assert!(
            said.contains("`aliases: [/une-puce/]`"),
            "{withdrawn}: {said}"
        );
    }
}

#[test]
fn builds_with_other_options_lose_nothing() {
    let folder = built_site();
    folder.write(
        "content/articles/brouillon/fr.md",
        "---\ntitle: Brouillon\ndate: 2026-11-02\ndraft: true\n---\nTexte.\n",
    );
    assert_eq!(lost_addresses(&folder, &["--drafts"]), "");
    assert_eq!(lost_addresses(&folder, &[]), "");
    // a draft was never published: its title may change
    edit(
        &folder,
        "content/articles/brouillon/fr.md",
        "Brouillon",
        "Autre",
    );
    assert_eq!(lost_addresses(&folder, &["--drafts"]), "");
    let base_url = ["--base-url", "https://essai.example/blog"];
    assert_eq!(lost_addresses(&folder, &base_url), "");
    assert_eq!(lost_addresses(&folder, &["--out", "ailleurs"]), "");
    assert_eq!(lost_addresses(&folder, &[]), "");
}

#[test]
fn a_renamed_folder_with_the_same_address_is_no_move() {
    let folder = built_site();
    let text = folder.read("content/articles/puce/fr.md");
    folder.remove("content/articles/puce/fr.md");
    folder.remove("content/articles/puce/en.md");
    folder.write("content/articles/puces-2nm/fr.md", text);
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.contains("/en/a-chip/") && !said.contains("/une-puce/"),
        "{said}"
    );
    folder.run_ok(&["accept", "articles/puce"]);
    edit(
        &folder,
        "content/articles/puces-2nm/fr.md",
        "Une puce",
        "La puce",
    );
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.contains("content/articles/puces-2nm/fr.md:2:8") && !said.contains("any more"),
        "{said}"
    );
}

fn site_with_twelve_articles(settings: &str) -> String {
    let articles = (1..=12).map(|number| {
        format!(
            "-- content/articles/a{number}/fr.md --\n---\ntitle: Un {number}\ndate: 2026-11-01\n---\nTexte.\n\
             -- content/articles/a{number}/en.md --\n---\ntitle: One {number}\ndate: 2026-11-01\n---\nText.\n"
        )
    });
    format!(
        "-- griot.yaml --\n{settings}base_url: https://kora.example\nlanguages:\n  fr: {{name: Français, title: Kora}}\n  en: {{name: English, title: Kora}}\n{}",
        articles.collect::<String>()
    )
}

#[test]
fn a_setting_that_moves_every_page_gives_one_warning() {
    let folder = Folder::new(&site_with_twelve_articles(""));
    folder.run_ok(&["build"]);
    let settings = folder.read("griot.yaml");
    folder.write(
        "griot.yaml",
        format!("permalink: /:year/:slug/\n{settings}"),
    );
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.starts_with(
            "warning: 24 pages have another address now, such as `/un-1/`, which is `/2026/un-1/`"
        ),
        "{said}"
    );
    assert_eq!(said.matches("warning").count(), 1, "{said}");
    folder.write(
        "griot.yaml",
        settings.replace("  en: {name: English, title: Kora}\n", ""),
    );
    for number in 1..=12 {
        folder.remove(&format!("content/articles/a{number}/en.md"));
    }
    folder.run_ok(&["accept", "--addresses"]);
    let settings = folder.read("griot.yaml");
    assert_eq!(lost_addresses(&folder, &[]), "", "{settings}");
}

#[test]
fn a_removed_language_gives_one_warning() {
    let folder = Folder::new(&site_with_twelve_articles(""));
    folder.run_ok(&["build"]);
    let settings = folder.read("griot.yaml");
    folder.write(
        "griot.yaml",
        settings.replace("  en: {name: English, title: Kora}\n", ""),
    );
    for number in 1..=12 {
        folder.remove(&format!("content/articles/a{number}/en.md"));
    }
    let said = lost_addresses(&folder, &[]);
    assert!(
        said.starts_with(
            "warning: 12 pages of the language `en` were published, such as `/en/one-1/`"
        ),
        "{said}"
    );
    assert_eq!(said.matches("warning").count(), 1, "{said}");
}

/// An article with an error is not there, and is not gone either.
#[test]
fn an_error_in_an_article_is_reported_alone() {
    let folder = built_site();
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "title: Une puce",
        "title: [",
    );
    for command in ["build", "check"] {
        let ran = folder.run(&[command]);
        assert!(
            ran.status == 1 && !ran.err.contains("nothing is there"),
            "{ran:?}"
        );
    }
}

#[test]
fn the_rule_may_be_switched_off() {
    let folder = built_site();
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "Une puce",
        "La puce",
    );
    edit(
        &folder,
        "griot.yaml",
        "base_url",
        "check: {urls: off}\nbase_url",
    );
    assert_eq!(lost_addresses(&folder, &[]), "");
}

/// A record of an earlier Griot has no addresses.
#[test]
fn an_older_record_is_read() {
    let folder = built_site();
    let record = folder.read("public/.griot");
    let (head, lines) = record.split_once('\n').expect("a head");
    let files = head.split(' ').nth(2).expect("a number of files");
    let lines = lines.lines().filter(|line| !line.starts_with('{'));
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    folder.write("public/.griot", format!("griot 2 {files}\n{lines}"));
    edit(
        &folder,
        "content/articles/puce/fr.md",
        "Une puce",
        "La puce",
    );
    assert_eq!(lost_addresses(&folder, &[]), "");
    edit(&folder, "content/articles/puce/fr.md", "La puce", "Puce");
    assert!(lost_addresses(&folder, &[]).contains("/la-puce/"));
}
