//! The addresses of pictures and videos in elements, also where a plugin or a style has them.

use super::html_tree::Element;

/// Attributes of plugins that load a picture later, with its real address.
pub const LATER: [&str; 5] = [
    "data-orig-file",
    "data-src",
    "data-lazy-src",
    "data-original",
    "src",
];

/// The address of a picture, also where a plugin loads it later.
pub fn picture_address(element: &Element) -> Option<&str> {
    let found = LATER.iter().find_map(|name| element.get(name));
    found.map(str::trim).filter(|address| !address.is_empty())
}

/// The picture behind the words of an element.
pub fn background_picture(element: &Element) -> Option<String> {
    let style = element.get("style")?;
    let (_, after) = style.split_once("background-image")?;
    let (_, address) = after.split_once("url(")?;
    let address = address.split(')').next()?.trim().trim_matches(['"', '\'']);
    let is_web = address.starts_with("http") || address.starts_with('/');
    is_web.then(|| address.to_string())
}

/// The page of a video, from the address of its player.
pub fn video_link(address: &str) -> Option<String> {
    let rest = address.split_once("://")?.1;
    let (host, path) = rest.split_once('/')?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_id = |id: &str| {
        !id.is_empty()
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
    };
    match host {
        "youtube.com" | "youtube-nocookie.com" => {
            let id = path.strip_prefix("embed/")?.trim_end_matches('/');
            if id == "videoseries" {
                let list = query
                    .split(['&', ';'])
                    .find_map(|part| part.strip_prefix("list="))?;
                return is_id(list)
                    .then(|| format!("https://www.youtube.com/playlist?list={list}"));
            }
            let start = query
                .split(['&', ';'])
                .find_map(|part| part.strip_prefix("start="));
            let start = start.filter(|start| start.bytes().all(|byte| byte.is_ascii_digit()));
            let start = start.map_or(String::new(), |start| format!("&t={start}s"));
            is_id(id).then(|| format!("https://www.youtube.com/watch?v={id}{start}"))
        }
        "player.vimeo.com" => {
            let id = path.strip_prefix("video/")?.trim_end_matches('/');
            let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| format!("https://vimeo.com/{id}"))
        }
        _ => None,
    }
}
