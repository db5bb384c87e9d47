//! `griot translate`: writes a translation to fill in, or lets a program translate. Never overwrites
//! a file, but for `--stale`, which replaces sections that git holds.

mod machine_draft;
mod program;
mod stale_sections;
mod translator;

use super::command_failure::CommandFailure;
use super::create_file::create_in;
use super::loaded_site::{LoadedSite, SiteCommand, no_article_in};
use super::lock_writer::update_lock;
use super::terminal_output::{Terminal, problems};
use crate::config::Lang;
use crate::content::{
    self, ArticleId, Files, SourceFile, StoryId, TranslationSource, front_matter, machine_draft,
};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::git_repository::GitRepository;
use crate::pipeline;
use crate::translations::lock_file::AcceptedBy;
use crate::translations::{SectionName, TranslationStatus, Translations, section_digests};
use crate::{message, phrase};
use clap::Args;
use machine_draft::draft_article;
use program::RunningProgram;
use serde_json::json;
use stale_sections::update_translation;
use std::io;
use std::time::Duration;
use translator::Translator;

/// The arguments of `griot translate`.
#[derive(Debug, Args)]
pub struct Translate {
    /// The story: its key, a file, an address, a slug or part of its title
    story: String,
    /// The language to translate into; not needed where the site has only one other
    #[arg(long, value_name = "LANG")]
    to: Option<String>,
    /// Let the program of the setting `translate` write the whole translation, as a draft
    #[arg(long, conflicts_with = "stale")]
    draft: bool,
    /// Let it translate the sections again whose original changed
    #[arg(long)]
    stale: bool,
    /// How many seconds the program may take for a section
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    timeout: u64,
}

impl SiteCommand for Translate {
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure> {
        let story = loaded.story(&self.story)?;
        let to = self.lang(loaded, story)?;
        let site = &loaded.site;
        let articles = &site.story(story).articles;
        let own = articles.iter().find(|(lang, _)| *lang == to);
        match own {
            Some((_, id)) if self.stale => self.update(loaded, *id, terminal),
            None if self.stale => {
                let language = site.config.language(to);
                Err(no_article_in(&site.story(story).key, language))
            }
            Some((_, id)) => Err(CommandFailure::file_exists(&site.article(*id).path)),
            None if self.draft => self.draft(loaded, story, to, terminal),
            None => {
                let original = Original::read(loaded, story)?;
                let source = original.source();
                let path = content::translation_path(&source.article.path, to, &site.config);
                let text = content::translation_draft(&source, &path, to, &site.config);
                create_in(&loaded.disk, &path, &text)?;
                terminal.created(&loaded.disk.root, &path);
                Ok(())
            }
        }
    }
}

/// The original of a story, as it was read.
struct Original<'l> {
    loaded: &'l LoadedSite,
    story: StoryId,
    text: String,
    file: SourceFile,
}

impl<'l> Original<'l> {
    fn read(loaded: &'l LoadedSite, story: StoryId) -> Result<Self, CommandFailure> {
        let site = &loaded.site;
        let path = &site.article(site.story(story).original).path;
        let unreadable = |problem: Diagnostic| CommandFailure::unreadable_site(vec![problem]);
        let bytes = loaded.disk.read(path).map_err(unreadable)?;
        let text = front_matter::decode_utf8(path, bytes).map_err(unreadable)?;
        let (file, problems) = content::parse(path.clone(), &text, &site.config);
        let file = file.ok_or_else(|| CommandFailure::unreadable_site(problems))?;
        Ok(Original {
            loaded,
            story,
            text,
            file,
        })
    }

    fn source(&self) -> TranslationSource<'_> {
        let site = &self.loaded.site;
        let story = site.story(self.story);
        TranslationSource {
            article: site.article(story.original),
            front: &self.file.front,
            key: &story.key,
            text: &self.text,
            start: front_matter::find_fences(&self.text).body(&self.text),
        }
    }
}

impl Translate {
    /// The language to translate into: the one that was named, else the only other one.
    fn lang(&self, loaded: &LoadedSite, story: StoryId) -> Result<Lang, CommandFailure> {
        if let Some(code) = &self.to {
            return loaded.lang(code);
        }
        let site = &loaded.site;
        let original = site.article(site.story(story).original).lang;
        let others: Vec<Lang> = site
            .config
            .langs()
            .filter(|lang| *lang != original)
            .collect();
        if let [only] = others.as_slice() {
            return Ok(*only);
        }
        let codes = others
            .iter()
            .map(|lang| site.config.language(*lang).code.as_str());
        let message = message!(Code::LanguageNotInSite, "the site has several languages");
        let hint = phrase!(
            "name one of them with `--to`: {codes}",
            codes = codes.collect::<Vec<_>>().join(", ")
        );
        Err(CommandFailure::Usage(
            Diagnostic::error("", message).hint(hint),
        ))
    }

    /// Starts the program of the settings.
    fn translator(
        &self,
        loaded: &LoadedSite,
        from: Lang,
        to: Lang,
    ) -> Result<Translator, CommandFailure> {
        let config = &loaded.site.config;
        let Some(program) = &config.translate else {
            let message = message!(
                Code::TranslationProgram,
                "griot.yaml names no program that translates"
            );
            let hint = phrase!("add `translate: {{command: [program]}}`");
            return Err(CommandFailure::Failed(
                Diagnostic::error("", message).hint(hint),
            ));
        };
        let mut problems = Vec::new();
        let glossary = pipeline::glossary(&loaded.disk, config, &mut problems);
        if has_errors(&problems) {
            return Err(CommandFailure::unreadable_site(problems));
        }
        let patience = Duration::from_secs(self.timeout);
        let code = |lang| config.language(lang).code.clone();
        Ok(Translator {
            program: RunningProgram::start(program, &loaded.disk.root, patience)?,
            from: code(from),
            to: code(to),
            from_lang: from,
            to_lang: to,
            glossary,
            last_id: 0,
        })
    }

    fn draft(
        &self,
        loaded: &LoadedSite,
        story: StoryId,
        to: Lang,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let config = &loaded.site.config;
        let original = Original::read(loaded, story)?;
        let source = original.source();
        let mut translator = self.translator(loaded, source.article.lang, to)?;
        let drafted = draft_article(&mut translator, &source, &original.file)?;
        let path = content::translation_path(&source.article.path, to, config);
        let text = machine_draft(
            &source,
            &drafted.fields,
            &drafted.sections,
            &path,
            to,
            config,
        );
        create_in(&loaded.disk, &path, &text)?;
        let digests = section_digests(&loaded.site, loaded.site.story(story).original);
        let position = |name: &SectionName| name.position(&digests, |digest| &digest.name);
        let mut positions: Vec<usize> = drafted.translated.iter().filter_map(position).collect();
        if drafted.problems.is_empty() {
            // notes stand in sections, which are all translated
            positions = (0..digests.len()).collect();
        }
        record(loaded, &path, &positions, terminal)?;
        report(loaded, &path, drafted.problems, terminal)
    }

    fn update(
        &self,
        loaded: &LoadedSite,
        id: ArticleId,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        let site = &loaded.site;
        let article = site.article(id);
        let path = &article.path;
        let TranslationStatus::Stale(stale) = loaded.translations.status(id) else {
            terminal.say_text(&phrase!("{path}: no section is stale", path = path));
            return Ok(());
        };
        check_git_holds(loaded, path)?;
        let original = site.article(site.story_of(id).original).lang;
        let mut translator = self.translator(loaded, original, article.lang)?;
        let updated = update_translation(&mut translator, loaded, id, &stale.changes)?;
        if !updated.positions.is_empty() {
            replace_text(loaded, path, &updated.before, &updated.after)?;
            record(loaded, path, &updated.positions, terminal)?;
        }
        terminal.say_text(&match updated.positions.len() {
            1 => phrase!(
                "{path}: 1 section translated by a program, to be read",
                path = path
            ),
            count => phrase!(
                "{path}: {count} sections translated by a program, to be read",
                path = path,
                count = count
            ),
        });
        report(loaded, path, updated.problems, terminal)
    }
}

/// Refuses a translation whose text git does not have: nobody could get it back.
fn check_git_holds(loaded: &LoadedSite, path: &str) -> Result<(), CommandFailure> {
    let unreadable = |problem: Diagnostic| CommandFailure::unreadable_site(vec![problem]);
    let text = loaded.disk.read(path).map_err(unreadable)?;
    let git = GitRepository::around(&loaded.disk.root);
    let held = git.and_then(|git| {
        let ids = git.blob_ids(&[text])?;
        git.content(ids.first().map_or("", String::as_str))
    });
    let reason = match held {
        Ok(Some(_)) => return Ok(()),
        Ok(None) => phrase!("git does not hold its text"),
        Err(reason) => reason,
    };
    let message = message!(
        Code::GitUnavailable,
        "`{path}` is not changed: {reason}",
        path = path,
        reason = reason
    );
    let hint = phrase!("commit the file first, so that its text can be brought back");
    Err(CommandFailure::Failed(
        Diagnostic::error("", message).hint(hint),
    ))
}

/// Replaces the text of a file that is still the one that was read, also after the new text is on the
/// disk.
fn replace_text(
    loaded: &LoadedSite,
    path: &str,
    before: &str,
    after: &str,
) -> Result<(), CommandFailure> {
    let is_unchanged = || loaded.disk.read(path).ok().as_deref() == Some(before.as_bytes());
    if !is_unchanged() {
        return Err(edited_meanwhile(path));
    }
    let cannot_write = |error| CommandFailure::cannot_write(path, &error);
    let folder = loaded.disk.folder().map_err(cannot_write)?;
    let temporary = format!("{path}.griot-new");
    let written = folder.write_new_file(&temporary, after.as_bytes());
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => in_the_way(path, &temporary),
        _ => cannot_write(error),
    })?;
    let replaced = match is_unchanged() {
        true => folder
            .rename(&temporary, &folder, path)
            .map_err(cannot_write),
        false => Err(edited_meanwhile(path)),
    };
    if replaced.is_err() {
        let _ = folder.remove_file(&temporary);
    }
    replaced
}

fn edited_meanwhile(path: &str) -> CommandFailure {
    let message = message!(
        Code::WriteFailed,
        "`{path}` is not changed: somebody edited it meanwhile",
        path = path
    );
    CommandFailure::Failed(Diagnostic::error("", message))
}

/// The failure of a run whose file for the new text is there already: somebody's, or that of another
/// run.
fn in_the_way(path: &str, temporary: &str) -> CommandFailure {
    let message = message!(
        Code::WriteFailed,
        "`{path}` is not changed: `{temporary}` is in the way",
        path = path,
        temporary = temporary
    );
    let hint = phrase!("move or remove that file: the new text is written there first");
    CommandFailure::Failed(Diagnostic::error("", message).hint(hint))
}

/// Records sections of a translation as those of a machine.
fn record(
    loaded: &LoadedSite,
    path: &str,
    positions: &[usize],
    terminal: &Terminal,
) -> Result<(), CommandFailure> {
    let written = loaded.reload()?;
    let site = &written.site;
    let mut ids = site.article_ids();
    let Some(id) = ids.find(|id| &*site.article(*id).path == path) else {
        return Ok(());
    };
    let facts = written.acceptance_facts(&[id], AcceptedBy::Machine);
    update_lock(&written.disk, terminal, |lock| {
        let translations = Translations::new(site.clone(), lock);
        Ok(translations.accept_positions(id, positions, &facts))
    })
}

/// Says what was written, and what needs a hand.
fn report(
    loaded: &LoadedSite,
    path: &str,
    warnings: Vec<Diagnostic>,
    terminal: &Terminal,
) -> Result<(), CommandFailure> {
    terminal.report(&warnings, &loaded.disk);
    if terminal.json {
        let answer = json!({"ok": true, "path": path, "problems": problems(&warnings)});
        terminal.print(&answer.to_string());
    } else {
        terminal.say(&loaded.disk.root.join(path).display().to_string());
    }
    Ok(())
}
