//! `griot accept`: records that translations match their original now.
//!
//! Writes `griot.lock`, and nothing else.

use super::command_failure::CommandFailure;
use super::loaded_site::{LoadedSite, SiteCommand, no_article_in};
use super::lock_writer::update_lock;
use super::terminal_output::{Terminal, counted, problems};
use crate::config::Lang;
use crate::content::{ArticleId, StoryId};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Site;
use crate::translations::lock_file::Lock;
use crate::translations::{Address, LostAddresses, Translations, UnknownSection, UntranslatedText};
use crate::{message, phrase};
use clap::Args;
use jiff::Timestamp;
use serde_json::json;
use std::sync::Arc;

/// The arguments of `griot accept`.
#[derive(Debug, Args)]
pub struct Accept {
    /// The story: its key, a file, an address, a slug or part of its title; or an old address that
    /// leads nowhere any more and shall not be reported again
    #[arg(required_unless_present_any = ["all", "addresses"])]
    story: Option<String>,
    /// Only the translation into this language
    #[arg(long)]
    lang: Option<String>,
    /// Only this section: its heading in either language, or title, description, introduction, notes
    #[arg(long, value_name = "HEADING", conflicts_with = "all")]
    section: Option<String>,
    /// Every story of the site, except drafts
    #[arg(long, conflicts_with = "story")]
    all: bool,
    /// No story, but every old address that leads nowhere any more: it shall not be reported again
    #[arg(long, conflicts_with_all = ["story", "all", "lang", "section"])]
    addresses: bool,
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
        if !self.all && !untranslated.is_empty() {
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
        let forgotten = match (&self.section, self.all && self.lang.is_none()) {
            (Some(_), _) => Vec::new(),
            (None, true) => lost.all(),
            (None, false) => lost.of_articles(&articles),
        };
        update_lock(&loaded.disk, terminal, |lock| {
            let translations = with_lock(loaded, lock);
            let lock = self.accepted_lock(&translations, site, &articles)?;
            Ok(translations.forget(lock, forgotten.iter().cloned()))
        })?;
        let translations = articles
            .iter()
            .filter(|id| site.story_of(**id).original != **id);
        let accepted: Vec<Accepted> = translations.map(|id| Accepted::of(site, *id)).collect();
        terminal.report(&untranslated, &loaded.disk);
        if terminal.json {
            let accepted: Vec<_> = accepted.iter().map(|one| one.to_json(self)).collect();
            let problems = problems(&untranslated);
            let urls = urls_of(&forgotten);
            let answer = json!({
                "ok": true,
                "accepted": accepted,
                "forgotten": urls,
                "problems": problems,
            });
            terminal.print(&answer.to_string());
            return Ok(());
        }
        if self.all || accepted.is_empty() {
            let translations = counted(accepted.len(), "translation");
            terminal.say(&format!("{translations} accepted"));
        } else {
            let lines: Vec<String> = accepted.iter().map(|one| one.to_line(self)).collect();
            terminal.say(&lines.join("\n"));
        }
        if !forgotten.is_empty() {
            say_forgotten(&forgotten, terminal);
        }
        Ok(())
    }
}

/// The translations of a loaded site under the lock as it is on the disk now.
fn with_lock(loaded: &LoadedSite, lock: Arc<Lock>) -> Translations {
    let earlier = loaded.translations.earlier().clone();
    Translations::new(loaded.site.clone(), lock).with_earlier(earlier)
}

/// Old addresses that lead nowhere, and how the command line may name them.
struct LostByName(LostAddresses);

impl LostByName {
    fn of(loaded: &LoadedSite) -> Self {
        LostByName(loaded.translations.lost_addresses())
    }

    fn all(&self) -> Vec<Address> {
        let moved = self.0.moved.iter().flat_map(|moved| &moved.addresses);
        let gone = self.0.gone.iter().map(|gone| &gone.address);
        moved.chain(gone).cloned().collect()
    }

    /// The addresses that these articles left behind.
    fn of_articles(&self, articles: &[ArticleId]) -> Vec<Address> {
        let moved = self.0.moved.iter();
        let moved = moved.filter(|moved| articles.contains(&moved.id));
        moved.flat_map(|moved| moved.addresses.clone()).collect()
    }

    /// The addresses that a command names instead of a story: all, one, or those of a story that is
    /// no more. `None` when it names a story.
    fn named_by(&self, accept: &Accept) -> Option<Vec<Address>> {
        if accept.addresses {
            return Some(self.all());
        }
        let name = accept.story.as_deref()?;
        let mut addresses = self.all();
        addresses.retain(|address| address.url == name);
        let gone = self.0.gone.iter();
        let gone = gone.filter(|gone| gone.owner.story == name || gone.owner.file == name);
        addresses.extend(gone.map(|gone| gone.address.clone()));
        (!addresses.is_empty()).then_some(addresses)
    }

    /// Writes that these addresses are given up, and nothing else.
    fn forget(
        &self,
        addresses: &[Address],
        loaded: &LoadedSite,
        terminal: &Terminal,
    ) -> Result<(), CommandFailure> {
        update_lock(&loaded.disk, terminal, |lock| {
            let present = (*lock).clone();
            Ok(with_lock(loaded, lock).forget(present, addresses.iter().cloned()))
        })?;
        if terminal.json {
            let urls = urls_of(addresses);
            let answer = json!({"ok": true, "accepted": [], "forgotten": urls, "problems": []});
            terminal.print(&answer.to_string());
        } else {
            say_forgotten(addresses, terminal);
        }
        Ok(())
    }
}

fn urls_of(addresses: &[Address]) -> Vec<&str> {
    addresses
        .iter()
        .map(|address| address.url.as_str())
        .collect()
}

fn say_forgotten(addresses: &[Address], terminal: &Terminal) {
    let count = match addresses.len() {
        1 => "1 address".to_string(),
        count => format!("{count} addresses"),
    };
    let urls = terminal.listed(&urls_of(addresses));
    let colon = if addresses.is_empty() { "" } else { ": " };
    terminal.say(&format!("{count} given up{colon}{urls}"));
}

impl Accept {
    /// The lock with the articles, or one section of them, accepted now.
    fn accepted_lock(
        &self,
        translations: &Translations,
        site: &Site,
        articles: &[ArticleId],
    ) -> Result<Lock, CommandFailure> {
        let now = Timestamp::from_second(site.now.as_second()).unwrap_or(site.now);
        let Some(section) = &self.section else {
            let lock = translations.accept(articles, now);
            return Ok(match self.all && self.lang.is_none() {
                true => translations.without_absent_articles(lock),
                false => lock,
            });
        };
        let is_translation = |id: &&ArticleId| site.story_of(**id).original != **id;
        let translated: Vec<ArticleId> = articles.iter().filter(is_translation).copied().collect();
        translations
            .accept_section(&translated, section, now)
            .map_err(|unknown| no_such_section(section, &unknown))
    }

    /// The problems of the translations that nobody translated yet: warnings with `--all`, which
    /// goes on without them.
    fn untranslated(&self, loaded: &LoadedSite, articles: &[ArticleId]) -> Vec<Diagnostic> {
        if self.anyway {
            return Vec::new();
        }
        let new = match self.all {
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
        let mut articles = Vec::new();
        for story in stories.iter().map(|id| site.story(*id)) {
            for (other, id) in &story.articles {
                let is_chosen = lang.is_none_or(|lang| *other == lang);
                let is_unfinished = self.all && site.article(*id).draft;
                if *id == story.original || (is_chosen && !is_unfinished) {
                    articles.push(*id);
                }
            }
        }
        Ok(articles)
    }
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
    let language = &site.config.language(lang).name;
    let own = story.articles.iter().find(|(other, _)| *other == lang);
    match own {
        None => Err(no_article_in(&story.key, language)),
        Some((_, id)) if *id == story.original => Err(CommandFailure::Usage(Diagnostic::error(
            "",
            message!(
                Code::IsOriginal,
                "the article of `{story}` in {language} is the original",
                story = &*story.key,
                language = language
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
}

impl Accepted {
    fn of(site: &Site, id: ArticleId) -> Self {
        Accepted {
            story: site.story_of(id).key.to_string(),
            lang: site.language_of(id).code.clone(),
        }
    }

    fn to_json(&self, accept: &Accept) -> serde_json::Value {
        let mut value = json!({"story": self.story, "lang": self.lang});
        if let Some(section) = &accept.section {
            value["section"] = json!(section);
        }
        value
    }

    fn to_line(&self, accept: &Accept) -> String {
        let Accepted { story, lang } = self;
        match &accept.section {
            Some(section) => format!("{story}: `{section}` in {lang} is accepted"),
            None => format!("{story}: {lang} is accepted"),
        }
    }
}
