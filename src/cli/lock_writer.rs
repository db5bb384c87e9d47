//! [`update_lock`]: changes `griot.lock`, one writer after the other.
//!
//! Takes a function from the lock as it is to the lock as it shall be. Reads the file again under a
//! lock of the system, so that no acceptance of another writer is lost, and replaces it in one step.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell waits for another writer"
)]

use super::command_failure::CommandFailure;
use super::terminal_output::Terminal;
use crate::confined_folder::{ConfinedFolder, state_of};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::site_folder::SiteFolder;
use crate::translations::lock_file::{LOCK, Lock};
use crate::{message, phrase, pipeline};
use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// The folder of [`WRITER`], which is not under version control.
const FOLDER: &str = ".griot";

/// A file that the writer of `griot.lock` has locked, with the number of its process.
const WRITER: &str = ".griot/lock-writer";

/// The time that a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(30);

/// The time after which it says so.
const QUIET: Duration = Duration::from_secs(1);

/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// The longest number of a process.
const PROCESS_BYTES: u64 = 20;

/// Replaces `griot.lock` by what `change` makes of it.
///
/// # Errors
/// The file has errors or cannot be written; another process holds it for too long; `change` fails.
pub fn update_lock(
    site: &SiteFolder,
    terminal: &Terminal,
    change: impl FnOnce(Arc<Lock>) -> Result<Lock, CommandFailure>,
) -> Result<(), CommandFailure> {
    let cannot_write = |error: io::Error| CommandFailure::cannot_write(LOCK, &error);
    let folder = site.folder().map_err(cannot_write)?;
    let _writer = Writer::wait(&folder, terminal)?;
    let loaded = pipeline::lock(site);
    // warnings are reported where the site is read
    if has_errors(&loaded.problems) {
        return Err(CommandFailure::unreadable_site(loaded.problems));
    }
    let text = change(loaded.lock)?.write();
    let temporary = format!(".{LOCK}.new");
    folder
        .replace_file(LOCK, &temporary, text.as_bytes())
        .map_err(cannot_write)
}

/// The only writer of `griot.lock`, as long as it lives. The system unlocks its file when it is
/// closed.
struct Writer(File);

impl Writer {
    /// Waits until no other process writes, and leaves the number of this one.
    fn wait(folder: &ConfinedFolder, terminal: &Terminal) -> Result<Self, CommandFailure> {
        let cannot_write = |error| CommandFailure::cannot_write(WRITER, &error);
        loop {
            let file = open_writer(folder).map_err(cannot_write)?;
            lock(&file, terminal)?;
            // somebody may have deleted the file meanwhile: then another process locks a new one
            let entry = folder.entry(WRITER).map_err(cannot_write)?;
            let inode = entry.and_then(|entry| entry.state).map(|state| state.inode);
            if inode == state_of(&file).map(|state| state.inode) {
                let writer = Writer(file);
                writer.note_process();
                return Ok(writer);
            }
        }
    }

    /// For whoever waits; nothing depends on it.
    fn note_process(&self) {
        let mut file = &self.0;
        let number = std::process::id().to_string();
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(number.as_bytes()));
    }
}

impl Drop for Writer {
    /// Empties the file, which is then the same on all branches of git.
    fn drop(&mut self) {
        let _ = self.0.set_len(0);
    }
}

fn open_writer(folder: &ConfinedFolder) -> io::Result<File> {
    folder.create_folders(FOLDER)?;
    match folder.create_file(WRITER) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            folder.open_file_to_write(WRITER)
        }
        created => created,
    }
}

/// Waits until no other process has locked a file, and locks it.
fn lock(writer: &File, terminal: &Terminal) -> Result<(), CommandFailure> {
    let start = Instant::now();
    let mut has_said = false;
    loop {
        match writer.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::Error(error)) => {
                return Err(CommandFailure::cannot_write(LOCK, &error));
            }
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => {
                return Err(CommandFailure::Failed(held(holder(writer))));
            }
            Err(TryLockError::WouldBlock) => {}
        }
        if !has_said && start.elapsed() > QUIET {
            has_said = true;
            terminal.note(match holder(writer) {
                Some(process) => phrase!(
                    "another griot (process {process}) writes griot.lock: waiting for its end",
                    process = u64::from(process)
                ),
                None => phrase!("another griot writes griot.lock: waiting for its end"),
            });
        }
        thread::sleep(PAUSE);
    }
}

/// The number of the process that writes, where it is known.
fn holder(writer: &File) -> Option<u32> {
    let mut number = String::new();
    let mut start = writer.try_clone().ok()?;
    start.rewind().ok()?;
    start.take(PROCESS_BYTES).read_to_string(&mut number).ok()?;
    number.parse().ok()
}

fn held(process: Option<u32>) -> Diagnostic {
    let message = match process {
        Some(process) => message!(
            Code::LockHeld,
            "cannot write `{path}`: process {process} holds it",
            path = LOCK,
            process = u64::from(process)
        ),
        None => message!(
            Code::LockHeld,
            "cannot write `{path}`: another process holds it",
            path = LOCK
        ),
    };
    Diagnostic::error("", message).hint(phrase!("end that process, and try again"))
}
