//! The reasons why no link to another site was checked.

use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::{message, phrase};

/// The reason why no link was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExternalLinksError {
    /// The program was built without the feature `external`.
    NotSupported,
    /// No other site answers: this machine is offline.
    Offline,
}

impl ExternalLinksError {
    /// The fact, with its stable code.
    pub fn message(self) -> Message {
        match self {
            Self::NotSupported => message!(
                Code::ExternalNotSupported,
                "this griot was built without `external`"
            ),
            Self::Offline => message!(Code::Offline, "no other site can be reached"),
        }
    }

    /// The remedy.
    pub fn hint(self) -> Text {
        match self {
            Self::NotSupported => phrase!("install it with `--features external`"),
            Self::Offline => phrase!("is this machine online?"),
        }
    }

    /// A diagnostic without a place in the site.
    pub fn diagnostic(self) -> Diagnostic {
        Diagnostic::error("", self.message()).hint(self.hint())
    }
}
