//! [`Preview`]: the site as the author can see it now, and the response to each address.
//!
//! A value: whoever holds one has pages of one moment. Renders every page on request, with the
//! function that `griot build` uses. Never touches the disk.

use crate::check;
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId, Hidden, Visibility, hidden};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::fingerprint::hex;
use crate::messages::MessageLanguage;
use crate::pipeline::Built;
use crate::render::{Asset, Output, Rendered, Renderer};
use crate::site::{Location, Page, PageKind, Site, decode};
use crate::text::slug::slug;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The largest number of errors that are shown over a page.
const MOST_ERRORS: usize = 50;

/// The name of a folder for a new article is shorter than this.
const MOST_NAME_BYTES: usize = 100;

/// Problems, and the errors among them as the terminal prints them.
#[derive(Debug, Clone, Default)]
pub struct PrintedProblems {
    /// Warnings and errors.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Errors only, each with its place and its line.
    pub errors: Arc<[String]>,
}

impl PrintedProblems {
    /// Prints the errors. `text_of` gives the text of a file by its path.
    pub fn new(
        diagnostics: Vec<Diagnostic>,
        language: MessageLanguage,
        text_of: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let catalog = language.catalog();
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .take(MOST_ERRORS)
            .map(|error| diagnostic::print(std::slice::from_ref(error), catalog, text_of, false))
            .collect();
        PrintedProblems {
            errors,
            diagnostics: diagnostics.into(),
        }
    }
}

/// The site as the author can see it.
#[derive(Clone, Default)]
pub struct Preview {
    /// The last site whose sources had no error; `None` before the first one.
    pub built: Option<Arc<Built>>,
    /// Whether `built` is made from the present sources.
    pub is_current: bool,
    /// The number of rebuilds; 0 before the first one.
    pub version: u64,
    /// The number of rebuilds in which a copied file changed: pages that show a picture do not
    /// change with it.
    pub copied_files_version: u64,
    /// The time of the preview.
    pub now: Timestamp,
    /// The absolute path of the site's folder.
    pub folder: Arc<str>,
    /// The language of messages.
    pub language: MessageLanguage,
    /// Problems in single files.
    pub source_problems: PrintedProblems,
    /// Problems of the site as a whole, after this rebuild or the one before it.
    pub site_problems: PrintedProblems,
    /// What `griot check` finds in `built`; computed on the first request.
    check_findings: Arc<OnceLock<Vec<Diagnostic>>>,
}

/// The response to an address.
pub enum PreviewResponse {
    /// A page.
    Page {
        bytes: Vec<u8>,
        /// What its script needs; `None` for a page without the script, such as a feed.
        live: Option<LivePage>,
    },
    /// A file of the site, by its path below the root.
    File(Arc<str>),
    /// A file that is made from others, such as a smaller picture.
    Asset(Asset),
    /// A redirect to this address: the requested one with a slash at its end.
    Redirect(String),
    /// The 404 page, in the language of the address.
    NotFound { bytes: Vec<u8>, live: LivePage },
    /// A page that cannot be rendered.
    Failed {
        problem: Diagnostic,
        /// The problem as the terminal prints it.
        printed: String,
    },
    /// There is no site yet.
    NoSite,
}

/// What the script of a page needs to know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LivePage {
    /// A digest of the page, without the addresses of style sheets.
    pub digest: String,
    /// The addresses of the theme's style sheets.
    pub stylesheets: Vec<String>,
    /// The article's file.
    pub source: Option<Arc<str>>,
    /// The reason why readers do not see the article.
    pub unpublished: Option<Unpublished>,
    /// The file to create for a page that does not exist.
    pub new_file: Option<String>,
}

/// The reason why an article is in the preview only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unpublished {
    Draft,
    /// Readers see it from this date on.
    Scheduled(String),
    /// Readers saw it before this date.
    Expired(String),
}

impl Preview {
    /// Responds to the path of an address, percent-encoded as a browser sends it.
    pub(super) fn respond(&self, path: &str) -> PreviewResponse {
        let Some(built) = &self.built else {
            return PreviewResponse::NoSite;
        };
        let base = base_path(&built.site);
        let decoded = decode(path).filter(|path| is_plain(path));
        let below = decoded.as_deref().and_then(|path| path.strip_prefix(&base));
        match below.filter(|below| below.is_empty() || below.starts_with('/')) {
            Some("") if !base.is_empty() => PreviewResponse::Redirect(format!("{base}/")),
            Some(below) => self.respond_below(built, below, path),
            None if path == "/" => PreviewResponse::Redirect(format!("{base}/")),
            None => self.not_found(built, "/"),
        }
    }

    /// `below` is the decoded path below the site's address, with a slash at its beginning.
    fn respond_below(&self, built: &Built, below: &str, path: &str) -> PreviewResponse {
        let index = if below.ends_with('/') {
            "index.html"
        } else {
            ""
        };
        let file = format!("{}{index}", &below[1..]);
        if let Some(page) = built.site.page_in(&file) {
            return self.page(built, page);
        }
        if built.site.page_in(&format!("{file}/index.html")).is_some() {
            return PreviewResponse::Redirect(format!("{path}/"));
        }
        self.not_found(built, below)
    }

    fn page(&self, built: &Built, page: &Page) -> PreviewResponse {
        match Renderer::new(&built.site, &built.translations, &built.theme).render(page) {
            Err(problem) => {
                let catalog = self.language.catalog();
                let text_of = |path: &str| built.theme.template_at(path).map(str::to_string);
                let printed =
                    diagnostic::print(std::slice::from_ref(&problem), catalog, &text_of, false);
                PreviewResponse::Failed { problem, printed }
            }
            Ok(Output::Asset(asset)) => PreviewResponse::Asset(asset),
            Ok(Output::Ready(Rendered::Copy(source))) => PreviewResponse::File(source),
            Ok(Output::Ready(Rendered::Bytes(bytes))) => {
                let live = page
                    .is_for_people()
                    .then(|| self.live_page(built, page, &bytes));
                PreviewResponse::Page { bytes, live }
            }
        }
    }

    /// The 404 page of the language whose folder is the nearest above the path.
    fn not_found(&self, built: &Built, below: &str) -> PreviewResponse {
        let site = &built.site;
        let folder = |page: &Page| {
            let file = format!("/{}", site.hosts.file(&page.location));
            file.strip_suffix("404.html").map(str::to_string)
        };
        let pages = site
            .pages
            .iter()
            .filter(|page| page.kind == PageKind::NotFound);
        let pages = pages.filter_map(|page| Some((folder(page)?, page)));
        let above = pages.filter(|(folder, _)| below.starts_with(folder.as_str()));
        let Some((folder, page)) = above.max_by_key(|(folder, _)| folder.len()) else {
            return PreviewResponse::NoSite;
        };
        match self.page(built, page) {
            PreviewResponse::Page { bytes, live } => PreviewResponse::NotFound {
                bytes,
                live: LivePage {
                    new_file: new_file(site, page, &below[folder.len()..]),
                    ..live.unwrap_or_default()
                },
            },
            other => other,
        }
    }

    fn live_page(&self, built: &Built, page: &Page, bytes: &[u8]) -> LivePage {
        let stylesheets = stylesheets(built, page);
        let article = match page.kind {
            PageKind::Article(id) => Some(built.site.article(id)),
            _ => None,
        };
        LivePage {
            digest: self.digest(bytes, &stylesheets),
            stylesheets,
            source: article.map(|article| article.path.clone()),
            unpublished: article.and_then(|article| unpublished(article, self.now)),
            new_file: None,
        }
    }

    /// A digest of a page without the addresses of its style sheets, and of the copied files.
    fn digest(&self, bytes: &[u8], stylesheets: &[String]) -> String {
        let mut digest = Sha256::new();
        let mut rest = bytes;
        while let Some(found) = find_first(rest, stylesheets) {
            digest.update(&rest[..found.start]);
            rest = &rest[found.end..];
        }
        digest.update(rest);
        digest.update(self.copied_files_version.to_le_bytes());
        hex(&digest.finalize()[..8])
    }

    /// The present address of the article in a file, as a link.
    pub(super) fn article_address(&self, source: &str) -> Option<String> {
        let site = &self.built.as_ref()?.site;
        Some(article_link(site, site.article_in(source)?))
    }

    /// All errors, each as the terminal prints it.
    pub fn errors(&self) -> impl Iterator<Item = &str> {
        let errors = self.source_problems.errors.iter();
        let errors = errors.chain(self.site_problems.errors.iter());
        errors.map(String::as_str)
    }

    /// Replaces the site.
    pub(super) fn replace_site(&mut self, built: Built) {
        self.built = Some(Arc::new(built));
        self.check_findings = Arc::default();
    }

    /// What `griot check` finds in the articles of the site.
    pub fn check_findings(&self) -> &[Diagnostic] {
        self.check_findings.get_or_init(|| {
            let Some(built) = &self.built else {
                return Vec::new();
            };
            let mut found = check::content(&built.site, &built.translations);
            let lost = built.translations.lost_addresses();
            found.extend(check::lost_urls(&built.site, lost));
            check::apply_settings(&built.site.config, &mut found);
            diagnostic::sort_and_merge(&mut found, false);
            found
        })
    }

    /// Warnings and errors of the sources and of the site.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_sources = self.source_problems.diagnostics.iter();
        of_sources.chain(self.site_problems.diagnostics.iter())
    }
}

impl LivePage {
    /// A page of the dashboard, which has no source and no style sheet of the theme.
    pub fn of_dashboard(preview: &Preview, html: &str) -> Self {
        LivePage {
            digest: preview.digest(html.as_bytes(), &[]),
            ..LivePage::default()
        }
    }
}

/// The path part of the preview's address: empty or `/blog`.
fn base_path(site: &Site) -> String {
    let home = Location {
        host: 0,
        path: "/".to_string(),
    };
    site.hosts.href(0, &home).trim_end_matches('/').to_string()
}

/// Returns true for a path without `.`, `..`, empty parts, backslashes and control characters,
/// which some systems read differently.
fn is_plain(path: &str) -> bool {
    let Some(inner) = path.strip_prefix('/') else {
        return false;
    };
    !path.contains(|c: char| c.is_control() || c == '\\')
        && !inner.contains("//")
        && !inner.starts_with('/')
        && inner.split('/').all(|part| part != "." && part != "..")
}

/// The addresses of the theme's style sheets, as links on a page.
fn stylesheets(built: &Built, page: &Page) -> Vec<String> {
    let host = page.location.host;
    let names = built.theme.assets.keys();
    let names = names.filter(|name| name.ends_with(".css"));
    let links = names.filter_map(|name| {
        let path = built.theme.asset(name)?.to_string();
        Some(built.site.hosts.href(host, &Location { host, path }))
    });
    links.collect()
}

/// The first place where one of these strings stands.
fn find_first(bytes: &[u8], strings: &[String]) -> Option<std::ops::Range<usize>> {
    let found = strings.iter().filter_map(|string| {
        let start = memchr::memmem::find(bytes, string.as_bytes())?;
        Some(start..start + string.len())
    });
    found.min_by_key(|range| (range.start, range.end))
}

/// The reason why readers do not see an article at a moment.
pub fn unpublished(article: &Article, now: Timestamp) -> Option<Unpublished> {
    let for_readers = Visibility {
        now,
        drafts: false,
        future: false,
    };
    let show = |date: Option<&Date>| date.map(show_date).unwrap_or_default();
    let published = article.publish_date.as_ref().or(article.date.as_ref());
    Some(match hidden(article, &for_readers)? {
        Hidden::Draft => Unpublished::Draft,
        Hidden::Scheduled => Unpublished::Scheduled(show(published)),
        Hidden::Expired => Unpublished::Expired(show(article.expiry_date.as_ref())),
    })
}

fn show_date(date: &Date) -> String {
    let format = if date.has_time {
        "%Y-%m-%d %H:%M"
    } else {
        "%Y-%m-%d"
    };
    date.at.strftime(format).to_string()
}

/// The file to create for the page of an address that does not exist: an article in the
/// language of the 404 page, where the last part of the address can name its folder.
fn new_file(site: &Site, not_found: &Page, below: &str) -> Option<String> {
    let name = below.trim_end_matches('/').rsplit('/').next()?;
    let name = slug(name.strip_suffix(".html").unwrap_or(name));
    let code = &site.config.language(not_found.lang).code;
    let path = format!("content/articles/{name}/{code}.md");
    let is_name = !name.is_empty() && name.len() < MOST_NAME_BYTES;
    (is_name && site.article_in(&path).is_none()).then_some(path)
}

/// The link to an article in the preview, where every host is a folder of one host.
pub fn article_link(site: &Site, id: ArticleId) -> String {
    let location = site.location(id);
    site.hosts.href(location.host, location)
}
