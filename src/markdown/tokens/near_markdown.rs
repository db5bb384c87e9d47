//! Warnings about text that is nearly Markdown: its author meant a link, a heading or bold words,
//! and a reader sees signs. Each warning shows what to type.
//!
//! Looks at prose alone, never at code.

use super::EventRewriter;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::markdown::link_destination::{LINK_BYTES, open_bracket};
use crate::{message, phrase};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Marks that stand on both sides of words.
const PAIRED_MARKS: [&str; 4] = ["**", "__", "~~", "`"];

/// Longest words that a hint repeats, in characters.
const SHOWN_CHARS: usize = 60;

/// Words between marks, or a part of a link: bytes of a text.
struct NearLink {
    place: Range<usize>,
    /// What its author means.
    meant: String,
}

impl EventRewriter<'_, '_> {
    /// Warns about everything in a prose text that is nearly Markdown.
    pub(super) fn warn_near_markdown(&mut self, text: &str, span: &Range<usize>) {
        self.warn_unknown_alert(text, span);
        if self.begins_line() {
            self.warn_near_heading(text, span);
            self.warn_box(text, span);
            self.warn_line(text, span);
        }
        if memchr::memchr2(b'[', b']', text.as_bytes()).is_some() {
            self.warn_near_links(text, span);
            self.warn_undefined_links(text, span);
        }
        let bytes = text.as_bytes();
        if memchr::memchr3(b'*', b'_', b'~', bytes).is_some()
            || memchr::memchr(b'`', bytes).is_some()
        {
            self.warn_unclosed_marks(text, span);
        }
        self.warn_marks_of_other_programs(text, span);
        self.warn_emoji_names(text, span);
    }

    /// Whether the next text begins a line.
    fn begins_line(&self) -> bool {
        let last = self.tokens.last().map(|token| &token.event);
        matches!(
            last,
            None | Some(
                Event::Start(Tag::Paragraph | Tag::Item) | Event::SoftBreak | Event::HardBreak
            )
        )
    }

    pub(super) fn warn_near(
        &mut self,
        shown: &str,
        span: &Range<usize>,
        message: Message,
        hint: Text,
    ) {
        let warning = Diagnostic::warning(self.path.clone(), message).hint(hint);
        self.warn(shown, span, warning);
    }

    /// `##Title`, and `1.First` as the item of a list.
    fn warn_near_heading(&mut self, text: &str, span: &Range<usize>) {
        let words = text.trim_start_matches('#');
        let hashes = &text[..text.len() - words.len()];
        let is_word = |text: &str| text.starts_with(|c: char| !c.is_whitespace() && c != '\\');
        // one `#` begins a hashtag
        if (2..=6).contains(&hashes.len()) && is_word(words) {
            let message = message!(
                Code::MisspelledHeading,
                "this line is no heading: a space is missing after `{marks}`",
                marks = hashes
            );
            let hint = phrase!(
                "write `{marks} {words}`",
                marks = hashes,
                words = beginning(words)
            );
            self.warn_near(text, span, message, hint);
        }
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = text.len() - digits.len();
        let item = digits.strip_prefix(['.', ')']);
        let item = item.filter(|item| item.starts_with(char::is_uppercase));
        if let Some(item) = item.filter(|_| (1..=2).contains(&number)) {
            let mark = &text[..=number];
            let message = message!(
                Code::MisspelledHeading,
                "this line is no item of a list: a space is missing after `{marks}`",
                marks = mark
            );
            let hint = phrase!(
                "write `{marks} {words}`",
                marks = mark,
                words = beginning(item)
            );
            self.warn_near(text, span, message, hint);
        }
    }

    /// `:::note`, `!!! note` and `??? note` of other programs.
    fn warn_box(&mut self, text: &str, span: &Range<usize>) {
        let begins = [":::", "!!!", "???"];
        let Some(rest) = begins.iter().find_map(|begin| text.strip_prefix(begin)) else {
            return;
        };
        // an exclamation ends a sentence, and a sign of its own begins a box
        let name = rest.trim_start_matches(['+', ' ', '{', '.']);
        let needs_space = !text.starts_with(':');
        let is_box = name.starts_with(|c: char| c.is_ascii_lowercase())
            && (!needs_space || rest.starts_with([' ', '+']));
        if is_box {
            let message = message!(
                Code::ForeignSyntax,
                "`{code}` is another program's box and is shown as text",
                code = text.trim_end()
            );
            let hint = phrase!("write `> [!NOTE]`, and `> ` before each line of the box");
            self.warn_near(text.trim_end(), span, message, hint);
        }
    }

    /// `[words] (address)` and `(words)[address]`.
    fn warn_near_links(&mut self, text: &str, span: &Range<usize>) {
        for link in near_links(text) {
            let shown = &text[link.place.clone()];
            let message = message!(
                Code::MisspelledLink,
                "`{shown}` is no link and is shown as text",
                shown = shown
            );
            let hint = phrase!("write `{meant}`", meant = &link.meant);
            self.warn_near(shown, span, message, hint);
        }
    }

    /// `[words][name]` without a definition of `name`.
    fn warn_undefined_links(&mut self, text: &str, span: &Range<usize>) {
        for at in memchr::memmem::find_iter(text.as_bytes(), "][") {
            let after = &text[at + 2..text.floor_char_boundary(at + LINK_BYTES)];
            let Some((name, _)) = after.split_once(']') else {
                continue;
            };
            let open = open_bracket(text, at, '[');
            let before = open.and_then(|open| text[..open].chars().next_back());
            // `table[i][j]`, and a footnote that has a warning of its own
            let is_code = before.is_some_and(char::is_alphanumeric);
            if is_code || name.starts_with('^') || name.contains('[') {
                continue;
            }
            let shown = &text[open.unwrap_or(at)..at + name.len() + 3];
            let words = &text[open.map_or(at, |open| open + 1)..at];
            let name = if name.is_empty() { words } else { name };
            let message = message!(
                Code::UndefinedLink,
                "`{shown}` is shown as text: no line says which address `[{name}]` has",
                shown = shown,
                name = name
            );
            let hint = phrase!(
                "write `[{words}](https://…)`, or `[{name}]: https://…` on a line of its own",
                words = words,
                name = name
            );
            self.warn_near(shown, span, message, hint);
        }
    }

    /// `**words` without an end, and `** words **`, in which the spaces are too many.
    fn warn_unclosed_marks(&mut self, text: &str, span: &Range<usize>) {
        for mark in PAIRED_MARKS {
            let Some(near) = unclosed_mark(text, mark) else {
                continue;
            };
            let message = message!(
                Code::UnclosedEmphasis,
                "`{mark}` has no counterpart and is shown as text",
                mark = mark
            );
            let hint = phrase!("write `{meant}`", meant = &near.meant);
            self.warn_near(&text[near.place], span, message, hint);
        }
    }

    /// `:rocket:`, the name of an emoji.
    fn warn_emoji_names(&mut self, text: &str, span: &Range<usize>) {
        for name in emoji_names(text) {
            let Some(emoji) = emojis::get_by_shortcode(name) else {
                continue;
            };
            let shown = format!(":{name}:");
            let message = message!(
                Code::EmojiShortcode,
                "`{name}` is shown as text",
                name = &shown
            );
            let hint = phrase!("paste the emoji: {emoji}", emoji = emoji.as_str());
            self.warn_near(&shown, span, message, hint);
        }
    }
}

/// The beginning of some words, for a hint.
pub(super) fn beginning(words: &str) -> String {
    match words.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.trim_end().to_string(),
    }
}

/// The links with a space before the address, or with the wrong brackets.
fn near_links(text: &str) -> Vec<NearLink> {
    let mut links = Vec::new();
    for (at, _) in text.match_indices(']') {
        let after = &text[at + 1..text.floor_char_boundary(at + LINK_BYTES)];
        let bare = after.trim_start();
        let address = bare.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let first = |words: &str| words.split_whitespace().next().is_some_and(is_address);
        let is_link = |words: &str| is_address(words) || first(words);
        let Some((address, _)) = address.filter(|(address, _)| is_link(address)) else {
            continue;
        };
        let title = open_title(address);
        if bare.len() == after.len() && title.is_none() {
            continue;
        }
        let meant = title.as_deref().unwrap_or(address);
        let open = open_bracket(text, at, '[').unwrap_or(at);
        let open = open - usize::from(text[..open].ends_with('!'));
        let spaces = after.len() - bare.len();
        links.push(NearLink {
            place: open..at + spaces + address.len() + 3,
            meant: format!("{}({meant})", &text[open..=at]),
        });
    }
    for (at, _) in text.match_indices('[') {
        links.extend(wiki_link(text, at));
    }
    for (at, _) in text.match_indices(")[") {
        let after = &text[at + 2..text.floor_char_boundary(at + LINK_BYTES)];
        let address = after.split_once(']').map(|(address, _)| address);
        let open = open_bracket(text, at, '(');
        if let (Some(address), Some(open)) = (address.filter(|a| is_address(a)), open) {
            links.push(NearLink {
                place: open..at + address.len() + 3,
                meant: format!("[{}]({address})", &text[open + 1..at]),
            });
        }
    }
    links
}

/// The `[words->address]` of SPIP or the `[https://… words]` of MediaWiki at a byte of a text.
fn wiki_link(text: &str, at: usize) -> Option<NearLink> {
    let inside = &text[at + 1..text.floor_char_boundary(at + LINK_BYTES)];
    let (inside, after) = inside.split_once(']')?;
    let is_other = after.starts_with(['(', '[', ':']) || inside.contains('[');
    let (words, address) = match inside.split_once("->") {
        Some((words, address)) => (words, address),
        None => {
            let (address, words) = inside.split_once(' ')?;
            let is_one = address.contains("://") && !words.contains("://");
            is_one.then_some((words, address))?
        }
    };
    let is_link = !is_other && is_address(address) && !address.contains(' ');
    let words = if words.trim().is_empty() {
        address
    } else {
        words
    };
    is_link.then(|| NearLink {
        place: at..at + inside.len() + 2,
        meant: format!("[{}]({address})", words.trim()),
    })
}

/// An address and its title as Markdown wants them, where the title has no straight quotes around it;
/// without the size that other programs read, such as `=300x200`.
fn open_title(address: &str) -> Option<String> {
    let (address, title) = address.trim().split_once(char::is_whitespace)?;
    let is_of_size = |c: char| c.is_ascii_digit() || matches!(c, 'x' | '*' | '%');
    if title
        .trim()
        .strip_prefix('=')
        .is_some_and(|size| size.chars().all(is_of_size))
    {
        return Some(address.to_string());
    }
    let quotes = ['"', '\'', '“', '”', '«', '»', '‘', '’'];
    let words = title.trim().trim_matches(quotes).trim();
    title
        .trim_start()
        .starts_with(quotes)
        .then(|| format!("{address} \"{words}\""))
}

/// Whether some words in brackets are an address: of another site, a path, or a file.
fn is_address(words: &str) -> bool {
    let begins = [
        "http://", "https://", "www.", "mailto:", "/", "./", "../", "#",
    ];
    let endings = [
        ".md", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".pdf", ".html",
    ];
    let lower = words.trim().to_ascii_lowercase();
    lower.len() > 1
        && (begins.iter().any(|begin| lower.starts_with(begin))
            || endings.iter().any(|ending| lower.ends_with(ending)))
}

/// The first mark that has no counterpart in its text.
fn unclosed_mark(text: &str, mark: &str) -> Option<NearLink> {
    let sign = mark.chars().next()?;
    let runs = text.match_indices(mark).map(|(at, _)| at);
    let is_alone = |at: &usize| {
        !text[..*at].ends_with([sign, '\\']) && !text[at + mark.len()..].starts_with(sign)
    };
    let mut runs = runs.filter(is_alone);
    let first = runs.next()?;
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let before = text[..first].chars().next_back();
    let after = &text[first + mark.len()..];
    let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if mark == "__" && name.len() < after.len() && name.starts_with('(') {
        // the name of a function
        return None;
    }
    if let Some(second) = runs.next() {
        let words = &text[first + mark.len()..second];
        let bare = words.trim();
        // `2 ** 3 ** 4` is a formula
        let is_spaced = bare != words && bare.starts_with(char::is_alphabetic);
        let is_end = !is_word(text[second + mark.len()..].chars().next());
        let space = if is_end { "" } else { " " };
        // `**words **after`: the space belongs behind the mark
        let is_late = !is_end && words.starts_with(bare) && mark == "**";
        return (is_spaced && is_space(before) && (is_end || is_late)).then(|| NearLink {
            place: first..second + mark.len(),
            meant: format!("{mark}{bare}{mark}{space}"),
        });
    }
    let begins = !is_word(before) && !is_space(after.chars().next());
    let ends = !is_space(before) && !is_word(after.chars().next());
    if begins && !ends {
        let words = beginning(after.trim_end_matches(|c: char| c == sign || c.is_whitespace()));
        return Some(NearLink {
            place: first..first + mark.len() + after.trim_end().len(),
            meant: format!("{mark}{words}{mark}"),
        });
    }
    let words = text[..first].trim_start();
    let is_end = ends && mark == "**" && !words.is_empty();
    is_end.then(|| NearLink {
        place: first..first + mark.len(),
        meant: format!("{mark}{}{mark}", words.rsplit(' ').next().unwrap_or(words)),
    })
}

/// The words between two colons that may name an emoji.
fn emoji_names(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memchr_iter(b':', text.as_bytes());
    starts.filter_map(|start| {
        let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c);
        let rest = &text[start + 1..];
        let name = &rest[..rest.len() - rest.trim_start_matches(is_part).len()];
        let is_word = |c: char| c.is_alphanumeric() || c == ':';
        let is_free = !text[..start].ends_with(is_word);
        (is_free && name.len() > 1 && rest[name.len()..].starts_with(':')).then_some(name)
    })
}
