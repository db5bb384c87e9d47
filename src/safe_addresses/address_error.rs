//! The reasons for which an address is refused, with their messages and remedies.

use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::phrase;
use crate::yaml_and_toml::{Node, shortened};

/// An address that is refused, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressError {
    problem: AddressProblem,
    hint: Text,
}

/// The reason for which an address is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressProblem {
    /// A backslash.
    Backslash,
    /// A `%41` whose bytes are no UTF-8.
    BrokenEscape,
    /// A control character or a line separator.
    ControlCharacter(char),
    /// Percent-encoding over percent-encoding, more often than [`crate::limits::DECODINGS`].
    EncodedTooOften,
    /// The `false` of other generators.
    False,
    /// A character that no address can have.
    ForbiddenCharacter,
    /// A host in letters beyond ASCII, where a header needs it.
    InternationalHost,
    /// A host that cannot exist.
    InvalidHost,
    /// `.` or `..` as a name in the path.
    LeavesFolder,
    /// So many `..` that the path leads out of the site.
    LeavesSite,
    /// The path of a folder where that of a picture is needed.
    NoImage,
    /// `//host` without `https:`.
    NoScheme,
    /// Another scheme than `https`.
    NotHttps,
    /// A host where a path on this site is needed.
    OtherSite,
    /// A pattern of another generator.
    Pattern,
    /// A `?` or `#`.
    Query,
    /// A scheme that is not allowed here.
    Scheme(String),
    /// A slash in a name.
    Slash,
    /// `user@` before the host.
    UserName,
}

impl AddressError {
    /// Creates an error with the usual remedy for the problem.
    pub fn new(problem: AddressProblem) -> Self {
        let hint = problem.hint();
        AddressError { problem, hint }
    }

    /// Replaces the remedy.
    pub fn with_hint(self, hint: Text) -> Self {
        AddressError { hint, ..self }
    }

    /// The diagnostic for `address`, which is written at `node`.
    pub fn at(self, address: &str, node: &Node) -> Diagnostic {
        node.error(self.problem.message(&shortened(address)))
            .hint(self.hint)
    }
}

impl From<AddressProblem> for AddressError {
    fn from(problem: AddressProblem) -> Self {
        AddressError::new(problem)
    }
}

impl AddressProblem {
    /// The fact about `address`.
    pub fn message(&self, address: &str) -> Message {
        let code = match self {
            AddressProblem::ControlCharacter(_) => Code::ControlCharacter,
            AddressProblem::LeavesFolder
            | AddressProblem::LeavesSite
            | AddressProblem::OtherSite => Code::PathLeavesSite,
            _ => Code::InvalidAddress,
        };
        let text = self.text().with("address", address);
        Message { code, text }
    }

    /// The message, without the value of `address`.
    fn text(&self) -> Text {
        let template = match self {
            AddressProblem::Backslash => "`{address}` has a backslash in it",
            AddressProblem::BrokenEscape => "`{address}` has a broken `%` code in it",
            AddressProblem::ControlCharacter(_) => {
                "`{address}` has a control character (U+{code}) in it"
            }
            AddressProblem::EncodedTooOften => "`{address}` is encoded several times over",
            AddressProblem::False => "`{address}` is not an address",
            AddressProblem::ForbiddenCharacter => {
                "`{address}` has a character that no address can have"
            }
            AddressProblem::InternationalHost => {
                "`{address}` has a host that is not in plain letters, digits and hyphens"
            }
            AddressProblem::InvalidHost => "`{address}` has no valid host name",
            AddressProblem::LeavesFolder => "`{address}` leads out of its place with `.` or `..`",
            AddressProblem::LeavesSite => "`{address}` leads out of the site",
            AddressProblem::NoImage => "`{address}` is not an image file",
            AddressProblem::NoScheme => "`{address}` has no `https:` at its beginning",
            AddressProblem::NotHttps => "`{address}` does not begin with `https://`",
            AddressProblem::OtherSite => "`{address}` leads to another site",
            AddressProblem::Pattern => "`{address}` is a pattern and not an address",
            AddressProblem::Query => "`{address}` has a `?` or `#` in it",
            AddressProblem::Scheme(_) => "`{address}` begins with `{scheme}:`",
            AddressProblem::Slash => "`{address}` has a slash in it",
            AddressProblem::UserName => "`{address}` has a user name in it",
        };
        let text = Text::new(template);
        match self {
            AddressProblem::ControlCharacter(control) => {
                text.with("code", format!("{:04X}", u32::from(*control)))
            }
            AddressProblem::Scheme(scheme) => text.with("scheme", scheme),
            _ => text,
        }
    }

    /// The usual remedy.
    fn hint(&self) -> Text {
        match self {
            AddressProblem::Backslash => phrase!("write `/` between folders"),
            AddressProblem::BrokenEscape => {
                phrase!("write the letters themselves instead of `%` codes")
            }
            AddressProblem::ControlCharacter(_) => {
                phrase!("write it on one line, without line breaks")
            }
            AddressProblem::False => {
                phrase!("for an article that is not to be shown, write `draft: true`")
            }
            AddressProblem::ForbiddenCharacter
            | AddressProblem::InvalidHost
            | AddressProblem::NotHttps
            | AddressProblem::UserName => {
                phrase!("write a whole address such as `https://example.org`")
            }
            AddressProblem::InternationalHost => {
                phrase!("write an international name in its form with `xn--`")
            }
            AddressProblem::Pattern => phrase!(
                "write the address itself, such as `/mon-article/`, or remove it: `permalink` in `griot.yaml` takes a pattern"
            ),
            AddressProblem::EncodedTooOften
            | AddressProblem::LeavesFolder
            | AddressProblem::LeavesSite
            | AddressProblem::NoImage
            | AddressProblem::NoScheme
            | AddressProblem::OtherSite
            | AddressProblem::Query
            | AddressProblem::Scheme(_)
            | AddressProblem::Slash => phrase!("write a path on this site such as `/contact/`"),
        }
    }
}
