//! The known name that a mistyped word most likely stands for.
//!
//! Case, `_`, `-` and spaces never count as a difference. A plural, a singular or an
//! abbreviation is close; past a third of its letters wrong, a word is not a typo.

/// The name of `known` nearest to `word`, the first one where several are as near.
///
/// `None` when nothing is near enough to be worth suggesting.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = letters(word);
    if word.len() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter_map(|name| Some((distance(&word, &letters(name))?, name)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The hint for a word that is none of `known`: the nearest of them, or else all.
pub fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known here: `{}`", known.join("`, `")),
    }
}

/// Longer words are no typos of anything that we know.
const LONGEST: usize = 64;

fn letters(word: &str) -> Vec<char> {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .take(LONGEST + 1)
        .collect()
}

/// How far two words are apart, in half letters; `None` when they are too far.
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

/// `categories` and `category`, `tags` and `tag` come out the same.
fn singular(word: &[char]) -> Vec<char> {
    match word {
        [stem @ .., 'i', 'e', 's'] => [stem, &['y']].concat(),
        [stem @ .., 's'] => stem.to_vec(),
        _ => word.to_vec(),
    }
}

/// Letters to add, drop, replace, or swap with their neighbour.
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
