//! [`DeployError`]: why a deploy failed, with its message and its remedy.

use crate::deploy::ManifestError;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::{message, phrase};
use std::io;

/// Why a deploy failed.
#[derive(Debug)]
pub enum DeployError {
    /// This program has no client for object stores.
    StoresNotSupported,
    /// A program of the system is not installed, or cannot be started.
    ProgramMissing {
        /// Its name.
        program: &'static str,
        /// What the system says.
        error: io::Error,
    },
    /// The environment holds no credentials.
    MissingCredentials {
        /// The variables to set.
        variables: &'static str,
    },
    /// The target refuses the credentials.
    Denied {
        /// Where they came from, as the end of a sentence.
        source: Text,
    },
    /// There is no such bucket or repository.
    NotFound,
    /// The manifest at the target cannot be read.
    Manifest(ManifestError),
    /// A file of the built site is not what was built.
    FileChanged(String),
    /// A file of the built site cannot be read, or a temporary one not written.
    File {
        /// Its path.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Somebody else published there meanwhile.
    Overtaken,
    /// Ctrl-C.
    Stopped,
    /// The network, the server or a program failed.
    Failed(String),
}

impl DeployError {
    /// The error for a program that cannot be started.
    pub fn program(program: &'static str, error: io::Error) -> Self {
        DeployError::ProgramMissing { program, error }
    }

    /// The error for a temporary file.
    pub fn temporary(error: io::Error) -> Self {
        let path = "the temporary folder".to_string();
        DeployError::File { path, error }
    }

    /// Words the error.
    pub fn diagnostic(&self) -> Diagnostic {
        match self {
            DeployError::StoresNotSupported => Diagnostic::error(
                "",
                message!(
                    Code::StoresNotSupported,
                    "this program was compiled without object stores"
                ),
            )
            .hint(phrase!(
                "take a released program, or compile it with `cargo install --locked --features stores --path .`"
            )),
            DeployError::ProgramMissing { program, error } => program_missing(program, error),
            DeployError::MissingCredentials { variables } => Diagnostic::error(
                "",
                message!(
                    Code::TargetCredentials,
                    "the environment holds no credentials for this target"
                ),
            )
            .hint(phrase!("set {variables}", variables = *variables)),
            DeployError::Denied { source } => Diagnostic::error(
                "",
                message!(
                    Code::TargetCredentials,
                    "the target refuses the credentials in {source}",
                    source = source.clone()
                ),
            )
            .hint(phrase!(
                "check that they are whole, and that they may list, read, write and delete there"
            )),
            DeployError::Manifest(error) => manifest(*error),
            DeployError::FileChanged(_) | DeployError::File { .. } => self.file(),
            DeployError::NotFound | DeployError::Overtaken => self.place(),
            DeployError::Stopped => Diagnostic::error(
                "",
                message!(Code::DeployStopped, "the deploy was stopped"),
            )
            .hint(again()),
            DeployError::Failed(reason) => Diagnostic::error(
                "",
                message!(
                    Code::DeployFailed,
                    "the deploy failed: {reason}",
                    reason = reason.as_str()
                ),
            )
            .hint(again()),
        }
    }

    fn place(&self) -> Diagnostic {
        match self {
            DeployError::Overtaken => Diagnostic::error(
                "",
                message!(
                    Code::DeployFailed,
                    "somebody else published there at the same time"
                ),
            )
            .hint(phrase!("run `griot deploy` again")),
            _ => Diagnostic::error("", message!(Code::DeployFailed, "the target was not found"))
                .hint(phrase!(
                    "create the bucket or the repository, and check its name in `griot.yaml`"
                )),
        }
    }

    fn file(&self) -> Diagnostic {
        match self {
            DeployError::FileChanged(path) => Diagnostic::error(
                "",
                message!(
                    Code::DeployBroken,
                    "`{path}` changed while it was sent",
                    path = path.as_str()
                ),
            )
            .hint(phrase!(
                "run `griot deploy` again, and no other build meanwhile"
            )),
            DeployError::File { path, error } => Diagnostic::error(
                "",
                message!(
                    Code::DeployBroken,
                    "cannot use `{path}`: {reason}",
                    path = path.as_str(),
                    reason = error.to_string()
                ),
            ),
            _ => DeployError::Stopped.diagnostic(),
        }
    }
}

fn again() -> Text {
    phrase!("readers see whole pages; the next `griot deploy` completes it")
}

fn program_missing(program: &str, error: &io::Error) -> Diagnostic {
    let message = match error.kind() {
        io::ErrorKind::NotFound => message!(
            Code::DeployToolMissing,
            "`{program}` is not installed",
            program = program
        ),
        _ => message!(
            Code::DeployToolMissing,
            "`{program}` cannot be started: {reason}",
            program = program,
            reason = error.to_string()
        ),
    };
    let hint = phrase!(
        "install `{program}`: this target needs it",
        program = program
    );
    Diagnostic::error("", message).hint(hint)
}

fn manifest(error: ManifestError) -> Diagnostic {
    match error {
        ManifestError::Damaged => Diagnostic::error(
            "",
            message!(
                Code::TargetManifestDamaged,
                "the list of files that the last deploy left there is damaged"
            ),
        )
        .hint(phrase!(
            "`--adopt` begins a new one: then files that the site no longer has stay there"
        )),
        ManifestError::Version => Diagnostic::error(
            "",
            message!(
                Code::TargetManifestDamaged,
                "a newer version of Griot published there"
            ),
        )
        .hint(phrase!("install the newest Griot")),
    }
}
