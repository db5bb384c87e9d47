//! `griot hosting`: prints the configuration of a web server for the site. Writes nothing.

use super::Common;
use super::caches::{Access, Caches};
use super::command_failure::CommandFailure;
use super::terminal_output::Terminal;
use crate::content::Files;
use crate::diagnostic::Severity;
use crate::pipeline::{self, Options};
use crate::render::{ServerFacts, WebServer, server_configuration};
use crate::translations::REDIRECTS;
use clap::Args;
use serde_json::json;

/// The arguments of `griot hosting`.
#[derive(Debug, Args)]
pub struct Hosting {
    /// The web server
    server: WebServer,
    /// The folder on the server that `public/` is copied to [default: /var/www/ and the domain]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
}

impl Hosting {
    /// Prints the configuration for the site that `griot build` writes.
    pub fn run(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let disk = common.disk();
        let caches = Caches::open(&common.root, Access::Read);
        let mut session = caches.session(common.published_addresses());
        let (read, mut problems) = pipeline::read_published(&disk, options, &mut session);
        problems.retain(|problem| problem.severity == Severity::Error);
        let read = read.filter(|_| problems.is_empty());
        let Some((site, theme)) = read.and_then(|read| Some((read.site, read.theme?))) else {
            return Err(CommandFailure::unreadable_site(problems));
        };
        let folder = match &self.folder {
            Some(folder) => folder.trim_end_matches('/').to_string(),
            None => default_folder(&site.config.base_url),
        };
        let own_redirects = disk.read(REDIRECTS).unwrap_or_default();
        let facts = ServerFacts {
            folder: &folder,
            own_redirects: &String::from_utf8_lossy(&own_redirects),
        };
        let text = server_configuration(self.server, &site, &theme, &facts);
        if terminal.json {
            terminal.print(&json!({"configuration": text}).to_string());
        } else {
            terminal.print_to_copy(text.trim_end());
        }
        Ok(())
    }
}

/// `/var/www/blog.example`.
fn default_folder(base_url: &str) -> String {
    let name = base_url
        .split_once("://")
        .map_or(base_url, |(_, rest)| rest);
    let name = name.split(['/', ':']).next().unwrap_or(name);
    format!("/var/www/{name}")
}
