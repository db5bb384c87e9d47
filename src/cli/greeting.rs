//! `griot` alone: says where it stands, and which commands make sense there.

#![expect(clippy::disallowed_methods, reason = "the shell looks at folders")]

use super::new_article::read_settings;
use super::terminal_output::Terminal;
use crate::config::{Config, SETTINGS};
use crate::content::Files as _;
use crate::diagnostic::Text;
use crate::import_files::begins_repository;
use crate::phrase;
use crate::site_folder::SiteFolder;
use std::path::Path;

/// A command, and what it is good for.
struct Suggestion {
    command: Text,
    purpose: Text,
}

/// Greets in the folder of a site, or where a site could begin.
pub fn greet(site: &SiteFolder, terminal: &Terminal) {
    let greeting = phrase!(
        "Griot {version} makes a blog in several languages from a folder of texts.",
        version = env!("CARGO_PKG_VERSION")
    );
    let mut lines = vec![terminal.render(&greeting), String::new()];
    let place = place(site);
    lines.push(terminal.render(&place.fact));
    let suggestions = place.suggestions.iter();
    let commands = suggestions.map(|suggestion| terminal.render(&suggestion.command));
    let commands: Vec<String> = commands.collect();
    let width = commands.iter().map(|command| command.chars().count()).max();
    let width = width.unwrap_or_default();
    for (command, Suggestion { purpose, .. }) in commands.iter().zip(&place.suggestions) {
        lines.push(format!("  {command:width$}  {}", terminal.render(purpose)));
    }
    lines.push(String::new());
    lines.push(terminal.render(&phrase!("`griot --help` lists all commands.")));
    terminal.say(&lines.join("\n"));
}

/// Where the program was started.
struct Place {
    fact: Text,
    suggestions: Vec<Suggestion>,
}

fn place(site: &SiteFolder) -> Place {
    if site.has(SETTINGS) {
        return match read_settings(site) {
            Ok(config) => in_site(site, &config),
            Err(_) => in_broken_site(),
        };
    }
    let entries = std::fs::read_dir(&site.root)
        .into_iter()
        .flatten()
        .flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.all(|name| begins_repository(&name)) {
        true => in_empty_folder(),
        false => outside(),
    }
}

fn in_site(site: &SiteFolder, config: &Config) -> Place {
    let title = &config.language(config.default_language).title;
    let codes: Vec<&str> = config
        .languages
        .iter()
        .map(|language| language.code.as_str())
        .collect();
    let mut suggestions = vec![
        suggestion(
            Text::verbatim("griot serve"),
            phrase!("shows the site in your browser while you write"),
        ),
        suggestion(
            phrase!("griot new article TITLE"),
            phrase!("begins an article"),
        ),
    ];
    suggestions.push(match codes.len() {
        0 | 1 => suggestion(
            Text::verbatim("griot build"),
            phrase!("makes the site, in `public/`"),
        ),
        _ => suggestion(
            Text::verbatim("griot status"),
            phrase!("shows which translations need a hand"),
        ),
    });
    Place {
        fact: phrase!(
            "Here is the site “{title}” ({languages}), in `{folder}`:",
            title = title,
            languages = codes.join(", "),
            folder = absolute(&site.root)
        ),
        suggestions,
    }
}

/// The path of a folder without `..`, as people know it.
fn absolute(folder: &Path) -> String {
    let path = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let path = path.display().to_string();
    // what Windows puts before a canonical path
    path.strip_prefix(r"\\?\")
        .map(str::to_string)
        .unwrap_or(path)
}

fn in_broken_site() -> Place {
    Place {
        fact: phrase!("Here is a site whose `griot.yaml` has a mistake:"),
        suggestions: vec![
            suggestion(
                Text::verbatim("griot check"),
                phrase!("says where, and what to write instead"),
            ),
            suggestion(
                Text::verbatim("griot serve"),
                phrase!("shows the site as soon as it is corrected"),
            ),
        ],
    }
}

fn in_empty_folder() -> Place {
    Place {
        fact: phrase!("This folder is empty. A blog can begin here:"),
        suggestions: vec![
            suggestion(
                Text::verbatim("griot new site ."),
                phrase!("creates a blog in this folder"),
            ),
            suggestion(
                Text::verbatim("griot import --help"),
                phrase!("says how a blog moves in from elsewhere"),
            ),
        ],
    }
}

fn outside() -> Place {
    Place {
        fact: phrase!("There is no site in this folder."),
        suggestions: vec![
            suggestion(
                phrase!("griot new site my-blog"),
                phrase!("creates a blog in a new folder"),
            ),
            suggestion(
                Text::verbatim("griot import --help"),
                phrase!("says how a blog moves in from elsewhere"),
            ),
        ],
    }
}

fn suggestion(command: Text, purpose: Text) -> Suggestion {
    Suggestion { command, purpose }
}
