//! Finds bare URLs and mail addresses in a text, as GFM's extended autolinks.
//!
//! Takes text, gives places and targets. Changes nothing.

use linkify::{LinkFinder, LinkKind};
use std::ops::Range;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

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

/// The bytes of each bare address in a text, in their order.
pub fn bare_addresses(text: &str) -> Vec<Range<usize>> {
    if !may_have_autolink(text) {
        return Vec::new();
    }
    let finder = finder();
    let links = finder.links(text);
    links
        .filter_map(|found| Some(autolink(&found)?.place))
        .collect()
}

/// A bare address in a text.
pub struct Autolink {
    pub target: String,
    /// Bytes of the text.
    pub place: Range<usize>,
}

/// The link that the finder found; `None` when GFM makes no link of it.
pub fn autolink(found: &linkify::Link) -> Option<Autolink> {
    let is_mail = *found.kind() == LinkKind::Email;
    let start = if is_mail {
        mail_start(found.as_str())
    } else {
        0
    };
    let text = &found.as_str()[start..];
    let text = &text[..address_end(text)];
    let lower = text.to_ascii_lowercase();
    let target = if is_mail {
        format!("mailto:{text}")
    } else if lower.starts_with("http://") || lower.starts_with("https://") {
        text.to_string()
    } else if lower.starts_with("www.") {
        format!("https://{text}")
    } else {
        return None;
    };
    let start = found.start() + start;
    let place = start..start + text.len();
    Some(Autolink { target, place })
}

/// The byte where a mail address begins: after opening marks of every script.
fn mail_start(address: &str) -> usize {
    let name = address.split_once('@').map_or("", |(name, _)| name);
    let is_part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    name.trim_end_matches(is_part).len()
}

/// The byte where an address ends: before closing marks of every script, as GFM has it for those
/// of ASCII. An apostrophe or a dash may be inside an address.
fn address_end(address: &str) -> usize {
    let is_end = |c: char| {
        let category = (!c.is_ascii()).then(|| c.general_category());
        matches!(
            c,
            '…' | '—' | '。' | '、' | '，' | '！' | '？' | '；' | '：'
        ) || (c != '’'
            && matches!(
                category,
                Some(
                    GeneralCategory::ClosePunctuation
                        | GeneralCategory::FinalPunctuation
                        | GeneralCategory::OpenPunctuation
                        | GeneralCategory::InitialPunctuation
                )
            ))
    };
    let end = address.find(is_end).unwrap_or(address.len());
    let is_after = |c: char| match c.is_ascii() {
        true => end < address.len() && ".,;:!?'\"".contains(c),
        false => c.general_category_group() == GeneralCategoryGroup::Punctuation,
    };
    let bare = address[..end].trim_end_matches(is_after);
    bare.len()
}
