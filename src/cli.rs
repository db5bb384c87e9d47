//! The command line: one file per command. Exit status: 0 done, 1 the site has errors,
//! 2 wrong usage.

#![expect(
    clippy::disallowed_methods,
    reason = "the shell knows the time and the environment"
)]

mod accept;
mod build;
mod build_progress;
mod caches;
mod check;
mod counted_files;
mod loaded_site;
mod new;
mod serve;
mod share;
mod status;
mod stopwatch;
mod terminal;
mod translate;

use crate::pipeline::Options;
use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use std::convert::Infallible;
use std::path::PathBuf;
use std::process::ExitCode;
use terminal::Terminal;

/// A static site generator for small blogs that publish in two languages
#[derive(Debug, Parser)]
#[command(name = "griot", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build `content/` into `public/`
    Build,
    /// Show the site at a local address while you write it
    Serve(serve::Arguments),
    /// Begin a site or an article
    #[command(subcommand)]
    New(New),
    /// Begin a translation: a file to fill in
    Translate(translate::Translate),
    /// Show how every story stands in every language
    Status(status::Status),
    /// Look for all that can be wrong, without building
    Check(check::Check),
    /// Say that a translation matches its original now
    Accept(accept::Accept),
    /// Print a story as a post for WhatsApp, in each of its languages
    Share(share::Share),
}

#[derive(Debug, Subcommand)]
enum New {
    /// A new site in the folder DIR, ready to build
    Site {
        dir: PathBuf,
        /// Its languages, the default one first
        #[arg(long, value_delimiter = ',', value_parser = trimmed, default_values = ["fr", "en"])]
        languages: Vec<String>,
    },
    /// A new article, with its front matter filled in
    Article {
        title: String,
        /// The language it is written in [default: the site's default language]
        #[arg(long)]
        lang: Option<String>,
    },
}

/// Options that mean the same for every command.
#[derive(Debug, Args)]
struct Common {
    /// The site's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where to build [default: `public` in the site's folder]
    #[arg(long, global = true, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The site's address, instead of the one in `griot.yaml`
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// Show drafts
    #[arg(long, global = true)]
    drafts: bool,
    /// Show what is scheduled for later, and what has expired
    #[arg(long, global = true)]
    future: bool,
    /// Take warnings for errors
    #[arg(long, global = true)]
    strict: bool,
    /// Say nothing but errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Answer in JSON, on standard output
    #[arg(long, global = true)]
    json: bool,
}

/// `fr, en` is `fr,en`.
fn trimmed(code: &str) -> Result<String, Infallible> {
    Ok(code.trim().to_string())
}

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.common.quiet, arguments.common.json);
    let options = match arguments.common.options() {
        Ok(options) => options,
        Err(message) => return terminal.usage(&message),
    };
    let code = match arguments.command {
        // on a thread that has work of the others too: memory is had once for each thread
        Command::Build => rayon::scope(|_| build::run(&arguments.common, &options, &terminal)),
        Command::Serve(own) => serve::run(&arguments.common, &own, &options, &terminal),
        Command::Translate(translate) => translate.run(&arguments.common, &options, &terminal),
        Command::Status(status) => status.run(&arguments.common, &options, &terminal),
        Command::Check(check) => check.run(&arguments.common, &options, &terminal),
        Command::Accept(accept) => accept.run(&arguments.common, &options, &terminal),
        Command::Share(share) => share.run(&arguments.common, &options, &terminal),
        Command::New(New::Site { dir, languages }) => {
            new::site(&dir, &languages, &options, &terminal)
        }
        Command::New(New::Article { title, lang }) => new::article(
            &title,
            lang.as_deref(),
            (&arguments.common.root, &options),
            &terminal,
        ),
    };
    terminal.ended(code)
}

impl Common {
    fn options(&self) -> Result<Options, String> {
        Ok(Options {
            now: now()?,
            base_url: self.base_url.clone(),
            local: None,
            drafts: self.drafts,
            future: self.future,
            strict: self.strict,
        })
    }

    fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.root.join("public"))
    }
}

fn time_stands_still() -> bool {
    std::env::var_os("SOURCE_DATE_EPOCH").is_some_and(|written| !written.is_empty())
}

/// `SOURCE_DATE_EPOCH` where it is set (reproducible-builds.org), else the clock.
fn now() -> Result<Timestamp, String> {
    let Some(written) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|written| !written.is_empty())
    else {
        return Ok(Timestamp::now());
    };
    let written = written.to_string_lossy();
    let seconds = written
        .parse::<i64>()
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    seconds.ok_or_else(|| format!("SOURCE_DATE_EPOCH is `{written}`, not a number of seconds"))
}

/// `http` or `https`, without a final slash.
fn base_url(written: &str) -> Result<String, String> {
    let address = written.trim_end_matches('/');
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    let plain = !address.contains(|c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\' | '"' | '<')
    });
    match host {
        Some(host) if plain && !host.is_empty() && !host.starts_with('/') => {
            Ok(address.to_string())
        }
        _ => Err("write a whole address such as `https://example.org`".to_string()),
    }
}
