//! Whether an AVIF file is whole, by its boxes (ISO/IEC 14496-12): each ends inside the file, and
//! so do the coded pixels that the table of items (`iloc`) points to.

use super::PictureError;

/// Reads a file to its end.
pub(super) fn read_whole(bytes: &[u8]) -> Result<(), PictureError> {
    let Some(meta) = find_box(bytes, b"meta")? else {
        // an animation may have its table elsewhere
        let animation = find_box(bytes, b"moov")?;
        return animation.map(drop).ok_or(PictureError::Truncated);
    };
    let inside = meta.get(4..).ok_or(PictureError::Damaged)?;
    let table = find_box(inside, b"iloc")?.ok_or(PictureError::Damaged)?;
    check_extents(table, bytes.len() as u64)
}

/// The data of the first box of a name, when all boxes of a file, or of a box, are whole.
fn find_box<'b>(mut bytes: &'b [u8], name: &[u8; 4]) -> Result<Option<&'b [u8]>, PictureError> {
    let mut found = None;
    while !bytes.is_empty() {
        let mut fields = Fields(bytes);
        let short = fields.number(4)?;
        let own_name = bytes.get(4..8).ok_or(PictureError::Truncated)?;
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
        if own_name == name && found.is_none() {
            found = Some(&whole[head as usize..]);
        }
        bytes = &bytes[length..];
    }
    Ok(found)
}

/// Checks that the coded pixels of the table of items (14496-12, 8.11.3) lie inside the file.
fn check_extents(table: &[u8], file_bytes: u64) -> Result<(), PictureError> {
    let mut fields = Fields(table);
    let version = fields.number(4)? >> 24;
    let sizes = fields.number(2)?;
    let size = |shift: u32| (sizes >> shift & 15) as usize;
    let (of_offset, of_length, of_base) = (size(12), size(8), size(4));
    let of_index = if version > 0 { size(0) } else { 0 };
    let (of_id, of_count) = if version < 2 { (2, 2) } else { (4, 4) };
    let mut has_pixels = false;
    for _ in 0..fields.number(of_count)? {
        fields.number(of_id)?;
        let method = if version > 0 {
            fields.number(2)? & 15
        } else {
            0
        };
        let other_file = fields.number(2)?;
        let base = fields.number(of_base)?;
        let extents = fields.number(2)?;
        // extents without a byte in the table would cost time and no file
        if extents > 1 && of_index + of_offset + of_length == 0 {
            return Err(PictureError::Damaged);
        }
        for _ in 0..extents {
            fields.number(of_index)?;
            let start = base.saturating_add(fields.number(of_offset)?);
            let length = fields.number(of_length)?;
            has_pixels |= length > 0;
            // other methods count from a box inside `meta`, or in another file
            let is_in_file = method == 0 && other_file == 0;
            if is_in_file && start.saturating_add(length) > file_bytes {
                return Err(PictureError::Truncated);
            }
        }
    }
    match has_pixels {
        true => Ok(()),
        false => Err(PictureError::Damaged),
    }
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
