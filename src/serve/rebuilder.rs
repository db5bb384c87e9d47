//! Where the preview is made: looks at what changed, and builds the site anew from what did
//! not.

#![expect(clippy::disallowed_methods, reason = "the shell knows the time")]

use super::preview::{Preview, Problems};
use super::snapshot::Snapshot;
use super::watcher::{ChangeSet, Watcher};
use crate::content::Files;
use crate::diagnostic::{self, Diagnostic};
use crate::disk::Disk;
use crate::pipeline::{self, Built, Known, Options};
use crate::render::Renderer;
use crate::site::PageKind;
use jiff::Timestamp;
use std::collections::HashSet;
use std::mem::discriminant;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What one round did, for the terminal.
pub struct RebuildReport {
    /// What changed, by path; empty at the start.
    pub changed: Vec<Arc<str>>,
    pub time: Duration,
}

/// What makes the preview.
pub struct Rebuilder {
    snapshot: Snapshot,
    options: Options,
    /// Whether time stands still (`SOURCE_DATE_EPOCH`).
    pub still: bool,
    known: Known,
    preview: Preview,
    /// What looking at everything took last time.
    cost: Duration,
}

impl Rebuilder {
    pub fn new(root: &Path, options: Options) -> Self {
        let mut preview = Preview::default();
        preview.folder = root.to_string_lossy().into();
        let root = root.to_path_buf();
        Rebuilder {
            snapshot: Snapshot::new(Disk { root }),
            options,
            still: true,
            known: Known::default(),
            preview,
            cost: Duration::ZERO,
        }
    }

    /// Makes the preview, and again whenever the doorbell rings for a reason. Each is shown
    /// twice: as soon as its pages can be, then with what is wrong with it as a whole.
    pub fn run(
        mut self,
        mut watcher: Watcher,
        show: impl Fn(&Preview),
        done: impl Fn(&Preview, &RebuildReport),
    ) {
        let mut rung = ChangeSet::Everywhere;
        loop {
            let start = Instant::now();
            let changed = self.look(&rung);
            if !changed.is_empty() || self.preview.round == 0 {
                self.rebuild(&changed);
                show(&self.preview);
                let time = start.elapsed();
                self.check();
                show(&self.preview);
                done(&self.preview, &RebuildReport { changed, time });
            }
            rung = watcher.wait(self.cost);
        }
    }

    fn look(&mut self, rung: &ChangeSet) -> Vec<Arc<str>> {
        match rung {
            ChangeSet::At(paths) => {
                let paths = paths.iter();
                paths.flat_map(|path| self.snapshot.look(path)).collect()
            }
            ChangeSet::Everywhere => {
                let start = Instant::now();
                let changed = self.snapshot.look_at_all();
                self.cost = start.elapsed();
                changed
            }
        }
    }

    /// Builds the site from what changed and what is known. With an error in it, the last good
    /// one stays.
    pub fn rebuild(&mut self, changed: &[Arc<str>]) {
        changed.iter().for_each(|path| self.known.forget(path));
        if !self.still {
            self.options.now = Timestamp::now();
        }
        let mut problems = Vec::new();
        let built = pipeline::read(
            &self.snapshot,
            &self.options,
            &mut self.known,
            &mut problems,
        );
        diagnostic::settle(&mut problems, self.options.strict);
        let built = built.filter(|_| !diagnostic::has_errors(&problems));
        let read = self.problems(problems);
        let preview = &mut self.preview;
        preview.round += 1;
        preview.now = self.options.now;
        if changed.iter().any(|path| is_shown_as_it_is(path)) {
            preview.files += 1;
        }
        preview.is_current = built.is_some();
        if let Some(built) = built {
            preview.show(built);
        }
        preview.read = read;
    }

    /// Looks for what is wrong with the whole.
    pub fn check(&mut self) {
        let current = self
            .preview
            .built
            .iter()
            .filter(|_| self.preview.is_current);
        let mut problems: Vec<Diagnostic> = current
            .flat_map(|built| [pipeline::check(built), samples(built)].concat())
            .collect();
        let read: HashSet<&Diagnostic> = self.preview.read.diagnostics.iter().collect();
        problems.retain(|problem| !read.contains(problem));
        diagnostic::settle(&mut problems, self.options.strict);
        self.preview.checked = self.problems(problems);
    }

    fn problems(&self, diagnostics: Vec<Diagnostic>) -> Problems {
        let text = |path: &str| String::from_utf8(self.snapshot.read(path).ok()?).ok();
        let text = |path: &str| Some(text(path)?.trim_start_matches('\u{feff}').to_string());
        Problems::new(diagnostics, &text)
    }
}

/// What is wrong with templates, seen on one page of each kind and language. An archive is long:
/// its page tells when it is asked for.
fn samples(built: &Built) -> Vec<Diagnostic> {
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    let mut seen = Vec::new();
    let mut problems = Vec::new();
    for page in &built.site.pages {
        let kind = (discriminant(&page.kind), page.is_of_term(), page.lang);
        let is_sample = page.is_for_people() && page.kind != PageKind::Archive;
        if is_sample && !seen.contains(&kind) {
            seen.push(kind);
            problems.extend(renderer.render(page).err());
        }
    }
    problems
}

/// Whether pages show this file's bytes without saying so in their own.
fn is_shown_as_it_is(path: &str) -> bool {
    let text = path.ends_with(".md") || path.ends_with(".markdown");
    path.starts_with("static/") || (path.starts_with("content/") && !text)
}
