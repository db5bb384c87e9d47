//! Addresses that stand in a text without any mark: GFM's extended autolinks. Takes text, says
//! where one may be and where it leads.

use linkify::{LinkFinder, LinkKind};

/// Finds `https://…`, `www.…` and mail addresses.
pub fn finder() -> LinkFinder {
    let mut finder = LinkFinder::new();
    finder
        .kinds(&[LinkKind::Url, LinkKind::Email])
        .url_must_have_scheme(false);
    finder
}

/// Whether there is `://`, `www.` or `@`, without which there is no bare URL.
pub fn may_hold_link(text: &str) -> bool {
    let bytes = text.as_bytes();
    let scheme = |at: usize| bytes[at] == b'@' || bytes[at..].starts_with(b"://");
    memchr::memchr2_iter(b':', b'@', bytes).any(scheme)
        || memchr::memchr_iter(b'.', bytes).any(|dot| bytes[..dot].ends_with(b"www"))
}

/// Where a bare URL leads, if it is one that GFM links.
pub fn address(bare: &linkify::Link) -> Option<String> {
    let (kind, bare) = (bare.kind(), bare.as_str());
    if *kind == LinkKind::Email {
        return Some(format!("mailto:{bare}"));
    }
    let lower = bare.to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        Some(bare.to_string())
    } else {
        lower.starts_with("www.").then(|| format!("https://{bare}"))
    }
}
