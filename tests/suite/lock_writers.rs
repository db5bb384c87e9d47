//! `griot.lock` with several writers: commands at the same time, branches of git, a full disk, and
//! sections accepted one by one.

use crate::program_runner::{Folder, RunOutput, run_command};
use serde_json::Value;
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const SETTINGS: &str = "base_url: https://b.example\nlanguages: {fr: {title: A}, en: {title: B}}\n";

/// A site of so many stories, each in two languages.
fn site(stories: usize) -> Folder {
    let folder = Folder::empty();
    folder.write("griot.yaml", SETTINGS);
    for number in 0..stories {
        let article = |title: &str| {
            format!(
                "---\ntitle: {title} {number}\ndate: 2026-11-01\n---\nT.\n\n## 🏁 A\n\nUn.\n\n## 🔋 B\n\nDeux.\n"
            )
        };
        folder.write(
            &format!("content/articles/s{number}/fr.md"),
            article("Texte"),
        );
        folder.write(
            &format!("content/articles/s{number}/en.md"),
            article("Text"),
        );
    }
    folder
}

/// The state of an English article, and the names of the sections that changed.
fn english(folder: &Folder, story: &str) -> (String, Vec<String>) {
    let ran = folder.run(&["status", "--json"]);
    let status: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{ran:?}"));
    let stories = status["stories"].as_array().expect("stories");
    let found = stories
        .iter()
        .find(|found| found["story"] == story)
        .expect("a story");
    let cell = &found["languages"]["en"];
    let changes = cell["changes"].as_array().cloned().unwrap_or_default();
    let name = |change: &Value| change["name"].as_str().expect("a name").to_string();
    (
        cell["state"].as_str().expect("a state").to_string(),
        changes.iter().map(name).collect(),
    )
}

/// Rounds of 8 processes that each accept another story.
fn accept_at_once(rounds: usize) {
    let folder = site(8);
    for round in 0..rounds {
        folder.write("griot.lock", "");
        let story = |number: usize| format!("articles/s{number}");
        let mut running: Vec<_> = (0..8)
            .map(|number| {
                let mut griot = folder.griot(&["accept", &story(number)]);
                griot.stdout(Stdio::piped()).stderr(Stdio::piped());
                griot.spawn().expect("it starts")
            })
            .collect();
        // other commands meanwhile
        folder.run_ok(&["build", "--quiet"]);
        let title = format!("Neuf {round}");
        folder.run_ok(&["new", "article", &title]);
        for griot in &mut running {
            assert!(griot.wait().expect("it ends").success(), "round {round}");
        }
        let lock = folder.read("griot.lock");
        for number in 0..8 {
            let line = format!("\"story\":\"{}\",\"lang\":\"en\",\"url\"", story(number));
            assert!(
                lock.contains(&line),
                "round {round}, story {number}: {lock}"
            );
        }
        assert!(!folder.has(".griot.lock.new"));
    }
}

#[test]
fn r25_acceptances_at_the_same_time_are_all_recorded() {
    accept_at_once(2);
}

#[test]
#[ignore = "slow: run by scripts/test"]
fn r25_acceptances_at_the_same_time_are_all_recorded_25_times() {
    accept_at_once(25);
}

#[test]
fn r25_a_second_writer_waits_and_says_who_holds_the_lock() {
    let folder = site(1);
    folder.write(".griot/lock-writer", "4242");
    let held = File::options()
        .write(true)
        .open(folder.path(".griot/lock-writer"))
        .expect("a file");
    held.lock().expect("locked");
    let waiting = thread::scope(|scope| {
        let running = scope.spawn(|| folder.run(&["accept", "--all"]));
        // longer than the writer is quiet
        thread::sleep(Duration::from_secs(2));
        held.unlock().expect("unlocked");
        running.join().expect("it ends")
    });
    assert_eq!(waiting.status, 0, "{waiting:?}");
    assert!(
        waiting
            .err
            .contains("another griot (process 4242) writes griot.lock"),
        "{waiting:?}"
    );
    assert_eq!(english(&folder, "articles/s0").0, "current");
    // the same on all branches of git, also after a command that failed
    assert_eq!(folder.read(".griot/lock-writer"), "");
    folder.run(&["accept", "s0", "--section", "no such section"]);
    assert_eq!(folder.read(".griot/lock-writer"), "");
}

/// The file that is locked is deleted while somebody holds it: its lock is worth nothing then.
#[test]
fn r25_a_lock_whose_file_was_deleted_does_not_count() {
    let folder = site(1);
    folder.write(".griot/lock-writer", "4242");
    let held = File::options()
        .write(true)
        .open(folder.path(".griot/lock-writer"))
        .expect("a file");
    held.lock().expect("locked");
    let waiting = thread::scope(|scope| {
        let running = scope.spawn(|| folder.run(&["accept", "--all"]));
        thread::sleep(Duration::from_millis(500));
        fs::remove_file(folder.path(".griot/lock-writer")).expect("removed");
        held.unlock().expect("unlocked");
        running.join().expect("it ends")
    });
    assert_eq!(waiting.status, 0, "{waiting:?}");
    assert!(
        folder.has(".griot/lock-writer"),
        "a lock of a file that is there"
    );
    assert_eq!(english(&folder, "articles/s0").0, "current");
}

#[test]
fn an_address_that_is_no_path_is_refused() {
    for line in [
        r#"- {"lang":"en","forgotten":""}"#,
        r#"- {"lang":"en","forgotten":"é"}"#,
        r#"- {"story":"articles/0","lang":"en","url":"x/"}"#,
    ] {
        let folder = site(1);
        folder.write("griot.lock", format!("# griot.lock, format 3\n{line}\n"));
        let ran = folder.run(&["accept", "--addresses"]);
        assert_eq!(ran.status, 1, "{ran:?}");
        assert!(ran.err.contains("is no path of a page"), "{ran:?}");
    }
}

#[test]
fn a_section_is_accepted_alone() {
    let folder = site(1);
    folder.run_ok(&["accept", "--all"]);
    let text = "---\ntitle: Texte 0\ndate: 2026-11-01\n---\nT.\n\n## 🏁 A\n\nUn, neuf.\n\n## 🔋 B\n\nDeux, neuf.\n\n## C\n\nTrois.\n";
    folder.write("content/articles/s0/fr.md", text);
    let changed = ["## 🏁 A", "## 🔋 B", "## C"];
    assert_eq!(english(&folder, "articles/s0").1, changed);
    let ran = folder.run_ok(&["accept", "s0", "--section", "🏁 a"]);
    assert_eq!(ran.out, "articles/s0: `🏁 a` in English is accepted\n");
    assert_eq!(english(&folder, "articles/s0").1, changed[1..]);
    folder.run_ok(&["accept", "s0", "--section", "c"]);
    assert_eq!(english(&folder, "articles/s0").1, ["## 🔋 B"]);
    let ran = folder.run(&["accept", "s0", "--section", "Nope"]);
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(
        ran.err.contains("no section is called `Nope`") && ran.err.contains("## 🔋 B, ## C"),
        "{ran:?}"
    );
    // a section that is gone: accepted too
    folder.write(
        "content/articles/s0/fr.md",
        text.replace("## C\n\nTrois.\n", ""),
    );
    assert_eq!(english(&folder, "articles/s0").1, ["## 🔋 B", "## C"]);
    folder.run_ok(&["accept", "s0", "--section", "C"]);
    folder.run_ok(&["accept", "s0", "--section", "B"]);
    assert_eq!(english(&folder, "articles/s0").0, "current");
}

/// The heading in the language of the translation names the same section.
#[test]
fn a_section_is_named_in_either_language() {
    let folder = site(1);
    folder.run_ok(&["accept", "--all"]);
    let path = "content/articles/s0/en.md";
    folder.write(path, folder.read(path).replace("## 🏁 A", "## 🏁 Launch"));
    let path = "content/articles/s0/fr.md";
    folder.write(path, folder.read(path).replace("Un.", "Un, neuf."));
    assert_eq!(english(&folder, "articles/s0").1, ["## 🏁 A"]);
    folder.run_ok(&["accept", "s0", "--section", "launch"]);
    assert_eq!(english(&folder, "articles/s0").0, "current");
}

/// Two people accept two sections of one article on one day, each on a branch of their own.
#[test]
fn sections_accepted_on_two_branches_are_both_kept() {
    let folder = site(1);
    folder.write(".gitattributes", "griot.lock merge=union\n");
    folder.write(".gitignore", "/public/\n/.griot/\n");
    folder.run_ok(&["accept", "--all"]);
    let path = "content/articles/s0/fr.md";
    let text = folder
        .read(path)
        .replace("Un.", "Un, neuf.")
        .replace("Deux.", "Deux, neuf.");
    folder.write(path, text);
    folder.git(&["init", "-q"]);
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "begin"]);
    folder.git(&["checkout", "-qb", "side"]);
    folder.run_ok(&["accept", "s0", "--section", "B"]);
    folder.git(&["commit", "-qam", "side"]);
    folder.git(&["checkout", "-q", "main"]);
    folder.run_ok(&["accept", "s0", "--section", "A"]);
    folder.git(&["commit", "-qam", "main"]);
    folder.git(&["merge", "-q", "side", "-m", "both"]);
    assert_eq!(
        english(&folder, "articles/s0"),
        ("current".to_string(), vec![])
    );
    // the next write puts the lines of both in order
    folder.run_ok(&["accept", "s0"]);
    let lock = folder.read("griot.lock");
    let lines: Vec<&str> = lock
        .lines()
        .filter(|line| line.contains("\"section\":\"## 🏁 A\""))
        .collect();
    assert_eq!(lines.len(), 1, "{lock}");
}

#[test]
fn a_lock_of_format_1_is_rewritten_at_the_next_write() {
    let folder = site(2);
    folder.run_ok(&["accept", "--all"]);
    let digests = |section: &str| {
        let lock = folder.read("griot.lock");
        let line = lock
            .lines()
            .find(|line| line.contains(section))
            .expect("a line")
            .to_string();
        let value: Value = serde_json::from_str(line.trim_start_matches("- ")).expect("JSON");
        value["original"].as_str().expect("a digest").to_string()
    };
    let (title, a, b) = (digests("\"title\""), digests("## 🏁 A"), digests("## 🔋 B"));
    let introduction = digests("introduction");
    let front = {
        let lock = folder.read("griot.lock");
        let line = lock
            .lines()
            .find(|line| line.contains("\"front\""))
            .expect("a line")
            .to_string();
        let value: Value = serde_json::from_str(line.trim_start_matches("- ")).expect("JSON");
        value["front"].to_string()
    };
    let line = format!(
        "- {{\"story\":\"articles/s0\",\"lang\":\"en\",\"url\":\"/en/text-0/\",\"accepted\":{{\"on\":\"2026-11-01\",\"of\":\"fr\",\"front\":{front},\"parts\":[\"{title} 2 title\",\"{introduction} 1 introduction\",\"{a} 2 ## 🏁 A\",\"{b} 2 ## 🔋 B\"]}}}}\n"
    );
    folder.write(
        "griot.lock",
        format!("# What each translation was last accepted against.\n{line}"),
    );
    assert_eq!(
        english(&folder, "articles/s0"),
        ("current".to_string(), vec![])
    );
    folder.run_ok(&["accept", "s1"]);
    let lock = folder.read("griot.lock");
    assert!(
        lock.starts_with("# griot.lock, format 3\n") && !lock.contains("accepted\""),
        "{lock}"
    );
    assert_eq!(
        english(&folder, "articles/s0"),
        ("current".to_string(), vec![])
    );
}

/// Files end at so many bytes, as they do where a disk is full.
fn run_on_full_disk(folder: &Folder, arguments: &str) -> RunOutput {
    let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments}");
    let mut shell = Command::new("bash");
    shell
        .args(["-c", &script, env!("CARGO_BIN_EXE_griot")])
        .current_dir(folder.path(""));
    run_command(&mut shell)
}

#[test]
fn r31_a_full_disk_leaves_no_empty_file() {
    let folder = site(1);
    folder.remove("content/articles/s0/en.md");
    folder.run_ok(&["accept", "--all"]);
    let lock = folder.read("griot.lock");
    let before = folder.tree("content");
    for arguments in [
        "new article 'Une puce'",
        "translate s0 --to en",
        "accept --all",
    ] {
        let ran = run_on_full_disk(&folder, arguments);
        assert_eq!(ran.status, 1, "{arguments}: {ran:?}");
        assert!(ran.err.contains("cannot write `"), "{arguments}: {ran:?}");
        assert_eq!(folder.tree("content"), before, "{arguments}");
        assert_eq!(folder.read("griot.lock"), lock, "{arguments}");
        assert!(!folder.has(".griot.lock.new"));
        assert!(!folder.has("content/articles/une-puce"), "no empty folder");
    }
    let empty = Folder::empty();
    let ran = run_on_full_disk(&empty, "new site blog");
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(empty.tree("").is_empty(), "{:?}", empty.tree("").keys());
    assert!(fs::metadata(empty.path("blog/griot.yaml")).is_err());
}
