//! Options of a run: what the command line, the preview or a test sets besides the settings.

use crate::config::Config;
use crate::content::Visibility;
use jiff::Timestamp;

/// Options of one run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The moment of the run.
    pub now: Timestamp,
    /// Replaces the address of the settings.
    pub base_url: Option<String>,
    /// The address of a preview, `http://127.0.0.1:4000`. It replaces the host of the site, and a
    /// language with a host of its own gets a folder there.
    pub local: Option<String>,
    /// Drafts are part of the site.
    pub drafts: bool,
    /// Scheduled and expired articles are part of the site.
    pub future: bool,
    /// Warnings are errors.
    pub strict: bool,
}

impl Options {
    /// Which articles are part of the site.
    pub fn visibility(&self) -> Visibility {
        Visibility {
            now: self.now,
            drafts: self.drafts,
            future: self.future,
        }
    }

    /// Changes the addresses of the settings.
    pub(super) fn apply(&self, config: &mut Config) {
        if let Some(base_url) = &self.base_url {
            config.base_url = base_url.clone();
        }
        let Some(local) = &self.local else {
            return;
        };
        let (_, rest) = config.base_url.split_once("://").unwrap_or_default();
        let path = rest.find('/').map_or("", |at| &rest[at..]);
        config.base_url = format!("{local}{path}");
        for language in &mut config.languages {
            let folder = language.code.to_ascii_lowercase();
            if let Some(own) = &mut language.base_url {
                *own = format!("{}/{folder}", config.base_url);
            }
        }
    }
}
