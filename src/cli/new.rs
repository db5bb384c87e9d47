//! `griot new`: a site that builds, an article with its front matter filled in. Never
//! overwrites a file.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::loaded_site::lang_of;
use super::terminal::Terminal;
use crate::config::SETTINGS;
use crate::config::{self, Config};
use crate::content::{self, Files};
use crate::diagnostic::English;
use crate::disk::Disk;
use crate::pipeline::Options;
use crate::text::slug::slug;
use jiff::Timestamp;
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// A page of the new site in one language: the language's code and the text.
type Told = (&'static str, &'static str);

const WELCOME: [Told; 2] = [
    ("fr", include_str!("new/welcome.fr.md")),
    ("en", include_str!("new/welcome.en.md")),
];
const ABOUT: [Told; 2] = [
    ("fr", include_str!("new/about.fr.md")),
    ("en", include_str!("new/about.en.md")),
];
const SETTINGS_HEAD: &str = include_str!("new/griot.yaml");
const IGNORED: &str = "public/\n.griot/\n";
/// Each line of the lock says all about one article: both sides of a merge are right.
const MERGED: &str = "griot.lock merge=union\n";

pub fn site(dir: &Path, languages: &[String], options: &Options, terminal: &Terminal) -> ExitCode {
    let settings = settings(languages);
    if let Err(problems) = Config::parse(SETTINGS, &settings) {
        let message = problems
            .first()
            .map(|problem| problem.message(&English))
            .unwrap_or_default();
        return terminal.usage(&message);
    }
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return terminal.fail(&format!(
            "`{}` is not empty: a new site wants a folder of its own",
            dir.display()
        ));
    }
    let date = options.now.strftime("%Y-%m-%d").to_string();
    let mut files = vec![
        (SETTINGS.to_string(), settings),
        (".gitignore".to_string(), IGNORED.to_string()),
        (".gitattributes".to_string(), MERGED.to_string()),
    ];
    for code in languages {
        let text = |told: [Told; 2]| {
            let base = code.split('-').next().unwrap_or(code);
            let own = told
                .iter()
                .find(|(other, _)| *other == base)
                .unwrap_or(&told[1]);
            own.1.replace("DATE", &date).replace("LANG", code)
        };
        files.push((format!("content/articles/welcome/{code}.md"), text(WELCOME)));
        files.push((format!("content/pages/about/{code}.md"), text(ABOUT)));
    }
    for (path, text) in files {
        if let Err(error) = create(&dir.join(&path), &text) {
            return terminal.fail(&format!("cannot write `{path}`: {error}"));
        }
    }
    if terminal.json {
        terminal.print(&json!({"ok": true, "path": dir}).to_string());
    }
    terminal.say(&format!(
        "A new site is in {0}: `cd {0}`, then `griot build`. Its settings are in {SETTINGS}.",
        dir.display()
    ));
    ExitCode::SUCCESS
}

fn settings(languages: &[String]) -> String {
    let mut settings =
        SETTINGS_HEAD.replace("DEFAULT", languages.first().map_or("fr", String::as_str));
    for code in languages {
        settings.push_str(&format!("  {code}:\n"));
        if config::own_name(code).is_none() {
            settings.push_str(&format!("    name: {code}\n"));
        }
        let title = if code == "fr" { "Mon blog" } else { "My blog" };
        settings.push_str(&format!("    title: {title}\n"));
    }
    settings
}

pub fn article(
    title: &str,
    code: Option<&str>,
    (root, options): (&Path, &Options),
    terminal: &Terminal,
) -> ExitCode {
    let disk = Disk {
        root: root.to_path_buf(),
    };
    let config = match settings_of(&disk) {
        Ok(config) => config,
        Err(message) => return terminal.fail(&message),
    };
    let lang = match code.map(|code| lang_of(&config, code, terminal)) {
        None => config.default_language,
        Some(Ok(lang)) => lang,
        Some(Err(code)) => return code,
    };
    let name = slug(title);
    if name.is_empty() {
        return terminal.usage(
            "the title has no word in it to name the article's folder by: give it one, and change the title in the file",
        );
    }
    let code = &config.language(lang).code;
    let path = format!("content/articles/{name}/{code}.md");
    match create(
        &root.join(&path),
        &front_matter(title, options.now, &config),
    ) {
        Ok(()) => terminal.created(root, &path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            terminal.fail(&format!("`{path}` is there already, and is left as it is"))
        }
        Err(error) => terminal.fail(&format!("cannot write `{path}`: {error}")),
    }
}

fn settings_of(disk: &Disk) -> Result<Config, String> {
    if !disk.has(SETTINGS) {
        let hint = "run `griot new site` to begin one, or name its folder with `--root`";
        return Err(format!("there is no `{SETTINGS}` here: {hint}"));
    }
    let bytes = disk
        .read(SETTINGS)
        .map_err(|problem| format!("`{SETTINGS}`: {}", problem.message(&English)))?;
    let text = content::front_matter::text_of(&SETTINGS.into(), bytes)
        .map_err(|problem| problem.message(&English))?;
    Config::parse(SETTINGS, &text).map_err(|problems| {
        let first = problems
            .first()
            .map(|problem| problem.message(&English))
            .unwrap_or_default();
        format!("`{SETTINGS}`: {first}")
    })
}

/// Front matter with what an article needs, and the rest to fill in.
fn front_matter(title: &str, now: Timestamp, config: &Config) -> String {
    let date = now
        .to_zoned_datetime(config.timezone.clone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    // a JSON string is a YAML double-quoted scalar
    let title = serde_json::Value::from(title);
    format!(
        "---\ntitle: {title}\ndate: {date}\ndescription:\ntags:\nauthors:\nimage:\nimage_alt:\n---\n\n"
    )
}

/// Writes a new file, and its folders; an existing one is an error.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)?
        .write_all(text.as_bytes())
}
