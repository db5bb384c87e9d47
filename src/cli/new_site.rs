//! `griot new site`: creates a site that one wants to show. Never overwrites a file.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::command_failure::CommandFailure;
use super::create_file::create;
use super::new_site_files::{IfThere, NewFile, new_site_files, settings};
use super::new_site_hosts::PublishingHost;
use super::terminal_output::Terminal;
use crate::config::{Config, SETTINGS};
use crate::confined_folder::ConfinedFolder;
use crate::diagnostic::{Code, Diagnostic};
use crate::import_files::begins_repository;
use crate::pipeline::Options;
use crate::{message, phrase};
use clap::Args;
use serde_json::json;
use std::convert::Infallible;
use std::path::{Path, PathBuf};

/// The arguments of `griot new site`.
#[derive(Debug, Args)]
pub struct NewSite {
    /// The folder of the new site
    dir: PathBuf,
    /// Its languages with commas, the default one first: `en,fr`
    #[arg(long, value_delimiter = ',', value_parser = trim, default_values = ["fr", "en"])]
    languages: Vec<String>,
    /// The service that is to build and publish it: writes the workflow
    #[arg(long, value_enum, default_value_t = PublishingHost::None, hide_default_value = true)]
    host: PublishingHost,
}

/// Parses `fr, en` like `fr,en`.
fn trim(code: &str) -> Result<String, Infallible> {
    Ok(code.trim().to_string())
}

impl NewSite {
    /// Creates the site.
    pub fn run(&self, options: &Options, terminal: &Terminal) -> Result<(), CommandFailure> {
        self.check_languages()?;
        let folder = open_folder(&self.dir)?;
        let files = new_site_files(&self.languages, self.host.files(), options);
        for (at, file) in files.iter().enumerate() {
            if let Err(failure) = write(&folder, file, terminal) {
                // the next try must not find half a site
                let mut written = files[..at].iter();
                let is_new = |file: &&NewFile| matches!(file.if_there, IfThere::Fail);
                for file in written.by_ref().filter(is_new) {
                    let _ = folder.remove_file(&file.path);
                    folder.remove_empty_folders_above(&file.path);
                }
                return Err(failure);
            }
        }
        self.say_done(terminal);
        Ok(())
    }

    /// Refuses languages that the settings could not have.
    fn check_languages(&self) -> Result<(), CommandFailure> {
        let Err(problems) = Config::parse(SETTINGS, &settings(&self.languages)) else {
            return Ok(());
        };
        // the settings come from the arguments: only a wrong language makes them invalid
        let problem = problems.into_iter().next();
        Err(problem.map_or(CommandFailure::BadAnswerShown, |problem| {
            CommandFailure::Usage(Diagnostic::error("", problem.message))
        }))
    }

    fn say_done(&self, terminal: &Terminal) {
        let folder = self.dir.display().to_string();
        if terminal.json {
            terminal.print(&json!({"ok": true, "path": folder}).to_string());
        }
        terminal.say_text(&phrase!(
            "A new site is in `{folder}`: its texts are in `content/`, its settings in `{settings}`.",
            folder = folder.as_str(),
            settings = SETTINGS
        ));
        let is_here = self.dir.components().all(|part| part.as_os_str() == ".");
        terminal.say_text(&match is_here {
            true => phrase!("To see it in your browser, type `griot serve`."),
            false => phrase!(
                "To see it in your browser, type `cd {folder}`, then `griot serve`.",
                folder = folder
            ),
        });
    }
}

/// Writes a file, or leaves the one that is there.
fn write(
    folder: &ConfinedFolder,
    file: &NewFile,
    terminal: &Terminal,
) -> Result<(), CommandFailure> {
    if folder.kind(&file.path).is_some() {
        match file.if_there {
            IfThere::Fail => {}
            IfThere::Keep => return Ok(()),
            IfThere::KeepAndSay => {
                terminal.note(file.lines_to_add());
                return Ok(());
            }
        }
    }
    create(folder, &file.path, &file.bytes)
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
    let folder = std::fs::create_dir_all(dir).and_then(|()| ConfinedFolder::open(dir));
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
