//! Diagnostics in the order in which people read them, each problem once.
//!
//! Takes the diagnostics of one run, from all its stages; sorts them by path, drops repeated
//! ones, and merges those that are one problem of several files.

use super::{Diagnostic, English, Severity, Text};
use crate::phrase;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Sorts diagnostics by path, then place, then message, and drops those that are repeated.
///
/// Diagnostics with the same `once` become the first of them, whose hint then says in how many
/// other files the problem is. With `strict`, warnings become errors.
pub fn sort_and_merge(diagnostics: &mut Vec<Diagnostic>, strict: bool) {
    diagnostics.sort_by_cached_key(SortKey::new);
    diagnostics.dedup();
    merge_repeated(diagnostics);
    if strict {
        for diagnostic in diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }
}

/// What diagnostics are sorted by; one without a place comes before those with one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    path: Arc<str>,
    start: Option<usize>,
    end: Option<usize>,
    message: String,
}

impl SortKey {
    fn new(diagnostic: &Diagnostic) -> Self {
        SortKey {
            path: diagnostic.path.clone(),
            start: diagnostic.span.as_ref().map(|span| span.start),
            end: diagnostic.span.as_ref().map(|span| span.end),
            message: diagnostic.message(&English),
        }
    }
}

/// Keeps the first diagnostic of each `once`, and adds the number of other files to its hint.
fn merge_repeated(diagnostics: &mut Vec<Diagnostic>) {
    let mut files: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    diagnostics.retain(|diagnostic| {
        let Some(once) = &diagnostic.once else {
            return true;
        };
        let first = !files.contains_key(once);
        let paths = files.entry(once.clone()).or_default();
        paths.insert(diagnostic.path.clone());
        first
    });
    for diagnostic in diagnostics {
        let shared = diagnostic.once.as_ref().and_then(|once| files.get(once));
        let others = shared.map_or(0, |paths| paths.len().saturating_sub(1));
        if others > 0 {
            diagnostic.hint = Some(hint_with_others(diagnostic.hint.take(), others));
        }
    }
}

fn hint_with_others(hint: Option<Text>, others: usize) -> Text {
    match (hint, others) {
        (Some(hint), 1) => phrase!("{hint} (also in 1 other file)", hint = hint),
        (Some(hint), _) => {
            phrase!(
                "{hint} (also in {others} other files)",
                hint = hint,
                others = others
            )
        }
        (None, 1) => phrase!("also in 1 other file"),
        (None, _) => phrase!("also in {others} other files", others = others),
    }
}
