//! Warnings about text that is nearly a link: a space too many, the wrong brackets, a name that nothing
//! defines, the links of wikis. Each warning shows what to type.

use super::EventRewriter;
use crate::diagnostic::Code;
use crate::markdown::link_destination::{LINK_BYTES, open_bracket};
use crate::{message, phrase};
use std::ops::Range;

/// Words between marks, or a part of a link: bytes of a text.
pub(super) struct NearLink {
    pub place: Range<usize>,
    /// What its author means.
    pub meant: String,
}

impl EventRewriter<'_, '_> {
    /// `[words] (address)` and `(words)[address]`.
    pub(super) fn warn_near_links(&mut self, text: &str, span: &Range<usize>) {
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
    pub(super) fn warn_undefined_links(&mut self, text: &str, span: &Range<usize>) {
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
