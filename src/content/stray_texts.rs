//! Texts that become stories of their own by accident: `notes.md` beside `fr.md`.

use super::parse_source_file::SourceFile;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::{message, phrase};
use std::collections::HashMap;
use std::sync::Arc;

/// The warnings for files that lie in the folder of a story, and that neither name a language nor
/// say in their front matter which story they belong to.
pub fn stray_texts(sources: &[Arc<SourceFile>], config: &Config) -> Vec<Diagnostic> {
    // in most sites every file names its language
    let is_stray = |source: &&Arc<SourceFile>| {
        source.path_info.lang.is_none()
            && source.front.lang.is_none()
            && source.front.translation_key.is_none()
            && !is_of_folder(&source.path, config)
    };
    let stray: Vec<&Arc<SourceFile>> = sources.iter().filter(is_stray).collect();
    if stray.is_empty() {
        return Vec::new();
    }
    let of_folders = sources.iter().map(|source| &source.path);
    let of_folders = of_folders.filter(|path| is_of_folder(path, config));
    let stories: HashMap<&str, &str> = of_folders.map(|path| split(path)).collect();
    let warnings = stray.iter().filter_map(|source| {
        let (folder, name) = split(&source.path);
        let story = stories.get(folder)?;
        Some(stray_text(source, name, story))
    });
    warnings.collect()
}

fn stray_text(source: &SourceFile, name: &str, story: &str) -> Diagnostic {
    let message = message!(
        Code::StrayText,
        "`{name}` lies beside `{story}` and becomes a story of its own",
        name = name,
        story = story
    );
    let hint = phrase!(
        "name it after a language of the site if it is a translation, `.{name}` if it is a note, or give it a folder of its own",
        name = name
    );
    Diagnostic::warning(source.path.clone(), message).hint(hint)
}

/// Whether a file is the text of its folder: `fr.md`, `index.md`, `index.fr.md`, but for those of
/// `content` itself and of a section such as `content/blog`.
fn is_of_folder(path: &str, config: &Config) -> bool {
    let (folder, name) = split(path);
    let stem = name.split('.').next().unwrap_or(name);
    let depth = folder.matches('/').count();
    (depth > 0 && config.lang_of_region(stem).is_some()) || (depth > 1 && stem == "index")
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
