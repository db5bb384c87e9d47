//! The preview: a site at a local address, seen as it is written.
//!
//! ```text
//! doorbell → mirror → workshop → Preview → (http) → the author's browser
//! ```
//!
//! One thread waits for the disk and makes a [`Preview`], a value; another answers requests
//! from the latest one, rendering the page that is asked for. No page is kept, none is marked
//! to be made again: whatever changed, the site is built anew from what did not.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell resolves the site's folder"
)]

mod dashboard;
mod event_stream;
mod http;
mod live_reload;
mod preview;
mod rebuilder;
mod request_guard;
mod respond;
mod response_body;
mod snapshot;
mod timeout_stream;
mod watcher;

pub use dashboard::{ArticleCell, Cell, Row, row};
pub use event_stream::Streams;
pub use http::Limits;
pub use preview::{Preview, State};
pub use rebuilder::RebuildReport;
pub use watcher::{Patience, Trigger};

use crate::cache::Store;
use crate::content::Retention;
use crate::disk::Disk;
use crate::pipeline::{Options, PROGRAM, Session};
use http::Server;
use rebuilder::Rebuilder;
use request_guard::RequestGuard;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use tokio::sync::watch;
use watcher::Watcher;

/// What is served, and how.
pub struct Settings {
    pub root: PathBuf,
    /// The host as it was asked for: a name or an address.
    pub host: String,
    pub options: Options,
    /// Whether `options.now` is for ever.
    pub still: bool,
    pub patience: Patience,
    pub limits: Limits,
    /// Parsed files of earlier runs.
    pub store: Arc<dyn Store>,
}

/// A server that is ready to run.
pub struct Preparation {
    server: Server,
    listener: TcpListener,
    /// Rings the doorbell from elsewhere.
    pub button: Trigger,
    /// What is shown, as it changes.
    pub previews: watch::Receiver<Preview>,
    pub streams: Streams,
}

/// Begins to make the preview; `done` hears of each round. The listener is bound already, as
/// pages say where they are.
pub fn prepare(
    settings: Settings,
    listener: TcpListener,
    done: impl Fn(&Preview, &RebuildReport) + Send + 'static,
) -> io::Result<Preparation> {
    let root = std::fs::canonicalize(&settings.root)?;
    let (sender, previews) = watch::channel(Preview::default());
    let watcher = Watcher::new(&root, settings.patience);
    let button = watcher.button();
    let session = Session::new(settings.store, PROGRAM, Retention::ManyRuns);
    let mut rebuilder = Rebuilder::new(&root, settings.options, session);
    rebuilder.still = settings.still;
    let show = move |preview: &Preview| drop(sender.send_replace(preview.clone()));
    thread::Builder::new()
        .name("rebuilder".to_string())
        .spawn(move || rebuilder.run(watcher, show, done))?;
    let streams = Streams::new(settings.limits.streams);
    let server = Server {
        guard: RequestGuard::new(&settings.host, listener.local_addr()?),
        previews: previews.clone(),
        streams: streams.clone(),
        disk: Disk { root },
        limits: settings.limits,
    };
    Ok(Preparation {
        server,
        listener,
        button,
        previews,
        streams,
    })
}

impl Preparation {
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers until `end` comes.
    pub fn run(self, end: impl Future<Output = ()>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        self.listener.set_nonblocking(true)?;
        let ran = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let ended = async {
                end.await;
                Ok(())
            };
            tokio::select! {
                () = self.server.run(listener) => Ok(()),
                ended = ended => ended,
            }
        });
        // a page that is being rendered keeps nobody waiting
        runtime.shutdown_background();
        ran
    }
}
