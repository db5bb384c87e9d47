//! Names that own a mark: `Yahoo!` is spelt so, and no space goes before its mark.
//!
//! The list holds brands, games and titles that news about technology and media name, and
//! no word that is an exclamation by itself. A site adds its own by `typography.keep`.

/// Names known anyway; their marks are `!` and `?`.
const NAMES: [&str; 16] = [
    "Airplane!",
    "Chips Ahoy!",
    "Guess?",
    "Haikyu!!",
    "Haikyū!!",
    "Jeopardy!",
    "Joomla!",
    "Kahoot!",
    "Love Live!",
    "Mamma Mia!",
    "Moulin Rouge!",
    "Overcooked!",
    "Panic! at the Disco",
    "Wham!",
    "Yahoo!",
    "Yu-Gi-Oh!",
];

/// Whether the mark at byte `at` of `text` belongs to a name of the list or of `keep`.
pub(super) fn own_mark(keep: &[String], text: &str, at: usize) -> bool {
    let known = matches!(text.as_bytes()[at], b'!' | b'?');
    (known && NAMES.iter().any(|name| is_part(name, text, at)))
        || keep.iter().any(|name| is_part(name, text, at))
}

/// Whether one of the marks of `name` is the one at byte `at` of `text`, with all of
/// `name` around it and no longer word.
fn is_part(name: &str, text: &str, at: usize) -> bool {
    let mark = text.as_bytes()[at];
    memchr::memchr_iter(mark, name.as_bytes())
        .map(|inside| name.split_at(inside))
        .any(|(head, tail)| {
            let before = past(text[..at].chars().rev(), head.chars().rev());
            let after = || past(text[at..].chars(), tail.chars());
            let word = name.ends_with(char::is_alphanumeric);
            before.is_some_and(|c| !c.is_alphanumeric())
                && after().is_some_and(|c| !(word && c.is_alphanumeric()))
        })
}

/// The character of `text` after all of `name`, a space at its end; `None` if `text`
/// does not start with `name`. Kinds of apostrophe and of space are not told apart, since
/// setting the text changes them.
fn past(mut text: impl Iterator<Item = char>, name: impl Iterator<Item = char>) -> Option<char> {
    for c in name {
        let found = text.next()?;
        let alike = match c {
            '\'' | '’' => matches!(found, '\'' | '’'),
            _ if c.is_whitespace() => found.is_whitespace(),
            _ => c == found,
        };
        if !alike {
            return None;
        }
    }
    Some(text.next().unwrap_or(' '))
}
