//! Reads, cleans and assembles WebP files, chunk by chunk (RFC 9649).
//!
//! Takes bytes of a file and gives its header, the file without metadata, or the file with a
//! colour profile. Never decodes pixels.

use super::{PictureError, PictureFormat, PictureHeader};
use image::metadata::Orientation;
use std::borrow::Cow;

/// Bytes of `RIFF`, of the length of the rest, and of `WEBP`.
const FILE_HEADER_BYTES: usize = 12;

/// Flags of the chunk `VP8X`.
const PROFILE: u8 = 0x20;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ANIMATION: u8 = 0x02;

struct WebpChunk<'b> {
    name: &'b [u8],
    data: Cow<'b, [u8]>,
}

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    let name = start
        .get(FILE_HEADER_BYTES..FILE_HEADER_BYTES + 4)
        .ok_or(PictureError::Truncated)?;
    let data = start
        .get(FILE_HEADER_BYTES + 8..FILE_HEADER_BYTES + 18)
        .ok_or(PictureError::Truncated)?;
    let short = |at: usize| u32::from(u16::from_le_bytes([data[at], data[at + 1]]));
    let header = |width, height| PictureHeader::new(PictureFormat::Webp, width, height);
    match name {
        // three bytes of frame tag, three of start code, then 14 bits a side
        b"VP8 " if data[3..6] == [0x9d, 0x01, 0x2a] => {
            Ok(header(short(6) & 0x3fff, short(8) & 0x3fff))
        }
        // a signature, then 14 bits a side, less one
        b"VP8L" if data[0] == 0x2f => {
            let bits = short(1) | short(3) << 16;
            Ok(header((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        // flags, three reserved bytes, then 24 bits a side, less one
        b"VP8X" => {
            let width = (short(4) | u32::from(data[6]) << 16) + 1;
            let height = (short(7) | u32::from(data[9]) << 16) + 1;
            let mut header = header(width, height);
            header.is_animated = data[0] & ANIMATION != 0;
            if data[0] & EXIF == 0 || header.is_animated {
                return Ok(header);
            }
            Ok(header.with_orientation(exif_orientation(start)?))
        }
        _ => Err(PictureError::Damaged),
    }
}

/// Reads the orientation from the Exif chunk, which stands at the end of the file.
fn exif_orientation(bytes: &[u8]) -> Result<Orientation, PictureError> {
    let chunks = chunks(bytes)?;
    let exif = chunks.iter().find(|chunk| chunk.name == b"EXIF");
    let exif = exif.map_or(&[][..], |chunk| &chunk.data);
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    Ok(Orientation::from_exif_chunk(tiff).unwrap_or(Orientation::NoTransforms))
}

/// Removes all chunks that do not change how the picture looks.
pub(super) fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let mut chunks = chunks(bytes)?;
    chunks.retain(|chunk| {
        matches!(
            chunk.name,
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP"
        )
    });
    for chunk in &mut chunks {
        if chunk.name == b"VP8X"
            && let Some(flags) = chunk.data.to_mut().first_mut()
        {
            *flags &= !(EXIF | XMP);
        }
    }
    Ok(assemble(&chunks))
}

/// Adds a colour profile to a WebP file of `width` × `height` pixels.
pub(super) fn add_profile(bytes: &[u8], profile: &[u8], width: u32, height: u32) -> Vec<u8> {
    let Ok(chunks) = chunks(bytes) else {
        return bytes.to_vec();
    };
    let mut extended = vec![0; 10];
    extended[4..7].copy_from_slice(&(width - 1).to_le_bytes()[..3]);
    extended[7..10].copy_from_slice(&(height - 1).to_le_bytes()[..3]);
    let mut all = vec![
        WebpChunk {
            name: b"VP8X",
            data: extended.into(),
        },
        WebpChunk {
            name: b"ICCP",
            data: profile.into(),
        },
    ];
    for chunk in chunks {
        match chunk.name {
            b"VP8X" => all[0] = chunk,
            _ => all.push(chunk),
        }
    }
    if let Some(flags) = all[0].data.to_mut().first_mut() {
        *flags |= PROFILE;
    }
    assemble(&all)
}

/// Reads all chunks up to the end that the file header states; ignores later bytes.
fn chunks(bytes: &[u8]) -> Result<Vec<WebpChunk<'_>>, PictureError> {
    let length = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let end = length(4).ok_or(PictureError::Truncated)?.saturating_add(8);
    let mut chunks = Vec::new();
    let mut at = FILE_HEADER_BYTES;
    while at + 8 <= end {
        let data = at + 8;
        let after = data.saturating_add(length(at + 4).ok_or(PictureError::Truncated)?);
        if after > end {
            return Err(PictureError::Damaged);
        }
        chunks.push(WebpChunk {
            name: &bytes[at..at + 4],
            data: bytes
                .get(data..after)
                .ok_or(PictureError::Truncated)?
                .into(),
        });
        // a chunk has an even number of bytes
        at = after + after % 2;
    }
    Ok(chunks)
}

/// Writes a file from its chunks.
fn assemble(chunks: &[WebpChunk]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for WebpChunk { name, data } in chunks {
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(&(data.len() as u32).to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len() + data.len() % 2, 0);
    }
    let length = (bytes.len() - 8) as u32;
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes
}
