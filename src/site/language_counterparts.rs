//! Language counterparts: the same page in another language, for the language switch and hreflang.
//!
//! Article to article, tag to tag, page 2 to page 2. Takes a page; gives locations.

use super::Site;
use super::hosts::Location;
use super::page::{ListOf, Page, PageKind};
use crate::config::Lang;
use crate::content::ArticleId;

/// Where the language switch leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    /// The other language.
    pub lang: Lang,
    /// The page in that language.
    pub location: Location,
    /// Whether this is the same page. Otherwise it is the nearest one: the last page of a list, or
    /// the home page.
    pub exact: bool,
    /// Whether the language has the page, perhaps with fewer pages of its list.
    pub translated: bool,
    /// The translation of an article.
    pub article: Option<ArticleId>,
}

/// A page in its language, as hreflang names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternate {
    /// The language of the page.
    pub lang: Lang,
    /// Where the page lies.
    pub location: Location,
}

impl Counterpart {
    /// An exact counterpart: the page itself in another language.
    fn exact(lang: Lang, location: Location) -> Self {
        Counterpart {
            lang,
            location,
            exact: true,
            translated: true,
            article: None,
        }
    }
}

impl Site {
    /// A counterpart for each other language, in the order of the settings.
    pub fn counterparts(&self, page: &Page) -> Vec<Counterpart> {
        let others = self.config.langs().filter(|lang| *lang != page.lang);
        let counterpart = |lang| {
            let home = || Counterpart {
                exact: false,
                translated: false,
                ..Counterpart::exact(lang, self.hosts.location(lang, ""))
            };
            self.counterpart(page, lang).unwrap_or_else(home)
        };
        others.map(counterpart).collect()
    }

    /// The counterpart of a page; `None` when the language has no such page.
    fn counterpart(&self, page: &Page, lang: Lang) -> Option<Counterpart> {
        let below = match &page.kind {
            PageKind::Article(id) => return self.translated_article(*id, lang),
            PageKind::List(list, number) => return self.translated_list(*list, *number, lang),
            PageKind::Terms(taxonomy) if self.has_terms(*taxonomy, lang) => {
                format!("{}/", taxonomy.name())
            }
            PageKind::NotFound => "404.html".to_string(),
            PageKind::Archive => "archive/".to_string(),
            PageKind::Search(part) => part.below(),
            _ => return None,
        };
        Some(Counterpart::exact(lang, self.hosts.location(lang, &below)))
    }

    fn translated_article(&self, id: ArticleId, lang: Lang) -> Option<Counterpart> {
        let story = self.story_of(id);
        let (_, other) = story.articles.iter().find(|(other, _)| *other == lang)?;
        Some(Counterpart {
            article: Some(*other),
            ..Counterpart::exact(lang, self.location(*other).clone())
        })
    }

    fn translated_list(&self, list: ListOf, number: usize, lang: Lang) -> Option<Counterpart> {
        if self.list(list, lang).is_empty() && list != ListOf::Home {
            return None;
        }
        let last = self.list_pages(list, lang);
        let location = self.list_location(list, lang, last.min(number));
        Some(Counterpart {
            exact: number <= last,
            ..Counterpart::exact(lang, location)
        })
    }

    /// The pages that are exact counterparts of one another, this one included, in the order of
    /// the languages. Empty for a page without a counterpart and for one that search engines do
    /// not list.
    pub fn alternates(&self, page: &Page) -> Vec<Alternate> {
        if !page.is_for_engines() {
            return Vec::new();
        }
        let counterparts = self.counterparts(page).into_iter();
        let exact = counterparts.filter(|counterpart| counterpart.exact);
        let mut alternates: Vec<Alternate> = exact
            .map(|counterpart| Alternate {
                lang: counterpart.lang,
                location: counterpart.location,
            })
            .collect();
        if !alternates.is_empty() {
            alternates.push(Alternate {
                lang: page.lang,
                location: page.location.clone(),
            });
            alternates.sort_by_key(|alternate| alternate.lang);
        }
        alternates
    }

    /// The alternate for `x-default`: in the default language, else the first.
    pub fn x_default<'s>(&self, alternates: &'s [Alternate]) -> Option<&'s Location> {
        let default = self.config.default_language;
        let default = alternates
            .iter()
            .find(|alternate| alternate.lang == default);
        default
            .or(alternates.first())
            .map(|alternate| &alternate.location)
    }

    /// Pages that belong in the sitemap of a host.
    pub fn sitemap_pages(&self, host: u8) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(move |page| page.is_listed(host))
    }
}
