//! The git repository around a site, read by the system's `git`: ids and contents of files, and the
//! files that commits changed.
//!
//! Takes paths below the site's root; gives what git knows of them, or why it knows nothing. Never
//! writes, never uses the network, and starts no program that the repository or its files name: git
//! is asked for nothing that reads the files of a working copy. A
//! git that takes too long, too much memory or says too much is ended.

mod bounded_run;

use crate::diagnostic::Text;
use crate::limits::TEXT_BYTES;
use crate::phrase;
use bounded_run::{GitOutput, run};
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// A repository that holds a site.
#[derive(Debug)]
pub struct GitRepository {
    root: PathBuf,
    /// The site's root below the top of the working copy, with a slash at its end; empty where both
    /// are one folder.
    prefix: String,
    format: ObjectFormat,
}

/// The digest of which git makes ids (`git rev-parse --show-object-format`).
#[derive(Debug, Clone, Copy)]
enum ObjectFormat {
    Sha1,
    Sha256,
}

impl ObjectFormat {
    /// The id of a blob: the digest of its kind, its length and its bytes.
    fn blob_id(self, content: &[u8]) -> String {
        let head = format!("blob {}\0", content.len());
        let parts = [head.as_bytes(), content];
        match self {
            ObjectFormat::Sha1 => hex(&Sha1::digest(parts.concat())),
            ObjectFormat::Sha256 => hex(&Sha256::digest(parts.concat())),
        }
    }
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl GitRepository {
    /// Finds the repository around a folder.
    ///
    /// # Errors
    /// The reason, as the end of a sentence: git is not installed, there is no repository, or git
    /// refuses it.
    pub fn around(root: &Path) -> Result<Self, Text> {
        let show = ["rev-parse", "--show-object-format", "--show-prefix"];
        let found = run(root, &show, &[]).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => phrase!("git is not installed"),
            _ => phrase!("git cannot run: {reason}", reason = error.to_string()),
        })?;
        if !found.success {
            return Err(refusal(&found));
        }
        let text = found.text();
        let mut lines = text.lines();
        let format = match lines.next() {
            Some("sha1") => ObjectFormat::Sha1,
            Some("sha256") => ObjectFormat::Sha256,
            _ => return Err(phrase!("its git repository has an unknown format")),
        };
        Ok(GitRepository {
            root: root.to_path_buf(),
            prefix: lines.next().unwrap_or_default().to_string(),
            format,
        })
    }

    /// The id that git gives each of these contents of files. Git stores CRLF as it is, or as LF: of
    /// both, the one that this repository has counts, else that with LF. Git itself reads no file for
    /// it, so no filter is started and no attribute is read.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn blob_ids(&self, contents: &[Vec<u8>]) -> Result<Vec<String>, Text> {
        let ids: Vec<BlobIds> = contents
            .iter()
            .map(|content| self.ids_of(content))
            .collect();
        let both = ids.iter().flat_map(|ids| [&*ids.as_it_is, &*ids.with_lf]);
        let known = self.known(&both.collect())?;
        let chosen = ids
            .into_iter()
            .map(|ids| match known.contains(&ids.as_it_is) {
                true => ids.as_it_is,
                false => ids.with_lf,
            });
        Ok(chosen.collect())
    }

    fn ids_of(&self, content: &[u8]) -> BlobIds {
        let as_it_is = self.format.blob_id(content);
        let with_lf = match memchr::memchr(b'\r', content) {
            None => as_it_is.clone(),
            Some(_) => {
                let text = String::from_utf8_lossy(content).replace("\r\n", "\n");
                self.format.blob_id(text.as_bytes())
            }
        };
        BlobIds { as_it_is, with_lf }
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

    /// The content with an id, if this repository has it. Content with another id does not count: a
    /// replacement, or an object that somebody wrote by hand.
    ///
    /// # Errors
    /// The reason, as the end of a sentence.
    pub fn content(&self, id: &str) -> Result<Option<Vec<u8>>, Text> {
        if !is_id(id) {
            return Ok(None);
        }
        let read = self.run(&["cat-file", "blob", id], &[])?;
        let content = read.success.then_some(read.stdout);
        Ok(content.filter(|content| self.format.blob_id(content) == id))
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
            folder,
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
        run(&self.root, arguments, input)
            .map_err(|error| phrase!("git cannot run: {reason}", reason = error.to_string()))
    }
}

/// The ids that one content may have.
struct BlobIds {
    as_it_is: String,
    with_lf: String,
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
