//! [`TargetAddress`]: the address of a place that a site is sent to, in its parts.
//!
//! No part of it can be taken for an option of a program, and none is a secret.

use crate::diagnostic::{Code, Diagnostic, Message, Text};
use crate::yaml_and_toml::{Node, shortened};
use crate::{message, phrase};

/// The kinds of places that a site is sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetAddress {
    /// A bucket of an object store.
    Store(StoreAddress),
    /// A folder of a server.
    Ssh(SshAddress),
    /// A branch of a git repository.
    Git(GitAddress),
}

/// A bucket, and a folder in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreAddress {
    /// Whose protocol the store speaks.
    pub kind: StoreKind,
    /// The bucket, or Azure's container.
    pub bucket: String,
    /// The folder without a slash at its ends; empty for the whole bucket.
    pub prefix: String,
}

/// The protocols of object stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreKind {
    /// Amazon S3, and many others.
    S3,
    /// Google Cloud Storage.
    Google,
    /// Azure Blob Storage.
    Azure,
}

/// A folder of a server. No part of it can be taken for an option of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SshAddress {
    /// The user; `None` for the one that ssh chooses.
    pub user: Option<String>,
    /// The host; an IPv6 number in brackets.
    pub host: String,
    /// The port; `None` for the one that ssh chooses.
    pub port: Option<u16>,
    /// `/folder`, or `./folder` below the user's home.
    pub path: String,
}

/// A branch of a git repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitAddress {
    /// The repository: `ssh://…`, `https://…` or `file://…`.
    pub url: String,
    /// The branch.
    pub branch: String,
}

/// Why an address is refused.
pub struct AddressFault {
    message: Message,
    hint: Text,
    /// Whether the line of the file may be shown.
    is_shown: bool,
}

impl AddressFault {
    /// The address has no known form.
    pub fn invalid(address: &str, hint: Text) -> Self {
        AddressFault {
            message: message!(
                Code::InvalidTarget,
                "`{address}` is not the address of a target",
                address = shortened(address)
            ),
            hint,
            is_shown: true,
        }
    }

    fn secret() -> Self {
        AddressFault {
            message: message!(
                Code::TargetCredentials,
                "the address of a target holds a user name with a password, or a key"
            ),
            hint: phrase!(
                "take it out, and change it where it was ever published; the manual (`docs/content/deploying/en.md`) says which variables Griot reads"
            ),
            is_shown: false,
        }
    }

    /// The diagnostic for an address that is written at `node`.
    pub fn at(self, node: &Node) -> Diagnostic {
        let mut diagnostic = node.error(self.message).hint(self.hint);
        if !self.is_shown {
            diagnostic.span = None;
        }
        diagnostic
    }
}

/// Refuses an address with a password or a query, which may be a key.
pub fn check_secrets(address: &str) -> Result<(), AddressFault> {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // a password may hold slashes that nobody escaped
    let before_at = rest.rsplit_once('@').map(|(before, _)| before);
    let has_password = before_at.is_some_and(|before| before.contains(':'));
    let takes_user = scheme.ends_with("ssh");
    let has_user = authority.contains('@');
    match has_password || (has_user && !takes_user) || rest.contains('?') {
        true => Err(AddressFault::secret()),
        false => Ok(()),
    }
}

/// Parses the address of a target.
pub fn parse_address(address: &str) -> Result<TargetAddress, AddressFault> {
    check_secrets(address)?;
    let invalid = |hint: Text| AddressFault::invalid(address, hint);
    let forms = || {
        phrase!(
            "write `s3://bucket/folder`, `az://container/folder`, `gs://bucket/folder`, `ssh://user@host/folder` or `git+ssh://git@host/owner/name.git#branch`"
        )
    };
    let has_odd = address.chars().any(|c| c.is_whitespace() || c.is_control());
    let (scheme, rest) = address.split_once("://").unwrap_or_default();
    if scheme.is_empty() || has_odd {
        return Err(invalid(forms()));
    }
    let parsed = match scheme {
        "s3" => store(StoreKind::S3, rest),
        "gs" => store(StoreKind::Google, rest),
        "az" => store(StoreKind::Azure, rest),
        "ssh" => {
            return ssh(rest).ok_or_else(|| invalid(phrase!("write `ssh://user@host/folder`")));
        }
        "git+ssh" | "git+https" | "git+file" => {
            return git(&scheme["git+".len()..], rest).ok_or_else(|| {
                invalid(phrase!(
                    "write `git+ssh://git@host/owner/name.git#branch`, with the branch after `#`"
                ))
            });
        }
        _ => None,
    };
    parsed.ok_or_else(|| invalid(forms()))
}

fn store(kind: StoreKind, rest: &str) -> Option<TargetAddress> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let prefix = prefix.trim_end_matches('/');
    let is_valid = !bucket.is_empty()
        && bucket.bytes().all(is_name)
        && !rest.contains('#')
        && (prefix.is_empty() || prefix.split('/').all(is_path_part));
    is_valid.then(|| {
        TargetAddress::Store(StoreAddress {
            kind,
            bucket: bucket.to_string(),
            prefix: prefix.to_string(),
        })
    })
}

fn ssh(rest: &str) -> Option<TargetAddress> {
    let (authority, path) = rest.split_once('/')?;
    let (user, host) = match authority.split_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let (host, port) = match host.rsplit_once(':').filter(|_| !host.ends_with(']')) {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
        None => (host, None),
    };
    let path = path.trim_end_matches('/');
    let (is_in_home, below) = match path.strip_prefix("~/") {
        Some(below) => (true, below),
        None => (false, path),
    };
    let is_valid = user.is_none_or(is_user)
        && is_host(host)
        && !below.is_empty()
        && !rest.contains('#')
        && below.split('/').all(is_path_part);
    is_valid.then(|| {
        TargetAddress::Ssh(SshAddress {
            user: user.map(str::to_string),
            host: host.to_string(),
            port,
            path: match is_in_home {
                true => format!("./{below}"),
                false => format!("/{below}"),
            },
        })
    })
}

fn git(transport: &str, rest: &str) -> Option<TargetAddress> {
    let (place, branch) = rest.split_once('#')?;
    let (authority, path) = place.split_once('/')?;
    let (user, host) = match authority.split_once('@') {
        Some((user, host)) => (Some(user), host),
        None => (None, authority),
    };
    let is_place = match transport {
        "file" => authority.is_empty(),
        _ => user.is_none_or(is_user) && is_host_and_port(host),
    };
    let is_valid = is_place && !path.is_empty() && is_branch(branch);
    is_valid.then(|| {
        TargetAddress::Git(GitAddress {
            url: format!("{transport}://{place}"),
            branch: branch.to_string(),
        })
    })
}

/// Whether a text is the name of a user, and no option of a program.
fn is_user(user: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !user.is_empty() && !user.starts_with('-') && user.bytes().all(is_name)
}

/// Whether a text is the name or the number of a host, and no option of a program.
fn is_host(host: &str) -> bool {
    let name = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    if let Some(number) = name {
        return number.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !host.is_empty() && !host.starts_with('-') && host.bytes().all(is_name)
}

/// Whether a text is a host, perhaps with a port.
pub fn is_host_and_port(authority: &str) -> bool {
    match authority
        .rsplit_once(':')
        .filter(|_| !authority.ends_with(']'))
    {
        Some((host, port)) => is_host(host) && port.parse::<u16>().is_ok(),
        None => is_host(authority),
    }
}

/// Whether a name of a path stays below its folder.
fn is_path_part(part: &str) -> bool {
    !matches!(part, "" | "." | "..")
}

/// Whether git takes a text as the name of a branch (`git check-ref-format --branch`).
fn is_branch(branch: &str) -> bool {
    let is_odd = |c: char| c.is_control() || " ~^:?*[\\#".contains(c);
    let parts_are_names = branch
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with(".lock"));
    !branch.starts_with('-')
        && !branch.ends_with('.')
        && !branch.contains(is_odd)
        && !branch.contains("..")
        && !branch.contains("@{")
        && branch != "@"
        && parts_are_names
}
