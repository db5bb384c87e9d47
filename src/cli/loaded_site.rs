//! Loads the site for `accept`, `share`, `status` and `translate`, and finds the story and the
//! language that the user named.

use super::Common;
use super::caches::{Access, Caches};
use super::command_failure::CommandFailure;
use super::find_site::path_in_site;
use super::terminal_output::Terminal;
use crate::config::{Config, Lang, Language};
use crate::content::{ArticleId, Files, StoryId, Visibility};
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::git_repository::GitRepository;
use crate::message;
use crate::phrase;
use crate::pipeline::{self, Options};
use crate::site::Site;
use crate::site_folder::SiteFolder;
use crate::translations::lock_file::{AcceptedBy, LOCK};
use crate::translations::{AcceptanceFacts, Translations};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A command that works on the stories of a site.
pub trait SiteCommand {
    /// Runs the command on a site that was loaded without errors.
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure>;
}

/// A site, its folder, and which of its articles a build with the same options publishes.
pub struct LoadedSite {
    pub disk: SiteFolder,
    pub site: Arc<Site>,
    pub translations: Translations,
    pub visibility: Visibility,
    common: Common,
    options: Options,
    /// About caches that are not used, and about `griot.lock`.
    pub warnings: Vec<Diagnostic>,
}

impl LoadedSite {
    /// Loads the site. Fails on errors in the settings, articles or lock, so that no
    /// command works with half a site. Ignores broken links, which `griot check` reports.
    pub fn load(common: &Common, options: &Options) -> Result<Self, CommandFailure> {
        let disk = common.disk();
        let caches = Caches::open(&common.root, Access::Read);
        let mut session = caches.session(common.published_addresses());
        let (read, diagnostics) = pipeline::inspect(&disk, options, &mut session);
        let Some(read) = read else {
            return Err(CommandFailure::unreadable_site(diagnostics));
        };
        let (errors, others): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(is_of_stories);
        let is_of_lock = |problem: &Diagnostic| &*problem.path == LOCK;
        let mut warnings = caches.problems();
        warnings.extend(others.into_iter().filter(is_of_lock));
        if !errors.is_empty() {
            return Err(CommandFailure::unreadable_site(errors));
        }
        let visibility = options.visibility();
        Ok(LoadedSite {
            disk,
            site: read.site,
            translations: read.translations,
            visibility,
            common: common.clone(),
            options: options.clone(),
            warnings,
        })
    }

    /// Loads the site again, with what was written since.
    pub fn reload(&self) -> Result<Self, CommandFailure> {
        LoadedSite::load(&self.common, &self.options)
    }

    /// Finds the story that `name` means: its key, a file, an address, a slug or part of its
    /// title; a file or folder also by its path from the working directory. Fails when there is
    /// none, or several.
    pub fn story(&self, name: &str) -> Result<StoryId, CommandFailure> {
        let path = path_in_site(&self.disk.root, name);
        let by_path = path.map(|path| self.site.find(&path)).unwrap_or_default();
        let found = match by_path.as_slice() {
            [only] => vec![*only],
            _ => self.site.find(name),
        };
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(self.unknown_story(name)),
            several => Err(self.ambiguous_story(name, several)),
        }
    }

    fn unknown_story(&self, name: &str) -> CommandFailure {
        let problem = Diagnostic::error(
            "",
            message!(
                Code::UnknownStory,
                "no story is called `{name}`",
                name = name
            ),
        );
        let keys = self.site.stories.iter().map(|story| &*story.key);
        CommandFailure::Usage(problem.hint(match nearest(name, keys) {
            Some(near) => phrase!("did you mean `{near}`?", near = near),
            None => phrase!("`griot status` lists them all"),
        }))
    }

    fn ambiguous_story(&self, name: &str, stories: &[StoryId]) -> CommandFailure {
        let line = |id: &StoryId| {
            let story = self.site.story(*id);
            let title = &self.site.article(story.original).title;
            format!("  {}  {title}", story.key)
        };
        let lines: Vec<String> = stories.iter().map(line).collect();
        CommandFailure::Usage(Diagnostic::error(
            "",
            message!(
                Code::AmbiguousStory,
                "`{name}` may be any of these:\n{stories}",
                name = name,
                stories = lines.join("\n")
            ),
        ))
    }

    /// What an acceptance of these articles now says besides their texts. Where git does not know an
    /// original, the acceptance is without its id.
    pub fn acceptance_facts(&self, articles: &[ArticleId], by: AcceptedBy) -> AcceptanceFacts {
        let site = &self.site;
        let originals: BTreeSet<ArticleId> = articles
            .iter()
            .map(|id| site.story_of(*id).original)
            .collect();
        let (mut read, mut texts) = (Vec::new(), Vec::new());
        for id in originals {
            if let Ok(text) = self.disk.read(&site.article(id).path) {
                read.push(id);
                texts.push(text);
            }
        }
        let git = GitRepository::around(&self.disk.root);
        let ids = git.and_then(|git| git.blob_ids(&texts)).unwrap_or_default();
        let blobs = read.into_iter().zip(ids);
        AcceptanceFacts {
            at: Timestamp::from_second(site.now.as_second()).unwrap_or(site.now),
            by,
            blobs: blobs.collect(),
        }
    }

    /// Finds a language of the site by its code.
    pub fn lang(&self, code: &str) -> Result<Lang, CommandFailure> {
        find_lang(&self.site.config, code)
    }
}

/// Finds a language of the settings by its code.
pub fn find_lang(config: &Config, code: &str) -> Result<Lang, CommandFailure> {
    config.lang(code).ok_or_else(|| {
        let codes: Vec<&str> = config
            .languages
            .iter()
            .map(|language| language.code.as_str())
            .collect();
        CommandFailure::Usage(Diagnostic::error(
            "",
            message!(
                Code::LanguageNotInSite,
                "the site has no language `{code}`: it has {codes}",
                code = code,
                codes = codes.join(", ")
            ),
        ))
    })
}

/// The story has no article in a language.
pub fn no_article_in(story: &str, language: &Language) -> CommandFailure {
    CommandFailure::Usage(Diagnostic::error(
        "",
        message!(
            Code::NoArticleInLanguage,
            "`{story}` has no article in {language}",
            story = story,
            language = language.name_in_messages()
        ),
    ))
}

/// Returns true for an error in the settings, content or lock. A broken link or a theme with
/// an error does not prevent a translation.
fn is_of_stories(diagnostic: &Diagnostic) -> bool {
    let is_of_theme =
        diagnostic.path.starts_with("themes/") || diagnostic.path.starts_with("static/");
    diagnostic.severity == Severity::Error && diagnostic.rule.is_none() && !is_of_theme
}
