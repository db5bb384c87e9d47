//! [`Rebuilder`]: the loop of the preview. Waits for changes, reads the files that changed, and
//! makes a new [`Preview`] from them and the session.

#![expect(clippy::disallowed_methods, reason = "the shell knows the time")]

use super::preview::{Preview, PrintedProblems};
use super::snapshot::Snapshot;
use super::watcher::{ChangeSet, Watcher};
use crate::content::Files;
use crate::diagnostic::{self, Diagnostic};
use crate::messages::MessageLanguage;
use crate::pipeline::{self, Built, Options, Session};
use crate::render::Renderer;
use crate::site::PageKind;
use crate::site_folder::SiteFolder;
use jiff::Timestamp;
use std::collections::HashSet;
use std::mem::discriminant;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A rebuild, for the terminal.
pub struct RebuildReport {
    /// Paths that changed; empty at the start.
    pub changed: Vec<Arc<str>>,
    /// The time until pages could be shown.
    pub time: Duration,
}

/// Makes the preview, again and again.
pub struct Rebuilder {
    snapshot: Snapshot,
    options: Options,
    /// Whether the time is fixed (`SOURCE_DATE_EPOCH`).
    pub has_fixed_time: bool,
    session: Session,
    preview: Preview,
    /// How long the last update of the whole snapshot took.
    cost: Duration,
}

impl Rebuilder {
    /// A rebuilder of a site, with what earlier runs left in `session`; its messages are in
    /// `language`.
    pub fn new(
        site: SiteFolder,
        options: Options,
        session: Session,
        language: MessageLanguage,
    ) -> Self {
        let mut preview = Preview::default();
        preview.language = language;
        preview.folder = site.root.to_string_lossy().into();
        Rebuilder {
            snapshot: Snapshot::new(site),
            options,
            has_fixed_time: true,
            session,
            preview,
            cost: Duration::ZERO,
        }
    }

    /// Makes the preview, and again after each change. Each preview is shown twice: as soon as its
    /// pages can be rendered, then with the problems of the site as a whole.
    pub fn run(
        mut self,
        mut watcher: Watcher,
        show: impl Fn(&Preview),
        done: impl Fn(&Preview, &RebuildReport),
    ) {
        let mut changes = ChangeSet::Everywhere;
        loop {
            let start = Instant::now();
            let changed = self.update_snapshot(&changes);
            if !changed.is_empty() || self.preview.version == 0 {
                self.rebuild(&changed);
                show(&self.preview);
                let time = start.elapsed();
                self.check();
                show(&self.preview);
                done(&self.preview, &RebuildReport { changed, time });
                self.session.save();
            }
            changes = watcher.wait(self.cost);
        }
    }

    fn update_snapshot(&mut self, changes: &ChangeSet) -> Vec<Arc<str>> {
        self.snapshot.disk.reopen();
        match changes {
            ChangeSet::At(paths) => {
                let paths = paths.iter();
                paths.flat_map(|path| self.snapshot.update(path)).collect()
            }
            ChangeSet::Everywhere => {
                let start = Instant::now();
                let changed = self.snapshot.update_all();
                self.cost = start.elapsed();
                changed
            }
        }
    }

    /// Builds the site from the changed files and the session. With an error in it, the last valid
    /// site stays.
    pub fn rebuild(&mut self, changed: &[Arc<str>]) {
        changed.iter().for_each(|path| self.session.forget(path));
        if !self.has_fixed_time {
            self.options.now = Timestamp::now();
        }
        let mut problems = Vec::new();
        let built = pipeline::read(
            &self.snapshot,
            &self.options,
            &mut self.session,
            &mut problems,
        );
        diagnostic::sort_and_merge(&mut problems, self.options.strict);
        let built = built.filter(|_| !diagnostic::has_errors(&problems));
        let read = self.problems(problems);
        let preview = &mut self.preview;
        preview.version += 1;
        preview.now = self.options.now;
        if changed.iter().any(|path| is_shown_as_it_is(path)) {
            preview.copied_files_version += 1;
        }
        preview.is_current = built.is_some();
        if let Some(built) = built {
            preview.replace_site(built);
        }
        preview.source_problems = read;
    }

    /// Checks the site as a whole.
    pub fn check(&mut self) {
        let current = self
            .preview
            .built
            .iter()
            .filter(|_| self.preview.is_current);
        let mut problems: Vec<Diagnostic> = current
            .flat_map(|built| [pipeline::check(built), samples(built)].concat())
            .collect();
        let read: HashSet<&Diagnostic> = self.preview.source_problems.diagnostics.iter().collect();
        problems.retain(|problem| !read.contains(problem));
        diagnostic::sort_and_merge(&mut problems, self.options.strict);
        self.preview.site_problems = self.problems(problems);
    }

    fn problems(&self, diagnostics: Vec<Diagnostic>) -> PrintedProblems {
        let text = |path: &str| String::from_utf8(self.snapshot.read(path).ok()?).ok();
        let text = |path: &str| Some(text(path)?.trim_start_matches('\u{feff}').to_string());
        PrintedProblems::new(diagnostics, self.preview.language, &text)
    }
}

/// Problems of templates, found on one page of each kind and language. An archive is long: its
/// problems show when its page is asked for.
fn samples(built: &Built) -> Vec<Diagnostic> {
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    let mut seen = Vec::new();
    let mut problems = Vec::new();
    for page in &built.site.pages {
        let kind = (
            discriminant(&page.kind),
            page.taxonomy().is_some(),
            page.lang,
        );
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
