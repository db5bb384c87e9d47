//! Which page is written to a file of `public/`: an index without a copy of the paths.

use super::plan::Page;
use super::url::{Hosts, Location};
use rayon::prelude::*;

/// Pages by the hash of their file's path, sorted.
#[derive(Debug, Default)]
pub struct PageIndex(Vec<(u64, u32)>);

impl PageIndex {
    pub fn new(pages: &[Page], hosts: &Hosts) -> Self {
        let hashes = pages
            .par_iter()
            .map(|page| hash(&hosts.file_parts(&page.location)));
        let hashes: Vec<u64> = hashes.collect();
        let mut planned: Vec<(u64, u32)> = hashes.into_iter().zip(0..).collect();
        planned.par_sort_unstable();
        PageIndex(planned)
    }

    /// The page at a location; the last one planned where there are several.
    pub fn at<'p>(
        &self,
        location: &Location,
        pages: &'p [Page],
        hosts: &Hosts,
    ) -> Option<&'p Page> {
        self.find(&hosts.file_parts(location), pages, hosts)
    }

    /// The page that is written to a file.
    pub fn in_file<'p>(&self, file: &str, pages: &'p [Page], hosts: &Hosts) -> Option<&'p Page> {
        self.find(&[file, "", ""], pages, hosts)
    }

    fn find<'p>(&self, parts: &[&str; 3], pages: &'p [Page], hosts: &Hosts) -> Option<&'p Page> {
        let wanted = hash(parts);
        let end = self.0.partition_point(|(hash, _)| *hash <= wanted);
        let alike = self.0[..end]
            .iter()
            .rev()
            .take_while(|(hash, _)| *hash == wanted);
        let mut pages = alike.filter_map(|(_, at)| pages.get(*at as usize));
        pages.find(|page| is_same(&hosts.file_parts(&page.location), parts))
    }
}

/// Whether both give one path when their parts are put together.
fn is_same(a: &[&str; 3], b: &[&str; 3]) -> bool {
    a.iter()
        .flat_map(|part| part.bytes())
        .eq(b.iter().flat_map(|part| part.bytes()))
}

/// FNV-1a: the same for a path in parts and for the whole (Fowler, Noll, Vo).
fn hash(parts: &[&str; 3]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
