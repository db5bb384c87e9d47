//! [`submit`]: tells search engines which pages changed (indexnow.org), in one request a host.

#![cfg_attr(
    feature = "external",
    expect(clippy::disallowed_methods, reason = "the shell reads the environment")
)]

use crate::deploy::HostAddresses;
use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};

/// The variable that names another server than the usual one.
pub const INDEX_NOW_VARIABLE: &str = "GRIOT_INDEXNOW";

/// Passes addresses on to every search engine that takes part.
#[cfg(feature = "external")]
const SERVER: &str = "https://api.indexnow.org/indexnow";

/// Why search engines were not told.
#[derive(Debug)]
pub enum IndexNowError {
    /// This program makes no requests to other sites.
    NotSupported,
    /// The server did not take the addresses.
    Refused {
        /// The host of the addresses.
        host: String,
        /// The status, or what failed.
        reason: String,
    },
}

impl IndexNowError {
    /// The warning: the site itself is published.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            IndexNowError::NotSupported => Diagnostic::warning(
                "",
                message!(
                    Code::IndexNow,
                    "search engines were not told: this program was compiled without requests to other sites"
                ),
            )
            .hint(phrase!("compile it with `--features external`")),
            IndexNowError::Refused { host, reason } => Diagnostic::warning(
                "",
                message!(
                    Code::IndexNow,
                    "search engines were not told which pages of `{host}` changed: {reason}",
                    host = host.as_str(),
                    reason = reason.as_str()
                ),
            )
            .hint(phrase!("the site is published; they find the pages by its sitemap")),
        }
    }
}

/// Tells search engines the changed addresses of a host. `key` is the site's.
#[cfg(not(feature = "external"))]
pub fn submit(_: &HostAddresses, _: &str) -> Result<(), IndexNowError> {
    Err(IndexNowError::NotSupported)
}

/// Tells search engines the changed addresses of a host. `key` is the site's.
#[cfg(feature = "external")]
pub fn submit(changed: &HostAddresses, key: &str) -> Result<(), IndexNowError> {
    use super::redact::redact;
    use std::time::Duration;

    let server = std::env::var(INDEX_NOW_VARIABLE).unwrap_or_else(|_| SERVER.to_string());
    let body = serde_json::json!({
        "host": changed.host,
        "key": key,
        "keyLocation": changed.key_location,
        "urlList": changed.addresses,
    });
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .user_agent(concat!("Griot/", env!("CARGO_PKG_VERSION")))
        .build();
    let sent = ureq::Agent::new_with_config(config)
        .post(&server)
        .header("Content-Type", "application/json; charset=utf-8")
        .send(body.to_string());
    let reason = match sent {
        Ok(response) if response.status().is_success() => return Ok(()),
        Ok(response) => response.status().as_u16().to_string(),
        Err(error) => redact(&error.to_string()),
    };
    Err(IndexNowError::Refused {
        host: changed.host.clone(),
        reason,
    })
}
