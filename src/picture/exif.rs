//! Exif: which way up a picture is. Nothing else of it is read, nothing of it is published.

/// Tag 274, the orientation, as a short.
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;

/// The orientation, 1 to 8, of Exif that begins with its TIFF header; 1 where it says none, or
/// something else (Exif 2.32, 4.6.4).
pub fn orientation(tiff: &[u8]) -> u8 {
    read(tiff)
        .filter(|value| (1..=8).contains(value))
        .map_or(1, |value| value as u8)
}

fn read(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    // twelve bytes each: tag, type, count, value
    let mut entries = (0..entries).map_while(|number| {
        let at = directory.checked_add(2 + number * 12)?;
        Some((short(at)?, short(at + 2)?, short(at + 8)?))
    });
    let found = entries.find(|(tag, kind, _)| *tag == ORIENTATION && *kind == SHORT);
    found.map(|(_, _, value)| value)
}
