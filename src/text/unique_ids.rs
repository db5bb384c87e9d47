//! Gives out ids for the headings of a page, each one once.

use std::collections::{HashMap, HashSet};

#[cfg(test)]
mod tests;

/// The ids of one page.
#[derive(Clone, Debug, Default)]
pub struct UniqueIds {
    taken: HashSet<String>,
    /// The last number tried for each base, so that many equal headings stay cheap.
    last_number: HashMap<String, usize>,
}

impl UniqueIds {
    /// Takes an explicit id. Returns false when it is taken already. Call it for all explicit
    /// ids before the first [`UniqueIds::unique`].
    pub fn reserve(&mut self, id: &str) -> bool {
        self.taken.insert(id.to_owned())
    }

    /// A free id: `base`, or `base-2`, `base-3`… if it is taken; an empty base counts as
    /// `section`.
    pub fn unique(&mut self, base: &str) -> String {
        let base = if base.is_empty() { "section" } else { base };
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let number = self.last_number.entry(base.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let id = format!("{base}-{number}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
