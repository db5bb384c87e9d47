//! Warnings about text that is nearly Markdown: its author meant a link, a heading or bold words,
//! and a reader sees signs. Each warning shows what to type.
//!
//! Looks at prose alone, never at code.

use super::EventRewriter;
use super::near_links::NearLink;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::{message, phrase};
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// Marks that stand on both sides of words.
const PAIRED_MARKS: [&str; 4] = ["**", "__", "~~", "`"];

/// Longest words that a hint repeats, in characters.
const SHOWN_CHARS: usize = 60;

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
