//! Addresses that an author may write: on the web, on this site, and in its folders.
//!
//! Whatever passes here can stand in a link, a header or a redirect, and cannot lead out
//! of the site's folder, in any encoding. Nothing is looked up or resolved.

use crate::diagnostic::{Diagnostic, Spanned};
use crate::document::{Node, shortened};
use crate::limits::DECODINGS;
use std::borrow::Cow;

/// What is wrong with an address, as the end of "`…` …", and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub hint: &'static str,
}

impl Fault {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        let message = message.into();
        Fault { message, hint }
    }

    /// The error that shows this fault of `text` at `node`.
    pub fn of(self, text: &str, node: &Node) -> Diagnostic {
        let message = format!("`{}` {}", shortened(text), self.message);
        node.error(message).hint(self.hint)
    }
}

const WEB: &str = "write a whole address such as `https://example.org`";
const ON_SITE: &str = "write a path on this site such as `/contact/`";

/// An `http` or `https` address, as written.
pub fn web(node: &Node) -> Result<Spanned<String>, Diagnostic> {
    let address = node.string("an address that begins with `https://`")?;
    check_web(&address.value).map_err(|fault| fault.of(&address.value, node))?;
    Ok(address)
}

/// The address of a site: no query, no anchor, and no slash at its end.
pub fn site(node: &Node) -> Result<String, Diagnostic> {
    let address = web(node)?.value;
    if address.contains(['?', '#']) {
        let fault = Fault::new(
            "has a `?` or `#` in it",
            "write only the site's address, such as `https://example.org`",
        );
        return Err(fault.of(&address, node));
    }
    let path = address.splitn(4, '/').nth(3).unwrap_or_default();
    inside(path).map_err(|fault| fault.of(&address, node))?;
    Ok(address.trim_end_matches('/').to_owned())
}

/// The address of a service that pages load from: by `https`, or from this machine to try it;
/// its host can stand in a Content-Security-Policy. No query, no anchor, no slash at its end.
pub fn service(node: &Node) -> Result<String, Diagnostic> {
    let address = site(node)?;
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let fault = if !host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte))
    {
        Fault::new(
            "has a host that is not in plain letters, digits and hyphens",
            "write an international name in its form with `xn--`",
        )
    } else if !scheme.eq_ignore_ascii_case("https") && !["localhost", "127.0.0.1"].contains(&name) {
        Fault::new("does not begin with `https://`", WEB)
    } else {
        return Ok(address);
    };
    Err(fault.of(&address, node))
}

/// A path on this site: no other host, no query, nothing that leads out of it.
pub fn check_site_path(path: &str) -> Result<(), Fault> {
    for path in readings(path)? {
        if path.starts_with("//") || path.starts_with("/\\") {
            return Err(Fault::new("leads to another site", ON_SITE));
        }
        if let Some(scheme) = scheme(&path) {
            return Err(Fault::new(format!("begins with `{scheme}:`"), ON_SITE));
        }
    }
    inside(path)?;
    match path.find(['?', '#']) {
        Some(_) => Err(Fault::new(
            "has a `?` or `#` in it, which no path can have",
            ON_SITE,
        )),
        None => Ok(()),
    }
}

/// No pattern of another generator (`/:year/:title/`, `/{{ page.fileSlug }}/`), nor its `false`.
pub fn check_no_pattern(path: &str) -> Result<(), Fault> {
    let hint = "write the address itself, such as `/mon-article/`, or remove it: `permalink` in `griot.yaml` takes a pattern";
    let named = |part: &str| part.strip_prefix(':').is_some_and(|name| !name.is_empty());
    let is_pattern = path.contains("{{") || path.contains("{%") || path.split('/').any(named);
    match is_pattern {
        true => Err(Fault::new("is a pattern and no address", hint)),
        false if path == "false" => Err(Fault::new(
            "is no address",
            "for an article that is not to be shown, write `draft: true`",
        )),
        false => Ok(()),
    }
}

/// A link: a path on this site, an anchor, or an address with `https:`, `mailto:`, `tel:`.
pub fn check_link(link: &str) -> Result<(), Fault> {
    let hint = "write a path such as `/contact/`, or an address that begins with `https://`";
    let scheme = scheme(link).map(|scheme| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => check_web(link),
        Some("mailto" | "tel") => clean(link),
        Some(other) => Err(Fault::new(format!("begins with `{other}:`"), hint)),
        None => {
            clean(link)?;
            check_site_path(link.split(['?', '#']).next().unwrap_or_default())
        }
    }
}

/// One name in a path: no slash, also no encoded one, and not `.` or `..`.
pub fn check_name(name: &str, hint: &'static str) -> Result<(), Fault> {
    for name in readings(name)? {
        if name.contains('/') {
            return Err(Fault::new("has a slash in it", hint));
        }
        if let Some(scheme) = scheme(&name) {
            return Err(Fault::new(format!("begins with `{scheme}:`"), hint));
        }
    }
    inside(name).map_err(|fault| Fault { hint, ..fault })?;
    match name.find(['?', '#']) {
        Some(_) => Err(Fault::new("has a `?` or `#` in it", hint)),
        None => Ok(()),
    }
}

/// A picture of an article: an address, or a file below the site's root.
///
/// `folder` is that of the article, below the root; `..` must stay in its first folder.
pub fn check_image(image: &str, folder: &str) -> Result<(), Fault> {
    let hint = "write the file's name, such as `couverture.jpg`, or an address that begins with `https://`";
    if is_web(image) {
        return check_web(image);
    }
    if image.ends_with(['/', '.']) {
        return Err(Fault::new("is no image file", hint));
    }
    for reading in readings(image)? {
        if reading.starts_with("//") {
            return Err(Fault::new("has no `https:` at its beginning", hint));
        }
        if let Some(scheme) = scheme(&reading) {
            return Err(Fault::new(format!("begins with `{scheme}:`"), hint));
        }
        clean(&reading)?;
        let encoded = reading != image;
        if climbs_out(&reading, folder) || (encoded && reading.split('/').any(|name| name == ".."))
        {
            return Err(Fault::new("leads out of the site", hint));
        }
    }
    Ok(())
}

/// True when a path's `..` leave the first folder of `folder`, or the root for `/…`.
fn climbs_out(path: &str, folder: &str) -> bool {
    let mut depth = match path.starts_with('/') {
        true => 0,
        false => folder.matches('/').count(),
    };
    path.split('/').any(|name| {
        let name = name.trim();
        let out = name == ".." && depth == 0;
        match name {
            "" | "." => {}
            ".." => depth = depth.saturating_sub(1),
            _ => depth += 1,
        }
        out
    })
}

/// Host and characters of an `http` or `https` address.
fn check_web(address: &str) -> Result<(), Fault> {
    clean(address)?;
    let (true, Some((_, rest))) = (is_web(address), address.split_once("://")) else {
        return Err(Fault::new("does not begin with `https://`", WEB));
    };
    if address.contains([' ', '"', '<', '>', '`', '{', '}', '|', '^']) {
        return Err(Fault::new("has a character that no address can have", WEB));
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(Fault::new("has a user name in it", WEB));
    }
    if !is_host(host) {
        return Err(Fault::new("has no valid host name", WEB));
    }
    Ok(())
}

fn is_web(address: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or_default();
    scheme.len() < address.len()
        && ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
}

/// `example.org`, `localhost:8000`, `[::1]:80`, also in letters beyond ASCII.
fn is_host(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let port_is_fine = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    let bracketed = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let name_is_fine = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => name.split('.').all(is_label),
    };
    port_is_fine && name_is_fine
}

fn is_label(label: &str) -> bool {
    let letters = label
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    letters && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
}

/// No path segment of any reading is `.` or `..`, and no character leads elsewhere.
fn inside(path: &str) -> Result<(), Fault> {
    for path in readings(path)? {
        clean(&path)?;
        if path
            .split('/')
            .any(|name| matches!(name.trim(), "." | ".."))
        {
            return Err(Fault::new(
                "leads out of its place with `.` or `..`",
                ON_SITE,
            ));
        }
    }
    Ok(())
}

/// No backslash, control character or line separator.
fn clean(text: &str) -> Result<(), Fault> {
    if text.contains('\\') {
        return Err(Fault::new(
            "has a backslash in it",
            "write `/` between folders",
        ));
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    match text.chars().find(|c| breaks(*c)) {
        Some(c) => {
            let code = u32::from(c);
            let message = format!("has a control character (U+{code:04X}) in it");
            Err(Fault::new(
                message,
                "write it on one line, without line breaks",
            ))
        }
        None => Ok(()),
    }
}

/// `javascript` of `javascript:alert(1)`, also where white space hides it.
fn scheme(text: &str) -> Option<String> {
    let (scheme, _) = text.split_once(':')?;
    let scheme: String = scheme
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    let mut letters = scheme.chars();
    let valid = letters.next()?.is_ascii_alphabetic()
        && letters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    valid.then_some(scheme)
}

/// A path, and what it becomes each time that somebody decodes its `%41`.
fn readings(path: &str) -> Result<Vec<Cow<'_, str>>, Fault> {
    let mut readings = vec![Cow::Borrowed(path)];
    for _ in 0..DECODINGS {
        let last = readings.last().map_or(path, |last| last);
        if !last.contains('%') {
            return Ok(readings);
        }
        let hint = "write the letters themselves instead of `%` codes";
        let decoded =
            decode(last).ok_or_else(|| Fault::new("has a broken `%` code in it", hint))?;
        if decoded.as_str() == last {
            return Ok(readings);
        }
        readings.push(Cow::Owned(decoded));
    }
    Err(Fault::new("is encoded several times over", ON_SITE))
}

/// Undoes percent-encoding. `None` when the bytes are no UTF-8; a `%` without two hexadecimal
/// digits stays.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        let byte =
            code.filter(|code| *first == b'%' && code.bytes().all(|b| b.is_ascii_hexdigit()));
        match byte.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}
