//! `griot build`: content into `public/`, and what it did.

use super::Common;
use super::counted_files::CountedFiles;
use super::publishing::{Unpublished, complete, published};
use super::status::in_one_line;
use super::stopwatch::Stopwatch;
use super::terminal::{Terminal, counted, problems};
use crate::assets::AssetBuilder;
use crate::cache::disk_store::{BUILDS, Cache, DERIVED, MOST_BYTES};
use crate::config::Lang;
use crate::content::Hidden;
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::Disk;
use crate::pipeline::{self, Earlier, Options, Stage};
use crate::publish::{self, Counts};
use crate::render::Renderer;
use crate::site::Site;
use crate::translations::Translations;
use serde_json::json;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Duration;

pub fn run(common: &Common, options: &Options, terminal: &Terminal) -> ExitCode {
    let mut watch = Stopwatch::start();
    let disk = Disk {
        root: common.root.clone(),
    };
    if let Err(error) = complete(common, terminal) {
        let halfway = matches!(error, publish::Error::Halfway(_));
        let errors = [Diagnostic::error("", error.to_string())];
        return failed((&errors, halfway), &disk, terminal);
    }
    let builds = Cache::of(&common.root, BUILDS);
    let program = this_program();
    let earlier = program.as_deref().map(|program| Earlier {
        kept: &builds,
        program,
    });
    let reading = CountedFiles {
        disk: &disk,
        progress: terminal.progress("reading files", None),
    };
    let (built, mut diagnostics) =
        pipeline::build_by_stages(&reading, options, earlier, &mut |stage| {
            watch.lap(done(stage))
        });
    drop(reading);
    let Some(built) = built else {
        return failed((&diagnostics, false), &disk, terminal);
    };
    let cache = Cache::of(&common.root, DERIVED);
    let asset_builder = AssetBuilder::new(&disk, &cache);
    let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
    let tools = (&renderer, &asset_builder, earlier);
    let published = match published(common, tools, terminal, &mut watch) {
        Ok(counts) => counts,
        Err(Unpublished { errors, halfway }) => {
            diagnostics.extend(errors);
            return failed((&diagnostics, halfway), &disk, terminal);
        }
    };
    cache.cut(MOST_BYTES);
    builds.cut(MOST_BYTES);
    diagnostics.extend(cache.problem());
    terminal.report(&diagnostics, &disk);
    for path in &published.kept {
        let path = common.out().join(path).display().to_string();
        terminal.warn(&format!(
            "`{path}` is published no more, and stays: it was changed there"
        ));
    }
    let report = Report {
        common,
        site: &built.site,
        translations: &built.translations,
        counts: published,
        made: asset_builder.made(),
        warnings: diagnostics.len(),
        watch,
    };
    if terminal.json {
        terminal.print(&report.json(&diagnostics));
    } else {
        terminal.say(report.text().trim_end());
    }
    // the process ends here: nobody needs its memory back piece by piece
    std::mem::forget(renderer);
    std::mem::forget(built);
    ExitCode::SUCCESS
}

/// Names the program that runs: by its version, and by the file that it is.
fn this_program() -> Option<String> {
    let file = std::env::current_exe().and_then(std::fs::metadata).ok()?;
    let modified = file.modified().ok()?;
    Some(format!(
        "{} {} {modified:?}",
        env!("CARGO_PKG_VERSION"),
        file.len()
    ))
}

fn done(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "read and parsed",
        Stage::Pair => "paired",
        Stage::Index => "indexed",
        Stage::Check => "checked",
    }
}

/// Tells what is wrong, and what became of the folder: nothing, or half of what was to be.
fn failed(
    (diagnostics, halfway): (&[Diagnostic], bool),
    disk: &Disk,
    terminal: &Terminal,
) -> ExitCode {
    terminal.report(diagnostics, disk);
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    let fact = if halfway {
        "not all was published"
    } else {
        "nothing was published"
    };
    let message = format!("{}: {fact}", counted(errors, "error"));
    terminal.refuse(diagnostics, &message)
}

/// What a build did.
struct Report<'a> {
    common: &'a Common,
    site: &'a Site,
    translations: &'a Translations,
    counts: Counts,
    /// Smaller and turned pictures that were not kept from before.
    made: usize,
    warnings: usize,
    watch: Stopwatch,
}

impl Report<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        let title = &self
            .site
            .config
            .language(self.site.config.default_language)
            .title;
        let (out, time) = (self.common.out(), seconds(self.watch.total()));
        let _ = writeln!(text, "{title}: built into {} in {time}", out.display());
        let langs: Vec<Lang> = self.site.config.langs().collect();
        let accepts = self.translations.are_accepted();
        let line = in_one_line(self.site, self.translations, &langs, accepts);
        let _ = writeln!(text, "  {line}");
        for (lang, only) in self.untranslated() {
            let language = self.site.config.language(lang);
            let _ = writeln!(text, "  only in {}: {}", language.name, only.join(", "));
        }
        for (reason, label) in [
            (Hidden::Draft, "drafts"),
            (Hidden::Scheduled, "scheduled"),
            (Hidden::Expired, "expired"),
        ] {
            let paths: Vec<&str> = self
                .site
                .hidden
                .iter()
                .filter(|(_, other)| **other == reason)
                .map(|(path, _)| &**path)
                .collect();
            if !paths.is_empty() {
                let _ = writeln!(text, "  {label}, left out: {}", paths.join(", "));
            }
        }
        let Counts {
            written,
            unchanged,
            removed,
            ..
        } = &self.counts;
        let _ = write!(
            text,
            "  {} written, {unchanged} unchanged, {removed} removed",
            counted(*written, "file")
        );
        if self.made > 0 {
            let _ = write!(text, "; {} made", counted(self.made, "picture"));
        }
        if self.warnings > 0 {
            let _ = write!(text, "; {}", counted(self.warnings, "warning"));
        }
        text.push('\n');
        if self.common.verbose {
            let _ = writeln!(text, "  {}", self.watch.text());
        }
        text
    }

    /// Articles and standing pages of a language.
    fn articles(&self, lang: Lang) -> (usize, usize) {
        let ours = self
            .site
            .articles()
            .iter()
            .filter(|article| article.lang == lang);
        let (dated, standing): (Vec<_>, Vec<_>) = ours.partition(|article| article.is_dated());
        (dated.len(), standing.len())
    }

    /// Stories told in one language only, on a site of several.
    fn untranslated(&self) -> Vec<(Lang, Vec<&str>)> {
        let several = self.site.config.languages.len() > 1;
        let only = |lang| {
            let stories = self.site.stories.iter().filter(
                move |story| matches!(story.articles.as_slice(), [(only, _)] if *only == lang),
            );
            stories.map(|story| &*story.key).collect::<Vec<_>>()
        };
        let languages = self.site.config.langs().filter(|_| several);
        languages
            .map(|lang| (lang, only(lang)))
            .filter(|(_, keys)| !keys.is_empty())
            .collect()
    }

    fn json(&self, diagnostics: &[Diagnostic]) -> String {
        let languages: serde_json::Map<String, serde_json::Value> = self
            .site
            .config
            .langs()
            .map(|lang| {
                let (articles, pages) = self.articles(lang);
                (
                    self.site.config.language(lang).code.clone(),
                    json!({"articles": articles, "pages": pages}),
                )
            })
            .collect();
        let untranslated: serde_json::Map<String, serde_json::Value> = self
            .untranslated()
            .into_iter()
            .map(|(lang, keys)| (self.site.config.language(lang).code.clone(), json!(keys)))
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
            "seconds": self.watch.total().as_secs_f64(),
            "problems": problems(diagnostics),
        })
        .to_string()
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
