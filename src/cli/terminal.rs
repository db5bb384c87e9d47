//! What the program says: results on standard output, problems on standard error.

#![expect(clippy::disallowed_methods, reason = "the shell reads the environment")]

use crate::content::Files;
use crate::diagnostic::{self, Diagnostic, Severity};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Wrong usage.
const USAGE: u8 = 2;

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

    /// A result, unless `--quiet` or `--json` speak for it.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            self.print(text);
        }
    }

    /// What was asked for, come what may. A closed pipe is no error of ours.
    pub fn print(&self, text: &str) {
        let _ = writeln!(std::io::stdout(), "{text}");
    }

    /// Problems with their places; `files` gives the lines.
    pub fn report(&self, diagnostics: &[Diagnostic], files: &dyn Files) {
        let shown: Vec<Diagnostic> = diagnostics
            .iter()
            .filter(|diagnostic| !self.quiet || diagnostic.severity == Severity::Error)
            .cloned()
            .collect();
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
        let _ =
            std::io::stderr().write_all(diagnostic::print(&shown, &text_of, self.color).as_bytes());
    }

    /// An error without a place in the site.
    pub fn fail(&self, message: &str) -> ExitCode {
        let _ = writeln!(std::io::stderr(), "error: {message}");
        ExitCode::FAILURE
    }

    pub fn usage(&self, message: &str) -> ExitCode {
        let _ = writeln!(std::io::stderr(), "error: {message}");
        ExitCode::from(USAGE)
    }
}
