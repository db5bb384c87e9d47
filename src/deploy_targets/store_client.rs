//! Clients of object stores: credentials from the environment, patience, and errors in our words.

#![expect(clippy::disallowed_methods, reason = "the shell reads the environment")]

use super::error::DeployError;
use super::redact::redact;
use crate::config::{DeployTarget, StoreAddress, StoreKind};
use crate::diagnostic::Text;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{BackoffConfig, ClientOptions, Error, ObjectStore, RetryConfig};
use std::error::Error as _;
use std::sync::Arc;
use std::time::Duration;

/// The longest time of one request: what is on its way at once, over a slow line.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Any of these sets of variables is enough.
struct Credentials {
    sets: &'static [&'static [&'static str]],
    /// The usual ones, for messages.
    usual: &'static str,
}

const S3: Credentials = Credentials {
    sets: &[
        &["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
        &["AWS_WEB_IDENTITY_TOKEN_FILE"],
        &["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
        &["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    ],
    usual: "`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`",
};

const AZURE: Credentials = Credentials {
    sets: &[
        &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_ACCOUNT_KEY"],
        &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_SAS_KEY"],
        &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_SAS_TOKEN"],
        &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_CLIENT_ID"],
        &["AZURE_STORAGE_ACCOUNT_NAME", "AZURE_STORAGE_CLIENT_ID"],
    ],
    usual: "`AZURE_STORAGE_ACCOUNT_NAME`, `AZURE_STORAGE_ACCOUNT_KEY`",
};

const GOOGLE: Credentials = Credentials {
    sets: &[
        &["GOOGLE_APPLICATION_CREDENTIALS"],
        &["GOOGLE_SERVICE_ACCOUNT"],
        &["GOOGLE_SERVICE_ACCOUNT_PATH"],
        &["GOOGLE_SERVICE_ACCOUNT_KEY"],
    ],
    usual: "`GOOGLE_APPLICATION_CREDENTIALS`",
};

impl Credentials {
    fn of(kind: StoreKind) -> Self {
        match kind {
            StoreKind::S3 => S3,
            StoreKind::Azure => AZURE,
            StoreKind::Google => GOOGLE,
        }
    }

    /// Without them the clients would ask a server that only clouds have, and wait for it.
    fn check(&self) -> Result<(), DeployError> {
        let is_set = |name: &&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self.sets.iter().any(|set| set.iter().all(is_set)) {
            true => Ok(()),
            false => Err(DeployError::MissingCredentials {
                variables: self.usual,
            }),
        }
    }
}

/// A client of the store of a target. Sends nothing yet.
pub fn connect(
    target: &DeployTarget,
    address: &StoreAddress,
) -> Result<Arc<dyn ObjectStore>, DeployError> {
    Credentials::of(address.kind).check()?;
    // whoever set one before has the same
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_plain = |endpoint: &String| endpoint.starts_with("http://");
    let options = ClientOptions::new()
        .with_timeout(TIMEOUT)
        .with_connect_timeout(Duration::from_secs(15))
        .with_pool_max_idle_per_host(super::store_uploads::PARALLEL)
        .with_allow_http(target.endpoint.as_ref().is_some_and(is_plain));
    let retry = RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(10),
            base: 2.,
        },
        max_retries: 10,
        retry_timeout: Duration::from_secs(4 * 60),
    };
    let connected = match address.kind {
        StoreKind::S3 => s3(target, address, options, retry),
        StoreKind::Azure => azure(target, address, options, retry),
        StoreKind::Google => GoogleCloudStorageBuilder::from_env()
            .with_bucket_name(&address.bucket)
            .with_client_options(options)
            .with_retry(retry)
            .build()
            .map(|store| Arc::new(store) as Arc<dyn ObjectStore>),
    };
    connected.map_err(|error| DeployError::Failed(reason(&error)))
}

fn s3(
    target: &DeployTarget,
    address: &StoreAddress,
    options: ClientOptions,
    retry: RetryConfig,
) -> Result<Arc<dyn ObjectStore>, Error> {
    // not every store removes several objects by one request
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(&address.bucket)
        .with_disable_bulk_delete(true)
        .with_client_options(options)
        .with_retry(retry);
    if let Some(endpoint) = &target.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(region) = &target.region {
        builder = builder.with_region(region);
    }
    Ok(Arc::new(builder.build()?))
}

fn azure(
    target: &DeployTarget,
    address: &StoreAddress,
    options: ClientOptions,
    retry: RetryConfig,
) -> Result<Arc<dyn ObjectStore>, Error> {
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_container_name(&address.bucket)
        .with_client_options(options)
        .with_retry(retry);
    if let Some(endpoint) = &target.endpoint {
        builder = builder.with_endpoint(endpoint.clone());
    }
    Ok(Arc::new(builder.build()?))
}

/// The variables of a kind of store, as the end of a sentence.
pub fn credentials_source(kind: StoreKind) -> Text {
    Text::verbatim(Credentials::of(kind).usual)
}

/// An error of a store in our words.
pub fn store_error(kind: StoreKind, error: &Error) -> DeployError {
    match error {
        Error::NotFound { .. } => DeployError::NotFound,
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => DeployError::Denied {
            source: credentials_source(kind),
        },
        error => DeployError::Failed(reason(error)),
    }
}

/// Whether a request may succeed the next time: the connection failed, not the server.
pub fn is_of_connection(error: &Error) -> bool {
    let text = chain(error);
    matches!(error, Error::Generic { .. }) && !text.contains("status code")
}

/// What a store or the network says, on one line and without secrets.
fn reason(error: &Error) -> String {
    let text = chain(error);
    // the answer of a store is XML: its code and its message say enough
    let element = |name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>"))?;
        rest.split_once(&format!("</{name}>"))
            .map(|(text, _)| text.to_string())
    };
    let status = text.split_once("status code: ").map(|(_, rest)| {
        let end = rest.find([':', '\n']);
        rest[..end.unwrap_or(rest.len())].to_string()
    });
    let parts: Vec<String> = [status, element("Code"), element("Message")]
        .into_iter()
        .flatten()
        .collect();
    match parts.is_empty() {
        true => redact(&text),
        false => redact(&parts.join(": ")),
    }
}

/// An error and its causes. Each says what it adds.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}
