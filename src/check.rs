//! Runs the rules that look at the whole site: some in every build, all in `griot check`, those on
//! translations in `griot status --check`.
//!
//! Takes a site and its translations; gives diagnostics with their places, as errors or warnings
//! by `check` in the settings. Never writes a file and never uses the network.

mod active_files;
mod alt_texts_descriptions_and_title_emoji;
mod broken_link_hints;
mod broken_links;
mod consequences;
mod empty_articles;
mod lost_urls;
mod missing_and_stale_translations;
mod page_weight;
mod path_collisions;
mod picture_formats_and_metadata;
mod report_dead_external_links;
mod tag_consistency;
mod translated_terms;
mod unmatched_sections;
mod unsupported_files;

pub use consequences::remove_consequences;
pub use lost_urls::lost_urls;
pub use missing_and_stale_translations::translations;
pub use page_weight::WeightChecker;
pub use picture_formats_and_metadata::at_their_texts;
pub use report_dead_external_links::{
    ExternalLink, LinkAnswer, dead_links, dead_links_to_own_site, find_links,
};
pub use translated_terms::translated_terms;

use crate::config::{Config, Level, RuleSetting};
use crate::content::ArticleId;
use crate::diagnostic::{CheckRule, Diagnostic, DiagnosticSink, Message, Severity, Text};
use crate::site::Site;
use crate::translations::Translations;
use active_files::ActiveFileChecker;
use broken_links::LinkChecker;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::Arc;

/// Problems that every build reports: pages with the same path, broken links and pictures, and
/// files that an author most likely forgot.
pub fn build(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics = path_collisions::path_collisions(site);
    let links = LinkChecker::new(site);
    let active_files = ActiveFileChecker::new(site);
    let ids: Vec<ArticleId> = site.article_ids().collect();
    let problems = ids.par_iter().map(|id| {
        let mut problems = DiagnosticSink::default();
        links.check(*id, &mut problems);
        active_files.check(*id, &mut problems);
        picture_formats_and_metadata::broken_pictures(site, *id, &mut problems);
        problems.into_vec()
    });
    let problems: Vec<Vec<Diagnostic>> = problems.collect();
    diagnostics.extend(problems.into_iter().flatten());
    diagnostics.extend(unsupported_files::unsupported_files(site));
    diagnostics.extend(empty_articles::empty_articles(site));
    diagnostics
}

/// Everything that breaks a rule on content. Rules on links are part of [`build`], and
/// [`WeightChecker`] checks the weight of pages.
pub fn content(site: &Site, translations: &Translations) -> Vec<Diagnostic> {
    let mut diagnostics = missing_and_stale_translations::translations(site, translations);
    diagnostics.extend(unmatched_sections::unmatched_sections(site));
    diagnostics.extend(tag_consistency::tag_consistency(site));
    diagnostics.extend(alt_texts_descriptions_and_title_emoji::article_metadata(
        site,
    ));
    diagnostics
}

/// Gives each diagnostic that breaks a rule the severity that the settings say, and drops those of
/// rules that are off.
pub fn apply_settings(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain_mut(|diagnostic| {
        let Some(rule) = diagnostic.rule else {
            return true;
        };
        match config.rule(rule).level {
            Level::Off => return false,
            Level::Warning => diagnostic.severity = Severity::Warning,
            Level::Error => diagnostic.severity = Severity::Error,
        }
        true
    });
}

/// A story's key as an argument in a shell.
fn shell_argument(key: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-_.".contains(c);
    if key.chars().all(is_plain) {
        Cow::Borrowed(key)
    } else {
        // in single quotes a shell runs and replaces nothing
        Cow::Owned(format!("'{}'", key.replace('\'', "'\\''")))
    }
}

/// Collects the problems that break one rule.
struct Findings<'d> {
    rule: CheckRule,
    setting: RuleSetting,
    found: &'d mut DiagnosticSink,
}

impl<'d> Findings<'d> {
    /// `None` when the settings switch the rule off.
    fn of(site: &Site, rule: CheckRule, found: &'d mut DiagnosticSink) -> Option<Self> {
        let setting = site.config.rule(rule);
        (setting.level != Level::Off).then_some(Findings {
            rule,
            setting,
            found,
        })
    }

    /// The most that the rule allows, in its own unit.
    fn limit(&self) -> u64 {
        self.setting.limit.unwrap_or_default()
    }

    /// Adds a problem with the severity of the settings.
    fn report(&mut self, path: &Arc<str>, message: Message, hint: Text) -> &mut Diagnostic {
        let new = match self.setting.level {
            Level::Error => Diagnostic::error,
            _ => Diagnostic::warning,
        };
        let problem = new(path.clone(), message).hint(hint).breaks(self.rule);
        self.found.add(problem)
    }
}
