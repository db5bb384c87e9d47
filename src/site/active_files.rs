//! Active files: those that run scripts where a browser opens or loads them.

use super::Site;
use super::index::SiteIndex;

/// The endings of files that neither browsers nor servers run: pictures, sound, films, documents,
/// tables, archives. A list of those that they do run would never be complete.
const PASSIVE_ENDINGS: [&str; 105] = [
    "3gp", "7z", "aac", "aiff", "apk", "asc", "avi", "avif", "bib", "bin", "bmp", "br", "bz2",
    "csv", "deb", "diff", "djvu", "dmg", "doc", "docx", "dot", "dotx", "dwg", "dxf", "eot", "eps",
    "epub", "flac", "geojson", "gif", "gz", "heic", "heif", "ico", "ics", "ipynb", "iso", "jar",
    "jpeg", "jpg", "json", "jsonl", "jxl", "key", "log", "m3u8", "m4a", "m4b", "m4v", "md", "mid",
    "mka", "mkv", "mobi", "mov", "mp3", "mp4", "mpeg", "mpg", "numbers", "odp", "ods", "odt",
    "oga", "ogg", "ogv", "opus", "otf", "pages", "parquet", "patch", "pdf", "png", "ppt", "pptx",
    "ps", "psd", "rar", "rpm", "rtf", "sha256", "sig", "sqlite", "srt", "tar", "tgz", "tif",
    "tiff", "torrent", "ts", "tsv", "ttf", "txt", "vcf", "vtt", "wav", "webm", "webp", "woff",
    "woff2", "xls", "xlsx", "xz", "zip", "zst",
];

/// Endings that a server may run where they stand inside a name, as in `x.php.pdf`.
const ACTIVE_INNER_ENDINGS: [&str; 50] = [
    "asa", "ashx", "asmx", "asp", "aspx", "axd", "cer", "cfc", "cfm", "cgi", "cjs", "cshtml",
    "fcgi", "hta", "htc", "htm", "html", "inc", "js", "jsp", "jspf", "jspx", "lua", "mht", "mjs",
    "phar", "php", "php3", "php4", "php5", "php7", "php8", "phps", "pht", "phtml", "py", "rb",
    "sh", "shtm", "shtml", "ssi", "stm", "svg", "svgz", "swf", "wasm", "xht", "xhtml", "xml",
    "xsl",
];

/// The first bytes of a file that say whether it is markup: browsers look at 1,445 (WHATWG MIME
/// Sniffing).
pub const MARKUP_BYTES: usize = 2_048;

/// How an article refers to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// The page shows it as a picture, in which nothing runs.
    Picture,
    /// The page leads to it.
    Link,
}

impl Site {
    /// Whether a file may not be published beside an article: its name or its first bytes say that
    /// it is active, and the settings let authors write no HTML. A drawing may be, as a picture.
    pub fn is_refused(&self, source: &str, file_use: FileUse) -> bool {
        self.markup_files.contains(source) || self.is_refused_by_name(source, file_use)
    }
}

impl SiteIndex {
    /// Whether a file may not be published beside an article, by its name.
    pub(super) fn is_refused_by_name(&self, source: &str, file_use: FileUse) -> bool {
        !self.config.raw_html
            && is_active(source)
            && !(file_use == FileUse::Picture && is_drawing(source))
    }
}

/// Whether a file is a drawing by its name.
pub(super) fn is_drawing(path: &str) -> bool {
    has_ending(path, "svg")
}

/// Whether a file begins as HTML or XML, in which browsers run scripts whatever its name is.
pub fn begins_as_markup(start: &[u8]) -> bool {
    // without the marks and the zeros of UTF-16
    let is_text = |byte: &&u8| !matches!(byte, 0 | 0xef | 0xbb | 0xbf | 0xfe | 0xff);
    let mut text = start.iter().filter(|byte| is_text(byte));
    let Some(first) = text.find(|byte| !byte.is_ascii_whitespace()) else {
        // nothing but white space, and perhaps markup behind it
        return start.len() == MARKUP_BYTES;
    };
    // names of XML begin with letters of every script, `_` and `:`
    let is_name = |byte: &u8| byte.is_ascii_alphabetic() || b"_:!?".contains(byte) || *byte >= 0x80;
    *first == b'<' && text.next().is_some_and(is_name)
}

/// Whether a server or a browser may run a file. Servers look at each ending (`page.html.en`), and
/// browsers guess what a file without one is.
fn is_active(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let Some((rest, last)) = name.rsplit_once('.') else {
        return true;
    };
    let is_one_of = |part: &str, endings: &[&str]| {
        let mut endings = endings.iter();
        endings.any(|ending| part.eq_ignore_ascii_case(ending))
    };
    let mut inner = rest.split('.').skip(1);
    !is_one_of(last, &PASSIVE_ENDINGS) || inner.any(|part| is_one_of(part, &ACTIVE_INNER_ENDINGS))
}

fn has_ending(path: &str, wanted: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case(wanted)
}
