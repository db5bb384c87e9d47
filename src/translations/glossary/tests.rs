//! A table: a text, and the forms that are found in it.

use super::FormKind;
use super::find_forms::FormIndex;

/// `avoided` forms have a `!` before them, in the glossary and among those that are expected.
#[track_caller]
fn case(forms: &[&str], text: &str, expected: &str) {
    let mut index = FormIndex::default();
    for (at, form) in forms.iter().enumerate() {
        match form.strip_prefix('!') {
            Some(form) => index.add(at, FormKind::Avoided, form),
            None => index.add(at, FormKind::Allowed, form),
        }
    }
    let found = index.find(text);
    let allowed = found
        .terms(FormKind::Allowed)
        .map(|(_, form)| form.to_string());
    let avoided = found
        .terms(FormKind::Avoided)
        .map(|(_, form)| format!("!{form}"));
    let all: Vec<String> = allowed.chain(avoided).collect();
    assert_eq!(all.join(", "), expected, "{text}");
}

#[test]
fn case_accents_and_plain_plurals_do_not_count() {
    case(&["puce"], "Des PUCES d’un kilo", "puce");
    case(&["modèle"], "Un modele et des modèles", "modèle");
    case(&["réseau"], "Les réseaux", "réseau");
    case(&["journal"], "Deux journaux", "journal");
    case(&["battery"], "Two batteries", "battery");
    case(
        &["intelligence artificielle"],
        "les intelligences\u{a0}artificielles",
        "intelligence artificielle",
    );
    case(&["open source"], "un projet open-source", "open source");
}

#[test]
fn words_are_whole() {
    case(&["puce"], "un capuce, une pucelle", "");
    case(&["IA"], "l’IA arrive", "IA");
    case(&["IA"], "il y a, ia", "");
    case(&["AI"], "j’ai des AIs", "AI");
}

#[test]
fn the_longest_form_counts() {
    case(
        &["chip", "!flea", "flea market"],
        "At the flea market.",
        "flea market",
    );
    case(
        &["chip", "!flea", "flea market"],
        "A flea and a market.",
        "!flea",
    );
    case(
        &["chip", "!computer chip"],
        "A computer chip.",
        "!computer chip",
    );
    case(&["chip", "!chip"], "A chip.", "chip, !chip");
}

#[test]
fn scripts_without_spaces() {
    case(&["半導体", "電池"], "新しい半導体が登場", "半導体");
}
