//! `griot translate --draft` and `--stale`: translations by a program, which a person reads later.

use crate::program_runner::Folder;
use serde_json::Value;

const STORY: &str = "\
-- .gitignore --
/.griot/
-- griot.yaml --
base_url: https://blog.example
languages: {fr: {title: Le blog}, en: {title: The blog}}
translate: {command: [sed, -u, -f, translate.sed]}
-- translate.sed --
w requests.txt
s/^{\"id\":\\([0-9]*\\),.*\"text\":\"\\(.*\\)\",\"before\":.*$/{\"id\":\\1,\"text\":\"\\2\"}/
s/Une puce 1/A chip 1/
s/Le début/The start/
s/Lancement/Launch/
s/Un paragraphe/A paragraph/
s/Un autre/Another/
s/Voilà/There/
s/Une note/A note/
s/de huit mots/of eight words/
-- content/articles/puce/fr.md --
---
title: Une puce 1 🚀
date: 2026-11-01
description: Une puce 1.
---
Le début, avec `du code`.

## 🏁 Lancement {#go}

Un paragraphe [ici](https://x.example/ici).

## Fin

Voilà[^1].

[^1]: Une note.
";

const TRANSLATION: &str = "content/articles/puce/en.md";
const ORIGINAL: &str = "content/articles/puce/fr.md";

fn site() -> Folder {
    let folder = Folder::new(STORY);
    folder.git(&["init", "-q"]);
    commit(&folder);
    folder
}

fn commit(folder: &Folder) {
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "a"]);
}

fn replace(folder: &Folder, path: &str, from: &str, to: &str) {
    let text = folder.read(path);
    assert!(text.contains(from), "{text}");
    folder.write(path, text.replace(from, to));
}

/// A site with another program than that of the story.
fn with_program(command: &str) -> Folder {
    let folder = site();
    replace(
        &folder,
        "griot.yaml",
        "[sed, -u, -f, translate.sed]",
        command,
    );
    folder
}

fn state(folder: &Folder) -> Value {
    let shown = folder.run_ok(&["status", "--json"]).out;
    let json: Value = serde_json::from_str(&shown).expect("JSON");
    json["stories"][0]["languages"]["en"].clone()
}

#[test]
fn a_draft_has_every_section_and_stays_a_draft() {
    let folder = site();
    let ran = folder.run_ok(&["translate", "puce", "--draft"]);
    assert!(ran.out.ends_with("en.md\n"), "{ran:?}");
    let expected = "---
title: \"A chip 1 🚀\"
description: \"A chip 1.\"
draft: true
---

<!-- A program translated this text: read it, take `draft: true` out, then run `griot accept`. -->

The start, avec `du code`.

## 🏁 Launch {#go}

A paragraph [ici](https://x.example/ici).

## Fin

There[^1].

[^1]: A note.
";
    assert_eq!(folder.read(TRANSLATION), expected);
    let request = folder.read("requests.txt");
    let request = request.lines().nth(3).expect("a request");
    let request: Value = serde_json::from_str(request).expect("JSON");
    assert_eq!(
        request["text"],
        "## <x1/> Lancement <x2/>\n\nUn paragraphe [ici]<x3/>."
    );
    assert_eq!(request["from"], "fr");
    assert_eq!(request["before"], "Le début, avec `du code`.");
    assert!(folder.read("griot.lock").contains("\"by\":\"machine\""));
    let cell = state(&folder);
    assert_eq!(cell["state"], "unreviewed", "{cell}");
    assert_eq!(cell["hidden"], "draft");
    assert_eq!(cell["unreviewed"][0], "title");
    assert!(
        folder
            .run_ok(&["status"])
            .out
            .contains("en 1, 1 unreviewed")
    );
    // a person accepts it
    folder.run_ok(&["accept", "puce"]);
    assert_eq!(state(&folder)["state"], "current");
    assert!(!folder.read("griot.lock").contains("machine"));
    // nothing is overwritten
    assert_eq!(folder.run(&["translate", "puce", "--draft"]).status, 1);
}

#[test]
fn a_request_has_the_terms_of_the_glossary_that_occur() {
    let folder = site();
    folder.write(
        "terms.yaml",
        "puce: {en: [chip, microchip], not: [flea]}\nsatellite: {en: satellite}\n",
    );
    replace(
        &folder,
        "griot.yaml",
        "translate: {",
        "translate: {glossary: terms.yaml, ",
    );
    folder.run_ok(&["translate", "puce", "--draft"]);
    let requests = folder.read("requests.txt");
    let terms: Vec<Value> = requests
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["terms"].clone())
        .collect();
    let expected = serde_json::json!([{"from": "puce", "to": "chip", "not": ["flea"]}]);
    assert_eq!(terms[0], expected);
    assert_eq!(terms[2], Value::Null, "{requests}");
    // a glossary with a mistake stops the command before anything is written
    let folder = site();
    folder.write("glossary.yaml", "puce: chip\n");
    let ran = folder.run(&["translate", "puce", "--draft"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("--> glossary.yaml:1:7"), "{ran:?}");
    assert!(!folder.has(TRANSLATION));
}

#[test]
fn a_stale_section_is_translated_again_and_nothing_else_changes() {
    let folder = site();
    folder.run_ok(&["translate", "puce", "--draft"]);
    replace(&folder, TRANSLATION, "draft: true\n", "");
    folder.run_ok(&["accept", "puce"]);
    commit(&folder);
    replace(
        &folder,
        ORIGINAL,
        "Un paragraphe [ici]",
        "Un autre, de huit mots, [ici]",
    );
    replace(
        &folder,
        ORIGINAL,
        "description: Une puce 1.",
        "description: Une puce 1, enfin.",
    );
    let before = folder.read(TRANSLATION);
    // a file of somebody's where the new text would be written first
    let in_the_way = format!("{TRANSLATION}.griot-new");
    folder.write(&in_the_way, "Mes notes.");
    let refused = folder.run(&["translate", "puce", "--to", "en", "--stale"]);
    assert_eq!(refused.status, 1, "{refused:?}");
    assert!(
        refused
            .err
            .contains(&format!("`{in_the_way}` is in the way")),
        "{refused:?}"
    );
    assert_eq!(
        (folder.read(&in_the_way), folder.read(TRANSLATION)),
        ("Mes notes.".to_string(), before.clone())
    );
    folder.remove(&in_the_way);
    let ran = folder.run_ok(&["translate", "puce", "--to", "en", "--stale"]);
    assert!(
        ran.out.contains("2 sections translated by a program"),
        "{ran:?}"
    );
    let expected = before
        .replace("A paragraph [ici]", "Another, of eight words, [ici]")
        .replace(
            "description: \"A chip 1.\"",
            "description: \"A chip 1, enfin.\"",
        );
    assert_eq!(folder.read(TRANSLATION), expected);
    let requests = folder.read("requests.txt");
    let request: Value =
        serde_json::from_str(requests.lines().last().expect("a request")).expect("JSON");
    let earlier = &request["earlier"];
    assert!(
        earlier["original"]
            .as_str()
            .expect("git has it")
            .contains("Un paragraphe [ici]"),
        "{request}"
    );
    assert!(
        earlier["translation"]
            .as_str()
            .expect("a text")
            .contains("A paragraph [ici]"),
        "{request}"
    );
    let cell = state(&folder);
    assert_eq!(cell["state"], "unreviewed", "{cell}");
    assert_eq!(
        cell["unreviewed"],
        serde_json::json!(["description", "## 🏁 Lancement"])
    );
    let out = folder.run_ok(&["build"]).out;
    assert!(out.contains("1 unreviewed"), "{out}");
    let page = folder.read("public/en/a-chip-1/index.html");
    let notice = "A program translated parts of this page, and nobody has read them over yet:";
    assert!(page.contains(notice), "{page}");
    folder.run_ok(&["accept", "puce"]);
    folder.run_ok(&["build"]);
    assert!(
        !folder
            .read("public/en/a-chip-1/index.html")
            .contains(notice)
    );
}

/// What a person wrote and nobody accepted stays, and so does what git could not bring back.
#[test]
fn a_section_that_is_new_in_the_original_is_inserted_at_its_place() {
    let folder = site();
    folder.run_ok(&["translate", "puce", "--draft"]);
    replace(&folder, TRANSLATION, "draft: true\n", "");
    folder.run_ok(&["accept", "puce"]);
    commit(&folder);
    let before = folder.read(TRANSLATION);
    let new = "## 🔋 Lancement\n\nVoilà Un autre.\n\n";
    replace(
        &folder,
        ORIGINAL,
        "## Fin",
        &format!("{new}{}## Fin", new.replace("🔋", "💡")),
    );
    let ran = folder.run_ok(&["translate", "puce", "--stale"]);
    assert!(
        ran.out.contains("2 sections translated by a program"),
        "{ran:?}"
    );
    let translated = "## 🔋 Launch\n\nThere Another.\n\n";
    let both = format!("{translated}{}## Fin", translated.replace("🔋", "💡"));
    assert_eq!(folder.read(TRANSLATION), before.replace("## Fin", &both));
    let cell = state(&folder);
    assert_eq!(cell["state"], "unreviewed", "{cell}");
    assert_eq!(
        cell["unreviewed"],
        serde_json::json!(["## 🔋 Lancement", "## 💡 Lancement"])
    );
    // at the end of the text
    folder.run_ok(&["accept", "puce"]);
    commit(&folder);
    let before = folder.read(TRANSLATION);
    folder.write(
        ORIGINAL,
        folder.read(ORIGINAL) + "\n## 🏭 Lancement\n\nVoilà.\n",
    );
    folder.run_ok(&["translate", "puce", "--stale"]);
    assert_eq!(
        folder.read(TRANSLATION),
        format!("{before}\n## 🏭 Launch\n\nThere.\n")
    );
}

#[test]
fn a_new_section_whose_place_is_not_certain_is_reported() {
    let folder = site();
    folder.run_ok(&["translate", "puce", "--draft"]);
    replace(&folder, TRANSLATION, "draft: true\n", "");
    folder.run_ok(&["accept", "puce"]);
    // the translator added a section of her own there
    replace(
        &folder,
        TRANSLATION,
        "## Fin",
        "## 🛰 Own\n\nMine.\n\n## Fin",
    );
    commit(&folder);
    replace(
        &folder,
        ORIGINAL,
        "## Fin",
        "## 🔋 Lancement\n\nVoilà.\n\n## Fin",
    );
    let before = folder.read(TRANSLATION);
    let ran = folder.run_ok(&["translate", "puce", "--stale"]);
    let warning = "`## 🔋 Lancement` is not translated: the original has a new section, and its place here is not certain";
    assert!(ran.err.contains(warning), "{ran:?}");
    assert_eq!(folder.read(TRANSLATION), before);
}

#[test]
fn an_answer_that_is_the_text_itself_is_no_translation() {
    let folder = with_program("[cat]");
    let long = "Un paragraphe de plus de huit mots, avec `du code`, que personne ne traduit.";
    replace(&folder, ORIGINAL, "Le début, avec `du code`.", long);
    replace(
        &folder,
        ORIGINAL,
        "Un paragraphe [ici](https://x.example/ici).",
        long,
    );
    replace(&folder, ORIGINAL, "Voilà[^1].", &format!("{long}[^1]"));
    let ran = folder.run(&["translate", "puce", "--draft"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.err
            .contains("`introduction` is not translated: the answer is the original's text"),
        "{ran:?}"
    );
    assert!(
        ran.err
            .contains("no section was translated, and nothing is written"),
        "{ran:?}"
    );
    assert!(!folder.has(TRANSLATION) && !folder.has("griot.lock"));
    // a name or two may be the same in both languages
    let folder = with_program("[cat]");
    folder.run_ok(&["translate", "puce", "--draft"]);
}

#[test]
fn the_work_of_a_person_is_never_overwritten() {
    let folder = site();
    folder.run_ok(&["translate", "puce", "--draft"]);
    folder.run_ok(&["accept", "puce"]);
    replace(&folder, ORIGINAL, "Un paragraphe", "Un autre");
    // never committed
    let ran = folder.run(&["translate", "puce", "--stale"]);
    assert_eq!(ran.status, 1);
    assert!(ran.err.contains("git does not hold its text"), "{ran:?}");
    // edited since
    replace(&folder, TRANSLATION, "A paragraph", "A paragraph of mine");
    commit(&folder);
    let before = folder.read(TRANSLATION);
    let ran = folder.run_ok(&["translate", "puce", "--stale"]);
    assert!(
        ran.err.contains("was edited since it was accepted"),
        "{ran:?}"
    );
    assert_eq!(folder.read(TRANSLATION), before);
    assert_eq!(state(&folder)["state"], "stale");
}

#[test]
fn a_section_whose_answer_is_wrong_stays_and_is_reported() {
    let folder = site();
    replace(
        &folder,
        "translate.sed",
        "s/Lancement/Launch/",
        "s/<x3\\/>/(https:\\/\\/evil.example)/",
    );
    let ran = folder.run_ok(&["translate", "puce", "--draft"]);
    let warning = "`## 🏁 Lancement` is not translated: the placeholder `<x3/>` is missing";
    assert!(ran.err.contains(warning), "{ran:?}");
    let text = folder.read(TRANSLATION);
    assert!(!text.contains("evil"), "{text}");
    let kept =
        "\n## 🏁 Lancement {#go}\n\n<!--\nUn paragraphe [ici](https://x.example/ici).\n-->\n";
    assert!(text.contains(kept), "{text}");
    assert!(text.contains("There[^1]."), "{text}");
    // asked for once more, with the reason
    let requests = folder.read("requests.txt");
    let asked = requests
        .lines()
        .filter(|line| line.contains("\"problem\":\"the placeholder `<x3/>` is missing\""));
    assert_eq!(asked.count(), 1, "{requests}");
    let cell = state(&folder);
    assert_eq!(cell["state"], "stale", "{cell}");
}

#[test]
fn a_program_that_misbehaves_gets_a_message_and_nothing_is_written() {
    for (command, message) in [
        ("[no-such-program]", "`no-such-program` cannot be started"),
        ("[./translate.sed]", "`./translate.sed` cannot be started"),
        ("['true']", "`true` ended before its answer"),
        ("['yes']", "is not the JSON that it should be"),
        (
            "[sed, -u, 's/.*/{\"id\":99,\"text\":\"x\"}/']",
            "answered number 99 where number 1 was asked",
        ),
        ("[sh, -c, \"printf '\\\\377\\\\n'\"]", "is not UTF-8"),
        ("[sh, -c, \"yes | tr -d '\\\\n'\"]", "a line is too long"),
        (
            "[sh, -c, 'sleep 97 & echo $! >number; wait']",
            "gave no answer for 1 seconds",
        ),
    ] {
        let folder = with_program(command);
        let ran = folder.run(&["translate", "puce", "--draft", "--timeout", "1"]);
        assert_eq!(ran.status, 1, "{command}: {ran:?}");
        assert!(ran.err.contains(message), "{command}: {ran:?}");
        assert!(ran.err.contains("nothing was written"), "{ran:?}");
        assert!(
            !folder.has(TRANSLATION) && !folder.has("griot.lock"),
            "{command}"
        );
        if folder.has("number") {
            let number = folder.read("number");
            let status = std::fs::read_to_string(format!("/proc/{}/stat", number.trim()));
            assert!(status.is_err() || status.is_ok_and(|status| status.contains(") Z ")));
        }
    }
    let folder = site();
    replace(&folder, "griot.yaml", "translate: ", "extra: ");
    let ran = folder.run(&["translate", "puce", "--draft"]);
    assert!(
        ran.err
            .contains("griot.yaml names no program that translates"),
        "{ran:?}"
    );
}

#[test]
fn the_language_is_named_where_there_are_several() {
    let folder = site();
    replace(
        &folder,
        "griot.yaml",
        "en: {title: The blog}",
        "en: {title: The blog}, ar: {title: A}",
    );
    let ran = folder.run(&["translate", "puce"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("name one of them with `--to`: en, ar"),
        "{ran:?}"
    );
}

/// A whole article by a real program, Apertium.
#[test]
#[ignore = "needs apertium-eng-spa: run by scripts/test all"]
fn apertium_translates_an_article() {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/translators/apertium.py");
    let folder = Folder::new(&format!(
        "\
-- griot.yaml --
base_url: https://blog.example
default_language: en
languages: {{en: {{title: The blog}}, es: {{title: El blog}}}}
translate: {{command: [python3, {program}, eng-spa]}}
-- content/articles/phones/en.md --
---
title: Two new phones 📱
date: 2026-11-01
---
The company sells [two phones](https://x.example/a?b=1&c=2) with `cargo` in 3 cities.

## 🏁 The price {{#price}}

It costs 1,200 dollars < 1,500 & more:

- a **big** house
- a small house[^1]

> [!NOTE]
> The book is red.

```rust
let price = \"big house\";
```

[^1]: A note about houses.
"
    ));
    let ran = folder.run_ok(&["translate", "phones", "--draft"]);
    assert!(!ran.err.contains("not translated"), "{ran:?}");
    let text = folder.read("content/articles/phones/es.md");
    for kept in [
        "](https://x.example/a?b=1&c=2)",
        "`cargo`",
        "## 🏁 El precio {#price}",
        "1,200",
        "< 1,500 &",
        "[^1]: Una nota",
        "> [!NOTE]\n> El libro es rojo.",
        "let price = \"big house\";",
    ] {
        assert!(text.contains(kept), "{kept} is not in\n{text}");
    }
    folder.run_ok(&["build", "--drafts"]);
}
