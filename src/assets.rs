//! Builds files that take long: smaller pictures, pictures without metadata, social cards.
//!
//! Takes descriptions of files and gives their bytes, from the cache or built on a cache miss. Any
//! thread may ask. Never touches a disk itself: originals come from [`Files`], results go to a
//! [`Store`].

mod large_pictures;
mod whole_pictures;

use crate::cache::{Key, Store};
use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::fingerprint::Fingerprint;
use crate::limits::FILE_BYTES;
use crate::phrase;
use crate::picture::{self, DecodedPicture, PictureError, PictureFormat, PictureHeader, Recipe};
use crate::render::{Asset, Output, Rendered};
use crate::site::{Page, PageKind, Site};
use crate::social_card::{self, CardText};
use large_pictures::LargePictures;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use whole_pictures::WholePictures;

/// Builds assets, with a cache.
pub struct AssetBuilder<'a> {
    /// The files of the site.
    pub files: &'a dyn Files,
    store: &'a dyn Store,
    built: AtomicUsize,
    /// The digests of the original pictures that were read in this run, by path.
    digests: Mutex<HashMap<Arc<str>, Fingerprint>>,
    whole_pictures: WholePictures,
    large_pictures: LargePictures,
}

impl<'a> AssetBuilder<'a> {
    /// A builder that has built nothing yet.
    pub fn new(files: &'a dyn Files, store: &'a dyn Store) -> Self {
        AssetBuilder {
            files,
            store,
            built: AtomicUsize::new(0),
            digests: Mutex::default(),
            whole_pictures: WholePictures::default(),
            large_pictures: LargePictures::default(),
        }
    }

    /// The number of cache misses so far.
    pub fn built(&self) -> usize {
        self.built.load(Ordering::Relaxed)
    }

    /// Stores which pictures were read to their end, for later runs.
    pub fn save(&self) {
        self.whole_pictures.save(self.store);
    }

    /// The content of a page; builds it if it is an asset.
    pub fn rendered(&self, output: Output) -> Result<Rendered, Diagnostic> {
        match output {
            Output::Ready(Rendered::Copy(source)) => {
                self.check_copy(&source)?;
                Ok(Rendered::Copy(source))
            }
            Output::Ready(rendered) => Ok(rendered),
            Output::Asset(asset) => self.bytes(&asset).map(Rendered::Bytes),
        }
    }

    /// The bytes of one asset.
    pub fn bytes(&self, asset: &Asset) -> Result<Vec<u8>, Diagnostic> {
        match asset {
            Asset::Picture { source, recipe } => self.picture(source, *recipe),
            Asset::Card(card) => self.card(card),
        }
    }

    fn card(&self, card: &CardText) -> Result<Vec<u8>, Diagnostic> {
        let logo = card.logo.as_ref().map(|logo| self.files.read(logo));
        let logo = logo.transpose()?;
        let key = Key::new("card", social_card::CARD_VERSION)
            .with(card.title.as_bytes())
            .with(card.category.as_bytes())
            .with(card.site.as_bytes())
            .with(card.language.as_bytes())
            .with(card.direction.name().as_bytes())
            .with(
                &card
                    .accent
                    .map_or_else(Vec::new, |accent| accent.0.to_vec()),
            )
            .with(&card.tint.to_le_bytes())
            .with(logo.as_deref().unwrap_or_default());
        self.get_or_build(&key, || Ok(card.draw(logo.as_deref())))
    }

    /// Fills the cache with the pictures that it lacks, and decodes each original only once. Calls
    /// `step` after each original.
    pub fn prepare(&self, image_jobs: ImageJobs, step: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
        let problems = image_jobs.into_par_iter().filter_map(|(source, recipes)| {
            let result = self.prepare_picture(source, &recipes);
            step();
            result.err()
        });
        problems.collect()
    }

    fn prepare_picture(
        &self,
        source: &Arc<str>,
        recipes: &BTreeSet<Recipe>,
    ) -> Result<(), Diagnostic> {
        let bytes = self.files.read(source)?;
        let digest = self.digest(source, &bytes);
        let is_missing = |recipe: &&Recipe| !self.store.has(&picture_key(**recipe, &digest));
        let missing: Vec<&Recipe> = recipes.iter().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let broken = |error| broken_picture(source, error);
        let header = read_header(&bytes).map_err(broken)?;
        self.large_pictures.decode(&header, || {
            let decoded = DecodedPicture::new(&bytes, &header).map_err(broken)?;
            let make = |recipe: &Recipe| {
                let key = picture_key(*recipe, &digest);
                self.get_or_build(&key, || decoded.convert(*recipe).map_err(broken))
                    .map(drop)
            };
            match LargePictures::is_large(&header) {
                true => missing.into_iter().try_for_each(make),
                false => missing.into_par_iter().try_for_each(make),
            }
        })
    }

    fn picture(&self, source: &Arc<str>, recipe: Recipe) -> Result<Vec<u8>, Diagnostic> {
        let digests = self.digests.lock();
        let digest = digests
            .ok()
            .and_then(|digests| digests.get(source).copied());
        let cached = digest.and_then(|digest| self.store.get(&picture_key(recipe, &digest)));
        if let Some(bytes) = cached {
            return Ok(bytes);
        }
        let broken = |error| broken_picture(source, error);
        let bytes = self.files.read(source)?;
        let header = read_header(&bytes).map_err(broken)?;
        let build = || {
            let convert = || picture::convert(&bytes, &header, recipe);
            self.large_pictures.decode(&header, convert).map_err(broken)
        };
        // removing metadata is faster than a look into the cache
        if recipe == Recipe::Original && header.is_upright() {
            // a known digest is that of a picture that was decoded
            if digest.is_none() {
                self.whole_pictures
                    .check(self.store, &bytes, &self.large_pictures)
                    .map_err(broken)?;
            }
            return build();
        }
        let digest = self.digest(source, &bytes);
        self.get_or_build(&picture_key(recipe, &digest), build)
    }

    /// Reads a picture of `static/` to its end; it is copied as it is.
    fn check_copy(&self, source: &Arc<str>) -> Result<(), Diagnostic> {
        let is_picture = PictureFormat::from_extension(source).is_some();
        let is_small = |length: u64| length <= FILE_BYTES;
        if !is_picture || !is_small(self.files.read_start(source, 0)?.length) {
            return Ok(());
        }
        match self
            .whole_pictures
            .check(self.store, &self.files.read(source)?, &self.large_pictures)
        {
            // what no article shows may be of any kind and size
            Err(error @ (PictureError::Truncated | PictureError::Damaged)) => {
                Err(broken_picture(source, error))
            }
            _ => Ok(()),
        }
    }

    /// The digest of an original, which `digests` then has.
    fn digest(&self, source: &Arc<str>, bytes: &[u8]) -> Fingerprint {
        let digest = Fingerprint::of(bytes);
        // after a panic of another thread, digests are only computed again
        if let Ok(mut digests) = self.digests.lock() {
            digests.insert(source.clone(), digest);
        }
        digest
    }

    /// The cached bytes of `key`, else those of `build`, which the cache then has. Two threads that
    /// ask at once may both build: the result is the same.
    pub fn get_or_build<E>(
        &self,
        key: &Key,
        build: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.store.get(key) {
            return Ok(bytes);
        }
        let bytes = build()?;
        self.built.fetch_add(1, Ordering::Relaxed);
        self.store.put(key, &bytes);
        Ok(bytes)
    }
}

/// The pictures to make, by the path of the original.
pub type ImageJobs<'s> = BTreeMap<&'s Arc<str>, BTreeSet<Recipe>>;

/// The pictures among some pages of a site that need decoding.
pub fn image_jobs<'s>(site: &Site, pages: impl IntoIterator<Item = &'s Page>) -> ImageJobs<'s> {
    let mut image_jobs = ImageJobs::new();
    for page in pages {
        let PageKind::Picture { source, recipe } = &page.kind else {
            continue;
        };
        let is_rotated = site
            .picture(source)
            .is_some_and(|picture| !picture.is_upright());
        if *recipe != Recipe::Original || is_rotated {
            image_jobs.entry(source).or_default().insert(*recipe);
        }
    }
    image_jobs
}

fn read_header(bytes: &[u8]) -> Result<PictureHeader, PictureError> {
    picture::read_header(bytes, bytes.len() as u64)
}

/// The cache key of a picture; `digest` is that of the original.
fn picture_key(recipe: Recipe, digest: &Fingerprint) -> Key {
    let recipe = match recipe {
        Recipe::Original => "turned".to_string(),
        Recipe::Preview => "preview".to_string(),
        Recipe::Webp { width, quality } => format!("webp {width} {quality}"),
    };
    Key::new("picture", picture::CONVERT_VERSION)
        .with(recipe.as_bytes())
        .with(&digest.digest.to_le_bytes())
}

fn broken_picture(source: &Arc<str>, error: PictureError) -> Diagnostic {
    let name = source.rsplit('/').next().unwrap_or(source);
    let message = error.message(phrase!("the picture `{name}`", name = name));
    Diagnostic::error(source.clone(), message).hint(error.hint())
}
