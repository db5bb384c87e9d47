//! One question to another site, over HTTP. Without the feature `external` nobody can ask.

#[cfg(feature = "external")]
pub use with::LinkClient;
#[cfg(not(feature = "external"))]
pub use without::LinkClient;

#[cfg(feature = "external")]
mod with {
    use crate::check::LinkAnswer;
    use std::io;
    use std::thread;
    use std::time::Duration;
    use ureq::{Agent, Error};

    const PATIENCE: Duration = Duration::from_secs(20);
    const REDIRECTS: u32 = 5;

    pub struct LinkClient {
        agent: Agent,
    }

    impl LinkClient {
        pub fn new() -> Option<Self> {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .timeout_global(Some(PATIENCE))
                .max_redirects(REDIRECTS)
                .user_agent(concat!(
                    "Griot/",
                    env!("CARGO_PKG_VERSION"),
                    " (link check)"
                ))
                .build();
            let agent = Agent::new_with_config(config);
            Some(LinkClient { agent })
        }

        /// Asks for the head of a page; where a server does not give it, for the page.
        pub fn ask(&self, url: &str, pause: Duration) -> LinkAnswer {
            let Some(url) = encoded(url) else {
                return LinkAnswer::Unknown("its host is not written in ASCII".to_string());
            };
            let mut status = self.head(&url);
            // a connection may be cut once
            if matches!(status, Err(Error::Io(_) | Error::Timeout(_))) {
                thread::sleep(pause);
                status = self.head(&url);
            }
            // many servers know no HEAD, and say so in one of these ways
            if matches!(status, Ok(403 | 404 | 405 | 410 | 501)) {
                thread::sleep(pause);
                status = self.get(&url);
            }
            answer(status)
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

    fn answer(status: Result<u16, Error>) -> LinkAnswer {
        let unreachable = |reason: &str| LinkAnswer::Unreachable(reason.to_string());
        match status {
            Ok(200..=399) => LinkAnswer::Alive,
            Ok(status @ (404 | 410)) => LinkAnswer::Dead(status),
            Ok(status) => LinkAnswer::Unknown(status.to_string()),
            Err(Error::HostNotFound) => unreachable("no such host is known"),
            Err(Error::Timeout(_)) => {
                unreachable(&format!("no answer in {} seconds", PATIENCE.as_secs()))
            }
            // what goes wrong while two sides agree on a cipher comes as bad data
            Err(Error::Io(error)) if error.kind() == io::ErrorKind::InvalidData => {
                unreachable(&format!("no safe connection to it ({error})"))
            }
            Err(Error::Io(_) | Error::ConnectionFailed) => unreachable("nobody answers there"),
            Err(Error::Rustls(_) | Error::Tls(_)) => unreachable("no safe connection to it"),
            Err(Error::TooManyRedirects) => {
                LinkAnswer::Unknown(format!("it leads on more than {REDIRECTS} times"))
            }
            Err(error) => LinkAnswer::Unknown(error.to_string()),
        }
    }

    /// The address as it is sent: what is not ASCII percent-encoded. A host that is not is none
    /// that we can ask for.
    fn encoded(url: &str) -> Option<String> {
        let host = url.split('/').nth(2)?;
        if !host.is_ascii() {
            return None;
        }
        let mut sent = String::with_capacity(url.len());
        for byte in url.bytes() {
            if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
                sent.push(char::from(byte));
            } else {
                crate::site::push_percent(&mut sent, byte);
            }
        }
        Some(sent)
    }
}

#[cfg(not(feature = "external"))]
mod without {
    use crate::check::LinkAnswer;
    use std::time::Duration;

    /// There is none.
    pub enum LinkClient {}

    impl LinkClient {
        pub fn new() -> Option<Self> {
            None
        }

        pub fn ask(&self, _: &str, _: Duration) -> LinkAnswer {
            match *self {}
        }
    }
}
