//! The Markdown for tags that show pictures, videos and posts of other sites.

use super::known_tags::Replacement::{self, Block, Inline};
use super::known_tags::{KnownTags, Values};
use super::line_notes::FolderNoteKind;
use super::scan_tags::Argument;
use super::tag_markdown::{box_kind, encoded, escape, is_box, without_tags};

/// Arguments that only say how something looks.
const OF_STYLE: [&str; 16] = [
    "class", "width", "height", "align", "style", "size", "float", "target", "rel", "loading",
    "position", "w", "h", "hint", "autoplay", "lightbox",
];

impl KnownTags<'_> {
    /// Hexo's picture: classes, the file, width and height, a title and the words.
    pub(super) fn hexo_picture(&mut self, arguments: &[Argument]) -> Option<Replacement> {
        let is_file =
            |argument: &&Argument| argument.value.contains('.') || argument.value.contains('/');
        let at = arguments.iter().position(|argument| is_file(&argument))?;
        let words = arguments[at + 1..]
            .iter()
            .map(|argument| argument.value.as_str());
        let words: Vec<&str> = words.filter(|word| word.parse::<u32>().is_err()).collect();
        let words = words.join(" ");
        // one text in quotes holds the title and the words
        let parts: Vec<&str> = words
            .split(['"', '\''])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let alt = parts.last().copied().unwrap_or_default();
        let file = encoded(&arguments[at].value);
        Some(Block(format!("![{}]({file})", alt.replace(['[', ']'], ""))))
    }

    /// A picture, a video, a post of another site or a box of one tag.
    pub(super) fn media(&mut self, name: &str, values: &Values<'_>) -> Option<Replacement> {
        if name.contains("youtube") || name == "yt" {
            return video(values, "https://www.youtube.com/watch?v=");
        }
        if name.contains("vimeo") {
            return video(values, "https://vimeo.com/");
        }
        match name {
            "tweet" | "twitter" | "twitter_simple" | "x" => {
                let id = values.get(&["id", "url"]).or(values.at(0))?;
                let user = values.get(&["user"]).unwrap_or("i");
                return match id.starts_with("http") {
                    true => Some(Block(id.to_string())),
                    false => Some(Block(format!("https://x.com/{user}/status/{id}"))),
                };
            }
            "instagram" | "instagram_simple" => {
                let id = values.get(&["id"]).or(values.at(0))?;
                return Some(Block(format!("https://www.instagram.com/p/{id}/")));
            }
            "gist" => {
                let parts: Vec<&str> = values
                    .0
                    .iter()
                    .map(|argument| argument.value.as_str())
                    .collect();
                let path = parts.iter().take(2).copied().collect::<Vec<_>>().join("/");
                return Some(Block(format!("https://gist.github.com/{path}")));
            }
            "audio" | "video" | "mp4" => return self.player(name, values),
            "icon" | "fa" | "fas" | "fab" => return Some(Inline(String::new())),
            _ => {}
        }
        let is_picture = ["figure", "fig", "image", "img", "picture", "photo"];
        if is_picture.iter().any(|word| name.contains(word)) {
            return self.picture(values);
        }
        let words = values
            .get(&["content", "text", "body", "message"])?
            .to_string();
        let kind = box_kind(name).or_else(|| is_box(name).then_some("NOTE"))?;
        let arguments = values.0.to_vec();
        Some(Block(self.boxed(kind, name, &arguments, &words)))
    }

    fn player(&mut self, name: &str, values: &Values<'_>) -> Option<Replacement> {
        let provider = values.get(&["provider"]).unwrap_or_default();
        if provider.contains("youtube") {
            return video(values, "https://www.youtube.com/watch?v=");
        }
        if provider.contains("vimeo") {
            return video(values, "https://vimeo.com/");
        }
        let names = ["src", "url", "file", "path", "mp4", "webm", "link"];
        let address = values.get(&names).or(values.at(0))?;
        if address.contains("youtu") || address.contains("vimeo.com") {
            return Some(Block(address.to_string()));
        }
        let element = if name == "audio" { "audio" } else { "video" };
        let poster = values.get(&["poster"]).filter(|_| element == "video");
        let poster = poster.map_or(String::new(), |poster| {
            format!(" poster=\"{}\"", escape(poster))
        });
        Some(Block(format!(
            "<{element} src=\"{}\"{poster} controls></{element}>",
            escape(address)
        )))
    }

    fn picture(&mut self, values: &Values<'_>) -> Option<Replacement> {
        let file = values.picture()?;
        let plain = |text: &str| text.replace(['[', ']', '\n'], " ").trim().to_string();
        let caption = values
            .get(&["caption", "title"])
            .map(without_tags)
            .unwrap_or_default();
        let alt = values
            .get(&["alt", "description"])
            .map(without_tags)
            .unwrap_or_else(|| caption.clone());
        let credit = values
            .get(&["attr", "credit", "attribution"])
            .map(without_tags);
        let caption = match credit {
            Some(credit) => format!("{caption} ({credit})").trim().to_string(),
            None => caption,
        };
        let title = match caption.as_str() {
            "" => String::new(),
            caption => format!(" \"{}\"", plain(caption).replace('"', "\\\"")),
        };
        let picture = format!("![{}]({}{title})", plain(&alt), encoded(file));
        let link = values.get(&["link", "href", "url_link"]);
        let picture = match link.filter(|link| *link != file) {
            Some(link) => format!("[{picture}]({})", encoded(link)),
            None => picture,
        };
        let sign = self.style_note(values);
        Some(Block(format!("{picture}{sign}")))
    }

    fn style_note(&mut self, values: &Values<'_>) -> String {
        let lost = values
            .0
            .iter()
            .filter(|argument| OF_STYLE.contains(&argument.name.as_str()));
        let lost: Vec<String> = lost
            .map(|argument| format!("{}={}", argument.name, argument.value))
            .collect();
        match lost.is_empty() {
            true => String::new(),
            false => self.notes.add(FolderNoteKind::Style, &lost.join(" ")),
        }
    }
}

fn video(values: &Values<'_>, before_id: &str) -> Option<Replacement> {
    let names = ["id", "url", "src", "v", "video", "link", "code"];
    let value = values.get(&names).or(values.at(0))?;
    let title = values
        .get(&["title"])
        .map(|title| title.replace(['[', ']'], ""));
    let address = match value.starts_with("http") || value.starts_with("//") {
        true => value.to_string(),
        false => format!("{before_id}{value}"),
    };
    Some(Block(match title {
        Some(title) => format!("[{title}]({address})"),
        None => address,
    }))
}
