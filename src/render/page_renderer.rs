//! The site, the theme and the templates, while one page is rendered.
//!
//! [`PageRenderer`] carries the tracked site of one page, so that every article that a view reads
//! is logged for this page. The other files of this folder add the views of each kind of page.

use super::capped_writer::CappedWriter;
use super::output::Rendered;
use super::shared_views::SharedViews;
use super::view::PageView;
use crate::config::Lang;
use crate::diagnostic::{Diagnostic, English};
use crate::phrase;
use crate::site::{Page, TrackedSite};
use crate::theme::{Theme, page_too_long, render_error};
use crate::translations::Translations;
use tera::{Context, Value};

/// What the views and templates of one page are made from.
#[derive(Clone, Copy)]
pub struct PageRenderer<'r, 't> {
    /// The site, which logs the articles that this page reads.
    pub site: TrackedSite<'t>,
    /// The status of each translation.
    pub translations: &'r Translations,
    /// The theme.
    pub theme: &'r Theme,
    /// What all pages share.
    pub shared: &'r SharedViews,
}

impl<'r, 't> PageRenderer<'r, 't> {
    /// A renderer whose reads are logged by `site`.
    pub fn new(
        site: TrackedSite<'t>,
        translations: &'r Translations,
        theme: &'r Theme,
        shared: &'r SharedViews,
    ) -> Self {
        PageRenderer {
            site,
            translations,
            theme,
            shared,
        }
    }

    /// Copies the renderer with another log, for a value that pages share.
    pub fn with_site<'u>(self, site: TrackedSite<'u>) -> PageRenderer<'r, 'u> {
        PageRenderer::new(site, self.translations, self.theme, self.shared)
    }

    /// Renders a template with `page` and one more value.
    pub fn template(
        &self,
        page: &Page,
        template: &str,
        view: &PageView,
        value: Option<TemplateValue>,
    ) -> Result<Rendered, Diagnostic> {
        let mut context = Context::new();
        context.insert("page", view);
        if let Some(TemplateValue { name, value }) = value {
            context.insert_value(name, value);
        }
        let bytes = self.render_template(page.lang, template, &context, &page.location.path)?;
        Ok(Rendered::Bytes(bytes))
    }

    /// Renders a template in the language of a page. `path` is the path of the page that needs
    /// it, for messages.
    pub fn render_template(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
        path: &str,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut output = CappedWriter::new();
        let tera = &self.shared.teras[usize::from(lang.0)];
        let Err(error) = tera.render_to(template, context, &mut output) else {
            return Ok(output.bytes);
        };
        let sources = &self.theme.templates[usize::from(lang.0)].sources;
        let diagnostic = if output.is_full {
            page_too_long(sources, template)
        } else {
            render_error(sources, template, &error)
        };
        let once = format!(
            "{}{:?}{}",
            diagnostic.path,
            diagnostic.span,
            diagnostic.message(&English)
        );
        let hint = phrase!("while rendering the page `{path}`", path = path);
        Err(diagnostic.hint(hint).once(once))
    }

    /// A string of the theme without values.
    pub fn string<'k>(&'k self, lang: Lang, key: &'k str) -> &'k str {
        self.theme.strings.plain(lang, key)
    }

    /// A string of the theme, in the plural form for a number.
    pub fn counted_string(&self, lang: Lang, key: &str, count: usize) -> String {
        let value = |name: &str| (name == "count").then(|| count.to_string());
        let strings = &self.theme.strings;
        let text = strings.format(lang, key, i64::try_from(count).ok(), &value);
        text.unwrap_or_else(|| key.into()).into_owned()
    }
}

/// The value that a template gets beside `site` and `page`.
pub struct TemplateValue {
    /// `article`, `list`, `terms`, `archive` or `search`.
    pub name: &'static str,
    /// The serialised view.
    pub value: Value,
}

impl TemplateValue {
    /// Serialises a view.
    pub fn new(name: &'static str, view: &impl serde::Serialize) -> Self {
        TemplateValue {
            name,
            value: Value::from_serializable(view),
        }
    }
}
