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
