//! Reads the format and the size of a picture from its first bytes.
//!
//! Recognises the format by its signature, asks the module of that format for the size, and
//! checks the limits. Never decodes pixels.

use super::{PictureError, PictureFormat, PictureHeader};
use super::{avif, gif, jpeg, png, svg, webp};
use crate::limits::{GIF_BYTES, PICTURE_PIXELS, PICTURE_SIDE};

/// Reads the header of a picture of `file_bytes` bytes that begins with `start`.
///
/// # Errors
///
/// [`PictureError::Truncated`] when `start` ends inside the header: read more of the file and
/// call again. The other variants are final.
pub fn read_header(start: &[u8], file_bytes: u64) -> Result<PictureHeader, PictureError> {
    let mut header = match detect_format(start)? {
        PictureFormat::Jpeg => jpeg::read_header(start),
        PictureFormat::Png => png::read_header(start),
        PictureFormat::Webp => webp::read_header(start),
        PictureFormat::Gif => gif::read_header(start),
        PictureFormat::Avif => avif::read_header(start),
        PictureFormat::Svg => svg::read_header(start),
    }?;
    header.file_bytes = file_bytes;
    let PictureHeader { width, height, .. } = header;
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    // a drawing has no pixels
    if header.format != PictureFormat::Svg
        && (width > PICTURE_SIDE || height > PICTURE_SIDE || pixels > PICTURE_PIXELS)
    {
        return Err(PictureError::TooManyPixels { width, height });
    }
    if header.format == PictureFormat::Gif && file_bytes > GIF_BYTES {
        return Err(PictureError::HeavyGif { bytes: file_bytes });
    }
    Ok(header)
}

fn detect_format(start: &[u8]) -> Result<PictureFormat, PictureError> {
    Ok(match start {
        [0xff, 0xd8, 0xff, ..] => PictureFormat::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => PictureFormat::Png,
        _ if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") => PictureFormat::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => PictureFormat::Gif,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => return avif::detect_format(start),
        [] => return Err(PictureError::Truncated),
        _ if svg::is_svg(start) => PictureFormat::Svg,
        _ => return Err(PictureError::UnsupportedFormat),
    })
}
