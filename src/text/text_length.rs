//! Length of a text for readers: words, and characters in scripts without spaces between words.

use unicode_normalization::char::is_combining_mark;

/// Words that people read in a minute.
const WORDS_PER_MINUTE: usize = 220;
/// Characters of scripts without spaces that people read in a minute.
const CHARACTERS_PER_MINUTE: usize = 500;

/// The length of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextLength {
    /// Words between spaces, in scripts that have them.
    pub words: usize,
    /// Characters of scripts without spaces between words, without marks and punctuation.
    pub characters: usize,
}

impl TextLength {
    /// Counts the words between plain spaces, and the characters of scripts without spaces. A
    /// punctuation mark after a no-break space is part of its word.
    pub fn of(text: &str) -> TextLength {
        match may_have_script_without_spaces(text.as_bytes()) {
            true => count_characters(text),
            false => TextLength {
                words: count_words(text.as_bytes()),
                characters: 0,
            },
        }
    }

    /// Words and characters together.
    pub fn total(self) -> usize {
        self.words + self.characters
    }

    /// Minutes to read the text, at least 1.
    pub fn minutes(self) -> usize {
        let words = self.words * CHARACTERS_PER_MINUTE;
        let characters = self.characters * WORDS_PER_MINUTE;
        let minutes = (words + characters).div_ceil(WORDS_PER_MINUTE * CHARACTERS_PER_MINUTE);
        minutes.max(1)
    }
}

/// Whether a character belongs to a script without spaces between words: Thai, Lao, Burmese, Khmer,
/// kana, Han.
pub fn is_of_script_without_spaces(c: char) -> bool {
    c >= '\u{E00}'
        && matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
            | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A quick test. The scripts without spaces are above U+0E00, and their first byte says so: neither E2,
/// which begins most punctuation, nor F0 with 9F, which begins emoji.
fn may_have_script_without_spaces(bytes: &[u8]) -> bool {
    let is_suspect = |byte: u8| (byte >= 0xE0) & (byte != 0xE2) & (byte != 0xF0);
    // a fold over all bytes is faster than an early stop
    bytes
        .iter()
        .fold(false, |any, byte| any | is_suspect(*byte))
        || memchr::memchr_iter(0xF0, bytes).any(|at| bytes[at + 1] >= 0xA0)
}

/// Bytes whose words a byte can count.
const CHUNK_BYTES: usize = 255;

fn count_words(bytes: &[u8]) -> usize {
    let Some((first, others)) = bytes.split_first() else {
        return 0;
    };
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let starts = |(before, byte): (&u8, &u8)| u8::from(is_space(before) & !is_space(byte));
    // small sums of bytes are counted many at a time
    let before = bytes.chunks(CHUNK_BYTES).zip(others.chunks(CHUNK_BYTES));
    let counts = before.map(|(before, bytes)| before.iter().zip(bytes).map(starts).sum::<u8>());
    usize::from(!is_space(first)) + counts.map(usize::from).sum::<usize>()
}

fn count_characters(text: &str) -> TextLength {
    let mut length = TextLength::default();
    let mut is_in_word = false;
    for c in text.chars() {
        // punctuation of these scripts separates words too
        let separates = c.is_ascii_whitespace()
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}');
        if is_of_script_without_spaces(c) {
            length.characters += usize::from(c.is_alphanumeric() && !is_combining_mark(c));
            is_in_word = false;
        } else if separates {
            is_in_word = false;
        } else if !is_in_word {
            is_in_word = true;
            length.words += 1;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::TextLength;

    #[test]
    fn counts_words_and_characters() {
        for (text, words, characters) in [
            ("", 0, 0),
            (" deux mots\n", 2, 0),
            ("Oui\u{202F}! «\u{A0}non\u{A0}» – 🚀", 4, 0),
            ("日本語、テスト。", 0, 6),
            ("Python 3 を使う", 2, 3),
            ("สวัสดี ครับ", 0, 7),
            ("ភាសាខ្មែរ", 0, 5),
            ("မြန်မာ", 0, 3),
            ("한국어 문장", 2, 0),
            ("हिन्दी में", 2, 0),
        ] {
            let length = TextLength { words, characters };
            assert_eq!(TextLength::of(text), length, "{text}");
        }
    }

    #[test]
    fn minutes_are_those_of_words_and_characters() {
        let minutes = |words, characters| TextLength { words, characters }.minutes();
        assert_eq!(minutes(0, 0), 1);
        assert_eq!(minutes(220, 0), 1);
        assert_eq!(minutes(221, 0), 2);
        assert_eq!(minutes(0, 500), 1);
        assert_eq!(minutes(0, 501), 2);
        assert_eq!(minutes(110, 250), 1);
        assert_eq!(minutes(110, 251), 2);
    }
}
