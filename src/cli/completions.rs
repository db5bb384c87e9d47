//! `griot completions`: prints the script that completes commands and options in a shell.

use super::command_failure::CommandFailure;
use super::command_help;
use super::terminal_output::Terminal;
use clap::Args;
use clap_complete::Shell;

/// The arguments of `griot completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell that reads the script
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub fn run(&self, terminal: &Terminal) -> Result<(), CommandFailure> {
        let mut command = command_help::command(terminal.language.catalog());
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "griot", &mut script);
        terminal.print(String::from_utf8_lossy(&script).trim_end());
        Ok(())
    }
}
