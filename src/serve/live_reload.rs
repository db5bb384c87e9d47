//! What a page that is open in a browser is to be told when the preview changes. Pure.

use super::preview::{Answer, Live, Preview};
use crate::diagnostic::Diagnostic;
use serde_json::json;

/// One message to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LiveEvent {
    /// It is not what it was.
    Reload,
    /// Only its style sheets are not; their addresses now.
    Style(Vec<String>),
    /// Its article lives elsewhere now.
    Move(String),
    /// What is wrong with the site, each as the terminal prints it; nothing is wrong when empty.
    Problems(Vec<String>),
}

impl LiveEvent {
    /// The name of the event and what it carries, as JSON on one line.
    pub fn event(&self) -> (&'static str, String) {
        match self {
            LiveEvent::Reload => ("reload", json!(null).to_string()),
            LiveEvent::Style(addresses) => ("style", json!(addresses).to_string()),
            LiveEvent::Move(address) => ("move", json!(address).to_string()),
            LiveEvent::Problems(problems) => ("problems", json!(problems).to_string()),
        }
    }
}

/// A page that is open: what its script said of it, and what it was told since.
#[derive(Debug, Clone, Default)]
pub struct LiveReloadClient {
    /// Path of its address.
    pub path: String,
    /// As in [`Live`].
    pub page: String,
    pub styles: Vec<String>,
    pub source: Option<String>,
    /// `None` before it was told.
    pub problems: Option<Vec<String>>,
}

impl LiveReloadClient {
    /// What is new for it.
    pub fn news(&mut self, preview: &Preview) -> Vec<LiveEvent> {
        let mut news = Vec::new();
        let mut problems: Vec<String> = preview.errors().map(str::to_string).collect();
        match self.answer(preview) {
            Ok(live) => news.extend(self.compare(live, preview)),
            Err(problem) => problems.extend(problem),
        }
        if self.problems.as_ref() != Some(&problems) {
            news.push(LiveEvent::Problems(problems.clone()));
            self.problems = Some(problems);
        }
        news
    }

    /// What its address answers now; a problem when the page cannot be shown.
    fn answer(&self, preview: &Preview) -> Result<Live, Option<String>> {
        if let Some(page) = super::dashboard::page(preview, &self.path) {
            let page = preview.digest(page.as_bytes(), &[]);
            return Ok(Live {
                page,
                ..Live::default()
            });
        }
        match preview.answer(&self.path) {
            Answer::Page {
                live: Some(live), ..
            }
            | Answer::Missing { live, .. } => Ok(live),
            Answer::Failed(problem, text) => {
                let same = |other: &&Diagnostic| {
                    other.message == problem.message && other.path == problem.path
                };
                Err(Some(text).filter(|_| preview.diagnostics().find(same).is_none()))
            }
            Answer::Nothing => Err(None),
            // it became something else altogether
            _ => Ok(Live::default()),
        }
    }

    fn compare(&mut self, live: Live, preview: &Preview) -> Option<LiveEvent> {
        let away = self.source.is_some() && self.source.as_deref() != live.source.as_deref();
        let elsewhere = || preview.address_of(self.source.as_deref()?);
        let news = if let Some(address) = elsewhere().filter(|_| away) {
            LiveEvent::Move(address)
        } else if live.page != self.page {
            LiveEvent::Reload
        } else if live.styles != self.styles {
            LiveEvent::Style(live.styles.clone())
        } else {
            return None;
        };
        self.page = live.page;
        self.styles = live.styles;
        Some(news)
    }
}
