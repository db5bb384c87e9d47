//! Responses: pages with the preview's script at their end, files, refusals.

use super::dashboard;
use super::preview::{Answer, Live, Preview, State};
use super::response_body::Content;
use crate::assets::AssetBuilder;
use crate::cache::disk_store::{ASSETS, DiskStore};
use crate::disk::Disk;
use crate::markdown::{push_attribute, push_text};
use crate::render::{Asset, content_security_policy};
use crate::site::Kind;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, LOCATION, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use std::io::{Seek, SeekFrom};
use std::ops::Range;

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("dashboard.css");
const HTML: &str = "text/html; charset=utf-8";

/// What the author's page may load.
const OWN_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                          connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The response to a request for a path.
pub fn respond(
    preview: &Preview,
    disk: &Disk,
    path: &str,
    headers: &HeaderMap,
) -> Response<Content> {
    if let Some(own) = path.strip_prefix("/_griot") {
        return own_page(preview, path, own);
    }
    let policy = policy(preview, path);
    let page = |status, mut bytes: Vec<u8>, live: Option<Live>| {
        push_script(&mut bytes, live.as_ref());
        with_policy(response(status, mime(path), Content::bytes(bytes)), &policy)
    };
    match preview.answer(path) {
        Answer::Page { bytes, live } => page(StatusCode::OK, bytes, live),
        Answer::Missing { bytes, live } => {
            let bytes = page(StatusCode::NOT_FOUND, bytes, Some(live));
            with(bytes, CONTENT_TYPE, HTML)
        }
        Answer::File(source) => with_policy(file(disk, &source, headers), &policy),
        Answer::Asset(wanted) => with_policy(derived(disk, &wanted, path), &policy),
        Answer::Redirect(to) => with(
            response(StatusCode::TEMPORARY_REDIRECT, HTML, Content::none()),
            LOCATION,
            &to,
        ),
        Answer::Failed(_, text) => sorry("This page cannot be shown", &text),
        Answer::Nothing => {
            let errors: Vec<&str> = preview.errors().collect();
            sorry("There is no site to show yet", &errors.join("\n"))
        }
    }
}

/// Pages and files of the preview itself.
fn own_page(preview: &Preview, path: &str, own: &str) -> Response<Content> {
    match own {
        "" => with(
            response(StatusCode::TEMPORARY_REDIRECT, HTML, Content::none()),
            LOCATION,
            "/_griot/",
        ),
        "/live.js" => response(StatusCode::OK, mime(path), Content::bytes(SCRIPT)),
        "/dashboard.css" => response(StatusCode::OK, mime(path), Content::bytes(STYLE)),
        _ => match dashboard::page(preview, path) {
            Some(html) => {
                let live = Live {
                    page: preview.digest(html.as_bytes(), &[]),
                    ..Live::default()
                };
                let mut bytes = html.into_bytes();
                push_script(&mut bytes, Some(&live));
                let page = response(StatusCode::OK, HTML, Content::bytes(bytes));
                with(page, CONTENT_SECURITY_POLICY, OWN_POLICY)
            }
            None => plain(StatusCode::NOT_FOUND, "the preview has no such page"),
        },
    }
}

/// The policy that the `_headers` of the path's host ask for, with room for the preview's script.
fn policy(preview: &Preview, path: &str) -> Option<String> {
    let site = &preview.built.as_ref()?.site;
    let asked = site.pages.iter().any(|page| page.kind == Kind::Headers);
    asked.then(|| content_security_policy(site, site.hosts.below(path), true))
}

fn with_policy(response: Response<Content>, policy: &Option<String>) -> Response<Content> {
    match policy {
        Some(policy) => with(response, CONTENT_SECURITY_POLICY, policy),
        None => response,
    }
}

/// A page that says what is wrong, until it is right.
fn sorry(title: &str, problems: &str) -> Response<Content> {
    let mut text = String::new();
    push_text(&mut text, problems);
    let mut bytes = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         </head>\n<body><h1>{title}</h1>\n<pre>{text}</pre>\n</body></html>\n"
    )
    .into_bytes();
    push_script(&mut bytes, Some(&Live::default()));
    let page = response(
        StatusCode::INTERNAL_SERVER_ERROR,
        HTML,
        Content::bytes(bytes),
    );
    with(page, CONTENT_SECURITY_POLICY, OWN_POLICY)
}

/// The script, and what it is to know of its page.
fn push_script(bytes: &mut Vec<u8>, live: Option<&Live>) {
    let Some(live) = live else {
        return;
    };
    let mut tag = "<script src=\"/_griot/live.js\"".to_string();
    let mut add = |name: &str, value: &str| {
        tag.push_str(&format!(" data-{name}=\""));
        push_attribute(&mut tag, value);
        tag.push('"');
    };
    add("page", &live.page);
    add("styles", &live.styles.join(" "));
    live.source.iter().for_each(|source| add("source", source));
    live.create.iter().for_each(|path| add("create", path));
    match &live.state {
        Some(State::Draft) => add("state", "Draft"),
        Some(State::Scheduled(date)) => add("state", &format!("Scheduled for {date}")),
        Some(State::Expired(date)) => add("state", &format!("Expired on {date}")),
        None => {}
    }
    bytes.extend_from_slice(tag.as_bytes());
    bytes.extend_from_slice(b"></script>\n");
}

/// A file that is made when it is asked for, and kept for the build.
fn derived(disk: &Disk, wanted: &Asset, path: &str) -> Response<Content> {
    let cache = DiskStore::open(&disk.root, ASSETS);
    match AssetBuilder::new(disk, &cache).bytes(wanted) {
        Ok(bytes) => response(StatusCode::OK, mime(path), Content::bytes(bytes)),
        Err(_) => plain(StatusCode::NOT_FOUND, "this file cannot be made"),
    }
}

/// A file of the site, or the part of it that is asked for.
fn file(disk: &Disk, source: &str, headers: &HeaderMap) -> Response<Content> {
    let opened = disk.open(source).and_then(|file| {
        let metadata = file.metadata()?;
        Ok((file, metadata))
    });
    let Ok((mut file, metadata)) = opened else {
        return plain(StatusCode::NOT_FOUND, "this file is not there any more");
    };
    let length = metadata.len();
    let part = headers
        .get(RANGE)
        .and_then(|range| part(range.to_str().ok()?, length));
    let whole = response(StatusCode::OK, mime(source), Content::none());
    let whole = with(whole, ACCEPT_RANGES, "bytes");
    let Some(Range { start, end }) = part else {
        return whole.map(|_| Content::File { file, left: length });
    };
    if file.seek(SeekFrom::Start(start)).is_err() {
        return plain(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this file cannot be read",
        );
    }
    let range = format!("bytes {start}-{}/{length}", end - 1);
    let mut part = with(whole, CONTENT_RANGE, &range);
    *part.status_mut() = StatusCode::PARTIAL_CONTENT;
    part.map(|_| Content::File {
        file,
        left: end - start,
    })
}

/// One range of bytes (RFC 9110, 14.1); `None` for any other wish, which may be ignored.
fn part(range: &str, length: u64) -> Option<Range<u64>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (start, end) = match (from, to) {
        ("", last) => (length.saturating_sub(last.parse().ok()?), length),
        (first, "") => (first.parse().ok()?, length),
        (first, last) => (
            first.parse().ok()?,
            last.parse::<u64>().ok()?.saturating_add(1),
        ),
    };
    let end = end.min(length);
    (start < end).then_some(start..end)
}

/// A stream of events.
pub fn events(messages: Content) -> Response<Content> {
    response(StatusCode::OK, "text/event-stream", messages)
}

/// A line of text.
pub fn plain(status: StatusCode, text: &'static str) -> Response<Content> {
    response(status, "text/plain; charset=utf-8", Content::bytes(text))
}

/// The end of a conversation.
pub fn refused(status: StatusCode, why: &'static str) -> Response<Content> {
    let response = with(plain(status, why), CONNECTION, "close");
    match status {
        StatusCode::METHOD_NOT_ALLOWED => with(response, ALLOW, "GET, HEAD"),
        _ => response,
    }
}

/// Never kept by a browser, never read by another site.
fn response(status: StatusCode, mime: &'static str, content: Content) -> Response<Content> {
    let mut response = Response::new(content);
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, mime),
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (HeaderName::from_static("referrer-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A value that no header can carry is left out.
fn with(mut response: Response<Content>, name: HeaderName, value: &str) -> Response<Content> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// The type of a file by the ending of its path.
fn mime(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "" if name.is_empty() => HTML,
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ if matches!(name, "_headers" | "_redirects") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
