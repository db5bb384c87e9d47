//! `griot build`: builds `content/` into `public/`, and reports what it did.

use super::Common;
use super::build_progress::BuildProgress;
use super::caches::{Access, Caches};
use super::files_with_progress::FilesWithProgress;
use super::status_table::language_counts;
use super::stopwatch::Stopwatch;
use super::terminal_output::{Terminal, counted_warnings, problems};
use crate::assets::AssetBuilder;
use crate::config::Lang;
use crate::content::Hidden;
use crate::diagnostic::{self, Code, Diagnostic, Severity, Text};
use crate::pipeline::{self, Built, Options};
use crate::publish::{
    self, Publication, PublishError, PublishFailure, PublishReport, publish_site,
};
use crate::render::Renderer;
use crate::site::Site;
use crate::site_folder::SiteFolder;
use crate::translations::Translations;
use crate::{message, phrase};
use serde_json::json;
use std::process::ExitCode;
use std::time::Duration;

/// A build that succeeded.
pub struct FinishedBuild {
    /// The site.
    pub built: Built,
    /// Its warnings, which are shown already.
    pub warnings: Vec<Diagnostic>,
    counts: PublishReport,
    /// Pictures that were not in the cache.
    made: usize,
    stopwatch: Stopwatch,
}

/// Runs the command.
pub fn run(common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
    let finished = match build(common, options, terminal) {
        Ok(finished) => finished,
        Err(code) => return code,
    };
    if terminal.json {
        let report = finished.report(common);
        terminal.print(&report.json(&finished.warnings));
    } else {
        finished.say(common, terminal);
    }
    // the process ends here: freeing memory piece by piece would only take time
    std::mem::forget(finished);
    ExitCode::SUCCESS
}

/// Builds and publishes the site, and shows its problems. Gives the exit status where there are errors.
pub fn build(
    common: &Common,
    options: &Options,
    terminal: &Terminal,
) -> Result<FinishedBuild, ExitCode> {
    let progress = BuildProgress::start(terminal);
    let disk = SiteFolder::new(&common.root);
    if let Err(error) = finish_last_build(common, terminal) {
        return Err(failed(&error.into(), Vec::new(), &disk, terminal));
    }
    let caches = Caches::open(&common.root, Access::Write);
    let mut session = caches.session(common.published_addresses());
    let files = FilesWithProgress {
        disk: &disk,
        progress: terminal.progress(&phrase!("reading files"), None),
    };
    let (built, mut diagnostics) = pipeline::build(&files, options, &mut session, &mut |stage| {
        progress.end_pipeline_stage(stage)
    });
    drop(files);
    let Some(built) = built else {
        return Err(failed(
            &PublishFailure::Pages(Vec::new()),
            diagnostics,
            &disk,
            terminal,
        ));
    };
    let assets = caches.assets();
    let asset_builder = AssetBuilder::new(&disk, &assets);
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    let publication = begin_publication(common, terminal);
    let published = publication
        .map_err(PublishFailure::from)
        .and_then(|publication| {
            publish_site(publication, &renderer, &asset_builder, &session, &progress)
        });
    let counts = match published {
        Ok(counts) => counts,
        Err(failure) => return Err(failed(&failure, diagnostics, &disk, terminal)),
    };
    caches.shrink();
    diagnostics.extend(caches.problems());
    diagnostics.extend(kept_files(common, &counts));
    diagnostic::sort_and_merge(&mut diagnostics, false);
    terminal.report(&diagnostics, &disk);
    let made = asset_builder.built();
    // freeing memory piece by piece would only take time
    std::mem::forget(renderer);
    Ok(FinishedBuild {
        built,
        warnings: diagnostics,
        counts,
        made,
        stopwatch: progress.into_stopwatch(),
    })
}

impl FinishedBuild {
    /// Says what was built.
    pub fn say(&self, common: &Common, terminal: &Terminal) {
        let report = self.report(common);
        terminal.say(report.text(terminal).trim_end());
    }

    fn report<'a>(&'a self, common: &'a Common) -> BuildReport<'a> {
        BuildReport {
            common,
            site: &self.built.site,
            translations: &self.built.translations,
            counts: &self.counts,
            made: self.made,
            warnings: self.warnings.len(),
            stopwatch: &self.stopwatch,
        }
    }
}

/// The warnings for pages that the site no longer has, and that stay because somebody modified
/// them.
fn kept_files(common: &Common, counts: &PublishReport) -> Vec<Diagnostic> {
    let warnings = counts.kept.iter().map(|path| {
        let path = common.out().join(path);
        let message = message!(
            Code::FileKept,
            "`{path}` is no longer generated; kept because it was modified",
            path = &path
        );
        let hint = phrase!("delete it if the site is not to have it");
        Diagnostic::warning("", message).hint(hint)
    });
    warnings.collect()
}

/// Finishes a build that was interrupted while it put its pages in place. Does so even when this
/// build will find errors.
fn finish_last_build(common: &Common, terminal: &Terminal) -> Result<(), PublishError> {
    let waiting = |process| note_waiting(terminal, process);
    if let Some(files) = publish::finish_interrupted(&common.root, &common.out(), &waiting)? {
        terminal.note(match files {
            1 => phrase!("the last build was interrupted: 1 file put in place"),
            files => phrase!(
                "the last build was interrupted: {files} files put in place",
                files = files
            ),
        });
    }
    Ok(())
}

fn begin_publication(common: &Common, terminal: &Terminal) -> Result<Publication, PublishError> {
    let waiting = |process| note_waiting(terminal, process);
    Publication::begin(&common.root, &common.out(), &waiting)
}

fn note_waiting(terminal: &Terminal, process: Option<u32>) {
    terminal.note(match process {
        Some(process) => phrase!(
            "another build (process {process}) publishes here: waiting for its end",
            process = u64::from(process)
        ),
        None => phrase!("another build publishes here: waiting for its end"),
    });
}

/// Reports what is wrong, and what became of the folder.
fn failed(
    failure: &PublishFailure,
    mut diagnostics: Vec<Diagnostic>,
    disk: &SiteFolder,
    terminal: &Terminal,
) -> ExitCode {
    match failure {
        PublishFailure::Pages(errors) => diagnostics.extend(errors.iter().cloned()),
        PublishFailure::Folder(error) => diagnostics.push(error.diagnostic()),
    }
    terminal.report(&diagnostics, disk);
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    let fact = match failure {
        PublishFailure::Folder(PublishError::Incomplete(_)) => phrase!("not all was published"),
        _ => phrase!("nothing was published"),
    };
    let conclusion = match errors {
        0 | 1 => fact,
        errors => phrase!("{fact}: {errors} errors", fact = fact, errors = errors),
    };
    terminal.refuse(&diagnostics, &terminal.render(&conclusion))
}

/// What is said of a build that succeeded.
struct BuildReport<'a> {
    common: &'a Common,
    site: &'a Site,
    translations: &'a Translations,
    counts: &'a PublishReport,
    made: usize,
    warnings: usize,
    stopwatch: &'a Stopwatch,
}

/// Stories of one language without a translation, by key.
struct Untranslated<'s> {
    lang: Lang,
    stories: Vec<&'s str>,
}

impl BuildReport<'_> {
    fn text(&self, terminal: &Terminal) -> String {
        let config = &self.site.config;
        let langs: Vec<Lang> = config.langs().collect();
        let accepts = self.translations.are_accepted();
        let built = phrase!(
            "{title}: built into {folder} in {time}",
            title = &config.language(config.default_language).title,
            folder = self.common.out().display().to_string(),
            time = seconds(self.stopwatch.total())
        );
        let mut lines = vec![terminal.render(&built)];
        let counts = language_counts(self.site, self.translations, &langs, accepts, terminal);
        lines.push(format!("  {counts}"));
        for Untranslated { lang, stories } in self.untranslated() {
            let only = phrase!(
                "only in {language}: {stories}",
                language = config.language(lang).name_in_messages(),
                stories = terminal.listed(&stories)
            );
            lines.push(format!("  {}", terminal.render(&only)));
        }
        for reason in [Hidden::Draft, Hidden::Scheduled, Hidden::Expired] {
            let hidden = self.site.hidden.iter();
            let hidden = hidden.filter(|(_, other)| **other == reason);
            let paths: Vec<&str> = hidden.map(|(path, _)| &**path).collect();
            if !paths.is_empty() {
                let paths = terminal.listed(&paths);
                lines.push(format!(
                    "  {}",
                    terminal.render(&not_published(reason, paths))
                ));
            }
        }
        if let Some(due) = &self.site.next_due {
            let due = phrase!(
                "the next scheduled article is due on {time}: build again then",
                time = due.strftime("%Y-%m-%d %H:%M %:z").to_string()
            );
            lines.push(format!("  {}", terminal.render(&due)));
        }
        lines.push(format!("  {}", self.counts_of_files(terminal)));
        if self.common.verbose {
            lines.push(format!("  {}", self.stopwatch.text(terminal)));
        }
        lines.join("\n")
    }

    /// `3 files written, 250 unchanged, 0 removed; 2 pictures made; 1 warning`.
    fn counts_of_files(&self, terminal: &Terminal) -> String {
        let PublishReport {
            written,
            unchanged,
            removed,
            ..
        } = *self.counts;
        let files = match written {
            1 => phrase!(
                "1 file written, {unchanged} unchanged, {removed} removed",
                unchanged = unchanged,
                removed = removed
            ),
            written => phrase!(
                "{written} files written, {unchanged} unchanged, {removed} removed",
                written = written,
                unchanged = unchanged,
                removed = removed
            ),
        };
        let made = match self.made {
            0 => None,
            1 => Some(phrase!("1 picture made")),
            made => Some(phrase!("{made} pictures made", made = made)),
        };
        let warnings = Some(self.warnings).filter(|warnings| *warnings > 0);
        let warnings = warnings.map(counted_warnings);
        let parts = [Some(files), made, warnings].into_iter().flatten();
        let parts: Vec<String> = parts.map(|part| terminal.render(&part)).collect();
        let after = |list: String, part: String| {
            terminal.render(&phrase!("{list}; {part}", list = list, part = part))
        };
        parts.into_iter().reduce(after).unwrap_or_default()
    }

    /// Numbers of articles and standing pages of a language, as JSON.
    fn counts(&self, lang: Lang) -> serde_json::Value {
        let articles = self.site.articles().iter();
        let own = articles.filter(|article| article.lang == lang);
        let (dated, pages): (Vec<_>, Vec<_>) = own.partition(|article| article.is_dated());
        json!({"articles": dated.len(), "pages": pages.len()})
    }

    /// The keys of stories that exist in one language only, by language; empty on a site with one
    /// language.
    fn untranslated(&self) -> Vec<Untranslated<'_>> {
        let has_several = self.site.config.languages.len() > 1;
        let languages = self.site.config.langs().filter(|_| has_several);
        let untranslated = languages.map(|lang| {
            let stories = self.site.stories.iter().filter(
                move |story| matches!(story.articles.as_slice(), [(only, _)] if *only == lang),
            );
            let stories = stories.map(|story| &*story.key).collect();
            Untranslated { lang, stories }
        });
        untranslated
            .filter(|untranslated| !untranslated.stories.is_empty())
            .collect()
    }

    fn json(&self, diagnostics: &[Diagnostic]) -> String {
        let languages: serde_json::Map<String, serde_json::Value> = self
            .site
            .config
            .langs()
            .map(|lang| {
                let code = self.site.config.language(lang).code.clone();
                (code, self.counts(lang))
            })
            .collect();
        let untranslated: serde_json::Map<String, serde_json::Value> = self
            .untranslated()
            .into_iter()
            .map(|Untranslated { lang, stories }| {
                let code = self.site.config.language(lang).code.clone();
                (code, json!(stories))
            })
            .collect();
        json!({
            "ok": true,
            "out": self.common.out().display().to_string(),
            "languages": languages,
            "untranslated": untranslated,
            "files": {
                "written": self.counts.written,
                "unchanged": self.counts.unchanged,
                "removed": self.counts.removed,
                "kept": self.counts.kept,
            },
            "next_due": self.site.next_due.as_ref().map(|due| due.timestamp().to_string()),
            "seconds": self.stopwatch.total().as_secs_f64(),
            "problems": problems(diagnostics),
        })
        .to_string()
    }
}

fn not_published(reason: Hidden, paths: String) -> Text {
    match reason {
        Hidden::Draft => phrase!("drafts, not published: {paths}", paths = paths),
        Hidden::Scheduled => phrase!("scheduled, not published: {paths}", paths = paths),
        Hidden::Expired => phrase!("expired, not published: {paths}", paths = paths),
    }
}

/// `1.25 s`.
pub fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
