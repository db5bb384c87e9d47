//! [`SshTarget`]: a folder of a server, by the system's `rsync` and `ssh`.
//!
//! rsync writes each file beside its place and then renames it, so readers see whole pages at every moment.

#![expect(clippy::disallowed_methods, reason = "the shell starts rsync")]

use super::error::DeployError;
use super::program::{self, ProgramOutput};
use super::work::DeployWork;
use super::{Target, TargetState};
use crate::config::SshAddress;
use crate::deploy::{DeployManifest, DeployStage, MANIFEST};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// rsync's exit status for files that could not be transferred.
const PARTIAL: i32 = 23;

/// Options of every run: paths are not read by a shell of the server, names are printed as they are.
const OPTIONS: [&str; 3] = ["--secluded-args", "--8-bit-output", "--timeout=120"];

/// A folder of a server.
pub struct SshTarget {
    /// `user@host:/folder/`.
    remote: String,
    port: Option<u16>,
    temporary: TempDir,
}

/// Names separated by zero bytes.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> Vec<u8> {
    names.flat_map(|name| name.bytes().chain([0])).collect()
}

impl SshTarget {
    /// Names a folder. Touches no network.
    pub fn new(address: &SshAddress) -> Result<Self, DeployError> {
        let temporary = tempfile::Builder::new().prefix("griot-deploy-").tempdir();
        let user = address.user.as_ref().map(|user| format!("{user}@"));
        let remote = format!(
            "{}{}:{}/",
            user.unwrap_or_default(),
            address.host,
            address.path
        );
        Ok(SshTarget {
            remote,
            port: address.port,
            temporary: temporary.map_err(DeployError::temporary)?,
        })
    }

    fn run(
        &self,
        arguments: &[&str],
        input: Vec<u8>,
        on_line: &dyn Fn(),
    ) -> Result<ProgramOutput, DeployError> {
        let mut command = Command::new("rsync");
        command.args(OPTIONS).env("LC_ALL", "C");
        if let Some(port) = self.port {
            let shell = std::env::var("RSYNC_RSH").unwrap_or_else(|_| "ssh".to_string());
            command.arg(format!("--rsh={shell} -p {port}"));
        }
        program::run("rsync", command.args(arguments), input, on_line)
    }

    fn checked(
        &self,
        arguments: &[&str],
        input: Vec<u8>,
        on_line: &dyn Fn(),
    ) -> Result<(), DeployError> {
        let output = self.run(arguments, input, on_line)?;
        match output.is_success() {
            true => Ok(()),
            false => Err(failed(&output)),
        }
    }

    fn read_manifest(&self) -> Result<Option<DeployManifest>, DeployError> {
        let copy = self.temporary.path().join("manifest");
        let (remote, local) = (
            format!("{}{MANIFEST}", self.remote),
            copy.display().to_string(),
        );
        let output = self.run(&[&remote, &local], Vec::new(), &|| {})?;
        if is_absent(&output) {
            return Ok(None);
        }
        if !output.is_success() {
            return Err(failed(&output));
        }
        let text = fs::read(&copy).map_err(DeployError::temporary)?;
        let manifest = DeployManifest::parse(&text);
        manifest.map(Some).map_err(DeployError::Manifest)
    }

    fn write_manifest(&self, manifest: &DeployManifest) -> Result<(), DeployError> {
        let local = self.temporary.path().join(MANIFEST);
        fs::write(&local, manifest.to_text()).map_err(DeployError::temporary)?;
        let local = local.display().to_string();
        let options = [
            "--ignore-times",
            "--mkpath",
            "--chmod=D755,F644",
            &local,
            &self.remote,
        ];
        self.checked(&options, Vec::new(), &|| {})
    }

    fn is_vacant(&self) -> Result<bool, DeployError> {
        let output = self.run(&["--list-only", &self.remote], Vec::new(), &|| {})?;
        if is_absent(&output) {
            return Ok(true);
        }
        if !output.is_success() {
            return Err(failed(&output));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().filter_map(listed_name).all(|name| name == "."))
    }

    fn send_stage(
        &self,
        work: &DeployWork,
        stage: DeployStage,
        on_file: &dyn Fn(),
    ) -> Result<(), DeployError> {
        let planned = || {
            let sends = work.plan.sends.iter();
            sends.filter(move |planned| planned.file.stage == stage)
        };
        let names = listed(planned().map(|planned| planned.file.path.as_str()));
        if names.is_empty() {
            return Ok(());
        }
        let local = format!("{}/", work.path.display());
        let options = [
            "--from0",
            "--files-from=-",
            "--no-implied-dirs",
            "--ignore-times",
            "--compress",
            "--chmod=D755,F644",
            "--out-format=%n",
            &local,
            &self.remote,
        ];
        self.checked(&options, names, on_file)?;
        work.check_unchanged(planned())
    }

    /// Removes files, and the folders that they leave empty.
    fn remove(&self, work: &DeployWork, on_file: &dyn Fn()) -> Result<(), DeployError> {
        let removals = &work.plan.removals;
        if removals.is_empty() {
            return Ok(());
        }
        // rsync removes there what is missing here, where the folder around it is here
        let folders = self.temporary.path().join("folders");
        for path in removals {
            let above = path.rsplit_once('/').map_or("", |(above, _)| above);
            fs::create_dir_all(folders.join(above)).map_err(DeployError::temporary)?;
        }
        let names = removals.iter().map(String::as_str);
        let output = self.remove_missing(&folders, names)?;
        if !output.is_success() {
            return Err(failed(&output));
        }
        removals.iter().for_each(|_| on_file());
        let nothing = self.temporary.path().join("nothing");
        fs::create_dir_all(&nothing).map_err(DeployError::temporary)?;
        let emptied = emptied_folders(work);
        if !emptied.is_empty() {
            // one that still has files stays, which rsync calls a failure
            self.remove_missing(&nothing, emptied.iter().map(String::as_str))?;
        }
        Ok(())
    }

    /// Removes those of `names` that a local folder does not have.
    fn remove_missing<'n>(
        &self,
        local: &Path,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<ProgramOutput, DeployError> {
        let local = format!("{}/", local.display());
        let options = [
            "--from0",
            "--files-from=-",
            "--delete-missing-args",
            &local,
            &self.remote,
        ];
        self.run(&options, listed(names), &|| {})
    }
}

/// Folders above removed files that no file of the site is in, the deepest first.
fn emptied_folders(work: &DeployWork) -> Vec<String> {
    let after = work.plan.manifest_after();
    let mut folders = BTreeSet::new();
    for path in &work.plan.removals {
        let mut rest = path.as_str();
        while let Some((folder, _)) = rest.rsplit_once('/') {
            let below = format!("{folder}/");
            let next = after.files.range(below.clone()..).next();
            if next.is_none_or(|(name, _)| !name.starts_with(&below)) {
                folders.insert(folder.to_string());
            }
            rest = folder;
        }
    }
    folders.into_iter().rev().collect()
}

/// Whether rsync failed only because nothing is there.
fn is_absent(output: &ProgramOutput) -> bool {
    output.status == Some(PARTIAL) && output.stderr.contains("No such file or directory")
}

fn failed(output: &ProgramOutput) -> DeployError {
    let is_unknown_option =
        output.stderr.contains("unrecognized option") || output.stderr.contains("unknown option");
    match is_unknown_option {
        true => DeployError::Failed(
            "this rsync is too old: 3.2.3 or newer is needed, here and on the server".to_string(),
        ),
        false => DeployError::Failed(format!("rsync: {}", output.reason())),
    }
}

/// The name in a line of `rsync --list-only`: permissions, size, date, time, name.
fn listed_name(line: &str) -> Option<&str> {
    let mut rest = line;
    for _ in 0..4 {
        rest = rest.trim_start();
        rest = &rest[rest.find(' ')?..];
    }
    rest.strip_prefix(' ')
}

impl Target for SshTarget {
    fn stores_headers(&self) -> bool {
        false
    }

    fn state(&mut self) -> Result<TargetState, DeployError> {
        if let Some(manifest) = self.read_manifest()? {
            return Ok(TargetState::Ours(manifest));
        }
        Ok(match self.is_vacant()? {
            true => TargetState::Vacant,
            false => TargetState::Foreign,
        })
    }

    fn occupied(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError> {
        let nothing = self.temporary.path().display().to_string() + "/";
        let options = [
            "--list-only",
            "--from0",
            "--files-from=-",
            "--no-implied-dirs",
            "--ignore-missing-args",
            &self.remote,
            &nothing,
        ];
        let output = self.run(&options, listed(names.iter().copied()), &|| {})?;
        if !output.is_success() {
            return Err(failed(&output));
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let found = text.lines().filter_map(listed_name);
        let found = found.filter(|name| names.contains(name));
        Ok(found.map(str::to_string).collect())
    }

    fn apply(&self, work: &DeployWork, on_file: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        self.write_manifest(&work.plan.manifest_during(&|_| false))?;
        for stage in DeployStage::ALL {
            self.send_stage(work, stage, on_file)?;
        }
        self.remove(work, on_file)?;
        self.write_manifest(&work.plan.manifest_after())
    }
}
