//! [`StoreTarget`]: a bucket of an object store.

use super::error::DeployError;
use super::store_client::{connect, store_error};
use super::store_uploads::{Bucket, PARALLEL, StoreUploads};
use super::work::DeployWork;
use super::{Target, TargetState};
use crate::config::{DeployTarget, StoreAddress};
use crate::deploy::{DeployManifest, MANIFEST};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path as StorePath;
use object_store::{Error, ObjectStore as _, ObjectStoreExt as _};
use std::collections::BTreeSet;
use tokio::runtime::{Builder, Runtime};

/// For so many new names, each is looked for; for more, the bucket is listed.
const MOST_LOOKS: usize = 100;

/// A bucket of an object store.
pub struct StoreTarget {
    runtime: Runtime,
    bucket: Bucket,
}

impl StoreTarget {
    /// Names a bucket. Touches no network.
    pub fn new(target: &DeployTarget, address: &StoreAddress) -> Result<Self, DeployError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| DeployError::Failed(error.to_string()))?;
        let bucket = Bucket {
            store: connect(target, address)?,
            kind: address.kind,
            prefix: address.prefix.clone(),
        };
        Ok(StoreTarget { runtime, bucket })
    }

    fn error(&self, error: &Error) -> DeployError {
        store_error(self.bucket.kind, error)
    }

    async fn read_manifest(&self) -> Result<Option<DeployManifest>, DeployError> {
        let key = self.bucket.key(MANIFEST)?;
        let text = match self.bucket.store.get(&key).await {
            Ok(object) => object.bytes().await,
            Err(error) => Err(error),
        };
        match text {
            Ok(text) => {
                let manifest = DeployManifest::parse(&text);
                manifest.map(Some).map_err(DeployError::Manifest)
            }
            // without the bucket the list fails too
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.error(&error)),
        }
    }

    fn folder(&self) -> Option<StorePath> {
        let prefix = &self.bucket.prefix;
        let folder = (!prefix.is_empty()).then(|| StorePath::parse(prefix).ok());
        folder.flatten()
    }

    async fn is_vacant(&self) -> Result<bool, DeployError> {
        let folder = self.folder();
        let mut objects = self.bucket.store.list(folder.as_ref());
        match objects.next().await {
            None => Ok(true),
            Some(Ok(_)) => Ok(false),
            Some(Err(error)) => Err(self.error(&error)),
        }
    }

    async fn look_for(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError> {
        let looks = names.iter().map(|name| async move {
            let key = self.bucket.key(name)?;
            match self.bucket.store.head(&key).await {
                Ok(_) => Ok(Some((*name).to_string())),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(self.error(&error)),
            }
        });
        let looks = stream::iter(looks).buffer_unordered(PARALLEL);
        looks
            .try_filter_map(async |found| Ok(found))
            .try_collect()
            .await
    }

    async fn list_for(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError> {
        let folder = self.folder();
        let mut objects = self.bucket.store.list(folder.as_ref());
        let mut found = Vec::new();
        while let Some(object) = objects.next().await {
            let object = object.map_err(|error| self.error(&error))?;
            let key = object.location.as_ref();
            let name = key.strip_prefix(&self.bucket.prefix).unwrap_or(key);
            let name = name.trim_start_matches('/');
            if names.contains(name) {
                found.push(name.to_string());
            }
        }
        Ok(found)
    }
}

impl Target for StoreTarget {
    fn stores_headers(&self) -> bool {
        true
    }

    fn state(&mut self) -> Result<TargetState, DeployError> {
        self.runtime.block_on(async {
            if let Some(manifest) = self.read_manifest().await? {
                return Ok(TargetState::Ours(manifest));
            }
            Ok(match self.is_vacant().await? {
                true => TargetState::Vacant,
                false => TargetState::Foreign,
            })
        })
    }

    fn occupied(&self, names: &BTreeSet<&str>) -> Result<Vec<String>, DeployError> {
        self.runtime.block_on(async {
            match names.len() <= MOST_LOOKS {
                true => self.look_for(names).await,
                false => self.list_for(names).await,
            }
        })
    }

    fn apply(&self, work: &DeployWork, on_file: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        self.runtime.block_on(async {
            let interruption = Box::pin(async {
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            });
            StoreUploads::new(&self.bucket, work, on_file, interruption)
                .run()
                .await
        })
    }
}
