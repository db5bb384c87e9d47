//! Turns the shortcodes of WordPress and of common plugins into HTML.
//!
//! One that nobody knows stays as text, with the sign of a note behind it. Code, comments and tags
//! are passed over.

use super::shortcode_scanner::{Shortcode, shortcode_at};
use super::shortcode_source::Source;
use crate::html_to_markdown::NoteKind;

/// Shortcodes inside one another.
const DEPTH: usize = 8;

/// The languages whose names are shortcodes of SyntaxHighlighter.
const CODE_NAMES: [&str; 22] = [
    "code",
    "sourcecode",
    "source",
    "php",
    "css",
    "html",
    "xml",
    "js",
    "javascript",
    "python",
    "py",
    "ruby",
    "java",
    "bash",
    "shell",
    "sql",
    "cpp",
    "c",
    "csharp",
    "json",
    "go",
    "diff",
];

/// Shortcodes that stand around a text.
const ENCLOSING: [&str; 17] = [
    "caption",
    "wp_caption",
    "embed",
    "audio",
    "video",
    "playlist",
    "quote",
    "blockquote",
    "pullquote",
    "footnote",
    "ref",
    "fn",
    "efn_note",
    "dropcap",
    "button",
    "youtube",
    "vimeo",
];

/// A file of the export, for galleries and players.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalleryFile {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// The words below it.
    pub caption: String,
}

/// Knows the files of an export.
pub trait Files {
    /// A file by its number.
    fn by_id(&self, id: u64) -> Option<GalleryFile>;

    /// The pictures that belong to the text.
    fn of_text(&self) -> Vec<GalleryFile>;
}

/// A text with its shortcodes as HTML.
pub fn expand_shortcodes(text: &str, files: &dyn Files) -> String {
    Expansion { files }.expand(text, 0)
}

/// The sign of a note in HTML, for the conversion to Markdown.
pub fn note_tag(kind: NoteKind, detail: &str) -> String {
    format!(
        "<griot-note data-kind=\"{}\" data-detail=\"{}\"></griot-note>",
        kind.name(),
        escape(detail)
    )
}

/// A text as HTML.
pub fn escape(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

struct Expansion<'a> {
    files: &'a dyn Files,
}

impl Expansion<'_> {
    fn expand(&self, text: &str, depth: usize) -> String {
        if depth > DEPTH || !text.contains('[') {
            return text.to_string();
        }
        let source = Source::new(text);
        let mut html = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text[at..].find(['[', '<']).map(|next| at + next) {
            html.push_str(&text[at..next]);
            at = match text[next..].starts_with('<') {
                true => {
                    let end = source.end_of_tag(next);
                    html.push_str(&text[next..end]);
                    end
                }
                false => self.bracket(&source, next, depth, &mut html),
            };
        }
        html.push_str(&text[at..]);
        html
    }

    /// Writes what begins with `[` at a place, and returns the place behind it.
    fn bracket(&self, source: &Source<'_>, at: usize, depth: usize, html: &mut String) -> usize {
        let text = &source.text[at..];
        // `[[code]]` shows `[code]`
        if let Some(inner) = text.strip_prefix("[[")
            && let Some(end) = inner
                .find(['[', ']'])
                .filter(|end| inner[*end..].starts_with("]]"))
        {
            html.push_str(&format!("[{}]", &inner[..end]));
            return at + end + 4;
        }
        let end_tag = source.end_tags.of_tag(at);
        let Some(shortcode) = shortcode_at(source.text, at, None) else {
            html.push('[');
            return at + 1;
        };
        let encloses = is_enclosing(&shortcode.name);
        let whole = shortcode_at(source.text, at, end_tag.filter(|_| encloses));
        if let Some(whole) = &whole
            && let Some(known) = self.known(whole, depth)
        {
            html.push_str(&known);
            return at + whole.source.len();
        }
        html.push_str(&escape_text(shortcode.tag));
        if is_of_program(&shortcode, end_tag.is_some()) {
            html.push_str(&note_tag(NoteKind::Shortcode, shortcode.tag));
        }
        at + shortcode.tag.len()
    }

    fn known(&self, shortcode: &Shortcode<'_>, depth: usize) -> Option<String> {
        let content = shortcode.content;
        Some(match shortcode.name.as_str() {
            "caption" | "wp_caption" => self.caption(shortcode, depth)?,
            "gallery" => self.gallery(shortcode),
            "embed" => block(content.or(shortcode.get(&["src"]))?.trim())?,
            "audio" => self.player(
                shortcode,
                "audio",
                &["src", "mp3", "m4a", "ogg", "wav", "wma", "flac"],
            )?,
            "video" => self.player(
                shortcode,
                "video",
                &["src", "mp4", "m4v", "webm", "ogv", "mov", "flv", "wmv"],
            )?,
            "playlist" => self.playlist(shortcode)?,
            "youtube" => block(&video_address(
                shortcode,
                "https://www.youtube.com/watch?v=",
            )?)?,
            "vimeo" => block(&video_address(shortcode, "https://vimeo.com/")?)?,
            "tweet" | "twitter" | "instagram" | "soundcloud" | "spotify" | "dailymotion"
            | "ted" => {
                let first = shortcode.words.first().map(String::as_str);
                block(shortcode.get(&["url", "tweet"]).or(first)?)?
            }
            "quote" | "blockquote" | "pullquote" => {
                let text = self.expand(content?, depth + 1);
                let source = shortcode.get(&["author", "cite", "source", "name"]);
                let source = source.map_or(String::new(), |source| {
                    format!("<cite>{}</cite>", escape(source))
                });
                format!("<blockquote>{text}{source}</blockquote>")
            }
            "footnote" | "ref" | "fn" | "efn_note" => {
                format!(
                    "<griot-footnote>{}</griot-footnote>",
                    self.expand(content?, depth + 1)
                )
            }
            "dropcap" => self.expand(content?, depth + 1),
            "button" => {
                let address = shortcode.get(&["url", "link", "href"])?;
                format!(
                    "<a href=\"{}\">{}</a>",
                    escape(address),
                    self.expand(content?, depth + 1)
                )
            }
            name if CODE_NAMES.contains(&name) => code(shortcode)?,
            _ => return None,
        })
    }

    /// A picture and the words below it.
    fn caption(&self, shortcode: &Shortcode<'_>, depth: usize) -> Option<String> {
        let content = self.expand(shortcode.content?, depth + 1);
        let end = content.find("</a>").map(|at| at + "</a>".len());
        let image = content
            .find("<img")
            .and_then(|at| Some(at + content[at..].find('>')? + 1))?;
        let end = end
            .filter(|end| *end > image && content.trim_start().starts_with("<a"))
            .unwrap_or(image);
        let (picture, words) = content.split_at(end);
        let words = match words.trim() {
            "" => shortcode.get(&["caption"]).map_or(String::new(), escape),
            words => words.to_string(),
        };
        Some(format!(
            "\n\n<figure>{picture}<figcaption>{words}</figcaption></figure>\n\n"
        ))
    }

    fn gallery(&self, shortcode: &Shortcode<'_>) -> String {
        let ids = shortcode.get(&["ids", "include"]).map(numbers);
        let found = match &ids {
            Some(ids) => ids.iter().filter_map(|id| self.files.by_id(*id)).collect(),
            None => self.files.of_text(),
        };
        let wanted = ids.map_or(0, |ids| ids.len());
        gallery_html(&found, wanted, shortcode.tag)
    }

    /// A video or a sound by one of the keys; the page of a video by its address.
    fn player(&self, shortcode: &Shortcode<'_>, element: &str, keys: &[&str]) -> Option<String> {
        let first = shortcode.words.first().map(String::as_str);
        let content = shortcode
            .content
            .map(str::trim)
            .filter(|content| content.starts_with("http"));
        let address = shortcode.get(keys).or(first).or(content)?;
        let path = address
            .split(['?', '#'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let is_file = path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'))
            && !path.contains("youtube.com")
            && !path.contains("youtu.be")
            && !path.contains("vimeo.com");
        if !is_file {
            return block(address);
        }
        let poster = shortcode.get(&["poster"]).filter(|_| element == "video");
        let poster = poster.map_or(String::new(), |poster| {
            format!(" poster=\"{}\"", escape(poster))
        });
        Some(format!(
            "\n\n<{element} src=\"{}\"{poster} controls></{element}>\n\n",
            escape(address)
        ))
    }

    fn playlist(&self, shortcode: &Shortcode<'_>) -> Option<String> {
        let ids = numbers(shortcode.get(&["ids", "include"])?);
        let element = match shortcode.get(&["type"]) {
            Some("video") => "video",
            _ => "audio",
        };
        let files = ids.iter().filter_map(|id| self.files.by_id(*id));
        let players: Vec<String> = files
            .map(|file| {
                let words = if file.caption.is_empty() {
                    &file.alt
                } else {
                    &file.caption
                };
                format!(
                    "<p>{}</p><{element} src=\"{}\" controls></{element}>",
                    escape(words),
                    escape(&file.url)
                )
            })
            .collect();
        let missing = ids.len() - players.len();
        let note = match missing {
            0 => String::new(),
            _ => note_tag(NoteKind::EmptyGallery, shortcode.tag),
        };
        Some(format!("{}{note}", players.join("")))
    }
}

/// The pictures of a gallery after each other.
pub fn gallery_html(files: &[GalleryFile], wanted: usize, detail: &str) -> String {
    let figures = files.iter().map(|file| {
        let caption = match file.caption.as_str() {
            "" => String::new(),
            caption => format!("<figcaption>{caption}</figcaption>"),
        };
        format!(
            "<figure><img src=\"{}\" alt=\"{}\">{caption}</figure>",
            escape(&file.url),
            escape(&file.alt)
        )
    });
    let figures: String = figures.collect();
    let is_whole = !files.is_empty() && files.len() >= wanted;
    let note = match is_whole {
        true => String::new(),
        false => note_tag(NoteKind::EmptyGallery, detail),
    };
    format!("\n\n<div>{figures}{note}</div>\n\n")
}

/// The numbers of a list such as `1, 2,3`.
pub fn numbers(list: &str) -> Vec<u64> {
    let numbers = list.split(|c: char| !c.is_ascii_digit());
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// An address alone in its paragraph.
fn block(address: &str) -> Option<String> {
    let address = address.trim();
    let is_address = address.starts_with("http") || address.starts_with("//");
    let is_plain = is_address && !address.contains(|c: char| c.is_whitespace() || c == '<');
    is_plain.then(|| format!("\n\n<p>{}</p>\n\n", escape(&htmlize::unescape(address))))
}

/// The address of a video from `[youtube id]` and its like.
fn video_address(shortcode: &Shortcode<'_>, before_id: &str) -> Option<String> {
    let first = shortcode.words.first().map(String::as_str);
    let content = shortcode.content.map(str::trim);
    let value = shortcode
        .get(&["id", "url", "src", "v"])
        .or(first)
        .or(content)?
        .trim();
    if value.starts_with("http") {
        return Some(htmlize::unescape(value).into_owned());
    }
    let is_id = !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    is_id.then(|| format!("{before_id}{value}"))
}

fn code(shortcode: &Shortcode<'_>) -> Option<String> {
    let content = shortcode.content?;
    let language = match shortcode.name.as_str() {
        "code" | "sourcecode" | "source" => {
            let first = shortcode.words.first().map(String::as_str);
            shortcode
                .get(&["language", "lang", "type"])
                .or(first)
                .unwrap_or_default()
        }
        name => name,
    };
    // one editor saved code with entities, the other without
    let code = match content.contains('<') {
        true => content.to_string(),
        false => htmlize::unescape(content).into_owned(),
    };
    Some(format!(
        "\n\n<pre class=\"language-{}\"><code>{}</code></pre>\n\n",
        escape(language.trim_matches('"')),
        escape(&code)
    ))
}

/// A tag that stays text: its quotes may be HTML already.
fn escape_text(tag: &str) -> String {
    tag.replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether a bracket is a program's and not the author's: it has values, an end tag, or a name that
/// no word is.
fn is_of_program(shortcode: &Shortcode<'_>, has_end: bool) -> bool {
    shortcode.name.contains(['_', '-']) || !shortcode.values.is_empty() || has_end
}

fn is_enclosing(name: &str) -> bool {
    ENCLOSING.contains(&name) || CODE_NAMES.contains(&name)
}
