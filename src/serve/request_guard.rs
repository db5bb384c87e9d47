//! Decides which requests are answered: those that name this machine, from its own pages. Pure.
//!
//! A page of another site can make a browser request anything here (DNS rebinding, a picture
//! with our address). It must neither read nor change anything.

use hyper::header::{CONTENT_LENGTH, HOST, HeaderMap, ORIGIN, TRANSFER_ENCODING};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use std::net::{IpAddr, SocketAddr};

/// The names that the server answers to.
#[derive(Debug, Clone)]
pub struct RequestGuard {
    /// The host of `--host`, and the bound address.
    own_hosts: Vec<String>,
    /// Whether the server is bound to every address of the machine: then each of them is its
    /// own.
    is_any_address: bool,
}

/// The reason why a request is refused.
#[derive(Debug, Clone, Copy)]
pub struct Refusal {
    pub status: StatusCode,
    pub reason: &'static str,
}

impl RequestGuard {
    /// A guard for a server. `host` is the value of `--host`.
    pub fn new(host: &str, bound: SocketAddr) -> Self {
        RequestGuard {
            own_hosts: vec![host.to_ascii_lowercase(), bound.ip().to_string()],
            is_any_address: bound.ip().is_unspecified(),
        }
    }

    /// Accepts a request, or returns why not.
    pub fn check(&self, request: &Parts) -> Result<(), Refusal> {
        let host = self.host(request)?;
        if request.method != Method::GET && request.method != Method::HEAD {
            return Err(Refusal {
                status: StatusCode::METHOD_NOT_ALLOWED,
                reason: "only GET and HEAD are supported",
            });
        }
        let headers = &request.headers;
        let length = headers.get(CONTENT_LENGTH).map(|length| length.as_bytes());
        if headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != b"0") {
            return Err(Refusal {
                status: StatusCode::BAD_REQUEST,
                reason: "requests with a body are not supported",
            });
        }
        if request.uri.path().starts_with("/_griot/") && !is_from_own_page(headers, &host) {
            return Err(Refusal {
                status: StatusCode::FORBIDDEN,
                reason: "only pages of this site may request this",
            });
        }
        Ok(())
    }

    /// The host that the request names, which is one of ours.
    fn host(&self, request: &Parts) -> Result<String, Refusal> {
        const MALFORMED: Refusal = Refusal {
            status: StatusCode::BAD_REQUEST,
            reason: "the request must name one host",
        };
        let mut headers = request.headers.get_all(HOST).iter();
        let (Some(host), None) = (headers.next(), headers.next()) else {
            return Err(MALFORMED);
        };
        let host = host.to_str().map_err(|_| MALFORMED)?.to_ascii_lowercase();
        let authority = request.uri.authority();
        if authority.is_some_and(|authority| !authority.as_str().eq_ignore_ascii_case(&host)) {
            return Err(MALFORMED);
        }
        let name = without_port(&host).ok_or(MALFORMED)?;
        if self.is_own_host(name) {
            return Ok(host);
        }
        Err(Refusal {
            status: StatusCode::FORBIDDEN,
            reason: "this host is not served here; `griot serve --host` names another one",
        })
    }

    fn is_own_host(&self, name: &str) -> bool {
        let bare = name.trim_matches(['[', ']']);
        let address = bare.parse::<IpAddr>().ok();
        let is_loopback =
            name == "localhost" || address.is_some_and(|address| address.is_loopback());
        is_loopback
            || (self.is_any_address && address.is_some())
            || self.own_hosts.iter().any(|own| own == bare)
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
    let has_digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(has_digits);
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b".-_[]:".contains(&byte));
    (is_port && is_plain && !name.is_empty()).then_some(name)
}

/// Returns true when the request comes from a page of this site, or from no page.
fn is_from_own_page(headers: &HeaderMap, host: &str) -> bool {
    let is_own = |origin: &str| {
        let named = ["http://", "https://"]
            .iter()
            .find_map(|scheme| origin.strip_prefix(scheme));
        named.is_some_and(|named| named.eq_ignore_ascii_case(host))
    };
    let has_own_origin = headers
        .get(ORIGIN)
        .is_none_or(|origin| origin.to_str().is_ok_and(is_own));
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // a link to the dashboard may stand on any page: following it is allowed
    let is_same_site = text("sec-fetch-site")
        .is_none_or(|site| matches!(site, "same-origin" | "none"))
        || text("sec-fetch-mode") == Some("navigate");
    has_own_origin && is_same_site
}
