//! Rings when something in a site's folder changed, and says where. What it says is a reason
//! to look there, and no more: events get lost, and folders are replaced.

#![expect(clippy::disallowed_methods, reason = "the shell watches the disk")]

use super::snapshot::{FILES, SOURCES};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// More places than this, and looking at everything is quicker.
const PLACES: usize = 500;

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// No ring for so long, and an editor has done saving.
    pub quiet: Duration,
    /// Ringing that never ends is answered after this.
    pub most: Duration,
    /// When nothing rang for so long after something did, everything is looked at once.
    pub settled: Duration,
    /// The same when nothing rings at all: some file systems never ring.
    pub idle: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            quiet: Duration::from_millis(15),
            most: Duration::from_millis(400),
            settled: Duration::from_millis(300),
            idle: Duration::from_secs(3),
        }
    }
}

/// Where to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeSet {
    /// Paths below the site's root.
    At(BTreeSet<String>),
    Everywhere,
}

/// One ring: a path, or `None` when it is not known where.
type WatchEvent = Option<PathBuf>;

/// Rings the doorbell from elsewhere.
#[derive(Debug, Clone)]
pub struct Trigger(Sender<WatchEvent>);

impl Trigger {
    /// Something changed somewhere.
    pub fn push(&self) {
        // nobody listens once the program ends
        let _ = self.0.send(None);
    }
}

/// A doorbell on one site.
pub struct Watcher {
    root: PathBuf,
    patience: Patience,
    rings: Receiver<WatchEvent>,
    button: Sender<WatchEvent>,
    /// `None` where the system cannot watch: then only time rings.
    watcher: Option<RecommendedWatcher>,
    /// The folders that are watched, as they were then.
    armed: Vec<Option<u64>>,
    /// Whether something rang since everything was looked at.
    unsettled: bool,
}

impl Watcher {
    /// `root` is absolute, without links.
    pub fn new(root: &Path, patience: Patience) -> Watcher {
        let (button, rings) = channel();
        Watcher {
            root: root.to_path_buf(),
            patience,
            rings,
            button,
            watcher: None,
            armed: Vec::new(),
            unsettled: false,
        }
    }

    pub fn button(&self) -> Trigger {
        Trigger(self.button.clone())
    }

    /// Waits until something rang and it is quiet again, or it is time to look anyway. `cost`
    /// is what looking at everything took: it is done so seldom that it costs little.
    pub fn wait(&mut self, cost: Duration) -> ChangeSet {
        // the first time, which takes a while at a large site: its pages are shown already
        if self.armed.is_empty() {
            self.arm();
        }
        let idle = self.patience.idle.max(cost * 100);
        let patience = if self.unsettled {
            self.patience.settled
        } else {
            idle
        };
        match self.rings.recv_timeout(patience) {
            Ok(first) => {
                self.unsettled = true;
                self.until_quiet(first)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                self.unsettled = false;
                self.arm();
                ChangeSet::Everywhere
            }
        }
    }

    fn until_quiet(&self, first: WatchEvent) -> ChangeSet {
        let end = Instant::now() + self.patience.most;
        let mut places = BTreeSet::new();
        let mut everywhere = !self.add(first, &mut places);
        while Instant::now() < end {
            match self.rings.recv_timeout(self.patience.quiet) {
                Ok(ring) => everywhere |= !self.add(ring, &mut places),
                Err(_) => break,
            }
        }
        if everywhere || places.len() > PLACES {
            return ChangeSet::Everywhere;
        }
        ChangeSet::At(places)
    }

    /// False when it is not known where.
    fn add(&self, ring: WatchEvent, places: &mut BTreeSet<String>) -> bool {
        let Some(path) = ring else {
            return false;
        };
        let Ok(below) = path.strip_prefix(&self.root) else {
            return false;
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        match parts.as_deref() {
            None | Some([]) => false,
            // `public/` and whatever else is there
            Some([top, ..]) if !SOURCES.contains(top) => true,
            // a folder of sources itself came or went
            Some([top]) if !SOURCES[..FILES].contains(top) => false,
            Some(parts) => {
                places.insert(parts.join("/"));
                true
            }
        }
    }

    /// Watches the folders of sources, anew where one of them is not the one it was.
    fn arm(&mut self) {
        let now = self.folders();
        if now == self.armed && self.watcher.is_some() {
            return;
        }
        let button = self.button.clone();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |event| ring(&button, event), config);
        self.watcher = watcher.ok().and_then(|mut watcher| {
            watcher
                .watch(&self.root, RecursiveMode::NonRecursive)
                .ok()?;
            for (source, folder) in SOURCES[FILES..].iter().zip(&now[1..]) {
                if folder.is_some() {
                    // what cannot be watched is looked at from time to time
                    let _ = watcher.watch(&self.root.join(source), RecursiveMode::Recursive);
                }
            }
            Some(watcher)
        });
        self.armed = now;
        // what came while nobody watched
        let _ = self.button.send(None);
    }

    /// The root and the folders of sources: which ones they are.
    fn folders(&self) -> Vec<Option<u64>> {
        let folders = SOURCES[FILES..].iter().map(|source| self.root.join(source));
        let all = std::iter::once(self.root.clone()).chain(folders);
        all.map(|path| identity(&path)).collect()
    }
}

/// Sends on where an event was; not that a file was read.
fn ring(button: &Sender<WatchEvent>, event: notify::Result<Event>) {
    let _ = match event {
        Ok(event) if event.need_rescan() => button.send(None),
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => Ok(()),
        Ok(event) => event
            .paths
            .into_iter()
            .try_for_each(|path| button.send(Some(path))),
        Err(_) => button.send(None),
    };
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_dir().then(|| metadata.ino())
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<u64> {
    let metadata = fs::symlink_metadata(path).ok()?;
    metadata.is_dir().then_some(0)
}
