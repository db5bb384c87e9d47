//! Turns a title into a slug: one part of a URL.
//!
//! Latin script becomes ASCII; other scripts keep their letters. NFC and NFD input give the
//! same slug. A slug never leaves its folder or its part of the URL.

use super::emoji;
use super::latin_to_ascii::{is_latin, to_ascii};
use super::normalize::{is_shape_selector, nfc};
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

#[cfg(test)]
mod tests;

/// Longest slug, in bytes: with a suffix and `.html` far below the 255 of a file name.
const MAX_BYTES: usize = 100;

/// `text` as one part of a URL: lowercase letters and digits, with one hyphen for each stretch
/// of other characters, and none at either end. Emoji are dropped, Latin letters and numbers
/// become ASCII (œ is oe, ß is ss, ² is 2), letters of other scripts stay with their combining
/// marks, in NFC. At most 100 bytes, cut at a hyphen unless that loses half of it. A device
/// name of Windows gets `-1` at its end. Empty when `text` has no letter or digit.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for segment in emoji::segments(text) {
        if segment.is_emoji {
            push_hyphen(&mut slug);
        } else {
            push_words(&mut slug, segment.text);
        }
    }
    // last, because lowercase may decompose (İ) or depend on the next letter (Σ)
    if slug.is_ascii() {
        slug.make_ascii_lowercase();
    } else {
        slug = nfc(&slug.to_lowercase()).into_owned();
    }
    shorten(&mut slug);
    slug.truncate(slug.trim_end_matches('-').len());
    if is_windows_device(&slug) {
        slug.push_str("-1");
    }
    slug
}

/// Whether Windows takes a name without its extension for a device.
pub fn is_windows_device(name: &str) -> bool {
    let is = |device: &&str| name.eq_ignore_ascii_case(device);
    let is_numbered = |device: &&str| {
        name.len() == 4
            && name
                .get(..3)
                .is_some_and(|name| name.eq_ignore_ascii_case(device))
    };
    ["con", "prn", "aux", "nul"].iter().any(is)
        || (["com", "lpt"].iter().any(is_numbered) && name.ends_with(|c: char| c.is_ascii_digit()))
}

/// Appends the words of `text`, which holds no emoji.
fn push_words(slug: &mut String, text: &str) {
    let mut keeps_marks = false;
    for c in nfc(text).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
            keeps_marks = false;
        } else if is_latin(c) {
            keeps_marks = false;
            push_latin(slug, c);
        } else if is_combining_mark(c) {
            if keeps_marks && !is_shape_selector(c) {
                slug.push(c);
            }
        } else if c.is_alphanumeric() {
            slug.push(c);
            keeps_marks = true;
        } else if c.general_category() != GeneralCategory::Format {
            push_hyphen(slug);
            keeps_marks = false;
        }
    }
}

/// Appends the Latin letter or number `c` in ASCII, or `c` itself when ASCII has nothing.
fn push_latin(slug: &mut String, c: char) {
    match to_ascii(c) {
        Some(ascii) => {
            for c in ascii.chars() {
                if c.is_ascii_alphanumeric() {
                    slug.push(c)
                } else {
                    push_hyphen(slug)
                }
            }
        }
        // modifier letters: apostrophes, the okina, tone marks
        None if matches!(c, '\u{2B9}'..='\u{2FF}') => push_hyphen(slug),
        None => slug.push(c),
    }
}

/// Ends the last word of the slug, if any.
fn push_hyphen(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// Cuts the slug to [`MAX_BYTES`]: at a hyphen, or else between two characters as a reader
/// counts them, or else between two code points.
fn shorten(slug: &mut String) {
    if slug.len() <= MAX_BYTES {
        return;
    }
    let limit = slug.floor_char_boundary(MAX_BYTES);
    let hyphen = slug.as_bytes()[..=limit]
        .iter()
        .rposition(|&byte| byte == b'-');
    let grapheme = || {
        slug.grapheme_indices(true)
            .map(|(at, _)| at)
            .take_while(|&at| at <= limit)
    };
    let cut = hyphen
        .filter(|&at| at >= MAX_BYTES / 2)
        .or_else(|| grapheme().last().filter(|&at| at > 0))
        .unwrap_or(limit);
    slug.truncate(cut);
}
