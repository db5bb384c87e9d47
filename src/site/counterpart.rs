//! The same page in another language: article to article, tag to tag, page 2 to page 2; and
//! section to section.

use super::alignment::{HeadingKey, align};
use super::plan::{Kind, Page};
use super::url::Location;
use super::{Site, Taxonomy};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::markdown::Heading;

/// Where the language switch leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    pub lang: Lang,
    pub location: Location,
    /// Whether it is the same page; else it is the nearest one: a list's last page, the home.
    pub exact: bool,
    /// Whether the page is there in that language, perhaps with fewer pages of its list.
    pub translated: bool,
    pub article: Option<ArticleId>,
}

impl Site {
    /// One for each other language, in the order of the settings.
    pub fn counterparts(&self, page: &Page) -> Vec<Counterpart> {
        let others = self.config.langs().filter(|lang| *lang != page.lang);
        others.map(|lang| self.counterpart(page, lang)).collect()
    }

    fn counterpart(&self, page: &Page, lang: Lang) -> Counterpart {
        let home = || Counterpart {
            lang,
            location: self.hosts.location(lang, ""),
            exact: false,
            translated: false,
            article: None,
        };
        let found = match &page.kind {
            Kind::Article(id) => self.translation(*id, lang),
            Kind::List(list, number) => {
                let there = !self.list(*list, lang).is_empty() || *list == super::ListOf::Home;
                let last = self.list_pages(*list, lang);
                there.then(|| Counterpart {
                    location: self.list_location(*list, lang, last.min(*number)),
                    exact: *number <= last,
                    translated: true,
                    ..home()
                })
            }
            Kind::Terms(taxonomy) => self.has_terms(*taxonomy, lang).then(|| Counterpart {
                location: self.hosts.location(lang, &format!("{}/", taxonomy.name())),
                exact: true,
                translated: true,
                ..home()
            }),
            Kind::NotFound => Some(Counterpart {
                location: self.hosts.location(lang, "404.html"),
                exact: true,
                translated: true,
                ..home()
            }),
            Kind::Archive => Some(Counterpart {
                location: self.hosts.location(lang, "archive/"),
                exact: true,
                translated: true,
                ..home()
            }),
            Kind::Search(part) => Some(Counterpart {
                location: self.hosts.location(lang, &part.below()),
                exact: true,
                translated: true,
                ..home()
            }),
            _ => None,
        };
        found.unwrap_or_else(home)
    }

    fn translation(&self, id: ArticleId, lang: Lang) -> Option<Counterpart> {
        let story = self.story_of(id);
        let (_, other) = story.articles.iter().find(|(other, _)| *other == lang)?;
        Some(Counterpart {
            lang,
            location: self.location(*other).clone(),
            exact: true,
            translated: true,
            article: Some(*other),
        })
    }

    /// For each heading of an article, the translations that have the same section, and its
    /// heading there.
    pub fn section_counterparts(&self, id: ArticleId) -> Vec<Vec<(ArticleId, &Heading)>> {
        let own = marks(&self.article(id).body.headings);
        let mut links = vec![Vec::new(); own.len()];
        for (_, other) in &self.story_of(id).articles {
            let headings = &self.article(*other).body.headings;
            if *other == id || own.is_empty() || headings.is_empty() {
                continue;
            }
            let aligned = align(&own, &marks(headings));
            for (links, at) in links.iter_mut().zip(aligned) {
                links.extend(at.map(|at| (*other, &headings[at])));
            }
        }
        links
    }

    pub fn has_terms(&self, taxonomy: Taxonomy, lang: Lang) -> bool {
        self.terms(taxonomy).in_language(lang).next().is_some()
    }

    /// The set of pages that are one another's counterparts, this one included, in the order
    /// of the languages: what hreflang may claim. Empty when there is no other, and for pages
    /// that no search engine lists.
    pub fn alternates(&self, page: &Page) -> Vec<(Lang, Location)> {
        let mut set: Vec<(Lang, Location)> = self
            .counterparts(page)
            .into_iter()
            .filter(|counterpart| counterpart.exact && page.is_for_engines())
            .map(|counterpart| (counterpart.lang, counterpart.location))
            .collect();
        if !set.is_empty() {
            set.push((page.lang, page.location.clone()));
            set.sort_by_key(|(lang, _)| *lang);
        }
        set
    }

    /// What `x-default` names in such a set: the default language, else the first.
    pub fn x_default<'s>(&self, set: &'s [(Lang, Location)]) -> Option<&'s Location> {
        let default = set
            .iter()
            .find(|(lang, _)| *lang == self.config.default_language);
        default.or(set.first()).map(|(_, location)| location)
    }

    /// Pages of a host that belong in its sitemap.
    pub fn sitemap_pages(&self, host: u8) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(move |page| page.is_listed(host))
    }
}

fn marks(headings: &[Heading]) -> Vec<HeadingKey<'_>> {
    fn mark(heading: &Heading) -> HeadingKey<'_> {
        HeadingKey {
            key: heading.has_explicit_id.then_some(heading.id.as_str()),
            level: heading.level,
            emoji: heading.emoji.as_str().into(),
        }
    }
    headings.iter().map(mark).collect()
}
