//! The files of a new site: settings, two stories with pictures, pages to fill in, and what git and
//! editors read. Takes the languages of the site, writes nothing.
//!
//! Griot has the texts in French and English. A site in neither gets them in English, in its default
//! language.

use crate::config::{self, SETTINGS};
use crate::content::Memory;
use crate::diagnostic::Text;
use crate::keys::settings_schema;
use crate::phrase;
use crate::pipeline::{self, Options, Session};
use crate::translations::AcceptanceFacts;
use crate::translations::lock_file::{AcceptedBy, LOCK};
use jiff::{Timestamp, ToSpan as _};
use std::collections::HashMap;

/// A file of a new site.
pub struct NewFile {
    pub path: String,
    pub bytes: Vec<u8>,
    pub if_there: IfThere,
}

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfThere {
    /// There is no new site.
    Fail,
    /// Keeps it.
    Keep,
    /// Keeps it, and tells the author which lines it needs.
    KeepAndSay,
}

impl NewFile {
    /// A file that must be new.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        NewFile {
            path: path.into(),
            bytes: bytes.into(),
            if_there: IfThere::Fail,
        }
    }

    fn if_there(mut self, if_there: IfThere) -> Self {
        self.if_there = if_there;
        self
    }

    /// Says which lines an existing file needs.
    pub fn lines_to_add(&self) -> Text {
        let lines = String::from_utf8_lossy(&self.bytes);
        phrase!(
            "{path} stays as it is: add the lines {lines}",
            path = self.path.as_str(),
            lines = lines.trim_end().replace('\n', ", ")
        )
    }
}

/// A text in the languages that Griot has it in.
struct Sample {
    french: &'static str,
    english: &'static str,
}

macro_rules! sample {
    ($name:literal, $ending:literal) => {
        Sample {
            french: include_str!(concat!("new_site/", $name, ".fr.", $ending)),
            english: include_str!(concat!("new_site/", $name, ".en.", $ending)),
        }
    };
}

/// A page of the new site, at a path below `content/`.
struct SamplePage {
    folder: &'static str,
    text: Sample,
    /// How many days old it is.
    days: i64,
}

const PAGES: &[SamplePage] = &[
    page("articles/welcome", sample!("welcome", "md"), 0),
    page("articles/bluetooth", sample!("bluetooth", "md"), 1),
    page("pages/about", sample!("about", "md"), 0),
    page("pages/legal", sample!("legal", "md"), 0),
    page("pages/privacy", sample!("privacy", "md"), 0),
];

const PICTURES: &[SamplePicture] = &[
    SamplePicture {
        path: "content/articles/welcome/notebook.png",
        bytes: include_bytes!("new_site/notebook.png"),
    },
    SamplePicture {
        path: "content/articles/bluetooth/crown.png",
        bytes: include_bytes!("new_site/crown.png"),
    },
    SamplePicture {
        path: "content/articles/bluetooth/hops.png",
        bytes: include_bytes!("new_site/hops.png"),
    },
];

struct SamplePicture {
    path: &'static str,
    bytes: &'static [u8],
}

const SETTINGS_HEAD: Sample = sample!("griot", "yaml");
const LANGUAGE: Sample = sample!("language", "yaml");
const README: Sample = sample!("README", "md");
const GITIGNORE: &str = "/public/\n/.griot/\n";
/// Each line of the lock is about one article, so a merge keeps the lines of both sides.
const GITATTRIBUTES: &str = "griot.lock merge=union\n";
/// The file that the settings name in their first line.
const SCHEMA: &str = "griot.schema.json";

const fn page(folder: &'static str, text: Sample, days: i64) -> SamplePage {
    SamplePage { folder, text, days }
}

impl Sample {
    fn text(&self, code: &str) -> &'static str {
        match is_french(code) {
            true => self.french,
            false => self.english,
        }
    }
}

fn is_french(code: &str) -> bool {
    code.split('-').next() == Some("fr")
}

fn is_english(code: &str) -> bool {
    code.split('-').next() == Some("en")
}

/// The files of a site in these languages, the default one first, with those of its host. The settings are the last file:
/// they make the folder a site.
pub fn new_site_files(
    languages: &[String],
    of_host: Vec<NewFile>,
    options: &Options,
) -> Vec<NewFile> {
    let default = languages.first().map_or("fr", String::as_str);
    let mut files = vec![
        NewFile::new(".gitignore", GITIGNORE).if_there(IfThere::KeepAndSay),
        NewFile::new(".gitattributes", GITATTRIBUTES).if_there(IfThere::KeepAndSay),
        NewFile::new("README.md", README.text(default)).if_there(IfThere::Keep),
        NewFile::new(SCHEMA, settings_schema()),
    ];
    for page in PAGES {
        let date = options.now.checked_sub((page.days * 24).hours());
        let date = date.unwrap_or(options.now).strftime("%Y-%m-%d").to_string();
        for code in written_languages(languages) {
            let path = format!("content/{}/{code}.md", page.folder);
            let text = page.text.text(code);
            let text = text.replace("DATE", &date).replace("LANG", code);
            files.push(NewFile::new(path, text));
        }
    }
    let pictures = PICTURES.iter();
    files.extend(pictures.map(|picture| NewFile::new(picture.path, picture.bytes)));
    files.extend(of_host);
    files.push(NewFile::new(SETTINGS, settings(languages)));
    let lock = accepted_lock(&files, options);
    let last = files.len() - 1;
    files.insert(last, NewFile::new(LOCK, lock));
    files
}

/// The languages that the texts of the new site are in.
fn written_languages(languages: &[String]) -> impl Iterator<Item = &str> {
    let is_written = |code: &&String| is_french(code) || is_english(code);
    let written = languages.iter().filter(is_written).count();
    let languages = languages.iter().enumerate();
    let languages =
        languages.filter(move |(at, code)| is_written(code) || (written == 0 && *at == 0));
    languages.map(|(_, code)| code.as_str())
}

/// The lock in which the translations of a new site match their originals.
fn accepted_lock(files: &[NewFile], options: &Options) -> String {
    let mut memory = Memory::default();
    for file in files {
        memory.insert(&file.path, file.bytes.clone());
    }
    let (read, _) = pipeline::inspect(&memory, options, &mut Session::default());
    let Some(read) = read else {
        return String::new();
    };
    let articles: Vec<_> = read.site.article_ids().collect();
    let facts = AcceptanceFacts {
        at: Timestamp::from_second(options.now.as_second()).unwrap_or(options.now),
        by: AcceptedBy::Person,
        blobs: HashMap::new(),
    };
    read.translations.accept(&articles, &facts).write()
}

/// The settings of a site in these languages, with comments in the default one.
pub fn settings(languages: &[String]) -> String {
    let default = languages.first().map_or("fr", String::as_str);
    let head = SETTINGS_HEAD.text(default);
    let mut settings = head
        .replace("DEFAULT", default)
        .replace("TAGS\n", &tags(languages));
    for code in languages {
        let at = match code == default {
            true => String::new(),
            // addresses are in lower case
            false => format!("/{}", code.to_lowercase()),
        };
        settings.push_str(&language(code, &at));
    }
    settings
}

fn tags(languages: &[String]) -> String {
    let tag = |id: &str, french: &str, english: &str| {
        let name = |code: &str| match is_french(code) {
            true => format!("{code}: {french}"),
            false => format!("{code}: {english}"),
        };
        let names: Vec<String> = written_languages(languages).map(name).collect();
        format!("  {id}: {{{}}}\n", names.join(", "))
    };
    format!(
        "tags:\n{}{}\n",
        tag("guide", "Mode d’emploi", "How to"),
        tag("radio", "Radio", "Radio")
    )
}

/// The settings of one language, whose pages are below the address `at`.
fn language(code: &str, at: &str) -> String {
    let mut settings = format!("  {code}:\n");
    if config::own_name(code).is_none() {
        settings.push_str(&format!("    name: {code}\n"));
    }
    let lines = match is_french(code) || is_english(code) {
        true => LANGUAGE.text(code).replace("AT", at),
        false => "    title: My blog\n".to_string(),
    };
    settings + &lines
}
