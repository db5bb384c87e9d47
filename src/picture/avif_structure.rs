//! Whether an AVIF file is whole, by its boxes (ISO/IEC 14496-12): each ends inside the file, and
//! so do the coded pixels that the table of items (`iloc`) points to.

use super::PictureError;

/// A box: a name and data.
struct MediaBox<'b> {
    name: &'b [u8],
    data: &'b [u8],
}

/// Where coded pixels lie, as the table of items says.
struct Extent {
    /// Whether `start` counts from the beginning of the file, and not of a box inside `meta`.
    is_in_file: bool,
    start: u64,
    length: u64,
}

/// Reads a file to its end.
pub(super) fn read_whole(bytes: &[u8]) -> Result<(), PictureError> {
    let boxes = boxes(bytes)?;
    let find = |name: &[u8; 4]| boxes.iter().find(|found| found.name == name);
    let Some(meta) = find(b"meta") else {
        // an animation may have its table elsewhere
        return find(b"moov").map(drop).ok_or(PictureError::Truncated);
    };
    let inside = meta.data.get(4..).ok_or(PictureError::Damaged)?;
    let inside = self::boxes(inside)?;
    let table = inside.iter().find(|found| found.name == b"iloc");
    let extents = extents(table.ok_or(PictureError::Damaged)?.data)?;
    if extents.iter().all(|extent| extent.length == 0) {
        return Err(PictureError::Damaged);
    }
    let is_inside = |extent: &Extent| {
        let end = extent.start.checked_add(extent.length);
        !extent.is_in_file || end.is_some_and(|end| end <= bytes.len() as u64)
    };
    match extents.iter().all(is_inside) {
        true => Ok(()),
        false => Err(PictureError::Truncated),
    }
}

/// All boxes of a file, or of a box.
fn boxes(mut bytes: &[u8]) -> Result<Vec<MediaBox<'_>>, PictureError> {
    let mut boxes = Vec::new();
    while !bytes.is_empty() {
        let mut fields = Fields(bytes);
        let short = fields.number(4)?;
        let name = bytes.get(4..8).ok_or(PictureError::Truncated)?;
        fields.number(4)?;
        let length = match short {
            0 => bytes.len() as u64,
            1 => fields.number(8)?,
            length => length,
        };
        let head = (bytes.len() - fields.0.len()) as u64;
        if length < head {
            return Err(PictureError::Damaged);
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let whole = bytes.get(..length).ok_or(PictureError::Truncated)?;
        let data = &whole[head as usize..];
        boxes.push(MediaBox { name, data });
        bytes = &bytes[length..];
    }
    Ok(boxes)
}

/// Reads the table of items (14496-12, 8.11.3).
fn extents(table: &[u8]) -> Result<Vec<Extent>, PictureError> {
    let mut fields = Fields(table);
    let version = fields.number(4)? >> 24;
    let sizes = fields.number(2)?;
    let size = |shift: u32| (sizes >> shift & 15) as usize;
    let (of_offset, of_length, of_base, of_index) = (size(12), size(8), size(4), size(0));
    let (of_id, of_count) = if version < 2 { (2, 2) } else { (4, 4) };
    let items = fields.number(of_count)?;
    let mut extents = Vec::new();
    for _ in 0..items {
        fields.number(of_id)?;
        let method = if version > 0 {
            fields.number(2)? & 15
        } else {
            0
        };
        let other_file = fields.number(2)?;
        let base = fields.number(of_base)?;
        for _ in 0..fields.number(2)? {
            if version > 0 {
                fields.number(of_index)?;
            }
            let start = base.saturating_add(fields.number(of_offset)?);
            extents.push(Extent {
                is_in_file: method == 0 && other_file == 0,
                start,
                length: fields.number(of_length)?,
            });
        }
    }
    Ok(extents)
}

/// Numbers that follow one another, the highest byte first.
struct Fields<'b>(&'b [u8]);

impl Fields<'_> {
    /// The next number, of 0 to 8 bytes.
    fn number(&mut self, bytes: usize) -> Result<u64, PictureError> {
        let (own, rest) = self
            .0
            .split_at_checked(bytes)
            .ok_or(PictureError::Truncated)?;
        self.0 = rest;
        let number = own
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        Ok(number)
    }
}
