//! Writes new addresses into the links and pictures of a Markdown text, in HTML too. Code stays.

use super::line_notes::SIGN;
use crate::markdown::markdown_options;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// How an address is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressUse {
    /// A reader goes there.
    Link,
    /// The page shows it.
    Shown,
}

/// What an address becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAddress {
    /// The address.
    pub address: String,
    /// The sign of a note; may be empty.
    pub sign: String,
}

/// Gives addresses their new form; `None` leaves one as it is.
pub type AddressReader<'r> = dyn FnMut(&str, AddressUse) -> Option<NewAddress> + 'r;

/// A piece of the text that becomes another one.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// A link or a picture whose end has not come.
struct OpenLink {
    is_inline: bool,
    used: AddressUse,
    /// Where its words end so far.
    words_end: usize,
}

/// A text with new addresses.
pub fn rewrite_links(markdown: &str, read: &mut AddressReader<'_>) -> String {
    let mut edits = Vec::new();
    let mut open: Vec<OpenLink> = Vec::new();
    let mut events = Parser::new_ext(markdown, markdown_options(markdown)).into_offset_iter();
    for (event, range) in events.by_ref() {
        if let Event::End(TagEnd::Link | TagEnd::Image) = event
            && let Some(link) = open.pop()
            && link.is_inline
        {
            edits.extend(inline_edits(markdown, &link, &range, read));
        }
        if let Some(link) = open.last_mut() {
            link.words_end = link.words_end.max(range.end);
        }
        match event {
            Event::Start(Tag::Link { link_type, .. }) => {
                open.push(opened(markdown, link_type, AddressUse::Link, &range));
            }
            Event::Start(Tag::Image { link_type, .. }) => {
                open.push(opened(markdown, link_type, AddressUse::Shown, &range));
            }
            Event::Html(_) | Event::InlineHtml(_) => html_edits(markdown, range, read, &mut edits),
            _ => {}
        }
    }
    for (_, definition) in events.reference_definitions().iter() {
        let span = definition.span.clone();
        let start = markdown[span.clone()]
            .find("]:")
            .map(|at| span.start + at + 2);
        let Some(start) = start else { continue };
        if let Some(range) = destination(markdown, start, span.end) {
            edits.extend(edit(
                markdown,
                range.clone(),
                range.end,
                AddressUse::Link,
                read,
            ));
        }
    }
    applied(markdown, edits)
}

fn opened(markdown: &str, link_type: LinkType, used: AddressUse, range: &Range<usize>) -> OpenLink {
    let mark = markdown[range.clone()].find('[').map_or(0, |at| at + 1);
    OpenLink {
        is_inline: link_type == LinkType::Inline,
        used,
        words_end: range.start + mark,
    }
}

fn inline_edits(
    markdown: &str,
    link: &OpenLink,
    range: &Range<usize>,
    read: &mut AddressReader<'_>,
) -> Vec<Edit> {
    let bracket = markdown[link.words_end..range.end].find("](");
    let start = bracket.map(|at| link.words_end + at + 2);
    let found = start.and_then(|start| destination(markdown, start, range.end));
    found.map_or(Vec::new(), |found| {
        edit(markdown, found, range.end, link.used, read)
    })
}

/// The bytes of an address, with its angle brackets.
fn destination(markdown: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let text = &markdown[start..end];
    let blank = text.len() - text.trim_start().len();
    let text = &text[blank..];
    let start = start + blank;
    if text.starts_with('<') {
        return text.find('>').map(|at| start..start + at + 1);
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(start..start + at),
            ')' => depth -= 1,
            c if c.is_whitespace() => return Some(start..start + at),
            _ => {}
        }
    }
    Some(start..start + text.len())
}

/// The new address at its place, and the sign of a note behind the link.
fn edit(
    markdown: &str,
    range: Range<usize>,
    after: usize,
    used: AddressUse,
    read: &mut AddressReader<'_>,
) -> Vec<Edit> {
    let written = markdown[range.clone()]
        .trim_start_matches('<')
        .trim_end_matches('>');
    let (address, signs) = written.split_at(written.find(SIGN).unwrap_or(written.len()));
    let new = read(address, used);
    if new.is_none() && signs.is_empty() {
        return Vec::new();
    }
    let new = new.unwrap_or_else(|| NewAddress {
        address: address.to_string(),
        sign: String::new(),
    });
    let is_bare = !new.address.contains([' ', '(', ')', '<', '>']) && !new.address.is_empty();
    let text = match is_bare {
        true => new.address,
        false => format!("<{}>", new.address.replace('<', "%3C").replace('>', "%3E")),
    };
    let sign = Edit {
        range: after..after,
        text: format!("{signs}{}", new.sign),
    };
    vec![Edit { range, text }, sign]
}

/// The addresses in attributes of a piece of HTML.
fn html_edits(
    markdown: &str,
    range: Range<usize>,
    read: &mut AddressReader<'_>,
    edits: &mut Vec<Edit>,
) {
    let html = &markdown[range.clone()];
    for (name, used) in [
        ("src=", AddressUse::Shown),
        ("poster=", AddressUse::Shown),
        ("href=", AddressUse::Link),
    ] {
        for (at, _) in html.match_indices(name) {
            let is_name = html[..at].ends_with(|c: char| c.is_whitespace());
            let value = &html[at + name.len()..];
            let quote = value
                .chars()
                .next()
                .filter(|c| "\"'".contains(*c) && is_name);
            let end = quote.and_then(|quote| value[1..].find(quote));
            let Some(end) = end else { continue };
            let start = range.start + at + name.len() + 1;
            let Some(new) = read(&value[1..=end], used) else {
                continue;
            };
            edits.push(Edit {
                range: start..start + end,
                text: new.address.replace('"', "%22").replace('\'', "%27"),
            });
            let line_end = html.trim_end_matches('\n').len();
            edits.push(Edit {
                range: range.start + line_end..range.start + line_end,
                text: new.sign,
            });
        }
    }
}

fn applied(markdown: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut done = 0;
    for edit in edits {
        if edit.range.start < done {
            continue;
        }
        out.push_str(&markdown[done..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out.push_str(&markdown[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{NewAddress, rewrite_links};

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let mut read = |address: &str, _| {
            let address = address.strip_prefix("old")?;
            Some(NewAddress {
                address: format!("new{address}"),
                sign: String::new(),
            })
        };
        assert_eq!(rewrite_links(text, &mut read), expected);
    }

    #[test]
    fn addresses_change_and_words_do_not() {
        case(
            "[old](old/a.md \"old\") `[x](old)`",
            "[old](new/a.md \"old\") `[x](old)`",
        );
        case(
            "[![old](old.png)](old(1).md)",
            "[![old](new.png)](<new(1).md>)",
        );
        case(
            "[a][b]\n\n[b]: <old b> 'x'\n",
            "[a][b]\n\n[b]: <new b> 'x'\n",
        );
        case(
            "<a href=\"old\">old</a> <img src='old'>",
            "<a href=\"new\">old</a> <img src='new'>",
        );
        case("    [x](old)\n", "    [x](old)\n");
    }
}
