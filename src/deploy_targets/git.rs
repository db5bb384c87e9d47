//! [`GitTarget`]: a branch of a git repository. A deploy is one commit, so that readers see all of it at once.

use super::error::DeployError;
use super::git_repository::DeployRepository;
use super::work::DeployWork;
use super::{Target, TargetState};
use crate::config::GitAddress;
use crate::deploy::{DeployManifest, MANIFEST};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Tells GitHub Pages to serve every file as it is.
const NO_JEKYLL: &str = ".nojekyll";

/// Who commits where git knows nobody.
const COMMITTER: &str = "Griot";
const COMMITTER_EMAIL: &str = "griot@localhost";

/// A branch of a git repository.
pub struct GitTarget {
    repository: DeployRepository,
    /// The full name of the branch.
    branch: String,
    keeps_history: bool,
    before: Option<Branch>,
}

/// What the branch holds.
struct Branch {
    commit: String,
    /// The ids of its files, by path.
    files: BTreeMap<String, String>,
    /// Paths of the files that the manifest names.
    own: BTreeSet<String>,
}

impl GitTarget {
    /// Names a branch. Touches no network.
    pub fn new(address: &GitAddress, keeps_history: bool) -> Result<Self, DeployError> {
        Ok(GitTarget {
            repository: DeployRepository::new(address)?,
            branch: format!("refs/heads/{}", address.branch),
            keeps_history,
            before: None,
        })
    }

    /// The commit of the branch; `None` where there is no such branch. Creates the repository.
    fn find_branch(&self) -> Result<Option<String>, DeployError> {
        let list = ["ls-remote", "--quiet", self.repository.url()];
        let list = self.repository.run(&list, "")?;
        if !list.is_success() {
            return Err(DeployError::Failed(format!("git: {}", list.reason())));
        }
        let text = String::from_utf8_lossy(&list.stdout).into_owned();
        let is_sha256 = text.lines().next().is_some_and(|line| {
            line.split_whitespace()
                .next()
                .is_some_and(|id| id.len() == 64)
        });
        self.repository.create(is_sha256)?;
        let commit = text.lines().find_map(|line| {
            let (id, name) = line.split_once('\t')?;
            (name == self.branch).then(|| id.to_string())
        });
        Ok(commit)
    }

    /// The last commit, without the contents of files where the server can leave them out.
    fn fetch(&self, commit: &str) -> Result<BTreeMap<String, String>, DeployError> {
        let branch = &self.branch;
        self.repository.checked(
            &[
                "fetch",
                "--quiet",
                "--depth=1",
                "--filter=blob:none",
                "--no-tags",
                "origin",
                branch,
            ],
            "",
        )?;
        let list = ["ls-tree", "-r", "-z", "--full-tree", commit];
        let list = self.repository.checked(&list, "")?;
        let entries = list.stdout.split(|byte| *byte == 0);
        let files = entries.filter_map(|entry| {
            let entry = String::from_utf8_lossy(entry);
            let (head, path) = entry.split_once('\t')?;
            Some((path.to_string(), head.split(' ').nth(2)?.to_string()))
        });
        Ok(files.collect())
    }

    fn manifest(
        &self,
        files: &BTreeMap<String, String>,
    ) -> Result<Option<DeployManifest>, DeployError> {
        let Some(id) = files.get(MANIFEST) else {
            return Ok(None);
        };
        let read = ["cat-file", "blob", id];
        let mut text = self.repository.run(&read, "")?;
        if !text.is_success() {
            // a server that leaves contents out, but gives none afterwards
            let branch = self.branch.as_str();
            let all = [
                "fetch",
                "--quiet",
                "--refetch",
                "--no-filter",
                "--depth=1",
                "--no-tags",
                "origin",
                branch,
            ];
            self.repository.checked(&all, "")?;
            text = self.repository.checked(&read, "")?;
        }
        let manifest = DeployManifest::parse(&text.stdout);
        manifest.map(Some).map_err(DeployError::Manifest)
    }

    /// Stores the contents of the sent files, and gives their ids in the same order.
    fn store_files(&self, work: &DeployWork) -> Result<Vec<String>, DeployError> {
        let paths: Vec<String> = work
            .plan
            .sends
            .iter()
            .map(|planned| {
                work.path
                    .join(Path::new(&planned.file.path))
                    .display()
                    .to_string()
            })
            .collect();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let store = ["hash-object", "-w", "--no-filters", "--stdin-paths"];
        let output = self.repository.checked(&store, paths.join("\n") + "\n")?;
        work.check_unchanged(work.plan.sends.iter())?;
        let ids = String::from_utf8_lossy(&output.stdout).into_owned();
        let ids: Vec<String> = ids.lines().map(str::to_string).collect();
        match ids.len() == paths.len() {
            true => Ok(ids),
            false => Err(DeployError::Failed("git stored too few files".to_string())),
        }
    }

    fn store_text(&self, text: String) -> Result<String, DeployError> {
        self.repository
            .word(&["hash-object", "-w", "--no-filters", "--stdin"], text)
    }

    /// Makes the tree of the new commit in an index of its own.
    fn write_tree(&self, work: &DeployWork, ids: &[String]) -> Result<String, DeployError> {
        if let Some(before) = &self.before {
            self.repository
                .checked(&["read-tree", &before.commit], "")?;
        }
        let mut lines = String::new();
        let mut remove = |path: &str| {
            // a zero id removes, whatever its length
            lines.push_str(&format!("0 {} 0\t{path}\0", "0".repeat(self.id_length())));
        };
        work.plan.removals.iter().for_each(|path| remove(path));
        let mut add = |id: &str, path: &str| lines.push_str(&format!("100644 {id} 0\t{path}\0"));
        for (planned, id) in work.plan.sends.iter().zip(ids) {
            add(id, &planned.file.path);
        }
        let manifest = self.store_text(work.plan.manifest_after().to_text())?;
        add(&manifest, MANIFEST);
        let has_note = |branch: &Branch| branch.files.contains_key(NO_JEKYLL);
        if !self.before.as_ref().is_some_and(has_note) {
            add(&self.store_text(String::new())?, NO_JEKYLL);
        }
        let update = ["update-index", "--add", "--replace", "-z", "--index-info"];
        self.repository.checked(&update, lines)?;
        self.repository.word(&["write-tree", "--missing-ok"], "")
    }

    fn id_length(&self) -> usize {
        self.before
            .as_ref()
            .map_or(40, |before| before.commit.len())
    }

    fn commit(&self, work: &DeployWork, tree: &str) -> Result<String, DeployError> {
        let sent = work.plan.sends.len();
        let removed = work.plan.removals.len();
        let message = format!("Publish the site\n\nFiles sent: {sent}, removed: {removed}\n");
        let parent = self.before.as_ref().filter(|_| self.keeps_history);
        let mut arguments = Vec::new();
        let (name, email) = (
            format!("user.name={COMMITTER}"),
            format!("user.email={COMMITTER_EMAIL}"),
        );
        let knows_user = self.repository.run(&["var", "GIT_COMMITTER_IDENT"], "")?;
        if !knows_user.is_success() {
            arguments.extend(["-c", name.as_str(), "-c", email.as_str()]);
        }
        arguments.extend(["commit-tree", tree]);
        if let Some(parent) = parent {
            arguments.extend(["-p", &parent.commit]);
        }
        self.repository.word(&arguments, message)
    }

    /// Moves the branch, if nobody else moved it meanwhile.
    fn push(&self, commit: &str) -> Result<(), DeployError> {
        let branch = &self.branch;
        let before = self.before.as_ref().map_or("", |before| &before.commit);
        let lease = format!("--force-with-lease={branch}:{before}");
        let refspec = format!("{commit}:{branch}");
        let push = [
            "push",
            "--quiet",
            "--porcelain",
            "--no-verify",
            "--no-thin",
            &lease,
            "origin",
            &refspec,
        ];
        let output = self.repository.run(&push, "")?;
        if output.is_success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        match said.contains("(stale info)") {
            true => Err(DeployError::Overtaken),
            false => Err(DeployError::Failed(format!("git: {}", output.reason()))),
        }
    }
}

impl Target for GitTarget {
    fn stores_headers(&self) -> bool {
        false
    }

    fn state(&mut self) -> Result<TargetState, DeployError> {
        let Some(commit) = self.find_branch()? else {
            return Ok(TargetState::Vacant);
        };
        let files = self.fetch(&commit)?;
        let is_empty = files.is_empty();
        let manifest = self.manifest(&files);
        let own = match &manifest {
            Ok(Some(manifest)) => manifest.files.keys().cloned().collect(),
            _ => BTreeSet::new(),
        };
        self.before = Some(Branch { commit, files, own });
        Ok(match manifest? {
            Some(manifest) => TargetState::Ours(manifest),
            None if is_empty => TargetState::Vacant,
            None => TargetState::Foreign,
        })
    }

    fn occupied(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError> {
        let Some(before) = &self.before else {
            return Ok(Vec::new());
        };
        let others = before
            .files
            .keys()
            .filter(|path| !before.own.contains(*path));
        let is_in_way = |other: &&String| {
            let below = format!("{other}/");
            let folder_of = |name: &&str| other.starts_with(&format!("{name}/"));
            names.contains(other.as_str())
                || names
                    .range(below.as_str()..)
                    .next()
                    .is_some_and(|name| name.starts_with(&below))
                || names.iter().any(folder_of)
        };
        Ok(others.filter(is_in_way).cloned().collect())
    }

    fn apply(&self, work: &DeployWork, on_file: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        let ids = self.store_files(work)?;
        let tree = self.write_tree(work, &ids)?;
        let commit = self.commit(work, &tree)?;
        self.push(&commit)?;
        let changes = work.plan.sends.len() + work.plan.removals.len();
        (0..changes).for_each(|_| on_file());
        Ok(())
    }
}
