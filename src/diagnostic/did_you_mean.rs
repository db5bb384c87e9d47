//! The known name that a mistyped word most likely stands for.
//!
//! Takes a word and the names that are known; gives the nearest name or none. Case, `_`, `-` and
//! spaces are no difference. A plural, a singular or an abbreviation is close; with more than a
//! third of its letters wrong, a word is no typo.

use super::Text;
use crate::phrase;

/// Finds the name of `known` nearest to `word`, the first one where several are as near.
///
/// `None` when no name is near enough to be worth suggesting.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word);
    if word.len() > LONGEST {
        return None;
    }
    let mut best: Option<Candidate> = None;
    for name in known {
        let Some(distance) = distance(&word, &letters(name)) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| distance < best.distance) {
            best = Some(Candidate { name, distance });
        }
    }
    best.map(|best| best.name)
}

/// The hint for a word that is none of `known`: the nearest of them, or else all.
pub fn suggestion(word: &str, known: &[&str]) -> Text {
    match nearest(word, known.iter().copied()) {
        Some(name) => phrase!("did you mean `{name}`?", name = name),
        None => phrase!("known here: `{names}`", names = known.join("`, `")),
    }
}

/// A name and its distance from the word.
struct Candidate<'a> {
    name: &'a str,
    distance: usize,
}

/// Characters of the longest word that can be a typo of a known name.
const LONGEST: usize = 64;

fn letters(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .take(LONGEST + 1)
        .collect()
}

/// The distance between two words, in half letters; `None` when they are too far apart.
fn distance(word: &[char], name: &[char]) -> Option<usize> {
    if word.is_empty() || name.is_empty() {
        return None;
    }
    if word == name {
        return Some(0);
    }
    if singular(word) == singular(name) {
        return Some(1);
    }
    let longest = word.len().max(name.len());
    let edits = edits(word, name);
    if edits <= (longest / 3).max(1) && edits < longest {
        return Some(2 * edits);
    }
    let shortest = word.len().min(name.len());
    let prefix = shortest >= 3 && word[..shortest] == name[..shortest];
    prefix.then(|| longest + shortest)
}

/// The word without its plural ending: `categories` and `category` give the same.
fn singular(word: &[char]) -> Vec<char> {
    match word {
        [stem @ .., 'i', 'e', 's'] => [stem, &['y']].concat(),
        [stem @ .., 's'] => stem.to_vec(),
        _ => word.to_vec(),
    }
}

/// Counts the letters to add, drop, replace, or swap with their neighbour.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}
