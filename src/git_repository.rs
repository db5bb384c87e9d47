//! The git repository around a site, read by the system's `git`: ids and contents of files, and the
//! files that commits changed.
//!
//! Takes paths below the site's root; gives what git knows of them, or why it knows nothing. Never
//! writes, never uses the network, and starts no program that the repository itself names.

#![expect(clippy::disallowed_methods, reason = "the shell starts git")]

use crate::diagnostic::Text;
use crate::limits::TEXT_BYTES;
use crate::phrase;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Options of every run: nothing that a repository's settings name is started.
const OPTIONS: [&str; 4] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
];

/// Variables of every run: no network, no questions, no locks, messages in English.
const VARIABLES: [Variable; 5] = [
    variable("GIT_NO_LAZY_FETCH", "1"),
    variable("GIT_ALLOW_PROTOCOL", ""),
    variable("GIT_TERMINAL_PROMPT", "0"),
    variable("GIT_OPTIONAL_LOCKS", "0"),
    variable("LC_ALL", "C"),
];

struct Variable {
    name: &'static str,
    value: &'static str,
}

const fn variable(name: &'static str, value: &'static str) -> Variable {
    Variable { name, value }
}

/// A repository that holds a site.
#[derive(Debug)]
pub struct GitRepository {
    /// The top folder of its working copy.
    top: PathBuf,
    /// The site's root below `top`, with a slash at its end; empty where both are one folder.
    prefix: String,
}

impl GitRepository {
    /// Finds the repository around a folder.
    ///
    /// # Errors
    /// The reason, as the end of a sentence: git is not installed, there is no repository, or git
    /// refuses it.
    pub fn around(root: &Path) -> Result<Self, Text> {
        let show = ["rev-parse", "--show-toplevel", "--show-prefix"];
        let found = run(root, &show, &[]).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => phrase!("git is not installed"),
            _ => phrase!("git cannot run: {reason}", reason = error.to_string()),
        })?;
        if !found.status.success() {
            return Err(refusal(&found));
        }
        let text = String::from_utf8_lossy(&found.stdout).into_owned();
        let mut lines = text.lines();
        let top = lines.next().filter(|top| !top.is_empty());
        let top = top.ok_or_else(|| phrase!("its git repository has no working copy"))?;
        Ok(GitRepository {
            top: PathBuf::from(top),
            prefix: lines.next().unwrap_or_default().to_string(),
        })
    }

    /// The id that git gives the content of each file, as `git add` would store it: line ends and
    /// filters of the author's own settings count. In the order of the paths; `None` for a name that
    /// git's list cannot hold.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn blob_ids(&self, paths: &[&str]) -> Result<Vec<Option<String>>, Text> {
        if self.has_filters_of_its_own()? {
            return Err(phrase!(
                "the repository's own settings name a filter program, which is not started"
            ));
        }
        // one name a line, and a quotation mark begins a quoted one
        let can_be_listed = |path: &&str| !path.contains('\n') && !path.starts_with('"');
        let listed = paths.iter().copied().filter(can_be_listed);
        let list: String = listed
            .map(|path| format!("{}{path}\n", self.prefix))
            .collect();
        let hashed = self.run(&["hash-object", "--stdin-paths"], list.as_bytes())?;
        if !hashed.status.success() {
            return Err(refusal(&hashed));
        }
        let ids = String::from_utf8_lossy(&hashed.stdout).into_owned();
        let mut ids = ids.lines();
        let id_of = |path: &&str| {
            let id = can_be_listed(path).then(|| ids.next()).flatten();
            id.filter(|id| is_id(id)).map(str::to_string)
        };
        Ok(paths.iter().map(id_of).collect())
    }

    /// Whether `.git/config`, which may come from somebody else, names programs for contents.
    fn has_filters_of_its_own(&self) -> Result<bool, Text> {
        let pattern = r"^filter\..*\.(clean|process)$";
        let list = [
            "config",
            "--show-scope",
            "--includes",
            "--name-only",
            "--get-regexp",
            pattern,
        ];
        let listed = self.run(&list, &[])?;
        let text = String::from_utf8_lossy(&listed.stdout).into_owned();
        let is_of_repository =
            |line: &str| line.starts_with("local") || line.starts_with("worktree");
        Ok(text.lines().any(is_of_repository))
    }

    /// The content with an id; `None` where this repository does not have it, and for one that is
    /// longer than a text may be.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn content(&self, id: &str) -> Result<Option<Vec<u8>>, Text> {
        if !is_id(id) {
            return Ok(None);
        }
        let size = self.run(&["cat-file", "-s", id], &[])?;
        let size = String::from_utf8_lossy(&size.stdout).trim().parse();
        if !size.is_ok_and(|size: usize| size <= TEXT_BYTES) {
            return Ok(None);
        }
        let read = self.run(&["cat-file", "blob", id], &[])?;
        Ok(read.status.success().then_some(read.stdout))
    }

    /// The files below the site's root that the commits of a range changed. One commit `REV` means
    /// `REV..HEAD`.
    ///
    /// # Errors
    /// The reason, as the end of a sentence: git does not know the commits, or lacks some.
    pub fn changed_files(&self, range: &str) -> Result<BTreeSet<String>, Text> {
        let range = match range.contains("..") {
            true => range.to_string(),
            false => format!("{range}..HEAD"),
        };
        let list = ["rev-list", "--end-of-options", &range, "--"];
        let commits = self.run(&list, &[])?;
        if !commits.status.success() {
            return Err(refusal(&commits));
        }
        let tree = [
            "diff-tree",
            "--stdin",
            "--no-commit-id",
            "--name-only",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--root",
            "-r",
            "-m",
            "-z",
        ];
        let changed = self.run(&tree, &commits.stdout)?;
        if !changed.status.success() {
            return Err(refusal(&changed));
        }
        let paths = String::from_utf8_lossy(&changed.stdout).into_owned();
        let below = paths.split('\0').filter_map(|path| {
            let path = path.strip_prefix(self.prefix.as_str())?;
            (!path.is_empty()).then(|| path.to_string())
        });
        Ok(below.collect())
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Output, Text> {
        run(&self.top, arguments, input)
            .map_err(|error| phrase!("git cannot run: {reason}", reason = error.to_string()))
    }
}

/// Runs git in a folder, with `input` on its standard input.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> io::Result<Output> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(OPTIONS).args(arguments);
    for Variable { name, value } in VARIABLES {
        command.env(name, value);
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.stdin(match input.is_empty() {
        true => Stdio::null(),
        false => Stdio::piped(),
    });
    let mut child = command.spawn()?;
    let writer = child.stdin.take();
    std::thread::scope(|scope| {
        // git answers while it still reads
        scope.spawn(move || writer.map(|mut writer| writer.write_all(input)));
        child.wait_with_output()
    })
}

/// Whether a text is the id of an object: SHA-1 or SHA-256 in hexadecimal.
fn is_id(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    matches!(text.len(), 40 | 64) && text.bytes().all(is_digit)
}

/// What git says of a failure, without its first word.
fn refusal(output: &Output) -> Text {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("not a git repository") {
        return phrase!("the site is not in a git repository");
    }
    let line = said.lines().next().unwrap_or_default();
    let line = line.strip_prefix("fatal: ").unwrap_or(line);
    phrase!("git says: {reason}", reason = line)
}
