//! `griot serve`: the site at a local address, and a line for each time it was made anew.

use super::Common;
use super::caches::{Access, Caches};
use super::terminal::{Terminal, counted, problems};
use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::disk::Disk;
use crate::pipeline::Options;
use crate::serve::{self, Limits, Patience, Preview, RebuildReport, Settings};
use clap::Args;
use serde_json::json;
use std::collections::HashSet;
use std::io;
use std::net::{IpAddr, TcpListener, ToSocketAddrs};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Mutex;

/// The port when none is asked for, and how many after it are tried.
const PORT: u16 = 4000;
const PORTS: u16 = 50;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The port [default: 4000, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
    /// The name or address to listen at; anything but this machine's own is seen by others
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Show what readers see: no drafts, nothing scheduled or expired
    #[arg(long, conflicts_with_all = ["drafts", "future"])]
    published: bool,
}

pub fn run(
    common: &Common,
    arguments: &Arguments,
    options: &Options,
    terminal: &Terminal,
) -> ExitCode {
    let listener = match bind(arguments) {
        Ok(listener) => listener,
        Err(message) => return terminal.fail(&message),
    };
    match serve(common, arguments, options, (listener, *terminal)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => terminal.fail(&format!(
            "cannot serve `{}`: {error}",
            common.root.display()
        )),
    }
}

fn serve(
    common: &Common,
    arguments: &Arguments,
    options: &Options,
    (listener, terminal): (TcpListener, Terminal),
) -> io::Result<()> {
    let bound = listener.local_addr()?;
    if !bound.ip().is_loopback() {
        terminal.warn("everybody in your network can see this preview, drafts included");
    }
    let show_all = !arguments.published;
    let settings = Settings {
        root: common.root.clone(),
        host: arguments.host.clone(),
        options: Options {
            local: Some(here(arguments, bound.port())),
            drafts: options.drafts || show_all,
            future: options.future || show_all,
            ..options.clone()
        },
        still: super::time_stands_still(),
        patience: Patience::default(),
        limits: Limits::default(),
        store: Caches::open(&common.root, Access::Write).builds(),
    };
    let log = Log::new(
        common,
        arguments.open,
        terminal,
        here(arguments, bound.port()),
    );
    let ready = serve::prepare(settings, listener, move |preview, round| {
        log.say(preview, round)
    })?;
    ready.run(interrupted())
}

/// The first port that is free, or the one that was asked for.
fn bind(arguments: &Arguments) -> Result<TcpListener, String> {
    let host = arguments.host.trim_matches(['[', ']']);
    let first = arguments.port.unwrap_or(PORT);
    let last = if arguments.port.is_some() {
        first
    } else {
        first + PORTS
    };
    for port in first..=last {
        let found = (host, port).to_socket_addrs();
        let addresses: Vec<_> = found
            .map_err(|_| format!("there is no host `{host}`"))?
            .collect();
        match TcpListener::bind(&addresses[..]) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            Err(error) => return Err(format!("cannot listen at `{host}`, port {port}: {error}")),
        }
    }
    Err(match arguments.port {
        Some(port) => {
            format!("port {port} is taken: choose another one with `--port`, or leave it out")
        }
        None => format!("ports {first} to {last} are taken: choose one with `--port`"),
    })
}

/// This machine, as pages of the preview name it.
fn here(arguments: &Arguments, port: u16) -> String {
    let own = arguments.host.trim_matches(['[', ']']);
    let host = match own.parse::<IpAddr>() {
        Ok(address) if address.is_unspecified() => "127.0.0.1".to_string(),
        Ok(IpAddr::V6(address)) => format!("[{address}]"),
        _ => own.to_string(),
    };
    format!("http://{host}:{port}")
}

/// Ctrl-C, or the wish of the system that this ends.
async fn interrupted() {
    let asked = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = asked => return,
                _ = end.recv() => return,
            }
        }
    }
    let _ = asked.await;
}

/// What the terminal hears: where the site is, then a line a round and what is newly wrong.
struct Log {
    disk: Disk,
    terminal: Terminal,
    open: bool,
    /// Where this machine finds the preview.
    here: String,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    addresses: bool,
    /// Whether it said where the site will be, once it can be read.
    waits: bool,
    problems: Vec<Diagnostic>,
}

impl Log {
    fn new(common: &Common, open: bool, terminal: Terminal, here: String) -> Self {
        Log {
            disk: Disk {
                root: common.root.clone(),
            },
            terminal,
            open,
            here,
            told: Mutex::default(),
        }
    }

    fn say(&self, preview: &Preview, round: &RebuildReport) {
        let Ok(mut told) = self.told.lock() else {
            return;
        };
        let problems: Vec<Diagnostic> = preview.diagnostics().cloned().collect();
        if told.addresses {
            self.terminal.say(&line(&problems, round));
        }
        if self.terminal.json {
            self.terminal
                .print(&self.as_json(preview, &problems, round));
        }
        let known: HashSet<&Diagnostic> = told.problems.iter().collect();
        let new = problems.iter().filter(|problem| !known.contains(problem));
        let new: Vec<Diagnostic> = new.cloned().collect();
        self.terminal.report(&new, &self.disk);
        told.problems = problems;
        if !told.addresses {
            told.addresses = self.say_addresses(preview, round);
        }
        if !told.addresses && !std::mem::replace(&mut told.waits, true) {
            let here = &self.here;
            self.terminal.say(&format!(
                "the site is at {here}/ once this is mended: save the file, and it is read again\n  Ctrl-C ends"
            ));
        }
    }

    /// A line for each round: where the site is, what changed, and all that is wrong now.
    fn as_json(&self, preview: &Preview, found: &[Diagnostic], round: &RebuildReport) -> String {
        let site = preview.built.iter().map(|built| &built.site);
        let homes = site.flat_map(|site| {
            let home = |lang| site.hosts.permalink(&site.hosts.location(lang, ""));
            let langs = site.config.langs();
            langs.map(move |lang| (site.config.language(lang).code.clone(), home(lang).into()))
        });
        json!({
            "ok": !has_errors(found),
            "homes": homes.collect::<serde_json::Map<_, _>>(),
            "stories": format!("{}/_griot/", self.here),
            "changed": round.changed.iter().map(|path| &**path).collect::<Vec<_>>(),
            "milliseconds": round.time.as_millis(),
            "problems": problems(found),
        })
        .to_string()
    }

    /// True once there is a site.
    fn say_addresses(&self, preview: &Preview, round: &RebuildReport) -> bool {
        let Some(built) = &preview.built else {
            return false;
        };
        let site = &built.site;
        let homes: Vec<String> = site
            .config
            .langs()
            .map(|lang| {
                let home = site.hosts.permalink(&site.hosts.location(lang, ""));
                format!("  {}  {home}", site.config.language(lang).code)
            })
            .collect();
        let root = site
            .hosts
            .permalink(&site.hosts.location(site.config.default_language, ""));
        let host = root.split('/').take(3).collect::<Vec<_>>().join("/");
        self.terminal.say(&format!(
            "{}, ready in {:.2} s\n{}\n  stories, drafts and problems: {host}/_griot/\n  Ctrl-C ends",
            counted(site.articles().len(), "article"),
            round.time.as_secs_f64(),
            homes.join("\n"),
        ));
        if self.open {
            open(&root);
        }
        true
    }
}

/// `content/articles/a/fr.md: 23 ms`
fn line(problems: &[Diagnostic], round: &RebuildReport) -> String {
    let what = match round.changed.as_slice() {
        [] => "nothing".to_string(),
        [one] => one.to_string(),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    };
    let errors = problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .count();
    let errors = match errors {
        0 => String::new(),
        1 => ", 1 error".to_string(),
        errors => format!(", {errors} errors"),
    };
    format!("{what}: {} ms{errors}", round.time.as_millis())
}

/// Asks the system to show an address. Nothing is lost when it cannot.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    let _ = command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
