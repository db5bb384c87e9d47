//! Reads and parses every Markdown file below `content/`, in parallel.
//!
//! Takes the site's files, gives parsed sources and the paths of all other files. A file whose
//! entry in the parse cache is valid is not read again.

use super::files_trait::Files;
use super::front_matter;
use super::parse_cache::{Candidates, IndexedPath, Lookup, ParseCache, ParsedFile, ShardRequest};
use super::parse_source_file::{SourceFile, parse};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::file_state::FileState;
use crate::fingerprint::Fingerprint;
use crate::markdown::Grammars;
use crate::{message, phrase};
use rayon::prelude::*;
use std::sync::Arc;

/// The most files that a thread takes at once.
const BATCH: usize = 16;

/// The files below `content/`.
#[derive(Debug, Default)]
pub struct Content {
    /// Markdown files, sorted by path.
    pub sources: Vec<Arc<SourceFile>>,
    /// Paths of all other files, sorted.
    pub others: Vec<Arc<str>>,
}

/// Loads `content/`. A file that cannot be read is skipped and reported.
pub fn load(
    files: &dyn Files,
    config: &Config,
    cache: &mut ParseCache,
    diagnostics: &mut Vec<Diagnostic>,
) -> Content {
    let has_content = files.has_folder("content");
    diagnostics.extend((!has_content).then(no_content));
    let listing = files.list("content");
    diagnostics.extend(listing.problems);
    let (markdown, others): (Vec<Arc<str>>, Vec<Arc<str>>) = listing
        .files
        .into_iter()
        .partition(|path| is_markdown(path));
    let grammars = cache.grammars();
    let parser = Parser {
        files,
        config,
        grammars: &grammars,
    };
    let parsed = cache.files(markdown, |request| parser.parse_shard(request));
    let is_empty = parsed.sources.is_empty() && !has_errors(&parsed.problems);
    diagnostics.extend((has_content && is_empty).then(no_text));
    diagnostics.extend(parsed.problems);
    Content {
        sources: parsed.sources,
        others,
    }
}

fn no_content() -> Diagnostic {
    let problem = message!(Code::NoContentFolder, "there is no folder `content`");
    Diagnostic::error("content", problem).hint(phrase!(
        "articles are read from it: make it, or name the site's folder with `--root`"
    ))
}

/// The error for a site without any text: a build of no page must not look like a success.
fn no_text() -> Diagnostic {
    let problem = message!(Code::NoText, "no text was read: the site would be empty");
    Diagnostic::error("content", problem).hint(phrase!(
        "begin with `griot new article \"Title\"`: texts are files below `content` that end in `.md`"
    ))
}

fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
}

/// What parsing a file needs.
struct Parser<'a> {
    files: &'a dyn Files,
    config: &'a Config,
    grammars: &'a Arc<Grammars>,
}

impl Parser<'_> {
    fn parse_shard(&self, request: ShardRequest) -> Vec<Lookup> {
        let mut candidates = request.candidates;
        let requests: Vec<(IndexedPath, Option<ParsedFile>)> = request
            .paths
            .into_iter()
            .map(|path| with_candidate(path, &mut candidates))
            .collect();
        let requests = requests.into_par_iter().with_max_len(BATCH);
        let files = requests.map(|(path, candidate)| {
            let lookup = self.read(path, candidate);
            if lookup.is_new {
                self.compile_grammars_ahead(&lookup.file);
            }
            lookup
        });
        files.collect()
    }

    /// One file: its candidate if that is valid, else the file as it is read and parsed.
    fn read(&self, path: IndexedPath, candidate: Option<ParsedFile>) -> Lookup {
        let IndexedPath { index, path } = path;
        let now = candidate.as_ref().and_then(|_| self.files.state(&path));
        let candidate = match candidate {
            Some(file) if is_unchanged(file.state, now) => {
                return Lookup::hit(index, file, false);
            }
            candidate => candidate,
        };
        let read = match self.files.read_with_state(&path) {
            Ok(read) => read,
            Err(problem) => return unreadable(index, path, problem),
        };
        let fingerprint = Fingerprint::of(&read.bytes);
        let candidate = match candidate {
            Some(mut file) if file.fingerprint == Some(fingerprint) => {
                let is_dirty = file.state != read.state;
                file.state = read.state;
                return Lookup::hit(index, file, is_dirty);
            }
            candidate => candidate,
        };
        // code blocks that the edit left alone are not highlighted again
        let before = candidate.and_then(|file| file.source);
        before
            .iter()
            .for_each(|before| self.grammars.add_highlighted(&before.body));
        let (source, problems) = match front_matter::decode_utf8(&path, read.bytes) {
            Ok(text) => parse(path.clone(), &text, self.config),
            Err(problem) => (None, vec![problem]),
        };
        let file = ParsedFile {
            path,
            state: read.state,
            fingerprint: Some(fingerprint),
            source: source.map(Arc::new),
            problems,
        };
        Lookup {
            index,
            file,
            is_dirty: true,
            is_new: true,
        }
    }

    /// Lets another thread compile a grammar that is met for the first time, while this one
    /// goes on parsing.
    fn compile_grammars_ahead(&self, file: &ParsedFile) {
        if let Some(source) = &file.source {
            for name in self.grammars.claim_missing(&source.body) {
                let (name, grammars) = (name.to_string(), Arc::clone(self.grammars));
                rayon::spawn(move || grammars.compile(&name));
            }
        }
    }
}

fn unreadable(index: usize, path: Arc<str>, problem: Diagnostic) -> Lookup {
    let file = ParsedFile {
        path,
        state: None,
        fingerprint: None,
        source: None,
        problems: vec![problem],
    };
    Lookup::hit(index, file, false)
}

fn with_candidate(
    path: IndexedPath,
    candidates: &mut Candidates,
) -> (IndexedPath, Option<ParsedFile>) {
    let candidate = candidates.remove(&path.path);
    (path, candidate)
}

fn is_unchanged(before: Option<FileState>, now: Option<FileState>) -> bool {
    match (before, now) {
        (Some(before), Some(now)) => before.is_unchanged(&now),
        _ => false,
    }
}
