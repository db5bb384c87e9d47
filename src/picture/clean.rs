//! The same picture, without Exif, XMP, comments and all else that says who, when and where.

use super::{Kind, Wrong, gif, jpeg, png, webp};
use std::borrow::Cow;

/// Loses nothing that is seen: pixels and colours stay as they are, byte for byte. What turned
/// the picture is lost, too. Finds pictures that end too early.
pub fn clean(bytes: &[u8], kind: Kind) -> Result<Cow<'_, [u8]>, Wrong> {
    let clean = match kind {
        Kind::Jpeg => jpeg::clean(bytes),
        Kind::Png => png::clean(bytes),
        Kind::Webp => webp::clean(bytes),
        Kind::Gif => gif::clean(bytes),
        Kind::Avif | Kind::Svg => return Ok(Cow::Borrowed(bytes)),
    };
    clean.map(Cow::Owned)
}
