//! Removes Exif, XMP, comments and other metadata from a picture file.
//!
//! Takes the bytes of a whole file and its format. Gives the file without the parts that do not
//! change how it looks. Never decodes pixels.

use super::{PictureError, PictureFormat, gif, jpeg, png, webp};
use std::borrow::Cow;

/// Removes the metadata of a picture, the Exif orientation included.
///
/// Pixels and colour profiles stay as they are, byte for byte. AVIF and SVG come back unchanged.
///
/// # Errors
///
/// [`PictureError::Truncated`] or [`PictureError::Damaged`] for a file that is not whole.
pub fn strip_metadata(bytes: &[u8], format: PictureFormat) -> Result<Cow<'_, [u8]>, PictureError> {
    let stripped = match format {
        PictureFormat::Jpeg => jpeg::strip_metadata(bytes),
        PictureFormat::Png => png::strip_metadata(bytes),
        PictureFormat::Webp => webp::strip_metadata(bytes),
        PictureFormat::Gif => gif::strip_metadata(bytes),
        PictureFormat::Avif | PictureFormat::Svg => return Ok(Cow::Borrowed(bytes)),
    };
    stripped.map(Cow::Owned)
}
