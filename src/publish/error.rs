//! The reasons why nothing, or not everything, was published.
//!
//! Each refusal is a variant with its facts. Words are made where an error is shown, from
//! [`PublishError::message`] and [`PublishError::hint`].

use crate::confined_folder::is_link_error;
use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::phrase;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why a site was not published.
///
/// All but [`PublishError::Incomplete`] leave the output folder as it was.
#[derive(Debug)]
pub enum PublishError {
    /// The output folder is a symbolic link.
    OutputIsLink(PathBuf),
    /// The output folder is a file.
    OutputIsFile(PathBuf),
    /// The output folder contains the site's sources.
    OutputHoldsSite(PathBuf),
    /// The output folder lies in `content/`, `themes/`, `static/` or `.griot/` of a site.
    OutputInSources(PathBuf),
    /// The output folder lies in the staging folder of a build.
    OutputInStaging(PathBuf),
    /// The output folder is the user's home folder.
    OutputIsHome(PathBuf),
    /// The output folder has files and no record of a build.
    OutputNotOurs(PathBuf),
    /// The record of the last build is empty, cut off or damaged in another way.
    RecordDamaged(PathBuf),
    /// The record of the last build has the format of another version of Griot.
    RecordVersion(PathBuf),
    /// A folder in which files must change is not writable.
    NotWritable(PathBuf),
    /// The name of the staging folder is taken by another folder or file.
    StagingNotOurs(PathBuf),
    /// A file that Griot did not write stands where a page must go.
    FileNotOurs(PathBuf),
    /// A page of the last build that somebody modified stands where another page must go.
    FileModified(PathBuf),
    /// A symbolic link stands where Griot has to read or write.
    LinkInWay(PathBuf),
    /// The path of a page has a line break in it, which the record cannot hold.
    LineBreakInPath(String),
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    Write {
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Publishing stopped after some of the new pages were put in place.
    Incomplete(Box<PublishError>),
}

impl PublishError {
    /// The fact, with its stable code.
    pub fn message(&self) -> Message {
        Message {
            code: self.code(),
            text: self.text(),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::OutputIsLink(_) => Code::OutputIsLink,
            Self::OutputIsFile(_) => Code::OutputIsFile,
            Self::OutputHoldsSite(_) => Code::OutputHoldsSite,
            Self::OutputInSources(_) => Code::OutputInSources,
            Self::OutputIsHome(_) => Code::OutputIsHome,
            Self::OutputNotOurs(_) => Code::OutputNotOurs,
            Self::OutputInStaging(_) => Code::OutputInStaging,
            Self::RecordDamaged(_) => Code::RecordDamaged,
            Self::RecordVersion(_) => Code::RecordVersion,
            Self::NotWritable(_) => Code::OutputNotWritable,
            Self::StagingNotOurs(_) => Code::StagingNotOurs,
            Self::FileNotOurs(_) => Code::FileNotOurs,
            Self::FileModified(_) => Code::FileModified,
            Self::LinkInWay(_) => Code::LinkInWay,
            Self::LineBreakInPath(_) => Code::LineBreakInPath,
            Self::Read { .. } => Code::ReadFailed,
            Self::Write { .. } => Code::WriteFailed,
            Self::Incomplete(_) => Code::PublishIncomplete,
        }
    }

    fn text(&self) -> Text {
        match self {
            Self::OutputIsLink(path) => phrase!("`{path}` is a symbolic link", path = path),
            Self::OutputIsFile(path) => phrase!("`{path}` is a file, not a folder", path = path),
            Self::OutputHoldsSite(path) => phrase!("`{path}` holds the site itself", path = path),
            Self::OutputInSources(path) => {
                phrase!("`{path}` is part of the site's sources", path = path)
            }
            Self::OutputIsHome(path) => phrase!("`{path}` is a home folder", path = path),
            Self::OutputNotOurs(path) => phrase!(
                "`{path}` holds files and was not written by Griot",
                path = path
            ),
            Self::OutputInStaging(path) => {
                phrase!("`{path}` is part of a build in progress", path = path)
            }
            Self::RecordDamaged(path) => phrase!(
                "`{path}` is damaged: it should list what the last build wrote",
                path = path
            ),
            Self::RecordVersion(path) => {
                phrase!("another version of Griot wrote `{path}`", path = path)
            }
            Self::NotWritable(path) => phrase!("`{path}` is not writable", path = path),
            Self::StagingNotOurs(path) => phrase!(
                "`{path}` is there and was not written by Griot",
                path = path
            ),
            Self::FileNotOurs(path) => phrase!(
                "`{path}` is there and was not written by Griot",
                path = path
            ),
            Self::FileModified(path) => phrase!(
                "`{path}` was modified after the last build, and is in the way of a page",
                path = path
            ),
            Self::LinkInWay(path) => phrase!(
                "`{path}` is a symbolic link, and Griot follows none",
                path = path
            ),
            Self::LineBreakInPath(path) => {
                let path = path.replace('\n', "\\n");
                phrase!("`{path}` has a line break in its name", path = path)
            }
            Self::Read { path, source } => {
                let reason = source.to_string();
                phrase!(
                    "cannot read `{path}`: {reason}",
                    path = path,
                    reason = reason
                )
            }
            Self::Write { path, source } => {
                let reason = source.to_string();
                phrase!(
                    "cannot write `{path}`: {reason}",
                    path = path,
                    reason = reason
                )
            }
            Self::Incomplete(reason) => phrase!(
                "{reason}; part of the new pages is in place",
                reason = reason.text()
            ),
        }
    }

    /// The remedy, where there is one.
    pub fn hint(&self) -> Option<Text> {
        Some(match self {
            Self::OutputIsLink(_) => phrase!("name the folder itself with `--out`"),
            Self::LinkInWay(_) => phrase!("remove the link"),
            Self::OutputIsFile(_)
            | Self::OutputHoldsSite(_)
            | Self::OutputInSources(_)
            | Self::OutputInStaging(_)
            | Self::OutputIsHome(_)
            | Self::OutputNotOurs(_) => phrase!("choose another folder with `--out`"),
            Self::RecordDamaged(_) | Self::RecordVersion(_) => phrase!(
                "remove the folder if it holds nothing but the built site, or choose another with `--out`"
            ),
            Self::NotWritable(_) => phrase!("check the owner and the permissions of the folder"),
            Self::StagingNotOurs(_) => phrase!("give it another name"),
            Self::FileNotOurs(_) | Self::FileModified(_) => {
                phrase!("move it to `static/` or remove it")
            }
            Self::LineBreakInPath(_) => phrase!("give the file another name"),
            Self::Incomplete(_) => phrase!("the next build puts the rest in place"),
            Self::Read { .. } | Self::Write { .. } => return None,
        })
    }

    /// A diagnostic without a place in the site.
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic {
            hint: self.hint(),
            ..Diagnostic::error("", self.message())
        }
    }

    /// Marks an error that came after the first change to the output folder.
    pub(super) fn incomplete(self) -> Self {
        PublishError::Incomplete(Box::new(self))
    }
}

/// Turns a system error on reading `path` into a [`PublishError`].
pub(super) fn read_error(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |source| match is_link_error(&source) {
        true => PublishError::LinkInWay(path.to_path_buf()),
        false => PublishError::Read {
            path: path.to_path_buf(),
            source,
        },
    }
}

/// Turns a system error on writing `path` into a [`PublishError`].
pub(super) fn write_error(path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |source| match is_link_error(&source) {
        true => PublishError::LinkInWay(path.to_path_buf()),
        false => PublishError::Write {
            path: path.to_path_buf(),
            source,
        },
    }
}
