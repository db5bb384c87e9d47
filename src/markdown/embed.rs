//! Recognizes addresses of videos and posts of other services (YouTube, Vimeo, X, Mastodon)
//! that a page can show in a frame.
//!
//! Takes an address, gives the address of the frame. Makes no request: all facts come from the
//! address. The frame's address is built from a known host and checked letters and digits,
//! never from the author's text. An address that is not quite right stays a link.

mod address;
#[cfg(test)]
mod tests;

use address::{Address, is_id, is_letters, is_number, is_word};
use serde::{Deserialize, Serialize};

/// A video or a post that a page can show in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Embed {
    /// The service that hosts it.
    pub service: Service,
    /// What it is.
    pub kind: EmbedKind,
    /// The account in the address: `@ada`, `@ada@social.example`; empty when the address has
    /// none.
    pub author: String,
    /// The host of the frame: lowercase letters of ASCII, digits, hyphens and dots.
    pub frame_host: String,
    /// The path and query of the frame, from the first slash on: no quotes, but perhaps `&`.
    pub frame_path: String,
    /// What its link shows.
    pub title: EmbedTitle,
}

/// What the link of an embed shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmbedTitle {
    /// The words of the author.
    Words(String),
    /// An address, as it is written.
    Address(String),
}

/// A service that hosts videos or posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Service {
    /// YouTube, videos and playlists.
    Youtube,
    /// Vimeo, videos.
    Vimeo,
    /// X, posts.
    X,
    /// Any server of Mastodon, posts.
    Mastodon,
}

/// The kind of an embed, which decides the shape of its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EmbedKind {
    /// A video that is wider than high.
    Video,
    /// A video in portrait format, as phones record them.
    VerticalVideo,
    /// A list of videos.
    Playlist,
    /// A short text with pictures.
    Post,
}

/// The embed at `address`; `None` when no frame can show it.
pub fn embed(address: &str) -> Option<Embed> {
    let address = Address::parse(address)?;
    let host = address.host.strip_prefix("www.").unwrap_or(&address.host);
    match host {
        "youtu.be"
        | "youtube.com"
        | "m.youtube.com"
        | "music.youtube.com"
        | "youtube-nocookie.com" => youtube(&address, host),
        "vimeo.com" | "player.vimeo.com" => vimeo(&address, host),
        "x.com" | "twitter.com" | "mobile.x.com" | "mobile.twitter.com" => x(&address),
        _ => mastodon(&address),
    }
}

fn youtube(address: &Address, host: &str) -> Option<Embed> {
    let playlist = address.value("list").filter(|id| is_playlist_id(id));
    let (id, kind) = match (host, address.segments.as_slice()) {
        ("youtu.be", [id]) => (*id, EmbedKind::Video),
        ("youtu.be", _) => return None,
        (_, ["watch"]) => (address.value("v")?, EmbedKind::Video),
        (_, ["shorts", id]) => (*id, EmbedKind::VerticalVideo),
        (_, ["playlist"]) if playlist.is_some() => ("videoseries", EmbedKind::Playlist),
        (_, ["live" | "embed" | "v", id]) => (*id, EmbedKind::Video),
        _ => return None,
    };
    // the player of a channel has this name in place of an id
    if id.len() != 11 || !id.bytes().all(is_id) || id == "live_stream" {
        return None;
    }
    let mut frame_path = format!("/embed/{id}?autoplay=1");
    if let Some(playlist) = playlist {
        frame_path.push_str("&list=");
        frame_path.push_str(playlist);
    }
    push_start(&mut frame_path, "&start=", address);
    Some(Embed {
        service: Service::Youtube,
        kind,
        author: String::new(),
        frame_host: "www.youtube-nocookie.com".to_string(),
        frame_path,
        title: EmbedTitle::Address(String::new()),
    })
}

/// Whether an id names a public playlist. Shorter ids are lists of the reader's own.
fn is_playlist_id(id: &str) -> bool {
    (10..=64).contains(&id.len()) && id.bytes().all(is_id)
}

fn vimeo(address: &Address, host: &str) -> Option<Embed> {
    let (id, key) = match (host, address.segments.as_slice()) {
        ("player.vimeo.com", ["video", id]) => (*id, address.value("h")),
        ("player.vimeo.com", _) => return None,
        (_, [id]) | (_, ["channels", _, id]) | (_, ["groups", _, "videos", id]) => {
            (*id, address.value("h"))
        }
        (_, [id, key]) => (*id, Some(*key)),
        _ => return None,
    };
    // an unlisted video has a key besides its id
    let is_key = |key: &str| {
        (6..=40).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if !is_number(id, 1..=12) || !key.is_none_or(is_key) {
        return None;
    }
    let mut frame_path = format!("/video/{id}?dnt=1&autoplay=1");
    if let Some(key) = key {
        frame_path.push_str("&h=");
        frame_path.push_str(key);
    }
    push_start(&mut frame_path, "#t=", address);
    Some(Embed {
        service: Service::Vimeo,
        kind: EmbedKind::Video,
        author: String::new(),
        frame_host: "player.vimeo.com".to_string(),
        frame_path,
        title: EmbedTitle::Address(String::new()),
    })
}

fn x(address: &Address) -> Option<Embed> {
    let (user, id, rest) = match address.segments.as_slice() {
        ["i", "web", "status", id, rest @ ..] => ("", *id, rest),
        ["i", "status", id, rest @ ..] => ("", *id, rest),
        [user, "status" | "statuses", id, rest @ ..] => (*user, *id, rest),
        _ => return None,
    };
    let is_post = matches!(rest, [] | ["photo" | "video", _]);
    let is_user = user.len() <= 15 && user.bytes().all(is_word);
    if !is_post || !is_user || !is_number(id, 1..=20) {
        return None;
    }
    let author = match user {
        "" => String::new(),
        user => format!("@{user}"),
    };
    Some(Embed {
        service: Service::X,
        kind: EmbedKind::Post,
        author,
        frame_host: "platform.twitter.com".to_string(),
        frame_path: format!("/embed/Tweet.html?dnt=true&id={id}"),
        title: EmbedTitle::Address(String::new()),
    })
}

/// A post of Mastodon, which may be at any host. Its address has a shape of its own: `/@name/`
/// and a number as long as all post ids since 2017 (a time in milliseconds, and 16 bits). An
/// account of another server (`/@name@other/…`) has its frame there, not here.
fn mastodon(address: &Address) -> Option<Embed> {
    let [user, id] = address.segments.as_slice() else {
        return None;
    };
    let user = user.strip_prefix('@')?;
    let is_user = (1..=30).contains(&user.len())
        && user
            .bytes()
            .all(|byte| is_word(byte) || b".-".contains(&byte));
    let top_level = address.host.rsplit('.').next().unwrap_or_default();
    let is_public =
        top_level.len() >= 2 && (is_letters(top_level) || top_level.starts_with("xn--"));
    if !address.is_secure || !is_user || !is_public || !is_number(id, 15..=20) {
        return None;
    }
    Some(Embed {
        service: Service::Mastodon,
        kind: EmbedKind::Post,
        author: format!("@{user}@{}", address.host),
        frame_host: address.host.clone(),
        frame_path: format!("/@{user}/{id}/embed"),
        title: EmbedTitle::Address(String::new()),
    })
}

/// Appends the time where the video begins, if the author set one.
fn push_start(path: &mut String, name: &str, address: &Address) {
    if let Some(start) = address.start().filter(|start| *start > 0) {
        path.push_str(name);
        path.push_str(&start.to_string());
        // Vimeo's time has a unit
        path.push_str(if name.starts_with('#') { "s" } else { "" });
    }
}
