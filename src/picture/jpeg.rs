//! Reads and cleans JPEG files, segment by segment (ITU-T T.81, B.1).
//!
//! Takes bytes of a file and gives its header, or the file without metadata. Never decodes
//! pixels.

use super::{PictureError, PictureFormat, PictureHeader};
use image::metadata::Orientation;
use std::ops::Range;

const EXIF: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// A segment of a file, as ranges of its bytes.
struct JpegSegment {
    marker: u8,
    /// The segment with its marker and length.
    whole: Range<usize>,
    /// The data behind marker and length.
    data: Range<usize>,
}

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    let mut at = 2;
    let mut orientation = Orientation::NoTransforms;
    loop {
        let segment = segment(start, at)?;
        let data = &start[segment.data];
        match segment.marker {
            // frame headers; C4, C8 and CC are tables
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let side = |at: usize| {
                    let bytes = data.get(at..at + 2).ok_or(PictureError::Damaged)?;
                    Ok(u32::from(u16::from_be_bytes([bytes[0], bytes[1]])))
                };
                let header = PictureHeader::new(PictureFormat::Jpeg, side(3)?, side(1)?);
                return Ok(header.with_orientation(orientation));
            }
            0xe1 if data.starts_with(EXIF) => {
                orientation = Orientation::from_exif_chunk(&data[EXIF.len()..])
                    .unwrap_or(Orientation::NoTransforms);
            }
            END | SCAN => return Err(PictureError::Damaged),
            _ => {}
        }
        at = segment.whole.end;
    }
}

/// Removes all segments that do not change how the picture looks, and all bytes after its end.
pub(super) fn strip_metadata(bytes: &[u8]) -> Result<Vec<u8>, PictureError> {
    let mut stripped = Vec::with_capacity(bytes.len());
    stripped.extend_from_slice(bytes.get(..2).ok_or(PictureError::Truncated)?);
    let mut at = 2;
    loop {
        let segment = segment(bytes, at)?;
        at = segment.whole.end;
        if segment.marker == SCAN {
            at = scan_end(bytes, at)?;
        }
        if is_visible(segment.marker, &bytes[segment.data]) {
            stripped.extend_from_slice(&bytes[segment.whole.start..at]);
        }
        if segment.marker == END {
            // cameras append previews and videos, with GPS positions of their own
            return Ok(stripped);
        }
    }
}

/// Whether a segment changes how the picture looks. Segments of applications (APP0 to APP15)
/// and comments do not, except JFIF, the colour profile and Adobe's colour transform.
fn is_visible(marker: u8, data: &[u8]) -> bool {
    match marker {
        0xe0 => data.starts_with(b"JFIF\0"),
        0xe2 => data.starts_with(PROFILE),
        0xee => data.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// Reads the segment at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<JpegSegment, PictureError> {
    let rest = bytes.get(at..).ok_or(PictureError::Truncated)?;
    // any number of FF may stand before a marker
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    let marker = *rest.get(fill).ok_or(PictureError::Truncated)?;
    if fill == 0 {
        return Err(PictureError::Damaged);
    }
    let start = at + fill - 1;
    let after = at + fill + 1;
    if matches!(marker, END | 0x01 | 0xd0..=0xd8) {
        return Ok(JpegSegment {
            marker,
            whole: start..after,
            data: after..after,
        });
    }
    let length = bytes.get(after..after + 2).ok_or(PictureError::Truncated)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    let end = after + length;
    if length < 2 {
        return Err(PictureError::Damaged);
    }
    if end > bytes.len() {
        return Err(PictureError::Truncated);
    }
    Ok(JpegSegment {
        marker,
        whole: start..end,
        data: after + 2..end,
    })
}

/// End of the coded data that begins at `at`: the next marker that is no restart and no `FF 00`.
fn scan_end(bytes: &[u8], at: usize) -> Result<usize, PictureError> {
    let data = &bytes[at..];
    let end = memchr::memchr_iter(0xff, data).find(|at| {
        let next = data.get(at + 1);
        next.is_some_and(|next| !matches!(next, 0x00 | 0xff | 0xd0..=0xd7))
    });
    end.map(|end| at + end).ok_or(PictureError::Truncated)
}
