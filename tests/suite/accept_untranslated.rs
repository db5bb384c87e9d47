//! `griot accept` and translations that nobody translated yet.

use crate::program_runner::Folder;

const ORIGINAL: &str = "-- content/articles/a/fr.md --\n---\ntitle: A\ndate: 2026-11-01\n---\nUn chapeau de quelques mots.\n\n## 🚀 Un\n\nCe paragraphe a bien plus de huit mots en français.\n\n> Une citation qui reste en français dans les deux langues du site.\n";

fn with_translation(text: &str) -> Folder {
    let folder = Folder::new(ORIGINAL);
    let text = format!("---\ntitle: B\n---\n{text}");
    folder.write("content/articles/a/en.md", text);
    folder
}

#[track_caller]
fn assert_refused(folder: &Folder, words: &str) {
    let ran = folder.run(&["accept", "a"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains(words), "{}", ran.err);
    assert!(ran.err.contains("content/articles/a/en.md"), "{}", ran.err);
    assert!(
        ran.err.ends_with("error: nothing was accepted\n"),
        "{}",
        ran.err
    );
    assert!(!folder.has("griot.lock"));
    folder.run_ok(&["accept", "a", "--anyway"]);
    assert!(folder.has("griot.lock"));
}

#[test]
fn a_translation_of_comments_alone_is_refused() {
    let folder = Folder::new(ORIGINAL);
    folder.run_ok(&["translate", "a", "--to", "en"]);
    assert_refused(&folder, "this translation has no text yet");
}

#[test]
fn a_translation_with_a_paragraph_of_the_original_is_refused() {
    let folder = with_translation(
        "A lead of some words.\n\n## 🚀 One\n\nCe paragraphe a bien plus de huit mots en français.\n",
    );
    assert_refused(
        &folder,
        "the words of the original: `Ce paragraphe a bien plus de huit mots",
    );
}

#[test]
fn a_translation_may_share_quotations_and_short_lines() {
    let folder = with_translation(
        "A lead of some words.\n\n## 🚀 One\n\nThis paragraph has more than eight words, in English.\n\n- Kebetu, Wave\n\n> Une citation qui reste en français dans les deux langues du site.\n",
    );
    folder.run_ok(&["accept", "a"]);
}

#[test]
fn accepting_all_goes_on_without_the_untranslated() {
    let folder = with_translation("A lead.\n\n## 🚀 One\n\nA paragraph.\n");
    folder.write(
        "content/articles/b/fr.md",
        ORIGINAL
            .split_once(" --\n")
            .expect("a file")
            .1
            .replace("title: A", "title: B2"),
    );
    folder.write("content/articles/b/en.md", "---\ntitle: C\n---\n## One\n");
    let ran = folder.run_ok(&["accept", "--all", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["accepted"].as_array().map(Vec::len), Some(1), "{json}");
    assert_eq!(json["accepted"][0]["story"], "articles/a");
    assert_eq!(json["problems"][0]["code"], "empty-translation");
    let lock = folder.read("griot.lock");
    assert!(
        !lock.contains("\"story\":\"articles/b\",\"lang\":\"en\""),
        "{lock}"
    );
}
