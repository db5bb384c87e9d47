//! AVIF and its kin, as far as their sizes (ISO/IEC 14496-12 and 23008-12).

use super::{Kind, Measure, Wrong};

/// Its name, its data, and what follows it.
type Box<'b> = (&'b [u8], &'b [u8], &'b [u8]);

/// What the brands of a file say that it is.
pub fn kind(start: &[u8]) -> Result<Kind, Wrong> {
    let (_, brands, _) = next_box(start)?;
    let has = |names: &[&[u8; 4]]| {
        let mut brands = brands.chunks_exact(4);
        brands.any(|brand| names.iter().any(|name| name[..] == *brand))
    };
    if has(&[b"avif", b"avis"]) {
        Ok(Kind::Avif)
    } else if has(&[b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"]) {
        Err(Wrong::Heic)
    } else {
        Err(Wrong::Unknown)
    }
}

pub fn measure(start: &[u8]) -> Result<Measure, Wrong> {
    // four bytes of version and flags first
    let meta = find(start, b"meta")?.get(4..).ok_or(Wrong::Broken)?;
    let properties = find(find(meta, b"iprp")?, b"ipco")?;
    let (mut width, mut height, mut quarters) = (0, 0, 0);
    for (name, data) in boxes(properties) {
        let side = |at: usize| {
            let bytes = data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_be_bytes)
        };
        match name {
            // of several pictures in a file, the largest is shown
            b"ispe" if side(4) >= width => (width, height) = (side(4), side(8)),
            b"irot" => quarters = data.first().copied().unwrap_or(0),
            _ => {}
        }
    }
    if quarters % 2 == 1 {
        std::mem::swap(&mut width, &mut height);
    }
    let mut measure = Measure::new(Kind::Avif, width, height);
    let says = |word: &[u8]| memchr::memmem::find(meta, word).is_some();
    measure.keeps_metadata = says(b"Exif") || says(b"application/rdf+xml");
    Ok(measure)
}

/// The data of the first box of a name.
fn find<'b>(bytes: &'b [u8], wanted: &[u8; 4]) -> Result<&'b [u8], Wrong> {
    let mut rest = bytes;
    loop {
        let (name, data, after) = next_box(rest)?;
        if name == wanted {
            return Ok(data);
        }
        rest = after;
    }
}

fn boxes(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let (name, data, after) = next_box(bytes).ok()?;
        bytes = after;
        Some((name, data))
    })
}

/// The name and data of the first box, and what follows it.
fn next_box(bytes: &[u8]) -> Result<Box<'_>, Wrong> {
    let head = bytes.get(..8).ok_or(Wrong::Cut)?;
    let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
    // boxes of more than 4 GB, or to the end of the file, hold pictures' data: it is last
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    if length < 8 {
        return Err(Wrong::Broken);
    }
    let (own, after) = bytes.split_at_checked(length).ok_or(Wrong::Cut)?;
    Ok((&head[4..8], &own[8..], after))
}
