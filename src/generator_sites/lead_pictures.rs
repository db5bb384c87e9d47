//! Finds the picture of a text in its front matter.

use super::convert_text::WholeFolder;
use super::file_places::FilePlaces;
use super::line_notes::LineNotes;
use super::rewrite_links::AddressUse;
use super::value_tree::{first_text, get, mapping};
use crate::imported_site::{ArticleDraft, LeadPicture, ReportLine};
use crate::phrase;
use crate::yaml_and_toml::Value;

/// Keys of the picture of a text, in the order that counts.
pub const OF_PICTURE: [&str; 13] = [
    "image",
    "cover",
    "heroImage",
    "featured_image",
    "featuredImage",
    "feature_image",
    "thumbnail",
    "images",
    "ogImage",
    "banner",
    "index_img",
    "top_img",
    "header",
];

/// Adds the picture that the front matter names. One that is not in the folder is a line of
/// `needs_hand`.
pub fn add_picture(
    whole: &WholeFolder<'_>,
    number: usize,
    files: &mut FilePlaces,
    draft: &mut ArticleDraft,
    needs_hand: &mut Vec<ReportLine>,
) {
    let text = &whole.texts[number];
    let values = &text.file.values;
    let nested = mapping(values, "extra");
    let find = |values| {
        OF_PICTURE
            .iter()
            .find_map(|name| picture(get(values, name)?))
    };
    let Some(mut found) = find(values).or_else(|| find(nested?)) else {
        return;
    };
    if found.alt.is_empty() {
        let names = [
            "image_alt",
            "imageAlt",
            "heroImageAlt",
            "cover_alt",
            "coverAlt",
        ];
        found.alt = first_text(values, &names).unwrap_or_default();
    }
    let mut notes = LineNotes::default();
    let new = whole.new_address(&found.file, AddressUse::Shown, number, files, &mut notes);
    if let Some(new) = new {
        if !new.sign.is_empty() {
            let words = phrase!("this picture is not in the folder: the article has none");
            let file = whole.plan.places[number]
                .as_ref()
                .map_or("", |place| &place.file);
            let line = ReportLine::in_file("missing-file", file, words);
            return needs_hand.push(line.with_detail(&found.file));
        }
        found.file = new.address;
    }
    draft.image = Some(found);
}

/// A picture as a text, as the first of a list, or with what it shows.
fn picture(value: &Value) -> Option<LeadPicture> {
    match value {
        Value::Sequence(items) => picture(items.first()?),
        Value::Mapping(own) => {
            let names = [
                "image",
                "src",
                "url",
                "path",
                "file",
                "teaser",
                "overlay_image",
                "feature",
            ];
            Some(LeadPicture {
                file: first_text(own, &names)?,
                alt: first_text(own, &["alt", "image_description", "caption"]).unwrap_or_default(),
            })
        }
        Value::String(file) if file.contains(['.', '/']) => Some(LeadPicture {
            file: file.trim().to_string(),
            alt: String::new(),
        }),
        _ => None,
    }
}
