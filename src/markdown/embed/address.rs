//! Splits a plain web address into its parts.

use std::ops::RangeInclusive;

/// Longest address that is read: no video or post has a longer one.
const MAX_BYTES: usize = 512;

/// A web address in its parts.
pub struct Address<'a> {
    /// Whether the scheme is `https`.
    pub is_secure: bool,
    /// In lowercase.
    pub host: String,
    /// The segments of the path; a slash at its end adds none.
    pub segments: Vec<&'a str>,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Splits an address. `None` when it has a user, a port, another alphabet, or a character
    /// that browsers drop or turn into another.
    pub fn parse(address: &'a str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"'<>`^{}|".contains(&byte);
        if address.len() > MAX_BYTES || !address.bytes().all(is_plain) {
            return None;
        }
        let (scheme, rest) = address.split_once("://")?;
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let (host, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if !is_host(host) {
            return None;
        }
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        let path = path.strip_suffix('/').unwrap_or(path);
        Some(Address {
            is_secure,
            host: host.to_ascii_lowercase(),
            segments: path.split('/').collect(),
            query,
            fragment,
        })
    }

    /// The first value of this name in the query.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The second where a video begins, by `t=` or `start=`.
    pub fn start(&self) -> Option<u32> {
        let named = self.value("t").or_else(|| self.value("start"));
        seconds(named.or_else(|| self.fragment.strip_prefix("t="))?)
    }
}

/// The seconds of `90`, `90s`, `1m30s` or `1h2m3s`.
fn seconds(text: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut number = String::new();
    for c in text.chars() {
        let unit = match c {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            c if c.is_ascii_digit() && number.len() < 6 => {
                number.push(c);
                continue;
            }
            _ => return None,
        };
        total = total.checked_add(number.parse::<u32>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    match number.is_empty() {
        true => Some(total),
        false => total.checked_add(number.parse().ok()?),
    }
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

pub fn is_id(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

pub fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

pub fn is_number(text: &str, digits: RangeInclusive<usize>) -> bool {
    digits.contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a host name of at least two labels (DNS).
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| is_id(byte) && byte != b'_');
        is_plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}
