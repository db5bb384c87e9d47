//! Spaces of French that do not break: inside numbers, before units and currencies, after
//! abbreviations.
//!
//! Groups and percent are as in Unicode CLDR 48; for units the choice is the common one, U+00A0. A
//! space that is there is replaced, and none is put in. Finds places and holds no state; every
//! look-ahead is limited or consumed.

use super::character_classes::is_space;
use super::token_types::{TextToken, TokenKind};
use super::units;
use std::ops::Range;

/// Abbreviations that a number follows.
const BEFORE_NUMBERS: [&str; 7] = ["p.", "pp.", "t.", "vol.", "chap.", "art.", "fig."];

/// Titles that a name follows; a longer one goes before its beginning.
const TITLES: [&str; 15] = [
    "MM.", "M.", "Mmes", "Mme", "Mlles", "Mlle", "Mgr", "Me", "Drs", "Dre", "Dr.", "Dr", "Pre",
    "Pr.", "Pr",
];

/// Words after which `M.` is a letter at the end of a sentence.
const LETTERS: [&str; 8] = [
    "lettre", "touche", "taille", "classe", "groupe", "plan", "initiale", "bouton",
];

/// Words that begin a sentence and no name.
const SENTENCE_STARTS: [&str; 20] = [
    "Il", "Ils", "Elle", "Elles", "On", "Je", "Nous", "Vous", "Un", "Une", "Ce", "Cet", "Cette",
    "Ces", "Et", "Mais", "Puis", "Ensuite", "Pour", "Dans",
];

/// Longest unit or title that may go on in the next piece, in bytes.
const MAX_LOOK: usize = 8;

/// Whether something that a space ties may begin at byte `at` of `text`, or end there for a full
/// stop. A text that may go on beyond its borders counts. A quick test.
pub(super) fn may_tie(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    match text.as_bytes()[at] {
        b'0'..=b'9' => number_may_tie(&rest[1..]),
        b'.' => {
            let longest = BEFORE_NUMBERS.map(str::len).into_iter().max();
            let is_at_border = Some(at) < longest;
            begins_with_gap(&rest[1..])
                && (is_at_border || abbreviation_before(text, at + 1).is_some())
        }
        b'F' => begins_with_gap(&rest[1..]),
        _ => rest.len() < MAX_LOOK || title_at(rest).is_some(),
    }
}

fn number_may_tie(rest: &str) -> bool {
    if rest.starts_with(['h', 'm']) {
        return true;
    }
    let end = rest.len() - rest.trim_start_matches(is_space).len();
    let next = &rest[end..];
    let is_at_border = next.len() < MAX_LOOK;
    (end > 0 || rest.is_empty())
        && (is_at_border
            || next.starts_with(|c: char| c.is_ascii_digit())
            || units::unit_length(next).is_some())
}

fn begins_with_gap(text: &str) -> bool {
    text.is_empty() || text.starts_with(is_space)
}

/// Pushes the spaces of the number whose first digit is at byte `at`, and the one before its unit.
/// Returns the byte where to go on.
pub(super) fn number(text: &str, at: usize, tokens: &mut Vec<TextToken>) -> usize {
    let mut end = at + digits(&text[at..]);
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| (c.is_alphabetic() && c != 'x') || matches!(c, '#' | '@' | '_')) {
        return end;
    }
    for gap in gaps_of_groups(text, at, end) {
        end = gap.end + 3;
        push(tokens, gap, true);
    }
    let gap = gap_at(text, end);
    match units::unit_length(&text[gap.end..]) {
        Some(unit) => {
            let unit = gap.end..gap.end + unit;
            push(tokens, gap, false);
            after_unit(text, unit, tokens)
        }
        None if gap.is_empty() => after_unit(text, end..end + attached_hours(&text[end..]), tokens),
        None => gap.end,
    }
}

/// The length of `h` or `min` that `text`, after a number, begins with: `12h 30`.
fn attached_hours(text: &str) -> usize {
    let is_unit = |unit: &&str| {
        let rest = text.strip_prefix(unit);
        rest.is_some_and(|rest| rest.starts_with(is_space))
    };
    ["h", "min"].into_iter().find(is_unit).map_or(0, str::len)
}

/// Pushes the space after the unit at `unit` when the expression goes on: `12 h 30`, `3 Md €`.
/// Returns the byte where to go on.
fn after_unit(text: &str, unit: Range<usize>, tokens: &mut Vec<TextToken>) -> usize {
    let gap = gap_at(text, unit.end);
    let next = &text[gap.end..];
    let goes_on = match &text[unit.clone()] {
        "h" | "min" | "mn" => matches!(digits(next), 1 | 2),
        // the space in `F CFA` is found from its own `F`
        "F" => return unit.start,
        unit if units::MAGNITUDES.contains(&unit) => units::is_currency(next),
        _ => false,
    };
    if goes_on && !gap.is_empty() {
        let end = gap.end;
        push(tokens, gap, false);
        return end;
    }
    unit.end
}

/// The spaces between the groups of the number at `at`, whose first group ends at `end`: one to
/// three digits, then only groups of three. None in a telephone number, a year or a list.
fn gaps_of_groups(text: &str, at: usize, end: usize) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    if end - at > 3 || text[at..].starts_with('0') || !begins_number(text, at) {
        return gaps;
    }
    let mut last = end;
    while let Some(gap) = one_space(text, last) {
        match digits(&text[gap.end..]) {
            3 => last = gap.end + 3,
            0 => break,
            _ => return Vec::new(),
        }
        gaps.push(gap);
    }
    let is_fraction =
        text[last..].starts_with('/') && text[last + 1..].starts_with(|c: char| c.is_ascii_digit());
    let is_phone = text[..at].ends_with('+') && end - at + 3 * gaps.len() >= 8;
    if is_fraction || is_phone || is_model_and_storage(text, &gaps, last) {
        gaps.clear();
    }
    gaps
}

/// Whether the digits at byte `at` are no later part of a number, a date or a version.
fn begins_number(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let joint = [',', '.', ':', '/'];
    let before = before
        .strip_suffix(|c| is_space(c) || joint.contains(&c))
        .unwrap_or("");
    !before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether the groups are the number of a device and the size of its memory: `iPhone 15 256 Go`.
fn is_model_and_storage(text: &str, gaps: &[Range<usize>], end: usize) -> bool {
    let [gap] = gaps else {
        return false;
    };
    let size = &text[gap.end..end];
    let unit = text[end..].trim_start_matches(is_space);
    matches!(size, "128" | "256" | "512") && unit.starts_with(['G', 'M', 'T'])
}

/// Pushes the space after the abbreviation whose full stop is at byte `at`. Returns the byte where
/// to go on.
pub(super) fn abbreviation(text: &str, at: usize, tokens: &mut Vec<TextToken>) -> usize {
    let end = at + 1;
    let gap = gap_at(text, end);
    let Some(abbreviation) = abbreviation_before(text, end).filter(|_| !gap.is_empty()) else {
        return end;
    };
    let next = &text[gap.end..];
    let is_example = abbreviation == "p." && next.starts_with("ex.");
    let roman = next.len() - next.trim_start_matches(['I', 'V', 'X', 'L', 'C']).len();
    let is_roman = roman > 0 && !next[roman..].starts_with(char::is_alphanumeric);
    if digits(next) > 0 || is_roman || is_example {
        return push(tokens, gap, false);
    }
    end
}

/// The abbreviation that ends at byte `end` of `text`; none after a number, where it is a unit.
fn abbreviation_before(text: &str, end: usize) -> Option<&'static str> {
    // most sentences end with another letter
    let last = text.as_bytes().get(end.checked_sub(2)?)?;
    if !b"ptlgPTLG".contains(last) {
        return None;
    }
    BEFORE_NUMBERS.into_iter().find(|abbreviation| {
        let start = end.checked_sub(abbreviation.len());
        let head = start.and_then(|start| text.get(start..end));
        head.is_some_and(|head| head.eq_ignore_ascii_case(abbreviation))
            && start.is_some_and(|start| begins_word(text, start) && !follows_number(text, start))
    })
}

/// Pushes the space after the title at byte `at`: `M. Diop`, `Mme Sow`. Returns the byte where to
/// go on.
pub(super) fn title(text: &str, at: usize, tokens: &mut Vec<TextToken>) -> usize {
    let Some(title) = title_at(&text[at..]).filter(|_| begins_word(text, at)) else {
        return at + 1;
    };
    let gap = gap_at(text, at + title.len());
    let name = &text[gap.end..];
    let is_name = match title {
        "M." => {
            let is_letter = follows_number(text, at) || follows_word(text, at, &LETTERS);
            name.starts_with(char::is_alphabetic) && !is_letter && !begins_sentence(name)
        }
        "Me" | "Pr" | "Pr." | "Dr." => {
            name.starts_with(char::is_uppercase) && !begins_sentence(name)
        }
        _ => name.starts_with(char::is_alphabetic),
    };
    if is_name && !gap.is_empty() {
        return push(tokens, gap, false);
    }
    at + title.len()
}

/// The title that `text` begins with, as a whole word.
fn title_at(text: &str) -> Option<&'static str> {
    if !text
        .as_bytes()
        .get(1)
        .is_some_and(|next| b".Mmlegr".contains(next))
    {
        return None;
    }
    let is_whole = |title: &&str| {
        let rest = text.strip_prefix(title);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    TITLES.into_iter().find(is_whole)
}

/// Whether `text` begins a sentence and no name. An article begins a name where another capital
/// follows: `Le Pen`.
fn begins_sentence(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let is_article = matches!(word, "Le" | "La" | "Les");
    let next = rest.trim_start_matches(is_space);
    SENTENCE_STARTS.contains(&word)
        || (is_article && next.starts_with(char::is_lowercase) && next.len() < rest.len())
}

/// Pushes the space inside `F CFA`, whose `F` is at byte `at`. Returns the byte where to go on.
pub(super) fn cfa_franc(text: &str, at: usize, tokens: &mut Vec<TextToken>) -> usize {
    let gap = gap_at(text, at + 1);
    let after = text[gap.end..].strip_prefix("CFA");
    let is_whole = after.is_some_and(|after| !after.starts_with(char::is_alphanumeric));
    if is_whole && !gap.is_empty() && begins_word(text, at) {
        return push(tokens, gap, true);
    }
    at + 1
}

/// Pushes the space after `n°`, `N°`, `№` or `§`, whose sign is at byte `at`. `None` for another
/// character.
pub(super) fn number_sign(text: &str, at: usize, tokens: &mut Vec<TextToken>) -> Option<usize> {
    let sign = text[at..].chars().next()?;
    let mut end = at + sign.len_utf8();
    match sign {
        '№' | '§' => {}
        '°' | 'º' | 'ᵒ' => {
            let start = text[..at].strip_suffix(['n', 'N'])?.len();
            begins_word(text, start).then_some(())?;
            end += usize::from(text[end..].starts_with('s'));
        }
        _ => return None,
    }
    let gap = gap_at(text, end);
    if gap.is_empty() || !text[gap.end..].starts_with(char::is_alphanumeric) {
        return Some(end);
    }
    Some(push(tokens, gap, false))
}

/// Whether no word, initial or name goes on at byte `at`.
fn begins_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| is_space(c) || "«“„‘‹([{\"'’—–\u{2028}".contains(c) || c == '\u{2029}')
}

fn follows_number(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(is_space);
    before.len() < at && before.ends_with(|c: char| c.is_ascii_digit())
}

fn follows_word(text: &str, at: usize, words: &[&str]) -> bool {
    let before = text[..at].trim_end_matches(is_space);
    words.iter().any(|word| {
        let head = before.strip_suffix(word);
        head.is_some_and(|head| !head.ends_with(char::is_alphanumeric))
    })
}

/// The number of ASCII digits that `text` begins with.
fn digits(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

/// The white space at byte `at`, perhaps none.
fn gap_at(text: &str, at: usize) -> Range<usize> {
    at..text.len() - text[at..].trim_start_matches(is_space).len()
}

/// The white space at byte `at`, if it is one character.
fn one_space(text: &str, at: usize) -> Option<Range<usize>> {
    let gap = gap_at(text, at);
    let mut chars = text[gap.clone()].chars();
    (chars.next().is_some() && chars.next().is_none()).then_some(gap)
}

/// Pushes the space at `gap`. Returns its end.
fn push(tokens: &mut Vec<TextToken>, gap: Range<usize>, is_narrow: bool) -> usize {
    if !gap.is_empty() {
        tokens.push(TextToken {
            at: gap.start,
            end: gap.end,
            kind: TokenKind::TiedSpace { is_narrow },
        });
    }
    gap.end
}
