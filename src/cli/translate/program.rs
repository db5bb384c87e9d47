//! [`RunningProgram`]: a translation program, asked one line at a time.
//!
//! Writes a JSON object on a line, and reads one back. A program that is silent for too long, ends,
//! or answers with something else is stopped, with a message.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell starts the program that the settings name"
)]

use crate::cli::command_failure::CommandFailure;
use crate::config::TranslationProgram;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::machine_translation::{Answer, TranslationRequest};
use crate::{message, phrase};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::thread;
use std::time::Duration;

/// Bytes of the longest answer.
const ANSWER_BYTES: u64 = 4 * 1024 * 1024;

/// A program that was started. It ends when this is dropped, with all programs that it started.
pub struct RunningProgram {
    name: String,
    child: Child,
    requests: Sender<Vec<u8>>,
    answers: Receiver<io::Result<Vec<u8>>>,
    /// How long it may think about one section.
    patience: Duration,
}

impl RunningProgram {
    /// Starts a program in the site's folder. What it writes to standard error goes to the terminal.
    pub fn start(
        command: &TranslationProgram,
        root: &Path,
        patience: Duration,
    ) -> Result<Self, CommandFailure> {
        let name = command.program.clone();
        let cannot_start = |error: io::Error| {
            failure(phrase!(
                "the translation program `{name}` cannot be started: {reason}",
                name = &name,
                reason = error.to_string()
            ))
        };
        // a path is one from the site's root, a bare name one of the system
        let program = match name.contains('/') {
            true => std::path::absolute(root.join(&name)).map_err(cannot_start)?,
            false => name.clone().into(),
        };
        let mut command_line = Command::new(program);
        command_line
            .args(&command.arguments)
            .current_dir(root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command_line, 0);
        let mut child = command_line.spawn().map_err(cannot_start)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(cannot_start(io::ErrorKind::BrokenPipe.into()));
        };
        Ok(RunningProgram {
            name,
            child,
            requests: write_lines(input),
            answers: read_lines(output),
            patience,
        })
    }

    /// Sends a request and waits for its answer.
    pub fn ask(&mut self, request: &TranslationRequest) -> Result<Answer, CommandFailure> {
        let mut line = serde_json::to_vec(request).unwrap_or_default();
        line.push(b'\n');
        let name = &self.name;
        // a program that ended takes no more text, and gives no answer either
        let _ = self.requests.send(line);
        let line = match self.answers.recv_timeout(self.patience) {
            Ok(line) => line.map_err(|error| {
                failure(phrase!(
                    "the answer of the translation program `{name}` cannot be read: {reason}",
                    name = name,
                    reason = error.to_string()
                ))
            })?,
            Err(RecvTimeoutError::Timeout) => {
                return Err(failure(phrase!(
                    "the translation program `{name}` gave no answer for {seconds} seconds",
                    name = name,
                    seconds = self.patience.as_secs()
                )));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(failure(phrase!(
                    "the translation program `{name}` ended before its answer",
                    name = name
                )));
            }
        };
        self.read_answer(&line, request.id)
    }

    fn read_answer(&self, line: &[u8], id: usize) -> Result<Answer, CommandFailure> {
        let name = &self.name;
        let Ok(line) = std::str::from_utf8(line) else {
            return Err(failure(phrase!(
                "the answer of the translation program `{name}` is not UTF-8",
                name = name
            )));
        };
        let answer: Answer = serde_json::from_str(line).map_err(|error| {
            failure(phrase!(
                "the answer of the translation program `{name}` is not the JSON that it should be: {reason}",
                name = name,
                reason = error.to_string()
            ))
        })?;
        match answer.id == id {
            true => Ok(answer),
            false => Err(failure(phrase!(
                "the translation program `{name}` answered number {other} where number {id} was asked",
                name = name,
                other = answer.id,
                id = id
            ))),
        }
    }
}

impl Drop for RunningProgram {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(group) = rustix::process::Pid::from_raw(self.child.id() as i32) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes lines in a thread of its own: a program that does not read stops nobody.
fn write_lines(mut input: ChildStdin) -> Sender<Vec<u8>> {
    let (sender, lines) = channel::<Vec<u8>>();
    thread::spawn(move || {
        for line in lines {
            if input.write_all(&line).and_then(|()| input.flush()).is_err() {
                return;
            }
        }
    });
    sender
}

/// Reads lines in a thread of its own, one ahead of what is asked for.
fn read_lines(output: ChildStdout) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, lines) = sync_channel(1);
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        while let Some(line) = read_line(&mut output).transpose() {
            let is_broken = line.is_err();
            // nobody waits for an answer any more
            if sender.send(line).is_err() || is_broken {
                return;
            }
        }
    });
    lines
}

/// The next line without its end; `None` at the end of the output.
fn read_line(output: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    output.take(ANSWER_BYTES).read_until(b'\n', &mut line)?;
    if line.pop_if(|byte| *byte == b'\n').is_none() && line.len() as u64 == ANSWER_BYTES {
        return Err(io::Error::other("a line is too long"));
    }
    Ok((!line.is_empty()).then_some(line))
}

fn failure(message: Text) -> CommandFailure {
    let message = message!(Code::TranslationProgram, "{message}", message = message);
    let hint = phrase!("nothing was written; `translate` in griot.yaml names the program");
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}
