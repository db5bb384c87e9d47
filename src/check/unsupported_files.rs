//! The check for unsupported files: texts below `content/` in a format that Griot does not read
//! (`.html`, `.rst`, …) and that no article links to.

use crate::diagnostic::{Code, Diagnostic};
use crate::site::{PageKind, Site};
use crate::{message, phrase};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Endings of texts that other generators read.
const UNSUPPORTED_ENDINGS: [&str; 9] = [
    "adoc", "asciidoc", "htm", "html", "mdx", "mkd", "org", "rst", "textile",
];

/// Texts in other formats that no article links to.
pub(super) fn unsupported_files(site: &Site) -> Vec<Diagnostic> {
    let is_text = |path: &&Arc<str>| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let mut endings = UNSUPPORTED_ENDINGS.iter();
        endings.any(|other| ending.eq_ignore_ascii_case(other))
    };
    let mut files: BTreeSet<&Arc<str>> = site.other_files().filter(is_text).collect();
    if !files.is_empty() {
        for page in &site.pages {
            if let PageKind::File(source) = &page.kind {
                files.remove(source);
            }
        }
    }
    let problems = files.into_iter().map(|path| {
        let message = message!(
            Code::UnsupportedFile,
            "this file is not Markdown: it is skipped"
        );
        let hint = phrase!("articles are read from `.md` files, which may hold HTML too");
        Diagnostic::warning(path.clone(), message).hint(hint)
    });
    problems.collect()
}
