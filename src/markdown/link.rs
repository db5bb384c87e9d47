//! What a link's address is: on another site, on this one, or refused.

use std::ops::Range;

/// Where an address leads, as far as its own text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Another site, or another program (`mailto:`): written as it is.
    Outside,
    /// A path, an anchor or a file of this site: for the site to resolve.
    Inside,
    /// Would run a script: removed.
    Refused,
}

/// Judges an address as a browser reads it: control characters and white space at the
/// start do not count, nor tabs and line breaks anywhere (WHATWG URL, "basic URL parser").
pub fn destination(address: &str, image: bool) -> Destination {
    let address = address.trim_start_matches(|c: char| c <= ' ');
    if address.starts_with("//") || address.starts_with("\\\\") || address.starts_with("/\\") {
        return Destination::Outside;
    }
    let Some(scheme) = scheme(address) else {
        return Destination::Inside;
    };
    match scheme.as_str() {
        // a path on the author's own machine is a file that is not there
        "file" => Destination::Inside,
        drive if drive.len() == 1 => Destination::Inside,
        "javascript" | "vbscript" | "livescript" => Destination::Refused,
        "data" if image && is_image(address) => Destination::Outside,
        "data" | "blob" | "filesystem" => Destination::Refused,
        _ => Destination::Outside,
    }
}

/// The address of a page on another site, without what follows `#`; `None` for what no web
/// server answers.
pub fn web(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| c <= ' ');
    let address = address.split('#').next().unwrap_or(address);
    if let Some(rest) = address.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let web = matches!(scheme.as_str(), "http" | "https") && !rest.is_empty();
    web.then(|| format!("{scheme}://{rest}"))
}

/// Where `target` stands in a piece of Markdown; the whole piece where it is written otherwise.
pub fn place(text: &str, span: &Range<usize>, target: &str) -> Range<u32> {
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
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// Pictures that hold no script: an SVG may.
fn is_image(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["png", "jpeg", "gif", "webp", "avif"]
        .iter()
        .any(|kind| lower.starts_with(&format!("data:image/{kind};")))
}
