//! [`run`]: one run of git, which cannot hang, flood or take all memory, whatever a repository holds.

#![expect(clippy::disallowed_methods, reason = "the shell starts git")]

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// Options of every run: nothing that a repository's settings name is started or read.
const OPTIONS: [&str; 10] = [
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "protocol.allow=never",
    // a folder of a clone may be a repository with settings of its own
    "-c",
    "safe.bareRepository=explicit",
];

/// Variables of every run: no network, no questions, no locks, messages in English.
const VARIABLES: [Variable; 6] = [
    variable("GIT_NO_LAZY_FETCH", "1"),
    variable("GIT_NO_REPLACE_OBJECTS", "1"),
    variable("GIT_ALLOW_PROTOCOL", "none"),
    variable("GIT_TERMINAL_PROMPT", "0"),
    variable("GIT_OPTIONAL_LOCKS", "0"),
    variable("LC_ALL", "C"),
];

/// The longest time that a run may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of the longest output: those of the longest text, and some.
const OUTPUT_BYTES: usize = 20 * 1024 * 1024;

/// Bytes of memory that git may take, besides the packs that it maps.
#[cfg(target_os = "linux")]
const MEMORY_BYTES: u64 = 1024 * 1024 * 1024;

struct Variable {
    name: &'static str,
    value: &'static str,
}

const fn variable(name: &'static str, value: &'static str) -> Variable {
    Variable { name, value }
}

/// What git said.
pub struct GitOutput {
    /// Whether its exit status is 0.
    pub success: bool,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl GitOutput {
    /// The standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

/// Runs git in a folder, with `input` on its standard input.
///
/// # Errors
/// Git cannot be started, takes too long or says too much.
pub fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> io::Result<GitOutput> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(OPTIONS).args(arguments);
    for Variable { name, value } in VARIABLES {
        command.env(name, value);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    limit_memory(&child);
    let output = read_output(&mut child, input);
    if output.is_err() {
        let _ = child.kill();
    }
    let status = child.wait()?;
    let Streams { stdout, stderr } = output?;
    Ok(GitOutput {
        success: status.success(),
        stdout,
        stderr,
    })
}

/// Both outputs of a run.
struct Streams {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// Writes the input and reads both outputs, each in a thread of its own: git answers while it reads.
fn read_output(child: &mut Child, input: &[u8]) -> io::Result<Streams> {
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    let input = input.to_vec();
    thread::spawn(move || stdin.write_all(&input));
    let stdout = read_in_thread(stdout);
    let stderr = read_in_thread(stderr);
    Ok(Streams {
        stdout: wait(&stdout)?,
        stderr: wait(&stderr)?,
    })
}

fn read_in_thread(stream: impl Read + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, bytes) = channel();
    thread::spawn(move || {
        let mut read = Vec::new();
        let most = OUTPUT_BYTES as u64 + 1;
        let done = stream.take(most).read_to_end(&mut read);
        // nobody waits any more for one that took too long
        let _ = sender.send(done.map(|_| read));
    });
    bytes
}

fn wait(stream: &Receiver<io::Result<Vec<u8>>>) -> io::Result<Vec<u8>> {
    let seconds = PATIENCE.as_secs();
    let too_long = || io::Error::other(format!("it gave no answer for {seconds} seconds"));
    let bytes = stream.recv_timeout(PATIENCE).map_err(|_| too_long())??;
    match bytes.len() > OUTPUT_BYTES {
        true => Err(io::Error::other("its answer is too long")),
        false => Ok(bytes),
    }
}

/// A pack of some kilobytes can expand to gigabytes.
#[cfg(target_os = "linux")]
fn limit_memory(child: &Child) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit {
        current: Some(MEMORY_BYTES),
        maximum: Some(MEMORY_BYTES),
    };
    if let Some(process) = Pid::from_raw(child.id() as i32) {
        let _ = prlimit(Some(process), Resource::Data, limit);
    }
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: &Child) {}
