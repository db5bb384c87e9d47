//! Reads and cleans PNG files, chunk by chunk (W3C, Portable Network Graphics, third edition).
//!
//! Takes bytes of a file and gives its header, or the file without metadata. Never decodes
//! pixels.

use super::{PictureError, PictureFormat, PictureHeader};
use crate::limits::PICTURE_PIXELS;
use image::metadata::Orientation;
use std::ops::Range;

const SIGNATURE_BYTES: usize = 8;

/// Chunks that change how a picture looks. All others are metadata.
const VISIBLE_CHUNKS: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// A longer colour profile is left out: unpacked, it would take a thousand times its size in memory.
const MAX_PROFILE_BYTES: usize = 64 * 1024;

struct PngChunk<'b> {
    name: &'b [u8],
    /// The chunk with its length, name and checksum.
    whole: Range<usize>,
    data: &'b [u8],
}

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    let first = chunk(start, SIGNATURE_BYTES)?;
    let side = |at: usize| {
        let bytes = first.data.get(at..at + 4);
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes).ok_or(PictureError::Damaged)
    };
    if first.name != b"IHDR" {
        return Err(PictureError::Damaged);
    }
    let (width, height) = (side(0)?, side(4)?);
    let is_deep = first.data.get(8) == Some(&16);
    // two bytes a colour: a picture of half as many pixels takes as much memory
    if is_deep && u64::from(width) * u64::from(height) > PICTURE_PIXELS / 2 {
        return Err(PictureError::TooManyPixels { width, height });
    }
    let mut header = PictureHeader::new(PictureFormat::Png, width, height);
    let mut orientation = Orientation::NoTransforms;
    let mut at = first.whole.end;
    // `start` may end inside the pixels: their name is enough
    while chunk_name(start, at)? != b"IDAT" {
        let chunk = chunk(start, at)?;
        match chunk.name {
            b"acTL" => header.is_animated = true,
            b"eXIf" => {
                orientation =
                    Orientation::from_exif_chunk(chunk.data).unwrap_or(Orientation::NoTransforms);
            }
            b"IEND" => return Err(PictureError::Damaged),
            _ => {}
        }
        at = chunk.whole.end;
    }
    // an animation is never decoded, and so never turned
    Ok(match header.is_animated {
        true => header,
        false => header.with_orientation(orientation),
    })
}

/// Removes all chunks that do not change how the picture looks.
pub(super) fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let mut stripped = Vec::with_capacity(bytes.len());
    stripped.extend_from_slice(
        bytes
            .get(..SIGNATURE_BYTES)
            .ok_or(PictureError::Truncated)?,
    );
    let mut at = SIGNATURE_BYTES;
    loop {
        let chunk = chunk(bytes, at)?;
        let is_bomb = chunk.name == b"iCCP" && chunk.data.len() > MAX_PROFILE_BYTES;
        if VISIBLE_CHUNKS.iter().any(|name| name[..] == *chunk.name) && !is_bomb {
            stripped.extend_from_slice(&bytes[chunk.whole.clone()]);
        }
        if chunk.name == b"IEND" {
            return Ok(stripped);
        }
        at = chunk.whole.end;
    }
}

fn chunk_name(bytes: &[u8], at: usize) -> Result<&[u8], PictureError> {
    bytes.get(at + 4..at + 8).ok_or(PictureError::Truncated)
}

/// Reads the chunk at `at`.
fn chunk(bytes: &[u8], at: usize) -> Result<PngChunk<'_>, PictureError> {
    let length = bytes.get(at..at + 4).ok_or(PictureError::Truncated)?;
    let length = length.try_into().map_or(0, u32::from_be_bytes);
    let data = at + 8;
    // the specification's own limit
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > i32::MAX as usize {
        return Err(PictureError::Damaged);
    }
    let whole = at..data + length + 4;
    if whole.end > bytes.len() {
        return Err(PictureError::Truncated);
    }
    Ok(PngChunk {
        name: chunk_name(bytes, at)?,
        whole,
        data: &bytes[data..data + length],
    })
}
