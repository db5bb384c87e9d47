//! Active files: those that run scripts where a browser opens or loads them.

use super::index::SiteIndex;

/// The endings of pages, style languages, drawings and scripts, of browsers and of servers.
const ACTIVE_ENDINGS: [&str; 38] = [
    "asp", "aspx", "atom", "bak", "cgi", "cjs", "hta", "htc", "htm", "html", "js", "jsm", "jsp",
    "mht", "mhtml", "mathml", "mjs", "php", "phtml", "pl", "rdf", "rss", "shtm", "shtml", "svg",
    "svgz", "swf", "vbs", "vml", "wasm", "xht", "xhtm", "xbl", "xhtml", "xml", "xsl", "xslt",
    "xul",
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

/// Whether a server or a browser may run a file. Servers look at each ending (`page.html.en`), and
/// browsers guess what a file without one is.
fn is_active(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let Some((rest, last)) = name.rsplit_once('.') else {
        return true;
    };
    let is_listed = |part: &str| {
        let mut endings = ACTIVE_ENDINGS.iter();
        endings.any(|ending| part.eq_ignore_ascii_case(ending))
    };
    // `pl` inside a name is Polish, not Perl
    let mut inner = rest.split('.').skip(1);
    is_listed(last) || inner.any(|part| is_listed(part) && !part.eq_ignore_ascii_case("pl"))
}

fn has_ending(path: &str, wanted: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case(wanted)
}
