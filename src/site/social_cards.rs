//! Which articles have a social card, what it says and where it lies.

use super::Site;
use super::plan::{Kind, Page};
use super::url::Location;
use crate::config::Lang;
use crate::content::ArticleId;
use crate::social_card::CardText;

/// Beside the article's page; a name that authors hardly give to a picture of their own.
const NAME: &str = "social-card.png";

/// The site's own, in each language.
const SITE_CARD: &str = "site-card.png";

/// Tints that a theme has for stories without a picture.
const TINTS: u32 = 12;

impl Site {
    /// What is on the card of an article; none has one that sets a picture itself, and none
    /// where the settings say `cards: false`.
    pub fn card_text(&self, id: ArticleId) -> Option<CardText> {
        let article = self.article(id);
        let site = self.site_card_text(article.lang)?;
        article.image.is_none().then(|| CardText {
            title: article.title.clone(),
            tint: self.tint(id),
            ..site
        })
    }

    /// What is on the site's own card: its name, which a card shows where there is no title.
    pub fn site_card_text(&self, lang: Lang) -> Option<CardText> {
        let language = self.config.language(lang);
        self.config.cards.then(|| CardText {
            title: String::new(),
            site: language.title.clone(),
            language: language.name.clone(),
            direction: language.direction,
            accent: self.config.branding.accent,
            tint: 0,
        })
    }

    /// The site's own card in a language, if it has one.
    pub fn site_card(&self, lang: Lang) -> Option<&Page> {
        let page = self.page_at(&self.site_card_location(lang))?;
        (page.kind == Kind::SiteCard).then_some(page)
    }

    pub(super) fn site_card_location(&self, lang: Lang) -> Location {
        self.hosts.location(lang, SITE_CARD)
    }

    /// The card of an article, if it has one.
    pub fn card(&self, id: ArticleId) -> Option<&Page> {
        let page = self.page_at(&self.card_location(id))?;
        (page.kind == Kind::Card(id)).then_some(page)
    }

    /// `/slug/social-card.png`, or `/name-social-card.png` beside `/name.html`.
    pub(super) fn card_location(&self, id: ArticleId) -> Location {
        let Location { host, path } = self.location(id);
        let stem = path.strip_suffix(".html").or(path.strip_suffix(".htm"));
        let path = match stem {
            Some(stem) => format!("{stem}-{NAME}"),
            None => format!("{path}{NAME}"),
        };
        Location { host: *host, path }
    }

    /// The tint of an article's story, 0 to 11: the same in every language, on every page and
    /// at every build (FNV-1a, which is short and spreads short keys well).
    pub fn tint(&self, id: ArticleId) -> u32 {
        let key = &self.story_of(id).key;
        let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        (hash ^ (hash >> 16)) % TINTS
    }
}
