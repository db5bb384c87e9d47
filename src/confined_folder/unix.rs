//! Handles of Unix: each call names a path below an open folder (`openat` and its like).
//!
//! On Linux, one `openat2` with `RESOLVE_BENEATH` and `RESOLVE_NO_SYMLINKS` opens a path. Elsewhere,
//! and on a Linux before 5.6, the folders of a path are opened one by one, none of them through a
//! link.

use super::OpenMode;
use super::entry::{Entry, EntryKind, LINK_REFUSED, special_error};
use crate::file_state::FileState;
use rustix::fs::{
    Access, AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat, Timespec, Timestamps, UTIME_NOW,
    UTIME_OMIT,
};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::{Component, Path};

/// Flags for a folder that later calls start from.
#[cfg(target_os = "linux")]
const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC);

/// Permissions of new files and folders, before the user's mask.
const FILE_MODE: Mode = Mode::from_raw_mode(0o666);
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o777);

/// An open folder.
#[derive(Debug)]
pub struct Handle(OwnedFd);

/// The folder that holds an entry, and the entry's name in it.
struct Location<'p> {
    folder: FolderFd<'p>,
    name: &'p OsStr,
}

enum FolderFd<'p> {
    Borrowed(BorrowedFd<'p>),
    Owned(OwnedFd),
}

impl AsFd for FolderFd<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            FolderFd::Borrowed(fd) => *fd,
            FolderFd::Owned(fd) => fd.as_fd(),
        }
    }
}

impl Handle {
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Handle(rustix::fs::openat(
            CWD,
            path,
            FOLDER,
            Mode::empty(),
        )?))
    }

    pub fn folder(&self, path: &Path) -> io::Result<Self> {
        Ok(Handle(self.open_below(path, FOLDER, Mode::empty())?))
    }

    pub fn as_file(&self) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(File::from(rustix::fs::openat(
            &self.0,
            ".",
            flags,
            Mode::empty(),
        )?))
    }

    pub fn file(&self, path: &Path, mode: OpenMode) -> io::Result<File> {
        // a pipe that nobody writes to would block
        let (flags, mode) = match mode {
            OpenMode::Read => (OFlags::RDONLY | OFlags::NONBLOCK, Mode::empty()),
            OpenMode::Write => (OFlags::RDWR | OFlags::NONBLOCK, Mode::empty()),
            OpenMode::CreateNew => (OFlags::RDWR | OFlags::CREATE | OFlags::EXCL, FILE_MODE),
        };
        Ok(File::from(self.open_below(
            path,
            flags | OFlags::CLOEXEC,
            mode,
        )?))
    }

    pub fn entry(&self, path: &Path) -> io::Result<Entry> {
        let at = self.locate(path)?;
        let stat = rustix::fs::statat(&at.folder, at.name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(Entry {
            kind: kind(&stat),
            state: file_state(&stat),
        })
    }

    pub fn create_folder(&self, path: &Path) -> io::Result<()> {
        let at = self.locate(path)?;
        Ok(rustix::fs::mkdirat(&at.folder, at.name, FOLDER_MODE)?)
    }

    pub fn rename(&self, from: &Path, to: &Handle, target: &Path) -> io::Result<()> {
        let from = self.locate(from)?;
        let to = to.locate(target)?;
        Ok(rustix::fs::renameat(
            &from.folder,
            from.name,
            &to.folder,
            to.name,
        )?)
    }

    pub fn remove_file(&self, path: &Path) -> io::Result<()> {
        let at = self.locate(path)?;
        Ok(rustix::fs::unlinkat(&at.folder, at.name, AtFlags::empty())?)
    }

    pub fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        let at = self.locate(path)?;
        Ok(rustix::fs::unlinkat(
            &at.folder,
            at.name,
            AtFlags::REMOVEDIR,
        )?)
    }

    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(self.as_file()?)? {
            let name = entry?.file_name().to_bytes().to_vec();
            if name != b"." && name != b".." {
                names.push(OsString::from_vec(name));
            }
        }
        Ok(names)
    }

    pub fn is_writable(&self) -> bool {
        let access = Access::WRITE_OK | Access::EXEC_OK;
        let answer = rustix::fs::accessat(&self.0, ".", access, AtFlags::EACCESS);
        // a container may not allow the question: then the write itself tells
        !matches!(answer, Err(Errno::ACCESS | Errno::ROFS))
    }

    pub fn device(&self) -> u64 {
        #[allow(clippy::useless_conversion, reason = "the type differs by system")]
        rustix::fs::fstat(&self.0).map_or(0, |stat| stat.st_dev.try_into().unwrap_or(0))
    }

    pub fn touch(&self, path: &Path) {
        let now = |nanoseconds| Timespec {
            tv_sec: 0,
            tv_nsec: nanoseconds,
        };
        let times = Timestamps {
            last_access: now(UTIME_OMIT),
            last_modification: now(UTIME_NOW),
        };
        if let Ok(at) = self.locate(path) {
            let _ = rustix::fs::utimensat(&at.folder, at.name, &times, AtFlags::SYMLINK_NOFOLLOW);
        }
    }

    pub fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.file(path, OpenMode::Read)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    pub fn sync_file_system(&self) -> io::Result<bool> {
        rustix::fs::syncfs(self.as_file()?)?;
        Ok(true)
    }

    #[cfg(not(target_os = "linux"))]
    pub fn sync_file_system(&self) -> io::Result<bool> {
        Ok(false)
    }

    /// The folder of an entry. The entry itself is not looked at.
    fn locate<'p>(&'p self, path: &'p Path) -> io::Result<Location<'p>> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let folder = match path.parent() {
            Some(above) if !above.as_os_str().is_empty() => {
                FolderFd::Owned(self.open_below(above, FOLDER, Mode::empty())?)
            }
            _ => FolderFd::Borrowed(self.0.as_fd()),
        };
        Ok(Location { folder, name })
    }

    #[cfg(target_os = "linux")]
    fn open_below(&self, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
        use rustix::fs::ResolveFlags;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match rustix::fs::openat2(&self.0, path, flags, mode, resolve) {
            Ok(fd) => Ok(fd),
            Err(Errno::LOOP | Errno::XDEV) => Err(special_error(LINK_REFUSED)),
            // a system before Linux 5.6, or a container that does not allow the call
            Err(Errno::NOSYS | Errno::PERM) => walk(&self.0, path, flags, mode),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_below(&self, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
        walk(&self.0, path, flags, mode)
    }
}

/// Opens the folders of a path one by one, none of them through a link.
pub fn walk(from: &OwnedFd, path: &Path, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    let mut parts = path.components().peekable();
    let mut folder: Option<OwnedFd> = None;
    while let Some(part) = parts.next() {
        let name = match part {
            Component::Normal(name) => name,
            _ => OsStr::new("."),
        };
        let own = folder.as_ref().unwrap_or(from);
        if parts.peek().is_none() {
            return open_entry(own, name, flags, mode);
        }
        folder = Some(open_entry(own, name, FOLDER, Mode::empty())?);
    }
    Err(io::ErrorKind::InvalidInput.into())
}

fn open_entry(folder: &OwnedFd, name: &OsStr, flags: OFlags, mode: Mode) -> io::Result<OwnedFd> {
    rustix::fs::openat(folder, name, flags | OFlags::NOFOLLOW, mode).map_err(|error| {
        let stat = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW);
        let is_link = stat.is_ok_and(|stat| kind(&stat) == EntryKind::Link);
        match is_link && error != Errno::EXIST {
            true => special_error(LINK_REFUSED),
            false => error.into(),
        }
    })
}

/// Whether a file has hard links.
pub fn has_other_names(file: &File) -> bool {
    rustix::fs::fstat(file).is_ok_and(|stat| stat.st_nlink > 1)
}

/// The state of an open file.
pub fn state_of(file: &File) -> Option<FileState> {
    file_state(&rustix::fs::fstat(file).ok()?)
}

fn kind(stat: &Stat) -> EntryKind {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => EntryKind::File,
        FileType::Directory => EntryKind::Folder,
        FileType::Symlink => EntryKind::Link,
        _ => EntryKind::Other,
    }
}

#[allow(
    clippy::unnecessary_fallible_conversions,
    clippy::useless_conversion,
    reason = "the types differ by system"
)]
fn file_state(stat: &Stat) -> Option<FileState> {
    let nanoseconds =
        |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
    let modified_rest = i64::try_from(stat.st_mtime_nsec).ok()?;
    let changed_rest = i64::try_from(stat.st_ctime_nsec).ok()?;
    Some(FileState {
        bytes: u64::try_from(stat.st_size).ok()?,
        modified: nanoseconds(stat.st_mtime.into(), modified_rest)?,
        changed: nanoseconds(stat.st_ctime.into(), changed_rest)?,
        inode: stat.st_ino.into(),
        fingerprint: None,
    })
}
