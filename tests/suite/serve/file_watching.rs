//! The preview notices every saved change, however it is saved: D8 to D11.

use super::{BLOG, serve, serve_folder, short_limits, without_policy};
use crate::program_runner::Folder;
use griot::serve::WatcherTiming;
use std::fs;
use std::time::Duration;

fn story(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-11-01\n---\n{text}\n")
}

const FILE: &str = "content/articles/un/fr.md";

#[test]
fn d8_every_way_of_saving_is_noticed() {
    let served = serve(BLOG);
    let path = served.folder.path(FILE);
    let beside = |name: &str| path.with_file_name(name);
    // nano: in place
    fs::write(&path, story("Premier", "par nano")).expect("it is written");
    served.wait_for_text("/premier/", "par nano");
    // vim: a probe, a backup by renaming, a new file
    fs::write(beside("4913"), "").expect("a probe");
    fs::remove_file(beside("4913")).expect("no probe");
    fs::rename(&path, beside("fr.md~")).expect("a backup");
    fs::write(&path, story("Premier", "par vim")).expect("it is written");
    fs::remove_file(beside("fr.md~")).expect("no backup");
    served.wait_for_text("/premier/", "par vim");
    // most others: a new file over the old one
    fs::write(beside(".fr.md.tmp"), story("Premier", "par renommage")).expect("it is written");
    fs::rename(beside(".fr.md.tmp"), &path).expect("it is renamed");
    served.wait_for_text("/premier/", "par renommage");
    // empty at first
    fs::write(&path, "").expect("it is emptied");
    std::thread::sleep(Duration::from_millis(3));
    fs::write(&path, story("Premier", "en deux fois")).expect("it is written");
    served.wait_for_text("/premier/", "en deux fois");
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn d8_one_save_is_one_rebuild_and_the_same_text_is_no_new_page() {
    let served = serve(BLOG);
    std::thread::sleep(Duration::from_millis(700));
    let before = served.rounds();
    served.folder.write(FILE, story("Premier", "une fois"));
    served.wait_for_text("/premier/", "une fois");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(served.rounds(), before + 1);
}

/// A page whose file is empty for a moment would lose its address, and its reader the place.
#[test]
fn d8_a_file_that_is_emptied_before_it_is_written_is_one_rebuild() {
    let served = serve(BLOG);
    std::thread::sleep(Duration::from_millis(700));
    let before = served.rounds();
    let path = served.folder.path(FILE);
    let start = std::time::Instant::now();
    fs::write(&path, "").expect("it is emptied");
    std::thread::sleep(Duration::from_millis(100));
    fs::write(&path, story("Premier", "après un moment")).expect("it is written");
    let was_quick = start.elapsed() < Duration::from_millis(200);
    served.wait_for_text("/premier/", "après un moment");
    std::thread::sleep(Duration::from_millis(700));
    // on a machine that is slower than that, the empty file is a state of its own
    assert!(!was_quick || served.rounds() == before + 1);
}

#[test]
fn d8_a_git_checkout_is_noticed() {
    let served = serve(BLOG);
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(served.folder.path("")).args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
        ]);
        let output = command.args(arguments).output().expect("git runs");
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q", "-b", "one"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    git(&["checkout", "-qb", "two"]);
    fs::remove_dir_all(served.folder.path("content/articles/deux")).expect("a story goes");
    served.folder.write(FILE, story("Autre titre", "Texte."));
    served
        .folder
        .write("content/articles/neuf/x/fr.md", story("Neuf", "Texte."));
    git(&["add", "."]);
    git(&["commit", "-qm", "two"]);
    served.wait_for_text("/neuf/", "Neuf");
    git(&["checkout", "-q", "one"]);
    served.wait_for_text("/deuxieme/", "Deux.");
    served.wait_until("the old page to go", |served| {
        served.get("/neuf/").status == 404
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
    git(&["checkout", "-q", "two"]);
    served.wait_for_text("/autre-titre/", "Texte.");
    served.wait_until("the other page to go", |served| {
        served.get("/deuxieme/").status == 404
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn d9_new_renamed_and_replaced_folders_are_noticed() {
    let served = serve(BLOG);
    for number in 0..5 {
        let path = format!("content/articles/a{number}/b/c/fr.md");
        served
            .folder
            .write(&path, story(&format!("Nouveau {number}"), "Là."));
    }
    for number in 0..5 {
        served.wait_for_text(&format!("/nouveau-{number}/"), "Là.");
    }
    let articles = served.folder.path("content/articles");
    fs::rename(articles.join("a1"), articles.join("z")).expect("a folder is renamed");
    served
        .folder
        .write("content/articles/z/b/c/en.md", story("Newly", "There."));
    served.wait_for_text("/en/newly/", "There.");
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
    // the whole of `content/` is put away and another one comes
    fs::rename(served.folder.path("content"), served.folder.path("away")).expect("it is put away");
    served.wait_until("an error", |served| {
        served
            .preview()
            .errors()
            .any(|error| error.contains("no folder `content`"))
    });
    served
        .folder
        .write("content/articles/un/fr.md", story("Seul", "Ici."));
    served.wait_for_text("/seul/", "Ici.");
    served
        .folder
        .write("content/articles/un/fr.md", story("Seul", "Encore vu."));
    served.wait_for_text("/seul/", "Encore vu.");
    served.wait_until("the old pages to go", |served| {
        served.get("/nouveau-2/").status == 404
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn d9_a_folder_created_later_is_noticed() {
    let served =
        serve("-- content/articles/un/fr.md --\n---\ntitle: Un\ndate: 2026-11-01\n---\nx\n");
    served.folder.write("static/deep/er/a.txt", "vu");
    served.wait_for_text("/deep/er/a.txt", "vu");
    served
        .folder
        .write("themes/default/strings/fr.yaml", "home: Maison\n");
    served.wait_until("the theme's word", |served| {
        served.get("/").text().contains("Maison") || served.files_unlike_build().is_empty()
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn d10_lost_and_very_many_events_are_handled() {
    let patience = WatcherTiming {
        rescan_after_change: Duration::from_millis(150),
        ..WatcherTiming::default()
    };
    let served = serve_folder(Folder::new(BLOG), patience, short_limits());
    for number in 0..60_000 {
        let path = served
            .folder
            .path(&format!("content/articles/un/{}.txt", number % 40));
        fs::write(path, format!("{number}")).expect("it is written");
    }
    served
        .folder
        .write(FILE, story("Premier", "après la tempête"));
    served.wait_for_text("/premier/", "après la tempête");
    served.trigger.send();
    served
        .folder
        .write(FILE, story("Premier", "après la perte"));
    served.trigger.send();
    served.wait_for_text("/premier/", "après la perte");
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn d10_a_file_system_without_events_is_polled() {
    let patience = WatcherTiming {
        rescan_interval: Duration::from_millis(100),
        ..WatcherTiming::default()
    };
    let folder = Folder::new(BLOG);
    // a file with another name leads to the same bytes: its watch hears of no write
    fs::hard_link(folder.path(FILE), folder.path("elsewhere.md")).expect("a link");
    let served = serve_folder(folder, patience, short_limits());
    std::thread::sleep(Duration::from_millis(300));
    served
        .folder
        .write("elsewhere.md", story("Premier", "sans bruit"));
    served.wait_for_text("/premier/", "sans bruit");
}

#[test]
fn d11_edits_during_a_build_are_not_lost_and_pages_stay_whole() {
    let served = serve(BLOG);
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..150 {
                served.folder.write(
                    FILE,
                    story("Premier", &format!("état {number} fin {number}")),
                );
                std::thread::sleep(Duration::from_millis(7));
            }
            stop.store(true, std::sync::atomic::Ordering::SeqCst);
        });
        while !stop.load(std::sync::atomic::Ordering::SeqCst) {
            let reply = served.get("/premier/");
            if reply.status == 200 {
                let text = reply.text();
                assert!(
                    text.contains("</html>\n<script src=\"/_griot/live.js\""),
                    "{text}"
                );
                let state = text
                    .split_once("état ")
                    .and_then(|(_, rest)| rest.split_once(" fin "));
                assert!(state.is_none_or(|(a, b)| b.starts_with(a)), "{text}");
            }
        }
    });
    served.wait_for_text("/premier/", "état 149 fin 149");
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn all_kinds_of_source_files_are_watched() {
    let served = serve(BLOG);
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
    let style = served.get("/").text();
    served
        .folder
        .write("themes/mien/theme.yaml", "extends: default\n");
    served
        .folder
        .write("themes/mien/styles/90-own.css", "h1 { color: teal }\n");
    let settings = crate::harness::FRENCH_AND_ENGLISH.replace("Le Carnet", "Le Journal")
        + "theme: mien\npaginate: 1\n";
    served.folder.write("griot.yaml", settings);
    served.wait_for_text("/", "Le Journal");
    served.wait_for_text("/page/2/", "Le Journal");
    served.wait_until("another style sheet", |served| {
        served.get("/").text().contains("style.") && served.get("/").text() != style
    });
    served
        .folder
        .write("themes/mien/templates/home.html", "accueil nouveau\n");
    served.wait_for_text("/", "accueil nouveau");
    served.folder.write("static/logo.txt", "autre logo\n");
    served.wait_for_text("/logo.txt", "autre logo");
    served.folder.remove("themes/mien/templates/home.html");
    served.wait_until("the old template", |served| {
        !served.get("/").text().contains("accueil nouveau")
    });
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
}

#[test]
fn languages_with_own_domain_and_base_path_are_served_locally() {
    let served = serve(
        "-- griot.yaml --
base_url: https://blog.example/journal
default_language: fr
timezone: UTC
languages:
  fr: {title: Le Carnet}
  en: {title: The Notebook, base_url: https://en.blog.example}
-- content/articles/un/fr.md --
---
title: Premier
date: 2026-11-01
---
Un.
-- content/articles/un/en.md --
---
title: First
---
One.
",
    );
    let redirect = served.get("/");
    assert_eq!(redirect.status, 307);
    assert!(
        redirect.head.contains("location: /journal/\r\n"),
        "{}",
        redirect.head
    );
    assert!(
        served
            .get("/journal/premier")
            .head
            .contains("location: /journal/premier/\r\n")
    );
    let french = served.get("/journal/premier/").text();
    let to_english = format!("http://{}/journal/en/first/", served.address);
    assert!(french.contains(&to_english), "{french}");
    assert!(served.get("/journal/en/first/").text().contains("One."));
    let cold = served.build_from_scratch();
    for (path, bytes) in &cold.files {
        let url = format!(
            "/journal/{}",
            path.strip_suffix("index.html").unwrap_or(path)
        );
        assert!(served.get(&url).page() == without_policy(bytes), "{url}");
    }
}

/// The time of a file may be beyond now, and stay the same when the file changes.
#[test]
fn a_change_of_a_file_from_the_future_is_noticed() {
    let folder = Folder::new(BLOG);
    let path = "content/articles/deux/fr.md";
    let text = folder.read(path);
    let future = std::time::SystemTime::now() + Duration::from_secs(365 * 24 * 60 * 60);
    let write = |folder: &Folder, text: &str| {
        folder.write(path, text);
        let file = fs::File::options().write(true).open(folder.path(path));
        let dated = file.and_then(|file| file.set_modified(future));
        dated.expect("a time is set");
    };
    write(&folder, &text);
    let served = serve_folder(folder, WatcherTiming::default(), short_limits());
    assert_eq!(served.files_unlike_build(), Vec::<String>::new());
    let other = text.replace('e', "i");
    assert_eq!(other.len(), text.len());
    write(
        &served.folder,
        &other.replace("titli", "title").replace("dati", "date"),
    );
    served.wait_until("the change", |served| {
        served.files_unlike_build().is_empty()
    });
}
