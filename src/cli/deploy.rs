//! `griot deploy`: builds the site, and sends what changed to the place where readers get it.

use super::Common;
use super::build::{self, FinishedBuild};
use super::command_failure::CommandFailure;
use super::deploy_report::{DeployReport, Notification};
use super::stopwatch::Stopwatch;
use super::terminal_output::Terminal;
use crate::config::{Config, DeployTarget};
use crate::deploy::{
    DeployManifest, DeployPlan, HeaderRules, ManifestError, RemovalLimit, changed_addresses,
    site_files,
};
use crate::deploy_targets::{self, DeployError, DeployWork, Target, TargetState};
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::{Built, Options};
use crate::publish::{self, PublishedFolder};
use crate::render;
use crate::{message, phrase};
use clap::Args;
use std::process::ExitCode;

/// The most names that a message lists.
const MOST_NAMES: usize = 5;

/// The arguments of `griot deploy`.
#[derive(Debug, Args)]
pub struct Deploy {
    /// The name of a target in `griot.yaml` [default: the first one]
    target: Option<String>,
    /// List what would be sent and removed, and do nothing there
    #[arg(long)]
    dry_run: bool,
    /// Publish beside the files of somebody else, and replace those with the same names
    #[arg(long)]
    adopt: bool,
    /// Remove so many files at most: a number, or a part such as `25%`
    #[arg(long, value_name = "FILES", default_value = "10%")]
    max_removals: RemovalLimit,
}

impl Deploy {
    /// Builds the site, then sends it. Gives the exit status of a build with errors.
    pub fn run(
        &self,
        common: &Common,
        options: &Options,
        terminal: &Terminal,
    ) -> Result<ExitCode, CommandFailure> {
        refuse_hidden(common)?;
        let stopwatch = Stopwatch::start();
        let finished = match rayon::scope(|_| build::build(common, options, terminal)) {
            Ok(finished) => finished,
            Err(code) => return Ok(code),
        };
        let target = self.find_target(&finished.built.site.config)?;
        if !terminal.json {
            finished.say(common, terminal);
        }
        let mut opened = deploy_targets::open(target).map_err(failure)?;
        let published = publish::published_folder(&common.root, &common.out());
        let published = published.ok_or_else(not_built)?;
        let plan = self.plan(opened.as_mut(), &finished.built, &published)?;
        let mut report = DeployReport {
            target,
            plan: &plan,
            is_dry_run: self.dry_run,
            notifications: Vec::new(),
            warnings: finished.warnings.clone(),
        };
        if !self.dry_run && !plan.is_empty() {
            apply(opened.as_ref(), &plan, &published, terminal)?;
            report.notifications = notify(common, &finished, &plan, terminal);
            report.warnings.extend(report.failures());
        }
        report.show(stopwatch.total(), terminal);
        Ok(ExitCode::SUCCESS)
    }

    fn find_target<'c>(&self, config: &'c Config) -> Result<&'c DeployTarget, CommandFailure> {
        let targets = &config.deploy_targets;
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        match (&self.target, targets.first()) {
            (_, None) => {
                let message = message!(Code::NoTarget, "`griot.yaml` names no target to deploy to");
                let hint = phrase!(
                    "add one, such as `deploy: {{targets: [{{name: web, to: \"ssh://user@host/folder\"}}]}}`"
                );
                Err(CommandFailure::Usage(
                    Diagnostic::error("", message).hint(hint),
                ))
            }
            (None, Some(first)) => Ok(first),
            (Some(name), _) => {
                let target = targets.iter().find(|target| target.name == *name);
                target.ok_or_else(|| {
                    let message = message!(
                        Code::NoTarget,
                        "`griot.yaml` has no target `{name}`: it has {names}",
                        name = name.as_str(),
                        names = names.join(", ")
                    );
                    CommandFailure::Usage(Diagnostic::error("", message))
                })
            }
        }
    }

    /// Compares the site with the target, and refuses what would harm it.
    fn plan(
        &self,
        target: &mut dyn Target,
        built: &Built,
        published: &PublishedFolder,
    ) -> Result<DeployPlan, CommandFailure> {
        let (before, is_shared) = match target.state() {
            Ok(TargetState::Vacant) => (DeployManifest::default(), false),
            Ok(TargetState::Ours(manifest)) => (manifest, true),
            Ok(TargetState::Foreign) if self.adopt => (DeployManifest::default(), true),
            Ok(TargetState::Foreign) => return Err(not_ours()),
            Err(DeployError::Manifest(ManifestError::Damaged)) if self.adopt => {
                (DeployManifest::default(), true)
            }
            Err(error) => return Err(failure(error)),
        };
        let rules = header_rules(built, published);
        let files = site_files(&built.site, &published.files, &rules);
        let plan = DeployPlan::new(files, &before, target.stores_headers());
        let new = plan.new_names();
        if is_shared && !self.adopt && !new.is_empty() {
            let occupied = target.occupied(&new).map_err(failure)?;
            if !occupied.is_empty() {
                return Err(file_not_ours(&occupied));
            }
        }
        let most = self.max_removals.most(plan.before);
        match plan.removals.len() > most && !self.dry_run {
            true => Err(too_many_removals(&plan, most)),
            false => Ok(plan),
        }
    }
}

/// Refuses to publish what readers are not to see.
fn refuse_hidden(common: &Common) -> Result<(), CommandFailure> {
    let option = match (common.drafts, common.future) {
        (true, _) => "--drafts",
        (_, true) => "--future",
        _ => return Ok(()),
    };
    let message = message!(
        Code::DeployHidden,
        "`griot deploy` takes no `{option}`: readers would see it",
        option = option
    );
    let hint = phrase!("`griot serve {option}` shows it to you", option = option);
    Err(CommandFailure::Usage(
        Diagnostic::error("", message).hint(hint),
    ))
}

/// The rules of the `_headers` of each host: of the published file, else those that Griot would write.
fn header_rules(built: &Built, published: &PublishedFolder) -> Vec<HeaderRules> {
    let hosts = (0..).zip(&built.site.hosts.hosts);
    let rules = hosts.map(|(at, host)| {
        let path = format!("{}_headers", host.folder);
        let own = published.read(&path);
        let text = own.unwrap_or_else(|| render::host_headers(&built.site, &built.theme, at));
        HeaderRules::parse(&text)
    });
    rules.collect()
}

fn apply(
    target: &dyn Target,
    plan: &DeployPlan,
    published: &PublishedFolder,
    terminal: &Terminal,
) -> Result<(), CommandFailure> {
    let work = DeployWork {
        plan,
        folder: &published.folder,
        path: &published.path,
    };
    let steps = plan.sends.len() + plan.removals.len();
    let progress = terminal.progress(&phrase!("sending files"), Some(steps));
    let applied = target.apply(&work, &|| progress.step());
    applied.map_err(failure)
}

/// Tells search engines what changed. A site at another address than its own is none of theirs.
fn notify(
    common: &Common,
    finished: &FinishedBuild,
    plan: &DeployPlan,
    terminal: &Terminal,
) -> Vec<Notification> {
    let site = &finished.built.site;
    let key = site.config.index_now_key.as_ref();
    let Some(key) = key.filter(|_| common.base_url.is_none()) else {
        return Vec::new();
    };
    let _progress = terminal.progress(&phrase!("telling search engines"), None);
    let changed = changed_addresses(site, key, plan).into_iter();
    let notifications = changed.map(|changed| Notification {
        result: deploy_targets::submit(&changed, key),
        changed,
    });
    notifications.collect()
}

fn failure(error: DeployError) -> CommandFailure {
    CommandFailure::Failed(error.diagnostic())
}

fn not_built() -> CommandFailure {
    let message = message!(Code::DeployNotBuilt, "the built site is not there any more");
    let hint = phrase!("run `griot deploy` again, and no other build meanwhile");
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}

fn not_ours() -> CommandFailure {
    let message = message!(
        Code::TargetNotOurs,
        "the target holds files that Griot did not put there"
    );
    let hint = phrase!(
        "check the address; `--adopt` publishes beside them, and replaces files with the same names"
    );
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}

fn file_not_ours(paths: &[String]) -> CommandFailure {
    let message = message!(
        Code::TargetFileNotOurs,
        "somebody else put these files there, and the site has them too: {paths}",
        paths = some_names(paths)
    );
    let hint = phrase!("remove them there, or replace them with `--adopt`");
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}

fn too_many_removals(plan: &DeployPlan, most: usize) -> CommandFailure {
    let message = message!(
        Code::TooManyRemovals,
        "{count} of {before} files would be removed, more than {most}: {paths}",
        count = plan.removals.len(),
        before = plan.before,
        most = most,
        paths = some_names(&plan.removals)
    );
    let hint = phrase!(
        "if that is right, allow it with `--max-removals {count}`; `--dry-run` lists them",
        count = plan.removals.len()
    );
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}

fn some_names(paths: &[String]) -> String {
    let shown: Vec<String> = paths
        .iter()
        .take(MOST_NAMES)
        .map(|path| format!("`{path}`"))
        .collect();
    let rest = if paths.len() > MOST_NAMES {
        ", …"
    } else {
        ""
    };
    shown.join(", ") + rest
}
