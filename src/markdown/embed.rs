//! Addresses of films and posts elsewhere that a card can stand for: at YouTube, Vimeo, X and
//! Mastodon.
//!
//! Takes an address, gives what a frame would load. Knows it from the address alone and asks
//! nobody. A frame's address is put together from a known host and checked letters and
//! digits, never from what the author wrote; an address that is not quite right stays a link.

use serde::{Deserialize, Serialize};

/// What a card stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embed {
    pub service: Service,
    pub work: Work,
    /// Who posted it, where the address says so: `@ada`, `@ada@social.example`; else empty.
    pub by: String,
    /// Whose server the frame asks: lowercase letters of ASCII, digits, hyphens and dots.
    pub host: String,
    /// What it asks for there, from the first slash on: no quotes, but perhaps `&`.
    pub path: String,
}

/// Where a film or a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Service {
    Youtube,
    Vimeo,
    X,
    Mastodon,
}

/// What it is, which is also the shape of its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    Video,
    /// A video as phones hold them.
    Upright,
    Playlist,
    Post,
}

/// Longer than any address of a film or a post.
const LONGEST: usize = 512;

/// What the page at `address` is, if it can be shown in a frame.
pub fn embed(address: &str) -> Option<Embed> {
    let at = Address::read(address)?;
    let host = at.host.strip_prefix("www.").unwrap_or(&at.host);
    match host {
        "youtu.be"
        | "youtube.com"
        | "m.youtube.com"
        | "music.youtube.com"
        | "youtube-nocookie.com" => youtube(&at, host),
        "vimeo.com" | "player.vimeo.com" => vimeo(&at, host),
        "x.com" | "twitter.com" | "mobile.x.com" | "mobile.twitter.com" => x(&at),
        _ => mastodon(&at),
    }
}

fn youtube(at: &Address, host: &str) -> Option<Embed> {
    let list = at.value("list").filter(|list| is_list(list));
    let (id, work) = match (host, at.parts.as_slice()) {
        ("youtu.be", [id]) => (*id, Work::Video),
        ("youtu.be", _) => return None,
        (_, ["watch"]) => (at.value("v")?, Work::Video),
        (_, ["shorts", id]) => (*id, Work::Upright),
        (_, ["playlist"]) if list.is_some() => ("videoseries", Work::Playlist),
        (_, ["live" | "embed" | "v", id]) => (*id, Work::Video),
        _ => return None,
    };
    // the player of a channel has such a name in the place of an id
    if id.len() != 11 || !id.bytes().all(is_id) || id == "live_stream" {
        return None;
    }
    let mut path = format!("/embed/{id}?autoplay=1");
    if let Some(list) = list {
        path.push_str("&list=");
        path.push_str(list);
    }
    push_start(&mut path, "&start=", at);
    Some(Embed {
        service: Service::Youtube,
        work,
        by: String::new(),
        host: "www.youtube-nocookie.com".to_string(),
        path,
    })
}

fn vimeo(at: &Address, host: &str) -> Option<Embed> {
    let (id, key) = match (host, at.parts.as_slice()) {
        ("player.vimeo.com", ["video", id]) => (*id, at.value("h")),
        ("player.vimeo.com", _) => return None,
        (_, [id]) | (_, ["channels", _, id]) | (_, ["groups", _, "videos", id]) => {
            (*id, at.value("h"))
        }
        (_, [id, key]) => (*id, Some(*key)),
        _ => return None,
    };
    // films that are not listed are shown to those who know their key
    let key_is_fine = |key: &str| {
        (6..=40).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !is_number(id, 1..=12) || !key.is_none_or(key_is_fine) {
        return None;
    }
    let mut path = format!("/video/{id}?dnt=1&autoplay=1");
    if let Some(key) = key {
        path.push_str("&h=");
        path.push_str(key);
    }
    push_start(&mut path, "#t=", at);
    Some(Embed {
        service: Service::Vimeo,
        work: Work::Video,
        by: String::new(),
        host: "player.vimeo.com".to_string(),
        path,
    })
}

fn x(at: &Address) -> Option<Embed> {
    let (user, id, rest) = match at.parts.as_slice() {
        ["i", "web", "status", id, rest @ ..] => ("", *id, rest),
        ["i", "status", id, rest @ ..] => ("", *id, rest),
        [user, "status" | "statuses", id, rest @ ..] => (*user, *id, rest),
        _ => return None,
    };
    let picture = matches!(rest, [] | ["photo" | "video", _]);
    let is_user = |user: &str| user.len() <= 15 && user.bytes().all(is_word);
    if !picture || !is_user(user) || !is_number(id, 1..=20) {
        return None;
    }
    Some(Embed {
        service: Service::X,
        work: Work::Post,
        by: handle(user),
        host: "platform.twitter.com".to_string(),
        path: format!("/embed/Tweet.html?dnt=true&id={id}"),
    })
}

/// Mastodon may be at any host, so its posts are known by their shape: `/@name/` and a number
/// as long as those that it has made since 2017 (a time in milliseconds, and 16 bits). An
/// account of another server (`/@name@other/…`) has its frame there, not here.
fn mastodon(at: &Address) -> Option<Embed> {
    let [user, id] = at.parts.as_slice() else {
        return None;
    };
    let user = user.strip_prefix('@')?;
    let is_user = (1..=30).contains(&user.len())
        && user
            .bytes()
            .all(|byte| is_word(byte) || b".-".contains(&byte));
    let top = at.host.rsplit('.').next().unwrap_or_default();
    let is_public = top.len() >= 2 && (is_letters(top) || top.starts_with("xn--"));
    if !at.secure || !is_user || !is_public || !is_number(id, 15..=20) {
        return None;
    }
    Some(Embed {
        service: Service::Mastodon,
        work: Work::Post,
        by: format!("@{user}@{}", at.host),
        host: at.host.clone(),
        path: format!("/@{user}/{id}/embed"),
    })
}

/// An address in its parts.
struct Address<'a> {
    secure: bool,
    /// In lowercase.
    host: String,
    /// Between the slashes of the path; a slash at its end makes none.
    parts: Vec<&'a str>,
    query: &'a str,
    fragment: &'a str,
}

impl<'a> Address<'a> {
    /// `None` for what is no plain web address: with a user, a port, another alphabet, or a
    /// character that browsers drop or turn into another.
    fn read(address: &'a str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"'<>`^{}|".contains(&byte);
        if address.len() > LONGEST || !address.bytes().all(is_plain) {
            return None;
        }
        let (scheme, rest) = address.split_once("://")?;
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
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
            secure,
            host: host.to_ascii_lowercase(),
            parts: path.split('/').collect(),
            query,
            fragment,
        })
    }

    /// The first value of this name in the query.
    fn value(&self, name: &str) -> Option<&'a str> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Where the author wants the film to begin.
    fn start(&self) -> Option<u32> {
        let named = self.value("t").or_else(|| self.value("start"));
        seconds(named.or_else(|| self.fragment.strip_prefix("t="))?)
    }
}

fn push_start(path: &mut String, name: &str, at: &Address) {
    if let Some(start) = at.start().filter(|start| *start > 0) {
        path.push_str(name);
        path.push_str(&start.to_string());
        // Vimeo's has a unit
        path.push_str(if name.starts_with('#') { "s" } else { "" });
    }
}

/// `90`, `90s`, `1m30s`, `1h2m3s`.
fn seconds(text: &str) -> Option<u32> {
    let mut all = 0_u32;
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
        all = all.checked_add(number.parse::<u32>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    match number.is_empty() {
        true => Some(all),
        false => all.checked_add(number.parse().ok()?),
    }
}

fn handle(user: &str) -> String {
    match user {
        "" => String::new(),
        user => format!("@{user}"),
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn is_id(byte: u8) -> bool {
    is_word(byte) || byte == b'-'
}

/// Shorter names are lists of the reader's own, which nobody else can see.
fn is_list(list: &str) -> bool {
    (10..=64).contains(&list.len()) && list.bytes().all(is_id)
}

fn is_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_number(text: &str, digits: std::ops::RangeInclusive<usize>) -> bool {
    digits.contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Two labels at least, as DNS has them.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let letters = label.bytes().all(|byte| is_id(byte) && byte != b'_');
        letters && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.contains('.') && host.split('.').all(is_label)
}

#[cfg(test)]
mod tests;
