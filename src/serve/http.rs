//! The HTTP server: HTTP/1.1, one thread, GET and HEAD only.
//!
//! Passes each accepted request to [`respond`]. Closes slow and silent clients after a time, so
//! that they do not block others. Never sends a file by its path on the disk.

use super::event_stream::EventStreams;
use super::live_reload::LiveReloadClient;
use super::preview::Preview;
use super::request_guard::RequestGuard;
use super::respond::{self, ServedFiles, plain_text};
use super::response_body::ResponseBody;
use super::timeout_stream::TimeoutStream;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

/// How long to wait when the system has no more files for connections.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What clients may use of the server.
#[derive(Debug, Clone, Copy)]
pub struct ServerLimits {
    /// The time for the head of a request, and between two requests.
    pub head_timeout: Duration,
    /// The time in which a part of a response must get through.
    pub write_timeout: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Connections at the same time.
    pub connections: usize,
    /// Streams of events at the same time.
    pub streams: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        ServerLimits {
            head_timeout: Duration::from_secs(5),
            write_timeout: Duration::from_secs(8),
            head_bytes: 64 * 1024,
            connections: 1024,
            streams: 64,
        }
    }
}

/// The server and what it answers from.
pub struct Server {
    pub guard: RequestGuard,
    /// The latest preview.
    pub previews: watch::Receiver<Preview>,
    pub streams: EventStreams,
    pub files: ServedFiles,
    pub limits: ServerLimits,
}

impl Server {
    /// Accepts connections. Never returns.
    pub async fn run(self, listener: TcpListener) {
        let server = Arc::new(self);
        let permits = Arc::new(Semaphore::new(server.limits.connections));
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            };
            let Ok(permit) = permits.clone().try_acquire_owned() else {
                continue;
            };
            let server = server.clone();
            tokio::spawn(async move {
                server.serve_connection(stream).await;
                drop(permit);
            });
        }
    }

    async fn serve_connection(self: Arc<Self>, stream: TcpStream) {
        let limits = self.limits;
        // a page is one write: the system must not wait for more
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request: Request<Incoming>| {
            let server = self.clone();
            async move { Ok::<_, Infallible>(server.respond(request.into_parts().0).await) }
        });
        let stream = TokioIo::new(TimeoutStream::new(stream, limits.write_timeout));
        // an error is a client that closed the connection
        let _ = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head_timeout)
            .max_buf_size(limits.head_bytes)
            .serve_connection(stream, service)
            .await;
    }

    async fn respond(&self, request: Parts) -> Response<ResponseBody> {
        if let Err(refusal) = self.guard.check(&request) {
            return respond::refuse(refusal);
        }
        let mut previews = self.previews.clone();
        let first = previews.wait_for(|preview| preview.version > 0).await;
        if first.map(drop).is_err() {
            return plain_text(StatusCode::SERVICE_UNAVAILABLE, "the server is stopping");
        }
        let path = request.uri.path();
        if path == "/_griot/events" {
            let client = LiveReloadClient::from_query(request.uri.query().unwrap_or_default());
            return match self.streams.open(client, previews) {
                Some(events) => respond::event_stream(events),
                None => plain_text(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open"),
            };
        }
        let preview = previews.borrow().clone();
        let files = self.files.clone();
        let response = tokio::task::spawn_blocking(move || {
            respond::respond(&preview, &files, request.uri.path(), &request.headers)
        });
        let failed = |_| {
            plain_text(
                StatusCode::INTERNAL_SERVER_ERROR,
                "this page cannot be shown",
            )
        };
        response.await.unwrap_or_else(failed)
    }
}
