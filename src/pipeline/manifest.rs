//! [`BuildManifest`]: the pages that a build wrote, and a fingerprint of the inputs of each.
//!
//! A page is a pure function of the theme, of the structure of the site and of the articles that
//! were read for it (or of the file that it copies). A page whose inputs are unchanged is not
//! rendered again.

use crate::cache::{Key, Store};
use crate::fingerprint::Fingerprint;
use crate::site::Reads;
use serde::{Deserialize, Serialize};

/// Raised whenever the manifest takes another form.
const VERSION: u32 = 2;

/// Pages of a build and their inputs.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct BuildManifest {
    /// Fingerprint of the site's structure and its theme.
    pub(super) structure: Fingerprint,
    /// In the order of the site's pages; `None` for pages that each build renders.
    pub(super) entries: Vec<Option<ManifestEntry>>,
}

/// One page of a build.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ManifestEntry {
    /// The articles that were read for the page.
    pub reads: Reads,
    /// Fingerprint of all inputs besides structure and theme.
    pub inputs: Fingerprint,
    /// Fingerprint of the page's bytes.
    pub output: Fingerprint,
}

impl BuildManifest {
    pub(super) fn load(store: &dyn Store, program: &str) -> Self {
        let bytes = store.get(&key(program));
        let manifest = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
        manifest.unwrap_or_default()
    }

    pub(super) fn save(&self, store: &dyn Store, program: &str) {
        if let Ok(bytes) = postcard::to_stdvec(self) {
            store.put(&key(program), &bytes);
        }
    }

    /// The entries of a site with this structure, one for each of its pages.
    pub(super) fn entries_for(
        self,
        structure: Fingerprint,
        pages: usize,
    ) -> Vec<Option<ManifestEntry>> {
        let mut entries = self.entries;
        entries.retain(|_| self.structure == structure);
        entries.resize_with(pages, || None);
        entries
    }
}

fn key(program: &str) -> Key {
    Key::new("build manifest", VERSION).with(program.as_bytes())
}
