//! Social cards: which pages have one, the text that stands on it and where it lies.

use super::Site;
use super::hosts::Location;
use super::index::SiteIndex;
use super::page::{Page, PageKind};
use super::routes::Routes;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::social_card::CardText;
use std::sync::Arc;

/// Name of an article's card. Authors hardly give it to a picture of their own.
const CARD_FILE: &str = "social-card.png";

/// Name of the card of a language's lists.
const SITE_CARD_FILE: &str = "site-card.png";

/// Number of tints that a theme has for stories without a picture.
const TINTS: u32 = 12;

impl SiteIndex {
    /// The text on the card of an article. `None` when the settings say `cards: false`.
    pub fn card_text(&self, id: ArticleId) -> Option<CardText> {
        let article = self.article(id);
        let site = self.site_card_text(article.lang)?;
        Some(CardText {
            title: article.title.clone(),
            category: self.first_category(id).to_string(),
            tint: self.tint(id),
            ..site
        })
    }

    /// The name of the first category of an article; empty without one.
    fn first_category(&self, id: ArticleId) -> &str {
        let first = self.categories.of_article[id.0 as usize].first();
        let lang = self.article(id).lang;
        first.map_or("", |term| self.categories.term(*term).name(lang))
    }

    /// The text on the card of a language's lists: without a title, a card shows the site's name.
    pub fn site_card_text(&self, lang: Lang) -> Option<CardText> {
        let language = self.config.language(lang);
        self.config.cards.then(|| CardText {
            title: String::new(),
            category: String::new(),
            site: language.title.clone(),
            logo: None,
            language: language.name.clone(),
            direction: language.direction,
            accent: self.config.branding.accent,
            tint: 0,
        })
    }

    /// The tint of an article's story, 0 to 11: the same in every language, on every page and in
    /// every build. FNV-1a, which is short and spreads short keys well.
    pub fn tint(&self, id: ArticleId) -> u32 {
        let key = &self.story_of(id).key;
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        (hash ^ (hash >> 16)) % TINTS
    }
}

impl Routes {
    /// Where the card of an article lies: `/slug/social-card.png`, or `/name-social-card.png`
    /// beside `/name.html`.
    pub(super) fn card_location(&self, id: ArticleId) -> Location {
        self.location_beside(id, CARD_FILE)
    }

    /// Where a file that is made for an article lies.
    pub(super) fn location_beside(&self, id: ArticleId, file: &str) -> Location {
        let Location { host, path } = self.location(id);
        let stem = path.strip_suffix(".html").or(path.strip_suffix(".htm"));
        let path = match stem {
            Some(stem) => format!("{stem}-{file}"),
            None => format!("{path}{file}"),
        };
        Location { host: *host, path }
    }

    pub(super) fn site_card_location(&self, lang: Lang) -> Location {
        self.hosts.location(lang, SITE_CARD_FILE)
    }
}

impl Site {
    /// The file of the site's logo; `None` where the theme has it.
    pub fn logo_file(&self) -> Option<&Arc<str>> {
        let logo = self.config.branding.logo.as_ref()?;
        let path = format!("/{}", logo.value.trim_start_matches('/'));
        match &self.page_at(&Location { host: 0, path })?.kind {
            PageKind::File(source) | PageKind::Picture { source, .. } => Some(source),
            _ => None,
        }
    }

    /// The planned card of an article.
    pub fn card(&self, id: ArticleId) -> Option<&Page> {
        let page = self.page_at(&self.card_location(id))?;
        (page.kind == PageKind::Card(id)).then_some(page)
    }

    /// The planned card of a language's lists.
    pub fn site_card(&self, lang: Lang) -> Option<&Page> {
        let page = self.page_at(&self.site_card_location(lang))?;
        (page.kind == PageKind::SiteCard).then_some(page)
    }
}
