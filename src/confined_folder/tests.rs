//! Every handle behaves alike: paths below the folder work, and links lead nowhere.

#![expect(clippy::disallowed_methods, reason = "tests write the disk")]

use super::{ConfinedFolder, EntryKind, OpenMode, is_link_error};
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// A folder `site` with a file and two links out of it, beside a folder `outside`.
struct Disk(tempfile::TempDir);

impl Disk {
    fn new() -> Self {
        let disk = Disk(tempfile::tempdir().expect("a folder"));
        fs::create_dir_all(disk.path("site/below")).expect("folders");
        fs::create_dir(disk.path("outside")).expect("a folder");
        fs::write(disk.path("site/below/file"), "text").expect("a file");
        fs::write(disk.path("outside/secret"), "secret").expect("a file");
        symlink(disk.path("outside"), disk.path("site/link")).expect("a link");
        symlink(disk.path("outside/secret"), disk.path("site/below/leak")).expect("a link");
        disk
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    /// Panics when anything outside the site changed.
    fn check_outside(&self) {
        let names: Vec<_> = fs::read_dir(self.path("outside"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        assert_eq!(names, ["secret"]);
        let secret = fs::read_to_string(self.path("outside/secret")).expect("a file");
        assert_eq!(secret, "secret");
    }
}

fn is_refused<T>(result: io::Result<T>) -> bool {
    result.is_err_and(|error| is_link_error(&error))
}

macro_rules! check_handle {
    ($name:ident, $handle:ty) => {
        #[test]
        fn $name() {
            let disk = Disk::new();
            let handle = <$handle>::open(&disk.path("site")).expect("a handle");
            let at = Path::new;
            let mut text = String::new();
            let mut file = handle
                .file(at("below/file"), OpenMode::Read)
                .expect("a file");
            file.read_to_string(&mut text).expect("text");
            assert_eq!(text, "text");
            handle.sync_file(at("below/file")).expect("synced");
            let kind = |path| handle.entry(at(path)).map(|entry| entry.kind);
            assert_eq!(kind("below").expect("an entry"), EntryKind::Folder);
            assert_eq!(kind("below/file").expect("an entry"), EntryKind::File);
            assert_eq!(kind("below/leak").expect("an entry"), EntryKind::Link);
            assert_eq!(kind("no").expect_err("nothing").kind(), ErrorKind::NotFound);
            let state = handle.entry(at("below/file")).expect("an entry").state;
            assert_eq!(state.expect("a state").bytes, 4);

            let mut new = handle
                .file(at("below/new"), OpenMode::CreateNew)
                .expect("new");
            new.write_all(b"new").expect("written");
            let again = handle.file(at("below/new"), OpenMode::CreateNew);
            assert_eq!(again.expect_err("there").kind(), ErrorKind::AlreadyExists);
            handle.create_folder(at("other")).expect("created");
            let other = handle.folder(at("other")).expect("a folder");
            handle
                .rename(at("below/new"), &other, at("moved"))
                .expect("moved");
            assert_eq!(
                fs::read(disk.path("site/other/moved")).expect("a file"),
                b"new"
            );
            handle.touch(at("other/moved"));
            handle.remove_file(at("other/moved")).expect("removed");
            handle.remove_empty_folder(at("other")).expect("removed");
            assert!(handle.is_writable());
            let names = handle
                .folder(at("below"))
                .expect("a folder")
                .names()
                .expect("names");
            assert_eq!(names.len(), 2);
            assert!(handle.as_file().expect("a file").try_lock().is_ok());
            handle.sync_file_system().expect("synced");
            let below = handle.folder(at("below")).expect("a folder");
            assert_eq!(handle.device(), below.device());

            assert!(is_refused(handle.file(at("link/secret"), OpenMode::Read)));
            assert!(is_refused(handle.file(at("below/leak"), OpenMode::Read)));
            assert!(is_refused(handle.file(at("link/new"), OpenMode::CreateNew)));
            assert!(handle.file(at("below/leak"), OpenMode::CreateNew).is_err());
            assert!(is_refused(handle.folder(at("link"))));
            assert!(is_refused(handle.entry(at("link/secret"))));
            assert!(is_refused(handle.create_folder(at("link/new"))));
            assert!(is_refused(handle.remove_file(at("link/secret"))));
            assert!(is_refused(handle.remove_empty_folder(at("link/x"))));
            assert!(is_refused(handle.sync_file(at("link/secret"))));
            assert!(is_refused(handle.rename(
                at("below/file"),
                &handle,
                at("link/file")
            )));
            assert!(is_refused(handle.rename(
                at("link/secret"),
                &handle,
                at("mine")
            )));
            let secret = || fs::metadata(disk.path("outside/secret"));
            let modified = || {
                secret()
                    .and_then(|secret| secret.modified())
                    .expect("a time")
            };
            let before = modified();
            handle.touch(at("link/secret"));
            handle.touch(at("below/leak"));
            assert_eq!(modified(), before);
            // a link itself is removed, not what it leads to
            handle.remove_file(at("below/leak")).expect("removed");
            disk.check_outside();
        }
    };
}

check_handle!(a_handle_of_unix_follows_no_link, super::unix::Handle);
check_handle!(a_portable_handle_follows_no_link, super::portable::Handle);

/// The way of a Linux without `openat2`, and of other systems.
#[test]
fn folders_are_opened_one_by_one_without_following_links() {
    use rustix::fs::{Mode, OFlags};
    let disk = Disk::new();
    let site = fs::File::open(disk.path("site")).expect("a folder").into();
    let open = |path: &str, flags| super::unix::walk(&site, Path::new(path), flags, Mode::RUSR);
    assert!(open("below/file", OFlags::RDONLY).is_ok());
    assert!(is_refused(open("link/secret", OFlags::RDONLY)));
    assert!(is_refused(open("below/leak", OFlags::RDONLY)));
    let new = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL;
    assert!(is_refused(open("link/new", new)));
    assert!(open("below/leak", new).is_err());
    disk.check_outside();
}

#[test]
fn no_path_leads_out() {
    let disk = Disk::new();
    let folder = ConfinedFolder::open(&disk.path("site")).expect("a folder");
    for path in [
        "../outside/secret",
        "below/../../outside/secret",
        "/etc/passwd",
        "",
        ".",
    ] {
        assert!(folder.open_file(path).is_err(), "{path}");
        assert!(folder.create_file(path).is_err(), "{path}");
        assert!(folder.remove_file(path).is_err(), "{path}");
        assert!(
            folder.rename("below/file", &folder, path).is_err(),
            "{path}"
        );
    }
    disk.check_outside();
}

#[test]
fn only_regular_files_are_opened() {
    let disk = Disk::new();
    let folder = ConfinedFolder::open(&disk.path("site")).expect("a folder");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        disk.path("site/pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    for path in ["pipe", "below"] {
        let error = folder.open_file(path).expect_err("no file");
        assert_eq!(error.to_string(), "it is not a regular file", "{path}");
    }
}

#[test]
fn a_folder_is_removed_without_what_its_links_lead_to() {
    let disk = Disk::new();
    symlink(disk.path("outside"), disk.path("site/below/link")).expect("a link");
    let folder = ConfinedFolder::open(&disk.path("site")).expect("a folder");
    folder.remove_folder("below").expect("removed");
    assert!(is_refused(folder.remove_folder("link")));
    assert!(!folder.has_folder("below"));
    disk.check_outside();
}

#[test]
fn a_file_is_replaced_in_one_step() {
    let disk = Disk::new();
    let folder = ConfinedFolder::open(&disk.path("site")).expect("a folder");
    fs::write(disk.path("site/.tmp"), "left by a killed run").expect("a file");
    folder
        .replace_file("file", ".tmp", b"one")
        .expect("written");
    folder
        .replace_file("file", ".tmp", b"two")
        .expect("written");
    assert_eq!(fs::read(disk.path("site/file")).expect("a file"), b"two");
    assert!(!folder.has_file(".tmp"));
    for link in ["file", ".tmp"] {
        let _ = fs::remove_file(disk.path("site").join(link));
        symlink(disk.path("outside/secret"), disk.path("site").join(link)).expect("a link");
        assert!(
            is_refused(folder.replace_file("file", ".tmp", b"three")),
            "{link}"
        );
        fs::remove_file(disk.path("site").join(link)).expect("removed");
    }
    disk.check_outside();
}

#[test]
fn empty_folders_go_up_to_the_first_that_is_not_empty() {
    let disk = Disk::new();
    let folder = ConfinedFolder::open(&disk.path("site")).expect("a folder");
    folder.create_folders("below/a/b/c").expect("created");
    folder.remove_empty_folders_above("below/a/b/c/gone/file");
    assert!(!folder.has_folder("below/a"));
    assert!(folder.has_file("below/file"));
}
