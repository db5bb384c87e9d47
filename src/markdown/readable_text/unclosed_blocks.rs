//! Finds blocks of raw HTML that never end, such as a comment without `-->`: to Markdown, all
//! text after them is HTML (CommonMark 4.6, kinds 1 to 5).
//!
//! A stand-in replaces each `<` that begins such a block. Then it is text, and the Markdown after
//! it is Markdown again. Texts without such a block pass through.

use super::ReadableText;
use crate::diagnostic::{Code, Diagnostic, DiagnosticSink};
use crate::markdown::parser_options;
use crate::markdown::raw_html::unclosed_comment;
use crate::markdown::source::MarkdownSource;
use crate::{message, phrase};
use memchr::memmem::rfind;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// Maximum number of kinds of blocks that are found: the whole text is parsed for each.
const MAX_BLOCKS: usize = 8;

/// A kind of block that goes on to its own end, over empty lines.
struct BlockKind {
    begins: &'static [&'static str],
    ends: &'static [&'static str],
}

static BLOCK_KINDS: [BlockKind; 5] = [
    BlockKind {
        begins: &["<!--"],
        ends: &["-->"],
    },
    BlockKind {
        begins: &["<script", "<style", "<pre", "<textarea"],
        ends: &["</script>", "</style>", "</pre>", "</textarea>"],
    },
    BlockKind {
        begins: &["<![CDATA["],
        ends: &["]]>"],
    },
    BlockKind {
        begins: &["<?"],
        ends: &["?>"],
    },
    BlockKind {
        begins: &["<!"],
        ends: &[">"],
    },
];

/// Makes the blocks of `readable` that never end text, with a warning for each.
pub fn repair(
    source: &MarkdownSource,
    readable: &mut ReadableText,
    diagnostics: &mut DiagnosticSink,
) {
    for _ in 0..MAX_BLOCKS {
        let markdown = &readable.text[source.start..];
        if !may_have_unclosed(markdown) {
            break;
        }
        let Some(block) = unclosed_block(source, markdown) else {
            break;
        };
        let begin = source.start + block.begin.start..source.start + block.begin.end;
        diagnostics.push(warning(source, &begin));
        // nothing ends this kind of block any more: what begins another one is text too
        for at in block.kind.all_begins(markdown, block.begin.start) {
            readable.stand_in(source.start + at);
        }
    }
}

/// A block that never ends.
struct UnclosedBlock {
    kind: &'static BlockKind,
    /// The mark that begins it.
    begin: Range<usize>,
}

impl BlockKind {
    /// The mark that a text begins with.
    fn begin_of(&self, html: &str) -> Option<&'static str> {
        let mut begins = self.begins.iter();
        let begins_with = |begin: &&&str| {
            let found = html.as_bytes().get(..begin.len());
            found.is_some_and(|found| found.eq_ignore_ascii_case(begin.as_bytes()))
        };
        begins.find(begins_with).copied()
    }

    /// The bytes from `start` on where a block of this kind may begin.
    fn all_begins(&self, markdown: &str, start: usize) -> Vec<usize> {
        let places = memchr::memchr_iter(b'<', &markdown.as_bytes()[start..]);
        let places = places.map(|at| start + at);
        let begins = |at: &usize| {
            let html = &markdown[*at..];
            self.begin_of(html).is_some_and(|begin| {
                // `<preface>` is no `<pre>`
                let goes_on = html[begin.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
                !(goes_on && begin.ends_with(|c: char| c.is_ascii_alphabetic()))
            })
        };
        places.filter(begins).collect()
    }
}

/// Whether a block may go on to the end of the text: something begins one, and nothing after it
/// ends one.
fn may_have_unclosed(markdown: &str) -> bool {
    let mut signs = memchr::memchr_iter(b'<', markdown.as_bytes());
    let begins = |at: usize| {
        let html = &markdown[at..];
        BLOCK_KINDS.iter().any(|kind| kind.begin_of(html).is_some())
    };
    signs.any(begins)
        && BLOCK_KINDS.iter().any(|kind| {
            let ends = kind.ends.iter().filter_map(|end| last(markdown, end)).max();
            let rest = &markdown[ends.unwrap_or(0)..];
            kind.begins.iter().any(|begin| last(rest, begin).is_some())
        })
}

/// The last place of a mark, in any case.
fn last(text: &str, mark: &str) -> Option<usize> {
    if !mark.ends_with(|c: char| c.is_ascii_alphabetic() || c == '>') || mark.len() < 4 {
        return rfind(text.as_bytes(), mark.as_bytes());
    }
    let is_mark = |at: &usize| {
        let found = text.as_bytes().get(*at..*at + mark.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(mark.as_bytes()))
    };
    memchr::memrchr_iter(b'<', text.as_bytes()).find(is_mark)
}

/// The mark that begins the first block without an end.
fn unclosed_block(source: &MarkdownSource, markdown: &str) -> Option<UnclosedBlock> {
    let parser = Parser::new_ext(markdown, parser_options::options(source)).into_offset_iter();
    let mut blocks = parser.filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)));
    blocks.find_map(|(_, range)| {
        let start = range.start + markdown[range.clone()].find('<')?;
        let html = &markdown[start..range.end];
        let (kind, begin) = BLOCK_KINDS
            .iter()
            .find_map(|kind| Some((kind, kind.begin_of(html)?)))?;
        let ends = kind.ends.iter().any(|end| last(html, end).is_some());
        let begin = start..start + begin.len();
        (!ends).then_some(UnclosedBlock { kind, begin })
    })
}

fn warning(source: &MarkdownSource, begin: &Range<usize>) -> Diagnostic {
    let mark = &source.text[begin.clone()];
    let (message, hint) = match mark {
        "<!--" => (unclosed_comment(), phrase!("end it with `-->`")),
        _ => (
            message!(
                Code::UnclearHtml,
                "`{mark}` begins HTML that never ends: it is shown as text",
                mark = mark
            ),
            phrase!("end it, or write `&lt;` for a `<` that is text"),
        ),
    };
    let warning = Diagnostic::warning(source.path.clone(), message);
    warning.hint(hint).at(begin.clone())
}
