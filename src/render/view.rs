//! The values that templates get, as typed views. They are published interface.
//!
//! `site` is the same on every page of a language, `page` is the current page, and one more value
//! depends on the kind of page: `article`, `list`, `terms`, `archive` or `search`. Every name is
//! always defined: a missing value is `none`, an empty list or `""`. HTML values (names that end in
//! `_html`, and `head`, `lead`, `content`, `toc`) are escaped already.

mod comment_thread;

pub use comment_thread::{SettingView, ThreadView};

use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use tera::Value;

/// `site`: values that do not depend on the page, in the language of the page.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// Title of the site in this language.
    pub title: &'a str,
    /// A sentence about the site in this language; may be empty.
    pub description: &'a str,
    /// Address of the home page of this language, as a link.
    pub home: String,
    /// Full address of the home page.
    pub permalink: String,
    /// The language of the page.
    pub language: LanguageView<'a>,
    /// Every language of the site, including this one, in the order of the settings.
    pub languages: Vec<LanguageView<'a>>,
    /// The menu of this language in the settings; may be empty.
    pub menu: Vec<MenuView<'a>>,
    /// Address of the tag index, or `none` without tags.
    pub tags: Option<String>,
    /// Address of the category index, or `none` without categories.
    pub categories: Option<String>,
    /// Address of the archive.
    pub archive: String,
    /// The feeds of the home page of this language.
    pub feeds: Vec<FeedView>,
    /// Address of the web manifest.
    pub manifest: String,
    /// Address of the logo (`extra.logo` of the settings), or `none`.
    pub logo: Option<String>,
    /// `magazine` or `journal` (`extra.look` of the settings).
    pub look: &'static str,
    /// The pages without a date, for the foot of every page: at most twelve, those with a weight
    /// first, then by title.
    pub pages: Vec<MenuView<'a>>,
    /// The categories with articles in this language, in the order of the settings; at most twelve.
    pub sections: Vec<TermView<'a>>,
    /// Where readers subscribe to a newsletter, or `none`.
    pub newsletter: Option<NewsletterView<'a>>,
    /// The licence of the texts, or `none`.
    pub license: Option<LicenseView<'a>>,
    /// The WhatsApp channel, or `none`.
    pub channel: Option<&'a str>,
    /// Address of the search page, which takes words as `?q=`; `none` without a search.
    pub search: Option<String>,
    /// The Content-Security-Policy of the pages, for `<meta http-equiv="Content-Security-Policy">`; `none` where the site has no `_headers` of Griot.
    pub content_security_policy: Option<String>,
    /// The key `extra` of the settings.
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

/// A link: an entry of the menu, or a page.
#[derive(Debug, Serialize)]
pub struct MenuView<'a> {
    /// Text of the link.
    pub label: &'a str,
    /// Address, as a link from every page of the language.
    pub url: String,
}

/// Where readers subscribe to a newsletter.
#[derive(Debug, Serialize)]
pub struct NewsletterView<'a> {
    /// Address that a form is sent to by `POST`, or `none` for a link.
    pub action: Option<&'a str>,
    /// Name of the form's only field.
    pub name: &'a str,
    /// Address of a page where readers subscribe, or `none` for a form.
    pub url: Option<&'a str>,
}

/// The licence of the texts.
#[derive(Debug, Serialize)]
pub struct LicenseView<'a> {
    /// Its name.
    pub name: &'a str,
    /// Address of its text, or `none`.
    pub url: Option<&'a str>,
}

/// A feed.
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// Address of the feed, as a link.
    pub url: String,
    /// `application/atom+xml`, `application/feed+json` or `application/rss+xml`
    pub mime: &'static str,
    /// Title of the site; after the name of the tag for the feed of a tag.
    pub title: String,
}

/// `page`: the current page, of any kind.
#[derive(Debug, Serialize)]
pub struct PageView<'a> {
    /// `article`, `page`, `home`, `term`, `terms`, `archive`, `search` or `404`.
    pub kind: &'static str,
    /// Address of this page, as a link.
    pub url: String,
    /// Full address of this page: the canonical one.
    pub permalink: String,
    /// Title for `<title>`, without markup and without the site's name.
    pub title: Cow<'a, str>,
    /// Title for `<h1>`, with each emoji in an element.
    pub title_html: Value,
    /// At most one sentence about the page; may be empty.
    pub description: Cow<'a, str>,
    /// The site-wide language switch: every other language of the site.
    pub switch: Vec<SwitchView<'a>>,
    /// Tags for `<head>` that search engines, feed readers and previews read:
    /// description, canonical, hreflang alternates, feeds, Open Graph, Twitter card, JSON-LD.
    pub head: Value,
}

/// Another language, in the site-wide switch.
#[derive(Debug, Serialize)]
pub struct SwitchView<'a> {
    /// The language it leads to.
    pub language: Value,
    /// Address of the same page in that language, or of that language's home page.
    pub url: String,
    /// Whether `url` is the same page. If not, the theme should tell readers.
    pub exact: bool,
    /// Whether this page exists in that language, perhaps with fewer pages of its list.
    pub translated: bool,
    /// Title of the article in that language; empty for other pages.
    pub title: &'a str,
}

/// `article`: an article, which has a date, or a page, which has none.
#[derive(Debug, Serialize)]
pub struct ArticleView<'a> {
    /// The first paragraph, with its `<p>`; empty when the text begins with something else.
    pub lead: Value,
    /// The rest of the text.
    pub content: Value,
    /// Nested list of the headings, or `none` without `toc: true` in the front matter.
    pub toc: Option<Vec<TocView<'a>>>,
    /// Date of publication, `none` for a page.
    pub date: Option<DateView>,
    /// Date of the last change, `none` unless its day is later than that of `date`.
    pub updated: Option<DateView>,
    /// Its authors, in the order of the front matter.
    pub authors: Vec<AuthorView<'a>>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Its categories.
    pub categories: Vec<Value>,
    /// What to write above the title: the first category, else the first tag whose name begins with no
    /// small letter, else `none`.
    pub kicker: Option<Value>,
    /// Its picture, or `none`.
    pub image: Option<ImageView<'a>>,
    /// Who made the picture; may be empty.
    pub image_credit: &'a str,
    /// Number of words in the text; in scripts without spaces, such as Chinese and Thai, of characters.
    pub words: usize,
    /// Minutes to read it, at least 1.
    pub minutes: usize,
    /// The article in its other languages, for the language switch of the article.
    pub translations: Vec<TranslationView<'a>>,
    /// The original, if it changed since this translation was accepted; else `none`.
    pub stale: Option<TranslationView<'a>>,
    /// The original, if a program translated sections of this article and nobody accepted them.
    pub unreviewed: Option<TranslationView<'a>>,
    /// Three articles to read next: those that share its tags, rare tags first, then older ones. None of
    /// them is `newer` or `older`.
    pub related: Vec<Value>,
    /// The next newer article of the language, or `none`.
    pub newer: Option<Value>,
    /// The next older article of the language, or `none`.
    pub older: Option<Value>,
    /// Links to share it, in the order of the settings; empty for a page.
    pub share: Vec<ShareView<'a>>,
    /// Whether it is a draft.
    pub draft: bool,
    /// The key `featured` of the front matter.
    pub featured: bool,
    /// Whether readers may comment here.
    pub comments: bool,
    /// Values for the script that loads the comments when a reader asks for them, or `none`.
    pub thread: Option<ThreadView<'a>>,
    /// Address where readers comment on the article, for comments on GitHub; else `none`.
    pub discussion: Option<String>,
    /// Whether its text has cards for videos or posts of other sites, which need the script `embed.js`.
    pub embeds: bool,
    /// The key `extra` of the front matter.
    pub extra: Value,
}

/// A heading in the table of contents.
#[derive(Debug, Serialize)]
pub struct TocView<'a> {
    /// The id of the heading, without `#`.
    pub id: &'a str,
    /// The heading, with each emoji in an element.
    pub title_html: Value,
    /// The headings below it.
    pub children: Vec<TocView<'a>>,
}

/// A date, with or without a time.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// For `<time datetime>`: RFC 3339, or `2026-11-01` when no time was given.
    pub iso: String,
    /// In the language of the page: `1er novembre 2026`.
    pub text: String,
    /// Day of the month, 1 to 31.
    pub day: i8,
}

/// An author of an article.
#[derive(Debug, Clone, Serialize)]
pub struct AuthorView<'a> {
    /// Name that readers see.
    pub name: &'a str,
    /// Address of the author's own page, or `none`.
    pub url: Option<&'a str>,
    /// Address of the list of the author's articles in this language, or `none`.
    pub stories: Option<String>,
    /// What the author does, in the language of the page; may be empty.
    pub role: &'a str,
    /// A sentence or two about the author, in the language of the page; may be empty.
    pub bio: &'a str,
    /// A photo, or `none`. Its `srcset` has widths of 96 and 256 pixels.
    pub photo: Option<ImageView<'a>>,
}

/// A tag, a category or an author, with a list of articles.
#[derive(Debug, Clone, Serialize)]
pub struct TermView<'a> {
    /// Name in the language of the page.
    pub name: &'a str,
    /// Address of its list.
    pub url: String,
    /// Number of its articles in this language.
    pub count: usize,
    /// A sentence about it (`description` of the settings); may be empty.
    pub description: &'a str,
}

/// A picture.
#[derive(Debug, Clone, Serialize)]
pub struct ImageView<'a> {
    /// Address of the picture, as a link.
    pub url: String,
    /// Text for readers who do not see the picture; may be empty.
    pub alt: &'a str,
    /// Width in pixels; `none` for a picture of another site.
    pub width: Option<u32>,
    /// Height in pixels; `none` for a picture of another site.
    pub height: Option<u32>,
    /// Smaller pictures with their widths, for `srcset`, which needs `sizes` too; empty without
    /// smaller ones.
    pub srcset: String,
    /// Address of a large version to look at by itself: the widest smaller picture. Empty where there is none, as for a drawing.
    pub large: String,
}

/// The article in another language.
#[derive(Debug, Serialize)]
pub struct TranslationView<'a> {
    /// The language it leads to.
    pub language: Value,
    /// Address, as a link.
    pub url: String,
    /// Title in that language.
    pub title: &'a str,
}

/// A link to share an article.
#[derive(Debug, Serialize)]
pub struct ShareView<'a> {
    /// `whatsapp`, `facebook`, `x`, `linkedin`, `telegram`, `mail` or `copy`.
    pub name: &'static str,
    /// Text of the link: the theme's string `share_<name>`.
    pub label: &'a str,
    /// Address of the link; for `copy`, the article's own full address.
    pub url: String,
}

/// A card: the values of an article that other pages may show.
#[derive(Debug, Serialize)]
pub struct CardView<'a> {
    /// Title, without markup.
    pub title: &'a str,
    /// Title, with each emoji in an element.
    pub title_html: Value,
    /// Address, as a link.
    pub url: String,
    /// A sentence or two of plain text.
    pub summary: &'a str,
    /// The first emoji of the title, or `""`.
    pub emoji: &'a str,
    /// Whether the title begins or ends with this emoji.
    pub emoji_at_edge: bool,
    /// Number of the tint behind the emoji, 0 to 11; the same in every language of the article.
    pub tint: u32,
    /// Date of publication, `none` for a page.
    pub date: Option<DateView>,
    /// Its authors, without the addresses of their lists.
    pub authors: Vec<AuthorView<'a>>,
    /// What to write above the title: the first category, else the first tag whose name begins with no
    /// small letter, else `none`.
    pub kicker: Option<Value>,
    /// Its tags.
    pub tags: Vec<Value>,
    /// Its picture, or `none`.
    pub image: Option<ImageView<'a>>,
    /// Minutes to read it, at least 1.
    pub minutes: usize,
    /// The minutes as text: the theme's string `minutes_short`.
    pub reading: String,
    /// Codes of the other languages that the article exists in.
    pub translations: Vec<&'a str>,
    /// The card as HTML: the output of each of the theme's templates in `cards/`, by its name. A
    /// template gets this `card` and `site`, and runs once for all pages. Empty in the archive.
    pub html: BTreeMap<&'a str, Value>,
}

/// `list`: home and the pages of a tag, a category or an author.
#[derive(Debug, Serialize)]
pub struct ListView<'a> {
    /// The articles of this page of the list.
    pub cards: Vec<Value>,
    /// On the first home page: the newest article that is `featured`, also where it is not among
    /// `cards`, else the first one; `none` on other pages and without articles.
    pub lead: Option<Value>,
    /// The articles of `cards` besides `lead` that come before the sections: all of them where there
    /// is no section.
    pub latest: Vec<Value>,
    /// On the first home page: the sections that `home.sections` of the settings names.
    pub sections: Vec<SectionView<'a>>,
    /// The articles of `cards` that are in none of the three values above.
    pub more: Vec<Value>,
    /// Number of this page, from 1.
    pub number: usize,
    /// Number of pages.
    pub pages: usize,
    /// Address of the page before, with newer articles, or `none`.
    pub newer: Option<String>,
    /// Address of the page after, with older articles, or `none`.
    pub older: Option<String>,
    /// Addresses of all its pages, in order.
    pub urls: Value,
    /// The tag, category or author; `none` on a home page.
    pub term: Option<TermView<'a>>,
    /// `tags`, `categories` or `authors`; `none` on a home page.
    pub taxonomy: Option<&'static str>,
    /// The author; `none` on other lists.
    pub author: Option<AuthorView<'a>>,
}

/// A section of the home page.
#[derive(Debug, Serialize)]
pub struct SectionView<'a> {
    /// The category or tag.
    pub term: TermView<'a>,
    /// Its newest articles that are not further up on the page, at most four.
    pub cards: Vec<Value>,
}

/// `terms`: the index of tags or categories.
#[derive(Debug, Serialize)]
pub struct TermsView<'a> {
    /// `tags` or `categories`
    pub taxonomy: &'static str,
    /// Terms with articles in this language, in its alphabetical order.
    pub terms: Vec<TermView<'a>>,
}

/// `archive`: every article of the language, newest first.
#[derive(Debug, Serialize)]
pub struct ArchiveView<'a> {
    /// The years, newest first.
    pub years: Vec<YearView<'a>>,
    /// Number of articles.
    pub count: usize,
}

/// A year of the archive.
#[derive(Debug, Serialize)]
pub struct YearView<'a> {
    /// The year as a number: `2026`.
    pub year: i16,
    /// The months with articles, newest first.
    pub months: Vec<MonthView<'a>>,
}

/// A month of the archive.
#[derive(Debug, Serialize)]
pub struct MonthView<'a> {
    /// Name: `novembre`.
    pub name: String,
    /// Number, 1 to 12.
    pub number: i8,
    /// The articles, newest first.
    pub articles: Vec<CardView<'a>>,
}

/// `search`: values for the script of the search page.
#[derive(Debug, Serialize)]
pub struct SearchView<'a> {
    /// Address of the index of the language.
    pub index: String,
    /// The theme’s string `results` by CLDR plural form (`one`, `other`, …), with `{count}` for the script to fill in.
    pub results: BTreeMap<&'a str, &'a str>,
    /// Code of the language that `results` is written in, whose plural forms these are.
    pub results_language: &'a str,
}
