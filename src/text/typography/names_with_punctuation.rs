//! Names that have a punctuation mark, such as `Yahoo!`: no space goes before that mark.
//!
//! The list has brands, games and titles from news about technology and media, and no word that
//! is an exclamation by itself. A site adds its own names by `typography.keep`.

/// The built-in names; their marks are `!` and `?`.
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

/// Whether the mark at byte `at` of `text` is part of a built-in name or of a name in `keep`.
pub(super) fn is_mark_of_name(keep: &[String], text: &str, at: usize) -> bool {
    let is_built_in_mark = matches!(text.as_bytes()[at], b'!' | b'?');
    (is_built_in_mark && NAMES.iter().any(|name| is_mark_of(name, text, at)))
        || keep.iter().any(|name| is_mark_of(name, text, at))
}

/// Whether the mark at byte `at` of `text` is a mark of `name`: the whole name is around it, and
/// is not part of a longer word.
fn is_mark_of(name: &str, text: &str, at: usize) -> bool {
    let mark = text.as_bytes()[at];
    memchr::memchr_iter(mark, name.as_bytes())
        .map(|inside| name.split_at(inside))
        .any(|(head, tail)| {
            let before = char_after(text[..at].chars().rev(), head.chars().rev());
            let after = || char_after(text[at..].chars(), tail.chars());
            let ends_with_word = name.ends_with(char::is_alphanumeric);
            before.is_some_and(|c| !c.is_alphanumeric())
                && after().is_some_and(|c| !(ends_with_word && c.is_alphanumeric()))
        })
}

/// The character of `text` after `name`; a space when the text ends there; `None` when `text` does
/// not begin with `name`. All kinds of apostrophe are equal, and all kinds of space, because
/// typesetting changes them.
fn char_after(
    mut text: impl Iterator<Item = char>,
    name: impl Iterator<Item = char>,
) -> Option<char> {
    for c in name {
        let found = text.next()?;
        let is_equal = match c {
            '\'' | '’' => matches!(found, '\'' | '’'),
            _ if c.is_whitespace() => found.is_whitespace(),
            _ => c == found,
        };
        if !is_equal {
            return None;
        }
    }
    Some(text.next().unwrap_or(' '))
}
