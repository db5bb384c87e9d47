//! `griot serve`: runs the preview server, and prints a line after each rebuild.

use super::build::seconds;
use super::caches::{Access, Caches};
use super::command_failure::CommandFailure;
use super::terminal_output::{Terminal, counted_articles, counted_errors, problems};
use crate::config::SETTINGS;
use crate::diagnostic::{Code, Diagnostic, Message, Severity, Text, harmless, has_errors};
use crate::pipeline::{Built, Options, no_settings};
use crate::serve::{
    self, PREVIEW_PATH, Preview, RebuildReport, ServerLimits, ServerSettings, WatcherTiming,
};
use crate::site_folder::SiteFolder;
use crate::{message, phrase};
use clap::Args;
use serde_json::json;
use std::collections::HashSet;
use std::io;
use std::net::{IpAddr, TcpListener, ToSocketAddrs};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// The port when none is given.
const DEFAULT_PORT: u16 = 4000;

/// How many ports after the default one are tried.
const MORE_PORTS: u16 = 50;

/// The arguments of `griot serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The port [default: 4000, or the next one that is free]
    #[arg(long)]
    port: Option<u16>,
    /// The name or address to listen at; others can see anything but this machine's own
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the site in a browser
    #[arg(long)]
    open: bool,
    /// Show only what readers see: no drafts, scheduled or expired articles
    #[arg(long, conflicts_with_all = ["drafts", "future"])]
    published: bool,
}

impl Serve {
    /// Serves the site at `root` until the program is interrupted.
    pub fn run(
        &self,
        root: &Path,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        // nothing that is corrected and saved makes a site of this folder
        if !root.join(SETTINGS).exists() {
            return Err(CommandFailure::unreadable_site(vec![no_settings()]));
        }
        let listener = self.bind()?;
        self.serve(root, options, listener, terminal)
            .map_err(|error| {
                failed(message!(
                    Code::ServeFailed,
                    "cannot serve `{root}`: {reason}",
                    root = root.display().to_string(),
                    reason = error.to_string()
                ))
            })
    }

    fn serve(
        &self,
        root: &Path,
        options: &Options,
        listener: TcpListener,
        terminal: &Terminal,
    ) -> io::Result<()> {
        let bound = listener.local_addr()?;
        if !bound.ip().is_loopback() {
            terminal.warn(phrase!(
                "everybody in your network can see this preview, drafts included"
            ));
        }
        let local = self.local_address(bound.port());
        let show_all = !self.published;
        let caches = Caches::open(root, Access::Write);
        let disk = SiteFolder::new(root);
        terminal.report(&caches.problems(), &disk);
        let settings = ServerSettings {
            root: root.to_path_buf(),
            host: self.host.clone(),
            options: Options {
                local: Some(local.clone()),
                drafts: options.drafts || show_all,
                future: options.future || show_all,
                ..options.clone()
            },
            has_fixed_time: super::source_date_epoch().is_some(),
            timing: WatcherTiming::default(),
            limits: ServerLimits::default(),
            builds: caches.builds(),
            assets: caches.assets(),
            language: terminal.language,
        };
        let log = PreviewLog {
            disk,
            terminal: terminal.clone(),
            opens_browser: self.open,
            local,
            state: Mutex::default(),
        };
        let on_rebuild = move |preview: &Preview, report: &RebuildReport| log.add(preview, report);
        serve::prepare(settings, listener, on_rebuild)?.run(interrupted())
    }

    /// Listens at the port that was given, or at the first free one.
    fn bind(&self) -> Result<TcpListener, CommandFailure> {
        let host = self.host_name();
        let first = self.port.unwrap_or(DEFAULT_PORT);
        let last = match self.port {
            Some(port) => port,
            None => first + MORE_PORTS,
        };
        for port in first..=last {
            let Ok(addresses) = (host, port).to_socket_addrs() else {
                return Err(failed(message!(
                    Code::HostNotFound,
                    "there is no host `{host}`",
                    host = host
                )));
            };
            let addresses: Vec<_> = addresses.collect();
            match TcpListener::bind(&addresses[..]) {
                Ok(listener) => return Ok(listener),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                Err(error) => {
                    return Err(failed(message!(
                        Code::ListenFailed,
                        "cannot listen at `{host}`, port {port}: {reason}",
                        host = host,
                        port = port.to_string(),
                        reason = error.to_string()
                    )));
                }
            }
        }
        Err(CommandFailure::Failed(match self.port {
            Some(port) => Diagnostic::error(
                "",
                message!(
                    Code::PortTaken,
                    "port {port} is taken",
                    port = port.to_string()
                ),
            )
            .hint(phrase!("choose another one, or none, with `--port`")),
            None => Diagnostic::error(
                "",
                message!(
                    Code::PortTaken,
                    "ports {first} to {last} are taken",
                    first = first.to_string(),
                    last = last.to_string()
                ),
            )
            .hint(phrase!("choose one with `--port`")),
        }))
    }

    /// The host without the brackets of an IPv6 address.
    fn host_name(&self) -> &str {
        self.host.trim_matches(['[', ']'])
    }

    /// The address of the preview, as this machine reaches it.
    fn local_address(&self, port: u16) -> String {
        let host = match self.host_name().parse::<IpAddr>() {
            Ok(address) if address.is_unspecified() => "127.0.0.1".to_string(),
            Ok(IpAddr::V6(address)) => format!("[{address}]"),
            _ => self.host_name().to_string(),
        };
        format!("http://{host}:{port}")
    }
}

fn failed(message: Message) -> CommandFailure {
    CommandFailure::Failed(Diagnostic::error("", message))
}

/// Waits for Ctrl-C, or for the system to end the program.
async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => return,
                _ = terminate.recv() => return,
            }
        }
    }
    let _ = interrupt.await;
}

/// Prints the addresses once, then a line and the new problems after each rebuild.
struct PreviewLog {
    disk: SiteFolder,
    terminal: Terminal,
    opens_browser: bool,
    /// The address of the preview on this machine.
    local: String,
    state: Mutex<LogState>,
}

/// What the log has printed so far.
#[derive(Default)]
struct LogState {
    has_addresses: bool,
    /// Whether it printed where the site will be, once its errors are corrected.
    has_future_address: bool,
    problems: Vec<Diagnostic>,
}

impl PreviewLog {
    fn add(&self, preview: &Preview, report: &RebuildReport) {
        let Ok(mut state) = self.state.lock() else {
            return;
        };
        let problems: Vec<Diagnostic> = preview.diagnostics().cloned().collect();
        if state.has_addresses {
            self.terminal
                .say(&rebuild_line(&problems, report, &self.terminal));
        }
        if self.terminal.json {
            self.terminal
                .print(&self.to_json(preview, &problems, report));
        }
        let old: HashSet<&Diagnostic> = state.problems.iter().collect();
        let new = problems.iter().filter(|problem| !old.contains(problem));
        let new: Vec<Diagnostic> = new.cloned().collect();
        self.terminal.report(&new, &self.disk);
        state.problems = problems;
        if state.has_addresses {
            return;
        }
        if let Some(built) = &preview.built {
            state.has_addresses = true;
            self.print_addresses(built, report);
        } else if !state.has_future_address {
            state.has_future_address = true;
            self.terminal.say_text(&phrase!(
                "the site will be at {address}/ once this is corrected and saved\n  Ctrl-C ends",
                address = self.local.as_str()
            ));
        }
    }

    /// The state of the preview after a rebuild, on one line.
    fn to_json(&self, preview: &Preview, found: &[Diagnostic], report: &RebuildReport) -> String {
        let homes = preview.built.iter().flat_map(|built| homes(built));
        let homes = homes.map(|home| (home.code, home.url.into()));
        json!({
            "ok": !has_errors(found),
            "homes": homes.collect::<serde_json::Map<_, _>>(),
            "stories": format!("{}{PREVIEW_PATH}", self.local),
            "changed": report.changed.iter().map(|path| &**path).collect::<Vec<_>>(),
            "milliseconds": report.time.as_millis(),
            "problems": problems(found),
        })
        .to_string()
    }

    fn print_addresses(&self, built: &Built, report: &RebuildReport) {
        let site = &built.site;
        let homes = homes(built);
        let homes = homes.map(|home| format!("  {}  {}", home.code, home.url));
        let root = site.hosts.location(site.config.default_language, "");
        let root = site.hosts.permalink(&root);
        let host = root.split('/').take(3).collect::<Vec<_>>().join("/");
        self.terminal.say_text(&phrase!(
            "{articles}, ready in {time}\n{homes}\n  stories, drafts and problems: {stories}\n  Ctrl-C ends",
            articles = counted_articles(site.articles().len()),
            time = seconds(report.time),
            homes = homes.collect::<Vec<_>>().join("\n"),
            stories = format!("{host}{PREVIEW_PATH}")
        ));
        if self.opens_browser {
            open_in_browser(&root);
        }
    }
}

/// The home page of a language.
struct Home {
    /// The code of the language.
    code: String,
    url: String,
}

fn homes(built: &Built) -> impl Iterator<Item = Home> {
    let site = &built.site;
    site.config.langs().map(|lang| Home {
        code: site.config.language(lang).code.clone(),
        url: site.hosts.permalink(&site.hosts.location(lang, "")),
    })
}

/// The line for a rebuild: `content/articles/a/fr.md: 23 ms`.
fn rebuild_line(problems: &[Diagnostic], report: &RebuildReport, terminal: &Terminal) -> String {
    let changed = match report.changed.as_slice() {
        [] => phrase!("nothing"),
        [one] => Text::verbatim(harmless(one)),
        [one, rest @ ..] => phrase!(
            "{file} and {count} more",
            file = harmless(one),
            count = rest.len()
        ),
    };
    let errors = problems.iter();
    let errors = errors.filter(|problem| problem.severity == Severity::Error);
    let errors = match errors.count() {
        0 => String::new(),
        errors => format!(", {}", terminal.render(&counted_errors(errors))),
    };
    let changed = phrase!(
        "{changed}: {milliseconds} ms",
        changed = changed,
        milliseconds = report.time.as_millis().to_string()
    );
    format!("{}{errors}", terminal.render(&changed))
}

/// Asks the system to open an address. Ignores errors: the address is on the terminal.
fn open_in_browser(address: &str) {
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
