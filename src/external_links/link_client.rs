//! The client that requests one page of another site over HTTP.
//!
//! Without the feature `external` there is none: [`connect`] returns `None`.

#![cfg_attr(
    feature = "external",
    expect(
        clippy::disallowed_methods,
        reason = "the shell waits between requests"
    )
)]

use crate::check::LinkAnswer;
use std::time::Duration;

/// Requests pages of other sites.
pub trait LinkClient: Sync {
    /// Requests a page. Waits for `pause` before each further request that it needs.
    fn request(&self, url: &str, pause: Duration) -> LinkReply;
}

/// The answer to a request.
pub struct LinkReply {
    /// What became of the page.
    pub answer: LinkAnswer,
    /// Whether other pages of the site would get the same answer.
    pub is_of_whole_site: bool,
}

/// The client; `None` when the program was built without one.
#[cfg(feature = "external")]
pub fn connect() -> Option<Box<dyn LinkClient>> {
    Some(Box::new(http::HttpClient::new()))
}

/// The client; `None` when the program was built without one.
#[cfg(not(feature = "external"))]
pub fn connect() -> Option<Box<dyn LinkClient>> {
    None
}

#[cfg(feature = "external")]
mod http {
    use super::{LinkClient, LinkReply};
    use crate::check::LinkAnswer;
    use crate::diagnostic::Text;
    use crate::phrase;
    use std::io;
    use std::thread;
    use std::time::Duration;
    use ureq::{Agent, Error};

    const TIMEOUT: Duration = Duration::from_secs(20);
    const MOST_REDIRECTS: u32 = 5;
    const TOO_MANY_REQUESTS: u16 = 429;

    pub struct HttpClient {
        agent: Agent,
    }

    impl HttpClient {
        pub fn new() -> Self {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .timeout_global(Some(TIMEOUT))
                .max_redirects(MOST_REDIRECTS)
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

        fn head(&self, url: &str) -> Result<u16, Error> {
            let response = self.agent.head(url).call()?;
            Ok(response.status().as_u16())
        }

        fn get(&self, url: &str) -> Result<u16, Error> {
            let response = self.agent.get(url).call()?;
            Ok(response.status().as_u16())
        }
    }

    impl LinkClient for HttpClient {
        /// Requests the head of a page, and the page where a server does not give its head.
        fn request(&self, url: &str, pause: Duration) -> LinkReply {
            let Some(url) = encode(url) else {
                return LinkReply {
                    answer: LinkAnswer::Unknown(phrase!("the host has letters that are not ASCII")),
                    is_of_whole_site: false,
                };
            };
            let mut status = self.head(&url);
            // a connection may fail once
            if matches!(status, Err(Error::Io(_) | Error::Timeout(_))) {
                thread::sleep(pause);
                status = self.head(&url);
            }
            // servers that do not support HEAD answer in one of these ways
            if matches!(status, Ok(403 | 404 | 405 | 410 | 501)) {
                thread::sleep(pause);
                status = self.get(&url);
            }
            let is_refused = matches!(status, Ok(TOO_MANY_REQUESTS));
            let answer = to_answer(status);
            LinkReply {
                is_of_whole_site: is_refused || matches!(answer, LinkAnswer::Unreachable(_)),
                answer,
            }
        }
    }

    fn to_answer(status: Result<u16, Error>) -> LinkAnswer {
        match status {
            Ok(200..=399) => LinkAnswer::Alive,
            Ok(status @ (404 | 410)) => LinkAnswer::Dead(status),
            Ok(status) => LinkAnswer::Unknown(phrase!("{status}", status = u64::from(status))),
            Err(Error::HostNotFound) => LinkAnswer::Unreachable(phrase!("host not found")),
            Err(Error::Timeout(_)) => LinkAnswer::Unreachable(phrase!(
                "no answer in {seconds} seconds",
                seconds = TIMEOUT.as_secs()
            )),
            // a failed TLS handshake comes as invalid data
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                LinkAnswer::Unreachable(phrase!(
                    "no secure connection ({reason})",
                    reason = error.to_string()
                ))
            }
            Err(Error::Io(_) | Error::ConnectionFailed) => {
                LinkAnswer::Unreachable(phrase!("connection failed"))
            }
            Err(Error::Rustls(_) | Error::Tls(_)) => {
                LinkAnswer::Unreachable(phrase!("no secure connection"))
            }
            Err(Error::TooManyRedirects) => LinkAnswer::Unknown(phrase!(
                "more than {most} redirects",
                most = u64::from(MOST_REDIRECTS)
            )),
            Err(error) => LinkAnswer::Unknown(Text::verbatim(error.to_string())),
        }
    }

    /// The address as it is sent, percent-encoded; `None` when its host is not ASCII.
    fn encode(url: &str) -> Option<String> {
        let host = url.split('/').nth(2)?;
        if !host.is_ascii() {
            return None;
        }
        let mut encoded = String::with_capacity(url.len());
        for byte in url.bytes() {
            if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                crate::site::push_percent(&mut encoded, byte);
            }
        }
        Some(encoded)
    }
}
