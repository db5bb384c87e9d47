//! The values that templates get for the comments of an article.

use serde::Serialize;

/// Comments of another service: values for the theme's `comments.js`, which loads them.
#[derive(Debug, Serialize)]
pub struct ThreadView<'a> {
    /// `giscus`, `utterances`, `isso` or `remark42`
    pub provider: &'static str,
    /// Host that the comments are loaded from: `giscus.app`.
    pub host: &'a str,
    /// Address of the provider’s script.
    pub script: String,
    /// Settings of the script: attributes of its tag; for Remark42, keys of `remark_config`.
    pub settings: Vec<SettingView>,
    /// Id of the empty element that Isso and Remark42 write into; `none` for others.
    pub root: Option<&'static str>,
    /// Id of the thread for Isso: the path of the page, or of the original of the article.
    pub id: String,
    /// Title of the article, without markup.
    pub title: &'a str,
}

/// A setting of a provider of comments.
#[derive(Debug, Serialize)]
pub struct SettingView {
    /// Colour scheme that the setting is for: `any`, `light` or `dark`.
    pub scheme: &'static str,
    /// Name of the setting at the provider: `data-repo`.
    pub name: &'static str,
    /// Value, as text.
    pub value: String,
}
