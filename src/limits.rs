//! The limits of input: sizes, depths and counts, each with its reason.
//!
//! They keep time and memory finite whatever a file holds; input over a limit is reported by name.
//! `SECURITY.md` shows them as a table, which a test writes from this file: the first sentence of
//! a comment says what is counted, the others why the limit is there.

/// Bytes of a text below `content/`. Ten times the longest novel; in memory, Markdown takes
/// some twenty times its size.
pub const TEXT_BYTES: usize = 16 * 1024 * 1024;

/// Bytes of any other file that is read and not only copied. Four times as much as a text.
pub const FILE_BYTES: u64 = 64 * 1024 * 1024;

/// Folders inside one another. Four times as many as Windows' paths of 260 characters have room
/// for in practice; deeper folders are a copy that went wrong.
pub const FOLDERS: usize = 64;

/// Bytes of `griot.yaml`. Thousands of tags, and every message still shows its line at once.
pub const SETTINGS_BYTES: usize = 1024 * 1024;

/// Bytes of front matter. All keys of a real article fit in two thousand; longer front matter is
/// text that belongs below it.
pub const FRONT_MATTER_BYTES: usize = 64 * 1024;

/// Lists and keys inside one another, in YAML. serde_yaml stops there, before the stack is full.
pub const NESTING: usize = 128;

/// Lists and keys inside one another, in TOML. The toml crate stops there.
pub const TOML_NESTING: usize = 80;

/// Brackets open at once, in YAML. libyaml's time grows with their square.
pub const OPEN_BRACKETS: usize = 1_000;

/// Languages of a site. Each article's page links to all of them.
pub const LANGUAGES: usize = 32;

/// Tags of an article, and as many categories, authors and aliases. No reader looks at more, and
/// each makes pages.
pub const LIST_ITEMS: usize = 100;

/// Tokens of Markdown in an article: marks and words. A thick book has fewer; they take less than
/// a quarter of a gigabyte of memory.
pub const TOKENS: usize = 1_000_000;

/// Elements of HTML inside one another, in an article. Browsers show 512, with those of the page.
pub const HTML_NESTING: usize = 256;

/// Bytes of a code block that is highlighted; a longer block stays plain. The time of a grammar
/// grows with the square of the code that it does not understand.
pub const CODE_BYTES: usize = 64 * 1024;

/// Bytes of a line of code that is highlighted; with a longer line the block stays plain. Tools
/// put whole programs on one line.
pub const CODE_LINE_BYTES: usize = 4 * 1024;

/// Pixels of a side of a picture. Longer sides are a mistake, or an attack.
pub const PICTURE_SIDE: u32 = 20_000;

/// Pixels of a picture in all. Decoded, they take 400 MB of memory, and as much
/// again while smaller copies are made.
pub const PICTURE_PIXELS: u64 = 100_000_000;

/// Bytes of a GIF. A larger GIF should be a video, which has a tenth of the bytes.
pub const GIF_BYTES: u64 = 2_000_000;

/// Bytes of a file's or folder's name in `public/`. File systems take no longer ones (NAME_MAX).
pub const NAME_BYTES: usize = 255;

/// Times that an address is decoded until no `%41` is left. An address that still changes is made
/// to deceive.
pub const DECODINGS: usize = 5;

/// Themes that extend one another. A chain of three is a lot.
pub const THEMES: usize = 8;

/// Bytes of one page. The longest text, every character of it escaped, with room for the
/// theme; a loop in a template that writes without end stops here.
pub const PAGE_BYTES: usize = 128 * 1024 * 1024;
