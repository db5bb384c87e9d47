//! How deeply the elements of a text are nested, estimated without a parser.

use crate::limits::HTML_NESTING;
use memchr::memchr_iter;
use std::collections::HashMap;

/// Elements that hold nothing, or whose end tag authors leave out: each closes the one before it.
const NOT_COUNTED: [&str; 25] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param", "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot",
];

/// Whether more elements may be open at once than the limit. A missing `</div>` counts, a missing
/// `</p>` does not.
pub fn is_too_deep(html: &str) -> bool {
    let mut open_by_name: HashMap<String, usize> = HashMap::new();
    let mut open = 0;
    for at in memchr_iter(b'<', html.as_bytes()) {
        let rest = &html[at + 1..];
        let (is_end, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric());
        let name = rest[..end.unwrap_or(rest.len())].to_ascii_lowercase();
        if name.is_empty() || NOT_COUNTED.contains(&name.as_str()) {
            continue;
        }
        if !is_end {
            *open_by_name.entry(name).or_default() += 1;
            open += 1;
        } else if let Some(own) = open_by_name.get_mut(&name).filter(|own| **own > 0) {
            *own -= 1;
            open -= 1;
        }
        if open > HTML_NESTING {
            return true;
        }
    }
    false
}
