//! The stable code of each kind of problem, as `--json` shows it.
//!
//! A code never changes its meaning and never stands for another kind: scripts and editors rely
//! on it. A new kind of problem gets a new code. The text of a message may change at any time.

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
    AliasesExpandTooMuch = "aliases-expand-too-much",
    BrokenList = "broken-list",
    CacheNotWritable = "cache-not-writable",
    CacheTrackedByGit = "cache-tracked-by-git",
    ControlCharacter = "control-character",
    DuplicateKey = "duplicate-key",
    DuplicateLanguage = "duplicate-language",
    DuplicateTermName = "duplicate-term-name",
    DuplicateValue = "duplicate-value",
    EmptyValue = "empty-value",
    FileNameNotUtf8 = "file-name-not-utf8",
    FileNotFound = "file-not-found",
    FileNotReadable = "file-not-readable",
    FileTooLarge = "file-too-large",
    FolderTooDeep = "folder-too-deep",
    HashBeginsComment = "hash-begins-comment",
    InvalidAddress = "invalid-address",
    InvalidColour = "invalid-colour",
    InvalidEmail = "invalid-email",
    InvalidEscape = "invalid-escape",
    InvalidIndentation = "invalid-indentation",
    InvalidKey = "invalid-key",
    InvalidLanguageCode = "invalid-language-code",
    InvalidLocale = "invalid-locale",
    InvalidMerge = "invalid-merge",
    InvalidPermalink = "invalid-permalink",
    InvalidRepository = "invalid-repository",
    InvalidSyntax = "invalid-syntax",
    InvalidTermId = "invalid-term-id",
    LockIsFolder = "lock-is-folder",
    MissingKey = "missing-key",
    NestedTooDeeply = "nested-too-deeply",
    NoSettings = "no-settings",
    NotAFile = "not-a-file",
    NotAKey = "not-a-key",
    NumberOutOfRange = "number-out-of-range",
    NumberTooLarge = "number-too-large",
    PathLeavesSite = "path-leaves-site",
    PermissionDenied = "permission-denied",
    SecondDocument = "second-document",
    SettingsTooLarge = "settings-too-large",
    SymbolicLink = "symbolic-link",
    TooManyLanguages = "too-many-languages",
    UnclosedValue = "unclosed-value",
    UnknownKey = "unknown-key",
    UnknownLanguage = "unknown-language",
    UnknownTimeZone = "unknown-time-zone",
    UnknownValue = "unknown-value",
    UnopenedBracket = "unopened-bracket",
    UnquotedValue = "unquoted-value",
    WrongType = "wrong-type",

    // ---- articles: content, front matter ----
    AliasWithQuery = "alias-with-query",
    ContradictoryDates = "contradictory-dates",
    CoverCaptionNotShown = "cover-caption-not-shown",
    DuplicateOriginal = "duplicate-original",
    DuplicateTranslation = "duplicate-translation",
    FrontMatterFormat = "front-matter-format",
    FrontMatterNotFirst = "front-matter-not-first",
    FrontMatterTooLarge = "front-matter-too-large",
    FrontMatterUnclosed = "front-matter-unclosed",
    FrontMatterWithoutFence = "front-matter-without-fence",
    HiddenCoverShown = "hidden-cover-shown",
    HtmlEntity = "html-entity",
    InvalidDate = "invalid-date",
    InvalidDateInFileName = "invalid-date-in-file-name",
    KeyBelowFrontMatter = "key-below-front-matter",
    MissingDate = "missing-date",
    NoContentFolder = "no-content-folder",
    NotUtf8 = "not-utf8",
    PageInNoList = "page-in-no-list",
    SectionFile = "section-file",
    TooManyTerms = "too-many-terms",
    UnknownLanguageSuffix = "unknown-language-suffix",
    UnreadDateInFileName = "unread-date-in-file-name",

    // ---- text: markdown, pictures, typography ----
    UnsupportedPictureFormat = "unsupported-picture-format",
    TruncatedPicture = "truncated-picture",
    DamagedPicture = "damaged-picture",
    OversizedPicture = "oversized-picture",
    HeavyGif = "heavy-gif",
    UnreadablePicture = "unreadable-picture",
    AccidentalDefinition = "accidental-definition",
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
    OutputIsLink = "output-is-link",
    OutputIsFile = "output-is-file",
    OutputHoldsSite = "output-holds-site",
    OutputInSources = "output-in-sources",
    OutputIsHome = "output-is-home",
    OutputNotOurs = "output-not-ours",
    OutputNotWritable = "output-not-writable",
    RecordInvalid = "record-invalid",
    StagingNotOurs = "staging-not-ours",
    FileNotOurs = "file-not-ours",
    LineBreakInPath = "line-break-in-path",
    ReadFailed = "read-failed",
    WriteFailed = "write-failed",
    PublishIncomplete = "publish-incomplete",
    ExternalNotSupported = "external-not-supported",
    Offline = "offline",
    UnknownStory = "unknown-story",
    AmbiguousStory = "ambiguous-story",
    LanguageNotInSite = "language-not-in-site",
    NoArticleInLanguage = "no-article-in-language",
    IsOriginal = "is-original",
    FileExists = "file-exists",
    FolderNotEmpty = "folder-not-empty",
    LockNotAFile = "lock-not-a-file",
    TitleWithoutWords = "title-without-words",
    InvalidSourceDateEpoch = "invalid-source-date-epoch",
    HostNotFound = "host-not-found",
    ListenFailed = "listen-failed",
    PortTaken = "port-taken",
    ServeFailed = "serve-failed",

}
