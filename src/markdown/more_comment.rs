//! The comment of raw HTML that ends a summary.

/// The comment that ends a summary.
pub const MORE: &str = "<!--more-->";

/// Whether `html` begins with the comment that ends a summary, in any spelling.
pub fn is_more(html: &str) -> bool {
    let comment = html.trim_start().strip_prefix("<!--");
    let word = comment.and_then(|inside| inside.trim_start().get(..4));
    word.is_some_and(|word| word.eq_ignore_ascii_case("more"))
        && comment.is_some_and(|inside| inside.trim_start()[4..].trim_start().starts_with("-->"))
}
