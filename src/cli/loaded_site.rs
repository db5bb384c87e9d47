//! A site read for a command that works on its stories: drafts and scheduled articles too.

use super::Common;
use super::caches::{Access, Caches};
use super::terminal::Terminal;
use crate::config::{Config, Lang};
use crate::content::{Retention, StoryId};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::Disk;
use crate::pipeline::{self, Options};
use crate::site::Site;
use std::process::ExitCode;

/// A site, and where it lies.
pub struct LoadedSite {
    pub disk: Disk,
    pub site: Site,
}

impl LoadedSite {
    /// Errors in settings, articles or lock end the command: nothing is accepted that cannot be
    /// read. Dead links are left to `griot check`.
    pub fn open(common: &Common, options: &Options, terminal: &Terminal) -> Result<Self, ExitCode> {
        let disk = Disk {
            root: common.root.clone(),
        };
        let mut session = Caches::open(&common.root, Access::Read).session(Retention::OneRun);
        let (site, diagnostics) = pipeline::inspect(&disk, options, &mut session);
        let unread = match &site {
            None => diagnostics,
            Some(_) => unread(diagnostics),
        };
        match site.filter(|_| unread.is_empty()) {
            Some(site) => Ok(LoadedSite { disk, site }),
            None => {
                terminal.report(&unread, &disk);
                Err(terminal.refuse(&unread, "the site cannot be read"))
            }
        }
    }

    /// The story that `name` means. Nothing, or several: they are listed, exit status 2.
    pub fn story(&self, name: &str, terminal: &Terminal) -> Result<StoryId, ExitCode> {
        let found = self.site.find(name);
        if let [only] = found.as_slice() {
            return Ok(*only);
        }
        if found.is_empty() {
            let keys = self.site.stories.iter().map(|story| &*story.key);
            let hint = match crate::diagnostic::nearest(name, keys) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`griot status` lists them all".to_string(),
            };
            return Err(terminal.usage(&format!("no story is called `{name}`: {hint}")));
        }
        let one = |id: &StoryId| {
            let story = self.site.story(*id);
            let title = &self.site.article(story.original).title;
            format!("  {}  {title}", story.key)
        };
        let list: Vec<String> = found.iter().map(one).collect();
        let message = format!("`{name}` may be any of these:\n{}", list.join("\n"));
        Err(terminal.usage(&message))
    }

    /// A language of the site by its code.
    pub fn lang(&self, code: &str, terminal: &Terminal) -> Result<Lang, ExitCode> {
        lang_of(&self.site.config, code, terminal)
    }
}

/// A language of the settings by its code.
pub fn lang_of(config: &Config, code: &str, terminal: &Terminal) -> Result<Lang, ExitCode> {
    config.lang(code).ok_or_else(|| {
        let codes = config
            .languages
            .iter()
            .map(|language| language.code.as_str());
        let codes = codes.collect::<Vec<_>>().join(", ");
        terminal.usage(&format!(
            "the site has no language `{code}`: it has {codes}"
        ))
    })
}

/// Errors in settings, content and lock; a dead link keeps nobody from translating.
fn unread(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let errors = diagnostics.into_iter().filter(|one| {
        let of_theme = one.path.starts_with("themes/") || one.path.starts_with("static/");
        one.severity == Severity::Error && one.rule.is_none() && !of_theme
    });
    errors.collect()
}
