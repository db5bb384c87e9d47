//! Who is answered: requests that name this machine, made by its own pages. Pure.
//!
//! A page of elsewhere may make a browser ask for anything here (DNS rebinding, a picture whose
//! address is ours); it must neither read nor change a thing.

use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, ORIGIN, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use std::net::{IpAddr, SocketAddr};

/// Names that the server answers to.
#[derive(Debug, Clone)]
pub struct RequestGuard {
    /// What `--host` named, and the address that is bound.
    own: Vec<String>,
    /// Bound to every address of the machine: whatever address it is reached by is its own.
    any_address: bool,
}

/// Why a request is refused.
pub type Refusal = (StatusCode, &'static str);

impl RequestGuard {
    /// `host` is what `--host` named.
    pub fn new(host: &str, bound: SocketAddr) -> Self {
        RequestGuard {
            own: vec![host.to_ascii_lowercase(), bound.ip().to_string()],
            any_address: bound.ip().is_unspecified(),
        }
    }

    /// Lets a request through, or says why not.
    pub fn check(&self, request: &Parts) -> Result<(), Refusal> {
        let host = self.host(request)?;
        if request.method != Method::GET && request.method != Method::HEAD {
            return Err((
                StatusCode::METHOD_NOT_ALLOWED,
                "only GET and HEAD are answered",
            ));
        }
        let headers = &request.headers;
        let length = headers.get(CONTENT_LENGTH).map(|length| length.as_bytes());
        if headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != b"0") {
            return Err((StatusCode::BAD_REQUEST, "a request here has no body"));
        }
        if request.uri.path().starts_with("/_griot/") && !is_own_page(headers, &host) {
            return Err((
                StatusCode::FORBIDDEN,
                "this is for pages of this site alone",
            ));
        }
        Ok(())
    }

    /// The host that the request names, which is ours.
    fn host(&self, request: &Parts) -> Result<String, Refusal> {
        let malformed = (
            StatusCode::BAD_REQUEST,
            "the request names no host, or not one",
        );
        let mut named = request.headers.get_all(HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return Err(malformed);
        };
        let host = host.to_str().map_err(|_| malformed)?.to_ascii_lowercase();
        let whole = request.uri.authority().map(|whole| whole.as_str());
        if whole.is_some_and(|whole| !whole.eq_ignore_ascii_case(&host)) {
            return Err(malformed);
        }
        let name = without_port(&host).ok_or(malformed)?;
        if self.is_own(name) {
            return Ok(host);
        }
        Err((
            StatusCode::FORBIDDEN,
            "this host is not served here; `griot serve --host` names another one",
        ))
    }

    fn is_own(&self, name: &str) -> bool {
        let address = name.trim_matches(['[', ']']).parse::<IpAddr>().ok();
        let loopback = name == "localhost" || address.is_some_and(|address| address.is_loopback());
        loopback
            || (self.any_address && address.is_some())
            || self
                .own
                .iter()
                .any(|own| own == name.trim_matches(['[', ']']))
    }
}

/// The name or address without a port; `None` when it is malformed.
fn without_port(host: &str) -> Option<&str> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    let (name, port) = host.split_at(end);
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let fine = port.is_empty() || port.strip_prefix(':').is_some_and(digits);
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte));
    (fine && plain && !name.is_empty()).then_some(name)
}

/// Whether the request comes from a page of this site, or from its reader's own hand.
fn is_own_page(headers: &HeaderMap, host: &str) -> bool {
    let own = |origin: &str| {
        let named = ["http://", "https://"]
            .iter()
            .find_map(|scheme| origin.strip_prefix(scheme));
        named.is_some_and(|named| named.eq_ignore_ascii_case(host))
    };
    let origin = headers
        .get(ORIGIN)
        .is_none_or(|origin| origin.to_str().is_ok_and(own));
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // browsers say who asks; a link to the author's page may stand anywhere
    let site = text("sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"))
        || text("sec-fetch-mode") == Some("navigate");
    origin && site
}
