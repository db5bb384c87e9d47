//! The git repository around a site, read by the system's `git`: ids and contents of files, and the
//! files that commits changed.
//!
//! Takes paths below the site's root; gives what git knows of them, or why it knows nothing. Never
//! writes, never uses the network, and starts no program that the repository or its files name. A
//! git that takes too long, too much memory or says too much is ended.

mod bounded_run;

use crate::diagnostic::Text;
use crate::limits::TEXT_BYTES;
use crate::phrase;
use bounded_run::{GitOutput, run};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

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
        if !found.success {
            return Err(refusal(&found));
        }
        let text = found.text();
        let mut lines = text.lines();
        let top = lines.next().filter(|top| !top.is_empty());
        let top = top.ok_or_else(|| phrase!("its git repository has no working copy"))?;
        Ok(GitRepository {
            top: PathBuf::from(top),
            prefix: lines.next().unwrap_or_default().to_string(),
        })
    }

    /// The id that git gives the content of each file, as `git add` would store it: line ends count.
    /// In the order of the paths; `None` for a name that git's list cannot hold, and for a file that
    /// has a filter, whose program is not started.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn blob_ids(&self, paths: &[&str]) -> Result<Vec<Option<String>>, Text> {
        let paths: Vec<String> = paths
            .iter()
            .map(|path| format!("{}{path}", self.prefix))
            .collect();
        let filtered = self.filtered(&paths)?;
        // one name a line, and a quotation mark begins a quoted one
        let can_be_listed = |path: &&String| {
            !path.contains('\n') && !path.starts_with('"') && !filtered.contains(*path)
        };
        let listed = paths.iter().filter(can_be_listed);
        let list: String = listed.map(|path| format!("{path}\n")).collect();
        let hashed = self.checked(&["hash-object", "--stdin-paths"], list.as_bytes())?;
        let ids = hashed.text();
        let mut ids = ids.lines();
        let id_of = |path: &String| {
            let id = can_be_listed(&path).then(|| ids.next()).flatten();
            id.filter(|id| is_id(id)).map(str::to_string)
        };
        Ok(paths.iter().map(id_of).collect())
    }

    /// Finds the paths for which an attribute names a filter.
    fn filtered(&self, paths: &[String]) -> Result<BTreeSet<String>, Text> {
        let list = paths.join("\0");
        let check = ["check-attr", "--stdin", "-z", "filter"];
        let checked = self.checked(&check, list.as_bytes())?.text();
        // path, attribute and value, one after the other
        let fields: Vec<&str> = checked.split('\0').collect();
        let has_filter = |field: &&[&str]| matches!(field, [_, _, value] if !matches!(*value, "unspecified" | "unset"));
        let filtered = fields.chunks(3).filter(has_filter);
        Ok(filtered.map(|field| field[0].to_string()).collect())
    }

    /// Finds the ids that this repository has, and that are no longer than a text may be.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn known(&self, ids: &BTreeSet<&str>) -> Result<BTreeSet<String>, Text> {
        let asked = ids.iter().filter(|id| is_id(id));
        let list: String = asked.map(|id| format!("{id}\n")).collect();
        let found = self.checked(&["cat-file", "--batch-check"], list.as_bytes())?;
        let text = found.text();
        let known = text.lines().filter_map(|line| {
            let mut fields = line.split(' ');
            let (id, kind, size) = (fields.next()?, fields.next()?, fields.next()?);
            let is_text =
                kind == "blob" && size.parse().is_ok_and(|size: usize| size <= TEXT_BYTES);
            is_text.then(|| id.to_string())
        });
        Ok(known.collect())
    }

    /// The content with an id, if this repository has it.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn content(&self, id: &str) -> Result<Option<Vec<u8>>, Text> {
        if !is_id(id) {
            return Ok(None);
        }
        let read = self.run(&["cat-file", "blob", id], &[])?;
        Ok(read.success.then_some(read.stdout))
    }

    /// The files of a folder of the site that the commits of a range changed. One commit `REV` means
    /// `REV..HEAD`.
    ///
    /// # Errors
    /// The reason, as the end of a sentence: git does not know the commits, or lacks some.
    pub fn changed_files(&self, folder: &str, range: &str) -> Result<BTreeSet<String>, Text> {
        let range = match range.contains("..") {
            true => range.to_string(),
            false => format!("{range}..HEAD"),
        };
        let list = ["rev-list", "--end-of-options", &range, "--"];
        let commits = self.checked(&list, &[])?;
        let folder = format!("{}{folder}", self.prefix);
        let tree = [
            "--literal-pathspecs",
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
            "--",
            &folder,
        ];
        let paths = self.checked(&tree, &commits.stdout)?.text();
        let below = paths.split('\0').filter_map(|path| {
            let path = path.strip_prefix(self.prefix.as_str())?;
            (!path.is_empty()).then(|| path.to_string())
        });
        Ok(below.collect())
    }

    /// Runs git, which must succeed.
    fn checked(&self, arguments: &[&str], input: &[u8]) -> Result<GitOutput, Text> {
        let output = self.run(arguments, input)?;
        match output.success {
            true => Ok(output),
            false => Err(refusal(&output)),
        }
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Result<GitOutput, Text> {
        run(&self.top, arguments, input)
            .map_err(|error| phrase!("git cannot run: {reason}", reason = error.to_string()))
    }
}

/// Whether a text is the id of an object: SHA-1 or SHA-256 in hexadecimal.
fn is_id(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    matches!(text.len(), 40 | 64) && text.bytes().all(is_digit)
}

/// What git says of a failure, without its first word.
fn refusal(output: &GitOutput) -> Text {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.contains("not a git repository") {
        return phrase!("the site is not in a git repository");
    }
    let line = said.lines().next().unwrap_or_default();
    let line = line.strip_prefix("fatal: ").unwrap_or(line);
    phrase!("git says: {reason}", reason = line)
}
