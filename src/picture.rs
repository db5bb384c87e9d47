//! Pictures: bytes → [`Measure`] from the header alone, bytes and a [`Recipe`] → what is
//! published.
//!
//! What comes out says nothing of who took it, when and where. No picture is decoded before its
//! size is known to be sane. Never touches a disk.

mod avif;
mod clean;
mod exif;
mod gif;
mod jpeg;
mod make;
mod measure;
mod png;
mod svg;
mod webp;

pub use clean::clean;
pub use make::{Decoded, VERSION, make};
pub use measure::measure;

use crate::limits::{GIF_BYTES, PICTURE_PIXELS, PICTURE_SIDE};

/// What a file's own first bytes say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Jpeg,
    Png,
    Webp,
    Gif,
    Avif,
    Svg,
}

/// What the header of a picture says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Measure {
    pub kind: Kind,
    /// In pixels, as it is looked at: turned already.
    pub width: u32,
    pub height: u32,
    /// Several pictures, one after the other.
    pub animated: bool,
    /// Of the whole file.
    pub bytes: u64,
    /// How it must be turned (Exif 2.32, tag 274): 1, as it is, to 8.
    pub orientation: u8,
    /// Exif or XMP that cannot be taken out.
    pub keeps_metadata: bool,
}

/// How a published file is made from a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// As it is, but turned the right way up and without metadata.
    Original,
    /// As WebP of this width in pixels, of a quality of 1 to 100.
    Webp { width: u32, quality: u8 },
}

/// Why a file is no picture that can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wrong {
    /// Of a kind that is not known here, or no picture at all.
    Unknown,
    /// Known, and shown by hardly any browser.
    Heic,
    /// The bytes end too early.
    Cut,
    Broken,
    /// Width and height in pixels.
    Large(u32, u32),
    /// A GIF of so many bytes.
    Heavy(u64),
    /// Not even its first bytes could be had.
    Unreadable,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Webp => "WebP",
            Kind::Gif => "GIF",
            Kind::Avif => "AVIF",
            Kind::Svg => "SVG",
        }
    }

    /// The ending that a file of this kind should have.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Webp => "webp",
            Kind::Gif => "gif",
            Kind::Avif => "avif",
            Kind::Svg => "svg",
        }
    }

    /// Whether a file's name says that it is a picture, of whatever kind.
    pub fn is_named(path: &str) -> bool {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        let others = ["heic", "heif", "bmp", "tif", "tiff", "jxl"];
        Kind::by_name(path).is_some()
            || others
                .iter()
                .any(|other| ending.eq_ignore_ascii_case(other))
    }

    /// What a file's name says that it is; `None` when it says nothing of a picture.
    pub fn by_name(path: &str) -> Option<Kind> {
        let (_, ending) = path.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => Kind::Jpeg,
            "png" | "apng" => Kind::Png,
            "webp" => Kind::Webp,
            "gif" => Kind::Gif,
            "avif" => Kind::Avif,
            "svg" => Kind::Svg,
            _ => return None,
        })
    }
}

impl Measure {
    /// As it is in the file: nothing to turn, nothing told.
    fn new(kind: Kind, width: u32, height: u32) -> Self {
        Measure {
            kind,
            width,
            height,
            animated: false,
            bytes: 0,
            orientation: 1,
            keeps_metadata: false,
        }
    }

    fn turned(mut self, orientation: u8) -> Self {
        self.orientation = orientation;
        if orientation > 4 {
            std::mem::swap(&mut self.width, &mut self.height);
        }
        self
    }

    /// Whether smaller ones can be made of it: drawings need none, films would stand still.
    pub fn can_shrink(&self) -> bool {
        matches!(self.kind, Kind::Jpeg | Kind::Png | Kind::Webp) && !self.animated
    }

    /// The height that goes with another width.
    pub fn height_at(&self, width: u32) -> u32 {
        let height = f64::from(self.height) * f64::from(width) / f64::from(self.width.max(1));
        (height.round() as u32).max(1)
    }
}

impl Wrong {
    /// The fact, to follow the file's name.
    pub fn fact(&self) -> String {
        match self {
            Wrong::Unknown => "is no picture that browsers show".to_string(),
            Wrong::Heic => "is a HEIC picture, which few browsers show".to_string(),
            Wrong::Cut => "is cut off: the file ends before the picture does".to_string(),
            Wrong::Broken => "is damaged and cannot be shown".to_string(),
            Wrong::Large(width, height) => {
                format!("has {width} × {height} pixels, more than can be shown")
            }
            Wrong::Unreadable => "cannot be read".to_string(),
            Wrong::Heavy(bytes) => {
                let megabytes = *bytes as f64 / 1e6;
                format!("is a GIF of {megabytes:.1} MB, too heavy for a phone")
            }
        }
    }

    /// The remedy.
    pub fn hint(&self) -> String {
        match self {
            Wrong::Unknown | Wrong::Heic => "save it as JPEG, PNG or WebP".to_string(),
            Wrong::Unreadable => "see who may read the file".to_string(),
            Wrong::Cut | Wrong::Broken => "copy it again from where it came from".to_string(),
            Wrong::Large(..) => format!(
                "make it smaller: {PICTURE_SIDE} pixels a side and {} million in all are the most",
                PICTURE_PIXELS / 1_000_000
            ),
            Wrong::Heavy(_) => format!(
                "make a video or an animated WebP of it, or keep it under {} MB",
                GIF_BYTES / 1_000_000
            ),
        }
    }
}
