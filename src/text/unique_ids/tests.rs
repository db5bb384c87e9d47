//! Ids as headings ask for them.

use super::*;

#[test]
fn ids_are_unique() {
    let mut ids = UniqueIds::default();
    assert!(ids.reserve("prix-2"));
    assert!(!ids.reserve("prix-2"));
    let given: Vec<_> = ["prix", "prix", "prix", "", "", "prix-3"]
        .map(|b| ids.unique(b))
        .into();
    assert_eq!(
        given,
        [
            "prix",
            "prix-3",
            "prix-4",
            "section",
            "section-2",
            "prix-3-2"
        ]
    );
    assert!(!ids.reserve("section"));
}

#[test]
fn many_equal_headings_get_numbers() {
    let mut ids = UniqueIds::default();
    let last = (0..100_000).map(|_| ids.unique("suite")).last();
    assert_eq!(last.as_deref(), Some("suite-100000"));
}
