//! What is made from a site's files and takes long: looked up by what it is made of, made only
//! when nobody kept it. Any thread may ask.
//!
//! Never touches a disk itself: files come from [`Files`], results go to whoever is [`Kept`].

use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::picture::{self, Decoded, Measure, Recipe, Wrong};
use crate::render::Derived;
use crate::site::{Kind, Site};
use crate::social_card::{self, CardText};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Where results stay from one build to the next. Losing one costs time and nothing else.
pub trait Kept: Sync {
    /// The very bytes that were put under this key.
    fn get(&self, key: &Key) -> Option<Vec<u8>>;

    fn put(&self, key: &Key, bytes: &[u8]);
}

/// Keeps nothing.
pub struct Forgotten;

impl Kept for Forgotten {
    fn get(&self, _: &Key) -> Option<Vec<u8>> {
        None
    }

    fn put(&self, _: &Key, _: &[u8]) {}
}

/// What a result depends on, all of it: its kind, the version of what makes it, every setting
/// and every byte that goes in.
#[derive(Clone)]
pub struct Key(Sha256);

impl Key {
    /// `version` is raised whenever the same ingredients give other bytes.
    pub fn new(kind: &str, version: u32) -> Self {
        Key(Sha256::new())
            .with(kind.as_bytes())
            .with(&version.to_le_bytes())
    }

    /// One more ingredient; `ab`, `c` and `a`, `bc` are two keys.
    pub fn with(mut self, ingredient: &[u8]) -> Self {
        self.0.update((ingredient.len() as u64).to_le_bytes());
        self.0.update(ingredient);
        self
    }
}

/// 64 characters, safe as a file's name.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let digest = self.0.clone().finalize();
        digest.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Derives what pages ask for.
pub struct Deriver<'a> {
    pub files: &'a dyn Files,
    kept: &'a dyn Kept,
    made: AtomicUsize,
    /// Of the files that pictures are made of, once they are known.
    digests: Mutex<HashMap<Arc<str>, [u8; 32]>>,
}

impl<'a> Deriver<'a> {
    pub fn new(files: &'a dyn Files, kept: &'a dyn Kept) -> Self {
        Deriver {
            files,
            kept,
            made: AtomicUsize::new(0),
            digests: Mutex::default(),
        }
    }

    /// How many results had to be made.
    pub fn made(&self) -> usize {
        self.made.load(Ordering::Relaxed)
    }

    /// The bytes of one derived file.
    pub fn bytes(&self, derived: &Derived) -> Result<Vec<u8>, Diagnostic> {
        match derived {
            Derived::Picture { source, recipe } => self.picture(source, *recipe),
            Derived::Card(card) => Ok(self.card(card)),
        }
    }

    fn card(&self, card: &CardText) -> Vec<u8> {
        let key = Key::new("card", social_card::DRAWING)
            .with(card.title.as_bytes())
            .with(card.site.as_bytes())
            .with(card.language.as_bytes())
            .with(format!("{:?} {:?} {}", card.direction, card.accent, card.tint).as_bytes());
        let drawn = self.get_or_make(&key, || Ok::<_, Infallible>(card.draw()));
        drawn.unwrap_or_else(|never| match never {})
    }

    /// Makes the smaller pictures of a site that nobody kept, each picture decoded once; calls
    /// `step` after each. Afterwards they are found and not made.
    pub fn prepare(&self, site: &Site, step: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
        let problems = wanted(site)
            .into_par_iter()
            .filter_map(|(source, recipes)| {
                let prepared = self.prepare_one(source, &recipes);
                step();
                prepared.err()
            });
        problems.collect()
    }

    fn prepare_one(&self, source: &Arc<str>, recipes: &BTreeSet<Recipe>) -> Result<(), Diagnostic> {
        let bytes = self.files.read(source)?;
        let digest = self.digest(source, &bytes);
        let is_missing = |recipe: &&Recipe| self.kept.get(&key(**recipe, &digest)).is_none();
        let missing: Vec<&Recipe> = recipes.iter().filter(is_missing).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let told = |wrong| broken(source, wrong);
        let measure = measure(&bytes).map_err(told)?;
        let decoded = Decoded::new(&bytes, &measure).map_err(told)?;
        missing.into_par_iter().try_for_each(|recipe| {
            let make = || decoded.make(*recipe).map_err(told);
            self.get_or_make(&key(*recipe, &digest), make).map(drop)
        })
    }

    fn picture(&self, source: &Arc<str>, recipe: Recipe) -> Result<Vec<u8>, Diagnostic> {
        let digests = self.digests.lock();
        let known = digests
            .ok()
            .and_then(|digests| digests.get(source).copied());
        if let Some(bytes) = known.and_then(|digest| self.kept.get(&key(recipe, &digest))) {
            return Ok(bytes);
        }
        let told = |wrong| broken(source, wrong);
        let bytes = self.files.read(source)?;
        let measure = measure(&bytes).map_err(told)?;
        let make = || picture::make(&bytes, &measure, recipe).map_err(told);
        // what is taken out is gone sooner than it is found in the cache
        if recipe == Recipe::Original && measure.orientation == 1 {
            return make();
        }
        let digest = self.digest(source, &bytes);
        self.get_or_make(&key(recipe, &digest), make)
    }

    fn digest(&self, source: &Arc<str>, bytes: &[u8]) -> [u8; 32] {
        let digest = Sha256::digest(bytes).into();
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
        if let Some(bytes) = self.kept.get(key) {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.made.fetch_add(1, Ordering::Relaxed);
        self.kept.put(key, &bytes);
        Ok(bytes)
    }
}

/// What takes long of the pictures of a site: all that must be decoded, by its file.
fn wanted(site: &Site) -> BTreeMap<&Arc<str>, BTreeSet<Recipe>> {
    let mut wanted: BTreeMap<&Arc<str>, BTreeSet<Recipe>> = BTreeMap::new();
    for page in &site.pages {
        let Kind::Picture { source, recipe } = &page.kind else {
            continue;
        };
        let turned = site.picture(source).is_some_and(|own| own.orientation != 1);
        if *recipe != Recipe::Original || turned {
            wanted.entry(source).or_default().insert(*recipe);
        }
    }
    wanted
}

fn measure(bytes: &[u8]) -> Result<Measure, Wrong> {
    picture::measure(bytes, bytes.len() as u64)
}

/// `digest` is of the picture's own bytes.
fn key(recipe: Recipe, digest: &[u8]) -> Key {
    let settings = match recipe {
        Recipe::Original => "turned".to_string(),
        Recipe::Webp { width, quality } => format!("webp {width} {quality}"),
    };
    Key::new("picture", picture::VERSION)
        .with(settings.as_bytes())
        .with(digest)
}

fn broken(source: &Arc<str>, wrong: Wrong) -> Diagnostic {
    let message = format!("this picture {}", wrong.fact());
    Diagnostic::error(source.clone(), message).hint(wrong.hint())
}
