//! The cache on the disk: what its sweep removes, and what it leaves.

use crate::program_runner::Folder;
use griot::cache::disk_store::{BUILDS, DiskStore};
use griot::cache::{Key, Store};
use std::fs::{File, FileTimes};
use std::time::{Duration, SystemTime};

#[test]
fn r24_the_sweep_removes_only_names_that_a_store_can_have_written() {
    let folder = Folder::empty();
    let store = DiskStore::open(&folder.path(""), BUILDS);
    let key = Key::new("test", 1);
    store.put(&key, b"an entry");
    let old = SystemTime::now() - Duration::from_secs(100 * 24 * 3600);
    let stem = "0123456789abcdef0123456789abcd";
    let theirs = [
        "notes.txt".to_string(),
        "ab/notes.txt".to_string(),
        "ab/0123".to_string(),
        format!("ab/{stem}.bak"),
        format!("ab/{stem}.1-"),
        format!("ab/{}", stem.to_uppercase()),
        format!("AB/{stem}"),
        format!("photos/{stem}"),
        format!("abc/{stem}"),
        format!("ab/cd/{stem}"),
    ];
    let ours = [format!("ab/{stem}"), format!("ab/{stem}.123-4")];
    for path in theirs.iter().chain(&ours) {
        let path = format!("{BUILDS}/{path}");
        folder.write(&path, "bytes");
        let file = File::options()
            .append(true)
            .open(folder.path(&path))
            .expect("a file");
        file.set_times(FileTimes::new().set_modified(old))
            .expect("old");
    }
    store.shrink(0);
    let left: Vec<String> = folder.tree(BUILDS).into_keys().collect();
    let mut expected = theirs.to_vec();
    expected.sort();
    assert_eq!(left, expected);
    assert!(!store.has(&key));
}

#[test]
fn a_store_goes_on_when_its_folder_is_deleted() {
    let folder = Folder::empty();
    let store = DiskStore::open(&folder.path(""), BUILDS);
    let key = Key::new("test", 1);
    store.put(&key, b"one");
    std::fs::remove_dir_all(folder.path(".griot")).expect("removed");
    assert_eq!(store.get(&key), None);
    store.put(&key, b"two");
    assert_eq!(store.get(&key).as_deref(), Some(&b"two"[..]));
    assert!(store.problem().is_none());
}
