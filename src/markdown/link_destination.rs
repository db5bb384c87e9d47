//! Classifies the address of a link: another site, this site, or a script that is refused.
//!
//! Judges by the address alone. Never looks whether the target is there.

use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};
use std::ops::Range;
use std::sync::Arc;

/// The kind of target that an address has, judged by its text alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Another site, or another program (`mailto:`). The address stays as it is written.
    Outside,
    /// A path, an anchor or a file of this site, for the site to resolve.
    Inside,
    /// A script. The address is removed.
    Refused,
}

/// Classifies an address as a browser reads it: control characters and white space at the
/// start do not count, nor do tabs and line breaks anywhere (WHATWG URL, "basic URL parser").
/// `image` says that the address is the source of an image or a video.
pub fn destination(address: &str, image: bool) -> Destination {
    let address = address.trim_start_matches(|c: char| c <= ' ');
    if address.starts_with("//") || address.starts_with("\\\\") || address.starts_with("/\\") {
        return Destination::Outside;
    }
    let Some(scheme) = scheme(address) else {
        return Destination::Inside;
    };
    match scheme.as_str() {
        // a path on the author's own machine is a missing file of this site
        "file" => Destination::Inside,
        drive if drive.len() == 1 => Destination::Inside,
        "javascript" | "vbscript" | "livescript" => Destination::Refused,
        "data" if image && is_image(address) => Destination::Outside,
        "data" | "blob" | "filesystem" => Destination::Refused,
        _ => Destination::Outside,
    }
}

/// A warning, still without a place, that the address of a script is removed.
pub fn script_warning(path: Arc<str>, address: &str) -> Diagnostic {
    let beginning: String = address.chars().take(60).collect();
    let message = message!(
        Code::ScriptAddress,
        "the address `{address}` would run a script and is removed",
        address = beginning
    );
    Diagnostic::warning(path, message).hint(phrase!("link to a page instead"))
}

/// The URL of a page on another site, without the fragment; `None` when the scheme is neither
/// `http` nor `https`.
pub fn web_url(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| c <= ' ');
    let address = address.split('#').next().unwrap_or(address);
    if let Some(rest) = address.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let is_web = matches!(scheme.as_str(), "http" | "https") && !rest.is_empty();
    is_web.then(|| format!("{scheme}://{rest}"))
}

/// The address that an author means by one with a mistake in its beginning: `http:/x.example`,
/// `https//x.example`, `https://https://x.example`, `awa@x.example`. `None` where it is right, or
/// where it could mean something else.
pub fn meant_address(address: &str) -> Option<String> {
    if is_mail_address(address) {
        return Some(format!("mailto:{address}"));
    }
    let letters = address.len()
        - address
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let (scheme, rest) = address.split_at(letters);
    let scheme = web_scheme(scheme)?;
    let (separator, rest) =
        rest.split_at(rest.len() - rest.trim_start_matches([':', ';', '/']).len());
    if separator.is_empty() || separator == ":" && rest.is_empty() {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let is_twice = ["http://", "https://"]
        .iter()
        .any(|twice| lower.starts_with(twice));
    let meant = match is_twice {
        true => rest.to_string(),
        false => format!("{scheme}://{rest}"),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let is_host =
        is_twice || (host.contains('.') && !host.starts_with('.') && !host.ends_with('.'));
    let is_same = meant.len() == address.len() && meant.eq_ignore_ascii_case(address);
    (is_host && !is_same).then_some(meant)
}

/// `http` or `https`, also where one letter is missing or twice there.
fn web_scheme(written: &str) -> Option<&'static str> {
    match written.to_ascii_lowercase().as_str() {
        "http" | "htp" | "ttp" | "htttp" | "hhttp" | "httpp" | "htpp" => Some("http"),
        "https" | "htps" | "ttps" | "htttps" | "hhttps" | "httpps" | "htpps" | "httpss" => {
            Some("https")
        }
        _ => None,
    }
}

/// Whether an address is one of mail, without `mailto:`.
fn is_mail_address(address: &str) -> bool {
    let Some((name, host)) = address.split_once('@') else {
        return false;
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
    let ending = host.rsplit_once('.').map_or("", |(_, ending)| ending);
    !name.is_empty()
        && name.chars().all(is_name)
        && host.chars().all(is_host)
        && ending.len() >= 2
        && ending.chars().all(char::is_alphabetic)
        && !is_picture_ending(ending)
}

/// Whether an ending is that of a picture: some are named `photo@2x.png`.
fn is_picture_ending(ending: &str) -> bool {
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "heic"]
        .iter()
        .any(|picture| picture.eq_ignore_ascii_case(ending))
}

/// The span of `target` in the piece of Markdown at `span`; the whole piece when the author
/// wrote the target in another way.
pub fn span_of_target(text: &str, span: &Range<usize>, target: &str) -> Range<u32> {
    let at = text[span.clone()].rfind(target);
    let span = match at {
        Some(at) => span.start + at..span.start + at + target.len(),
        None => span.clone(),
    };
    span.start as u32..span.end as u32
}

fn scheme(address: &str) -> Option<String> {
    let (before, _) = address.split_once(':')?;
    let scheme: String = before
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let is_valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_valid.then_some(scheme)
}

/// Whether a `data:` address is an image that cannot hold a script. An SVG can.
fn is_image(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["png", "jpeg", "gif", "webp", "avif"]
        .iter()
        .any(|format| lower.starts_with(&format!("data:image/{format};")))
}

/// The longest words and the longest address of a link, in bytes: nothing looks further.
pub const LINK_BYTES: usize = 1_000;

/// The last `bracket` before a byte of a text, within [`LINK_BYTES`].
pub fn open_bracket(text: &str, at: usize, bracket: char) -> Option<usize> {
    let from = text.ceil_char_boundary(at.saturating_sub(LINK_BYTES));
    text[from..at].rfind(bracket).map(|open| from + open)
}
