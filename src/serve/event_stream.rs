//! The streams of server-sent events, one for each open page (WHATWG HTML 9.2).
//!
//! Sends a page its [`LiveEvent`]s when the preview changes, until the page closes. Limits how
//! many streams are open.

use super::live_reload::{LiveEvent, LiveReloadClient};
use super::preview::Preview;
use super::response_body::ResponseBody;
use crate::site::decode;
use hyper::body::Bytes;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

/// The time between empty messages, which show whether the page is still open.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How many messages may wait for a page that does not read; then its write timeout counts.
const WAITING_MESSAGES: usize = 16;

/// The open streams, and how many there may be.
#[derive(Debug, Clone)]
pub struct EventStreams {
    open: Arc<AtomicUsize>,
    most: usize,
}

/// One open stream; counts until it is dropped.
struct StreamSlot(Arc<AtomicUsize>);

impl Drop for StreamSlot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl EventStreams {
    /// No stream is open; at most `most` may be.
    pub fn new(most: usize) -> Self {
        EventStreams {
            open: Arc::default(),
            most,
        }
    }

    /// The number of open streams.
    pub fn count(&self) -> usize {
        self.open.load(Ordering::Relaxed)
    }

    /// Opens a stream for a page; `None` when there are too many.
    pub(super) fn open(
        &self,
        client: LiveReloadClient,
        previews: watch::Receiver<Preview>,
    ) -> Option<ResponseBody> {
        let slot = StreamSlot(self.open.clone());
        if self.open.fetch_add(1, Ordering::Relaxed) >= self.most {
            return None;
        }
        let (sender, events) = mpsc::channel(WAITING_MESSAGES);
        tokio::spawn(async move {
            send_events(client, previews, sender).await;
            drop(slot);
        });
        Some(ResponseBody::Events(events))
    }
}

/// Sends a page the events of each preview until it closes.
async fn send_events(
    mut client: LiveReloadClient,
    mut previews: watch::Receiver<Preview>,
    sender: mpsc::Sender<Bytes>,
) {
    previews.mark_changed();
    let mut text = "retry: 1000\n\n".to_string();
    loop {
        let message = std::mem::take(&mut text);
        if !message.is_empty() && sender.send(message.into()).await.is_err() {
            return;
        }
        let changed = tokio::select! {
            () = sender.closed() => return,
            changed = timeout(HEARTBEAT, previews.changed()) => changed,
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
        // renders the page, which may take long
        let updated = tokio::task::spawn_blocking(move || {
            let events = client.update(&preview);
            (client, events)
        });
        let Ok((updated_client, events)) = updated.await else {
            return;
        };
        client = updated_client;
        events.iter().for_each(|event| push_event(&mut text, event));
    }
}

fn push_event(text: &mut String, event: &LiveEvent) {
    text.push_str(&format!(
        "event: {}\ndata: {}\n\n",
        event.name(),
        event.data()
    ));
}

impl LiveReloadClient {
    /// Reads the query of a stream's address, as the script of the page wrote it.
    pub(super) fn from_query(query: &str) -> LiveReloadClient {
        let mut client = LiveReloadClient::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decode(value).unwrap_or_default();
            match name {
                "path" => client.path = value,
                "page" => client.digest = value,
                "styles" if !value.is_empty() => {
                    client.stylesheets = value.split(' ').map(str::to_string).collect();
                }
                "source" if !value.is_empty() => client.source = Some(value),
                _ => {}
            }
        }
        client
    }
}
