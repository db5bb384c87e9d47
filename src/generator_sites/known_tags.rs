//! [`KnownTags`]: the Markdown for shortcodes and tags that generators and their themes share.

use super::generator::Generator;
use super::line_notes::{FolderNoteKind, LineNotes};
use super::scan_tags::{Argument, Tag, TagForm};
use super::site_facts::SiteFacts;
use super::tag_markdown::{
    box_kind, code_language, encoded, escape, fence, is_box, plain_name, quoted,
};

/// What stands in the place of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// Words in a line.
    Inline(String),
    /// A block of its own.
    Block(String),
}

use Replacement::{Block, Inline};

/// Knows the texts of the folder by the names that tags use.
pub trait TextNames {
    /// An address for the text, which later becomes a path; `None` where no text has this name.
    fn address_of(&self, name: &str) -> Option<String>;
}

/// Knows what tags become.
pub struct KnownTags<'a> {
    /// The generator.
    pub generator: Generator,
    /// The site.
    pub facts: &'a SiteFacts,
    /// The texts.
    pub names: &'a dyn TextNames,
    /// The old address of the text.
    pub address: &'a str,
    /// The title of the text.
    pub title: &'a str,
    /// What is not carried over.
    pub notes: &'a mut LineNotes,
}

impl KnownTags<'_> {
    /// Whether the text between a tag and its end is code, and not Markdown.
    pub fn reads_text(tag: &Tag<'_>) -> bool {
        tag.name.contains("mermaid")
            || matches!(
                tag.name,
                "highlight" | "codeblock" | "code" | "raw" | "verbatim" | "comment"
            )
    }

    /// The Markdown for a tag without an end.
    pub fn single(&mut self, tag: &Tag<'_>) -> Option<Replacement> {
        let arguments = tag.arguments();
        if tag.form == TagForm::Output && !tag.inside.starts_with('(') {
            return self.output(&self.whole(tag)).map(Inline);
        }
        let name = plain_name(tag.name);
        let values = Values(&arguments);
        if name == "include" || name == "include_relative" || name == "partial" || name == "render"
        {
            let file = values.at(0)?;
            let file = file.rsplit('/').next().unwrap_or(file);
            let name = plain_name(file.split('.').next().unwrap_or(file));
            let rest = arguments.iter().skip(1).cloned().collect::<Vec<_>>();
            return self.media(&name, &Values(&rest));
        }
        match name.as_str() {
            "ref" | "relref" | "post_url" | "post_path" | "link" if self.is_address(&name) => {
                Some(Inline(self.address_of(&values)?))
            }
            "post_link" => Some(Inline(self.post_link(&arguments)?)),
            "asset_path" => Some(Inline(encoded(values.at(0)?))),
            "asset_img" => self.hexo_picture(&arguments),
            "img" if self.generator == Generator::Hexo => self.hexo_picture(&arguments),
            "asset_link" => {
                let words = arguments[1..].iter().map(|word| word.value.as_str());
                let words = words.collect::<Vec<_>>().join(" ");
                Some(Inline(format!("[{words}]({})", encoded(values.at(0)?))))
            }
            "toc" | "table_of_contents" => Some(Inline(String::new())),
            "more" | "summary" => Some(Block("<!--more-->".to_string())),
            name => self
                .media(name, &values)
                .or_else(|| self.linked(tag, &values)),
        }
    }

    /// A link for a tag that nobody knows and that holds an address.
    fn linked(&mut self, tag: &Tag<'_>, values: &Values<'_>) -> Option<Replacement> {
        let mut addresses = values.0.iter().map(|argument| argument.value.trim());
        let is_address = |value: &&str| value.starts_with("http") && !value.contains(' ');
        let address = addresses.find(is_address)?;
        let sign = self.notes.add(FolderNoteKind::Linked, tag.name);
        Some(Block(format!("<{address}>{sign}")))
    }

    /// The Markdown for a tag and the text up to its end.
    pub fn paired(&mut self, tag: &Tag<'_>, inner: &str) -> Option<Replacement> {
        let arguments = tag.arguments();
        let values = Values(&arguments);
        let name = plain_name(tag.name);
        let trimmed = inner.trim_matches(['\n', ' ', '\t']);
        match name.as_str() {
            "raw" | "verbatim" | "md" | "markdown" | "centered" | "center" | "columns"
            | "column" => Some(Inline(inner.to_string())),
            "comment" => Some(Inline(String::new())),
            "highlight" | "code" | "codeblock" => {
                let language = arguments
                    .iter()
                    .find(|argument| argument.name == "lang" || argument.name == "language");
                let named =
                    language.map(|argument| argument.value.trim_start_matches("lang:").to_string());
                let named = named.or_else(|| values.at(0).map(code_language));
                Some(Block(fence(&named.unwrap_or_default(), inner)))
            }
            name if name.contains("mermaid") => Some(Block(fence("mermaid", inner))),
            "blockquote" | "quote" | "pullquote" | "epigraph" => {
                let source = values.get(&["author", "cite", "source", "attribution", "by"]);
                let placed = arguments.iter().filter(|argument| argument.name.is_empty());
                let placed = placed
                    .map(|argument| argument.value.as_str())
                    .collect::<Vec<_>>()
                    .join(" ");
                let source = source
                    .map(str::to_string)
                    .or(Some(placed).filter(|placed| !placed.is_empty()));
                let source = source.map_or(String::new(), |source| format!("\n\n— {source}"));
                Some(Block(quoted(&format!("{trimmed}{source}"))))
            }
            "details" | "expand" | "spoiler" | "collapse" | "fold" | "folding"
            | "accordion_item" => {
                let title = values.get(&["summary", "title", "label"]).or(values.at(0));
                let title = escape(title.unwrap_or("…"));
                Some(Block(format!(
                    "<details>\n<summary>{title}</summary>\n\n{trimmed}\n\n</details>"
                )))
            }
            "link" | "button" | "btn" | "ext" | "a" => {
                let address = values
                    .get(&["href", "url", "link", "relref", "to"])
                    .or(values.at(0))?;
                Some(Inline(format!("[{}]({})", trimmed, encoded(address))))
            }
            "figure" | "img" | "image" | "youtube" | "vimeo" | "video" if trimmed.is_empty() => {
                self.media(&name, &values)
            }
            "figure" | "image" | "img" if values.picture().is_some() => {
                let mut with_caption = arguments.clone();
                with_caption.push(Argument {
                    name: "caption".to_string(),
                    value: trimmed.to_string(),
                });
                self.media(&name, &Values(&with_caption))
            }
            "comparison" | "tabs" | "tabpane" | "tabbed_codeblock" | "steps" | "gallery"
            | "grid" => Some(Block(trimmed.to_string())),
            "tab" | "tabitem" => {
                let title = values
                    .get(&["header", "name", "title", "label"])
                    .or(values.at(0));
                let title = title.map_or(String::new(), |title| format!("**{title}**\n\n"));
                Some(Block(format!("{title}{trimmed}")))
            }
            name => {
                let kind = box_kind(name).or_else(|| is_box(name).then_some("NOTE"))?;
                Some(Block(self.boxed(kind, name, &arguments, trimmed)))
            }
        }
    }

    fn is_address(&self, name: &str) -> bool {
        match self.generator {
            Generator::Hugo => matches!(name, "ref" | "relref"),
            Generator::Jekyll => matches!(name, "post_url" | "link"),
            _ => matches!(name, "post_path"),
        }
    }

    /// The address of a text that a tag names, with the anchor behind it.
    fn address_of(&mut self, values: &Values<'_>) -> Option<String> {
        let named = values.get(&["path"]).or(values.at(0))?.to_string();
        let Anchored { path, anchor } = split_anchor(&named);
        if path.is_empty() {
            return Some(anchor.to_string());
        }
        if let Some(address) = self.names.address_of(path) {
            return Some(format!("{address}{anchor}"));
        }
        let sign = self.notes.add(FolderNoteKind::MissingText, &named);
        // Jekyll links to files of any kind
        let address = match self.generator {
            Generator::Jekyll => format!("/{}", path.trim_start_matches('/')),
            _ => path.to_string(),
        };
        Some(format!("{}{anchor}{sign}", encoded(&address)))
    }

    /// Hexo's link to a post, with words or the title of the post.
    fn post_link(&mut self, arguments: &[Argument]) -> Option<String> {
        let named = &arguments.first()?.value;
        let Anchored { path, anchor } = split_anchor(named);
        let words = arguments[1..]
            .iter()
            .filter(|argument| !matches!(argument.value.as_str(), "true" | "false"));
        let words = words
            .map(|argument| argument.value.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let words = if words.is_empty() {
            path.to_string()
        } else {
            words
        };
        match self.names.address_of(path) {
            Some(address) => Some(format!("[{words}]({address}{anchor})")),
            None => {
                let sign = self.notes.add(FolderNoteKind::MissingText, named);
                Some(format!("{words}{sign}"))
            }
        }
    }

    /// A box in Griot's Markdown.
    pub(super) fn boxed(
        &mut self,
        kind: &str,
        name: &str,
        arguments: &[Argument],
        inner: &str,
    ) -> String {
        let values = Values(arguments);
        let own = values
            .get(&["type", "kind", "style", "color", "class"])
            .or(values.at(0));
        let own = own.unwrap_or_default().to_lowercase();
        let own_kind = box_kind(own.trim_start_matches(['#', '.']));
        let kind = own_kind.unwrap_or(kind);
        let title = values.get(&["title", "header", "heading"]);
        let placed = arguments.iter().filter(|argument| argument.name.is_empty());
        let placed: Vec<&str> = placed.map(|argument| argument.value.as_str()).collect();
        let title = title.or(match own_kind {
            Some(_) => placed.get(1).copied(),
            None => None,
        });
        let is_lost = own_kind.is_none() && box_kind(name).is_none() && !own.is_empty();
        let sign = match is_lost {
            true => self.notes.add(FolderNoteKind::Box, &own),
            false => String::new(),
        };
        let title = title.map_or(String::new(), |title| format!(" {}", title.trim()));
        quoted(&format!("[!{kind}]{title}{sign}\n{inner}"))
    }

    /// The text of an output tag, such as `site.title | relative_url`.
    fn whole(&self, tag: &Tag<'_>) -> String {
        format!("{}{}", tag.name, tag.inside)
    }

    /// What an output tag shows, where it is an address or a fact of the site.
    fn output(&self, written: &str) -> Option<String> {
        let mut parts = written.split('|').map(str::trim);
        let first = parts.next()?;
        let filters: Vec<&str> = parts.collect();
        let base = self.facts.base_path();
        let literal = first.trim_matches(['"', '\'']);
        let value = match first {
            "site.baseurl" | "site.BaseURL" | "base_path" => String::new(),
            "site.url" => self.facts.base_url.trim_end_matches(base).to_string(),
            "site.title" => self.facts.languages[0].title.clone(),
            "page.url" => self.address.to_string(),
            "page.title" => self.title.to_string(),
            _ if first.len() > literal.len() && !literal.is_empty() => literal.to_string(),
            _ => return None,
        };
        let is_known = filters.iter().all(|filter| {
            matches!(
                *filter,
                "relative_url"
                    | "absolute_url"
                    | "prepend: site.baseurl"
                    | "prepend: site.url"
                    | "escape"
                    | "url_for"
            )
        });
        is_known.then_some(value)
    }
}

/// A path and the anchor behind it. The anchor has its `#`.
struct Anchored<'p> {
    path: &'p str,
    anchor: &'p str,
}

fn split_anchor(address: &str) -> Anchored<'_> {
    let (path, anchor) = address.split_at(address.find('#').unwrap_or(address.len()));
    Anchored { path, anchor }
}

/// The values of a tag by name or place.
pub struct Values<'a>(pub &'a [Argument]);

impl<'a> Values<'a> {
    /// A value by the first of several names.
    pub fn get(&self, names: &[&str]) -> Option<&'a str> {
        let of_name = |name: &&str| {
            let mut arguments = self.0.iter();
            arguments.find(|argument| argument.name.eq_ignore_ascii_case(name))
        };
        let found = names.iter().find_map(of_name)?;
        Some(found.value.trim()).filter(|value| !value.is_empty())
    }

    /// A value by its place.
    pub fn at(&self, place: usize) -> Option<&'a str> {
        let mut placed = self.0.iter().filter(|argument| argument.name.is_empty());
        placed.nth(place).map(|argument| argument.value.trim())
    }

    /// The file of a picture.
    pub fn picture(&self) -> Option<&'a str> {
        let names = [
            "src",
            "image_path",
            "url",
            "image",
            "file",
            "path",
            "filename",
            "img",
            "name",
        ];
        self.get(&names).or(self.at(0))
    }
}
