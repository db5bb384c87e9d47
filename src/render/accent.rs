//! The accent colour and the logo of the settings, as a theme gets them.
//!
//! The accent is part of the style sheet, since the policy of the pages lets no `style`
//! attribute in; its two shades can be read on the papers of the default theme.

use super::check::site_path;
use super::{Renderer, Theme};
use crate::config::{Colour, Lang};
use crate::diagnostic::Diagnostic;
use crate::site::{Location, Site};

/// The backgrounds of the default theme that are nearest to its text, by scheme.
const LIGHT_WASH: Colour = Colour([0xf4, 0xf1, 0xea]);
const DARK_WASH: Colour = Colour([0x1f, 0x21, 0x30]);

/// Rules that set `--accent` in both schemes, chosen or preferred; paper stays black on white.
pub fn rules(accent: Colour) -> String {
    let light = accent.readable_on(LIGHT_WASH);
    let dark = accent.readable_on(DARK_WASH);
    format!(
        "@media screen {{\n\
         :root {{ --accent: {light}; }}\n\
         :root[data-scheme=\"dark\"] {{ --accent: {dark}; }}\n\
         }}\n\
         @media screen and (prefers-color-scheme: dark) {{\n\
         :root:not([data-scheme=\"light\"]) {{ --accent: {dark}; }}\n\
         }}\n"
    )
}

impl Renderer<'_> {
    /// Address of the logo, as a link on the pages of a language.
    pub(super) fn logo(&self, lang: Lang) -> Option<String> {
        let logo = self.site.config.look.logo.as_ref()?;
        let (path, _) = site_path(&logo.value)?;
        let host = self.site.hosts.host_of(lang);
        Some(self.site.hosts.href(host, &Location { host, path }))
    }
}

impl Theme {
    /// A logo that is no file of the site.
    pub(super) fn check_logo(site: &Site) -> Option<Diagnostic> {
        let logo = site.config.look.logo.as_ref()?;
        let there = site_path(&logo.value).is_some_and(|(path, suffix)| {
            suffix.is_empty() && site.page_at(&Location { host: 0, path }).is_some()
        });
        let message = format!("the logo `{}` is no file of the site", logo.value);
        let hint = "put it into `static/` and write its path there, such as `logo.svg`";
        let problem = Diagnostic::error("griot.yaml", message).at(logo.span.clone());
        (!there).then(|| problem.hint(hint))
    }
}
