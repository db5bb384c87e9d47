//! Shortcodes of other programs that stand on lines of their own. To Markdown they are words of a
//! paragraph, which swallows the lines below: a definition, a list, the code of the shortcode.
//!
//! The parser reads each as a block of HTML of the kind `<?…?>` (CommonMark 4.6), which ends where
//! the shortcode ends, also some lines below.

use super::ReadableText;
use super::line_beginnings::line_beginnings;
use super::verbatim_ranges::VerbatimRanges;
use crate::markdown::foreign_syntax;
use crate::markdown::parser_options::LINE_ENDS;
use crate::markdown::source::MarkdownSource;
use memchr::memchr3_iter;
use std::ops::Range;

/// With more spaces before it, a line begins no block (CommonMark 4.6).
const MAX_SPACES: usize = 3;

/// Makes every such shortcode a block.
pub fn repair(source: &MarkdownSource, verbatim: &VerbatimRanges, readable: &mut ReadableText) {
    let markdown = &source.text[source.start..];
    let marks = memchr3_iter(b'{', b'[', b'%', markdown.as_bytes());
    let mut done = source.start;
    for line in line_beginnings(markdown, marks, |c| matches!(c, ' ' | '>')) {
        let indent = &markdown[line.line_start..line.mark];
        let spaces = indent.len() - indent.trim_end_matches(' ').len();
        let at = source.start + line.mark;
        if source.start + line.line_start < done || spaces > MAX_SPACES {
            continue;
        }
        let Some(block) = shortcode(source.text, at).filter(|_| !verbatim.contains(at)) else {
            continue;
        };
        done = block.end;
        push(block, readable);
    }
}

/// The shortcode at a byte of the text, when nothing follows it on its last line.
fn shortcode(text: &str, at: usize) -> Option<Range<usize>> {
    let end = at + foreign_syntax::length(&text[at..])?;
    let code = &text[at..end];
    let is_block = !code.starts_with("[[") && !code.starts_with("{{ ");
    let rest = text[end..].split(LINE_ENDS).next()?;
    let is_alone = rest.trim().is_empty() && code.len() >= 4 && !code.contains("?>");
    (is_block && is_alone).then_some(at..end)
}

/// Writes a shortcode as a block of HTML. Its first and last characters may be of some bytes.
fn push(block: Range<usize>, readable: &mut ReadableText) {
    let text = &readable.text[block.clone()];
    let is_ascii = text.is_char_boundary(2) && text.is_char_boundary(text.len() - 2);
    if is_ascii {
        readable.replace(block.start..block.start + 2, "<?");
        readable.replace(block.end - 2..block.end, "?>");
        readable.shortcodes.push(block);
    }
}
