//! Finds bare URLs and mail addresses in a text, as GFM's extended autolinks.
//!
//! Takes text, gives places and targets. Changes nothing.

use linkify::{LinkFinder, LinkKind};

/// A finder of `https://…`, `www.…` and mail addresses.
pub fn finder() -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder
        .kinds(&[LinkKind::Url, LinkKind::Email])
        .url_must_have_scheme(false);
    finder
}

/// Whether the text has `://`, `www.` or `@`. A quick test: a text without them has no autolink.
pub fn may_have_autolink(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_sign = |at: usize| bytes[at] == b'@' || bytes[at..].starts_with(b"://");
    memchr::memchr2_iter(b':', b'@', bytes).any(is_sign)
        || memchr::memchr_iter(b'.', bytes).any(|dot| bytes[..dot].ends_with(b"www"))
}

/// The target of a link that the finder found; `None` when GFM makes no link of it.
pub fn target(found: &linkify::Link) -> Option<String> {
    let text = found.as_str();
    if *found.kind() == LinkKind::Email {
        return Some(format!("mailto:{text}"));
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        Some(text.to_string())
    } else {
        lower.starts_with("www.").then(|| format!("https://{text}"))
    }
}
