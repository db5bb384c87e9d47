//! Finds the tokens of a block in one pass.
//!
//! What is no prose yields no token, or one that counts as a word: addresses, paths,
//! `:smile:`, entities, names with a mark. Every look-ahead is bounded or consumed, so
//! that the pass is linear whatever the text.

use super::block::{Block, Kind, Role, Token, is_ellipsis};
use super::char_class::{LINE, OBJECT, Side};
use super::{Piece, Rules, Style, names};
use crate::text::emoji;

/// How far a name in an address, an entity or an emoji's code may reach, in bytes.
const SHORT: usize = 40;

/// First bytes of what may be a token.
static LOUD: [bool; 256] = table(b"\"';:!?.-\xC2\xE2\xEF\xF0");
/// First bytes of what French, English and the rest may have to change.
static FRENCH: [bool; 256] = table(b"\"';:!?.\xC2\xE2\xEF\xF0");
static ENGLISH: [bool; 256] = table(b"\"'.-\xE2\xEF\xF0");
static PLAIN: [bool; 256] = table(b"\xE2\xEF\xF0");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// Whether nothing in `piece` can call for an edit, whatever is around it.
pub(super) fn is_quiet(rules: Rules, piece: &Piece) -> bool {
    let Piece::Text(text) = piece else {
        return true;
    };
    let loud = match rules {
        Rules::French => &FRENCH,
        Rules::English => &ENGLISH,
        Rules::Plain => &PLAIN,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = first(&bytes[at..], loud) {
        at += found + 1;
        let next = bytes.get(at).copied();
        let quiet = match bytes[at - 1] {
            byte @ (b'.' | b'-') => next.is_some_and(|next| next != byte),
            0xC2 => !matches!(next, Some(0xAB | 0xBB)),
            0xE2 => next == Some(0x80),
            _ => false,
        };
        if !quiet {
            return false;
        }
    }
    true
}

/// Where the first byte of a table is; eight are looked at together.
fn first(bytes: &[u8], table: &[bool; 256]) -> Option<usize> {
    let is_loud = |byte: &u8| table[usize::from(*byte)];
    let eights = bytes.chunks_exact(8);
    let quiet =
        eights.take_while(|eight| !eight.iter().fold(false, |loud, byte| loud | is_loud(byte)));
    let quiet = 8 * quiet.count();
    let found = bytes[quiet..].iter().position(is_loud)?;
    Some(quiet + found)
}

/// The tokens of `text`, straight quotes not resolved yet.
pub(super) fn scan<'t>(style: &Style, text: &'t str) -> Block<'t> {
    let mut scanner = Scanner {
        text,
        keep: style.keep,
        tokens: Vec::new(),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = first(&bytes[at..], &LOUD) {
        at = scanner.token(at + found);
    }
    Block {
        text,
        tokens: scanner.tokens,
    }
}

struct Scanner<'t> {
    text: &'t str,
    keep: &'t [String],
    tokens: Vec<Token>,
}

impl Scanner<'_> {
    /// Pushes the token at byte `at`, if there is one, and says where to go on.
    fn token(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match self.text.as_bytes()[at] {
            b'"' => self.doubles(at),
            b'\'' => match run(rest, '\'') {
                1 => self.push(at, 1, Kind::Single(Role::Straight)),
                many => at + many,
            },
            b'!' | b'?' => self.exclamation(at),
            b';' => self.semicolon(at),
            b':' => self.colon(at),
            b'.' if is_ellipsis(self.text, at) => self.push(at, 3, Kind::Dots),
            b'-' if matches!(run(rest, '-'), 2 | 3) => self.push(at, run(rest, '-'), Kind::Dashes),
            byte @ (b'.' | b'-') => at + run(rest, char::from(byte)),
            _ if rest.starts_with(['«', '»', '“', '”']) => self.push(
                at,
                rest.chars().next().map_or(1, char::len_utf8),
                Kind::Typed,
            ),
            _ => self.emoji(at),
        }
    }

    fn push(&mut self, at: usize, len: usize, kind: Kind) -> usize {
        self.tokens.push(Token {
            at,
            end: at + len,
            kind,
        });
        at + len
    }

    fn before(&self, at: usize) -> Side {
        Side::of(self.text[..at].chars().next_back())
    }

    /// Whether a `?` at byte `at` may begin an address's query.
    fn follows_path(&self, at: usize) -> bool {
        self.before(at).is_word() || self.text[..at].ends_with('/')
    }

    /// One or two `"`. A pair with nothing in it stays, and so do three or more.
    fn doubles(&mut self, at: usize) -> usize {
        let count = run(&self.text[at..], '"');
        let right = Side::of(self.text[at + count..].chars().next());
        let left = self.before(at);
        let empty = matches!(left, Side::Edge | Side::Space | Side::Open)
            && matches!(
                right,
                Side::Edge | Side::Space | Side::Close | Side::Stop | Side::Mark
            );
        if count == 1 || (count == 2 && !empty) {
            for at in at..at + count {
                self.push(
                    at,
                    1,
                    Kind::Double {
                        role: Role::Straight,
                        inner: false,
                    },
                );
            }
        }
        at + count
    }

    /// A run of `!`, `?` and `…`.
    fn exclamation(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if names::own_mark(self.keep, self.text, at) {
            return self.push(at, 1, Kind::Owned);
        }
        if rest.starts_with('?') && is_query(&rest[1..]) && self.follows_path(at) {
            return self.address(at);
        }
        let len = rest.len() - rest.trim_start_matches(['!', '?', '…']).len();
        self.push(at, len, Kind::Mark)
    }

    fn semicolon(&mut self, at: usize) -> usize {
        match run(&self.text[at..], ';') {
            1 if names::own_mark(self.keep, self.text, at) => self.push(at, 1, Kind::Owned),
            1 if !ends_entity(&self.text[..at]) => self.push(at, 1, Kind::Mark),
            many => at + many,
        }
    }

    fn colon(&mut self, at: usize) -> usize {
        let (before, rest) = (&self.text[..at], &self.text[at..]);
        let scheme = rest.starts_with("://") && before.ends_with(|c: char| c.is_ascii_alphabetic());
        if scheme || rest.starts_with(":\\") || before.ends_with("mailto") {
            return self.address(at);
        }
        let colons = run(rest, ':');
        if colons > 1 {
            return at + colons;
        }
        if let Some(len) = emoji_code(rest).filter(|_| !before.ends_with(char::is_alphanumeric)) {
            return self.push(at, len, Kind::Owned);
        }
        let owned = names::own_mark(self.keep, self.text, at);
        self.push(at, 1, if owned { Kind::Owned } else { Kind::Mark })
    }

    /// The rest of an address or a path, which byte `at` gave away.
    fn address(&mut self, at: usize) -> usize {
        let end = |c: char| c.is_whitespace() || "\"<>«»“”".contains(c) || c == OBJECT || c == LINE;
        let rest = &self.text[at..];
        self.push(at, rest.find(end).unwrap_or(rest.len()), Kind::Owned)
    }

    fn emoji(&mut self, at: usize) -> usize {
        match emoji::at(self.text, at) {
            Some(found) => self.push(found.start, found.len(), Kind::Emoji),
            None => at + self.text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// How many times in a row `text` starts with `c`, an ASCII character.
fn run(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// Whether `text`, which follows a `?`, is `name=…`.
fn is_query(text: &str) -> bool {
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.[]%".contains(byte);
    let len = text.bytes().take(SHORT).take_while(name).count();
    len > 0 && text[len..].starts_with('=')
}

/// Whether `text`, which a `;` follows, ends with `&name` or `&#123`.
fn ends_entity(text: &str) -> bool {
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let len = text.bytes().rev().take(SHORT).take_while(name).count();
    len > 0 && text[..text.len() - len].ends_with('&')
}

/// The length of the `:smile:` or `:+1:` that `text` starts with.
fn emoji_code(text: &str) -> Option<usize> {
    let name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_+-".contains(byte);
    let len = text.bytes().skip(1).take(SHORT).take_while(name).count();
    (len > 0 && text[1 + len..].starts_with(':')).then_some(len + 2)
}
