//! Writes pictures, galleries, videos, sounds and frames.

use super::blocks::{BlockKind, Flow};
use super::escape_text::{TextPlace, escape_text, link_target, link_title};
use super::html_tree::{Element, NodeId};
use super::media_addresses::{LATER, picture_address, video_link};
use super::note::NoteKind;
use super::raw_html::attribute;
use super::writer::Writer;
use super::{MediaPlace, is_script};

/// How many nodes before an element may hold the picture that it repeats.
const NEAR: usize = 3;

impl Writer<'_> {
    /// The place of a picture or another file, with the sign of a note where it is missing.
    fn placed(&mut self, address: &str) -> Placed {
        match self.addresses.media(address) {
            MediaPlace::At(address) => Placed {
                address,
                note: String::new(),
            },
            MediaPlace::Missing(address) => {
                let note = self.note(NoteKind::MissingFile, &address);
                Placed { address, note }
            }
        }
    }

    /// A picture as Markdown. Small pictures of emoji are the emoji.
    pub(super) fn image(&mut self, element: &Element, caption: Option<&str>) -> String {
        let alt = element.get("alt").unwrap_or_default();
        if element.has_class("emoji") || element.has_class("wp-smiley") {
            return escape_text(alt, TextPlace::Paragraph);
        }
        let Some(address) = picture_address(element) else {
            return String::new();
        };
        let words: Vec<&str> = alt.split_whitespace().collect();
        let alt = escape_text(&words.join(" "), TextPlace::Link);
        if is_script(address) && !address.trim_start().starts_with("data:image/") {
            return self.note(NoteKind::ScriptLink, address);
        }
        let title = caption.or(element.get("title")).unwrap_or_default();
        let (address, title) = (address.to_string(), title.to_string());
        self.picture(&alt, &address, &title)
    }

    /// A picture with its words, which are escaped, and its title.
    pub(super) fn picture(&mut self, alt: &str, address: &str, title: &str) -> String {
        let Placed { address, note } = self.placed(address);
        let (target, title) = (link_target(&address), link_title(title));
        format!("![{alt}]({target}{title}){note}")
    }

    pub(super) fn figure(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let children = self.tree.children(id).to_vec();
        let (captions, content): (Vec<NodeId>, Vec<NodeId>) = children
            .iter()
            .partition(|child| self.tree.name(**child) == "figcaption");
        if let Some(address) = self.embedded_address(id, element) {
            return self.embed(&address, &captions, flow);
        }
        let images: Vec<NodeId> = self
            .tree
            .below(id)
            .into_iter()
            .filter(|node| self.tree.name(*node) == "img")
            .collect();
        let is_gallery = element.has_class("wp-block-gallery") || images.len() != 1;
        let caption = match captions[..] {
            [caption] if !is_gallery && self.has_only_text(caption) => {
                self.plain_caption(&images, caption)
            }
            _ => None,
        };
        if let Some(text) = caption {
            return flow.push(BlockKind::Paragraph, text);
        }
        let inner = self.flow(&content);
        flow.blocks.extend(inner.blocks);
        for caption in captions {
            let children = self.tree.children(caption).to_vec();
            let inner = self.flow(&children);
            flow.blocks.extend(inner.blocks);
        }
    }

    /// One picture, with its caption as the title.
    fn plain_caption(&mut self, images: &[NodeId], caption: NodeId) -> Option<String> {
        let image = *images.first()?;
        let element = self.tree.element(image)?.clone();
        let caption = self.tree.text(caption);
        let text = self.image(&element, Some(caption.trim()));
        let link = self.tree.node(image).parent;
        let link = link.and_then(|link| self.tree.element(link));
        let link = link.filter(|link| link.name() == "a");
        let address = link.and_then(|link| link.get("href"));
        let address =
            address.filter(|address| !self.addresses.is_picture(address) && !is_script(address));
        Some(match address {
            Some(address) => {
                let target = self.addresses.link(address);
                format!("[{text}]({})", link_target(&target))
            }
            None => text,
        })
    }

    /// The address that an embed block shows.
    fn embedded_address(&self, id: NodeId, element: &Element) -> Option<String> {
        let is_embed = element
            .get("class")
            .is_some_and(|class| class.contains("wp-block-embed"));
        let is_wrapper = |node: &NodeId| {
            let element = self.tree.element(*node);
            element.is_some_and(|element| element.has_class("wp-block-embed__wrapper"))
        };
        let wrapper = self
            .tree
            .below(id)
            .into_iter()
            .find(is_wrapper)
            .filter(|_| is_embed)?;
        let text = self.tree.text(wrapper).trim().to_string();
        let is_address = text.starts_with("http") && !text.contains(char::is_whitespace);
        is_address.then_some(text)
    }

    /// An address alone in its paragraph, with the caption as its words.
    fn embed(&mut self, address: &str, captions: &[NodeId], flow: &mut Flow) {
        let caption = captions
            .first()
            .filter(|caption| self.has_only_text(**caption));
        let words = caption.map(|caption| self.tree.text(*caption));
        let words = words.map(|words| escape_text(words.trim(), TextPlace::Link));
        let target = self.addresses.link(address);
        let text = match words.filter(|words| !words.is_empty()) {
            Some(words) => format!("[{words}]({})", link_target(&target)),
            None if target == address => escape_text(address, TextPlace::Paragraph),
            None => format!(
                "[{}]({})",
                escape_text(address, TextPlace::Link),
                link_target(&target)
            ),
        };
        flow.push(BlockKind::Paragraph, text);
        if caption.is_none() {
            for caption in captions {
                let children = self.tree.children(*caption).to_vec();
                let inner = self.flow(&children);
                flow.blocks.extend(inner.blocks);
            }
        }
    }

    /// A video or a sound, as HTML with controls.
    pub(super) fn player(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let sources = self.tree.below(id).into_iter();
        let sources = sources.filter(|node| self.tree.name(*node) == "source");
        let source = sources
            .filter_map(|node| self.tree.element(node)?.get("src"))
            .next();
        let Some(address) = element.get("src").or(source).map(str::to_string) else {
            return;
        };
        if is_script(&address) {
            let note = self.note(NoteKind::ScriptLink, &address);
            return flow.push(BlockKind::Other, note);
        }
        let name = element.name();
        let Placed { address, note } = self.placed(&address);
        let mut html = format!("<{name}{} controls", attribute("src", &address));
        if let Some(poster) = element.get("poster").filter(|poster| !is_script(poster)) {
            let poster = self.placed(poster);
            html.push_str(&attribute("poster", &poster.address));
        }
        for flag in ["loop", "muted", "playsinline"] {
            if element.get(flag).is_some() {
                html.push_str(&format!(" {flag}"));
            }
        }
        html.push('>');
        for track in self.tree.below(id) {
            if let Some(element) = self
                .tree
                .element(track)
                .filter(|track| track.name() == "track")
            {
                let element = element.clone();
                html.push_str(&self.track(&element));
            }
        }
        html.push_str(&format!("</{name}>{note}"));
        flow.push(BlockKind::Other, html);
    }

    fn track(&mut self, element: &Element) -> String {
        let Some(address) = element.get("src").filter(|address| !is_script(address)) else {
            return String::new();
        };
        let mut html = format!("<track{}", attribute("src", &self.placed(address).address));
        for name in ["kind", "srclang", "label"] {
            if let Some(value) = element.get(name) {
                html.push_str(&attribute(name, value));
            }
        }
        html + ">"
    }

    /// A frame: the link of a video that Griot shows as a card, else the frame itself.
    pub(super) fn frame(&mut self, id: NodeId, element: &Element, flow: &mut Flow) {
        let address = LATER.iter().find_map(|name| element.get(name));
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            return;
        };
        let address = match address.strip_prefix("//") {
            Some(rest) => format!("https://{rest}"),
            None => address.to_string(),
        };
        if is_script(&address) {
            let note = self.note(NoteKind::ScriptLink, &address);
            return flow.push(BlockKind::Other, note);
        }
        if let Some(link) = video_link(&address) {
            let title = element.get("title").unwrap_or_default();
            let title = escape_text(title.trim(), TextPlace::Link);
            let is_named = !title.is_empty() && !title.contains("video player");
            let text = match is_named {
                true => format!("[{title}]({link})"),
                false => link,
            };
            return flow.push(BlockKind::Paragraph, text);
        }
        let note = self.note(NoteKind::Frame, &address);
        let mut html = format!("<iframe{}", attribute("src", &address));
        for name in ["title", "width", "height"] {
            if let Some(value) = element.get(name) {
                html.push_str(&attribute(name, value));
            }
        }
        if self.tree.name(id) == "iframe" {
            html.push_str(" loading=\"lazy\" allowfullscreen");
        }
        flow.push(BlockKind::Other, format!("{html}></iframe>{note}"));
    }

    /// What an object shows where it does not run.
    pub(super) fn object(&mut self, id: NodeId, flow: &mut Flow) {
        let children = self.tree.children(id).to_vec();
        let inner = self.flow(&children);
        flow.blocks.extend(inner.blocks);
    }

    /// What stands there for browsers without scripts, unless it repeats the picture before it.
    pub(super) fn no_script(&mut self, id: NodeId, flow: &mut Flow) {
        let image = self.tree.first(id, "img");
        let address = image.and_then(|image| picture_address(self.tree.element(image)?));
        let parent = self.tree.node(id).parent;
        let siblings = parent.map_or(&[][..], |parent| self.tree.children(parent));
        let own = self.facts.index(id);
        // such an element stands right behind the picture
        let before = &siblings[own.saturating_sub(NEAR)..own.min(siblings.len())];
        let repeats = address.is_some_and(|address| {
            before.iter().any(|other| {
                let image = match self.tree.name(*other) {
                    "img" => Some(*other),
                    _ => self.tree.first(*other, "img"),
                };
                let element = image.and_then(|image| self.tree.element(image));
                element.and_then(picture_address) == Some(address)
            })
        });
        if repeats {
            return;
        }
        let children = self.tree.children(id).to_vec();
        let inner = self.flow(&children);
        flow.blocks.extend(inner.blocks);
    }
}

struct Placed {
    address: String,
    note: String,
}
