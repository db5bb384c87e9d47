//! Active files: those that run scripts where a browser opens or loads them.

use super::index::SiteIndex;

/// The endings of pages, style languages, drawings and scripts, of browsers and of servers.
const ACTIVE_ENDINGS: [&str; 31] = [
    "asp", "aspx", "cgi", "cjs", "hta", "htc", "htm", "html", "js", "jsm", "jsp", "mht", "mhtml",
    "mjs", "php", "phtml", "pl", "rdf", "shtm", "shtml", "svg", "svgz", "swf", "vbs", "wasm",
    "xht", "xhtm", "xhtml", "xml", "xsl", "xslt",
];

/// How an article refers to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// The page shows it as a picture, in which nothing runs.
    Picture,
    /// The page leads to it.
    Link,
}

impl SiteIndex {
    /// Whether a file may not be published beside an article: it is active, and the settings let
    /// authors write no HTML. A drawing may be, as a picture.
    pub fn is_refused(&self, source: &str, file_use: FileUse) -> bool {
        !self.config.raw_html
            && is_active(source)
            && !(file_use == FileUse::Picture && has_ending(source, "svg"))
    }
}

fn is_active(path: &str) -> bool {
    let mut endings = ACTIVE_ENDINGS.iter();
    endings.any(|ending| has_ending(path, ending))
}

fn has_ending(path: &str, wanted: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case(wanted)
}
