//! What all imports share: where they go, what they say at their end, and why they fail.

use super::command_failure::CommandFailure;
use super::terminal_output::Terminal;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::import_files::{NewSiteFolderError, WriteFailure, Written};
use crate::{message, phrase};
use std::io;
use std::path::Path;

/// Where an import goes, and what all imports know.
pub struct ImportTarget<'a> {
    /// The folder of the new site.
    pub out: Option<&'a Path>,
    /// The address of the blog.
    pub base_url: Option<&'a str>,
}

/// Shows what was written, what stays as it is, and what to do next.
pub fn show_written(written: &Written, out: &Path, terminal: &Terminal) {
    if !written.kept.is_empty() {
        let names: Vec<&str> = written.kept.iter().map(String::as_str).collect();
        terminal.warn(phrase!(
            "these files differ from the export and stay as they are: {files}",
            files = terminal.listed(&names)
        ));
    }
    terminal.say_text(&written_words(written, out));
}

/// What was written, and what to do next.
fn written_words(written: &Written, out: &Path) -> Text {
    let report = out.join("import-report.md").display().to_string();
    let root = out.display().to_string();
    match written.new {
        1 => phrase!(
            "1 file written, {same} as before. Read {report}, then `griot build --root {root}`.",
            same = written.same,
            report = report,
            root = root
        ),
        new => phrase!(
            "{new} files written, {same} as before. Read {report}, then `griot build --root {root}`.",
            new = new,
            same = written.same,
            report = report,
            root = root
        ),
    }
}

pub fn no_out() -> CommandFailure {
    let message = message!(Code::MissingOut, "say where the new site goes");
    let hint = phrase!("add `--out my-blog`");
    CommandFailure::Usage(Diagnostic::error("", message).hint(hint))
}

pub fn cannot_read(path: &Path, error: &io::Error) -> CommandFailure {
    let message = message!(
        Code::FileNotReadable,
        "`{path}` cannot be read: {reason}",
        path = path.display().to_string(),
        reason = error.to_string()
    );
    CommandFailure::Failed(Diagnostic::error("", message))
}

pub fn cannot_write(failure: &WriteFailure) -> CommandFailure {
    CommandFailure::cannot_write(&failure.path, &failure.error)
}

pub fn not_opened(out: &Path, error: NewSiteFolderError) -> CommandFailure {
    let path = out.display().to_string();
    let hint: Text = phrase!("choose a new folder for the site");
    let message = match error {
        NewSiteFolderError::System(error) => return CommandFailure::cannot_write(&path, &error),
        NewSiteFolderError::IsFile => message!(Code::NotAFolder, "`{path}` is a file", path = path),
        NewSiteFolderError::HoldsOthers(name) => message!(
            Code::FolderNotEmpty,
            "`{dir}` is not empty: it has `{name}`",
            dir = path,
            name = name
        ),
    };
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}
