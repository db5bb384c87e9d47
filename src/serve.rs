//! The preview server: shows the site at a local address while the author writes.
//!
//! ```text
//! watcher → snapshot → rebuilder → Preview → http → the author's browser
//! ```
//!
//! One thread waits for changes on the disk and makes a [`Preview`], a value. Another one
//! answers requests from the latest preview, and renders the page that is requested. It caches
//! no page and marks none as stale. Writes nothing but its caches.

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

pub use dashboard::PREVIEW_PATH;
pub use event_stream::EventStreams;
pub use http::ServerLimits;
pub use preview::Preview;
pub use rebuilder::RebuildReport;
pub use watcher::{Trigger, WatcherTiming};

use crate::cache::Store;
use crate::content::Retention;
use crate::messages::MessageLanguage;
use crate::pipeline::{Options, PROGRAM, Session};
use crate::site_folder::SiteFolder;
use http::Server;
use rebuilder::Rebuilder;
use request_guard::RequestGuard;
use respond::ServedFiles;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tokio::sync::watch;
use watcher::Watcher;

/// What the server serves, and how.
pub struct ServerSettings {
    /// The site's folder.
    pub root: PathBuf,
    /// The host as the user gave it: a name or an address.
    pub host: String,
    /// The options of the build.
    pub options: Options,
    /// Whether `options.now` stays the same; else each rebuild reads the clock.
    pub has_fixed_time: bool,
    /// How long the watcher waits.
    pub timing: WatcherTiming,
    /// What one client may use of the server.
    pub limits: ServerLimits,
    /// The cache of parsed files.
    pub builds: Arc<dyn Store>,
    /// The cache of pictures and social cards.
    pub assets: Arc<dyn Store>,
    /// The language of messages.
    pub language: MessageLanguage,
}

/// How long an idle thread for pages stays: as long as any preview runs.
const THREAD_LIFE: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The threads of a preview besides those of the pool: rebuilder, watcher, pages.
const LEAST_THREADS: usize = 3;

/// The files that a preview with one client opens at once.
const LEAST_FILES: usize = 16;

/// A server that is ready to run. Its first preview is in the making.
pub struct PreparedServer {
    server: Server,
    listener: TcpListener,
    /// Starts a rebuild from elsewhere.
    pub trigger: Trigger,
    /// The latest preview.
    pub previews: watch::Receiver<Preview>,
    /// The open streams of events.
    pub streams: EventStreams,
}

/// Starts the thread that makes previews. Calls `on_rebuild` after each rebuild. The listener
/// is bound already, because pages contain the address of the preview.
pub fn prepare(
    settings: ServerSettings,
    listener: TcpListener,
    on_rebuild: impl Fn(&Preview, &RebuildReport) + Send + 'static,
) -> io::Result<PreparedServer> {
    check_room(&listener)?;
    let root = std::fs::canonicalize(&settings.root)?;
    let (sender, previews) = watch::channel(Preview::default());
    let watcher = Watcher::new(&root, settings.timing);
    let trigger = watcher.trigger();
    let session = Session::new(settings.builds, PROGRAM, Retention::ManyRuns);
    let site = SiteFolder::new(root);
    let mut rebuilder = Rebuilder::new(site.clone(), settings.options, session, settings.language);
    rebuilder.has_fixed_time = settings.has_fixed_time;
    let publish = move |preview: &Preview| drop(sender.send_replace(preview.clone()));
    thread::Builder::new()
        .name("rebuilder".to_string())
        .spawn(move || rebuilder.run(watcher, publish, on_rebuild))?;
    let streams = EventStreams::new(settings.limits.streams);
    let server = Server {
        guard: RequestGuard::new(&settings.host, listener.local_addr()?),
        previews: previews.clone(),
        streams: streams.clone(),
        files: ServedFiles {
            site,
            assets: settings.assets,
        },
        limits: settings.limits,
    };
    Ok(PreparedServer {
        server,
        listener,
        trigger,
        previews,
        streams,
    })
}

/// Checks that the system allows as many threads and open files at once as a preview takes.
/// Libraries panic where it does not.
fn check_room(listener: &TcpListener) -> io::Result<()> {
    let files = (0..LEAST_FILES).map(|_| listener.try_clone());
    files.collect::<io::Result<Vec<TcpListener>>>()?;
    let gate = Mutex::new(());
    thread::scope(|scope| {
        let closed = gate.lock();
        let wait = || drop(gate.lock());
        let started = (0..LEAST_THREADS).try_for_each(|_| {
            let thread = thread::Builder::new().spawn_scoped(scope, wait);
            thread.map(drop)
        });
        drop(closed);
        started
    })
}

impl PreparedServer {
    /// The address that the server listens at.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Answers requests until `end` is ready.
    pub fn run(self, end: impl Future<Output = ()>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .thread_keep_alive(THREAD_LIFE)
            .build()?;
        // the thread for pages starts now and stays: later there may be no room for one
        runtime.spawn_blocking(|| ());
        self.listener.set_nonblocking(true)?;
        let result = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            tokio::select! {
                () = self.server.run(listener) => Ok(()),
                () = end => Ok(()),
            }
        });
        // does not wait for a page that is being rendered
        runtime.shutdown_background();
        result
    }
}
