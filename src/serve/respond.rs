//! Responses: pages with the live-reload script at their end, files, assets, refusals.
//!
//! Takes a preview and the path of a request. Reads only files that the preview names.

use super::dashboard::{self, PREVIEW_PATH};
use super::preview::{LivePage, Preview, PreviewResponse, Unpublished};
use super::request_guard::Refusal;
use super::response_body::ResponseBody;
use crate::assets::AssetBuilder;
use crate::cache::Store;
use crate::deploy::content_type;
use crate::diagnostic::Text;
use crate::markdown::{push_attribute, push_text};
use crate::messages::MessageLanguage;
use crate::phrase;
use crate::render::{Asset, preview_policy};
use crate::site_folder::SiteFolder;
use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_RANGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, LOCATION, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};
use memchr::memmem;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

const LIVE_SCRIPT: &str = include_str!("live.js");
const DASHBOARD_SCRIPT: &str = include_str!("dashboard.js");
const DASHBOARD_STYLE: &str = include_str!("dashboard.css");
const HTML: &str = "text/html; charset=utf-8";

/// The content security policy of the pages of the preview itself.
const DASHBOARD_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                                connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The files that responses are made of besides the preview.
#[derive(Clone)]
pub struct ServedFiles {
    /// The site's folder.
    pub site: SiteFolder,
    /// The cache of pictures and social cards.
    pub assets: Arc<dyn Store>,
}

/// The response to a request for a path.
pub fn respond(
    preview: &Preview,
    files: &ServedFiles,
    path: &str,
    headers: &HeaderMap,
) -> Response<ResponseBody> {
    if let Some(below) = path.strip_prefix("/_griot") {
        return respond_own(preview, path, below);
    }
    let policy = policy(preview, path, headers);
    match preview.respond(path) {
        PreviewResponse::Page { bytes, live } => {
            let body = page_body(bytes, live.as_ref(), preview.language);
            with_policy(response(StatusCode::OK, content_type(path), body), &policy)
        }
        PreviewResponse::NotFound { bytes, live } => {
            let body = page_body(bytes, Some(&live), preview.language);
            with_policy(response(StatusCode::NOT_FOUND, HTML, body), &policy)
        }
        PreviewResponse::File(source) => with_policy(file(&files.site, &source, headers), &policy),
        PreviewResponse::Asset(asset) => with_policy(built_asset(files, &asset, path), &policy),
        PreviewResponse::Redirect(address) => redirect(&address),
        PreviewResponse::Failed { printed, .. } => error_page(
            &phrase!("This page cannot be shown"),
            &printed,
            preview.language,
        ),
        PreviewResponse::NoSite => {
            let errors: Vec<&str> = preview.errors().collect();
            error_page(
                &phrase!("There is no site to show yet"),
                &errors.join("\n"),
                preview.language,
            )
        }
    }
}

/// The response for a page or file of the preview itself; `below` is the path after `/_griot`.
fn respond_own(preview: &Preview, path: &str, below: &str) -> Response<ResponseBody> {
    match below {
        "" => redirect(PREVIEW_PATH),
        "/live.js" => own_file(path, LIVE_SCRIPT),
        "/dashboard.js" => own_file(path, DASHBOARD_SCRIPT),
        "/dashboard.css" => own_file(path, DASHBOARD_STYLE),
        _ => match dashboard::page(preview, path) {
            Some(html) => {
                let live = LivePage::of_dashboard(preview, &html);
                let body = page_body(html.into_bytes(), Some(&live), preview.language);
                let page = response(StatusCode::OK, HTML, body);
                with_header(page, CONTENT_SECURITY_POLICY, DASHBOARD_POLICY)
            }
            None => {
                let text = phrase!("the preview has no such page");
                plain_text(
                    StatusCode::NOT_FOUND,
                    text.render(preview.language.catalog()),
                )
            }
        },
    }
}

fn own_file(path: &str, text: &'static str) -> Response<ResponseBody> {
    response(
        StatusCode::OK,
        content_type(path),
        ResponseBody::bytes(text),
    )
}

fn redirect(address: &str) -> Response<ResponseBody> {
    let response = response(StatusCode::TEMPORARY_REDIRECT, HTML, ResponseBody::empty());
    with_header(response, LOCATION, address)
}

/// The policy that `_headers` sets for a path, and that also allows the script of the preview.
fn policy(preview: &Preview, path: &str, headers: &HeaderMap) -> Option<String> {
    let built = preview.built.as_ref()?;
    let host = built.site.hosts.below(path);
    let authority = headers.get(HOST)?.to_str().ok()?;
    let policy = preview_policy(&built.site, &built.theme, host, authority)?;
    let is_drawing = path.to_ascii_lowercase().ends_with(".svg");
    Some(match is_drawing {
        true => policy.drawings.to_string(),
        false => policy.pages,
    })
}

fn with_policy(
    response: Response<ResponseBody>,
    policy: &Option<String>,
) -> Response<ResponseBody> {
    match policy {
        Some(policy) => with_header(response, CONTENT_SECURITY_POLICY, policy),
        None => response,
    }
}

/// A page that shows problems, and reloads itself once they are corrected.
fn error_page(title: &Text, problems: &str, language: MessageLanguage) -> Response<ResponseBody> {
    let title = title.render(language.catalog());
    let code = language.code();
    let mut text = String::new();
    push_text(&mut text, problems);
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         </head>\n<body><h1>{title}</h1>\n<pre>{text}</pre>\n</body></html>\n"
    );
    let body = page_body(html.into_bytes(), Some(&LivePage::default()), language);
    let page = response(StatusCode::INTERNAL_SERVER_ERROR, HTML, body);
    with_header(page, CONTENT_SECURITY_POLICY, DASHBOARD_POLICY)
}

/// A page with the live-reload script at its end, if it gets one. The words of the script are in a
/// language.
fn page_body(
    mut bytes: Vec<u8>,
    live: Option<&LivePage>,
    language: MessageLanguage,
) -> ResponseBody {
    if let Some(live) = live {
        remove_policy(&mut bytes);
        bytes.extend_from_slice(script_tag(live, language).as_bytes());
    }
    ResponseBody::bytes(bytes)
}

/// Removes the policy in the head of a page, which does not know the script of the preview. The
/// headers have the same one.
fn remove_policy(bytes: &mut Vec<u8>) {
    const BEGIN: &[u8] = b"<meta http-equiv=\"Content-Security-Policy\"";
    let Some(start) = memmem::find(bytes, BEGIN) else {
        return;
    };
    if let Some(length) = memchr::memchr(b'>', &bytes[start..]) {
        bytes.drain(start..=start + length);
    }
}

/// The tag of the live-reload script, with what the script needs to know of its page.
fn script_tag(live: &LivePage, language: MessageLanguage) -> String {
    let render = |text: Text| text.render(language.catalog());
    let mut tag = "<script src=\"/_griot/live.js\"".to_string();
    let mut push_data = |name: &str, value: &str| {
        tag.push_str(&format!(" data-{name}=\""));
        push_attribute(&mut tag, value);
        tag.push('"');
    };
    push_data("page", &live.digest);
    push_data("styles", &live.stylesheets.join(" "));
    if let Some(source) = &live.source {
        push_data("source", source);
    }
    if let Some(path) = &live.new_file {
        push_data("create", path);
        let invitation = phrase!("There is no page here. To write it, create");
        push_data("invitation", &render(invitation));
    }
    if let Some(unpublished) = &live.unpublished {
        push_data("state", &render(note_on(unpublished)));
    }
    push_data("hide", &render(phrase!("Hide (Esc)")));
    push_data("error", &render(phrase!("1 error")));
    // the script puts the number in
    push_data("errors", &render(phrase!("{errors} errors", errors = "%")));
    tag.push_str("></script>\n");
    tag
}

/// The note on the page of an article that readers do not see yet.
fn note_on(unpublished: &Unpublished) -> Text {
    match unpublished {
        Unpublished::Draft => phrase!("Draft"),
        Unpublished::Scheduled(date) => phrase!("Scheduled for {date}", date = date),
        Unpublished::Expired(date) => phrase!("Expired on {date}", date = date),
    }
}

/// An asset: from the cache, or built on a cache miss.
fn built_asset(files: &ServedFiles, asset: &Asset, path: &str) -> Response<ResponseBody> {
    match AssetBuilder::new(&files.site, &files.assets).bytes(asset) {
        Ok(bytes) => response(
            StatusCode::OK,
            content_type(path),
            ResponseBody::bytes(bytes),
        ),
        Err(_) => plain_text(StatusCode::NOT_FOUND, "this file cannot be made"),
    }
}

/// A file of the site, or the range of it that is requested.
fn file(disk: &SiteFolder, source: &str, headers: &HeaderMap) -> Response<ResponseBody> {
    let Ok(OpenFile { mut file, length }) = open(disk, source) else {
        return plain_text(StatusCode::NOT_FOUND, "this file does not exist any more");
    };
    let range = headers
        .get(RANGE)
        .and_then(|range| parse_range(range.to_str().ok()?, length));
    let response = response(StatusCode::OK, content_type(source), ResponseBody::empty());
    let response = with_header(response, ACCEPT_RANGES, "bytes");
    let Some(Range { start, end }) = range else {
        return response.map(|_| ResponseBody::File { file, left: length });
    };
    if file.seek(SeekFrom::Start(start)).is_err() {
        return plain_text(
            StatusCode::INTERNAL_SERVER_ERROR,
            "this file cannot be read",
        );
    }
    let content_range = format!("bytes {start}-{}/{length}", end - 1);
    let mut response = with_header(response, CONTENT_RANGE, &content_range);
    *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    let left = end - start;
    response.map(|_| ResponseBody::File { file, left })
}

struct OpenFile {
    file: File,
    length: u64,
}

fn open(disk: &SiteFolder, source: &str) -> io::Result<OpenFile> {
    let file = disk.open(source)?;
    let length = file.metadata()?.len();
    Ok(OpenFile { file, length })
}

/// Parses one range of bytes (RFC 9110, 14.1). `None` for any other value, which a server may
/// ignore.
fn parse_range(range: &str, length: u64) -> Option<Range<u64>> {
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

/// The response with a stream of events.
pub fn event_stream(events: ResponseBody) -> Response<ResponseBody> {
    response(StatusCode::OK, "text/event-stream", events)
}

/// The response with one line of text.
pub fn plain_text(status: StatusCode, text: impl Into<Bytes>) -> Response<ResponseBody> {
    let body = ResponseBody::bytes(text);
    response(status, "text/plain; charset=utf-8", body)
}

/// The response to a refused request; it closes the connection.
pub fn refuse(refusal: Refusal) -> Response<ResponseBody> {
    let response = plain_text(refusal.status, refusal.reason);
    let response = with_header(response, CONNECTION, "close");
    match refusal.status {
        StatusCode::METHOD_NOT_ALLOWED => with_header(response, ALLOW, "GET, HEAD"),
        _ => response,
    }
}

/// A response that browsers do not cache and other sites cannot read.
fn response(
    status: StatusCode,
    mime_type: &'static str,
    body: ResponseBody,
) -> Response<ResponseBody> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, mime_type),
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

/// Adds a header. Skips a value that HTTP does not allow.
fn with_header(
    mut response: Response<ResponseBody>,
    name: HeaderName,
    value: &str,
) -> Response<ResponseBody> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}
