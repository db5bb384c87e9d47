//! Fits theme and site together: checks that the theme has the templates and layouts which the site
//! names and that menu, logo, photos and sections lead somewhere, and chooses the template of each article.

use super::Theme;
use crate::content::Article;
use crate::diagnostic::{CheckRule, Code, Diagnostic, Spanned, nearest, suggestion};
use crate::markdown::{Destination, destination};
use crate::site::{Location, Site};
use crate::{message, phrase};

/// Templates that every site needs.
const REQUIRED_TEMPLATES: [&str; 7] = [
    "article.html",
    "page.html",
    "home.html",
    "term.html",
    "terms.html",
    "archive.html",
    "404.html",
];

/// Templates that do not show an article.
const NOT_FOR_ARTICLES: [&str; 8] = [
    "home",
    "term",
    "terms",
    "archive",
    "search",
    "404",
    "base",
    "components",
];

/// A template in `cards/`, which renders the card of an article.
pub struct CardTemplate<'t> {
    /// The name that templates use: `small`.
    pub name: &'t str,
    /// The name of the template: `cards/small.html`.
    pub template: &'t str,
}

/// A path on this site, as the settings write it.
pub struct SitePath<'u> {
    /// Path on a host, with a slash at the beginning.
    pub path: String,
    /// Query and fragment: `?…` and `#…`.
    pub suffix: &'u str,
}

impl Theme {
    /// Reports missing templates, unknown templates and layouts of articles, and menu entries and
    /// a logo that lead nowhere.
    pub fn check(&self, site: &Site) -> Vec<Diagnostic> {
        let required = REQUIRED_TEMPLATES.iter();
        let missing = required.filter(|name| !self.names().any(|own| own == **name));
        let mut problems: Vec<Diagnostic> = missing
            .map(|name| missing_template(&site.config.theme, name))
            .collect();
        for article in site.articles() {
            let template = article.template.iter();
            let template =
                template.filter(|template| self.article_template(&template.value).is_none());
            problems.extend(template.map(|template| self.unknown_template(article, template)));
            let layout = article.layout.iter();
            let layout = layout.filter(|layout| self.article_template(&layout.value).is_none());
            problems.extend(layout.map(|layout| unknown_layout(article, layout)));
        }
        problems.extend(broken_menu_links(site));
        problems.extend(missing_logo(site));
        problems.extend(missing_photos(site));
        problems.extend(unknown_sections(site));
        problems
    }

    /// Whether the theme has a search page. Without one, the site has no search.
    pub fn has_search(&self) -> bool {
        self.names().any(|name| name == "search.html")
    }

    /// The template of an article: its own `template`, else a template with the name of its
    /// `layout`, else the usual one.
    pub fn template_of(&self, article: &Article) -> &str {
        let own = article.template.iter().chain(&article.layout);
        let usual = if article.is_dated() {
            "article.html"
        } else {
            "page.html"
        };
        own.into_iter()
            .find_map(|name| self.article_template(&name.value))
            .unwrap_or(usual)
    }

    /// The templates that render an article's card.
    pub fn card_templates(&self) -> impl Iterator<Item = CardTemplate<'_>> {
        self.names().filter_map(|template| {
            let name = template.strip_prefix("cards/")?.strip_suffix(".html")?;
            Some(CardTemplate { name, template })
        })
    }

    /// The template of this name, with or without `.html`, if it can show an article.
    fn article_template<'t>(&'t self, name: &str) -> Option<&'t str> {
        let bare = name.strip_suffix(".html").unwrap_or(name);
        if NOT_FOR_ARTICLES.contains(&bare) || bare.starts_with("cards/") {
            return None;
        }
        self.names().find(|own| *own == name).or_else(|| {
            self.names()
                .find(|own| own.strip_suffix(".html") == Some(name))
        })
    }

    /// The names of the templates, which are the same in every language.
    fn names(&self) -> impl Iterator<Item = &str> {
        let first = self.templates.first().into_iter();
        first.flat_map(|compiled| compiled.sources.keys().map(String::as_str))
    }

    fn unknown_template(&self, article: &Article, template: &Spanned<String>) -> Diagnostic {
        let mut for_articles = self
            .names()
            .filter(|name| self.article_template(name).is_some());
        let hint = match nearest(&template.value, &mut for_articles) {
            Some(near) => phrase!("did you mean `{near}`?", near = near),
            None => phrase!(
                "remove this line, or write the template in the `templates/` of a theme of yours"
            ),
        };
        let message = message!(
            Code::UnknownTemplate,
            "the theme has no template `{template}`",
            template = &template.value
        );
        let problem = Diagnostic::error(article.path.clone(), message);
        problem.at(template.span.clone()).hint(hint)
    }
}

fn missing_template(theme: &str, name: &str) -> Diagnostic {
    let path = format!("themes/{theme}/templates/{name}");
    let message = message!(Code::MissingTemplate, "the theme lacks this template");
    let hint = phrase!("write it, or add `extends: default` to `theme.yaml`");
    Diagnostic::error(path, message).hint(hint)
}

fn unknown_layout(article: &Article, layout: &Spanned<String>) -> Diagnostic {
    let message = message!(
        Code::UnknownLayout,
        "the theme has no layout `{layout}`: the usual one is used",
        layout = &layout.value
    );
    let problem = Diagnostic::warning(article.path.clone(), message).at(layout.span.clone());
    problem
        .hint(phrase!("remove the line"))
        .once(format!("layout {}", layout.value))
}

fn broken_menu_links(site: &Site) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for lang in site.config.langs() {
        let host = site.hosts.host_of(lang);
        let language = site.config.language(lang);
        let is_broken = |url: &str| {
            site_path(url).is_some_and(|SitePath { path, .. }| {
                !["", "/"].into_iter().any(|slash| {
                    let path = format!("{path}{slash}");
                    site.page_at(&Location { host, path }).is_some()
                })
            })
        };
        for item in language.menu.iter().filter(|item| is_broken(&item.url)) {
            let message = message!(
                Code::BrokenMenuLink,
                "the menu of `{language}` leads to `{url}`, where there is no page",
                language = &language.code,
                url = &item.url
            );
            let hint = phrase!(
                "correct the `url` of its entry `{label}`",
                label = &item.label
            );
            let problem = Diagnostic::warning("griot.yaml", message).hint(hint);
            problems.push(problem.breaks(CheckRule::Links));
        }
    }
    problems
}

/// The error of a logo that is not a file of the site.
fn missing_logo(site: &Site) -> Option<Diagnostic> {
    let logo = site.config.branding.logo.as_ref()?;
    let is_there = site_path(&logo.value).is_some_and(|SitePath { path, suffix }| {
        suffix.is_empty() && site.page_at(&Location { host: 0, path }).is_some()
    });
    let message = message!(
        Code::MissingLogo,
        "the logo `{logo}` is not a file of the site",
        logo = &logo.value
    );
    let hint = phrase!("put it into `static/` and set its path, such as `logo.svg`");
    let problem = Diagnostic::error("griot.yaml", message).at(logo.span.clone());
    (!is_there).then(|| problem.hint(hint))
}

/// The errors of photos that are no pictures of the site.
fn missing_photos(site: &Site) -> Vec<Diagnostic> {
    let authors = site.config.authors.values();
    let missing = authors.filter(|author| site.photo(author, 0).is_none());
    let problems = missing.filter_map(|author| {
        let photo = author.photo.as_ref()?;
        let message = message!(
            Code::MissingPhoto,
            "the photo `{photo}` is not a picture of the site",
            photo = &photo.value
        );
        let hint = phrase!("put it into `static/` and write its path, such as `awa.jpg`");
        let problem = Diagnostic::error("griot.yaml", message).at(photo.span.clone());
        Some(problem.hint(hint))
    });
    problems.collect()
}

/// The warnings for sections of the home page that are no category and no tag.
fn unknown_sections(site: &Site) -> Vec<Diagnostic> {
    let unknown = site.home_sections().filter_map(Result::err);
    let problems = unknown.map(|id| {
        let named = site.config.categories.iter().chain(&site.config.tags);
        let known: Vec<&str> = named.map(|term| term.id.as_str()).collect();
        let message = message!(
            Code::UnknownHomeSection,
            "the section `{id}` of the home page is no category and no tag",
            id = &id.value
        );
        let hint = suggestion(&id.value, &known);
        Diagnostic::warning("griot.yaml", message)
            .at(id.span.clone())
            .hint(hint)
    });
    problems.collect()
}

/// Splits an address of the settings that leads to this site; `None` for another site or a
/// fragment. The path begins with a slash even where the settings write none: the menu is the
/// same on every page.
pub fn site_path(url: &str) -> Option<SitePath<'_>> {
    let is_inside = destination(url, false) == Destination::Inside && !url.starts_with('#');
    is_inside.then(|| {
        let (path, suffix) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
        SitePath {
            path: format!("/{}", path.trim_start_matches('/')),
            suffix,
        }
    })
}
