//! The views of an article: its own page, and the card that other pages show.

use super::output::Rendered;
use super::page_renderer::{PageRenderer, TemplateValue};
use super::view::{ArticleView, AuthorView, CardView, TocView, TranslationView};
use crate::config::Lang;
use crate::content::ArticleId;
use crate::diagnostic::Diagnostic;
use crate::markdown::Heading;
use crate::site::{ListOf, Neighbours, Page, Taxonomy, TermId};
use crate::text::emoji;
use crate::translations::TranslationStatus;
use std::collections::BTreeMap;
use tera::{Context, Value};

impl PageRenderer<'_, '_> {
    /// Renders the page of an article.
    pub(super) fn article(&self, page: &Page, id: ArticleId) -> Result<Rendered, Diagnostic> {
        let template = self.theme.template_of(self.site.article(id));
        let view = self.article_page(page, id);
        let value = TemplateValue::new("article", &self.article_view(id)?);
        self.template(page, template, &view, Some(value))
    }

    fn article_view(&self, id: ArticleId) -> Result<ArticleView<'_>, Diagnostic> {
        let site = self.site;
        let article = site.article(id);
        let host = site.location(id).host;
        let body = self.article_body(id);
        let dates = &self.shared.dates[usize::from(article.lang.0)];
        let Neighbours { newer, older } = site.neighbours(id);
        let updated = article.updated.as_ref().filter(|updated| {
            let date = article.date.as_ref();
            date.is_none_or(|date| updated.at.date() > date.at.date())
        });
        let articles = site.story_of(id).articles.iter();
        let others = articles.filter(|(_, other)| *other != id);
        Ok(ArticleView {
            lead: Value::safe_string(body.lead.trim_end()),
            content: Value::safe_string(body.content.trim_end()),
            toc: (article.toc && !article.body.headings.is_empty())
                .then(|| toc(&article.body.headings)),
            date: article.date.as_ref().map(|date| dates.view(date)),
            updated: updated.map(|date| dates.view(date)),
            authors: self.authors_with_stories(id),
            tags: self.term_views(id, Taxonomy::Tags),
            categories: self.term_views(id, Taxonomy::Categories),
            kicker: self.kicker(id),
            image: self.image(id),
            image_credit: article.image.as_ref().map_or("", |image| &image.credit),
            words: article.body.length().total(),
            minutes: article.body.length().minutes(),
            translations: others
                .map(|(_, other)| self.translation_view(host, *other))
                .collect(),
            stale: self
                .original_for_notice(id, |status| matches!(status, TranslationStatus::Stale(_))),
            unreviewed: self.original_for_notice(id, |status| {
                matches!(status, TranslationStatus::Unreviewed(_))
            }),
            related: self.cards(site.related(id))?,
            newer: self.cards(newer)?.pop(),
            older: self.cards(older)?.pop(),
            share: if article.is_dated() {
                self.share_links(id)
            } else {
                Vec::new()
            },
            draft: article.draft,
            featured: article.featured,
            comments: article.comments,
            thread: self.comment_thread(id),
            discussion: self.discussion(id),
            embeds: self.has_embed_cards(id),
            extra: Value::from_serializable(&article.extra),
        })
    }

    fn translation_view(&self, host: u8, id: ArticleId) -> TranslationView<'_> {
        let article = self.site.article(id);
        TranslationView {
            language: self.language(host, article.lang),
            url: self.site.hosts.href(host, self.site.location(id)),
            title: &article.title,
        }
    }

    /// The original of a translation with a status of which readers are told, if the settings ask for
    /// such notices.
    fn original_for_notice(
        &self,
        id: ArticleId,
        has_notice: impl Fn(&TranslationStatus) -> bool,
    ) -> Option<TranslationView<'_>> {
        let site = self.site;
        let is_told =
            site.config.stale_notice && has_notice(self.translations.status_on_page(site, id));
        is_told.then(|| self.translation_view(site.location(id).host, site.story_of(id).original))
    }

    /// The cards of some articles. Each card is rendered when a page first asks for it.
    pub(super) fn cards(
        &self,
        ids: impl IntoIterator<Item = ArticleId>,
    ) -> Result<Vec<Value>, Diagnostic> {
        let cards = ids.into_iter().map(|id| {
            let cell = &self.shared.cards[id.0 as usize];
            let card = cell.get_or_init(self.site, |site| self.with_site(site).rendered_card(id));
            card.clone()
        });
        cards.collect()
    }

    /// A card with its HTML.
    fn rendered_card(&self, id: ArticleId) -> Result<Value, Diagnostic> {
        let card = Value::from_serializable(&self.card(id));
        let mut context = Context::new();
        context.insert_value("card", card.clone());
        let lang = self.site.article(id).lang;
        let path = &self.site.location(id).path;
        let mut rendered = BTreeMap::new();
        for card in self.theme.card_templates() {
            let html = self.render_template(lang, card.template, &context, path)?;
            let html = str::from_utf8(&html).unwrap_or_default();
            rendered.insert(card.name, Value::safe_string(html));
        }
        // the map is then owned by `card` alone, and is not copied
        drop(context);
        let mut card = card.into_map().unwrap_or_default();
        card.insert("html".into(), Value::from_serializable(&rendered));
        Ok(card.into())
    }

    /// A card without its HTML.
    pub(super) fn card(&self, id: ArticleId) -> CardView<'_> {
        let site = self.site;
        let article = site.article(id);
        let host = site.location(id).host;
        let dates = &self.shared.dates[usize::from(article.lang.0)];
        let articles = site.story_of(id).articles.iter();
        let others = articles.filter(|(_, other)| *other != id);
        let emoji = emoji::find_all(&article.title);
        let emoji = emoji.first().copied().unwrap_or_default();
        CardView {
            title: &article.title,
            title_html: Value::safe_string(&article.title_html),
            url: site.hosts.href(host, site.location(id)),
            summary: article.teaser(),
            emoji,
            emoji_at_edge: article.title.starts_with(emoji) || article.title.ends_with(emoji),
            tint: site.tint(id),
            date: article.date.as_ref().map(|date| dates.view(date)),
            authors: self.authors(id),
            kicker: self.kicker(id),
            tags: self.term_views(id, Taxonomy::Tags),
            image: self.image(id),
            minutes: article.body.length().minutes(),
            reading: self.counted_string(
                article.lang,
                "minutes_short",
                article.body.length().minutes(),
            ),
            translations: others
                .map(|(lang, _)| site.config.language(*lang).code.as_str())
                .collect(),
            html: BTreeMap::new(),
        }
    }

    /// The authors of an article, without the addresses of their lists.
    pub(super) fn authors(&self, id: ArticleId) -> Vec<AuthorView<'_>> {
        let lang = self.site.article(id).lang;
        let authors = self.author_terms(id).iter();
        authors.map(|author| self.author(*author, lang)).collect()
    }

    fn authors_with_stories(&self, id: ArticleId) -> Vec<AuthorView<'_>> {
        let lang = self.site.article(id).lang;
        let with_stories = self.author_terms(id).iter().map(|term| {
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

    fn author_terms(&self, id: ArticleId) -> &[TermId] {
        &self.site.terms(Taxonomy::Authors).of_article[id.0 as usize]
    }

    /// An author, without the address of their list.
    pub(super) fn author(&self, author: TermId, lang: Lang) -> AuthorView<'_> {
        let settings = self.site.author(author);
        AuthorView {
            name: self.site.terms(Taxonomy::Authors).term(author).name(lang),
            url: settings.and_then(|author| author.url.as_deref()),
            stories: None,
            role: settings.map_or("", |author| text_in(&author.role, lang)),
            bio: settings.map_or("", |author| text_in(&author.bio, lang)),
            photo: settings.and_then(|author| self.photo(author, self.site.hosts.host_of(lang))),
        }
    }

    /// What to write above the title of an article: a category, else a tag that is a name.
    fn kicker(&self, id: ArticleId) -> Option<Value> {
        let lang = self.site.article(id).lang;
        [Taxonomy::Categories, Taxonomy::Tags]
            .into_iter()
            .find_map(|taxonomy| {
                let terms = self.shown_terms(id, taxonomy);
                let mut named = terms.filter(|term| {
                    let name = self.site.terms(taxonomy).term(*term).name(lang);
                    taxonomy == Taxonomy::Categories || !name.starts_with(char::is_lowercase)
                });
                let term = named.next()?;
                Some(self.term(taxonomy, term, lang))
            })
    }

    /// The terms of an article that have a page.
    fn term_views(&self, id: ArticleId, taxonomy: Taxonomy) -> Vec<Value> {
        let lang = self.site.article(id).lang;
        let terms = self.shown_terms(id, taxonomy);
        terms.map(|term| self.term(taxonomy, term, lang)).collect()
    }

    fn shown_terms(&self, id: ArticleId, taxonomy: Taxonomy) -> impl Iterator<Item = TermId> {
        let lang = self.site.article(id).lang;
        // an undated page is in no list, so its terms may have no page
        let terms = self.site.terms(taxonomy).of_article[id.0 as usize].iter();
        terms.copied().filter(move |term| {
            let list = ListOf::Term(taxonomy, *term);
            !self.site.list(list, lang).is_empty()
        })
    }
}

fn text_in(texts: &BTreeMap<Lang, String>, lang: Lang) -> &str {
    texts.get(&lang).map_or("", String::as_str)
}

/// The table of contents: headings nested by level. A skipped level counts as one.
fn toc(headings: &[Heading]) -> Vec<TocView<'_>> {
    let mut entries: Vec<TocView> = Vec::new();
    let mut rest = headings;
    while let Some((first, after)) = rest.split_first() {
        let deeper = after
            .iter()
            .take_while(|heading| heading.level > first.level);
        let children = deeper.count();
        entries.push(TocView {
            id: &first.id,
            title_html: Value::safe_string(&first.html),
            children: toc(&after[..children]),
        });
        rest = &after[children..];
    }
    entries
}
