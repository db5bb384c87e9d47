//! Names for the files of an export in the new site: which file of the uploads is meant, and where
//! its copy goes.

use crate::imported_site::unique;
use crate::picture::PictureFormat;
use crate::text::slug::{is_windows_device, slug};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Files that play.
const PLAYED: [&str; 13] = [
    "mp4", "m4v", "webm", "ogv", "mov", "mp3", "m4a", "ogg", "oga", "wav", "flac", "aac", "opus",
];

/// Files that readers open or save, and that no browser runs.
const SAVED: [&str; 24] = [
    "pdf", "epub", "zip", "gz", "tar", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv",
    "ppt", "pptx", "odp", "txt", "gpx", "kml", "ics", "vtt", "srt", "tif", "bmp",
];

/// What a file is for the new site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileUse {
    /// A picture, a video or a sound, beside its story.
    Shown,
    /// A file to open or save, in `static/`, at its old address.
    Linked,
}

/// A file that a text needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileCopy {
    /// The path below the uploads, as the text has it.
    pub upload: String,
    /// The files that may stand for it, the best one first.
    pub candidates: Vec<Candidate>,
}

/// A file that may stand for the one that a text names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Candidate {
    /// The path below the uploads.
    pub upload: String,
    /// Its address.
    pub url: String,
    /// The path of its copy below the site's folder.
    pub to: String,
}

/// The names that files have in the new site, by folder.
#[derive(Debug, Default)]
pub struct MediaNames {
    folders: HashMap<String, FolderNames>,
}

#[derive(Debug, Default)]
struct FolderNames {
    by_upload: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl MediaNames {
    /// What to copy for a file below the uploads; `None` for a kind of file that no site has.
    pub fn copy(
        &mut self,
        upload: &str,
        url: &str,
        usage: FileUse,
        folder: &str,
    ) -> Option<FileCopy> {
        let names = originals(upload);
        let mut candidates = Vec::with_capacity(names.len());
        for name in names {
            let to = self.place(&name, usage, folder)?;
            let end = url.split(['?', '#']).next().unwrap_or_default();
            let own = upload.rsplit('/').next().unwrap_or_default();
            let file = name.rsplit('/').next().unwrap_or_default();
            let own_in_url = end.rsplit('/').next().unwrap_or_default();
            let url = match file == own {
                true => end.to_string(),
                false => {
                    let base = end.strip_suffix(own_in_url).unwrap_or(end);
                    format!("{base}{}", encoded(file))
                }
            };
            candidates.push(Candidate {
                upload: name,
                url,
                to,
            });
        }
        Some(FileCopy {
            upload: upload.to_string(),
            candidates,
        })
    }

    fn place(&mut self, upload: &str, usage: FileUse, folder: &str) -> Option<String> {
        let name = upload.rsplit('/').next().unwrap_or_default();
        let (stem, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        let is_picture = PictureFormat::has_picture_extension(name);
        let is_played = PLAYED.contains(&ending.as_str());
        match usage {
            FileUse::Shown if is_picture || is_played => {}
            FileUse::Linked if is_picture || is_played || SAVED.contains(&ending.as_str()) => {
                let names: Vec<String> = upload.split('/').map(plain_name).collect();
                return Some(format!("static/wp-content/uploads/{}", names.join("/")));
            }
            _ => return None,
        }
        let names = self.folders.entry(folder.to_string()).or_default();
        if let Some(known) = names.by_upload.get(upload) {
            return Some(format!("{folder}/{known}"));
        }
        let stem = match slug(stem) {
            empty if empty.is_empty() => "file".to_string(),
            stem => stem,
        };
        // two stems may be one name: the number goes before the ending
        let mut free = unique(&format!("{stem}.{ending}"), &mut names.taken);
        if let Some(number) = free.strip_prefix(&format!("{stem}.{ending}-")) {
            let numbered = format!("{stem}-{number}.{ending}");
            free = match names.taken.insert(numbered.clone()) {
                true => numbered,
                false => unique(
                    &format!("{stem}-{number}-{}.{ending}", names.taken.len()),
                    &mut names.taken,
                ),
            };
        }
        names.by_upload.insert(upload.to_string(), free.clone());
        Some(format!("{folder}/{free}"))
    }
}

/// A name without what systems and servers take for something else.
fn plain_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || "-_.+@()".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    let plain = plain.trim_matches(['.', '-']).to_string();
    match plain.is_empty() || is_windows_device(&plain) {
        true => format!("file-{plain}"),
        false => plain,
    }
}

/// A name as part of an address.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// A file and the files that WordPress made it from, the largest first: `photo.jpg` for
/// `photo-300x200.jpg`.
fn originals(upload: &str) -> Vec<String> {
    let (path, ending) = upload.rsplit_once('.').unwrap_or((upload, ""));
    let mut found = Vec::new();
    if let Some(stem) = without_size(path) {
        found.push(format!("{stem}.{ending}"));
        found.push(format!("{stem}-scaled.{ending}"));
    }
    if let Some(stem) = path
        .strip_suffix("-scaled")
        .or(path.strip_suffix("-rotated"))
    {
        found.push(format!("{stem}.{ending}"));
    }
    found.push(upload.to_string());
    found
}

/// A path without `-300x200` at its end.
fn without_size(path: &str) -> Option<&str> {
    let (stem, size) = path.rsplit_once('-')?;
    let (width, height) = size.split_once('x')?;
    let is_number = |text: &str| {
        !text.is_empty() && text.len() < 6 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_number(width) && is_number(height) && !stem.is_empty() && !stem.ends_with('/'))
        .then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::{FileUse, MediaNames};

    #[test]
    fn names_of_copies() {
        let mut names = MediaNames::default();
        let mut case = |upload: &str, usage, expected: &[&str]| {
            let url = format!("https://b.example/wp-content/uploads/{upload}?w=1");
            let copy = names.copy(upload, &url, usage, "content/articles/a");
            let found: Vec<String> = copy
                .into_iter()
                .flat_map(|copy| copy.candidates)
                .map(|candidate| {
                    format!(
                        "{} {}",
                        candidate.url.rsplit('/').next().unwrap_or_default(),
                        candidate.to
                    )
                })
                .collect();
            assert_eq!(found, expected, "{upload}");
        };
        case(
            "2026/Photo.JPG",
            FileUse::Shown,
            &["Photo.JPG content/articles/a/photo.jpg"],
        );
        case(
            "2025/photo.jpg",
            FileUse::Shown,
            &["photo.jpg content/articles/a/photo-2.jpg"],
        );
        case(
            "2026/Photo.JPG",
            FileUse::Shown,
            &["Photo.JPG content/articles/a/photo.jpg"],
        );
        case(
            "x-30x20.png",
            FileUse::Shown,
            &[
                "x.png content/articles/a/x.png",
                "x-scaled.png content/articles/a/x-scaled.png",
                "x-30x20.png content/articles/a/x-30x20.png",
            ],
        );
        case(
            "2026/a b.pdf",
            FileUse::Linked,
            &["a b.pdf static/wp-content/uploads/2026/a-b.pdf"],
        );
        case("2026/x.php", FileUse::Linked, &[]);
        case("2026/x.html", FileUse::Shown, &[]);
    }
}
