//! Which files of a theme's folder are read: each folder of it wants an ending, and strings the
//! code of a language. What editors leave behind is passed over in silence.

use crate::config::Config;
use crate::diagnostic::Diagnostic;

/// Whether the file `below` the folder of a theme is read. One that looks as if it should be,
/// and is not, is a warning with the name that would be.
pub fn is_read(
    path: &str,
    below: &str,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    let (folder, name) = below.split_once('/').unwrap_or(("", below));
    if folder != "static" && below.split('/').any(is_left_behind) {
        return false;
    }
    let remedy = match folder {
        "styles" => ending(name, "css"),
        "templates" => ending(name, "html"),
        "strings" => language(name, config),
        "" if name == "theme.yml" => Some("rename it to `theme.yaml`".to_string()),
        _ => None,
    };
    let Some(remedy) = remedy else {
        return true;
    };
    let message = match folder {
        "" => "this file of a theme is not read".to_string(),
        _ => format!("this file in the `{folder}/` of a theme is not read"),
    };
    diagnostics.push(Diagnostic::warning(path, message).hint(remedy));
    false
}

/// A file of an editor's own, or a copy that it or a merge made.
fn is_left_behind(name: &str) -> bool {
    let copy = ["~", ".bak", ".orig", ".swp"];
    name.starts_with('.')
        || copy.iter().any(|end| name.ends_with(end))
        || (name.starts_with('#') && name.ends_with('#'))
}

/// What to do with a file that has not the ending of its folder.
fn ending(name: &str, wanted: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if ending == wanted {
        return None;
    }
    Some(if ending.eq_ignore_ascii_case(wanted) {
        format!("rename it to `{stem}.{wanted}`")
    } else {
        format!("only names that end in `.{wanted}` are: rename it, or move it out of the folder")
    })
}

/// What to do with a file of strings that no language has.
fn language(name: &str, config: &Config) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut languages = config.languages.iter();
    let of_site = |code: &str| {
        config
            .languages
            .iter()
            .any(|language| language.code == code)
    };
    if ending == "yaml" && (of_site(stem) || (is_code(stem) && !is_miswritten(stem, config))) {
        return None;
    }
    let near = languages.find(|language| {
        let called = stem.eq_ignore_ascii_case(&language.name);
        called || stem.replace('_', "-").eq_ignore_ascii_case(&language.code)
    });
    if let Some(near) = near {
        return Some(format!("rename it to `{}.yaml`", near.code));
    }
    if is_code(stem) {
        return Some(format!("rename it to `{stem}.yaml`"));
    }
    let names = config.languages.iter();
    let names: Vec<String> = names
        .map(|language| format!("`{}.yaml`", language.code))
        .collect();
    Some(format!(
        "files here are named by the code of their language: {}",
        names.join(", ")
    ))
}

/// `fr`, `pt-BR`.
fn is_code(stem: &str) -> bool {
    let base = stem.split('-').next().unwrap_or_default();
    let plain = stem
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    plain && matches!(base.len(), 2 | 3) && base.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A language of the site, but for upper and lower case.
fn is_miswritten(stem: &str, config: &Config) -> bool {
    let mut languages = config.languages.iter();
    languages.any(|language| language.code.eq_ignore_ascii_case(stem))
}
