//! `scripts/install.sh` and `action.yml`, against releases on a server on loopback.

use crate::program_runner::{Folder, RunOutput, not_run, run_command};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/install.sh");

/// Archives of versions whose program only says its version, and a folder to install into.
struct Releases {
    folder: Folder,
    files: BTreeMap<String, Vec<u8>>,
    /// The ending of addresses whose answers stop half way.
    cut_off: &'static str,
}

impl Releases {
    /// Two versions for every system with archives; the latest is 1.10.0.
    fn new() -> Self {
        let mut releases = Releases {
            folder: Folder::empty(),
            files: BTreeMap::new(),
            cut_off: "nothing",
        };
        releases.add("1.9.0");
        let sums = releases.add("1.10.0");
        releases.put("latest/download/SHA256SUMS", sums);
        releases
    }

    fn add(&mut self, version: &str) -> Vec<u8> {
        let program = format!("#!/bin/sh\necho griot {version} \"$@\"\n");
        self.add_program(version, &program)
    }

    /// Adds a version with this program, and gives its digests.
    fn add_program(&mut self, version: &str, program: &str) -> Vec<u8> {
        let mut sums = String::new();
        for target in [
            "x86_64-unknown-linux-gnu",
            "aarch64-unknown-linux-gnu",
            "x86_64-apple-darwin",
            "aarch64-apple-darwin",
        ] {
            let name = format!("griot-{version}-{target}");
            self.folder.write(&format!("made/{name}/griot"), program);
            let archive = self.folder.path(&format!("made/{name}.tar.gz"));
            let mut tar = Command::new("tar");
            tar.arg("-czf").arg(&archive).arg("-C");
            tar.arg(self.folder.path("made")).arg(&name);
            assert_eq!(run_command(&mut tar).status, 0);
            let bytes = std::fs::read(archive).expect("the archive");
            let digest = Sha256::digest(&bytes);
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            sums += &format!("{digest}  {name}.tar.gz\n");
            self.put(&format!("download/v{version}/{name}.tar.gz"), bytes);
        }
        self.put(&format!("download/v{version}/SHA256SUMS"), sums.clone());
        sums.into_bytes()
    }

    fn put(&mut self, address: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(format!("/{address}"), bytes.into());
    }

    /// Serves the files as they are now.
    fn serve(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (files, cut_off) = (Arc::new(self.files.clone()), self.cut_off);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let files = files.clone();
                thread::spawn(move || answer(stream, &files, cut_off));
            }
        });
        address
    }

    /// The command that runs the script as somebody whose home is `home`.
    fn command(&self) -> Command {
        let mut command = Command::new("sh");
        command
            .arg(SCRIPT)
            .env("HOME", self.folder.path("home"))
            .env("SHELL", "/bin/zsh")
            .env("LC_ALL", "C.UTF-8")
            .env("GRIOT_RELEASES", self.serve())
            .env_remove("GRIOT_BIN")
            .env_remove("GRIOT_VERSION");
        command
    }

    fn install(&self) -> RunOutput {
        run_command(&mut self.command())
    }

    /// Puts a program of this name first into the path of a command.
    fn shadow(&self, command: &mut Command, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        self.folder.write(&format!("shadow/{name}"), script);
        let everybody = std::fs::Permissions::from_mode(0o755);
        let path = self.folder.path(&format!("shadow/{name}"));
        std::fs::set_permissions(path, everybody).expect("rights");
        let path = std::env::var("PATH").expect("a path");
        let shadow = self.folder.path("shadow");
        command.env("PATH", format!("{}:{path}", shadow.display()));
    }

    #[track_caller]
    fn assert_refused(&self, ran: &RunOutput, words: &[&str]) {
        assert_ne!(ran.status, 0, "{ran:?}");
        for word in words {
            assert!(ran.err.contains(word), "no `{word}` in {ran:?}");
        }
        let bin = self.folder.path("home/.local/bin");
        let placed = std::fs::read_dir(bin).is_ok_and(|mut entries| entries.next().is_some());
        assert!(!placed, "something was placed: {ran:?}");
    }
}

fn answer(mut stream: TcpStream, files: &BTreeMap<String, Vec<u8>>, cut_off: &str) {
    let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
    let Some(Ok(first)) = lines.next() else {
        return;
    };
    for line in lines.map_while(Result::ok) {
        if line.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).expect("a path");
    let (status, body) = match files.get(path) {
        Some(bytes) => ("200 OK", bytes.as_slice()),
        None => ("404 Not Found", &b""[..]),
    };
    let length = body.len();
    let sent = if path.ends_with(cut_off) {
        length / 2
    } else {
        length
    };
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(&body[..sent]);
}

fn has(program: &str) -> bool {
    let mut which = Command::new("sh");
    which.args(["-c", &format!("command -v {program}")]);
    run_command(&mut which).status == 0
}

fn has_curl_or_wget() -> bool {
    let has = has("curl") || has("wget");
    if !has {
        not_run("missing: curl or wget");
    }
    has
}

#[test]
fn the_latest_version_is_installed_without_root_and_says_what_to_do_next() {
    if !has_curl_or_wget() {
        return;
    }
    let releases = Releases::new();
    let ran = releases.install();
    assert_eq!(ran.status, 0, "{ran:?}");
    for words in [
        "griot 1.10.0 --version is installed: ",
        "echo 'export PATH=\"$HOME/.local/bin:$PATH\"' >> ~/.zshrc",
        "griot new site",
    ] {
        assert!(ran.out.contains(words), "no `{words}` in {ran:?}");
    }
    assert_eq!(releases.folder.file_names("home/.local/bin"), ["griot"]);

    // again, over the program that is there, by somebody who reads French
    let bin = releases.folder.path("home/.local/bin");
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", bin.display());
    let mut command = releases.command();
    command.env("LC_ALL", "fr_FR.UTF-8").env("PATH", path);
    let again = run_command(&mut command);
    assert_eq!(again.status, 0, "{again:?}");
    assert!(again.out.contains("est installé : "), "{again:?}");
    assert!(!again.out.contains("export PATH"), "{again:?}");
}

#[test]
fn a_version_and_a_folder_can_be_named() {
    if !has_curl_or_wget() {
        return;
    }
    let releases = Releases::new();
    for version in ["1.9.0", "v1.9.0"] {
        let bin = releases.folder.path("my programs");
        let mut command = releases.command();
        command.env("GRIOT_VERSION", version).env("GRIOT_BIN", &bin);
        let ran = run_command(&mut command);
        assert_eq!(ran.status, 0, "{ran:?}");
        assert!(ran.out.contains("griot 1.9.0"), "{ran:?}");
        assert!(bin.join("griot").exists());
        std::fs::remove_dir_all(&bin).expect("removed");
    }
    for (version, words) in [("3.0.0", "are you online"), ("../x", "not a version")] {
        let mut command = releases.command();
        let ran = run_command(command.env("GRIOT_VERSION", version));
        releases.assert_refused(&ran, &[words]);
    }
}

#[test]
fn nothing_is_placed_if_the_archive_is_changed_or_cut_off() {
    if !has_curl_or_wget() {
        return;
    }
    let mut releases = Releases::new();
    for (address, bytes) in &mut releases.files {
        if address.ends_with(".tar.gz") {
            bytes.push(0);
        }
    }
    let ran = releases.install();
    releases.assert_refused(&ran, &["the digest of griot-1.10.0-", "nothing"]);

    let mut releases = Releases::new();
    releases.cut_off = ".tar.gz";
    let ran = releases.install();
    releases.assert_refused(&ran, &["cannot get ", ".tar.gz"]);

    releases.cut_off = "SHA256SUMS";
    let ran = releases.install();
    releases.assert_refused(&ran, &["cannot get ", "SHA256SUMS"]);
}

#[test]
fn a_program_that_does_not_run_here_replaces_none() {
    if !has_curl_or_wget() {
        return;
    }
    let mut releases = Releases::new();
    releases.install();
    let old = releases.folder.read("home/.local/bin/griot");
    // the digest is right, the program is for another machine
    let sums = releases.add_program("1.10.0", "#!/no/such\n");
    releases.put("latest/download/SHA256SUMS", sums);
    let ran = releases.install();
    assert_ne!(ran.status, 0, "{ran:?}");
    assert!(ran.err.contains("does not run on this computer"), "{ran:?}");
    assert_eq!(releases.folder.read("home/.local/bin/griot"), old);
    assert_eq!(releases.folder.file_names("home/.local/bin"), ["griot"]);
}

#[test]
fn a_system_without_a_program_is_named() {
    let releases = Releases::new();
    for (answers, words) in [
        ("case $1 in -s) echo Plan9;; *) echo x86_64;; esac", "Plan9"),
        (
            "case $1 in -s) echo Linux;; *) echo riscv64;; esac",
            "riscv64",
        ),
    ] {
        let mut command = releases.command();
        releases.shadow(&mut command, "uname", &format!("#!/bin/sh\n{answers}\n"));
        let ran = run_command(&mut command);
        releases.assert_refused(&ran, &["there is no program", words, "the manual"]);
    }
    let mut command = releases.command();
    releases.shadow(
        &mut command,
        "uname",
        "#!/bin/sh\ncase $1 in -s) echo Linux;; *) echo x86_64;; esac\n",
    );
    let musl = "#!/bin/sh\necho 'musl libc (x86_64)' >&2\nexit 1\n";
    releases.shadow(&mut command, "ldd", musl);
    let ran = run_command(&mut command);
    releases.assert_refused(&ran, &["musl", "the manual"]);
}

#[test]
fn half_a_script_does_nothing() {
    let releases = Releases::new();
    let text = std::fs::read_to_string(SCRIPT).expect("the script");
    for part in 1..20 {
        let mut end = text.trim_end().len() * part / 20;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        releases.folder.write("half.sh", &text[..end]);
        let mut shell = Command::new("sh");
        shell
            .arg(releases.folder.path("half.sh"))
            .env("HOME", releases.folder.path("home"))
            .env("GRIOT_RELEASES", "http://127.0.0.1:9");
        let ran = run_command(&mut shell);
        assert!(!ran.err.contains("cannot get"), "{ran:?}");
        assert!(!releases.folder.has("home"), "{ran:?}");
    }
}

/// Runs the steps of the action that are commands, as a workflow does.
#[test]
fn the_action_installs_a_version_and_builds() {
    if !has_curl_or_wget() || !has("bash") {
        return;
    }
    let releases = Releases::new();
    let action = crate::release_files::action();
    let steps = action["runs"]["steps"].as_array().expect("steps");
    let script = |step: &Value| step["run"].as_str().expect("a script").to_string();
    let (first, last) = (script(&steps[0]), script(&steps[steps.len() - 1]));

    let run = |script: &str| {
        let mut bash = Command::new("bash");
        let path = std::env::var("PATH").expect("a path");
        let bin = releases.folder.path("temp/griot");
        bash.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .env("ACTION", Path::new(env!("CARGO_MANIFEST_DIR")))
            .env("VERSION", "1.9.0")
            .env("ARGUMENTS", "build --drafts * $(touch x)")
            .env("RUNNER_TEMP", releases.folder.path("temp"))
            .env("GITHUB_PATH", releases.folder.path("path"))
            .env("GITHUB_OUTPUT", releases.folder.path("output"))
            .env("GRIOT_RELEASES", releases.serve())
            .env("PATH", format!("{}:{path}", bin.display()))
            .current_dir(releases.folder.path(""));
        let ran = run_command(&mut bash);
        assert_eq!(ran.status, 0, "{ran:?}");
        ran.out
    };
    run(&first);
    assert_eq!(releases.folder.read("output"), "version=1.9.0\n");
    assert!(releases.folder.read("path").ends_with("/temp/griot\n"));
    // arguments are words, which no shell runs
    let built = run(&last);
    assert_eq!(built, "griot 1.9.0 build --drafts * $(touch x)\n");
}
