//! `griot import folder`: a folder of another generator becomes a site.

use super::command_failure::CommandFailure;
use super::import_target::{
    ImportTarget, cannot_read, cannot_write, no_out, not_opened, show_written,
};
use super::terminal_output::Terminal;
use super::usage_errors::InvalidArgument;
use crate::diagnostic::{Code, Diagnostic};
use crate::generator_sites::{Generator, NotDetected, import_folder};
use crate::import_files::{GeneratorFolder, ListedFolder, SiteWriter, open_new_site_folder};
use crate::{message, phrase};
use clap::Args;
use serde_json::json;
use std::io;
use std::path::{Path, PathBuf};

/// The arguments of `griot import folder`.
#[derive(Debug, Args)]
pub struct ImportFolder {
    /// The folder of the old site
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The generator of the folder, where its files do not tell
    #[arg(long, value_name = "NAME", value_parser = parse_generator)]
    from: Option<Generator>,
}

fn parse_generator(name: &str) -> Result<Generator, InvalidArgument> {
    let names = Generator::ALL.map(|generator| generator.name().to_lowercase());
    let problem = || InvalidArgument(phrase!("write one of {names}", names = names.join(", ")));
    Generator::from_name(name).ok_or_else(problem)
}

impl ImportFolder {
    /// Imports into a target.
    pub fn run(
        &self,
        target: &ImportTarget<'_>,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let out = target.out.ok_or_else(no_out)?;
        let listed =
            ListedFolder::open(&self.folder).map_err(|error| cannot_read(&self.folder, &error))?;
        let generator = match self.from {
            Some(generator) => generator,
            None => Generator::detect(listed.files(), &|path| listed.text(path))
                .map_err(|reason| self.not_detected(&reason))?,
        };
        if is_inside(out, &self.folder) {
            return Err(self.out_is_inside(out));
        }
        let folder = open_new_site_folder(out).map_err(|error| not_opened(out, error))?;
        let progress = terminal.progress(&phrase!("importing"), None);
        let step = || progress.step();
        let writer = SiteWriter::new(folder);
        let mut shell = GeneratorFolder::new(listed, writer, terminal.catalog(), &step);
        let import = import_folder(generator, &mut shell, target.base_url);
        let written = shell.writer.finish();
        let written = written.map_err(|failure| cannot_write(&failure))?;
        drop(progress);
        if terminal.json {
            let mut value = import.report.to_json();
            value["ok"] = json!(true);
            value["written"] = json!({
                "new": written.new, "unchanged": written.same, "kept": written.kept
            });
            terminal.print(&value.to_string());
        }
        terminal.say(&import.report.summary(terminal.catalog()));
        show_written(&written, out, terminal);
        Ok(())
    }

    fn not_detected(&self, reason: &NotDetected) -> CommandFailure {
        let folder = self.folder.display().to_string();
        let message = match reason {
            NotDetected::Nothing => message!(
                Code::UnknownGenerator,
                "`{folder}` does not look like a site of Hugo, Jekyll, Zola, Astro or Hexo",
                folder = folder
            ),
            NotDetected::Two(one, other) => message!(
                Code::UnknownGenerator,
                "`{folder}` may be a site of {one} or of {other}",
                folder = folder,
                one = one.name(),
                other = other.name()
            ),
        };
        let hint = phrase!(
            "name the folder with the settings of the site, or its generator: `--from hugo`"
        );
        CommandFailure::Usage(Diagnostic::error("", message).hint(hint))
    }

    fn out_is_inside(&self, out: &Path) -> CommandFailure {
        let message = message!(
            Code::OutInsideSource,
            "`{out}` is in the folder that is imported",
            out = out.display().to_string()
        );
        let hint = phrase!("choose a folder beside it");
        CommandFailure::Usage(Diagnostic::error("", message).hint(hint))
    }
}

/// Whether the new site would lie in the folder that is read: a second run would import it too.
fn is_inside(out: &Path, folder: &Path) -> bool {
    let whole = |path: &Path| -> io::Result<PathBuf> { std::path::absolute(path) };
    match (whole(out), whole(folder)) {
        (Ok(out), Ok(folder)) => out.starts_with(folder),
        _ => false,
    }
}
