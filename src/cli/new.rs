//! `griot new`: creates a site that builds, or an article with its front matter filled in.
//! Never overwrites a file.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::command_failure::CommandFailure;
use super::loaded_site::find_lang;
use super::terminal_output::Terminal;
use crate::config::{self, Config, SETTINGS};
use crate::confined_folder::ConfinedFolder;
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::import_files::begins_repository;
use crate::pipeline::{self, Options};
use crate::site_folder::SiteFolder;
use crate::text::slug::slug;
use crate::{message, phrase};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use std::convert::Infallible;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The arguments of `griot new site`.
#[derive(Debug, Args)]
pub struct NewSite {
    /// The folder of the new site
    dir: PathBuf,
    /// Its languages with commas, the default one first: `en,fr`
    #[arg(long, value_delimiter = ',', value_parser = trim, default_values = ["fr", "en"])]
    languages: Vec<String>,
}

/// The arguments of `griot new article`.
#[derive(Debug, Args)]
pub struct NewArticle {
    /// The title of the article
    title: String,
    /// Its language [default: the site's default language]
    #[arg(long)]
    lang: Option<String>,
}

/// Parses `fr, en` like `fr,en`.
fn trim(code: &str) -> Result<String, Infallible> {
    Ok(code.trim().to_string())
}

/// A page of the new site in the languages that Griot has it in.
struct SamplePage {
    french: &'static str,
    english: &'static str,
}

const WELCOME: SamplePage = SamplePage {
    french: include_str!("new/welcome.fr.md"),
    english: include_str!("new/welcome.en.md"),
};
const ABOUT: SamplePage = SamplePage {
    french: include_str!("new/about.fr.md"),
    english: include_str!("new/about.en.md"),
};
const SETTINGS_HEAD: &str = include_str!("new/griot.yaml");
const GITIGNORE: &str = "/public/\n/.griot/\n";
/// Each line of the lock is about one article, so a merge keeps the lines of both sides.
const GITATTRIBUTES: &str = "griot.lock merge=union\n";

impl SamplePage {
    /// The page for a language, in English when there is no translation.
    fn text(&self, code: &str, date: &str) -> String {
        let text = match code.split('-').next() {
            Some("fr") => self.french,
            _ => self.english,
        };
        text.replace("DATE", date).replace("LANG", code)
    }
}

impl NewSite {
    /// Creates the site.
    pub fn run(&self, options: &Options, terminal: &Terminal) -> Result<(), CommandFailure> {
        let dir = &self.dir;
        let settings = settings(&self.languages);
        if let Err(problems) = Config::parse(SETTINGS, &settings) {
            // the settings come from the arguments: only a wrong language makes them invalid
            let problem = problems.into_iter().next();
            return Err(problem.map_or(CommandFailure::BadAnswerShown, |problem| {
                let mut problem = Diagnostic::error("", problem.message);
                problem.span = None;
                CommandFailure::Usage(problem)
            }));
        }
        let folder = open_folder(dir)?;
        let files = self.files(&settings, options);
        for (at, file) in files.iter().enumerate() {
            let written = match folder.kind(&file.path) {
                Some(_) if file.is_of_git => {
                    terminal.note(file.note());
                    Ok(())
                }
                _ => create(&folder, &file.path, &file.text),
            };
            if let Err(failure) = written {
                // the next try must not find half a site
                for file in files[..at].iter().filter(|file| !file.is_of_git) {
                    let _ = folder.remove_file(&file.path);
                    folder.remove_empty_folders_above(&file.path);
                }
                return Err(failure);
            }
        }
        if terminal.json {
            terminal.print(&json!({"ok": true, "path": dir}).to_string());
        }
        terminal.say(&format!(
            "A new site is in {0}: `cd {0}`, then `griot build`. Its settings are in {SETTINGS}.",
            dir.display()
        ));
        Ok(())
    }
}

/// A file of a new site.
struct NewFile {
    path: String,
    text: String,
    /// Whether it is for git: one that is there already stays.
    is_of_git: bool,
}

impl NewFile {
    fn note(&self) -> Text {
        phrase!(
            "{path} stays as it is: add the lines {lines}",
            path = self.path.as_str(),
            lines = self.text.trim_end().replace('\n', ", ")
        )
    }
}

impl NewSite {
    /// The files of the site, the settings last: they make the folder a site.
    fn files(&self, settings: &str, options: &Options) -> Vec<NewFile> {
        let file = |path: String, text: String, is_of_git| NewFile {
            path,
            text,
            is_of_git,
        };
        let mut files = vec![
            file(".gitignore".to_string(), GITIGNORE.to_string(), true),
            file(
                ".gitattributes".to_string(),
                GITATTRIBUTES.to_string(),
                true,
            ),
        ];
        let date = options.now.strftime("%Y-%m-%d").to_string();
        for code in &self.languages {
            let welcome = format!("content/articles/welcome/{code}.md");
            files.push(file(welcome, WELCOME.text(code, &date), false));
            let about = format!("content/pages/about/{code}.md");
            files.push(file(about, ABOUT.text(code, &date), false));
        }
        files.push(file(SETTINGS.to_string(), settings.to_string(), false));
        files
    }
}

/// Opens the folder of a new site, which may hold what a repository begins with.
fn open_folder(dir: &Path) -> Result<ConfinedFolder, CommandFailure> {
    let path = dir.display().to_string();
    if dir.is_file() {
        let message = message!(Code::NotAFolder, "`{path}` is a file", path = path);
        let hint = phrase!("choose a new folder for the site");
        return Err(CommandFailure::Failed(
            Diagnostic::error("", message).hint(hint),
        ));
    }
    // without a slash at its end, which would follow the link
    if dir.components().collect::<PathBuf>().is_symlink() {
        let message = message!(Code::NotAFolder, "`{path}` is a link", path = path);
        let hint = phrase!("name the folder that it leads to");
        return Err(CommandFailure::Failed(
            Diagnostic::error("", message).hint(hint),
        ));
    }
    let folder = fs::create_dir_all(dir).and_then(|()| ConfinedFolder::open(dir));
    let folder = folder.map_err(|error| CommandFailure::cannot_write(&path, &error))?;
    let names = folder.names();
    let names = names.map_err(|error| CommandFailure::cannot_write(&path, &error))?;
    let mut names = names.iter().map(|name| name.to_string_lossy());
    if let Some(other) = names.find(|name| !begins_repository(name)) {
        let message = message!(
            Code::FolderNotEmpty,
            "`{dir}` is not empty: it has `{name}`",
            dir = path,
            name = other
        );
        let hint = phrase!("choose a new folder for the site");
        return Err(CommandFailure::Failed(
            Diagnostic::error("", message).hint(hint),
        ));
    }
    Ok(folder)
}

fn settings(languages: &[String]) -> String {
    let default = languages.first().map_or("fr", String::as_str);
    let mut settings = SETTINGS_HEAD.replace("DEFAULT", default);
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

impl NewArticle {
    /// Creates the article in the site at `root`.
    pub fn run(
        &self,
        root: &Path,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let site = SiteFolder::new(root);
        let config = read_settings(&site)?;
        let lang = match &self.lang {
            Some(code) => find_lang(&config, code)?,
            None => config.default_language,
        };
        let name = slug(&self.title);
        if name.is_empty() {
            let message = message!(
                Code::TitleWithoutWords,
                "the title has no word in it to name the article's folder by"
            );
            let hint = phrase!("give it one, and change the title in the file");
            return Err(CommandFailure::Usage(
                Diagnostic::error("", message).hint(hint),
            ));
        }
        let code = &config.language(lang).code;
        let path = format!("content/articles/{name}/{code}.md");
        let text = front_matter(&self.title, options.now, &config);
        create_in(&site, &path, &text)?;
        terminal.created(root, &path);
        Ok(())
    }
}

fn read_settings(site: &SiteFolder) -> Result<Config, CommandFailure> {
    let mut problems = Vec::new();
    let text = pipeline::settings_text(site, &mut problems);
    let text = text.ok_or_else(|| CommandFailure::unreadable_site(problems))?;
    Config::parse(SETTINGS, &text).map_err(CommandFailure::unreadable_site)
}

/// The front matter of a new article: what it needs, and empty keys to fill in. It is a draft until
/// its author says otherwise.
fn front_matter(title: &str, now: Timestamp, config: &Config) -> String {
    let date = now
        .to_zoned_datetime(config.timezone.clone())
        .strftime("%Y-%m-%dT%H:%M")
        .to_string();
    // a JSON string is a YAML double-quoted scalar
    let title = serde_json::Value::from(title);
    format!(
        "---\ntitle: {title}\ndate: {date}\ndraft: true\ndescription:\ntags:\nauthors:\nimage:\nimage_alt:\n---\n\n"
    )
}

/// Creates a file of a site, as [`create`] does.
pub fn create_in(site: &SiteFolder, path: &str, text: &str) -> Result<(), CommandFailure> {
    let folder = site
        .folder()
        .map_err(|error| CommandFailure::cannot_write(path, &error))?;
    create(&folder, path, text)
}

/// Creates a file below `root`, and its folders. Fails when the file exists, and where a link would
/// lead out of the folder. Leaves no half-written file.
pub fn create(root: &ConfinedFolder, path: &str, text: &str) -> Result<(), CommandFailure> {
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    root.create_folders(above)
        .and_then(|()| root.write_new_file(path, text.as_bytes()))
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CommandFailure::file_exists(path),
            _ => {
                root.remove_empty_folders_above(path);
                CommandFailure::cannot_write(path, &error)
            }
        })
}
