//! [`Caches`]: the stores below `.griot/cache` of a site. Every command reads them; `build` and
//! `serve` write them.

use crate::cache::disk_store::{ASSETS, BUILDS, DiskStore, LINKS, MAX_BYTES, refusal};
use crate::cache::{NullStore, ReadOnly, Store};
use crate::content::Retention;
use crate::diagnostic::Diagnostic;
use crate::pipeline::{PROGRAM, Session};
use crate::translations::PublishedAddresses;
use std::path::Path;
use std::sync::Arc;

/// Whether a command writes the caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// The caches of one site.
pub struct Caches {
    access: Access,
    /// Empty where the caches are not used.
    stores: Option<Stores>,
    /// Why the caches are not used.
    refusal: Option<Diagnostic>,
}

struct Stores {
    builds: Arc<DiskStore>,
    assets: Arc<DiskStore>,
    links: Arc<DiskStore>,
}

impl Caches {
    /// Opens the caches of the site at `root`. Caches that somebody else may have written are
    /// not used.
    pub fn open(root: &Path, access: Access) -> Self {
        let refusal = refusal(root);
        let stores = refusal.is_none().then(|| Stores {
            builds: Arc::new(DiskStore::open(root, BUILDS)),
            assets: Arc::new(DiskStore::open(root, ASSETS)),
            links: Arc::new(DiskStore::open(root, LINKS)),
        });
        Caches {
            access,
            stores,
            refusal,
        }
    }

    /// The session of a command that reads the site once. `published` are the addresses that the
    /// last publication left.
    pub fn session(&self, published: PublishedAddresses) -> Session {
        Session::new(self.builds(), PROGRAM, Retention::OneRun).with_published(published)
    }

    /// The store of parsed files and manifests.
    pub fn builds(&self) -> Arc<dyn Store> {
        self.store(|stores| &stores.builds)
    }

    /// The store of pictures and social cards.
    pub fn assets(&self) -> Arc<dyn Store> {
        self.store(|stores| &stores.assets)
    }

    /// The store of recent answers of other sites. Every command may write it.
    pub fn links(&self) -> Arc<dyn Store> {
        match &self.stores {
            Some(stores) => stores.links.clone(),
            None => Arc::new(NullStore),
        }
    }

    /// Shrinks the stores to their largest size.
    pub fn shrink(&self) {
        for store in self.stores.iter().flat_map(Stores::all) {
            store.shrink(MAX_BYTES);
        }
    }

    /// The warnings for caches that are not used, or could not be written.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let stores = self.stores.iter().flat_map(Stores::all);
        let failures = stores.filter_map(|store| store.problem());
        self.refusal.iter().cloned().chain(failures).collect()
    }

    fn store(&self, pick: impl Fn(&Stores) -> &Arc<DiskStore>) -> Arc<dyn Store> {
        match (&self.stores, self.access) {
            (None, _) => Arc::new(NullStore),
            (Some(stores), Access::Write) => pick(stores).clone(),
            (Some(stores), Access::Read) => Arc::new(ReadOnly(pick(stores).clone())),
        }
    }
}

impl Stores {
    fn all(&self) -> [&DiskStore; 3] {
        [&self.builds, &self.assets, &self.links]
    }
}
