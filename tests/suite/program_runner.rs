//! Runs the program in a temporary folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// 2026-11-23T12:00:00Z, in seconds.
pub const EPOCH: &str = "1795435200";

/// A temporary folder with a site; removed when its last owner is dropped.
#[derive(Clone)]
pub struct Folder {
    folder: std::sync::Arc<tempfile::TempDir>,
}

/// Output and exit status of a run.
#[derive(Debug)]
pub struct RunOutput {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    /// A folder with the files of a one-string site.
    pub fn new(text: &str) -> Self {
        let folder = Folder {
            folder: std::sync::Arc::new(tempfile::tempdir().expect("a folder")),
        };
        for (path, bytes) in crate::harness::sources(text).files.0 {
            folder.write(&path, &bytes);
        }
        folder
    }

    pub fn empty() -> Self {
        Folder {
            folder: std::sync::Arc::new(tempfile::tempdir().expect("a folder")),
        }
    }

    /// A copy of a golden site, with the test themes.
    pub fn golden(name: &str) -> Self {
        let folder = Folder::empty();
        for (path, bytes) in crate::golden_sites::golden_sources(name).files.0 {
            folder.write(&path, &bytes);
        }
        folder
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }

    /// Runs git in the folder, which must succeed.
    pub fn git(&self, arguments: &[&str]) -> RunOutput {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=n", "-c", "user.email=e@example.org"])
            .args(["-c", "init.defaultBranch=main"])
            .args(arguments)
            .current_dir(self.path(""))
            .env("GIT_CONFIG_NOSYSTEM", "1");
        let ran = run_command(&mut git);
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        ran
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("a file is removed");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Names of the entries of a folder, sorted, without `.griot`.
    pub fn file_names(&self, path: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(path)).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries
            .map(name)
            .map(|name| name.to_string_lossy().into())
            .filter(|name| name != ".griot")
            .collect();
        names.sort();
        names
    }

    pub fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        crate::golden_sites::tree(&self.path(path))
    }

    /// The files of an output folder. Of its record, the published files alone: it remembers
    /// addresses of earlier builds too.
    pub fn published(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = self.tree(out);
        if let Some(record) = files.get_mut(".griot") {
            let text = String::from_utf8_lossy(record);
            let lines = text.lines().skip(1);
            let lines: Vec<&str> = lines.filter(|line| !line.starts_with('{')).collect();
            *record = lines.join("\n").into_bytes();
        }
        files
    }

    /// A command that runs the program in the folder. `GRIOT_PROGRAM` names another one:
    /// `scripts/windows` runs that of Windows.
    pub fn griot(&self, arguments: &[&str]) -> Command {
        let named = std::env::var_os("GRIOT_PROGRAM");
        let mut command = Command::new(named.unwrap_or(env!("CARGO_BIN_EXE_griot").into()));
        command.args(arguments).current_dir(self.folder.path());
        command
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> RunOutput {
        run_command(&mut self.griot(arguments))
    }

    /// Runs the program with 4 GB of address space, and stops it after 300 seconds.
    pub fn run_with_limits(&self, arguments: &[&str]) -> RunOutput {
        let script = "ulimit -v 4194304; exec timeout --kill-after=5 300 \"$0\" \"$@\"";
        let mut shell = Command::new("bash");
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_griot")])
            .args(arguments)
            .current_dir(self.path(""))
            .env("SOURCE_DATE_EPOCH", EPOCH)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::null());
        run_command(&mut shell)
    }

    /// Runs the program and asserts that it succeeds.
    #[track_caller]
    pub fn run_ok(&self, arguments: &[&str]) -> RunOutput {
        let ran = self.run(arguments);
        assert_eq!(ran.status, 0, "{arguments:?}: {ran:?}");
        ran
    }
}

pub fn run_command(command: &mut Command) -> RunOutput {
    let output = command.output().expect("the program runs");
    RunOutput {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

/// Reports that a test cannot run on this machine; fails where `CI` is set.
///
/// `scripts/test` reads these lines, and lists them at its end.
pub fn not_run(why: &str) {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    assert!(std::env::var_os("CI").is_none(), "not run: {why}");
    // one write, to the error output itself: the harness captures `eprintln!`, and prints dots
    let line = format!("\nnot run: {test} ({})\n", why.trim());
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// Copies a folder and everything in it.
pub fn copy_folder(from: &Path, to: &Path) {
    for (path, bytes) in crate::golden_sites::tree(from) {
        let target = to.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder is made");
        fs::write(target, bytes).expect("a file is written");
    }
}
