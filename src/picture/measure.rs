//! What kind of picture it is and how large, from its first bytes.

use super::{Kind, Measure, Wrong};
use super::{avif, gif, jpeg, png, svg, webp};
use crate::limits::{GIF_BYTES, PICTURE_PIXELS, PICTURE_SIDE};

/// Measures a picture of `length` bytes that begins with `start`. [`Wrong::Cut`] where `start`
/// ends before all is known: with the whole file, that is an error.
pub fn measure(start: &[u8], length: u64) -> Result<Measure, Wrong> {
    let mut measure = match kind(start)? {
        Kind::Jpeg => jpeg::measure(start),
        Kind::Png => png::measure(start),
        Kind::Webp => webp::measure(start),
        Kind::Gif => gif::measure(start),
        Kind::Avif => avif::measure(start),
        Kind::Svg => svg::measure(start),
    }?;
    measure.bytes = length;
    let Measure { width, height, .. } = measure;
    if width == 0 || height == 0 {
        return Err(Wrong::Broken);
    }
    let pixels = u64::from(width) * u64::from(height);
    // a drawing has no pixels
    if measure.kind != Kind::Svg
        && (width > PICTURE_SIDE || height > PICTURE_SIDE || pixels > PICTURE_PIXELS)
    {
        return Err(Wrong::Large(width, height));
    }
    if measure.kind == Kind::Gif && length > GIF_BYTES {
        return Err(Wrong::Heavy(length));
    }
    Ok(measure)
}

fn kind(start: &[u8]) -> Result<Kind, Wrong> {
    let kind = match start {
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Kind::Webp,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Kind::Gif,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => return avif::kind(start),
        [] => return Err(Wrong::Cut),
        _ if svg::begins(start) => Kind::Svg,
        _ => return Err(Wrong::Unknown),
    };
    Ok(kind)
}
