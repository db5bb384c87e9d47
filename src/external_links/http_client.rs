//! [`HttpClient`]: requests one page, follows its redirects, and says what became of it.
//!
//! A redirect is followed here and not by the library: an answer must say whether it is that of
//! the server that was asked, or of another one further on.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell waits between requests, and a server names a time"
)]

use super::link_client::{AnswerScope, LinkClient, LinkReply, Patience};
use super::retry_after::retry_after;
use crate::check::LinkAnswer;
use crate::diagnostic::Text;
use crate::phrase;
use jiff::Timestamp;
use std::io;
use std::thread;
use std::time::Duration;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::{Agent, Error, Timeout};
use url::Url;

const TIMEOUT: Duration = Duration::from_secs(20);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const MOST_REDIRECTS: usize = 5;
const TOO_MANY_REQUESTS: u16 = 429;
const UNAVAILABLE: u16 = 503;

/// Requests pages over HTTP.
pub struct HttpClient {
    agent: Agent,
}

/// The head of a response, as far as it matters here.
struct Response {
    status: u16,
    /// Where a redirect leads.
    location: Option<String>,
    /// How long the server asks to wait.
    retry_after: Option<Duration>,
}

/// The method of a request.
#[derive(Clone, Copy)]
enum Method {
    Head,
    Get,
}

/// The last response of a chain of redirects.
struct LastResponse {
    result: Result<Response, Error>,
    /// Where it comes from; `None` for the address that was requested.
    redirected_to: Option<Url>,
    /// How long the client waited because servers asked for it.
    waited: Duration,
}

impl HttpClient {
    /// A client without any connection yet.
    pub fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .max_redirects(0)
            .user_agent(concat!(
                "Griot/",
                env!("CARGO_PKG_VERSION"),
                " (link check)"
            ))
            .build();
        HttpClient {
            agent: Agent::new_with_config(config),
        }
    }

    fn send(&self, method: Method, url: &Url) -> Result<Response, Error> {
        let response = match method {
            Method::Head => self.agent.head(url.as_str()).call()?,
            Method::Get => self.agent.get(url.as_str()).call()?,
        };
        let header = |name| response.headers().get(name)?.to_str().ok();
        let wait = header(RETRY_AFTER).and_then(|value| retry_after(value, Timestamp::now()));
        Ok(Response {
            status: response.status().as_u16(),
            location: header(LOCATION).map(str::to_string),
            retry_after: wait,
        })
    }

    /// Requests the head of a page, and the page where a server does not give its head.
    fn head_or_page(&self, url: &Url, pause: Duration) -> Result<Response, Error> {
        let mut result = self.send(Method::Head, url);
        // a connection may fail once
        if matches!(result, Err(Error::Io(_))) {
            thread::sleep(pause);
            result = self.send(Method::Head, url);
        }
        // servers that do not support HEAD answer in one of these ways
        let status = result.as_ref().map(|response| response.status);
        if matches!(status, Ok(403 | 404 | 405 | 410 | 501)) {
            thread::sleep(pause);
            result = self.send(Method::Get, url);
        }
        result
    }

    fn follow(&self, url: Url, patience: Patience) -> LastResponse {
        let mut last = LastResponse {
            result: self.head_or_page(&url, patience.pause),
            redirected_to: None,
            waited: Duration::ZERO,
        };
        let mut at = url;
        for redirects in 0.. {
            if let Some(wait) = last
                .wait()
                .filter(|wait| last.waited + *wait <= patience.most)
            {
                thread::sleep(wait.max(patience.pause));
                last.waited += wait.max(patience.pause);
                last.result = self.head_or_page(&at, patience.pause);
            }
            let Some(next) = last.next(&at) else {
                break;
            };
            if redirects == MOST_REDIRECTS {
                last.result = Err(Error::TooManyRedirects);
                break;
            }
            last.result = self.head_or_page(&next, patience.pause);
            last.redirected_to = Some(next.clone());
            at = next;
        }
        last
    }
}

impl LastResponse {
    /// How long the server asks to wait before the request is sent again.
    fn wait(&self) -> Option<Duration> {
        let response = self.result.as_ref().ok()?;
        let is_busy = matches!(response.status, TOO_MANY_REQUESTS | UNAVAILABLE);
        response.retry_after.filter(|_| is_busy)
    }

    /// Where the response leads on to.
    fn next(&self, at: &Url) -> Option<Url> {
        let response = self.result.as_ref().ok()?;
        let is_redirect = matches!(response.status, 301 | 302 | 303 | 307 | 308);
        let location = response.location.as_ref().filter(|_| is_redirect)?;
        let next = at.join(location).ok()?;
        matches!(next.scheme(), "http" | "https").then_some(next)
    }

    fn scope(&self) -> AnswerScope {
        match &self.result {
            // the server that was asked has answered: another one has failed
            _ if self.redirected_to.is_some() => AnswerScope::Page,
            Ok(response) if response.status == TOO_MANY_REQUESTS => AnswerScope::Server,
            Ok(_) if self.wait().is_some() => AnswerScope::Server,
            Err(Error::Timeout(Timeout::Connect | Timeout::Resolve)) => AnswerScope::Server,
            Err(Error::Timeout(_)) => AnswerScope::SlowPage,
            Err(Error::Io(error)) if !is_about_server(error) => AnswerScope::Page,
            Err(Error::Io(_) | Error::HostNotFound | Error::ConnectionFailed) => {
                AnswerScope::Server
            }
            Err(Error::Rustls(_) | Error::Tls(_)) => AnswerScope::Server,
            _ => AnswerScope::Page,
        }
    }

    fn answer(&self) -> LinkAnswer {
        let answer = match &self.result {
            Ok(response) if self.wait().is_some() => LinkAnswer::Later(response.status),
            Ok(response) => of_status(response.status),
            Err(error) => of_error(error),
        };
        match (answer, &self.redirected_to) {
            (LinkAnswer::Unreachable(reason), Some(target)) => LinkAnswer::Unreachable(phrase!(
                "it leads to `{target}`: {reason}",
                target = target.as_str(),
                reason = reason
            )),
            (answer, _) => answer,
        }
    }
}

impl LinkClient for HttpClient {
    fn request(&self, url: &str, patience: Patience) -> LinkReply {
        let Ok(url) = Url::parse(url) else {
            return LinkReply {
                answer: LinkAnswer::Unknown(phrase!("this is no address of a page")),
                scope: AnswerScope::Page,
                waited: Duration::ZERO,
            };
        };
        let last = self.follow(url, patience);
        LinkReply {
            answer: last.answer(),
            scope: last.scope(),
            waited: last.waited,
        }
    }
}

/// Whether an error means that there is no such server, or none that can be talked to.
fn is_about_server(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, InvalidData, NetworkUnreachable};
    // a failed TLS handshake comes as invalid data
    matches!(
        error.kind(),
        ConnectionRefused | HostUnreachable | InvalidData | NetworkUnreachable
    )
}

fn of_status(status: u16) -> LinkAnswer {
    match status {
        200..=399 => LinkAnswer::Alive,
        404 | 410 => LinkAnswer::Dead(status),
        _ => LinkAnswer::Unknown(phrase!("{status}", status = u64::from(status))),
    }
}

fn of_error(error: &Error) -> LinkAnswer {
    match error {
        Error::HostNotFound => LinkAnswer::Unreachable(phrase!("host not found")),
        Error::Timeout(timeout) => {
            let time = match timeout {
                Timeout::Connect | Timeout::Resolve => CONNECT_TIMEOUT,
                _ => TIMEOUT,
            };
            LinkAnswer::Unreachable(phrase!(
                "no answer in {seconds} seconds",
                seconds = time.as_secs()
            ))
        }
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            LinkAnswer::Unreachable(phrase!(
                "no secure connection ({reason})",
                reason = error.to_string()
            ))
        }
        Error::Io(_) | Error::ConnectionFailed => {
            LinkAnswer::Unreachable(phrase!("connection failed"))
        }
        Error::Rustls(_) | Error::Tls(_) => {
            LinkAnswer::Unreachable(phrase!("no secure connection"))
        }
        Error::TooManyRedirects => {
            LinkAnswer::Unknown(phrase!("more than {most} redirects", most = MOST_REDIRECTS))
        }
        error => LinkAnswer::Unknown(Text::verbatim(error.to_string())),
    }
}
