//! Reads the size of AVIF files, and recognises HEIC (ISO/IEC 14496-12 and 23008-12).
//!
//! Takes the first bytes of a file and gives its header. Never removes metadata and never
//! decodes: AVIF is published as it is.

use super::{PictureError, PictureFormat, PictureHeader};

/// A box of the ISO media format: a name and data.
struct MediaBox<'b> {
    name: &'b [u8],
    data: &'b [u8],
    /// All bytes that follow the box.
    rest: &'b [u8],
}

/// Tells AVIF from HEIC and from videos by the brands of the first box.
pub(super) fn detect_format(start: &[u8]) -> Result<PictureFormat, PictureError> {
    let brands = next_box(start)?.data;
    let has_brand = |names: &[&[u8; 4]]| {
        let mut brands = brands.chunks_exact(4);
        brands.any(|brand| names.iter().any(|name| name[..] == *brand))
    };
    if has_brand(&[b"avif", b"avis"]) {
        Ok(PictureFormat::Avif)
    } else if has_brand(&[b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Err(PictureError::Heic)
    } else {
        Err(PictureError::UnsupportedFormat)
    }
}

pub(super) fn read_header(start: &[u8]) -> Result<PictureHeader, PictureError> {
    // four bytes of version and flags stand first
    let meta = find_box(start, b"meta")?
        .get(4..)
        .ok_or(PictureError::Damaged)?;
    let properties = find_box(find_box(meta, b"iprp")?, b"ipco")?;
    let (mut width, mut height, mut quarter_turns) = (0, 0, 0);
    for MediaBox { name, data, .. } in boxes(properties) {
        let side = |at: usize| {
            let bytes = data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_be_bytes)
        };
        match name {
            // a file may hold several pictures: viewers show the largest
            b"ispe" if side(4) >= width => (width, height) = (side(4), side(8)),
            b"irot" => quarter_turns = data.first().copied().unwrap_or(0),
            _ => {}
        }
    }
    if quarter_turns % 2 == 1 {
        std::mem::swap(&mut width, &mut height);
    }
    let mut header = PictureHeader::new(PictureFormat::Avif, width, height);
    let contains = |name: &[u8]| memchr::memmem::find(meta, name).is_some();
    header.keeps_metadata = contains(b"Exif") || contains(b"application/rdf+xml");
    Ok(header)
}

/// Finds the first box of a name and gives its data.
fn find_box<'b>(bytes: &'b [u8], name: &[u8; 4]) -> Result<&'b [u8], PictureError> {
    let mut rest = bytes;
    loop {
        let media_box = next_box(rest)?;
        if media_box.name == name {
            return Ok(media_box.data);
        }
        rest = media_box.rest;
    }
}

fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = MediaBox<'_>> {
    std::iter::from_fn(move || {
        let media_box = next_box(bytes).ok()?;
        bytes = media_box.rest;
        Some(media_box)
    })
}

fn next_box(bytes: &[u8]) -> Result<MediaBox<'_>, PictureError> {
    let head = bytes.get(..8).ok_or(PictureError::Truncated)?;
    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
    // length 0 or 1 means "to the end" or "more than 4 GB": such boxes hold pixels and come last
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length < 8 {
        return Err(PictureError::Damaged);
    }
    let (own, rest) = bytes
        .split_at_checked(length)
        .ok_or(PictureError::Truncated)?;
    Ok(MediaBox {
        name: &head[4..8],
        data: &own[8..],
        rest,
    })
}
