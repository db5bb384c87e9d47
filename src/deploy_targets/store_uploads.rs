//! [`StoreUploads`]: sends files to an object store and removes objects, many at a time, until done or stopped.

use super::error::DeployError;
use super::store_client::{is_of_connection, store_error};
use super::work::{DeployWork, read_planned};
use crate::config::StoreKind;
use crate::deploy::{DeployManifest, DeployStage, FileHeaders, MANIFEST, PlannedFile};
use object_store::path::Path as StorePath;
use object_store::{
    Attribute, Attributes, Error, ObjectStore, ObjectStoreExt as _, PutOptions, PutPayload,
};
use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// How many requests are on their way at the same time.
pub const PARALLEL: usize = 32;

/// How many bytes are on their way at the same time, so that a slow line finishes each request. One larger
/// file goes alone.
const BYTES_AT_ONCE: u64 = 4 << 20;

/// How often the manifest is written while files are sent: what is sent before is not sent again after a cut.
const SAVE_EVERY: Duration = Duration::from_secs(20);

/// How often a request is repeated whose connection was cut.
const ATTEMPTS: u32 = 4;

/// How long requests may take to end after Ctrl-C.
const LAST_PATIENCE: Duration = Duration::from_secs(10);

/// A bucket, and the folder in it.
#[derive(Clone)]
pub struct Bucket {
    pub store: Arc<dyn ObjectStore>,
    pub kind: StoreKind,
    /// Without slashes at its ends; perhaps empty.
    pub prefix: String,
}

/// What a request did when it ended.
struct Done {
    path: String,
    bytes: u64,
    result: Result<(), DeployError>,
}

/// Sends and removes what a plan says.
pub struct StoreUploads<'u> {
    bucket: &'u Bucket,
    work: &'u DeployWork<'u>,
    on_file: &'u (dyn Fn() + Sync),
    /// Ends at Ctrl-C.
    interruption: Pin<Box<dyn Future<Output = ()>>>,
    running: JoinSet<Done>,
    bytes_running: u64,
    /// Paths of the files that are there now.
    sent: BTreeSet<String>,
    saved: Instant,
}

impl Bucket {
    /// The key of a file.
    pub fn key(&self, path: &str) -> Result<StorePath, DeployError> {
        let whole = match self.prefix.is_empty() {
            true => path.to_string(),
            false => format!("{}/{path}", self.prefix),
        };
        StorePath::parse(whole).map_err(|error| DeployError::Failed(error.to_string()))
    }

    async fn put(
        &self,
        path: &str,
        bytes: Vec<u8>,
        headers: FileHeaders,
    ) -> Result<(), DeployError> {
        let key = self.key(path)?;
        let payload = PutPayload::from(bytes);
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, headers.content_type),
            (Attribute::CacheControl, headers.cache_control),
        ]);
        let options = PutOptions::from(attributes);
        self.persist(|| async {
            let sent = self.store.put_opts(&key, payload.clone(), options.clone());
            sent.await.map(|_| ())
        })
        .await
    }

    async fn delete(&self, path: &str) -> Result<(), DeployError> {
        let key = self.key(path)?;
        self.persist(|| async {
            match self.store.delete(&key).await {
                Err(Error::NotFound { .. }) => Ok(()),
                result => result,
            }
        })
        .await
    }

    /// Repeats a request whose connection was cut. The client itself repeats what a server could not do.
    async fn persist<F: Future<Output = Result<(), Error>>>(
        &self,
        request: impl Fn() -> F,
    ) -> Result<(), DeployError> {
        let mut pause = Duration::from_millis(500);
        for _ in 1..ATTEMPTS {
            match request().await {
                Err(error) if is_of_connection(&error) => {
                    sleep(pause).await;
                    pause *= 3;
                }
                result => return result.map_err(|error| store_error(self.kind, &error)),
            }
        }
        let last = request().await;
        last.map_err(|error| store_error(self.kind, &error))
    }

    /// Writes the manifest.
    async fn put_manifest(&self, manifest: &DeployManifest) -> Result<(), DeployError> {
        let headers = FileHeaders {
            content_type: "text/plain; charset=utf-8".to_string(),
            cache_control: "no-store".to_string(),
        };
        let text = manifest.to_text();
        self.put(MANIFEST, text.into_bytes(), headers).await
    }
}

impl<'u> StoreUploads<'u> {
    /// Prepares to carry out a plan.
    pub fn new(
        bucket: &'u Bucket,
        work: &'u DeployWork<'u>,
        on_file: &'u (dyn Fn() + Sync),
        interruption: Pin<Box<dyn Future<Output = ()>>>,
    ) -> Self {
        StoreUploads {
            bucket,
            work,
            on_file,
            interruption,
            running: JoinSet::new(),
            bytes_running: 0,
            sent: BTreeSet::new(),
            saved: Instant::now(),
        }
    }

    /// Carries out the plan: the manifest of both, the stages in their order, removals, the manifest at the end.
    pub async fn run(mut self) -> Result<(), DeployError> {
        let plan = self.work.plan;
        self.bucket
            .put_manifest(&plan.manifest_during(&|_| false))
            .await?;
        let done = self.send_and_remove().await;
        if let Err(error) = done {
            self.give_up(&error).await;
            return Err(error);
        }
        self.bucket.put_manifest(&plan.manifest_after()).await
    }

    async fn send_and_remove(&mut self) -> Result<(), DeployError> {
        let plan = self.work.plan;
        for stage in DeployStage::ALL {
            let files = plan
                .sends
                .iter()
                .filter(|planned| planned.file.stage == stage);
            for planned in files {
                self.wait_for_room(planned.version.fingerprint.bytes)
                    .await?;
                self.start_upload(planned)?;
            }
            // nothing of a stage begins before all of the one before is there
            self.wait_for_all().await?;
        }
        for path in &plan.removals {
            self.wait_for_room(0).await?;
            self.start_removal(path.clone());
        }
        self.wait_for_all().await
    }

    fn start_upload(&mut self, planned: &PlannedFile) -> Result<(), DeployError> {
        let content = read_planned(self.work.folder, planned)?;
        let bytes = content.len() as u64;
        self.bytes_running += bytes;
        let bucket = self.bucket.clone();
        let path = planned.file.path.clone();
        let headers = planned.file.headers.clone();
        self.running.spawn(async move {
            let result = bucket.put(&path, content, headers).await;
            Done {
                path,
                bytes,
                result,
            }
        });
        Ok(())
    }

    fn start_removal(&mut self, path: String) {
        let bucket = self.bucket.clone();
        self.running.spawn(async move {
            let result = bucket.delete(&path).await;
            Done {
                path,
                bytes: 0,
                result,
            }
        });
    }

    async fn wait_for_room(&mut self, bytes: u64) -> Result<(), DeployError> {
        while self.running.len() >= PARALLEL
            || (self.bytes_running > 0 && self.bytes_running + bytes > BYTES_AT_ONCE)
        {
            self.wait_for_one().await?;
        }
        if self.saved.elapsed() > SAVE_EVERY {
            let sent = &self.sent;
            let manifest = self.work.plan.manifest_during(&|path| sent.contains(path));
            self.bucket.put_manifest(&manifest).await?;
            self.saved = Instant::now();
        }
        Ok(())
    }

    async fn wait_for_all(&mut self) -> Result<(), DeployError> {
        while !self.running.is_empty() {
            self.wait_for_one().await?;
        }
        Ok(())
    }

    async fn wait_for_one(&mut self) -> Result<(), DeployError> {
        tokio::select! {
            biased;
            () = &mut self.interruption => Err(DeployError::Stopped),
            joined = self.running.join_next() => match joined {
                Some(Ok(done)) => self.take(done),
                Some(Err(error)) => Err(DeployError::Failed(error.to_string())),
                None => Ok(()),
            }
        }
    }

    fn take(&mut self, done: Done) -> Result<(), DeployError> {
        done.result?;
        self.bytes_running -= done.bytes;
        self.sent.insert(done.path);
        (self.on_file)();
        Ok(())
    }

    /// Lets running requests end, and notes what is there, so that the next deploy does not send it again.
    async fn give_up(&mut self, error: &DeployError) {
        if matches!(error, DeployError::Denied { .. }) {
            return;
        }
        let last = async {
            while let Some(joined) = self.running.join_next().await {
                let done = joined.ok().filter(|done| done.result.is_ok());
                self.sent.extend(done.map(|done| done.path));
            }
        };
        let _ = timeout(LAST_PATIENCE, last).await;
        let sent = &self.sent;
        let manifest = self.work.plan.manifest_during(&|path| sent.contains(path));
        let _ = timeout(LAST_PATIENCE, self.bucket.put_manifest(&manifest)).await;
    }
}
