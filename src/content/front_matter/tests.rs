//! Front matter as people and other generators write it: what it comes to, what is said.

mod addresses;
mod dates;
mod fences;
mod keys;
mod mistakes;
mod utf8;

use super::{Date, FrontMatter, ParsedFrontMatter, read};
use crate::config::Config;
use crate::diagnostic::{self, English, Spanned};
use std::fmt::Write;
use std::sync::Arc;

const SETTINGS: &str = "
base_url: https://blog.example
timezone: Africa/Dakar
languages:
  fr: {title: Le blog}
  en: {title: The blog}
";

fn read_in(settings: &str, text: &str) -> ParsedFrontMatter {
    let config = Config::parse("griot.yaml", settings).expect("settings");
    read(&Arc::from("content/articles/puces/fr.md"), text, &config)
}

/// The file `---`, `matter`, `---`.
fn fenced(matter: &str) -> String {
    format!("---\n{matter}\n---\nBonjour.\n")
}

/// What a terminal shows for a file's text.
fn said(text: &str) -> String {
    let mut problems = read_in(SETTINGS, text).diagnostics;
    diagnostic::sort_and_merge(&mut problems, false);
    diagnostic::print(&problems, &English, &|_| Some(text.to_owned()), false)
}

/// The keys that are set, a line each, sorted as in the struct.
fn values(matter: &str) -> String {
    let text = fenced(matter);
    let read = read_in(SETTINGS, &text);
    assert_eq!(said(&text), "", "{matter}");
    listed(&read.front)
}

fn listed(front: &FrontMatter) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{name} = {value}");
        }
    };
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.value.clone());
    let date = |value: &Option<Spanned<Date>>| {
        let date = value.as_ref().map(|value| &value.value)?;
        let day = if date.has_time { "" } else { " (day)" };
        Some(format!("{}{day}", date.at))
    };
    let list = |value: &Option<Vec<Spanned<String>>>| {
        let words = value.as_ref()?.iter().map(|word| word.value.as_str());
        Some(words.collect::<Vec<_>>().join(" | "))
    };
    line("title", text(&front.title));
    line("date", date(&front.date));
    line("updated", date(&front.updated));
    line("publish_date", date(&front.publish_date));
    line("expiry_date", date(&front.expiry_date));
    line("draft", front.draft.map(|value| value.to_string()));
    line("slug", text(&front.slug));
    line("url", text(&front.url));
    let aliases = (!front.aliases.is_empty()).then(|| front.aliases.clone());
    line("aliases", list(&aliases));
    line(
        "lang",
        front.lang.as_ref().map(|lang| lang.value.0.to_string()),
    );
    line("translation_key", text(&front.translation_key));
    line("original", front.original.map(|value| value.to_string()));
    line("tags", list(&front.tags));
    line("categories", list(&front.categories));
    line("authors", list(&front.authors));
    line("description", text(&front.description));
    line("summary", text(&front.summary));
    line("image", text(&front.image));
    line("image_alt", text(&front.image_alt));
    line("image_credit", text(&front.image_credit));
    line("featured", front.featured.map(|value| value.to_string()));
    line("toc", front.toc.map(|value| value.to_string()));
    line("weight", front.weight.map(|value| value.to_string()));
    line("template", text(&front.template));
    line("layout", text(&front.layout));
    line("comments", front.comments.map(|value| value.to_string()));
    line(
        "typography",
        front.typography.map(|value| value.to_string()),
    );
    let extra = serde_yaml::to_string(&front.extra).unwrap();
    line(
        "extra",
        (!front.extra.is_empty()).then(|| extra.trim_end().to_owned()),
    );
    out
}
