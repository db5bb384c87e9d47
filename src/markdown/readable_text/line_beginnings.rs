//! Lines that begin with a mark, found by looking for its bytes: lines without them are never read.

use crate::markdown::parser_options::LINE_ENDS;
use memchr::memchr2;

/// A line with a mark at its beginning; both are bytes of the text.
pub struct LineBeginning {
    pub line_start: usize,
    pub mark: usize,
}

/// The lines of `text` with one of the places `marks`, which ascend, at their beginning: before it stand
/// only characters that are `indent`. Of each line, only the first place counts.
pub fn line_beginnings(
    text: &str,
    marks: impl Iterator<Item = usize>,
    indent: impl Fn(char) -> bool,
) -> impl Iterator<Item = LineBeginning> {
    let mut line_end = 0;
    marks.filter_map(move |mark| {
        if mark < line_end {
            return None;
        }
        let rest = memchr2(b'\n', b'\r', &text.as_bytes()[mark..]);
        line_end = rest.map_or(text.len(), |rest| mark + rest);
        let before = text[..mark].trim_end_matches(&indent);
        let begins = before.is_empty() || before.ends_with(LINE_ENDS);
        begins.then_some(LineBeginning {
            line_start: before.len(),
            mark,
        })
    })
}
