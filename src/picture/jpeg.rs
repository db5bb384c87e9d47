//! JPEG, segment by segment (ITU-T T.81, B.1).

use super::{Kind, Measure, Wrong, exif};
use std::ops::Range;

const EXIF: &[u8] = b"Exif\0\0";
const PROFILE: &[u8] = b"ICC_PROFILE\0";

const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// A marker and what follows it: the whole stretch, and in it what the segment says.
struct Segment {
    marker: u8,
    whole: Range<usize>,
    says: Range<usize>,
}

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    let mut at = 2;
    let mut orientation = 1;
    loop {
        let segment = segment(start, at)?;
        let says = &start[segment.says];
        match segment.marker {
            // frames; C4, C8 and CC are tables
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let side = |at: usize| {
                    let bytes = says.get(at..at + 2).ok_or(Wrong::Broken)?;
                    Ok(u32::from(u16::from_be_bytes([bytes[0], bytes[1]])))
                };
                let measure = Measure::new(Kind::Jpeg, side(3)?, side(1)?);
                return Ok(measure.turned(orientation));
            }
            0xe1 if says.starts_with(EXIF) => orientation = exif::orientation(&says[EXIF.len()..]),
            END | SCAN => return Err(Wrong::Broken),
            _ => {}
        }
        at = segment.whole.end;
    }
}

/// The same picture, without what else the file says: only what colours need stays.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..2).ok_or(Wrong::Cut)?);
    let mut at = 2;
    loop {
        let segment = segment(bytes, at)?;
        at = segment.whole.end;
        if segment.marker == SCAN {
            at = scan_end(bytes, at)?;
        }
        if is_shown(segment.marker, &bytes[segment.says]) {
            clean.extend_from_slice(&bytes[segment.whole.start..at]);
        }
        if segment.marker == END {
            // cameras append previews and films, with places of their own
            return Ok(clean);
        }
    }
}

/// Whether a segment is part of the picture: applications' own segments (APP0 to APP15) and
/// comments are not, but for JFIF, the colour profile and Adobe's word on how colours are kept.
fn is_shown(marker: u8, says: &[u8]) -> bool {
    match marker {
        0xe0 => says.starts_with(b"JFIF\0"),
        0xe2 => says.starts_with(PROFILE),
        0xee => says.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// The segment at `at`.
fn segment(bytes: &[u8], at: usize) -> Result<Segment, Wrong> {
    let rest = bytes.get(at..).ok_or(Wrong::Cut)?;
    // any number of FF may stand before a marker
    let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
    let marker = *rest.get(fill).ok_or(Wrong::Cut)?;
    if fill == 0 {
        return Err(Wrong::Broken);
    }
    let start = at + fill - 1;
    let after = at + fill + 1;
    if matches!(marker, END | 0x01 | 0xd0..=0xd8) {
        return Ok(Segment {
            marker,
            whole: start..after,
            says: after..after,
        });
    }
    let length = bytes.get(after..after + 2).ok_or(Wrong::Cut)?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    let end = after + length;
    if length < 2 {
        return Err(Wrong::Broken);
    }
    if end > bytes.len() {
        return Err(Wrong::Cut);
    }
    Ok(Segment {
        marker,
        whole: start..end,
        says: after + 2..end,
    })
}

/// Where the coded data that begins at `at` ends: at a marker that is no restart, and no `FF 00`.
fn scan_end(bytes: &[u8], at: usize) -> Result<usize, Wrong> {
    let data = &bytes[at..];
    let mut marks = memchr::memchr_iter(0xff, data);
    let end = marks.find(|at| {
        let next = data.get(at + 1);
        next.is_some_and(|next| !matches!(next, 0x00 | 0xff | 0xd0..=0xd7))
    });
    end.map(|end| at + end).ok_or(Wrong::Cut)
}
