//! [`CommandFailure`]: the reasons why a command did not do its work. The terminal shows them and
//! chooses the exit status.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::{message, phrase};
use std::io;

/// The reason why a command did not do its work.
#[derive(Debug)]
pub enum CommandFailure {
    /// Wrong usage. Exit status 2.
    Usage(Diagnostic),
    /// The command failed for a reason outside the site's files. Exit status 1.
    Failed(Diagnostic),
    /// The site has problems that stop the command. Exit status 1.
    SiteProblems {
        /// The problems, with their places.
        diagnostics: Vec<Diagnostic>,
        /// What follows from them, for the last line.
        conclusion: Text,
    },
    /// The command gave its answer, and the answer is that something is wrong. Exit status 1.
    BadAnswer(Text),
    /// Like `BadAnswer`, but the answer is printed already and nothing more is shown.
    BadAnswerShown,
}

impl CommandFailure {
    /// The site's settings, articles or lock have errors.
    pub fn unreadable_site(diagnostics: Vec<Diagnostic>) -> Self {
        CommandFailure::SiteProblems {
            diagnostics,
            conclusion: phrase!("the site cannot be read"),
        }
    }

    /// A file exists already and must not be overwritten.
    pub fn file_exists(path: &str) -> Self {
        CommandFailure::Failed(Diagnostic::error(
            "",
            message!(
                Code::FileExists,
                "`{path}` exists already; it is not changed",
                path = path
            ),
        ))
    }

    /// The system allows no thread besides the first one.
    pub fn no_thread(error: io::Error) -> Self {
        let message = message!(
            Code::NoThread,
            "no thread can be started: {reason}",
            reason = error.to_string()
        );
        let hint = phrase!("close other programs, or raise the limit that `ulimit -u` shows");
        CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
    }

    /// A file cannot be written.
    pub fn cannot_write(path: &str, error: &io::Error) -> Self {
        CommandFailure::Failed(Diagnostic::error(
            "",
            message!(
                Code::WriteFailed,
                "cannot write `{path}`: {reason}",
                path = path,
                reason = error.to_string()
            ),
        ))
    }
}
