//! What is made from a site's files and takes long: looked up by what it is made of, made only
//! when nobody kept it. Any thread may ask.
//!
//! Never touches a disk itself: files come from [`Files`], results go to whoever is [`Store`].

use crate::cache::{Key, Store};
use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::picture::{self, DecodedPicture, PictureError, PictureHeader, Recipe};
use crate::render::{Asset, Output, Rendered};
use crate::site::{Kind, Page, Site};
use crate::social_card::{self, CardText};
use crate::text;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Derives what pages ask for.
pub struct AssetBuilder<'a> {
    pub files: &'a dyn Files,
    store: &'a dyn Store,
    made: AtomicUsize,
    /// Of the files that pictures are made of, once they are known.
    digests: Mutex<HashMap<Arc<str>, Fingerprint>>,
}

impl<'a> AssetBuilder<'a> {
    pub fn new(files: &'a dyn Files, store: &'a dyn Store) -> Self {
        AssetBuilder {
            files,
            store,
            made: AtomicUsize::new(0),
            digests: Mutex::default(),
        }
    }

    /// How many results had to be made.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// What a page turned out to be, with what is to be derived.
    pub fn rendered(&self, output: Output) -> Result<Rendered, Diagnostic> {
        match output {
            Output::Ready(rendered) => Ok(rendered),
            Output::Asset(derived) => self.bytes(&derived).map(Rendered::Bytes),
        }
    }

    /// The bytes of one derived file.
    pub fn bytes(&self, derived: &Asset) -> Result<Vec<u8>, Diagnostic> {
        match derived {
            Asset::Picture { source, recipe } => self.picture(source, *recipe),
            Asset::Card(card) => Ok(self.card(card)),
        }
    }

    fn card(&self, card: &CardText) -> Vec<u8> {
        let key = Key::new("card", social_card::CARD_VERSION)
            .with(card.title.as_bytes())
            .with(card.site.as_bytes())
            .with(card.language.as_bytes())
            .with(format!("{:?} {:?} {}", card.direction, card.accent, card.tint).as_bytes());
        let drawn = self.get_or_make(&key, || Ok::<_, Infallible>(card.draw()));
        drawn.unwrap_or_else(|never| match never {})
    }

    /// Makes the smaller pictures that nobody kept, each picture decoded once; calls `step` after
    /// each. Afterwards they are found and not made.
    pub fn prepare(&self, image_jobs: ImageJobs, step: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
        let problems = image_jobs.into_par_iter().filter_map(|(source, recipes)| {
            let prepared = self.prepare_one(source, &recipes);
            step();
            prepared.err()
        });
        problems.collect()
    }

    fn prepare_one(&self, source: &Arc<str>, recipes: &BTreeSet<Recipe>) -> Result<(), Diagnostic> {
        let bytes = self.files.read(source)?;
        let digest = self.digest(source, &bytes);
        let is_missing = |recipe: &&Recipe| !self.store.has(&key(**recipe, &digest));
        let missing: Vec<&Recipe> = recipes.iter().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let told = |error| broken(source, error);
        let header = read_header(&bytes).map_err(told)?;
        let decoded = DecodedPicture::new(&bytes, &header).map_err(told)?;
        missing.into_par_iter().try_for_each(|recipe| {
            let make = || decoded.convert(*recipe).map_err(told);
            self.get_or_make(&key(*recipe, &digest), make).map(drop)
        })
    }

    fn picture(&self, source: &Arc<str>, recipe: Recipe) -> Result<Vec<u8>, Diagnostic> {
        let digests = self.digests.lock();
        let known = digests
            .ok()
            .and_then(|digests| digests.get(source).copied());
        if let Some(bytes) = known.and_then(|digest| self.store.get(&key(recipe, &digest))) {
            return Ok(bytes);
        }
        let told = |error| broken(source, error);
        let bytes = self.files.read(source)?;
        let header = read_header(&bytes).map_err(told)?;
        let make = || picture::convert(&bytes, &header, recipe).map_err(told);
        // what is taken out is gone sooner than it is found in the cache
        if recipe == Recipe::Original && header.is_upright() {
            return make();
        }
        let digest = self.digest(source, &bytes);
        self.get_or_make(&key(recipe, &digest), make)
    }

    fn digest(&self, source: &Arc<str>, bytes: &[u8]) -> Fingerprint {
        let digest = Fingerprint::of(bytes);
        // a lock is poisoned only when a thread panicked: then it is found again
        if let Ok(mut digests) = self.digests.lock() {
            digests.insert(source.clone(), digest);
        }
        digest
    }

    /// What was kept under `key`, else what `make` gives, which is kept from now on. Two threads
    /// that ask at once may both make it: the result is the same.
    pub fn get_or_make<E>(
        &self,
        key: &Key,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.store.get(key) {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.made.fetch_add(1, Ordering::Relaxed);
        self.store.put(key, &bytes);
        Ok(bytes)
    }
}

/// What is to be made of pictures, by their files.
pub type ImageJobs<'s> = BTreeMap<&'s Arc<str>, BTreeSet<Recipe>>;

/// What takes long of some pages of a site: all pictures that must be decoded.
pub fn image_jobs<'s>(site: &Site, pages: impl IntoIterator<Item = &'s Page>) -> ImageJobs<'s> {
    let mut image_jobs = ImageJobs::new();
    for page in pages {
        let Kind::Picture { source, recipe } = &page.kind else {
            continue;
        };
        let turned = site.picture(source).is_some_and(|own| !own.is_upright());
        if *recipe != Recipe::Original || turned {
            image_jobs.entry(source).or_default().insert(*recipe);
        }
    }
    image_jobs
}

fn read_header(bytes: &[u8]) -> Result<PictureHeader, PictureError> {
    picture::read_header(bytes, bytes.len() as u64)
}

/// `digest` is of the picture's own bytes.
fn key(recipe: Recipe, digest: &Fingerprint) -> Key {
    let settings = match recipe {
        Recipe::Original => "turned".to_string(),
        Recipe::Webp { width, quality } => format!("webp {width} {quality}"),
    };
    Key::new("picture", picture::CONVERT_VERSION)
        .with(settings.as_bytes())
        .with(&digest.digest.to_le_bytes())
}

fn broken(source: &Arc<str>, error: PictureError) -> Diagnostic {
    let message = error.message(text!("this picture"));
    Diagnostic::error(source.clone(), message).hint(error.hint())
}
