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

/// The comment that ends a summary.
pub const MORE: &str = "<!--more-->";

/// Whether `html` begins with the comment that ends a summary, in any spelling.
pub fn is_more(html: &str) -> bool {
    let comment = html.trim_start().strip_prefix("<!--");
    let word = comment.and_then(|inside| inside.trim_start().get(..4));
    word.is_some_and(|word| word.eq_ignore_ascii_case("more"))
        && comment.is_some_and(|inside| inside.trim_start()[4..].trim_start().starts_with("-->"))
}
