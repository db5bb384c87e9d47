//! The check for unsupported files: texts below `content/` in a format that Griot does not read
//! (`.docx`, `.txt`, `.html`, …) and that no article links to.

use crate::diagnostic::{Code, Diagnostic, Text};
use crate::site::{PageKind, Site};
use crate::{message, phrase};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// What a file that looks like a text is.
enum Format {
    /// Text that only has another ending: `fr.md.txt`, `fr`.
    Plain,
    /// A document of a word processor.
    Document,
    /// Text in another markup language.
    Markup,
}

impl Format {
    /// The format of a file, by its name; `None` for a file that is no text.
    fn of(path: &str, site: &Site) -> Option<Format> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let Some((_, ending)) = name.rsplit_once('.') else {
            // an editor or a system dropped the ending
            return site.config.lang(name).map(|_| Format::Plain);
        };
        match ending.trim().to_lowercase().as_str() {
            "txt" | "text" | "md" | "mkd" | "mkdn" | "mdown" | "mdwn" | "mdtxt" | "mdtext" => {
                Some(Format::Plain)
            }
            "doc" | "docx" | "docm" | "dotx" | "odt" | "fodt" | "ott" | "rtf" | "pages"
            | "gdoc" | "wps" | "abw" => Some(Format::Document),
            "adoc" | "asciidoc" | "htm" | "html" | "xhtml" | "mdx" | "mdoc" | "org" | "rst"
            | "textile" | "wiki" | "tex" => Some(Format::Markup),
            _ => None,
        }
    }

    fn hint(&self) -> Text {
        match self {
            Format::Plain => phrase!("if it is an article, give it a name such as `fr.md`"),
            Format::Document => phrase!(
                "if it is an article, copy its text into a file such as `fr.md`, with an editor for plain text"
            ),
            Format::Markup => {
                phrase!("articles are read from `.md` files, which may hold HTML too")
            }
        }
    }
}

/// Texts in other formats that no article links to: an error where the text beside them is missing,
/// so that a story is not lost, else a warning.
pub(super) fn unsupported_files(site: &Site) -> Vec<Diagnostic> {
    let files = site.other_files();
    let formats = files.filter_map(|path| Some((path, Format::of(path, site)?)));
    let mut formats: Vec<(&Arc<str>, Format)> = formats.collect();
    if formats.is_empty() {
        return Vec::new();
    }
    let files = site.pages.iter().filter_map(|page| match &page.kind {
        PageKind::File(source) => Some(source),
        _ => None,
    });
    let linked: BTreeSet<&Arc<str>> = files.collect();
    formats.retain(|(path, _)| !linked.contains(path));
    let stories = StoryFolders::of(site);
    let problems = formats.iter().map(|(path, format)| {
        let message = message!(
            Code::UnsupportedFile,
            "this file is not Markdown: it is skipped"
        );
        let new = match stories.have_text_for(path) {
            true => Diagnostic::warning,
            false => Diagnostic::error,
        };
        new((*path).clone(), message).hint(format.hint())
    });
    problems.collect()
}

/// The folders of the texts that were read, hidden ones too, and the folders above them.
struct StoryFolders<'s> {
    own: HashSet<&'s str>,
    above: HashSet<&'s str>,
}

impl<'s> StoryFolders<'s> {
    fn of(site: &'s Site) -> Self {
        let visible = site.articles().iter().map(|article| &article.path);
        let mut folders = StoryFolders {
            own: HashSet::new(),
            above: HashSet::new(),
        };
        for path in visible.chain(site.hidden.keys()) {
            let mut folder = folder_of(path);
            folders.own.insert(folder);
            while folders.above.insert(folder) && folder.contains('/') {
                folder = folder_of(folder);
            }
        }
        folders
    }

    /// Whether a text was read in the folder of a file or below it, or in a story's folder above.
    fn have_text_for(&self, path: &str) -> bool {
        let folder = folder_of(path);
        let mut above = folder;
        // `content` and its sections, such as `content/articles`, are no folders of stories
        while above.matches('/').count() > 1 {
            if self.own.contains(above) {
                return true;
            }
            above = folder_of(above);
        }
        self.above.contains(folder)
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
