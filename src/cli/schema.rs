//! `griot schema`: prints the JSON Schema of settings or front matter, for editors.

use super::command_failure::CommandFailure;
use super::terminal_output::Terminal;
use crate::keys::{front_matter_schema, settings_schema};
use clap::{Args, ValueEnum};

/// The arguments of `griot schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// What the schema describes
    #[arg(value_enum, default_value = "settings")]
    what: SchemaOf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchemaOf {
    Settings,
    FrontMatter,
}

impl Schema {
    /// Prints the schema.
    pub fn run(&self, terminal: &Terminal) -> Result<(), CommandFailure> {
        let schema = match self.what {
            SchemaOf::Settings => settings_schema(),
            SchemaOf::FrontMatter => front_matter_schema(),
        };
        terminal.print(schema.trim_end());
        Ok(())
    }
}
