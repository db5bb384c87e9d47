//! [`TextAddresses`]: where the links and pictures of one text lead in the new site.

use super::export_index::{ExportIndex, ItemKind};
use super::own_addresses::OwnAddresses;
use super::plan_terms::TermKind;
use super::site_plan::{PlannedText, SitePlan};
use crate::html_to_markdown::{Addresses, MediaPlace};
use crate::imported_site::relative_path;
use crate::picture::PictureFormat;
use crate::text::slug::slug;
use std::collections::HashMap;
use url::Url;

/// What became of the files that a text needs.
#[derive(Debug, Clone, Default)]
pub struct PlacedFiles {
    /// The paths of copies below the site's folder, by the path below the uploads.
    pub copies: HashMap<String, String>,
    /// Whether files were to be copied at all.
    pub are_wanted: bool,
}

/// The addresses of one text.
pub struct TextAddresses<'a> {
    /// The plan of the site.
    pub plan: &'a SitePlan,
    /// The index of the exports.
    pub index: &'a ExportIndex,
    /// The text.
    pub text: &'a PlannedText,
    /// Its files.
    pub files: &'a PlacedFiles,
    /// Its old address.
    pub base: &'a OldPage,
}

/// The old address of a text, which its relative addresses begin at.
#[derive(Debug, Clone)]
pub struct OldPage {
    url: Option<Url>,
}

impl OldPage {
    /// The page of an item, else the home page of its blog.
    pub fn new(link: &str, own: &OwnAddresses) -> Self {
        let home = || Url::parse(&format!("{}/", own.base_url()?)).ok();
        OldPage {
            url: own.absolute(link).or_else(home),
        }
    }

    /// An address of the page as a whole one; anchors and what is no address stay.
    pub fn whole(&self, address: &str) -> String {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') || Url::parse(address).is_ok() {
            return address.to_string();
        }
        let joined = self.url.as_ref().and_then(|url| url.join(address).ok());
        joined.map_or(address.to_string(), |url| url.to_string())
    }
}

impl TextAddresses<'_> {
    /// A path below the site's folder, from the folder of the text.
    fn relative(&self, path: &str) -> String {
        relative_path(&self.text.folder, path)
    }

    /// A copied file, as a link of the text.
    fn copied(&self, address: &str) -> Option<String> {
        let upload = self.plan.own.upload(address)?;
        let path = self.files.copies.get(&upload)?;
        Some(match path.strip_prefix("static/") {
            Some(below) => format!("/{below}"),
            None => self.relative(path),
        })
    }

    /// The list of a category, a tag or an author, by its old address.
    fn list(&self, path: &str) -> Option<String> {
        let export = self.text.item.export;
        let path = path.trim_matches('/');
        let prefix = self.plan.prefix(&self.text.lang);
        let path = path
            .strip_prefix(prefix.trim_start_matches('/'))
            .unwrap_or(path);
        let path = path.trim_matches('/');
        let (kind, name) = path.split_once('/')?;
        let last = name.rsplit('/').next()?;
        let (kind, list) = match kind {
            "category" => (TermKind::Category, "categories"),
            "tag" => (TermKind::Tag, "tags"),
            "author" => {
                let id = self.plan.terms.author(last)?;
                return Some(format!("{prefix}/authors/{id}/"));
            }
            _ => return None,
        };
        let terms = self.plan.terms.of(kind);
        let term = terms.by_slug(export, last)?;
        let lang = &self.text.lang;
        let name = term
            .names
            .get(lang)
            .or(term.names.get(""))
            .or(term.names.values().next())?;
        Some(format!("{prefix}/{list}/{}/", slug(name)))
    }
}

/// Anchors of WordPress's own page, which lead to nothing in the text.
fn is_of_page(anchor: &str) -> bool {
    anchor == "respond"
        || anchor == "comments"
        || ["comment-", "more-"].iter().any(|start| {
            let number = anchor.strip_prefix(start);
            number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
        })
}

impl Addresses for TextAddresses<'_> {
    fn link(&self, address: &str) -> String {
        if address.starts_with('#') {
            return address.to_string();
        }
        let address = &*self.base.whole(address);
        if let Some(copied) = self.copied(address) {
            return copied;
        }
        let absolute = || {
            let url = self.plan.own.absolute(address);
            url.map_or(address.to_string(), |url| url.to_string())
        };
        let Some(own) = self.plan.own.own(address) else {
            return address.to_string();
        };
        let anchor = match own.anchor.as_str() {
            "" => String::new(),
            anchor if is_of_page(anchor) => String::new(),
            anchor => format!("#{anchor}"),
        };
        let item = self.plan.item_at(&own, self.text.item.export);
        let target = item.and_then(|item| self.plan.text_of(item, &self.text.lang));
        if let Some(target) = target {
            return format!("{}{anchor}", self.relative(&target.file()));
        }
        // the page that WordPress makes for a file
        let file = item.and_then(|item| self.index.attachments.get(&item));
        if let Some(file) = file {
            return self.copied(&file.url).unwrap_or_else(|| file.url.clone());
        }
        if own.query.is_empty() && own.key().is_empty() {
            return format!("{}/{anchor}", self.plan.prefix(&self.text.lang));
        }
        let is_feed = own.query.is_empty() && own.key() == "feed";
        if is_feed {
            return format!("{}/feed.xml", self.plan.prefix(&self.text.lang));
        }
        let list = Some(&own).filter(|own| own.query.is_empty());
        list.and_then(|own| self.list(&own.path))
            .unwrap_or_else(absolute)
    }

    fn media(&self, address: &str) -> MediaPlace {
        let address = &*self.base.whole(address);
        if let Some(copied) = self.copied(address) {
            return MediaPlace::At(copied);
        }
        let absolute = self.plan.own.absolute(address);
        let absolute = absolute.map_or(address.to_string(), |url| url.to_string());
        let is_own = self.plan.own.upload(address).is_some();
        match is_own && self.files.are_wanted {
            true => MediaPlace::Missing(absolute),
            false => MediaPlace::At(absolute),
        }
    }

    fn is_picture(&self, address: &str) -> bool {
        let address = &*self.base.whole(address);
        if self.plan.own.upload(address).is_some() {
            return PictureFormat::has_picture_extension(
                address.split(['?', '#']).next().unwrap_or_default(),
            );
        }
        let own = self.plan.own.own(address);
        let item = own.and_then(|own| self.plan.item_at(&own, self.text.item.export));
        let kinds = item.and_then(|item| self.index.kind(item));
        kinds == Some(&ItemKind::Attachment)
    }
}
