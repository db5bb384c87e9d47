//! Tells whether git tracks a folder, from the bytes of its index (gitformat-index, versions 2 to 4).
//!
//! Pure. Starts no program: the settings of a repository can name programs that git starts.

/// Bytes of an entry before its object id.
const STAT_BYTES: usize = 40;

/// The lengths of an object id: SHA-1 and SHA-256.
const ID_BYTES: [usize; 2] = [20, 32];

/// The flag of an entry that has two more bytes of flags.
const EXTENDED: u16 = 0x4000;

/// Whether the index lists `folder`, or anything in it, whatever the case of letters. `folder` is a
/// path in the repository without a slash at its end. An index that cannot be read, or does not
/// list everything itself, counts as one that does.
pub fn tracks(index: &[u8], folder: &str) -> bool {
    let readings = ID_BYTES.map(|id_bytes| Index { index, id_bytes }.lists(folder));
    // an index can be made so that it reads as one with ids of the other length: each reading counts
    readings.contains(&Some(true)) || readings == [None, None]
}

struct Index<'i> {
    index: &'i [u8],
    id_bytes: usize,
}

/// The path of an entry, and where the next one begins.
struct Entry<'i> {
    path: &'i [u8],
    end: usize,
}

impl<'i> Index<'i> {
    /// `None` for an index that is damaged, or has ids of another length.
    fn lists(&self, folder: &str) -> Option<bool> {
        let version = self.number(4).filter(|_| self.index.starts_with(b"DIRC"))?;
        let mut at = 12;
        let mut path = Vec::new();
        let mut is_listed = false;
        for _ in 0..self.number(8)? {
            at = match version {
                2 | 3 => {
                    let entry = self.whole_entry(at)?;
                    is_listed |= is_at_or_above(entry.path, folder);
                    entry.end
                }
                4 => {
                    let end = self.next_compressed_path(at, &mut path)?;
                    is_listed |= is_at_or_above(&path, folder);
                    end
                }
                _ => return None,
            };
        }
        let is_split = self.has_shared_entries(at)?;
        Some(is_listed || is_split)
    }

    fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.index.get(at..at.checked_add(4)?)?;
        Some(u32::from_be_bytes(bytes.try_into().ok()?))
    }

    /// Where the name of an entry begins.
    fn name_start(&self, at: usize) -> Option<usize> {
        let flags = at.checked_add(STAT_BYTES + self.id_bytes)?;
        let bytes = self.index.get(flags..flags + 2)?;
        let is_extended = u16::from_be_bytes(bytes.try_into().ok()?) & EXTENDED != 0;
        Some(flags + if is_extended { 4 } else { 2 })
    }

    /// The text from a position to the next zero.
    fn text(&self, at: usize) -> Option<&'i [u8]> {
        let rest = self.index.get(at..)?;
        let length = memchr::memchr(0, rest)?;
        Some(&rest[..length])
    }

    /// Versions 2 and 3: zeros fill the entry up to a multiple of eight bytes.
    fn whole_entry(&self, at: usize) -> Option<Entry<'i>> {
        let start = self.name_start(at)?;
        let path = self.text(start)?;
        let bytes = start - at + path.len();
        Some(Entry {
            path,
            end: at + (bytes / 8 + 1) * 8,
        })
    }

    /// Version 4: a number of bytes to remove from the path before, then what follows. Makes `path`
    /// the path of the entry; gives where the next one begins.
    fn next_compressed_path(&self, at: usize, path: &mut Vec<u8>) -> Option<usize> {
        let mut start = self.name_start(at)?;
        let mut byte = *self.index.get(start)?;
        let mut removed = usize::from(byte & 0x7F);
        while byte & 0x80 != 0 {
            start += 1;
            byte = *self.index.get(start)?;
            removed = removed.checked_add(1)?.checked_mul(128)? + usize::from(byte & 0x7F);
        }
        let rest = self.text(start + 1)?;
        path.truncate(path.len().checked_sub(removed)?);
        path.extend_from_slice(rest);
        Some(start + 1 + rest.len() + 1)
    }

    /// Whether the rest of the index says that another file has more entries. `None` where the rest
    /// is no list of extensions.
    fn has_shared_entries(&self, mut at: usize) -> Option<bool> {
        let end = self.index.len().checked_sub(self.id_bytes)?;
        let mut is_split = false;
        while at < end {
            is_split |= self.index.get(at..at + 4)? == b"link";
            let length = usize::try_from(self.number(at + 4)?).ok()?;
            at = at.checked_add(8)?.checked_add(length)?;
        }
        (at == end).then_some(is_split)
    }
}

/// Whether a path is a folder, lies in it, or is a folder above that stands for all that is in it
/// (a sparse index).
fn is_at_or_above(path: &[u8], folder: &str) -> bool {
    let folder = folder.as_bytes();
    match path.split_at_checked(folder.len()) {
        Some((start, rest)) => {
            start.eq_ignore_ascii_case(folder) && (rest.is_empty() || rest.starts_with(b"/"))
        }
        None => path.ends_with(b"/") && folder[..path.len()].eq_ignore_ascii_case(path),
    }
}
