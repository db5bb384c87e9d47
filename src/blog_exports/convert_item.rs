//! Turns an item of an export into a text of the new site, in two steps: what files it needs, then
//! the text, when it is known which files there are.

use super::block_comments::{SharedBlocks, fill_blocks, has_blocks};
use super::export_index::{Attachment, ExportIndex, ItemKey, moment};
use super::media_names::{FileCopy, FileUse, MediaNames};
use super::plan_terms::{TermKind, plain};
use super::qtranslate::in_language;
use super::records::SourceItem;
use super::shortcodes::{Files, GalleryFile, expand_shortcodes};
use super::site_plan::{PlannedText, SitePlan};
use super::text_addresses::{OldPage, PlacedFiles, TextAddresses};
use crate::html_to_markdown::{
    Addresses, ConvertOptions, Converted, HtmlTree, MediaPlace, NodeId, Note, SourceFootnote,
    background_picture, convert, convert_words, picture_address, without_note_signs,
};
use crate::imported_site::{ArticleDraft, LeadPicture, Moment};
use crate::limits::TEXT_BYTES;
use serde_json::Value;

/// The most characters of a title that is made from the text.
const MADE_TITLE: usize = 60;

/// A text that waits for its files.
pub struct PreparedText<'a> {
    planned: &'a PlannedText,
    item: &'a SourceItem,
    key: ItemKey,
    body: Body,
    options: ConvertOptions,
    lead: Option<Attachment>,
    base: OldPage,
}

enum Body {
    Tree(HtmlTree),
    /// The text is nested too deeply for a parser.
    Words(String),
}

/// A text with what was changed in it.
pub struct ConvertedText {
    /// The text.
    pub draft: ArticleDraft,
    /// What was changed, with lines of its Markdown.
    pub notes: Vec<Note>,
    /// The address of its picture, where that was not copied.
    pub missing_lead: Option<String>,
    /// Whether its title was made from its words.
    pub has_made_title: bool,
    /// Whether the post had no date, and got one.
    pub has_made_date: bool,
}

/// A file that a text needs.
pub struct WantedFile {
    /// Its address.
    pub address: String,
    /// What for.
    pub usage: FileUse,
}

/// Knows the files of an export for one text.
struct TextFiles<'a> {
    index: &'a ExportIndex,
    key: ItemKey,
}

impl TextFiles<'_> {
    fn file(&self, attachment: &Attachment) -> GalleryFile {
        GalleryFile {
            url: attachment.url.clone(),
            alt: attachment.alt.clone(),
            caption: attachment.caption.clone(),
        }
    }
}

impl Files for TextFiles<'_> {
    fn by_id(&self, id: u64) -> Option<GalleryFile> {
        let export = self.key.export;
        let attachment = self.index.attachments.get(&ItemKey { export, id })?;
        Some(self.file(attachment))
    }

    fn of_text(&self) -> Vec<GalleryFile> {
        let own = self.index.files_of(self.key);
        own.iter().filter_map(|id| self.by_id(*id)).collect()
    }
}

impl SharedBlocks for TextFiles<'_> {
    fn block(&self, id: u64) -> Option<&str> {
        let export = self.key.export;
        let block = self.index.blocks.get(&ItemKey { export, id })?;
        Some(block)
    }
}

impl<'a> PreparedText<'a> {
    /// Reads an item in the language of a planned text.
    pub fn new(
        planned: &'a PlannedText,
        item: &'a SourceItem,
        index: &'a ExportIndex,
        plan: &SitePlan,
    ) -> Self {
        let key = planned.item;
        let content = in_language(item.field("content:encoded"), planned_lang(planned));
        let content = without_note_signs(&content.replace("\r\n", "\n").replace('\0', ""));
        let files = TextFiles { index, key };
        let is_of_blocks = has_blocks(&content);
        let filled = match is_of_blocks {
            true => fill_blocks(&content, &files, &files, TEXT_BYTES),
            false => content,
        };
        let html = expand_shortcodes(&filled, &files);
        let options = ConvertOptions {
            typed_breaks: !is_of_blocks,
            footnotes: footnotes(item.meta("footnotes")),
        };
        let toggles = plan.paired.toggles.get(&key);
        let body = match HtmlTree::parse(&html) {
            Some(mut tree) => {
                for address in toggles.into_iter().flatten() {
                    remove_toggle(&mut tree, address);
                }
                Body::Tree(tree)
            }
            None => Body::Words(html),
        };
        let lead = lead_of(item, key, index);
        PreparedText {
            planned,
            item,
            key,
            body,
            options,
            lead,
            base: OldPage::new(item.field("link"), &plan.own),
        }
    }

    /// The addresses of the files that the text shows or links to.
    pub fn wanted_files(&self) -> Vec<WantedFile> {
        let mut wanted = Vec::new();
        let mut want = |address: &str, usage| {
            let address = self.base.whole(address);
            wanted.push(WantedFile { address, usage });
        };
        if let Some(lead) = &self.lead {
            want(&lead.url, FileUse::Shown);
        }
        let Body::Tree(tree) = &self.body else {
            return wanted;
        };
        for id in tree.below(HtmlTree::ROOT) {
            let Some(element) = tree.element(id) else {
                continue;
            };
            if let Some(picture) = background_picture(element) {
                want(&picture, FileUse::Shown);
            }
            let address = match element.name() {
                "img" => picture_address(element),
                "video" | "audio" | "source" | "track" => element.get("src"),
                "a" => None,
                _ => continue,
            };
            if let Some(address) = address {
                want(address, FileUse::Shown);
            }
            if let Some(poster) = element.get("poster") {
                want(poster, FileUse::Shown);
            }
            let link = element.get("href").filter(|_| element.name() == "a");
            if let Some(link) = link.filter(|_| tree.first(id, "img").is_none()) {
                want(link, FileUse::Linked);
            }
        }
        wanted
    }

    /// What to copy for the text.
    pub fn copies(&self, plan: &SitePlan, names: &mut MediaNames) -> Vec<FileCopy> {
        let mut copies: Vec<FileCopy> = Vec::new();
        for file in self.wanted_files() {
            let Some(upload) = plan.own.upload(&file.address) else {
                continue;
            };
            if copies.iter().any(|copy| copy.upload == upload) {
                continue;
            }
            let url = plan.own.original(&file.address);
            let folder = &self.planned.folder;
            copies.extend(names.copy(&upload, &url, file.usage, folder));
        }
        copies
    }

    /// The text with its front matter.
    pub fn convert(
        &self,
        index: &ExportIndex,
        plan: &SitePlan,
        files: &PlacedFiles,
    ) -> ConvertedText {
        let addresses = TextAddresses {
            plan,
            index,
            text: self.planned,
            files,
            base: &self.base,
        };
        let Converted { markdown, notes } = match &self.body {
            Body::Tree(tree) => convert(tree, &addresses, &self.options),
            Body::Words(html) => convert_words(html),
        };
        let lang = planned_lang(self.planned);
        let title = plain(&in_language(self.item.field("title"), lang));
        let has_made_title = title.is_empty();
        let title = match has_made_title {
            true => self.made_title(&markdown),
            false => title,
        };
        let has_made_date = self.is_post() && self.date().is_none();
        let lead = self.lead.as_ref();
        let placed = lead.map(|lead| addresses.media(&lead.url));
        let missing_lead = match &placed {
            Some(MediaPlace::Missing(address)) => Some(address.clone()),
            _ => None,
        };
        let draft = ArticleDraft {
            title,
            markdown,
            image: lead.map(|lead| lead_picture(lead, &addresses)),
            ..self.front_matter(plan, lang)
        };
        ConvertedText {
            draft,
            notes,
            missing_lead,
            has_made_title,
            has_made_date,
        }
    }

    fn is_post(&self) -> bool {
        self.item.field("wp:post_type").trim() == "post"
    }

    fn date(&self) -> Option<Moment> {
        let field = |name| self.item.field(name);
        moment(field("wp:post_date"), field("wp:post_date_gmt"))
    }

    /// The values that do not depend on the text.
    fn front_matter(&self, plan: &SitePlan, lang: &str) -> ArticleDraft {
        let item = self.item;
        let export = self.key.export;
        let status = plan.status(self.key);
        let is_post = self.is_post();
        let ids = |kind: TermKind| plan.terms.ids(kind, export, item.slugs(kind.taxonomy()));
        let date = self.date();
        let updated = moment(
            item.field("wp:post_modified"),
            item.field("wp:post_modified_gmt"),
        );
        let authors = plan.authors(self.key);
        let description = [
            "_yoast_wpseo_metadesc",
            "rank_math_description",
            "_aioseo_description",
        ];
        let description = description
            .iter()
            .map(|key| item.meta(key))
            .find(|text| !text.is_empty());
        let description = description
            .filter(|text| !text.contains('%'))
            .unwrap_or_default();
        ArticleDraft {
            // a page with a date would be an article
            date: date
                .filter(|_| is_post)
                .or_else(|| is_post.then(epoch).flatten()),
            updated: updated.filter(|updated| is_post && date.is_none_or(|date| *updated > date)),
            is_draft: !status.is_some_and(|status| status.is_public()),
            slug: self.planned.slug.clone(),
            url: self.planned.url.clone(),
            aliases: self.planned.aliases.clone(),
            authors: authors.into_iter().filter(|_| is_post).collect(),
            categories: ids(TermKind::Category),
            tags: ids(TermKind::Tag),
            description: plain(&in_language(description, lang)),
            summary: plain(&in_language(item.field("excerpt:encoded"), lang)),
            featured: item.field("wp:is_sticky").trim() == "1",
            ..ArticleDraft::default()
        }
    }

    /// The first words of the text, else the name of its folder.
    fn made_title(&self, markdown: &str) -> String {
        let mut title = String::new();
        for word in markdown.split_whitespace() {
            if title.chars().count() + word.chars().count() > MADE_TITLE {
                break;
            }
            if word.starts_with(|c: char| c.is_alphanumeric()) {
                title.push_str(word);
                title.push(' ');
            }
        }
        let name = self.planned.folder.rsplit('/').next().unwrap_or_default();
        match title.trim() {
            "" => name.to_string(),
            title => title.to_string(),
        }
    }
}

/// The picture of an item: a file of the media library, or an address.
fn lead_of(item: &SourceItem, key: ItemKey, index: &ExportIndex) -> Option<Attachment> {
    let id = item.meta("_thumbnail_id").trim().parse().ok();
    let file = id.and_then(|id| index.attachments.get(&ItemKey { id, ..key }));
    let url = item.field("griot:lead");
    let own = (!url.is_empty()).then(|| Attachment {
        url: url.to_string(),
        alt: item.meta("griot:lead_alt").to_string(),
        ..Attachment::default()
    });
    file.cloned().or(own)
}

/// The date of a post that never had one.
fn epoch() -> Option<Moment> {
    moment("2000-01-01 00:00:00", "2000-01-01 00:00:00")
}

/// The language as qTranslate writes it.
fn planned_lang(planned: &PlannedText) -> &str {
    match planned.is_part {
        true => crate::imported_site::primary(&planned.lang),
        false => &planned.lang,
    }
}

fn lead_picture(lead: &Attachment, addresses: &TextAddresses<'_>) -> LeadPicture {
    let file = match addresses.media(&lead.url) {
        MediaPlace::At(file) | MediaPlace::Missing(file) => file,
    };
    LeadPicture {
        file,
        alt: plain(&lead.alt),
    }
}

/// The footnotes that WordPress's block keeps beside a text, as JSON.
fn footnotes(json: &str) -> Vec<SourceFootnote> {
    let values: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    let notes = values.as_array().into_iter().flatten();
    let text = |note: &Value, key: &str| note[key].as_str().map(str::to_string);
    let notes = notes.filter_map(|note| {
        let (id, html) = (text(note, "id")?, text(note, "content")?);
        Some(SourceFootnote { id, html })
    });
    notes.collect()
}

/// Removes a link to another language, and what stood around it alone.
fn remove_toggle(tree: &mut HtmlTree, address: &str) {
    let links = tree.below(HtmlTree::ROOT).into_iter();
    let mut links = links.filter(|id| {
        let element = tree.element(*id).filter(|element| element.name() == "a");
        element.and_then(|element| element.get("href")) == Some(address)
    });
    let Some(link) = links.next() else {
        return;
    };
    let words = letters(&tree.text(link));
    let mut top: NodeId = link;
    while let Some(parent) = tree.node(top).parent {
        if parent == HtmlTree::ROOT
            || letters(&tree.text(parent)) != words
            || tree.first(parent, "img").is_some()
        {
            break;
        }
        top = parent;
    }
    tree.remove(top);
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
