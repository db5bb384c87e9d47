//! Checks every address that an author may write: web addresses, paths and links on this site, and
//! paths of files below the site's folder.
//!
//! An address that passes can stand in a link, a header or a redirect, and cannot lead out of the
//! site's folder, in any encoding. Nothing here resolves or opens an address.

mod address_error;

pub use address_error::{AddressError, AddressProblem};

use crate::diagnostic::{Diagnostic, Spanned};
use crate::limits::DECODINGS;
use crate::phrase;
use crate::yaml_and_toml::Node;
use std::borrow::Cow;

/// Reads an `http` or `https` address, as written.
pub fn web(node: &Node) -> Result<Spanned<String>, Diagnostic> {
    let address = node.text(phrase!("an address that begins with `https://`"))?;
    check_web(&address.value).map_err(|error| error.at(&address.value, node))?;
    Ok(address)
}

/// Reads the address of a site: no query, no anchor; drops the slash at its end.
pub fn site(node: &Node) -> Result<String, Diagnostic> {
    let address = web(node)?.value;
    if address.contains(['?', '#']) {
        let error = AddressError::new(AddressProblem::Query).with_hint(phrase!(
            "write only the site's address, such as `https://example.org`"
        ));
        return Err(error.at(&address, node));
    }
    let path = address.splitn(4, '/').nth(3).unwrap_or_default();
    check_inside(path).map_err(|error| error.at(&address, node))?;
    Ok(address.trim_end_matches('/').to_owned())
}

/// Reads the address of a service that pages load from.
///
/// The address begins with `https`, or leads to this machine; its host can stand in a
/// Content-Security-Policy. No query, no anchor; drops the slash at its end.
pub fn service(node: &Node) -> Result<String, Diagnostic> {
    let address = site(node)?;
    check_service(&address).map_err(|error| error.at(&address, node))?;
    Ok(address)
}

/// Checks that an address begins with `https` or leads to this machine, and that its host can
/// stand in a Content-Security-Policy.
fn check_service(address: &str) -> Result<(), AddressError> {
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
    let problem = if !host.bytes().all(is_plain) {
        AddressProblem::InternationalHost
    } else if !scheme.eq_ignore_ascii_case("https") && !["localhost", "127.0.0.1"].contains(&name) {
        AddressProblem::NotHttps
    } else {
        return Ok(());
    };
    Err(AddressError::new(problem))
}

/// Reads the address that a form is sent to: as [`service`], with a path and a query.
pub fn service_form(node: &Node) -> Result<String, Diagnostic> {
    let address = web(node)?.value;
    let end = address.find(['?', '#']).unwrap_or(address.len());
    check_service(&address[..end]).map_err(|error| error.at(&address, node))?;
    Ok(address)
}

/// Checks a path on this site: no other host, no query, no way out of the site.
pub fn check_site_path(path: &str) -> Result<(), AddressError> {
    for path in readings(path)? {
        if path.starts_with("//") || path.starts_with("/\\") {
            return Err(AddressProblem::OtherSite.into());
        }
        if let Some(scheme) = scheme(&path) {
            return Err(AddressProblem::Scheme(scheme).into());
        }
    }
    check_inside(path)?;
    match path.find(['?', '#']) {
        Some(_) => Err(AddressProblem::Query.into()),
        None => Ok(()),
    }
}

/// Refuses patterns of other generators (`/:year/:title/`, `/{{ page.fileSlug }}/`) and `false`.
pub fn check_no_pattern(path: &str) -> Result<(), AddressError> {
    let is_named = |part: &str| part.strip_prefix(':').is_some_and(|name| !name.is_empty());
    if path.contains("{{") || path.contains("{%") || path.split('/').any(is_named) {
        return Err(AddressProblem::Pattern.into());
    }
    match path {
        "false" => Err(AddressProblem::False.into()),
        _ => Ok(()),
    }
}

/// Checks a link: a path on this site, an anchor, or an address with `https:`, `mailto:`, `tel:`.
pub fn check_link(link: &str) -> Result<(), AddressError> {
    let scheme = scheme(link);
    match scheme.as_ref().map(|scheme| scheme.to_ascii_lowercase()) {
        Some(web) if matches!(web.as_str(), "http" | "https") => check_web(link),
        Some(other) if matches!(other.as_str(), "mailto" | "tel") => check_characters(link),
        Some(other) => Err(
            AddressError::new(AddressProblem::Scheme(other)).with_hint(phrase!(
                "write a path such as `/contact/`, or an address that begins with `https://`"
            )),
        ),
        None => {
            check_characters(link)?;
            check_site_path(link.split(['?', '#']).next().unwrap_or_default())
        }
    }
}

/// Checks one name in a path: no slash, also no encoded one, and not `.` or `..`.
pub fn check_name(name: &str) -> Result<(), AddressError> {
    for name in readings(name)? {
        if name.contains('/') {
            return Err(AddressProblem::Slash.into());
        }
        if let Some(scheme) = scheme(&name) {
            return Err(AddressProblem::Scheme(scheme).into());
        }
    }
    check_inside(name)?;
    match name.find(['?', '#']) {
        Some(_) => Err(AddressProblem::Query.into()),
        None => Ok(()),
    }
}

/// Checks the picture of an article: an address, or a file below the site's root.
///
/// `folder` is that of the article, below the root; `..` must stay in its first folder.
pub fn check_image(image: &str, folder: &str) -> Result<(), AddressError> {
    if is_web(image) {
        return check_web(image);
    }
    let refuse = |problem| {
        Err(AddressError::new(problem).with_hint(phrase!(
            "write the file's name, such as `couverture.jpg`, or an address that begins with `https://`"
        )))
    };
    if image.ends_with(['/', '.']) {
        return refuse(AddressProblem::NoImage);
    }
    for reading in readings(image)? {
        if reading.starts_with("//") {
            return refuse(AddressProblem::NoScheme);
        }
        if let Some(scheme) = scheme(&reading) {
            return refuse(AddressProblem::Scheme(scheme));
        }
        check_characters(&reading)?;
        let is_encoded = reading != image;
        let climbs = reading.split('/').any(|name| name == "..");
        if climbs_out(&reading, folder) || (is_encoded && climbs) {
            return refuse(AddressProblem::LeavesSite);
        }
    }
    Ok(())
}

/// Whether the `..` of a path leave the first folder of `folder`, or the root for `/…`.
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

/// Checks the host and the characters of an `http` or `https` address.
fn check_web(address: &str) -> Result<(), AddressError> {
    check_characters(address)?;
    let (true, Some((_, rest))) = (is_web(address), address.split_once("://")) else {
        return Err(AddressProblem::NotHttps.into());
    };
    if address.contains([' ', '"', '<', '>', '`', '{', '}', '|', '^']) {
        return Err(AddressProblem::ForbiddenCharacter.into());
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.contains('@') {
        return Err(AddressProblem::UserName.into());
    }
    match is_host(host) {
        true => Ok(()),
        false => Err(AddressProblem::InvalidHost.into()),
    }
}

fn is_web(address: &str) -> bool {
    let scheme = address.split("://").next().unwrap_or_default();
    scheme.len() < address.len()
        && ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
}

/// Whether text is a host: `example.org`, `localhost:8000`, `[::1]:80`, also in any letters.
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

/// Refuses `.` and `..` as a segment of any reading, and characters that lead elsewhere.
fn check_inside(path: &str) -> Result<(), AddressError> {
    for path in readings(path)? {
        check_characters(&path)?;
        if path
            .split('/')
            .any(|name| matches!(name.trim(), "." | ".."))
        {
            return Err(AddressProblem::LeavesFolder.into());
        }
    }
    Ok(())
}

/// Refuses backslashes, control characters and line separators.
fn check_characters(text: &str) -> Result<(), AddressError> {
    if text.contains('\\') {
        return Err(AddressProblem::Backslash.into());
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    match text.chars().find(|c| breaks(*c)) {
        Some(control) => Err(AddressProblem::ControlCharacter(control).into()),
        None => Ok(()),
    }
}

/// The scheme of an address, also where white space hides it: `javascript` of `javascript:x`.
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

/// A path, and each text that it becomes when somebody decodes its `%41` once more.
fn readings(path: &str) -> Result<Vec<Cow<'_, str>>, AddressError> {
    let mut readings = vec![Cow::Borrowed(path)];
    for _ in 0..DECODINGS {
        let last = readings.last().map_or(path, |last| last);
        if !last.contains('%') {
            return Ok(readings);
        }
        let decoded = decode(last).ok_or(AddressProblem::BrokenEscape)?;
        if decoded.as_str() == last {
            return Ok(readings);
        }
        readings.push(Cow::Owned(decoded));
    }
    Err(AddressProblem::EncodedTooOften.into())
}

/// Undoes percent-encoding once. `None` when the bytes are no UTF-8; a `%` without two
/// hexadecimal digits stays.
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
