//! Checks a translated section against its original: the same blocks, links, HTML and digits.

use crate::diagnostic::Text;
use crate::markdown::{bare_addresses, markdown_options};
use crate::phrase;
use pulldown_cmark::{Event, Parser, Tag};

/// Finds what a translation has that its original has not, or the other way round. Both are Markdown
/// without placeholders.
///
/// # Errors
/// What differs, as the end of a sentence.
pub fn check_translation(original: &str, translated: &str) -> Result<(), Text> {
    if translated.trim().is_empty() {
        return Err(phrase!("the text is empty"));
    }
    if translated
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(phrase!("the text has control characters"));
    }
    check_length(original, translated)?;
    let (own, other) = (Outline::of(original), Outline::of(translated));
    if own.blocks != other.blocks {
        return Err(phrase!("the headings, paragraphs, lists or tables differ"));
    }
    if own.addresses != other.addresses {
        return Err(phrase!("the links or pictures differ"));
    }
    if own.html != other.html {
        return Err(phrase!("the HTML differs"));
    }
    if digits(original) != digits(translated) {
        return Err(phrase!("the numbers differ"));
    }
    Ok(())
}

/// Finds what a translated line of plain text has that its original has not.
///
/// # Errors
/// What differs, as the end of a sentence.
pub fn check_line(original: &str, translated: &str) -> Result<(), Text> {
    if translated.is_empty() {
        return Err(phrase!("the text is empty"));
    }
    if translated.chars().any(char::is_control) {
        return Err(phrase!("the text is more than one line"));
    }
    check_length(original, translated)?;
    if digits(original) != digits(translated) {
        return Err(phrase!("the numbers differ"));
    }
    Ok(())
}

/// Refuses a text that no translation of the original is: languages differ by a factor of four at
/// most, in bytes, and a few words may become a sentence.
fn check_length(original: &str, translated: &str) -> Result<(), Text> {
    match translated.len() > 4 * original.len() + 400 {
        true => Err(phrase!("the text is far longer than the original")),
        false => Ok(()),
    }
}

/// What of a text no translation changes.
struct Outline {
    /// The blocks in their order.
    blocks: Vec<String>,
    /// The addresses of links and pictures, sorted: words may change places.
    addresses: Vec<String>,
    /// The tags, sorted.
    html: Vec<String>,
}

impl Outline {
    fn of(markdown: &str) -> Self {
        let mut outline = Outline {
            blocks: Vec::new(),
            addresses: Vec::new(),
            html: Vec::new(),
        };
        for event in Parser::new_ext(markdown, markdown_options(markdown)) {
            outline.push(event);
        }
        outline.addresses.sort_unstable();
        outline.html.sort_unstable();
        outline
    }

    fn push(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.addresses.push(dest_url.into_string());
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {}
            Event::Start(Tag::Heading { level, id, .. }) => {
                self.blocks.push(format!("{level} {id:?}"));
            }
            Event::Start(block) => self.blocks.push(format!("{block:?}")),
            Event::Rule => self.blocks.push("rule".to_string()),
            Event::Code(code) => self.html.push(format!("`{code}")),
            Event::FootnoteReference(label) => self.addresses.push(format!("^{label}")),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.html.extend(tags(&html).map(str::to_string));
            }
            Event::Text(text) => {
                let addresses = bare_addresses(&text).into_iter();
                let addresses = addresses.map(|range| text[range].to_string());
                self.addresses.extend(addresses);
            }
            _ => {}
        }
    }
}

/// The tags of a piece of HTML.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split_inclusive('>')
        .filter_map(|part| Some(&part[part.find('<')?..]))
}

/// The digits of a text, sorted: languages write numbers and dates in another order, and with other
/// marks between groups.
fn digits(text: &str) -> Vec<u32> {
    let mut digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    digits.sort_unstable();
    digits
}
