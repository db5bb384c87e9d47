//! `griot accept`: records that translations match their original now.
//!
//! Writes `griot.lock`, and nothing else.

mod give_up_addresses;

use self::give_up_addresses::{LostByName, say_forgotten, urls_of, with_lock};
use super::accept_typo::more_than_wording;
use super::command_failure::CommandFailure;
use super::loaded_site::{LoadedSite, SiteCommand, no_article_in};
use super::lock_writer::update_lock;
use super::terminal_output::{Terminal, problems};
use crate::config::Lang;
use crate::content::{ArticleId, StoryId};
use crate::diagnostic::{Code, Diagnostic, Text};
use crate::git_repository::GitRepository;
use crate::site::Site;
use crate::translations::PublishedAddress;
use crate::translations::lock_file::{AcceptedBy, Lock};
use crate::translations::{AcceptanceFacts, Translations, UnknownSection, UntranslatedText};
use crate::{message, phrase};
use clap::Args;
use serde_json::json;
use std::collections::BTreeSet;

/// The arguments of `griot accept`.
#[derive(Debug, Args)]
pub struct Accept {
    /// The story: its key, a file, an address, a slug or part of its title; or an old address that
    /// leads nowhere any more and shall not be reported again
    #[arg(required_unless_present_any = ["all", "changed_in", "addresses"])]
    story: Option<String>,
    /// Only the translation into this language
    #[arg(long)]
    lang: Option<String>,
    /// Only this section: its heading in either language, or title, description, introduction, notes
    #[arg(long, value_name = "HEADING", conflicts_with_all = ["all", "changed_in"])]
    section: Option<String>,
    /// Every story of the site, except drafts
    #[arg(long, conflicts_with = "story")]
    all: bool,
    /// No story, but every old address that leads nowhere any more: it shall not be reported again
    #[arg(long, conflicts_with_all = ["story", "all", "changed_in", "lang", "section"])]
    addresses: bool,
    /// Every translation, except drafts, that these commits of git changed together with its original
    #[arg(long, value_name = "REV..", conflicts_with_all = ["story", "all"])]
    changed_in: Option<String>,
    /// Only if nothing but the wording of the original changed: no number, link, code or section
    #[arg(long, conflicts_with_all = ["section", "addresses"])]
    typo: bool,
    /// Also a translation without text, or with paragraphs of its original
    #[arg(long)]
    anyway: bool,
}

impl SiteCommand for Accept {
    fn run(&self, loaded: &LoadedSite, terminal: &Terminal) -> Result<(), CommandFailure> {
        let lost = LostByName::of(loaded);
        if let Some(addresses) = lost.named_by(self) {
            return lost.forget(&addresses, loaded, terminal);
        }
        let mut articles = self.articles(loaded)?;
        let site = &loaded.site;
        let untranslated = self.untranslated(loaded, &articles);
        if !self.is_of_many() && !untranslated.is_empty() {
            return Err(CommandFailure::SiteProblems {
                diagnostics: untranslated,
                conclusion: phrase!("nothing was accepted"),
            });
        }
        let is_skipped = |id: &ArticleId| {
            let path = &site.article(*id).path;
            untranslated.iter().any(|problem| problem.path == *path)
        };
        articles.retain(|id| !is_skipped(id));
        if self.typo {
            let problems = more_than_wording(loaded, &articles);
            if !problems.is_empty() {
                return Err(CommandFailure::SiteProblems {
                    diagnostics: problems,
                    conclusion: phrase!("nothing was accepted"),
                });
            }
        }
        let facts = loaded.acceptance_facts(&articles, AcceptedBy::Person);
        let forgotten = match (&self.section, self.all && self.lang.is_none()) {
            (Some(_), _) => Vec::new(),
            (None, true) => lost.all(),
            (None, false) => lost.of_articles(&articles),
        };
        let mut absent = Vec::new();
        update_lock(&loaded.disk, terminal, |lock| {
            let translations = with_lock(loaded, lock);
            let mut lock = self.accepted_lock(&translations, site, &articles, &facts)?;
            if self.all && self.lang.is_none() {
                absent = translations.absent_articles(&lock);
                lock = translations.without_absent_articles(lock);
            }
            Ok(translations.forget(lock, forgotten.iter().cloned()))
        })?;
        say_absent(&absent, terminal);
        let translations = articles
            .iter()
            .filter(|id| site.story_of(**id).original != **id);
        let accepted: Vec<Accepted> = translations.map(|id| Accepted::of(site, *id)).collect();
        terminal.report(&untranslated, &loaded.disk);
        self.answer(&accepted, &untranslated, &forgotten, terminal);
        Ok(())
    }
}

impl Accept {
    /// The lock with the articles, or one section of them, accepted now.
    fn accepted_lock(
        &self,
        translations: &Translations,
        site: &Site,
        articles: &[ArticleId],
        facts: &AcceptanceFacts,
    ) -> Result<Lock, CommandFailure> {
        let Some(section) = &self.section else {
            return Ok(translations.accept(articles, facts));
        };
        let is_translation = |id: &&ArticleId| site.story_of(**id).original != **id;
        let translated: Vec<ArticleId> = articles.iter().filter(is_translation).copied().collect();
        translations
            .accept_section(&translated, section, facts)
            .map_err(|unknown| no_such_section(section, &unknown))
    }

    /// Says what was accepted, and which addresses were given up.
    fn answer(
        &self,
        accepted: &[Accepted],
        untranslated: &[Diagnostic],
        forgotten: &[PublishedAddress],
        terminal: &Terminal,
    ) {
        if terminal.json {
            let accepted: Vec<_> = accepted.iter().map(|one| one.to_json(self)).collect();
            let answer = json!({
                "ok": true,
                "accepted": accepted,
                "forgotten": urls_of(forgotten),
                "problems": problems(untranslated),
            });
            return terminal.print(&answer.to_string());
        }
        if self.is_of_many() || accepted.is_empty() {
            terminal.say_text(&match accepted.len() {
                1 => phrase!("1 translation accepted"),
                count => phrase!("{count} translations accepted", count = count),
            });
        } else {
            accepted
                .iter()
                .for_each(|one| terminal.say_text(&one.to_text(self)));
        }
        if !forgotten.is_empty() {
            say_forgotten(forgotten, terminal);
        }
    }

    /// Whether the stories are not named one by one.
    fn is_of_many(&self) -> bool {
        self.all || self.changed_in.is_some()
    }

    /// The problems of the translations that nobody translated yet: warnings where the stories are
    /// not named, and the command goes on without them.
    fn untranslated(&self, loaded: &LoadedSite, articles: &[ArticleId]) -> Vec<Diagnostic> {
        if self.anyway {
            return Vec::new();
        }
        let new = match self.is_of_many() {
            true => Diagnostic::warning,
            false => Diagnostic::error,
        };
        let problems = articles.iter().filter_map(|id| {
            let untranslated = loaded.translations.untranslated_text(*id)?;
            let is_of_section = self.section.is_some();
            let message = match untranslated {
                UntranslatedText::NoText => {
                    message!(Code::EmptyTranslation, "this translation has no text yet")
                }
                // another section may be untranslated
                UntranslatedText::OriginalsWords(_) if is_of_section => return None,
                UntranslatedText::OriginalsWords(words) => message!(
                    Code::UntranslatedText,
                    "a paragraph has the words of the original: `{words}`",
                    words = words
                ),
            };
            let hint = phrase!("translate it, or accept it as it is with `--anyway`");
            let path = loaded.site.article(*id).path.clone();
            Some(new(path, message).hint(hint))
        });
        problems.collect()
    }

    /// The articles to record: the translations, and the originals with their addresses.
    fn articles(&self, loaded: &LoadedSite) -> Result<Vec<ArticleId>, CommandFailure> {
        let site = &loaded.site;
        let stories: Vec<StoryId> = match &self.story {
            Some(name) => vec![loaded.story(name)?],
            None => (0..site.stories.len() as u32).map(StoryId).collect(),
        };
        let lang = match &self.lang {
            Some(code) => Some(loaded.lang(code)?),
            None => None,
        };
        if let (Some(lang), Some(_)) = (lang, &self.story) {
            check_translation(site, stories[0], lang)?;
        }
        let changed = match &self.changed_in {
            Some(range) => Some(changed_files(loaded, range)?),
            None => None,
        };
        let is_changed = |id: ArticleId| {
            let changed = changed.as_ref();
            changed.is_none_or(|changed| changed.contains(&*site.article(id).path))
        };
        let mut articles = Vec::new();
        let stories = stories.iter().map(|id| site.story(*id));
        for story in stories.filter(|story| is_changed(story.original)) {
            for (other, id) in &story.articles {
                let is_chosen = lang.is_none_or(|lang| *other == lang) && is_changed(*id);
                let is_unfinished = self.is_of_many() && site.article(*id).draft;
                if *id == story.original || (is_chosen && !is_unfinished) {
                    articles.push(*id);
                }
            }
        }
        Ok(articles)
    }
}

/// Says which records go, because the site does not have their articles.
fn say_absent(absent: &[String], terminal: &Terminal) {
    if absent.is_empty() {
        return;
    }
    let names: Vec<&str> = absent.iter().map(String::as_str).collect();
    terminal.note(phrase!(
        "no record stays of articles that the site does not have: {articles}",
        articles = terminal.listed(&names)
    ));
}

/// The files that the commits of a range changed, below the site's root.
fn changed_files(loaded: &LoadedSite, range: &str) -> Result<BTreeSet<String>, CommandFailure> {
    let git = GitRepository::around(&loaded.disk.root);
    git.and_then(|git| git.changed_files("content", range))
        .map_err(|reason| {
            let message = message!(
                Code::GitUnavailable,
                "cannot tell what `{range}` changed: {reason}",
                range = range,
                reason = reason
            );
            CommandFailure::Failed(Diagnostic::error("", message))
        })
}

fn no_such_section(section: &str, unknown: &UnknownSection) -> CommandFailure {
    let problem = Diagnostic::error(
        "",
        message!(
            Code::UnknownSection,
            "no section is called `{section}`",
            section = section
        ),
    );
    CommandFailure::Usage(problem.hint(phrase!(
        "the sections are {sections}",
        sections = unknown.sections.join(", ")
    )))
}

/// Refuses a language in which the story does not exist or is the original.
fn check_translation(site: &Site, story: StoryId, lang: Lang) -> Result<(), CommandFailure> {
    let story = site.story(story);
    let language = site.config.language(lang);
    let own = story.articles.iter().find(|(other, _)| *other == lang);
    match own {
        None => Err(no_article_in(&story.key, language)),
        Some((_, id)) if *id == story.original => Err(CommandFailure::Usage(Diagnostic::error(
            "",
            message!(
                Code::IsOriginal,
                "the article of `{story}` in {language} is the original",
                story = &*story.key,
                language = language.name_in_messages()
            ),
        ))),
        Some(_) => Ok(()),
    }
}

/// An accepted translation, as it is reported.
struct Accepted {
    /// The key of its story.
    story: String,
    /// The code of its language.
    lang: String,
    /// The name of its language.
    language: Text,
}

impl Accepted {
    fn of(site: &Site, id: ArticleId) -> Self {
        Accepted {
            story: site.story_of(id).key.to_string(),
            lang: site.language_of(id).code.clone(),
            language: site.language_of(id).name_in_messages(),
        }
    }

    fn to_json(&self, accept: &Accept) -> serde_json::Value {
        let mut value = json!({"story": self.story, "lang": self.lang});
        if let Some(section) = &accept.section {
            value["section"] = json!(section);
        }
        value
    }

    fn to_text(&self, accept: &Accept) -> Text {
        match &accept.section {
            Some(section) => phrase!(
                "{story}: `{section}` in {language} is accepted",
                story = &self.story,
                section = section,
                language = self.language.clone()
            ),
            None => phrase!(
                "{story}: {language} is accepted",
                story = &self.story,
                language = self.language.clone()
            ),
        }
    }
}
