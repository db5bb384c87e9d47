//! `griot check`: looks for mistakes in the whole site without writing a page.

use super::Common;
use super::caches::{Access, Caches};
use super::command_failure::CommandFailure;
use super::terminal_output::{
    Terminal, counted_articles, counted_errors, counted_warnings, problems,
};
use crate::assets::AssetBuilder;
use crate::cache::Store;
use crate::check::{self, LinkAnswer};
use crate::diagnostic::{self, CheckRule, Diagnostic, English, Severity, Text};
use crate::external_links::{self, ExternalLinksError};
use crate::phrase;
use crate::pipeline::{self, Options};
use crate::site::Site;
use crate::site_folder::SiteFolder;
use clap::Args;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The arguments of `griot check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Check links to other sites too
    #[arg(long)]
    external: bool,
}

impl Check {
    /// Checks the site.
    pub fn run(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let disk = common.disk();
        let caches = Caches::open(&common.root, Access::Read);
        let mut session = caches.session(common.published_addresses());
        let assets = caches.assets();
        let asset_builder = AssetBuilder::new(&disk, &assets);
        let (site, mut diagnostics) = pipeline::audit(&asset_builder, options, &mut session);
        diagnostics.extend(caches.problems());
        let Some(site) = site else {
            diagnostic::sort_and_merge(&mut diagnostics, false);
            return Err(CommandFailure::unreadable_site(diagnostics));
        };
        let checks_external = self.external && !site.config.is_off(CheckRule::ExternalLinks);
        let answers = caches.links();
        let run = || ExternalCheck::run(&site, &disk, &*answers, options, terminal);
        let external = checks_external.then(run);
        diagnostics.extend(external.iter().flat_map(|external| external.dead.clone()));
        check::apply_settings(&site.config, &mut diagnostics);
        diagnostic::sort_and_merge(&mut diagnostics, options.strict);
        terminal.report(&diagnostics, &disk);
        let report = CheckReport {
            site: &site,
            diagnostics: &diagnostics,
            external: external.as_ref(),
        };
        if terminal.json {
            terminal.print(&report.to_json());
        } else {
            terminal.say(report.to_text(terminal).trim_end());
        }
        let failure = external.and_then(|external| external.failure);
        if let Some(failure) = failure {
            Err(CommandFailure::BadAnswer(conclusion(failure)))
        } else if diagnostic::has_errors(&diagnostics) {
            Err(CommandFailure::BadAnswerShown)
        } else {
            Ok(())
        }
    }
}

/// The fact and the remedy on one line.
fn conclusion(failure: ExternalLinksError) -> Text {
    phrase!(
        "{fact}: {remedy}",
        fact = failure.message().text,
        remedy = failure.hint()
    )
}

/// The results of requests to other sites.
struct ExternalCheck {
    /// The number of pages that were requested or cached.
    pages: usize,
    /// Links to pages that no longer exist.
    dead: Vec<Diagnostic>,
    /// Pages that may exist or not.
    unchecked: Vec<UncheckedLink>,
    /// Why no page was requested.
    failure: Option<ExternalLinksError>,
}

/// A page that may exist or not, and the reason why that is not known.
struct UncheckedLink {
    url: String,
    reason: Text,
}

impl ExternalCheck {
    fn run(
        site: &Site,
        disk: &SiteFolder,
        store: &dyn Store,
        options: &Options,
        terminal: &Terminal,
    ) -> Self {
        let mut links = check::find_links(site, disk);
        // links to this site are checked without a request
        links.retain(|link| site.hosts.at(0, &link.url).is_none());
        let urls: BTreeSet<&str> = links.iter().map(|link| link.url.as_str()).collect();
        let progress =
            terminal.progress(&phrase!("checking links to other sites"), Some(urls.len()));
        let on_answer = || progress.step();
        let answers = external_links::check_links(store, &urls, options.now, &on_answer);
        match answers {
            Ok(answers) => ExternalCheck {
                pages: urls.len(),
                dead: check::dead_links(site, &links, &answers),
                unchecked: answers
                    .into_iter()
                    .filter_map(|(url, answer)| UncheckedLink::of(url, answer))
                    .collect(),
                failure: None,
            },
            Err(failure) => ExternalCheck {
                pages: 0,
                dead: Vec::new(),
                unchecked: Vec::new(),
                failure: Some(failure),
            },
        }
    }

    fn to_json(&self) -> Value {
        let unchecked = self.unchecked.iter();
        let unchecked =
            unchecked.map(|link| json!({"url": link.url, "reason": link.reason.render(&English)}));
        let failure = self
            .failure
            .map(|failure| conclusion(failure).render(&English));
        json!({
            "links": self.pages,
            "unchecked": unchecked.collect::<Vec<_>>(),
            "error": failure,
        })
    }
}

impl UncheckedLink {
    fn of(url: String, answer: LinkAnswer) -> Option<Self> {
        let reason = match answer {
            LinkAnswer::Unknown(reason) => reason,
            LinkAnswer::Later(status) => phrase!(
                "{status}: the server asks to try again later",
                status = u64::from(status)
            ),
            LinkAnswer::Alive | LinkAnswer::Dead(_) | LinkAnswer::Unreachable(_) => return None,
        };
        Some(UncheckedLink { url, reason })
    }
}

/// The results of a check.
struct CheckReport<'a> {
    site: &'a Site,
    diagnostics: &'a [Diagnostic],
    /// `None` when links to other sites were not checked.
    external: Option<&'a ExternalCheck>,
}

impl CheckReport<'_> {
    fn count(&self, severity: Severity) -> usize {
        let diagnostics = self.diagnostics.iter();
        let diagnostics = diagnostics.filter(|diagnostic| diagnostic.severity == severity);
        diagnostics.count()
    }

    /// The number of problems that each rule found, by its name.
    fn counts_by_rule(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for rule in self.diagnostics.iter().filter_map(|found| found.rule) {
            *counts.entry(rule.name()).or_default() += 1;
        }
        counts
    }

    fn to_text(&self, terminal: &Terminal) -> String {
        let mut text = String::new();
        if let Some(external) = self.external {
            if !external.unchecked.is_empty() {
                text.push_str(&terminal.render(&phrase!("could not be checked:")));
                text.push('\n');
            }
            for UncheckedLink { url, reason } in &external.unchecked {
                text.push_str(&format!("  {url} ({})\n", terminal.render(reason)));
            }
        }
        let checked = phrase!(
            "checked {what}: {errors}, {warnings}",
            what = self.checked(),
            errors = counted_errors(self.count(Severity::Error)),
            warnings = counted_warnings(self.count(Severity::Warning))
        );
        text.push_str(&terminal.render(&checked));
        text.push('\n');
        let counts = self.counts_by_rule();
        if !counts.is_empty() {
            let counts = counts.iter();
            let counts = counts.map(|(rule, number)| format!("{rule} {number}"));
            let counts = counts.collect::<Vec<_>>().join(", ");
            let by_rule = phrase!("by rule of `check`: {counts}", counts = counts);
            text.push_str(&format!("  {}\n", terminal.render(&by_rule)));
        }
        text
    }

    /// What was checked: articles, and links to other sites where they were.
    fn checked(&self) -> Text {
        let articles = counted_articles(self.site.articles().len());
        let articles = match self.site.config.languages.len() {
            1 => phrase!("{articles} in 1 language", articles = articles),
            languages => phrase!(
                "{articles} in {languages} languages",
                languages = languages,
                articles = articles
            ),
        };
        match self.external.map(|external| external.pages) {
            None => articles,
            Some(1) => phrase!("{articles} and 1 link to another site", articles = articles),
            Some(links) => phrase!(
                "{articles} and {links} links to other sites",
                links = links,
                articles = articles
            ),
        }
    }

    /// The form is documented in docs/content/command-line/en.md.
    fn to_json(&self) -> String {
        let failed = self
            .external
            .is_some_and(|external| external.failure.is_some());
        let articles = self.site.config.langs().map(|lang| {
            let articles = self.site.articles().iter();
            let articles = articles.filter(|article| article.lang == lang);
            let code = self.site.config.language(lang).code.clone();
            (code, json!(articles.count()))
        });
        json!({
            "ok": !diagnostic::has_errors(self.diagnostics) && !failed,
            "articles": articles.collect::<Map<String, Value>>(),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "rules": self.counts_by_rule(),
            "external": self.external.map(ExternalCheck::to_json),
            "problems": problems(self.diagnostics),
        })
        .to_string()
    }
}
