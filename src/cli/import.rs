//! `griot import`: a blog from elsewhere becomes a site. Never writes over anything.

use super::command_failure::CommandFailure;
use super::import_folder::ImportFolder;
use super::import_target::{
    ImportTarget, cannot_read, cannot_write, no_out, not_opened, show_written,
};
use super::terminal_output::Terminal;
use super::usage_errors::InvalidArgument;
use crate::blog_exports::{
    ExportFormat, Imported, LanguageHints, MissingColumn, WpmlTable, import_exports,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::import_files::{
    ImportFiles, MediaFolder, MediaSource, SiteWriter, Written, open_new_site_folder,
};
use crate::imported_site::language_code;
use crate::{message, phrase};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The commands of `griot import`.
#[derive(Debug, Subcommand)]
pub enum Import {
    /// Import an export of WordPress (Tools > Export > All content)
    Wordpress(ImportWordpress),
    /// Import an export of Ghost (Settings > Migration tools); `--base-url` names the blog
    Ghost(ImportFile),
    /// Import an export of Blogger (Settings > Back up content, or Google Takeout)
    Blogger(ImportFile),
    /// Import a folder of Hugo, Jekyll, Zola, Astro or Hexo
    Folder(ImportFolder),
}

/// The arguments of `griot import wordpress`.
#[derive(Debug, Args)]
pub struct ImportWordpress {
    /// The file that WordPress exported
    #[arg(
        value_name = "FILE",
        required_unless_present = "lang",
        conflicts_with = "lang"
    )]
    file: Option<PathBuf>,
    /// One export a language: `--lang fr=a.xml --lang en=b.xml`
    #[arg(long, value_name = "CODE=FILE", value_parser = parse_lang)]
    lang: Vec<ExportOfLanguage>,
    #[command(flatten)]
    media: MediaArguments,
    /// WPML's table `icl_translations`, as CSV
    #[arg(long, value_name = "FILE")]
    wpml: Option<PathBuf>,
}

/// The arguments of `griot import ghost` and `griot import blogger`.
#[derive(Debug, Args)]
pub struct ImportFile {
    /// The file that the blog exported
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    media: MediaArguments,
}

/// Where pictures and files come from.
#[derive(Debug, Args)]
struct MediaArguments {
    /// A copy of the old site's pictures (`wp-content/uploads`; Ghost's `content`)
    #[arg(long, value_name = "DIR", conflicts_with = "fetch")]
    media: Option<PathBuf>,
    /// Fetch pictures from the old site
    #[arg(long)]
    fetch: bool,
}

/// An export that is in one language.
#[derive(Debug, Clone)]
struct ExportOfLanguage {
    lang: String,
    file: PathBuf,
}

fn parse_lang(argument: &str) -> Result<ExportOfLanguage, InvalidArgument> {
    let parts = argument.split_once('=');
    let lang = parts.and_then(|(code, _)| language_code(code));
    match (lang, parts) {
        (Some(lang), Some((_, file))) if !file.is_empty() => Ok(ExportOfLanguage {
            lang,
            file: PathBuf::from(file),
        }),
        _ => Err(InvalidArgument(phrase!(
            "write a language and its file, such as `fr=export.xml`"
        ))),
    }
}

impl Import {
    /// Imports into a target.
    pub fn run(
        &self,
        target: &ImportTarget<'_>,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        match self {
            Import::Wordpress(import) => import.run(target, terminal),
            Import::Ghost(import) if target.base_url.is_none() => Err(import.no_address()),
            Import::Ghost(import) => import.run(ExportFormat::Ghost, target, terminal),
            Import::Folder(import) => import.run(target, terminal),
            Import::Blogger(import) => import.run(ExportFormat::Blogger, target, terminal),
        }
    }
}

impl ImportWordpress {
    fn run(&self, target: &ImportTarget<'_>, terminal: &Terminal) -> Result<(), CommandFailure> {
        let hints = LanguageHints {
            by_export: self
                .lang
                .iter()
                .map(|export| Some(export.lang.clone()))
                .collect(),
            wpml: self.wpml.as_deref().map(read_wpml).transpose()?,
        };
        let of_languages = self.lang.iter().map(|export| export.file.clone());
        let run = ImportRun {
            format: ExportFormat::WordPress,
            exports: self.file.clone().into_iter().chain(of_languages).collect(),
            media: &self.media,
            hints,
        };
        run.run(target, terminal)
    }
}

impl ImportFile {
    fn run(
        &self,
        format: ExportFormat,
        target: &ImportTarget<'_>,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let run = ImportRun {
            format,
            exports: vec![self.file.clone()],
            media: &self.media,
            hints: LanguageHints::default(),
        };
        run.run(target, terminal)
    }

    fn no_address(&self) -> CommandFailure {
        let message = message!(
            Code::MissingAddress,
            "`{file}` does not hold the address of the blog",
            file = self.file.display().to_string()
        );
        let hint = phrase!("add `--base-url https://blog.example`, with your address");
        CommandFailure::Usage(Diagnostic::error("", message).hint(hint))
    }
}

/// An import that is ready to run.
struct ImportRun<'a> {
    format: ExportFormat,
    exports: Vec<PathBuf>,
    media: &'a MediaArguments,
    hints: LanguageHints,
}

impl ImportRun<'_> {
    fn run(self, target: &ImportTarget<'_>, terminal: &Terminal) -> Result<(), CommandFailure> {
        let out = target.out.ok_or_else(no_out)?;
        for export in &self.exports {
            // before a folder is made
            std::fs::File::open(export).map_err(|error| cannot_read(export, &error))?;
        }
        let media = match self.media.source()? {
            MediaSource::Folder(folder) if self.format == ExportFormat::Blogger => {
                MediaSource::Folder(folder.by_names())
            }
            media => media,
        };
        let folder = open_new_site_folder(out).map_err(|error| not_opened(out, error))?;
        let progress = terminal.progress(&phrase!("importing"), None);
        let mut files = ImportFiles {
            media,
            writer: SiteWriter::new(folder),
            on_progress: &|items| (0..items).for_each(|_| progress.step()),
            exports: self.exports,
            format: self.format,
            base_url: target.base_url.map(str::to_string),
            catalog: terminal.catalog(),
        };
        let imported = import_exports(&mut files, &self.hints);
        let imported = imported.map_err(|error| cannot_read(&files.exports[0], &error))?;
        let written = files
            .writer
            .finish()
            .map_err(|failure| cannot_write(&failure))?;
        drop(progress);
        show(&imported, &written, out, terminal)
    }
}

impl MediaArguments {
    fn source(&self) -> Result<MediaSource, CommandFailure> {
        if let Some(path) = &self.media {
            let folder = MediaFolder::open(path).map_err(|error| cannot_read(path, &error))?;
            return Ok(MediaSource::Folder(folder));
        }
        match self.fetch {
            false => Ok(MediaSource::None),
            #[cfg(feature = "external")]
            true => Ok(MediaSource::Site(
                crate::import_files::MediaFetcher::default(),
            )),
            #[cfg(not(feature = "external"))]
            true => {
                let message = message!(
                    Code::ExternalNotSupported,
                    "this program cannot fetch: it was built without `external`"
                );
                Err(CommandFailure::Failed(Diagnostic::error("", message)))
            }
        }
    }
}

/// Shows what came of an import.
fn show(
    imported: &Imported,
    written: &Written,
    out: &Path,
    terminal: &Terminal,
) -> Result<(), CommandFailure> {
    let Written { new, same, kept } = written;
    if terminal.json {
        let mut value = imported.report.to_json();
        value["ok"] = json!(imported.broken.is_none());
        value["written"] = json!({"new": new, "unchanged": same, "kept": kept});
        terminal.print(&value.to_string());
    }
    terminal.say(&imported.report.summary(terminal.catalog()));
    show_written(written, out, terminal);
    match &imported.broken {
        None => Ok(()),
        Some(at) => Err(CommandFailure::BadAnswer(phrase!(
            "the export breaks off at line {line}: {reason}; what stands before that came",
            line = at.line,
            reason = at.reason.as_str()
        ))),
    }
}

fn read_wpml(path: &Path) -> Result<WpmlTable, CommandFailure> {
    let text = std::fs::read_to_string(path).map_err(|error| cannot_read(path, &error))?;
    WpmlTable::parse(&text).map_err(|MissingColumn(column)| {
        let message = message!(
            Code::MissingColumn,
            "`{path}` has no column `{column}`",
            path = path.display().to_string(),
            column = column
        );
        let hint = phrase!("export WPML's table `icl_translations` as CSV, with the names of the columns in its first line");
        CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
    })
}
