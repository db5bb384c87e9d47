//! What the program says: results on standard output, problems on standard error.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell reads the environment and the clock"
)]

use crate::content::Files;
use crate::diagnostic::{self, CheckRule, Diagnostic, English, Severity};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Wrong usage.
const USAGE: u8 = 2;

/// Nobody reads more problems at once.
const SHOWN: usize = 200;

/// Work that takes longer than this shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether something could not be written to standard output.
static UNSAID: AtomicBool = AtomicBool::new(false);

#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    quiet: bool,
    pub json: bool,
    color: bool,
}

impl Terminal {
    /// Colours unless `NO_COLOR` is set (no-color.org) or standard error is no terminal.
    pub fn new(quiet: bool, json: bool) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Terminal {
            quiet,
            json,
            color: !no_color && std::io::stderr().is_terminal(),
        }
    }

    /// A result, unless `--quiet` or `--json` speak for it. Names in it are made visible.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            let lines: Vec<_> = text.split('\n').map(diagnostic::harmless).collect();
            self.print(&lines.join("\n"));
        }
    }

    /// What was asked for, come what may. A closed pipe is no error of ours; a full disk is one.
    pub fn print(&self, text: &str) {
        match writeln!(std::io::stdout(), "{text}") {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                UNSAID.store(true, Ordering::Relaxed);
                self.error(&format!("cannot write to standard output: {error}"));
            }
            _ => {}
        }
    }

    /// The program's exit status: what was asked for and could not be said was not done.
    pub fn ended(&self, code: ExitCode) -> ExitCode {
        if UNSAID.load(Ordering::Relaxed) {
            return ExitCode::FAILURE;
        }
        code
    }

    /// The path of a file that was written below `root`.
    pub fn created(&self, root: &Path, path: &str) -> ExitCode {
        if self.json {
            self.print(&json!({"ok": true, "path": path}).to_string());
        } else {
            self.print(&root.join(path).display().to_string());
        }
        ExitCode::SUCCESS
    }

    /// How far work is; seen on a terminal only, and only when it takes long. `steps` are how many
    /// there will be, where that is known.
    pub fn progress(&self, what: &'static str, steps: Option<usize>) -> Progress {
        let length = steps.map(|steps| steps as u64);
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        bar.set_message(what);
        let template = match steps {
            Some(_) => "{msg} {bar:30} {pos}/{len}",
            None => "{msg} {pos}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            shown: AtomicBool::new(self.quiet || self.json || !std::io::stderr().is_terminal()),
            start: Instant::now(),
        }
    }

    /// Problems with their places; `files` gives the lines.
    pub fn report(&self, diagnostics: &[Diagnostic], files: &dyn Files) {
        let mut shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
        let more = shown.len().saturating_sub(SHOWN);
        if more > 0 {
            shown.sort_by_key(|diagnostic| diagnostic.severity);
            shown.truncate(SHOWN);
        }
        if shown.is_empty() {
            return;
        }
        let text_of = |path: &str| {
            let bytes = files.read(path).ok()?;
            let text = String::from_utf8(bytes).ok()?;
            Some(
                text.strip_prefix('\u{feff}')
                    .map(str::to_string)
                    .unwrap_or(text),
            )
        };
        let text = diagnostic::print(&shown, &English, &text_of, self.color);
        let _ = writeln!(std::io::stderr(), "{text}");
        if more > 0 {
            let _ = writeln!(
                std::io::stderr(),
                "… and {more} more; `--json` lists them all\n"
            );
        }
    }

    /// Ends a command that problems of the site, reported already, kept from being done.
    pub fn refuse(&self, diagnostics: &[Diagnostic], message: &str) -> ExitCode {
        if self.json {
            self.print(&json!({"ok": false, "problems": problems(diagnostics)}).to_string());
        }
        self.error(message)
    }

    /// Ends a command that was not done, for a reason without a place in the site.
    pub fn fail(&self, message: &str) -> ExitCode {
        self.refuse(&[Diagnostic::error("", message)], message)
    }

    /// Ends a command that has given its answer, which is no good one.
    pub fn error(&self, message: &str) -> ExitCode {
        let _ = writeln!(std::io::stderr(), "error: {message}");
        ExitCode::FAILURE
    }

    /// What goes on, for who waits for it.
    pub fn note(&self, message: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "note: {message}");
        }
    }

    /// What a command does all the same, and its user should know.
    pub fn warn(&self, message: &str) {
        if !self.quiet {
            let _ = writeln!(std::io::stderr(), "warning: {message}");
        }
    }

    /// Ends a command that was asked for wrongly.
    pub fn usage(&self, message: &str) -> ExitCode {
        self.fail(message);
        ExitCode::from(USAGE)
    }
}

/// Shared by all threads that work.
pub struct Progress {
    bar: ProgressBar,
    /// Whether it is shown already, or never to be.
    shown: AtomicBool,
    start: Instant,
}

impl Progress {
    /// One more step is done.
    pub fn step(&self) {
        self.bar.inc(1);
        if !self.shown.load(Ordering::Relaxed) && self.start.elapsed() > PATIENCE {
            self.shown.store(true, Ordering::Relaxed);
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Diagnostics as JSON: severity, path, span (bytes), message, hint.
pub fn problems(diagnostics: &[Diagnostic]) -> Vec<serde_json::Value> {
    let severity = |severity| {
        if severity == Severity::Error {
            "error"
        } else {
            "warning"
        }
    };
    let one = |diagnostic: &Diagnostic| {
        json!({
            "severity": severity(diagnostic.severity),
            "path": &*diagnostic.path,
            "span": diagnostic.span.as_ref().map(|span| [span.start, span.end]),
            "rule": diagnostic.rule.map(CheckRule::name),
            "code": diagnostic.message.code.name(),
            "message": diagnostic.message(&English),
            "hint": diagnostic.hint_text(&English),
        })
    };
    diagnostics.iter().map(one).collect()
}

/// `1 page`, `2 pages`
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
