//! [`run`]: one run of a program of the system, with its input and its output.

use super::error::DeployError;
use super::redact::redact;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

/// What a program said.
pub struct ProgramOutput {
    /// Its exit status; `None` where a signal ended it.
    pub status: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl ProgramOutput {
    /// Whether the program succeeded.
    pub fn is_success(&self) -> bool {
        self.status == Some(0)
    }

    /// What it says of its failure, on one line and without secrets.
    pub fn reason(&self) -> String {
        let lines = self.stderr.lines().map(str::trim);
        let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
        // the last lines of rsync repeat the first ones
        let lines = lines.get(..lines.len().min(4)).unwrap_or_default();
        match lines.is_empty() {
            true => format!("exit status {}", self.status.unwrap_or(-1)),
            false => redact(&lines.join("; ")),
        }
    }
}

/// Runs a program with `input` on its standard input. Calls `on_line` for each line of its output.
pub fn run(
    program: &'static str,
    command: &mut Command,
    input: Vec<u8>,
    on_line: &dyn Fn(),
) -> Result<ProgramOutput, DeployError> {
    let failed = |error| DeployError::program(program, error);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(failed)?;
    let (Some(mut stdin), Some(stdout), Some(mut stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(failed(std::io::ErrorKind::BrokenPipe.into()));
    };
    // a program that reads no input closes it
    thread::spawn(move || stdin.write_all(&input));
    let errors = thread::spawn(move || {
        let mut text = Vec::new();
        let _ = stderr.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let mut output = Vec::new();
    let mut reader = BufReader::new(stdout);
    while reader.read_until(b'\n', &mut output).map_err(failed)? > 0 {
        on_line();
    }
    let status = child.wait().map_err(failed)?;
    Ok(ProgramOutput {
        status: status.code(),
        stdout: output,
        stderr: errors.join().unwrap_or_default(),
    })
}
