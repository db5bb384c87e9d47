//! [`DeployPlan`]: what a deploy sends and removes, and the manifests that it writes on the way.

use super::manifest::{DeployManifest, FileVersion, ManifestEntry};
use super::site_files::SiteFile;
use std::collections::{BTreeMap, BTreeSet};

/// What a deploy does.
#[derive(Debug)]
pub struct DeployPlan {
    /// What is sent, in this order.
    pub sends: Vec<PlannedFile>,
    /// What is removed after that.
    pub removals: Vec<String>,
    /// Number of files that stay as they are.
    pub unchanged: usize,
    /// Number of our files at the target before.
    pub before: usize,
    /// The files that stay as they are.
    kept: BTreeMap<String, FileVersion>,
}

/// A file that is sent.
#[derive(Debug)]
pub struct PlannedFile {
    /// The file.
    pub file: SiteFile,
    /// What the manifest says of it once it is sent.
    pub version: FileVersion,
    /// Whether the target did not have a file of ours under this name.
    pub is_new: bool,
    /// Whether its content differs, and not only its headers.
    pub is_new_content: bool,
}

impl DeployPlan {
    /// Compares the site with what the last deploy left. `stores_headers`: whether the target keeps headers with a
    /// file.
    pub fn new(files: Vec<SiteFile>, before: &DeployManifest, stores_headers: bool) -> Self {
        let names: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let old = before.files.keys();
        let removals: Vec<String> = old
            .filter(|path| !names.contains(path.as_str()))
            .cloned()
            .collect();
        let mut kept = BTreeMap::new();
        let mut sends = Vec::new();
        for file in files {
            let version = FileVersion {
                fingerprint: file.fingerprint,
                headers: match stores_headers {
                    true => file.headers.digest(),
                    false => 0,
                },
            };
            match before.files.get(&file.path) {
                Some(ManifestEntry::Settled(there)) if *there == version => {
                    kept.insert(file.path, version);
                }
                there => sends.push(PlannedFile {
                    is_new: there.is_none(),
                    is_new_content: !matches!(
                        there,
                        Some(ManifestEntry::Settled(there)) if there.fingerprint == version.fingerprint
                    ),
                    file,
                    version,
                }),
            }
        }
        sends.sort_by(|a, b| {
            let key = |planned: &PlannedFile| (planned.file.stage, planned.file.path.clone());
            key(a).cmp(&key(b))
        });
        DeployPlan {
            sends,
            removals,
            unchanged: kept.len(),
            before: before.files.len(),
            kept,
        }
    }

    /// Whether the target has everything already, and nothing more.
    pub fn is_empty(&self) -> bool {
        self.sends.is_empty() && self.removals.is_empty()
    }

    /// Bytes of what is sent.
    pub fn bytes(&self) -> u64 {
        let sends = self.sends.iter();
        sends.map(|planned| planned.version.fingerprint.bytes).sum()
    }

    /// The manifest to write while files are on their way: old and new names. `is_sent` says which are there.
    pub fn manifest_during(&self, is_sent: &dyn Fn(&str) -> bool) -> DeployManifest {
        let kept = self.kept.iter();
        let kept = kept.map(|(path, version)| (path.clone(), ManifestEntry::Settled(*version)));
        let sends = self.sends.iter().map(|planned| {
            let entry = match is_sent(&planned.file.path) {
                true => ManifestEntry::Settled(planned.version),
                false => ManifestEntry::Unsettled,
            };
            (planned.file.path.clone(), entry)
        });
        let removals = self.removals.iter();
        let removals = removals.map(|path| (path.clone(), ManifestEntry::Unsettled));
        DeployManifest {
            files: kept.chain(sends).chain(removals).collect(),
        }
    }

    /// The manifest to write at the end: the new names.
    pub fn manifest_after(&self) -> DeployManifest {
        let mut manifest = self.manifest_during(&|_| true);
        for path in &self.removals {
            manifest.files.remove(path);
        }
        manifest
    }

    /// The names that the target had no file of ours under.
    pub fn new_names(&self) -> BTreeSet<&str> {
        let new = self.sends.iter().filter(|planned| planned.is_new);
        new.map(|planned| planned.file.path.as_str()).collect()
    }
}
