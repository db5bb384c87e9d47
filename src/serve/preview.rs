//! [`Preview`]: the site as the author may look at it now, and what each address answers.
//!
//! A value: whoever holds one has pages of one moment. Every page is rendered when it is asked
//! for, by the function that `build` uses. Never touches a disk.

use crate::check;
use crate::content::{Article, ArticleId, Hidden, Visibility, hidden};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::fingerprint::hex;
use crate::pipeline::Built;
use crate::render::{Asset, Output, Rendered, Renderer};
use crate::site::{Location, Page, PageKind, Site, decode};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// Problems, and each as the terminal prints it.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    pub diagnostics: Arc<[Diagnostic]>,
    /// Errors alone.
    pub errors: Arc<[String]>,
}

impl Problems {
    /// `text_of` gives the text of a file.
    pub fn new(diagnostics: Vec<Diagnostic>, text_of: &dyn Fn(&str) -> Option<String>) -> Self {
        let errors = diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error);
        // nobody reads more of them on a page
        let errors = errors.take(50);
        let print = |one| diagnostic::print(std::slice::from_ref(one), text_of, false);
        Problems {
            errors: errors.map(print).collect(),
            diagnostics: diagnostics.into(),
        }
    }
}

/// What the author may look at.
#[derive(Clone, Default)]
pub struct Preview {
    /// The last site without an error in its sources; `None` before there was one.
    pub built: Option<Arc<Built>>,
    /// Whether `built` is what the sources say now.
    pub is_current: bool,
    /// Counts what was made; 0 is nothing yet.
    pub round: u64,
    /// Counts changes to files that are shown as they are: pictures.
    pub files: u64,
    pub now: Timestamp,
    /// The site's folder.
    pub folder: Arc<str>,
    /// What is wrong with single files.
    pub read: Problems,
    /// What is wrong with the whole, of this round or of the one before it.
    pub checked: Problems,
    /// What `griot check` says of `built`, once somebody asked.
    advice: Arc<OnceLock<Vec<Diagnostic>>>,
}

/// What an address answers.
pub enum Answer {
    /// A page; `live` when it reloads itself.
    Page { bytes: Vec<u8>, live: Option<Live> },
    /// A file of the site, by its path below the root.
    File(Arc<str>),
    /// A file that is made of others, or kept from when it was made.
    Asset(Asset),
    /// The address with a slash at its end.
    Redirect(String),
    /// The page for what is not there, in the language of the address.
    Missing { bytes: Vec<u8>, live: Live },
    /// A page whose template failed: the problem, and as the terminal prints it.
    Failed(Diagnostic, String),
    /// There is no site yet: its problems are all there is.
    Nothing,
}

/// What a page's script knows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Live {
    /// Of the page, but for the addresses of style sheets.
    pub page: String,
    /// Addresses of the theme's style sheets.
    pub styles: Vec<String>,
    /// The article's file.
    pub source: Option<Arc<str>>,
    /// Why readers do not see the article yet, or no more.
    pub state: Option<State>,
    /// The file to be written for a page that is not there.
    pub create: Option<String>,
}

/// Why an article is in the preview only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    Draft,
    Scheduled(String),
    Expired(String),
}

impl Preview {
    /// What stands at the path of an address, percent-encoded as a browser sends it.
    pub fn answer(&self, path: &str) -> Answer {
        let Some(built) = &self.built else {
            return Answer::Nothing;
        };
        let site = &built.site;
        let base = base_path(site);
        let decoded = decode(path).filter(|path| is_plain(path));
        let below = decoded.as_deref().and_then(|path| path.strip_prefix(&base));
        match below.filter(|below| below.is_empty() || below.starts_with('/')) {
            Some("") if !base.is_empty() => Answer::Redirect(format!("{base}/")),
            Some(below) => self.below(built, below, path),
            None if path == "/" => Answer::Redirect(format!("{base}/")),
            None => self.missing(built, "/"),
        }
    }

    fn below(&self, built: &Built, below: &str, path: &str) -> Answer {
        let file = format!(
            "{}{}",
            &below[1..],
            if below.ends_with('/') {
                "index.html"
            } else {
                ""
            }
        );
        if let Some(page) = built.site.page_in(&file) {
            return self.page(built, page);
        }
        if built.site.page_in(&format!("{file}/index.html")).is_some() {
            return Answer::Redirect(format!("{path}/"));
        }
        self.missing(built, below)
    }

    fn page(&self, built: &Built, page: &Page) -> Answer {
        let renderer = Renderer::new(&built.site, &built.translations, &built.theme);
        match renderer.render(page) {
            Err(problem) => {
                let text = |path: &str| built.theme.template_at(path).map(str::to_string);
                let text = diagnostic::print(std::slice::from_ref(&problem), &text, false);
                Answer::Failed(problem, text)
            }
            Ok(Output::Asset(derived)) => Answer::Asset(derived),
            Ok(Output::Ready(Rendered::Copy(source))) => Answer::File(source),
            Ok(Output::Ready(Rendered::Bytes(bytes))) => {
                let live = page.is_for_people().then(|| self.live(built, page, &bytes));
                Answer::Page { bytes, live }
            }
        }
    }

    /// The 404 page of the language whose home is nearest.
    fn missing(&self, built: &Built, below: &str) -> Answer {
        let site = &built.site;
        let lost = site
            .pages
            .iter()
            .filter(|page| page.kind == PageKind::NotFound);
        let folder = |page: &&Page| {
            let file = format!("/{}", site.hosts.file(&page.location));
            file.strip_suffix("404.html").map(str::to_string)
        };
        let near =
            lost.filter(|page| folder(page).is_some_and(|folder| below.starts_with(&folder)));
        let Some(page) = near.max_by_key(|page| folder(page).map(|folder| folder.len())) else {
            return Answer::Nothing;
        };
        match self.page(built, page) {
            Answer::Page { bytes, live } => Answer::Missing {
                bytes,
                live: Live {
                    create: folder(&page)
                        .and_then(|folder| to_create(site, page, &below[folder.len()..])),
                    ..live.unwrap_or_default()
                },
            },
            other => other,
        }
    }

    fn live(&self, built: &Built, page: &Page, bytes: &[u8]) -> Live {
        let styles = styles(built, page);
        let article = match page.kind {
            PageKind::Article(id) => Some(built.site.article(id)),
            _ => None,
        };
        Live {
            page: self.digest(bytes, &styles),
            styles,
            source: article.map(|article| article.path.clone()),
            state: article.and_then(|article| state(article, self.now)),
            create: None,
        }
    }

    /// Of what a page shows, but for its style.
    pub fn digest(&self, bytes: &[u8], styles: &[String]) -> String {
        let mut digest = Sha256::new();
        let mut rest = bytes;
        while let Some((at, length)) = first(rest, styles) {
            digest.update(&rest[..at]);
            rest = &rest[at + length..];
        }
        digest.update(rest);
        digest.update(self.files.to_le_bytes());
        hex(&digest.finalize()[..8])
    }

    /// Where the article that is written in a file is now, as a link.
    pub fn address_of(&self, source: &str) -> Option<String> {
        let built = self.built.as_ref()?;
        let id = built.site.article_in(source)?;
        Some(address(&built.site, built.site.location(id)))
    }

    /// All that is known to be wrong: errors first, as the terminal prints them.
    pub fn errors(&self) -> impl Iterator<Item = &str> {
        let all = self.read.errors.iter().chain(self.checked.errors.iter());
        all.map(String::as_str)
    }

    /// Another site to be looked at.
    pub fn show(&mut self, built: Built) {
        self.built = Some(Arc::new(built));
        self.advice = Arc::default();
    }

    /// What could be better on the pages shown, as `griot check` says it.
    pub fn advice(&self) -> &[Diagnostic] {
        self.advice.get_or_init(|| {
            let Some(built) = &self.built else {
                return Vec::new();
            };
            let mut found = check::content(&built.site, &built.translations);
            check::apply_settings(&built.site.config, &mut found);
            diagnostic::settle(&mut found, false);
            found
        })
    }

    /// Warnings and errors.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let read = self.read.diagnostics.iter();
        read.chain(self.checked.diagnostics.iter())
    }
}

/// Path part of the preview's address: empty or `/blog`.
pub fn base_path(site: &Site) -> String {
    let home = Location {
        host: 0,
        path: "/".to_string(),
    };
    site.hosts.href(0, &home).trim_end_matches('/').to_string()
}

/// The path of a location in the preview, where every host is a folder of one.
pub fn address(site: &Site, location: &Location) -> String {
    site.hosts.href(location.host, location)
}

/// Whether a path says plainly where it leads: no way up, no way out, nothing that some system
/// reads differently.
fn is_plain(path: &str) -> bool {
    let odd = |c: char| c.is_control() || c == '\\';
    let inner = path.strip_prefix('/').unwrap_or("//");
    !path.contains(odd)
        && !inner.contains("//")
        && !inner.starts_with('/')
        && inner.split('/').all(|part| part != "." && part != "..")
}

/// Addresses of the theme's style sheets, as links on a page.
fn styles(built: &Built, page: &Page) -> Vec<String> {
    let names = built
        .theme
        .assets
        .keys()
        .filter(|name| name.ends_with(".css"));
    let host = page.location.host;
    let link = |name: &String| {
        let path = built.theme.asset(name)?.to_string();
        Some(built.site.hosts.href(host, &Location { host, path }))
    };
    names.filter_map(link).collect()
}

/// Where the first of these words stands, and its length.
fn first(bytes: &[u8], words: &[String]) -> Option<(usize, usize)> {
    let found = words.iter().filter_map(|word| {
        let at = memchr::memmem::find(bytes, word.as_bytes())?;
        Some((at, word.len()))
    });
    found.min()
}

/// Why readers do not see an article at a moment.
pub fn state(article: &Article, now: Timestamp) -> Option<State> {
    let shown = Visibility {
        now,
        drafts: false,
        future: false,
    };
    let day = |date: &crate::content::front_matter::Date| {
        let format = if date.has_time {
            "%Y-%m-%d %H:%M"
        } else {
            "%Y-%m-%d"
        };
        date.at.strftime(format).to_string()
    };
    let publish = article.publish_date.as_ref().or(article.date.as_ref());
    Some(match hidden(article, &shown)? {
        Hidden::Draft => State::Draft,
        Hidden::Scheduled => State::Scheduled(publish.map(day).unwrap_or_default()),
        Hidden::Expired => {
            State::Expired(article.expiry_date.as_ref().map(day).unwrap_or_default())
        }
    })
}

/// The file in which the page of a missing address would be written: an article's, where its
/// last part can be a folder's name.
fn to_create(site: &Site, page: &Page, below: &str) -> Option<String> {
    let name = below.trim_end_matches('/').rsplit('/').next()?;
    let name = crate::text::slug::slug(name.strip_suffix(".html").unwrap_or(name));
    let code = &site.config.language(page.lang).code;
    let path = format!("content/articles/{name}/{code}.md");
    (!name.is_empty() && name.len() < 100 && site.article_in(&path).is_none()).then_some(path)
}

/// A link of the author's page to an article.
pub fn link(site: &Site, id: ArticleId) -> String {
    address(site, site.location(id))
}
