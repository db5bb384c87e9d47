//! What a template sees of the comments under an article: nothing of them is loaded by it.

use serde::Serialize;

/// Comments, as they can be loaded: the theme's `comments.js` does it.
#[derive(Debug, Serialize)]
pub struct ThreadView<'a> {
    /// `giscus`, `utterances`, `isso` or `remark42`
    pub provider: &'static str,
    /// Who is asked: `giscus.app`.
    pub host: &'a str,
    /// Address of the provider’s script.
    pub script: String,
    /// What the script wants to know, under its own names: attributes of its tag, or, for Remark42, keys of `remark_config`.
    pub settings: Vec<SettingView>,
    /// Id of the empty element that Isso and Remark42 write into; else `none`.
    pub root: Option<&'static str>,
    /// What Isso knows the thread by: the path of the page, or of the original of the story.
    pub id: String,
    /// Title of the article, without markup.
    pub title: &'a str,
}

/// A setting of a provider of comments.
#[derive(Debug, Serialize)]
pub struct SettingView {
    /// `any`, or the only scheme that it is for: `light` or `dark`.
    pub scheme: &'static str,
    /// As the provider calls it: `data-repo`.
    pub name: &'static str,
    /// As text.
    pub value: String,
}
