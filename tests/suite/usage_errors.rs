//! The help and what is said of wrong usage, in English and in French: which word is wrong, and what to
//! type instead.

use crate::program_runner::{Folder, RunOutput, run_command};

fn in_french(arguments: &[&str]) -> RunOutput {
    let folder = Folder::empty();
    run_command(folder.griot(arguments).env("LC_ALL", "fr_FR.UTF-8"))
}

#[track_caller]
fn wrong(arguments: &[&str], english: [&str; 2], french: [&str; 2]) {
    let ran = [Folder::empty().run(arguments), in_french(arguments)];
    for (ran, [fact, hint]) in ran.iter().zip([english, french]) {
        assert_eq!(ran.status, 2, "{arguments:?}: {ran:?}");
        assert_eq!(ran.err, format!("{fact}\n  = {hint}\n"), "{arguments:?}");
        assert_eq!(ran.out, "");
    }
}

#[test]
fn an_unknown_command_is_named_with_the_nearest_one() {
    wrong(
        &["bild"],
        [
            "error: unknown command `bild`",
            "hint: did you mean `griot build`?",
        ],
        [
            "erreur\u{a0}: commande inconnue\u{a0}: `bild`",
            "conseil\u{a0}: vouliez-vous dire `griot build`\u{202f}?",
        ],
    );
    for (word, command) in [
        ("traduire", "translate"),
        ("constuire", "build"),
        ("état", "status"),
    ] {
        let french = in_french(&[word]);
        assert!(
            french.err.contains(&format!("`griot {command}`")),
            "{french:?}"
        );
    }
}

#[test]
fn an_unknown_option_is_named_with_the_nearest_one() {
    wrong(
        &["build", "--draft"],
        [
            "error: unknown option `--draft`",
            "hint: did you mean `--drafts`?",
        ],
        [
            "erreur\u{a0}: option inconnue\u{a0}: `--draft`",
            "conseil\u{a0}: vouliez-vous dire `--drafts`\u{202f}?",
        ],
    );
}

#[test]
fn a_french_option_is_named_in_english() {
    let french = in_french(&["build", "--brouillons"]);
    assert!(
        french.err.contains("vouliez-vous dire `--drafts`"),
        "{french:?}"
    );
}

#[test]
fn a_missing_argument_is_named_with_the_whole_command() {
    wrong(
        &["translate"],
        [
            "error: `griot translate` needs more: STORY",
            "hint: write `griot translate STORY`",
        ],
        [
            "erreur\u{a0}: il manque quelque chose après `griot translate`\u{a0}: SUJET",
            "conseil\u{a0}: écrivez `griot translate SUJET`",
        ],
    );
}

#[test]
fn a_wrong_value_is_named_with_what_is_possible() {
    wrong(
        &["status", "--state", "stal"],
        [
            "error: `stal` is no value for `--state`",
            "hint: did you mean `stale`?",
        ],
        [
            "erreur\u{a0}: `stal` n’est pas une valeur de `--state`",
            "conseil\u{a0}: vouliez-vous dire `stale`\u{202f}?",
        ],
    );
    wrong(
        &["build", "--base-url", "blog"],
        [
            "error: `blog` is no value for `--base-url`",
            "hint: write a whole address such as `https://example.org`",
        ],
        [
            "erreur\u{a0}: `blog` n’est pas une valeur de `--base-url`",
            "conseil\u{a0}: écrivez une adresse entière comme `https://example.org`",
        ],
    );
    let missing = Folder::empty().run(&["serve", "--port"]);
    let fact = "error: a value is missing after `--port`\n  = hint: `--port`: The port";
    assert!(missing.err.starts_with(fact), "{missing:?}");
}

#[test]
fn options_that_exclude_each_other_are_both_named() {
    wrong(
        &["build", "--quiet", "--verbose"],
        [
            "error: `--quiet` and `--verbose` exclude each other",
            "hint: write only one of them",
        ],
        [
            "erreur\u{a0}: `--quiet` et `--verbose` s’excluent",
            "conseil\u{a0}: n’écrivez que l’une des deux",
        ],
    );
    wrong(
        &["build", "--out", "a", "--out", "b"],
        ["error: `--out` is there twice", "hint: write it once"],
        [
            "erreur\u{a0}: `--out` y est deux fois",
            "conseil\u{a0}: écrivez-la une seule fois",
        ],
    );
}

#[test]
fn wrong_usage_is_json_too() {
    let ran = Folder::empty().run(&["build", "--json", "--draft"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["problems"][0]["code"], "unknown-option");
    assert_eq!(ran.status, 2);
}

#[test]
fn the_help_of_a_command_lists_its_own_options() {
    let help = |arguments: &[&str]| Folder::empty().run_ok(arguments).out;
    let status = help(&["status", "--help"]);
    assert!(
        status.contains("--markdown") && !status.contains("--base-url"),
        "{status}"
    );
    let build = help(&["build", "--help"]);
    assert!(
        build.contains("--drafts") && build.contains("--out"),
        "{build}"
    );
    assert!(help(&["--help"]).contains("--base-url"));
    assert_eq!(help(&["help", "status"]), status);
    // they work nevertheless
    let ran = Folder::empty().run(&["status", "--base-url", "https://blog.example", "--quiet"]);
    assert_eq!(ran.status, 1, "{ran:?}");
}

/// The commands of a help text: the first word of each line below the heading.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| !line.starts_with("Command"));
    let lines = lines.skip(1).take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names
        .filter(|name| !name.is_empty())
        .map(str::to_string)
        .collect()
}

#[test]
fn every_help_is_french_where_the_author_is() {
    let all = Folder::empty().run_ok(&["--help"]).out;
    let names = commands(&all);
    assert!(names.len() > 10, "{names:?}");
    for name in names.iter().filter(|name| *name != "help") {
        let french = in_french(&[name, "--help"]).out;
        let english = Folder::empty().run_ok(&[name, "--help"]).out;
        assert!(french.contains("\nUsage\u{a0}: griot"), "{name}: {french}");
        assert_ne!(french.lines().next(), english.lines().next(), "{name}");
        for clap in ["Print", "[default", "[possible", "Commands:", "Options:"] {
            assert!(!french.contains(clap), "{name}: {clap} in {french}");
        }
    }
}
