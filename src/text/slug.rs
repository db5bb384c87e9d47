//! What a title becomes in a URL, in an id, and where two spellings are compared.
//!
//! Latin script is folded to ASCII; other scripts keep their letters. NFC and NFD input
//! give the same. Nothing that comes out of [`slug`] can leave a folder or a URL part.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use deunicode::deunicode_char;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

use super::emoji;

/// The longest slug, in bytes: with a suffix and `.html` far below the 255 of a file name.
const LONGEST: usize = 100;

/// `text` as one part of a URL: lower-case letters and digits, with a single hyphen for
/// each stretch of anything else, and none at either end. Emoji are dropped, Latin
/// letters and numbers become ASCII (œ is oe, ß is ss, ² is 2), letters of other scripts
/// stay with their combining marks, in NFC. At most 100 bytes, cut at a hyphen unless
/// that would lose half of it. What would be a device's name on Windows ends in `-1`. Empty when `text` has no letter or digit.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for segment in emoji::segments(text) {
        if segment.emoji {
            separate(&mut out);
        } else {
            push_words(&mut out, segment.text);
        }
    }
    // Lower-casing may decompose (İ) or depend on what follows (Σ), hence at the end.
    if out.is_ascii() {
        out.make_ascii_lowercase();
    } else {
        out = composed(&out.to_lowercase()).into_owned();
    }
    shorten(&mut out);
    out.truncate(out.trim_end_matches('-').len());
    if is_device(&out) {
        out.push_str("-1");
    }
    out
}

/// Whether Windows takes a name without its extension for a device.
pub fn is_device(name: &str) -> bool {
    let is = |device: &&str| name.eq_ignore_ascii_case(device);
    let numbered = |device: &&str| {
        name.len() == 4
            && name
                .get(..3)
                .is_some_and(|name| name.eq_ignore_ascii_case(device))
    };
    ["con", "prn", "aux", "nul"].iter().any(is)
        || (["com", "lpt"].iter().any(numbered) && name.ends_with(|c: char| c.is_ascii_digit()))
}

/// `text` in NFC. Latin letters and the marks of prose are so already.
pub fn composed(text: &str) -> Cow<'_, str> {
    let latin = |c: char| c < '\u{300}' || matches!(c, '\u{2010}'..='\u{2027}');
    if text.chars().all(latin) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Appends the words of `text`, which holds no emoji.
fn push_words(out: &mut String, text: &str) {
    let mut keeps_marks = false;
    for c in composed(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
            keeps_marks = false;
        } else if is_latin(c) {
            keeps_marks = false;
            push_latin(out, c);
        } else if is_combining_mark(c) {
            if keeps_marks && !is_selector(c) {
                out.push(c);
            }
        } else if c.is_alphanumeric() {
            out.push(c);
            keeps_marks = true;
        } else if c.general_category() != GeneralCategory::Format {
            separate(out);
            keeps_marks = false;
        }
    }
}

/// Appends what the Latin letter or number `c` is in ASCII, or `c` where ASCII has nothing.
fn push_latin(out: &mut String, c: char) {
    match to_ascii(c) {
        Some(ascii) => {
            for c in ascii.chars() {
                if c.is_ascii_alphanumeric() {
                    out.push(c)
                } else {
                    separate(out)
                }
            }
        }
        // Modifier letters: apostrophes, the okina, tone marks.
        None if matches!(c, '\u{2B9}'..='\u{2FF}') => separate(out),
        None => out.push(c),
    }
}

/// The Latin letter or number `c` in ASCII, at times with a sign (½ is `1/2`).
fn to_ascii(c: char) -> Option<&'static str> {
    let has_word = |ascii: &&str| ascii.contains(|c: char| c.is_ascii_alphanumeric());
    match c {
        'ə' | 'ǝ' | 'Ə' | 'Ǝ' => Some("e"),
        // A few capitals are known by their small letter only.
        _ => [Some(c), c.to_lowercase().next()]
            .into_iter()
            .find_map(|c| deunicode_char(c?).filter(has_word)),
    }
}

/// Ends the word that `out` ends with, if any.
fn separate(out: &mut String) {
    if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

/// Whether `c` is a letter or number beyond ASCII that Latin script writes with.
fn is_latin(c: char) -> bool {
    let block = matches!(c,
        '\u{AA}'..='\u{2FF}' | '\u{1D00}'..='\u{1DBF}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2070}'..='\u{209C}' | '\u{2150}'..='\u{218B}' | '\u{2460}'..='\u{24FF}'
        | '\u{2C60}'..='\u{2C7F}' | '\u{A722}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB06}' | '\u{FF10}'..='\u{FF5A}' | '\u{1D400}'..='\u{1D7FF}');
    block && c.is_alphanumeric()
}

/// Whether `c` is a mark that only chooses between shapes of the letter before it.
fn is_selector(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{180B}'..='\u{180F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{20DD}'..='\u{20E4}' | '\u{E0100}'..='\u{E01EF}')
}

/// Cuts `slug` to [`LONGEST`] bytes: at a hyphen, else between two characters as a reader
/// counts them, else between two code points.
fn shorten(slug: &mut String) {
    if slug.len() <= LONGEST {
        return;
    }
    let edge = (0..=LONGEST)
        .rev()
        .find(|&at| slug.is_char_boundary(at))
        .unwrap_or(0);
    let hyphen = slug.as_bytes()[..=edge]
        .iter()
        .rposition(|&byte| byte == b'-');
    let grapheme = || {
        slug.grapheme_indices(true)
            .map(|(at, _)| at)
            .take_while(|&at| at <= edge)
    };
    let cut = hyphen
        .filter(|&at| at >= LONGEST / 2)
        .or_else(|| grapheme().last().filter(|&at| at > 0))
        .unwrap_or(edge);
    slug.truncate(cut);
}

/// `text` as a key to compare by: without case, accents, invisible characters or kinds of
/// apostrophe, each stretch of white space one space and none at either end. "Sécurité",
/// "SECURITE" and their NFD forms are one key. Letters of all scripts stay, and so do
/// marks that are vowels or consonants (Devanagari, Thai, kana), not accents.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return folded(text.chars(), text.len());
    }
    let bare = text.nfkd().filter(|&c| !is_accent(c));
    folded(bare, text.len()).nfc().collect()
}

/// The name of a tag, a category or an author as a key to compare by: [`fold`], and a hyphen is a
/// space. "Open Source" and "open-source" are one.
pub fn name_key(name: &str) -> String {
    fold(name).replace(['-', '_'], " ")
}

/// What [`fold`] makes of characters without accents.
fn folded(bare: impl Iterator<Item = char>, length: usize) -> String {
    let mut out = String::with_capacity(length);
    for c in bare {
        match c {
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\0'..='\x7F' => out.push(c.to_ascii_lowercase()),
            '’' | '‘' | 'ʼ' | 'ʻ' => out.push('\''),
            'ς' => out.push('σ'),
            _ if is_selector(c) || c.general_category() == GeneralCategory::Format => {}
            _ => push_caseless(&mut out, c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Appends the letter or sign `c`, which is no accent, without its case.
fn push_caseless(out: &mut String, c: char) {
    match to_ascii(c).filter(|_| is_latin(c)) {
        Some(ascii) => out.push_str(&ascii.to_ascii_lowercase()),
        None => out.extend(c.to_lowercase().nfkd().filter(|&c| !is_accent(c))),
    }
}

/// Whether `c` is a mark that a careless writer leaves out: a Latin, Greek or Cyrillic
/// accent, an Arabic or Hebrew vowel point.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20F0}')
}

/// Hands out ids that are unique on one page.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// For each base, the last number tried, so that many equal headings stay cheap.
    last: HashMap<String, usize>,
}

impl Ids {
    /// Takes an id that was set by hand; false if it is taken already. Reserve all of
    /// them before the first [`Ids::unique`].
    pub fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// `base`, or `base-2`, `base-3`… if it is taken; `section` stands in for an empty one.
    pub fn unique(&mut self, base: &str) -> String {
        let base = if base.is_empty() { "section" } else { base };
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let last = self.last.entry(base.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let id = format!("{base}-{last}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests;
