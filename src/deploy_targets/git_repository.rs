//! [`DeployRepository`]: a bare repository in a temporary folder, from which a branch is fetched and pushed.
//!
//! Git runs only there: it never looks at the repository around the site, nor at a working copy. The user's own
//! settings of git count (credential helpers, proxies); hooks do not run.

#![expect(clippy::disallowed_methods, reason = "the shell starts git")]

use super::error::DeployError;
use super::program::{self, ProgramOutput};
use crate::config::GitAddress;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// Variables that name another repository than ours.
const REPOSITORY_VARIABLES: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_QUARANTINE_PATH",
    "GIT_TEMPLATE_DIR",
    "GIT_DEFAULT_HASH",
];

/// Settings of every run.
const OPTIONS: [&str; 8] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.autocrlf=false",
    "core.ignoreCase=false",
    "core.precomposeUnicode=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "core.attributesFile=/dev/null",
];

/// A bare repository in a temporary folder.
pub struct DeployRepository {
    folder: TempDir,
    url: String,
}

impl DeployRepository {
    /// Names a repository. Nothing is on the disk but an empty folder.
    pub fn new(address: &GitAddress) -> Result<Self, DeployError> {
        let folder = tempfile::Builder::new().prefix("griot-deploy-").tempdir();
        Ok(DeployRepository {
            folder: folder.map_err(DeployError::temporary)?,
            url: address.url.clone(),
        })
    }

    /// Creates the repository, with the digest of the ids that the other side has.
    pub fn create(&self, is_sha256: bool) -> Result<(), DeployError> {
        let format = match is_sha256 {
            true => "--object-format=sha256",
            false => "--object-format=sha1",
        };
        self.checked(
            &["init", "--quiet", "--bare", "--template=", format, "."],
            "",
        )?;
        self.checked(&["config", "remote.origin.url", &self.url], "")?;
        Ok(())
    }

    /// The address of the other side.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs git, which must succeed.
    pub fn checked(
        &self,
        arguments: &[&str],
        input: impl Into<Vec<u8>>,
    ) -> Result<ProgramOutput, DeployError> {
        let output = self.run(arguments, input)?;
        match output.is_success() {
            true => Ok(output),
            false => Err(DeployError::Failed(format!("git: {}", output.reason()))),
        }
    }

    /// Runs git, which must print one word.
    pub fn word(
        &self,
        arguments: &[&str],
        input: impl Into<Vec<u8>>,
    ) -> Result<String, DeployError> {
        let output = self.checked(arguments, input)?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_string())
    }

    /// Runs git.
    pub fn run(
        &self,
        arguments: &[&str],
        input: impl Into<Vec<u8>>,
    ) -> Result<ProgramOutput, DeployError> {
        let mut command = Command::new("git");
        for name in REPOSITORY_VARIABLES {
            command.env_remove(name);
        }
        for option in OPTIONS {
            command.args(["-c", option]);
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_DIR", self.folder.path())
            .env("GIT_INDEX_FILE", self.index())
            .env("GIT_ALLOW_PROTOCOL", "ssh:https:file")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("LC_ALL", "C");
        program::run("git", &mut command, input.into(), &|| {})
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("griot-index")
    }
}
