//! The views of an article: its page, and the card that other pages show.

use super::view::{ArticleView, AuthorView, CardView, TocView, TranslationView};
use super::{Rendered, Renderer};
use crate::config::Lang;
use crate::content::{Article, ArticleId};
use crate::diagnostic::Diagnostic;
use crate::markdown::Heading;
use crate::site::{ListOf, Neighbours, Page, Taxonomy, TermId};
use crate::text::emoji;
use crate::translations::TranslationStatus;
use std::collections::BTreeMap;
use tera::{Context, Value};

/// Words that a reader takes in a minute, on a screen.
const WORDS_PER_MINUTE: usize = 220;

impl Renderer<'_> {
    pub(super) fn article(&self, page: &Page, id: ArticleId) -> Result<Rendered, Diagnostic> {
        let article = self.site.article(id);
        let template = self.template_of(article);
        let view = self.article_page(page, id);
        let value = Value::from_serializable(&self.article_view(id)?);
        self.template(page, template, &view, Some(("article", value)))
    }

    fn article_view(&self, id: ArticleId) -> Result<ArticleView<'_>, Diagnostic> {
        let site = self.site;
        let article = site.article(id);
        let host = site.location(id).host;
        let (lead, content) = self.lead_and_content(id);
        let dates = &self.dates[usize::from(article.lang.0)];
        let Neighbours { newer, older } = site.neighbours(id);
        let updated = article.updated.as_ref().filter(|updated| {
            article
                .date
                .as_ref()
                .is_none_or(|date| updated.at.date() > date.at.date())
        });
        let others = site
            .story_of(id)
            .articles
            .iter()
            .filter(|(_, other)| *other != id);
        Ok(ArticleView {
            lead: Value::safe_string(lead.trim_end()),
            content: Value::safe_string(content.trim_end()),
            toc: (article.toc && !article.body.headings.is_empty())
                .then(|| toc(&article.body.headings)),
            date: article.date.as_ref().map(|date| dates.view(date)),
            updated: updated.map(|date| dates.view(date)),
            authors: self.authors_with_stories(id),
            tags: self.term_views(id, Taxonomy::Tags),
            categories: self.term_views(id, Taxonomy::Categories),
            image: self.image(id),
            words: article.body.words,
            minutes: minutes(article),
            translations: others
                .map(|(_, other)| self.telling(host, *other))
                .collect(),
            stale: self.stale(id),
            related: self.cards(site.related(id))?,
            newer: self.cards(newer)?.pop(),
            older: self.cards(older)?.pop(),
            share: if article.is_dated() {
                self.share(id)
            } else {
                Vec::new()
            },
            draft: article.draft,
            comments: article.comments,
            thread: self.thread(id),
            discussion: self.discussion(id),
            embeds: self.has_cards(id),
            extra: Value::from_serializable(&article.extra),
        })
    }

    fn telling(&self, host: u8, id: ArticleId) -> TranslationView<'_> {
        let article = self.site.article(id);
        TranslationView {
            language: self.language(host, article.lang),
            url: self.site.hosts.href(host, self.site.location(id)),
            title: &article.title,
        }
    }

    /// The original that left this translation behind, where readers are told.
    fn stale(&self, id: ArticleId) -> Option<TranslationView<'_>> {
        let site = self.site;
        let told = site.config.stale_notice
            && matches!(self.translations.status(id), TranslationStatus::Stale(_));
        told.then(|| self.telling(site.location(id).host, site.story_of(id).original))
    }

    /// The cards of some articles; each is made when a page asks for it first.
    pub(super) fn cards(
        &self,
        ids: impl IntoIterator<Item = ArticleId>,
    ) -> Result<Vec<Value>, Diagnostic> {
        let card = |id: ArticleId| {
            self.site.note(id);
            let card = &self.cards[id.0 as usize];
            card.get_or_init(|| self.written_card(id)).clone()
        };
        ids.into_iter().map(card).collect()
    }

    fn written_card(&self, id: ArticleId) -> Result<Value, Diagnostic> {
        let card = Value::from_serializable(&self.card(id));
        let mut context = Context::new();
        context.insert_value("card", card.clone());
        let lang = self.site.article(id).lang;
        let path = &self.site.location(id).path;
        let mut written = BTreeMap::new();
        for (name, template) in self.theme.cards() {
            let html = self.written((lang, template), &context, path)?;
            let html = str::from_utf8(&html).unwrap_or_default();
            written.insert(name, Value::safe_string(html));
        }
        drop(context);
        let mut card = card.into_map().unwrap_or_default();
        card.insert("html".into(), Value::from_serializable(&written));
        Ok(card.into())
    }

    /// A card without its HTML.
    pub(super) fn card(&self, id: ArticleId) -> CardView<'_> {
        let site = self.site;
        let article = site.article(id);
        let host = site.location(id).host;
        let dates = &self.dates[usize::from(article.lang.0)];
        let others = site
            .story_of(id)
            .articles
            .iter()
            .filter(|(_, other)| *other != id);
        let emoji = emoji::sequence(&article.title)
            .first()
            .copied()
            .unwrap_or_default();
        CardView {
            title: &article.title,
            title_html: Value::safe_string(&article.title_html),
            url: site.hosts.href(host, site.location(id)),
            summary: article.teaser(),
            emoji,
            emoji_at_edge: article.title.starts_with(emoji) || article.title.ends_with(emoji),
            tint: site.tint(id),
            date: article.date.as_ref().map(|date| dates.view(date)),
            tags: self.term_views(id, Taxonomy::Tags),
            image: self.image(id),
            minutes: minutes(article),
            reading: self.counted(article.lang, "minutes_short", minutes(article)),
            translations: others
                .map(|(lang, _)| site.config.language(*lang).code.as_str())
                .collect(),
            html: BTreeMap::new(),
        }
    }

    /// Who wrote an article, without the addresses of their lists.
    pub(super) fn authors(&self, id: ArticleId) -> Vec<AuthorView<'_>> {
        let authors = self.site.authors.of_article[id.0 as usize].iter();
        let lang = self.site.article(id).lang;
        authors.map(|author| self.author(*author, lang)).collect()
    }

    fn authors_with_stories(&self, id: ArticleId) -> Vec<AuthorView<'_>> {
        let terms = self.site.authors.of_article[id.0 as usize].iter();
        let lang = self.site.article(id).lang;
        let with_stories = terms.map(|term| {
            let list = ListOf::Term(Taxonomy::Authors, *term);
            let location = self.site.list_location(list, lang, 1);
            let has_stories = !self.site.list(list, lang).is_empty();
            AuthorView {
                stories: has_stories.then(|| self.site.hosts.href(location.host, &location)),
                ..self.author(*term, lang)
            }
        });
        with_stories.collect()
    }

    pub(super) fn author(&self, author: TermId, lang: Lang) -> AuthorView<'_> {
        AuthorView {
            name: self.site.authors.term(author).name(lang),
            url: self
                .site
                .author(author)
                .and_then(|author| author.url.as_deref()),
            stories: None,
        }
    }

    fn term_views(&self, id: ArticleId, taxonomy: Taxonomy) -> Vec<Value> {
        let article = self.site.article(id);
        // a standing page is in no list: its terms may have no page
        let terms = self.site.terms(taxonomy).of_article[id.0 as usize].iter();
        terms
            .filter(|term| {
                !self
                    .site
                    .list(ListOf::Term(taxonomy, **term), article.lang)
                    .is_empty()
            })
            .map(|term| self.term(taxonomy, *term, article.lang))
            .collect()
    }
}

fn minutes(article: &Article) -> usize {
    article.body.words.div_ceil(WORDS_PER_MINUTE).max(1)
}

/// Headings nested by level; a skipped level counts as one.
fn toc(headings: &[Heading]) -> Vec<TocView<'_>> {
    let mut entries: Vec<TocView> = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let below = after
            .iter()
            .take_while(|heading| heading.level > first.level)
            .count();
        entries.push(TocView {
            id: &first.id,
            title_html: Value::safe_string(&first.html),
            children: toc(&after[..below]),
        });
        rest = &after[below..];
    }
    entries
}
