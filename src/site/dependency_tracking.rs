//! Which articles are read while something is made of the site.
//!
//! A page is a pure function of the site: of its shape and of the articles that were read for
//! it. Every article is read through [`SiteIndex::article`], which notes it. What was made before
//! and is used again notes what it was made of.

use super::SiteIndex;
use crate::content::{Article, ArticleId};
use crate::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::sync::Arc;

/// Who reads more of them is taken to read all.
const MOST: usize = 256;

thread_local! {
    static NOTES: RefCell<Reads> = const { RefCell::new(Reads::Some(Vec::new())) };
}

/// Articles that were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reads {
    /// In the order in which they were first read.
    Some(Vec<ArticleId>),
    All,
}

/// What `make` gives, and what it read. It hands no work to other threads, and waits for none.
pub fn reads<T>(make: impl FnOnce() -> T) -> (T, Reads) {
    NOTES.set(Reads::Some(Vec::new()));
    let made = make();
    (made, NOTES.replace(Reads::Some(Vec::new())))
}

impl SiteIndex {
    pub fn article(&self, id: ArticleId) -> &Article {
        self.note(id);
        &self.articles[id.0 as usize]
    }

    /// Every article, by number.
    pub fn articles(&self) -> &[Arc<Article>] {
        self.note_all();
        &self.articles
    }

    /// Notes an article as if it were read.
    pub fn note(&self, id: ArticleId) {
        NOTES.with_borrow_mut(|notes| match notes {
            Reads::Some(ids) if ids.contains(&id) => {}
            Reads::Some(ids) if ids.len() < MOST => ids.push(id),
            notes => *notes = Reads::All,
        });
    }

    pub fn note_all(&self) {
        NOTES.set(Reads::All);
    }

    /// Of all that some articles say.
    pub fn fingerprint_of(&self, reads: &Reads) -> Fingerprint {
        match reads {
            Reads::All => {
                Fingerprint::of_all(self.articles.iter().map(|article| article.fingerprint))
            }
            Reads::Some(ids) => {
                let read = ids.iter().filter_map(|id| self.articles.get(id.0 as usize));
                Fingerprint::of_all(read.map(|article| article.fingerprint))
            }
        }
    }
}
