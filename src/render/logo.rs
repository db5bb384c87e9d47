//! The logo of the settings: its address on the pages of a language, and a check that its file exists.

use super::Renderer;
use super::theme_requirements::site_path;
use crate::config::Lang;
use crate::diagnostic::Diagnostic;
use crate::site::{Location, Site};
use crate::theme::Theme;

impl Renderer<'_> {
    /// Address of the logo, as a link on the pages of a language.
    pub(super) fn logo(&self, lang: Lang) -> Option<String> {
        let logo = self.site.config.branding.logo.as_ref()?;
        let (path, _) = site_path(&logo.value)?;
        let host = self.site.hosts.host_of(lang);
        Some(self.site.hosts.href(host, &Location { host, path }))
    }
}

impl Theme {
    /// A logo that is no file of the site.
    pub(super) fn check_logo(site: &Site) -> Option<Diagnostic> {
        let logo = site.config.branding.logo.as_ref()?;
        let there = site_path(&logo.value).is_some_and(|(path, suffix)| {
            suffix.is_empty() && site.page_at(&Location { host: 0, path }).is_some()
        });
        let message = format!("the logo `{}` is no file of the site", logo.value);
        let hint = "put it into `static/` and write its path there, such as `logo.svg`";
        let problem = Diagnostic::error("griot.yaml", message).at(logo.span.clone());
        (!there).then(|| problem.hint(hint))
    }
}
