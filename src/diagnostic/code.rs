//! The stable code of each kind of problem, as `--json` shows it.
//!
//! A code never changes its meaning and is never used again for another kind: scripts and
//! editors rely on it. A new kind of problem gets a new code.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($code:ident = $name:literal,)*) => {
        /// What kind of problem a diagnostic is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`")] $code,)*
        }

        impl Code {
            /// Every code, in the order of the list below.
            pub const ALL: &'static [Code] = &[$(Code::$code,)*];

            /// The code as `--json` shows it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)*
                }
            }
        }
    };
}

codes! {
    // ---- transition ----
    Unnamed = "unnamed",

    // ---- files and settings: disk, document, config, cache, limits ----
    CacheNotWritable = "cache-not-writable",
    CacheTrackedByGit = "cache-tracked-by-git",
    FileNotFound = "file-not-found",
    FileNotReadable = "file-not-readable",
    FileTooLarge = "file-too-large",
    FileNameNotUtf8 = "file-name-not-utf8",
    NotAFile = "not-a-file",
    FolderTooDeep = "folder-too-deep",
    SymbolicLink = "symbolic-link",
    PermissionDenied = "permission-denied",
    NoSettings = "no-settings",
    LockIsFolder = "lock-is-folder",

    // ---- articles: content, front matter ----
    NoContentFolder = "no-content-folder",
    SectionFile = "section-file",
    UnknownLanguageSuffix = "unknown-language-suffix",
    InvalidDateInFileName = "invalid-date-in-file-name",
    UnreadDateInFileName = "unread-date-in-file-name",
    MissingDate = "missing-date",
    DuplicateTranslation = "duplicate-translation",
    DuplicateOriginal = "duplicate-original",
    TooManyTerms = "too-many-terms",
    PageInNoList = "page-in-no-list",

    // ---- text: markdown, pictures, typography ----
    UnsupportedPictureFormat = "unsupported-picture-format",
    TruncatedPicture = "truncated-picture",
    DamagedPicture = "damaged-picture",
    OversizedPicture = "oversized-picture",
    HeavyGif = "heavy-gif",
    UnreadablePicture = "unreadable-picture",

    // ---- site: addresses, links, translations, checks ----

    // ---- theme and pages: theme, render, assets ----

    // ---- publishing and servers: publish, serve, external links, command line ----

}
