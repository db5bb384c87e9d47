//! Section evidence: what a section holds that a translator leaves as it is.
//!
//! Small hashes of numbers, names, the first letters of words, code, addresses, pictures; and the
//! number of blocks of each kind. Nothing here depends on a language or on another file.

/// The number of [`MarkKind`]s.
pub const MARK_KINDS: usize = 8;

/// The number of [`CountedBlock`]s.
pub const BLOCK_KINDS: usize = 6;

/// Bits of a mark that hold its kind.
pub(super) const KIND_BITS: u32 = 3;

/// What a section holds, for the alignment of two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SectionEvidence {
    /// What the section holds, as hashes with their [`MarkKind`]; sorted, each once.
    pub marks: Vec<u32>,
    /// The number of blocks of each [`CountedBlock`].
    pub blocks: [u8; BLOCK_KINDS],
    /// Characters of the text, without those of the heading and of code blocks.
    pub length: u32,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A word or a number of the heading.
    HeadingWord,
    /// The first three letters of a word of the heading.
    HeadingStart,
    /// Inline code, or a line of a code block.
    Code,
    /// The address of a link.
    Link,
    /// The name of a picture's file.
    Picture,
    /// A number, or a word with a digit.
    Number,
    /// A word with a capital after its first letter, in the heading or the text: GPU, iPhone.
    Name,
    /// The first four letters of another word of the text.
    Word,
}

impl MarkKind {
    const ALL: [MarkKind; MARK_KINDS] = [
        MarkKind::HeadingWord,
        MarkKind::HeadingStart,
        MarkKind::Code,
        MarkKind::Link,
        MarkKind::Picture,
        MarkKind::Number,
        MarkKind::Name,
        MarkKind::Word,
    ];

    /// The kind of a mark of [`SectionEvidence::marks`].
    pub fn of(mark: u32) -> MarkKind {
        MarkKind::ALL[(mark & ((1 << KIND_BITS) - 1)) as usize]
    }

    /// The most marks of this kind that a section keeps: those with the lowest hashes, so that two
    /// sections with the same content keep the same ones (Broder, "On the resemblance and
    /// containment of documents", 1997). Bounds the memory and the caches.
    pub(super) fn most(self) -> usize {
        match self {
            MarkKind::HeadingWord | MarkKind::HeadingStart => 12,
            MarkKind::Picture => 6,
            MarkKind::Link | MarkKind::Number | MarkKind::Name => 12,
            MarkKind::Code => 16,
            MarkKind::Word => 32,
        }
    }
}

/// Blocks that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBlock {
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A block of code.
    Code,
    /// A picture.
    Picture,
    /// A row of a table.
    Row,
    /// A quotation.
    Quote,
}
