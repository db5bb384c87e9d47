//! Reads a picture to its end, so that none is published of which a browser would show a part.
//!
//! Takes the bytes of a file and its header. The pixels of JPEG, PNG, WebP and GIF are decoded,
//! those of the first frame of an animation; AVIF and SVG are read by their structure.

use super::{PictureError, PictureFormat, PictureHeader};
use super::{avif_structure, strip_metadata, svg};
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageResult};
use std::io::Cursor;

/// Part of the cache key of a picture that was read whole. Raise it when more is found.
pub const READ_WHOLE_VERSION: u32 = 1;

/// Reads a picture to its end. `header` is that of `bytes`.
///
/// # Errors
///
/// [`PictureError::Truncated`] or [`PictureError::Damaged`]. A kind of picture that browsers show
/// and that nothing here decodes is whole by its structure.
pub fn read_whole(bytes: &[u8], header: &PictureHeader) -> Result<(), PictureError> {
    // finds files that are cut off: some decoders fill the missing part with grey
    let bytes = strip_metadata(bytes, header.format)?;
    let reader = Cursor::new(&*bytes);
    let decoded = match header.format {
        PictureFormat::Jpeg => decode(JpegDecoder::new(reader)),
        PictureFormat::Png => decode(PngDecoder::new(reader)),
        PictureFormat::Webp => decode(WebPDecoder::new(reader)),
        PictureFormat::Gif => decode(GifDecoder::new(reader)),
        PictureFormat::Avif => return avif_structure::read_whole(&bytes),
        PictureFormat::Svg => return svg::read_whole(&bytes),
    };
    match decoded {
        Ok(()) | Err(ImageError::Unsupported(_) | ImageError::Limits(_)) => Ok(()),
        Err(_) => Err(PictureError::Damaged),
    }
}

fn decode<D: ImageDecoder>(decoder: ImageResult<D>) -> ImageResult<()> {
    DynamicImage::from_decoder(decoder?).map(drop)
}
