//! `griot man`: writes the manual pages of all commands, for `man`.

#![expect(clippy::disallowed_methods, reason = "the shell writes the disk")]

use super::command_failure::CommandFailure;
use super::command_help;
use super::terminal_output::Terminal;
use crate::phrase;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// The arguments of `griot man`.
#[derive(Debug, Args)]
pub struct ManualPages {
    /// The folder for the pages: `griot.1`, `griot-build.1` and so on; pages that are there already
    /// are written again
    dir: PathBuf,
}

impl ManualPages {
    /// Writes the pages.
    pub fn run(&self, terminal: &Terminal) -> Result<(), CommandFailure> {
        let path = self.dir.display().to_string();
        let cannot_write = |error| CommandFailure::cannot_write(&path, &error);
        let command = command_help::command_for_manual(terminal.language.catalog());
        std::fs::create_dir_all(&self.dir).map_err(cannot_write)?;
        clap_mangen::generate_to(command, &self.dir).map_err(cannot_write)?;
        if terminal.json {
            terminal.print(&json!({"ok": true, "path": path}).to_string());
        }
        let page = self.dir.join("griot.1").display().to_string();
        terminal.say_text(&phrase!(
            "the manual pages are in {folder}: `man {page}` shows the first one",
            folder = path.as_str(),
            page = page
        ));
        Ok(())
    }
}
