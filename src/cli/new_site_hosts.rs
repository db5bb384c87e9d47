//! The files with which a new site publishes itself: a workflow of its host installs a released
//! program, builds with each push, and builds again for scheduled articles.

use super::new_site_files::NewFile;

/// A service that builds and serves the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum PublishingHost {
    /// GitHub Pages
    Github,
    /// GitLab Pages
    Gitlab,
    /// Cloudflare Pages
    Cloudflare,
    /// Netlify
    Netlify,
    /// No file for a host
    None,
}

/// Where the project lives: `https://github.com/OWNER/griot`.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl PublishingHost {
    /// The files of the host.
    pub fn files(self) -> Vec<NewFile> {
        match self {
            PublishingHost::Github => vec![file(
                ".github/workflows/publish.yml",
                include_str!("new_site_hosts/github.yml"),
            )],
            PublishingHost::Gitlab => {
                vec![file(
                    ".gitlab-ci.yml",
                    include_str!("new_site_hosts/gitlab.yml"),
                )]
            }
            PublishingHost::Cloudflare => vec![
                file(
                    "cloudflare.sh",
                    include_str!("new_site_hosts/cloudflare.sh"),
                ),
                scheduled("Cloudflare"),
            ],
            PublishingHost::Netlify => vec![
                file("netlify.toml", include_str!("new_site_hosts/netlify.toml")),
                scheduled("Netlify"),
            ],
            PublishingHost::None => Vec::new(),
        }
    }
}

/// The workflow that calls the host's hook.
fn scheduled(host: &str) -> NewFile {
    let text = include_str!("new_site_hosts/scheduled.yml");
    let text = text.replace("THE_HOST", host);
    file(".github/workflows/scheduled.yml", &text)
}

fn file(path: &'static str, text: &str) -> NewFile {
    let name = REPOSITORY.trim_start_matches("https://github.com/");
    let downloads = format!("{REPOSITORY}/releases/download/v{VERSION}");
    let text = text.replace("THE_DOWNLOADS", &downloads);
    let text = text.replace("THE_REPOSITORY", name);
    NewFile::new(path, text.replace("THE_VERSION", VERSION))
}
