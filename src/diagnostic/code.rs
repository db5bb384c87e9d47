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
    AccidentalDefinition = "accidental-definition",
    ControlCharacter = "control-character",
    DuplicateFootnote = "duplicate-footnote",
    DuplicateHeadingId = "duplicate-heading-id",
    ForeignSyntax = "foreign-syntax",
    MarkdownAttribute = "markdown-attribute",
    ReservedId = "reserved-id",
    ScriptAddress = "script-address",
    TooMuchMarkdown = "too-much-markdown",
    UnclosedComment = "unclosed-comment",
    UndefinedFootnote = "undefined-footnote",
    UnknownAlert = "unknown-alert",
    UnsupportedHeadingAttribute = "unsupported-heading-attribute",
    UnusedFootnote = "unused-footnote",

    // ---- site: addresses, links, translations, checks ----
    SharedLanguageAddress = "shared-language-address",
    PathCollision = "path-collision",
    UnsafePath = "unsafe-path",
    BrokenLink = "broken-link",
    UnknownPath = "unknown-path",
    UnknownAnchor = "unknown-anchor",
    UnpublishedTarget = "unpublished-target",
    NotAnImage = "not-an-image",
    InvalidPicture = "invalid-picture",
    WrongPictureEnding = "wrong-picture-ending",
    PictureMetadata = "picture-metadata",
    UnsupportedFile = "unsupported-file",
    EmptyTranslation = "empty-translation",
    InvalidLockFile = "invalid-lock-file",
    MergeConflict = "merge-conflict",
    MissingTranslation = "missing-translation",
    StaleTranslation = "stale-translation",
    StaleTooLong = "stale-too-long",
    UnmatchedSection = "unmatched-section",
    MissingSections = "missing-sections",
    MissingTermName = "missing-term-name",
    SpellingVariant = "spelling-variant",
    TermInOneLanguage = "term-in-one-language",
    MissingAlt = "missing-alt",
    MissingDescription = "missing-description",
    LongDescription = "long-description",
    MissingEmoji = "missing-emoji",
    LostUrl = "lost-url",
    LostArticle = "lost-article",
    HeavyPage = "heavy-page",
    DeadExternalLink = "dead-external-link",
    UnreachableSite = "unreachable-site",

    // ---- theme and pages: theme, render, assets ----
    BrokenMenuLink = "broken-menu-link",
    EmptyTheme = "empty-theme",
    InvalidStringCharacter = "invalid-string-character",
    InvalidThemeName = "invalid-theme-name",
    MissingLogo = "missing-logo",
    MissingParentTemplate = "missing-parent-template",
    MissingPluralForm = "missing-plural-form",
    MissingStringValue = "missing-string-value",
    MissingStrings = "missing-strings",
    MissingTemplate = "missing-template",
    PageTooLong = "page-too-long",
    TemplateCycle = "template-cycle",
    TemplateError = "template-error",
    TemplateNotUtf8 = "template-not-utf8",
    ThemeCycle = "theme-cycle",
    ThemeFileTooLarge = "theme-file-too-large",
    TooManyThemes = "too-many-themes",
    UnfilledPlaceholder = "unfilled-placeholder",
    UnknownLayout = "unknown-layout",
    UnknownPluralForm = "unknown-plural-form",
    UnknownStringLanguage = "unknown-string-language",
    UnknownTemplate = "unknown-template",
    UnknownTheme = "unknown-theme",
    UnknownThemeFile = "unknown-theme-file",
    UnreadThemeFile = "unread-theme-file",
    UnusedString = "unused-string",

    // ---- publishing and servers: publish, serve, external links, command line ----

}
