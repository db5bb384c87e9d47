//! The command line: parses the arguments and runs the command that they name. Each command has a
//! file of its own.
//!
//! Exit status: 0 done, 1 the site has errors or the command failed, 2 wrong usage.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell knows the time and the environment"
)]

mod accept;
mod accept_typo;
mod build;
mod build_progress;
mod caches;
mod check;
mod command_failure;
mod command_help;
mod completions;
mod create_file;
mod files_with_progress;
mod find_site;
mod greeting;
mod hosting;
mod import;
mod import_folder;
mod import_target;
mod loaded_site;
mod lock_writer;
mod manual_pages;
mod new_article;
mod new_site;
mod new_site_files;
mod new_site_hosts;
mod schema;
mod serve;
mod share;
mod status;
mod status_diff;
mod status_markdown;
mod status_table;
mod stopwatch;
mod terminal_output;
mod thread_pool;
mod translate;
mod usage_errors;

use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::Options;
use crate::publish;
use crate::site_folder::SiteFolder;
use crate::translations::PublishedAddresses;
use crate::{message, phrase};
use clap::{Args, FromArgMatches as _, Parser, Subcommand};
use command_failure::CommandFailure;
pub use command_help::help_texts;
use jiff::Timestamp;
use loaded_site::{LoadedSite, SiteCommand};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal_output::{Terminal, message_language};
use usage_errors::InvalidArgument;

/// A static site generator for small blogs that publish in two languages
#[derive(Debug, Parser)]
#[command(name = "griot", version)]
struct Arguments {
    /// `None` greets.
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: CommonArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build `content/` into `public/`
    Build,
    /// Preview the site at a local address while you write
    Serve(serve::Serve),
    /// Create a site or an article: `griot new site DIR`, `griot new TITLE`
    New(New),
    /// Turn a blog from elsewhere into a site: `--out` names its folder
    #[command(subcommand)]
    Import(import::Import),
    /// Start a translation: create a file to fill in
    Translate(translate::Translate),
    /// Show the state of every story in every language
    Status(status::Status),
    /// Check the site for mistakes without building it
    Check(check::Check),
    /// Record that a translation matches its original now
    Accept(accept::Accept),
    /// Print a story as a post for WhatsApp, in each of its languages
    Share(share::Share),
    /// Print the configuration of a web server for the site
    Hosting(hosting::Hosting),
    /// Print a script that completes commands and options in a shell
    Completions(completions::Completions),
    /// Write the manual pages of all commands into a folder
    Man(manual_pages::ManualPages),
    /// Print the JSON Schema of settings or front matter, for editors
    Schema(schema::Schema),
}

#[derive(Debug, Args)]
#[command(
    arg_required_else_help = true,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct New {
    #[command(subcommand)]
    what: Option<NewCommand>,
    #[command(flatten)]
    article: new_article::NewArticle,
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    /// Create a site in the folder DIR, ready to build
    Site(new_site::NewSite),
    /// Create an article, with its front matter filled in
    Article(new_article::NewArticle),
}

/// Options that mean the same for every command, as they are written.
#[derive(Debug, Clone, Args)]
struct CommonArguments {
    /// The site's folder [default: the nearest one above that has a `griot.yaml`]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// The folder to build or import into [default: `public` in the site's folder]
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site's address, instead of the one in `griot.yaml`
    #[arg(long, global = true, value_name = "URL", value_parser = parse_base_url)]
    base_url: Option<String>,
    /// Include drafts
    #[arg(long, global = true)]
    drafts: bool,
    /// Include scheduled and expired articles
    #[arg(long, global = true)]
    future: bool,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    strict: bool,
    /// Print only errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Print more
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Print JSON on standard output
    #[arg(long, global = true)]
    json: bool,
}

/// Options that mean the same for every command, with the site's folder.
#[derive(Debug, Clone)]
struct Common {
    root: PathBuf,
    out: Option<PathBuf>,
    base_url: Option<String>,
    drafts: bool,
    future: bool,
    strict: bool,
    verbose: bool,
}

/// Parses the arguments and runs the command. Returns the exit status of the program.
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let mut command = command_help::command(message_language().catalog());
    let matches = command.try_get_matches_from_mut(&words);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return usage_errors::end(&error, &command, &words),
    };
    let CommonArguments {
        quiet,
        verbose,
        json,
        ..
    } = arguments.common;
    let terminal = Terminal::new(quiet, verbose, json);
    let common = Common::of(&arguments.common);
    let code = match run_command(arguments.command.as_ref(), &common, &terminal) {
        Ok(code) => code,
        Err(failure) => terminal.fail(&failure, &common.disk()),
    };
    terminal.exit_code(code)
}

fn run_command(
    command: Option<&Command>,
    common: &Common,
    terminal: &Terminal,
) -> Result<ExitCode, CommandFailure> {
    let Some(command) = command else {
        greeting::greet(&common.disk(), terminal);
        return Ok(ExitCode::SUCCESS);
    };
    let options = common.options()?;
    let threads = thread_pool::start();
    let on_site = |command: &dyn SiteCommand| {
        let loaded = LoadedSite::load(common, &options)?;
        terminal.report(&loaded.warnings, &loaded.disk);
        command.run(&loaded, terminal)
    };
    match command {
        // in a thread of the pool: the allocator keeps memory for each thread that allocates
        Command::Build => return Ok(rayon::scope(|_| build::run(common, &options, terminal))),
        Command::Serve(serve) => {
            threads.map_err(CommandFailure::no_thread)?;
            serve.run(&common.root, &options, terminal)
        }
        Command::New(New { what, article }) => match what {
            Some(NewCommand::Site(site)) => site.run(&options, terminal),
            Some(NewCommand::Article(article)) => article.run(&common.root, &options, terminal),
            None => article.run_untyped(&common.root, &options, terminal),
        },
        Command::Import(import) => import.run(&common.import_target(), terminal),
        Command::Translate(translate) => on_site(translate),
        Command::Status(status) => on_site(status),
        Command::Check(check) => check.run(common, &options, terminal),
        Command::Accept(accept) => on_site(accept),
        Command::Share(share) => on_site(share),
        Command::Hosting(hosting) => hosting.run(common, &options, terminal),
        Command::Completions(completions) => completions.run(terminal),
        Command::Man(pages) => pages.run(terminal),
        Command::Schema(schema) => schema.run(terminal),
    }
    .map(|()| ExitCode::SUCCESS)
}

impl Common {
    fn of(arguments: &CommonArguments) -> Self {
        let arguments = arguments.clone();
        Common {
            root: arguments.root.unwrap_or_else(find_site::nearest_root),
            out: arguments.out,
            base_url: arguments.base_url,
            drafts: arguments.drafts,
            future: arguments.future,
            strict: arguments.strict,
            verbose: arguments.verbose,
        }
    }

    fn options(&self) -> Result<Options, CommandFailure> {
        Ok(Options {
            now: now()?,
            base_url: self.base_url.clone(),
            local: None,
            drafts: self.drafts,
            future: self.future,
            strict: self.strict,
        })
    }

    fn import_target(&self) -> import_target::ImportTarget<'_> {
        import_target::ImportTarget {
            out: self.out.as_deref(),
            base_url: self.base_url.as_deref(),
        }
    }

    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("public"))
    }

    fn published_addresses(&self) -> PublishedAddresses {
        publish::published_addresses(&self.root, &self.out())
    }

    fn disk(&self) -> SiteFolder {
        SiteFolder::new(self.root.clone())
    }
}

/// The value of `SOURCE_DATE_EPOCH` (reproducible-builds.org), if it is set.
fn source_date_epoch() -> Option<OsString> {
    std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty())
}

/// The time of `SOURCE_DATE_EPOCH`, or else of the clock.
fn now() -> Result<Timestamp, CommandFailure> {
    let Some(value) = source_date_epoch() else {
        return Ok(Timestamp::now());
    };
    let value = value.to_string_lossy();
    let seconds = value.parse::<i64>().ok();
    let time = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    time.ok_or_else(|| {
        CommandFailure::Usage(Diagnostic::error(
            "",
            message!(
                Code::InvalidSourceDateEpoch,
                "SOURCE_DATE_EPOCH is `{value}`, not a number of seconds",
                value = value
            ),
        ))
    })
}

/// Parses an address with `http` or `https`. Removes the final slashes.
fn parse_base_url(argument: &str) -> Result<String, InvalidArgument> {
    let address = argument.trim_end_matches('/');
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    let is_plain = !address.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '"' | '<')
    });
    match host {
        Some(host) if is_plain && !host.is_empty() && !host.starts_with('/') => {
            Ok(address.to_string())
        }
        _ => Err(InvalidArgument(phrase!(
            "write a whole address such as `https://example.org`"
        ))),
    }
}
