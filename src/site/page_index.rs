//! [`PageIndex`]: finds the planned page that is written to a file of `public/`.
//!
//! Keeps hashes of paths, not the paths themselves: a large site has many.

use super::hosts::{Hosts, Location};
use super::page::Page;
use rayon::prelude::*;

/// The positions of pages, sorted by the hash of the path of their file.
#[derive(Debug)]
pub(super) struct PageIndex(Vec<IndexedPage>);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct IndexedPage {
    hash: u64,
    /// Position among the pages.
    at: u32,
}

impl PageIndex {
    /// Indexes pages by the files they are written to.
    pub(super) fn new(pages: &[Page], hosts: &Hosts) -> Self {
        let hashes = pages
            .par_iter()
            .map(|page| hash(&hosts.file_parts(&page.location)));
        let hashes: Vec<u64> = hashes.collect();
        let numbered = hashes.into_iter().zip(0..);
        let mut indexed: Vec<IndexedPage> = numbered
            .map(|(hash, at)| IndexedPage { hash, at })
            .collect();
        indexed.par_sort_unstable();
        PageIndex(indexed)
    }

    /// The page at a location; of several, the last one planned.
    pub(super) fn at<'p>(
        &self,
        location: &Location,
        pages: &'p [Page],
        hosts: &Hosts,
    ) -> Option<&'p Page> {
        self.find(&hosts.file_parts(location), pages, hosts)
    }

    /// The page that is written to a file.
    pub(super) fn in_file<'p>(
        &self,
        file: &str,
        pages: &'p [Page],
        hosts: &Hosts,
    ) -> Option<&'p Page> {
        self.find(&[file, "", ""], pages, hosts)
    }

    fn find<'p>(&self, parts: &[&str; 3], pages: &'p [Page], hosts: &Hosts) -> Option<&'p Page> {
        let hash = hash(parts);
        let end = self.0.partition_point(|indexed| indexed.hash <= hash);
        let last_first = self.0[..end].iter().rev();
        let same_hash = last_first.take_while(|indexed| indexed.hash == hash);
        let mut pages = same_hash.filter_map(|indexed| pages.get(indexed.at as usize));
        pages.find(|page| is_same_path(&hosts.file_parts(&page.location), parts))
    }
}

/// Whether the parts of two paths give one path when they are put together.
fn is_same_path(a: &[&str; 3], b: &[&str; 3]) -> bool {
    let a = a.iter().flat_map(|part| part.bytes());
    a.eq(b.iter().flat_map(|part| part.bytes()))
}

/// FNV-1a (Fowler, Noll, Vo): gives one hash for a path in parts and for the whole path.
fn hash(parts: &[&str; 3]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
