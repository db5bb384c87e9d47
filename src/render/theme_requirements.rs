//! What a site asks of its theme, checked before any page is written.

use super::{Renderer, Theme};
use crate::diagnostic::{CheckRule, Diagnostic, nearest};
use crate::markdown::{Destination, destination};
use crate::site::{Location, Site};

/// Templates that every site needs.
const NEEDED: [&str; 7] = [
    "article.html",
    "page.html",
    "home.html",
    "term.html",
    "terms.html",
    "archive.html",
    "404.html",
];

/// Templates that show something else than an article.
const NOT_OF_ARTICLES: [&str; 8] = [
    "home",
    "term",
    "terms",
    "archive",
    "search",
    "404",
    "base",
    "components",
];

impl Theme {
    /// Templates that are missing, and menu entries that lead nowhere.
    pub fn check(&self, site: &Site) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for name in NEEDED
            .iter()
            .filter(|name| !self.names().any(|there| there == **name))
        {
            let path = format!("themes/{}/templates/{name}", site.config.theme);
            let hint = "write it, or add `extends: default` to `theme.yaml`";
            problems.push(Diagnostic::error(path, "the theme lacks this template").hint(hint));
        }
        for article in site.articles() {
            if let Some(template) = article
                .template
                .as_ref()
                .filter(|t| self.named(&t.value).is_none())
            {
                let message = format!("the theme has no template `{}`", template.value);
                let problem =
                    Diagnostic::error(article.path.clone(), message).at(template.span.clone());
                problems.push(match nearest(&template.value, self.of_articles()) {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem.hint("templates are the files of the theme's `templates/`"),
                });
            }
            if let Some(layout) = article
                .layout
                .as_ref()
                .filter(|l| self.named(&l.value).is_none())
            {
                let message = format!(
                    "the theme has no layout `{}`: the usual one is taken",
                    layout.value
                );
                let problem =
                    Diagnostic::warning(article.path.clone(), message).at(layout.span.clone());
                problems.push(
                    problem
                        .hint("remove the line")
                        .once(format!("layout {}", layout.value)),
                );
            }
        }
        problems.extend(menus(site));
        problems.extend(Theme::check_logo(site));
        problems
    }

    /// Whether it has a page for searching: one that lacks it has no search.
    pub fn has_search(&self) -> bool {
        self.names().any(|name| name == "search.html")
    }

    /// Templates that an article can be shown by.
    fn of_articles(&self) -> impl Iterator<Item = &str> {
        self.names().filter(|name| self.named(name).is_some())
    }

    /// The theme's template of this name, written with or without `.html`, if an article can
    /// be shown by it.
    fn named<'t>(&'t self, name: &str) -> Option<&'t str> {
        let bare = name.strip_suffix(".html").unwrap_or(name);
        if NOT_OF_ARTICLES.contains(&bare) || bare.starts_with("cards/") {
            return None;
        }
        self.names().find(|there| *there == name).or_else(|| {
            self.names()
                .find(|there| there.strip_suffix(".html") == Some(name))
        })
    }

    /// The templates that write an article's card: by their names in `cards/`, and in full.
    pub(super) fn cards(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names().filter_map(|template| {
            let name = template.strip_prefix("cards/")?.strip_suffix(".html")?;
            Some((name, template))
        })
    }

    /// Its templates, the same in every language.
    fn names(&self) -> impl Iterator<Item = &str> {
        let first = self.templates.first().into_iter();
        first.flat_map(|compiled| compiled.sources.keys().map(String::as_str))
    }
}

impl Renderer<'_> {
    /// The template of an article: its own, another generator's `layout` if the theme has it,
    /// else the usual one.
    pub(super) fn template_of(&self, article: &crate::content::Article) -> &str {
        let own = article.template.iter().chain(&article.layout);
        let usual = if article.is_dated() {
            "article.html"
        } else {
            "page.html"
        };
        own.into_iter()
            .find_map(|name| self.theme.named(&name.value))
            .unwrap_or(usual)
    }
}

fn menus(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for lang in site.config.langs() {
        let host = site.hosts.host_of(lang);
        let language = site.config.language(lang);
        for item in &language.menu {
            let there = site_path(&item.url).is_none_or(|(path, _)| {
                ["", "/"].into_iter().any(|slash| {
                    let path = format!("{path}{slash}");
                    site.page_at(&Location { host, path }).is_some()
                })
            });
            if !there {
                let message = format!(
                    "the menu of `{}` leads to `{}`, where there is no page",
                    language.code, item.url
                );
                let hint = format!("correct the `url` of its entry `{}`", item.label);
                let problem = Diagnostic::warning("griot.yaml", message).hint(hint);
                problems.push(problem.breaks(CheckRule::Links));
            }
        }
    }
    problems
}

/// The path and what follows it of a menu's address that leads to this site; a path without a
/// slash at its beginning gets one: a menu is the same on every page.
pub fn site_path(url: &str) -> Option<(String, &str)> {
    let inside = destination(url, false) == Destination::Inside && !url.starts_with('#');
    inside.then(|| {
        let (path, suffix) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        (format!("/{}", path.trim_start_matches('/')), suffix)
    })
}
