//! Live reload: compares an open page with the new preview, and decides which events it gets.
//! Pure.

use super::dashboard;
use super::preview::{LivePage, Preview, PreviewResponse};
use crate::diagnostic::Diagnostic;
use serde_json::json;

/// One event for an open page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveEvent {
    /// The page changed.
    Reload,
    /// Only style sheets changed; their new addresses.
    Style(Vec<String>),
    /// The article has this new address.
    Move(String),
    /// The errors of the site, each as the terminal prints it; empty when there is none.
    Problems(Vec<String>),
}

impl LiveEvent {
    /// The name of the event for the page's script.
    pub fn name(&self) -> &'static str {
        match self {
            LiveEvent::Reload => "reload",
            LiveEvent::Style(_) => "style",
            LiveEvent::Move(_) => "move",
            LiveEvent::Problems(_) => "problems",
        }
    }

    /// The data of the event: JSON on one line.
    pub fn data(&self) -> String {
        match self {
            LiveEvent::Reload => json!(null).to_string(),
            LiveEvent::Style(addresses) => json!(addresses).to_string(),
            LiveEvent::Move(address) => json!(address).to_string(),
            LiveEvent::Problems(problems) => json!(problems).to_string(),
        }
    }
}

/// An open page: what it shows now, and the last events that it got.
#[derive(Debug, Clone, Default)]
pub struct LiveReloadClient {
    /// The path of its address.
    pub path: String,
    /// The digest of the page, as in [`LivePage`].
    pub digest: String,
    pub stylesheets: Vec<String>,
    /// The article's file.
    pub source: Option<String>,
    /// The errors that it shows; `None` before the first event.
    pub problems: Option<Vec<String>>,
}

impl LiveReloadClient {
    /// Moves on to a preview, and returns the events for that.
    pub fn update(&mut self, preview: &Preview) -> Vec<LiveEvent> {
        let mut events = Vec::new();
        let mut problems: Vec<String> = preview.errors().map(str::to_string).collect();
        match self.live_page(preview) {
            Ok(page) => events.extend(self.compare(page, preview)),
            Err(problem) => problems.extend(problem),
        }
        if self.problems.as_ref() != Some(&problems) {
            events.push(LiveEvent::Problems(problems.clone()));
            self.problems = Some(problems);
        }
        events
    }

    /// What the address of the page shows now. The error is the problem when the page cannot be
    /// rendered, `None` when the preview shows it already.
    fn live_page(&self, preview: &Preview) -> Result<LivePage, Option<String>> {
        if let Some(html) = dashboard::page(preview, &self.path) {
            return Ok(LivePage::of_dashboard(preview, &html));
        }
        match preview.respond(&self.path) {
            PreviewResponse::Page {
                live: Some(live), ..
            }
            | PreviewResponse::NotFound { live, .. } => Ok(live),
            PreviewResponse::Failed { problem, printed } => {
                let is_same = |other: &Diagnostic| {
                    other.message == problem.message && other.path == problem.path
                };
                let is_shown = preview.diagnostics().any(is_same);
                Err((!is_shown).then_some(printed))
            }
            PreviewResponse::NoSite => Err(None),
            // the address is no longer a page
            PreviewResponse::Page { live: None, .. }
            | PreviewResponse::File(_)
            | PreviewResponse::Asset(_)
            | PreviewResponse::Redirect(_) => Ok(LivePage::default()),
        }
    }

    fn compare(&mut self, page: LivePage, preview: &Preview) -> Option<LiveEvent> {
        let new_address = match &self.source {
            Some(source) if Some(source.as_str()) != page.source.as_deref() => {
                preview.article_address(source)
            }
            _ => None,
        };
        let event = if let Some(address) = new_address {
            LiveEvent::Move(address)
        } else if page.digest != self.digest {
            LiveEvent::Reload
        } else if page.stylesheets != self.stylesheets {
            LiveEvent::Style(page.stylesheets.clone())
        } else {
            return None;
        };
        self.digest = page.digest;
        self.stylesheets = page.stylesheets;
        Some(event)
    }
}
