//! No two pages are written to one path, also where a file system ignores case or the form
//! of accents, and no file takes a folder's name.

use super::plan::{Kind, Page};
use super::{ListOf, SearchPart, Site};
use crate::diagnostic::Diagnostic;
use crate::limits::NAME_BYTES;
use crate::picture::Recipe;
use crate::text::slug::is_windows_device;
use rayon::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

impl Site {
    /// Says which pages want one path, naming both sources.
    pub(super) fn collisions(&self) -> Vec<Diagnostic> {
        let mut diagnostics: Vec<Diagnostic> = self.shared_home().into_iter().collect();
        let paths: Vec<(String, String)> = self
            .pages
            .par_iter()
            .map(|page| {
                let path = self.hosts.file(&page.location);
                (folded(&path), path)
            })
            .collect();
        let mut taken: HashMap<&str, &Page> = HashMap::with_capacity(paths.len());
        for (page, (folded, path)) in self.pages.iter().zip(&paths) {
            diagnostics.extend(self.unsafe_path(page, path));
            match taken.get(folded.as_str()) {
                Some(first) => diagnostics.extend(self.collision(first, page, path)),
                None => {
                    taken.insert(folded, page);
                }
            }
        }
        for (page, (folded, path)) in self.pages.iter().zip(&paths) {
            let mut folders = folded.match_indices('/').map(|(end, _)| &folded[..end]);
            if let Some(file) = folders.find_map(|folder| taken.get(folder)) {
                diagnostics.extend(self.collision(file, page, path));
            }
        }
        diagnostics
    }

    /// Languages with folders of their own, and one address for both.
    fn shared_home(&self) -> Option<Diagnostic> {
        let home = |lang| self.hosts.permalink(&self.hosts.location(lang, ""));
        let code = |lang| &self.config.language(lang).code;
        let mut langs = self.config.langs();
        let (first, second) = langs.find_map(|lang| {
            let mut before = self.config.langs().take_while(|other| *other != lang);
            Some((before.find(|other| home(*other) == home(lang))?, lang))
        })?;
        let (address, first, second) = (home(second), code(first), code(second));
        let message =
            format!("the languages `{first}` and `{second}` have one address: `{address}`");
        let problem = Diagnostic::error("griot.yaml", message);
        Some(problem.hint("give one of them another `base_url`, or none"))
    }

    /// The same file twice is no collision, and where two cards meet, their pages do.
    fn collision(&self, first: &Page, second: &Page, path: &str) -> Option<Diagnostic> {
        if let (Kind::Card(one), Kind::Card(other)) = (&first.kind, &second.kind)
            && self.location(*one) == self.location(*other)
        {
            return None;
        }
        let is_file = matches!(first.kind, Kind::File(_) | Kind::Picture { .. });
        if is_file && first.kind == second.kind && first.location == second.location {
            return None;
        }
        let settings = |page: &Page| &*self.source(page).0 == "griot.yaml";
        // the one that an author can change is the one to be told of
        let keep = self.source(second).1.is_some() || (settings(first) && !settings(second));
        let (first, second) = if keep {
            (first, second)
        } else {
            (second, first)
        };
        let (source, span) = self.source(second);
        let pair = format!("{} and {}", self.describe(second), self.describe(first));
        let mut diagnostic =
            Diagnostic::error(source, format!("{pair} would both be written to `{path}`"));
        diagnostic.span = span;
        let terms = [first, second].iter().all(|page| page.is_of_term());
        let search =
            matches!(first.kind, Kind::Search(_)) || matches!(second.kind, Kind::Search(_));
        let hint = if search {
            "give it another `slug` or `url`, or switch the search off in `griot.yaml`: `search: false`"
        } else if terms {
            "name one of them in `griot.yaml` under an id of its own: `tags: {cpp: C++}`"
        } else {
            "give one of them another `slug`, `url` or name"
        };
        // a list has pages and feeds: one word about them is enough
        Some(diagnostic.hint(hint).once(pair))
    }

    /// The file a page comes from, and the line that places it.
    fn source(&self, page: &Page) -> (Arc<str>, Option<Range<usize>>) {
        match &page.kind {
            Kind::Article(id) => {
                let article = self.article(*id);
                (
                    article.path.clone(),
                    article.url.as_ref().map(|url| url.span.clone()),
                )
            }
            Kind::Alias {
                named_in: Some(id), ..
            } => {
                let article = self.article(*id);
                let named = article.aliases.iter().find(|alias| {
                    alias.value.trim_matches('/') == page.location.path.trim_matches('/')
                });
                (article.path.clone(), named.map(|alias| alias.span.clone()))
            }
            Kind::Card(id) => (self.article(*id).path.clone(), None),
            Kind::File(source) | Kind::Picture { source, .. } => (source.clone(), None),
            Kind::List(ListOf::Term(taxonomy, term), _)
            | Kind::Feed(ListOf::Term(taxonomy, term), _) => {
                (self.terms(*taxonomy).term(*term).path.clone(), None)
            }
            _ => ("griot.yaml".into(), None),
        }
    }

    fn describe(&self, page: &Page) -> String {
        let (path, _) = self.source(page);
        match &page.kind {
            Kind::Article(_) => format!("the page of `{path}`"),
            Kind::Card(_) => format!("the social card of `{path}`"),
            Kind::SiteCard => "the social card of the site".to_string(),
            Kind::Alias { .. } => format!("the alias `{}` of `{path}`", page.location.path),
            Kind::File(_)
            | Kind::Picture {
                recipe: Recipe::Original,
                ..
            } => {
                format!("the file `{path}`")
            }
            Kind::Picture { .. } => format!("the smaller `{path}`"),
            Kind::List(ListOf::Term(taxonomy, term), _)
            | Kind::Feed(ListOf::Term(taxonomy, term), _) => {
                let name = self.terms(*taxonomy).term(*term).name(page.lang);
                format!("the {} `{name}` (`{path}`)", taxonomy.singular())
            }
            Kind::List(ListOf::Home, _) => "the home page".to_string(),
            Kind::Terms(taxonomy) => format!("the index of {}", taxonomy.name()),
            Kind::Archive => "the archive".to_string(),
            Kind::Search(SearchPart::Page) => "the search page".to_string(),
            _ => format!("Griot's own `{}`", page.location.path),
        }
    }

    fn unsafe_path(&self, page: &Page, path: &str) -> Option<Diagnostic> {
        let first = path.split('/').next();
        let record = [".griot", ".griot.new", ".griot-process", ".griot-staging"]
            .contains(&first.unwrap_or_default())
            .then(|| "the name is Griot's own".to_string());
        let fault = path.split('/').find_map(fault).or(record)?;
        let (source, span) = self.source(page);
        let message = format!(
            "{} cannot be written to `{path}`: {fault}",
            self.describe(page)
        );
        let mut diagnostic = Diagnostic::error(source, message);
        diagnostic.span = span;
        Some(diagnostic.hint("give it another `slug`, `url` or name"))
    }
}

/// Why a file or folder should not have this name.
fn fault(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or(name);
    if name.is_empty() || name == "." || name == ".." {
        Some("it has an empty part".to_string())
    } else if name.len() > NAME_BYTES {
        Some(format!("a name has more than {NAME_BYTES} bytes"))
    } else if is_windows_device(stem) {
        Some(format!("`{name}` is a device's name on Windows"))
    } else if name.ends_with([' ', '.']) {
        Some("a name ends in a space or a dot".to_string())
    } else {
        let bad = name.chars().find(|c| {
            c.is_control() || matches!(c, '\\' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        bad.map(|c| format!("a name holds the character U+{:04X}", u32::from(c)))
    }
}

/// One key for all names that some file system takes for the same.
fn folded(path: &str) -> String {
    if path.is_ascii() {
        path.to_ascii_lowercase()
    } else if is_nfc(path) {
        path.to_lowercase()
    } else {
        path.nfc().collect::<String>().to_lowercase()
    }
}
