//! Watches the site's folder and says where to look for changes, after a debounce.
//!
//! An event is only a reason to look: events get lost, and folders are replaced. So the watcher
//! also asks for a look at everything from time to time.

#![expect(clippy::disallowed_methods, reason = "the shell watches the disk")]

use super::snapshot::{FILES, SOURCES};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// The largest number of changed paths; with more, a look at everything is quicker.
const MOST_PATHS: usize = 500;

/// A look at everything may take this part of the time: one in a hundred.
const SCAN_SHARE: u32 = 100;

/// How long the watcher waits.
#[derive(Debug, Clone, Copy)]
pub struct WatcherTiming {
    /// After so long without an event, an editor has saved everything.
    pub debounce: Duration,
    /// Events that never stop are reported after this time.
    pub longest_debounce: Duration,
    /// The time from the last event to a look at everything.
    pub rescan_after_change: Duration,
    /// The time between looks at everything without any event: some file systems send none.
    pub rescan_interval: Duration,
}

impl Default for WatcherTiming {
    fn default() -> Self {
        WatcherTiming {
            debounce: Duration::from_millis(15),
            longest_debounce: Duration::from_millis(400),
            rescan_after_change: Duration::from_millis(300),
            rescan_interval: Duration::from_secs(3),
        }
    }
}

/// Where to look for changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeSet {
    /// At and below these paths, which are below the site's root.
    At(BTreeSet<String>),
    /// In all sources.
    Everywhere,
}

/// The path of a change, or `None` when the place is not known.
type WatchEvent = Option<PathBuf>;

/// Makes the watcher report a change from elsewhere.
#[derive(Debug, Clone)]
pub struct Trigger(Sender<WatchEvent>);

impl Trigger {
    /// Reports a change at an unknown place.
    pub fn send(&self) {
        // without a receiver, the program ends
        let _ = self.0.send(None);
    }
}

/// A watcher of one site.
pub struct Watcher {
    root: PathBuf,
    timing: WatcherTiming,
    events: Receiver<WatchEvent>,
    sender: Sender<WatchEvent>,
    /// `None` where the system cannot watch: then only time leads to a look.
    system_watcher: Option<RecommendedWatcher>,
    /// The identities of the watched folders when they were watched.
    watched: Vec<Option<u64>>,
    /// Whether an event came since the last look at everything.
    needs_rescan: bool,
}

impl Watcher {
    /// A watcher that watches nothing before the first [`Watcher::wait`]. `root` is absolute
    /// and has no links.
    pub fn new(root: &Path, timing: WatcherTiming) -> Watcher {
        let (sender, events) = channel();
        Watcher {
            root: root.to_path_buf(),
            timing,
            events,
            sender,
            system_watcher: None,
            watched: Vec::new(),
            needs_rescan: false,
        }
    }

    pub fn trigger(&self) -> Trigger {
        Trigger(self.sender.clone())
    }

    /// Waits for a change and for the end of its events, or for the time of the next look at
    /// everything. `scan_time` is how long the last look at everything took: the longer, the
    /// rarer.
    pub fn wait(&mut self, scan_time: Duration) -> ChangeSet {
        // the first call takes long on a large site, whose pages are already served
        if self.watched.is_empty() {
            self.watch_folders();
        }
        let timeout = if self.needs_rescan {
            self.timing.rescan_after_change
        } else {
            self.timing.rescan_interval.max(scan_time * SCAN_SHARE)
        };
        match self.events.recv_timeout(timeout) {
            Ok(first) => {
                self.needs_rescan = true;
                self.collect_changes(first)
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                self.needs_rescan = false;
                self.watch_folders();
                ChangeSet::Everywhere
            }
        }
    }

    /// Collects events until there are none for the time of the debounce.
    fn collect_changes(&self, first: WatchEvent) -> ChangeSet {
        let end = Instant::now() + self.timing.longest_debounce;
        let mut paths = BTreeSet::new();
        let mut is_everywhere = !self.add_event(first, &mut paths);
        while Instant::now() < end {
            match self.events.recv_timeout(self.timing.debounce) {
                Ok(event) => is_everywhere |= !self.add_event(event, &mut paths),
                Err(_) => break,
            }
        }
        if is_everywhere || paths.len() > MOST_PATHS {
            return ChangeSet::Everywhere;
        }
        ChangeSet::At(paths)
    }

    /// Adds the path of an event, if it is a source. Returns false when the place is unknown.
    fn add_event(&self, event: WatchEvent, paths: &mut BTreeSet<String>) -> bool {
        let Some(path) = event else {
            return false;
        };
        let Ok(below) = path.strip_prefix(&self.root) else {
            return false;
        };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        match parts.as_deref() {
            None | Some([]) => false,
            // `public/` and other files of the folder
            Some([top, ..]) if !SOURCES.contains(top) => true,
            // a folder of sources appeared or disappeared
            Some([top]) if !SOURCES[..FILES].contains(top) => false,
            Some(parts) => {
                paths.insert(parts.join("/"));
                true
            }
        }
    }

    /// Watches the folders of sources; again when one of them was replaced.
    fn watch_folders(&mut self) {
        let folders = self.folders();
        if folders == self.watched && self.system_watcher.is_some() {
            return;
        }
        let sender = self.sender.clone();
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(move |event| forward(&sender, event), config);
        self.system_watcher = watcher.ok().and_then(|mut watcher| {
            watcher
                .watch(&self.root, RecursiveMode::NonRecursive)
                .ok()?;
            for (source, folder) in SOURCES[FILES..].iter().zip(&folders[1..]) {
                if folder.is_some() {
                    // a folder that cannot be watched is scanned from time to time
                    let _ = watcher.watch(&self.root.join(source), RecursiveMode::Recursive);
                }
            }
            Some(watcher)
        });
        self.watched = folders;
        // changes from before the folders were watched
        let _ = self.sender.send(None);
    }

    /// The identities of the root and of the folders of sources.
    fn folders(&self) -> Vec<Option<u64>> {
        let folders = SOURCES[FILES..].iter().map(|source| self.root.join(source));
        let folders = std::iter::once(self.root.clone()).chain(folders);
        folders.map(|folder| identity(&folder)).collect()
    }
}

/// Sends on the places of an event. Ignores that a file was read.
fn forward(sender: &Sender<WatchEvent>, event: notify::Result<Event>) {
    let _ = match event {
        Ok(event) if event.need_rescan() => sender.send(None),
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => Ok(()),
        Ok(event) => event
            .paths
            .into_iter()
            .try_for_each(|path| sender.send(Some(path))),
        Err(_) => sender.send(None),
    };
}

/// The number of a folder in its file system; `None` when it does not exist.
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
