//! Decides which files of a theme's folder are read.
//!
//! Each folder of a theme has one kind of file: `styles/` has `.css`, `templates/` has `.html`,
//! `strings/` has `.yaml` named by languages. Other files get a warning; backup files of editors
//! are ignored silently.

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::{message, phrase};

/// Whether a file of a theme is read. `path` is its path in the site, `below` its path in the
/// theme's folder. Reports a file that looks as if it should be read, with the name that it needs.
pub fn is_read(
    path: &str,
    below: &str,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let (folder, name) = below.split_once('/').unwrap_or(("", below));
    if folder != "static" && below.split('/').any(is_editor_file) {
        return false;
    }
    let remedy = match folder {
        "styles" => ending_remedy(name, "css"),
        "templates" => ending_remedy(name, "html"),
        "strings" => language_remedy(name, config),
        "" if name == "theme.yml" => Some(rename("theme.yaml")),
        _ => None,
    };
    let Some(remedy) = remedy else {
        return true;
    };
    let message = match folder {
        "" => message!(Code::UnreadThemeFile, "this file of a theme is not read"),
        _ => message!(
            Code::UnreadThemeFile,
            "this file in the `{folder}/` of a theme is not read",
            folder = folder
        ),
    };
    diagnostics.push(Diagnostic::warning(path, message).hint(remedy));
    false
}

/// Whether a file is an editor's own, or a backup that an editor or a merge made.
fn is_editor_file(name: &str) -> bool {
    let backups = ["~", ".bak", ".orig", ".swp"];
    name.starts_with('.')
        || backups.iter().any(|end| name.ends_with(end))
        || (name.starts_with('#') && name.ends_with('#'))
}

fn rename(name: &str) -> Text {
    phrase!("rename it to `{name}`", name = name)
}

/// The remedy for a file without the ending of its folder; `None` when the ending is right.
fn ending_remedy(name: &str, expected: &str) -> Option<Text> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if ending == expected {
        return None;
    }
    Some(if ending.eq_ignore_ascii_case(expected) {
        rename(&format!("{stem}.{expected}"))
    } else {
        phrase!(
            "only names that end in `.{ending}` are: rename it, or move it out of the folder",
            ending = expected
        )
    })
}

/// The remedy for a strings file whose name is no language; `None` when it is one.
fn language_remedy(name: &str, config: &Config) -> Option<Text> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut languages = config.languages.iter();
    let is_of_site = languages.any(|language| language.code == stem);
    if ending == "yaml" && (is_of_site || (is_code(stem) && !is_miswritten(stem, config))) {
        return None;
    }
    let near = config.languages.iter().find(|language| {
        let is_name = stem.eq_ignore_ascii_case(&language.name);
        is_name || stem.replace('_', "-").eq_ignore_ascii_case(&language.code)
    });
    if let Some(near) = near {
        return Some(rename(&format!("{}.yaml", near.code)));
    }
    if is_code(stem) {
        return Some(rename(&format!("{stem}.yaml")));
    }
    let languages = config.languages.iter();
    let names = languages.map(|language| format!("`{}.yaml`", language.code));
    Some(phrase!(
        "files here are named by the code of their language: {names}",
        names = names.collect::<Vec<String>>().join(", ")
    ))
}

/// Whether a name looks like a language code: `fr`, `pt-BR`.
fn is_code(stem: &str) -> bool {
    let base = stem.split('-').next().unwrap_or_default();
    let is_plain = stem
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_plain && matches!(base.len(), 2 | 3) && base.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a name is a language of the site in another case.
fn is_miswritten(stem: &str, config: &Config) -> bool {
    let mut languages = config.languages.iter();
    languages.any(|language| language.code.eq_ignore_ascii_case(stem))
}
