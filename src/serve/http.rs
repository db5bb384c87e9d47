//! The server: HTTP/1.1 on one thread, GET and HEAD alone, nothing from a folder.
//!
//! Slow and silent clients are closed after a time, so that they keep nobody else waiting.

use super::event_stream::Streams;
use super::live_reload::LiveReloadClient;
use super::preview::Preview;
use super::request_guard::RequestGuard;
use super::respond::{self, plain};
use super::response_body::Content;
use super::timeout_stream::TimeoutStream;
use crate::disk::Disk;
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

/// What one client may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// For the head of a request, and between two.
    pub head: Duration,
    /// While nothing of a response gets through.
    pub write: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    pub connections: usize,
    pub streams: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            head: Duration::from_secs(5),
            write: Duration::from_secs(8),
            head_bytes: 64 * 1024,
            connections: 1024,
            streams: 64,
        }
    }
}

/// What answers.
pub struct Server {
    pub guard: RequestGuard,
    pub previews: watch::Receiver<Preview>,
    pub streams: Streams,
    pub disk: Disk,
    pub limits: Limits,
}

impl Server {
    /// Answers whoever connects, for ever.
    pub async fn run(self, listener: TcpListener) {
        let server = Arc::new(self);
        let places = Arc::new(Semaphore::new(server.limits.connections));
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                // too many files are open: some will be closed
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let Ok(place) = places.clone().try_acquire_owned() else {
                continue;
            };
            let server = server.clone();
            tokio::spawn(async move {
                server.converse(stream).await;
                drop(place);
            });
        }
    }

    async fn converse(self: Arc<Self>, stream: TcpStream) {
        let limits = self.limits;
        // a page is one write: waiting for more would only delay it
        let _ = stream.set_nodelay(true);
        let service = service_fn(move |request: Request<Incoming>| {
            let server = self.clone();
            async move { Ok::<_, Infallible>(server.answer(request.into_parts().0).await) }
        });
        let stream = TokioIo::new(TimeoutStream::new(stream, limits.write));
        // whoever breaks off, breaks off
        let _ = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(limits.head_bytes)
            .serve_connection(stream, service)
            .await;
    }

    async fn answer(&self, request: Parts) -> Response<Content> {
        if let Err((status, why)) = self.guard.check(&request) {
            return respond::refused(status, why);
        }
        let mut previews = self.previews.clone();
        // the first pages are on their way
        if previews
            .wait_for(|preview| preview.round > 0)
            .await
            .is_err()
        {
            return plain(StatusCode::SERVICE_UNAVAILABLE, "the server ends");
        }
        let path = request.uri.path();
        if path == "/_griot/events" {
            let viewer = LiveReloadClient::of(request.uri.query().unwrap_or_default());
            return match self.streams.begin(viewer, previews) {
                Some(messages) => respond::events(messages),
                None => plain(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open"),
            };
        }
        let preview = previews.borrow().clone();
        let disk = self.disk.clone();
        let rendered = tokio::task::spawn_blocking(move || {
            respond::respond(&preview, &disk, request.uri.path(), &request.headers)
        });
        let failed = |_| {
            plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                "this page cannot be shown",
            )
        };
        rendered.await.unwrap_or_else(failed)
    }
}
