//! Section evidence: what a section holds that a translator leaves as it is.
//!
//! A collector takes the text, the code, the links and the blocks of each section while the HTML is written,
//! and gives small hashes: numbers, names, the first letters of words, code, addresses, pictures;
//! and the number of blocks of each kind. Nothing here depends on a language or on another file.

use serde::{Deserialize, Serialize};
use unicode_normalization::char::decompose_canonical;

/// The number of [`MarkKind`]s.
pub const MARK_KINDS: usize = 8;

/// The number of [`CountedBlock`]s.
pub const BLOCK_KINDS: usize = 6;

/// Bits of a mark that hold its kind.
const KIND_BITS: u32 = 3;

/// Letters of a word that its translation in a related language often shares: cognates, as in
/// Simard, Foster and Isabelle, "Using cognates to align sentences in bilingual corpora" (1992).
const START_LETTERS: usize = 4;

/// Letters of a word in a heading, which has few words: mars and March.
const HEADING_START_LETTERS: usize = 3;

/// What a section holds, for the alignment of two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    fn most(self) -> usize {
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

/// Collects the evidence of one section after the other.
#[derive(Debug, Default)]
pub struct EvidenceCollector {
    /// Complete sections.
    sections: Vec<SectionEvidence>,
    /// Whether a heading was met. The text before the first one is no section.
    is_in_section: bool,
    /// The marks of the open section, by their kind.
    marks: [KeptMarks; MARK_KINDS],
    open: SectionEvidence,
}

/// The marks of one kind that a section keeps: sorted by rank, then by hash, each once.
#[derive(Debug, Default)]
struct KeptMarks(Vec<u64>);

impl KeptMarks {
    /// Keeps a mark if it is one of the first `most`. Most words of a long section are not.
    fn push(&mut self, rank: Rank, mark: u32, most: usize) {
        let key = (rank as u64) << 32 | u64::from(mark);
        if self.0.len() == most && self.0.last().is_some_and(|last| *last <= key) {
            return;
        }
        if let Err(at) = self.0.binary_search(&key) {
            self.0.insert(at, key);
            self.0.truncate(most);
        }
    }

    fn take_marks(&mut self) -> impl Iterator<Item = u32> {
        self.0.drain(..).map(|key| key as u32)
    }
}

/// Which marks of a kind are kept first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Likely to be the same in another language: a name, a number, an address.
    First,
    /// A word in Latin letters, the script of most names.
    Latin,
    /// A word in another script.
    Other,
}

impl EvidenceCollector {
    /// Begins the section of a heading.
    pub fn begin_section(&mut self, heading: &str) {
        self.end_section();
        self.is_in_section = true;
        for word in words(heading) {
            let word = Word::read(word);
            self.push(MarkKind::HeadingWord, Rank::First, word.whole);
            if word.is_name {
                self.push(MarkKind::Name, Rank::First, word.whole);
            } else if !word.has_digit && word.letters >= START_LETTERS {
                self.push(MarkKind::HeadingStart, Rank::First, word.heading_start);
            }
        }
    }

    /// Takes words of the text.
    pub fn push_text(&mut self, text: &str) {
        if !self.is_in_section {
            return;
        }
        self.open.length += text.chars().count() as u32;
        for word in words(text) {
            let word = Word::read(word);
            if word.has_digit {
                if word.letters > 1 {
                    self.push(MarkKind::Number, Rank::First, word.whole);
                }
            } else if word.is_name {
                self.push(MarkKind::Name, Rank::First, word.whole);
            } else if word.letters >= START_LETTERS {
                self.push(MarkKind::Word, word.rank, word.start);
            }
        }
    }

    /// Takes inline code.
    pub fn push_inline_code(&mut self, code: &str) {
        if self.is_in_section {
            self.open.length += code.len() as u32;
            self.push(MarkKind::Code, Rank::First, hash(code.trim().chars()));
        }
    }

    /// Takes the lines of a code block.
    pub fn push_code_block(&mut self, code: &str) {
        if !self.is_in_section {
            return;
        }
        self.count(CountedBlock::Code);
        for line in code.lines().map(str::trim) {
            if line.contains(char::is_alphanumeric) {
                self.push(MarkKind::Code, Rank::First, hash(line.chars()));
            }
        }
    }

    /// Takes the address of a link. A place on the page (`#id`) differs by language.
    pub fn push_link(&mut self, address: &str) {
        let address = address.split(['#', '?']).next().unwrap_or_default();
        if self.is_in_section && !address.is_empty() {
            self.push(MarkKind::Link, Rank::First, hash_of_address(address));
        }
    }

    /// Takes the address of a picture.
    pub fn push_picture(&mut self, address: &str) {
        if self.is_in_section {
            self.count(CountedBlock::Picture);
            let name = address.rsplit('/').next().unwrap_or(address);
            self.push(MarkKind::Picture, Rank::First, hash_of_address(name));
        }
    }

    /// Counts a block.
    pub fn count(&mut self, kind: CountedBlock) {
        let count = &mut self.open.blocks[kind as usize];
        *count = count.saturating_add(1);
    }

    /// The evidence of each section, in the order of the headings.
    pub fn finish(mut self) -> Vec<SectionEvidence> {
        self.end_section();
        self.sections
    }

    fn push(&mut self, kind: MarkKind, rank: Rank, hash: u32) {
        let mark = (hash << KIND_BITS) | kind as u32;
        self.marks[kind as usize].push(rank, mark, kind.most());
    }

    fn end_section(&mut self) {
        let mut section = std::mem::take(&mut self.open);
        if !self.is_in_section {
            return;
        }
        let kept = self.marks.iter_mut().flat_map(KeptMarks::take_marks);
        section.marks.extend(kept);
        section.marks.sort_unstable();
        section.marks.dedup();
        self.sections.push(section);
    }
}

/// Stretches of letters and digits. Accents may be characters of their own.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_in_word = |c: char| c.is_alphanumeric() || is_accent(c);
    text.split(move |c: char| !is_in_word(c))
        .filter(|word| !word.is_empty())
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// What is compared of a word.
struct Word {
    /// Letters and digits.
    letters: usize,
    has_digit: bool,
    /// Whether a letter after the first one is a capital.
    is_name: bool,
    rank: Rank,
    whole: u32,
    start: u32,
    heading_start: u32,
}

impl Word {
    fn read(word: &str) -> Word {
        let mut read = Word {
            letters: 0,
            has_digit: false,
            is_name: false,
            rank: match word.chars().next() {
                Some(first) if first.is_uppercase() => Rank::First,
                Some(first) if first < '\u{250}' => Rank::Latin,
                _ => Rank::Other,
            },
            whole: 0,
            start: 0,
            heading_start: 0,
        };
        let mut hash = HASH_START;
        for c in word.chars().filter(|c| !is_accent(*c)) {
            read.letters += 1;
            read.has_digit |= c.is_numeric();
            read.is_name |= c.is_uppercase() && read.letters > 1;
            hash = hash_char(hash, folded(c));
            if read.letters == HEADING_START_LETTERS {
                read.heading_start = mixed(hash);
            }
            if read.letters == START_LETTERS {
                read.start = mixed(hash);
            }
        }
        read.whole = mixed(hash);
        read
    }
}

/// A letter without its case and accents.
fn folded(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        base.get_or_insert(part);
    });
    let base = base.unwrap_or(c);
    base.to_lowercase().next().unwrap_or(base)
}

/// The hash of an address without what names a language or a kind of file: `../puce/fr.md` and
/// `../puce/en.md` are one.
fn hash_of_address(address: &str) -> u32 {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let parts = address.split(['/', '.']).filter(|part| part.len() > 2);
    let parts = parts.filter(|part| !matches!(*part, "www" | "html" | "index" | "mdx"));
    hash(parts.flat_map(|part| part.chars().chain(['/'])))
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, a character at a time: quick for a few letters. Nobody gains from two equal hashes.
fn hash_char(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(0x100_0000_01b3)
}

fn hash(chars: impl Iterator<Item = char>) -> u32 {
    mixed(chars.fold(HASH_START, hash_char))
}

/// All bits of a hash in 29.
fn mixed(hash: u64) -> u32 {
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (32 + KIND_BITS)) as u32
}
