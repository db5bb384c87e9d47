//! The stream of events to one open page (server-sent events, WHATWG HTML 9.2).

use super::live_reload::LiveReloadClient;
use super::preview::Preview;
use super::response_body::Content;
use crate::site::decode;
use hyper::body::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// A message now and then shows whether somebody still listens.
const PULSE: Duration = Duration::from_secs(10);

/// How many streams are open, and how many may be.
#[derive(Debug, Clone)]
pub struct Streams {
    open: Arc<AtomicUsize>,
    most: usize,
}

/// One of the streams that may be open; free again when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Streams {
    pub fn new(most: usize) -> Self {
        Streams {
            open: Arc::default(),
            most,
        }
    }

    pub fn open(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Opens a stream for a page; `None` when there are too many.
    pub fn begin(
        &self,
        viewer: LiveReloadClient,
        previews: watch::Receiver<Preview>,
    ) -> Option<Content> {
        let place = Place(self.open.clone());
        if self.open.fetch_add(1, Ordering::Relaxed) >= self.most {
            return None;
        }
        // a page that does not read fills this, and then its connection's patience ends
        let (sender, messages) = mpsc::channel(16);
        tokio::spawn(async move {
            tell(viewer, previews, sender).await;
            drop(place);
        });
        Some(Content::Messages(messages))
    }
}

/// Tells a page what is new until it goes away.
async fn tell(
    mut viewer: LiveReloadClient,
    mut previews: watch::Receiver<Preview>,
    sender: mpsc::Sender<Bytes>,
) {
    previews.mark_changed();
    let mut text = "retry: 1000\n\n".to_string();
    loop {
        let news = std::mem::take(&mut text);
        if !news.is_empty() && sender.send(news.into()).await.is_err() {
            return;
        }
        let changed = tokio::select! {
            () = sender.closed() => return,
            changed = timeout(PULSE, previews.changed()) => changed,
        };
        match changed {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return,
            Err(_) => {
                text.push_str(":\n\n");
                continue;
            }
        }
        let preview = previews.borrow_and_update().clone();
        let asked = tokio::task::spawn_blocking(move || {
            let news = viewer.news(&preview);
            (viewer, news)
        });
        let Ok((told, news)) = asked.await else {
            return;
        };
        viewer = told;
        for (name, value) in news.iter().map(super::live_reload::LiveEvent::event) {
            text.push_str(&format!("event: {name}\ndata: {value}\n\n"));
        }
    }
}

impl LiveReloadClient {
    /// From the query of the stream's address, which its script wrote.
    pub fn of(query: &str) -> LiveReloadClient {
        let mut viewer = LiveReloadClient::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value).unwrap_or_default();
            match name {
                "path" => viewer.path = value,
                "page" => viewer.page = value,
                "styles" if !value.is_empty() => {
                    viewer.styles = value.split(' ').map(str::to_string).collect();
                }
                "source" if !value.is_empty() => viewer.source = Some(value),
                _ => {}
            }
        }
        viewer
    }
}
