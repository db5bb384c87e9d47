//! Path collisions: two pages with the same path, and paths that some system does not allow.
//!
//! Takes the plan of a site; gives an error for each collision, also where a file system ignores
//! case or the form of accents, and where a file has the name of a folder.

use super::tag_consistency::term_text;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::{Code, Diagnostic, English, Text};
use crate::limits::NAME_BYTES;
use crate::picture::Recipe;
use crate::site::{ListOf, Page, PageKind, SearchPart, Site, Taxonomy, TermId};
use crate::text::fold::case_fold;
use crate::text::slug::{is_windows_device, slug};
use crate::{message, phrase};
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Names at the top of `public/` that the publisher needs.
const RESERVED_NAMES: [&str; 4] = [".griot", ".griot.new", ".griot-process", ".griot-staging"];

/// The path that a page is written to.
struct PagePath {
    path: String,
    /// Equal for all paths that some file system takes for the same.
    folded: String,
}

/// The place that an author can change to move a page.
struct PageSource {
    path: Arc<str>,
    /// The line that sets the page's address, if there is one.
    span: Option<Range<usize>>,
}

impl PageSource {
    fn file(path: &Arc<str>) -> Self {
        PageSource {
            path: path.clone(),
            span: None,
        }
    }

    fn settings() -> Self {
        PageSource {
            path: "griot.yaml".into(),
            span: None,
        }
    }

    fn is_settings(&self) -> bool {
        &*self.path == "griot.yaml"
    }
}

/// Errors for pages with the same path, and for paths that are not safe.
pub(super) fn path_collisions(site: &Site) -> Vec<Diagnostic> {
    let mut diagnostics: Vec<Diagnostic> = shared_home(site).into_iter().collect();
    let paths = site.pages.par_iter().map(|page| {
        let path = site.hosts.file(&page.location);
        PagePath {
            folded: case_fold(&path),
            path,
        }
    });
    let paths: Vec<PagePath> = paths.collect();
    let mut taken: HashMap<&str, &Page> = HashMap::with_capacity(paths.len());
    for (page, path) in site.pages.iter().zip(&paths) {
        diagnostics.extend(unsafe_path(site, page, &path.path));
        match taken.get(path.folded.as_str()) {
            Some(first) => diagnostics.extend(collision(site, first, page, &path.path)),
            None => {
                taken.insert(&path.folded, page);
            }
        }
    }
    for (page, path) in site.pages.iter().zip(&paths) {
        let folders = path.folded.match_indices('/');
        let mut folders = folders.map(|(end, _)| &path.folded[..end]);
        if let Some(file) = folders.find_map(|folder| taken.get(folder)) {
            diagnostics.extend(collision(site, file, page, &path.path));
        }
    }
    diagnostics
}

/// The error for two languages with the same address.
fn shared_home(site: &Site) -> Option<Diagnostic> {
    let home = |lang: Lang| site.hosts.permalink(&site.hosts.location(lang, ""));
    let code = |lang: Lang| &site.config.language(lang).code;
    let mut langs = site.config.langs();
    let (first, second) = langs.find_map(|lang| {
        let mut before = site.config.langs().take_while(|other| *other != lang);
        Some((before.find(|other| home(*other) == home(lang))?, lang))
    })?;
    let message = message!(
        Code::SharedLanguageAddress,
        "the languages `{first}` and `{second}` have one address: `{address}`",
        first = code(first),
        second = code(second),
        address = home(second)
    );
    let hint = phrase!("give one of them another `base_url`, or none");
    Some(Diagnostic::error("griot.yaml", message).hint(hint))
}

/// The error for two pages at one path. `None` for the same file twice, and for two social cards
/// whose pages collide too.
fn collision(site: &Site, first: &Page, second: &Page, path: &str) -> Option<Diagnostic> {
    if let (PageKind::Card(one), PageKind::Card(other)) = (&first.kind, &second.kind)
        && site.location(*one) == site.location(*other)
    {
        return None;
    }
    let is_file = matches!(first.kind, PageKind::File(_) | PageKind::Picture { .. });
    if is_file && first.kind == second.kind && first.location == second.location {
        return None;
    }
    let (of_first, of_second) = (source(site, first), source(site, second));
    // the error names the page that its author can move
    let is_second_movable =
        of_second.span.is_some() || (of_first.is_settings() && !of_second.is_settings());
    let (other, moved, source) = match is_second_movable {
        true => (first, second, of_second),
        false => (second, first, of_first),
    };
    let pair = phrase!(
        "{moved} and {other}",
        moved = describe(site, moved),
        other = describe(site, other)
    );
    // a list has pages and feeds: one message for all of them
    let once = pair.render(&English);
    let message = message!(
        Code::PathCollision,
        "{pair} would both be written to `{path}`",
        pair = pair,
        path = path
    );
    let mut problem = Diagnostic::error(source.path, message);
    problem.span = source.span;
    Some(problem.hint(remedy(site, first, second)).once(once))
}

fn remedy(site: &Site, first: &Page, second: &Page) -> Text {
    let is_search = |page: &Page| matches!(page.kind, PageKind::Search(_));
    if is_search(first) || is_search(second) {
        phrase!(
            "give it another `slug` or `url`, or switch the search off in `griot.yaml`: `search: false`"
        )
    } else if let (Some(taxonomy), Some(_)) = (first.taxonomy(), second.taxonomy()) {
        remedy_for_terms(taxonomy)
    } else if let Some(remedy) = remedy_for_languages(site, first, second) {
        remedy
    } else {
        phrase!("give one of them another `slug`, `url` or name")
    }
}

/// What to do about two names with one slug.
fn remedy_for_terms(taxonomy: Taxonomy) -> Text {
    match taxonomy {
        Taxonomy::Tags => phrase!(
            "write them in one way, or name one of them in `griot.yaml` under an id of its own: `tags: {{cpp: C++}}`"
        ),
        Taxonomy::Categories => phrase!(
            "write them in one way, or name one of them in `griot.yaml` under an id of its own: `categories: {{cpp: C++}}`"
        ),
        Taxonomy::Authors => phrase!(
            "write them in one way, or name one of them in `griot.yaml` under an id of its own: `authors: {{awa2: {{name: Awa D.}}}}`"
        ),
    }
}

/// What to do about two languages with one `url`: other generators pair translations by it.
fn remedy_for_languages(site: &Site, first: &Page, second: &Page) -> Option<Text> {
    let (PageKind::Article(one), PageKind::Article(other)) = (&first.kind, &second.kind) else {
        return None;
    };
    let url = site.article(*one).url.as_ref()?;
    let have_url = site.article(*other).url.is_some() && first.lang != second.lang;
    let are_paired = site.story_id_of(*one) == site.story_id_of(*other);
    have_url.then(|| match are_paired {
        true => phrase!(
            "they are translations of each other already: remove `url` or `permalink` from all but one of them"
        ),
        false => phrase!(
            "if they are translations of each other, write `translationKey: {key}` into both in place of `url` or `permalink`; else give one of them another address",
            key = slug(&url.value.replace('/', " "))
        ),
    })
}

/// The file that a page comes from, and the line that sets its address.
fn source(site: &Site, page: &Page) -> PageSource {
    match &page.kind {
        PageKind::Article(id) => {
            let article = site.article(*id);
            PageSource {
                path: article.path.clone(),
                span: article.url.as_ref().map(|url| url.span.clone()),
            }
        }
        PageKind::Alias {
            named_in: Some(id), ..
        } => alias_source(site, *id, &page.location.path),
        PageKind::Card(id) => PageSource::file(&site.article(*id).path),
        PageKind::File(source) | PageKind::Picture { source, .. } => PageSource::file(source),
        PageKind::List(ListOf::Term(taxonomy, term), _)
        | PageKind::Feed(ListOf::Term(taxonomy, term), _) => {
            PageSource::file(&site.terms(*taxonomy).term(*term).path)
        }
        _ => PageSource::settings(),
    }
}

fn alias_source(site: &Site, id: ArticleId, path: &str) -> PageSource {
    let article = site.article(id);
    let path = path.trim_matches('/');
    let mut aliases = article.aliases.iter();
    let alias = aliases.find(|alias| alias.value.trim_matches('/') == path);
    PageSource {
        path: article.path.clone(),
        span: alias.map(|alias| alias.span.clone()),
    }
}

/// A page in words: `the page of …`, `the alias …`.
fn describe(site: &Site, page: &Page) -> Text {
    let source = source(site, page).path;
    let address = &page.location.path;
    match &page.kind {
        PageKind::Article(_) => phrase!("the page of `{path}`", path = &source),
        PageKind::Card(_) => phrase!("the social card of `{path}`", path = &source),
        PageKind::SiteCard => phrase!("the social card of the site"),
        PageKind::Alias { .. } => phrase!(
            "the alias `{address}` of `{path}`",
            address = address,
            path = &source
        ),
        PageKind::File(_)
        | PageKind::Picture {
            recipe: Recipe::Original,
            ..
        } => phrase!("the file `{path}`", path = &source),
        PageKind::Picture { .. } => phrase!("the smaller `{path}`", path = &source),
        PageKind::List(ListOf::Term(taxonomy, term), _)
        | PageKind::Feed(ListOf::Term(taxonomy, term), _) => {
            describe_term(site, *taxonomy, *term, page.lang)
        }
        PageKind::List(ListOf::Home, _) => phrase!("the home page"),
        PageKind::Terms(Taxonomy::Tags) => phrase!("the index of tags"),
        PageKind::Terms(Taxonomy::Categories) => phrase!("the index of categories"),
        PageKind::Terms(Taxonomy::Authors) => phrase!("the index of authors"),
        PageKind::Archive => phrase!("the archive"),
        PageKind::Search(SearchPart::Page) => phrase!("the search page"),
        _ => phrase!("Griot's own `{address}`", address = address),
    }
}

fn describe_term(site: &Site, taxonomy: Taxonomy, term: TermId, lang: Lang) -> Text {
    let term = site.terms(taxonomy).term(term);
    phrase!(
        "{term} (`{path}`)",
        term = term_text(taxonomy, term.written_name(lang)),
        path = &term.path
    )
}

fn unsafe_path(site: &Site, page: &Page, path: &str) -> Option<Diagnostic> {
    let top = path.split('/').next().unwrap_or_default();
    let reserved = RESERVED_NAMES
        .contains(&top)
        .then(|| phrase!("the name is Griot's own"));
    let is_operators =
        matches!(&page.kind, PageKind::File(source) if source.starts_with("static/"));
    let of_host = || match is_operators {
        true => None,
        false => path.split('/').find_map(|name| host_fault(name, page)),
    };
    let fault = path
        .split('/')
        .find_map(fault)
        .or(reserved)
        .or_else(of_host)?;
    let source = source(site, page);
    let message = message!(
        Code::UnsafePath,
        "{page} cannot be written to `{path}`: {fault}",
        page = describe(site, page),
        path = path,
        fault = fault
    );
    let mut problem = Diagnostic::error(source.path, message);
    problem.span = source.span;
    Some(problem.hint(phrase!("give it another `slug`, `url` or name")))
}

/// Names by which a host or a program takes a file for its settings or runs it, folded.
const HOST_NAMES: [&str; 7] = [
    "_worker.js",
    "_worker.bundle",
    "_routes.json",
    "_middleware.js",
    "web.config",
    "git~1",
    ".well-known",
];

/// Why an author cannot give a page or a file a name: a host reads it as its own. Pages that Griot
/// plans itself have such names on purpose.
fn host_fault(name: &str, page: &Page) -> Option<Text> {
    let is_authors = matches!(
        page.kind,
        PageKind::Article(_)
            | PageKind::Alias { .. }
            | PageKind::File(_)
            | PageKind::Picture { .. }
            | PageKind::List(..)
    );
    let folded = case_fold(name);
    let is_hosts = HOST_NAMES.contains(&folded.as_str()) || name.starts_with('.');
    (is_authors && is_hosts).then(|| {
        phrase!(
            "`{name}` is a name that servers and programs take for their own",
            name = name
        )
    })
}

/// Why a file or folder cannot have a name on every system.
fn fault(name: &str) -> Option<Text> {
    let stem = name.split('.').next().unwrap_or(name);
    if name.is_empty() || name == "." || name == ".." {
        Some(phrase!("it has an empty part"))
    } else if name.len() > NAME_BYTES {
        Some(phrase!(
            "a name has more than {limit} bytes",
            limit = NAME_BYTES
        ))
    } else if is_windows_device(stem) {
        Some(phrase!(
            "`{name}` is a device's name on Windows",
            name = name
        ))
    } else if name.ends_with([' ', '.']) {
        Some(phrase!("a name ends in a space or a dot"))
    } else {
        let character = name.chars().find(|c| {
            c.is_control() || matches!(c, '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        })?;
        let code = format!("U+{:04X}", u32::from(character));
        Some(phrase!("a name holds the character {code}", code = code))
    }
}
