//! `griot check`: everything that can be wrong, without writing a page.

use super::Common;
use super::caches::{Access, Caches};
use super::terminal::{Terminal, counted, problems};
use crate::assets::AssetBuilder;
use crate::check::{self, Answer};
use crate::content::Retention;
use crate::diagnostic::{self, CheckRule, Diagnostic, Severity};
use crate::disk::Disk;
use crate::external_links;
use crate::pipeline::{self, Options};
use crate::site::Site;
use clap::Args;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

#[derive(Debug, Args)]
pub struct Check {
    /// Ask other sites too whether the pages that are linked to are still there
    #[arg(long)]
    external: bool,
}

/// What was asked of other sites.
struct Asked {
    /// Pages, each once.
    links: usize,
    /// What said neither yes nor no, and why.
    unchecked: Vec<(String, String)>,
    /// Why nothing was asked.
    failure: Option<external_links::Error>,
}

impl Check {
    pub fn run(&self, common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
        let disk = Disk {
            root: common.root.clone(),
        };
        let caches = Caches::open(&common.root, Access::Read);
        let mut session = caches.session(Retention::OneRun);
        let assets = caches.assets();
        let asset_builder = AssetBuilder::new(&disk, &assets);
        let (site, mut diagnostics) = pipeline::audit(&asset_builder, options, &mut session);
        diagnostics.extend(caches.problems());
        let Some(site) = site else {
            return unread(diagnostics, &disk, terminal);
        };
        let asks = self.external && !site.config.is_off(CheckRule::ExternalLinks);
        let asked = asks.then(|| ask(&site, (&disk, options), terminal, &mut diagnostics));
        check::by_settings(&site.config, &mut diagnostics);
        diagnostic::settle(&mut diagnostics, options.strict);
        terminal.report(&diagnostics, &disk);
        if terminal.json {
            terminal.print(&as_json(&site, &diagnostics, asked.as_ref()));
        } else {
            terminal.say(text(&site, &diagnostics, asked.as_ref()).trim_end());
        }
        if let Some(failure) = asked.and_then(|asked| asked.failure) {
            terminal.error(&failure.to_string())
        } else if diagnostic::has_errors(&diagnostics) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// Without settings there is no site to check.
fn unread(mut diagnostics: Vec<Diagnostic>, disk: &Disk, terminal: &Terminal) -> ExitCode {
    diagnostic::settle(&mut diagnostics, false);
    terminal.report(&diagnostics, disk);
    terminal.refuse(&diagnostics, "the site cannot be read")
}

fn ask(
    site: &Site,
    (disk, options): (&Disk, &Options),
    terminal: &Terminal,
    diagnostics: &mut Vec<Diagnostic>,
) -> Asked {
    let mut links = check::outside(site, disk);
    // those of this site were looked for in the site itself
    links.retain(|link| site.hosts.at(0, &link.url).is_none());
    let urls: BTreeSet<&str> = links.iter().map(|link| link.url.as_str()).collect();
    let progress = terminal.progress("asking other sites", Some(urls.len()));
    let answers = external_links::visit(&disk.root, &urls, options.now, &|| progress.step());
    let (answers, failure) = match answers {
        Ok(answers) => (answers, None),
        Err(error) => (BTreeMap::new(), Some(error)),
    };
    diagnostics.extend(check::dead(site, &links, &answers));
    let unchecked = answers.iter().filter_map(|(url, answer)| match answer {
        Answer::Unknown(reason) => Some((url.clone(), reason.clone())),
        _ => None,
    });
    Asked {
        links: if failure.is_some() { 0 } else { urls.len() },
        unchecked: unchecked.collect(),
        failure,
    }
}

fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    let such = diagnostics.iter().filter(|one| one.severity == severity);
    such.count()
}

/// How many problems each rule found, by its name.
fn by_rule(diagnostics: &[Diagnostic]) -> BTreeMap<&'static str, usize> {
    let mut rules = BTreeMap::new();
    for rule in diagnostics.iter().filter_map(|diagnostic| diagnostic.rule) {
        *rules.entry(rule.name()).or_default() += 1;
    }
    rules
}

fn text(site: &Site, diagnostics: &[Diagnostic], asked: Option<&Asked>) -> String {
    let mut text = String::new();
    if let Some(asked) = asked.filter(|asked| !asked.unchecked.is_empty()) {
        text.push_str("could not be checked:\n");
        for (url, reason) in &asked.unchecked {
            text.push_str(&format!("  {url} ({reason})\n"));
        }
    }
    let links = asked.map_or(String::new(), |asked| {
        format!(
            " and {}",
            match asked.links {
                1 => "1 link to another site".to_string(),
                links => format!("{links} links to other sites"),
            }
        )
    });
    text.push_str(&format!(
        "checked {} in {}{links}: {}, {}\n",
        counted(site.articles().len(), "article"),
        counted(site.config.languages.len(), "language"),
        counted(count(diagnostics, Severity::Error), "error"),
        counted(count(diagnostics, Severity::Warning), "warning"),
    ));
    let rules = by_rule(diagnostics);
    if !rules.is_empty() {
        let rules = rules
            .iter()
            .map(|(rule, number)| format!("{rule} {number}"));
        let rules = rules.collect::<Vec<_>>().join(", ");
        text.push_str(&format!("  by rule of `check`: {rules}\n"));
    }
    text
}

/// The shape is documented in the README.
fn as_json(site: &Site, diagnostics: &[Diagnostic], asked: Option<&Asked>) -> String {
    let articles = site.config.langs().map(|lang| {
        let articles = site
            .articles()
            .iter()
            .filter(|article| article.lang == lang);
        let code = site.config.language(lang).code.clone();
        (code, json!(articles.count()))
    });
    let unchecked = |asked: &Asked| {
        let one = |(url, reason): &(String, String)| json!({"url": url, "reason": reason});
        asked.unchecked.iter().map(one).collect::<Vec<_>>()
    };
    json!({
        "ok": !diagnostic::has_errors(diagnostics) && asked.is_none_or(|asked| asked.failure.is_none()),
        "articles": articles.collect::<Map<String, Value>>(),
        "errors": count(diagnostics, Severity::Error),
        "warnings": count(diagnostics, Severity::Warning),
        "rules": by_rule(diagnostics),
        "external": asked.map(|asked| json!({
            "links": asked.links,
            "unchecked": unchecked(asked),
            "error": asked.failure.as_ref().map(ToString::to_string),
        })),
        "problems": problems(diagnostics),
    })
    .to_string()
}
