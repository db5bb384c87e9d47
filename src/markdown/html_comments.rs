//! Splits raw HTML at its comments.

use std::ops::Range;

/// The parts of a piece of HTML that are outside comments. `in_comment` says whether a comment
/// of an earlier piece is still open, and is updated for the next piece.
pub fn outside_comments(html: &str, in_comment: &mut bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        let delimiter = if *in_comment { "-->" } else { "<!--" };
        let found = html[at..].find(delimiter);
        let end = found.map_or(html.len(), |found| at + found);
        if !*in_comment && end > at {
            parts.push(at..end);
        }
        if found.is_none() {
            return parts;
        }
        *in_comment = !*in_comment;
        at = end + delimiter.len();
    }
}
