//! PNG, chunk by chunk (W3C, Portable Network Graphics, third edition).

use super::{Kind, Measure, Wrong, exif};
use std::ops::Range;

const SIGNATURE: usize = 8;

/// Chunks that change how a picture looks. What is not here tells of its making.
const SHOWN: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
    b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Its name, all of it, and its data.
struct Chunk<'b> {
    name: &'b [u8],
    whole: Range<usize>,
    data: &'b [u8],
}

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    let header = chunk(start, SIGNATURE)?;
    let side = |at: usize| {
        let bytes = header.data.get(at..at + 4);
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes).ok_or(Wrong::Broken)
    };
    if header.name != b"IHDR" {
        return Err(Wrong::Broken);
    }
    let mut measure = Measure::new(Kind::Png, side(0)?, side(4)?);
    let mut orientation = 1;
    let mut at = header.whole.end;
    // the data may be long: its name is enough
    while name(start, at)? != b"IDAT" {
        let chunk = chunk(start, at)?;
        match chunk.name {
            b"acTL" => measure.animated = true,
            b"eXIf" => orientation = exif::orientation(chunk.data),
            b"IEND" => return Err(Wrong::Broken),
            _ => {}
        }
        at = chunk.whole.end;
    }
    // a film is shown as it is
    Ok(measure.turned(if measure.animated { 1 } else { orientation }))
}

/// The same picture, without what else the file says.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    let mut clean = Vec::with_capacity(bytes.len());
    clean.extend_from_slice(bytes.get(..SIGNATURE).ok_or(Wrong::Cut)?);
    let mut at = SIGNATURE;
    loop {
        let chunk = chunk(bytes, at)?;
        if SHOWN.iter().any(|shown| shown[..] == *chunk.name) {
            clean.extend_from_slice(&bytes[chunk.whole.clone()]);
        }
        if chunk.name == b"IEND" {
            return Ok(clean);
        }
        at = chunk.whole.end;
    }
}

fn name(bytes: &[u8], at: usize) -> Result<&[u8], Wrong> {
    bytes.get(at + 4..at + 8).ok_or(Wrong::Cut)
}

fn chunk(bytes: &[u8], at: usize) -> Result<Chunk<'_>, Wrong> {
    let length = bytes.get(at..at + 4).ok_or(Wrong::Cut)?;
    let length = length.try_into().map_or(0, u32::from_be_bytes);
    let data = at + 8;
    // the specification's own limit
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length > i32::MAX as usize {
        return Err(Wrong::Broken);
    }
    let whole = at..data + length + 4;
    if whole.end > bytes.len() {
        return Err(Wrong::Cut);
    }
    Ok(Chunk {
        name: name(bytes, at)?,
        whole,
        data: &bytes[data..data + length],
    })
}
