//! Addresses of links and pictures with spaces, as phones name pictures:
//! `![Marché](WhatsApp Image 2026-05-23.jpeg)`. To Markdown they are no links.
//!
//! Each becomes a link, with a warning that shows the form of Markdown, `<…>`.

use super::verbatim_ranges::VerbatimRanges;
use super::{IN_ADDRESS, ReadableText};
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::markdown::link_destination::{LINK_BYTES, open_bracket};
use crate::markdown::parser_options::LINE_ENDS;
use crate::markdown::source::MarkdownSource;
use crate::{message, phrase};
use std::ops::Range;

/// The longest ending of a file name.
const ENDING_BYTES: usize = 5;

/// The longest text of a link that a warning shows, in bytes.
const SHOWN_BYTES: usize = 100;

/// Makes the addresses with spaces readable.
pub fn repair<'s>(
    source: &MarkdownSource<'s>,
    verbatim: &VerbatimRanges,
    readable: &mut ReadableText<'s>,
    diagnostics: &mut DiagnosticSink,
) {
    let markdown = &source.text[source.start..];
    let find = |sign: &'static str| memchr::memmem::find_iter(markdown.as_bytes(), sign);
    let links = find("](").filter_map(|at| unreadable_link(source.text, source.start + at));
    let definitions = find("]: ").filter_map(|at| unreadable_definition(source, source.start + at));
    for link in links.chain(definitions) {
        let start = link.address.start;
        if verbatim.contains(start) || readable.is_shortcode(start) {
            continue;
        }
        diagnostics.push(warning(source, &link));
        let written = &source.text[link.address.clone()];
        let address = written.replace([' ', '\t', '(', ')', '\\'], &IN_ADDRESS.to_string());
        readable.replace(link.address.clone(), &address);
        match link.is_definition {
            true => drop(readable.defined_addresses.insert(address, written)),
            false => readable.addresses.push(link.address),
        }
    }
}

/// A link whose address Markdown cannot read; all ranges are bytes of the file.
struct UnreadableLink {
    /// From `[` or `![` to `)`; the line of a definition.
    whole: Range<usize>,
    address: Range<usize>,
    is_definition: bool,
}

/// The link whose text ends at `bracket`, when its address has a space or a bracket too many.
fn unreadable_link(text: &str, bracket: usize) -> Option<UnreadableLink> {
    let start = bracket + 2;
    let line = &text[start..text.floor_char_boundary(start + LINK_BYTES)];
    let line = line.split(LINE_ENDS).next()?.split("](").next()?;
    if line.starts_with(['<', '{']) || is_readable(line) {
        return None;
    }
    let open = open_bracket(text, bracket, '[')?;
    if text[open..bracket].contains("\n\n") {
        return None;
    }
    let is_image = text[..open].ends_with('!');
    let address = address(line, is_image)?;
    let close = address.end + line[address.end..].find(')')?;
    Some(UnreadableLink {
        whole: open - usize::from(is_image)..start + close + 1,
        address: start + address.start..start + address.end,
        is_definition: false,
    })
}

/// The line `[name]: address` whose name ends at `bracket`, when its address has a space.
fn unreadable_definition(source: &MarkdownSource, bracket: usize) -> Option<UnreadableLink> {
    let text = source.text;
    let before = text.ceil_char_boundary(bracket.saturating_sub(LINK_BYTES));
    let before = before.max(source.start);
    let line_start = text[before..bracket].rfind(LINE_ENDS);
    let line_start = line_start.map_or(before, |at| before + at + 1);
    let line = &text[line_start..text.floor_char_boundary(bracket + LINK_BYTES)];
    let line = line.split(LINE_ENDS).next()?;
    if line_start + line.len() < bracket + 3 {
        return None;
    }
    let inside = &text[bracket + 3..line_start + line.len()];
    let start = bracket + 3 + inside.len() - inside.trim_start().len();
    let address = &text[start..start + without_title(inside.trim_start())];
    let is_definition = text[line_start..bracket].trim_start().starts_with('[')
        && !text[line_start..bracket].trim_start().starts_with("[^")
        && address.contains(' ')
        && !address.starts_with('<')
        && has_ending(address);
    is_definition.then(|| UnreadableLink {
        whole: line_start..line_start + line.len(),
        address: start..start + address.len(),
        is_definition: true,
    })
}

/// Whether Markdown reads what follows `](`: an address, perhaps a title, and `)`.
fn is_readable(line: &str) -> bool {
    let line = line.trim_start();
    let mut depth = 0_u32;
    let mut end = line.len();
    for (at, c) in line.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => return true,
            ' ' | '\t' => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return false;
    }
    let rest = line[end..].trim_start();
    let close = match rest.chars().next() {
        // the title or the address goes on below
        None => return true,
        Some(')') => return true,
        Some('(') => ')',
        Some(quote @ ('"' | '\'')) => quote,
        // a title in the wrong marks, or a size, is no part of the address
        Some('“' | '«' | '‘' | '=') => return true,
        Some(_) => return false,
    };
    let title = &rest[1..];
    let ends = title.match_indices(close).map(|(at, _)| at);
    let mut ends = ends.filter(|at| !title[..*at].ends_with('\\'));
    // without an end, the title goes on below
    ends.next()
        .is_none_or(|end| title[end + 1..].trim_start().starts_with(')'))
}

/// The address in what follows `](`, up to the `)` that ends it, without a title.
fn address(line: &str, is_image: bool) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let ends: Vec<usize> = memchr::memchr_iter(b')', line.as_bytes()).collect();
    let ends = ends
        .into_iter()
        .map(|end| start..without_title(&line[..end]));
    let mut ends = ends.filter(|range| range.end > range.start);
    let balanced = ends.clone().find(|range| {
        let count = |bracket: char| line[range.clone()].matches(bracket).count();
        count('(') == count(')')
    });
    let named = ends.find(|range| has_ending(&line[range.clone()]));
    let is_path = |range: &Range<usize>| is_image || line[range.clone()].contains('/');
    named.or(balanced.filter(is_path))
}

/// The length of an address without the title after it.
fn without_title(inside: &str) -> usize {
    let trimmed = inside.trim_end();
    let title = ['"', '\''].iter().find_map(|quote| {
        let before = trimmed.strip_suffix(*quote)?;
        let open = before.rfind(*quote)?;
        before[..open].ends_with([' ', '\t']).then_some(open)
    });
    trimmed[..title.unwrap_or(trimmed.len())].trim_end().len()
}

/// Whether an address ends like the name of a file, such as `.jpeg`.
fn has_ending(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or(address);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    (2..=ENDING_BYTES).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn warning(source: &MarkdownSource, link: &UnreadableLink) -> Diagnostic {
    let text = |range: Range<usize>| &source.text[range];
    let address = text(link.address.clone());
    let message = message!(
        Code::UnreadableAddress,
        "Markdown ends an address at a space or a bracket: `{address}` needs `<` and `>` around it",
        address = address
    );
    let before = text(link.whole.start..link.address.start);
    let after = text(link.address.end..link.whole.end);
    let hint = match link.whole.len() <= SHOWN_BYTES && !address.contains(['<', '>']) {
        true => phrase!(
            "write `{before}<{address}>{after}`",
            before = before,
            address = address,
            after = after
        ),
        false => phrase!("give the file a name without spaces and brackets"),
    };
    Diagnostic::warning(source.path.clone(), message)
        .at(link.address.clone())
        .hint(hint)
}
