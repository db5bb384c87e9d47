//! Finds the tokens of a block in one pass: the places where a rule may apply.
//!
//! Text that is no prose has no token, or one that counts as part of a word: addresses, paths,
//! `:smile:`, entities, names with a punctuation mark. Every look-ahead is limited or consumed,
//! so that the time is linear for any text.

use super::character_classes::{CharClass, HARD_BREAK, OBJECT};
use super::quotation_marks::QuotationMarks;
use super::token_types::{QuoteRole, TextToken, TokenKind, TokenizedText, is_ellipsis};
use super::{InlinePiece, TypographyRules, TypographyStyle, french_spaces, names_with_punctuation};
use crate::text::emoji;

/// Longest name in an address, an entity or the code of an emoji, in bytes.
const MAX_NAME_BYTES: usize = 40;

/// Whether a token may begin with a byte.
static TOKEN_BYTES: [bool; 256] = byte_table(b"\"';:!?.-\xC2\xE2\xE3\xEF\xF0");
static FRENCH_TOKEN_BYTES: [bool; 256] =
    byte_table(b"\"';:!?.-0123456789DFMP\xC2\xE1\xE2\xE3\xEF\xF0");
/// Whether the rules of a language may change a text from a byte on.
static FRENCH_BYTES: [bool; 256] = byte_table(b"\"';:!?.-0123456789DFMP\xC2\xE1\xE2\xEF\xF0");
static ENGLISH_BYTES: [bool; 256] = byte_table(b"\"'.-\xE2\xEF\xF0");
static OTHER_BYTES: [bool; 256] = byte_table(b"\"'.\xE2\xEF\xF0");

const fn byte_table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// Whether the rules change nothing in `piece`, with any text around it. A quick test.
pub(super) fn needs_no_change(rules: TypographyRules, piece: &InlinePiece) -> bool {
    let InlinePiece::Text(text) = piece else {
        return true;
    };
    let table = match rules {
        TypographyRules::French => &FRENCH_BYTES,
        TypographyRules::English => &ENGLISH_BYTES,
        TypographyRules::Other(_) => &OTHER_BYTES,
    };
    let is_french = rules == TypographyRules::French;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = find_byte(&bytes[at..], table) {
        at += found + 1;
        let next = bytes.get(at).copied();
        let is_harmless = match bytes[at - 1] {
            byte @ (b'.' | b'-') => {
                next.is_some_and(|next| next != byte)
                    && !(byte == b'.' && is_french && french_spaces::may_tie(text, at - 1))
            }
            b'0'..=b'9' | b'D' | b'F' | b'M' | b'P' => !french_spaces::may_tie(text, at - 1),
            0xC2 => !matches!(next, Some(0xA7 | 0xAB | 0xB0 | 0xBA | 0xBB)),
            0xE1 => next != Some(0xB5),
            0xE2 => next == Some(0x80),
            _ => false,
        };
        if !is_harmless {
            return false;
        }
    }
    true
}

/// The place of the first byte that is in the table. Tests eight bytes together, which is faster.
fn find_byte(bytes: &[u8], table: &[bool; 256]) -> Option<usize> {
    let is_in_table = |byte: &u8| table[usize::from(*byte)];
    let without = bytes.chunks_exact(8).take_while(|eight| {
        !eight
            .iter()
            .fold(false, |any, byte| any | is_in_table(byte))
    });
    let skipped = 8 * without.count();
    let found = bytes[skipped..].iter().position(is_in_table)?;
    Some(skipped + found)
}

/// The tokens of `text`; straight quotes have no role yet.
pub(super) fn tokenize<'t>(style: &TypographyStyle, text: &'t str) -> TokenizedText<'t> {
    let mut tokenizer = Tokenizer {
        text,
        keep: style.keep,
        is_french: style.rules == TypographyRules::French,
        marks: style.rules.marks(),
        tokens: Vec::new(),
    };
    let table = match style.rules {
        TypographyRules::French => &FRENCH_TOKEN_BYTES,
        _ => &TOKEN_BYTES,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = find_byte(&bytes[at..], table) {
        at = tokenizer.token(at + found);
    }
    TokenizedText {
        text,
        tokens: tokenizer.tokens,
    }
}

struct Tokenizer<'t> {
    text: &'t str,
    keep: &'t [String],
    is_french: bool,
    marks: &'static QuotationMarks,
    tokens: Vec<TextToken>,
}

impl Tokenizer<'_> {
    /// Pushes the token at byte `at`, if there is one. Returns the byte where to go on.
    fn token(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match self.text.as_bytes()[at] {
            b'"' => self.double_quotes(at),
            b'\'' => match run_length(rest, '\'') {
                1 => self.push(at, 1, TokenKind::SingleQuote(QuoteRole::Straight)),
                many => at + many,
            },
            b'!' | b'?' => self.exclamation(at),
            b';' => self.semicolon(at),
            b':' => self.colon(at),
            b'.' if is_ellipsis(self.text, at) => self.push(at, 3, TokenKind::ThreeDots),
            b'-' if matches!(run_length(rest, '-'), 2 | 3) => {
                self.push(at, run_length(rest, '-'), TokenKind::Hyphens)
            }
            b'.' if self.is_french && run_length(rest, '.') == 1 => {
                french_spaces::abbreviation(self.text, at, &mut self.tokens)
            }
            byte @ (b'.' | b'-') => at + run_length(rest, char::from(byte)),
            b'0'..=b'9' => french_spaces::number(self.text, at, &mut self.tokens),
            b'D' | b'M' | b'P' => french_spaces::title(self.text, at, &mut self.tokens),
            b'F' => french_spaces::cfa_franc(self.text, at, &mut self.tokens),
            _ => self.sign(at),
        }
    }

    /// Pushes a typed quotation mark, the space after a number sign, or an emoji.
    fn sign(&mut self, at: usize) -> usize {
        let len = self.text[at..].chars().next().map_or(1, char::len_utf8);
        if let Some(class) = self.marks.class_of(&self.text[at..at + len]) {
            return self.push(at, len, TokenKind::TypedQuote(class));
        }
        let sign = self
            .is_french
            .then(|| french_spaces::number_sign(self.text, at, &mut self.tokens));
        sign.flatten().unwrap_or_else(|| self.emoji(at))
    }

    fn push(&mut self, at: usize, len: usize, kind: TokenKind) -> usize {
        self.tokens.push(TextToken {
            at,
            end: at + len,
            kind,
        });
        at + len
    }

    fn before(&self, at: usize) -> CharClass {
        CharClass::of(self.text[..at].chars().next_back())
    }

    /// Whether a `?` at byte `at` may begin the query of an address.
    fn follows_path(&self, at: usize) -> bool {
        self.before(at).is_word() || self.text[..at].ends_with('/')
    }

    /// Pushes one or two `"`. Leaves an empty pair as it is, and three or more.
    fn double_quotes(&mut self, at: usize) -> usize {
        let count = run_length(&self.text[at..], '"');
        let right = CharClass::of(self.text[at + count..].chars().next());
        let left = self.before(at);
        let is_empty = matches!(left, CharClass::Edge | CharClass::Space | CharClass::Open)
            && matches!(
                right,
                CharClass::Edge
                    | CharClass::Space
                    | CharClass::Close
                    | CharClass::Stop
                    | CharClass::Mark
            );
        if count == 1 || (count == 2 && !is_empty) {
            for at in at..at + count {
                self.push(
                    at,
                    1,
                    TokenKind::DoubleQuote {
                        role: QuoteRole::Straight,
                        is_inner: false,
                    },
                );
            }
        }
        at + count
    }

    /// Pushes a run of `!`, `?` and `…`.
    fn exclamation(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if names_with_punctuation::is_mark_of_name(self.keep, self.text, at) {
            return self.push(at, 1, TokenKind::WordPart);
        }
        if rest.starts_with('?') && is_query(&rest[1..]) && self.follows_path(at) {
            return self.address(at);
        }
        let len = rest.len() - rest.trim_start_matches(['!', '?', '…']).len();
        self.push(at, len, TokenKind::Mark)
    }

    fn semicolon(&mut self, at: usize) -> usize {
        match run_length(&self.text[at..], ';') {
            1 if names_with_punctuation::is_mark_of_name(self.keep, self.text, at) => {
                self.push(at, 1, TokenKind::WordPart)
            }
            1 if !ends_entity(&self.text[..at]) => self.push(at, 1, TokenKind::Mark),
            many => at + many,
        }
    }

    fn colon(&mut self, at: usize) -> usize {
        let (before, rest) = (&self.text[..at], &self.text[at..]);
        let is_scheme =
            rest.starts_with("://") && before.ends_with(|c: char| c.is_ascii_alphabetic());
        if is_scheme || rest.starts_with(":\\") || before.ends_with("mailto") {
            return self.address(at);
        }
        let colons = run_length(rest, ':');
        if colons > 1 {
            return at + colons;
        }
        if let Some(len) = emoji_code(rest).filter(|_| !before.ends_with(char::is_alphanumeric)) {
            return self.push(at, len, TokenKind::WordPart);
        }
        let is_in_name = names_with_punctuation::is_mark_of_name(self.keep, self.text, at);
        self.push(
            at,
            1,
            if is_in_name {
                TokenKind::WordPart
            } else {
                TokenKind::Mark
            },
        )
    }

    /// Pushes the rest of an address or a path from byte `at` on.
    fn address(&mut self, at: usize) -> usize {
        let ends =
            |c: char| c.is_whitespace() || "\"<>«»“”".contains(c) || c == OBJECT || c == HARD_BREAK;
        let rest = &self.text[at..];
        self.push(
            at,
            rest.find(ends).unwrap_or(rest.len()),
            TokenKind::WordPart,
        )
    }

    fn emoji(&mut self, at: usize) -> usize {
        match emoji::emoji_at(self.text, at) {
            Some(found) => self.push(found.start, found.len(), TokenKind::Emoji),
            None => at + self.text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// The number of times that `text` repeats `c`, an ASCII character, at its beginning.
fn run_length(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// Whether `text`, which follows a `?`, begins with `name=`.
fn is_query(text: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.[]%".contains(byte);
    let len = text
        .bytes()
        .take(MAX_NAME_BYTES)
        .take_while(is_name)
        .count();
    len > 0 && text[len..].starts_with('=')
}

/// Whether `text`, before a `;`, ends with `&name` or `&#123`.
fn ends_entity(text: &str) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let len = text
        .bytes()
        .rev()
        .take(MAX_NAME_BYTES)
        .take_while(is_name)
        .count();
    len > 0 && text[..text.len() - len].ends_with('&')
}

/// The length of the `:smile:` or `:+1:` that `text` begins with.
fn emoji_code(text: &str) -> Option<usize> {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+-".contains(byte);
    let len = text
        .bytes()
        .skip(1)
        .take(MAX_NAME_BYTES)
        .take_while(is_name)
        .count();
    (len > 0 && text[1 + len..].starts_with(':')).then_some(len + 2)
}
