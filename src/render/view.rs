//! What a template sees: typed views, serialised from borrowed values of the site.
//!
//! `site` is the same on every page of a language; `page` is the page being written;
//! beside them stands one value by kind of page: `article`, `list`, `terms`, `archive` or `search`.
//! Every name is always defined; what an author left out is `none`, an empty list or `""`.
//! HTML values (names that end in `_html`, and `head`, `lead`, `content`, `toc`) are safe as they are.

mod thread;

pub use thread::{SettingView, ThreadView};

use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::Value;

/// `site`: what does not depend on the page, in the language of the page.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// Title of the site in this language.
    pub title: String,
    /// A sentence about the site in this language; may be empty.
    pub description: String,
    /// Address of the home page of this language, as a link.
    pub home: String,
    /// Full address of the same.
    pub permalink: String,
    /// The language of the page.
    pub language: LanguageView<'a>,
    /// Every language of the site, this one included, in the order of the settings.
    pub languages: Vec<LanguageView<'a>>,
    /// The menu of this language, as the settings write it; may be empty.
    pub menu: Vec<MenuView<'a>>,
    /// Address of the tag index, `none` where there is no tag.
    pub tags: Option<String>,
    /// Address of the category index, `none` where there is no category.
    pub categories: Option<String>,
    /// Address of the archive.
    pub archive: String,
    /// The feeds of the home page of this language.
    pub feeds: Vec<FeedView>,
    /// Address of the web manifest.
    pub manifest: String,
    /// Address of the logo (`extra.logo` of the settings), or `none`.
    pub logo: Option<String>,
    /// The WhatsApp channel, or `none`.
    pub channel: Option<&'a str>,
    /// Address of the search page, which takes words as `?q=`; `none` where there is no search.
    pub search: Option<String>,
    /// `extra` of the settings.
    pub extra: Value,
    /// `Griot` and its version, for `<meta name="generator">`.
    pub generator: &'static str,
}

/// A language of the site.
#[derive(Debug, Clone, Serialize)]
pub struct LanguageView<'a> {
    /// `fr`
    pub code: &'a str,
    /// `Français`
    pub name: &'a str,
    /// `ltr` or `rtl`
    pub dir: &'static str,
    /// `fr_FR`
    pub locale: &'a str,
    /// Home page of that language, as a link.
    pub home: String,
}

/// An entry of the menu.
#[derive(Debug, Serialize)]
pub struct MenuView<'a> {
    /// As the settings write it.
    pub label: &'a str,
    /// As a link from every page of the language.
    pub url: String,
}

/// A feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// As a link.
    pub url: String,
    /// `application/atom+xml`, `application/feed+json` or `application/rss+xml`
    pub mime: &'static str,
    /// The title of the site, or the tag’s name and the title of the site.
    pub title: String,
}

/// `page`: the page being written, whatever its kind.
#[derive(Debug, Serialize)]
pub struct PageView<'a> {
    /// `article`, `page`, `home`, `term`, `terms`, `archive`, `search` or `404`.
    pub kind: &'static str,
    /// As a link from this page.
    pub url: String,
    /// Full address: the canonical one.
    pub permalink: String,
    /// For the `<title>`, without markup, without the site's name.
    pub title: Cow<'a, str>,
    /// For the one `<h1>`, emoji wrapped.
    pub title_html: Value,
    /// At most one sentence; may be empty.
    pub description: Cow<'a, str>,
    /// The site-wide language switch: every other language of the site.
    pub switch: Vec<SwitchView<'a>>,
    /// What search engines, feed readers and previews read, as tags for the `<head>`:
    /// description, canonical, hreflang alternates, feeds, Open Graph, Twitter card, JSON-LD.
    pub head: Value,
}

/// Another language, in the site-wide switch.
#[derive(Debug, Serialize)]
pub struct SwitchView<'a> {
    /// The language it leads to.
    pub language: Value,
    /// The same page in that language, or that language's home page.
    pub url: String,
    /// Whether `url` is this page's counterpart; if not, say so.
    pub exact: bool,
    /// Whether this page is there in that language, though its list may have fewer pages.
    pub translated: bool,
    /// The title of the counterpart; empty unless `exact`.
    pub title: &'a str,
}

/// `article`: an article or a standing page.
#[derive(Debug, Serialize)]
pub struct ArticleView<'a> {
    /// The first paragraph, with its `<p>`; empty when the text begins otherwise.
    pub lead: Value,
    /// The rest of the text.
    pub content: Value,
    /// Nested list of the headings, or `none` (front matter `toc`).
    pub toc: Option<Vec<TocView<'a>>>,
    /// `none` on a standing page.
    pub date: Option<DateView>,
    /// `none` unless later than `date`.
    pub updated: Option<DateView>,
    /// Who wrote it, in the order of the front matter.
    pub authors: Vec<AuthorView<'a>>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Its categories.
    pub categories: Vec<Value>,
    /// Its picture, or `none`.
    pub image: Option<ImageView<'a>>,
    /// Words in the text.
    pub words: usize,
    /// Minutes to read it, at least 1.
    pub minutes: usize,
    /// The story in its other languages: the language toggle.
    pub translations: Vec<TranslationView<'a>>,
    /// The original, when it changed since this translation was accepted; else `none`.
    pub stale: Option<TranslationView<'a>>,
    /// Up to four articles that share its tags, rare tags first.
    pub related: Vec<Value>,
    /// The next newer article of the language, or `none`.
    pub newer: Option<Value>,
    /// The next older article of the language, or `none`.
    pub older: Option<Value>,
    /// Links to share it, in the order of the settings; empty on a standing page.
    pub share: Vec<ShareView<'a>>,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether readers may comment here.
    pub comments: bool,
    /// What loads the comments once a reader asks for them, or `none`.
    pub thread: Option<ThreadView<'a>>,
    /// Where readers talk about the article, for comments that live on GitHub; else `none`.
    pub discussion: Option<String>,
    /// Whether its text has cards of films or posts elsewhere, which need the script `embed.js`.
    pub embeds: bool,
    /// `extra` of the article.
    pub extra: Value,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub struct TocView<'a> {
    /// The id of the heading, without `#`.
    pub id: &'a str,
    /// The heading, emoji wrapped.
    pub title_html: Value,
    /// The headings below it.
    pub children: Vec<TocView<'a>>,
}

/// A day, or a moment.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// For `<time datetime>`: RFC 3339, or `2026-11-01` when no time was given.
    pub iso: String,
    /// As the language writes it: `1er novembre 2026`.
    pub text: String,
}

/// Who wrote an article.
#[derive(Debug, Clone, Serialize)]
pub struct AuthorView<'a> {
    /// As a reader knows them.
    pub name: &'a str,
    /// Their own page somewhere, or `none`.
    pub url: Option<&'a str>,
    /// Address of the list of their articles in this language, or `none`.
    pub stories: Option<String>,
}

/// A tag, a category or an author, with a list of articles.
#[derive(Debug, Clone, Serialize)]
pub struct TermView<'a> {
    /// In the language of the page.
    pub name: &'a str,
    /// Address of its list.
    pub url: String,
    /// Articles of this language under it.
    pub count: usize,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView<'a> {
    /// As a link.
    pub url: String,
    /// What it shows, for those who do not see it; may be empty.
    pub alt: &'a str,
    /// In pixels, the right way up; none for a picture on another site.
    pub width: Option<u32>,
    /// In pixels.
    pub height: Option<u32>,
    /// Smaller ones with their widths, for `srcset`, with `sizes` beside it; empty where there
    /// are none.
    pub srcset: String,
}

/// The same story in another language.
#[derive(Debug, Serialize)]
pub struct TranslationView<'a> {
    /// The language it leads to.
    pub language: Value,
    /// As a link.
    pub url: String,
    /// Its title there.
    pub title: &'a str,
}

/// A link to share an article.
#[derive(Debug, Serialize)]
pub struct ShareView<'a> {
    /// `whatsapp`, `facebook`, `x`, `linkedin`, `telegram`, `mail` or `copy`.
    pub name: &'static str,
    /// What the theme calls it: its string `share_<name>`.
    pub label: &'a str,
    /// Where the link leads; for `copy`, the article's own full address.
    pub url: String,
}

/// A card: what other pages may show of an article.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    /// Without markup.
    pub title: &'a str,
    /// Emoji wrapped.
    pub title_html: Value,
    /// As a link.
    pub url: String,
    /// A sentence or two of plain text.
    pub summary: &'a str,
    /// The first emoji of the title, or `""`.
    pub emoji: &'a str,
    /// Whether the title begins or ends with it.
    pub emoji_at_edge: bool,
    /// 0 to 11, the same for a story in every language: which tint stands behind its emoji.
    pub tint: u32,
    /// `none` on a standing page.
    pub date: Option<DateView>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Its picture, or `none`.
    pub image: Option<ImageView<'a>>,
    /// Minutes to read it, at least 1.
    pub minutes: usize,
    /// The same in the theme's words: its string `minutes_short`.
    pub reading: String,
    /// Codes of the other languages it exists in.
    pub translations: Vec<&'a str>,
    /// The card as HTML: each of the theme's templates in `cards/` by its name, written with
    /// this `card` and `site` once for all pages. Empty in the archive.
    pub html: BTreeMap<&'a str, Value>,
}

/// `list`: home and the pages of a tag, a category or an author.
#[derive(Debug, Serialize)]
pub struct ListView<'a> {
    /// The articles of this page of the list.
    pub cards: Vec<Value>,
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub pages: usize,
    /// Address of the page before, or `none`.
    pub newer: Option<String>,
    /// Address of the page after, or `none`.
    pub older: Option<String>,
    /// Addresses of all its pages, in order.
    pub urls: Value,
    /// The tag, category or author, `none` on a home page.
    pub term: Option<TermView<'a>>,
    /// `tags`, `categories` or `authors`, `none` on a home page.
    pub taxonomy: Option<&'static str>,
    /// The author, `none` on other lists.
    pub author: Option<AuthorView<'a>>,
}

/// `terms`: the tag or category index, by name in the order of the language.
#[derive(Debug, Serialize)]
pub struct TermsView<'a> {
    /// `tags` or `categories`
    pub taxonomy: &'static str,
    /// All of them that have articles in this language.
    pub terms: Vec<TermView<'a>>,
}

/// `archive`: every article of the language, newest first.
#[derive(Debug, Serialize)]
pub struct ArchiveView<'a> {
    /// Newest first.
    pub years: Vec<YearView<'a>>,
    /// Number of articles.
    pub count: usize,
}

/// A year of the archive.
#[derive(Debug, Serialize)]
pub struct YearView<'a> {
    /// As a number: `2026`.
    pub year: i16,
    /// Newest first; only those with articles.
    pub months: Vec<MonthView<'a>>,
}

/// A month of the archive.
#[derive(Debug, Serialize)]
pub struct MonthView<'a> {
    /// `novembre`
    pub name: String,
    /// 1 to 12
    pub number: i8,
    /// Newest first.
    pub articles: Vec<CardView<'a>>,
}

/// `search`: what the script of the search page needs to know.
#[derive(Debug, Serialize)]
pub struct SearchView<'a> {
    /// Address of the index of the language.
    pub index: String,
    /// The theme’s string `results` by CLDR plural form (`one`, `other`, …), `{count}` not filled in.
    pub results: BTreeMap<&'a str, &'a str>,
}
