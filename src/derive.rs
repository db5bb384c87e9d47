//! What is made from a site's files and takes long: looked up by what it is made of, made only
//! when nobody kept it. Any thread may ask.
//!
//! Never touches a disk itself: files come from [`Files`], results go to whoever is [`Kept`].

use crate::content::Files;
use crate::diagnostic::Diagnostic;
use crate::picture::{self, Recipe, Wrong};
use crate::render::Derived;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

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
}

impl<'a> Deriver<'a> {
    pub fn new(files: &'a dyn Files, kept: &'a dyn Kept) -> Self {
        Deriver {
            files,
            kept,
            made: AtomicUsize::new(0),
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
        }
    }

    fn picture(&self, source: &str, recipe: Recipe) -> Result<Vec<u8>, Diagnostic> {
        let bytes = self.files.read(source)?;
        let made = self.made_of(&bytes, recipe);
        made.map_err(|wrong| {
            let message = format!("this file {}", wrong.fact());
            Diagnostic::error(source, message).hint(wrong.hint())
        })
    }

    fn made_of(&self, bytes: &[u8], recipe: Recipe) -> Result<Vec<u8>, Wrong> {
        let measure = picture::measure(bytes, bytes.len() as u64)?;
        let make = || picture::make(bytes, &measure, recipe);
        // what is taken out is gone sooner than it is found in the cache
        if recipe == Recipe::Original && measure.orientation == 1 {
            return make();
        }
        let settings = match recipe {
            Recipe::Original => String::new(),
            Recipe::Webp { width, quality } => format!("webp {width} {quality}"),
        };
        let key = Key::new("picture", picture::VERSION)
            .with(settings.as_bytes())
            .with(bytes);
        self.get_or_make(&key, make)
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
