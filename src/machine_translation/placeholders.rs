//! [`ProtectedText`]: Markdown in which code, addresses, HTML, ids, notes' labels and emoji are
//! placeholders.

use crate::diagnostic::Text;
use crate::markdown::{bare_addresses, find_foreign_syntax, markdown_options};
use crate::phrase;
use crate::text::emoji;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A text with placeholders, and what they stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtectedText {
    /// The text, with `<x1/>` for the first placeholder, and so on.
    pub text: String,
    /// What each placeholder stands for, in their order.
    originals: Vec<String>,
}

/// A part of a text that must not change.
#[derive(Debug)]
struct ProtectedPart {
    range: Range<usize>,
    /// What comes back; not always what stood there.
    original: String,
}

impl ProtectedText {
    /// Protects Markdown. Words of headings, links, pictures, notes and tables stay text.
    pub fn markdown(markdown: &str) -> Self {
        let mut parts = Parts::of(markdown).0;
        parts.sort_by_key(|part| (part.range.start, std::cmp::Reverse(part.range.end)));
        let mut protected = ProtectedText::empty();
        let mut done = 0;
        for part in parts {
            if part.range.start < done {
                continue;
            }
            protected.push_words(&markdown[done..part.range.start]);
            protected.push_placeholder(part.original);
            done = part.range.end;
        }
        protected.push_words(&markdown[done..]);
        protected
    }

    /// Protects the emoji of a line of plain text.
    pub fn line(line: &str) -> Self {
        let mut protected = ProtectedText::empty();
        protected.push_emoji_and_words(line);
        protected
    }

    fn empty() -> Self {
        ProtectedText {
            text: String::new(),
            originals: Vec::new(),
        }
    }

    /// Appends words of Markdown, which may hold addresses and syntax of other programs.
    fn push_words(&mut self, words: &str) {
        let mut done = 0;
        for address in bare_addresses(words) {
            self.push_foreign_syntax_and_words(&words[done..address.start]);
            self.push_placeholder(words[address.clone()].to_string());
            done = address.end;
        }
        self.push_foreign_syntax_and_words(&words[done..]);
    }

    fn push_foreign_syntax_and_words(&mut self, words: &str) {
        let mut rest = words;
        while let Some(range) = find_foreign_syntax(rest) {
            self.push_emoji_and_words(&rest[..range.start]);
            self.push_placeholder(rest[range.clone()].to_string());
            rest = &rest[range.end..];
        }
        self.push_emoji_and_words(rest);
    }

    fn push_emoji_and_words(&mut self, words: &str) {
        for segment in emoji::segments(words) {
            match segment.is_emoji {
                true => self.push_placeholder(segment.text.to_string()),
                false => self.text.push_str(segment.text),
            }
        }
    }

    fn push_placeholder(&mut self, original: String) {
        self.originals.push(original);
        self.text.push_str(&format!("<x{}/>", self.originals.len()));
    }

    /// The translated text with the originals in the place of its placeholders.
    ///
    /// # Errors
    /// A placeholder is missing, stands there twice, or is none of this text.
    pub fn restore(&self, translated: &str) -> Result<String, Text> {
        let mut counts = vec![0_usize; self.originals.len()];
        let mut restored = String::with_capacity(translated.len());
        let mut rest = translated;
        while let Some(at) = rest.find("<x") {
            restored.push_str(&rest[..at]);
            rest = &rest[at..];
            let Some(placeholder) = Placeholder::read(rest) else {
                restored.push_str("<x");
                rest = &rest["<x".len()..];
                continue;
            };
            let at = placeholder.number.wrapping_sub(1);
            let Some(original) = self.originals.get(at) else {
                let number = placeholder.number;
                return Err(phrase!(
                    "there is no placeholder `<x{number}/>`",
                    number = number
                ));
            };
            counts[at] += 1;
            restored.push_str(original);
            rest = &rest[placeholder.bytes..];
        }
        restored.push_str(rest);
        for (at, count) in counts.into_iter().enumerate() {
            let number = at + 1;
            match count {
                1 => {}
                0 => {
                    return Err(phrase!(
                        "the placeholder `<x{number}/>` is missing",
                        number = number
                    ));
                }
                _ => {
                    return Err(phrase!(
                        "the placeholder `<x{number}/>` stands there more than once",
                        number = number
                    ));
                }
            }
        }
        Ok(restored)
    }

    /// The text without its placeholders.
    pub fn words(&self) -> String {
        let mut words = self.text.clone();
        for number in 1..=self.originals.len() {
            words = words.replacen(&format!("<x{number}/>"), " ", 1);
        }
        words
    }
}

/// A placeholder at the start of a text: `<x1/>`, also as `<x1 />`, `<x1>` or `<x1></x1>`.
struct Placeholder {
    number: usize,
    bytes: usize,
}

impl Placeholder {
    fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("<x")?;
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = digits[..digits.len() - rest.len()].parse().ok()?;
        let rest = rest.trim_start_matches(' ');
        let rest = rest.strip_prefix('/').unwrap_or(rest).strip_prefix('>')?;
        let end = format!("</x{number}>");
        let rest = rest.strip_prefix(end.as_str()).unwrap_or(rest);
        Some(Placeholder {
            number,
            bytes: text.len() - rest.len(),
        })
    }
}

/// The parts of a Markdown text that must not change; some lie inside others.
struct Parts(Vec<ProtectedPart>);

/// A link or a picture that is read.
struct OpenLink {
    link_type: LinkType,
    /// Where its words begin and where they end so far.
    words: Range<usize>,
}

impl Parts {
    fn of(markdown: &str) -> Self {
        let mut parts = Parts(Vec::new());
        let mut open: Vec<OpenLink> = Vec::new();
        let mut events = Parser::new_ext(markdown, markdown_options(markdown)).into_offset_iter();
        for (event, range) in events.by_ref() {
            let is_end_of_link = matches!(event, Event::End(TagEnd::Link | TagEnd::Image));
            if is_end_of_link && let Some(link) = open.pop() {
                parts.push_address(markdown, &link, &range);
            }
            if let Some(link) = open.last_mut() {
                link.words.end = link.words.end.max(range.end);
            }
            parts.push_event(markdown, event, range, &mut open);
        }
        for (_, definition) in events.reference_definitions().iter() {
            parts.push(markdown, definition.span.clone());
        }
        parts
    }

    fn push_event(
        &mut self,
        markdown: &str,
        event: Event,
        range: Range<usize>,
        open: &mut Vec<OpenLink>,
    ) {
        match event {
            Event::Code(_)
            | Event::FootnoteReference(_)
            | Event::InlineHtml(_)
            | Event::TaskListMarker(_)
            | Event::Start(Tag::CodeBlock(_)) => self.push(markdown, range),
            Event::Html(_) => self.push_tags(markdown, range),
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.push(markdown, range.clone());
                }
                let mark = markdown[range.clone()].find('[').map_or(0, |at| at + 1);
                let start = range.start + mark;
                open.push(OpenLink {
                    link_type,
                    words: start..start,
                });
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                let end = markdown[range.clone()]
                    .find("]:")
                    .map(|at| range.start + at + 2);
                self.push(markdown, range.start..end.unwrap_or(range.start));
            }
            Event::Start(Tag::Heading {
                id, classes, attrs, ..
            }) if id.is_some() || !classes.is_empty() || !attrs.is_empty() => {
                let heading = &markdown[range.clone()];
                let line = heading.trim_end();
                let start = line.rfind('{').unwrap_or(line.len());
                let end = line[start..]
                    .find('}')
                    .map_or(line.len(), |at| start + at + 1);
                self.push(markdown, range.start + start..range.start + end);
            }
            Event::Start(Tag::BlockQuote(Some(_))) => {
                let start = markdown[range.clone()]
                    .find("[!")
                    .map(|at| range.start + at);
                let start = start.unwrap_or(range.start);
                let end = markdown[start..range.end]
                    .find(']')
                    .map(|at| start + at + 1);
                self.push(markdown, start..end.unwrap_or(start));
            }
            _ => {}
        }
    }

    fn push(&mut self, markdown: &str, range: Range<usize>) {
        let range = range.start..range.start + markdown[range.clone()].trim_end().len();
        if !range.is_empty() {
            self.0.push(ProtectedPart {
                original: markdown[range.clone()].to_string(),
                range,
            });
        }
    }

    /// The address of a link or a picture, with its brackets: the words before it stay text. A
    /// reference by its own words names its definition from now on.
    fn push_address(&mut self, markdown: &str, link: &OpenLink, range: &Range<usize>) {
        let bracket = link.words.end..range.end;
        if !markdown[bracket.clone()].starts_with(']') {
            return;
        }
        let words = &markdown[link.words.clone()];
        let address = bracket.start + 1..bracket.end;
        let original = match link.link_type {
            LinkType::Shortcut | LinkType::Collapsed => format!("[{words}]"),
            _ => markdown[address.clone()].to_string(),
        };
        self.0.push(ProtectedPart {
            range: address,
            original,
        });
    }

    /// The tags and comments of a piece of HTML, and scripts and styles as a whole.
    fn push_tags(&mut self, markdown: &str, range: Range<usize>) {
        let html = &markdown[range.clone()];
        let mut done = 0;
        while let Some(start) = html[done..].find('<').map(|at| done + at) {
            let rest = &html[start..];
            let end = ["<!--", "<script", "<style", "<pre"]
                .into_iter()
                .zip(["-->", "</script>", "</style>", "</pre>"])
                .find(|(open, _)| rest.starts_with(open))
                .map_or(">", |(_, close)| close);
            let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
            self.push(markdown, range.start + start..range.start + start + length);
            done = start + length;
        }
    }
}
