//! [`ArticleDraft`]: a text of another program with all that its front matter says, and how it is
//! written as a Markdown file.

use jiff::civil;
use jiff::tz::Offset;
use std::collections::BTreeMap;

/// A moment as an export has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Date and time on the clock of the blog.
    pub local: civil::DateTime,
    /// How far that clock is from UTC, where the export says it.
    pub offset: Option<Offset>,
}

impl Moment {
    /// The moment as front matter: `2026-05-23T10:00:00+01:00`.
    pub fn to_front_matter(self) -> String {
        let local = self.local.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        match self.offset {
            None => local,
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
                format!("{local}{sign}{hours:02}:{rest:02}")
            }
        }
    }
}

/// The picture of an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeadPicture {
    /// The file beside the article, or an address.
    pub file: String,
    /// What it shows; may be empty.
    pub alt: String,
}

/// A text with its front matter.
#[derive(Debug, Clone, Default)]
pub struct ArticleDraft {
    /// The title as plain text.
    pub title: String,
    /// When it was published.
    pub date: Option<Moment>,
    /// When it was last changed.
    pub updated: Option<Moment>,
    /// Whether readers must not see it.
    pub is_draft: bool,
    /// The last part of its address.
    pub slug: String,
    /// Its whole address, where the pattern of the site does not give it.
    pub url: Option<String>,
    /// Old addresses that lead to it.
    pub aliases: Vec<String>,
    /// The ids of its authors.
    pub authors: Vec<String>,
    /// The ids of its categories.
    pub categories: Vec<String>,
    /// The ids of its tags.
    pub tags: Vec<String>,
    /// One sentence for search engines.
    pub description: String,
    /// The text in lists.
    pub summary: String,
    /// The picture.
    pub image: Option<LeadPicture>,
    /// Whether it leads the home page.
    pub featured: bool,
    /// Other keys of Griot, with their values as YAML.
    pub more: BTreeMap<&'static str, String>,
    /// The text as Markdown.
    pub markdown: String,
}

impl ArticleDraft {
    /// The lines of front matter, the fences included.
    pub fn front_matter(&self) -> String {
        let mut lines = vec!["---".to_string()];
        let mut line = |key: &str, value: String| lines.push(format!("{key}: {value}"));
        line("title", quoted(&self.title));
        if let Some(date) = self.date {
            line("date", date.to_front_matter());
        }
        if let Some(updated) = self.updated.filter(|updated| Some(*updated) != self.date) {
            line("updated", updated.to_front_matter());
        }
        if self.is_draft {
            line("draft", "true".to_string());
        }
        match &self.url {
            Some(url) => line("url", quoted(url)),
            None if !self.slug.is_empty() => line("slug", quoted(&self.slug)),
            None => {}
        }
        for (key, values) in [
            ("aliases", &self.aliases),
            ("authors", &self.authors),
            ("categories", &self.categories),
            ("tags", &self.tags),
        ] {
            if !values.is_empty() {
                line(key, list(values));
            }
        }
        for (key, text) in [
            ("description", &self.description),
            ("summary", &self.summary),
        ] {
            if !text.is_empty() {
                line(key, quoted(text));
            }
        }
        if let Some(image) = &self.image {
            line("image", quoted(&image.file));
            if !image.alt.is_empty() {
                line("image_alt", quoted(&image.alt));
            }
        }
        if self.featured {
            line("featured", "true".to_string());
        }
        for (key, value) in &self.more {
            line(key, value.clone());
        }
        lines.push("---".to_string());
        lines.join("\n") + "\n"
    }

    /// The line of a key, from 1; 0 where it is not written.
    pub fn line_of(&self, key: &str) -> usize {
        let front_matter = self.front_matter();
        let is_own = |line: &str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        };
        front_matter.lines().position(is_own).map_or(0, |at| at + 1)
    }

    /// The number of lines before the text.
    pub fn lines_before_text(&self) -> usize {
        self.front_matter().matches('\n').count() + 1
    }

    /// The whole file.
    pub fn to_file(&self) -> String {
        match self.markdown.is_empty() {
            true => self.front_matter(),
            false => format!("{}\n{}", self.front_matter(), self.markdown),
        }
    }
}

/// A text as one line of YAML: bare where that is safe, else in double quotes.
pub fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let is_bare = text.starts_with(|c: char| c.is_alphabetic() || c == '/')
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " /-_.’".contains(c))
        && !is_special(&text);
    match is_bare {
        true => text,
        // a JSON string is a YAML double-quoted scalar
        false => serde_json::Value::from(text).to_string(),
    }
}

/// Whether YAML or a reader of it takes a word for something else than text.
fn is_special(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    matches!(
        lower.as_str(),
        "true"
            | "false"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "null"
            | "oui"
            | "non"
            | "y"
            | "n"
            | "vrai"
            | "faux"
    )
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    format!("[{}]", values.join(", "))
}
