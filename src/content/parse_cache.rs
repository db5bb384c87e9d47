//! [`ParseCache`]: files as they were parsed, in memory and in a [`Store`].
//!
//! A parsed file depends on its bytes and the settings alone. A file whose [`FileState`] or
//! fingerprint is unchanged is not parsed again. In the store, some hundred files stand together
//! in a shard, by a hash of their paths, so that one change costs little. An entry that cannot be
//! read back is a miss. Never looks at a disk.

use super::parse_source_file::SourceFile;
use crate::cache::{Key, Store};
use crate::diagnostic::Diagnostic;
use crate::file_state::FileState;
use crate::fingerprint::Fingerprint;
use crate::markdown::Grammars;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

/// Raised whenever entries take another form.
const VERSION: u32 = 2;

/// The mean number of files in a shard: two megabytes of them.
const FILES_PER_SHARD: usize = 256;

/// Shards are written in pieces of this size, so that no shard is in memory twice.
const PIECE_BYTES: usize = 64 * 1024;

/// One file as it was parsed, and the state it had.
#[derive(Debug, Serialize, Deserialize)]
pub struct ParsedFile {
    /// Below the site's root, `/` between folders.
    pub path: Arc<str>,
    /// How the file looked; `None` where it must be read to tell whether it changed.
    pub state: Option<FileState>,
    /// The file's bytes; `None` when it could not be read.
    pub fingerprint: Option<Fingerprint>,
    /// What the file says; `None` when it could not be read, or is skipped.
    pub source: Option<Arc<SourceFile>>,
    /// Problems of the file.
    pub problems: Vec<Diagnostic>,
}

/// How long parsed files stay in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Retention {
    /// For one run: files are handed out and not kept.
    #[default]
    OneRun,
    /// For the runs that follow, which call [`ParseCache::forget`] for each changed file.
    ManyRuns,
}

/// Parsed files of earlier runs under the same settings.
pub struct ParseCache {
    store: Arc<dyn Store>,
    key: Key,
    retention: Retention,
    /// Valid entries, sorted by path.
    files: Vec<ParsedFile>,
    /// Entries of files that may have changed: their code blocks may be the same.
    forgotten: HashMap<Arc<str>, ParsedFile>,
    /// Whether the store was read: its entries are in memory from then on.
    is_loaded: bool,
    /// Shards that differ from the store's.
    dirty: BTreeSet<usize>,
    /// The number of shards.
    shards: usize,
    grammars: Arc<Grammars>,
}

/// Entries that may be right still, by path; the caller compares states and fingerprints.
pub(super) type Candidates = HashMap<Arc<str>, ParsedFile>;

/// What [`ParseCache::files`] is to parse: files of one shard and their candidates.
pub(super) struct ShardRequest {
    pub paths: Vec<IndexedPath>,
    pub candidates: Candidates,
}

/// A path and its place in the list of all paths.
pub(super) struct IndexedPath {
    pub index: usize,
    pub path: Arc<str>,
}

/// A file that was looked up or parsed.
pub(super) struct Lookup {
    pub index: usize,
    pub file: ParsedFile,
    /// Whether the store's entry differs.
    pub is_dirty: bool,
    /// Whether the file was parsed just now: its code is not highlighted yet.
    pub is_new: bool,
}

impl Lookup {
    /// A file that was not parsed again.
    pub fn hit(index: usize, file: ParsedFile, is_dirty: bool) -> Self {
        Lookup {
            index,
            file,
            is_dirty,
            is_new: false,
        }
    }
}

impl ParseCache {
    /// A cache over `store` for files that are parsed by `program` under `settings`, the text of
    /// the settings.
    pub fn new(store: Arc<dyn Store>, program: &str, settings: &str, retention: Retention) -> Self {
        let key = Key::new("parsed files", VERSION).with(program.as_bytes());
        ParseCache {
            store,
            key: key.with(settings.as_bytes()),
            retention,
            files: Vec::new(),
            forgotten: HashMap::new(),
            is_loaded: false,
            dirty: BTreeSet::new(),
            shards: 0,
            grammars: Arc::default(),
        }
    }

    /// Marks the file at `path` as changed: the next run reads it.
    pub fn forget(&mut self, path: &str) {
        if let Ok(at) = self.files.binary_search_by(|file| (*file.path).cmp(path)) {
            let mut file = self.files.remove(at);
            // only the content can tell that the file is the same after all
            file.state = None;
            self.forgotten.insert(file.path.clone(), file);
        }
    }

    /// The grammars that highlight code, each compiled once.
    pub(super) fn grammars(&self) -> Arc<Grammars> {
        Arc::clone(&self.grammars)
    }

    /// The files at `paths`, which are sorted: valid entries, and for the rest the result of
    /// `parse`, which is called for each shard in parallel.
    pub(super) fn files(
        &mut self,
        paths: Vec<Arc<str>>,
        parse: impl Fn(ShardRequest) -> Vec<Lookup> + Sync,
    ) -> ParsedFiles {
        let shards = shard_count(paths.len());
        let (mut slots, misses) = self.split(paths);
        let mut lookups = self.look_up(misses, shards, parse);
        let new = lookups.par_iter_mut().filter(|lookup| lookup.is_new);
        new.for_each(|lookup| highlight(&mut lookup.file, &self.grammars));
        for lookup in lookups {
            if lookup.is_dirty {
                self.dirty.insert(shard_of(&lookup.file.path, shards));
            }
            slots[lookup.index] = Some(lookup.file);
        }
        self.forgotten.clear();
        self.grammars.clear_highlighted();
        self.files = slots.into_iter().flatten().collect();
        if self.is_loaded && self.shards != shards {
            self.dirty.extend(0..shards);
        }
        (self.shards, self.is_loaded) = (shards, true);
        if self.retention == Retention::OneRun {
            self.save();
        }
        self.hand_out()
    }

    /// Valid entries by place, and the paths without one.
    fn split(&mut self, paths: Vec<Arc<str>>) -> (Vec<Option<ParsedFile>>, Vec<IndexedPath>) {
        let mut old = std::mem::take(&mut self.files).into_iter().peekable();
        let mut misses = Vec::new();
        let mut slots = Vec::with_capacity(paths.len());
        for (index, path) in paths.into_iter().enumerate() {
            // most paths are the same string: a comparison of pointers finds them
            let mut hit = old.next_if(|file| Arc::ptr_eq(&file.path, &path));
            if hit.is_none() {
                while old.next_if(|file| file.path < path).is_some() {}
                hit = old.next_if(|file| file.path == path);
            }
            if hit.is_none() {
                misses.push(IndexedPath { index, path });
            }
            slots.push(hit);
        }
        (slots, misses)
    }

    fn look_up(
        &mut self,
        misses: Vec<IndexedPath>,
        shards: usize,
        parse: impl Fn(ShardRequest) -> Vec<Lookup> + Sync,
    ) -> Vec<Lookup> {
        if self.is_loaded {
            let candidates = std::mem::take(&mut self.forgotten);
            return parse(ShardRequest {
                paths: misses,
                candidates,
            });
        }
        let mut by_shard: Vec<Vec<IndexedPath>> = Vec::new();
        by_shard.resize_with(shards, Vec::new);
        for miss in misses {
            by_shard[shard_of(&miss.path, shards)].push(miss);
        }
        let lookups = by_shard.into_par_iter().enumerate().map(|(shard, paths)| {
            let candidates = self.read_shard(shard, shards);
            parse(ShardRequest { paths, candidates })
        });
        let lookups: Vec<Vec<Lookup>> = lookups.collect();
        lookups.into_iter().flatten().collect()
    }

    fn read_shard(&self, shard: usize, shards: usize) -> Candidates {
        let bytes = self.store.get(&self.shard_key(shard, shards));
        let entries: Vec<ParsedFile> =
            postcard::from_bytes(&bytes.unwrap_or_default()).unwrap_or_default();
        let by_path = |entry: ParsedFile| (entry.path.clone(), entry);
        entries.into_iter().map(by_path).collect()
    }

    /// Writes the shards that differ from the store's. A cache for one run does so by itself.
    pub fn save(&mut self) {
        let shards = self.shards;
        let dirty = std::mem::take(&mut self.dirty);
        if dirty.is_empty() || !self.store.is_writable() {
            return;
        }
        let mut by_shard: HashMap<usize, Vec<&ParsedFile>> = HashMap::new();
        for file in self.files.iter().filter(|file| file.fingerprint.is_some()) {
            let shard = shard_of(&file.path, shards);
            if dirty.contains(&shard) {
                by_shard.entry(shard).or_default().push(file);
            }
        }
        let by_shard: Vec<(usize, Vec<&ParsedFile>)> = by_shard.into_iter().collect();
        let by_shard = by_shard.par_iter().with_max_len(1);
        by_shard.for_each(|(shard, files)| {
            let key = self.shard_key(*shard, shards);
            self.store.put_with(&key, &mut |to| {
                let to = BufWriter::with_capacity(PIECE_BYTES, to);
                let mut to = postcard::to_io(files, to).map_err(io::Error::other)?;
                to.flush()
            });
        });
    }

    fn hand_out(&mut self) -> ParsedFiles {
        let mut out = ParsedFiles::default();
        if self.retention == Retention::OneRun {
            // nobody else holds the files then: pairing takes them without a copy
            for file in std::mem::take(&mut self.files) {
                out.problems.extend(file.problems);
                out.sources.extend(file.source);
            }
            return out;
        }
        for file in &self.files {
            out.problems.extend(file.problems.iter().cloned());
            out.sources.extend(file.source.clone());
        }
        out
    }

    fn shard_key(&self, shard: usize, shards: usize) -> Key {
        let numbers = format!("{shard} of {shards}");
        self.key.clone().with(numbers.as_bytes())
    }
}

/// Parsed files and their problems, sorted by path.
#[derive(Default)]
pub(super) struct ParsedFiles {
    pub sources: Vec<Arc<SourceFile>>,
    pub problems: Vec<Diagnostic>,
}

/// The number of shards for so many files: a power of two, which rarely changes.
fn shard_count(files: usize) -> usize {
    (files / FILES_PER_SHARD).next_power_of_two()
}

/// The shard of a file.
fn shard_of(path: &str, shards: usize) -> usize {
    Fingerprint::of(path.as_bytes()).digest as usize % shards
}

fn highlight(file: &mut ParsedFile, grammars: &Grammars) {
    // nothing else holds the file yet
    let source = file.source.as_mut().and_then(Arc::get_mut);
    if let Some(body) = source.and_then(|source| Arc::get_mut(&mut source.body)) {
        body.highlight(grammars);
    }
}
