//! The session: what commands leave to one another below `.griot/cache`.

use crate::harness::sources;
use crate::program_runner::Folder;
use griot::cache::{Key, Store, WriteFn};
use griot::content::{FileBytes, Files, Listing, Memory, Retention};
use griot::diagnostic::Diagnostic;
use griot::file_state::FileState;
use griot::pipeline::{self, Session};
use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const BLOG: &str = "\
-- content/articles/a/fr.md --
---
title: Alpha
date: 2026-11-01
description: Une.
---
Texte.
-- content/articles/a/en.md --
---
title: Alpha too
description: One.
---
Text.
";

/// A store in memory.
#[derive(Default)]
struct MemoryStore(Mutex<BTreeMap<String, Vec<u8>>>);

impl Store for MemoryStore {
    fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let entries = self.0.lock().expect("no panic");
        entries.get(&key.to_string()).cloned()
    }

    fn put_with(&self, key: &Key, write: &mut WriteFn) {
        let mut bytes = Vec::new();
        write(&mut bytes).expect("written");
        let mut entries = self.0.lock().expect("no panic");
        entries.insert(key.to_string(), bytes);
    }
}

/// Files whose states decide, and that count how often an article is read.
struct CountedFiles {
    files: Memory,
    reads: AtomicUsize,
}

impl CountedFiles {
    fn new(files: &Memory) -> Self {
        CountedFiles {
            files: files.clone(),
            reads: AtomicUsize::new(0),
        }
    }

    fn reads(&self) -> usize {
        self.reads.load(Ordering::Relaxed)
    }
}

impl Files for CountedFiles {
    fn list(&self, folder: &str) -> Listing {
        self.files.list(folder)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        self.files.read(path)
    }

    fn read_with_state(&self, path: &str) -> Result<FileBytes, Diagnostic> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let bytes = self.read(path)?;
        let state = self.state(path);
        Ok(FileBytes { bytes, state })
    }

    fn state(&self, path: &str) -> Option<FileState> {
        let bytes = self.files.read(path).ok()?.len() as u64;
        Some(FileState {
            bytes,
            modified: 1,
            changed: 1,
            inode: 1,
            fingerprint: None,
        })
    }

    fn has(&self, path: &str) -> bool {
        self.files.has(path)
    }

    fn has_folder(&self, path: &str) -> bool {
        self.files.has_folder(path)
    }
}

#[test]
fn a_command_reads_no_article_that_an_earlier_one_parsed() {
    let sources = sources(BLOG);
    let store = Arc::new(MemoryStore::default());
    let files = CountedFiles::new(&sources.files);
    let session = || Session::new(store.clone(), "griot", Retention::OneRun);
    let (built, _) = pipeline::build(&files, &sources.options, &mut session(), &mut |_| {});
    assert!(built.is_some());
    assert_eq!(files.reads(), 2);
    let (site, _) = pipeline::inspect(&files, &sources.options, &mut session());
    assert_eq!(site.expect("a site").site.articles().len(), 2);
    assert_eq!(files.reads(), 2, "everything came from the cache");
}

#[test]
fn a_preview_leaves_what_it_parsed_and_begins_with_what_it_finds() {
    let sources = sources(BLOG);
    let store = Arc::new(MemoryStore::default());
    let mut first = Session::new(store.clone(), "griot", Retention::ManyRuns);
    let files = CountedFiles::new(&sources.files);
    let read = |files: &CountedFiles, session: &mut Session| {
        let built = pipeline::read(files, &sources.options, session, &mut Vec::new());
        let articles = built.expect("a site").site.articles().to_vec();
        articles
            .iter()
            .map(|article| article.title.clone())
            .collect::<Vec<_>>()
    };
    read(&files, &mut first);
    assert_eq!(files.reads(), 2);
    first.save();
    let mut changed = sources.files.clone();
    let text = String::from_utf8(changed.0["content/articles/a/fr.md"].clone()).expect("text");
    changed.insert("content/articles/a/fr.md", text.replace("Alpha", "Aleph"));
    let after = CountedFiles::new(&changed);
    first.forget("content/articles/a/fr.md");
    assert!(read(&after, &mut first).contains(&"Aleph".to_string()));
    assert_eq!(after.reads(), 1, "only the changed file is read");
    first.save();
    let mut next = Session::new(store, "griot", Retention::ManyRuns);
    assert!(read(&after, &mut next).contains(&"Aleph".to_string()));
    assert_eq!(after.reads(), 1, "the next preview reads none");
}

#[test]
fn commands_that_only_look_write_no_cache() {
    let folder = Folder::new(BLOG);
    for arguments in [&["check"][..], &["status"], &["share", "articles/a"]] {
        folder.run_ok(arguments);
        assert!(!folder.has(".griot"), "{arguments:?}");
    }
    folder.run_ok(&["build"]);
    assert!(folder.has(".griot/cache/builds"));
}

fn git(folder: &Folder, arguments: &[&str]) {
    let ran = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@blog.example"])
        .args(arguments)
        .current_dir(folder.path(""))
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "{arguments:?}: {ran:?}");
}

/// A cache that came with a cloned site may hold anything: nobody reads it.
#[test]
fn a_cache_that_git_tracks_is_not_used() {
    for version in ["2", "4"] {
        let folder = Folder::new(BLOG);
        folder.run_ok(&["build"]);
        git(&folder, &["init", "--quiet"]);
        git(&folder, &["config", "index.version", version]);
        git(&folder, &["add", "--force", "content", ".griot"]);
        let cached = folder.tree(".griot");
        folder.write(
            "content/articles/a/fr.md",
            folder.read("content/articles/a/fr.md") + "\nEncore.\n",
        );
        let ran = folder.run_ok(&["build"]);
        assert!(
            ran.err.contains("warning: git tracks this cache"),
            "{ran:?}"
        );
        assert!(ran.err.contains("git rm -r --cached .griot"), "{ran:?}");
        assert!(folder.read("public/alpha/index.html").contains("Encore."));
        for arguments in [&["status"][..], &["share", "articles/a"], &["check"]] {
            let ran = folder.run_ok(arguments);
            assert!(
                ran.err.contains("git tracks this cache"),
                "{arguments:?}: {ran:?}"
            );
        }
        assert_eq!(folder.tree(".griot"), cached, "nothing is written there");
        git(&folder, &["rm", "-r", "--quiet", "--cached", ".griot"]);
        let ran = folder.run_ok(&["build"]);
        assert!(!ran.err.contains("git tracks"), "{ran:?}");
    }
}

/// A repository that came in an archive brings settings of its own.
#[test]
fn no_program_that_a_repository_names_is_started() {
    let folder = Folder::new(BLOG);
    folder.run_ok(&["build"]);
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["config", "index.version", "4"]);
    git(&folder, &["add", "--force", "content", ".griot"]);
    folder.write("monitor", "#!/bin/sh\ntouch started\n");
    use std::os::unix::fs::PermissionsExt;
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(folder.path("monitor"), executable).expect("executable");
    let monitor = folder.path("monitor");
    git(
        &folder,
        &["config", "core.fsmonitor", monitor.to_str().expect("UTF-8")],
    );
    git(&folder, &["ls-files", "--", "."]);
    assert!(folder.has("started"), "git itself starts it");
    folder.remove("started");
    let ran = folder.run_ok(&["build"]);
    assert!(ran.err.contains("git tracks this cache"), "{ran:?}");
    assert!(!folder.has("started"));
}

/// A cache that came as a submodule, and an index that lists no more than the folder.
#[test]
fn a_cache_in_a_repository_of_its_own_is_not_used() {
    let folder = Folder::new(BLOG);
    folder.run_ok(&["build"]);
    folder.write(".griot/.git", "gitdir: ../elsewhere\n");
    let ran = folder.run_ok(&["build"]);
    assert!(ran.err.contains("git tracks this cache"), "{ran:?}");
    folder.remove(".griot/.git");
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "--force", "content", ".griot"]);
    git(&folder, &["commit", "--quiet", "--message", "begin"]);
    for version in ["2", "4"] {
        git(
            &folder,
            &["sparse-checkout", "init", "--cone", "--sparse-index"],
        );
        git(&folder, &["sparse-checkout", "set", "content"]);
        git(&folder, &["update-index", "--index-version", version]);
        folder.write(".griot/cache/builds/x", "");
        let ran = folder.run_ok(&["build"]);
        assert!(
            ran.err.contains("git tracks this cache"),
            "{version}: {ran:?}"
        );
    }
}

/// The site is a folder of a repository that also has files with such a name elsewhere.
#[test]
fn files_outside_the_site_that_look_like_a_cache_are_no_reason() {
    let folder = Folder::new(BLOG);
    folder.write("static/griot/cache/a.txt", "a");
    folder.write("other/.griot/cache/a", "a");
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "--force", "static", "other"]);
    folder.run_ok(&["build"]);
    let ran = folder.run_ok(&["build"]);
    assert!(!ran.err.contains("git tracks"), "{ran:?}");
}

/// What looks like a repository may be anything: no build waits for a pipe.
#[test]
fn a_repository_of_pipes_keeps_no_build_waiting() {
    let folder = Folder::new(BLOG);
    folder.run_ok(&["build"]);
    folder.write(".git", "gitdir: elsewhere\n");
    std::fs::create_dir(folder.path("elsewhere")).expect("a folder");
    let pipe = Command::new("mkfifo")
        .arg(folder.path("elsewhere/index"))
        .status();
    assert!(pipe.expect("mkfifo").success());
    folder.run_ok(&["build"]);
}
