//! An article in parts, each with a digest of what it says: how Griot knows which sections of
//! an original changed since a translation was accepted.

use super::{Resolved, Site, TermId, Terms, visible_text};
use crate::content::front_matter::Date;
use crate::content::{Article, ArticleId, PathInfo};
use crate::document::one_line;
use crate::markdown::{Body, Heading, SlotKind};
use crate::translations::lock_file::{Digest, Part};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// How a link is named in a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// By the story or file that it leads to.
    Story,
    /// By the address of the page.
    Address,
}

impl Site {
    /// Title, description, introduction, sections and notes, in the order of the text; what an
    /// article lacks is left out.
    pub fn section_digests(&self, id: ArticleId) -> Vec<Part> {
        let article = self.article(id);
        let texts = [
            ("title", &article.title),
            ("description", &article.description),
        ];
        let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
        let mut parts: Vec<Part> = texts.map(|(name, text)| text_part(name, text)).collect();
        for (name, range) in ranges(&article.body) {
            let part = self.part(id, name, range);
            parts.extend((part.words > 0 || part.name.starts_with('#')).then_some(part));
        }
        parts
    }

    fn part(&self, id: ArticleId, name: String, range: Range<usize>) -> Part {
        let mut by_story = String::with_capacity(range.len());
        let html = self.named(id, range.clone(), Naming::Story);
        let words = visible_text::push(&mut by_story, &html);
        let digest = if self.has_links(id, &range) {
            let mut by_address = String::with_capacity(by_story.len());
            visible_text::push(&mut by_address, &self.named(id, range, Naming::Address));
            Digest::of(&by_story, &by_address)
        } else {
            Digest::of(&by_story, &by_story)
        };
        Part {
            name,
            words,
            digest,
        }
    }

    fn has_links(&self, id: ArticleId, range: &Range<usize>) -> bool {
        let slots = self.article(id).body.slots.iter();
        let mut inside = slots.filter(|slot| range.contains(&(slot.at as usize)));
        inside.any(|slot| matches!(slot.what, SlotKind::Href(_) | SlotKind::Url(_)))
    }

    /// A stretch of a body with its links named and its code as written.
    fn named(&self, id: ArticleId, range: Range<usize>, naming: Naming) -> String {
        let Article { path, body, .. } = self.article(id);
        let target = |link| self.target(id, (path, &body.links[link as usize].target), naming);
        let at = |offset| {
            body.slots
                .partition_point(|slot| (slot.at as usize) < offset)
        };
        let mut html = String::with_capacity(range.len() + 64);
        let mut done = range.start;
        for slot in &body.slots[at(range.start)..at(range.end)] {
            html.push_str(&body.html[done..slot.at as usize]);
            done = slot.at as usize;
            match slot.what {
                SlotKind::Href(link) => {
                    html.push_str(" href=\"");
                    html.push_str(&target(link));
                    html.push('"');
                }
                SlotKind::Url(link) => html.push_str(&target(link)),
                // its white space is part of what it says
                SlotKind::Code(code) => {
                    let text = body.codes[code as usize].text().trim_end();
                    let _ = write!(html, "{}", Digest::of(text, text));
                }
                // a card says what its link does
                SlotKind::Picture(_)
                | SlotKind::Word(_)
                | SlotKind::BeforeHeading(_)
                | SlotKind::AfterHeading(_)
                | SlotKind::BeforeEmbed(_)
                | SlotKind::AfterEmbed(_) => {}
            }
        }
        html.push_str(&body.html[done..range.end]);
        html
    }

    /// What a link of the file `from` leads to.
    fn target(&self, id: ArticleId, (from, target): (&str, &str), naming: Naming) -> String {
        match self.resolve(id, from, target) {
            Resolved::Article { id, suffix } => self.page_name(id, suffix, naming),
            Resolved::Path { location, suffix } => {
                match self.page_at(&location).map(|page| &page.kind) {
                    Some(super::Kind::Article(id)) => self.page_name(*id, suffix, naming),
                    _ => location.path + suffix,
                }
            }
            Resolved::File {
                source, location, ..
            } => match naming {
                Naming::Story => {
                    let folder = from.rfind('/').map_or(0, |at| at + 1);
                    let own = source.strip_prefix(&from[..folder]);
                    own.unwrap_or(&source).to_string()
                }
                Naming::Address => location.path,
            },
            // it reads the same once the article is there
            Resolved::Unpublished => {
                let path = super::links::join(from, target).unwrap_or_default();
                let below = path.strip_prefix("content/").unwrap_or(&path);
                PathInfo::parse(below, &self.config).key
            }
            Resolved::Anchor(_) | Resolved::Unknown { .. } | Resolved::Dead => target.to_string(),
        }
    }

    fn page_name(&self, id: ArticleId, suffix: &str, naming: Naming) -> String {
        let page = match naming {
            Naming::Story => &*self.story_of(id).key,
            Naming::Address => &self.location(id).path,
        };
        format!("{page}{suffix}")
    }

    /// Front matter that does not depend on language, as the article has it: what is empty is
    /// left out.
    pub fn shared_front_matter(&self, id: ArticleId) -> BTreeMap<String, Digest> {
        let article = self.article(id);
        let date = |date: &Option<Date>| {
            let date = date.as_ref();
            date.map_or(String::new(), |date| date.at.timestamp().to_string())
        };
        let image = article.image.as_ref();
        let image = image.map(|image| self.target(id, (&image.path, &image.target), Naming::Story));
        let values = [
            ("date", date(&article.date)),
            ("updated", date(&article.updated)),
            ("publish_date", date(&article.publish_date)),
            ("expiry_date", date(&article.expiry_date)),
            ("authors", article.authors.join("\n")),
            ("tags", terms(&self.tags, id)),
            ("categories", terms(&self.categories, id)),
            ("image", image.unwrap_or_default()),
            (
                "weight",
                article
                    .weight
                    .map_or(String::new(), |weight| weight.to_string()),
            ),
        ];
        let values = values.into_iter().filter(|(_, value)| !value.is_empty());
        let digest = |value: String| Digest::of(&value, &value);
        values
            .map(|(name, value)| (name.to_string(), digest(value)))
            .collect()
    }
}

fn terms(terms: &Terms, id: ArticleId) -> String {
    let names = |term: &TermId| terms.term(*term).names.join("\t");
    let mut names: Vec<String> = terms.of_article[id.0 as usize].iter().map(names).collect();
    names.sort_unstable();
    names.join("\n")
}

fn text_part(name: &str, text: &str) -> Part {
    let mut visible_text = String::with_capacity(text.len());
    let words = visible_text::push_words(&mut visible_text, text);
    Part {
        name: name.to_string(),
        words,
        digest: Digest::of(&visible_text, &visible_text),
    }
}

/// What a body is made of: the text before the first heading, a section by heading, the notes.
fn ranges(body: &Body) -> Vec<(String, Range<usize>)> {
    let starts = body.slots.iter().filter_map(|slot| match slot.what {
        SlotKind::BeforeHeading(heading) if (slot.at as usize) < body.notes => {
            Some((name(&body.headings[heading as usize]), slot.at as usize))
        }
        _ => None,
    });
    let mut starts: Vec<(String, usize)> = std::iter::once(("introduction".to_string(), 0))
        .chain(starts)
        .collect();
    starts.push(("notes".to_string(), body.notes));
    let ends: Vec<usize> = starts
        .iter()
        .map(|(_, at)| *at)
        .chain([body.html.len()])
        .skip(1)
        .collect();
    let ranges = starts.into_iter().zip(ends);
    ranges
        .map(|((name, start), end)| (name, start..end))
        .collect()
}

/// `## 🚀 Launch`: the emoji first, wherever the author put it.
pub fn name(heading: &Heading) -> String {
    let hashes = "#".repeat(usize::from(heading.level));
    let words = [hashes.as_str(), &heading.emoji, &heading.text];
    let words = words.into_iter().filter(|words| !words.is_empty());
    words.map(one_line).collect::<Vec<_>>().join(" ")
}
