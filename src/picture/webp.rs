//! WebP, chunk by chunk (RFC 9649).

use super::{Kind, Measure, Wrong, exif};

/// `RIFF`, the length of the rest, `WEBP`.
const HEAD: usize = 12;

/// Its name and its data.
type Chunk<'b> = (&'b [u8], &'b [u8]);

/// Flags of the chunk `VP8X`.
const PROFILE: u8 = 0x20;
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;
const ANIMATION: u8 = 0x02;

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    let name = start.get(HEAD..HEAD + 4).ok_or(Wrong::Cut)?;
    let data = start.get(HEAD + 8..HEAD + 18).ok_or(Wrong::Cut)?;
    let short = |at: usize| u32::from(u16::from_le_bytes([data[at], data[at + 1]]));
    match name {
        // three bytes of frame tag, three of start code, then 14 bits a side
        b"VP8 " if data[3..6] == [0x9d, 0x01, 0x2a] => {
            let (width, height) = (short(6) & 0x3fff, short(8) & 0x3fff);
            Ok(Measure::new(Kind::Webp, width, height))
        }
        // a signature, then 14 bits a side, less one
        b"VP8L" if data[0] == 0x2f => {
            let bits = short(1) | short(3) << 16;
            let (width, height) = ((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
            Ok(Measure::new(Kind::Webp, width, height))
        }
        // flags, three bytes of nothing, then 24 bits a side, less one
        b"VP8X" => {
            let width = (short(4) | u32::from(data[6]) << 16) + 1;
            let height = (short(7) | u32::from(data[9]) << 16) + 1;
            let mut measure = Measure::new(Kind::Webp, width, height);
            measure.animated = data[0] & ANIMATION != 0;
            if data[0] & EXIF == 0 || measure.animated {
                return Ok(measure);
            }
            // it stands at the end of the file
            let exif = chunks(start)?
                .into_iter()
                .find(|(name, _)| *name == b"EXIF");
            let exif = exif.map_or(&[][..], |(_, data)| data);
            let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
            Ok(measure.turned(exif::orientation(tiff)))
        }
        _ => Err(Wrong::Broken),
    }
}

/// The same picture, without what else the file says.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, Wrong> {
    let chunks = chunks(bytes)?;
    let shown = chunks.into_iter().filter(|(name, _)| {
        matches!(
            *name,
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP"
        )
    });
    let shown: Vec<(&[u8], Vec<u8>)> = shown
        .map(|(name, data)| {
            let mut data = data.to_vec();
            if name == b"VP8X"
                && let Some(flags) = data.first_mut()
            {
                *flags &= !(EXIF | XMP);
            }
            (name, data)
        })
        .collect();
    Ok(written(&shown))
}

/// The same picture with a colour profile; its sides in pixels.
pub fn with_profile(bytes: &[u8], profile: &[u8], (width, height): (u32, u32)) -> Vec<u8> {
    let Ok(chunks) = chunks(bytes) else {
        return bytes.to_vec();
    };
    let mut head = vec![0; 10];
    head[4..7].copy_from_slice(&(width - 1).to_le_bytes()[..3]);
    head[7..10].copy_from_slice(&(height - 1).to_le_bytes()[..3]);
    let mut all = vec![(&b"VP8X"[..], head), (&b"ICCP"[..], profile.to_vec())];
    for (name, data) in chunks {
        match name {
            b"VP8X" => all[0].1 = data.to_vec(),
            _ => all.push((name, data.to_vec())),
        }
    }
    if let Some(flags) = all[0].1.first_mut() {
        *flags |= PROFILE;
    }
    written(&all)
}

/// Names and data of all chunks; what follows the end that the head tells is none.
fn chunks(bytes: &[u8]) -> Result<Vec<Chunk<'_>>, Wrong> {
    let length = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let end = length(4).ok_or(Wrong::Cut)?.saturating_add(8);
    let mut chunks = Vec::new();
    let mut at = HEAD;
    while at + 8 <= end {
        let data = at + 8;
        let after = data.saturating_add(length(at + 4).ok_or(Wrong::Cut)?);
        if after > end {
            return Err(Wrong::Broken);
        }
        let data = bytes.get(data..after).ok_or(Wrong::Cut)?;
        chunks.push((&bytes[at..at + 4], data));
        // a chunk has an even number of bytes
        at = after + after % 2;
    }
    Ok(chunks)
}

fn written(chunks: &[(&[u8], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, data) in chunks {
        bytes.extend_from_slice(name);
        bytes.extend_from_slice(&(data.len() as u32).to_le_bytes());
        bytes.extend_from_slice(data);
        bytes.resize(bytes.len() + data.len() % 2, 0);
    }
    let length = (bytes.len() - 8) as u32;
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes
}
