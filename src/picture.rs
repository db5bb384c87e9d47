//! Reads, converts and cleans picture files.
//!
//! [`read_header`] takes the first bytes of a file and gives a [`PictureHeader`]: format and
//! size. [`convert()`] takes a whole file and a [`Recipe`] and gives the bytes to publish.
//! Published pictures carry no metadata about the author, the time or the place. No picture is
//! decoded before its size is checked. Nothing here touches the disk.

mod avif;
mod avif_structure;
mod convert;
mod gif;
mod header;
mod jpeg;
mod png;
mod preview;
mod read_whole;
mod strip_metadata;
mod svg;
mod webp;

pub use convert::{CONVERT_VERSION, DecodedPicture, convert};
pub use header::read_header;
pub use preview::PreviewSize;
pub use read_whole::{READ_WHOLE_VERSION, read_whole};
pub use strip_metadata::strip_metadata;

use crate::diagnostic::{Code, Message, Text};
use crate::limits::{GIF_BYTES, PICTURE_PIXELS, PICTURE_SIDE};
use crate::{message, phrase};
use image::metadata::Orientation;

/// File format of a picture, as its first bytes show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// JPEG, mostly photos.
    Jpeg,
    /// PNG, animated or not.
    Png,
    /// WebP, animated or not.
    Webp,
    /// GIF, animated or not.
    Gif,
    /// AVIF, animated or not.
    Avif,
    /// SVG, a drawing without pixels.
    Svg,
}

/// Facts that the header of a picture gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PictureHeader {
    /// File format, from the first bytes and not from the file name.
    pub format: PictureFormat,
    /// Width in pixels, after the orientation is applied.
    pub width: u32,
    /// Height in pixels, after the orientation is applied.
    pub height: u32,
    /// Whether the file may hold several frames. Always true for a GIF.
    pub is_animated: bool,
    /// Size of the whole file in bytes.
    pub file_bytes: u64,
    /// Rotation and mirroring that a viewer must apply (Exif 2.32, tag 274).
    pub orientation: Orientation,
    /// Whether the file holds Exif or XMP that [`strip_metadata()`] cannot remove.
    pub keeps_metadata: bool,
}

/// Describes a file to publish from a source picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipe {
    /// The picture in its own format and size, upright and without metadata.
    Original,
    /// A JPEG for social networks and feeds, of the size that [`PreviewSize`] gives.
    Preview,
    /// A WebP file.
    Webp {
        /// Width in pixels.
        width: u32,
        /// Quality from 1 to 100.
        quality: u8,
    },
}

/// Reason why a file cannot be published as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureError {
    /// Not a picture, or a format that browsers do not show.
    UnsupportedFormat,
    /// HEIC, which few browsers show.
    Heic,
    /// The file ends before the picture does.
    Truncated,
    /// The bytes break the rules of the format.
    Damaged,
    /// More pixels than the limits allow.
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A GIF that is heavier than the limit.
    HeavyGif {
        /// Size of the file in bytes.
        bytes: u64,
    },
    /// The file system refused to give the first bytes.
    Unreadable,
}

impl PictureFormat {
    /// Name of the format as people write it.
    pub fn name(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "JPEG",
            PictureFormat::Png => "PNG",
            PictureFormat::Webp => "WebP",
            PictureFormat::Gif => "GIF",
            PictureFormat::Avif => "AVIF",
            PictureFormat::Svg => "SVG",
        }
    }

    /// Usual file extension of the format, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            PictureFormat::Jpeg => "jpg",
            PictureFormat::Png => "png",
            PictureFormat::Webp => "webp",
            PictureFormat::Gif => "gif",
            PictureFormat::Avif => "avif",
            PictureFormat::Svg => "svg",
        }
    }

    /// Whether a path has the extension of a picture, of a supported format or not.
    pub fn has_picture_extension(path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        let unsupported = ["heic", "heif", "bmp", "tif", "tiff", "jxl"];
        PictureFormat::from_extension(path).is_some()
            || unsupported
                .iter()
                .any(|other| extension.eq_ignore_ascii_case(other))
    }

    /// Format that the extension of a path stands for; `None` for other extensions.
    pub fn from_extension(path: &str) -> Option<PictureFormat> {
        let (_, extension) = path.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" | "jpe" | "jfif" => PictureFormat::Jpeg,
            "png" | "apng" => PictureFormat::Png,
            "webp" => PictureFormat::Webp,
            "gif" => PictureFormat::Gif,
            "avif" => PictureFormat::Avif,
            "svg" => PictureFormat::Svg,
            _ => return None,
        })
    }
}

impl PictureHeader {
    /// An upright, still picture. Sizes are those that the file states.
    fn new(format: PictureFormat, width: u32, height: u32) -> Self {
        PictureHeader {
            format,
            width,
            height,
            is_animated: false,
            file_bytes: 0,
            orientation: Orientation::NoTransforms,
            keeps_metadata: false,
        }
    }

    fn with_orientation(mut self, orientation: Orientation) -> Self {
        self.orientation = orientation;
        if swaps_sides(orientation) {
            std::mem::swap(&mut self.width, &mut self.height);
        }
        self
    }

    /// Whether the pixels are stored as a viewer sees them, without rotation or mirroring.
    pub fn is_upright(&self) -> bool {
        self.orientation == Orientation::NoTransforms
    }

    /// Whether smaller versions can be made. Drawings scale by themselves, and animations would
    /// lose their movement.
    pub fn can_shrink(&self) -> bool {
        use PictureFormat::{Jpeg, Png, Webp};
        matches!(self.format, Jpeg | Png | Webp) && !self.is_animated
    }

    /// Height in pixels for another width, in the same proportions; at least 1.
    pub fn height_for_width(&self, width: u32) -> u32 {
        let height = f64::from(self.height) * f64::from(width) / f64::from(self.width.max(1));
        (height.round() as u32).max(1)
    }
}

/// Whether an orientation turns the picture by 90 degrees.
fn swaps_sides(orientation: Orientation) -> bool {
    orientation.to_exif() > 4
}

impl PictureError {
    /// States the problem. `picture` is the subject of the sentence, such as "this picture".
    pub fn message(&self, picture: Text) -> Message {
        match *self {
            PictureError::UnsupportedFormat => message!(
                Code::UnsupportedPictureFormat,
                "{picture} is no picture that browsers show",
                picture = picture
            ),
            PictureError::Heic => message!(
                Code::UnsupportedPictureFormat,
                "{picture} is a HEIC picture, which few browsers show",
                picture = picture
            ),
            PictureError::Truncated => message!(
                Code::TruncatedPicture,
                "{picture} is cut off: the file ends before the picture does",
                picture = picture
            ),
            PictureError::Damaged => message!(
                Code::DamagedPicture,
                "{picture} is damaged and cannot be shown",
                picture = picture
            ),
            PictureError::TooManyPixels { width, height } => message!(
                Code::OversizedPicture,
                "{picture} has {width} × {height} pixels, more than can be shown",
                picture = picture,
                width = u64::from(width),
                height = u64::from(height)
            ),
            PictureError::HeavyGif { bytes } => message!(
                Code::HeavyGif,
                "{picture} is a GIF of {megabytes} MB, too heavy for a phone",
                picture = picture,
                megabytes = format!("{:.1}", bytes as f64 / 1e6)
            ),
            PictureError::Unreadable => message!(
                Code::UnreadablePicture,
                "{picture} cannot be read",
                picture = picture
            ),
        }
    }

    /// Tells the author how to solve the problem.
    pub fn hint(&self) -> Text {
        match self {
            PictureError::UnsupportedFormat | PictureError::Heic => {
                phrase!("save it as JPEG, PNG or WebP")
            }
            PictureError::Unreadable => phrase!("check the permissions of the file"),
            PictureError::Truncated | PictureError::Damaged => {
                phrase!("copy it again from its source")
            }
            PictureError::TooManyPixels { .. } => phrase!(
                "make it smaller: the limits are {side} pixels a side and {megapixels} million pixels in all",
                side = u64::from(PICTURE_SIDE),
                megapixels = PICTURE_PIXELS / 1_000_000
            ),
            PictureError::HeavyGif { .. } => phrase!(
                "convert it to a video or an animated WebP, or keep it under {megabytes} MB",
                megabytes = GIF_BYTES / 1_000_000
            ),
        }
    }
}
